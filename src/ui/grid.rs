//! Rows below each other, fields beside each other: heads, headings, the cursor, what is concluded
//! below and the panels beside or below. Only the rows on the screen become text.

mod cells;
mod list;

pub use self::cells::{look, shown_text};
use self::list::{Heights, List};
use super::columns::{GUTTER, Placed, balanced, measure, place, title_of, whole_width};
use super::pen::Pen;
use super::theme::Role;
use super::{conclusion, panel};
use crate::app::drawn::Measured;
use crate::app::view_state::ViewState;
use crate::app::{App, Focus, Spot};
use crate::say;
use crate::sheet::Kind;
use crate::text::width;
use crate::tool::{Field, Layout, Panel, View};
use ratatui::layout::Rect;

/// Panels beside the rows are at least this wide.
const BESIDE: u16 = 46;
/// Panels below the rows have at least so many lines, the one that parts them included; a chart needs more to say
/// anything.
const LEAST_PANEL: u16 = 6;
const LEAST_CHART: u16 = 9;
/// Panels differ from row to row by so many lines without the rows moving about.
const SLACK: u16 = 2;
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
    let (rows, panels) = if made.is_empty() { (area, None) } else { split(pen, app, view, area, &made) };
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
fn split(pen: &Pen<'_>, app: &App, view: &'static View, area: Rect, made: &[Panel]) -> (Rect, Option<Rect>) {
    let chart = made.iter().any(|panel| matches!(panel, Panel::Chart(_)));
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
    let heights = row_heights(app, &measured, view, fields, area);
    let left_by = |high: usize, most: u16| {
        let rows = heights.as_ref().map_or(usize::from(most), |heights| {
            (heights.lines(high) + 2 + usize::from(app.grows())).min(usize::from(most))
        });
        area.height.saturating_sub(rows as u16 + concluded)
    };
    // Texts of the rows are shown whole while the panels still have room to say something.
    let enough =
        if chart { (area.height / 2).max(2 * LEAST_CHART) } else { (area.height / 3).max(2 * LEAST_PANEL) };
    let whole =
        (HIGH + 1..=HIGHEST).rev().map(|high| left_by(high, area.height)).find(|left| *left >= enough);
    let left = whole.unwrap_or_else(|| left_by(HIGH, area.height / 2 + 4));
    // What the panels leave blank goes to rows that are cut, but for a few lines by which the next row's may be longer.
    let wanted = left_by(HIGHEST, area.height);
    let filled = || panel::height_below(pen, made, Rect { height: left, ..area });
    let left = match (wanted < left).then(filled).flatten() {
        Some(lines) => left.min((lines + SLACK).max(LEAST_PANEL).max(wanted)),
        None => left,
    };
    if left >= if chart { LEAST_CHART } else { LEAST_PANEL } {
        let rows = Rect { height: area.height - left, ..area };
        return (rows, Some(Rect { y: rows.bottom(), height: left, ..area }));
    }
    (area, None)
}

/// How high the rows are in an area of this width; none where there are more than it has lines.
fn row_heights(
    app: &App,
    measured: &Measured,
    view: &'static View,
    fields: &'static [Field],
    area: Rect,
) -> Option<Heights> {
    let mut view_state = app.view_state()?.clone();
    let room = area.width.saturating_sub(GUTTER + 1);
    let placed = place(view, fields, measured, &mut view_state, (room, area.height), app.lang());
    List::of(app, (view, fields), &placed, &view_state)?.heights(usize::from(area.height))
}

fn draw_rows(pen: &mut Pen<'_>, app: &mut App, view: &'static View, fields: &'static [Field], area: Rect) {
    let Some((tool, at, _)) = app.view() else { return };
    let Some(mut view_state) = app.view_state().cloned() else { return };
    let Some(measured) = pen.drawn.measured.clone() else { return };
    let lang = app.lang();
    let room = area.width.saturating_sub(GUTTER + 1);
    let placed = place(view, fields, &measured, &mut view_state, (room, area.height), lang);
    let head = heads(pen, view, fields, &placed, &view_state, area);
    let body = Rect { y: area.y + head, height: area.height.saturating_sub(head), ..area };
    let ghost = app.grows();
    let mut rest = None;
    {
        let Some(mut list) = List::of(app, (view, fields), &placed, &view_state) else { return };
        list.fit(usize::from(body.height));
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
