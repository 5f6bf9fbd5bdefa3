//! A key on its way to what it does: the top layer, the place, everywhere, or typing.

use super::editor::Editor;
use super::layer::{Asked, Begun, CellEdit, Does, Layer};
use super::sight::{self, Slot};
use super::work::{Saving, Work};
use super::{App, Focus, Screen, Theme};
use crate::advice::Level;
use crate::command::{Chord, Command, Context};
use crate::event::Effect;
use crate::project::Edit;
use crate::say;
use crate::sheet::{AnyRow, Cell, Kind, Score};
use crate::text::{Phrase, text};
use crate::tools::{Action, Layout, TOOLS};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

impl App {
    pub(super) fn key(&mut self, key: KeyEvent) -> Vec<Effect> {
        self.message = None;
        if !self.layers.is_empty() && self.switches_language(key) {
            self.run(Command::Language, Chord::of(key));
            // What a list holds is looked for anew in the other language.
            self.search_again();
            return Vec::new();
        }
        match self.layers.last() {
            Some(Layer::Cell(_) | Layer::Form(_)) => self.typing(key),
            Some(_) => self.choosing(key),
            None => self.plain_key(key),
        }
    }

    /// Whether a key switches the language even while a layer has the keys: one that types nothing.
    fn switches_language(&self, key: KeyEvent) -> bool {
        let bound = self.choices.bindings.resolve(Context::Anywhere, Chord::of(key));
        bound == Some(Command::Language) && !matches!(key.code, KeyCode::Char(_))
    }

    fn plain_key(&mut self, key: KeyEvent) -> Vec<Effect> {
        let chord = Chord::of(key);
        let context = self.context();
        let typed = match key.code {
            KeyCode::Char(c) if !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) => {
                Some(c)
            }
            _ => None,
        };
        if context == Context::Sheet
            && let Some(c) = typed
            && self.type_score(c)
        {
            return Vec::new();
        }
        let letters_type =
            self.choices.letters_type && typed.is_some_and(char::is_alphabetic) && self.takes_text();
        let bindings = &self.choices.bindings;
        let command = bindings.resolve(context, chord).or_else(|| bindings.resolve(Context::Anywhere, chord));
        if let Some(command) = command.filter(|_| !(letters_type && context == Context::Sheet)) {
            return self.run(command, chord);
        }
        if let (Context::Sheet, Some(c)) = (context, typed) {
            self.type_over(c);
        }
        Vec::new()
    }

    fn takes_text(&self) -> bool {
        // Scores, ticks and checks take none, nor does what is computed: letters are keys there.
        !matches!(self.kind(), None | Some(Kind::Score | Kind::Tick | Kind::Check))
    }

    /// What the cell under the cursor holds; none where it is computed.
    pub fn kind(&self) -> Option<Kind> {
        let (.., view) = self.view()?;
        match self.slot()? {
            Slot::Column(column) => view.sheet.columns.get(column).map(|c| c.kind),
            Slot::Computed(_) => None,
        }
    }

    /// A digit on a score scores and moves on.
    fn type_score(&mut self, typed: char) -> bool {
        if self.kind() != Some(Kind::Score) {
            return false;
        }
        let digit = crate::sheet::narrow_digit(typed);
        match digit {
            Some(n @ 1..=5) => {
                let cell = Score::new(n).map_or(Cell::Empty, Cell::Score);
                if self.put_here(&cell) {
                    self.after_score();
                }
                true
            }
            Some(0) => {
                self.put_here(&Cell::Empty);
                true
            }
            Some(_) => {
                self.say(Level::Act, text("评分是 1 到 5", "A score is 1 to 5"));
                true
            }
            None => false,
        }
    }

    fn after_score(&mut self) {
        let Some((.., view)) = self.view() else { return };
        if matches!(view.layout, Layout::Card(_)) {
            return self.walk(1, 0, false);
        }
        let slots = sight::slots(view);
        let is_score =
            |slot: &Slot| matches!(slot, Slot::Column(c) if view.sheet.columns[*c].kind == Kind::Score);
        let Some(sight) = self.sight_mut() else { return };
        if slots.get(sight.slot + 1).is_some_and(is_score) {
            sight.slot += 1;
        } else if let Some(first) = slots.iter().position(is_score) {
            // The next person's first score.
            if sight.row + 1 < sight.len() {
                sight.row += 1;
                sight.slot = first;
            }
        }
        self.note_row();
    }

    /// Puts a value into the cell under the cursor; a refusal is said.
    pub(super) fn put_here(&mut self, cell: &Cell) -> bool {
        let Some((.., view)) = self.view() else { return false };
        let Some(Slot::Column(column)) = self.slot() else { return false };
        let row = self.row().map(AnyRow::id);
        match self.put(row, view.sheet, column, cell) {
            Ok(()) => true,
            Err(reason) => {
                self.say(Level::Act, reason);
                false
            }
        }
    }

    /// A letter on a cell begins to type over it.
    fn type_over(&mut self, typed: char) {
        match self.kind() {
            Some(Kind::Choice(_) | Kind::Link(_)) => {
                self.start_edit();
                if let Some(Layer::Choose(chooser)) = self.layers.last_mut() {
                    if let Some(query) = &mut chooser.query {
                        query.insert(typed);
                    }
                    let lang = self.choices.lang;
                    chooser.narrow(lang);
                }
            }
            Some(Kind::Check | Kind::Score) | None => self.why_not(Command::Edit),
            // A slip of the keyboard must not take a standard item's words away.
            Some(_) if self.stands_as_given() => {
                let key = self.choices.bindings.label(Command::Edit, self.choices.lang);
                self.say(
                    Level::Watch,
                    say!(
                        "这是标准内容：要改文字请按{key}",
                        "This is a standard text: press {key} to change it"
                    ),
                );
            }
            Some(_) => {
                self.start_edit();
                if let Some(Layer::Cell(edit)) = self.layers.last_mut() {
                    edit.editor.replace_all("");
                    edit.editor.insert(typed);
                    self.touch_draft();
                }
            }
        }
    }

    /// Whether the cell under the cursor shows our own text.
    fn stands_as_given(&self) -> bool {
        let Some(Slot::Column(column)) = self.slot() else { return false };
        self.row().is_some_and(|r| r.get(column) == Cell::Empty && r.builtin(column).is_some())
    }

    /// Opens the cell under the cursor for typing or choosing.
    pub(super) fn start_edit(&mut self) {
        if let Err(reason) = self.enabled(Command::Edit) {
            return self.say(Level::Act, reason);
        }
        let Some((.., view)) = self.view() else { return };
        let Some(Slot::Column(column)) = self.slot() else { return };
        let col = &view.sheet.columns[column];
        let row = self.row().map(AnyRow::id);
        match col.kind {
            Kind::Check => {
                let on = self.row().is_some_and(|r| r.get(column) == Cell::Check(true));
                self.put_here(&if on { Cell::Empty } else { Cell::Check(true) });
            }
            Kind::Choice(_) | Kind::Link(_) => self.choose_value(col.kind, row, column),
            kind => {
                let Some(book) = &self.book else { return };
                let old = self.row().map_or(String::new(), |r| {
                    crate::tools::cell_text(&book.project, r, column, self.choices.lang)
                });
                let editor = if kind == Kind::Prose { Editor::page(&old) } else { Editor::line(&old) };
                self.layers.push(Layer::Cell(CellEdit {
                    sheet: view.sheet.key,
                    row,
                    column,
                    kind,
                    editor,
                    error: None,
                    begun: None,
                }));
            }
        }
    }

    fn why_not(&mut self, command: Command) {
        if let Err(reason) = self.enabled(command) {
            self.say(Level::Watch, reason);
        }
    }

    /// Whether a command is possible now; `Err` says why not. The footer, the help and the palette ask here.
    pub fn enabled(&self, command: Command) -> Result<(), Phrase> {
        use Command as C;
        let need =
            |ok: bool, zh: &'static str, en: &'static str| if ok { Ok(()) } else { Err(text(zh, en).into()) };
        let in_grid = self.view().is_some_and(|(.., v)| matches!(v.layout, Layout::Grid(_)));
        let row = || need(self.row().is_some(), "先把光标移到一行上", "Move the cursor to a row first");
        match command {
            C::Edit | C::Toggle | C::Clear | C::Cut | C::Paste | C::FillDown => {
                self.locked()?;
                need(
                    self.view().is_some() && self.focus == Focus::Middle,
                    "先打开一个工具",
                    "Open a tool first",
                )?;
                let some = self.row().is_some() || self.grows();
                need(some, "这里没有可以填的格子", "There is no cell to fill in here")?;
                if command == C::Edit {
                    need(
                        matches!(self.slot(), Some(Slot::Column(_))),
                        "这一格是算出来的：请改它依据的格子",
                        "This cell is computed: change the cells it is computed from",
                    )?;
                }
                if command == C::Toggle {
                    need(
                        self.toggle_slot().is_some(),
                        "空格用于勾选、选项和日期",
                        "Space is for ticks, options and dates",
                    )?;
                }
                Ok(())
            }
            C::Undo => self.locked().and_then(|()| self.can_step(false)),
            C::Redo => self.locked().and_then(|()| self.can_step(true)),
            C::NewRow => {
                self.locked()?;
                let grows = self.view().is_some_and(|(.., v)| v.grows);
                need(grows, "这里的行是固定的", "The rows here are fixed")
            }
            C::RemoveRow => {
                self.locked()?;
                let grows = self.view().is_some_and(|(.., v)| v.grows);
                need(grows, "这里的行不能删除", "The rows here cannot be removed")?;
                row()
            }
            C::MoveRowUp | C::MoveRowDown => {
                self.locked()?;
                row()?;
                let free = self.sight().is_some_and(|s| s.sort.is_none()) && self.rows_as_they_stand();
                need(free, "排序后的表不能移动行", "Rows of a sorted view cannot be moved")
            }
            C::Sort | C::SelectAll => need(in_grid, "只有表格可以", "Only in a grid"),
            C::Copy => row(),
            C::Details => need(self.view().is_some(), "先打开一个工具", "Open a tool first"),
            C::NextFinding => {
                let any = self.book.as_ref().is_some_and(|b| !b.assessed.findings().is_empty());
                need(any, "目前没有需要处理的结论", "There is no finding at present")
            }
            C::NextView | C::PreviousView => {
                let several = self.tool().is_some_and(|(_, t)| t.views.len() > 1);
                need(several, "这里只有一个页签", "There is only one tab here")
            }
            C::Action1 | C::Action2 | C::Action3 | C::Action4 => self.try_action(command).map(|_| ()),
            C::Conflicts => {
                let some = self.book.as_ref().is_some_and(|b| !b.project.conflicts.is_empty());
                need(some, "没有冲突", "There are no conflicts")
            }
            C::RenameProject => self.locked(),
            C::ArchiveProject | C::Search | C::Home | C::NextTool | C::PreviousTool | C::Tool => {
                need(self.book.is_some(), "还没有打开项目", "No project is open")
            }
            C::Suspend => need(cfg!(unix), "这个系统不支持挂起", "This system cannot suspend programs"),
            _ => Ok(()),
        }
    }

    fn rows_as_they_stand(&self) -> bool {
        let Some((tool, _, view)) = self.view() else { return false };
        self.scene(tool).is_some_and(|scene| (view.rows)(&scene).is_none())
    }

    /// The tool's action behind one of the action keys, if it works in this view.
    pub fn action(&self, command: Command) -> Option<&'static Action> {
        let (.., view) = self.view()?;
        let (_, tool) = self.tool()?;
        let at = match command {
            Command::Action1 => 0,
            Command::Action2 => 1,
            Command::Action3 => 2,
            Command::Action4 => 3,
            _ => return None,
        };
        tool.actions.get(at).filter(|a| a.views.is_empty() || a.views.contains(&view.key))
    }

    /// Whether an action would work, without doing it.
    fn try_action(&self, command: Command) -> Result<&'static Action, Phrase> {
        self.locked()?;
        let action = self.action(command);
        let action = action.ok_or_else(|| text("这里没有这个动作", "There is no such action here"))?;
        let (tool, ..) = self.view().ok_or_else(|| text("先打开一个工具", "Open a tool first"))?;
        let scene = self.scene(tool).ok_or_else(|| text("先打开一个工具", "Open a tool first"))?;
        // Ids of a trial are thrown away.
        let mut trial = 0;
        let mut new_id = || {
            trial += 1;
            crate::sheet::Id::new(trial)
        };
        (action.run)(&scene, self.row(), &mut new_id).map(|_| action)
    }

    /// Notes on the field just opened where it was opened from, so that confirming or giving up leads
    /// back there, and whether a row was made for it.
    fn come_back_to(&mut self, from: Option<(usize, usize, Option<crate::sheet::Id>)>, made: bool) {
        let here = self.view().map(|(tool, view, _)| (tool, view));
        if let (Some((tool, view, row)), Some(Layer::Cell(edit))) = (from, self.layers.last_mut()) {
            let back = (Some((tool, view)) != here).then_some((tool, view, row));
            edit.begun = Some(Begun { back, made });
        }
    }

    fn run_action(&mut self, command: Command) {
        let action = match self.try_action(command) {
            Ok(action) => action,
            Err(reason) => return self.say(Level::Watch, reason),
        };
        let Some((tool, ..)) = self.view() else { return };
        let mut new_id = std::mem::replace(&mut self.new_id, Box::new(|| crate::sheet::Id::new(0)));
        let outcome = self.scene(tool).map(|scene| (action.run)(&scene, self.row(), &mut *new_id));
        self.new_id = new_id;
        if let Some(Ok(outcome)) = outcome {
            let made = !matches!(&outcome.edit, Edit::Many(edits) if edits.is_empty());
            if !self.apply(outcome.edit, outcome.said.clone()) {
                return;
            }
            if let Some((place, open)) = outcome.go {
                let from = self.view().map(|(tool, view, _)| (tool, view, self.row().map(AnyRow::id)));
                self.go(place);
                if open {
                    self.start_edit();
                    self.come_back_to(from, made);
                }
            }
            self.say(Level::Good, outcome.said);
        }
    }

    /// Gives a command.
    pub fn run(&mut self, command: Command, chord: Chord) -> Vec<Effect> {
        if let Err(reason) = self.enabled(command) {
            self.say(Level::Watch, reason);
            return Vec::new();
        }
        match command.entry().context {
            Context::Sheet => self.run_in_sheet(command),
            Context::List => self.run_in_list(command, chord),
            Context::Anywhere => self.run_anywhere(command, chord),
            // Layers take their keys themselves.
            Context::Typing | Context::Choosing => Vec::new(),
        }
    }

    fn run_in_sheet(&mut self, command: Command) -> Vec<Effect> {
        use Command as C;
        match command {
            C::Up => self.walk(-1, 0, false),
            C::Down => self.walk(1, 0, false),
            C::Left => self.walk(0, -1, false),
            C::Right => self.walk(0, 1, false),
            C::SelectUp => self.walk(-1, 0, true),
            C::SelectDown => self.walk(1, 0, true),
            C::SelectLeft => self.walk(0, -1, true),
            C::SelectRight => self.walk(0, 1, true),
            C::PageUp => self.page(-1),
            C::PageDown => self.page(1),
            C::Next => self.next_cell(1),
            C::Previous => self.next_cell(-1),
            C::RowStart | C::RowEnd | C::First | C::Last | C::SelectAll => self.jump(command),
            C::Edit => self.start_edit(),
            C::Toggle => self.toggle(),
            C::Clear => self.clear_block(),
            C::Copy => return self.copy_block(),
            C::Cut => {
                let copied = self.copy_block();
                self.clear_block();
                return copied;
            }
            C::Paste => {
                let clip = self.clip.clone();
                if clip.is_empty() {
                    self.say(Level::Watch, text(
                        "还没有复制过内容；从 Excel 粘贴请用终端的粘贴键",
                        "Nothing has been copied here yet; to paste from Excel use the terminal's own paste key",
                    ));
                } else {
                    self.pasted(&clip);
                }
            }
            C::FillDown => self.fill_down(),
            C::NewRow => self.new_row(),
            C::RemoveRow => self.remove_rows(),
            C::MoveRowUp => self.move_row(-1),
            C::MoveRowDown => self.move_row(1),
            C::Sort => self.sort(),
            C::Details => self.layers.push(Layer::Details { top: 0 }),
            C::NextFinding => self.next_finding(),
            C::Leave => self.leave(),
            _ => {}
        }
        Vec::new()
    }

    fn run_in_list(&mut self, command: Command, chord: Chord) -> Vec<Effect> {
        use Command as C;
        match command {
            C::Open => self.open_line(),
            C::ListUp => self.list_walk(-1),
            C::ListDown => self.list_walk(1),
            C::ListPageUp => self.list_walk(-8),
            C::ListPageDown => self.list_walk(8),
            C::ListFirst => self.list_walk(isize::MIN / 2),
            C::ListLast => self.list_walk(isize::MAX / 2),
            C::Switch => {
                self.focus = if self.focus == Focus::Tools { Focus::Middle } else { Focus::Tools };
            }
            C::Number => self.show_number(chord),
            C::QuitList => return self.quit(),
            _ => {}
        }
        Vec::new()
    }

    fn run_anywhere(&mut self, command: Command, chord: Chord) -> Vec<Effect> {
        use Command as C;
        match command {
            C::Undo => self.step_back(false),
            C::Redo => self.step_back(true),
            C::Search => self.search(),
            C::Palette => self.palette(),
            C::Help => self.layers.push(Layer::Help { top: 0 }),
            C::Language => {
                self.choices.lang = self.choices.lang.other();
                self.remember();
            }
            C::Home => self.show_home(),
            C::NextView => self.turn_view(1),
            C::PreviousView => self.turn_view(-1),
            C::NextTool => self.turn_tool(1),
            C::PreviousTool => self.turn_tool(-1),
            C::Action1 | C::Action2 | C::Action3 | C::Action4 => self.run_action(command),
            C::Projects => self.work.push(Work::List),
            C::NewProject => self.create_form(),
            C::RenameProject => self.rename_form(),
            C::ArchiveProject => self.ask_archive(),
            C::Conflicts => self.conflicts(),
            C::Theme => self.turn_theme(),
            C::Mouse => {
                self.choices.mouse = !self.choices.mouse;
                self.remember();
                let on = self.choices.mouse;
                self.say(
                    Level::Blank,
                    if on {
                        text("鼠标已打开", "The mouse is on")
                    } else {
                        text("鼠标已关闭", "The mouse is off")
                    },
                );
                return vec![Effect::Mouse(on)];
            }
            C::Redraw => return vec![Effect::Redraw],
            C::Suspend => return vec![Effect::Suspend],
            C::Quit => return self.quit(),
            C::Tool => self.show_number(chord),
            _ => {}
        }
        Vec::new()
    }

    fn show_number(&mut self, chord: Chord) {
        match chord.digit() {
            Some(0) => self.show_home(),
            Some(n) if n <= TOOLS.len() => self.show(n - 1, None),
            _ => {}
        }
    }

    fn turn_theme(&mut self) {
        let at = Theme::ALL.iter().position(|(t, _)| *t == self.choices.theme).unwrap_or(0);
        self.choices.theme = Theme::ALL[(at + 1) % Theme::ALL.len()].0;
        let name = match self.choices.theme {
            Theme::Sixteen => text("终端自己的颜色", "the terminal's own colours"),
            Theme::Dark => text("深色", "dark"),
            Theme::Light => text("浅色", "light"),
            Theme::Plain => text("无颜色", "no colours"),
        };
        let (zh, en) = (name.zh, name.en);
        self.say(Level::Blank, say!("配色：{zh}", "Colours: {en}"));
        self.remember();
    }

    pub(super) fn remember(&mut self) {
        let theme = Theme::ALL.iter().find(|(t, _)| *t == self.choices.theme).map_or("", |(_, name)| name);
        self.work.push(Work::Remember {
            language: self.choices.lang.tag(),
            theme,
            mouse: self.choices.mouse,
        });
    }

    /// Ends the program, unless something would be lost.
    pub(super) fn quit(&mut self) -> Vec<Effect> {
        let reason = match self.book.as_ref().map(|b| &b.saving) {
            Some(Saving::NotSaved(reason)) => reason.clone(),
            Some(Saving::Saving) => {
                self.leaving = true;
                self.say(
                    Level::Blank,
                    text("正在保存，保存好就退出", "Saving; the program ends when it is done"),
                );
                return Vec::new();
            }
            _ => return vec![Effect::Quit],
        };
        let (zh, en) = (reason.zh, reason.en);
        self.layers.push(Layer::Ask(super::layer::Ask {
            question: say!(
                "还没有保存：{zh}。退出会丢掉没有保存的修改。",
                "Not saved: {en}. What is not saved is lost if you quit now."
            ),
            yes: text("不保存，退出", "Quit without saving").into(),
            no: None,
            about: Asked::Quit,
        }));
        Vec::new()
    }

    fn turn_view(&mut self, by: isize) {
        let Some((tool, at, _)) = self.view() else { return };
        let count = TOOLS[tool].views.len().cast_signed();
        self.show_view((at.cast_signed() + by).rem_euclid(count).cast_unsigned());
    }

    fn turn_tool(&mut self, by: isize) {
        let count = TOOLS.len().cast_signed() + 1;
        let at = match self.screen {
            Screen::Home => 0,
            Screen::Tool(n) => n.cast_signed() + 1,
        };
        match (at + by).rem_euclid(count) {
            0 => self.show_home(),
            n => self.show(n.cast_unsigned() - 1, None),
        }
    }

    fn leave(&mut self) {
        match self.sight_mut() {
            Some(sight) if sight.anchor.is_some() => sight.anchor = None,
            _ => self.focus = Focus::Tools,
        }
    }

    fn open_line(&mut self) {
        if self.focus == Focus::Tools {
            match self.tool_line {
                0 => self.show_home(),
                n => self.show(n - 1, None),
            }
            return;
        }
        let place =
            self.book.as_ref().and_then(|b| b.assessed.findings().get(self.home_line).map(|(_, f)| f.place));
        match place {
            Some(place) => self.follow_finding(place),
            None => self.focus = Focus::Tools,
        }
    }

    fn list_walk(&mut self, by: isize) {
        let walk = |at: usize, len: usize| {
            at.saturating_add_signed(by.clamp(-100_000, 100_000)).min(len.saturating_sub(1))
        };
        if self.focus == Focus::Tools {
            self.tool_line = walk(self.tool_line, TOOLS.len() + 1);
        } else {
            let count = self.book.as_ref().map_or(0, |b| b.assessed.findings().len());
            self.home_line = walk(self.home_line, count);
        }
    }

    /// Goes to the cell that causes a finding; conflicts have a list of their own.
    pub(super) fn follow_finding(&mut self, place: crate::advice::Place) {
        let finding = self.book.as_ref().and_then(|b| {
            b.assessed
                .findings()
                .iter()
                .find(|(_, f)| f.place == place)
                .map(|(_, f)| (f.id, f.advice.clone(), f.level))
        });
        if finding.as_ref().is_some_and(|(id, ..)| *id == "PR4") {
            return self.conflicts();
        }
        self.go(place);
        if let Some((_, advice, level)) = finding {
            self.say(level, advice);
        }
    }

    fn next_finding(&mut self) {
        let tool = self.tool().map(|(n, _)| n);
        let Some(book) = &self.book else { return };
        let all = book.assessed.findings();
        // Those of this tool first, in turn; where it has none, the worst of all.
        let own: Vec<_> = all.iter().filter(|(t, _)| tool.is_some_and(|n| TOOLS[n].key == t.key)).collect();
        let places: Vec<_> = if own.is_empty() {
            all.iter().map(|(_, f)| f.place).collect()
        } else {
            own.iter().map(|(_, f)| f.place).collect()
        };
        let here = self.place();
        let at = places.iter().position(|p| Some(*p) == here);
        let next = places[at.map_or(0, |n| (n + 1) % places.len())];
        self.follow_finding(next);
    }

    fn search(&mut self) {
        let mut chooser = super::layer::Chooser::new(text("查找", "Search"), Vec::new());
        chooser.searches = true;
        chooser.about = Some(
            text(
                "输入名称或内容的一部分；中文、拼音、首字母都可以",
                "Type part of a name or of what was noted",
            )
            .into(),
        );
        self.layers.push(Layer::Choose(chooser));
        self.search_again();
    }

    /// The slot that space switches: the one under the cursor, or else the row's tick.
    fn toggle_slot(&self) -> Option<usize> {
        let (.., view) = self.view()?;
        let slots = sight::slots(view);
        let kind = |slot: &Slot| match slot {
            Slot::Column(column) => Some(view.sheet.columns[*column].kind),
            Slot::Computed(_) => None,
        };
        let at = self.sight()?.slot;
        let here = slots.get(at).and_then(kind);
        match here {
            Some(Kind::Tick | Kind::Check | Kind::Date | Kind::Choice(_)) => Some(at),
            _ if matches!(view.layout, Layout::Grid(_)) => {
                slots.iter().position(|s| kind(s) == Some(Kind::Tick))
            }
            _ => None,
        }
    }

    pub(super) fn toggle(&mut self) {
        let Some(slot) = self.toggle_slot() else { return };
        let back = self.sight().map_or(slot, |s| s.slot);
        if let Some(sight) = self.sight_mut() {
            sight.slot = slot;
        }
        self.toggle_here();
        // A question or a refusal is about the tick; otherwise the cursor stays where it was.
        if let Some(sight) = self.sight_mut().filter(|_| slot != back) {
            sight.slot = back;
        }
    }

    fn toggle_here(&mut self) {
        let Some(Slot::Column(column)) = self.slot() else { return };
        let old = self.row().map_or(Cell::Empty, |r| r.get(column));
        let today = self.today;
        let new = match (self.kind(), old) {
            (Some(Kind::Tick | Kind::Date), Cell::Empty) => Cell::Date(today),
            (Some(Kind::Tick), _) | (Some(Kind::Check), Cell::Check(true)) => Cell::Empty,
            (Some(Kind::Date), _) => return self.start_edit(),
            (Some(Kind::Check), _) => Cell::Check(true),
            (Some(Kind::Choice(options)), old) => {
                let at = options.iter().position(|o| matches!(&old, Cell::Choice(c) if c.key == o.key));
                match at.map_or(Some(0), |n| (n + 1 < options.len()).then_some(n + 1)) {
                    Some(next) => Cell::Choice(&options[next]),
                    None => Cell::Empty,
                }
            }
            _ => return,
        };
        let ticked = self.kind() == Some(Kind::Tick) && new != Cell::Empty;
        if self.put_here(&new) && ticked && self.layers.is_empty() && self.message.is_none() {
            self.say(Level::Good, say!("已勾选，日期 {today}", "Ticked, dated {today}"));
        }
    }

    fn new_row(&mut self) {
        let Some((.., view)) = self.view() else { return };
        let row = view.sheet.new_row(self.id());
        let id = row.id();
        let title = view.sheet.title;
        let (zh, en) = (title.zh, title.en);
        if self.apply(Edit::Insert { at: usize::MAX, row }, say!("新增一行：{zh}", "New row: {en}"))
            && self.go_to_row(id)
        {
            if let Some(sight) = self.sight_mut() {
                sight.slot = 0;
            }
            self.note_row();
        }
    }

    fn remove_rows(&mut self) {
        let Some((.., view)) = self.view() else { return };
        let Some(sight) = self.sight() else { return };
        let ((from, to), _) = sight.block();
        let rows: Vec<_> = (from..=to).filter_map(|n| sight.place(n)).collect();
        let ids: Vec<_> =
            rows.iter().filter_map(|p| self.sheet().and_then(|s| s.row(*p)).map(AnyRow::id)).collect();
        let count = ids.len();
        let edits = ids.into_iter().map(|row| Edit::Remove { sheet: view.sheet.key, row }).collect();
        let said = say!("删除 {count} 行", "{count} row(s) removed");
        if self.apply(Edit::Many(edits), said.clone()) {
            if let Some(sight) = self.sight_mut() {
                sight.anchor = None;
            }
            let key = self.choices.bindings.label(Command::Undo, self.choices.lang);
            let (zh, en) = (said.zh, said.en);
            self.say(Level::Watch, say!("已{zh}，{key} 撤销", "{en}; {key} takes it back"));
        }
    }

    fn move_row(&mut self, by: isize) {
        let Some((.., view)) = self.view() else { return };
        let Some((id, place)) =
            self.row().map(AnyRow::id).and_then(|id| Some((id, self.sheet()?.position(id)?)))
        else {
            return;
        };
        let to = place.saturating_add_signed(by);
        let len = self.sheet().map_or(0, crate::sheet::AnySheet::len);
        if to < len && to != place {
            self.apply(Edit::Move { sheet: view.sheet.key, row: id, to }, text("移动行", "Move row"));
        }
    }

    fn sort(&mut self) {
        let Some(sight) = self.sight_mut() else { return };
        // Up, down, as the rows stand.
        sight.sort = match sight.sort {
            Some((slot, false)) if slot == sight.slot => Some((slot, true)),
            Some((slot, true)) if slot == sight.slot => None,
            _ => Some((sight.slot, false)),
        };
        let said = match sight.sort {
            Some((_, false)) => text(
                "从小到大（只影响显示，再按一次反过来）",
                "Ascending (view only; press again to reverse)",
            ),
            Some((_, true)) => {
                text("从大到小（再按一次恢复原来的顺序）", "Descending (press again for the original order)")
            }
            None => text("恢复原来的顺序", "Original order"),
        };
        self.settle();
        self.say(Level::Blank, said);
    }

    /// What an item of a list does when it is chosen.
    pub(super) fn does(
        &mut self,
        does: Does,
        target: Option<(Option<crate::sheet::Id>, usize)>,
    ) -> Vec<Effect> {
        match does {
            Does::Put(cell) => {
                if let (Some((row, column)), Some((.., view))) = (target, self.view())
                    && let Err(reason) = self.put(row, view.sheet, column, &cell)
                {
                    self.say(Level::Act, reason);
                }
            }
            Does::Run(command) => {
                let chord = self.choices.bindings.keys(command).next();
                let none = Chord::of(KeyEvent::new(KeyCode::Null, KeyModifiers::NONE));
                return self.run(command, chord.unwrap_or(none));
            }
            Does::Go(place) => {
                self.go(place);
            }
            Does::Show(tool, view) => self.show(tool, Some(view)),
            Does::Home => self.show_home(),
            Does::Open(path) => self.work.push(Work::Open(path)),
            Does::Unarchive(path) => self.work.push(Work::Archive(path, false)),
            Does::Speak(lang) => {
                self.choices.lang = lang;
                self.remember();
                self.welcome_second();
            }
            Does::Create => self.create_form(),
            Does::Demo => self.work.push(Work::Demo),
            Does::Resolve(at, mine) => self.resolve(at, mine),
            Does::Quit => return vec![Effect::Quit],
        }
        Vec::new()
    }
}
