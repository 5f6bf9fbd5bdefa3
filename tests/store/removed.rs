//! Rows that were taken out: an earlier day still shows them, undo and forgetting take them back for good.

use crate::sample;
use changebook::project::{Edit, MOST, Project, merge};
use changebook::sheet;
use changebook::sheet::{Cell, Id, Row as _, SheetDef};
use changebook::store::format::{read, write};
use chrono::NaiveDate;
use ecow::EcoString;
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

sheet! {
    /// A stop of a tour.
    Stop in "stops" = "站点" / "Stops";
    name: EcoString = "名称" / "Name",
    count: Option<u32> = "数量" / "Count",
}

const REGISTRY: &[&SheetDef] = &[Stop::DEF];

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

fn remove(n: u64) -> Edit {
    Edit::Remove { sheet: Stop::SHEET, row: sample::id(n) }
}

fn append(n: u64) -> Edit {
    Edit::append(Stop { name: format!("S{n}").into(), ..Stop::with_id(sample::id(n)) })
}

fn count(n: u64, count: u32) -> Edit {
    Edit::set::<Stop>(sample::id(n), "count", Cell::Count(count))
}

/// Five stops, put in on the 2nd.
fn five() -> Project {
    let mut project = Project::empty(sample::PROJECT, REGISTRY);
    project.enter(Edit::Many((1..=5).map(append).collect()), day(2)).unwrap();
    project
}

fn names(project: &Project) -> String {
    project.rows::<Stop>().iter().map(|stop| stop.name.as_str()).collect::<Vec<_>>().join(" ")
}

fn text(project: &Project) -> String {
    String::from_utf8(write(project, 1).unwrap()).unwrap()
}

fn again(project: &Project) -> Project {
    read(text(project).as_bytes(), REGISTRY).unwrap().project
}

#[test]
fn an_earlier_day_shows_the_rows_where_they_stood() {
    let mut project = five();
    project.enter(count(2, 7), day(4)).unwrap();
    for (on, edit) in [
        (6, Edit::Many(vec![remove(2), remove(3)])),
        (9, remove(1)),
        (9, append(6)),
        (12, remove(6)),
        (12, append(7)),
        (12, remove(7)),
    ] {
        project.enter(edit, day(on)).unwrap();
    }
    for project in [project.clone(), again(&project)] {
        assert_eq!(text(&again(&project)), text(&project));
        for (on, known) in [
            (1, ""),
            (2, "S1 S2 S3 S4 S5"),
            (5, "S1 S2 S3 S4 S5"),
            (6, "S1 S4 S5"),
            (8, "S1 S4 S5"),
            (9, "S4 S5 S6"),
            (11, "S4 S5 S6"),
            (12, "S4 S5"),
        ] {
            assert_eq!(names(&project.as_of(day(on))), known, "on day {on}");
        }
        let second = |on| project.as_of(day(on)).find::<Stop>(sample::id(2)).unwrap().count;
        assert_eq!((second(3), second(5)), (None, Some(7)), "with what was corrected");
        for (a, b) in [(2, 5), (5, 8), (8, 11), (3, 12)] {
            assert_eq!(text(&project.as_of(day(b)).as_of(day(a))), text(&project.as_of(day(a))));
        }
        assert_eq!(text(&project.as_of(day(12))), text(&project));
    }
    // What was put in and taken out on one day was known on none.
    assert!(!text(&project).contains("S7"));
}

#[test]
fn undo_takes_the_trace_back_and_redo_leaves_it_again() {
    for rows in [1, 5, 40] {
        let mut project = five();
        project.enter(Edit::Many((6..=rows + 5).map(append).collect()), day(2)).unwrap();
        let before = text(&project);
        let edit = Edit::Many((1..=rows).map(remove).collect());
        let undo = project.enter(edit, day(6)).unwrap();
        let after = text(&project);
        assert_eq!(after.matches("\"removed\":\"2026-03-06\"").count(), rows as usize);
        let redo = project.apply(undo).unwrap();
        assert_eq!(text(&project), before);
        let undo = project.apply(redo).unwrap();
        assert_eq!(text(&project), after);
        project.apply(undo).unwrap();
        assert_eq!(text(&project), before);
    }
}

#[test]
fn the_list_is_bounded_and_undo_gives_back_what_fell_out_of_it() {
    let mut project = Project::empty(sample::PROJECT, REGISTRY);
    let rows = MOST as u64 + 40;
    project.enter(Edit::Many((1..=rows).map(append).collect()), day(2)).unwrap();
    project.enter(Edit::Many((1..=30).map(remove).collect()), day(4)).unwrap();
    let before = text(&project);
    let undo = project.enter(Edit::Many((31..=rows).map(remove).collect()), day(6)).unwrap();
    assert_eq!(project.removed.len(), MOST);
    assert!(project.removed.iter().all(|entry| entry.day == day(6)), "the latest stay");
    project.apply(undo).unwrap();
    assert_eq!(text(&project), before);
}

#[test]
fn both_windows_keep_what_either_removed() {
    let base = again(&five());
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    mine.enter(remove(1), day(6)).unwrap();
    mine.enter(remove(5), day(6)).unwrap();
    theirs.enter(remove(2), day(7)).unwrap();
    theirs.enter(remove(5), day(7)).unwrap();
    // Changed there: it stays, and was not removed.
    theirs.enter(count(1, 3), day(7)).unwrap();
    for merged in [merge(&base, &mine, &theirs), merge(&base, &theirs, &mine)] {
        assert_eq!(names(&merged), "S1 S3 S4");
        assert_eq!(names(&merged.as_of(day(5))), "S1 S2 S3 S4 S5");
        assert_eq!(names(&merged.as_of(day(6))), "S1 S2 S3 S4 S5", "one of both said the 7th");
        let told: BTreeSet<(NaiveDate, Id)> =
            merged.removed.iter().map(|entry| (entry.day, entry.row)).collect();
        let both = [(day(6), sample::id(5)), (day(7), sample::id(2)), (day(7), sample::id(5))];
        assert_eq!(told, both.into());
    }
    assert_eq!(text(&merge(&base, &mine, &mine)), text(&mine));
    assert_eq!(text(&merge(&base, &mine, &base)), text(&mine));
    assert_eq!(text(&merge(&base, &base, &mine)), text(&mine));
}

#[test]
fn a_row_put_in_anew_is_known_from_then_on() {
    let mut project = five();
    project.enter(count(3, 8), day(3)).unwrap();
    project.enter(remove(3), day(6)).unwrap();
    project.enter(append(3), day(9)).unwrap();
    let third = |on: u32| project.as_of(day(on)).find::<Stop>(sample::id(3)).map(|stop| stop.count);
    assert_eq!((third(5), third(6), third(8), third(9)), (Some(Some(8)), None, None, Some(None)));
}

#[test]
fn what_is_no_entry_stays_as_it_came_and_older_programs_keep_the_list() {
    let mut project = five();
    project.enter(remove(3), day(6)).unwrap();
    let whole = text(&project);
    let odd = r#"{"sheet":"stops","removed":"soon","row":{"id":"3"},"of_later":1}"#;
    let with_odd = whole.replace("\"removed\":[\n", &format!("\"removed\":[\n{odd},\n"));
    let mut opened = read(with_odd.as_bytes(), REGISTRY).unwrap();
    assert_eq!(opened.read_only, None);
    assert_eq!(names(&opened.project.as_of(day(5))), "S1 S2 S3 S4 S5");
    opened.project.enter(remove(4), day(7)).unwrap();
    let written = text(&opened.project);
    assert!(written.contains(odd), "{written}");
    assert_eq!(text(&again(&opened.project)), written);
    // An older program knows the list as little as this one knows that of another name.
    let older = whole.replace("\"removed\":[\n", "\"gone\":[\n");
    assert_eq!(text(&read(older.as_bytes(), REGISTRY).unwrap().project), older);
    // Laid out anew by another program.
    let value: serde_json::Value = serde_json::from_str(&whole).unwrap();
    let pretty = serde_json::to_string_pretty(&value).unwrap();
    assert_eq!(text(&read(pretty.as_bytes(), REGISTRY).unwrap().project).len(), whole.len());
    let broken = whole.replace("\"removed\":\"2026", "\"removed\":2026");
    assert!(read(broken.as_bytes(), REGISTRY).is_err(), "no JSON");
    // Without a removal nothing is added to the file.
    assert!(!text(&five()).contains("removed"));
}

/// What the rows hold, without what is noted of when.
fn known(project: &Project) -> Vec<(Id, String, Option<u32>)> {
    project.rows::<Stop>().iter().map(|stop| (stop.id, stop.name.to_string(), stop.count)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Every day is seen from any later day as it was at its end, whatever was put in, corrected, removed, undone or
    /// saved since.
    #[test]
    fn each_day_stays_as_it_was(steps in vec((0_u8..8, 1_u64..9, any::<u8>(), 0_u32..3), 0..60)) {
        let mut project = five();
        let mut on = 2;
        let mut undo = Vec::new();
        let mut days = BTreeMap::from([(2, known(&project))]);
        for (kind, n, value, later) in steps {
            if later > 0 {
                days.insert(on, known(&project));
                on = (on + later).min(31);
                undo.clear();
            }
            let done = match kind {
                0 | 1 => project.enter(append(n), day(on)),
                2 => project.enter(remove(n), day(on)),
                3 => project.enter(Edit::Many(vec![count(n, 1), remove(n)]), day(on)),
                4 => project.enter(count(n, u32::from(value % 4)), day(on)),
                5 => project.enter(Edit::set::<Stop>(sample::id(n), "name", Cell::Text(format!("N{}", value % 4).into())), day(on)),
                6 => match undo.pop() {
                    Some(edit) => project.apply(edit),
                    None => continue,
                },
                _ => {
                    project = again(&project);
                    continue;
                }
            };
            if kind != 6 {
                undo.extend(done.ok());
            }
        }
        days.insert(on, known(&project));
        prop_assert_eq!(text(&project.as_of(day(on))), text(&project));
        let (first, last) = (2, on);
        let at_end = |on: u32| days.range(..=on).next_back().map(|(_, rows)| rows.clone()).unwrap();
        for on in first..=last {
            let then = project.as_of(day(on));
            prop_assert_eq!(known(&then), at_end(on), "on day {}\n{}", on, text(&project));
            prop_assert_eq!(text(&then.as_of(day(first))), text(&project.as_of(day(first))));
        }
    }
}
