//! A form: its fields below each other, each with what to enter; where that does not fit, close together, with what to enter
//! in the one under the cursor below them.

use super::{Pen, Role, Spot, centred, draw_editor, window};
use crate::app::layer::{Form, FormField};
use crate::finding::Level;
use crate::text::{fit, text, visible_lines, width, wrapped};
use chrono::NaiveDate;
use ratatui::layout::{Position, Rect};

/// At least so many lines say what to enter, and at most so many why what was said does not do.
const BELOW: (u16, u16) = (2, 3);

/// Draws it.
pub(super) fn draw_form(pen: &mut Pen<'_>, form: &mut Form, today: NaiveDate, room: Rect) {
    let cells = room.width.saturating_sub(4).min(76);
    let reason = form.reason.as_ref().map(|reason| reason.get(pen.lang).to_owned());
    let said = reason.map_or_else(Vec::new, |reason| {
        wrapped(&reason, usize::from(cells.saturating_sub(4))).into_iter().map(str::to_owned).collect()
    });
    let said_rows = (said.len() as u16).min(BELOW.1);
    let extra = said_rows + u16::from(said_rows > 0);
    let beside = cells.saturating_sub(9 + labels(pen, form));
    let below: Vec<u16> = form.fields.iter().map(|field| rows_below(pen, field, today, beside)).collect();
    let rows = below.iter().map(|below| below + 1).sum::<u16>() + 3;
    if rows + extra <= room.height {
        let area = centred(room, cells, rows + extra);
        let inner = window(pen, area, form.title.get(pen.lang));
        let y = reasons(pen, &said, Rect { y: inner.y + 1, ..inner });
        let inner = Rect { y, height: inner.bottom().saturating_sub(y), ..inner };
        return wide_apart(pen, form, today, &below, inner);
    }
    // Here no blank line parts them.
    let across = cells.saturating_sub(4);
    let foot = form.fields.iter().map(|field| rows_below(pen, field, today, across)).max().unwrap_or(0);
    let rows = form.fields.len() as u16 + said_rows + foot + 3;
    let area = centred(room, cells, rows);
    let inner = window(pen, area, form.title.get(pen.lang));
    let y = reasons(pen, &said, inner).saturating_sub(u16::from(said_rows > 0));
    let inner = Rect { y, height: inner.bottom().saturating_sub(y), ..inner };
    close_together(pen, form, today, foot, inner);
}

/// The rows that what is said below a field takes at this width: all of it is to be read.
fn rows_below(pen: &Pen<'_>, field: &FormField, today: NaiveDate, cells: u16) -> u16 {
    let (said, _) = said_below(pen, field, today);
    (wrapped(&visible_lines(&said), usize::from(cells)).len() as u16).max(BELOW.0)
}

/// Why what was said does not do; gives where the fields begin.
fn reasons(pen: &mut Pen<'_>, said: &[String], area: Rect) -> u16 {
    if said.is_empty() {
        return area.y;
    }
    let most = usize::from(BELOW.1);
    let style = pen.style(Role::Level(Level::Act));
    let room = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        height: said.len().min(most) as u16,
        ..area
    };
    area.y + pen.put_wrapped(room, &said.join("\n"), style) + 1
}

/// The cells of the longest title.
fn labels(pen: &Pen<'_>, form: &Form) -> u16 {
    form.fields.iter().map(|f| width(f.title.get(pen.lang))).max().unwrap_or(0) as u16
}

/// A field in its line.
fn line(
    pen: &mut Pen<'_>,
    field: &mut FormField,
    labels: u16,
    area: Rect,
    current: bool,
    spot: usize,
) -> Rect {
    let lang = pen.lang;
    pen.put(area.x + 1, area.y, 1, if current { "▸" } else { " " }, Role::Key);
    let role = if current { Role::Bold } else { Role::Plain };
    pen.put(area.x + 3, area.y, labels, field.title.get(lang), role);
    let place =
        Rect { x: area.x + 5 + labels, y: area.y, width: area.width.saturating_sub(labels + 7), height: 1 };
    pen.fill(place, Role::Row);
    let room = usize::from(place.width);
    if !current && width(field.editor.text()) > room {
        // At rest a field shows how its text begins.
        let said = fit(field.editor.text(), room);
        pen.put_styled(place.x, place.y, place.width, said.as_ref(), pen.style(Role::Plain));
    } else {
        draw_editor(pen, &mut field.editor, place, false, false);
    }
    if current {
        let view = field.editor.line_view(place.width);
        pen.cursor = Some(Position { x: place.x + view.cursor, y: area.y });
    }
    pen.drawn.spots.push((Rect { height: 1, ..area }, Spot::Item(spot)));
    place
}

/// What to enter, how the text is read where that is not plain, or why it was refused.
fn said_below(pen: &Pen<'_>, field: &FormField, today: NaiveDate) -> (String, Role) {
    match &field.error {
        Some(error) => (error.get(pen.lang).to_owned(), Role::Level(Level::Stop)),
        None => match field.how_read(today, pen.lang) {
            Some(read) => (read.get(pen.lang).to_owned(), Role::Level(Level::Watch)),
            None => (field.help.get(pen.lang).to_owned(), Role::Dim),
        },
    }
}

/// Says it below the field.
fn below(pen: &mut Pen<'_>, field: &FormField, today: NaiveDate, area: Rect) {
    let (said, role) = said_below(pen, field, today);
    let style = pen.style(role);
    pen.put_wrapped(area, &said, style);
}

/// Each field with what to enter below it.
fn wide_apart(pen: &mut Pen<'_>, form: &mut Form, today: NaiveDate, rows: &[u16], inner: Rect) {
    let labels = labels(pen, form);
    let (at, mut y) = (form.at, inner.y);
    for (n, (field, rows)) in form.fields.iter_mut().zip(rows).enumerate() {
        let place = line(pen, field, labels, Rect { y, height: 1, ..inner }, n == at, n);
        below(pen, field, today, Rect { y: y + 1, height: *rows, ..place });
        y += rows + 1;
        if y >= inner.bottom() {
            break;
        }
    }
}

/// A line a field, that under the cursor always in view, and below them what to enter in it.
fn close_together(pen: &mut Pen<'_>, form: &mut Form, today: NaiveDate, foot: u16, inner: Rect) {
    let labels = labels(pen, form);
    let foot = (foot + 1).min(inner.height.saturating_sub(1));
    let rows = usize::from(inner.height.saturating_sub(foot)).max(1);
    let (at, all) = (form.at, form.fields.len());
    let first = (at + 1).saturating_sub(rows).min(all.saturating_sub(rows));
    for (n, field) in form.fields.iter_mut().enumerate().skip(first).take(rows) {
        let y = inner.y + (n - first) as u16;
        line(pen, field, labels, Rect { y, height: 1, ..inner }, n == at, n);
    }
    let rule = Rect { y: inner.bottom().saturating_sub(foot), height: 1, ..inner };
    pen.rule(rule, "");
    let more = match (first > 0, first + rows < all) {
        (true, true) => text("▴▾ 上下还有", "▴▾ more"),
        (true, false) => text("▴ 上面还有", "▴ more"),
        (false, true) => text("▾ 下面还有", "▾ more"),
        (false, false) => text("", ""),
    };
    let cells = width(more.get(pen.lang)) as u16;
    pen.put(rule.right().saturating_sub(cells + 1), rule.y, cells, more.get(pen.lang), Role::Dim);
    if let Some(field) = form.fields.get(at) {
        let help = Rect {
            x: inner.x + 1,
            y: rule.y + 1,
            width: inner.width.saturating_sub(2),
            height: foot.saturating_sub(1),
        };
        below(pen, field, today, help);
    }
}
