//! Lines that may be rows that are there, or one another: what settles them on the command line.

use crate::desk::Desk;
use std::fs;

fn file(desk: &Desk, text: &str) -> String {
    let path = desk.workspace().parent().unwrap().join("list.csv");
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn each_switch_settles_lines_that_are_called_the_same() {
    for (sheet, text, first, new) in [
        // Prefilled rows are there: with the second line they make one or three.
        (
            "authority",
            "Role,May decide,Limit\nTechnician,refund,500\nExecutive,all,9\n",
            "Technician",
            [1, 2, 1],
        ),
        (
            "actions",
            "Action,Owner,Due\nWeekly call,Bob,2026-12-05\nWeekly call,Bob,2026-12-12\n",
            "Weekly call",
            [1, 2, 1],
        ),
        (
            "events",
            "Date,Event,Indicator\n2026-03-02,Training,FTFR\n2026-03-02,Training,CSAT\n",
            "Training",
            [1, 2, 1],
        ),
    ] {
        let none = Desk::with_project();
        let (_, en) = none.refused(1, &["import", sheet, &file(&none, text)]);
        assert!(en.contains(&format!("'{first}': it may be")), "{en}");
        assert!(en.contains("--skip rows") && !en.contains("--skip cells"), "{sheet}: {en}");
        let ways = [["--same-name", "one"], ["--same-name", "apart"], ["--skip", "rows"]];
        for (way, new) in ways.into_iter().zip(new) {
            let desk = Desk::with_project();
            let path = file(&desk, text);
            let before = desk.json(&["show", sheet]).as_array().unwrap().len();
            let said = desk.en(&[&["import", sheet, &path][..], &way].concat());
            assert_eq!(said.code, 0, "{sheet} {way:?}: {said:?}");
            let after = desk.json(&["show", sheet]).as_array().unwrap().len();
            assert_eq!(after - before, new, "{sheet} {way:?}: {said:?}");
            let is_out = said.out.contains("left out: it may be a row that is there");
            assert_eq!(is_out, way[0] == "--skip", "{sheet} {way:?}: {said:?}");
        }
    }
}

/// Weeks by their numbers alone, which would change what is there as weeks of the project: nothing is stored before it is
/// said whose they are.
#[test]
fn weeks_that_may_be_of_the_project_or_the_year_have_a_switch() {
    let readings = |desk: &Desk| -> Vec<(String, f64)> {
        let rows = desk.json(&["show", "readings"]);
        let of = |row: &serde_json::Value| {
            (row["date"].as_str().unwrap().to_owned(), row["value"].as_f64().unwrap())
        };
        let mut all: Vec<(String, f64)> = rows.as_array().unwrap().iter().map(of).collect();
        all.sort_by(|one, other| one.0.cmp(&other.0));
        all
    };
    let week = |n: u64| {
        (chrono::NaiveDate::from_ymd_opt(2026, 11, 8).unwrap() + chrono::Days::new(7 * n)).to_string()
    };
    for (switch, changed) in [("project", [0, 1]), ("calendar", [9, 10])] {
        let desk = Desk::empty();
        desk.done(&["new", "P", "--start", "2026-11-02"]);
        let list: Vec<String> = (0..12).map(|n| format!("CSAT,{},{}\n", week(n), 60 + n)).collect();
        let all = file(&desk, &format!("KPI,Date,Value\n{}", list.concat()));
        let said = desk.en_on("2027-01-25", &["import", "readings", &all]);
        assert_eq!(said.code, 0, "{said:?}");
        let before = readings(&desk);
        let path = file(&desk, "KPI,wk 1,wk 2\nCSAT,79,80\n");
        let said = desk.en_on("2027-01-25", &["import", "readings", &path]);
        assert_eq!(said.code, 1, "{said:?}");
        assert!(said.err.contains("--weeks calendar or --weeks project"), "{said:?}");
        assert_eq!(readings(&desk), before);
        let said = desk.en_on("2027-01-25", &["import", "readings", &path, "--weeks", switch]);
        assert_eq!(said.code, 0, "{said:?}");
        let after = readings(&desk);
        let differ: Vec<usize> = (0..12).filter(|n| before[*n] != after[*n]).collect();
        assert_eq!(differ, changed, "{switch}: {after:?}");
    }
}

/// Whoever says that they are calendar weeks means these, however far they lie back.
#[test]
fn weeks_that_are_said_to_be_of_the_calendar_are_never_those_of_the_project() {
    let desk = Desk::empty();
    desk.done(&["new", "P", "--start", "2026-11-02"]);
    let path = file(&desk, "KPI,W1,W2\nCSAT,79,80\n");
    let said = desk.en_on("2026-11-20", &["import", "readings", &path, "--weeks", "calendar"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(!said.err.contains("those of the project"), "{said:?}");
    assert_eq!(desk.json(&["show", "readings"])[0]["date"], "2026-01-04");
}

#[test]
fn blank_lines_below_the_first_of_a_block_have_a_switch() {
    for (answer, wanted) in [("yes", ["C1", "C1", "C2", "C2"]), ("no", ["C1", "", "C2", ""])] {
        let desk = Desk::with_project();
        let path = file(&desk, "Name,Role,Centre\nAnn,Technician,C1\nBob,Parts\nCid,Parts,C2\nDan,Parts,\n");
        let (zh, en) = desk.refused(1, &["import", "people", &path]);
        assert!(zh.contains("--fill-down yes") && en.contains("add --fill-down yes"), "{zh}{en}");
        desk.done(&["import", "people", &path, "--fill-down", answer]);
        let rows = desk.json(&["show", "people"]);
        let centres: Vec<&str> =
            rows.as_array().unwrap().iter().map(|row| row["centre"].as_str().unwrap_or_default()).collect();
        assert_eq!(centres, wanted, "{answer}");
        // What was exported says of every row where it is.
        desk.done(&["import", "people", &path, "--skip", "cells"]);
    }
}

/// A list that repeats its centres line by line has no merged cells: who has none there has none.
#[test]
fn a_list_that_repeats_its_centres_is_not_asked_about() {
    let desk = Desk::with_project();
    let path = file(
        &desk,
        "Name,Role,Centre\nAnn,Technician,C1\nBob,Parts,C1\nCid,Executive,\nDan,Parts,C2\nEve,Parts,C2\n",
    );
    desk.done(&["import", "people", &path]);
    let rows = desk.json(&["show", "people"]);
    let centres: Vec<&str> =
        rows.as_array().unwrap().iter().map(|row| row["centre"].as_str().unwrap_or_default()).collect();
    assert_eq!(centres, ["C1", "C1", "", "C2", "C2"]);
}
