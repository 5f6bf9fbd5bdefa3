//! The widths of columns and the hidden ones, kept for each view of a project and across starts.

use super::view_state::{ColumnFormat, slots, title_of};
use super::{App, Columns, OpenProject, Spot};
use crate::command::Command;
use crate::finding::Level;
use crate::registry::TOOLS;
use crate::say;
use crate::sheet::Id;
use crate::text::{Phrase, count, text};
use crate::tool::{Field, Layout, View};
use std::collections::BTreeMap;

/// A column is at least and at most this wide, in cells.
const NARROWEST: u16 = 3;
const WIDEST: u16 = 120;

/// What begins the names of the views of demos among the choices; no other project is called so.
const OF_DEMOS: &str = "demo/";

/// The name of a view of a project among the choices.
pub(super) fn key(opened: &OpenProject, tool: usize, view: &View) -> String {
    let tool = TOOLS.get(tool).map_or("", |tool| tool.key);
    format!("{}{tool}-{}", of_project(opened.file.is_demo, opened.project.id), view.key)
}

/// What begins the names of the views of a project.
fn of_project(is_demo: bool, id: Id) -> String {
    format!("{}{id}/", if is_demo { OF_DEMOS } else { "" })
}

/// What is wanted of the fields of a view, by their slots. The first, which names the row, always stands.
pub(super) fn of(view: &View, columns: Option<&Columns>) -> Vec<ColumnFormat> {
    let (Layout::Grid(fields), Some(columns)) = (&view.layout, columns) else { return Vec::new() };
    let format = |(n, field): (usize, &Field)| ColumnFormat {
        cells: columns.widths.get(field_key(field)).map(|cells| (*cells).clamp(NARROWEST, WIDEST)),
        hidden: n > 0 && columns.hidden.contains(field_key(field)),
    };
    fields.iter().enumerate().map(format).collect()
}

fn field_key(field: &Field) -> &'static str {
    match field {
        Field::Column(key, _) | Field::Short(key, ..) | Field::Computed { key, .. } => key,
    }
}

impl App {
    fn change_columns(&mut self, change: impl FnOnce(&mut Columns, &'static str)) {
        let (Some((tool, _, view)), Some(slot)) = (self.view(), self.view_state().map(|s| s.slot)) else {
            return;
        };
        let Layout::Grid(fields) = &view.layout else { return };
        let Some(field) = fields.get(slot) else { return };
        let Some(key) = self.opened.as_ref().map(|opened| key(opened, tool, view)) else { return };
        let columns = self.choices.columns.entry(key.clone()).or_default();
        change(columns, field_key(field));
        if *columns == Columns::default() {
            self.choices.columns.remove(&key);
        }
        self.settle();
        self.remember();
    }

    /// The columns that are remembered for the next start: those of projects that are there then.
    pub(super) fn columns_to_remember(&self) -> BTreeMap<String, Columns> {
        let stays = |key: &str| key.contains('/') && !key.starts_with(OF_DEMOS);
        let all = self.choices.columns.iter().filter(|(key, _)| stays(key));
        all.map(|(key, columns)| (key.clone(), columns.clone())).collect()
    }

    /// Takes the columns along where a demo becomes a project.
    pub(super) fn keep_columns(&mut self, demo: Id, project: Id) {
        let (from, to) = (of_project(true, demo), of_project(false, project));
        let of_demo = self.choices.columns.iter().filter_map(|(key, columns)| {
            Some((format!("{to}{}", key.strip_prefix(&from)?), columns.clone()))
        });
        let kept: Vec<_> = of_demo.collect();
        if !kept.is_empty() {
            self.choices.columns.extend(kept);
            self.remember();
        }
    }

    /// How many columns of the view are hidden, and how they come back; none where all are shown.
    pub fn hidden_columns(&self) -> Option<Phrase> {
        let state = self.view_state()?;
        let hidden = (0..state.columns.len()).filter(|slot| state.is_hidden(*slot)).count();
        let columns = count(hidden, "列", "column", "columns");
        let how = self.how(Command::ShowColumns);
        (hidden > 0)
            .then(|| say!("隐藏 {columns} · {how}恢复", "{columns} hidden · {how} shows all", columns, how))
    }

    /// Makes the column under the cursor wider or narrower by so many cells.
    pub(super) fn resize_column(&mut self, by: i16) {
        let Some(slot) = self.view_state().map(|state| state.slot) else { return };
        let head = self.drawn.spots.iter().find(|(_, spot)| *spot == Spot::Head(slot));
        let Some(cells) = head.map(|(area, _)| area.width) else { return };
        let cells = cells.saturating_add_signed(by).clamp(NARROWEST, WIDEST);
        self.change_columns(|columns, key| _ = columns.widths.insert(key.to_owned(), cells));
    }

    /// Hides the column under the cursor; not the first, which names the row.
    pub(super) fn hide_column(&mut self) {
        let (Some((.., view)), Some(state)) = (self.view(), self.view_state()) else { return };
        let Some(slot) = slots(view).get(state.slot).copied().filter(|_| state.slot > 0) else {
            let first = text("第一列是行的名称，不能隐藏", "The first column names the rows and stays");
            return self.say(Level::Watch, first);
        };
        self.change_columns(|columns, key| _ = columns.hidden.insert(key.to_owned()));
        if let Some(state) = self.view_state_mut() {
            state.selection = None;
            state.pass_hidden(true);
        }
        let how = self.how(Command::ShowColumns);
        let title = title_of(view, slot);
        self.say(
            Level::Blank,
            say!(
                "已隐藏“{title}”；{how}恢复全部列",
                "'{title}' is hidden; {how} shows all columns",
                title,
                how
            ),
        );
    }

    /// Shows all columns of the view, as wide as they are by themselves.
    pub(super) fn show_columns(&mut self) {
        self.change_columns(|columns, _| *columns = Columns::default());
        self.say(Level::Blank, text("全部列恢复原样", "All columns stand as they were"));
    }

    /// Shows the column under the cursor: a jump leads to hidden ones too.
    pub(super) fn show_under_cursor(&mut self) {
        if self.view_state().is_some_and(|state| state.is_hidden(state.slot)) {
            self.change_columns(|columns, key| _ = columns.hidden.remove(key));
        }
    }
}
