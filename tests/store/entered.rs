//! When things were entered: a late correction does not change what was known before it.

use crate::sample;
use changebook::project::{Edit, Project, merge};
use changebook::registry;
use changebook::sheet;
use changebook::sheet::{AnyRow as _, Cell, Prose, Row as _, Score, SheetDef, Tick};
use changebook::store::format::{read, write};
use changebook::tools::adkar::Person;
use changebook::tools::kpi::Reading;
use chrono::NaiveDate;
use ecow::EcoString;
use std::fs;
use std::path::Path;

sheet! {
    /// A visit to a centre, known from its own date where nothing else is told.
    Visit in "visits" = "巡视" / "Visits", dated date;
    date: Option<NaiveDate> = "日期" / "Date",
    score: Option<Score> = "评分" / "Score",
    value: Option<f64> = "数值" / "Value",
    done: Tick = "完成" / "Done",
    said: Prose = "原话" / "Said",
    by: EcoString = "谁" / "By",
}

const REGISTRY: &[&SheetDef] = &[Visit::DEF];

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

fn empty() -> Project {
    Project::empty(sample::PROJECT, REGISTRY)
}

fn visit(n: u64) -> Visit {
    Visit { id: sample::id(n), ..Visit::default() }
}

fn put(n: u64, key: &str, cell: impl Into<Option<Cell>>) -> Edit {
    Edit::set::<Visit>(sample::id(n), key, cell.into().unwrap_or_default())
}

fn score(n: u8) -> Cell {
    Cell::Score(Score::new(n).unwrap())
}

fn line(project: &Project) -> String {
    project.rows::<Visit>().iter().map(|row| row.json()).collect::<Vec<_>>().join("\n")
}

fn text(project: &Project) -> String {
    String::from_utf8(write(project, 1).unwrap()).unwrap()
}

/// A visit of the 2nd, entered on the 4th, its score corrected on the 9th and again on the 12th.
fn corrected() -> Project {
    let mut project = empty();
    let new = Visit { date: Some(day(2)), score: Score::new(4), value: Some(82.5), ..visit(1) };
    for (on, edit) in [
        (4, Edit::append(new)),
        (4, put(1, "score", score(5))),
        (9, put(1, "score", score(2))),
        (9, put(1, "said", Cell::Text("they wait".into()))),
        (12, put(1, "score", None)),
        (12, put(1, "value", Cell::Number(0.1))),
    ] {
        project.enter(edit, day(on)).unwrap();
    }
    project
}

#[test]
fn a_late_correction_does_not_change_what_was_known_before_it() {
    let project = corrected();
    let known = |on| {
        project.as_of(day(on)).rows::<Visit>().first().map(|row| (row.score, row.value, row.said.0.clone()))
    };
    assert_eq!(known(3), None, "it had happened, and nobody had entered it");
    for (on, five, value, said) in
        [(4, 5, 82.5, ""), (8, 5, 82.5, ""), (9, 2, 82.5, "they wait"), (11, 2, 82.5, "they wait")]
    {
        assert_eq!(known(on), Some((Score::new(five), Some(value), said.into())), "on day {on}");
    }
    assert_eq!(known(12), Some((None, Some(0.1), "they wait".into())));
    // What was known on a day does not depend on the day from which one looks back.
    for (a, b) in [(4, 8), (8, 12), (9, 20)] {
        assert_eq!(text(&project.as_of(day(b)).as_of(day(a))), text(&project.as_of(day(a))));
    }
    assert_eq!(text(&project.as_of(day(12))), text(&project));
}

#[test]
fn a_row_says_only_what_is_needed() {
    let mut project = corrected();
    let written = line(&project);
    assert!(
        written.ends_with(
            r#""said":"they wait","entered":"2026-03-04","was":{"2026-03-09":{"said":null,"score":5},"2026-03-12":{"score":2,"value":82.5}}}"#
        ),
        "{written}"
    );
    // Back to what it held yesterday, or the same again: no mark.
    for edit in
        [put(1, "score", score(2)), put(1, "value", Cell::Number(82.5)), put(1, "date", Cell::Date(day(2)))]
    {
        project.enter(edit, day(12)).unwrap();
    }
    for said in ["no", "yes", ""] {
        project.enter(put(1, "said", Cell::Text(said.into())), day(20)).unwrap();
    }
    assert!(
        line(&project)
            .ends_with(r#""was":{"2026-03-09":{"said":null,"score":5},"2026-03-20":{"said":"they wait"}}}"#),
        "{}",
        line(&project)
    );
    // A clock that was set back adds nothing to what a later day has noted.
    project.enter(put(1, "score", score(1)), day(8)).unwrap();
    assert!(
        line(&project)
            .ends_with(r#""was":{"2026-03-09":{"said":null,"score":5},"2026-03-20":{"said":"they wait"}}}"#),
        "{}",
        line(&project)
    );
}

#[test]
fn the_words_of_an_earlier_day_are_kept_within_bounds() {
    let mut project = corrected();
    let said = |project: &Project, on| project.as_of(day(on)).rows::<Visit>()[0].said.0.to_string();
    let words = |n: u32| Cell::Text(format!("as of {n}").into());
    (13..=25).for_each(|n| drop(project.enter(put(1, "said", words(n)), day(n)).unwrap()));
    assert_eq!(
        (said(&project, 16), said(&project, 20), said(&project, 25)),
        ("as of 16".into(), "as of 20".into(), "as of 25".into())
    );
    assert_eq!(said(&project, 10), "as of 15", "the latest ten");
    // Of a long text the next one is known, and no other.
    let long = Cell::Text("long ".repeat(500).into());
    project.enter(put(1, "said", long), day(26)).unwrap();
    project.enter(put(1, "said", words(27)), day(27)).unwrap();
    assert_eq!((said(&project, 25), said(&project, 26)), ("as of 25".into(), "as of 27".into()));
    assert!(line(&project).len() < 1_000, "{}", line(&project));
}

#[test]
fn undo_takes_the_days_back_too_whether_few_edits_or_many() {
    for rows in [1, 40] {
        let mut project = empty();
        let new = |n| Edit::append(Visit { score: Score::new(3), ..visit(n) });
        project.enter(Edit::Many((1..=rows).map(new).collect()), day(4)).unwrap();
        let mut states = vec![text(&project)];
        let mut steps = Vec::new();
        let blank = visit(0);
        let each = |edit: &dyn Fn(u64) -> Edit| Edit::Many((1..=rows).map(edit).collect());
        for (on, edit) in [
            (9, each(&|n| put(n, "score", score(1)))),
            (9, each(&|n| put(n, "value", Cell::Number(7.0)))),
            (11, each(&|n| put(n, "done", Cell::Date(day(10))))),
            (
                12,
                each(&|n| Edit::Cells {
                    row: sample::id(n),
                    from: std::sync::Arc::new(blank.clone()),
                    columns: 0b111,
                }),
            ),
            (12, each(&|n| Edit::Remove { sheet: "visits", row: sample::id(n) })),
            (13, each(&|n| new(100 + n))),
        ] {
            steps.push(project.enter(edit, day(on)).unwrap());
            states.push(text(&project));
        }
        assert_eq!(
            states[4].matches(r#""2026-03-12":{"score":1,"value":7.0}"#).count(),
            rows as usize,
            "{}",
            states[4]
        );
        let mut redo = Vec::new();
        while let Some(step) = steps.pop() {
            redo.push(project.apply(step).unwrap());
            assert_eq!(text(&project), states[steps.len()], "undone to {}", steps.len());
        }
        while let Some(step) = redo.pop() {
            project.apply(step).unwrap();
        }
        assert_eq!(text(&project), states[6]);
    }
}

#[test]
fn two_windows_keep_the_days_of_both_without_a_conflict() {
    let base = corrected();
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    mine.enter(put(1, "value", Cell::Number(3.0)), day(20)).unwrap();
    mine.enter(put(1, "by", Cell::Text("A1".into())), day(21)).unwrap();
    theirs.enter(put(1, "done", Cell::Date(day(19))), day(20)).unwrap();
    theirs.enter(put(1, "score", score(3)), day(21)).unwrap();
    for merged in [merge(&base, &mine, &theirs), merge(&base, &theirs, &mine)] {
        assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
        let row = &merged.rows::<Visit>()[0];
        assert_eq!((row.value, row.done.0, &*row.by), (Some(3.0), Some(day(19)), "A1"));
        assert_eq!(text(&merged.as_of(day(19))), text(&base));
        assert_eq!(merged.as_of(day(20)).rows::<Visit>()[0].score, None);
    }
    // The same cell: a conflict of values, and none of days.
    theirs.enter(put(1, "value", Cell::Number(4.0)), day(20)).unwrap();
    let merged = merge(&base, &mine, &theirs);
    assert_eq!(merged.conflicts.iter().map(|c| &*c.field).collect::<Vec<_>>(), ["value"]);
    assert_eq!(
        text(&merged.as_of(day(19))).split(",\n\"conflicts\"").next().unwrap(),
        text(&base).trim_end_matches("}\n")
    );
}

#[test]
fn the_file_keeps_it_bit_by_bit_also_where_it_makes_no_sense() {
    let project = corrected();
    let whole = text(&project);
    let opened = read(whole.as_bytes(), REGISTRY).unwrap();
    assert_eq!((text(&opened.project), opened.older), (whole.clone(), false));
    assert!(whole.starts_with(r#"{"format":"changebook","version":1,"min_writer":1,"#));
    // Laid out otherwise, it is the same.
    let other = whole.replace("\"entered\":\"2026-03-04\"", " \"entered\" : \"2026-03-04\" ");
    assert_eq!(text(&read(other.as_bytes(), REGISTRY).unwrap().project), whole);
    let was = whole.split_once("\"was\":").and_then(|(_, was)| was.split_once("}\n]")).unwrap().0;
    let was = format!("\"was\":{was}");
    for bad in [
        r#""entered":"yesterday""#,
        r#""entered":5"#,
        r#""was":7"#,
        r#""was":{}"#,
        r#""was":{"2026-03-09":{}}"#,
        r#""was":{"soon":{"score":1}}"#,
        r#""was":{"2026-03-09":{"score":"many"}}"#,
        r#""was":{"2026-03-09":{"colour":1}}"#,
    ] {
        let good = if bad.starts_with("\"was") { &*was } else { "\"entered\":\"2026-03-04\"" };
        let row = whole.replace(good, bad);
        let opened = read(row.as_bytes(), REGISTRY).unwrap_or_else(|e| panic!("{bad}: {e:?}\n{row}"));
        assert!(text(&opened.project).contains(bad), "{bad}: {}", text(&opened.project));
        // Nothing that stands there can stop a look back, or the next edit.
        let mut project = opened.project;
        assert!(project.as_of(day(8)).rows::<Visit>().len() <= 1);
        project.enter(put(1, "value", Cell::Number(5.0)), day(22)).unwrap();
        read(text(&project).as_bytes(), REGISTRY)
            .unwrap_or_else(|e| panic!("{bad}: {e:?}\n{}", text(&project)));
    }
    let twice =
        whole.replace("\"entered\":\"2026-03-04\"", "\"entered\":\"2026-03-04\",\"entered\":\"2026-03-04\"");
    assert!(read(twice.as_bytes(), REGISTRY).is_err());
}

#[test]
fn a_file_that_does_not_tell_goes_by_the_dates_of_its_rows() {
    let mut project = empty();
    let told = |n, date: Option<u32>, done: Option<u32>| {
        Edit::append(Visit {
            date: date.map(day),
            score: Score::new(3),
            done: Tick(done.map(day)),
            ..visit(n)
        })
    };
    for edit in [told(1, Some(5), Some(8)), told(2, None, Some(9)), told(3, Some(20), None)] {
        project.apply(edit).unwrap();
    }
    let known = |on| {
        let then = project.as_of(day(on));
        then.rows::<Visit>().iter().map(|row| (row.id, row.done.0.is_some())).collect::<Vec<_>>()
    };
    let id = sample::id;
    assert_eq!(known(4), [(id(2), false)]);
    assert_eq!(known(8), [(id(1), true), (id(2), false)]);
    assert_eq!(known(20), [(id(1), true), (id(2), true), (id(3), false)]);
}

#[test]
fn files_of_every_release_look_back_and_change_only_where_somebody_edits() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/released");
    for entry in fs::read_dir(folder).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        let opened = read(&bytes, &registry::sheets()).unwrap();
        let mut project = opened.project;
        assert!(!text(&project).contains("\"entered\""));
        let (reading, card) = (project.rows::<Reading>()[0].clone(), project.rows::<Person>()[0].clone());
        let before = reading.date.unwrap().pred_opt().unwrap();
        let then = project.as_of(before);
        assert!(then.rows::<Reading>().iter().all(|row| row.id != reading.id));
        let same: Vec<_> = then.rows::<Person>().iter().filter(|row| row.id == card.id).collect();
        assert_eq!(
            (same.len(), same[0].awareness, same[0].scored),
            (1, None, None),
            "known, and not scored yet"
        );
        // One correction marks one row.
        let on = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
        project.enter(Edit::set::<Reading>(reading.id, "value", Cell::Number(70.0)), on).unwrap();
        let after = text(&project);
        assert_eq!(after.matches("\"was\":{\"2026-06-01\":{\"value\":82.0}}").count(), 1);
        assert_eq!((after.matches("\"was\"").count(), after.matches("\"entered\"").count()), (1, 0));
        assert_eq!(
            project.as_of(on.pred_opt().unwrap()).find::<Reading>(reading.id).unwrap().value,
            reading.value
        );
    }
}
