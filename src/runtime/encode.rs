//! Bytes for the terminal: moves, colours and glyphs, as few as will do.
//!
//! It knows the style of a cell and where the pen stands; it does not know what changed.

use ratatui::{
    buffer::Cell,
    style::{Color, Modifier},
};

/// Puts bytes together while it remembers the style and the place the terminal is in.
#[derive(Debug, Default)]
pub struct Encoder {
    bytes: Vec<u8>,
    style: Style,
    place: Option<(u16, u16)>,
    colours: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Style {
    foreground: Color,
    background: Color,
    underline: Color,
    modifier: Modifier,
}

/// The number that switches each modifier on.
const MODIFIERS: [(Modifier, u8); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

impl Encoder {
    /// An encoder that drops colours when `colours` is false and keeps bold, reversed and the like.
    pub fn new(colours: bool) -> Self {
        Self { colours, ..Self::default() }
    }

    /// Forgets the bytes. The style is then the plain one and the place unknown.
    pub fn restart(&mut self) {
        self.bytes.clear();
        self.style = Style::default();
        self.place = None;
    }

    /// The bytes so far.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Adds bytes that change neither style nor place.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// The terminal is still in this row, but maybe not in the column we think.
    pub fn lose_column(&mut self) {
        if let Some((x, _)) = &mut self.place {
            *x = u16::MAX;
        }
    }

    /// Clears the screen.
    pub fn clear_screen(&mut self) {
        self.plain();
        self.raw(b"\x1b[2J");
    }

    /// The row the pen stands in.
    pub fn row(&self) -> u16 {
        self.place.map_or(0, |(_, y)| y)
    }

    /// Moves, with the shorter of two ways; zero-based.
    pub fn move_to(&mut self, x: u16, y: u16) {
        match self.place {
            Some(place) if place == (x, y) => return,
            Some((_, row)) if row == y => {
                self.raw(b"\x1b[");
                self.number(x.saturating_add(1));
                self.raw(b"G");
            }
            _ => {
                self.raw(b"\x1b[");
                self.number(y.saturating_add(1));
                if x > 0 {
                    self.raw(b";");
                    self.number(x.saturating_add(1));
                }
                self.raw(b"H");
            }
        }
        self.place = Some((x, y));
    }

    /// Moves the cursor to where it stays, from wherever the terminal thinks it is.
    pub fn place_cursor(&mut self, x: u16, y: u16) {
        self.place = None;
        self.move_to(x, y);
    }

    /// Writes the glyph of a cell that is `width` cells wide where the pen stands.
    pub fn glyph(&mut self, cell: &Cell, width: u16) {
        self.restyle(Style {
            foreground: if self.colours { cell.fg } else { Color::Reset },
            background: if self.colours { cell.bg } else { Color::Reset },
            underline: if self.colours { cell.underline_color } else { Color::Reset },
            modifier: cell.modifier,
        });
        self.raw(cell.symbol().as_bytes());
        if let Some((x, _)) = &mut self.place {
            *x = x.saturating_add(width);
        }
    }

    /// Blanks the rest of the row in the plain style; the pen stays.
    pub fn clear_rest_of_row(&mut self) {
        self.plain();
        self.raw(b"\x1b[K");
    }

    /// Goes back to the plain style.
    pub fn plain(&mut self) {
        self.restyle(Style::default());
    }

    fn restyle(&mut self, wanted: Style) {
        if self.style == wanted {
            return;
        }
        self.raw(b"\x1b[");
        if wanted == Style::default() {
            self.raw(b"m");
            self.style = wanted;
            return;
        }
        // A modifier is only taken away by starting over: the codes that take away single ones are
        // shared (bold and dim) and not known everywhere.
        if !wanted.modifier.contains(self.style.modifier) {
            self.raw(b"0;");
            self.style = Style::default();
        }
        for (modifier, code) in MODIFIERS {
            if wanted.modifier.contains(modifier) && !self.style.modifier.contains(modifier) {
                self.number(u16::from(code));
                self.raw(b";");
            }
        }
        if wanted.foreground != self.style.foreground {
            self.colour(wanted.foreground, 30);
        }
        if wanted.background != self.style.background {
            self.colour(wanted.background, 40);
        }
        if wanted.underline != self.style.underline {
            self.underline(wanted.underline);
        }
        // Every part ends with a separator; the last one becomes the end of the sequence.
        if self.bytes.last() == Some(&b';') {
            self.bytes.pop();
        }
        self.raw(b"m");
        self.style = wanted;
    }

    /// Adds one colour; `base` is 30 for the foreground and 40 for the background.
    fn colour(&mut self, colour: Color, base: u16) {
        match ansi(colour) {
            Ansi::Default => self.number(base + 9),
            Ansi::Basic(index) => self.number(base + u16::from(index)),
            Ansi::Bright(index) => self.number(base + 60 + u16::from(index)),
            Ansi::Indexed(index) => self.numbers(&[base + 8, 5, u16::from(index)]),
            Ansi::Rgb(r, g, b) => {
                self.numbers(&[base + 8, 2, u16::from(r), u16::from(g), u16::from(b)]);
            }
        }
        self.raw(b";");
    }

    fn underline(&mut self, colour: Color) {
        match ansi(colour) {
            Ansi::Default => self.number(59),
            Ansi::Basic(index) | Ansi::Indexed(index) => self.numbers(&[58, 5, u16::from(index)]),
            Ansi::Bright(index) => self.numbers(&[58, 5, u16::from(index) + 8]),
            Ansi::Rgb(r, g, b) => {
                self.numbers(&[58, 2, u16::from(r), u16::from(g), u16::from(b)]);
            }
        }
        self.raw(b";");
    }

    fn numbers(&mut self, numbers: &[u16]) {
        for (place, number) in numbers.iter().enumerate() {
            if place > 0 {
                self.raw(b";");
            }
            self.number(*number);
        }
    }

    fn number(&mut self, number: u16) {
        let mut digits = [0; 5];
        let mut first = digits.len();
        let mut rest = number;
        loop {
            first -= 1;
            digits[first] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.bytes.extend_from_slice(&digits[first..]);
    }
}

/// A colour the way a terminal counts it.
pub(crate) enum Ansi {
    Default,
    Basic(u8),
    Bright(u8),
    Indexed(u8),
    Rgb(u8, u8, u8),
}

pub(crate) fn ansi(colour: Color) -> Ansi {
    match colour {
        Color::Reset => Ansi::Default,
        Color::Black => Ansi::Basic(0),
        Color::Red => Ansi::Basic(1),
        Color::Green => Ansi::Basic(2),
        Color::Yellow => Ansi::Basic(3),
        Color::Blue => Ansi::Basic(4),
        Color::Magenta => Ansi::Basic(5),
        Color::Cyan => Ansi::Basic(6),
        Color::Gray => Ansi::Basic(7),
        Color::DarkGray => Ansi::Bright(0),
        Color::LightRed => Ansi::Bright(1),
        Color::LightGreen => Ansi::Bright(2),
        Color::LightYellow => Ansi::Bright(3),
        Color::LightBlue => Ansi::Bright(4),
        Color::LightMagenta => Ansi::Bright(5),
        Color::LightCyan => Ansi::Bright(6),
        Color::White => Ansi::Bright(7),
        Color::Indexed(index) => Ansi::Indexed(index),
        Color::Rgb(r, g, b) => Ansi::Rgb(r, g, b),
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    fn written(cells: &[(&'static str, Style)]) -> String {
        let mut encoder = Encoder::new(true);
        encoder.move_to(0, 0);
        for (symbol, style) in cells {
            let mut cell = Cell::new(symbol);
            cell.set_style(*style);
            encoder.glyph(&cell, 1);
        }
        encoder.plain();
        String::from_utf8(encoder.bytes().to_vec()).unwrap()
    }

    #[test]
    fn styles_change_by_what_differs() {
        let red = Style::new().fg(Color::Red);
        let red_bold = red.add_modifier(Modifier::BOLD);
        assert_eq!(
            written(&[("a", red), ("b", red_bold), ("c", red), ("d", Style::new())]),
            "\x1b[1H\x1b[31ma\x1b[1mb\x1b[0;31mc\x1b[md\x1b[m".trim_end_matches("\x1b[m")
        );
    }

    #[test]
    fn without_colours_the_modifiers_stay() {
        let mut encoder = Encoder::new(false);
        let mut cell = Cell::new("a");
        cell.set_style(Style::new().fg(Color::Red).bg(Color::Rgb(1, 2, 3)).add_modifier(Modifier::REVERSED));
        encoder.glyph(&cell, 1);
        assert_eq!(encoder.bytes(), b"\x1b[7ma");
    }

    #[test]
    fn moves_take_the_shorter_way() {
        let mut encoder = Encoder::new(true);
        encoder.move_to(4, 2);
        encoder.glyph(&Cell::new("变"), 2);
        encoder.move_to(6, 2);
        encoder.move_to(9, 2);
        encoder.move_to(0, 3);
        assert_eq!(encoder.bytes(), "\x1b[3;5H变\x1b[10G\x1b[4H".as_bytes());
    }
}
