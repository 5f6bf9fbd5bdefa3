//! Lists, questions, forms and cells being typed into: the layers and their keys.

use super::editor::Editor;
use super::layer::{Ask, Asked, Chooser, Does, Form, FormField, Item, Layer, Purpose};
use super::work::{Draft, Entry, Work};
use super::{App, Message};
use crate::advice::{Level, Place};
use crate::command::{Chord, Command, Context, ENTRIES};
use crate::event::Effect;
use crate::project::Edit;
use crate::say;
use crate::search::Query;
use crate::sheet::{AnyRow, Cell, Id, Kind, Reading, Row, parse};
use crate::text::{Lang, Phrase, Text, text};
use crate::tools::charter::Charter;
use crate::tools::{self, TOOLS};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::time::Instant;

/// Which way the cursor goes after a cell is confirmed.
const ENTER: (isize, isize) = (1, 0);

impl App {
    /// A key while typing.
    pub(super) fn typing(&mut self, key: KeyEvent) -> Vec<Effect> {
        let bound = self.choices.bindings.resolve(Context::Typing, Chord::of(key));
        let prose = matches!(self.layers.last(), Some(Layer::Cell(edit)) if edit.kind == Kind::Prose);
        let bound = bound.filter(|c| !(prose && matches!(c, Command::CommitUp | Command::CommitDown)));
        if let Some(Layer::Form(_)) = self.layers.last() {
            return self.form_key(key, bound);
        }
        match bound {
            Some(Command::Commit) => self.commit(ENTER),
            Some(Command::CommitDown) => self.commit((1, 0)),
            Some(Command::CommitUp) => self.commit((-1, 0)),
            Some(Command::CommitNext) => self.commit((0, 1)),
            Some(Command::CommitPrevious) => self.commit((0, -1)),
            Some(Command::Cancel) => self.give_up(),
            _ => {
                if let Some(Layer::Cell(edit)) = self.layers.last_mut() {
                    edit.error = None;
                    edit.editor.handle(key);
                    if edit.editor.was_refused() {
                        edit.error =
                            Some(text("一格最多 64 KiB 文字", "A cell holds 64 KiB of text at most").into());
                    }
                    self.touch_draft();
                }
            }
        }
        Vec::new()
    }

    /// Closes the field; a row that was made for it and is still blank goes with it.
    fn give_up(&mut self) {
        let Some(Layer::Cell(edit)) = self.layers.pop() else { return };
        self.drop_draft();
        let Some(begun) = edit.begun else { return };
        if begun.made {
            self.forget_last();
        }
        self.come_back(begun, 0);
    }

    fn come_back(&mut self, begun: super::layer::Begun, down: isize) {
        let Some((tool, view, row)) = begun.back else { return };
        self.show(tool, Some(view));
        if let Some(row) = row {
            self.go_to_row(row);
        }
        self.walk(down, 0, false);
    }

    pub(super) fn touch_draft(&mut self) {
        self.typed_at.get_or_insert_with(Instant::now);
    }

    /// Has the text being typed kept on disk.
    pub(super) fn keep_draft(&mut self) {
        self.typed_at = None;
        if let Some(Layer::Cell(edit)) = self.layers.last() {
            self.work.push(Work::KeepDraft(edit.draft()));
        }
    }

    fn drop_draft(&mut self) {
        self.typed_at = None;
        self.work.push(Work::DropDraft);
    }

    /// Puts the text that was typed into its cell; a refusal keeps the field open.
    fn commit(&mut self, (down, right): (isize, isize)) {
        let Some(Layer::Cell(edit)) = self.layers.last() else { return };
        let (row, column, typed) = (edit.row, edit.column, edit.editor.text().to_owned());
        let changed = edit.editor.is_changed_since_start();
        let Some((.., view)) = self.view() else { return };
        let done = if changed { self.commit_text(row, column, &typed) } else { Ok(()) };
        if let Err(reason) = done {
            if let Some(Layer::Cell(edit)) = self.layers.last_mut() {
                edit.error = Some(reason);
            }
            return;
        }
        // A question about the value stands on top of the field; both close together.
        let mut begun = None;
        if let Some(at) = self.layers.iter().rposition(|l| matches!(l, Layer::Cell(_)))
            && let Layer::Cell(edit) = self.layers.remove(at)
        {
            begun = edit.begun.filter(|b| b.back.is_some());
        }
        self.drop_draft();
        // Enter leads back to where the action was asked for, on to the next row; tab stays.
        if let Some(begun) = begun.filter(|_| right == 0) {
            return self.come_back(begun, down);
        }
        let card = matches!(view.layout, tools::Layout::Card(_));
        if card && right != 0 { self.next_cell(right) } else { self.walk(down, right, false) }
    }

    fn commit_text(&mut self, row: Option<Id>, column: usize, typed: &str) -> Result<(), Phrase> {
        let Some((.., view)) = self.view() else { return Ok(()) };
        let fresh = view.sheet.new_row(Id::new(0));
        let Some(book) = &self.book else { return Ok(()) };
        let existing = row.and_then(|id| {
            let sheet = book.project.sheet(view.sheet.key)?;
            sheet.share(sheet.position(id)?)
        });
        let current = existing.as_deref().unwrap_or(&*fresh);
        let cell = tools::read_cell(&book.project, current, column, typed, self.today).map_err(|e| e.0)?;
        self.put(row, view.sheet, column, &cell)
    }

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
            self.layers.pop();
            return Vec::new();
        }
        if !yes && !no {
            return Vec::new();
        }
        let Some(Layer::Ask(ask)) = self.layers.pop() else { return Vec::new() };
        match ask.about {
            Asked::Edit { yes: a, no: b, said } => {
                self.apply(if yes { a } else { b }, said);
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

    fn put_draft_back(&mut self, draft: &Draft) {
        let registry = tools::registry();
        let def = registry.iter().find(|d| d.key == draft.sheet);
        let Some((def, column)) = def.and_then(|d| d.column(&draft.column).map(|c| (*d, c))) else { return };
        if self.go(Place { sheet: def.key, row: draft.row, column: def.columns[column].key }) {
            self.start_edit();
            if let Some(Layer::Cell(edit)) = self.layers.last_mut() {
                edit.editor.replace_all(&draft.text);
            }
        }
    }

    /// A list of the values that a cell can take.
    pub(super) fn choose_value(&mut self, kind: Kind, row: Option<Id>, column: usize) {
        let Some((.., view)) = self.view() else { return };
        let title = view.sheet.columns[column].title;
        let old = self.row().map_or(Cell::Empty, |r| r.get(column));
        let none = Item::new(text("（空）", "(blank)"), Phrase::same(""), Does::Put(Cell::Empty));
        let items: Vec<(Item, Cell)> = match kind {
            Kind::Choice(options) => {
                let item = |o| (Cell::Choice(o), Phrase::from(o.label));
                options
                    .iter()
                    .map(item)
                    .map(|(c, label)| (Item::new(label, Phrase::same(""), Does::Put(c.clone())), c))
                    .collect()
            }
            Kind::Link(sheet) => {
                let rows = self.book.as_ref().and_then(|b| b.project.sheet(sheet));
                let rows = rows.into_iter().flat_map(|s| (0..s.len()).filter_map(move |n| s.row(n)));
                rows.map(|r| {
                    let label = Phrase {
                        zh: tools::row_name(r, Lang::Zh).into(),
                        en: tools::row_name(r, Lang::En).into(),
                    };
                    (Item::new(label, Phrase::same(""), Does::Put(Cell::Link(r.id()))), Cell::Link(r.id()))
                })
                .collect()
            }
            _ => return,
        };
        let at = items.iter().position(|(_, cell)| *cell == old);
        let mut chooser =
            Chooser::new(title, items.into_iter().map(|(item, _)| item).chain([none]).collect());
        chooser.at = at.unwrap_or(0);
        chooser.target = Some((row, column));
        self.layers.push(Layer::Choose(chooser));
    }

    /// All commands, actions and places, to find by typing.
    pub(super) fn palette(&mut self) {
        let lang = self.lang();
        let mut items = Vec::new();
        for command in [Command::Action1, Command::Action2, Command::Action3, Command::Action4] {
            if let Some(action) = self.action(command) {
                let mut item = Item::new(
                    action.title,
                    Phrase::same(self.choices.bindings.label(command, lang)),
                    Does::Run(command),
                );
                item.why_not = self.enabled(command).err();
                items.push(item);
            }
        }
        items.push(Item::new(text("首页", "Home"), Phrase::same("F3"), Does::Home));
        for (n, tool) in TOOLS.iter().enumerate() {
            for (at, view) in tool.views.iter().enumerate() {
                let label = Phrase {
                    zh: format!("{} · {}", tool.title.zh, view.title.zh).into(),
                    en: format!("{} · {}", tool.title.en, view.title.en).into(),
                };
                items.push(Item::new(label, text("打开", "open"), Does::Show(n, at)));
            }
        }
        let listed = ENTRIES.iter().filter(|e| matches!(e.context, Context::Anywhere | Context::Sheet));
        let plain = listed.filter(|e| {
            use Command as C;
            !matches!(
                e.command,
                C::Palette
                    | C::Action1
                    | C::Action2
                    | C::Action3
                    | C::Action4
                    | C::Tool
                    | C::Up
                    | C::Down
                    | C::Left
                    | C::Right
                    | C::SelectUp
                    | C::SelectDown
                    | C::SelectLeft
                    | C::SelectRight
                    | C::Home
            )
        });
        for entry in plain {
            let key = self.choices.bindings.label(entry.command, lang);
            let mut item = Item::new(entry.title, Phrase::same(key), Does::Run(entry.command));
            item.why_not = self.enabled(entry.command).err();
            items.push(item);
        }
        self.layers.push(Layer::Choose(Chooser::new(text("命令", "Commands"), items)));
    }

    /// Looks through the whole project for what is typed.
    pub(super) fn search_again(&mut self) {
        let lang = self.lang();
        let Some(Layer::Choose(chooser)) = self.layers.last() else { return };
        if !chooser.searches {
            if let Some(Layer::Choose(chooser)) = self.layers.last_mut() {
                chooser.narrow(lang);
            }
            return;
        }
        let typed = chooser.query.as_ref().map_or(String::new(), |q| q.text().to_owned());
        let items = self.found(&typed);
        if let Some(Layer::Choose(chooser)) = self.layers.last_mut() {
            chooser.items = items;
            chooser.narrow(lang);
        }
    }

    fn found(&self, typed: &str) -> Vec<Item> {
        let query = Query::new(typed);
        let (Some(book), lang) = (&self.book, self.lang()) else { return Vec::new() };
        if query.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(i32, Item)> = Vec::new();
        for sheet in book.project.sheets() {
            let def = sheet.def();
            let texts: Vec<usize> = def
                .columns
                .iter()
                .enumerate()
                .filter(|(_, c)| matches!(c.kind, Kind::Text | Kind::Prose) && c.key != "code")
                .map(|(n, _)| n)
                .collect();
            for row in (0..sheet.len()).filter_map(|n| sheet.row(n)) {
                let best = texts.iter().filter_map(|column| {
                    let typed = match row.get(*column) {
                        Cell::Text(text) => text,
                        _ => row.builtin(*column)?.get(lang).into(),
                    };
                    query.matches(&typed).map(|m| (m.score - i32::from(*column > 0) * 4, *column, typed))
                });
                let Some((score, column, matched)) = best.max_by_key(|(score, ..)| *score) else { continue };
                let place = Place { sheet: def.key, row: Some(row.id()), column: def.columns[column].key };
                let (zh, en) = (def.title.zh, def.title.en);
                let (czh, cen) = (def.columns[column].title.zh, def.columns[column].title.en);
                let name = tools::row_name(row, lang);
                let label = if column == 0 || name.is_empty() {
                    matched.to_string()
                } else {
                    format!("{name}：{matched}")
                };
                let label = crate::text::fit(&label.replace('\n', " "), 60).into_owned();
                found.push((
                    score,
                    Item::new(Phrase::same(label), say!("{zh} · {czh}", "{en} · {cen}"), Does::Go(place)),
                ));
            }
        }
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        found.into_iter().take(100).map(|(_, item)| item).collect()
    }

    /// The first start: the language, then where to begin.
    pub fn welcome(&mut self) {
        let items = vec![
            Item::new(Phrase::same("中文"), Phrase::same("zh-CN"), Does::Speak(Lang::Zh)),
            Item::new(Phrase::same("English"), Phrase::same("en"), Does::Speak(Lang::En)),
        ];
        let mut chooser = Chooser::short(text("语言 / Language", "Language / 语言"), items);
        chooser.at = usize::from(self.lang() == Lang::En);
        chooser.closes = false;
        chooser.about = Some(
            text(
                "欢迎使用变革工作簿。请选择语言，之后按 F2 随时切换。",
                "Welcome to Changebook. Choose your language; F2 switches it at any time.",
            )
            .into(),
        );
        self.layers.push(Layer::Choose(chooser));
    }

    /// The first start, second question: where to begin.
    pub fn welcome_second(&mut self) {
        let items = vec![
            Item::new(
                text("新建我的变革项目", "Create my change project"),
                text("名称、愿景、启动日期", "name, vision, start date"),
                Does::Create,
            ),
            Item::new(
                text("打开示例", "Open the demo"),
                text("12 家服务中心，第 9 周；练习用，不会留下", "12 service centres, week 9; for practice"),
                Does::Demo,
            ),
            Item::new(text("退出", "Quit"), Phrase::same(""), Does::Quit),
        ];
        let mut chooser = Chooser::short(text("从哪里开始？", "Where shall we begin?"), items);
        chooser.closes = false;
        self.layers.push(Layer::Choose(chooser));
    }

    pub(super) fn listed(&mut self, entries: Vec<Entry>) {
        self.projects = entries;
        let open = self.book.as_ref().map(|b| b.project.id);
        let item = |entry: &Entry| {
            let remark =
                entry.remark.clone().unwrap_or_else(|| match (entry.archived, Some(entry.id) == open) {
                    (true, _) => text("已归档：回车取出", "archived: Enter takes it out").into(),
                    (_, true) => text("正在使用", "open now").into(),
                    _ => Phrase::same(""),
                });
            let does = if entry.archived {
                Does::Unarchive(entry.path.clone())
            } else {
                Does::Open(entry.path.clone())
            };
            let name = if entry.name.is_empty() {
                entry.path.file_stem().map_or(String::new(), |s| s.to_string_lossy().into_owned())
            } else {
                entry.name.clone()
            };
            Item {
                level: if entry.remark.is_some() { Level::Watch } else { Level::Blank },
                ..Item::new(Phrase::same(name), remark, does)
            }
        };
        let mut items: Vec<Item> = self.projects.iter().map(item).collect();
        items.push(Item::new(text("＋ 新建项目", "+ New project"), Phrase::same(""), Does::Create));
        items.push(Item::new(text("打开示例", "Open the demo"), Phrase::same(""), Does::Demo));
        if self.book.is_some() {
            items.push(Item::new(
                text("给当前项目改名", "Rename the open project"),
                Phrase::same(""),
                Does::Run(Command::RenameProject),
            ));
            items.push(Item::new(
                text("归档当前项目", "Archive the open project"),
                Phrase::same(""),
                Does::Run(Command::ArchiveProject),
            ));
        }
        let chooser = Chooser::new(text("项目", "Projects"), items);
        self.layers.push(Layer::Choose(chooser));
    }

    pub(super) fn ask_archive(&mut self) {
        self.layers.push(Layer::Ask(Ask {
            question: text(
                "把当前项目移到归档？之后可以从项目列表取出。",
                "Move the open project to the archive? It can be taken out again from the list of projects.",
            )
            .into(),
            yes: text("归档", "Archive").into(),
            no: None,
            about: Asked::Archive,
        }));
    }

    /// The values that two windows changed differently, to choose between.
    pub(super) fn conflicts(&mut self) {
        let Some(book) = &self.book else { return };
        let registry = tools::registry();
        let mut items = Vec::new();
        for (n, conflict) in book.project.conflicts.iter().enumerate() {
            let def = registry.iter().find(|d| d.key == conflict.sheet);
            let title = def.and_then(|d| d.column(&conflict.field).map(|c| d.columns[c].title));
            let row = book
                .project
                .sheet(&conflict.sheet)
                .and_then(|s| s.position(conflict.row).and_then(|at| s.share(at)));
            let name = |lang| row.as_ref().map_or(String::new(), |r| tools::row_name(&**r, lang));
            let field = title.map_or_else(|| Phrase::same(conflict.field.clone()), Phrase::from);
            let shown =
                |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let (mine, theirs) = (shown(&conflict.mine), shown(&conflict.theirs));
            let (a, b) =
                (format!("{} · {}", name(Lang::Zh), field.zh), format!("{} · {}", name(Lang::En), field.en));
            items.push(Item::new(
                say!("保留“{mine}”", "keep '{mine}'"),
                say!("现在显示的 · {a}", "shown now · {b}"),
                Does::Resolve(n, true),
            ));
            items.push(Item::new(
                say!("换成“{theirs}”", "take '{theirs}'"),
                say!("另一个窗口的 · {a}", "the other window's · {b}"),
                Does::Resolve(n, false),
            ));
        }
        self.layers.push(Layer::Choose(Chooser::new(
            text("冲突：选定保留哪一个", "Conflicts: choose which value to keep"),
            items,
        )));
    }

    pub(super) fn resolve(&mut self, at: usize, mine: bool) {
        let Some(book) = &self.book else { return };
        let Some(conflict) = book.project.conflicts.get(at).cloned() else { return };
        let mut edits = vec![Edit::Conflict { at, put: None }];
        if !mine {
            match crate::project::theirs(&book.project, &conflict) {
                Some(edit) => edits.push(edit),
                None => {
                    return self.say(Level::Act, text("那一格已经不在了", "That cell is no longer there"));
                }
            }
        }
        self.apply(Edit::Many(edits), text("处理冲突", "Resolve a conflict"));
        if self.book.as_ref().is_some_and(|b| !b.project.conflicts.is_empty()) {
            self.conflicts();
        }
    }

    /// The form for a new project.
    pub fn create_form(&mut self) {
        let field = |title, help, kind, start: String| {
            let mut editor = Editor::line(&start);
            // Typing replaces what is proposed.
            editor.select_all();
            FormField { title, help, kind, editor, error: None }
        };
        self.layers.push(Layer::Form(Form {
            title: text("新建变革项目", "New change project"),
            purpose: Purpose::Create,
            fields: vec![
                field(
                    text("项目名称", "Project name"),
                    text("如：售后数字化转型", "Such as: Digital after-sales"),
                    Kind::Text,
                    String::new(),
                ),
                field(
                    text("愿景（一句话）", "Vision (one sentence)"),
                    text(
                        "写上一个数字和一个日期，如：12 个月内 FTFR 从 80% 提到 92%",
                        "Name a number and a date, such as: FTFR from 80 % to 92 % within 12 months",
                    ),
                    Kind::Text,
                    String::new(),
                ),
                field(
                    text("启动日期", "Start date"),
                    text("如 2026-03-02、3月2日、今天、+7", "Such as 2026-03-02, 2 Mar, today, +7"),
                    Kind::Date,
                    self.today.to_string(),
                ),
                field(
                    text("服务中心数", "Service centres"),
                    text("整数，可以先空着", "A whole number; may stay blank"),
                    Kind::Count,
                    String::new(),
                ),
            ],
            at: 0,
        }));
    }

    pub(super) fn rename_form(&mut self) {
        let Some(book) = &self.book else { return };
        let name = tools::charter::charter(&book.project).name.to_string();
        self.layers.push(Layer::Form(Form {
            title: text("给项目改名", "Rename the project"),
            purpose: Purpose::Rename,
            fields: vec![FormField {
                title: text("项目名称", "Project name"),
                help: text("文件名不变", "The file keeps its name"),
                kind: Kind::Text,
                editor: Editor::line(&name),
                error: None,
            }],
            at: 0,
        }));
    }

    fn form_key(&mut self, key: KeyEvent, bound: Option<Command>) -> Vec<Effect> {
        let today = self.today;
        let Some(Layer::Form(form)) = self.layers.last_mut() else { return Vec::new() };
        let last = form.fields.len() - 1;
        match bound {
            Some(Command::Cancel) => {
                self.layers.pop();
                if self.book.is_none() && self.layers.is_empty() {
                    self.welcome_second();
                }
            }
            Some(Command::CommitUp | Command::CommitPrevious) => form.at = form.at.saturating_sub(1),
            Some(Command::Commit) if form.at == last => self.submit(),
            Some(Command::CommitDown | Command::CommitNext | Command::Commit) => {
                // What is wrong is said where it was typed, not after the last field.
                let field = &mut form.fields[form.at];
                match field.read(form.at == 0, today) {
                    Ok(_) => form.at = (form.at + 1).min(last),
                    Err(reason) => field.error = Some(reason),
                }
            }
            _ => {
                let at = form.at;
                let field = &mut form.fields[at];
                field.error = None;
                if key.code == KeyCode::Char('s') && key.modifiers == KeyModifiers::CONTROL {
                    self.submit();
                } else {
                    field.editor.handle(key);
                }
            }
        }
        Vec::new()
    }

    /// Reads the fields of the form; the first that is wrong is shown.
    fn submit(&mut self) {
        let today = self.today;
        let Some(Layer::Form(form)) = self.layers.last_mut() else { return };
        let mut cells = Vec::new();
        for (n, field) in form.fields.iter_mut().enumerate() {
            match field.read(n == 0, today) {
                Ok(cell) => cells.push(cell),
                Err(reason) => {
                    field.error = Some(reason);
                    form.at = n;
                    return;
                }
            }
        }
        let purpose = form.purpose;
        self.layers.pop();
        match purpose {
            Purpose::Create => {
                let mut charter = Charter::with_id(self.id());
                for (key, cell) in ["name", "vision", "start", "centres"].iter().zip(cells) {
                    if let Some(column) = Charter::DEF.column(key) {
                        charter.set(column, cell);
                    }
                }
                let project = tools::new_project(charter, &mut *self.new_id);
                self.work.push(Work::Create(Box::new(project)));
            }
            Purpose::Rename => {
                let Some(book) = &self.book else { return };
                let id = tools::charter::charter(&book.project).id;
                let cell = cells.into_iter().next().unwrap_or_default();
                self.apply(Edit::set::<Charter>(id, "name", cell), text("项目改名", "Project renamed"));
                self.message =
                    Some(Message { level: Level::Good, text: text("已改名", "Renamed").into() });
            }
        }
    }
}

impl FormField {
    /// The value typed; the first field of a form is needed, the others may stay blank.
    fn read(&self, needed: bool, today: chrono::NaiveDate) -> Result<Cell, Phrase> {
        let reading = Reading { today, link: &|_, _| None };
        match parse(self.kind, self.editor.text(), &reading) {
            Ok(Cell::Empty) if needed => Err(text("请填上名称", "Please enter a name").into()),
            read => read.map_err(|e| e.0),
        }
    }
}

/// What stands in a list in place of nothing found.
pub(crate) const NOTHING: Text = text("没有找到", "Nothing found");
