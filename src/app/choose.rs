//! Lists to choose from.

use super::editor::Editor;
use super::layer::{Begun, Chooser, Does, Item, Keys, Layer};
use super::typing::After;
use super::{App, Screen};
use crate::command::{Chord, Command, Context, Entry};
use crate::event::Effect;
use crate::finding::Level;
use crate::say;
use crate::search::Query;
use crate::sheet::{Cell, comparable, is_money_sign};
use crate::text::{Lang, Phrase, Text, text};
use crossterm::event::{KeyCode, KeyEvent};

/// The keys of a list.
pub(super) static KEYS: Keys = Keys {
    hint,
    run: |app, command| match command {
        Command::Choose => app.choose_here_or_for_all(After::On),
        Command::Close => app.close_list(),
        _ => scroll(app, app.lines_of(command)),
    },
    key: |app, key| {
        if !app.choose_as_typed(key) {
            app.list_key(key);
        }
    },
    paste: App::paste_into_list,
    scroll,
    click: App::choose_item,
    closes: |layer| matches!(layer, Layer::Choose(chooser) if chooser.closes),
    ..Keys::BLANK
};

fn hint(layer: &Layer, entry: &Entry) -> Option<Text> {
    let first = matches!(layer, Layer::Choose(chooser) if !chooser.closes);
    match entry.command {
        Command::Close if first => Some(text("退出", "Quit")),
        // At the first start the way to the other language is shown as well.
        Command::Language if first => Some(entry.title),
        _ => entry.title_in(Context::Choosing),
    }
}

fn scroll(app: &mut App, by: isize) {
    if let Some(Layer::Choose(chooser)) = app.layers.last_mut() {
        chooser.at = chooser.at.saturating_add_signed(by).min(chooser.shown.len().saturating_sub(1));
    }
}

impl App {
    /// Takes the keys that confirm a typed cell, in the list that stands for one: Tab chooses and goes to the right, and
    /// what fills all selected cells fills them. False if it is no such key, or no such list.
    fn choose_as_typed(&mut self, key: KeyEvent) -> bool {
        let Some(Layer::Choose(chooser)) = self.layers.last() else { return false };
        let Some((_, column)) = chooser.target else { return false };
        match self.choices.bindings.resolve(Context::Typing, Chord::of(key)) {
            Some(Command::CommitAll | Command::NewLine) if self.several_selected() => {
                self.choose_for_all(column);
            }
            Some(Command::CommitNext) => self.choose_or_pass(1),
            Some(Command::CommitPrevious) => self.choose_or_pass(-1),
            Some(Command::CommitAll) => self.choose_current(After::Stay),
            _ => return false,
        }
        true
    }

    /// Does what the item under the cursor is for, in all selected cells where the list was opened for them.
    fn choose_here_or_for_all(&mut self, after: After) {
        match self.layers.last() {
            Some(Layer::Choose(Chooser { for_selected: true, target: Some((_, column)), .. })) => {
                self.choose_for_all(*column);
            }
            _ => self.choose_current(after),
        }
    }

    /// Puts the value under the cursor into all selected cells of a column.
    fn choose_for_all(&mut self, column: usize) {
        let Some(Layer::Choose(chooser)) = self.layers.last() else { return };
        let chosen = chooser.current().filter(|item| item.why_not.is_none());
        match chosen.map(|item| item.does.clone()) {
            Some(Does::Put(cell)) => {
                self.layers.pop();
                self.choose_for_selected(column, &cell);
            }
            Some(Does::PutNew(sheet, name)) => {
                self.layers.pop();
                let Some(id) = self.make_row_called(sheet, &name) else { return };
                let Some(made) = self.project_now() else { return };
                self.choose_for_selected(column, &Cell::Link(id));
                if self.has_changed(&made) {
                    self.join_entry();
                }
            }
            _ => {}
        }
    }

    /// Chooses and goes on by Tab. Where nothing is found the cell stays as it is, which is said: what is typed next is
    /// for the next cell.
    fn choose_or_pass(&mut self, by: isize) {
        let Some(Layer::Choose(chooser)) = self.layers.last() else { return };
        if chooser.current().is_some() || chooser.begun.is_some() {
            return self.choose_current(After::Tab(by));
        }
        let said = chooser.not_entered();
        self.layers.pop();
        self.lead_on(After::Tab(by));
        self.say(Level::Act, said);
    }

    /// Confirms what is typed into a list that stands for a cell, as Enter does, where it has one meaning; a list without a
    /// text closes. False where it stays open, which says why, or a question follows.
    pub(super) fn confirm_list(&mut self) -> bool {
        let Some(Layer::Choose(chooser)) = self.layers.last() else { return true };
        if chooser.typed().is_empty() {
            self.close_list();
            return self.layers.is_empty();
        }
        if let Some(reason) = chooser.why_not_sure() {
            self.say(Level::Act, reason);
            return false;
        }
        self.choose_here_or_for_all(After::Stay);
        let refused = self.message.as_ref().is_some_and(|said| said.level >= Level::Act);
        self.layers.is_empty() && !refused
    }

    fn list_key(&mut self, key: KeyEvent) {
        let Some(Layer::Choose(chooser)) = self.layers.last_mut() else { return };
        match &mut chooser.query {
            Some(query) => {
                query.handle(key);
                chooser.at = 0;
                self.search_again();
            }
            None => self.short_list_key(key),
        }
    }

    fn paste_into_list(&mut self, pasted: &str) {
        let Some(Layer::Choose(chooser)) = self.layers.last_mut() else { return };
        if let Some(query) = &mut chooser.query {
            query.paste(pasted);
        }
        self.search_again();
    }

    /// Leaves the list without choosing; the first of all leads nowhere but out.
    fn close_list(&mut self) {
        match self.layers.last() {
            Some(Layer::Choose(chooser)) if !chooser.closes => self.effect(Effect::Quit),
            _ => {
                let Some(Layer::Choose(chooser)) = self.layers.pop() else { return };
                let Some(begun) = chooser.begun else { return };
                let column = chooser.target.zip(self.view());
                let column = column.and_then(|((_, column), (.., view))| view.sheet.columns.get(column));
                let column = column.map(|column| column.title);
                let gone = begun.made_row().then(|| self.forget_last());
                self.come_back(begun, 0);
                if gone.is_none_or(|step| step.is_some()) {
                    self.say_left_blank(begun, column);
                }
            }
        }
    }

    /// Does what the item under the cursor of a list is for; a value leads on as one that was typed.
    fn choose_current(&mut self, after: After) {
        let Some(Layer::Choose(chooser)) = self.layers.last() else { return };
        let Some(item) = chooser.current() else { return };
        if let Some(reason) = item.why_not.clone() {
            self.say(Level::Watch, reason);
            return;
        }
        let (does, target, begun) = (item.does.clone(), chooser.target, chooser.begun);
        self.layers.pop();
        let put = matches!(does, Does::Put(_) | Does::PutNew(..) | Does::PutBeside(..));
        self.does(does, target);
        if put && self.layers.is_empty() && self.screen != Screen::Meeting {
            // A row that an action has made wants its other fields next.
            self.lead_on(if begun.is_some_and(Begun::made_row) { After::Tab(1) } else { after });
        }
    }

    /// Does what an item of the list on top is for, counted as shown.
    pub(super) fn choose_item(&mut self, at: usize) {
        if let Some(Layer::Choose(chooser)) = self.layers.last_mut() {
            chooser.at = at;
        }
        self.choose_here_or_for_all(After::Stay);
    }

    /// Chooses an item by its digit. What loses something only gets the cursor: whoever goes on scoring must not lose it.
    fn choose_by_digit(&mut self, at: usize) {
        let Some(Layer::Choose(chooser)) = self.layers.last_mut() else { return };
        chooser.at = at;
        if chooser.current().is_some_and(|item| item.level != Level::Stop) {
            self.choose_current(After::On);
        }
    }

    /// Opens the line in which an answer is typed, with its first character.
    fn type_answer(&mut self, c: char) {
        let Some(Layer::Choose(chooser)) = self.layers.last_mut() else { return };
        let is_typed = |item: &Item| matches!(item.does, Does::Mend(..));
        let shown = chooser.shown.iter().position(|(item, _)| chooser.items.get(*item).is_some_and(is_typed));
        let Some(at) = shown.filter(|_| !c.is_whitespace()) else {
            if c.is_ascii_digit() {
                let how = text(
                    "这里的数字不是选项编号：用 ↑ ↓ 选，回车确定",
                    "No line has a number here: choose with ↑ ↓ and Enter",
                );
                self.say(Level::Watch, how);
            }
            return;
        };
        chooser.at = at;
        self.choose_current(After::On);
        if let Some(Layer::Mend(mend)) = self.layers.last_mut() {
            mend.editor.insert(c);
        }
    }

    /// A key in a list without a field to type in: digits choose, j and k move.
    fn short_list_key(&mut self, key: KeyEvent) {
        let Some(Layer::Choose(chooser)) = self.layers.last() else { return };
        let items = 1..=chooser.shown.len();
        if let KeyCode::Char(c) = key.code
            && chooser.types
        {
            return self.type_answer(c);
        }
        match key.code {
            KeyCode::Char('j') => scroll(self, 1),
            KeyCode::Char('k') => scroll(self, -1),
            KeyCode::Char(c) => {
                if let Some(n) = c.to_digit(10).map(|n| n as usize).filter(|n| items.contains(n)) {
                    self.choose_by_digit(n - 1);
                }
            }
            _ => {}
        }
    }
}

impl Chooser {
    /// What is typed to narrow it.
    pub(super) fn typed(&self) -> &str {
        self.query.as_ref().map_or("", Editor::text).trim()
    }

    /// Why what is typed is not entered.
    fn not_entered(&self) -> Phrase {
        let (typed, title, nothing) = (self.typed(), &self.title, self.nothing());
        say!(
            "“{typed}”没有填进“{title}”：{nothing}",
            "'{typed}' was not entered as {title}. {nothing}",
            title,
            nothing
        )
    }

    /// Why what is typed cannot be taken without a look at the list: nothing is called so, or several items are and the cursor
    /// has chosen none.
    fn why_not_sure(&self) -> Option<Phrase> {
        let Some(current) = self.current() else { return Some(self.not_entered()) };
        let wanted = comparable(self.typed());
        let called = [&current.label.zh, &current.label.en].iter().any(|label| comparable(label) == wanted)
            || current.words.iter().any(|word| comparable(word) == wanted);
        let is_own = |(n, _): &(usize, Vec<usize>)| Some(*n) == self.own;
        let fit = self.shown.iter().filter(|shown| !is_own(shown)).count();
        let sure = self.at > 0 || called || fit < 2 || self.shown.first().is_some_and(is_own);
        let typed = self.typed();
        (!sure).then(|| {
            say!(
                "有 {fit} 项都符合“{typed}”：回车选定一项，或按 Esc 取消",
                "{fit} of the list fit '{typed}': choose one with Enter, or press Esc to leave it"
            )
        })
    }

    /// What is said where nothing of the list meets what is typed, and how to go on.
    pub fn nothing(&self) -> Phrase {
        match self.target {
            Some(_) => {
                text("没有找到：删掉输入的字，就列出全部选项", "Nothing found: clear it to see all").into()
            }
            None => NOTHING.into(),
        }
    }

    /// Offers to keep what is typed as it stands, or to make a row of it, where it may be a value of people's own and is none
    /// of the list.
    pub(super) fn offer_own(&mut self, lang: Lang) {
        let typed = self.typed().to_owned();
        let is_there = |item: &Item| {
            [&item.label.zh, &item.label.en].iter().any(|label| label.eq_ignore_ascii_case(&typed))
                || item.words.iter().any(|word| comparable(word) == comparable(&typed))
        };
        let is_path = typed.starts_with('~') || typed.contains(['/', '\\']);
        let of_file = |own: usize| matches!(self.items.get(own), Some(Item { does: Does::File(..), .. }));
        if self.own.is_some_and(|own| of_file(own) && !is_path) {
            return;
        }
        // A bare number is no name.
        let is_name =
            typed.chars().any(|c| c.is_alphabetic() || is_money_sign(c) || matches!(c, '%' | '‰' | '°'));
        let wanted = is_name && !self.items.iter().any(is_there);
        if let Some(own) = self.own.filter(|_| wanted)
            && let Some(item) = self.items.get_mut(own)
        {
            (item.label, item.does) = match item.does {
                Does::PutNew(sheet, _) => {
                    (say!("＋ 新增“{typed}”", "+ Add '{typed}' as new"), Does::PutNew(sheet, typed.clone()))
                }
                Does::File(purpose, _) => {
                    (say!("打开“{typed}”", "Open '{typed}'"), Does::File(purpose, typed.clone()))
                }
                Does::PutBeside(column, _) => {
                    let title = self.elsewhere.unwrap_or_else(|| text("", ""));
                    (
                        say!("记作“{title}”：{typed}", "As {title}: {typed}", title, typed),
                        Does::PutBeside(column, typed.clone()),
                    )
                }
                _ => (say!("保留“{typed}”", "Keep '{typed}'"), Does::Put(Cell::Text(typed.as_str().into()))),
            };
            // Where nothing of the list is surely meant, what is typed comes before what is only like it. In Chinese its
            // sound means it.
            let (wanted, query) = (comparable(&typed), Query::new(&typed));
            let is_sound = lang == Lang::Zh && typed.is_ascii();
            let begins = |item: &Item| {
                [&item.label.zh, &item.label.en].iter().any(|label| comparable(label).starts_with(&wanted))
                    || item.words.iter().any(|word| comparable(word) == wanted)
                    || is_sound && query.stands_in(&item.label.zh)
            };
            let keeps = matches!(self.items.get(own), Some(Item { does: Does::Put(_), .. }));
            let sure = self.shown.iter().position(|(n, _)| self.items.get(*n).is_some_and(begins));
            if let Some(sure) = sure.filter(|_| keeps) {
                let meant = self.shown.remove(sure);
                self.shown.insert(0, meant);
            }
            let at = if keeps && sure.is_none() { 0 } else { self.shown.len() };
            self.shown.insert(at, (own, Vec::new()));
        }
    }
}

/// What stands in a list in place of nothing found.
pub(crate) const NOTHING: Text = text("没有找到", "Nothing found");
