//! On the first days of a week a value without a date is of the week that is over, whichever way it is entered.

use super::*;
use crate::stats::{KpiStatus, Standing};
use crate::tool::Reshaped;
use crate::tools::kpi::week;
use std::sync::Arc;

/// The day of the reading that the action of the dashboard opens, and what it says.
fn added(book: &Book, code: &str, today: NaiveDate) -> (Option<NaiveDate>, String) {
    let row = book.project.find::<Kpi>(book.kpi(code)).expect("a row").clone();
    let mut project = book.project.clone();
    let added = book::run(&TOOL, &project, Some(&row), "add-reading", today, &mut || Id::new(77));
    let outcome = added.expect("a reading");
    project.apply(outcome.edit).expect("an edit that fits");
    let (place, _) = outcome.go.expect("a cell to type into");
    let dated = project.find::<Reading>(place.row.expect("a row")).expect("a reading").date;
    (dated, outcome.said.en.to_string())
}

/// What a block means that is pasted from the first indicator on.
fn pasted(book: &Book, lines: &[&[&str]], today: NaiveDate) -> Reshaped {
    let facts = Facts::new(&book.project, today);
    let rows: Vec<Arc<dyn AnyRow>> =
        facts.rows::<Kpi>().iter().map(|kpi| -> Arc<dyn AnyRow> { Arc::<Kpi>::clone(kpi) }).collect();
    let lines: Vec<Vec<String>> =
        lines.iter().map(|line| line.iter().map(ToString::to_string).collect()).collect();
    week::block(&facts, &rows, &lines).expect("a block of this week")
}

fn days(made: &Reshaped) -> Vec<String> {
    made.lines.iter().map(|line| line[1].clone()).collect()
}

#[test]
fn a_reading_added_on_a_monday_is_dated_as_one_typed_beside_the_indicator() {
    let mut book = Book::new();
    for (code, n, of) in
        [("ftfr", 5, 5), ("ftfr", 8, 7), ("ftfr", 9, 7), ("ftfr", 10, 10), ("walks", 8, 7), ("walks", 10, 10)]
    {
        let (dated, said) = added(&book, code, day(n));
        assert_eq!(dated, Some(day(of)), "{code} on day {n}");
        assert_eq!(said.contains("last week's value, dated 2026-03-08"), of == 7, "{said}");
    }
    // What is read by the month is of today, and so is the second value once last week has one of an earlier day.
    book.define("ftfr", "cadence", choice(Cadence::OPTIONS, "monthly"));
    assert_eq!(added(&book, "ftfr", day(8)).0, Some(day(8)));
    book.read("csat", day(5), 80.0);
    assert_eq!(added(&book, "csat", day(8)).0, Some(day(8)));
}

#[test]
fn a_column_pasted_on_a_monday_is_of_one_week() {
    for today in [day(8), day(9)] {
        let mut book = Book::new();
        let kpis: Vec<Id> = book.project.rows::<Kpi>().iter().map(|kpi| kpi.id).collect();
        let codes: Vec<String> = book.project.rows::<Kpi>().iter().map(|kpi| kpi.code.to_string()).collect();
        book.read(&codes[0], day(7), 1.0);
        book.read(&codes[1], day(8), 2.0);
        book.read(&codes[2], day(5), 3.0);
        let column: &[&[&str]] = &[&["4"], &["5"], &["6"], &["7"], &["8"]];
        let made = pasted(&book, column, today);
        // The last of the days, and the one that last week's value is of already.
        let [last, own] = [day(7), day(5)].map(|day| day.to_string());
        assert_eq!(days(&made), [&last, &last, &own, &last, &last].map(String::as_str));
        assert_eq!(made.lines[4][0], kpis[4].to_string());
        let said: Vec<&str> = made.notes.iter().map(|note| &*note.en).collect();
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].contains("kept as last week's (2026-03-08)"), "{said:?}");
        // By name as well, also where only one of them has nothing of last week.
        let names: Vec<String> =
            book.project.rows::<Kpi>().iter().map(|kpi| kpi.title().en.to_string()).collect();
        let made = pasted(&book, &[&[&names[0], "4"], &[&names[2], "6"], &[&names[3], "7"]], today);
        assert_eq!(days(&made), [last.clone(), own.clone(), last.clone()]);
        // Once all of them have last week's, the column is this week's.
        let made = pasted(&book, &[&[&names[0], "4"], &[&names[1], "5"], &[&names[2], "6"]], today);
        let [today, monday] = [today, day(8)].map(|day| day.to_string());
        assert_eq!(days(&made), [today.clone(), monday, today]);
        assert!(made.notes[0].en.contains("kept as this week's"), "{:?}", made.notes);
    }
    // On other days nothing is said of weeks.
    let made = pasted(&Book::new(), &[&["4"], &["5"]], day(10));
    assert_eq!((days(&made), made.notes.len()), (vec![day(10).to_string(); 2], 0));
}

#[test]
fn a_column_pasted_again_on_its_monday_changes_nothing() {
    let mut book = Book::new();
    let kpis: Vec<Id> = book.project.rows::<Kpi>().iter().map(|kpi| kpi.id).collect();
    for kpi in &kpis[..2] {
        let id = book.id();
        let row = Reading {
            kpi: Link::to(*kpi),
            date: Some(day(7)),
            value: Some(4.0),
            entered: crate::sheet::Entered::on(day(8)),
            ..Reading::with_id(id)
        };
        book.add(row);
    }
    let made = pasted(&book, &[&["4"], &["4"]], day(8));
    assert_eq!(days(&made), vec![day(7).to_string(); 2]);
    let code = book.project.find::<Kpi>(kpis[0]).expect("an indicator").code.to_string();
    assert_eq!(added(&book, &code, day(8)).0, Some(day(7)));
    assert_eq!(days(&pasted(&book, &[&["5"], &["5"]], day(9))), vec![day(9).to_string(); 2]);
}

#[test]
fn a_week_is_said_only_of_a_value_that_came_without_its_day() {
    let book = Book::new();
    let (kpi, today) = (book.kpi("ftfr"), day(8));
    for old in [day(7), day(1)] {
        let row = Reading { kpi: Link::to(kpi), date: Some(old), ..Reading::with_id(Id::new(77)) };
        let said = book::check(&book.project, &row, "value", &Cell::Number(80.0), today);
        assert!(matches!(said, Verdict::Fine), "{old}");
    }
    let facts = Facts::new(&book.project, today);
    let row = facts.find::<Kpi>(kpi).expect("an indicator");
    let said = |today: NaiveDate| {
        let facts = Facts::new(&book.project, today);
        week::cell(&facts, row, &mut || Id::new(77)).expect("a cell").said
    };
    assert!(said(day(8)).is_some_and(|said| said.en.contains("last week's (2026-03-08)")));
    assert!(said(day(10)).is_none());
}

#[test]
fn the_view_of_this_week_says_where_a_value_goes_and_shows_older_ones_of_every_indicator() {
    let mut book = Book::new();
    for code in ["walks", "ftfr"] {
        book.read(code, day(7), 2.0);
    }
    let shown = |today: NaiveDate, code: &str| {
        let facts = Facts::new(&book.project, today);
        let row = facts.find::<Kpi>(book.kpi(code)).expect("an indicator");
        let views = [views::last_week(&facts, row), views::this_week(&facts, row)];
        views.map(|shown| shown.text.en.to_string())
    };
    // Day 15 is a Monday, and nothing was read in the week before.
    for (code, figure) in [("walks", "2x · 8 Mar"), ("ftfr", "2% · 8 Mar")] {
        assert_eq!(shown(day(15), code), [figure, "for 15 Mar"]);
        assert_eq!(shown(day(17), code), [figure, "–"]);
    }
    assert_eq!(shown(day(8), "walks"), ["2x", "–"]);
    // What the view shows there is no value when it comes back.
    let made = pasted(&book, &[&["for 15 Mar"], &["记作 03-15"], &["5"]], day(15));
    assert_eq!(made.lines.len(), 1, "{:?}", made.lines);
}

#[test]
fn a_list_without_days_is_asked_about_once() {
    let lines = |block: &str| -> Vec<Vec<String>> {
        block.lines().map(|line| line.split('|').map(ToOwned::to_owned).collect()).collect()
    };
    let (book, today) = (Book::new(), day(8));
    for block in
        ["Indicator|Value|Note\nFTFR|71%|ok\nCSAT|80|\n", "指标|服务中心|数值\nFTFR|C1|71%\nCSAT|C1|80\n"]
    {
        let made = super::super::entry::reshape(&book.project, &lines(block), today).expect("a list");
        let date = made.columns.iter().position(|column| *column == Reading::COL.date.at).expect("a day");
        assert!(made.lines.iter().all(|line| line[date].is_empty()), "{:?}", made.lines);
        assert_eq!(made.lines.len(), 2);
    }
    // What says when it was, in whatever words, or has an id, is read as it stands.
    for block in [
        "Indicator|Value|Read on\nFTFR|71%|2026-03-05\n",
        "Indicator|Date|Value\nFTFR|2026-03-05|71%\n",
        "id|Indicator|Value\naa|FTFR|71%\n",
    ] {
        assert!(super::super::entry::reshape(&book.project, &lines(block), today).is_none(), "{block}");
    }
    assert_eq!(week::undated(&book.project, today), day(7));
    assert_eq!(week::undated(&book.project, day(10)), day(10));
}

#[test]
fn a_target_that_is_met_is_met_without_a_baseline() {
    let status = |code: &str, value: f64| {
        let mut book = Book::new();
        book.define(code, "baseline", Cell::Empty);
        book.read(code, day(40), value);
        book.facts(day(40)).get(book.kpi(code)).expect("figures").status
    };
    for (code, met, not) in [("response", [24.0, 20.0], 24.5), ("ftfr", [92.0, 93.0], 91.0)] {
        assert_eq!(met.map(|value| status(code, value)), [KpiStatus::Fresh(Standing::Met); 2]);
        assert_eq!(status(code, not), KpiStatus::Undefined);
    }
}
