//! What may be entered, what is asked about and what is refused.

use super::*;
use crate::registry::read_cell;

fn refused(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Refuse(_))
}

/// What is said of a value of today for an indicator.
pub(super) fn value(book: &Book, code: &str, value: f64) -> Verdict {
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
fn every_name_of_a_unit_may_stand_behind_a_number_of_it() {
    for (unit, option) in KpiUnit::ALL.iter().zip(KpiUnit::OPTIONS) {
        let kpi = Kpi { unit: Some(*unit), ..Kpi::default() };
        let names = [option.label.zh, option.label.en].into_iter().chain(option.aka.iter().copied());
        // What begins with a digit is no word behind a number, and without a unit there is none.
        let worded = |name: &&str| {
            !name.starts_with(|c: char| c.is_ascii_digit())
                && !name.contains([' ', '制'])
                && *unit != KpiUnit::None
        };
        for name in names.filter(worded) {
            let typed = format!("3{name}");
            let read = crate::sheet::parse_quantity(&typed, kpi.unit());
            // As everywhere else 3万 in 万元 is 3.
            assert_eq!(read.ok(), Some(3.0), "{typed} for {}", option.label.en);
        }
    }
}

#[test]
fn what_cannot_be_is_refused() {
    let book = Book::new();
    for (code, good, bad) in [
        ("training", [0.0, 100.0], [-0.1, 100.1]),
        ("coverage", [0.0, 100.0], [-1.0, 101.0]),
        ("ftfr", [50.0, 100.0], [-1.0, 100.5]),
        ("csat", [45.0, 100.0], [-1.0, 101.0]),
        ("satisfaction", [1.0, 5.0], [0.9, 5.1]),
        ("response", [0.0, 96.0], [-0.1, -24.0]),
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
fn a_target_that_cannot_be_right_is_asked_about_as_a_reading_is() {
    let mut book = Book::new();
    let check = |book: &Book, code: &str, column: &str, value: f64| {
        let kpi = book.project.find::<Kpi>(book.kpi(code)).expect("a row").clone();
        book.check(&kpi, column, &Cell::Number(value), day(1))
    };
    // A slip of the decimal point: the direction is not that of the indicator, or the size is another.
    for (code, column, typed, meant, en) in [
        ("ftfr", "target", 9.2, 92.0, "Is it 92%? The baseline is 80%, you typed 9.2"),
        ("response", "target", 160.0, 16.0, "Is it 16 h? The baseline is 48 h, you typed 160"),
        ("response", "target", 2.4, 24.0, "Is it 24 h? The baseline is 48 h, you typed 2.4"),
        ("efficiency", "target", 120.0, 12.0, "Is it 12/day? The baseline is 8/day, you typed 120"),
        ("efficiency", "baseline", 90.0, 9.0, "Is it 9/day? The target is 12/day, you typed 90"),
        ("csat", "target", 8.5, 85.0, "Is it 85 pts? The baseline is 75 pts, you typed 8.5"),
    ] {
        match check(&book, code, column, typed) {
            Verdict::Ask { question, instead } => {
                assert_eq!((instead, question.get(Lang::En)), (Cell::Number(meant), en), "{code} {typed}");
            }
            other => panic!("{code} {typed}: {other:?}"),
        }
    }
    // For the others there is no better number to offer.
    for (code, column, typed, zh) in [
        ("ftfr", "target", 71.0, "通常越高越好"),
        ("response", "target", 60.0, "通常越低越好"),
        ("response", "baseline", 20.0, "通常越低越好"),
        ("efficiency", "target", 8_000_000.0, "相差很远"),
    ] {
        let said = check(&book, code, column, typed);
        assert!(matches!(&said, Verdict::Note(note) if note.zh.contains(zh)), "{code} {typed}: {said:?}");
    }
    for (code, column, typed) in [
        ("ftfr", "target", 95.0),
        ("ftfr", "baseline", 3.0),
        ("response", "target", 5.0),
        ("efficiency", "target", 80.0),
        ("training", "target", 50.0),
        ("walks", "target", 40.0),
    ] {
        assert_eq!(check(&book, code, column, typed), Verdict::Fine, "{code} {typed}");
    }
    // What people say of the direction, and indicators of their own, are theirs.
    book.define("ftfr", "target", Cell::Empty);
    book.define("ftfr", "direction", choice(Way::OPTIONS, "down"));
    assert_eq!(check(&book, "ftfr", "target", 71.0), Verdict::Fine);
}

#[test]
fn a_contrary_direction_is_not_saved() {
    let mut book = Book::new();
    let ftfr = |book: &Book| book.project.find::<Kpi>(book.kpi("ftfr")).expect("a row").clone();
    let today = day(1);
    assert!(refused(&book.check(&ftfr(&book), "direction", &choice(Way::OPTIONS, "down"), today)));
    assert_eq!(book.check(&ftfr(&book), "direction", &choice(Way::OPTIONS, "up"), today), Verdict::Fine);
    book.define("ftfr", "direction", choice(Way::OPTIONS, "up"));
    assert!(refused(&book.check(&ftfr(&book), "target", &Cell::Number(79.0), today)));
    assert!(refused(&book.check(&ftfr(&book), "baseline", &Cell::Number(93.0), today)));
    assert_eq!(book.check(&ftfr(&book), "target", &Cell::Number(80.0), today), Verdict::Fine);
    assert_eq!(book.check(&ftfr(&book), "direction", &Cell::Empty, today), Verdict::Fine);
    // A file that holds the contradiction all the same is not judged by it.
    book.define("ftfr", "direction", choice(Way::OPTIONS, "down"));
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
    let points = book.check(&kpi, "unit", &choice(KpiUnit::OPTIONS, "points"), day(1));
    assert!(matches!(points, Verdict::Note(note) if note.en.ends_with("1 row of Readings")));
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
    book.enter::<Reading>(reading, "note", &Cell::Text("x".into()), today);
    assert_eq!(book.project.rows::<Reading>()[0].date, None);
    book.enter::<Reading>(reading, "value", &Cell::Number(77.0), today);
    book.enter::<Event>(event, "name", &Cell::Text("x".into()), today);
    book.enter::<Review>(review, "action", &Cell::Text("x".into()), today);
    let dates = |book: &Book| {
        let project = &book.project;
        [project.rows::<Reading>()[0].date, project.rows::<Event>()[0].date, project.rows::<Review>()[0].date]
    };
    assert_eq!(dates(&book), [Some(today); 3]);
    assert!(book.facts(today).unassigned.is_empty());
    // A day that is there stays, and clearing a value gives none.
    book.enter::<Reading>(reading, "value", &Cell::Number(78.0), day(51));
    assert_eq!(dates(&book)[0], Some(today));
    book.enter::<Reading>(reading, "date", &Cell::Empty, today);
    book.enter::<Reading>(reading, "value", &Cell::Empty, today);
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

#[test]
fn another_value_in_place_of_one_is_said() {
    let mut book = Book::new();
    let id = book.read("training", day(40), 45.0);
    let row = book.project.find::<Reading>(id).expect("a row").clone();
    match book.check(&row, "value", &Cell::Number(4.0), day(50)) {
        Verdict::Note(note) => {
            assert_eq!(note.zh, "培训完成率：45% 改成了 4%；不对的话请撤销");
            assert_eq!(note.en, "Training completion: 45% changed to 4%; undo it if that was a slip");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(book.check(&row, "value", &Cell::Empty, day(50)), Verdict::Fine);
    // Another reading of it is less than the one before, which a share of people trained cannot be.
    assert!(matches!(value(&book, "training", 4.0), Verdict::Ask { .. }));
}

#[test]
fn another_unit_is_told_the_right_one() {
    let book = Book::new();
    let said = |code: &str, typed: &str| {
        let row = Reading { kpi: Link::to(book.kpi(code)), ..Reading::default() };
        let why = read_cell(&book.project, &row, 2, typed, day(1)).expect_err("another unit").0;
        (why.zh.to_string(), why.en.to_string())
    };
    // No number is offered: it would be one of another kind.
    let (zh, en) = said("response", "44%");
    assert_eq!(zh, "“44%”的单位不对：这里的写法如 8 小时");
    assert_eq!(en, "The unit of '44%' does not fit: write it like 8 h here");
    assert_eq!(said("ftfr", "92h").0, "“92h”的单位不对：这里的写法如 92%");
}

#[test]
fn units_can_be_chosen_or_typed_and_named_freely() {
    let mut book = Book::new();
    let kpi = |book: &Book| book.project.find::<Kpi>(book.kpi("csat")).expect("a row").clone();
    let unit = Kpi::DEF.column("unit").expect("a column");
    for (typed, key) in [
        ("天", "days"),
        ("小时", "hours"),
        ("分钟", "minutes"),
        ("分", "points"),
        ("万元", "wan-yuan"),
        ("元", "yuan"),
        ("台次", "vehicles"),
        ("%", "percent"),
        ("percent", "percent"),
        ("Days", "days"),
        ("单/天", "per-day"),
    ] {
        let read = read_cell(&book.project, &kpi(&book), unit, typed, day(1));
        assert_eq!(read.ok(), Some(choice(KpiUnit::OPTIONS, key)), "{typed}");
    }
    book.define("csat", "unit", choice(KpiUnit::OPTIONS, "none"));
    book.define("csat", "unit_name", Cell::Text("公里".into()));
    assert_eq!(kpi(&book).unit().short(3.0).zh, "3公里");
    let row = Reading { kpi: Link::to(book.kpi("csat")), ..Reading::default() };
    let read = |typed: &str| read_cell(&book.project, &row, 2, typed, day(1)).ok();
    assert_eq!([read("3公里"), read("1.2万公里")], [3.0, 12_000.0].map(|n| Some(Cell::Number(n))));
    assert_eq!(read("3里"), None, "no part of a word");
}

#[test]
fn the_same_day_again_replaces_the_reading() {
    let mut book = Book::new();
    let first = book.read("ftfr", day(8), 81.0);
    let elsewhere = book.read("ftfr", day(9), 81.5);
    let second = book.id();
    let kpi = Link::to(book.kpi("ftfr"));
    book.add(Reading { kpi, date: Some(day(8)), ..Reading::with_id(second) });
    let row = book.project.find::<Reading>(second).expect("a row").clone();
    match book.check(&row, "value", &Cell::Number(82.0), day(10)) {
        Verdict::Note(note) => assert_eq!(
            note.en,
            "First-time fix rate (FTFR): there was a reading of 81% on 2026-03-09 already; the new one replaces it. Undo it if that was a slip"
        ),
        other => panic!("{other:?}"),
    }
    book.enter::<Reading>(second, "value", &Cell::Number(82.0), day(10));
    let left: Vec<Id> = book.project.rows::<Reading>().iter().map(|r| r.id).collect();
    assert_eq!(left, [elsewhere, second], "{first} has gone");
    // Another centre is another reading.
    let third = book.id();
    let kpi = Link::to(book.kpi("ftfr"));
    let centre = Link::to(Id::new(77));
    book.add(Reading { kpi, date: Some(day(8)), centre, ..Reading::with_id(third) });
    book.enter::<Reading>(third, "value", &Cell::Number(83.0), day(10));
    assert_eq!(book.project.rows::<Reading>().len(), 3);
}

#[test]
fn with_an_indicator_go_its_readings_and_promises() {
    let mut book = Book::new();
    for n in [1, 8, 15] {
        book.read("ftfr", day(n), 80.0);
    }
    book.read("csat", day(1), 75.0);
    let (review, event) = (book.id(), book.id());
    let (ftfr, about, of) = (book.kpi("ftfr"), Link::to(book.kpi("ftfr")), Link::to(book.kpi("ftfr")));
    book.add(Review { kpi: about, ..Review::with_id(review) });
    book.add(Event { kpi: of, rebase: true, ..Event::with_id(event) });
    let removal = crate::registry::removal(&book.project, "kpis", &[ftfr]);
    assert_eq!(
        removal.said().map(|p| (p.zh.to_string(), p.en.to_string())),
        Some((
            "连同数据 3 行、事件 1 行、每周回顾 1 行".to_owned(),
            "with 3 rows of Readings, 1 row of Events, 1 row of Weekly review".to_owned(),
        ))
    );
    let before = book.project.clone();
    let back = book.project.apply(removal.edit).expect("all of them");
    assert_eq!((book.project.rows::<Reading>().len(), book.project.rows::<Review>().len()), (1, 0));
    assert!(book.project.rows::<Event>().is_empty() && book.project.find::<Kpi>(ftfr).is_none());
    book.project.apply(back).expect("one step back");
    assert_eq!(book.project.rows::<Reading>().len(), before.rows::<Reading>().len());
    // What nothing belongs to goes alone.
    let alone = crate::registry::removal(&book.project, "events", &[event]);
    assert_eq!(alone.said(), None);
}

#[test]
fn a_number_is_no_name_without_a_question() {
    let book = Book::new();
    let ask = |name: &str| book.ask::<Kpi>(book.kpi("ftfr"), "name", &Cell::Text(name.into()), day(40));
    for name in ["79", "11.5", "3.2 %", "-1"] {
        assert!(matches!(ask(name), Verdict::Sure(_)), "{name}");
    }
    for name in ["FTFR 2", "首次修复率 2", "NPS"] {
        assert_eq!(ask(name), Verdict::Fine, "{name}");
    }
}
