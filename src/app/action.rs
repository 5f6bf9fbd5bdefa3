//! The tools' own actions: what is behind an action key, whether it works, and what comes of it.

use super::layer::{self, Begun, Layer};
use super::{App, Here, Screen};
use crate::command::Command;
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::registry;
use crate::say;
use crate::sheet::{AnyRow, Cell};
use crate::text::{Phrase, Text, text};
use crate::tool::{Action, Columns, Outcome, PromiseKinds, Step};

impl App {
    /// The tool's action behind one of the action keys, if it works in this view.
    pub fn action(&self, command: Command) -> Option<&'static Action> {
        let (.., view) = self.view()?;
        let (_, tool) = self.tool()?;
        let at = match command {
            Command::Action1 => 0,
            Command::Action2 => 1,
            Command::Action3 => 2,
            Command::Action4 => 3,
            Command::More => tool.actions.iter().position(|action| action.step == Some(Step::More))?,
            Command::Less => tool.actions.iter().position(|action| action.step == Some(Step::Less))?,
            _ => return None,
        };
        tool.actions.get(at).filter(|a| a.views.is_empty() || a.views.contains(&view.key))
    }

    /// Whether an action would work, without doing it.
    pub(super) fn try_action(&self, command: Command, here: Option<Here>) -> Result<&'static Action, Phrase> {
        self.locked()?;
        let action = self.action(command);
        let action = action.ok_or_else(|| text("这里没有这个动作", "There is no such action here"))?;
        let facts = self.facts().ok_or_else(|| text("先打开一个工具", "Open a tool first"))?;
        (action.possible)(facts, self.row_at(here)).map(|()| action)
    }

    /// Notes on the field just opened where it was opened from, so that confirming or giving up leads
    /// back there, and what becomes of the step before when nothing is entered.
    pub(super) fn come_back_to(
        &mut self,
        from: Option<(usize, usize, Option<crate::sheet::Id>)>,
        opening: layer::Opening,
    ) {
        let here = self.view().map(|(tool, view, _)| (tool, view));
        let Some((tool, view, row)) = from else { return };
        let back = (Some((tool, view)) != here).then_some((tool, view, row));
        match self.layers.last_mut() {
            Some(Layer::Cell(edit)) => edit.begun = Some(Begun { back, opening }),
            Some(Layer::Choose(chooser)) => chooser.begun = Some(Begun { back, opening }),
            _ => {}
        }
    }

    /// After Enter in a field of something promised that an action began: who, then by when; false once there is nothing to ask
    /// for. What is proposed there is selected, so that Enter keeps it and typing replaces it.
    pub(super) fn ask_for_more(&mut self, begun: Begun, was: Place) -> bool {
        if !matches!(begun.opening, layer::Opening::MadeRow | layer::Opening::More) {
            return false;
        }
        let Some(next) = self.next_of_promise(was) else { return false };
        if !self.go(next) {
            return false;
        }
        self.start_edit(self.here());
        if let Some(Layer::Cell(edit)) = self.layers.last_mut() {
            edit.begun = Some(Begun { opening: layer::Opening::More, ..begun });
            edit.editor.select_all();
        }
        true
    }

    /// The cell behind another one of a promise: its owner, then its due date.
    fn next_of_promise(&self, was: Place) -> Option<Place> {
        let of = self.promises_in(was.sheet)?;
        let columns = [of.action, of.owner, of.due];
        let at = columns.iter().position(|column| column.key == was.column)?;
        let sheet = self.opened.as_ref()?.project.sheet(was.sheet)?;
        let row = sheet.row(sheet.position(was.row?)?)?;
        // What was begun and left blank has nobody to do it.
        if row.get(of.action.at) == Cell::Empty {
            return None;
        }
        Some(Place { column: columns.get(at + 1)?.key, ..was })
    }

    /// Where the rows of a sheet say what is promised; none where they promise nothing.
    pub(super) fn promises_in(&self, sheet: &str) -> Option<&'static Columns> {
        let PromiseKinds(kinds) = self.facts()?.get();
        kinds.iter().map(|kind| &kind.columns).find(|columns| columns.action.sheet == sheet)
    }

    pub(super) fn run_action(&mut self, command: Command, here: Option<Here>) {
        let action = match self.try_action(command, here) {
            Ok(action) => action,
            Err(reason) => return self.say(Level::Watch, reason),
        };
        if action.is_minutes {
            return self.read_minutes();
        }
        let mut new_id = std::mem::replace(&mut self.new_id, Box::new(|| crate::sheet::Id::new(0)));
        let outcome = self.facts().map(|facts| (action.run)(facts, self.row_at(here), &mut *new_id));
        self.new_id = new_id;
        if let Some(Ok(outcome)) = outcome {
            self.carry_out(outcome, action.stands);
        }
    }

    /// Applies what comes of an action, and goes where it leads.
    fn carry_out(&mut self, outcome: Outcome, stands: bool) {
        let opening = match () {
            () if stands && fills_in(&outcome.edit) => layer::Opening::Announced,
            () if makes_row(&outcome.edit) => layer::Opening::MadeRow,
            () => layer::Opening::Kept,
        };
        // Where nothing is done, what is said is why, or what is to be done first.
        let done = if does_nothing(&outcome.edit) { Level::Watch } else { outcome.level };
        if !self.apply(outcome.edit, outcome.said.clone()) {
            return;
        }
        if let Some((place, open)) = outcome.go {
            let from = self.view().map(|(tool, view, _)| (tool, view, self.row().map(AnyRow::id)));
            let here = self.tool().map(|(tool, _)| tool);
            if registry::owner(place.sheet).map(|(tool, _)| tool) != here {
                self.note_location();
            }
            self.go(place);
            if open {
                self.start_edit(self.here());
                self.come_back_to(from, opening);
            }
        }
        self.say(done, outcome.said);
    }

    /// Says what has become of the row of a field that an action opened and nothing was entered into.
    pub(super) fn say_left_blank(&mut self, begun: Begun, column: Option<Text>) {
        if self.message.is_some() || self.screen == Screen::Meeting {
            return;
        }
        let said = match (begun.opening, column) {
            (layer::Opening::MadeRow, _) => text(
                "什么也没填，刚加的一行已收回",
                "Nothing was entered, so the row just added is taken back",
            )
            .into(),
            (layer::Opening::Announced, Some(column)) => {
                say!("已保留；“{column}”还空着", "Kept; '{column}' is still blank", column)
            }
            _ => return,
        };
        self.say(Level::Watch, said);
    }
}

/// Whether a change changes nothing.
fn does_nothing(edit: &Edit) -> bool {
    matches!(edit, Edit::Many(edits) if edits.iter().all(does_nothing))
}

/// Whether a change writes anything into a cell.
fn fills_in(edit: &Edit) -> bool {
    match edit {
        Edit::Insert { row, .. } => (0..row.def().columns.len()).any(|column| says(&row.get(column))),
        Edit::Set { cell, .. } => says(cell),
        Edit::Many(edits) => edits.iter().any(fills_in),
        _ => false,
    }
}

/// Whether something is entered in a cell.
fn says(cell: &Cell) -> bool {
    match cell {
        Cell::Empty | Cell::Check(false) => false,
        Cell::Text(text) => !text.trim().is_empty(),
        _ => true,
    }
}

/// Whether a change makes a row, which goes again if nothing is written into it. What is only noted on a row that
/// was there, such as a day of today, stays.
fn makes_row(edit: &Edit) -> bool {
    match edit {
        Edit::Insert { .. } => true,
        Edit::Many(edits) => edits.iter().any(makes_row),
        _ => false,
    }
}
