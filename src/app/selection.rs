//! The selection of a grid, as spreadsheets have it: the active cell is where the selection began and stays there, the
//! opposite corner moves, and Enter and Tab go from cell to cell within it.

use super::App;
use super::view_state::{Slot, ViewState, slots};
use crate::sheet::{AnyRow, Id};
use crate::tool::{Layout, View};

/// A block of cells, from the corner where it began to the one that Shift and the arrows move; row and slot of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The corner where it began.
    pub from: (usize, usize),
    /// The corner that moves.
    pub to: (usize, usize),
    /// Whether the screen follows the corner that moves. Whole rows, columns and sheets are selected from where one is.
    pub follows: bool,
}

/// The corners of a selection by their rows, to find it again when the rows have moved; slots beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Corners {
    from: (Id, usize),
    to: (Id, usize),
    rows: usize,
}

impl ViewState {
    /// The selected block, or the active cell alone: rows and slots, both ends included.
    pub fn block(&self) -> ((usize, usize), (usize, usize)) {
        let here = (self.row, self.slot);
        let (from, to) = self.selection.map_or((here, here), |selection| (selection.from, selection.to));
        ((from.0.min(to.0), from.0.max(to.0)), (from.1.min(to.1), from.1.max(to.1)))
    }

    /// The corner of the selection that moves, or the active cell.
    pub fn reach(&self) -> (usize, usize) {
        self.selection.map_or((self.row, self.slot), |selection| selection.to)
    }

    /// The cell that stays in view.
    pub fn in_view(&self) -> (usize, usize) {
        self.selection.filter(|selection| selection.follows).map_or((self.row, self.slot), |s| s.to)
    }

    /// Moves the active cell, or with `select` the corner of the selection.
    pub fn move_to(&mut self, (row, slot): (usize, usize), select: bool) {
        if !select {
            (self.row, self.slot, self.selection) = (row, slot, None);
            return;
        }
        let from = self.selection.map_or((self.row, self.slot), |selection| selection.from);
        self.selection = Some(Selection { from, to: (row, slot), follows: true });
        // Enter may have led away from the corner where it began, and the block no longer reach there.
        if !self.is_selected((self.row, self.slot)) {
            (self.row, self.slot) = from;
        }
    }

    /// Selects a block around the active cell, which stays, and so does what is in view.
    pub fn select(&mut self, from: (usize, usize), to: (usize, usize)) {
        self.selection = Some(Selection { from, to, follows: false });
    }

    /// Whether a cell lies in the selected block.
    pub fn is_selected(&self, (row, slot): (usize, usize)) -> bool {
        let ((from, to), (left, right)) = self.block();
        (from..=to).contains(&row) && (left..=right).contains(&slot)
    }

    /// Keeps the selection within so many rows.
    pub(super) fn clip_selection(&mut self, rows: usize) {
        if let Some(selection) = &mut self.selection {
            let last = rows.saturating_sub(1);
            selection.from.0 = selection.from.0.min(last);
            selection.to.0 = selection.to.0.min(last);
        }
    }
}

/// Whether something can be entered in a slot of a view: a column, or the computed field that can be typed into.
pub(super) fn is_entered(view: &View, slot: Slot) -> bool {
    match (slot, &view.layout) {
        (Slot::Column(_), _) => true,
        (Slot::Computed(n), Layout::Grid(fields)) => {
            let entry = view.entry.as_ref().map(|entry| entry.field);
            entry.is_some() && fields.get(n).and_then(crate::tool::Field::computed_key) == entry
        }
        _ => false,
    }
}

/// The way from cell to cell within a selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Down, then on to the next column, as Enter does.
    Down,
    /// To the right, then on to the next row, as Tab does.
    Right,
}

impl App {
    /// Whether several cells are selected.
    pub(super) fn several_selected(&self) -> bool {
        self.view_state().is_some_and(|state| {
            let ((from, to), (left, right)) = state.block();
            from < to || left < right
        })
    }

    /// The corners of what is selected; none where a single cell is, or the line for a new row is among it.
    pub(super) fn corners(&self) -> Option<Corners> {
        let state = self.view_state().filter(|_| self.several_selected())?;
        let Selection { from, to, .. } = state.selection?;
        let id = |row: usize| Some(AnyRow::id(self.sheet()?.row(state.place(row)?)?));
        let rows = from.0.abs_diff(to.0);
        Some(Corners { from: (id(from.0)?, from.1), to: (id(to.0)?, to.1), rows })
    }

    /// Selects again what was selected before, where its rows stand as they did and the cursor is among them.
    pub(super) fn select_again(&mut self, corners: Option<Corners>) {
        let Some((Corners { from, to, rows }, state)) = corners.zip(self.view_state()) else { return };
        let shown = |id: Id| self.sheet().and_then(|sheet| state.shown(sheet.position(id)?));
        let Some((first, last)) = shown(from.0).zip(shown(to.0)) else { return };
        let here = (state.row, state.slot);
        let Some(state) = self.view_state_mut().filter(|_| first.abs_diff(last) == rows) else { return };
        let selection = Selection { from: (first, from.1), to: (last, to.1), follows: false };
        state.selection = Some(selection);
        if !state.is_selected(here) {
            state.selection = None;
        }
    }

    /// Moves the active cell on within the selection, or back, past what cannot be entered; from the last it goes to the
    /// first. False if nothing is selected.
    pub(super) fn step_within(&mut self, way: Way, by: isize) -> bool {
        if !self.several_selected() {
            return false;
        }
        let Some((.., view)) = self.view() else { return false };
        let slots = slots(view);
        let Some(state) = self.view_state_mut() else { return false };
        let ((from, to), (left, right)) = state.block();
        let columns: Vec<usize> = (left..=right)
            .filter(|slot| !state.is_hidden(*slot))
            .filter(|slot| slots.get(*slot).is_some_and(|slot| is_entered(view, *slot)))
            .collect();
        let (rows, count) = (to - from + 1, columns.len());
        if count == 0 {
            return true;
        }
        let row = state.row.saturating_sub(from).min(rows - 1);
        // From a computed cell the next one that can be entered follows.
        let at = columns.iter().position(|slot| *slot >= state.slot);
        let exact = columns.contains(&state.slot);
        let column = at.unwrap_or(count - 1);
        let cells = (rows * count).cast_signed();
        let place = match way {
            Way::Down => column * rows + row,
            Way::Right => row * count + column,
        };
        let by = if !exact && by > 0 && at.is_some() && way == Way::Right { by - 1 } else { by };
        let next = (place.cast_signed() + by).rem_euclid(cells).cast_unsigned();
        let (row, column) = match way {
            Way::Down => (next % rows, next / rows),
            Way::Right => (next / count, next % count),
        };
        (state.row, state.slot) = (from + row, columns[column]);
        if let Some(selection) = &mut state.selection {
            // The cell that is entered next has to be in view.
            selection.follows = false;
        }
        self.note_row();
        true
    }
}
