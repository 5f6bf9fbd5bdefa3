//! What is printed of a sheet is what the file holds, and comes back the same.

use crate::desk::{Desk, TODAY, assert_harmless};
use changebook::demo;
use changebook::project::Edit;
use changebook::registry;
use changebook::sheet::{Cell, Prose, Row as _};
use changebook::text::{Lang, width};
use changebook::tools::{self, adkar::Person};
use std::io::Read as _;
use std::process::Stdio;

fn today() -> chrono::NaiveDate {
    TODAY.parse().unwrap()
}

#[test]
fn a_printed_csv_reads_back_exactly() {
    for lang in [Lang::Zh, Lang::En] {
        let desk = Desk::empty();
        let mut project = demo::project(lang, today());
        for (n, name) in
            ["=1+1", "+49", "-1", "@x", "'=1", "'s", "a,\"b\"", "000000000000", "Twin", "TWIN", ""]
                .iter()
                .enumerate()
        {
            let id = changebook::sheet::Id::new(n as u64 + 1);
            let person =
                Person { name: (*name).into(), note: Prose("-\n第二行".into()), ..Person::with_id(id) };
            project.apply(Edit::append(person)).unwrap();
            let scoring = tools::adkar::Scoring {
                person: changebook::sheet::Link::to(id),
                ..tools::adkar::Scoring::with_id(id)
            };
            project.apply(Edit::append(scoring)).unwrap();
        }
        desk.put("demo", &project);
        for def in registry::sheets() {
            let said = desk.run(&["--lang", lang.tag(), "show", def.key, "--csv"]);
            let mut csv = csv::Reader::from_reader(said.out.as_bytes());
            let keys: Vec<&str> = std::iter::once("id").chain(def.columns.iter().map(|c| c.key)).collect();
            assert_eq!(csv.headers().unwrap(), keys);
            let sheet = project.sheet(def.key).unwrap();
            let records: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
            assert_eq!(records.len(), sheet.len());
            for (at, record) in records.iter().enumerate() {
                let row = sheet.row(at).unwrap();
                assert_eq!(record.get(0).unwrap(), row.id().to_string());
                for column in 0..def.columns.len() {
                    let written = record.get(column + 1).unwrap();
                    let is_text = !matches!(row.get(column), Cell::Number(_));
                    assert!(!is_text || !written.starts_with(['=', '+', '-', '@']), "{written}");
                    let marked = written.trim_start_matches('\'').starts_with(['=', '+', '-', '@']);
                    let bare = if marked { written.strip_prefix('\'').unwrap_or(written) } else { written };
                    let cell = registry::read_cell(&project, row, column, bare, today()).unwrap();
                    assert_eq!(cell, row.get(column), "{} {}", def.key, def.columns[column].key);
                }
            }
        }
    }
}

#[test]
fn printed_json_is_what_the_file_holds() {
    let desk = Desk::empty();
    let project = demo::project(Lang::En, today());
    desk.put("demo", &project);
    for def in registry::sheets() {
        let rows = desk.json(&["show", def.key]);
        let sheet = project.sheet(def.key).unwrap();
        for (at, row) in rows.as_array().unwrap().iter().enumerate() {
            let mut row = row.as_object().unwrap().clone();
            row.remove("computed");
            let held: serde_json::Value = serde_json::from_str(&sheet.row(at).unwrap().json()).unwrap();
            assert_eq!(serde_json::Value::from(row), held);
        }
    }
    let people = desk.json(&["show", "people"]);
    assert!(people[0]["computed"]["weakest"].is_string());
    let checklist = desk.json(&["show", "checklist"]);
    assert!(
        !checklist[0]["computed"]["item"].as_str().unwrap().is_empty(),
        "our own text of a prefilled item"
    );
}

#[test]
fn a_printed_table_is_aligned_by_cells() {
    let desk = Desk::with_project();
    desk.done(&["add", "people", "name=服务中心", "awareness=4"]);
    desk.done(&["add", "people", "name=B2", "awareness=5"]);
    let out = desk.done(&["show", "people"]);
    let lines: Vec<&str> = out.lines().collect();
    let before = |line: &str, sign: &str| width(line.split_once(sign).unwrap().0);
    let end = before(lines[0], "Awareness") + width("Awareness") - 1;
    assert_eq!([before(lines[1], "4  2026"), before(lines[2], "5  2026")], [end, end], "{out}");
}

#[test]
fn nothing_in_the_data_steers_the_terminal() {
    let evil = "a\u{1b}[2J\u{9b}31m\u{202e}b\u{7f}\u{200b}";
    let desk = Desk::empty();
    for said in [desk.run(&["new", evil, "--start", "2026-03-02"]), desk.run(&["new", evil, "--start", evil])]
    {
        assert_harmless(&said.out);
        assert_harmless(&said.err);
    }
    for name in ["one", "two"] {
        desk.done(&["add", "people", "name=EVIL", &format!("note=EVIL\n{name}"), "desire=2"]);
    }
    desk.done(&["set", "kpis", "#1", "name=EVIL"]);
    // What is typed is cleaned; a file may hold anything.
    let written = evil.replace('\u{1b}', "\\u001b").replace('\u{7f}', "\\u007f").replace('\u{9b}', "\\u009b");
    for entry in std::fs::read_dir(desk.workspace()).unwrap().flatten() {
        if entry.path().extension().is_some_and(|end| end == "json") {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            std::fs::write(entry.path(), text.replace("EVIL", &written)).unwrap();
        }
    }
    for args in [
        &["list"][..],
        &["list", "--json"],
        &["status"],
        &["status", "--json"],
        &["show", "people"],
        &["show", "people", "--json"],
        &["show", "people", "--csv"],
        &["show", evil],
        &["set", "people", evil, "desire=1"],
        &["set", "people", "#1", &format!("desire={evil}")],
        &["set", "people", "#1", &format!("{evil}=1")],
        &["status", "--project", evil],
        &["status", "--project", &format!("{evil}x")],
        &[evil],
        &["status", &format!("--{evil}")],
    ] {
        for said in [desk.run(args), desk.en(args)] {
            assert_harmless(&said.out);
            assert_harmless(&said.err);
            assert!(!(said.out.is_empty() && said.err.is_empty()), "{args:?}");
        }
    }
    assert_eq!(desk.json(&["show", "people"])[0]["name"], evil, "the data itself is untouched");
    assert!(desk.done(&["show", "people"]).contains("a␛[2J"));
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_ends_it_quietly() {
    let desk = Desk::empty();
    desk.put("demo", &crate::generator::large(2_000, 1, 1, today()));
    let mut child = desk
        .command(&["show", "people", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(1), ""));
}
