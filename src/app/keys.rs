//! A key on its way to what it does: the top layer, the place, everywhere, or typing.

use super::editor::Editor;
use super::layer::{CellEdit, Layer};
use super::meeting::Mode;
use super::{App, Focus, Here, Screen};
use crate::command::{Chord, Command, Context};
use crate::finding::Level;
use crate::say;
use crate::sheet::{Cell, Kind, Score};
use crate::text::{Lang, Phrase, text};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Where the cursor is while something is selected: tool and view, then row and slot.
type Selecting = ((usize, usize), (usize, usize));

impl App {
    pub(super) fn key(&mut self, key: KeyEvent) {
        let said = self.message.take();
        let before = self.next_key(key);
        if self.layers.is_empty() {
            let key = if self.is_text_wanted() && self.replay.is_none() { key } else { plain(key) };
            if self.is_word_behind_opening(&before, key)
                || self.is_refused_sentence(&before, key)
                || self.confirms_score(&before, key)
                || self.is_behind_the_end(&before, key)
                || self.stays_where_refused(&before, key, said)
                || self.ends_tabs(key)
            {
                return;
            }
            let selecting = self.selecting();
            self.plain_key(key);
            self.note_beside_score(&before);
            self.end_selection(selecting, key);
            // The key may have been refused by whatever has the say about the cell; then it is said.
            let typed =
                matches!(key.code, KeyCode::Char(_)) && (key.modifiers - KeyModifiers::SHIFT).is_empty();
            let refused = self.message.as_ref().is_some_and(|said| said.level >= Level::Watch);
            if typed && refused && self.layers.is_empty() {
                self.note_refusal();
                self.note_refused_letter(&before, key);
            }
        } else {
            self.layer_key(key);
        }
    }

    /// Whether a sign is text in the cell.
    pub fn takes_signs(&self, here: Option<Here>) -> bool {
        takes_text(here)
    }

    /// Whether a key gives no command of a place since its letter is typed there: into the cell under the cursor, or into
    /// any cell of a sheet for who looks at its keys from elsewhere.
    pub fn is_typed_in(&self, chord: Chord, context: Context) -> bool {
        let letter = chord.typed().is_some_and(char::is_alphabetic);
        let in_sheet = matches!(self.screen, Screen::Tool(_)) && self.focus == Focus::Middle;
        let on_cell = self.here().is_some_and(|here| here.slot.is_some());
        let types = match context {
            Context::Sheet => !in_sheet || on_cell,
            Context::Anywhere => in_sheet && on_cell,
            _ => false,
        };
        letter && types && self.choices.letters_type
    }

    /// Whether a character is text where the cursor is, and not a key.
    fn is_text_wanted(&self) -> bool {
        match self.context() {
            Context::Sheet => takes_text(self.here()),
            Context::Meeting => self.meeting_mode() == Mode::Words,
            _ => false,
        }
    }

    /// Where the cursor of the view is, if anything is selected.
    fn selecting(&self) -> Option<Selecting> {
        let (tool, view, _) = self.view()?;
        let state = self.view_state().filter(|state| state.selection.is_some())?;
        Some(((tool, view), (state.row, state.slot)))
    }

    /// Ends a selection from which a key moved the cursor for another reason than to go on within it, such as a score.
    fn end_selection(&mut self, before: Option<Selecting>, key: KeyEvent) {
        let (Some(before), Some(now)) = (before, self.selecting()) else { return };
        let command = self.choices.bindings.resolve(Context::Sheet, Chord::of(key));
        let within = command
            .is_some_and(|command| command.selects() || matches!(command, Command::Next | Command::Previous));
        if before.0 == now.0
            && before.1 != now.1
            && !within
            && let Some(state) = self.view_state_mut()
        {
            state.selection = None;
        }
    }

    /// How to give a command, as a sentence names it: its key, or where it has none its line among the commands.
    pub fn how(&self, command: Command) -> Phrase {
        let label = |lang| self.choices.bindings.label(command, lang);
        let (zh, en) = (label(Lang::Zh), label(Lang::En));
        if en.is_empty() {
            let title = command.entry().title;
            return say!("在命令里选“{title}”", "'{title}' among the commands", title);
        }
        // Latin letters stand off from Chinese ones.
        let gap = if zh.is_ascii() { " " } else { "" };
        say!("按{gap}{zh}{gap}", "{en}")
    }

    pub(super) fn plain_key(&mut self, key: KeyEvent) {
        let chord = Chord::of(key);
        let context = self.context();
        let here = self.here();
        let typed = match key.code {
            KeyCode::Char(c) if !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) => {
                Some(c)
            }
            _ => None,
        };
        if context == Context::Sheet
            && let Some(c) = typed
            && self.type_score(here, c)
        {
            return;
        }
        if context == Context::Meeting
            && let Some(c) = typed
            && self.type_in_meeting(chord, c)
        {
            return;
        }
        // Who types a word on a cell that takes none is told why; half of its letters must not be keys.
        let on_cell = here.is_some_and(|here| here.slot.is_some());
        let letters_type = self.choices.letters_type && typed.is_some_and(char::is_alphabetic) && on_cell;
        let bindings = &self.choices.bindings;
        if self.replay.is_some()
            && let Some(command) = bindings.resolve(Context::Replay, chord)
        {
            return self.run_here(command, here);
        }
        let below = context.below().and_then(|context| bindings.resolve(context, chord));
        let command =
            bindings.resolve(context, chord).or(below).or_else(|| bindings.resolve(Context::Anywhere, chord));
        // A sign is text where a cell takes some, and where nothing is shown that there is more or less of.
        let steps = |command: &Command| matches!(command, Command::More | Command::Less);
        let is_text =
            |command: &Command| steps(command) && (takes_text(here) || self.action(*command).is_none());
        let command = command.filter(|command| context != Context::Sheet || !is_text(command));
        if let Some(command) = command.filter(|_| !(letters_type && context == Context::Sheet)) {
            return match command {
                Command::Number | Command::Tool => self.open_by_key(command, chord),
                Command::MeetStep => self.jump_to_step(chord),
                _ => self.run_here(command, here),
            };
        }
        match (context, typed) {
            (Context::Sheet, Some(c)) => self.type_over(here, c),
            (Context::Sheet, None) => {}
            (Context::Meeting, _) => self.meeting_key(key),
            _ => self.say_what_it_edits(key),
        }
    }

    /// Says what the function key that edits a cell is for where there is none.
    fn say_what_it_edits(&mut self, key: KeyEvent) {
        let edits = self.choices.bindings.resolve(Context::Sheet, Chord::of(key)) == Some(Command::Edit);
        if edits && matches!(key.code, KeyCode::F(_)) {
            let how = self.how(Command::Language);
            self.say(
                Level::Blank,
                say!(
                    "这个键编辑表格里的格子；切换语言{how}",
                    "This key edits a cell of a sheet; {how} switches the language",
                    how
                ),
            );
        }
    }

    /// A digit on a score scores and moves on.
    fn type_score(&mut self, here: Option<Here>, typed: char) -> bool {
        let Some(here) = here.filter(|here| here.kind() == Some(Kind::Score)) else { return false };
        let digit = crate::sheet::narrow_digit(typed);
        let several = self.several_selected();
        match digit {
            Some(n @ 0..=5) if several => {
                self.score_selected(n);
                true
            }
            Some(n @ 1..=5) => {
                let cell = Score::new(n).map_or(Cell::Empty, Cell::Score);
                let column = here.column();
                let old = column.and_then(|column| self.row_at(Some(here)).map(|row| row.get(column)));
                if self.put_here(here, &cell) {
                    self.after_score(here, n, &old.unwrap_or(Cell::Empty));
                }
                true
            }
            Some(0) => {
                let was = here.column().and_then(|column| self.row_at(Some(here)).map(|row| row.get(column)));
                if self.put_here(here, &Cell::Empty) && was.is_some_and(|was| was != Cell::Empty) {
                    self.say(Level::Watch, text("这一格的评分已清空", "The score of this cell is cleared"));
                }
                true
            }
            Some(_) => {
                self.say(Level::Act, text("评分是 1 到 5", "A score is 1 to 5"));
                true
            }
            None => false,
        }
    }

    /// Puts a value into the cell under the cursor; a refusal is said.
    pub(super) fn put_here(&mut self, here: Here, cell: &Cell) -> bool {
        let Some(column) = here.column() else { return false };
        match self.put(here.row, here.view.sheet, column, cell) {
            Ok(()) => true,
            Err(reason) => {
                self.say(Level::Act, reason);
                false
            }
        }
    }

    /// A letter on a cell begins to type over it.
    fn type_over(&mut self, here: Option<Here>, typed: char) {
        match here.and_then(|here| here.kind()) {
            None if super::entries::entry_at(here).is_some() && !typed.is_whitespace() => {
                self.start_edit(here);
                if let Some(Layer::Cell(edit)) = self.layers.last_mut() {
                    edit.editor.type_over(typed);
                    self.touch_draft();
                }
            }
            Some(Kind::Choice(_) | Kind::OpenChoice(_) | Kind::Link(_)) => {
                self.start_edit(here);
                if let Some(Layer::Choose(chooser)) = self.layers.last_mut() {
                    // Values typed one after the other go into one cell each.
                    (chooser.for_selected, chooser.about) = (false, None);
                    if let Some(query) = &mut chooser.query {
                        query.insert(typed);
                    }
                    let lang = self.choices.lang;
                    chooser.at = 0;
                    chooser.narrow(lang);
                }
            }
            Some(Kind::Check | Kind::Score) | None => self.say_refused(here),
            // A slip of the keyboard must not take a standard item's words away.
            Some(_) if self.stands_as_given(here) => {
                let said = self.said_not_taken();
                self.say(Level::Watch, said);
            }
            Some(_) => {
                self.start_edit(here);
                if let Some(Layer::Cell(edit)) = self.layers.last_mut() {
                    edit.editor.type_over(typed);
                    self.touch_draft();
                }
            }
        }
    }

    /// What is said where a text of ours stands that is not taken away by a slip.
    pub(super) fn said_given(&self) -> Phrase {
        let how = self.how(Command::Edit);
        say!("这是标准内容：{how}改文字", "This is a standard text: {how} changes it", how)
    }

    /// What is said to who types over such a text: where what is his own goes.
    pub(super) fn said_not_taken(&self) -> Phrase {
        if !self.grows() {
            return self.said_given();
        }
        let (new, edit) = (self.how(Command::NewRow), self.how(Command::Edit));
        say!(
            "这是标准内容，没有改动：写自己的，{new}另起一行；要改这里的文字，{edit}",
            "This is a standard text and stays: {new} begins a row of your own; {edit} changes this one",
            new,
            edit
        )
    }

    /// Says why a character is not typed where the cursor is.
    pub(super) fn say_refused(&mut self, here: Option<Here>) {
        let reason = self.enabled_here(Command::Edit, here).err().or_else(|| self.takes_no_text(here));
        if let Some(reason) = reason {
            self.say(Level::Watch, reason);
        }
    }

    /// Why a letter is not typed where the cursor is, and what is done there instead.
    fn takes_no_text(&self, here: Option<Here>) -> Option<Phrase> {
        let (edit, toggle) = (self.how(Command::Edit), self.how(Command::Toggle));
        match here.and_then(|here| here.kind()) {
            Some(Kind::Score) => Some(
                text("评分是 1 到 5：按数字键，0 清空", "A score is 1 to 5: press a digit, 0 clears it")
                    .into(),
            ),
            Some(Kind::Check) => Some(say!(
                "这一格是“是”或“否”：{toggle}切换",
                "This is a yes or a no: {toggle} switches it",
                toggle
            )),
            None if self.list().is_some() => Some(say!(
                "这里汇总别处的内容：{edit}去原处修改",
                "What stands here is gathered from elsewhere: {edit} goes there to change it",
                edit
            )),
            None if self.leads().is_some() => Some(say!(
                "这张图按表格画出：{edit}去背后的那几行",
                "This is drawn from the sheets: {edit} goes to the rows behind it",
                edit
            )),
            _ => None,
        }
    }

    /// Whether the cell under the cursor shows our own text.
    pub(super) fn stands_as_given(&self, here: Option<Here>) -> bool {
        let Some(column) = here.and_then(|here| here.column()) else { return false };
        self.row_at(here).is_some_and(|r| r.get(column) == Cell::Empty && r.builtin(column).is_some())
    }

    /// Opens the cell under the cursor for typing or choosing.
    pub(super) fn start_edit(&mut self, here: Option<Here>) {
        if let Err(reason) = self.enabled_here(Command::Edit, here) {
            return self.say(Level::Act, reason);
        }
        if let Some(entry) = super::entries::entry_at(here) {
            return self.open_entry(entry, here);
        }
        let Some((here, column)) = here.and_then(|here| Some((here, here.column()?))) else { return };
        let Here { view, row, .. } = here;
        let col = &view.sheet.columns[column];
        if let Some(selection) = self.view_state_mut().and_then(|state| state.selection.as_mut()) {
            // What is typed has to be seen.
            selection.follows = false;
        }
        match col.kind {
            Kind::Check => self.toggle(Some(here)),
            Kind::Choice(_) | Kind::OpenChoice(_) | Kind::Link(_) => {
                self.choose_value(here, col.kind, column);
            }
            kind => {
                let Some(opened) = &self.opened else { return };
                let old = self.row_at(Some(here)).map_or(String::new(), |r| {
                    crate::registry::text_to_edit(&opened.project, r, column, self.choices.lang)
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
                    several: self.several_selected(),
                    entry: None,
                    beside_score: None,
                }));
                self.select_unless_own(!self.stands_as_given(Some(here)));
            }
        }
    }
}

/// Whether a sign is text in the cell. Scores, ticks and checks take none, nor does what is computed: signs are keys
/// there.
fn takes_text(here: Option<Here>) -> bool {
    !matches!(here.and_then(|here| here.kind()), None | Some(Kind::Score | Kind::Tick | Kind::Check))
}

/// The key that a Chinese keyboard means by a full-width sign, where signs are keys and no text.
pub(super) fn plain(key: KeyEvent) -> KeyEvent {
    let KeyCode::Char(wide) = key.code else { return key };
    let narrow = match wide {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(wide) - 0xfee0).unwrap_or(wide),
        '\u{3000}' => ' ',
        '、' => '/',
        '。' => '.',
        '【' => '[',
        '】' => ']',
        '「' | '『' => '{',
        '」' | '』' => '}',
        '《' | '〈' => '<',
        '》' | '〉' => '>',
        other => other,
    };
    KeyEvent { code: KeyCode::Char(narrow), ..key }
}
