//! Draws frames and finds the bytes that turn the screen before into the screen now.
//!
//! It writes nothing itself: the bytes of a frame come back in one piece, to be sent by one write,
//! and are none when nothing changed. ratatui's own terminal and its comparison are left out: it trusts every
//! terminal with half-overwritten wide glyphs, moves the cursor after each of them, and keeps a screen more.
//!
//! Why so little may be sent: a stretch of changed cells is widened until its end is an edge of glyphs
//! in the old row and in the new one; its beginning always is, because what is hidden behind a glyph
//! only changes with it. So no glyph outside is touched, every cell inside is written again from left
//! to right, and whatever a terminal does to the other half of a glyph that is overwritten happens
//! inside. Only a glyph whose width is disputed may reach further; a stretch with such a glyph goes on
//! to the end of the row and is erased first.

use ratatui::{
    buffer::{Buffer, Cell},
    layout::{Position, Rect},
};

use super::{
    encode::Encoder,
    wide::{is_disputed, tidy, width},
};

const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";
/// Unchanged cells between two changes that cost no more to write again than to jump over.
const GAP: usize = 4;
/// Blanks at the end of a row from which on erasing is shorter than writing.
const TAIL: usize = 4;

/// A frame being drawn.
#[derive(Debug)]
pub struct Frame<'a> {
    buffer: &'a mut Buffer,
    cursor: Option<Position>,
}

impl Frame<'_> {
    /// The whole screen.
    pub fn area(&self) -> Rect {
        self.buffer.area
    }

    /// The cells to draw in; all are blank at first.
    pub fn buffer_mut(&mut self) -> &mut Buffer {
        self.buffer
    }

    /// Shows the cursor there; without this it is hidden.
    pub fn set_cursor_position(&mut self, place: impl Into<Position>) {
        self.cursor = Some(place.into());
    }
}

/// Holds what the terminal shows and draws the next frame over it.
#[derive(Debug)]
pub struct Painter {
    shown: Buffer,
    /// The next frame is drawn here.
    next: Buffer,
    /// The next frame has blank cells to begin with.
    blank: bool,
    cursor: Option<Position>,
    /// The screen holds nothing that we know of.
    unknown: bool,
    encoder: Encoder,
    /// Scratch of a row: edges of glyphs before and after.
    edges: Vec<bool>,
}

impl Painter {
    /// A painter for a screen of this size; `colours` false leaves all colours out.
    pub fn new(columns: u16, rows: u16, colours: bool) -> Self {
        let area = Rect::new(0, 0, columns, rows);
        Self {
            shown: Buffer::empty(area),
            next: Buffer::empty(area),
            blank: true,
            cursor: None,
            unknown: true,
            encoder: Encoder::new(colours),
            edges: Vec::new(),
        }
    }

    /// Takes a new size; the next frame is drawn in full.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let area = Rect::new(0, 0, columns, rows);
        if area != self.shown.area {
            self.shown = Buffer::empty(area);
            self.next = Buffer::empty(area);
            self.blank = true;
        }
        self.forget();
    }

    /// The next frame is drawn in full.
    pub fn forget(&mut self) {
        self.unknown = true;
    }

    /// What the terminal shows.
    pub fn shown(&self) -> &Buffer {
        &self.shown
    }

    /// Where the cursor is shown, if it is.
    pub fn cursor(&self) -> Option<Position> {
        self.cursor
    }

    /// Blanks the cells of the next frame, if they are not blank. [`Painter::paint`] does so too; whoever calls this
    /// after sending a frame has done it while nobody waits.
    pub fn prepare(&mut self) {
        if !std::mem::replace(&mut self.blank, true) {
            self.next.reset();
        }
    }

    /// Draws a frame and returns what brings the terminal there from the frame before.
    pub fn paint(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> &[u8] {
        self.encoder.restart();
        self.encoder.raw(BEGIN);
        self.prepare();
        let mut frame = Frame { buffer: &mut self.next, cursor: None };
        draw(&mut frame);
        let wanted = frame.cursor;
        self.blank = false;
        tidy(&mut self.next);
        if self.unknown {
            self.encoder.clear_screen();
            self.shown.reset();
        }
        let area = self.shown.area;
        let columns = usize::from(area.width).max(1);
        let rows = self.next.content.chunks(columns).zip(self.shown.content.chunks(columns));
        for (y, (new, old)) in (0..).zip(rows) {
            if old != new {
                send_row(&mut self.encoder, &mut self.edges, old, new, y);
            }
        }
        std::mem::swap(&mut self.shown, &mut self.next);
        self.encoder.plain();
        let drawn = self.encoder.bytes().len() > BEGIN.len();
        let wanted = wanted.filter(|place| area.contains(*place));
        if !drawn && wanted == self.cursor {
            self.encoder.restart();
            return self.encoder.bytes();
        }
        match wanted {
            Some(place) => {
                self.encoder.place_cursor(place.x, place.y);
                if self.cursor.is_none() || self.unknown {
                    self.encoder.raw(b"\x1b[?25h");
                }
            }
            None if self.cursor.is_some() || self.unknown => self.encoder.raw(b"\x1b[?25l"),
            None => {}
        }
        self.encoder.raw(END);
        self.cursor = wanted;
        self.unknown = false;
        self.encoder.bytes()
    }
}

/// Sends the changed stretches of one row.
fn send_row(encoder: &mut Encoder, edges: &mut Vec<bool>, old: &[Cell], new: &[Cell], y: u16) {
    let columns = new.len();
    find_edges(edges, old, new);
    let changed = |x: usize| old[x] != new[x];
    let mut x = 0;
    while x < columns {
        if !changed(x) {
            x += 1;
            continue;
        }
        let start = x;
        let mut end = x + 1;
        while end < columns && (!edges[end] || (end..columns.min(end + GAP)).any(changed)) {
            end += 1;
        }
        let disputed = (start..end).any(|x| is_disputed(&old[x]) || is_disputed(&new[x]));
        if disputed {
            end = columns;
        }
        encoder.move_to(start as u16, y);
        if disputed {
            encoder.clear_rest_of_row();
        }
        send_cells(encoder, &new[..end], start, end == columns, disputed);
        x = end;
    }
}

/// Sends cells from `start` on; blanks at the end of the row are erased instead, or left when the row
/// is blank from there on already.
fn send_cells(encoder: &mut Encoder, cells: &[Cell], start: usize, to_end: bool, erased: bool) {
    let end = cells.len();
    let blank = cells[start..].iter().rev().take_while(|cell| **cell == Cell::EMPTY).count();
    let tail = if to_end && (erased || blank >= TAIL) { end - blank } else { end };
    let mut x = start;
    while x < tail {
        let cell = &cells[x];
        let wide = width(cell);
        encoder.glyph(cell, wide);
        x += usize::from(wide);
        if is_disputed(cell) && x < end {
            // Wherever the terminal is now, and whatever it wrote there: go on as we count.
            let row = encoder.row();
            encoder.lose_column();
            encoder.move_to(x as u16, row);
            encoder.clear_rest_of_row();
        }
    }
    if tail < end && !erased {
        encoder.clear_rest_of_row();
    }
}

/// Marks where a glyph begins both in the old row and in the new one.
fn find_edges(edges: &mut Vec<bool>, old: &[Cell], new: &[Cell]) {
    edges.clear();
    edges.resize(new.len(), true);
    for row in [old, new] {
        let mut x = 0;
        while x < row.len() {
            let next = x + usize::from(width(&row[x]));
            for edge in edges.iter_mut().take(next).skip(x + 1) {
                *edge = false;
            }
            x = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Color, Modifier, Style};

    use super::*;

    /// Thirty rows of three Chinese columns; the selected row is reversed with a colour.
    fn table(frame: &mut Frame<'_>, selected: u16) {
        let area = frame.area();
        for y in 0..area.height {
            let buffer = frame.buffer_mut();
            let text = "高层是否全力支持变革并公开表态参与每周例会与复盘".repeat(3);
            buffer.set_stringn(0, y, format!("{y:3} {text}"), usize::from(area.width), Style::new());
            buffer.set_style(Rect::new(60, y, 6, 1), Style::new().fg(Color::Green));
        }
        frame
            .buffer_mut()
            .set_style(Rect::new(0, selected, area.width, 1), Style::new().add_modifier(Modifier::REVERSED));
    }

    #[test]
    fn a_cursor_move_over_chinese_rows_is_cheap() {
        let mut painter = Painter::new(120, 40, true);
        assert!(!painter.paint(|frame| table(frame, 3)).is_empty());
        let moved = painter.paint(|frame| table(frame, 4)).len();
        assert!(moved <= 500, "{moved} bytes");
        assert_eq!(painter.paint(|frame| table(frame, 4)), b"");
    }

    #[test]
    fn a_typed_character_is_cheap() {
        let mut painter = Painter::new(120, 40, true);
        let typed = |frame: &mut Frame<'_>, text: &str| {
            table(frame, 0);
            frame.buffer_mut().set_string(20, 7, format!("│{text:<20}│"), Style::new());
            frame.set_cursor_position((20 + text.len() as u16, 7));
        };
        painter.paint(|frame| typed(frame, "abc"));
        let bytes = painter.paint(|frame| typed(frame, "abcd")).to_vec();
        assert!(bytes.len() <= 40, "{}", String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn only_a_cursor_that_moves_is_sent() {
        let mut painter = Painter::new(10, 2, true);
        let at = |x| move |frame: &mut Frame<'_>| frame.set_cursor_position((x, 1));
        painter.paint(at(1));
        assert_eq!(painter.paint(at(1)), b"");
        assert_eq!(painter.paint(at(2)), b"\x1b[?2026h\x1b[2;3H\x1b[?2026l");
        assert_eq!(painter.paint(|_| ()), b"\x1b[?2026h\x1b[?25l\x1b[?2026l");
        assert_eq!(painter.paint(|_| ()), b"");
    }

    #[test]
    fn a_forgotten_screen_is_cleared_and_drawn() {
        let mut painter = Painter::new(4, 1, true);
        let draw = |frame: &mut Frame<'_>| {
            frame.buffer_mut().set_string(0, 0, "变", Style::new());
        };
        let first = painter.paint(draw).to_vec();
        painter.forget();
        assert_eq!(painter.paint(draw), first);
    }
}
