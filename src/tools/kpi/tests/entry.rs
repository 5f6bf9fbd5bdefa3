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
    let about = || Link::to(book.kpi("ftfr"));
    let reading = Reading { kpi: about(), ..Reading::default() };
    assert_eq!(book.check(&reading, "date", &Cell::Date(today), today), Verdict::Fine);
    assert!(refused(&book.check(&reading, "date", &Cell::Date(day(51)), today)));
    let kpi = Kpi { baseline_date: Some(day(10)), ..Kpi::default() };
    assert!(refused(&book.check(&kpi, "target_date", &Cell::Date(day(10)), today)));
    assert_eq!(book.check(&kpi, "target_date", &Cell::Date(day(11)), today), Verdict::Fine);
    let review = Review { kpi: about(), date: Some(day(40)), due: Some(day(45)), ..Review::default() };
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

#[test]
fn the_first_thing_said_in_a_row_dates_it() {
    let mut book = Book::new();
    let (reading, event, review) = (book.id(), book.id(), book.id());
    let kpi = || Link::to(book.kpi("csat"));
    let (for_reading, for_review) = (kpi(), kpi());
    book.add(Reading { kpi: for_reading, ..Reading::with_id(reading) });
    book.add(Event::with_id(event));
    book.add(Review { kpi: for_review, ..Review::with_id(review) });
    let today = day(50);
    book.put::<Reading>(reading, "note", &Cell::Text("x".into()), today);
    assert_eq!(book.project.rows::<Reading>()[0].date, None);
    book.put::<Reading>(reading, "value", &Cell::Number(77.0), today);
    book.put::<Event>(event, "name", &Cell::Text("x".into()), today);
    book.put::<Review>(review, "action", &Cell::Text("x".into()), today);
    let dates = |book: &Book| {
        let project = &book.project;
        [project.rows::<Reading>()[0].date, project.rows::<Event>()[0].date, project.rows::<Review>()[0].date]
    };
    assert_eq!(dates(&book), [Some(today); 3]);
    assert!(book.facts(today).homeless.is_empty());
    // A day that is there stays, and clearing a value gives none.
    book.put::<Reading>(reading, "value", &Cell::Number(78.0), day(51));
    assert_eq!(dates(&book)[0], Some(today));
    book.put::<Reading>(reading, "date", &Cell::Empty, today);
    book.put::<Reading>(reading, "value", &Cell::Empty, today);
    assert_eq!(dates(&book)[0], None);
}

#[test]
fn an_indicator_comes_first() {
    let book = Book::new();
    let first =
        |verdict: Verdict| matches!(verdict, Verdict::Refuse(why) if why.en == "Choose an indicator first");
    let (reading, review) = (Reading::default(), Review::default());
    let word = Cell::Text("x".into());
    assert!(first(book.check(&reading, "value", &Cell::Number(45.0), day(1))));
    assert!(first(book.check(&reading, "note", &word, day(1))));
    assert!(first(book.check(&review, "action", &word, day(1))));
    assert!(first(book.check(&review, "done", &Cell::Date(day(1)), day(1))));
    assert_eq!(book.check(&reading, "kpi", &Cell::Link(book.kpi("ftfr")), day(1)), Verdict::Fine);
    assert_eq!(
        book.check(&Reading { value: Some(1.0), ..reading.clone() }, "value", &Cell::Empty, day(1)),
        Verdict::Fine
    );
    // An event may be about all of them.
    assert_eq!(book.check(&Event::default(), "name", &word, day(1)), Verdict::Fine);
    // It is said before anything about the unit.
    let typed = read_cell(&book.project, &reading, 2, "45%", day(1)).expect_err("no indicator");
    assert_eq!(typed.0.zh, "先选一个指标");
}
