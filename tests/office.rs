//! The Excel workbook in other people's hands: edited and saved by LibreOffice, looked into by openpyxl. Where they are not
//! there it is said and passed over, unless `CHANGEBOOK_OFFICE` asks for them, as `.ci/run` does.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]

#[path = "cli/desk.rs"]
#[allow(dead_code, reason = "the tests of the command line use the rest")]
mod desk;

use changebook::demo;
use changebook::registry;
use changebook::text::Lang;
use chrono::NaiveDate;
use desk::Desk;
use serde_json::{Value, json};
use std::fs;
use std::process::Command;
use std::sync::Mutex;

/// LibreOffice is large: one at a time.
static ONE: Mutex<()> = Mutex::new(());

/// The Python that has a module, the system's own before any other; where it must be there and is not, the test fails.
fn python(module: &str) -> Option<&'static str> {
    let has = |python: &&str| {
        let output = Command::new(python).args(["-c", &format!("import {module}")]).output();
        output.is_ok_and(|output| output.status.success())
    };
    let found = ["/usr/bin/python3", "python3"].into_iter().find(has);
    missing(found, &format!("Python with {module}"))
}

/// Says that something is missing that is not part of the project; fails where it has to be there.
fn missing<T>(found: Option<T>, what: &str) -> Option<T> {
    assert!(found.is_some() || std::env::var_os("CHANGEBOOK_OFFICE").is_none(), "{what} is missing");
    if found.is_none() {
        eprintln!("SKIPPED: {what} is not there; `.ci/run` installs it");
    }
    found
}

/// The Python that speaks to LibreOffice, if both are there.
fn office() -> Option<&'static str> {
    let soffice =
        Command::new("soffice").arg("--version").output().ok().filter(|output| output.status.success());
    missing(soffice, "LibreOffice")?;
    python("uno")
}

fn script(name: &str) -> String {
    format!("{}/tests/office/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn path(desk: &Desk, name: &str) -> String {
    desk.workspace().parent().unwrap().join(name).display().to_string()
}

/// What comes of a workbook when somebody has done this in LibreOffice.
fn edited(python: &str, desk: &Desk, from: &str, edits: &Value) -> String {
    let _one = ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let (list, to) = (path(desk, "edits.json"), path(desk, "edited.xlsx"));
    fs::write(&list, edits.to_string()).unwrap();
    let output = Command::new(python).args([&script("edit.py"), from, &to, &list]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    to
}

fn with_demo(lang: Lang) -> Desk {
    let desk = Desk::empty();
    desk.put("Demo", &demo::project(lang, NaiveDate::from_ymd_opt(2026, 4, 29).unwrap()));
    desk
}

/// The cells that a look at a workbook says would change: sheet, line, column, what becomes of it, its value.
fn changes(plans: &Value) -> Vec<(String, u64, String, String, String)> {
    let mut found = Vec::new();
    for plan in plans.as_array().unwrap() {
        for line in plan["lines"].as_array().unwrap() {
            for (column, cell) in line["cells"].as_object().unwrap() {
                let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
                if !["same", "blank"].contains(&cell["becomes"].as_str().unwrap()) {
                    let (sheet, becomes) = (text(&plan["sheet"]), text(&cell["becomes"]));
                    let line = line["line"].as_u64().unwrap();
                    found.push((sheet, line, column.clone(), becomes, text(&cell["value"])));
                }
            }
        }
    }
    found
}

#[test]
fn a_workbook_that_libreoffice_has_saved_changes_nothing() {
    let Some(python) = office() else { return };
    for (lang, tag) in [(Lang::Zh, "zh-CN"), (Lang::En, "en")] {
        let desk = with_demo(lang);
        let file = path(&desk, "book.xlsx");
        assert_eq!(desk.run(&["export", &file, "--lang", tag]).code, 0);
        let back = edited(python, &desk, &file, &json!([]));
        let plans = desk.json(&["import", &back, "--dry-run"]);
        assert_eq!(changes(&plans), [], "{tag}");
        let new: u64 = plans.as_array().unwrap().iter().map(|plan| plan["new_rows"].as_u64().unwrap()).sum();
        assert_eq!(new, 0, "{tag}");
    }
}

#[test]
fn what_was_edited_in_libreoffice_comes_back_and_nothing_else() {
    let Some(python) = office() else { return };
    let desk = with_demo(Lang::En);
    let file = path(&desk, "book.xlsx");
    desk.done(&["export", &file]);
    let (people, readings) = ("ADKAR cards", "Readings");
    let rows = desk.json(&["show", "people"]).as_array().unwrap().len();
    let last = rows + 1;
    let edits = json!([
        // A reading in percent, typed with its sign; a date as people type it; a score; a text that looks like a formula.
        {"sheet": readings, "cell": "C124", "type": "85.1%"},
        {"sheet": people, "cell": "F4", "type": "5"},
        {"sheet": people, "cell": "V3", "type": "'=SUM(A1)"},
        {"sheet": people, "cell": "Z3", "type": "2026-05-20"},
        // A row typed below the others, a row copied with its hidden id, and one inserted between.
        {"sheet": people, "copy": [2, last + 2]},
        {"sheet": people, "cell": format!("A{}", last + 2), "type": "Copied team"},
        {"sheet": people, "cell": format!("A{}", last + 1), "type": "New team"},
        {"sheet": people, "cell": format!("B{}", last + 1), "type": "Centre 4"},
        {"sheet": people, "insert": 6},
        {"sheet": people, "cell": "A6", "type": "Inserted team"},
        // Sorted by name, as people do.
        {"sheet": people, "sort": "A"},
    ]);
    let titles: Vec<String> = registry::sheets()
        .iter()
        .find(|def| def.key == "people")
        .unwrap()
        .columns
        .iter()
        .filter(|column| column.key != "code")
        .map(|column| column.key.to_owned())
        .collect();
    let column = |letter: u8| titles[usize::from(letter - b'A')].as_str();
    let back = edited(python, &desk, &file, &edits);
    let plans = desk.json(&["import", &back, "--dry-run"]);
    let found = changes(&plans);
    let is = |sheet: &str, column: &str, becomes: &str, value: &str| {
        found.iter().filter(|(s, _, c, b, v)| s == sheet && c == column && b == becomes && v == value).count()
    };
    assert_eq!(is("readings", "value", "changed", "85.1%"), 1, "{found:?}");
    assert_eq!(is("people", column(b'F'), "changed", "5"), 1, "{found:?}");
    assert_eq!(
        is("people", column(b'V'), "filled", "=SUM(A1)") + is("people", column(b'V'), "changed", "=SUM(A1)"),
        1,
        "{found:?}"
    );
    assert_eq!(
        is("people", column(b'Z'), "changed", "2026-05-20")
            + is("people", column(b'Z'), "filled", "2026-05-20"),
        1,
        "{found:?}"
    );
    let plan = plans.as_array().unwrap().iter().find(|plan| plan["sheet"] == "people").unwrap();
    assert_eq!(plan["new_rows"], 3, "{plan}");
    // The day of the new score is stored as well, and shown.
    assert_eq!(is("people", "scored", "changed", desk::TODAY), 1, "{found:?}");
    // Nothing else has changed in rows that were there.
    let new: Vec<u64> = plan["lines"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|line| line["goes"] == "new")
        .map(|line| line["line"].as_u64().unwrap())
        .collect();
    let others: Vec<_> =
        found.iter().filter(|(sheet, line, ..)| sheet != "people" || !new.contains(line)).collect();
    assert_eq!(others.len(), 5, "{others:?}");
    desk.done(&["import", &back]);
    let again = desk.json(&["import", &back, "--dry-run"]);
    // The rows that were copied have no id of their own in the file; they are found again by their names.
    // Scores given anew are of today: the day that came back untouched stays as the project has it by now.
    let mut again = changes(&again);
    again.retain(|(_, _, column, becomes, _)| column != "scored" || becomes != "stays");
    assert_eq!(again, []);
}

#[test]
fn what_others_have_changed_since_the_export_survives_a_form_edited_in_libreoffice() {
    let Some(python) = office() else { return };
    let desk = with_demo(Lang::En);
    let file = path(&desk, "people.xlsx");
    desk.done(&["export", &file, "--form", "people"]);
    let before = desk.json(&["show", "people"]);
    let name = |n: usize| before[n]["name"].as_str().unwrap().chars().take(12).collect::<String>();
    let id = |n: usize| before[n]["id"].as_str().unwrap().to_owned();
    // The director goes on meanwhile: a score, a text, a number, a row.
    for (row, what) in
        [(0, "awareness=1"), (0, "note=new"), (1, "headcount=77"), (1, "desire=1"), (2, "desire=2")]
    {
        desk.done(&["set", "people", &id(row), what]);
    }
    desk.done(&["remove", "people", &id(3)]);
    let titles: Vec<&str> = registry::sheets()
        .iter()
        .find(|def| def.key == "people")
        .unwrap()
        .columns
        .iter()
        .filter(|column| column.is_shown())
        .map(|column| column.key)
        .collect();
    let cell = |key: &str, line: usize| {
        let at = titles.iter().position(|title| *title == key).unwrap();
        format!("{}{line}", char::from(b'A' + u8::try_from(at).unwrap()))
    };
    let sheet = "ADKAR cards";
    // A score that is neither the one before nor what the director has made of it.
    let other = |n: usize| if before[n]["desire"] == 5 { 4 } else { 5 };
    let edits = json!([
        {"sheet": sheet, "cell": cell("desire", 2), "type": other(0).to_string()},
        {"sheet": sheet, "cell": cell("desire", 4), "type": other(2).to_string()},
        // Sorted, as people do: the hidden columns go along.
        {"sheet": sheet, "sort": "A"},
    ]);
    let back = edited(python, &desk, &file, &edits);
    let said = desk.en(&["import", &back, "--dry-run", "--json"]);
    assert_eq!(said.code, 1, "something is left to decide: {said:?}");
    let plans: Value = serde_json::from_str(&said.out).unwrap();
    let found = changes(&plans);
    let open: Vec<_> = found.iter().filter(|(.., becomes, _)| becomes == "open").collect();
    assert_eq!(open.len(), 1, "one cell was changed on both sides: {found:?}");
    let changed =
        found.iter().filter(|(_, _, _, becomes, _)| ["changed", "filled"].contains(&becomes.as_str()));
    assert_eq!(changed.count(), 1, "{found:?}");
    let stays = found.iter().filter(|(_, _, _, becomes, _)| becomes == "stays").count();
    // With each score that was given anew its day.
    assert!(stays >= 2 && plans[0]["stays"] == 7, "{}: {found:?}", plans[0]["stays"]);
    let notes = plans[0]["notes"].to_string();
    assert!(notes.contains("not brought back") && notes.contains(&name(3)), "{notes}");
    desk.done(&["import", &back, "--prefer", "file"]);
    let after = desk.json(&["show", "people"]);
    let row = |n: usize| after.as_array().unwrap().iter().find(|row| row["id"] == *id(n)).unwrap().clone();
    assert_eq!(
        (&row(0)["awareness"], &row(0)["desire"], &row(0)["note"]),
        (&1.into(), &other(0).into(), &"new".into())
    );
    assert_eq!((&row(1)["headcount"], &row(1)["desire"]), (&77.into(), &1.into()));
    assert_eq!(row(2)["desire"], other(2));
    assert_eq!(after.as_array().unwrap().len(), before.as_array().unwrap().len() - 1);
}

#[test]
fn a_workbook_is_sound_for_openpyxl_and_within_the_limits_of_excel() {
    let Some(python) = python("openpyxl") else { return };
    for (lang, tag) in [(Lang::Zh, "zh-CN"), (Lang::En, "en")] {
        let desk = with_demo(lang);
        // What Excel does not take as it is.
        let long = "长".repeat(20_000);
        desk.done(&["add", "actions", "action==1+1 <b>&\"'", "owner=-x", "due=2026-05-08"]);
        desk.done(&["set", "actions", "#1", &format!("action={long}")]);
        let file = path(&desk, "book.xlsx");
        assert_eq!(desk.run(&["export", &file, "--lang", tag]).code, 0);
        let output = Command::new(python).args([&script("check.py"), &file]).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let sheets: Value = serde_json::from_slice(&output.stdout).unwrap();
        let sheets = sheets.as_object().unwrap();
        let of = |key: &str| sheets.values().filter_map(|sheet| sheet[key].as_u64()).sum::<u64>();
        assert_eq!(of("formulas"), 0, "nothing is computed: {sheets:?}");
        assert!(of("charts") >= 6 && of("rules") > 60, "{sheets:?}");
        let hidden = sheets.values().filter(|sheet| sheet["state"] == "hidden").count();
        // A cover, a worksheet a sheet, the charts; and the lists and values behind them.
        assert_eq!((sheets.len() - hidden, hidden), (registry::sheets().len() + 2, 2));
        for def in registry::sheets() {
            let sheet = &sheets[&changebook::export::sheet_name(def, lang_of(tag))];
            assert!(sheet["frozen"] == "B2" && sheet["filter"].is_string(), "{sheet}");
            // Who sorts by the heads moves every cell of a row, the hidden ones too.
            assert_eq!(sheet["filtered"], sheet["columns"], "{sheet}");
        }
    }
}

fn lang_of(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}
