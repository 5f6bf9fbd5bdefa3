//! Another unit for an indicator that has values.

use super::*;
use crate::sheet::Kind;
use crate::text::text;
use crate::tools::closing::Closing;

/// What is said of another unit for an indicator.
fn another_unit(book: &Book, code: &str, unit: &str) -> Verdict {
    let row = book.project.find::<Kpi>(book.kpi(code)).expect("a row").clone();
    book.check(&row, "unit", &choice(KpiUnit::OPTIONS, unit), day(50))
}

#[test]
fn another_unit_offers_to_convert_what_was_entered() {
    let mut book = Book::new();
    book.read("response", day(8), 36.0);
    book.read("csat", day(8), 76.0);
    let (id, kpi) = (book.id(), Link::to(book.kpi("response")));
    book.add(crate::tools::wins::Win { kpi, target: Some(30.0), ..crate::tools::wins::Win::with_id(id) });
    let Verdict::Together { question, answers, cells, otherwise } = another_unit(&book, "response", "days")
    else {
        panic!("hours are days");
    };
    assert_eq!(answers, (text("换算", "Convert"), text("不换算", "Keep the numbers")));
    assert_eq!(
        question.zh,
        "从“小时”改成“天”，一起换算吗（24 小时 → 1 天）？目标、基线、短期胜利 1 行、数据 1 行"
    );
    assert_eq!(
        question.en,
        "From 'hours' to 'days': convert these too (24 h → 1 d)? Target, Baseline, 1 row of Short-term wins, 1 row of Readings"
    );
    assert_eq!(otherwise.zh, "目标、基线、短期胜利 1 行、数据 1 行保留原来的数字，它们是按“小时”填的");
    let numbers: Vec<Cell> = cells.iter().map(|(.., cell)| cell.clone()).collect();
    assert_eq!(numbers, [1.0, 2.0, 1.25, 1.5].map(Cell::Number));
    let columns: Vec<(&str, &str)> = cells.iter().map(|(_, column, _)| (column.sheet, column.key)).collect();
    assert_eq!(
        columns,
        [("kpis", "target"), ("kpis", "baseline"), ("wins", "target"), ("readings", "value")]
    );
    // There and back it is the number that it was.
    for value in [50.0, 7.0, 0.1, 1234.5, 1.0 / 3.0] {
        let mut book = Book::new();
        let convert = |book: &mut Book, unit: &str| {
            let Verdict::Together { cells, .. } = another_unit(book, "response", unit) else {
                panic!("{unit}")
            };
            book.define("response", "unit", choice(KpiUnit::OPTIONS, unit));
            for (row, column, cell) in cells {
                book.project.apply(Edit::put(row, column, cell)).expect("a cell");
            }
        };
        book.define("response", "target", Cell::Number(value));
        for unit in ["days", "minutes", "hours"] {
            convert(&mut book, unit);
        }
        let target = book.project.find::<Kpi>(book.kpi("response")).and_then(|kpi| kpi.target);
        assert!((target.expect("a target") - value).abs() < 1e-9 * value, "{value}");
    }
}

#[test]
fn a_number_that_is_no_amount_of_the_indicator_is_not_converted() {
    let mut book = Book::new();
    let kpi = Link::to(book.kpi("response"));
    let id = book.id();
    let closing = Closing { months: Some(7.5), weakest: kpi, ..Closing::with_id(id) };
    book.add(closing);
    let Verdict::Together { question, cells, .. } = another_unit(&book, "response", "days") else {
        panic!("hours are days");
    };
    assert!(cells.iter().all(|(row, ..)| *row != id), "months are months: {cells:?}");
    assert!(!question.zh.contains("收尾"), "{}", question.zh);
    // Whatever refers to an indicator says whether its numbers are in its unit.
    let measured: Vec<&str> = book
        .project
        .sheets()
        .filter_map(|sheet| {
            let def = sheet.def();
            let by = def.columns.get(def.measured_by?)?;
            assert_eq!(by.kind, Kind::Link(Kpi::SHEET), "{}", def.key);
            Some(def.key)
        })
        .collect();
    assert_eq!(measured, ["wins", "readings"]);
}

#[test]
fn what_cannot_be_converted_is_said_to_keep_its_numbers() {
    let mut book = Book::new();
    book.read("response", day(8), 36.0);
    match another_unit(&book, "response", "yuan") {
        Verdict::Note(note) => {
            assert_eq!(note.zh, "目标、基线、数据 1 行保留原来的数字，它们是按“小时”填的");
            assert_eq!(
                note.en,
                "These keep their numbers, which were entered as 'hours': Target, Baseline, 1 row of Readings"
            );
        }
        other => panic!("{other:?}"),
    }
    // A share of 1 is a percentage, and the other way round.
    let Verdict::Together { cells, .. } = another_unit(&book, "ftfr", "none") else { panic!("shares") };
    assert_eq!(
        cells.iter().map(|(.., cell)| cell.clone()).collect::<Vec<_>>(),
        [0.92, 0.8].map(Cell::Number)
    );
    for (baseline, offered) in [(1.0, true), (1.01, false)] {
        book.define("csat", "unit", choice(KpiUnit::OPTIONS, "none"));
        book.define("csat", "target", Cell::Number(0.9));
        book.define("csat", "baseline", Cell::Number(baseline));
        let verdict = another_unit(&book, "csat", "percent");
        assert_eq!(matches!(verdict, Verdict::Together { .. }), offered, "{baseline}: {verdict:?}");
    }
    // The same unit under another name, and a name for none.
    let row = book.project.find::<Kpi>(book.kpi("csat")).expect("a row").clone();
    assert!(matches!(book.check(&row, "unit_name", &Cell::Text("km".into()), day(50)), Verdict::Note(_)));
    assert_eq!(book.check(&row, "unit_name", &Cell::Text(" ".into()), day(50)), Verdict::Fine);
    // Nothing entered, nothing said.
    let own = book.id();
    book.add(Kpi { unit: Some(KpiUnit::Hours), ..Kpi::with_id(own) });
    let row = book.project.find::<Kpi>(own).expect("a row").clone();
    assert_eq!(book.check(&row, "unit", &choice(KpiUnit::OPTIONS, "days"), day(50)), Verdict::Fine);
}
