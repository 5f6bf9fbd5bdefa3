//! A customer journey: what is promised and what is experienced at each touchpoint as two lines on a scale from 1 to 5,
//! and the gap between them. A journey that is wider than the screen goes on below.

#[cfg(test)]
mod tests;

use super::pen::Pen;
use super::theme::Role;
use crate::finding::Level;
use crate::text::{Lang, Text, centre, fit, text, widest_piece, width, wrapped};
use crate::tool::{Journey, Stop};
use ratatui::layout::Rect;

/// A touchpoint has at least so many cells, three Chinese characters and a gap, and at most so many.
const CELLS: (u16, u16) = (7, 14);
/// The scale that both lines stand on.
const SCALE: (u8, u8) = (1, 5);
/// So many rows lie between two levels at most.
const HIGHEST: u16 = 3;
/// A name takes so many lines at most.
const NAME_LINES: usize = 2;

const GAP: Text = text("差距", "Gap");
const TIME: Text = text("时间", "Time");

/// Draws a journey; gives how many rows it took. Where the screen has few rows, the scale has one for each level.
pub fn draw(pen: &mut Pen<'_>, journey: &Journey, area: Rect, screen: u16) -> u16 {
    let mut y = heading(pen, journey, area);
    let margin =
        [GAP, TIME].map(|label| width(label.get(pen.lang))).into_iter().max().unwrap_or(0) as u16 + 1;
    let room = area.width.saturating_sub(margin);
    let least = least(journey, pen.lang).min(room.max(CELLS.0));
    let across = usize::from(room / least);
    if journey.stops.is_empty() || across == 0 {
        return y;
    }
    // As many below each other as need be, all of about the same length.
    let parts = journey.stops.len().div_ceil(across);
    let each = journey.stops.len().div_ceil(parts);
    let step = (room / each as u16).clamp(least, CELLS.1.max(least));
    for (n, stops) in journey.stops.chunks(each).enumerate() {
        let top = y + u16::from(n > 0);
        let part = Part { stops, x: area.x + margin, y: area.y + top, step, high: high(parts, screen, top) };
        if top + part.rows(pen) > area.height {
            break;
        }
        y = top + part.draw(pen, area.x, margin);
    }
    y
}

/// The cells of a touchpoint, so that no word of a name is broken.
fn least(journey: &Journey, lang: Lang) -> u16 {
    let widest = journey.stops.iter().map(|stop| widest_piece(stop.title.get(lang))).max().unwrap_or(0);
    (widest as u16 + 1).clamp(CELLS.0, CELLS.1)
}

/// The rows between two levels: as many as the screen has room for.
fn high(parts: usize, screen: u16, above: u16) -> u16 {
    let rows = u16::from(SCALE.1 - SCALE.0);
    let fits = |high: &u16| above + rows * high + 1 + NAME_LINES as u16 + 2 <= screen;
    if parts == 1 { (2..=HIGHEST).rev().find(fits).unwrap_or(1) } else { 1 }
}

fn heading(pen: &mut Pen<'_>, journey: &Journey, area: Rect) -> u16 {
    let lang = pen.lang;
    let title = journey.title.get(lang).to_owned();
    let style = pen.style(Role::Group);
    let legend = [
        ("○", text("承诺", "promise"), Role::Path),
        ("●", text("体验", "experience"), Role::Line),
        ("░", text("差距（承诺高于体验）", "gap (promise above experience)"), Role::Level(Level::Watch)),
    ];
    let wide: usize = legend.iter().map(|(_, said, _)| 4 + width(said.get(lang))).sum::<usize>() - 2;
    // On the line of the title where both fit, else below it.
    let beside = width(&title) + 2 + wide <= usize::from(area.width);
    let rows = if title.is_empty() { 0 } else { pen.put_wrapped(area, &title, style) };
    let (mut x, y) =
        if beside && rows == 1 { (area.right() - wide as u16, area.y) } else { (area.x, area.y + rows) };
    if y >= area.bottom() {
        return area.height;
    }
    for (sign, said, role) in legend {
        let left = area.right().saturating_sub(x);
        pen.put(x, y, left.min(1), sign, role);
        let used = pen.put(x + 2, y, left.saturating_sub(2), said.get(lang), Role::Dim);
        x += used + 4;
    }
    if y == area.y { 1 } else { rows + 1 }
}

/// Touchpoints that stand beside each other.
struct Part<'a> {
    stops: &'a [Stop],
    /// Where the first begins.
    x: u16,
    /// The row of the highest level.
    y: u16,
    /// The cells of each.
    step: u16,
    /// The rows from one level to the next.
    high: u16,
}

impl Part<'_> {
    /// The cells in which a name may stand.
    fn room(&self) -> usize {
        usize::from(self.step - 1)
    }

    /// The column of a touchpoint.
    fn column(&self, n: usize) -> u16 {
        self.x + self.step * n as u16 + (self.step - 1) / 2
    }

    /// The row of a level between the highest and the lowest, counted from the first.
    fn row(&self, level: f64) -> u16 {
        ((f64::from(SCALE.1) - level) * f64::from(self.high)).round() as u16
    }

    /// The rows of the scale.
    fn scale(&self) -> u16 {
        u16::from(SCALE.1 - SCALE.0) * self.high + 1
    }

    fn names(&self, pen: &Pen<'_>) -> Vec<Vec<String>> {
        let name = |stop: &Stop| {
            let said = stop.title.get(pen.lang);
            let lines =
                |cells: usize| wrapped(said, cells).into_iter().map(str::to_owned).collect::<Vec<_>>();
            let mut whole = lines(self.room());
            if whole.len() > NAME_LINES {
                let rest = whole.split_off(NAME_LINES - 1).concat();
                whole.push(fit(&rest, self.room()).into_owned());
            } else if whole.len() > 1 {
                // Lines of about the same length rather than one character on the last.
                let even =
                    (widest_piece(said)..self.room()).map(lines).find(|lines| lines.len() <= NAME_LINES);
                whole = even.unwrap_or(whole);
            }
            whole
        };
        self.stops.iter().map(name).collect()
    }

    fn has_times(&self) -> bool {
        self.stops.iter().any(|stop| !stop.time.zh.is_empty())
    }

    /// The rows that it takes.
    fn rows(&self, pen: &Pen<'_>) -> u16 {
        let names = self.names(pen).iter().map(Vec::len).max().unwrap_or(0) as u16;
        self.scale() + names + 1 + u16::from(self.has_times())
    }

    fn draw(&self, pen: &mut Pen<'_>, left: u16, margin: u16) -> u16 {
        let axis = pen.style(Role::Dim);
        for y in 0..self.scale() {
            pen.put_styled(self.x - 1, self.y + y, 1, "│", axis);
        }
        for level in SCALE.0..=SCALE.1 {
            pen.put_right(left, self.y + self.row(f64::from(level)), margin - 1, &level.to_string(), axis);
        }
        self.line(pen, |stop| stop.promised, ["╌", "╎"], 1.0 / 3.0, Role::Path);
        self.gaps(pen);
        self.line(pen, |stop| stop.experience, ["─", "│"], 2.0 / 3.0, Role::Line);
        self.signs(pen);
        let mut y = self.y + self.scale();
        let names = self.names(pen);
        let lines = names.iter().map(Vec::len).max().unwrap_or(0);
        for (n, name) in names.iter().enumerate() {
            for (line, said) in name.iter().enumerate() {
                self.below(pen, n, y + line as u16, said, Role::Plain);
            }
        }
        y += lines as u16;
        pen.put(left, y, margin - 1, GAP.get(pen.lang), Role::Dim);
        for (n, stop) in self.stops.iter().enumerate() {
            let sign = if stop.level >= Level::Watch { stop.level.sign() } else { "" };
            let (said, role) = match stop.gap() {
                Some(gap) if stop.level >= Level::Watch => (format!("{sign} {gap}"), Role::Level(stop.level)),
                Some(gap) => (gap.to_string(), Role::Plain),
                None => ("–".into(), Role::Dim),
            };
            self.below(pen, n, y, &said, role);
        }
        y += 1;
        if self.has_times() {
            pen.put(left, y, margin - 1, TIME.get(pen.lang), Role::Dim);
            for (n, stop) in self.stops.iter().enumerate() {
                self.below(pen, n, y, stop.time.get(pen.lang), Role::Dim);
            }
            y += 1;
        }
        y - self.y
    }

    /// Writes below a touchpoint, in the middle of its cells.
    fn below(&self, pen: &mut Pen<'_>, n: usize, y: u16, said: &str, role: Role) {
        let said = centre(said, self.room());
        pen.put(self.x + self.step * n as u16, y, self.step - 1, &said, role);
    }

    /// Joins the levels of touchpoints that follow each other; one without a level breaks the line. It goes from one
    /// level to the next in the middle between both, `turn` of the way from the first, so that the two lines do not
    /// climb in the same column.
    fn line(
        &self,
        pen: &mut Pen<'_>,
        level: fn(&Stop) -> Option<u8>,
        strokes: [&str; 2],
        turn: f64,
        role: Role,
    ) {
        let [across, upright] = strokes;
        for (n, pair) in self.stops.windows(2).enumerate() {
            let [from, to] = pair else { continue };
            let Some((from, to)) = level(from).zip(level(to)) else { continue };
            let (first, last) = (self.column(n), self.column(n + 1));
            let (start, end) = (self.row(f64::from(from)), self.row(f64::from(to)));
            let at = first + (f64::from(last - first) * turn).round() as u16;
            for x in first + 1..last {
                let row = if x < at { start } else { end };
                pen.put(x, self.y + row, 1, across, role);
            }
            if start != end {
                let (above, below) = if start < end { ("╮", "╰") } else { ("╭", "╯") };
                let (top, foot) = (start.min(end), start.max(end));
                for y in top + 1..foot {
                    pen.put(at, self.y + y, 1, upright, role);
                }
                pen.put(at, self.y + top, 1, above, role);
                pen.put(at, self.y + foot, 1, below, role);
            }
        }
    }

    /// Fills the cells between a promise and the lower experience.
    fn gaps(&self, pen: &mut Pen<'_>) {
        for (n, stop) in self.stops.iter().enumerate() {
            let Some((promised, experience)) = stop.promised.zip(stop.experience) else { continue };
            let role = Role::Level(stop.level.max(Level::Watch));
            let (top, end) = (self.row(f64::from(promised)), self.row(f64::from(experience)));
            for y in top + 1..end {
                pen.put(self.column(n), self.y + y, 1, "░", role);
            }
        }
    }

    /// The signs of both levels; one sign for both where they are the same.
    fn signs(&self, pen: &mut Pen<'_>) {
        for (n, stop) in self.stops.iter().enumerate() {
            let both = stop.promised.filter(|level| stop.experience == Some(*level));
            let signs = [
                (stop.promised, "○", Role::Path),
                (stop.experience, "●", Role::Line),
                (both, "◉", Role::Level(Level::Good)),
            ];
            for (level, sign, role) in signs {
                let Some(level) = level else { continue };
                pen.put(self.column(n), self.y + self.row(f64::from(level)), 1, sign, role);
            }
        }
    }
}
