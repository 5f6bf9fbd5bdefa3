//! What other windows have changed since something was prepared here, so that neither overwrites the other in
//! silence: an edit that was begun before counts, and the other value waits among the conflicts.

use super::OpenProject;
use crate::project::{Conflict, Edit, Project, conflict_of, title_phrase};
use crate::sheet::{AnyRow, AnySheet, Cell, Id};
use crate::text::Phrase;
use std::collections::{HashMap, HashSet};

/// The cells that other windows have changed, each with the change's number and what stood there before.
#[derive(Default)]
pub(super) struct RemoteCells {
    cells: HashMap<(&'static str, Id, usize), (u64, Cell)>,
    /// The number of the last change.
    last: u64,
}

/// What an edit would do to changes of other windows that came after it was prepared.
#[derive(Default)]
pub(super) struct Overwritten {
    /// The values that it puts something else in place of.
    pub conflicts: Vec<Conflict>,
    /// The rows that it takes out.
    pub rows: Vec<Phrase>,
}

impl RemoteCells {
    /// Notes which cells differ after a change of this number.
    pub fn note(&mut self, before: &Project, after: &Project, number: u64) {
        for sheet in after.sheets() {
            let def = sheet.def();
            let Some(old) = before.sheet(def.key).filter(|_| !before.shares(after, def.key)) else {
                continue;
            };
            let places = places(old);
            for row in rows(&**sheet) {
                let Some(old) = places.get(&row.id()).and_then(|at| old.row(*at)) else { continue };
                if std::ptr::addr_eq(old, row) {
                    continue;
                }
                for column in 0..def.columns.len() {
                    let was = old.get(column);
                    if was != row.get(column) {
                        self.cells.insert((def.key, row.id(), column), (number, was));
                        self.last = number;
                    }
                }
            }
        }
    }

    /// What an edit prepared when only changes up to `since` were known would overwrite in the project.
    pub fn overwritten(&self, project: &Project, edit: &Edit, since: u64) -> Overwritten {
        let mut found = Overwritten::default();
        if self.last > since {
            self.collect(project, edit, since, &mut found);
        }
        found
    }

    fn collect(&self, project: &Project, edit: &Edit, since: u64, found: &mut Overwritten) {
        let mut cell = |sheet: &dyn AnySheet, row: Id, column: usize, mine: &Cell| {
            let Some((number, base)) = self.cells.get(&(sheet.def().key, row, column)) else { return };
            let Some(row) = sheet.position(row).and_then(|at| sheet.row(at)) else { return };
            if *number > since && row.get(column) != *mine {
                found.conflicts.extend(conflict_of(row, column, base, mine));
            }
        };
        match edit {
            Edit::Set { sheet, row, column, cell: mine } => {
                if let Some(sheet) = project.sheet(sheet) {
                    cell(sheet, *row, *column, mine);
                }
            }
            Edit::Cells { row, from, columns } => {
                let Some(sheet) = project.sheet(from.def().key) else { return };
                for column in (0..from.def().columns.len()).filter(|c| columns >> c & 1 == 1) {
                    cell(sheet, *row, column, &from.get(column));
                }
            }
            Edit::Remove { sheet, row } => {
                let Some(sheet) = project.sheet(sheet) else { return };
                let columns = 0..sheet.def().columns.len();
                let newer = |column: usize| {
                    self.cells
                        .get(&(sheet.def().key, *row, column))
                        .is_some_and(|(number, _)| *number > since)
                };
                if columns.into_iter().any(newer)
                    && let Some(row) = sheet.position(*row).and_then(|at| sheet.row(at))
                {
                    found.rows.push(title_phrase(project, row));
                }
            }
            Edit::Many(edits) => edits.iter().for_each(|edit| self.collect(project, edit, since, found)),
            // A restored backup is merged with what came since, and keeps both values itself.
            Edit::Insert { .. }
            | Edit::Move { .. }
            | Edit::Conflict { .. }
            | Edit::Settle(_)
            | Edit::Removed(_)
            | Edit::Whole { .. } => {}
        }
    }
}

/// Rows that one window removed and another changed: they stay.
#[derive(Default)]
pub(super) struct Stayed {
    /// Removed here, changed by another window.
    pub removed_here: Vec<Phrase>,
    /// Removed by another window, changed here.
    pub removed_there: Vec<Phrase>,
}

impl Stayed {
    /// Looks for them after a change from `from` to `to` of others turned `before` into what the book holds.
    pub fn find(opened: &OpenProject, before: &Project, changes: &[(&Project, &Project)]) -> Stayed {
        let mut stayed = Stayed::default();
        let after = &opened.project;
        let mut removed = None;
        for sheet in after.sheets() {
            let key = sheet.def().key;
            let Some(old) = before.sheet(key) else { continue };
            if !before.shares(after, key) {
                let known = places(old);
                for row in rows(&**sheet).filter(|row| !known.contains_key(&row.id())) {
                    let removed = removed.get_or_insert_with(|| removed_here(opened));
                    if removed.contains(&row.id()) {
                        stayed.removed_here.push(title_phrase(after, row));
                    }
                }
            }
            for (from, to) in changes.iter().filter(|(from, to)| !from.shares(to, key)) {
                let (Some(from), Some(to)) = (from.sheet(key), to.sheet(key)) else { continue };
                let left = places(to);
                let now = places(&**sheet);
                for row in rows(from).filter(|row| !left.contains_key(&row.id())) {
                    if let Some(row) = now.get(&row.id()).and_then(|at| sheet.row(*at)) {
                        stayed.removed_there.push(title_phrase(after, row));
                    }
                }
            }
        }
        // What stayed with a row is called by its name.
        for rows in [&mut stayed.removed_here, &mut stayed.removed_there] {
            let mut said = HashSet::new();
            rows.retain(|name| said.insert(name.en.clone()));
        }
        stayed
    }
}

/// The rows that the steps of this window have removed.
fn removed_here(opened: &OpenProject) -> HashSet<Id> {
    fn collect(edit: &Edit, found: &mut HashSet<Id>) {
        match edit {
            Edit::Insert { row, .. } => {
                found.insert(row.id());
            }
            Edit::Many(edits) => edits.iter().for_each(|edit| collect(edit, found)),
            _ => {}
        }
    }
    let mut found = HashSet::new();
    opened.undo.iter().for_each(|step| collect(&step.inverse, &mut found));
    found
}

fn rows(sheet: &dyn AnySheet) -> impl Iterator<Item = &dyn AnyRow> {
    (0..sheet.len()).filter_map(move |at| sheet.row(at))
}

fn places(sheet: &dyn AnySheet) -> HashMap<Id, usize> {
    rows(sheet).enumerate().map(|(at, row)| (row.id(), at)).collect()
}

/// An edit together with the conflicts that it leaves behind.
pub(super) fn with_conflicts(edit: Edit, conflicts: Vec<Conflict>) -> Edit {
    if conflicts.is_empty() {
        return edit;
    }
    let put = |conflict| Edit::Conflict { at: usize::MAX, put: Box::new(conflict) };
    let mut edits = vec![edit];
    edits.extend(conflicts.into_iter().map(put));
    Edit::Many(edits)
}

#[cfg(test)]
mod tests;
