//! The place of the cursor: resolved once for a key, and passed on to whatever the key does.

use super::App;
use super::view_state::{self, Slot};
use crate::finding::Place;
use crate::sheet::{AnyRow, Id, Kind};
use crate::tool::View;

/// The place of the cursor in a tool. It holds as long as neither the cursor nor the project has changed.
#[derive(Clone, Copy)]
pub struct Here {
    /// The view that is shown.
    pub view: &'static View,
    /// The slot under the cursor; none where only panels are shown.
    pub slot: Option<Slot>,
    /// The row under the cursor; none on the line for a new row, and where there is no slot.
    pub row: Option<Id>,
    /// The row's place in the sheet.
    at: Option<usize>,
}

impl Here {
    /// The column under the cursor; none where the field is computed.
    pub fn column(&self) -> Option<usize> {
        match self.slot {
            Some(Slot::Column(column)) => Some(column),
            _ => None,
        }
    }

    /// The same row at another of the view's slots.
    pub(super) fn at_slot(self, slot: usize) -> Here {
        Here { slot: view_state::slots(self.view).get(slot).copied(), ..self }
    }

    /// What the cell under the cursor holds; none where it is computed.
    pub fn kind(&self) -> Option<Kind> {
        self.view.sheet.columns.get(self.column()?).map(|column| column.kind)
    }

    /// The cell under the cursor, if it is one of the sheet.
    pub fn place(&self) -> Option<Place> {
        let column = self.view.sheet.columns.get(self.column()?)?.key;
        Some(Place { sheet: self.view.sheet.key, row: self.row, column })
    }
}

impl App {
    /// Resolves the place of the cursor; none where no tool is shown.
    pub fn here(&self) -> Option<Here> {
        let (.., view) = self.view()?;
        let view_state = self.view_state();
        let slot = view_state.and_then(|state| view_state::slots(view).get(state.slot).copied());
        let at = view_state.filter(|_| slot.is_some()).and_then(|state| state.place(state.row));
        let row = at.and_then(|at| self.sheet()?.row(at)).map(AnyRow::id);
        Some(Here { view, slot, row, at })
    }

    /// The row at a place of the cursor.
    pub(super) fn row_at(&self, here: Option<Here>) -> Option<&dyn AnyRow> {
        self.sheet()?.row(here?.at?)
    }

    /// The row under the cursor; none on the line for a new row, and none where only panels are shown.
    pub fn row(&self) -> Option<&dyn AnyRow> {
        self.row_at(self.here())
    }

    /// The slot under the cursor.
    pub fn slot(&self) -> Option<Slot> {
        self.here()?.slot
    }

    /// What the cell under the cursor holds; none where it is computed.
    pub fn kind(&self) -> Option<Kind> {
        self.here()?.kind()
    }

    /// The cell under the cursor, if it is one of the sheet.
    pub fn place(&self) -> Option<Place> {
        self.here()?.place()
    }
}
