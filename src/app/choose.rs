//! Lists, questions, forms and cells being typed into: the layers and their keys.

use super::App;
use super::layer::{Ask, Asked, Does, Layer};
use super::work::Work;
use crate::command::{Chord, Command, Context};
use crate::event::Effect;
use crate::finding::Level;
use crate::say;
use crate::text::{Text, text};
use crossterm::event::{KeyCode, KeyEvent};

impl App {
    /// A key in a list, a question, help or a preview.
    pub(super) fn choosing(&mut self, key: KeyEvent) -> Vec<Effect> {
        let command = self.choices.bindings.resolve(Context::Choosing, Chord::of(key));
        let page = self.drawn.rows.max(2).cast_signed() - 1;
        let by = match command {
            Some(Command::ChooseUp) => -1,
            Some(Command::ChooseDown) => 1,
            Some(Command::ChoosePageUp) => -page,
            Some(Command::ChoosePageDown) => page,
            _ => 0,
        };
        let beyond = self.drawn.beyond;
        match self.layers.last_mut() {
            Some(Layer::Choose(_)) => return self.chooser_key(key, command, by),
            Some(Layer::Ask(_)) => return self.answer_key(key, command),
            Some(Layer::Help { top } | Layer::Details { top }) => {
                let by = match key.code {
                    KeyCode::Char('j') => 1,
                    KeyCode::Char('k') => -1,
                    KeyCode::Char(' ') => page,
                    _ => by,
                };
                *top = top.saturating_add_signed(by).min(beyond);
                let closes = matches!(key.code, KeyCode::Char('q' | '?') | KeyCode::F(1 | 4));
                if closes || matches!(command, Some(Command::Close | Command::Choose)) {
                    self.layers.pop();
                }
            }
            Some(Layer::Preview(preview)) => {
                preview.top = preview.top.saturating_add_signed(by).min(preview.rows.len().saturating_sub(1));
                match command {
                    Some(Command::Close) => {
                        self.layers.pop();
                    }
                    Some(Command::Choose) if preview.errors.is_empty() => self.put_preview(),
                    _ => {}
                }
            }
            _ => {}
        }
        Vec::new()
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
            let (zh, en) = (said.zh, said.en);
            let key = self.choices.bindings.label(Command::Undo, self.choices.lang);
            self.say(Level::Good, say!("已{zh}，{key} 一步撤销", "{en}; {key} takes it back in one step"));
        }
    }

    fn chooser_key(&mut self, key: KeyEvent, command: Option<Command>, by: isize) -> Vec<Effect> {
        let Some(Layer::Choose(chooser)) = self.layers.last_mut() else { return Vec::new() };
        match command {
            Some(Command::Close) if chooser.closes => {
                self.layers.pop();
            }
            Some(Command::Close) => return vec![Effect::Quit],
            Some(Command::Choose) => {
                let Some(item) = chooser.current() else { return Vec::new() };
                if let Some(reason) = item.why_not.clone() {
                    self.say(Level::Watch, reason);
                    return Vec::new();
                }
                let (does, target) = (item.does.clone(), chooser.target);
                self.layers.pop();
                let put = matches!(does, Does::Put(_));
                let effects = self.does(does, target);
                if put && self.layers.is_empty() && self.message.is_none() {
                    self.walk(0, 1, false);
                }
                return effects;
            }
            _ if by != 0 => {
                chooser.at = chooser.at.saturating_add_signed(by).min(chooser.shown.len().saturating_sub(1));
            }
            _ if chooser.query.is_some() => {
                if let Some(query) = &mut chooser.query {
                    query.handle(key);
                }
                chooser.at = 0;
                self.search_again();
            }
            _ => return self.short_list_key(key),
        }
        Vec::new()
    }

    /// A key in a list without a field to type in: digits choose, j and k move.
    fn short_list_key(&mut self, key: KeyEvent) -> Vec<Effect> {
        let Some(Layer::Choose(chooser)) = self.layers.last_mut() else { return Vec::new() };
        match key.code {
            KeyCode::Char('j') => self.chooser_key(key, None, 1),
            KeyCode::Char('k') => self.chooser_key(key, None, -1),
            KeyCode::Char(c) => match c.to_digit(10).map(|n| n as usize) {
                Some(n) if (1..=chooser.shown.len()).contains(&n) => {
                    chooser.at = n - 1;
                    self.chooser_key(key, Some(Command::Choose), 0)
                }
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn answer_key(&mut self, key: KeyEvent, command: Option<Command>) -> Vec<Effect> {
        let typed = if let KeyCode::Char(c) = key.code { c.to_ascii_lowercase() } else { '\0' };
        let Some(Layer::Ask(ask)) = self.layers.last() else { return Vec::new() };
        let has_no = ask.no.is_some();
        let yes = command == Some(Command::Choose) || typed == 'y';
        let no = typed == 'n';
        if command == Some(Command::Close) || (no && !has_no) {
            if let Some(Layer::Ask(Ask { about: Asked::Edit { .. }, .. })) = self.layers.pop() {
                self.drop_draft();
            }
            return Vec::new();
        }
        if !yes && !no {
            return Vec::new();
        }
        let Some(Layer::Ask(ask)) = self.layers.pop() else { return Vec::new() };
        match ask.about {
            Asked::Edit { yes: a, no: b, said } => {
                self.apply(if yes { a } else { b }, said);
                self.drop_draft();
            }
            Asked::Quit => return vec![Effect::Quit],
            Asked::Archive => {
                let id = self.book.as_ref().map(|b| b.project.id);
                if let Some(entry) = self.projects.iter().find(|e| Some(e.id) == id) {
                    let path = entry.path.clone();
                    self.work.push(Work::Archive(path, true));
                }
            }
            Asked::Draft(draft) if yes => self.put_draft_back(&draft),
            Asked::Draft(_) => self.drop_draft(),
        }
        Vec::new()
    }
}

/// What stands in a list in place of nothing found.
pub(crate) const NOTHING: Text = text("没有找到", "Nothing found");
