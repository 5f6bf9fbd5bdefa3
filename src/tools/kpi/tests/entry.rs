//! What may be entered, what is asked about and what is refused.

use super::*;
use crate::tools::read_cell;

fn refused(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Refuse(_))
}

/// What is said of a value of today for an indicator.
fn value(book: &Book, code: &str, value: f64) -> Verdict {
    let row = Reading { kpi: Link::to(book.kpi(code)), date: Some(day(50)), ..Reading::default() };
    book.check(&row, "value", &Cell::Number(value), day(50))
}

#[test]
fn units_are_read_and_others_refused() {
    let book = Book::new();
    let read = |code: &str, typed: &str| {
        let row = Reading { kpi: Link::to(book.kpi(code)), ..Reading::default() };
        read_cell(&book.project, &row, 2, typed, day(1)).ok()
    };
    for (code, typed, number) in [
        ("response", "24h", 24.0),
        ("response", "24 小时", 24.0),
        ("efficiency", "8单/天", 8.0),
        ("ftfr", "92%", 92.0),
        ("ftfr", "９２％", 92.0),
        ("satisfaction", "3.6/5", 3.6),
        ("csat", "85分", 85.0),
        ("walks", "2次", 2.0),
    ] {
        assert_eq!(read(code, typed), Some(Cell::Number(number)), "{typed}");
    }
    for (code, typed) in
        [("response", "92%"), ("ftfr", "24h"), ("csat", "8单/天"), ("ftfr", "NaN"), ("ftfr", "inf")]
    {
        assert_eq!(read(code, typed), None, "{typed}");
    }
    for typed in ["-", "–", " / ", "——", "－"] {
        let row = Reading { kpi: Link::to(book.kpi("ftfr")), ..Reading::default() };
        assert_eq!(read_cell(&book.project, &row, 2, typed, day(1)).ok(), Some(Cell::Empty), "{typed}");
    }
    let kpi = book.project.find::<Kpi>(book.kpi("response")).expect("a row");
    let target = Kpi::DEF.column("target").expect("a column");
    assert_eq!(read_cell(&book.project, kpi, target, "20h", day(1)).ok(), Some(Cell::Number(20.0)));
}

#[test]
fn what_cannot_be_is_refused() {
    let book = Book::new();
    for (code, good, bad) in [
        ("training", [0.0, 100.0], [-0.1, 100.1]),
        ("coverage", [0.0, 100.0], [-1.0, 101.0]),
        ("ftfr", [50.0, 100.0], [-1.0, 100.5]),
        ("csat", [0.0, 100.0], [-1.0, 101.0]),
        ("satisfaction", [1.0, 5.0], [0.9, 5.1]),
        ("response", [0.0, 500.0], [-0.1, -24.0]),
        ("efficiency", [0.0, 20.0], [-0.1, -1.0]),
        ("walks", [0.0, 3.0], [-1.0, -2.0]),
    ] {
        for good in good {
            assert_eq!(value(&book, code, good), Verdict::Fine, "{code} {good}");
        }
        for bad in bad {
            assert!(refused(&value(&book, code, bad)), "{code} {bad}");
        }
    }
}

#[test]
fn a_fraction_beside_percents_is_asked_about() {
    let mut book = Book::new();
    book.read("ftfr", day(40), 86.0);
    match value(&book, "ftfr", 0.86) {
        Verdict::Ask { question, instead } => {
            assert_eq!(instead, Cell::Number(86.0));
            assert!(question.get(Lang::En).starts_with("86 %?"));
        }
        other => panic!("{other:?}"),
    }
    // With nothing read yet the target is what it stands beside.
    assert!(matches!(value(&book, "training", 0.5), Verdict::Ask { .. }));
    assert_eq!(value(&book, "ftfr", 1.01), Verdict::Fine);
    assert_eq!(value(&book, "ftfr", 0.0), Verdict::Fine);
    assert_eq!(value(&book, "response", 0.86), Verdict::Fine);
    book.read("ftfr", day(45), 0.9);
    assert_eq!(value(&book, "ftfr", 0.86), Verdict::Fine);
}

#[test]
fn a_contrary_direction_is_not_saved() {
    let mut book = Book::new();
    let ftfr = |book: &Book| book.project.find::<Kpi>(book.kpi("ftfr")).expect("a row").clone();
    let today = day(1);
    assert!(refused(&book.check(&ftfr(&book), "direction", &choice(Way::OPTIONS, "down"), today)));
    assert_eq!(book.check(&ftfr(&book), "direction", &choice(Way::OPTIONS, "up"), today), Verdict::Fine);
    book.set("ftfr", "direction", choice(Way::OPTIONS, "up"));
    assert!(refused(&book.check(&ftfr(&book), "target", &Cell::Number(79.0), today)));
    assert!(refused(&book.check(&ftfr(&book), "baseline", &Cell::Number(93.0), today)));
    assert_eq!(book.check(&ftfr(&book), "target", &Cell::Number(80.0), today), Verdict::Fine);
    assert_eq!(book.check(&ftfr(&book), "direction", &Cell::Empty, today), Verdict::Fine);
    // A file that holds the contradiction all the same is not judged by it.
    book.set("ftfr", "direction", choice(Way::OPTIONS, "down"));
    book.read("ftfr", today, 95.0);
    let facts = book.facts(today);
    let kpi = facts.get(book.kpi("ftfr")).expect("figures");
    assert_eq!((kpi.status, kpi.lacks), (crate::stats::KpiStatus::Undefined, Some(Lack::Contrary)));
    assert_eq!(book.found("KP5", today).len(), 1);
}

#[test]
fn dates_are_in_order() {
    let book = Book::new();
    let today = day(50);
    let reading = Reading::default();
    assert_eq!(book.check(&reading, "date", &Cell::Date(today), today), Verdict::Fine);
    assert!(refused(&book.check(&reading, "date", &Cell::Date(day(51)), today)));
    let kpi = Kpi { baseline_date: Some(day(10)), ..Kpi::default() };
    assert!(refused(&book.check(&kpi, "target_date", &Cell::Date(day(10)), today)));
    assert_eq!(book.check(&kpi, "target_date", &Cell::Date(day(11)), today), Verdict::Fine);
    let review = Review { date: Some(day(40)), due: Some(day(45)), ..Review::default() };
    assert!(refused(&book.check(&review, "due", &Cell::Date(day(39)), today)));
    assert_eq!(book.check(&review, "due", &Cell::Date(day(47)), today), Verdict::Fine);
    assert!(matches!(book.check(&review, "due", &Cell::Date(day(48)), today), Verdict::Note(_)));
    assert!(refused(&book.check(&review, "date", &Cell::Date(day(46)), today)));
    assert!(refused(&book.check(&review, "date", &Cell::Date(day(51)), today)));
}

#[test]
fn a_value_is_checked_whatever_is_entered_last() {
    let mut book = Book::new();
    let row = Reading { value: Some(120.0), ..Reading::default() };
    let link = |code: &str| Cell::Link(book.kpi(code));
    assert!(refused(&book.check(&row, "kpi", &link("ftfr"), day(1))));
    assert_eq!(book.check(&row, "kpi", &link("response"), day(1)), Verdict::Fine);
    book.read("ftfr", day(1), 80.0);
    let kpi = book.project.find::<Kpi>(book.kpi("ftfr")).expect("a row").clone();
    assert!(refused(&book.check(&kpi, "unit", &choice(KpiUnit::OPTIONS, "of-five"), day(1))));
    assert_eq!(book.check(&kpi, "unit", &choice(KpiUnit::OPTIONS, "points"), day(1)), Verdict::Fine);
}
