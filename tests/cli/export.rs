//! The project as an Excel workbook, out and in again.

use crate::desk::Desk;
use changebook::demo;
use changebook::text::Lang;
use chrono::NaiveDate;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

fn path(desk: &Desk, name: &str) -> String {
    let path: PathBuf = desk.workspace().parent().unwrap().join(name);
    path.display().to_string()
}

fn with_demo() -> Desk {
    let desk = Desk::empty();
    desk.put("Demo", &demo::project(Lang::Zh, NaiveDate::from_ymd_opt(2026, 4, 29).unwrap()));
    desk
}

/// The sums over all sheets of a look at a workbook: rows to add, cells to change, places to decide.
fn sums(reports: &Value) -> (u64, u64, u64) {
    let sum =
        |key: &str| reports.as_array().unwrap().iter().map(|report| report[key].as_u64().unwrap()).sum();
    (sum("new_rows"), sum("changes"), sum("open"))
}

#[test]
fn what_was_written_changes_nothing_when_it_comes_back() {
    let desk = with_demo();
    for lang in ["zh-CN", "en"] {
        let file = path(&desk, &format!("{lang}.xlsx"));
        let said = desk.run(&["export", &file, "--lang", lang]);
        assert_eq!(said.code, 0, "{said:?}");
        // Whatever the language of the one who brings it back.
        let plan = desk.json(&["import", &file, "--dry-run", "--lang", "zh-CN"]);
        assert_eq!(sums(&plan), (0, 0, 0), "{lang}");
        assert!(plan.as_array().unwrap().len() >= 15, "{lang}");
    }
}

#[test]
fn a_workbook_is_never_written_over_unasked() {
    let desk = with_demo();
    let file = path(&desk, "book.xlsx");
    fs::write(&file, "mine").unwrap();
    let (zh, en) = desk.refused(1, &["export", &file]);
    assert!(zh.contains("没有覆盖") && en.contains("was not written over"), "{zh}{en}");
    assert_eq!(fs::read(&file).unwrap(), b"mine");
    desk.done(&["export", &file, "--force"]);
    assert!(fs::read(&file).unwrap().starts_with(b"PK"));
    let (_, en) = desk.refused(2, &["export", &path(&desk, "book.xls")]);
    assert!(en.contains("end in .xlsx"), "{en}");
    let folder = desk.workspace().parent().unwrap().join("folder.xlsx");
    fs::create_dir(&folder).unwrap();
    desk.refused(1, &["export", &folder.display().to_string(), "--force"]);
    let left: Vec<_> = fs::read_dir(desk.workspace().parent().unwrap())
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().into_string().ok())
        .filter(|name| name.contains(".tmp"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn cells_of_excel_are_read_as_it_shows_them() {
    let desk = Desk::with_project();
    let file = path(&desk, "readings.xlsx");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("FTFR").unwrap();
    for (at, title) in ["Indicator", "Date", "Value", "Note"].iter().enumerate() {
        sheet.write_string(0, at as u16, *title).unwrap();
    }
    let date = Format::new().set_num_format("yyyy\\-mm\\-dd");
    let rows: [(&str, u8, f64, &str); 4] = [
        ("FTFR", 20, 0.815, "0.0%"),
        ("FTFR", 21, 82.0, "0\"%\""),
        ("Average response time", 20, 1.520_833_333_333_33, "[h]:mm"),
        ("FTFR", 22, 83.333_333_333_333_3, "General"),
    ];
    for (n, (kpi, day, value, format)) in rows.into_iter().enumerate() {
        let y = n as u32 + 1;
        sheet.write_string(y, 0, kpi).unwrap();
        let day = ExcelDateTime::from_ymd(2026, 4, day).unwrap();
        sheet.write_datetime_with_format(y, 1, day, &date).unwrap();
        sheet.write_number_with_format(y, 2, value, &Format::new().set_num_format(format)).unwrap();
        sheet.write_formula(y, 3, Formula::new("=\"a\"&\"b\"").set_result("ab")).unwrap();
    }
    book.save(&file).unwrap();
    desk.done(&["import", "readings", &file]);
    let rows = desk.json(&["show", "readings"]);
    let values: Vec<f64> =
        rows.as_array().unwrap().iter().map(|row| row["value"].as_f64().unwrap()).collect();
    assert_eq!(values, [81.5, 82.0, 36.5, 83.333_333_333_333_3]);
    assert_eq!((&rows[0]["date"], &rows[0]["note"]), (&"2026-04-20".into(), &"ab".into()));
    let again = desk.json(&["import", "readings", &file]);
    assert_eq!((&again["new_rows"], &again["changes"]), (&0.into(), &0.into()), "{again}");
}

#[test]
fn a_form_is_filled_in_elsewhere_and_a_copied_row_is_a_new_one() {
    let desk = Desk::with_project();
    desk.done(&["add", "people", "name=Team 1", "centre=C1", "awareness=3"]);
    let form = path(&desk, "people.xlsx");
    desk.done(&["export", &form, "--form", "people"]);
    let id = desk.json(&["show", "people"])[0]["id"].as_str().unwrap().to_owned();
    // As it comes back: the first row scored anew, a copy of it renamed, one typed below.
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("ADKAR cards").unwrap();
    let rows = [
        ["Person or team", "Centre", "Awareness", "id"],
        ["Team 1", "C1", "4", &id],
        ["Team 2", "C1", "2", &id],
        ["Team 3", "C2", "5", ""],
    ];
    for (y, row) in rows.iter().enumerate() {
        for (x, cell) in row.iter().enumerate() {
            sheet.write_string(y as u32, x as u16, *cell).unwrap();
        }
    }
    let back = path(&desk, "back.xlsx");
    book.save(&back).unwrap();
    let plan = desk.json(&["import", &back, "--dry-run"]);
    assert_eq!(sums(&plan), (2, 7, 0), "{plan}");
    desk.done(&["import", &back]);
    let people = desk.json(&["show", "people"]);
    let names: Vec<&str> =
        people.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Team 1", "Team 2", "Team 3"]);
    assert_eq!(people[0]["awareness"], 4);
}

#[test]
fn what_is_no_workbook_is_refused_by_its_name() {
    let desk = Desk::with_project();
    let whole = path(&desk, "whole.xlsx");
    desk.done(&["export", &whole]);
    let bytes = fs::read(&whole).unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let file = path(&desk, name);
        fs::write(&file, bytes).unwrap();
        file
    };
    for (file, wanted) in [
        (file("cut.xlsx", &bytes[..bytes.len() / 2]), "cannot be read"),
        (file("old.xls", &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), "an old .xls file"),
        (file("zip.xlsx", b"PK\x03\x04 and nothing else"), "cannot be read"),
        (file("text.xlsx", b"foo,bar\n1,2\n"), "no worksheet with the title of a sheet"),
        (path(&desk, "missing.xlsx"), "there is no file"),
    ] {
        let before = desk.bytes();
        let (_, en) = desk.refused(1, &["import", &file]);
        assert!(en.contains(wanted), "{file}: {en}");
        assert_eq!(desk.bytes(), before);
    }
}
