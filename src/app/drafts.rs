//! Text that was typed and is in no cell yet: kept beside the project, offered again, and given up only so that it
//! can be had back.

use super::entries::place_of_entry;
use super::layer::{Ask, Asked, Begun, Layer, Opening};
use super::request::{Draft, Request};
use super::view_state::{slots, title_of};
use super::{App, Step};
use crate::command::Command;
use crate::event::Effect;
use crate::finding::{Level, Place};
use crate::project;
use crate::registry;
use crate::say;
use crate::text::{Phrase, in_line, joined, text, width};
use std::time::{Duration, Instant};

/// What was typed and is wider than this is not lost for a key: undo brings it back.
const SHORT: usize = 12;

/// Typed text is in its draft after so long.
const KEPT_AFTER: Duration = Duration::from_millis(1_500);

/// So many cells of a text are shown in a question about it.
pub(super) const SHOWN: usize = 40;

/// A text that was left without entering it, and what its field was.
pub(super) struct GivenUp {
    pub draft: Draft,
    /// How an action had opened the field.
    pub begun: Option<Begun>,
    /// The step that puts the row in again that was made for the field.
    pub row: Option<Step>,
}

impl From<Draft> for GivenUp {
    fn from(draft: Draft) -> GivenUp {
        GivenUp { draft, begun: None, row: None }
    }
}

/// Whether a text is not lost for a key.
pub(super) fn is_long(text: &str) -> bool {
    width(text) > SHORT
}

impl App {
    /// When the app wants [`crate::event::Event::Timer`]: to keep typed text in a draft, or to go on with its work.
    pub fn deadline(&self) -> Option<Instant> {
        let draft = self.typed_at.map(|at| at + KEPT_AFTER);
        let due = draft.into_iter().chain(self.work_due()).chain(self.clock_due());
        due.chain(self.waiting_due()).min()
    }

    /// When work in slices goes on, if there is any.
    pub fn work_due(&self) -> Option<Instant> {
        self.layers
            .last()
            .and_then(|layer| if let Layer::Pasting(job) = layer { Some(job.due()) } else { None })
    }

    /// Notes that text has been typed that is to be kept.
    pub(super) fn touch_draft(&mut self) {
        self.typed_at.get_or_insert_with(Instant::now);
    }

    /// Has the text being typed kept on disk.
    pub(super) fn keep_draft(&mut self) {
        self.typed_at = None;
        // A question may stand over the field.
        let project = self.opened.as_ref().map(|opened| opened.project.id);
        let draft = self.layers.iter().rev().find_map(|layer| match layer {
            Layer::Cell(edit) => Some(edit.draft()),
            Layer::Form(form) => form.draft(project),
            _ => None,
        });
        if let Some(draft) = draft {
            self.ask(Request::KeepDraft(draft));
        }
    }

    /// Has the text of a cell removed from the disk: it is in its cell, or was given up.
    pub(super) fn drop_draft(&mut self) {
        self.drop_kept(false);
    }

    /// Has the text of a form removed from the disk: the form is done, or the text was given up.
    pub(super) fn drop_form_draft(&mut self) {
        self.drop_kept(true);
    }

    /// Has a text that was left removed from the disk; one of the other kind may still wait for its answer.
    pub(super) fn drop_left(&mut self, draft: &Draft) {
        self.drop_kept(draft.is_of_form());
    }

    fn drop_kept(&mut self, of_form: bool) {
        self.typed_at = None;
        self.draft_not_kept = None;
        self.ask(Request::DropDraft { of_form });
    }

    /// Closes the field; a row that was made for it and is still blank goes with it.
    pub(super) fn give_up(&mut self) {
        let Some(Layer::Cell(edit)) = self.layers.pop() else { return };
        self.drop_draft();
        let opening = edit.begun.map(|begun| begun.opening);
        let goes = matches!(opening, Some(Opening::MadeRow | Opening::Answered));
        let row = if goes { self.forget_last() } else { None };
        if row.is_some() && opening == Some(Opening::Answered) {
            self.say(Level::Blank, text("已收回", "Taken back"));
        }
        if let (Some(Opening::NewDay), Some(row)) = (opening, edit.row) {
            self.without_new_day(row);
        }
        if let Some(begun) = edit.begun {
            self.come_back(begun, 0);
        }
        if self.screen == super::Screen::Meeting && row.is_none() {
            self.drop_blank_rows();
        }
        let left = edit.begun.filter(|begun| row.is_some() || !begun.made_row());
        if is_long(edit.editor.typed()) {
            self.can_take_up(GivenUp { draft: edit.draft(), begun: edit.begun, row });
        } else if let Some(begun) = left {
            let def = registry::sheets().into_iter().find(|def| def.key == edit.sheet);
            let column = def.and_then(|def| def.columns.get(edit.column));
            self.say_left_blank(begun, column.map(|column| column.title));
        }
    }

    /// Remembers a text that was left without entering it, and says how to get it back.
    pub(super) fn can_take_up(&mut self, given_up: GivenUp) {
        self.given_up = Some(given_up);
        // That the row stays because of another window is the weightier news.
        if self.message.is_some() {
            return;
        }
        let how = self.how(Command::Undo);
        self.say(
            Level::Watch,
            say!("没有写入；{how}找回刚才输入的文字", "Not entered; {how} brings the typed text back", how),
        );
    }

    /// Opens the field again whose text was refused, and says why; where the cell has gone, offers the text alone.
    pub(super) fn reopen(&mut self, draft: Draft, reason: Phrase) {
        self.put_draft_back(draft);
        match self.layers.last_mut() {
            Some(Layer::Cell(_)) => self.refuse(reason),
            _ => self.say(Level::Act, reason),
        }
    }

    /// Opens the field again whose text was given up last; false if there is none.
    pub(super) fn take_up_again(&mut self) -> bool {
        let Some(GivenUp { draft, begun, row }) = self.given_up.take() else { return false };
        // The row that was made for the field first.
        if let Some(step) = row {
            self.apply(step.inverse, step.said);
        }
        self.put_draft_back(draft);
        if let Some(Layer::Cell(edit)) = self.layers.last_mut() {
            edit.begun = begun;
        }
        true
    }

    /// Asks what to do with a text that was being typed when the program last ended.
    pub fn offer_draft(&mut self, draft: Draft) {
        if draft.is_of_form() {
            return self.offer_form(draft);
        }
        let typed = in_line(&draft.text, SHOWN);
        let Some(place) = self.place_of(&draft) else {
            return self.offer_text(
                draft,
                say!(
                    "上次退出时“{typed}”还没有确认，它所在的行已经不在了。复制下来，粘贴到别处吗？",
                    "'{typed}' was not confirmed when the program last ended, and its row is gone. Copy it, to paste elsewhere?"
                ),
            );
        };
        self.layers.push(Layer::Ask(Ask {
            question: say!(
                "{place}：上次退出时“{typed}”还没有确认。放回输入框吗？",
                "{place}: '{typed}' was not confirmed when the program last ended. Restore it?",
                place
            ),
            yes: text("放回", "Restore it").into(),
            no: Some(text("丢弃", "Discard it").into()),
            about: Asked::Draft(draft),
        }));
    }

    /// Asks what to do with a text whose row has gone.
    fn offer_text(&mut self, left: Draft, question: Phrase) {
        self.layers.push(Layer::Ask(Ask {
            question,
            yes: text("复制", "Copy it").into(),
            no: Some(text("丢弃", "Discard it").into()),
            about: Asked::LostText(left),
        }));
    }

    /// Copies a text whose row has gone, to be pasted into another cell.
    pub(super) fn copy_lost(&mut self, lost: Draft) {
        let how = self.how(Command::Paste);
        self.drop_left(&lost);
        self.effect(Effect::Copy(lost.text.clone()));
        self.clip = lost.text;
        self.say(
            Level::Good,
            say!("已复制：走到一格，{how}就能粘贴", "Copied: go to a cell, where {how} pastes it", how),
        );
    }

    /// Opens the field of a draft with its text in it; where the cell has gone, offers the text alone.
    pub(super) fn put_draft_back(&mut self, draft: Draft) {
        if draft.is_of_form() {
            return self.put_form_back(&draft);
        }
        if self.put_back_in_meeting(&draft) {
            return;
        }
        if let Some((row, place)) = draft.row.zip(place_of_entry(&draft.sheet, &draft.column))
            && self.reopen_entry(row, place)
            && let Some(Layer::Cell(edit)) = self.layers.last_mut()
        {
            edit.editor.replace_all(&draft.text);
            return self.touch_draft();
        }
        let registry = registry::sheets();
        let def = registry.iter().find(|d| d.key == draft.sheet);
        let place = def.and_then(|d| d.column(&draft.column).map(|c| (*d, c)));
        if let Some((def, column)) = place.filter(|_| self.place_of(&draft).is_some())
            && self.go(Place { sheet: def.key, row: draft.row, column: def.columns[column].key })
        {
            self.start_edit(self.here());
            if let Some(Layer::Cell(edit)) = self.layers.last_mut() {
                edit.editor.replace_all(&draft.text);
                return self.touch_draft();
            }
        }
        let typed = in_line(&draft.text, SHOWN);
        self.offer_text(
            draft,
            say!(
                "“{typed}”还没有写入，它所在的行已经不在了。复制下来，粘贴到别处吗？",
                "'{typed}' is not entered, and its row is gone. Copy it, to paste elsewhere?"
            ),
        );
    }

    /// What people call the place of a draft: sheet, row, column. None where its row or its column has gone.
    fn place_of(&self, draft: &Draft) -> Option<Phrase> {
        let registry = registry::sheets();
        let def = registry.iter().find(|d| d.key == draft.sheet)?;
        let column = match place_of_entry(&draft.sheet, &draft.column) {
            Some((tool, view, slot)) => {
                let view = &registry::TOOLS[tool].views[view];
                title_of(view, *slots(view).get(slot)?)
            }
            None => def.columns.get(def.column(&draft.column)?)?.title,
        };
        let project = &self.opened.as_ref()?.project;
        let name = match draft.row {
            Some(id) => {
                let sheet = project.sheet(def.key)?;
                project::title_phrase(project, sheet.row(sheet.position(id)?)?)
            }
            None => Phrase::same(""),
        };
        let mut parts: Vec<Phrase> = vec![def.title.into(), name, column.into()];
        parts.retain(|part| !part.zh.is_empty());
        Some(joined(&parts, text(" · ", " · ")))
    }
}
