//! A cell being typed into: its keys, its draft, and what becomes of the text.

use super::editor::Editor;
use super::layer::{Ask, Asked, Begun, Keys, Layer};
use super::put::Target;
use super::request::Request;
use super::{App, Screen};
use crate::calendar::{Numbers, parse_date_toward};
use crate::command::{Command, Context};
use crate::exchange::{BLOCK_LIMIT, clipboard};
use crate::finding::{Level, Place};
use crate::intake::only_number;
use crate::registry;
use crate::say;
use crate::sheet::{Id, Kind, day_alone, day_of_numbers};
use crate::text::{Phrase, Text, text};
use std::borrow::Cow;

/// Where the cursor goes after a cell is confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// It stays.
    Stay,
    /// On, as Enter does.
    On,
    /// Up or down by so many rows.
    Rows(isize),
    /// To the right, or back, as Tab does.
    Tab(isize),
}

/// What is said when a pasted text does not fit into a cell.
pub(super) const TOO_LONG: Text =
    text("这段文字超过 64 KiB，没有粘贴", "The text is longer than 64 KiB and was not pasted");

/// The keys of a cell being typed into.
pub(super) static KEYS: Keys = Keys {
    context: Context::Typing,
    hint: |layer, entry| match entry.command {
        Command::NewLine => entry.title_in(Context::Typing).filter(|_| is_prose(layer)),
        Command::CommitAll => entry.title_in(Context::Typing).filter(|_| several(layer)),
        _ => entry.title_in(Context::Typing),
    },
    // In a text of several lines the arrows move within it, but where it is written down and there is nothing below.
    takes: |layer, command| {
        let Layer::Cell(edit) = layer else { return true };
        match command {
            _ if !is_prose(layer) || edit.digits_beside_score().is_some() => true,
            Command::CommitDown => edit.editor.is_written_on(),
            command => command != Command::CommitUp,
        }
    },
    run: |app, command| match command {
        Command::Commit => app.commit(After::On),
        Command::CommitDown => app.commit(After::Rows(1)),
        Command::CommitUp => app.commit(After::Rows(-1)),
        Command::CommitNext => app.commit(After::Tab(1)),
        Command::CommitPrevious => app.commit(After::Tab(-1)),
        Command::CommitAll => app.commit_all(),
        // A line takes no line end; there the key fills what is selected, since many terminals tell no Ctrl with Enter.
        Command::NewLine if app.layers.last().is_some_and(|layer| !is_prose(layer)) => app.commit_all(),
        Command::NewLine => app.change_text(|editor| _ = editor.newline()),
        Command::Cancel => app.give_up(),
        _ => {}
    },
    key: |app, key| app.change_text(|editor| _ = editor.handle(key)),
    paste: App::paste_into_cell,
    ..Keys::BLANK
};

fn is_prose(layer: &Layer) -> bool {
    matches!(layer, Layer::Cell(edit) if edit.kind == Kind::Prose)
}

/// Whether a pasted text holds several cells, as a spreadsheet copies them.
fn is_block(lines: &[Vec<String>]) -> bool {
    lines.iter().flatten().filter(|cell| !cell.trim().is_empty()).nth(1).is_some()
}

fn several(layer: &Layer) -> bool {
    matches!(layer, Layer::Cell(edit) if edit.several)
}

impl App {
    /// Says why the text in the field is refused, and selects it so that typing replaces it.
    pub(super) fn refuse(&mut self, reason: Phrase) {
        if let Some(Layer::Cell(edit)) = self.layers.last_mut() {
            edit.error = Some(reason);
            edit.editor.select_all();
        }
    }

    /// Confirms the field or the list that stands for one, as whatever leads away from it does; false where it stays open or
    /// a question follows.
    pub(super) fn confirm_and_leave(&mut self) -> bool {
        if matches!(self.layers.last(), Some(Layer::Choose(_))) {
            return self.confirm_list();
        }
        self.commit(After::Stay);
        self.layers.is_empty()
    }

    fn change_text(&mut self, change: impl FnOnce(&mut Editor)) {
        if let Some(Layer::Cell(edit)) = self.layers.last_mut() {
            edit.error = None;
            change(&mut edit.editor);
            if edit.editor.was_refused() {
                edit.error = Some(text("一格最多 64 KiB 文字", "A cell holds 64 KiB of text at most").into());
            }
            self.touch_draft();
            self.say_digits();
        }
    }

    fn paste_into_cell(&mut self, pasted: &str) {
        let Some(Layer::Cell(edit)) = self.layers.last() else { return };
        // Spreadsheets put quotes around a cell of several lines.
        let mut text = Cow::Borrowed(pasted);
        // In a meeting there are no cells beside the field.
        if edit.kind != Kind::Prose && self.screen != Screen::Meeting {
            match clipboard::read(pasted, BLOCK_LIMIT).as_deref_mut() {
                Some([row]) if row.len() == 1 => text = Cow::Owned(std::mem::take(&mut row[0])),
                Some(lines) if !is_block(lines) => {}
                _ => return self.paste_past_field(pasted),
            }
        }
        let Some(Layer::Cell(edit)) = self.layers.last_mut() else { return };
        edit.error = None;
        edit.editor.paste(&text);
        if edit.editor.was_refused() {
            edit.error = Some(TOO_LONG.into());
        }
        self.touch_draft();
    }

    /// Pastes several cells while a field of one line is open: they are cells and no text. What was typed is confirmed
    /// first; where it is refused nothing is pasted.
    fn paste_past_field(&mut self, pasted: &str) {
        let changed =
            matches!(self.layers.last(), Some(Layer::Cell(edit)) if edit.editor.is_changed_since_start());
        if !changed {
            self.give_up();
        } else if !self.confirm_and_leave() {
            return self.say(
                Level::Watch,
                text(
                    "先确认或取消正在输入的内容，再粘贴：几格的内容要放进几格",
                    "Confirm or cancel what is typed, then paste: several cells go into several cells",
                ),
            );
        }
        self.pasted(pasted);
    }

    pub(super) fn come_back(&mut self, begun: super::layer::Begun, down: isize) {
        let Some((tool, view, row)) = begun.back else { return };
        self.show(tool, Some(view));
        if let Some(row) = row {
            self.go_to_row(row);
        }
        self.walk(down, 0, false);
    }

    /// Puts the text that was typed into its cell; a refusal keeps the field open.
    pub(super) fn commit(&mut self, after: After) {
        if self.screen == Screen::Meeting {
            match self.answers_in_field() {
                Ok(true) => return,
                Ok(false) => {}
                Err(reason) => return self.refuse(reason),
            }
        }
        match self.score_by_digits() {
            Ok(true) => return self.lead_on(after),
            Ok(false) => {}
            Err(reason) => return self.refuse(reason),
        }
        let Some(Layer::Cell(edit)) = self.layers.last() else { return };
        let typed = edit.editor.text().to_owned();
        let changed = edit.editor.is_changed_since_start();
        let sheet = registry::sheets().into_iter().find(|def| def.key == edit.sheet);
        let (row, column, edit_sheet) = (edit.row, edit.column, edit.sheet);
        let made = edit.begun.is_some_and(Begun::made_row);
        // Nothing is promised by a row that an action made and nobody writes into.
        let is_blank = made && !changed && typed.trim().is_empty();
        if is_blank && self.screen != Screen::Meeting && self.promises_in(edit_sheet).is_some() {
            return self.give_up();
        }
        let target = sheet.map(|def| Target {
            fresh: edit.entry.as_ref().and_then(|entry| entry.fresh.clone()),
            said: edit.entry.as_ref().and_then(|entry| entry.said.clone()),
            ..Target::new(row, def, column)
        });
        let emptied = changed && edit.entry.is_some() && edit.row.is_some() && typed.trim().is_empty();
        if emptied {
            self.clear_entry_here();
        }
        let asks = self.asks_whose_digit();
        let target = target.filter(|_| changed && !emptied && asks.is_none());
        self.layers.extend(asks.map(Layer::Ask));
        let done = match target {
            Some(target) => self.commit_text(target, &typed, false),
            None => Ok(()),
        };
        if let Err(reason) = done {
            return self.refuse(reason);
        }
        // A question about the value stands on top of the field; both close together. Until it is answered the
        // text is nowhere but in its draft.
        let asked = matches!(self.layers.last(), Some(Layer::Ask(_)));
        let mut begun = None;
        self.drop_draft();
        if let Some(at) = self.layers.iter().rposition(|l| matches!(l, Layer::Cell(_)))
            && let Layer::Cell(edit) = self.layers.remove(at)
        {
            if asked {
                let draft = edit.draft();
                if let Some(Layer::Ask(Ask { about: Asked::Edit { typed, .. }, .. })) = self.layers.last_mut()
                {
                    *typed = Some(draft.clone());
                }
                self.ask(Request::KeepDraft(draft));
            }
            begun = edit.begun;
        }
        // Enter asks for the owner and the day of a promise, then leads back to where the action was asked for, on to the next
        // row; tab stays.
        if after == After::On
            && !asked
            && let Some((begun, (def, row))) = begun.zip(sheet.zip(row))
            && self.ask_for_more(
                begun,
                Place { sheet: def.key, row: Some(row), column: def.columns[column].key },
            )
        {
            return;
        }
        if let Some(begun) = begun.filter(|b| b.back.is_some() && !matches!(after, After::Tab(_))) {
            let down = match after {
                After::Rows(down) => down,
                After::On => 1,
                After::Stay | After::Tab(_) => 0,
            };
            return self.come_back(begun, down);
        }
        if let (Screen::Meeting, Some(def)) = (self.screen, sheet) {
            let place = Place { sheet: def.key, row, column: def.columns[column].key };
            match after {
                _ if asked => {}
                After::Stay => _ = self.leave_field(place, made, changed),
                _ => self.after_field(place, made, changed, after),
            }
            return;
        }
        self.lead_on(after);
    }

    /// Goes where the key leads that has confirmed a cell.
    pub(super) fn lead_on(&mut self, after: After) {
        match after {
            After::Stay => {}
            After::On => self.step_on(),
            After::Rows(1) => {
                self.end_tabs();
                self.go_down();
            }
            After::Rows(down) => {
                self.end_tabs();
                self.walk(down, 0, false);
            }
            After::Tab(by) => self.tab(by),
        }
    }

    /// Puts a text into a cell; `meant` where no question about it is open.
    pub(super) fn commit_text(&mut self, target: Target, typed: &str, meant: bool) -> Result<(), Phrase> {
        let Target { row, def, column, .. } = target;
        let fresh = target.fresh.clone().unwrap_or_else(|| def.new_row(Id::new(0)));
        let (as_typed, by_order) = (typed, self.day_typed(&def.columns[column], typed)?);
        let typed = by_order.as_deref().unwrap_or(typed);
        let Some(opened) = &self.opened else { return Ok(()) };
        let existing = row.and_then(|id| {
            let sheet = opened.project.sheet(def.key)?;
            sheet.share(sheet.position(id)?)
        });
        let current = existing.as_deref().unwrap_or(&*fresh);
        let read = |typed: &str| registry::read_cell(&opened.project, current, column, typed, self.today);
        // A rough count is taken as the number that it says.
        let rough = only_number(typed, true).filter(|_| def.columns[column].kind == Kind::Count);
        let (mut cell, rough) = match (read(typed), rough) {
            (Err(refused), Some(number)) => (read(&number).map_err(|_| refused.0)?, Some(number)),
            (read, _) => (read.map_err(|refused| refused.0)?, None),
        };
        let nearly = registry::asked_of_centre(&opened.project, current, column, &cell);
        if let Some((there, said)) = registry::spelt_as_there(&opened.project, current, column, &cell) {
            cell = there;
            self.say(Level::Watch, said);
        }
        // What the tool has to say of the value comes before how it was read.
        if let Some(read) =
            crate::sheet::how_read(&def.columns[column], as_typed, &cell, self.today, self.lang())
        {
            self.say(Level::Watch, read);
        }
        self.put_as(target, &cell, (typed, meant || registry::is_meant(typed)))?;
        if let Some(number) = rough {
            let typed = typed.trim();
            self.say(Level::Watch, say!("“{typed}”记为 {number}", "'{typed}' is kept as {number}"));
        }
        if let Some(note) = nearly {
            self.say(Level::Watch, note);
        }
        if let Some(note) = registry::taken_for_nothing(typed, &cell) {
            self.say(Level::Watch, note);
        }
        Ok(())
    }

    /// The day that was typed as two small numbers, in the order that days were entered in before; none for any other text.
    /// `Err` asks which day is meant, and the answer shows the order from then on.
    pub(super) fn day_typed(
        &mut self,
        column: &'static crate::sheet::Column,
        typed: &str,
    ) -> Result<Option<String>, Phrase> {
        let (today, lang) = (self.today, self.lang());
        let whole = typed;
        let typed = &*day_alone(column, whole, today);
        if matches!(column.kind, Kind::Date | Kind::Tick)
            && let (Some(asked), Ok(day)) = (self.asked_day, parse_date_toward(typed, today, column.toward))
            && !Numbers::of(typed).is_some_and(Numbers::is_open)
        {
            self.asked_day = None;
            if let Some(order) = asked.order_of(day, today, column.toward) {
                self.choices.day_order = Some(order);
                self.remember();
            }
        }
        // One that can be read in one order alone shows it as well.
        if let (None, Some(order)) = (self.choices.day_order, Numbers::of(typed).and_then(Numbers::order))
            && matches!(column.kind, Kind::Date | Kind::Tick)
            && typed.contains(['/', '.', '／', '．'])
        {
            self.choices.day_order = Some(order);
            self.remember();
        }
        match day_of_numbers(column, typed, today, lang, self.choices.day_order) {
            None => Ok(None),
            Some(Ok(day)) => Ok(Some(day.to_string())),
            Some(Err(either)) => {
                self.asked_day = Numbers::of(typed);
                Err(either.asked(whole))
            }
        }
    }
}
