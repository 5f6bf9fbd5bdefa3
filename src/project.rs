//! A project is all sheets of one change, and an edit is the only way to change it. It knows
//! sheets by name and tools not at all; it reads no file and no clock.

mod as_of;
mod batch;
mod conflicts;
mod difference;
pub mod merge;
mod names;
mod out_of_range;
mod remedy;
mod removed;
mod returned;
mod twins;

pub use conflicts::{conflict_of, conflict_values, name_source, theirs};
pub use difference::difference;
pub use merge::merge;
pub use names::{
    cell_phrase, cell_text, key_phrase, link_name, names_row, row_name, row_phrase, row_title, title_phrase,
};
pub use out_of_range::{OutOfRange, out_of_range};
pub use remedy::Remedy;
pub use removed::{MOST, MOST_BYTES, Removed, RemovedChange, RemovedRows};
pub use returned::{Returned, returned};
pub use twins::{Twin, join, twins};

use crate::sheet::{AnyRow, AnySheet, Cell, Col, Entered, Id, RECORD, Row, Rows, SheetDef};
use crate::text::{Text, text};
use chrono::NaiveDate;
use serde_json::{Map, Value};
use std::sync::Arc;

/// All sheets of one change. Cloning copies a handful of pointers, so a snapshot is cheap.
#[derive(Clone, Debug)]
pub struct Project {
    /// The project's name for life, in the file's header.
    pub id: Id,
    sheets: Arc<Vec<Arc<dyn AnySheet>>>,
    /// Sheets that were never put in, because the file was written before there were any.
    absent: Arc<Vec<&'static str>>,
    /// What the file holds beyond the sheets known here, kept as it came.
    pub unknown: Arc<Unknown>,
    /// Values of two windows that changed the same field, waiting for a person's choice.
    pub conflicts: Arc<Vec<Conflict>>,
    /// Rows that were taken out, for the days before.
    pub removed: RemovedRows,
}

/// The parts of a file that this version does not know.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unknown {
    /// Keys of the header.
    pub header: Map<String, Value>,
    /// Sheets, each as the JSON text of its value.
    pub sheets: Vec<(String, Box<str>)>,
    /// What stands in the list of removed rows and is none, each as its JSON text.
    pub removed: Vec<Box<str>>,
}

/// A field that two windows changed differently, or this project and a copy of it: `mine` is shown, `theirs` waits.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// The sheet's key.
    pub sheet: String,
    /// The row.
    pub row: Id,
    /// The column's key, or the key of an unknown field.
    pub field: String,
    /// What both started from.
    pub base: Value,
    /// What is shown.
    pub mine: Value,
    /// What the other window wrote, or what stands in the copy.
    pub theirs: Value,
    /// The file that theirs came from; none for that of another window.
    pub source: Option<String>,
}

/// Which file it came from makes it no other one.
impl PartialEq for Conflict {
    fn eq(&self, other: &Conflict) -> bool {
        (self.row, &self.sheet, &self.field) == (other.row, &other.sheet, &other.field)
            && (&self.base, &self.mine, &self.theirs) == (&other.base, &other.mine, &other.theirs)
    }
}

/// One change of a project.
#[derive(Clone, Debug)]
pub enum Edit {
    /// Puts a value into a cell.
    Set {
        /// The sheet's key.
        sheet: &'static str,
        /// The row.
        row: Id,
        /// The column's place.
        column: usize,
        /// The value.
        cell: Cell,
    },
    /// Puts several cells of one row into another of the same sheet. The texts stay shared, so that a large block
    /// that is cleared, and taken back, needs no copy of them.
    Cells {
        /// The row.
        row: Id,
        /// The row whose cells go in, which knows its sheet; it may be one that was never in the sheet.
        from: Arc<dyn AnyRow>,
        /// The columns, each the bit at its place.
        columns: u64,
    },
    /// Puts a row in.
    Insert {
        /// Where, counted from 0; beyond the end is the end.
        at: usize,
        /// The row, which knows its sheet.
        row: Arc<dyn AnyRow>,
    },
    /// Takes a row out.
    Remove {
        /// The sheet's key.
        sheet: &'static str,
        /// The row.
        row: Id,
    },
    /// Moves a row.
    Move {
        /// The sheet's key.
        sheet: &'static str,
        /// The row.
        row: Id,
        /// Where it will stand.
        to: usize,
    },
    /// Puts a conflict into the list; one that waits already changes nothing.
    Conflict {
        /// The place in the list; beyond the end is the end.
        at: usize,
        /// The conflict.
        put: Box<Conflict>,
    },
    /// Takes a conflict out of the list. It is named by itself, because another window may settle others in between;
    /// one that has gone changes nothing.
    Settle(Box<Conflict>),
    /// Changes the list of the rows that were taken out.
    Removed(RemovedChange),
    /// Turns one state of the whole project into another, as restoring a backup does. What others have changed since
    /// the first state stays; where both differ the second is shown and theirs waits under the conflicts.
    Whole {
        /// The state to start from.
        from: Box<Project>,
        /// The state to arrive at.
        to: Box<Project>,
    },
    /// All of these, in order, or none.
    Many(Vec<Edit>),
}

impl Edit {
    /// An insertion at the end of the row's sheet.
    pub fn append(row: impl Row) -> Edit {
        Edit::Insert { at: usize::MAX, row: Arc::new(row) }
    }

    /// Puts a value into the cell of a row in this column.
    pub fn put(row: Id, column: Col, cell: Cell) -> Edit {
        Edit::Set { sheet: column.sheet, row, column: column.at, cell }
    }

    /// A cell by its column's key; an unknown key gives an edit that changes nothing.
    pub fn set<R: Row>(row: Id, key: &str, cell: Cell) -> Edit {
        debug_assert!(R::DEF.column(key).is_some(), "{} has no column {key}", R::SHEET);
        Edit::Set { sheet: R::SHEET, row, column: R::DEF.column(key).unwrap_or(usize::MAX), cell }
    }
}

/// So many edits look for their rows one by one; for more it pays to take their sheets apart.
const FEW: usize = 16;

/// Why an edit could not be applied; the project is then as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// There is no such sheet.
    NoSheet,
    /// The row has gone, perhaps by another window.
    NoRow,
    /// A row with this id is there already.
    RowExists,
    /// The column does not hold values of this kind.
    WrongKind,
}

impl Refused {
    /// Why, in words.
    pub const fn text(self) -> Text {
        match self {
            Refused::NoSheet => text("这个版本没有这张表", "This version has no such sheet"),
            Refused::NoRow => {
                text("这一行已经被另一个窗口删除", "This row has been removed by another window")
            }
            Refused::RowExists => text("这一行已经存在", "This row is there already"),
            Refused::WrongKind => text("这一格放不下这种内容", "This cell cannot hold a value of this kind"),
        }
    }
}

impl Project {
    /// A project with these sheets, all empty.
    pub fn empty(id: Id, sheets: &[&'static SheetDef]) -> Project {
        let absent = Arc::new(sheets.iter().map(|def| def.key).collect());
        let sheets = Arc::new(sheets.iter().map(|def| def.empty()).collect());
        Project {
            id,
            sheets,
            absent,
            unknown: Arc::default(),
            conflicts: Arc::default(),
            removed: Arc::default(),
        }
    }

    /// The rows of a sheet in their own type; none if the project has no such sheet.
    pub fn rows<R: Row>(&self) -> &[Arc<R>] {
        self.sheet(R::SHEET).and_then(|s| s.as_any().downcast_ref::<Rows<R>>()).map_or(&[], |rows| &rows.0)
    }

    /// A row by id, in its own type.
    pub fn find<R: Row>(&self, id: Id) -> Option<&R> {
        self.rows::<R>().iter().find(|r| r.id() == id).map(|r| &**r)
    }

    /// A sheet by key.
    pub fn sheet(&self, key: &str) -> Option<&dyn AnySheet> {
        self.sheets.iter().find(|s| s.def().key == key).map(|s| &**s)
    }

    /// All sheets in the order in which they are saved.
    pub fn sheets(&self) -> std::slice::Iter<'_, Arc<dyn AnySheet>> {
        self.sheets.iter()
    }

    /// Whether both projects share this sheet, so that nothing in it can differ.
    pub fn shares(&self, other: &Project, key: &str) -> bool {
        let find = |p: &Project| p.sheets.iter().find(|s| s.def().key == key).cloned();
        match (find(self), find(other)) {
            (Some(a), Some(b)) => Arc::ptr_eq(&a, &b),
            (a, b) => a.is_none() && b.is_none(),
        }
    }

    /// Whether nothing at all can differ between both.
    pub fn same(&self, other: &Project) -> bool {
        Arc::ptr_eq(&self.conflicts, &other.conflicts)
            && Arc::ptr_eq(&self.unknown, &other.unknown)
            && Arc::ptr_eq(&self.removed, &other.removed)
            && (Arc::ptr_eq(&self.sheets, &other.sheets)
                || self.sheets.iter().zip(other.sheets.iter()).all(|(a, b)| Arc::ptr_eq(a, b)))
    }

    /// Whether a sheet was never put in: the file was written by a version that had none.
    pub fn is_absent(&self, key: &str) -> bool {
        self.absent.contains(&key)
    }

    /// Puts a whole sheet in place of the one of the same key, as loading and merging do.
    pub fn put_sheet(&mut self, sheet: Arc<dyn AnySheet>) {
        if self.is_absent(sheet.def().key) {
            Arc::make_mut(&mut self.absent).retain(|key| *key != sheet.def().key);
        }
        let sheets = Arc::make_mut(&mut self.sheets);
        match sheets.iter_mut().find(|s| s.def() == sheet.def()) {
            Some(place) => *place = sheet,
            None => sheets.push(sheet),
        }
    }

    fn sheet_mut(&mut self, key: &str) -> Result<&mut dyn AnySheet, Refused> {
        let sheets = Arc::make_mut(&mut self.sheets);
        let sheet = sheets.iter_mut().find(|s| s.def().key == key).ok_or(Refused::NoSheet)?;
        if Arc::get_mut(sheet).is_none() {
            *sheet = sheet.copy();
        }
        Arc::get_mut(sheet).ok_or(Refused::NoSheet)
    }

    /// Puts a row behind all others of its sheet, without looking whether it is there: its id was made just now.
    pub(crate) fn append_new(&mut self, row: &Arc<dyn AnyRow>) {
        // A row always fits the sheet that it names.
        let _fits = self.sheet_mut(row.def().key).is_ok_and(|rows| rows.insert(usize::MAX, row));
    }

    /// Applies an edit and gives the edit that takes it back. A refused edit has changed nothing.
    pub fn apply(&mut self, edit: Edit) -> Result<Edit, Refused> {
        self.apply_on(edit, None)
    }

    /// Applies an edit of a person on a day: what it changes carries the day, so that [`Project::as_of`] can tell what
    /// was known when, and a row that it takes out is kept for the days before. Taking it back takes the day back too.
    pub fn enter(&mut self, edit: Edit, day: NaiveDate) -> Result<Edit, Refused> {
        let removed = self.removed_by(&edit, day);
        let inverse = self.apply_on(edit, Some(day))?;
        Ok(self.keep_removed(removed, inverse))
    }

    fn apply_on(&mut self, edit: Edit, day: Option<NaiveDate>) -> Result<Edit, Refused> {
        match edit {
            Edit::Set { sheet, row, column, cell } => {
                let rows = self.sheet_mut(sheet)?;
                let at = rows.position(row).ok_or(Refused::NoRow)?;
                let before = day.and_then(|_| rows.share(at));
                let old = rows.set(at, column, cell).ok_or(Refused::WrongKind)?;
                let Some((before, day)) = before.zip(day) else {
                    return Ok(Edit::Set { sheet, row, column, cell: old });
                };
                let columns = 1 << column;
                rows.record(at, &*before, columns, day);
                Ok(Edit::Cells { row, from: before, columns: columns | RECORD })
            }
            Edit::Cells { row, from, columns } => {
                let rows = self.sheet_mut(from.def().key)?;
                let at = rows.position(row).ok_or(Refused::NoRow)?;
                let from = rows.take(at, &*from, columns).ok_or(Refused::WrongKind)?;
                let Some(day) = day else { return Ok(Edit::Cells { row, from, columns }) };
                rows.record(at, &*from, columns, day);
                Ok(Edit::Cells { row, from, columns: columns | RECORD })
            }
            Edit::Insert { at, row } => {
                let row = if let Some(day) = day { entered(row, day) } else { row };
                let (id, sheet) = (row.id(), row.def().key);
                let rows = self.sheet_mut(sheet)?;
                if rows.position(id).is_some() {
                    return Err(Refused::RowExists);
                }
                if rows.insert(at, &row) {
                    Ok(Edit::Remove { sheet, row: id })
                } else {
                    Err(Refused::WrongKind)
                }
            }
            Edit::Remove { sheet, row } => {
                let rows = self.sheet_mut(sheet)?;
                let at = rows.position(row).ok_or(Refused::NoRow)?;
                let row = rows.remove(at).ok_or(Refused::NoRow)?;
                Ok(Edit::Insert { at, row })
            }
            Edit::Move { sheet, row, to } => {
                let rows = self.sheet_mut(sheet)?;
                let from = rows.position(row).ok_or(Refused::NoRow)?;
                rows.shift(from, to);
                Ok(Edit::Move { sheet, row, to: from })
            }
            Edit::Conflict { at, put } => Ok(self.put_conflict(at, put)),
            Edit::Settle(conflict) => Ok(self.settle_conflict(conflict)),
            Edit::Removed(change) => Ok(self.change_removed(change)),
            Edit::Whole { from, to } => {
                let after = if self.same(&from) { *to } else { merge(&from, &to, self) };
                let before = std::mem::replace(self, after);
                Ok(Edit::Whole { from: Box::new(self.clone()), to: Box::new(before) })
            }
            Edit::Many(edits) => self.apply_many(edits, day),
        }
    }

    fn put_conflict(&mut self, at: usize, conflict: Box<Conflict>) -> Edit {
        if self.conflicts.contains(&conflict) {
            return Edit::Many(Vec::new());
        }
        let conflicts = Arc::make_mut(&mut self.conflicts);
        conflicts.insert(at.min(conflicts.len()), Conflict::clone(&conflict));
        Edit::Settle(conflict)
    }

    fn settle_conflict(&mut self, conflict: Box<Conflict>) -> Edit {
        match self.conflicts.iter().position(|c| *c == *conflict) {
            Some(at) => {
                Arc::make_mut(&mut self.conflicts).remove(at);
                Edit::Conflict { at, put: conflict }
            }
            None => Edit::Many(Vec::new()),
        }
    }

    fn apply_many(&mut self, mut edits: Vec<Edit>, day: Option<NaiveDate>) -> Result<Edit, Refused> {
        let mut after = self.clone();
        if edits.len() > FEW {
            batch::apply(&mut after, &mut edits, day)?;
        } else {
            for edit in &mut edits {
                *edit = after.apply_on(std::mem::replace(edit, Edit::Many(Vec::new())), day)?;
            }
            edits.reverse();
        }
        *self = after;
        Ok(Edit::Many(edits))
    }
}

/// A row as a person puts it in on a day, whatever row it was copied from.
fn entered(mut row: Arc<dyn AnyRow>, day: NaiveDate) -> Arc<dyn AnyRow> {
    if Arc::get_mut(&mut row).is_none() {
        row = row.copy();
    }
    if let Some(row) = Arc::get_mut(&mut row) {
        *row.entered_mut() = Entered::on(day);
    }
    row
}
