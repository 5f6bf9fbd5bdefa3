//! Rows that were taken out, kept with the day, so that an earlier day can be shown with them.
//!
//! A row that was put in and taken out on one day was known on none, and leaves nothing. Of the others the latest
//! [`MOST`] are kept. The list is in the order of the days, and undo takes an entry back with the removal.

use super::{Edit, Project};
use crate::sheet::{AnyRow, AnySheet, Id};
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// No more rows than these are kept, the latest.
pub const MOST: usize = 1_000;
/// Nor more of them than fit in so many bytes.
pub const MOST_BYTES: usize = 1 << 20;

/// A row that was taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// The day on which it was taken out.
    pub day: NaiveDate,
    /// The key of its sheet.
    pub sheet: String,
    /// The row.
    pub row: Id,
    /// The row that it stood behind; none for the first.
    pub after: Option<Id>,
    /// The row as the file wrote it.
    pub json: Box<str>,
}

impl Removed {
    fn order(&self) -> (NaiveDate, &str, Id) {
        (self.day, &self.sheet, self.row)
    }
}

/// A list of them, shared between states of a project.
pub type RemovedRows = Arc<Vec<Arc<Removed>>>;

impl Project {
    /// What an edit takes out of the project on a day, as far as it is to be kept.
    pub(super) fn removed_by(&self, edit: &Edit, day: NaiveDate) -> Vec<Arc<Removed>> {
        let mut rows: Vec<(&'static str, Id)> = Vec::new();
        collect(edit, &mut rows);
        let kept = rows.len().saturating_sub(MOST);
        let mut found = Vec::new();
        for sheet in self.sheets() {
            let key = sheet.def().key;
            let of_sheet = rows.iter().skip(kept).filter(|(sheet, _)| *sheet == key);
            let wanted: HashSet<Id> = of_sheet.map(|(_, row)| *row).collect();
            if wanted.is_empty() {
                continue;
            }
            let mut after = None;
            for row in (0..sheet.len()).filter_map(|at| sheet.row(at)) {
                if wanted.contains(&row.id()) && row.entered().day().is_none_or(|entered| entered < day) {
                    let (sheet, id, json) = (key.to_owned(), row.id(), row.json().into());
                    found.push(Arc::new(Removed { day, sheet, row: id, after, json }));
                }
                after = Some(row.id());
            }
        }
        found
    }

    /// Keeps rows that an edit has taken out, and gives the inverse of both.
    pub(super) fn keep_removed(&mut self, removed: Vec<Arc<Removed>>, inverse: Edit) -> Edit {
        if removed.is_empty() {
            return inverse;
        }
        Edit::Many(vec![inverse, self.change_removed(removed, Vec::new())])
    }

    /// Puts entries into the list and takes others out; gives the edit that takes it back.
    pub(super) fn change_removed(&mut self, put: Vec<Arc<Removed>>, take: Vec<Arc<Removed>>) -> Edit {
        let list = Arc::make_mut(&mut self.removed);
        let before = list.clone();
        list.retain(|entry| !take.contains(entry));
        list.extend(put);
        settle(list);
        let missing = |of: &[Arc<Removed>], from: &[Arc<Removed>]| {
            let there: HashSet<(NaiveDate, &str, Id)> = from.iter().map(|entry| entry.order()).collect();
            of.iter().filter(|entry| !there.contains(&entry.order())).cloned().collect::<Vec<_>>()
        };
        Edit::Removed { put: missing(&before, list), take: missing(list, &before) }
    }

    /// The rows of a sheet with those that were taken out after a day, each behind the row that it stood behind.
    pub(super) fn with_removed(&self, sheet: &dyn AnySheet, day: NaiveDate) -> Option<Vec<Arc<dyn AnyRow>>> {
        let key = sheet.def().key;
        let later = self.removed.iter().filter(|entry| entry.day > day && entry.sheet == key);
        let mut follows: HashMap<Option<Id>, Vec<&Removed>> = HashMap::new();
        later.for_each(|entry| follows.entry(entry.after).or_default().push(entry));
        if follows.is_empty() {
            return None;
        }
        let mut rows: Vec<Arc<dyn AnyRow>> = Vec::with_capacity(sheet.len() + follows.len());
        // A row that is there again was put in anew, or stays because another window has changed it.
        let known = |row: &dyn AnyRow| row.entered().day().is_none_or(|entered| entered <= day);
        let held = (0..sheet.len()).filter_map(|at| sheet.share(at));
        let mut there: HashSet<Id> = held.clone().filter(|row| known(&**row)).map(|row| row.id()).collect();
        for anchor in std::iter::once(None).chain(held.map(Some)) {
            let id = anchor.as_ref().map(|row| row.id());
            rows.extend(anchor.filter(|row| known(&**row)));
            put_behind(id, sheet, &mut follows, &mut there, &mut rows);
        }
        // What they stood behind is no longer known.
        let mut left: Vec<&Removed> = follows.values().flatten().copied().collect();
        left.sort_by_key(|entry| entry.order());
        for entry in left {
            put_one(entry, sheet, &mut there, &mut rows);
        }
        Some(rows)
    }
}

fn put_behind(
    anchor: Option<Id>,
    sheet: &dyn AnySheet,
    follows: &mut HashMap<Option<Id>, Vec<&Removed>>,
    there: &mut HashSet<Id>,
    rows: &mut Vec<Arc<dyn AnyRow>>,
) {
    // The last first, so that what is taken next stands behind what was put in last.
    let mut waiting: Vec<&Removed> = follows.remove(&anchor).unwrap_or_default();
    waiting.reverse();
    while let Some(entry) = waiting.pop() {
        put_one(entry, sheet, there, rows);
        let mut behind = follows.remove(&Some(entry.row)).unwrap_or_default();
        behind.reverse();
        waiting.append(&mut behind);
    }
}

fn put_one(entry: &Removed, sheet: &dyn AnySheet, there: &mut HashSet<Id>, rows: &mut Vec<Arc<dyn AnyRow>>) {
    let read = || sheet.def().read(&[&entry.json]).ok()?.share(0);
    if !there.contains(&entry.row)
        && let Some(row) = read()
    {
        there.insert(entry.row);
        rows.push(row);
    }
}

/// Lists the rows that an edit takes out.
fn collect(edit: &Edit, rows: &mut Vec<(&'static str, Id)>) {
    match edit {
        Edit::Remove { sheet, row } => rows.push((*sheet, *row)),
        Edit::Many(edits) => edits.iter().for_each(|edit| collect(edit, rows)),
        _ => {}
    }
}

/// Puts a list in order, each removal once, and leaves the latest of it.
fn settle(list: &mut Vec<Arc<Removed>>) {
    list.sort_by(|a, b| a.order().cmp(&b.order()));
    list.dedup_by(|b, a| a.order() == b.order());
    let mut bytes = 0;
    let fits = |entry: &&Arc<Removed>| {
        bytes += entry.json.len();
        bytes <= MOST_BYTES
    };
    let kept = list.iter().rev().take(MOST).take_while(fits).count();
    list.drain(..list.len() - kept);
}

/// Merges the lists of two windows: what either has added and neither has taken back. A row that stays after all,
/// because the other has changed it, was not removed.
pub(super) fn merged(base: &Project, mine: &Project, theirs: &Project, merged: &Project) -> RemovedRows {
    let (b, m, t) = (&base.removed, &mine.removed, &theirs.removed);
    let mut list = if Arc::ptr_eq(t, b) || m == t {
        Vec::clone(m)
    } else if Arc::ptr_eq(m, b) {
        Vec::clone(t)
    } else {
        let mut list: Vec<_> =
            m.iter().filter(|entry| t.contains(entry) || !b.contains(entry)).cloned().collect();
        let theirs = t.iter().filter(|entry| !m.contains(entry) && !b.contains(entry));
        list.extend(theirs.cloned());
        list
    };
    let there = |entry: &Removed| {
        let sheet = merged.sheet(&entry.sheet)?;
        sheet.row(sheet.position(entry.row)?)?.entered().day().is_none_or(|day| day < entry.day).then_some(())
    };
    list.retain(|entry| b.contains(entry) || there(entry).is_none());
    settle(&mut list);
    if list == **m {
        return Arc::clone(m);
    }
    if list == **t { Arc::clone(t) } else { Arc::new(list) }
}
