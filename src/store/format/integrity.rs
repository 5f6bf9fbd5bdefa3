//! Checks what the format alone cannot: that links lead to rows and that ids are unique.

use crate::project::Project;
use crate::sheet::{AnyRow, AnySheet, Cell, Id, Kind, SheetDef};
use foldhash::HashSetExt as _;
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A cell whose link leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dangling {
    /// The sheet of the cell.
    pub sheet: &'static SheetDef,
    /// The row of the cell.
    pub row: Id,
    /// The column of the cell.
    pub column: usize,
    /// The row that is not there.
    pub to: Id,
}

/// Lists all links that lead nowhere: that is allowed, and worth a word.
pub fn dangling(project: &Project) -> Vec<Dangling> {
    let mut found = Vec::new();
    for sheet in project.sheets() {
        let def = sheet.def();
        for (column, target) in def.columns.iter().enumerate().filter_map(|(at, c)| match c.kind {
            Kind::Link(target) => Some((at, target)),
            _ => None,
        }) {
            let there: HashSet<Id> = project.sheet(target).map(ids).into_iter().flatten().collect();
            for row in (0..sheet.len()).filter_map(|at| sheet.row(at)) {
                if let Cell::Link(to) = row.get(column)
                    && !there.contains(&to)
                {
                    found.push(Dangling { sheet: def, row: row.id(), column, to });
                }
            }
        }
    }
    found
}

fn ids(sheet: &dyn AnySheet) -> impl Iterator<Item = Id> {
    (0..sheet.len()).filter_map(|at| sheet.row(at)).map(AnyRow::id)
}

/// Finds the first row that has the id of one above it: its sheet and its place, from 0.
pub fn duplicate_id(project: &Project) -> Option<(&'static SheetDef, usize)> {
    project.sheets().find_map(|sheet| {
        let at = duplicate_in(&ids(&**sheet).collect::<Vec<Id>>())?;
        Some((sheet.def(), at))
    })
}

/// Returns the place of the first id that is the same as one before it.
fn duplicate_in(ids: &[Id]) -> Option<usize> {
    // Its room is made at once: for thousands of rows that is quicker than to sort them.
    let mut seen = foldhash::HashSet::with_capacity(ids.len());
    ids.iter().position(|id| !seen.insert(*id))
}

/// Returns the project with every row of a duplicate id removed, if it equals the first one, or given an id of its
/// own; links keep meaning the first.
pub fn separate_duplicates(project: &Project, mut fresh: impl FnMut() -> Id) -> Project {
    let mut repaired = project.clone();
    for sheet in project.sheets() {
        let (def, mut seen, mut changed) = (sheet.def(), HashMap::new(), false);
        let mut rows = Vec::with_capacity(sheet.len());
        for row in (0..sheet.len()).filter_map(|at| sheet.share(at)) {
            match seen.get(&row.id()) {
                None => {
                    seen.insert(row.id(), Arc::clone(&row));
                    rows.push(row);
                }
                Some(first) => {
                    changed = true;
                    if !def.equal(&**first, &*row) {
                        rows.extend(renamed(def, &row.json(), fresh()));
                    }
                }
            }
        }
        if changed && let Some(sheet) = def.gather(rows) {
            repaired.put_sheet(sheet);
        }
    }
    repaired
}

fn renamed(def: &'static SheetDef, json: &str, id: Id) -> Option<Arc<dyn AnyRow>> {
    let mut object: Map<String, Value> = serde_json::from_str(json).ok()?;
    object.insert("id".to_owned(), Value::from(id.to_string()));
    def.read(&[&Value::Object(object).to_string()]).ok()?.share(0)
}
