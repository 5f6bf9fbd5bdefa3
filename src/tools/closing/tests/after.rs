//! What is said after a closing: of a relapse, of results that are worse than at the start, and of silence.

use super::*;

#[test]
fn after_a_closing_what_was_read_and_cannot_be_judged_is_not_called_unread() {
    let (mut project, last) = held_for(12, 0);
    run(&mut project, last, "close").unwrap();
    let later = last + Days::new(7);
    read(&mut project, FTFR, later, 92.0);
    read(&mut project, RESPONSE, later, 24.0);
    // The time before the change was read as far as the day of the closing, and no further.
    project.apply(Edit::set::<Kpi>(FTFR, "seasonal", Cell::Check(true))).unwrap();
    for days in [0, 7, 14] {
        read(&mut project, FTFR, last - Days::new(days) - Months::new(24), 80.0);
    }
    let facts = Facts::new(&project, later);
    let figures = facts.get::<Figures>();
    let ftfr = figures.watched.iter().find(|w| w.kpi.id == FTFR).expect("watched");
    assert_eq!((ftfr.latest, ftfr.lost, ftfr.unjudged), (None, None, true));
    let said: Vec<String> =
        assess(&project, later).conclusion.iter().map(|l| l.text.en.to_string()).collect();
    assert!(said.iter().any(|line| line.contains("cannot be judged")), "{said:?}");
    assert!(!said.iter().any(|line| line.contains("no reading since")), "{said:?}");
    let panels = views::panels(&facts, None);
    let Panel::Bars { bars, .. } = &panels[0] else { panic!("{panels:?}") };
    assert_eq!(bars[0].label.en, "not judged");
}

#[test]
fn losing_a_fifth_of_the_gain_is_a_relapse() {
    // The gains are 12 points up and 24 hours down.
    for (kpi, value, relapse) in [
        (FTFR, 89.612, false),
        (FTFR, 89.6, true),
        (RESPONSE, 28.776, false),
        (RESPONSE, 28.8, true),
        (FTFR, 96.0, false),
    ] {
        let (mut project, today) = held_for(12, 0);
        run(&mut project, today, "close").unwrap();
        let later = today + Days::new(14);
        let mut level = |days, value| {
            for other in [FTFR, RESPONSE] {
                let value =
                    if other == kpi { value } else { project.find::<Kpi>(other).unwrap().target.unwrap() };
                read(&mut project, other, today + Days::new(days), value);
            }
        };
        level(7, value);
        level(14, value);
        let found = findings(&project, later);
        let expected: &[(&str, Level)] = if relapse { &[("MI6", Level::Act)] } else { &[] };
        assert_eq!(found.iter().map(|f| (f.id, f.level)).collect::<Vec<_>>(), expected, "{value}");
        if relapse && kpi == FTFR {
            assert_eq!(
                found[0].evidence.zh,
                "首次修复率（FTFR）收尾时 92%，现在 89.6%（基线 80%），成果丢了 20%"
            );
            assert_eq!(assess(&project, later).headline.en, "relapse");
        }
    }
}

#[test]
fn the_gain_is_what_was_held_and_not_the_best_day() {
    let (mut project, today) = held_for(12, 0);
    read(&mut project, FTFR, today, 99.0);
    run(&mut project, today, "close").unwrap();
    let facts = Facts::new(&project, today);
    assert_eq!(
        facts.get::<Figures>().watched.iter().map(|w| (w.held, w.lost)).collect::<Vec<_>>(),
        [(92.0, None), (24.0, None)]
    );
}

#[test]
fn without_a_gain_there_is_no_relapse() {
    let mut project = project();
    read(&mut project, FTFR, start(), 79.0);
    let closing = Closing { date: Some(start()), months: Some(0.0), ..Closing::with_id(Id::new(6_000)) };
    project.apply(Edit::append(closing)).unwrap();
    let later = start() + Days::new(7);
    read(&mut project, FTFR, later, 70.0);
    assert!(Facts::new(&project, later).get::<Figures>().watched.is_empty());
    let found: Vec<_> = findings(&project, later).iter().map(|f| (f.id, f.level)).collect();
    assert_eq!(
        found,
        [("MI6", Level::Watch), ("CS1", Level::Stop)],
        "it was closed early, and is far worse now"
    );
}

#[test]
fn closed_while_worse_than_at_the_start_is_a_stop() {
    // The way is 12 points, so a tenth of it is 1.2; and 24 hours the other way.
    for (kpi, value, stop) in [
        (FTFR, 78.8, false),
        (FTFR, 78.7, true),
        (RESPONSE, 50.4, false),
        (RESPONSE, 50.5, true),
        (FTFR, 93.0, false),
    ] {
        let mut project = project();
        read(&mut project, kpi, start(), value);
        let row = Closing { date: Some(start()), months: Some(0.0), ..Closing::with_id(Id::new(6_000)) };
        project.apply(Edit::append(row)).unwrap();
        let stops: Vec<_> = findings(&project, start()).into_iter().filter(|f| f.id == "CS1").collect();
        assert_eq!(stops.len(), usize::from(stop), "{value}");
        assert!(stops.iter().all(|f| f.level == Level::Stop));
        assert_eq!(assess(&project, start()).headline.en == "worse", stop);
        if stop && kpi == FTFR {
            assert_eq!(
                stops[0].evidence.zh,
                "2026-01-05 已收尾，结果却比启动时还差：首次修复率（FTFR）现为 78.7%（启动时 80%）"
            );
        }
        assert!(findings(&project, start() - Days::new(1)).iter().all(|f| f.id != "CS1"), "closed tomorrow");
    }
}

#[test]
fn one_bad_week_is_not_worse_than_at_the_start() {
    let mut project = project();
    for (days, value) in [(0, 90.0), (7, 91.0), (14, 70.0)] {
        read(&mut project, FTFR, start() + Days::new(days), value);
    }
    assert!(
        facts::Worse::all(&crate::tools::kpi::Indicators::on(
            &Facts::new(&project, start()),
            start() + Days::new(14)
        ))
        .is_empty()
    );
    read(&mut project, FTFR, start() + Days::new(21), 71.0);
    let today = start() + Days::new(21);
    assert_eq!(facts::Worse::all(Facts::new(&project, today).get()).len(), 1, "two of three");
}

#[test]
fn what_was_read_before_an_indicator_was_defined_anew_is_not_worse() {
    let mut project = project();
    for (days, value) in [(0, 60.0), (7, 60.0), (14, 90.0)] {
        read(&mut project, FTFR, start() + Days::new(days), value);
    }
    let today = start() + Days::new(14);
    let worse = |project: &Project| facts::Worse::all(Facts::new(project, today).get()).len();
    assert_eq!(worse(&project), 1);
    let event = Event { date: Some(today), redefined: true, ..Event::with_id(Id::new(8_500)) };
    project.apply(Edit::append(event)).unwrap();
    assert_eq!(worse(&project), 0);
}

#[test]
fn silence_after_the_closing_is_said_once() {
    let (mut project, today) = held_for(12, 0);
    run(&mut project, today, "close").unwrap();
    assert!(findings(&project, today + Days::new(14)).is_empty());
    let found = findings(&project, today + Days::new(15));
    assert_eq!(found.len(), 1);
    assert!(
        found[0].evidence.en.contains("FTFR") && found[0].evidence.en.contains("response"),
        "{}",
        found[0].evidence.en
    );
    // A closing between two readings waits for the next as long.
    let (mut project, last) = held_for(12, 0);
    let closing = last + Days::new(10);
    run(&mut project, closing, "close").unwrap();
    assert!(findings(&project, closing + Days::new(14)).is_empty());
    assert_eq!(findings(&project, closing + Days::new(15)).len(), 1);
}
