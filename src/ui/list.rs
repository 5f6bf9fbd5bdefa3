//! Lines gathered from several sheets: a tick, cells below their heads, headings where they change, and the whole
//! text of the line under the cursor where it is cut. Only the lines on the screen become text.

use super::pen::Pen;
use super::theme::Role;
use super::{conclusion, panel};
use crate::app::{App, Focus, Spot};
use crate::finding::Level;
use crate::sheet::Cell;
use crate::text::{Lang, width, wrapped};
use crate::tool::{ListLine, ListPlan, Shown, View};
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

/// Panels beside the lines are so wide; below so many cells for the lines they stand below.
const BESIDE: u16 = 50;
const LINES: u16 = 80;
/// No line is higher where not all lines fit on the screen, and none where they do; below the list the one under the
/// cursor stands whole.
const HIGH: usize = 2;
const HIGHEST: usize = 12;
/// Between two cells.
const GAP: u16 = 2;
/// Before the first cell, for the mark of the line.
const GUTTER: u16 = 2;
/// Before the first cell, for the tick.
const TICK: u16 = 2;

/// Draws a list with everything that belongs to it.
pub fn draw(pen: &mut Pen<'_>, app: &mut App, view: &'static View, plan: &'static ListPlan, area: Rect) {
    let panels = panel::panels(app, view);
    let beside = !panels.is_empty() && area.width >= LINES + BESIDE;
    let side = if beside { BESIDE } else { 0 };
    let own = Rect { width: area.width - side, ..area };
    let concluded = conclusion::height(app, own);
    let strip = Rect { y: own.bottom() - concluded, height: concluded, ..own };
    let body = Rect { height: own.height - concluded, ..own };
    let lines = app.lines();
    if lines.is_empty() {
        let style = pen.style(Role::Dim);
        let inside = Rect {
            x: body.x + GUTTER,
            y: body.y + 1,
            width: body.width - GUTTER - 1,
            height: body.height - 1,
        };
        pen.put_wrapped(inside, view.empty.get(app.lang()), style);
    } else {
        draw_lines(pen, app, plan, &lines, body);
    }
    if concluded > 0 {
        conclusion::draw(pen, app, strip);
    }
    if beside {
        panel::beside(pen, &panels, Rect { x: own.right(), width: side, ..area }, false);
    }
}

/// The lines and where their cells stand.
struct Sheet<'a> {
    lines: &'a [ListLine],
    /// From the left edge, and how wide.
    places: Vec<(u16, u16)>,
    /// How many cells of a line are for the screen.
    heads: usize,
    lang: Lang,
    /// No line is higher.
    high: usize,
}

impl<'a> Sheet<'a> {
    fn of(plan: &ListPlan, lines: &'a [ListLine], room: u16, lang: Lang) -> Sheet<'a> {
        let ticks = if lines.iter().any(|line| line.tick.is_some()) { TICK } else { 0 };
        let left = GUTTER + ticks;
        let room = room.saturating_sub(left + 1);
        let least = |n: usize| {
            plan.heads.get(n).map_or(0, |(title, cells)| (*cells).max(width(title.get(lang)) as u16))
        };
        // Long lists are not measured to their end.
        let widest = |n: usize| {
            let cells = lines.iter().take(300).filter_map(|line| line.cells.get(n));
            cells
                .map(|cell| width(&said(cell, lang)) as u16)
                .max()
                .unwrap_or(0)
                .clamp(least(n), least(n).max(26))
        };
        let rest = 1..plan.heads.len();
        let cost = |cells: &[u16]| cells.iter().map(|c| c + GAP).sum::<u16>();
        let mut cells: Vec<u16> = rest.clone().map(widest).collect();
        if cost(&cells) + least(0).max(24) > room {
            cells = rest.map(|n| widest(n).min(least(n).max(12))).collect();
        }
        // What cannot be seen here is in the details and in the line's own sheet.
        while !cells.is_empty() && cost(&cells) + 16 > room {
            cells.pop();
        }
        let first = room.saturating_sub(cost(&cells));
        let mut x = left;
        let place = |cells: u16| {
            let at = x;
            x += cells + GAP;
            (at, cells)
        };
        let places = std::iter::once(first).chain(cells).map(place).collect();
        Sheet { lines, places, heads: plan.heads.len(), lang, high: HIGHEST }
    }

    fn heading(&self, n: usize) -> Option<&str> {
        let own = self.lines.get(n)?.heading.as_ref()?;
        let before = n.checked_sub(1).and_then(|n| self.lines.get(n)).and_then(|line| line.heading.as_ref());
        (before != Some(own)).then(|| own.get(self.lang))
    }

    fn rows(&self, n: usize) -> usize {
        let Some(line) = self.lines.get(n) else { return 1 };
        let high = line
            .cells
            .iter()
            .zip(&self.places)
            .map(|(cell, (_, cells))| wrapped(&said(cell, self.lang), usize::from(*cells)).len());
        high.max().unwrap_or(1).clamp(1, self.high)
    }

    /// How high lines may be so that all of them stand in so many rows, and at least two.
    fn highest(&self, room: usize) -> usize {
        // Where one row a line is too much already, no line needs to be laid out for it.
        if self.lines.len() > room {
            return HIGH;
        }
        let headings = (0..self.lines.len()).filter(|n| self.heading(*n).is_some()).count();
        let rows: Vec<usize> = (0..self.lines.len()).map(|n| self.rows(n)).collect();
        let fits = |high: &usize| headings + rows.iter().map(|r| r.min(high)).sum::<usize>() <= room;
        (HIGH..=HIGHEST).rev().find(fits).unwrap_or(HIGH)
    }

    /// How many rows a line takes, with its heading.
    fn height(&self, n: usize) -> usize {
        self.rows(n) + usize::from(self.heading(n).is_some())
    }

    /// The first line to show so that the one under the cursor is whole on the screen.
    fn top(&self, top: usize, at: usize, room: usize) -> usize {
        let (mut first, mut used) = (at, self.height(at));
        while first > 0 && used + self.height(first - 1) <= room {
            first -= 1;
            used += self.height(first);
        }
        let mut top = top.min(at).max(first);
        let mut below: usize = (top..self.lines.len()).map(|n| self.height(n)).take(room + 1).sum();
        while top > 0 && below + self.height(top - 1) <= room {
            top -= 1;
            below += self.height(top);
        }
        top
    }

    /// What of a line is cut: its cells that do not stand whole.
    fn cut(&self, n: usize) -> Vec<String> {
        let Some(line) = self.lines.get(n) else { return Vec::new() };
        let whole = |n: usize, text: &str| {
            self.places.get(n).is_some_and(|(_, cells)| wrapped(text, usize::from(*cells)).len() <= self.high)
        };
        let cells =
            line.cells.iter().take(self.heads).enumerate().map(|(n, cell)| (n, said(cell, self.lang)));
        cells.filter(|(n, text)| !text.is_empty() && !whole(*n, text)).map(|(_, text)| text).collect()
    }
}

/// A cell's text behind the sign of its level.
fn said(shown: &Shown, lang: Lang) -> String {
    let text = crate::text::visible_lines(shown.text.get(lang));
    if shown.level >= Level::Watch && !text.is_empty() {
        format!("{} {text}", shown.level.sign())
    } else {
        text.into_owned()
    }
}

fn draw_lines(pen: &mut Pen<'_>, app: &mut App, plan: &ListPlan, lines: &[ListLine], area: Rect) {
    let Some((tool, view, _)) = app.view() else { return };
    let Some((at, top)) =
        app.view_state().map(|view_state| (view_state.row.min(lines.len() - 1), view_state.top))
    else {
        return;
    };
    let mut sheet = Sheet::of(plan, lines, area.width, pen.lang);
    sheet.high = sheet.highest(usize::from(area.height.saturating_sub(1)));
    heads(pen, plan, &sheet, Rect { height: 1, ..area });
    let cut = sheet.cut(at);
    // The room below is kept while anything near is cut, so that nothing moves when the cursor does.
    let near = top.min(at)..lines.len().min(at + usize::from(area.height));
    let below = if area.height >= 12 && near.into_iter().any(|n| !sheet.cut(n).is_empty()) { 3 } else { 0 };
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1 + below), ..area };
    let top = sheet.top(top, at, usize::from(body.height));
    let focus = app.focus == Focus::Middle && app.layers.is_empty();
    let mut y = body.y;
    let mut n = top;
    while n < lines.len() && y < body.bottom() {
        if let Some(heading) = sheet.heading(n) {
            pen.put(area.x + 1, y, area.width - 1, heading, Role::Group);
            y += 1;
        }
        if y >= body.bottom() {
            break;
        }
        let height = (sheet.rows(n) as u16).min(body.bottom() - y);
        draw_line(pen, app, &sheet, n, Rect { y, height, ..area }, (n == at, focus));
        y += height;
        n += 1;
    }
    pen.drawn.rows = (n - top).max(1);
    if below > 0 {
        pen.rule(Rect { y: body.bottom(), height: 1, ..area }, "");
        let style = pen.style(Role::Plain);
        let inside = Rect {
            x: area.x + GUTTER,
            y: body.bottom() + 1,
            width: area.width - GUTTER - 1,
            height: below - 1,
        };
        pen.put_wrapped(inside, &cut.join(" · "), style);
    }
    app.note_scroll((tool, view), top, 1, Vec::new());
}

fn heads(pen: &mut Pen<'_>, plan: &ListPlan, sheet: &Sheet<'_>, area: Rect) {
    let style = pen.style(Role::Head);
    for x in area.left()..area.right() {
        pen.buffer[(x, area.y)].set_symbol(" ").set_style(style);
    }
    for ((title, _), (x, cells)) in plan.heads.iter().zip(&sheet.places) {
        pen.put_styled(area.x + x, area.y, *cells, title.get(sheet.lang), style);
    }
}

fn draw_line(
    pen: &mut Pen<'_>,
    app: &App,
    sheet: &Sheet<'_>,
    n: usize,
    area: Rect,
    (here, focus): (bool, bool),
) {
    let line = &sheet.lines[n];
    pen.drawn.spots.push((area, Spot::Line(n)));
    if here {
        pen.fill(area, Role::Row);
        pen.put(area.x, area.y, 1, "▸", Role::Key);
    }
    let ticked = line.tick.and_then(|place| app.cell_at(place)).map(|(_, cell)| cell != Cell::Empty);
    if let Some(ticked) = ticked {
        let (sign, role) = if ticked { ("✔", Role::Level(Level::Good)) } else { ("☐", Role::Dim) };
        pen.put(area.x + GUTTER, area.y, 1, sign, role);
        let place = Rect { x: area.x + GUTTER, y: area.y, width: TICK, height: 1 };
        pen.drawn.spots.push((place, Spot::Tick(n)));
    }
    for (k, (cell, (x, cells))) in line.cells.iter().zip(&sheet.places).enumerate() {
        let place = Rect { x: area.x + x, width: *cells, ..area };
        let role = match (cell.level, ticked) {
            // What is done steps back.
            (Level::Blank, Some(true)) => Role::Dim,
            (Level::Blank, _) => Role::Plain,
            (level, _) => Role::Level(level),
        };
        let mut style = ratatui::style::Style { bg: None, ..pen.style(role) };
        if here && focus && k == 0 {
            style = pen.style(Role::Cursor);
            pen.fill(place, Role::Cursor);
            pen.drawn.cell = place;
            pen.cursor = Some(Position { x: place.x, y: place.y });
        } else if here {
            style = style.patch(pen.style(Role::Row)).remove_modifier(Modifier::UNDERLINED);
        }
        pen.put_wrapped(place, &said(cell, sheet.lang), style);
    }
}
