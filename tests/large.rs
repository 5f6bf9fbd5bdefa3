//! The generator of large projects: the same numbers give the same project, and no numbers break it.

#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a test that meets an error fails")]

#[path = "../examples/large/generator.rs"]
mod generator;

use changebook::assess::Assessed;
use changebook::project::Project;
use changebook::registry::sheets;
use changebook::sheet::{AnyRow, AnySheet, Id};
use changebook::store::{OpenError, Store};
use chrono::NaiveDate;
use generator::large;
use std::collections::HashSet;

fn today() -> NaiveDate {
    "2027-11-20".parse().unwrap()
}

fn rows(project: &Project) -> impl Iterator<Item = &dyn AnyRow> {
    project.sheets().flat_map(|sheet| (0..sheet.len()).filter_map(|at| sheet.row(at)))
}

#[test]
fn a_large_project_is_always_the_same() {
    let json = |project: &Project| rows(project).map(AnyRow::json).collect::<Vec<_>>();
    let (one, other) = (large(50, 3, 2, today()), large(50, 3, 2, today()));
    assert!(json(&one) == json(&other));
    assert!(json(&one) != json(&large(50, 3, 3, today())));
    let ids: HashSet<Id> = rows(&one).map(AnyRow::id).collect();
    assert_eq!(ids.len(), rows(&one).count(), "ids are unique");
    for sheet in one.sheets() {
        assert!(!sheet.is_empty(), "{} is empty", sheet.def().key);
        let texts: Vec<String> = (0..sheet.len()).filter_map(|at| sheet.row(at)).map(AnyRow::json).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let read = sheet.def().read(&texts).unwrap();
        let again: Vec<String> = (0..read.len()).filter_map(|at| read.row(at)).map(AnyRow::json).collect();
        assert_eq!(texts, again, "{} comes back from its JSON", sheet.def().key);
    }
    let len = |key: &str| one.sheet(key).map(AnySheet::len);
    assert!(len("people").is_none_or(|n| n == 50));
    assert!(len("adkar_history").is_none_or(|n| n == 100));
    assert!(len("readiness").is_none_or(|n| n == 9));
    assert!(len("readings").is_none_or(|n| (700..832).contains(&n)), "weeks lack here and there");
}

#[test]
fn no_size_panics() {
    for (people, rounds, years) in [(0, 0, 0), (1, 0, 0), (0, 1, 1), (7, 2, 0)] {
        for today in [NaiveDate::MIN, today(), NaiveDate::MAX] {
            let project = large(people, rounds, years, today);
            let _tools = Assessed::of(&project, today, None).tools().len();
        }
    }
}

#[test]
fn a_large_project_is_written_and_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.json");
    let project = large(30, 2, 1, today());
    Store::create(&file, &sheets(), &project).unwrap();
    let (_, read) = Store::open(&file, &sheets()).unwrap();
    assert_eq!(read.sheet("people").map(AnySheet::len), Some(30));
    let before = std::fs::read(&file).unwrap();
    assert!(matches!(Store::create(&file, &sheets(), &project), Err(OpenError::Exists)));
    assert_eq!(std::fs::read(&file).unwrap(), before, "never over another");
}

#[test]
fn rows_keep_their_order_where_several_threads_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.json");
    let project = large(3_000, 2, 1, today());
    Store::create(&file, &sheets(), &project).unwrap();
    assert!(std::fs::metadata(&file).unwrap().len() > 1 << 20, "large enough to be read in parts");
    let json = |project: &Project| rows(project).map(AnyRow::json).collect::<Vec<_>>();
    let (_, read) = Store::open(&file, &sheets()).unwrap();
    assert!(json(&read) == json(&project));
    // A comma too few in the middle of a part is damage, not another list.
    let text = std::fs::read_to_string(&file).unwrap();
    let at = text.match_indices("},\n{").nth(1_500).unwrap().0;
    std::fs::write(&file, format!("{}{}", &text[..=at], &text[at + 2..])).unwrap();
    assert!(matches!(Store::open(&file, &sheets()), Err(OpenError::Damaged { .. })));
}
