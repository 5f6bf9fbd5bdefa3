//! Clearing cells: one, or all that are selected.

use super::App;
use crate::command::Command;
use crate::finding::Level;
use crate::project::Edit;
use crate::registry;
use crate::say;
use crate::sheet::{AnyRow, Cell, Id};
use crate::text::text;
use std::sync::Arc;

impl App {
    /// Clears what is selected, or the cell under the cursor.
    pub(super) fn clear_block(&mut self) {
        if self.clear_entries() {
            return;
        }
        let Some((.., view)) = self.view() else { return };
        let (rows, columns) = self.block_cells();
        if let ([row], [column]) = (&*rows, &*columns) {
            return self.clear_cell(&**row, *column);
        }
        if rows.is_empty() || columns.is_empty() {
            return self.say(
                Level::Watch,
                text("这一格是算出来的，不能清空", "This cell is computed and cannot be cleared"),
            );
        }
        let blank = view.sheet.new_row(Id::default());
        let Some(project) = self.opened.as_ref().map(|opened| &opened.project) else { return };
        let (mut edits, mut keeps, mut count) = (Vec::with_capacity(rows.len()), false, 0);
        for row in &rows {
            // Most cells of a large block hold nothing.
            let filled: Vec<(usize, Cell)> = columns
                .iter()
                .filter(|column| row.get(**column) != Cell::Empty)
                .map(|column| (*column, Cell::Empty))
                .collect();
            if filled.is_empty() {
                continue;
            }
            count += filled.len();
            let kept = registry::kept_by(project, &**row, &filled, self.today, &mut self.new_id);
            keeps |= !kept.is_empty();
            edits.extend(kept);
            let columns = filled.iter().fold(0, |bits, (column, _)| bits | 1_u64 << column);
            edits.push(Edit::Cells { row: row.id(), from: Arc::clone(&blank), columns });
        }
        if count == 0 {
            let given = |row: &Arc<dyn AnyRow>| columns.iter().any(|column| row.builtin(*column).is_some());
            let said = text("这些格子本来就是空的", "These cells are blank already").into();
            let given = rows.iter().any(given).then(|| self.said_given());
            return self
                .say(if given.is_some() { Level::Watch } else { Level::Blank }, given.unwrap_or(said));
        }
        let edit = Edit::Many(edits);
        let said =
            say!("清空 {cells}", "{cells} cleared", cells = crate::text::count(count, "格", "cell", "cells"));
        if self.apply(edit, said.clone()) && count > 1 {
            let how = self.how(Command::Undo);
            let said = say!("已{said}，{how}撤销", "{said}; {how} takes it back", said, how);
            self.say_with_kept(said, keeps);
        }
    }

    /// Clears one cell. Where a text of ours stands there is nothing to clear; where one was changed it comes back. Both are
    /// said.
    fn clear_cell(&mut self, row: &dyn AnyRow, column: usize) {
        let (was, given) = (row.get(column), row.builtin(column).is_some());
        if given && was == Cell::Empty {
            let said = self.said_given();
            return self.say(Level::Watch, said);
        }
        let Some(before) = self.project_now() else { return };
        match self.put(Some(row.id()), row.def(), column, &Cell::Empty) {
            Err(reason) => self.say(Level::Act, reason),
            Ok(()) if given && self.message.is_none() && self.has_changed(&before) => {
                self.say(Level::Good, text("恢复为标准内容", "It is the standard text again"));
            }
            Ok(()) => {}
        }
    }
}
