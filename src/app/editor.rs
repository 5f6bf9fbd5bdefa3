//! The text field: what a person types before it becomes a cell of a sheet. One line, or several.
//!
//! Knows graphemes, cells and the usual keys; knows neither the sheet nor the screen. All positions are bytes of the
//! text and lie between graphemes. The text never holds a control: what comes in is cleaned.

mod history;
mod keys;
mod view;

#[cfg(test)]
#[expect(clippy::string_slice, reason = "a wrong boundary has to fail the test")]
mod tests;

use std::ops::Range;

use unicode_segmentation::GraphemeCursor;

use crate::text::is_hidden;
use history::{Burst, Change, History};
use view::Rows;
pub use view::{LineView, PageView};

/// The longest text a field takes, in bytes.
pub const LIMIT: usize = 64 * 1024;

/// Whether a field holds one line or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One line that scrolls sideways; line ends become spaces.
    Line,
    /// Lines that wrap and scroll up and down.
    Page,
}

/// A text field with its cursor, selection, undo and scroll position.
#[derive(Clone, Debug)]
pub struct Editor {
    shape: Shape,
    text: String,
    start: String,
    cursor: usize,
    /// The end of the selection that does not move; the cursor is the other.
    anchor: Option<usize>,
    history: History,
    refused: bool,
    /// Whether the text was typed over the one before, and the cursor was not moved since.
    over: bool,
    /// The column that moving up and down tries to keep, in cells.
    goal: Option<usize>,
    rows: Rows,
    /// The first byte shown of a line, the first row shown of a page.
    scroll: usize,
}

impl Editor {
    /// A field of one line, with the cursor at the end of the text.
    pub fn line(text: &str) -> Self {
        Self::new(text, Shape::Line)
    }

    /// The text that the field began with.
    pub fn at_first(&self) -> &str {
        &self.start
    }

    /// A field of several lines, with the cursor at the end of the text.
    pub fn page(text: &str) -> Self {
        Self::new(text, Shape::Page)
    }

    /// A field with the cursor at the end of the text. Text over the limit is kept; it can shrink but not grow.
    pub fn new(text: &str, shape: Shape) -> Self {
        let text = clean(text, shape);
        Self {
            shape,
            start: text.clone(),
            cursor: text.len(),
            text,
            anchor: None,
            history: History::default(),
            refused: false,
            over: false,
            goal: None,
            rows: Rows::default(),
            scroll: 0,
        }
    }

    /// The text as it stands.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the cursor is, in bytes.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The selected bytes; None if nothing is.
    pub fn selection(&self) -> Option<Range<usize>> {
        let anchor = self.anchor?;
        (anchor != self.cursor).then(|| anchor.min(self.cursor)..anchor.max(self.cursor))
    }

    /// The selected text, empty if nothing is.
    pub fn selected_text(&self) -> &str {
        self.selection().map_or("", |selection| self.part(selection))
    }

    /// Whether the text differs from what the field began with.
    pub fn is_changed_since_start(&self) -> bool {
        self.text != self.start
    }

    /// What was typed since the field began, between what still stands before and behind it.
    pub fn typed(&self) -> &str {
        let same = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| -> usize {
            a.zip(b).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
        };
        let before = same(&mut self.text.chars(), &mut self.start.chars());
        let (rest, start) =
            (self.part(before..self.text.len()), self.start.get(before..).unwrap_or_default());
        let behind = same(&mut rest.chars().rev(), &mut start.chars().rev());
        rest.get(..rest.len() - behind).unwrap_or_default()
    }

    /// Whether the last key, paste or replacement was refused because the text would exceed [`LIMIT`].
    pub fn was_refused(&self) -> bool {
        self.refused
    }

    /// Hands over the text and leaves the field empty, without history.
    pub fn take(&mut self) -> String {
        let text = std::mem::take(&mut self.text);
        *self = Self::new("", self.shape);
        text
    }

    /// Types one character over the selection. False, and nothing changes, for a control or beyond the limit.
    pub fn insert(&mut self, c: char) -> bool {
        self.refused = false;
        if is_hidden(c) {
            return false;
        }
        self.replace(self.target(), c.encode_utf8(&mut [0; 4]), Burst::Typing)
    }

    /// Begins a new line. False in a field of one line and beyond the limit.
    pub fn newline(&mut self) -> bool {
        self.refused = false;
        self.shape == Shape::Page && self.replace(self.target(), "\n", Burst::Single)
    }

    /// Puts a pasted text over the selection, cleaned of controls. False, and nothing changes, beyond the limit.
    pub fn paste(&mut self, pasted: &str) -> bool {
        let cleaned = clean(pasted, self.shape);
        self.replace(self.target(), &cleaned, Burst::Single)
    }

    /// Replaces the whole text as one step of undo. False, and nothing changes, beyond the limit.
    pub fn replace_all(&mut self, text: &str) -> bool {
        let cleaned = clean(text, self.shape);
        self.replace(0..self.text.len(), &cleaned, Burst::Single)
    }

    /// Puts a character in place of the whole text, as typing on a cell does.
    pub fn type_over(&mut self, typed: char) {
        self.replace_all("");
        self.insert(typed);
        self.over = true;
    }

    /// Whether the text was typed over what was there, and an arrow has nothing to move through.
    pub fn is_typed_over(&self) -> bool {
        self.over && self.is_written_on()
    }

    /// The same, or it is the first text of its field.
    pub fn is_written_on(&self) -> bool {
        let at_end = self.cursor == self.text.len() && self.selection().is_none();
        at_end && (self.over || self.start.is_empty())
    }

    /// Removes the selection or the grapheme before the cursor.
    pub fn backspace(&mut self) {
        self.erase(Self::before);
    }

    /// Removes the selection or the grapheme behind the cursor.
    pub fn delete(&mut self) {
        self.erase(Self::after);
    }

    /// Removes the selection or back to the beginning of a word.
    pub fn delete_word_back(&mut self) {
        self.erase(Self::word_before);
    }

    /// Removes the selection or up to the end of a word.
    pub fn delete_word(&mut self) {
        self.erase(Self::word_after);
    }

    /// Removes the selection or back to the beginning of the line, at the beginning the line end before it.
    pub fn kill_to_start(&mut self) {
        self.erase(|field, at| match field.line_start(at) {
            start if start == at => field.before(at),
            start => start,
        });
    }

    /// Removes the selection or up to the end of the line, at the end the line end itself.
    pub fn kill_to_end(&mut self) {
        self.erase(|field, at| match field.line_end(at) {
            end if end == at => field.after(at),
            end => end,
        });
    }

    /// Selects the whole text.
    pub fn select_all(&mut self) {
        self.anchor = Some(0);
        self.arrive(self.text.len());
    }

    /// Takes back the last burst of changes; false if there is none.
    pub fn undo(&mut self) -> bool {
        let step = self.history.undo(&mut self.text);
        self.travel(step)
    }

    /// Makes the last undone burst again; false if there is none.
    pub fn redo(&mut self) -> bool {
        let step = self.history.redo(&mut self.text);
        self.travel(step)
    }

    fn travel(&mut self, step: Option<history::Step>) -> bool {
        self.refused = false;
        let Some(step) = step else { return false };
        self.rows.touch(step.at);
        self.anchor = None;
        self.goal = None;
        self.cursor = self.snap(step.cursor);
        true
    }

    /// What typing replaces: the selection, or nothing at the cursor.
    fn target(&self) -> Range<usize> {
        self.selection().unwrap_or(self.cursor..self.cursor)
    }

    /// Removes the selection, or what lies between the cursor and the place that `reach` finds.
    fn erase(&mut self, reach: impl Fn(&Self, usize) -> usize) {
        let range = self.selection().unwrap_or_else(|| {
            let end = reach(self, self.cursor);
            end.min(self.cursor)..end.max(self.cursor)
        });
        self.replace(range, "", Burst::Erasing);
    }

    /// The one place where the text changes.
    fn replace(&mut self, range: Range<usize>, with: &str, burst: Burst) -> bool {
        let grows = with.len() > range.len();
        self.refused = grows && self.text.len() - range.len() + with.len() > LIMIT;
        if self.refused {
            return false;
        }
        self.anchor = None;
        self.goal = None;
        if range.is_empty() && with.is_empty() {
            return true;
        }
        let (at, end) = (range.start, range.start + with.len());
        let removed = self.part(range.clone()).to_owned();
        self.text.replace_range(range, with);
        self.history.record(Change { at, removed, inserted: with.to_owned(), cursor: self.cursor }, burst);
        self.rows.touch(at);
        self.cursor = self.snap(end);
        true
    }

    fn part(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// The nearest place between graphemes that is not before `at`: what is put next to a text may join with it.
    fn snap(&self, at: usize) -> usize {
        let mut here = GraphemeCursor::new(at, self.text.len(), true);
        match here.is_boundary(&self.text, 0) {
            Ok(true) => at,
            _ => self.after(at),
        }
    }

    fn before(&self, at: usize) -> usize {
        let mut here = GraphemeCursor::new(at, self.text.len(), true);
        here.prev_boundary(&self.text, 0).ok().flatten().unwrap_or(0)
    }

    fn after(&self, at: usize) -> usize {
        let mut here = GraphemeCursor::new(at, self.text.len(), true);
        here.next_boundary(&self.text, 0).ok().flatten().unwrap_or(self.text.len())
    }

    fn line_start(&self, at: usize) -> usize {
        self.part(0..at).rfind('\n').map_or(0, |end| end + 1)
    }

    fn line_end(&self, at: usize) -> usize {
        self.part(at..self.text.len()).find('\n').map_or(self.text.len(), |end| at + end)
    }

    fn word_before(&self, at: usize) -> usize {
        let mut at = at;
        let mut word = None;
        while at > 0 {
            let before = self.before(at);
            let class = Class::of(self.part(before..at));
            if word.is_some_and(|word| word != class) {
                break;
            }
            word = word.or((class != Class::Gap).then_some(class));
            at = before;
        }
        at
    }

    fn word_after(&self, at: usize) -> usize {
        let mut at = at;
        let mut word = None;
        while at < self.text.len() {
            let after = self.after(at);
            let class = Class::of(self.part(at..after));
            if word.is_some_and(|word| word != class) {
                break;
            }
            word = word.or((class != Class::Gap).then_some(class));
            at = after;
        }
        at
    }
}

/// Where a key sends the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// One grapheme back; to the beginning of a selection.
    Left,
    /// One grapheme on; to the end of a selection.
    Right,
    /// Back to the beginning of a word.
    WordLeft,
    /// On to the end of a word.
    WordRight,
    /// To the beginning of the line.
    Home,
    /// To the end of the line.
    End,
    /// To the beginning of the text.
    Top,
    /// To the end of the text.
    Bottom,
    /// So many rows, as wrapped in the last [`Editor::page_view`], up (negative) or down.
    Rows(isize),
}

impl Editor {
    /// Moves the cursor; `extend` selects what it passes.
    pub fn go(&mut self, motion: Motion, extend: bool) {
        (self.refused, self.over) = (false, false);
        let selected = self.selection().filter(|_| !extend);
        if extend {
            self.anchor.get_or_insert(self.cursor);
        } else {
            self.anchor = None;
        }
        let at = self.cursor;
        let to = match (motion, selected) {
            (Motion::Left, Some(selection)) => selection.start,
            (Motion::Right, Some(selection)) => selection.end,
            (Motion::Left, None) => self.before(at),
            (Motion::Right, None) => self.after(at),
            (Motion::WordLeft, _) => self.word_before(at),
            (Motion::WordRight, _) => self.word_after(at),
            (Motion::Home, _) => self.line_start(at),
            (Motion::End, _) => self.line_end(at),
            (Motion::Top, _) => 0,
            (Motion::Bottom, _) => self.text.len(),
            (Motion::Rows(by), _) => {
                let (to, column) = self.row_away(by);
                self.arrive(to);
                self.goal = Some(column);
                return;
            }
        };
        self.arrive(to);
    }

    fn arrive(&mut self, to: usize) {
        self.history.close();
        self.goal = None;
        self.cursor = to;
    }
}

/// What words are made of. Chinese has no gaps between words, so a run of it counts as one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Gap,
    Latin,
    Wide,
}

impl Class {
    fn of(grapheme: &str) -> Self {
        match grapheme.chars().next() {
            Some(c) if !c.is_alphanumeric() && c != '_' => Self::Gap,
            _ if crate::text::width(grapheme) > 1 => Self::Wide,
            _ => Self::Latin,
        }
    }
}

/// A text without controls. A run of tabs or, in one line, of line ends becomes a space; a line end that closes a
/// copied line is dropped there.
fn clean(text: &str, shape: Shape) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let text = if shape == Shape::Line { text.trim_end_matches(['\r', '\n']) } else { text };
    let mut characters = text.chars().peekable();
    let mut in_run = false;
    while let Some(c) = characters.next() {
        if c == '\r' && characters.peek() == Some(&'\n') {
            continue;
        }
        let is_end = matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}');
        let blank = c == '\t' || (is_end && shape == Shape::Line);
        match c {
            _ if blank && in_run => {}
            _ if blank => cleaned.push(' '),
            _ if is_end => cleaned.push('\n'),
            c if is_hidden(c) => {}
            c => cleaned.push(c),
        }
        in_run = blank;
    }
    cleaned
}
