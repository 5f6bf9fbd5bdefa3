//! Readings of single centres, the same time a year before, and what is out of reach.

use super::*;
use crate::tool::Panel;
use crate::tools::adkar::Person;
use crate::tools::roadmap::Centre;
use crate::tools::wins::{Win, claimed_without_signal};

/// Two centres: one of the pilot with ten people, one of the rest with thirty.
fn two(book: &mut Book) -> (Id, Id) {
    let mut centre = |name: &str, batch, headcount| {
        let (id, card) = (book.id(), book.id());
        book.add(Centre { name: name.into(), batch: Some(batch), ..Centre::with_id(id) });
        book.add(Person { centre: name.into(), headcount: Some(headcount), ..Person::with_id(card) });
        id
    };
    (centre("A", 1, 10), centre("B", 2, 30))
}

fn read_at(book: &mut Book, centre: Id, day: NaiveDate, value: f64) {
    let (id, kpi) = (book.id(), Link::to(book.kpi("ftfr")));
    let centre = Link::to(centre);
    book.add(Reading { kpi, date: Some(day), value: Some(value), centre, ..Reading::with_id(id) });
}

#[test]
fn the_network_is_the_mean_of_its_centres_by_people() {
    let mut book = Book::new();
    let (a, b) = two(&mut book);
    read_at(&mut book, a, day(1), 90.0);
    read_at(&mut book, b, day(2), 80.0);
    read_at(&mut book, a, day(8), 94.0);
    let ftfr = |book: &Book| {
        let facts = book.facts(day(10));
        let kpi = facts.get(book.kpi("ftfr")).expect("figures");
        (kpi.readings.clone(), kpi.mean_of)
    };
    assert_eq!(ftfr(&book), (vec![(day(1), 90.0), (day(2), 82.5), (day(8), 83.5)], Some(2)));
    // Where the people of one are not known nobody is weighed.
    let mut plain = book.clone();
    let card = plain.project.rows::<Person>()[0].id;
    plain.remove::<Person>(card);
    assert_eq!(ftfr(&plain).0[2], (day(8), 87.0));
    // A reading of the whole network goes before.
    book.read("ftfr", day(9), 81.0);
    assert_eq!(ftfr(&book), (vec![(day(9), 81.0)], None));
}

#[test]
fn a_win_of_a_centre_is_proved_by_its_readings() {
    let mut book = Book::new();
    let (a, b) = two(&mut book);
    let better = [80.0, 81.0, 79.5, 80.5, 81.5, 80.0, 88.0, 88.5, 89.0];
    let same = [80.0, 81.0, 79.5, 80.5, 81.5, 80.0, 80.5, 81.0, 79.5];
    for (n, (good, flat)) in (0..).zip(better.iter().zip(same)) {
        read_at(&mut book, a, day(n * 7 + 1), *good);
        read_at(&mut book, b, day(n * 7 + 2), flat);
        book.read("ftfr", day(n * 7 + 3), flat);
    }
    let (id, kpi) = (book.id(), Link::to(book.kpi("ftfr")));
    book.add(Win {
        kpi,
        target: Some(88.0),
        achieved: crate::sheet::Tick(Some(day(60))),
        ..Win::with_id(id)
    });
    let claims = |book: &Book| claimed_without_signal(&Facts::new(&book.project, day(63))).len();
    assert_eq!(claims(&book), 1, "the network has not moved");
    book.set::<Win>(id, "centre", Cell::Link(a));
    assert_eq!(claims(&book), 0, "the pilot has");
    book.set::<Win>(id, "centre", Cell::Link(b));
    assert_eq!(claims(&book), 1);
    assert!(claimed_without_signal(&Facts::new(&book.project, day(63)))[0].enough);
}

#[test]
fn the_pilot_is_shown_beside_the_rest() {
    let mut book = Book::new();
    let (a, b) = two(&mut book);
    let charts = |book: &Book| {
        let scene = Facts::new(&book.project, day(30));
        let row = book.project.find::<Kpi>(book.kpi("ftfr")).expect("a row");
        let panels = views::dashboard(&scene, Some(row));
        panels
            .into_iter()
            .filter_map(|panel| match panel {
                Panel::Chart(chart) => Some(chart.values),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    read_at(&mut book, a, day(1), 90.0);
    read_at(&mut book, a, day(8), 92.0);
    assert_eq!(charts(&book).len(), 1, "there is no rest yet");
    // Both gain five points with the season; the difference is what the change does.
    read_at(&mut book, b, day(8), 80.0);
    read_at(&mut book, a, day(15), 97.0);
    read_at(&mut book, b, day(15), 85.0);
    let values: Vec<Option<f64>> = charts(&book)[1].iter().map(|(_, value)| *value).collect();
    assert_eq!(values, [Some(12.0), Some(12.0)]);
}

#[test]
fn a_seasonal_indicator_is_set_beside_the_year_before() {
    let said = |book: &Book, today: NaiveDate| {
        let scene = Facts::new(&book.project, today);
        let row = book.project.find::<Kpi>(book.kpi("csat")).expect("a row");
        let lines = views::dashboard(&scene, Some(row)).into_iter().find_map(|panel| match panel {
            Panel::Lines { lines, .. } => Some(lines),
            _ => None,
        });
        let all: Vec<String> = lines.expect("lines").iter().map(|l| l.text.en.to_string()).collect();
        all.into_iter().find(|line| line.contains("year before"))
    };
    let mut book = Book::new();
    let today = date("2027-02-01");
    book.read("csat", date("2026-02-03"), 79.0);
    book.read("csat", today, 82.0);
    assert_eq!(said(&book, today), None, "not seasonal");
    book.define("csat", "seasonal", Cell::Check(true));
    assert_eq!(
        said(&book, today).as_deref(),
        Some("Compared with a year before: +3 pts (79 pts on 2026-02-03)")
    );
    let later = date("2027-02-20");
    book.read("csat", later, 82.0);
    assert!(said(&book, later).is_some_and(|line| line.starts_with("It is seasonal")));
    // Two years of readings are enough without a mark.
    let today = date("2027-06-01");
    let mut book = Book::new();
    book.read("csat", date("2025-06-01"), 70.0);
    book.read("csat", date("2026-06-01"), 79.0);
    book.read("csat", today, 82.0);
    assert!(said(&book, today).is_some());
}

#[test]
fn a_process_that_cannot_get_there_is_told_once_something_is_expected() {
    let mut book = Book::new();
    for n in 0..7 {
        let value = [80.0, 81.0, 79.5, 80.5, 81.5, 80.0, 80.5][n as usize];
        book.read("ftfr", date(START) - Days::new(49 - n * 7), value);
    }
    book.define("ftfr", "path", choice(Path::OPTIONS, "straight"));
    for (n, found) in [(38, 0), (60, 0), (81, 1)] {
        // A tenth of the year's way is expected on day 38; off track by more than noise it is later.
        let mut book = book.clone();
        book.read("ftfr", day(n), 80.5);
        assert_eq!(book.found("KP11", day(n)).len(), found, "{n}");
    }
    book.read("ftfr", day(81), 80.5);
    let found = book.found("KP11", day(81)).remove(0);
    // Nobody has said which process it measures: what can be changed here is the target.
    assert_eq!((found.place.row, found.place.column), (Some(book.kpi("ftfr")), Kpi::COL.target.key));
    assert!(found.evidence.en.contains("(target 92%, limit 83."), "{}", found.evidence.en);
    // Where it is known which process it measures, the slowest step of that is the place to begin.
    {
        use crate::tools::process::{Process, Step};
        let mut book = book.clone();
        let (process, quick, slow) = (book.id(), book.id(), book.id());
        book.add(Process { name: "报修".into(), ..Process::with_id(process) });
        for (id, wait) in [(quick, 10.0), (slow, 600.0)] {
            let process = Link::to(process);
            book.add(Step {
                name: "步".into(),
                process,
                wait: Some(wait),
                work: Some(5.0),
                ..Step::with_id(id)
            });
        }
        let kpi = book.kpi("ftfr");
        assert_eq!(book.found("KP11", day(81))[0].place.column, Kpi::COL.target.key, "not linked yet");
        book.set::<Kpi>(kpi, "process", Cell::Link(process));
        let found = book.found("KP11", day(81)).remove(0);
        assert_eq!((found.place.sheet, found.place.row), ("steps", Some(slow)));
    }
    // Once it has shifted it is on its way.
    for n in [88, 95] {
        book.read("ftfr", day(n), 88.0);
    }
    assert_eq!(book.found("KP11", day(95)), []);
}
