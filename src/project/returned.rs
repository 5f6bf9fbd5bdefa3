//! Rows that one side of a merge has removed and that are there all the same.

use super::Project;
use crate::sheet::{AnyRow, AnySheet, Id};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A row that one side has removed and a merge has kept: an edit beats a deletion.
#[derive(Clone, Debug)]
pub struct Returned {
    /// The row.
    pub row: Arc<dyn AnyRow>,
    /// Whether it was removed in `theirs`, and not in `mine`.
    pub in_theirs: bool,
    /// Whether the other side is known to have changed it.
    pub changed: bool,
}

/// Finds them in what `mine` and `theirs` have made of `base`. Where the base lacks a row, a side that remembers to have
/// removed it counts.
pub fn returned(base: &Project, mine: &Project, theirs: &Project, merged: &Project) -> Vec<Returned> {
    let mut found = Vec::new();
    for sheet in merged.sheets() {
        let key = sheet.def().key;
        if mine.shares(theirs, key) {
            continue;
        }
        let [base, own, other] = [base, mine, theirs].map(|side| by_id(side.sheet(key)));
        let [removed_own, removed_other] = [mine, theirs].map(|side| removed(side, key));
        for row in (0..sheet.len()).filter_map(|at| sheet.share(at)) {
            let id = row.id();
            let in_theirs = match (own.contains_key(&id), other.contains_key(&id)) {
                (true, false) => true,
                (false, true) => false,
                _ => continue,
            };
            let was = base.get(&id);
            let remembered = if in_theirs { &removed_other } else { &removed_own };
            if was.is_some() || remembered.contains(&id) {
                found.push(Returned { in_theirs, changed: was.is_some(), row });
            }
        }
    }
    found
}

fn by_id(sheet: Option<&dyn AnySheet>) -> HashMap<Id, usize> {
    let rows = (0..sheet.map_or(0, AnySheet::len)).filter_map(|at| Some((sheet?.row(at)?.id(), at)));
    rows.collect()
}

fn removed(project: &Project, key: &str) -> HashSet<Id> {
    project.removed.iter().filter(|entry| entry.sheet == key).map(|entry| entry.row).collect()
}
