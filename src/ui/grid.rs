//! Rows below each other, fields beside each other: heads, headings, the cursor, what is concluded
//! below and the panels beside or below. Only the rows on the screen become text.

mod cells;

use self::cells::{Look, cell_look, shown_look};
pub use self::cells::{look, shown_text};
use super::columns::{GAP, GUTTER, Placed, balanced, measure, place, title_of, whole_width};
use super::pen::Pen;
use super::theme::Role;
use super::{conclusion, panel};
use crate::app::drawn::Measured;
use crate::app::view_state::{Slot, ViewState, slots};
use crate::app::{App, Focus, Spot};
use crate::facts::Facts;
use crate::say;
use crate::sheet::{AnyRow, AnySheet, Kind};
use crate::text::{Lang, text, width, wrapped};
use crate::tool::{Field, Layout, Panel, View};
use ratatui::layout::{Position, Rect};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Panels beside the rows are at least this wide.
const BESIDE: u16 = 46;
/// Panels below the rows have at least so many lines, the one that parts them included; a chart needs more to say
/// anything.
const LEAST_PANEL: u16 = 6;
const LEAST_CHART: u16 = 9;
/// No row is higher where not all rows fit on the screen, in which case the details show all of it, and none where
/// they do. It does not hang on the row under the cursor, so rows do not move about.
const HIGH: usize = 2;
const HIGHEST: usize = 12;

/// Draws a grid with everything that belongs to it.
pub fn draw(pen: &mut Pen<'_>, app: &mut App, view: &'static View, fields: &'static [Field], area: Rect) {
    let made = panel::panels(app, view);
    if let (Some(facts), Some(sheet), Some(view_state)) = (app.facts(), app.sheet(), app.view_state()) {
        let known = app.drawn.measured.clone();
        pen.drawn.measured = Some(measure(known, facts, sheet, (view, fields), view_state, app.lang()));
    }
    let chart = made.iter().any(|panel| matches!(panel, Panel::Chart(_)));
    let (rows, panels) = if made.is_empty() { (area, None) } else { split(pen, app, view, area, chart) };
    // Panels below leave the rows what they need and the conclusion its lines.
    let concluded =
        conclusion::height(app, if panels.is_some() && rows.width == area.width { area } else { rows });
    let grid = Rect { height: rows.height - concluded, ..rows };
    if concluded > 0 {
        conclusion::draw(pen, app, Rect { y: grid.bottom(), height: concluded, ..rows });
    }
    if let Some(panels) = panels {
        panel::beside(pen, &made, panels, rows.width == area.width);
    }
    draw_rows(pen, app, view, fields, grid);
}

/// The room of the rows, and that of the panels if any is left.
fn split(pen: &Pen<'_>, app: &App, view: &'static View, area: Rect, chart: bool) -> (Rect, Option<Rect>) {
    let (Layout::Grid(fields), Some(measured)) = (&view.layout, pen.drawn.measured.clone()) else {
        return (area, None);
    };
    // Beside the rows only where not one field has to give way.
    let all = whole_width(view, fields, &measured, app.lang());
    if area.width >= all + BESIDE {
        // A chart can use all of it.
        let side = (area.width - all).min(if chart { area.width } else { 64 });
        let rows = Rect { width: area.width - side, ..area };
        return (rows, Some(Rect { x: rows.right(), width: side, ..area }));
    }
    let concluded = conclusion::height(app, area);
    let left_by = |high: usize, most: u16| {
        area.height.saturating_sub(rows_height(app, &measured, view, area, (high, most)) + concluded)
    };
    // Texts of the rows are shown whole while the panels still have room to say something.
    let enough =
        if chart { (area.height / 2).max(2 * LEAST_CHART) } else { (area.height / 3).max(2 * LEAST_PANEL) };
    let whole =
        (HIGH + 1..=HIGHEST).rev().map(|high| left_by(high, area.height)).find(|left| *left >= enough);
    let left = whole.unwrap_or_else(|| left_by(HIGH, area.height / 2 + 4));
    if left >= if chart { LEAST_CHART } else { LEAST_PANEL } {
        let rows = Rect { height: area.height - left, ..area };
        return (rows, Some(Rect { y: rows.bottom(), height: left, ..area }));
    }
    (area, None)
}

/// How many lines the heads and all rows take, each of `high` lines at most and all of `most`, for sharing the screen.
fn rows_height(
    app: &App,
    measured: &Measured,
    view: &'static View,
    area: Rect,
    (high, most): (usize, u16),
) -> u16 {
    let (Layout::Grid(fields), Some(view_state), Some(sheet)) = (&view.layout, app.view_state(), app.sheet())
    else {
        return most;
    };
    let Some(facts) = app.facts() else { return most };
    // Where one line a row is too much already, no row needs to be laid out for it.
    if view_state.len() >= usize::from(most) {
        return most;
    }
    let mut view_state = view_state.clone();
    let room = area.width.saturating_sub(GUTTER + 1);
    let placed = place(view, fields, measured, &mut view_state, room, app.lang());
    let list = List {
        facts,
        sheet,
        view,
        fields,
        placed: &placed,
        view_state: &view_state,
        lang: app.lang(),
        ghost: false,
        high,
        slots: slots(view),
        made: RefCell::default(),
    };
    let rows: usize = (0..view_state.len()).map(|n| list.lines_of(n)).sum();
    (rows as u16 + 2 + u16::from(app.grows())).min(most)
}

fn draw_rows(pen: &mut Pen<'_>, app: &mut App, view: &'static View, fields: &'static [Field], area: Rect) {
    let Some((tool, at, _)) = app.view() else { return };
    let Some(mut view_state) = app.view_state().cloned() else { return };
    let Some(measured) = pen.drawn.measured.clone() else { return };
    let lang = app.lang();
    let room = area.width.saturating_sub(GUTTER + 1);
    let placed = place(view, fields, &measured, &mut view_state, room, lang);
    let head = heads(pen, view, fields, &placed, &view_state, area);
    let body = Rect { y: area.y + head, height: area.height.saturating_sub(head), ..area };
    let ghost = app.grows();
    let mut rest = None;
    {
        let (Some(facts), Some(sheet)) = (app.facts(), app.sheet()) else { return };
        let mut list = List {
            facts,
            sheet,
            view,
            fields,
            placed: &placed,
            view_state: &view_state,
            lang,
            ghost,
            high: HIGHEST,
            slots: slots(view),
            made: RefCell::default(),
        };
        list.high = list.highest(usize::from(body.height));
        let top = list.top(usize::from(body.height));
        let focus = app.focus == Focus::Middle;
        let rows = list.draw(pen, body, top, focus);
        pen.drawn.rows = rows.max(1);
        let below = view_state.len().saturating_sub(top + rows);
        if below > 0 {
            let said = say!("▾ 下面还有 {below} 行", "▾ more rows: {below}");
            rest = Some(said);
        }
        view_state.top = top;
        if view_state.is_empty() {
            let y = body.y + u16::from(ghost) + 1;
            let empty = Rect { x: area.x + GUTTER, y, width: room, height: body.bottom().saturating_sub(y) };
            let style = pen.style(Role::Dim);
            pen.put_wrapped(empty, view.empty.get(lang), style);
        }
    }
    if let Some(rest) = rest {
        // On the line below, which is that of the conclusion or of the frame.
        let said = format!(" {} ", rest.get(lang));
        let cells = width(&said) as u16;
        let x = area.x + area.width.saturating_sub(cells) / 2;
        pen.put(x, area.bottom(), cells, &said, Role::Dim);
    }
    let slots = placed.iter().map(|placed| placed.slot).collect();
    app.note_scroll((tool, at), view_state.top, view_state.left, slots);
}

/// The heads of the fields; gives how many rows they take.
fn heads(
    pen: &mut Pen<'_>,
    view: &View,
    fields: &[Field],
    placed: &[Placed],
    view_state: &ViewState,
    area: Rect,
) -> u16 {
    let lang = pen.lang;
    let title = |placed: &Placed| {
        let title = title_of(view, &fields[placed.slot]);
        title.get(lang).to_owned()
    };
    let titles: Vec<Vec<String>> = placed
        .iter()
        .map(|p| balanced(&title(p), usize::from(p.cells)).into_iter().take(2).collect())
        .collect();
    let rows = titles.iter().map(Vec::len).max().unwrap_or(1) as u16;
    let last = area.y + rows - 1;
    pen.fill(Rect { y: last, height: 1, ..area }, Role::Head);
    let line = Rect { x: area.x, y: last, width: area.width, height: 1 };
    for x in line.left()..line.right() {
        let style = pen.style(Role::Head);
        pen.buffer[(x, last)].set_symbol(" ").set_style(style);
    }
    let more = placed.last().is_some_and(|p| p.slot + 1 < fields.len());
    for (p, lines) in placed.iter().zip(&titles) {
        let right = numeric(view, &fields[p.slot]);
        for (n, text) in lines.iter().enumerate() {
            // Short titles stand at the bottom, on the line.
            let y = last + 1 + n as u16 - lines.len() as u16;
            let style = pen.style(Role::Head);
            let style =
                if y < last { style.remove_modifier(ratatui::style::Modifier::UNDERLINED) } else { style };
            if right {
                pen.put_right(area.x + p.x, y, p.cells, text, style);
            } else {
                pen.put_styled(area.x + p.x, y, p.cells, text, style);
            }
        }
        // Behind the title, if need be in the gap: never cut, and the title wraps as before.
        if let Some((_, down)) = view_state.sort.filter(|(slot, _)| *slot == p.slot) {
            let used = if right { p.cells } else { lines.last().map_or(0, |l| width(l) as u16).min(p.cells) };
            // Beside the last column stands the sign that there are more.
            let end = if more && placed.last().is_some_and(|last| last.slot == p.slot) {
                p.cells - 1
            } else {
                p.cells
            };
            let used = used.min(end);
            pen.put(area.x + p.x + used, last, 1, if down { "▾" } else { "▴" }, Role::Head);
        }
        let head = Rect { x: area.x + p.x, y: area.y, width: p.cells, height: rows };
        pen.drawn.spots.push((head, Spot::Head(p.slot)));
    }
    if view_state.left > 1 {
        pen.put(area.x + GUTTER + placed[0].cells, last, 2, "‹", Role::Key);
    }
    if more {
        pen.put(area.right() - 1, last, 1, "›", Role::Key);
    }
    rows
}

fn numeric(view: &View, field: &Field) -> bool {
    match field {
        Field::Column(key, _) | Field::Short(key, ..) => view
            .sheet
            .column(key)
            .is_some_and(|c| matches!(view.sheet.columns[c].kind, Kind::Number | Kind::Count)),
        Field::Computed { .. } => false,
    }
}

/// The rows of a grid and what is needed to draw them.
struct List<'a> {
    facts: &'a Facts,
    sheet: &'a dyn AnySheet,
    view: &'static View,
    fields: &'static [Field],
    placed: &'a [Placed],
    view_state: &'a ViewState,
    lang: Lang,
    ghost: bool,
    /// No row is higher.
    high: usize,
    slots: Vec<Slot>,
    /// The looks of the rows as shown: how high a row is is asked before it is drawn.
    made: RefCell<HashMap<usize, Rc<Vec<Look>>>>,
}

impl List<'_> {
    fn row(&self, shown: usize) -> Option<&dyn AnyRow> {
        self.sheet.row(self.view_state.place(shown)?)
    }

    /// The heading above a row, if it is another than that of the row before.
    fn heading(&self, shown: usize) -> Option<String> {
        let heading = |n: usize| self.row(n).and_then(|r| (self.view.heading)(self.facts, r));
        let own = heading(shown)?;
        let before = shown.checked_sub(1).and_then(heading);
        (before.as_ref() != Some(&own)).then(|| own.get(self.lang).to_owned())
    }

    fn looks(&self, shown: usize, row: &dyn AnyRow) -> Rc<Vec<Look>> {
        if let Some(looks) = self.made.borrow().get(&shown) {
            return Rc::clone(looks);
        }
        let look = |p: &Placed| match self.slots.get(p.slot) {
            Some(Slot::Column(column)) => cell_look(self.facts, row, *column, p.cells, self.lang),
            _ => match &self.fields[p.slot] {
                Field::Computed { show, .. } => shown_look(&show(self.facts, row), self.lang),
                _ => Look { text: String::new(), role: Role::Plain, right: false },
            },
        };
        let looks: Rc<Vec<Look>> = Rc::new(self.placed.iter().map(look).collect());
        self.made.borrow_mut().insert(shown, Rc::clone(&looks));
        looks
    }

    /// How many lines a row takes.
    fn height(&self, looks: &[Look]) -> usize {
        let lines = looks.iter().zip(self.placed).map(|(look, p)| {
            if width(&look.text) <= usize::from(p.cells) && !look.text.contains('\n') {
                1
            } else {
                wrapped(&crate::text::visible_lines(&look.text), usize::from(p.cells)).len()
            }
        });
        lines.max().unwrap_or(1).clamp(1, self.high)
    }

    fn lines_of(&self, shown: usize) -> usize {
        let Some(row) = self.row(shown) else { return 1 };
        self.height(&self.looks(shown, row)) + usize::from(self.heading(shown).is_some())
    }

    /// How high rows may be so that all of them stand in so many lines, and at least two.
    fn highest(&self, room: usize) -> usize {
        let rows = self.view_state.len();
        // Where one line a row is too much already, no row needs to be laid out for it.
        if rows + usize::from(self.ghost) > room {
            return HIGH;
        }
        let heights: Vec<usize> =
            (0..rows).filter_map(|n| self.row(n).map(|row| self.height(&self.looks(n, row)))).collect();
        let headings = (0..rows).filter(|n| self.heading(*n).is_some()).count() + usize::from(self.ghost);
        let fits = |high: &usize| headings + heights.iter().map(|h| h.min(high)).sum::<usize>() <= room;
        (HIGH..=HIGHEST).rev().find(fits).unwrap_or(HIGH)
    }

    /// The first row to show so that the one under the cursor is whole on the screen.
    fn top(&self, room: usize) -> usize {
        let (cursor, _) = self.view_state.in_view();
        let mut top = self.view_state.top.min(cursor);
        // A row or two before the cursor stay in view where there is room.
        let mut used = self.lines_of(cursor);
        let mut first = cursor;
        while first > top {
            let next = self.lines_of(first - 1);
            if used + next > room {
                break;
            }
            used += next;
            first -= 1;
        }
        top = top.max(first);
        // Room left below the last row is filled from above.
        let last = self.view_state.len() + usize::from(self.ghost);
        let mut below: usize = 0;
        let mut n = top;
        while n < last && below < room {
            below += self.lines_of(n);
            n += 1;
        }
        while n == last && top > 0 && below + self.lines_of(top - 1) <= room {
            top -= 1;
            below += self.lines_of(top);
        }
        top
    }

    /// Draws rows from the first on; gives how many there was room for.
    fn draw(&self, pen: &mut Pen<'_>, area: Rect, top: usize, focus: bool) -> usize {
        let mut y = area.y;
        let mut shown = top;
        while shown < self.view_state.len() && y < area.bottom() {
            if let Some(heading) = self.heading(shown) {
                pen.put(area.x + 1, y, area.width - 1, &heading, Role::Group);
                y += 1;
            }
            let Some(row) = self.row(shown) else { break };
            let looks = self.looks(shown, row);
            let height = self.height(&looks) as u16;
            if y >= area.bottom() {
                break;
            }
            let height = height.min(area.bottom() - y);
            self.draw_row(pen, Rect { y, height, ..area }, shown, &looks, focus);
            y += height;
            shown += 1;
        }
        let rows = shown - top;
        if self.ghost && y < area.bottom() && shown == self.view_state.len() {
            self.draw_ghost(pen, Rect { y, height: 1, ..area }, focus);
        }
        rows
    }

    fn draw_row(&self, pen: &mut Pen<'_>, area: Rect, shown: usize, looks: &[Look], focus: bool) {
        let current = shown == self.view_state.row;
        if current {
            pen.fill(area, Role::Row);
            pen.put(area.x, area.y, 1, "▸", Role::Key);
        }
        let ((from, to), (left, right)) = self.view_state.block();
        for (p, look) in self.placed.iter().zip(looks) {
            let cell = Rect { x: area.x + p.x, y: area.y, width: p.cells, height: area.height };
            let mut style = pen.style(look.role);
            let cursor = current && p.slot == self.view_state.slot;
            let block = self.view_state.selection.is_some()
                && (from..=to).contains(&shown)
                && (left..=right).contains(&p.slot);
            if cursor && focus {
                let role = if block { Role::Active } else { Role::Cursor };
                style = pen.style(role);
                pen.fill(cell, role);
                pen.drawn.cell = cell;
                pen.cursor = Some(Position { x: cell.x, y: cell.y });
            } else if block {
                style = style.patch(pen.style(Role::Block));
                pen.fill(cell, Role::Block);
            } else if current {
                style = style.patch(pen.style(Role::Row));
            }
            let plain = !look.text.contains('\n');
            if look.right {
                pen.put_right(cell.x, cell.y, cell.width, &look.text, style);
            } else if plain && (area.height == 1 || width(&look.text) <= usize::from(p.cells)) {
                pen.put_styled(cell.x, cell.y, cell.width, &look.text, style);
            } else {
                pen.put_wrapped(cell, &look.text, style);
            }
            pen.drawn.spots.push((Rect { width: p.cells + GAP, ..cell }, Spot::Cell(shown, p.slot)));
        }
    }

    fn draw_ghost(&self, pen: &mut Pen<'_>, area: Rect, focus: bool) {
        let shown = self.view_state.len();
        let here = self.view_state.row == shown;
        let said = text("＋ 在这里输入或粘贴，就是新的一行", "+ type or paste here for a new row");
        let hint = if here { Role::Plain } else { Role::Dim };
        pen.put(area.x + GUTTER, area.y, area.width - GUTTER, said.get(self.lang), hint);
        for p in self.placed {
            let cell = Rect { x: area.x + p.x, y: area.y, width: p.cells, height: 1 };
            if here && focus && p.slot == self.view_state.slot {
                pen.put(area.x, area.y, 1, "▸", Role::Key);
                pen.fill(cell, Role::Cursor);
                pen.drawn.cell = cell;
                pen.cursor = Some(Position { x: cell.x, y: cell.y });
            }
            pen.drawn.spots.push((cell, Spot::Cell(shown, p.slot)));
        }
    }
}
