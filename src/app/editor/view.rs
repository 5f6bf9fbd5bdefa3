//! What of a text field is to be seen, in cells, and where its cursor stands. Scrolls so that the cursor is inside.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::Editor;
use crate::text::{glyph_width, width, wrap_from};

/// A field of one line as it is to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineView {
    /// The part of the text in view, at most as wide as asked.
    pub text: String,
    /// The column of the cursor in cells, always inside.
    pub cursor: u16,
    /// The selected cells in view.
    pub selected: Option<Range<u16>>,
}

/// A field of several lines as it is to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageView {
    /// The rows in view; fewer than asked when the text is shorter.
    pub lines: Vec<String>,
    /// The column and the row of the cursor in cells, always inside.
    pub cursor: (u16, u16),
    /// The selected cells of each row in `lines`.
    pub selected: Vec<Option<Range<u16>>>,
}

/// The wrapped rows of the text, wrapped again only from where it changed.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    cells: usize,
    /// The rows of the last view, for the keys that move by a page.
    pub shown: usize,
    ranges: Vec<Range<usize>>,
    /// The first byte that may have changed since.
    stale: Option<usize>,
}

impl Default for Rows {
    /// Before the first view nothing wraps.
    fn default() -> Self {
        Self { cells: usize::from(u16::MAX), shown: 0, ranges: Vec::new(), stale: Some(0) }
    }
}

impl Rows {
    /// Notes that the text changed from byte `at` on.
    pub fn touch(&mut self, at: usize) {
        self.stale = Some(self.stale.map_or(at, |stale| stale.min(at)));
    }

    fn resize(&mut self, cells: usize) {
        if cells != self.cells {
            self.cells = cells;
            self.ranges.clear();
            self.stale = Some(0);
        }
    }

    fn refresh(&mut self, text: &str) {
        let Some(at) = self.stale.take() else { return };
        // A break depends on what follows it up to the first glyph that did not fit; that is never this many rows away.
        let kept = self.row_of(at).saturating_sub(4);
        let from = self.ranges.get(kept).map_or(0, |row| row.start);
        self.ranges.truncate(kept);
        wrap_from(text, from, self.cells, &mut self.ranges);
    }

    /// The row that byte `at` stands in.
    fn row_of(&self, at: usize) -> usize {
        self.ranges.partition_point(|row| row.start <= at).saturating_sub(1)
    }

    fn row(&self, index: usize) -> Range<usize> {
        self.ranges.get(index).cloned().unwrap_or_default()
    }
}

impl Editor {
    /// What a field of one line shows in `cells`.
    pub fn line_view(&mut self, cells: u16) -> LineView {
        let cells = usize::from(cells);
        self.scroll_sideways(cells);
        let rest = self.part(self.scroll..self.text.len());
        let (mut end, mut used) = (self.scroll, 0);
        for grapheme in rest.graphemes(true) {
            used += glyph_width(grapheme);
            if used > cells {
                break;
            }
            end += grapheme.len();
        }
        LineView {
            text: self.part(self.scroll..end).to_owned(),
            cursor: column(width(self.part(self.scroll..self.cursor)), cells),
            selected: self.selected_in(self.scroll..end),
        }
    }

    /// Brings the cursor into view, shows what was before it when it came from the right, and leaves no room unused.
    fn scroll_sideways(&mut self, cells: usize) {
        let room = cells.saturating_sub(1);
        self.scroll = self.scroll.min(self.text.len());
        while !self.text.is_char_boundary(self.scroll) {
            self.scroll -= 1;
        }
        self.scroll = self.snap(self.scroll);
        if self.cursor <= self.scroll {
            self.scroll = self.reach_back(self.cursor, room / 2);
        } else {
            self.scroll = self.scroll.max(self.reach_back(self.cursor, room));
        }
        self.scroll = self.scroll.min(self.reach_back(self.text.len(), room));
    }

    /// The first place from which the text up to `at` is at most `cells` wide.
    fn reach_back(&self, at: usize, cells: usize) -> usize {
        let (mut from, mut used) = (at, 0);
        while from > 0 {
            let before = self.before(from);
            used += glyph_width(self.part(before..from));
            if used > cells {
                break;
            }
            from = before;
        }
        from
    }

    /// What a field of several lines shows in `cells` and `rows`.
    pub fn page_view(&mut self, cells: u16, rows: u16) -> PageView {
        let (cells, height) = (usize::from(cells), usize::from(rows));
        // The last column is the cursor's when it stands behind a full row.
        self.rows.resize(cells.saturating_sub(1).max(1));
        self.rows.refresh(&self.text);
        self.rows.shown = height;
        let row = self.rows.row_of(self.cursor);
        let last_top = self.rows.ranges.len().saturating_sub(height.max(1));
        self.scroll = self.scroll.clamp((row + 1).saturating_sub(height.max(1)), row).min(last_top);
        let shown: Vec<_> = self.rows.ranges.iter().skip(self.scroll).take(height).cloned().collect();
        // A glyph wider than the field stands alone in its row and is left out.
        let fits = |range: &Range<usize>| width(self.part(range.clone())) <= cells;
        let line = |range: &Range<usize>| {
            if fits(range) { self.part(range.clone()).to_owned() } else { String::new() }
        };
        let selected = |range: &Range<usize>| self.selected_in(range.clone()).filter(|_| fits(range));
        PageView {
            lines: shown.iter().map(line).collect(),
            cursor: (
                column(self.column_in(row), cells),
                u16::try_from(row - self.scroll).unwrap_or(u16::MAX).min(rows.saturating_sub(1)),
            ),
            selected: shown.iter().map(selected).collect(),
        }
    }

    /// The column of the cursor in its row; in the spaces that hang over the edge it is the row's end.
    fn column_in(&self, row: usize) -> usize {
        let range = self.rows.row(row);
        width(self.part(range.start..self.cursor.clamp(range.start, range.end)))
    }

    /// The place so many rows away in the column the movement began in, and that column. Beyond the first and the last
    /// row lie the ends of the text.
    pub(super) fn row_away(&mut self, by: isize) -> (usize, usize) {
        self.rows.refresh(&self.text);
        let row = self.rows.row_of(self.cursor);
        let goal = self.goal.unwrap_or_else(|| self.column_in(row));
        let last = self.rows.ranges.len().saturating_sub(1);
        let target = match row.checked_add_signed(by) {
            None if row == 0 => return (0, goal),
            None => 0,
            Some(_) if row == last && by > 0 => return (self.text.len(), goal),
            Some(target) => target.min(last),
        };
        let range = self.rows.row(target);
        let (mut at, mut used) = (range.start, 0);
        for grapheme in self.part(range).graphemes(true) {
            used += glyph_width(grapheme);
            if used > goal {
                break;
            }
            at += grapheme.len();
        }
        // The end of a row that wraps inside a word is the beginning of the next one.
        if target < last && at == self.rows.row(target + 1).start {
            at = self.before(at);
        }
        (at, goal)
    }

    fn selected_in(&self, shown: Range<usize>) -> Option<Range<u16>> {
        let selection = self.selection()?;
        let (from, to) = (selection.start.max(shown.start), selection.end.min(shown.end));
        if from >= to {
            return None;
        }
        let start = width(self.part(shown.start..from));
        let end = start + width(self.part(from..to));
        Some(column(start, usize::MAX)..column(end, usize::MAX))
    }
}

/// A column as the terminal counts, inside of `cells`.
fn column(used: usize, cells: usize) -> u16 {
    u16::try_from(used.min(cells.saturating_sub(1))).unwrap_or(u16::MAX)
}
