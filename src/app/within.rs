//! What a new row on the screen belongs to, such as the process of a step: what the row under the cursor belongs to, or the
//! heading below which the line for a new row stands.

use super::App;
use crate::intake::Within;
use crate::project::{Edit, row_name};
use crate::registry;
use crate::sheet::{AnyRow, Cell, Id, Kind, SheetDef};
use crate::text::{Lang, Phrase};
use crate::tool::Change;

impl App {
    /// The column of a sheet by which its rows belong to others, and the row that a new one would belong to.
    pub(super) fn belongs_to(&self, def: &'static SheetDef) -> Option<(usize, Id)> {
        let (.., view) = self.view().filter(|(.., view)| view.sheet == def)?;
        let column = registry::within(def)?;
        let link = |row: &dyn AnyRow| if let Cell::Link(id) = row.get(column) { Some(id) } else { None };
        if let Some(row) = self.row() {
            return link(row).map(|id| (column, id));
        }
        let (state, sheet) = (self.view_state()?, self.sheet()?);
        let last = state.len().checked_sub(1).and_then(|n| sheet.row(state.place(n)?)).and_then(link);
        let is_begun =
            |id: Id| (0..sheet.len()).filter_map(|at| sheet.row(at)).any(|row| link(row) == Some(id));
        // One that waits for its first row is meant before the heading.
        match self.followed(view.sheet, column) {
            Some(id) if state.sort.is_some() || !is_begun(id) => Some((column, id)),
            followed => last.or(followed).map(|id| (column, id)),
        }
    }

    /// What a new row would belong to by its tool, once it has a name.
    fn followed(&self, def: &'static SheetDef, column: usize) -> Option<Id> {
        let project = &self.opened.as_ref()?.project;
        let row = def.new_row(Id::new(0));
        let name = Cell::Text("?".into());
        let change =
            Change { project, row: &*row, column: def.columns.first()?, cell: &name, today: self.today };
        let Edit::Many(edits) = registry::edit_of(&change) else { return None };
        edits.into_iter().find_map(|edit| match edit {
            Edit::Set { column: at, cell: Cell::Link(id), .. } if at == column => Some(id),
            _ => None,
        })
    }

    /// The same for a block that does not say it.
    pub(super) fn within(&self, def: &'static SheetDef) -> Option<Within> {
        let (column, id) = self.belongs_to(def)?;
        let declared = &def.columns[column];
        let Kind::Link(sheet) = declared.kind else { return None };
        let project = &self.opened.as_ref()?.project;
        let rows = project.sheet(sheet)?;
        let row = rows.row(rows.position(id)?)?;
        let typed = row_name(row, self.choices.lang);
        let is_known = registry::row_called(project, sheet, &typed).is_ok_and(|found| found == id);
        Some(Within {
            column,
            title: declared.title.get(self.choices.lang).to_owned(),
            typed: if is_known { typed } else { id.to_string() },
            name: Phrase { zh: row_name(row, Lang::Zh).into(), en: row_name(row, Lang::En).into() },
        })
    }
}
