//! Lists, questions, forms and cells being typed into: the layers and their keys.

use super::App;
use super::layer::{Ask, Asked, Does, Layer};
use super::request::Request;
use crate::command::{Chord, Command, Context};
use crate::event::Effect;
use crate::finding::Level;
use crate::say;
use crate::text::{Text, text};
use crossterm::event::{KeyCode, KeyEvent};

/// An answer to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reply {
    Yes,
    No,
    /// The question is taken back.
    Neither,
}

impl App {
    /// A key in a list, a question, help or a preview.
    pub(super) fn choosing(&mut self, key: KeyEvent) {
        let chord = Chord::of(key);
        if let Some(command) = self.choices.bindings.resolve(Context::Choosing, chord) {
            return self.run(command);
        }
        match self.layers.last_mut() {
            Some(Layer::Choose(chooser)) => match &mut chooser.query {
                Some(query) => {
                    query.handle(key);
                    chooser.at = 0;
                    self.search_again();
                }
                None => self.short_list_key(key),
            },
            Some(Layer::Ask(_)) => match key.code {
                KeyCode::Char('y' | 'Y') => self.reply(Reply::Yes),
                KeyCode::Char('n' | 'N') => self.reply(Reply::No),
                _ => {}
            },
            Some(Layer::Help { .. } | Layer::Details { .. }) => match key.code {
                KeyCode::Char('j') => self.scroll_layer(1),
                KeyCode::Char('k') => self.scroll_layer(-1),
                KeyCode::Char(' ') => self.run(Command::ChoosePageDown),
                KeyCode::Char('q') => self.run(Command::Close),
                _ => {
                    // The key that opened it closes it as well.
                    let bindings = &self.choices.bindings;
                    let opens = bindings.resolve(Context::Anywhere, chord) == Some(Command::Help)
                        || bindings.resolve(Context::Sheet, chord) == Some(Command::Details);
                    if opens {
                        self.run(Command::Close);
                    }
                }
            },
            _ => {}
        }
    }

    /// Gives a command of a list, a question, help or a preview.
    pub(super) fn run_in_layer(&mut self, command: Command) {
        let page = self.drawn.rows.max(2).cast_signed() - 1;
        match command {
            Command::Choose => self.choose(),
            Command::Close => self.close(),
            Command::ChooseUp => self.scroll_layer(-1),
            Command::ChooseDown => self.scroll_layer(1),
            Command::ChoosePageUp => self.scroll_layer(-page),
            Command::ChoosePageDown => self.scroll_layer(page),
            _ => {}
        }
    }

    /// Moves the cursor of a list, or scrolls what has none.
    pub(super) fn scroll_layer(&mut self, by: isize) {
        let beyond = self.drawn.beyond;
        match self.layers.last_mut() {
            Some(Layer::Help { top } | Layer::Details { top }) => {
                *top = top.saturating_add_signed(by).min(beyond);
            }
            Some(Layer::Preview(preview)) => {
                preview.top = preview.top.saturating_add_signed(by).min(preview.rows.len().saturating_sub(1));
            }
            Some(Layer::Choose(chooser)) => {
                chooser.at = chooser.at.saturating_add_signed(by).min(chooser.shown.len().saturating_sub(1));
            }
            _ => {}
        }
    }

    /// Takes what is under the cursor of the top layer.
    fn choose(&mut self) {
        match self.layers.last() {
            Some(Layer::Choose(_)) => self.choose_current(),
            Some(Layer::Ask(_)) => self.reply(Reply::Yes),
            Some(Layer::Help { .. } | Layer::Details { .. }) => {
                self.layers.pop();
            }
            Some(Layer::Preview(preview)) if preview.errors.is_empty() => self.put_preview(),
            _ => {}
        }
    }

    /// Leaves the top layer without choosing.
    fn close(&mut self) {
        match self.layers.last() {
            Some(Layer::Choose(chooser)) if !chooser.closes => self.effect(Effect::Quit),
            Some(Layer::Ask(_)) => self.reply(Reply::Neither),
            Some(Layer::Choose(_) | Layer::Help { .. } | Layer::Details { .. } | Layer::Preview(_)) => {
                self.layers.pop();
            }
            _ => {}
        }
    }

    fn put_preview(&mut self) {
        let Some(Layer::Preview(preview)) = self.layers.pop() else { return };
        let (cells, rows) = (preview.changes, preview.new_rows);
        if cells == 0 && rows == 0 {
            return self
                .say(Level::Watch, text("内容相同，没有改动", "Nothing differs, so nothing was changed"));
        }
        let said = say!("粘贴 {cells} 格，新增 {rows} 行", "{cells} cells pasted, {rows} new rows");
        if self.apply(preview.edit, said.clone()) {
            let key = self.choices.bindings.label(Command::Undo, self.choices.lang);
            self.say(
                Level::Good,
                say!("已{said}，{key} 一步撤销", "{said}; {key} takes it back in one step", said),
            );
        }
    }

    /// Does what the item under the cursor of a list is for.
    fn choose_current(&mut self) {
        let Some(Layer::Choose(chooser)) = self.layers.last() else { return };
        let Some(item) = chooser.current() else { return };
        if let Some(reason) = item.why_not.clone() {
            self.say(Level::Watch, reason);
            return;
        }
        let (does, target) = (item.does.clone(), chooser.target);
        self.layers.pop();
        let put = matches!(does, Does::Put(_));
        self.does(does, target);
        if put && self.layers.is_empty() && self.message.is_none() {
            self.walk(0, 1, false);
        }
    }

    /// Does what an item of the list on top is for, counted as shown.
    pub(super) fn choose_item(&mut self, at: usize) {
        if let Some(Layer::Choose(chooser)) = self.layers.last_mut() {
            chooser.at = at;
        }
        self.choose_current();
    }

    /// A key in a list without a field to type in: digits choose, j and k move.
    fn short_list_key(&mut self, key: KeyEvent) {
        let Some(Layer::Choose(chooser)) = self.layers.last() else { return };
        let items = 1..=chooser.shown.len();
        match key.code {
            KeyCode::Char('j') => self.scroll_layer(1),
            KeyCode::Char('k') => self.scroll_layer(-1),
            KeyCode::Char(c) => {
                if let Some(n) = c.to_digit(10).map(|n| n as usize).filter(|n| items.contains(n)) {
                    self.choose_item(n - 1);
                }
            }
            _ => {}
        }
    }

    /// Answers the question on top.
    pub(super) fn reply(&mut self, reply: Reply) {
        let Some(Layer::Ask(ask)) = self.layers.last() else { return };
        let yes = reply == Reply::Yes;
        if reply == Reply::Neither || (!yes && ask.no.is_none()) {
            if let Some(Layer::Ask(Ask { about: Asked::Edit { .. }, .. })) = self.layers.pop() {
                self.drop_draft();
            }
            return;
        }
        let Some(Layer::Ask(ask)) = self.layers.pop() else { return };
        match ask.about {
            Asked::Edit { yes: a, no: b, said } => {
                self.apply(if yes { a } else { b }, said);
                self.drop_draft();
            }
            Asked::Quit => self.effect(Effect::Quit),
            Asked::Archive => {
                let id = self.book.as_ref().map(|b| b.project.id);
                if let Some(entry) = self.projects.iter().find(|e| Some(e.id) == id) {
                    let path = entry.path.clone();
                    self.ask(Request::Archive(path, true));
                }
            }
            Asked::Draft(draft) if yes => self.put_draft_back(&draft),
            Asked::Draft(_) => self.drop_draft(),
        }
    }
}

/// What stands in a list in place of nothing found.
pub(crate) const NOTHING: Text = text("没有找到", "Nothing found");
