//! A row on its way: as it was, as the line leaves it, and the edits that bring it there.

use super::plan::CellPlan;
use super::{Field, Intake};
use crate::project::{Edit, Project};
use crate::registry;
use crate::sheet::{AnyRow, Cell, Id};
use std::collections::VecDeque;
use std::sync::Arc;

/// A row as the block leaves it, and the edits that bring it there.
pub(super) struct Draft {
    pub before: Arc<dyn AnyRow>,
    pub row: Arc<dyn AnyRow>,
    pub edits: Vec<Edit>,
    pub changes: usize,
    pub emptied: usize,
    /// The line.
    pub line: usize,
    /// The line, where it tells what the cells held at the export.
    pub exported: Option<usize>,
    /// Columns in which the line holds what was exported.
    pub untouched: Vec<usize>,
    /// Columns in which the line says of itself what is there.
    pub confirmed: Vec<usize>,
    /// Cells that were put in and of which something is said, once it is clear what else the line holds.
    pub said: Vec<(usize, Cell)>,
    /// Columns of numbers with what the line has for each, where that is another one than was there.
    pub renumbered: Vec<(usize, String)>,
    pub stays: usize,
    pub cleared: usize,
    pub waiting: usize,
    /// Whether the line calls its row, which has a name of ours, by other words for it.
    pub named_otherwise: bool,
}

impl Draft {
    pub fn of(row: &dyn AnyRow) -> Draft {
        Draft {
            before: row.copy(),
            row: row.copy(),
            edits: Vec::new(),
            changes: 0,
            emptied: 0,
            line: 0,
            exported: None,
            untouched: Vec::new(),
            confirmed: Vec::new(),
            said: Vec::new(),
            renumbered: Vec::new(),
            stays: 0,
            cleared: 0,
            waiting: 0,
            named_otherwise: false,
        }
    }

    /// Takes an edit in: into the row where it is about the row, and into the list.
    pub fn take(&mut self, edit: Edit) {
        match edit {
            Edit::Many(edits) => edits.into_iter().for_each(|edit| self.take(edit)),
            Edit::Set { row, column, ref cell, .. } if row == self.row.id() => {
                // The row is a copy of our own and the value was read for its column.
                if let Some(own) = Arc::get_mut(&mut self.row) {
                    own.set(column, cell.clone());
                }
                self.edits.push(edit);
            }
            other => self.edits.push(other),
        }
    }
}

/// The cells of a line that is left out: nothing is stored, and those that do not fit say why.
pub(super) fn left(read: Vec<CellPlan>) -> Vec<CellPlan> {
    let cell = |cell| match cell {
        CellPlan::Wrong(wrong) => CellPlan::Left(wrong.reason),
        CellPlan::Left(reason) | CellPlan::Keeps(_, reason) => CellPlan::Left(reason),
        _ => CellPlan::Out,
    };
    read.into_iter().map(cell).collect()
}

/// Whether the block says of no line on which day it is, in a sheet that has a row for each day and does not take what has
/// none to be of today.
pub(super) fn lacks_day(intake: &Intake, project: &Project) -> bool {
    says_no_day(intake) && !registry::is_of_today(project, intake.def)
}

/// The day of the lines of a block that says of none on which day it is, where they are taken to be of today.
pub(super) fn column_of_today(intake: &Intake, project: &Project) -> Option<usize> {
    (says_no_day(intake) && registry::is_of_today(project, intake.def)).then_some(intake.def.dated).flatten()
}

fn says_no_day(intake: &Intake) -> bool {
    let filled = |column: usize| intake.fields.iter().any(|field| field.column() == Some(column));
    let day = intake.def.dated.filter(|column| intake.def.key_columns.contains(column));
    day.is_some_and(|column| !filled(column)) && !intake.fields.contains(&Field::Ids)
}

/// The rows of the sheet in which nothing stands and that nothing refers to, in order.
pub(super) fn blank_rows(intake: &Intake, project: &Project) -> VecDeque<Id> {
    let Some(rows) = project.sheet(intake.def.key) else { return VecDeque::new() };
    let is_blank = |row: &&dyn AnyRow| {
        (0..intake.def.columns.len())
            .all(|column| row.builtin(column).is_none() && row.get(column) == Cell::Empty)
    };
    let mut blank: VecDeque<Id> =
        (0..rows.len()).filter_map(|at| rows.row(at)).filter(is_blank).map(AnyRow::id).collect();
    let is_free = |rows: &[Id]| registry::removal(project, intake.def.key, rows).said().is_none();
    if !is_free(blank.make_contiguous()) {
        blank.retain(|id| is_free(&[*id]));
    }
    blank
}

impl Intake {
    /// The id of the row that a line becomes. Whoever has chosen it for another line means it when all is read again, too.
    pub(super) fn id_of_new(&self, line: usize, new_id: &mut dyn FnMut() -> Id) -> Id {
        *self.fresh.borrow_mut().entry(line).or_insert_with(new_id)
    }
}
