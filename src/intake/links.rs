//! The rows that links name, by what is kept of their sheets: a list of many lines looks through none of them for each.

use super::Planner;
use crate::project;
use crate::registry::{self, CalledRows};
use crate::sheet::{AnyRow, Cell, Invalid, Kind};
use crate::text::{Lang, Phrase};

impl Planner {
    /// What is kept of a sheet as it is now; none of the one that is read into, which changes with each line.
    fn called<T>(&self, sheet: &str, of: impl FnOnce(&CalledRows) -> T) -> Option<T> {
        let rows = self.project.sheets().find(|rows| rows.def().key == sheet && sheet != self.def.key)?;
        let mut kept = self.called.borrow_mut();
        if !kept.get(sheet).is_some_and(|called| called.is_of(rows)) {
            kept.insert(rows.def().key, CalledRows::of(rows));
        }
        kept.get(sheet).map(of)
    }

    /// What a text means in a column of a row.
    pub(super) fn read_cell_of(&self, row: &dyn AnyRow, column: usize, typed: &str) -> Result<Cell, Invalid> {
        let link = |sheet: &str, name: &str| {
            let found = self.called(sheet, |called| called.row_called(name));
            found.unwrap_or_else(|| registry::row_called(&self.project, sheet, name))
        };
        registry::read_cell_by(&link, &self.project, row, column, (typed, self.today))
    }

    /// What a cell holds as plain text.
    pub(super) fn cell_text(&self, row: &dyn AnyRow, column: usize, lang: Lang) -> String {
        let known = match (row.get(column), self.def.columns.get(column).map(|it| it.kind)) {
            (Cell::Link(id), Some(Kind::Link(sheet))) => {
                self.called(sheet, |called| called.row(id).map(|row| project::row_name(row, lang))).flatten()
            }
            _ => None,
        };
        known.unwrap_or_else(|| project::cell_text(&self.project, row, column, lang))
    }

    /// What a cell holds as plain text in both languages.
    pub(super) fn cell_phrase(&self, row: &dyn AnyRow, column: usize) -> Phrase {
        (self.cell_text(row, column, Lang::Zh), self.cell_text(row, column, Lang::En)).into()
    }
}
