use super::*;
use crate::finding::{Level, Place};
use crate::project::{Conflict, Edit, Project};
use crate::sheet::{Cell, Id, Prose};
use crate::text::Phrase;
use crate::tool::Verdict;
use crate::tools::tests::book::{self, counter, date};
use chrono::NaiveDate;
use std::sync::Arc;

fn project(vision: &str) -> Project {
    let mut project = Project::empty(Id::new(1), &[Charter::DEF, Rest::DEF]);
    let row = Charter { vision: Prose(vision.into()), ..Charter::with_id(Id::new(2)) };
    project.apply(Edit::append(row)).unwrap();
    project
}

/// A whole charter with a pause.
fn resting(from: &str, until: Option<&str>) -> Project {
    let mut project = project("12个月内首次修复率从80%升到92%");
    project.apply(Edit::put(Id::new(2), Charter::COL.start, Cell::Date(date("2026-03-02")))).unwrap();
    let rest = Rest { from: Some(date(from)), until: until.map(date), ..Rest::with_id(Id::new(3)) };
    project.apply(Edit::append(rest)).unwrap();
    project
}

fn today() -> NaiveDate {
    date("2026-03-04")
}

fn ids(project: &Project) -> Vec<&'static str> {
    book::ids(&book::conclude(&TOOL, project, today()))
}

/// What is said of a vision.
fn said(vision: &str) -> Option<(Level, Phrase)> {
    let findings = book::conclude(&TOOL, &project(vision), today()).findings.clone();
    findings.into_iter().find(|f| f.id == "PR2").map(|f| (f.level, f.evidence))
}

#[test]
fn a_vision_is_asked_for_what_it_lacks() {
    let (level, evidence) = said("让客户满意").unwrap();
    assert_eq!(level, Level::Watch);
    assert_eq!(evidence.zh, "愿景还不完整：没有数字、没有期限");
    assert_eq!(
        said("By December service is better. All agree.").unwrap().1.en,
        "The vision is not complete: it names no number; it is not one sentence"
    );
    assert_eq!(said(" ").unwrap().1.en, "There is no vision");
}

#[test]
fn a_whole_vision_is_left_alone() {
    assert_eq!(said("12个月内首次修复率从80%升到92%"), None);
    assert_eq!(said("By December, 92% of faults are fixed at the first visit."), None);
}

#[test]
fn a_start_is_asked_for_until_there_is_one() {
    assert_eq!(ids(&project("")), ["PR1", "PR2"]);
    assert_eq!(ids(&resting("2026-03-05", None)), [""; 0]);
}

#[test]
fn a_pause_is_mentioned_on_its_days() {
    for (from, until, paused) in [
        ("2026-03-05", None, false),
        ("2026-03-04", None, true),
        ("2026-03-01", Some("2026-03-04"), true),
        ("2026-03-01", Some("2026-03-03"), false),
    ] {
        assert_eq!(ids(&resting(from, until)).contains(&"PR3"), paused, "{from} {until:?}");
    }
}

#[test]
fn values_of_two_windows_wait_for_a_choice() {
    let mut project = resting("2026-03-05", None);
    let value = || serde_json::Value::Null;
    let (sheet, field) = ("project".to_owned(), "name".to_owned());
    let conflict = Conflict {
        sheet,
        row: Id::new(2),
        field,
        base: value(),
        mine: value(),
        theirs: value(),
        source: None,
    };
    project.conflicts = Arc::new(vec![conflict]);
    assert_eq!(ids(&project), ["PR4"]);
    assert_eq!(book::values(&TOOL, &project, today())["conflicts"], 1);
}

#[test]
fn a_pause_begins_today_and_ends_the_day_before() {
    let mut project = resting("2026-03-10", None);
    let run = |project: &Project, key, on| book::run(&TOOL, project, None, key, date(on), &mut counter(70));
    assert!(run(&project, "resume", "2026-03-04").is_err());
    let paused = run(&project, "pause", "2026-03-04").unwrap();
    assert_eq!(paused.go, Some((Place::of(Id::new(71), Rest::COL.reason), true)));
    project.apply(paused.edit).unwrap();
    assert!(run(&project, "pause", "2026-03-05").is_err());
    let mut later = project.clone();
    later.apply(run(&project, "resume", "2026-03-06").unwrap().edit).unwrap();
    assert_eq!(later.find::<Rest>(Id::new(71)).unwrap().until, Some(date("2026-03-05")));
    project.apply(run(&project, "resume", "2026-03-04").unwrap().edit).unwrap();
    assert_eq!(project.find::<Rest>(Id::new(71)), None, "that day counts");
}

/// Paused on its first day, a project has no day 1 to wait for, however long the pause lasts.
#[test]
fn a_pause_from_the_first_day_says_that_it_is_one() {
    let project = resting("2026-03-02", None);
    for on in ["2026-03-02", "2026-03-10"] {
        let concluded = book::conclude(&TOOL, &project, date(on));
        assert_eq!(concluded.headline.en, "paused");
        assert!(concluded.conclusion[0].text.en.starts_with("Paused since 2026-03-02"));
    }
    // Before the start nothing rests, and after the pause the count begins.
    let said =
        |on| book::conclude(&TOOL, &resting("2026-03-02", Some("2026-03-04")), date(on)).headline.clone();
    assert_eq!((said("2026-03-01").en, said("2026-03-05").en), ("in 1 d".into(), "day 1".into()));
}

#[test]
fn a_pause_without_a_reason_asks_for_it() {
    let mut project = resting("2026-03-03", None);
    let found = |project: &Project| {
        let concluded = book::conclude(&TOOL, project, today());
        let found = concluded.findings.iter().find(|f| f.id == "PR3").unwrap();
        (found.place.column, found.evidence.zh.to_string())
    };
    assert_eq!(found(&project), ("reason", "项目从 2026-03-03 起暂停，没有写原因".to_owned()));
    project.apply(Edit::put(Id::new(3), Rest::COL.reason, Cell::Text("旺季".into()))).unwrap();
    assert_eq!(found(&project), ("until", "项目从 2026-03-03 起暂停".to_owned()));
}

#[test]
fn a_pause_cannot_end_before_it_begins() {
    let project = resting("2026-03-10", Some("2026-03-12"));
    let row = &*project.rows::<Rest>()[0];
    let ask = |column: crate::sheet::Col, on| {
        book::check(&project, row, column.key, &Cell::Date(date(on)), today())
    };
    assert_eq!(ask(Rest::COL.until, "2026-03-10"), Verdict::Fine);
    assert!(matches!(ask(Rest::COL.until, "2026-03-09"), Verdict::Refuse(_)));
    assert_eq!(ask(Rest::COL.from, "2026-03-12"), Verdict::Fine);
    assert!(matches!(ask(Rest::COL.from, "2026-03-13"), Verdict::Refuse(_)));
}

#[test]
fn phases_begin_one_after_the_other_and_a_project_has_months() {
    use Verdict::{Fine, Refuse};
    let mut project = project("");
    let day = |text: &str| Cell::Date(date(text));
    let set = |project: &mut Project, key: &str, cell: Cell| {
        let row = project.rows::<Charter>()[0].id;
        project.apply(Edit::set::<Charter>(row, key, cell)).unwrap();
    };
    set(&mut project, "start", day("2026-01-05"));
    let ask = |project: &Project, key: &str, cell: Cell| {
        let row = Charter::clone(&project.rows::<Charter>()[0]);
        book::check(project, &row, key, &cell, date("2026-01-10"))
    };
    for (months, fine) in [(0, false), (1, true), (6, true), (120, true), (121, false)] {
        assert_eq!(ask(&project, "months", Cell::Count(months)) == Fine, fine, "{months}");
    }
    assert!(matches!(ask(&project, "pilot_from", day("2026-01-05")), Refuse(_)), "the day of the start");
    assert_eq!(ask(&project, "pilot_from", day("2026-01-06")), Fine);
    set(&mut project, "roll_out_from", day("2026-05-01"));
    assert!(matches!(ask(&project, "pilot_from", day("2026-05-01")), Refuse(_)));
    assert_eq!(ask(&project, "pilot_from", day("2026-04-30")), Fine);
    assert!(matches!(ask(&project, "institutionalise_from", day("2026-05-01")), Refuse(_)));
    assert_eq!(ask(&project, "institutionalise_from", day("2026-05-02")), Fine);
}

#[test]
fn the_length_is_changed_in_one_place() {
    let mut project = project("");
    let row = project.rows::<Charter>()[0].id;
    project.apply(Edit::set::<Charter>(row, "start", Cell::Date(date("2026-01-05")))).unwrap();
    assert_eq!(calendar(&project).end(), Some(date("2027-01-05")));
    project.apply(Edit::set::<Charter>(row, "months", Cell::Count(6))).unwrap();
    assert_eq!(calendar(&project).end(), Some(date("2026-07-05")));
    assert_eq!(book::values(&TOOL, &project, date("2026-01-05"))["end"], "2026-07-05");
    let lines = book::conclude(&TOOL, &project, date("2026-01-05")).conclusion.clone();
    assert!(lines.last().unwrap().text.zh.ends_with("2026-05-05 至 2026-07-04"), "{lines:?}");
}

#[test]
fn a_roadmap_that_ends_behind_the_length_says_so() {
    let mut project = project("");
    let row = project.rows::<Charter>()[0].id;
    let mut set = |key: &str, cell: Cell| {
        project.apply(Edit::set::<Charter>(row, key, cell)).unwrap();
        let lines = book::conclude(&TOOL, &project, date("2026-11-03")).conclusion.clone();
        let last = lines.last().unwrap();
        (last.level, last.text.clone())
    };
    set("start", Cell::Date(date("2026-11-02")));
    assert_eq!(set("months", Cell::Count(8)).0, Level::Blank, "8 months are 8 months");
    assert_eq!(set("pilot_from", Cell::Date(date("2026-11-23"))).0, Level::Blank, "a day later");
    let (level, said) = set("pilot_from", Cell::Date(date("2026-12-20")));
    assert_eq!(level, Level::Watch);
    assert!(said.zh.starts_with("8 个月到 2027-07-01 为止，路线图排到 2027-"), "{}", said.zh);
    assert!(said.en.starts_with("8 months end on 2027-07-01, the roadmap on 2027-"), "{}", said.en);
}
