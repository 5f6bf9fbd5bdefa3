//! The values of two windows that changed the same cell: made, shown, and put in place of each other.

use super::{Conflict, Edit, Project, cell_text};
use crate::sheet::{AnyRow, Cell};
use crate::text::{Lang, Phrase};
use serde_json::Value;
use std::sync::Arc;

/// The conflict of a cell in which `mine` goes in place of what the row holds, where `base` stood before; none where
/// the column does not hold such values, or only the program reads it.
pub fn conflict_of(row: &dyn AnyRow, column: usize, base: &Cell, mine: &Cell) -> Option<Conflict> {
    let def = row.def();
    let key = def.columns.get(column).filter(|column| !column.internal)?.key;
    let written = |cell: &Cell| {
        let mut row = row.copy();
        Arc::get_mut(&mut row)?.set(column, cell.clone()).then(|| field(&*row, key))
    };
    Some(Conflict {
        sheet: def.key.to_owned(),
        row: row.id(),
        field: key.to_owned(),
        base: written(base)?,
        mine: written(mine)?,
        theirs: field(row, key),
        source: None,
    })
}

/// Names the file that `theirs` was read from in the conflicts that a merge with it has found.
pub fn name_source(merged: &mut Project, mine: &Project, theirs: &Project, file: &str) {
    let is_new =
        |conflict: &Conflict| !mine.conflicts.contains(conflict) && !theirs.conflicts.contains(conflict);
    if merged.conflicts.iter().any(is_new) {
        for conflict in Arc::make_mut(&mut merged.conflicts).iter_mut().filter(|conflict| is_new(conflict)) {
            conflict.source = Some(file.to_owned());
        }
    }
}

/// A field of a row as the file writes it; null where it is not written.
fn field(row: &dyn AnyRow, key: &str) -> Value {
    row.object().remove(key).unwrap_or(Value::Null)
}

/// The edit that puts the other window's value of a conflict in place; none if its cell has gone.
pub fn theirs(project: &Project, conflict: &Conflict) -> Option<Edit> {
    let (row, column) = with_value(project, conflict, &conflict.theirs)?;
    Some(Edit::Set { sheet: row.def().key, row: conflict.row, column, cell: row.get(column) })
}

/// Both values of a conflict as the screen shows a cell, mine first.
pub fn conflict_values(project: &Project, conflict: &Conflict) -> (Phrase, Phrase) {
    let shown = |value: &Value| match with_value(project, conflict, value) {
        Some((row, column)) => {
            let text = |lang: Lang| cell_text(project, &*row, column, lang);
            (text(Lang::Zh), text(Lang::En)).into()
        }
        None => Phrase::same(value.as_str().map_or_else(|| value.to_string(), str::to_owned)),
    };
    (shown(&conflict.mine), shown(&conflict.theirs))
}

/// The row of a conflict with a value in its cell, and the column; none if either has gone.
fn with_value(project: &Project, conflict: &Conflict, value: &Value) -> Option<(Arc<dyn AnyRow>, usize)> {
    let sheet = project.sheet(&conflict.sheet)?;
    let def = sheet.def();
    let column = def.column(&conflict.field)?;
    let at = sheet.position(conflict.row)?;
    Some((sheet.row(at)?.with_fields([(conflict.field.as_str(), value)])?, column))
}
