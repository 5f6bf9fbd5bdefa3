//! Titles that are nearly those of a sheet, with something in brackets behind them.

use crate::desk::Desk;
use std::fs;

fn file(desk: &Desk, name: &str, text: &str) -> String {
    let path = desk.workspace().parent().unwrap().join(name);
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn targets_and_plans_in_brackets_never_become_what_is() {
    let desk = Desk::with_project();
    let titles = "Name,Centre,Awareness (target),Headcount (plan 2027),Owner (former),Desire (Q3)";
    let people = file(&desk, "people.csv", &format!("{titles}\nA,C1,5,30,Bob,3\n"));
    let said = desk.en(&["import", "people", &people]);
    assert!(
        said.err.contains("skipped: Awareness (target), Headcount (plan 2027), Owner (former)"),
        "{said:?}"
    );
    assert!(said.err.contains("'Desire (Q3)' looks like Desire"), "{said:?}");
    let row = &desk.json(&["show", "people"])[0];
    for key in ["awareness", "headcount", "owner", "desire", "scored"] {
        assert_eq!(row.get(key), None, "{row}");
    }
    let weeks = file(&desk, "weeks.csv", "指标,W1（目标）,W2（预测）\n首次修复率,92,92\n");
    desk.run(&["import", "readings", &weeks]);
    let list = file(&desk, "list.csv", "Indicator,Date,Value (target)\nFTFR,2026-03-02,92\n");
    desk.run(&["import", "readings", &list]);
    assert_eq!(desk.json(&["show", "readings"]).as_array().unwrap().len(), 0);
}

#[test]
fn a_plain_title_wins_over_one_with_more_in_it_without_a_question() {
    for titles in ["Awareness,Awareness (1-5)", "Awareness (1-5),Awareness", "Awareness,Awareness (Q3)"] {
        let desk = Desk::with_project();
        let values = if titles.ends_with("Awareness") { "5,3" } else { "3,5" };
        let people = file(&desk, "people.csv", &format!("Name,{titles}\nA,{values}\n"));
        desk.done(&["import", "people", &people]);
        assert_eq!(desk.json(&["show", "people"])[0]["awareness"], 3, "{titles}");
    }
}
