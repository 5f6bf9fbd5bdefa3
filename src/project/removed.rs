//! Rows that were taken out, kept with the day, so that an earlier day can be shown with them.
//!
//! A row that was put in and taken out on one day was known on none, and leaves nothing. Of the others the latest
//! [`MOST`] are kept. The list is in the order of the days, and undo takes an entry back with the removal.

use super::{Edit, Project};
use crate::sheet::{AnyRow, AnySheet, Id};
use crate::sort::StableSort;
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
    fn name(&self) -> Name<'_> {
        (self.day, &self.sheet, self.row)
    }
}

/// What tells one removal from all others: no row is taken out twice a day.
type Name<'a> = (NaiveDate, &'a str, Id);

/// A change of the list of the rows that were taken out.
#[derive(Clone, Debug, Default)]
pub struct RemovedChange {
    /// What it holds then before all others.
    pub put_first: Vec<Arc<Removed>>,
    /// What it holds then behind all others.
    pub put: Vec<Arc<Removed>>,
    /// What it no longer holds.
    pub take: Vec<Arc<Removed>>,
}

/// A list of them, shared between states of a project.
pub type RemovedRows = Arc<Vec<Arc<Removed>>>;

impl Project {
    /// The project with the rows that were taken out of it, as far as they are kept, behind all others of their sheets.
    #[must_use]
    pub fn with_all_removed(&self) -> Project {
        let mut project = self.clone();
        let mut there: HashSet<Id> = project
            .sheets()
            .flat_map(|rows| (0..rows.len()).filter_map(|at| Some(rows.row(at)?.id())))
            .collect();
        // Of a row that was taken out twice the later.
        for entry in self.removed.iter().rev() {
            let def = project.sheet(&entry.sheet).map(AnySheet::def);
            let read = def.and_then(|def| def.read(&[&entry.json]).ok());
            let row = read.and_then(|rows| rows.share(0)).filter(|row| there.insert(row.id()));
            if let Some(row) = row {
                project.append_new(&row);
            }
        }
        project
    }

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
        let list = self.change_removed(RemovedChange { put: removed, ..RemovedChange::default() });
        Edit::Many(vec![inverse, list])
    }

    /// Puts entries into the list and takes others out; gives the edit that takes it back.
    pub(super) fn change_removed(&mut self, change: RemovedChange) -> Edit {
        let RemovedChange { put_first, put, take } = change;
        let before = Arc::clone(&self.removed);
        let mut list = put_first;
        list.extend(before.iter().filter(|entry| !take.contains(entry)).cloned());
        list.extend(put);
        settle(&mut list);
        let missing = |of: &[Arc<Removed>], from: &[Arc<Removed>]| {
            let there: HashSet<Name<'_>> = from.iter().map(|entry| entry.name()).collect();
            of.iter().filter(|entry| !there.contains(&entry.name())).cloned().collect::<Vec<_>>()
        };
        // What was not asked for fell out of a full list.
        let (put, put_first) = missing(&before, &list).into_iter().partition(|entry| take.contains(entry));
        let take = missing(&list, &before);
        self.removed = Arc::new(list);
        Edit::Removed(RemovedChange { put_first, put, take })
    }

    /// The rows of a sheet that were known on a day with those that were taken out after it, each behind the row that it
    /// stood behind; none if nothing was taken out.
    pub(super) fn with_removed(&self, sheet: &dyn AnySheet, day: NaiveDate) -> Option<Vec<Arc<dyn AnyRow>>> {
        let def = sheet.def();
        // A row that is there again was put in anew, or stays because another window has changed it.
        let known = |row: &dyn AnyRow| row.entered().day().is_none_or(|entered| entered <= day);
        let mut gone = Gone::default();
        for entry in self.removed.iter().filter(|entry| entry.day > day && entry.sheet == def.key) {
            if let Some(row) =
                def.read(&[&entry.json]).ok().and_then(|read| read.share(0)).filter(|r| known(&**r))
            {
                gone.follows.entry(entry.after).or_default().push(row);
            }
        }
        if gone.follows.is_empty() {
            return None;
        }
        let held = || (0..sheet.len()).filter_map(|at| sheet.share(at)).filter(|row| known(&**row));
        gone.there = held().map(|row| row.id()).collect();
        gone.rows.reserve(sheet.len());
        for anchor in std::iter::once(None).chain(held().map(Some)) {
            let id = anchor.as_ref().map(|row| row.id());
            gone.rows.extend(anchor);
            gone.put_behind(id);
        }
        // What they stood behind is no longer known.
        let mut left: Vec<Option<Id>> = gone.follows.keys().copied().collect();
        left.stable_sort();
        for anchor in left {
            gone.put_behind(anchor);
        }
        Some(gone.rows)
    }
}

/// The rows of an earlier day while they are put in order.
#[derive(Default)]
struct Gone {
    /// The rows taken out since, by the row that each stood behind, in the order in which they went.
    follows: HashMap<Option<Id>, Vec<Arc<dyn AnyRow>>>,
    there: HashSet<Id>,
    rows: Vec<Arc<dyn AnyRow>>,
}

impl Gone {
    fn put_behind(&mut self, anchor: Option<Id>) {
        // The last first, so that what is taken next stands behind what was put in last.
        let behind = |follows: &mut HashMap<_, Vec<_>>, anchor| {
            follows.remove(&anchor).into_iter().flat_map(|rows: Vec<Arc<dyn AnyRow>>| rows.into_iter().rev())
        };
        let mut waiting: Vec<_> = behind(&mut self.follows, anchor).collect();
        while let Some(row) = waiting.pop() {
            let id = row.id();
            if self.there.insert(id) {
                self.rows.push(row);
            }
            waiting.extend(behind(&mut self.follows, Some(id)));
        }
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
    // Those of a day in the order in which they went.
    list.stable_sort_by_key(|entry| entry.day);
    let mut there: HashSet<(NaiveDate, String, Id)> = HashSet::with_capacity(list.len());
    list.retain(|entry| there.insert((entry.day, entry.sheet.clone(), entry.row)));
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
