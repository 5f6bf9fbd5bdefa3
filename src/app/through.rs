//! Keys that mean the same while something lies over the screen: help, whether all is saved, the language; and those
//! that lead away from a field, which is confirmed then.

mod clipboard;

use super::editor::Editor;
use super::layer::{CellEdit, Chooser, Layer};
use super::request::Saving;
use super::{App, Screen};
use crate::command::{Chord, Command, Context};
use crate::finding::Level;
use crate::say;
use crate::sheet::Kind;
use crate::text::text;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

impl Layer {
    /// Whether characters are text here, and not keys.
    pub fn takes_text(&self) -> bool {
        match self {
            Layer::Cell(_) | Layer::Form(_) | Layer::Mend(_) | Layer::Help(_) => true,
            Layer::Choose(chooser) => chooser.query.is_some(),
            _ => false,
        }
    }
}

/// Whether a letter with Ctrl or Alt does something in a field.
fn edits_text(key: KeyEvent) -> bool {
    Editor::line("").handle(key)
}

impl App {
    /// Takes a key that means the same in every place, or that leads away from the field being typed into; false if it
    /// is none.
    pub(super) fn key_through(&mut self, key: KeyEvent) -> bool {
        let chord = Chord::of(key);
        let everywhere = self.choices.bindings.resolve(Context::Anywhere, chord);
        let types = matches!(key.code, KeyCode::Char(_))
            && !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        if types || self.clipboard_key(key) {
            return !types;
        }
        let Some(layer) = self.layers.last() else { return false };
        match (everywhere, layer) {
            (Some(Command::Language), Layer::Cell(_) | Layer::Form(_) | Layer::Mend(_)) => self.say(
                Level::Blank,
                text(
                    "正在输入，语言不变：先确认或取消",
                    "The language stays while you type: confirm or cancel first",
                ),
            ),
            (Some(Command::Language), _) => self.run(Command::Language),
            (
                Some(Command::Help),
                Layer::Help(_)
                | Layer::Details { .. }
                | Layer::Minutes { .. }
                | Layer::Pasting(_) | Layer::Waiting(_),
            ) => {
                return false;
            }
            (Some(Command::Help), _) => self.open_help(),
            (Some(Command::Save), Layer::Form(_)) => self.submit(),
            (Some(Command::Save), Layer::Cell(_)) => {
                if self.confirm_and_leave() {
                    self.tell_saved();
                }
            }
            (Some(Command::Save), Layer::Choose(chooser))
                if chooser.target.is_some() && !chooser.typed().is_empty() =>
            {
                if self.confirm_and_leave() {
                    self.tell_saved();
                }
            }
            (Some(Command::Save), _) if self.is_taking_in() => self.say(
                Level::Watch,
                text(
                    "还没有存入：先关掉这一层（Esc）回到预览，都定了按回车存入",
                    "It is not stored yet: close this (Esc) to come back to the preview, decide what is open, and store it with Enter",
                ),
            ),
            (Some(Command::Save), _) => self.underneath(App::tell_saved, true),
            (
                Some(Command::Quit),
                Layer::Form(_) | Layer::Preview(_) | Layer::Book(_) | Layer::Mend(_) | Layer::Ask(_),
            ) => self.say(
                Level::Watch,
                text("先关掉这一层（Esc），再退出", "Close this first (Esc), then quit"),
            ),
            (
                Some(Command::Quit),
                Layer::Help(_)
                | Layer::Details { .. }
                | Layer::Minutes { .. }
                | Layer::Chart { .. }
                | Layer::Choose(Chooser { query: Some(_), target: None, .. }),
            ) => {
                self.layers.clear();
                self.run(Command::Quit);
            }
            (_, Layer::Cell(edit)) => {
                let arrow = self.is_arrow_on(edit, key);
                let of_meeting = self
                    .choices
                    .bindings
                    .resolve(Context::Meeting, chord)
                    .filter(|command| matches!(command, Command::MeetPark | Command::MeetDecide));
                if let Some(command) = of_meeting.filter(|_| self.screen == Screen::Meeting) {
                    self.aside_from_field(command);
                    return true;
                }
                let leads_away = arrow || self.leads_away(key);
                // It is edited already.
                if !leads_away || self.is_edit(chord) {
                    return leads_away;
                }
                if self.confirm_and_leave() {
                    self.plain_key(key);
                }
            }
            (_, Layer::Choose(chooser)) if chooser.closes && self.leads_away(key) => {
                let (target, narrows) = (chooser.target.is_some(), chooser.query.is_some());
                self.leave_list(key, target, narrows);
            }
            _ => return false,
        }
        true
    }

    /// Whether a key does nothing in a text and is meant for the sheet or the program behind it: a function key, one with
    /// Ctrl or Alt, one that leads to a tool.
    fn leads_away(&self, key: KeyEvent) -> bool {
        let chord = Chord::of(key);
        let resolve = |context| self.choices.bindings.resolve(context, chord);
        let everywhere = resolve(Context::Anywhere);
        let command = resolve(Context::Sheet).or(everywhere).is_some();
        let function = matches!(key.code, KeyCode::F(_)) && command;
        let with_letter = matches!(key.code, KeyCode::Char(_)) && command && !edits_text(key);
        let to_tool = matches!(
            everywhere,
            Some(Command::Tool | Command::NextTool | Command::PreviousTool | Command::Portfolio)
        );
        function || with_letter || to_tool
    }

    /// Whether a key has nothing to move through in a field of a sheet and goes on from its cell, as in a spreadsheet.
    fn is_arrow_on(&self, edit: &CellEdit, key: KeyEvent) -> bool {
        let is_plain = key.modifiers.is_empty() && matches!(self.screen, Screen::Tool(_));
        is_plain
            && match key.code {
                KeyCode::Right => edit.editor.is_typed_over(),
                KeyCode::PageUp | KeyCode::PageDown => {
                    edit.kind != Kind::Prose || edit.editor.is_written_on()
                }
                _ => false,
            }
    }

    /// Whether a key opens the cell under the cursor.
    fn is_edit(&self, chord: Chord) -> bool {
        self.choices.bindings.resolve(Context::Sheet, chord) == Some(Command::Edit)
    }

    /// Leaves a list by a key that is meant for what lies behind it: what is typed for a cell is confirmed first. A list that
    /// asks for an answer stays, which is said.
    fn leave_list(&mut self, key: KeyEvent, target: bool, narrows: bool) {
        if self.layers.len() > 1 || !(target || narrows) {
            return self.say(
                Level::Watch,
                text("先选定一项，或按 Esc 关闭", "Choose first, or close this with Esc"),
            );
        }
        // It is open already.
        if target && self.is_edit(Chord::of(key)) {
            return;
        }
        if !target {
            self.layers.clear();
        }
        if self.layers.is_empty() || self.confirm_and_leave() {
            self.plain_key(key);
        }
    }

    /// Says whether all is saved, and if not, why.
    pub(super) fn tell_saved(&mut self) {
        let Some(opened) = &self.opened else {
            return self.say(Level::Watch, text("还没有打开项目", "No project is open"));
        };
        let (level, said) = match (&opened.read_only, &opened.saving) {
            (Some(reason), _) => (Level::Act, reason.clone()),
            (None, Saving::NotSaved(reason)) => {
                let said = say!("没有保存：{reason}；正在再试", "NOT saved: {reason}; trying again", reason);
                self.rhythm.asked_whether_saved = true;
                self.send();
                (Level::Stop, said)
            }
            (None, _) if opened.file.is_demo => {
                let how = self.how(Command::KeepDemo);
                (
                    Level::Watch,
                    say!(
                        "这是示例，退出后不保留；要留下来，{how}",
                        "This is the demo, which is not kept; to keep it: {how}",
                        how
                    ),
                )
            }
            (None, Saving::Saving) => {
                self.rhythm.asked_whether_saved = true;
                (Level::Blank, text("正在保存…", "Saving…").into())
            }
            (None, Saving::Saved) => match &self.draft_not_kept {
                Some(reason) => (
                    Level::Act,
                    say!(
                        "项目已保存；正在输入的文字没有备份：{reason}",
                        "The project is saved; the text being typed is not backed up: {reason}",
                        reason
                    ),
                ),
                None => (Level::Good, text("全部已保存", "Everything is saved").into()),
            },
        };
        self.say(level, said);
    }

    /// Answers who asked whether all is saved, once it is known.
    pub(super) fn answer_whether_saved(&mut self) {
        let Some(opened) = self.opened.as_ref().filter(|opened| opened.saving != Saving::Saving) else {
            return;
        };
        if !std::mem::take(&mut self.rhythm.asked_whether_saved) {
            return;
        }
        match &opened.saving {
            Saving::NotSaved(reason) => {
                let reason = reason.clone();
                self.say(Level::Stop, say!("没有保存：{reason}", "NOT saved: {reason}", reason));
            }
            _ => self.tell_saved(),
        }
    }
}
