//! Rows that come of a name: which sheets have such rows, and the row of a name that is new.

use super::{edit_of, owner, read_cell};
use crate::project::{self, Edit, Project};
use crate::sheet::{AnyRow, Id, Kind};
use crate::tool::Change;
use chrono::NaiveDate;
use std::sync::Arc;

/// Whether people add rows to a sheet that are called what is typed first.
pub fn names_rows(sheet: &str) -> bool {
    owner(sheet).is_some_and(|(_, tool)| {
        let is_named = |kind| kind == Kind::Text;
        tool.views
            .iter()
            .any(|view| view.sheet.key == sheet && view.grows && is_named(view.sheet.columns[0].kind))
    })
}

/// A new row of a sheet that is called so, and what goes together with its name; none if there is one already, or if the
/// text is no name there.
pub fn new_row_called(
    project: &Project,
    sheet: &str,
    typed: &str,
    today: NaiveDate,
    new_id: &mut dyn FnMut() -> Id,
) -> Option<(Arc<dyn AnyRow>, Vec<Edit>)> {
    let def = owner(sheet)?.1.sheets.iter().find(|def| def.key == sheet)?;
    let there = project.sheet(sheet)?;
    let is_called = |row: &dyn AnyRow| project::names_row(row, typed).is_some();
    if (0..there.len()).filter_map(|at| there.row(at)).any(is_called) {
        return None;
    }
    let mut row = def.new_row(new_id());
    let cell = read_cell(project, &*row, 0, typed, today).ok()?;
    let column = def.columns.first()?;
    let change = Change { project, row: &*row, column, cell: &cell, today };
    let edits = match edit_of(&change) {
        Edit::Many(edits) => {
            edits.into_iter().filter(|edit| !matches!(edit, Edit::Set { column: 0, .. })).collect()
        }
        _ => Vec::new(),
    };
    Arc::get_mut(&mut row)?.set(0, cell);
    Some((row, edits))
}
