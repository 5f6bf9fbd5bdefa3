//! Cells of an Excel workbook as it shows them: units in their formats, months, durations, merged cells, formulas without
//! a result.

use crate::desk::Desk;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use serde_json::Value;
use std::io::{Cursor, Read as _, Write as _};

/// What a cell holds, and its format.
enum In<'a> {
    Text(&'a str),
    Number(f64, &'a str),
    Day(u16, u8, u8, &'a str),
}

use In::{Day, Number, Text};

fn write(sheet: &mut Worksheet, lines: &[&[In<'_>]]) {
    for (y, line) in (0..).zip(lines) {
        for (x, cell) in (0..).zip(*line) {
            let format = |code: &str| Format::new().set_num_format(code);
            match *cell {
                Text(text) => sheet.write_string(y, x, text).unwrap(),
                Number(value, code) => sheet.write_number_with_format(y, x, value, &format(code)).unwrap(),
                Day(year, month, day, code) => {
                    let day = ExcelDateTime::from_ymd(year, month, day).unwrap();
                    sheet.write_datetime_with_format(y, x, day, &format(code)).unwrap()
                }
            };
        }
    }
}

/// A workbook of one worksheet, with something done to it.
fn book(desk: &Desk, lines: &[&[In<'_>]], more: impl FnOnce(&mut Worksheet)) -> String {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    write(sheet, lines);
    more(sheet);
    let file = desk.workspace().parent().unwrap().join("cells.xlsx").display().to_string();
    book.save(&file).unwrap();
    file
}

fn of_all<'a>(rows: &'a Value, key: &str) -> Vec<&'a Value> {
    rows.as_array().unwrap().iter().map(|row| &row[key]).collect()
}

const TITLES: [In<'static>; 3] = [Text("Indicator"), Text("Date"), Text("Value")];
const RESPONSE: &str = "Average response time";

/// What is stored of a response time that stands so in a cell; none where it is refused.
fn response(value: f64, code: &str) -> Option<f64> {
    let desk = Desk::with_project();
    let line = [Text(RESPONSE), Text("2026-04-20"), Number(value, code)];
    let file = book(&desk, &[&TITLES, &line], |_| ());
    let said = desk.en(&["import", "readings", &file]);
    let rows = desk.json(&["show", "readings"]);
    (said.code == 0).then(|| rows[0]["value"].as_f64().unwrap())
}

#[test]
fn a_number_counts_in_the_unit_that_its_cell_shows() {
    for (value, code, hours) in [
        (1.5, "0.0\"天\"", Some(36.0)),
        (45.0, "0\"分钟\"", Some(0.75)),
        (90.0, "0 \"min\"", Some(1.5)),
        (1.234, "0.0\" h\"", Some(1.234)),
        (36.5, "General", Some(36.5)),
        (36.0, "#,##0.0", Some(36.0)),
        (40.0, "0\"单/周\"", None),
        (40.0, "¥0", None),
        (0.4, "0%", None),
    ] {
        assert_eq!(response(value, code), hours, "{code}");
    }
}

#[test]
fn durations_are_read_alike_however_they_are_shown() {
    for (value, code, hours) in [
        (0.520_833_333_333_333, "h:mm", Some(12.5)),
        (0.520_833_333_333_333, "hh:mm:ss", Some(12.5)),
        (0.520_833_333_333_333, "[h]:mm", Some(12.5)),
        (0.520_833_333_333_333, "h\"时\"mm\"分\"", Some(12.5)),
        (1.5, "[h]:mm", Some(36.0)),
        (1.5, "h:mm", Some(36.0)),
        (0.01, "mm:ss", Some(0.24)),
        (0.520_833_333_333_333, "h:mm AM/PM", None),
    ] {
        let stored = response(value, code);
        let is_same = match (stored, hours) {
            (Some(stored), Some(hours)) => (stored - hours).abs() < 1e-8,
            (stored, hours) => stored == hours,
        };
        assert!(is_same, "{code}: {stored:?}");
    }
    let desk = Desk::with_project();
    let lines: [&[In<'_>]; 2] = [
        &[Text("Indicator"), Text("Unit"), Text("Baseline"), Text("Target")],
        &[Text("Waiting"), Text("hours"), Number(0.5, "h:mm"), Number(0.25, "hh:mm:ss")],
    ];
    desk.done(&["import", "kpis", &book(&desk, &lines, |_| ())]);
    let kpis = desk.json(&["show", "kpis"]);
    let waiting = kpis.as_array().unwrap().last().unwrap();
    assert_eq!((&waiting["baseline"], &waiting["target"]), (&12.0.into(), &6.0.into()), "{kpis}");
}

#[test]
fn names_and_counts_are_as_their_cells_show_them() {
    let desk = Desk::with_project();
    let lines: [&[In<'_>]; 4] = [
        &[Text("Name"), Text("Centre"), Text("Headcount")],
        &[Number(123.0, "00000"), Number(5.0, "\"Centre \"0"), Number(1200.0, "#,##0")],
        &[Number(1.1, "0.00"), Number(2.0, "\"第\"0\"中心\""), Number(3.0, "0\"人\"")],
        &[Text("Kim"), Text("7"), Number(1.0, "0")],
    ];
    desk.done(&["import", "people", &book(&desk, &lines, |_| ())]);
    let people = desk.json(&["show", "people"]);
    assert_eq!(of_all(&people, "name"), ["00123", "1.10", "Kim"]);
    assert_eq!(of_all(&people, "centre"), ["Centre 5", "第2中心", "7"]);
    assert_eq!(of_all(&people, "headcount"), [1200, 3, 1]);
}

#[test]
fn what_is_exported_with_its_unit_changes_nothing() {
    for lang in ["en", "zh-CN"] {
        let desk = Desk::with_project();
        let units = [
            "percent", "points", "of-five", "hours", "per-day", "times", "minutes", "days", "yuan",
            "wan-yuan", "vehicles", "none",
        ];
        for (n, unit) in units.into_iter().enumerate() {
            let (name, unit) = (format!("name=Measure {n}"), format!("unit={unit}"));
            desk.done(&["add", "kpis", &name, &unit, "baseline=3.333333333333333"]);
        }
        for (n, unit) in ["100km", "km", "件/百台", "$", "2026-03-02", "e5", "100", ",5", "-x", "㎞"]
            .into_iter()
            .enumerate()
        {
            let (name, unit) = (format!("name=Own {n}"), format!("unit_name={unit}"));
            desk.done(&["add", "kpis", &name, &unit, "baseline=5.5"]);
        }
        let file = desk.workspace().parent().unwrap().join("book.xlsx").display().to_string();
        desk.done(&["export", &file, "--form", "kpis", "--lang", lang]);
        let plan = desk.json(&["import", &file, "--dry-run"]);
        assert_eq!((&plan[0]["changes"], &plan[0]["open"]), (&0.into(), &0.into()), "{lang}: {plan}");
    }
}

#[test]
fn a_month_without_a_day_is_asked_about() {
    for code in ["mmm-yy", "yyyy\"年\"m\"月\"", "yyyy-mm", "mmmm"] {
        let desk = Desk::with_project();
        let due = |day| [Text("Do it"), Day(2027, 3, day, code)];
        let titles = [Text("Action"), Text("Due")];
        let file = book(&desk, &[&titles, &due(1)], |_| ());
        let (zh, en) = desk.refused(1, &["import", "actions", &file]);
        assert!(en.contains("'2027-03' leaves the day open") && zh.contains("2027-03"), "{code}: {en}");
        desk.done(&["import", "actions", &file, "--month-end"]);
        assert_eq!(desk.json(&["show", "actions"])[0]["due"], "2027-03-31", "{code}");
        // A day that was typed counts, whatever is shown of it.
        let desk = Desk::with_project();
        desk.done(&["import", "actions", &book(&desk, &[&titles, &due(15)], |_| ())]);
        assert_eq!(desk.json(&["show", "actions"])[0]["due"], "2027-03-15", "{code}");
    }
    let desk = Desk::with_project();
    let wide: [&[In<'_>]; 2] = [
        &[Text("Indicator"), Day(2026, 2, 1, "mmm-yy"), Day(2026, 3, 1, "mmm-yy")],
        &[Text(RESPONSE), Number(0.5, "h:mm"), Number(1.5, "0.0\"天\"")],
    ];
    let file = book(&desk, &wide, |_| ());
    desk.refused(1, &["import", "readings", &file]);
    desk.done(&["import", "readings", &file, "--month-end"]);
    let readings = desk.json(&["show", "readings"]);
    assert_eq!(of_all(&readings, "date"), ["2026-02-28", "2026-03-31"]);
    assert_eq!(of_all(&readings, "value"), [12.0, 36.0]);
}

#[test]
fn merged_cells_count_for_all_their_lines() {
    let desk = Desk::with_project();
    let lines: [&[In<'_>]; 6] = [
        &[Text("Name"), Text("Centre"), Text("Headcount")],
        &[],
        &[Text("A"), Text(""), Number(1.0, "0")],
        &[Text("B"), Text(""), Number(2.0, "0")],
        &[],
        &[Text("C"), Text("C2"), Number(3.0, "0")],
    ];
    let plain = Format::new();
    let file = book(&desk, &lines, |sheet| {
        // Titles over two lines, a centre of two people and of lines that nobody has filled.
        sheet.merge_range(0, 0, 1, 0, "Name", &plain).unwrap();
        sheet.merge_range(0, 1, 1, 1, "Centre", &plain).unwrap();
        sheet.merge_range(0, 2, 1, 3, "Headcount", &plain).unwrap();
        sheet.merge_range(2, 1, 4, 1, "C1", &plain).unwrap();
        // A heading across all columns is no value of each.
        sheet.merge_range(6, 0, 6, 3, "South", &plain).unwrap();
        sheet.write_string(7, 0, "D").unwrap();
        sheet.write_string(7, 1, "C3").unwrap();
    });
    let said = desk.done(&["import", "people", &file]);
    let people = desk.json(&["show", "people"]);
    assert_eq!(of_all(&people, "name"), ["A", "B", "C", "South", "D"], "{said}");
    assert_eq!(of_all(&people, "centre")[..3], ["C1", "C1", "C2"], "{said}");
    assert_eq!(of_all(&people, "headcount")[..3], [1, 2, 3], "{said}");
}

fn formula() -> Formula {
    Formula::new("=1+2").set_result("3")
}

/// Takes the results of formulas out of a workbook, as programs do that cannot compute them, or gives them another kind.
fn without_results(file: &str, kind: &str) {
    let mut from = zip::ZipArchive::new(Cursor::new(std::fs::read(file).unwrap())).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for at in 0..from.len() {
        let mut part = from.by_index(at).unwrap();
        let mut text = Vec::new();
        part.read_to_end(&mut text).unwrap();
        to.start_file(part.name().unwrap().into_owned(), stored).unwrap();
        let text = String::from_utf8_lossy(&text).replace("</f><v>3</v>", "</f><v></v>");
        let text = text.replace("><f>", &format!("{kind}><f>"));
        to.write_all(text.as_bytes()).unwrap();
    }
    std::fs::write(file, to.finish().unwrap().into_inner()).unwrap();
}

#[test]
fn a_formula_without_its_result_is_listed() {
    let desk = Desk::with_project();
    let lines: [&[In<'_>]; 3] = [
        &[Text("Name"), Text("Centre"), Text("Headcount")],
        &[Text("A"), Text("C1")],
        &[Text("B"), Text("C1"), Number(2.0, "0")],
    ];
    let computed = || book(&desk, &lines, |sheet| _ = sheet.write_formula(1, 2, formula()).unwrap());
    let file = computed();
    without_results(&file, "");
    let (zh, en) = desk.refused(1, &["import", "people", &file]);
    assert!(en.contains("C2, Headcount: The file holds the formula '=1+2' without its result"), "{en}");
    assert!(zh.contains("C2") && zh.contains("请在 Excel 里打开、保存"), "{zh}");
    let said = desk.done(&["import", "people", &file, "--skip", "cells"]);
    assert!(said.contains("1 cell not stored"), "{said}");
    // It empties nothing, in a list or in a file that was exported.
    desk.done(&["set", "people", "A", "headcount=7"]);
    desk.done(&["import", "people", &file, "--skip", "cells", "--blanks"]);
    assert_eq!(of_all(&desk.json(&["show", "people"]), "headcount"), [7, 2]);
    desk.done(&["import", "people", &computed()]);
    assert_eq!(of_all(&desk.json(&["show", "people"]), "headcount"), [3, 2]);
    // A result that is blank is one.
    let blank = computed();
    without_results(&blank, " t=\"str\"");
    desk.done(&["import", "people", &blank]);
}

#[test]
fn a_plan_shows_all_digits_of_what_will_be_stored() {
    let desk = Desk::with_project();
    // What the format rounds away is stored as well.
    let lines: [&[In<'_>]; 3] = [
        &TITLES,
        &[Text("FTFR"), Text("2026-04-20"), Number(0.8234, "0%")],
        &[Text("FTFR"), Text("2026-04-21"), Number(82.456, "General\"%\"")],
    ];
    let said = desk.done(&["import", "readings", &book(&desk, &lines, |_| ())]);
    assert!(said.contains("Value 82.34%") && said.contains("Value 82.456%"), "{said}");
    let readings = desk.json(&["show", "readings"]);
    assert_eq!(of_all(&readings, "value"), [82.34, 82.456]);
    let lines: [&[In<'_>]; 3] =
        [&[Text("Item"), Text("Amount")], &[Text("A"), Number(1.234, "0.0")], &[Text("B"), Number(2.0, "0")]];
    let plan = desk.json(&["import", "budget", &book(&desk, &lines, |_| ()), "--dry-run"]);
    let shown = |n: usize| plan["lines"][n]["cells"]["amount"]["value"].clone();
    assert_eq!((shown(0), shown(1)), ("1.234".into(), "2".into()), "{plan}");
}
