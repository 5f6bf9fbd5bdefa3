//! Figures three rows high, of half blocks, so that a room can read them.

use crate::ui::pen::Pen;
use crate::ui::theme::Role;

/// The rows that a figure takes.
pub const ROWS: u16 = 3;

/// The five lines of each sign, a bit for each dot from the left; the width in dots is behind them.
const fn dots(sign: char) -> Option<([u8; 5], u16)> {
    Some(match sign {
        '0' => ([0b111, 0b101, 0b101, 0b101, 0b111], 3),
        '1' => ([0b010, 0b110, 0b010, 0b010, 0b111], 3),
        '2' => ([0b111, 0b001, 0b111, 0b100, 0b111], 3),
        '3' => ([0b111, 0b001, 0b111, 0b001, 0b111], 3),
        '4' => ([0b101, 0b101, 0b111, 0b001, 0b001], 3),
        '5' => ([0b111, 0b100, 0b111, 0b001, 0b111], 3),
        '6' => ([0b111, 0b100, 0b111, 0b101, 0b111], 3),
        '7' => ([0b111, 0b001, 0b001, 0b010, 0b010], 3),
        '8' => ([0b111, 0b101, 0b111, 0b101, 0b111], 3),
        '9' => ([0b111, 0b101, 0b111, 0b001, 0b111], 3),
        '-' => ([0, 0, 0b11, 0, 0], 2),
        '.' => ([0, 0, 0, 0, 0b1], 1),
        ',' => ([0, 0, 0, 0b1, 0b1], 1),
        ':' => ([0, 0b1, 0, 0b1, 0], 1),
        _ => return None,
    })
}

/// The cells that a figure takes; none where it has a sign that cannot be drawn.
pub fn width(figure: &str) -> Option<u16> {
    figure.chars().map(|sign| dots(sign).map(|(_, cells)| cells + 1)).sum()
}

/// Draws a figure.
pub fn draw(pen: &mut Pen<'_>, x: u16, y: u16, figure: &str, role: Role) {
    let mut at = x;
    for sign in figure.chars() {
        let Some((lines, cells)) = dots(sign) else { return };
        for row in 0..ROWS {
            let line = |n: u16| lines.get(usize::from(n)).copied().unwrap_or(0);
            let (upper, lower) = (line(2 * row), line(2 * row + 1));
            for dot in 0..cells {
                let bit = 1 << (cells - 1 - dot);
                let block = match (upper & bit != 0, lower & bit != 0) {
                    (true, true) => "█",
                    (true, false) => "▀",
                    (false, true) => "▄",
                    (false, false) => continue,
                };
                pen.put(at + dot, y + row, 1, block, role);
            }
        }
        at += cells + 1;
    }
}
