//! What is kept equals what is computed anew: after an edit only the tools that read the changed sheet conclude
//! again, and all of them together must say what a program says that has just been started.
#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]

#[path = "common/desk.rs"]
mod desk;

use changebook::assess::Assessed;
use changebook::demo;
use changebook::project::{Edit, Project};
use changebook::registry;
use changebook::registry::TOOLS;
use changebook::sheet::{AnyRow, Cell, Id, Kind, Score};
use changebook::text::Lang;
use chrono::{Days, NaiveDate};
use desk::{new_project, today};
use std::collections::BTreeMap;

/// The id of a row that is added.
const NEW: Id = Id::new(987_654);

/// The values that a cell of a kind is given: none, the ends of the scale, one amid it, days on both sides of today.
fn values(kind: Kind, today: NaiveDate, project: &Project) -> Vec<Cell> {
    let mut all = vec![Cell::Empty];
    match kind {
        Kind::Text | Kind::Prose => all.push(Cell::Text("An IT problem 5".into())),
        Kind::Score => all.extend([1, 3, 5].map(|n| Cell::Score(Score::new(n).unwrap()))),
        Kind::Number => all.extend([0.0, 1.0, 95.0].map(Cell::Number)),
        Kind::Count => all.extend([0, 1, 5].map(Cell::Count)),
        Kind::Date | Kind::Tick => all.extend(
            [today, today - Days::new(100), today - Days::new(10), today + Days::new(50)].map(Cell::Date),
        ),
        Kind::Check => all.push(Cell::Check(true)),
        Kind::Choice(options) => all.extend(options.iter().map(Cell::Choice)),
        Kind::OpenChoice(options) => {
            all.extend(options.iter().map(Cell::Choice).chain([Cell::Text("站长".into())]));
        }
        Kind::Link(sheet) => {
            let rows =
                project.sheet(sheet).into_iter().flat_map(|s| (0..s.len().min(3)).filter_map(|n| s.row(n)));
            all.extend(rows.map(AnyRow::id).map(Cell::Link));
        }
    }
    all
}

/// Every sheet, every column of it, every value, each in so many rows, spread over the sheet, and one in all rows at
/// once, which more conclusions depend on; rows removed, and rows added, blank and filled.
fn edits(project: &Project, today: NaiveDate, rows: usize) -> Vec<(String, Edit)> {
    let mut edits = Vec::new();
    for def in registry::sheets() {
        let sheet = project.sheet(def.key).unwrap();
        let row = |at: usize| sheet.row(at % sheet.len().max(1)).map(AnyRow::id);
        let step = (sheet.len() / rows).max(1);
        let values: Vec<Vec<Cell>> = def.columns.iter().map(|c| values(c.kind, today, project)).collect();
        // Neighbouring values go into neighbouring rows, so that few edits see many rows.
        let mut turn = 0;
        for (column, values) in values.iter().enumerate() {
            let set = |row, cell: &Cell| Edit::Set { sheet: def.key, row, column, cell: cell.clone() };
            let what = |cell: &Cell| format!("{}.{} = {cell:?}", def.key, def.columns[column].key);
            for cell in values {
                edits.extend(
                    (0..rows).filter_map(|n| row(turn + n * step)).map(|row| (what(cell), set(row, cell))),
                );
                turn += 1;
            }
            let cell = &values[column % values.len()];
            let all = (0..sheet.len()).filter_map(row).map(|row| set(row, cell)).collect();
            edits.push((format!("{} in all rows", what(cell)), Edit::Many(all)));
        }
        for row in (0..rows).filter_map(|n| row(n * step)) {
            edits.push((format!("{}: a row removed", def.key), Edit::Remove { sheet: def.key, row }));
        }
        edits.push((
            format!("{}: a row added", def.key),
            Edit::Insert { at: usize::MAX, row: def.new_row(NEW) },
        ));
        for kind in 0..4 {
            let mut edit = vec![Edit::Insert { at: usize::MAX, row: def.new_row(NEW) }];
            for (column, values) in values.iter().enumerate() {
                let cell = values[(1 + kind + column) % values.len()].clone();
                edit.push(Edit::Set { sheet: def.key, row: NEW, column, cell });
            }
            edits.push((format!("{}: a row of kind {kind} added", def.key), Edit::Many(edit)));
        }
    }
    edits
}

/// The tools of which something kept differs from what is computed anew.
fn stale(before: &Assessed, project: &Project, today: NaiveDate) -> Vec<&'static str> {
    let (kept, anew) = (Assessed::of(project, today, Some(before)), Assessed::of(project, today, None));
    let differs = |n: usize| {
        let (tool, a, b) = (TOOLS[n], &kept.tools()[n], &anew.tools()[n]);
        (&a.headline, a.level, &a.conclusion, &a.findings)
            != (&b.headline, b.level, &b.conclusion, &b.findings)
            || kept.values(tool) != anew.values(tool)
    };
    (0..TOOLS.len()).filter(|n| differs(*n)).map(|n| TOOLS[n].key).collect()
}

/// How many rows take each value; `KEPT_ROWS=5` looks at more.
fn rows() -> usize {
    std::env::var("KEPT_ROWS").ok().and_then(|n| n.parse().ok()).unwrap_or(1)
}

/// Edits a project as it is seen on a day.
fn all_tools_see_what_they_read(project: &Project, today: NaiveDate) {
    let before = Assessed::of(project, today, None);
    // What was never concluded could not be kept.
    assert_eq!(before.tools().len(), TOOLS.len());
    let mut wrong: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut refused = Vec::new();
    for (what, edit) in edits(project, today, rows()) {
        let mut edited = project.clone();
        if edited.apply(edit).is_err() {
            refused.push(what);
            continue;
        }
        for tool in stale(&before, &edited, today) {
            wrong.entry(tool).or_default().push(what.clone());
        }
    }
    assert!(refused.is_empty(), "edits that could not be tried: {refused:?}");
    let wrong: Vec<String> = wrong
        .iter()
        .map(|(tool, edits)| format!("{tool}, {} times, such as {}", edits.len(), edits[0]))
        .collect();
    assert!(wrong.is_empty(), "these tools do not see change what they read:\n{}", wrong.join("\n"));
}

#[test]
fn what_is_kept_equals_what_is_computed_anew() {
    all_tools_see_what_they_read(&demo::project(Lang::En, today()), today());
}

#[test]
fn what_is_kept_equals_what_is_computed_anew_two_months_on() {
    all_tools_see_what_they_read(&demo::project(Lang::En, today()), today() + Days::new(60));
}

#[test]
fn what_is_kept_equals_what_is_computed_anew_in_a_new_project() {
    all_tools_see_what_they_read(&new_project("New"), today() + Days::new(20));
}
