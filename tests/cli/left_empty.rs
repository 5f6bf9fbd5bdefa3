//! Cells that do not fit and are left empty: what is stored in their place.

use crate::desk::Desk;
use std::fs;

fn file(desk: &Desk, name: &str, text: &str) -> String {
    let path = desk.workspace().parent().unwrap().join(name);
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn a_day_that_is_left_empty_is_told_as_where_its_column_is_absent() {
    for (sheet, titles, line, key) in [
        ("resistance", "Who,Their words,Logged on", "Kim,No,2026-02-30", "opened"),
        ("feedback", "Question,Asked on", "Why?,2026-02-30", "asked"),
        ("obstacles", "Obstacle,Found on", "No time,2026-02-30", "opened"),
        ("risks", "Risk,Logged on", "Too late,2026-02-30", "noted"),
        ("people", "Name,Awareness,Scored on", "Ann,3,2026-02-30", "scored"),
    ] {
        let desk = Desk::with_project();
        let path = file(&desk, "list.csv", &format!("{titles}\n{line}\n"));
        let said = desk.en(&["import", sheet, &path, "--skip", "cells"]);
        assert_eq!(said.code, 0, "{sheet}: {said:?}");
        let rows = desk.json(&["show", sheet]);
        let row = rows.as_array().unwrap().last().unwrap();
        let day = row[key].as_str().unwrap();
        assert!(said.err.contains(&format!("{day} is stored as well: 1 row")), "{sheet}: {said:?}");
        assert!(said.out.contains("1 cell not stored"), "{sheet}: {said:?}");
    }
}

#[test]
fn scores_whose_day_does_not_fit_are_of_today_and_the_old_ones_are_kept() {
    for line in ["A,C1,4,2099-12-31", "A,C1,4,2026-02-30", "A,C1,4,soon"] {
        let desk = Desk::with_project();
        desk.done(&["add", "people", "name=A", "centre=C1", "awareness=3", "scored=2026-03-04"]);
        let path = file(&desk, "people.csv", &format!("Name,Centre,Awareness,Scored on\n{line}\n"));
        let said = desk.en(&["import", "people", &path, "--skip", "cells"]);
        assert!(said.err.contains("the old scores go into the history"), "{line}: {said:?}");
        let card = &desk.json(&["show", "people"])[0];
        let past = &desk.json(&["show", "adkar_history"])[0];
        assert_eq!((&card["awareness"], &past["awareness"]), (&4.into(), &3.into()), "{line}");
        assert!(card["scored"] != "2026-03-04" && past["date"] == "2026-03-04", "{card} {past}");
    }
    // A day alone does not make old scores newer.
    let desk = Desk::with_project();
    desk.done(&["add", "people", "name=A", "centre=C1", "awareness=3", "scored=2026-03-04"]);
    let path = file(&desk, "people.csv", "Name,Centre,Awareness,Scored on\nA,C1,9,2026-04-01\n");
    let said = desk.en(&["import", "people", &path, "--skip", "cells"]);
    assert!(said.out.contains("the day of the old ones stays"), "{said:?}");
    assert_eq!(desk.json(&["show", "people"])[0]["scored"], "2026-03-04");
}

#[test]
fn a_pause_whose_end_does_not_fit_is_left_out() {
    for until in ["2026-03-10", "2026-02-30", "soon"] {
        let desk = Desk::with_project();
        let path = file(&desk, "pauses.csv", &format!("From,Until,Reason\n2026-03-12,{until},CNY\n"));
        let said = desk.en(&["import", "pauses", &path, "--skip", "cells"]);
        assert!(said.out.contains("left out: a cell does not fit"), "{until}: {said:?}");
        assert_eq!(desk.json(&["show", "pauses"]).as_array().unwrap().len(), 0, "{until}");
    }
    // One without an end lasts.
    let desk = Desk::with_project();
    let path = file(&desk, "pauses.csv", "From,Until,Reason\n2026-03-12,,CNY\n");
    desk.done(&["import", "pauses", &path, "--skip", "cells"]);
    assert_eq!(desk.json(&["show", "pauses"]).as_array().unwrap().len(), 1);
}
