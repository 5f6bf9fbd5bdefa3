mod after;

use super::facts::{Broken, Figures, Guard, TimeOnTarget, guard, shortest, tenths};
use super::*;
use crate::facts::Facts;
use crate::finding::{Finding, Level};
use crate::project::Edit;
use crate::registry;
use crate::registry::new_project;
use crate::sheet::{AnyRow, Cell, Id, Link, Prose};
use crate::text::Phrase;
use crate::tool;
use crate::tool::{Assessment, Panel, Verdict};
use crate::tools::actions::Promise;
use crate::tools::charter::Charter;
use crate::tools::kpi::{Cadence, Event, Kind, Kpi, KpiUnit, Reading, Way};
use crate::tools::resistance::Entry;
use crate::tools::roadmap;
use crate::tools::tests::book::{self, counter, date};
use chrono::{Days, Months};

const START: &str = "2026-01-05";

fn start() -> NaiveDate {
    date(START)
}

const FTFR: Id = Id::new(101);
const RESPONSE: Id = Id::new(102);

/// A project with one indicator that rises from 80 to 92 and one that falls from 48 to 24.
fn project() -> Project {
    let charter = Charter { start: Some(start()), ..Charter::with_id(Id::new(1)) };
    let mut project = new_project(charter, &mut counter(50_000));
    let seeded: Vec<Id> = project.rows::<Kpi>().iter().map(|k| k.id).collect();
    for row in seeded {
        project.apply(Edit::Remove { sheet: Kpi::SHEET, row }).unwrap();
    }
    // The new way is handed over to the line.
    for code in ["p4-1", "p4-2", "p4-3"] {
        let item = project.rows::<roadmap::Item>().iter().find(|item| item.code == code).unwrap().id;
        project.apply(Edit::set::<roadmap::Item>(item, "done", Cell::Date(start()))).unwrap();
    }
    for (id, code, unit, baseline, target) in
        [(FTFR, "ftfr", KpiUnit::Percent, 80.0, 92.0), (RESPONSE, "response", KpiUnit::Hours, 48.0, 24.0)]
    {
        let kpi = Kpi {
            code: code.into(),
            kind: Some(Kind::Lagging),
            unit: Some(unit),
            baseline: Some(baseline),
            target: Some(target),
            ..Kpi::with_id(id)
        };
        project.apply(Edit::append(kpi)).unwrap();
    }
    project
}

fn read(project: &mut Project, kpi: Id, on: NaiveDate, value: f64) {
    let n = 1_000_000 + project.rows::<Reading>().len() as u64;
    let row =
        Reading { kpi: Link::to(kpi), date: Some(on), value: Some(value), ..Reading::with_id(Id::new(n)) };
    project.apply(Edit::append(row)).unwrap();
}

/// Both indicators on target every seven days, and on the last day.
fn hold(project: &mut Project, from: NaiveDate, until: NaiveDate) {
    for (kpi, value) in [(FTFR, 92.0), (RESPONSE, 24.0)] {
        let mut on = from;
        while on < until {
            read(project, kpi, on, value);
            on = on + Days::new(7);
        }
        read(project, kpi, until, value);
    }
}

fn held_for(months: u32, less: u64) -> (Project, NaiveDate) {
    let mut project = project();
    let until = start() + Months::new(months) - Days::new(less);
    hold(&mut project, start(), until);
    (project, until)
}

fn run(project: &mut Project, today: NaiveDate, key: &str) -> Result<tool::Outcome, Phrase> {
    let outcome = book::run(&TOOL, project, None, key, today, &mut counter(7_000))?;
    project.apply(outcome.edit.clone()).unwrap();
    Ok(outcome)
}

fn row(project: &Project) -> Closing {
    Closing::clone(&project.rows::<Closing>()[0])
}

fn verdict(project: &Project, key: &str, cell: &Cell, today: NaiveDate) -> Verdict {
    book::check(project, &row(project), key, cell, today)
}

fn put(project: &mut Project, key: &str, cell: &Cell, today: NaiveDate) {
    let row = row(project);
    book::enter(project, &row, key, cell, today);
}

/// How the indicators hold on a day.
fn held(project: &Project, day: NaiveDate) -> Vec<TimeOnTarget> {
    facts::held(&Facts::new(project, day), day)
}

fn assess(project: &Project, today: NaiveDate) -> Assessment {
    TOOL.conclude(&Facts::new(project, today))
}

fn findings(project: &Project, today: NaiveDate) -> Vec<Finding> {
    assess(project, today).findings
}

#[test]
fn the_months_run_from_the_first_to_the_last_reading_on_target() {
    for (months, less, expected) in
        [(6, 1, Guard::Early), (6, 0, Guard::Soon), (12, 1, Guard::Soon), (12, 0, Guard::Safe)]
    {
        let (project, today) = held_for(months, less);
        let held = held(&project, today);
        assert_eq!(guard(&held), expected, "{months} months less {less} days: {}", held[0].months);
        assert_eq!(held[0].since, Some(start()));
    }
    let (project, today) = held_for(6, 1);
    let months = shortest(&held(&project, today)).unwrap().months;
    assert!((5.9..6.0).contains(&months), "{months}");
    assert_eq!(tenths(5.999), "5.9", "what is not reached is not shown as reached");
}

#[test]
fn months_are_counted_from_the_first_target_met() {
    let mut project = project();
    let said = |project: &Project| assess(project, start() + Days::new(7));
    read(&mut project, FTFR, start(), 91.9);
    read(&mut project, RESPONSE, start(), 48.0);
    let before = said(&project);
    assert_eq!(
        (before.level, before.headline.zh.as_ref(), before.headline.en.as_ref()),
        (Level::Blank, "未达标", "not met")
    );
    assert_eq!(before.conclusion.len(), 1);
    read(&mut project, FTFR, start() + Days::new(1), 92.0);
    assert_eq!(said(&project).headline.en, "0/6 mo", "met once, though not by all");
    read(&mut project, FTFR, start() + Days::new(7), 80.0);
    assert_eq!(said(&project).headline.en, "0/6 mo", "lost again");
}

#[test]
fn a_gap_of_more_than_14_days_breaks_the_run() {
    for (gap, since) in [(14, 0), (15, 15)] {
        let mut project = project();
        for days in [0, gap, gap + 7, gap + 14] {
            read(&mut project, FTFR, start() + Days::new(days), 93.0);
        }
        let held = held(&project, start() + Days::new(gap + 14));
        assert_eq!(held[0].since, Some(start() + Days::new(since)), "a gap of {gap} days");
    }
}

#[test]
fn silence_to_this_day_breaks_it_too() {
    let (project, last) = held_for(7, 0);
    assert_eq!(guard(&held(&project, last + Days::new(14))), Guard::Soon);
    let broken = held(&project, last + Days::new(15));
    assert_eq!((guard(&broken), broken[0].broken), (Guard::Early, Some(Broken::Stale { on: last })));
}

#[test]
fn one_miss_breaks_nothing_and_a_lower_level_does() {
    let mut project = project();
    for days in [0, 7, 14, 28, 35] {
        read(&mut project, FTFR, start() + Days::new(days), 92.5);
    }
    let today = start() + Days::new(35);
    read(&mut project, FTFR, start() + Days::new(21), 91.9);
    assert_eq!(held(&project, today)[0].since, Some(start()), "one reading 0.1 below the target");
    // The next below it as well: from there on the median of three is.
    read(&mut project, FTFR, start() + Days::new(29), 91.9);
    let now = &held(&project, today)[0];
    assert!(matches!(now.broken, Some(Broken::Missed { value, .. }) if value < 92.0));
    for days in [42, 49] {
        read(&mut project, FTFR, start() + Days::new(days), 92.5);
    }
    assert_eq!(held(&project, start() + Days::new(49))[0].since, Some(start() + Days::new(42)));
}

/// What is said of a day is what was read on it; the median that is judged is called one, and no day is named.
#[test]
fn the_day_has_its_own_value_and_the_median_its_name() {
    let mut project = project();
    for (days, value) in [(0, 80.0), (7, 84.0), (14, 85.0)] {
        read(&mut project, FTFR, start() + Days::new(days), value);
    }
    let said = |project: &Project, days: u64| {
        let facts = Facts::new(project, start() + Days::new(days));
        let panels = views::panels(&facts, None);
        let Some(Panel::Lines { lines, .. }) = panels.get(1) else { panic!("{panels:?}") };
        lines[0].text.clone()
    };
    let now = said(&project, 14);
    assert!(now.zh.ends_with("：最近三期的中位数 84%，没到目标 92%"), "{now:?}");
    assert!(now.en.ends_with(": median of the last three 84%, target 92%"), "{now:?}");
    // Where both are one value it is said once.
    assert!(said(&project, 0).zh.contains(&format!("{} 是 80%，没到", start())), "{:?}", said(&project, 0));
}

#[test]
fn a_monthly_indicator_can_be_closed() {
    let mut project = project();
    for (id, value) in [(FTFR, 92.5), (RESPONSE, 23.0)] {
        let monthly = Cell::Choice(&Cadence::OPTIONS[2]);
        project.apply(Edit::set::<Kpi>(id, "cadence", monthly)).unwrap();
        for month in 0..=6 {
            read(&mut project, id, start() + Months::new(month), value);
        }
    }
    let today = start() + Months::new(6);
    assert_eq!(guard(&held(&project, today)), Guard::Soon);
    // One month may be missed, two may not.
    assert_eq!(guard(&held(&project, today + Days::new(62))), Guard::Soon);
    assert_eq!(held(&project, today + Days::new(63))[0].broken, Some(Broken::Stale { on: today }));
}

#[test]
fn the_shortest_decides_and_what_is_not_measured_counts_as_nothing() {
    let (mut project, today) = held_for(7, 0);
    assert_eq!(guard(&held(&project, today)), Guard::Soon);
    let kpi = Kpi { kind: Some(Kind::Lagging), target: Some(5.0), ..Kpi::with_id(Id::new(103)) };
    project.apply(Edit::append(kpi)).unwrap();
    let all = held(&project, today);
    assert_eq!((guard(&all), shortest(&all).unwrap().kpi.id), (Guard::Early, Id::new(103)));
    project.apply(Edit::set::<Kpi>(Id::new(103), "target", Cell::Empty)).unwrap();
    assert_eq!(guard(&held(&project, today)), Guard::Soon, "without a target it is not asked for");
    assert_eq!(guard(&[]), Guard::Unmeasured);
}

#[test]
fn what_keeps_it_from_being_closed_is_named_as_it_is() {
    let (held, last) = held_for(12, 0);
    let set = |column: &'static str, cell: Cell| {
        let mut project = held.clone();
        project.apply(Edit::set::<Kpi>(FTFR, column, cell)).unwrap();
        project
    };
    let why = |project: &Project, today: NaiveDate| {
        let held = super::facts::held(&Facts::new(project, today), today);
        (held[0].broken, facts::weakest(&held).en.to_string())
    };
    let name = "First-time fix rate (FTFR)";
    let seasonal = set("seasonal", Cell::Check(true));
    assert_eq!(
        why(&seasonal, last),
        (
            Some(Broken::SeasonUnknown),
            format!("{name} is seasonal and has no readings of the same time before the change")
        )
    );
    // Readings of another year would not help where the indicator itself lacks something.
    let up = Way::OPTIONS.iter().find(|o| o.key == "up").unwrap();
    let down = Way::OPTIONS.iter().find(|o| o.key == "down").unwrap();
    let mut blank = seasonal.clone();
    blank.apply(Edit::set::<Kpi>(FTFR, "baseline", Cell::Empty)).unwrap();
    assert_eq!(why(&blank, last), (Some(Broken::NoWay), format!("{name} needs a baseline or a direction")));
    blank.apply(Edit::set::<Kpi>(FTFR, "direction", Cell::Choice(up))).unwrap();
    assert_eq!(
        why(&blank, last),
        (Some(Broken::NoBaseline), format!("{name} is seasonal and has no baseline"))
    );
    let contrary = set("direction", Cell::Choice(down));
    assert_eq!(
        why(&contrary, last),
        (Some(Broken::Contrary), format!("the direction of {name} contradicts its baseline and target"))
    );
    assert_eq!(
        why(&held, last + Days::new(15)),
        (Some(Broken::Stale { on: last }), format!("{name} has had no reading since {last}"))
    );
    assert_eq!(why(&project(), last), (Some(Broken::NoReading), format!("{name} has no reading yet")));
    // None of these is said to miss its target.
    for project in [&seasonal, &blank, &contrary] {
        let facts = Facts::new(project, last);
        let panels = views::panels(&facts, None);
        let Panel::Bars { bars, .. } = &panels[0] else { panic!("{panels:?}") };
        assert_eq!(bars[0].label.zh, "不判断");
    }
}

#[test]
fn before_a_closing_nothing_is_asked_for() {
    let project = project();
    let assessment = assess(&project, start());
    assert!(assessment.findings.is_empty());
    assert_eq!((assessment.level, assessment.headline.en.as_ref()), (Level::Blank, "no data"));
    let (project, today) = held_for(3, 0);
    let assessment = assess(&project, today);
    assert_eq!((assessment.level, assessment.headline), (Level::Blank, crate::say!("3.0/6 月", "3.0/6 mo")));
    assert!(findings(&project, today + Days::new(300)).is_empty());
    let (project, today) = held_for(12, 0);
    assert_eq!(assess(&project, today).level, Level::Good);
    assert_eq!(closed(&project), None);
}

#[test]
fn closing_early_takes_a_reason_and_is_never_forgotten() {
    let (mut project, today) = held_for(6, 1);
    let outcome = run(&mut project, today, "close").unwrap();
    assert!(outcome.said.zh.contains("不满 6 个月"), "{}", outcome.said.zh);
    assert_eq!(outcome.go.map(|(place, opens)| (place.column, opens)), Some(("override_reason", true)));
    assert_eq!((row(&project).date, closed(&project)), (None, None));
    run(&mut project, today, "close").unwrap();
    assert_eq!(project.rows::<Closing>().len(), 1, "the waiting row is used again");
    assert!(matches!(verdict(&project, "date", &Cell::Date(today), today), Verdict::Refuse(_)));
    put(&mut project, "override_reason", &Cell::Text("  ".into()), today);
    assert!(
        matches!(verdict(&project, "date", &Cell::Date(today), today), Verdict::Refuse(_)),
        "blanks are none"
    );
    let reason = Cell::Text("总部并入新项目".into());
    let offered = verdict(&project, "override_reason", &reason, today);
    assert!(
        matches!(&offered, Verdict::Offer { also, .. } if *also == ("date", Cell::Date(today))),
        "with a reason the closing itself is offered: {offered:?}"
    );
    put(&mut project, "override_reason", &reason, today);
    put(&mut project, "by", &Cell::Text("总经理".into()), today);
    assert!(matches!(verdict(&project, "date", &Cell::Date(today), today), Verdict::Note(_)));
    put(&mut project, "date", &Cell::Date(today), today);
    let closing = row(&project);
    assert_eq!((closed(&project), closing.weakest.0), (Some(today), Some(FTFR)));
    assert_eq!(closing.months, Some(5.96));
    let found = findings(&project, today);
    assert_eq!(found.iter().map(|f| (f.id, f.level)).collect::<Vec<_>>(), [("MI6", Level::Watch)]);
    assert!(found[0].evidence.zh.contains("由总经理决定") && found[0].evidence.zh.contains("总部并入新项目"));
    assert!(matches!(verdict(&project, "override_reason", &Cell::Empty, today), Verdict::Refuse(_)));
    assert!(matches!(verdict(&project, "months", &Cell::Number(9.0), today), Verdict::Refuse(_)));
    put(&mut project, "date", &Cell::Empty, today);
    assert_eq!((row(&project).months, row(&project).weakest.0), (None, None));
}

#[test]
fn with_a_reason_written_it_closes_early() {
    let (mut project, today) = held_for(2, 0);
    run(&mut project, today, "close").unwrap();
    put(&mut project, "override_reason", &Cell::Text("总部并入新项目".into()), today);
    let outcome = run(&mut project, today, "close").unwrap();
    assert_eq!(outcome.go.map(|(place, _)| place.column), Some("by"));
    assert_eq!((closed(&project), row(&project).months), (Some(today), Some(2.0)));
    assert_eq!(findings(&project, today).len(), 1);
}

#[test]
fn from_six_months_on_it_closes_with_a_warning_and_from_twelve_without() {
    let (mut project, today) = held_for(6, 0);
    let outcome = run(&mut project, today, "close").unwrap();
    assert!(outcome.said.zh.contains("不满 12 个月"), "{}", outcome.said.zh);
    assert_eq!((closed(&project), row(&project).months), (Some(today), Some(6.0)));
    assert!(matches!(verdict(&project, "date", &Cell::Date(today), today), Verdict::Note(_)));
    assert!(findings(&project, today).is_empty());
    assert!(run(&mut project, today, "close").is_err());
    let (mut project, today) = held_for(12, 0);
    let outcome = run(&mut project, today, "close").unwrap();
    assert!(!outcome.said.zh.contains("12"), "{}", outcome.said.zh);
    assert_eq!(verdict(&project, "date", &Cell::Date(today), today), Verdict::Fine);
    let tomorrow = today + Days::new(1);
    assert!(matches!(verdict(&project, "date", &Cell::Date(tomorrow), today), Verdict::Refuse(_)));
    assert!(matches!(
        verdict(&project, "date", &Cell::Date(start() - Days::new(1)), today),
        Verdict::Refuse(_)
    ));
}

#[test]
fn what_was_closed_can_be_opened_again() {
    let (mut project, today) = held_for(12, 0);
    assert!(run(&mut project, today, "reopen").is_err());
    run(&mut project, today, "close").unwrap();
    let yesterday = today - Days::new(1);
    assert!(matches!(verdict(&project, "reopened", &Cell::Date(yesterday), today), Verdict::Refuse(_)));
    run(&mut project, today, "reopen").unwrap();
    assert_eq!((closed(&project), row(&project).reopened), (None, Some(today)));
    let before = Closing { date: Some(yesterday), ..Closing::with_id(Id::new(6_000)) };
    project.apply(Edit::append(before)).unwrap();
    assert_eq!(closed(&project), None, "the latest closing was opened again");
    let later = Closing { date: Some(today + Days::new(30)), ..Closing::with_id(Id::new(6_001)) };
    project.apply(Edit::append(later)).unwrap();
    assert_eq!(closed(&project), Some(today + Days::new(30)));
}

#[test]
fn what_is_open_is_asked_about_when_closing() {
    let (mut project, today) = held_for(12, 0);
    let item = project.rows::<roadmap::Item>().iter().find(|item| item.code == "p4-2").unwrap().id;
    project.apply(Edit::set::<roadmap::Item>(item, "done", Cell::Empty)).unwrap();
    project
        .apply(Edit::append(Promise {
            action: Prose("清点平板".into()), ..Promise::with_id(Id::new(8_001))
        }))
        .unwrap();
    let doubt = Entry { quote: Prose("太忙".into()), people: Some(3), ..Entry::with_id(Id::new(8_002)) };
    project.apply(Edit::append(doubt)).unwrap();
    let outcome = run(&mut project, today, "close").unwrap();
    assert!(
        outcome.said.zh.contains("还没有了结：未完成的行动 1 项；顾虑未解决的 3 人；没有交接的："),
        "{}",
        outcome.said.zh
    );
    assert_eq!(outcome.go.map(|(place, opens)| (place.column, opens)), Some(("date", true)));
    assert_eq!(closed(&project), None, "it was asked first");
    let asked = verdict(&project, "date", &Cell::Date(today), today);
    assert!(
        matches!(&asked, Verdict::Ask { instead: Cell::Empty, question } if question.en.contains("1 open action")),
        "{asked:?}"
    );
    // Asked once and wanted all the same.
    run(&mut project, today, "close").unwrap();
    assert_eq!(closed(&project), Some(today));
    let found = findings(&project, today);
    assert_eq!(found.iter().map(|f| (f.id, f.level)).collect::<Vec<_>>(), [("CS2", Level::Watch)]);
    // Once all of it is settled nothing is left to say.
    project.apply(Edit::set::<roadmap::Item>(item, "done", Cell::Date(today))).unwrap();
    project.apply(Edit::Remove { sheet: Promise::SHEET, row: Id::new(8_001) }).unwrap();
    project.apply(Edit::Remove { sheet: Entry::SHEET, row: Id::new(8_002) }).unwrap();
    assert!(findings(&project, today).is_empty());
}

#[test]
fn the_bars_stand_against_six_and_twelve_months() {
    let (project, today) = held_for(6, 0);
    let panels = views::panels(&Facts::new(&project, today), None);
    let [Panel::Bars { bars, .. }, Panel::Lines { lines, .. }] = &panels[..] else { panic!("{panels:?}") };
    assert_eq!(bars.iter().map(|b| b.share).collect::<Vec<_>>(), [0.5, 0.5, 0.5, 1.0]);
    assert_eq!((bars[0].label.en.as_ref(), lines.len()), ("6.0 mo", 2));
    let empty = Project::empty(Id::new(1), &registry::sheets());
    assert_eq!(views::panels(&Facts::new(&empty, today), None).len(), 1);
    for row in project.rows::<Closing>() {
        assert_eq!(row.builtin(0), None);
    }
}
