//! Makes a drawn buffer one that a terminal can show: no half of a wide glyph is left, and what lies
//! behind a wide glyph looks like it.
//!
//! Widgets drawn over one another cut wide glyphs in two, and a terminal then shows something of its
//! own choice. It knows cells and nothing of what they mean.

use ratatui::{
    buffer::{Buffer, Cell, CellDiffOption, CellWidth},
    style::Color,
};

/// How many cells the glyph of this cell takes, at least one.
pub fn width(cell: &Cell) -> u16 {
    match cell.symbol().as_bytes() {
        [_] => 1,
        _ => (crate::text::glyph_width(cell.symbol()) as u16).max(1),
    }
}

/// Terminals disagree on how wide this glyph is: it is put together from several code points.
pub fn is_disputed(cell: &Cell) -> bool {
    let symbol = cell.symbol();
    // One code point takes up to four bytes, and its first byte says how many.
    let one = match symbol.as_bytes().first() {
        None | Some(0..0x80) => 1,
        Some(0x80..0xe0) => 2,
        Some(0xe0..0xf0) => 3,
        Some(_) => 4,
    };
    symbol.len() > one
}

/// Blanks halves of wide glyphs, styles the cells behind whole ones, and shows a sign in place of
/// characters that would command the terminal.
pub fn tidy(buffer: &mut Buffer) {
    let columns = usize::from(buffer.area.width);
    if columns == 0 {
        return;
    }
    for row in buffer.content.chunks_mut(columns) {
        tidy_row(row);
    }
}

fn tidy_row(row: &mut [Cell]) {
    let mut x = 0;
    while x < row.len() {
        let cell = &mut row[x];
        cell.set_diff_option(CellDiffOption::None);
        if let Some(shown) = crate::text::shown_instead(cell.symbol()) {
            cell.set_symbol(shown);
        }
        if is_harmful(cell.symbol()) {
            cell.set_symbol("\u{fffd}");
        }
        if is_disputed(cell) {
            simplify(cell);
        }
        let wide = usize::from(width(cell));
        if wide == 1 {
            x += 1;
            continue;
        }
        let background = cell.bg;
        let whole = row
            .get(x + 1..x + wide)
            .is_some_and(|behind| behind.iter().all(|cell| is_behind(cell, background)));
        if !whole {
            row[x].set_symbol(" ");
            x += 1;
            continue;
        }
        let (head, rest) = row.split_at_mut(x + 1);
        for cell in &mut rest[..wide - 1] {
            cell.reset();
            cell.set_style(head[x].style());
        }
        x += wide;
    }
}

/// Shows a glyph that is joined from several by its first one: a terminal that cannot join them would
/// write all of them, over its neighbours and over the end of the row. Marks over a letter stay.
fn simplify(cell: &mut Cell) {
    let alone = |char: char| char.encode_utf8(&mut [0; 4]).cell_width();
    let symbol = cell.symbol();
    let apart: u16 = symbol.chars().map(alone).sum();
    if apart == width(cell) && !symbol.contains(['\u{200d}', '\u{fe0f}']) {
        return;
    }
    if let Some(first) = symbol.chars().next() {
        cell.set_char(first);
    }
}

/// Whether a cell may be the hidden part of the wide glyph before it. A background of its own tells
/// that something else was drawn over it.
fn is_behind(cell: &Cell, background: Color) -> bool {
    cell.symbol() == " " && (cell.bg == Color::Reset || cell.bg == background)
}

/// Controls, and marks that turn the direction of writing or hide.
fn is_harmful(symbol: &str) -> bool {
    if let [byte] = symbol.as_bytes() {
        return byte.is_ascii_control();
    }
    symbol.is_empty()
        || symbol.chars().any(|char| {
            char.is_control()
                || matches!(char, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        })
}

#[cfg(test)]
mod tests {
    use ratatui::{layout::Rect, style::Style};

    use super::*;

    fn line(text: &str, columns: u16) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, 1));
        buffer.set_string(0, 0, text, Style::new());
        buffer
    }

    fn symbols(buffer: &Buffer) -> Vec<&str> {
        buffer.content.iter().map(Cell::symbol).collect()
    }

    #[test]
    fn a_half_covered_glyph_is_blanked() {
        let mut left = line("变革", 4);
        left[(1, 0)].set_symbol("│");
        tidy(&mut left);
        assert_eq!(symbols(&left), [" ", "│", "革", " "]);
        let mut right = line("变革", 4);
        right[(2, 0)].set_symbol("│");
        tidy(&mut right);
        assert_eq!(symbols(&right), ["变", " ", "│", " "]);
    }

    #[test]
    fn a_blank_of_another_background_covers_too() {
        let mut buffer = line("变", 2);
        buffer[(1, 0)].set_bg(Color::Red);
        tidy(&mut buffer);
        assert_eq!(symbols(&buffer), [" ", " "]);
    }

    #[test]
    fn the_hidden_cell_takes_the_style() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 2, 1));
        buffer.set_string(0, 0, "变", Style::new().bg(Color::Blue));
        tidy(&mut buffer);
        assert_eq!(buffer[(1, 0)].bg, Color::Blue);
    }

    #[test]
    fn commands_to_the_terminal_become_a_sign() {
        let mut buffer = line("ab", 3);
        buffer[(0, 0)].set_symbol("\x1b");
        buffer[(1, 0)].set_symbol("e\u{202e}");
        buffer[(2, 0)].set_symbol("");
        tidy(&mut buffer);
        assert_eq!(symbols(&buffer), ["\u{fffd}"; 3]);
    }

    #[test]
    fn joined_glyphs_are_shown_by_their_first() {
        let shown = |text: &str| {
            let mut buffer = line(text, 4);
            tidy(&mut buffer);
            buffer.content.iter().map(Cell::symbol).collect::<String>()
        };
        assert_eq!(shown("👨\u{200d}👩\u{200d}👧"), "👨   ");
        assert_eq!(shown("👍🏽"), "👍   ");
        assert_eq!(shown("❤\u{fe0f}a"), "❤ a ");
        assert_eq!(shown("e\u{301}a"), "e\u{301}a  ");
    }

    #[test]
    fn only_joined_glyphs_are_disputed() {
        for (symbol, disputed) in [
            ("a", false),
            ("é", false),
            ("变", false),
            ("👍", false),
            ("❤\u{fe0f}", true),
            ("e\u{301}", true),
        ] {
            let mut cell = Cell::default();
            cell.set_symbol(symbol);
            assert_eq!(is_disputed(&cell), disputed, "{symbol}");
        }
    }
}
