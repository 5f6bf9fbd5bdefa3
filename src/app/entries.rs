//! Computed fields that can be typed into, such as what was read this week: what is typed, pasted or cleared there goes
//! into a cell of another sheet, while the view stays.

use super::editor::Editor;
use super::layer::{CellEdit, EntryField, Layer};
use super::put::Target;
use super::selection::is_entered;
use super::view_state::{Slot, slots};
use super::{App, Here};
use crate::command::Command;
use crate::finding::Level;
use crate::project::{self, Edit};
use crate::registry::TOOLS;
use crate::say;
use crate::sheet::{AnyRow, Id};
use crate::text::{Phrase, text};
use crate::tool::{Entry, EntryCell, Layout, Reshaped, View};
use std::sync::Arc;

/// The entry of the computed field under the cursor, if it can be typed into.
pub(super) fn entry_at(here: Option<Here>) -> Option<&'static Entry> {
    let here = here.filter(|here| here.row.is_some())?;
    let slot = here.slot.filter(|slot| matches!(slot, Slot::Computed(_)))?;
    here.view.entry.as_ref().filter(|_| is_entered(here.view, slot))
}

/// The slot of a view that its entry is typed into.
fn slot_of_entry(view: &View) -> Option<usize> {
    let is_entry = |slot: &Slot| matches!(slot, Slot::Computed(_)) && is_entered(view, *slot);
    slots(view).iter().position(is_entry)
}

/// The tool, the view and the slot in which a field of a sheet is typed into.
pub(super) fn place_of_entry(sheet: &str, field: &str) -> Option<(usize, usize, usize)> {
    let is_it =
        |view: &View| view.sheet.key == sheet && view.entry.as_ref().is_some_and(|e| e.field == field);
    TOOLS.iter().enumerate().find_map(|(tool, of)| {
        let at = of.views.iter().position(is_it)?;
        Some((tool, at, slot_of_entry(&of.views[at])?))
    })
}

impl App {
    /// The cell that the entry of a row stands for.
    fn entry_cell(&mut self, entry: &Entry, row: &dyn AnyRow) -> Option<EntryCell> {
        let mut new_id = std::mem::replace(&mut self.new_id, Box::new(|| Id::new(0)));
        let cell = self.facts().and_then(|facts| (entry.cell)(facts, row, &mut *new_id));
        self.new_id = new_id;
        cell
    }

    /// Where what is entered in the field under the cursor goes.
    pub(super) fn entry_target(&mut self, entry: &Entry, here: Option<Here>) -> Option<Target> {
        let row = self.row_at(here)?.copy();
        let EntryCell { row, fresh, column, said } = self.entry_cell(entry, &*row)?;
        let def = row.def();
        Some(if fresh {
            Target { fresh: Some(row), said, ..Target::new(None, def, column) }
        } else {
            Target { said, ..Target::new(Some(row.id()), def, column) }
        })
    }

    /// Opens the field under the cursor for typing.
    pub(super) fn open_entry(&mut self, entry: &'static Entry, here: Option<Here>) {
        let Some(target) = self.entry_target(entry, here) else { return };
        let (Some(here), Some(opened)) = (here, &self.opened) else { return };
        let Some(row) = here.row else { return };
        let Target { row: into, def, column, fresh, said } = target;
        let there = into.and_then(|id| opened.project.sheet(def.key).and_then(|s| s.row(s.position(id)?)));
        let old = there
            .map_or(String::new(), |row| project::cell_text(&opened.project, row, column, self.choices.lang));
        self.layers.push(Layer::Cell(CellEdit {
            sheet: def.key,
            row: into,
            column,
            kind: def.columns[column].kind,
            editor: Editor::line(&old),
            error: None,
            begun: None,
            several: false,
            entry: Some(EntryField { sheet: here.view.sheet.key, row, field: entry.field, fresh, said }),
            beside_score: None,
        }));
        self.select_unless_own(true);
    }

    /// The rows of the selection where the entry of the view is selected too.
    fn selected_entries(&self) -> Option<(&'static Entry, Vec<Arc<dyn AnyRow>>)> {
        let (.., view) = self.view()?;
        let entry = view.entry.as_ref()?;
        let slot = slot_of_entry(view)?;
        let state = self.view_state().filter(|state| !state.is_hidden(slot))?;
        let ((from, to), (left, right)) = state.block();
        if !(left..=right).contains(&slot) {
            return None;
        }
        let sheet = self.sheet()?;
        let rows = (from..=to).filter_map(|n| sheet.share(state.place(n)?));
        Some((entry, rows.collect()))
    }

    /// Clears what was entered in the field under the cursor.
    pub(super) fn clear_entry_here(&mut self) {
        let here = self.here();
        if let Some((entry, row)) = entry_at(here).zip(self.row_at(here).map(AnyRow::copy)) {
            self.clear_rows(entry, &[row]);
        }
    }

    /// Clears what was entered in the selected fields, and nothing else that is selected; false if none is.
    pub(super) fn clear_entries(&mut self) -> bool {
        let selected = self.selected_entries();
        selected.is_some_and(|(entry, rows)| self.clear_rows(entry, &rows))
    }

    fn clear_rows(&mut self, entry: &Entry, rows: &[Arc<dyn AnyRow>]) -> bool {
        let Some((facts, (.., view))) = self.facts().zip(self.view()) else { return false };
        let edits: Vec<Edit> = rows.iter().filter_map(|row| (entry.clear)(facts, &**row)).collect();
        let slot = slot_of_entry(view).and_then(|slot| slots(view).get(slot).copied());
        let title: Phrase =
            slot.map_or_else(|| Phrase::same(""), |slot| super::view_state::title_of(view, slot).into());
        let n = edits.len();
        if n == 0 {
            let said = say!("“{title}”里没有要清空的", "There is nothing to clear under {title}", title);
            self.say(Level::Blank, said);
            return true;
        }
        let cells = crate::text::count(n, "格", "cell", "cells");
        let said = say!("清空“{title}” {cells}", "{cells} under {title} cleared", title, cells);
        if self.apply(Edit::Many(edits), said.clone()) {
            let how = self.how(Command::Undo);
            let others = self.several_selected() && {
                let (_, columns) = self.block_cells();
                !columns.is_empty()
            };
            let rest =
                if others { text("，其他列不动", "; the other columns stay") } else { text("", "") };
            self.say(
                Level::Good,
                say!("已{said}{rest}；{how}撤销", "{said}{rest}; {how} takes it back", said, rest, how),
            );
        }
        true
    }

    /// What a block means that is pasted into a view with a field to type into: on the field itself from the cursor on,
    /// elsewhere if it names the rows. None where it means nothing there.
    pub(super) fn block_for_entry(&self, block: &[Vec<String>]) -> Option<Reshaped> {
        let here = self.here()?;
        let entry = here.view.entry.as_ref()?;
        let on_field = entry_at(Some(here)).is_some();
        let (state, sheet) = (self.view_state()?, self.sheet()?);
        let from = if on_field { state.row } else { state.len() };
        let rows: Vec<Arc<dyn AnyRow>> =
            (from..state.len()).filter_map(|n| sheet.share(state.place(n)?)).collect();
        (entry.block)(self.facts()?, &rows, block)
    }

    /// Opens the field again that a draft was typed into; false where it has gone.
    pub(super) fn reopen_entry(&mut self, row: Id, (tool, view, slot): (usize, usize, usize)) -> bool {
        self.show(tool, Some(view));
        let grid = self.view().is_some_and(|(.., view)| matches!(view.layout, Layout::Grid(_)));
        if !grid || !self.go_to_row(row) {
            return false;
        }
        if let Some(state) = self.view_state_mut() {
            state.slot = slot;
        }
        self.start_edit(self.here());
        true
    }
}
