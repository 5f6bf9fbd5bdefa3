//! The rhythm of entering: where the keys after a value lead, as in a spreadsheet. A score is one digit, so it moves the
//! cursor on by itself as Tab would, within its row and never beyond: the key which confirms it counts from the cell that
//! was scored, and a digit too many stays where it is seen. Enter after Tab or after digits goes back to the column where
//! they began.

mod score;

use super::App;
use super::selection::{Way, is_entered};
use super::view_state::{self, Slot, card_lines};
use crate::command::{Chord, Command, Context};
use crate::finding::Level;
use crate::say;
use crate::sheet::{AnyRow, Cell, Id, Kind};
use crate::text::text;
use crate::tool::Layout;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// The cell of a score just given: tool, view, row and slot.
type Scored = (usize, usize, Option<Id>, usize);

/// What was entered by the keys before.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of the key before, in no order")]
pub(super) struct Rhythm {
    /// The cell that the last key has scored.
    scored: Option<Scored>,
    /// What stood in that cell before.
    scored_over: Option<Cell>,
    /// Whether a blank was typed behind that score, which is none of the cell beside it.
    after_blank: bool,
    /// Whether a sign was typed behind that score, as in "3/5" or "3.5": a digit behind it is no score of the next cell.
    after_sign: bool,
    /// How many letters of a sentence were refused in the cell under the cursor, whatever stood between them.
    sentence: usize,
    /// The cell of the last row from which a key that leads on led nowhere: tool, view, row and slot.
    at_end: Option<(usize, usize, usize, usize)>,
    /// Where Tab began in a row as shown: tool, view, row and slot.
    tabbed: Option<(usize, usize, usize, usize)>,
    /// The row that is being begun, if it is: tool, view, row, and the slot in which it was begun.
    begun: Option<(usize, usize, Id, usize)>,
    /// The cell in which the last key was refused: tool, view, row and slot.
    refused: Option<(usize, usize, usize, usize)>,
    /// Whether the cell under the cursor is the one in which the key before this one was refused.
    after_refusal: bool,
    /// The letter by which the tool was opened, as long as nothing but characters followed, and whether one was refused.
    opened_by: Option<(char, bool)>,
    /// Whether this is a function key: it edits the text that is there, as in a spreadsheet.
    function_key: bool,
    /// Whether somebody waits to hear that everything is saved.
    pub asked_whether_saved: bool,
}

impl Rhythm {
    /// Forgets that a letter has opened the tool.
    pub(super) fn forget_opening(&mut self) {
        self.opened_by = None;
    }
}

impl App {
    /// A key on its way: what it may take up from the key before, and what it ends.
    pub(super) fn next_key(&mut self, key: KeyEvent) -> Rhythm {
        let tabbed = self.rhythm.tabbed;
        let refused = self.rhythm.refused;
        let after_refusal = refused.is_some() && refused == self.place_shown();
        let function_key = matches!(key.code, KeyCode::F(_));
        let begun = self.rhythm.begun.filter(|_| self.row_begun().is_some());
        let next = Rhythm { tabbed, begun, after_refusal, function_key, ..Rhythm::default() };
        std::mem::replace(&mut self.rhythm, next)
    }

    /// Remembers that a row has been begun at the cursor, which stands in it now, wherever it is sorted to.
    pub(super) fn begin_row(&mut self, row: Id) {
        let Some((tool, at, _)) = self.view() else { return };
        let Some(slot) = self.view_state().map(|state| state.slot) else { return };
        self.rhythm.begun = Some((tool, at, row, slot));
    }

    /// The slot in which the row under the cursor was begun, where it is being begun.
    fn row_begun(&self) -> Option<usize> {
        let (tool, at, row, slot) = self.rhythm.begun?;
        let (here, view, _) = self.view()?;
        ((tool, at) == (here, view) && self.row().map(AnyRow::id) == Some(row)).then_some(slot)
    }

    /// Behind a row that was begun the next one is begun, wherever the first is sorted to: what is typed next is never
    /// typed over a row that was there. False where none was.
    fn begins_next(&mut self, by_tab: bool) -> bool {
        let Some(slot) = self.row_begun().filter(|_| self.grows()) else { return false };
        let Some(view_state) = self.view_state_mut() else { return false };
        let slot = if by_tab { slot } else { view_state.slot };
        view_state.move_to((view_state.len(), slot), false);
        self.end_tabs();
        self.note_row();
        true
    }

    /// Remembers that a key was refused in the cell under the cursor: what is typed there next is no more of what stands
    /// there.
    pub(super) fn note_refusal(&mut self) {
        self.rhythm.refused = self.place_shown();
    }

    /// Counts a letter that was refused: what follows it is a sentence.
    pub(super) fn note_refused_letter(&mut self, before: &Rhythm, key: KeyEvent) {
        if matches!(key.code, KeyCode::Char(c) if c.is_alphabetic()) {
            self.rhythm.sentence = before.sentence + 1;
        }
    }

    /// Refuses what goes on behind refused letters, up to a key that is no character: a blank in a sentence ticks
    /// nothing, and its signs give no commands. Behind a single letter a digit still scores. False where none was refused.
    pub(super) fn is_refused_sentence(&mut self, before: &Rhythm, key: KeyEvent) -> bool {
        let KeyCode::Char(c) = key.code else { return false };
        let stays = before.sentence > 0 && before.refused.is_some() && before.refused == self.place_shown();
        let command = key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        if !stays || command || self.context() != Context::Sheet {
            return false;
        }
        let here = self.here();
        let kind = here.and_then(|here| here.kind());
        let scores = kind == Some(Kind::Score) && crate::sheet::narrow_digit(c).is_some();
        let given = self.stands_as_given(here);
        let takes_none = given || matches!(kind, None | Some(Kind::Check | Kind::Score));
        if !takes_none || (scores && before.sentence < 2) {
            return false;
        }
        self.note_refusal();
        self.rhythm.sentence = before.sentence + usize::from(c.is_alphabetic());
        if given {
            let said = self.said_not_taken();
            self.say(Level::Watch, said);
        } else {
            self.say_refused(here);
        }
        true
    }

    /// Stays in the cell in which what was typed was refused where a key would lead on, once: nothing stands there that it
    /// could confirm, and what is typed next would go into the cell behind it. Says again why.
    pub(super) fn stays_where_refused(
        &mut self,
        before: &Rhythm,
        key: KeyEvent,
        said: Option<super::Message>,
    ) -> bool {
        let leads = self.choices.bindings.resolve(Context::Sheet, Chord::of(key));
        let stays = before.refused.is_some() && before.refused == self.place_shown();
        if !stays
            || !matches!(leads, Some(Command::Next | Command::Previous))
            || self.context() != Context::Sheet
        {
            return false;
        }
        self.message = said;
        true
    }

    /// Selects the text of a field just opened, so that typing replaces it, unless it is words of one's own and not just
    /// refused: nobody means to add to a number, nor to a text that he has not written. A function key edits, as in a
    /// spreadsheet.
    pub(super) fn select_unless_own(&mut self, is_own: bool) {
        let Rhythm { after_refusal, function_key, .. } = self.rhythm;
        if let Some(super::layer::Layer::Cell(edit)) = self.layers.last_mut() {
            let words = matches!(edit.kind, Kind::Text | Kind::Prose);
            if !function_key && (after_refusal || !words || !is_own) {
                edit.editor.select_all();
            }
        }
    }

    /// On after Enter: down, to where Tab or digits began; within a selection to the next cell of it; in a line of a form
    /// that holds several cells, to the first of the next.
    pub(super) fn step_on(&mut self) {
        if self.step_within(Way::Down, 1) {
            return;
        }
        let Some((tool, at, view)) = self.view() else { return };
        let Some((row, slot)) = self.view_state().map(|state| (state.row, state.slot)) else { return };
        let run = self.rhythm.tabbed.take();
        let began = run.filter(|run| (run.0, run.1, run.2) == (tool, at, row));
        if let Layout::Card(plan) = view.layout {
            let lines = card_lines(view, plan, self.abreast());
            let of_plan = plan.header.len()..view_state::slots(view).len() - plan.footer.len();
            let next = lines.iter().position(|line| line.contains(&slot)).and_then(|n| lines.get(n + 1));
            if let (true, Some(first)) = (of_plan.contains(&slot), next.and_then(|line| line.first()))
                && let Some(view_state) = self.view_state_mut()
            {
                view_state.slot = *first;
                return self.note_row();
            }
            if let Some(next) = self.past_header(plan.header.len(), slot)
                && let Some(view_state) = self.view_state_mut()
            {
                view_state.slot = next;
                return self.note_row();
            }
            return self.walk(1, 0, false);
        }
        if self.begins_next(run.is_some()) {
            return;
        }
        self.go_down();
        if let (Some(began), Some(view_state)) = (began, self.view_state_mut())
            && view_state.row != row
        {
            view_state.slot = began.3;
        }
    }

    /// Where Enter leads in the header of a form in which nothing is scored yet: past what is filled in already, to the next
    /// blank field or the first line to score.
    fn past_header(&self, header: usize, slot: usize) -> Option<usize> {
        let (.., view) = self.view()?;
        let row = self.row().filter(|_| slot < header)?;
        let columns: Vec<usize> = view_state::slots(view)
            .into_iter()
            .filter_map(|slot| if let Slot::Column(column) = slot { Some(column) } else { None })
            .collect();
        let is_score = |column: &usize| view.sheet.columns[*column].kind == Kind::Score;
        let blank = |column: &usize| row.get(*column) == Cell::Empty;
        let mut scores = columns.iter().filter(|column| is_score(column)).peekable();
        scores.peek()?;
        if !scores.all(blank) {
            return None;
        }
        let next = (slot + 1..header).find(|slot| columns.get(*slot).is_some_and(blank));
        Some(next.unwrap_or(header))
    }

    /// Down by a row; where there is none, says so, since whatever is typed next is typed over this cell.
    pub(super) fn go_down(&mut self) {
        if self.begins_next(false) {
            return;
        }
        let row = |app: &App| app.view_state().map(|state| state.row);
        let before = row(self);
        self.walk(1, 0, false);
        let grid = self.view().is_some_and(|(.., view)| matches!(view.layout, Layout::Grid(_)));
        if grid && row(self) == before {
            self.rhythm.at_end = self.place_shown();
            if self.message.is_none() {
                self.say(Level::Blank, text("这是最后一行", "This is the last row"));
            }
        }
    }

    /// Where the cursor stands as shown: tool, view, row and slot.
    fn place_shown(&self) -> Option<(usize, usize, usize, usize)> {
        let ((tool, at, _), state) = self.view().zip(self.view_state())?;
        Some((tool, at, state.row, state.slot))
    }

    /// Refuses a character behind the Enter that confirmed the last row: it is meant for a row below, or for a tool, and
    /// would take the place of what was just entered. False where it does not.
    pub(super) fn is_behind_the_end(&mut self, before: &Rhythm, key: KeyEvent) -> bool {
        let KeyCode::Char(c) = key.code else { return false };
        let here = self.here();
        let digit = crate::sheet::narrow_digit(c).is_some();
        let types = match here.and_then(|here| here.kind()) {
            Some(Kind::Text | Kind::Prose | Kind::Number | Kind::Count | Kind::Date) => !c.is_whitespace(),
            Some(Kind::Score) => digit,
            None => digit && super::entries::entry_at(here).is_some(),
            _ => false,
        };
        let stayed = before.at_end.is_some() && before.at_end == self.place_shown();
        if !stayed || !types || key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
            return false;
        }
        self.rhythm.at_end = before.at_end;
        self.note_refusal();
        let how = self.how(Command::Edit);
        self.say(
            Level::Watch,
            say!(
                "这是最后一行，“{c}”没有写入：要改这一格，{how}",
                "This is the last row, and '{c}' was not entered: to change this cell, use {how}",
                how
            ),
        );
        true
    }

    /// Remembers that a letter has opened the tool that is shown.
    pub(super) fn note_opening(&mut self, chord: Chord) {
        self.rhythm.opened_by =
            chord.typed().filter(|letter| letter.is_alphabetic()).map(|letter| (letter, false));
    }

    /// Refuses the characters behind a letter that opened a tool where they would be typed over a text that is there: whoever
    /// types a word on the list of tools means no cell of the tool that its first letter happens to open. On a blank line
    /// they begin its row. False where they do, or where the key is no character of a word.
    pub(super) fn is_word_behind_opening(&mut self, before: &Rhythm, key: KeyEvent) -> bool {
        let (Some((letter, is_refused)), KeyCode::Char(c)) = (before.opened_by, key.code) else {
            return false;
        };
        self.rhythm.opened_by = Some((letter, is_refused));
        if self.context() != Context::Sheet
            || key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
            || !(is_refused || (self.is_typed_in(Chord::of(key), Context::Sheet) && self.is_filled_here()))
        {
            return false;
        }
        self.rhythm.opened_by = Some((letter, true));
        let Some((_, tool)) = self.tool() else { return false };
        // Where nothing can be typed at all, that is what is said.
        if let Err(reason) = self.locked() {
            self.say(Level::Watch, reason);
            return true;
        }
        let edit = self.how(Command::Edit);
        self.say(
            Level::Watch,
            say!(
                "“{letter}”打开了“{tool}”，后面的“{c}”没有写入：要写这一格，先{edit}",
                "'{letter}' has opened {tool}, and '{c}' behind it was not entered: to type here, press {edit} first",
                tool = tool.title,
                edit
            ),
        );
        true
    }

    /// Whether anything stands in the cell under the cursor.
    fn is_filled_here(&self) -> bool {
        let here = self.here().filter(|here| self.takes_signs(Some(*here)) && self.list().is_none());
        let column = here.and_then(|here| here.column());
        self.row_at(here).zip(column).is_some_and(|(row, column)| row.get(column) != Cell::Empty)
    }

    /// Goes on by Tab, or back, and remembers the column where Tab began.
    pub(super) fn tab(&mut self, by: isize) {
        let place = App::place_shown;
        if self.step_within(Way::Right, by) {
            return;
        }
        let Some(before) = place(self) else { return };
        let run = self.rhythm.tabbed.filter(|run| (run.0, run.1, run.2) == (before.0, before.1, before.2));
        self.next_cell(by);
        let Some(now) = place(self) else { return };
        let same_row = now.2 == before.2;
        let begins = run.filter(|_| same_row).unwrap_or(if same_row { before } else { now });
        // Whoever sets out from a computed cell has begun at the first that can be entered.
        let slots = self.view().map(|(.., view)| (view, view_state::slots(view)));
        let enters = |slot: usize| {
            slots
                .as_ref()
                .is_some_and(|(view, slots)| slots.get(slot).is_some_and(|slot| is_entered(view, *slot)))
        };
        let begins = if enters(begins.3) { begins } else { now };
        self.rhythm.tabbed = Some((now.0, now.1, now.2, begins.3.min(now.3)));
    }

    /// Whether Enter goes to the next row, to where Tab began, since nothing is being typed.
    pub fn enter_ends_tabs(&self) -> bool {
        let here = self.place_shown();
        let tabbed = self
            .rhythm
            .tabbed
            .zip(here)
            .is_some_and(|(run, here)| (run.0, run.1, run.2) == (here.0, here.1, here.2));
        tabbed
            && self.layers.is_empty()
            && self.context() == Context::Sheet
            && self.view().is_some_and(|(.., view)| matches!(view.layout, Layout::Grid(_)))
    }

    /// Takes the Enter behind Tab, where nothing was typed; false if the key is none.
    pub(super) fn ends_tabs(&mut self, key: KeyEvent) -> bool {
        let (bindings, chord) = (&self.choices.bindings, Chord::of(key));
        let enter = bindings.resolve(Context::Typing, chord) == Some(Command::Commit)
            && bindings.resolve(Context::Sheet, chord) == Some(Command::Edit);
        if !enter || self.replay.is_some() || !self.enter_ends_tabs() {
            return false;
        }
        self.step_on();
        true
    }

    /// Forgets where Tab began: the cursor went elsewhere by itself.
    pub(super) fn end_tabs(&mut self) {
        self.rhythm.tabbed = None;
    }
}
