//! Every sheet as CSV and TSV, out and in again.

use crate::desk::Desk;
use changebook::demo;
use changebook::project::{Edit, Project};
use changebook::registry;
use changebook::sheet::{Cell, Kind, SheetDef};
use changebook::text::Lang;
use changebook::tool::{Change, Verdict};
use chrono::NaiveDate;
use encoding_rs::GB18030;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::process::Stdio;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 4, 29).unwrap()
}

fn with_demo() -> Desk {
    let desk = Desk::empty();
    desk.put("Demo", &demo::project(Lang::Zh, today()));
    desk
}

fn path(desk: &Desk, name: &str) -> String {
    desk.workspace().parent().unwrap().join(name).display().to_string()
}

/// Takes lines in from standard input.
fn piped(desk: &Desk, sheet: &str, lines: &[u8], more: &[&str]) -> Value {
    let args = [&["import", sheet, "-", "--json", "--lang", "en"], more].concat();
    let mut child = desk.command(&args).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(lines).unwrap();
    let output = child.wait_with_output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

#[test]
fn every_sheet_comes_back_the_same() {
    let desk = with_demo();
    for def in registry::sheets() {
        for lang in ["zh-CN", "en"] {
            for form in ["csv", "tsv"] {
                let args = ["export", "-", "--sheet", def.key, "--as", form, "--lang", lang];
                let said = desk.run(&args);
                assert_eq!(said.code, 0, "{said:?}");
                let plan = piped(&desk, def.key, said.out.as_bytes(), &["--dry-run"]);
                let sums = (&plan["new_rows"], &plan["changes"], &plan["open"]);
                assert_eq!(sums, (&0.into(), &0.into(), &0.into()), "{} {lang} {form}: {plan}", def.key);
            }
        }
    }
}

#[test]
fn files_are_told_by_their_endings_and_read_in_every_encoding() {
    let desk = with_demo();
    let (csv, tsv) = (path(&desk, "people.csv"), path(&desk, "people.tsv"));
    for file in [&csv, &tsv] {
        desk.run(&["export", file, "--sheet", "people"]);
    }
    let bytes = fs::read(&csv).unwrap();
    let text = std::str::from_utf8(&bytes).unwrap().strip_prefix('\u{feff}').expect("for Excel").to_owned();
    assert!(text.starts_with("id,姓名/团队,"), "{}", text.lines().next().unwrap());
    assert!(fs::read_to_string(&tsv).unwrap().starts_with("\u{feff}id\t姓名/团队\t"));
    let gbk = path(&desk, "gbk.csv");
    fs::write(&gbk, &GB18030.encode(&text).0).unwrap();
    let utf8 = path(&desk, "plain.csv");
    fs::write(&utf8, &text).unwrap();
    for file in [&csv, &tsv, &gbk, &utf8] {
        let plan = desk.json(&["import", "people", file, "--dry-run"]);
        assert_eq!(
            (&plan["new_rows"], &plan["changes"], &plan["open"]),
            (&0.into(), &0.into(), &0.into()),
            "{file}"
        );
    }
    let (_, en) = desk.refused(1, &["export", &csv, "--sheet", "people"]);
    assert!(en.contains("was not written over"), "{en}");
    let (_, en) = desk.refused(2, &["export", &path(&desk, "all.csv")]);
    assert!(en.contains("--sheet people"), "{en}");
    let (_, en) = desk.refused(2, &["export", &path(&desk, "all.txt")]);
    assert!(en.contains(".xlsx, .csv, .tsv or .ics"), "{en}");
}

/// A value for a column that somebody might enter, as the cell that it becomes.
fn entered(
    project: &Project,
    def: &'static SheetDef,
    (at, column): (usize, usize),
    text: &str,
    n: u32,
) -> Cell {
    let row = project.sheet(def.key).unwrap().row(at).unwrap();
    let typed = match def.columns[column].kind {
        Kind::Text | Kind::Prose => text.to_owned(),
        Kind::Score => (n % 5 + 1).to_string(),
        Kind::Number => format!("{}", f64::from(n) / 7.0 - 3.0),
        Kind::Count => (n % 50 + 1).to_string(),
        Kind::Date | Kind::Tick => format!("2026-0{}-1{}", n % 3 + 1, n % 9),
        Kind::Check => ["yes", "no"][n as usize % 2].to_owned(),
        Kind::Choice(options) | Kind::OpenChoice(options) => {
            options[n as usize % options.len()].key.to_owned()
        }
        Kind::Link(sheet) => {
            let rows = project.sheet(sheet).unwrap();
            rows.row(n as usize % rows.len().max(1)).map_or_else(String::new, |row| row.id().to_string())
        }
    };
    registry::read_cell(project, row, column, &typed, today()).unwrap_or_default()
}

/// Whether the tool takes a value in a cell.
fn can_be_entered(project: &Project, def: &'static SheetDef, at: usize, column: usize, cell: &Cell) -> bool {
    let row = project.sheet(def.key).unwrap().row(at).unwrap();
    let change = Change { project, row, column: &def.columns[column], cell, today: today() };
    !matches!(registry::check_entered(&change), Verdict::Refuse(_))
}

/// Texts with all that spreadsheets and CSV take for something else.
fn texts() -> impl Strategy<Value = String> {
    let part = select(vec![
        "=1+1",
        "+",
        "-",
        "@x",
        "'",
        "''=",
        "\"",
        ",",
        ";",
        "\t",
        "|",
        "\n",
        " ",
        "1,5",
        "007",
        "1e5",
        "2026-03-02",
        "50%",
        "合",
        "总",
        "é",
        "👍",
        "x",
        "TRUE",
        "#REF",
        "'=",
    ]);
    proptest::collection::vec(part, 1..5).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 20, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_entered_comes_back_exactly(
        texts in proptest::collection::vec(texts(), 12),
        numbers in proptest::collection::vec(any::<u32>(), 12),
        lang in select(vec![Lang::Zh, Lang::En]),
        tab in any::<bool>(),
    ) {
        use changebook::exchange::{csv, xlsx};
        use changebook::export::{Delimiter, Heads, Options, lines, sheet_name, workbook};
        use changebook::intake::{CellPlan, From, Intake, Planner};
        let mut project = demo::project(Lang::En, today());
        let mut n = 0;
        for def in registry::sheets() {
            let rows = project.sheet(def.key).unwrap().len().min(3);
            for at in 0..rows {
                let row = project.sheet(def.key).unwrap().row(at).unwrap().id();
                for column in 0..def.columns.len() {
                    // What rows are found by stays, and so do the codes of prefilled items.
                    if def.columns[column].key == "code" {
                        continue;
                    }
                    n += 1;
                    let cell = entered(&project, def, (at, column), &texts[n % texts.len()], numbers[n % numbers.len()]);
                    // What would be refused there nobody can have entered, such as a coverage of 500,000 %.
                    if cell != Cell::Empty && can_be_entered(&project, def, at, column, &cell) {
                        project.apply(Edit::Set { sheet: def.key, row, column, cell }).unwrap();
                    }
                }
            }
        }
        // The same through a workbook.
        let options = Options { lang, today: today(), is_replay: false, form: None, centre: None, earlier: None };
        let tables = xlsx::read(&workbook(&project, options, &|_, _| true).unwrap()).unwrap();
        for def in registry::sheets() {
            let table = tables.iter().find(|table| table.name == sheet_name(def, lang)).unwrap();
            let views = registry::owner(def.key).map_or(&[][..], |(_, tool)| tool.views);
            let intake = Intake::new(def, table.lines.clone(), From::default(), views);
            if intake.titles.is_none() {
                continue;
            }
            let plan = Planner::plan(&intake, &project, today(), &mut || panic!("no row is new"));
            let odd = plan.lines.iter().flat_map(|line| &line.cells).find(|cell| matches!(cell, CellPlan::Over(..) | CellPlan::Wrong(_)));
            prop_assert!(plan.is_ready() && plan.changes == 0, "{}: {odd:?}", def.key);
        }
        for def in registry::sheets() {
            let delimiter = if tab { Delimiter::Tab } else { Delimiter::Comma };
            let written = lines(&project, def, Heads::Titles, delimiter, lang);
            let read = csv::read(written.as_bytes()).unwrap();
            let views = registry::owner(def.key).map_or(&[][..], |(_, tool)| tool.views);
            let mut new_id = || panic!("no row is new");
            // Into the very project nothing changes.
            let intake = Intake::new(def, read.clone(), From::default(), views);
            let plan = Planner::plan(&intake, &project, today(), &mut new_id);
            prop_assert!(plan.is_ready(), "{}: {:?}", def.key, plan.open().next().map(|(line, _)| plan.lines[line].clone()));
            prop_assert_eq!((plan.changes, plan.new_rows), (0, 0), "{}\n{}", def.key, written);
            // Nothing that a spreadsheet would compute.
            for cell in csv_cells(&written, tab) {
                prop_assert!(!cell.starts_with(['=', '@']), "{}", cell);
            }
        }
    }
}

/// The cells of a file as a spreadsheet would take them.
fn csv_cells(written: &str, tab: bool) -> Vec<String> {
    let mut reader = ::csv::ReaderBuilder::new();
    reader.delimiter(if tab { b'\t' } else { b',' }).has_headers(false);
    reader
        .from_reader(written.as_bytes())
        .into_records()
        .flat_map(|r| r.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}
