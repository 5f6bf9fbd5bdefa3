//! The few strokes that every screen is drawn with. Text from outside is made visible and cut at
//! glyphs here, so that nothing else has to think of it.

use super::theme::{Role, style};
use crate::app::{Drawn, Theme};
use crate::text::{Lang, Phrase, fit, glyphs, visible, width, wrapped};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// Draws into a buffer in one theme and one language.
pub struct Pen<'a> {
    /// What is drawn into.
    pub buffer: &'a mut Buffer,
    /// The colours.
    pub theme: Theme,
    /// The language.
    pub lang: Lang,
    /// Whether nothing is dim, because a projector washes that out.
    pub bright: bool,
    /// Where things stand.
    pub drawn: Drawn,
    /// Where the terminal's cursor goes, so that input methods compose there.
    pub cursor: Option<Position>,
}

impl<'a> Pen<'a> {
    /// A pen on a buffer.
    pub fn new(buffer: &'a mut Buffer, theme: Theme, lang: Lang) -> Pen<'a> {
        Pen { buffer, theme, lang, bright: false, drawn: Drawn::default(), cursor: None }
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        style(
            self.theme,
            if self.bright && matches!(role, Role::Dim | Role::Limit) { Role::Plain } else { role },
        )
    }

    /// A sentence in the language.
    pub fn lang_of<'p>(&self, phrase: &'p Phrase) -> &'p str {
        phrase.get(self.lang)
    }

    /// The paper of the theme.
    pub fn paper(&mut self, area: Rect) {
        let style = self.style(Role::Plain);
        self.buffer.set_style(area, style);
    }

    /// Takes everything off an area.
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                self.buffer[(x, y)].reset();
            }
        }
        self.paper(area);
    }

    /// Gives an area a style without touching its text.
    pub fn fill(&mut self, area: Rect, role: Role) {
        let style = self.style(role);
        self.buffer.set_style(area.intersection(self.buffer.area), style);
    }

    /// Writes a text into so many cells at most; cut texts end in an ellipsis. Gives the cells used.
    pub fn put(&mut self, x: u16, y: u16, cells: u16, text: &str, role: Role) -> u16 {
        let style = self.style(role);
        self.put_styled(x, y, cells, text, style)
    }

    /// The same with a style at hand.
    pub fn put_styled(&mut self, x: u16, y: u16, cells: u16, text: &str, style: Style) -> u16 {
        let area = self.buffer.area;
        if y >= area.bottom() || x >= area.right() || y < area.top() {
            return 0;
        }
        let cells = cells.min(area.right() - x);
        let shown = visible(text);
        let cut = fit(&shown, usize::from(cells));
        let mut at = x;
        for (_, glyph, wide) in glyphs(&cut).filter(|(_, _, wide)| *wide > 0) {
            self.buffer[(at, y)].set_symbol(glyph).set_style(style);
            let end = at + wide as u16;
            for hidden in at + 1..end {
                self.buffer[(hidden, y)].reset();
            }
            at = end;
        }
        at - x
    }

    /// Writes a text at the right end of so many cells.
    pub fn put_right(&mut self, x: u16, y: u16, cells: u16, text: &str, style: Style) {
        let used = width(text).min(usize::from(cells)) as u16;
        self.put_styled(x + cells - used, y, used, text, style);
    }

    /// Writes wrapped lines; gives how many rows were used.
    pub fn put_wrapped(&mut self, area: Rect, text: &str, style: Style) -> u16 {
        let shown = crate::text::visible_lines(text);
        let lines = wrapped(&shown, usize::from(area.width));
        let rows = usize::from(area.height);
        for (n, line) in lines.iter().take(rows).enumerate() {
            let y = area.y + n as u16;
            if n + 1 == rows && lines.len() > rows {
                // The last line that fits says that there is more, and ends with a whole word.
                let cut = wrapped(line, usize::from(area.width).saturating_sub(1));
                let longer = format!("{}…", cut.first().unwrap_or(line));
                self.put_styled(area.x, y, area.width, &longer, style);
            } else {
                self.put_styled(area.x, y, area.width, line, style);
            }
        }
        lines.len().min(rows) as u16
    }

    /// A frame with round corners; gives its inside.
    pub fn frame(&mut self, area: Rect, focus: bool) -> Rect {
        let style = self.style(if focus { Role::BorderFocus } else { Role::Border });
        if area.width < 2 || area.height < 2 {
            return Rect { width: 0, height: 0, ..area };
        }
        let (right, bottom) = (area.right() - 1, area.bottom() - 1);
        for x in area.left() + 1..right {
            self.buffer[(x, area.y)].set_symbol("─").set_style(style);
            self.buffer[(x, bottom)].set_symbol("─").set_style(style);
        }
        for y in area.top() + 1..bottom {
            self.buffer[(area.x, y)].set_symbol("│").set_style(style);
            self.buffer[(right, y)].set_symbol("│").set_style(style);
        }
        for (x, y, corner) in
            [(area.x, area.y, "╭"), (right, area.y, "╮"), (area.x, bottom, "╰"), (right, bottom, "╯")]
        {
            self.buffer[(x, y)].set_symbol(corner).set_style(style);
        }
        Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 }
    }

    /// A line across with a heading in it.
    pub fn rule(&mut self, area: Rect, heading: &str) {
        let style = self.style(Role::Border);
        for x in area.left()..area.right() {
            self.buffer[(x, area.y)].set_symbol("─").set_style(style);
        }
        if !heading.is_empty() {
            self.put(area.x + 1, area.y, area.width.saturating_sub(2), &format!(" {heading} "), Role::Dim);
        }
    }
}
