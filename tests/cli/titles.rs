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

#[test]
fn what_may_be_the_day_of_the_scores_is_decided_before_they_are_stored() {
    let desk = Desk::with_project();
    let path = file(&desk, "people.csv", "Name,Centre,A,D,Visit\nP-01,Cork,3,2,2026-02-10\n");
    let (zh, en) = desk.refused(1, &["import", "people", &path]);
    assert!(en.contains("'Visit' may be Scored on") && en.contains("--map 'Visit='"), "{en}");
    assert!(zh.contains("看着像“评分日期”"), "{zh}");
    assert_eq!(desk.json(&["show", "people"]).as_array().unwrap().len(), 0);
    desk.done(&["import", "people", &path, "--map", "Visit=scored"]);
    assert_eq!(desk.json(&["show", "people"])[0]["scored"], "2026-02-10");
    // Without scores the day of them is none of the list's.
    let names = file(&desk, "names.csv", "Name,Centre,Visit\nP-02,Cork,2026-02-10\n");
    assert!(desk.en(&["import", "people", &names]).err.contains("'Visit' looks like Scored on"));
    let other = file(&desk, "other.csv", "Name,Centre,A,D,Visit\nP-03,Cork,3,2,2026-02-10\n");
    desk.done(&["import", "people", &other, "--map", "Visit="]);
    assert_eq!(desk.json(&["show", "people"])[2]["scored"], "2026-04-29");
}
