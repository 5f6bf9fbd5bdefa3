//! The list of tools on the left: groups, keys, headlines and signs. Where there is no room for the groups they
//! give way, and where there is none for all lines the list scrolls.

use super::pen::Pen;
use super::theme::Role;
use crate::app::{App, Focus, Screen, Spot};
use crate::command::Context;
use crate::finding::Level;
use crate::registry::TOOLS;
use crate::text::{Lang, width as cells_of};
use ratatui::layout::Rect;

/// How wide the list is.
pub fn width(lang: Lang) -> u16 {
    match lang {
        Lang::Zh => 23,
        Lang::En => 25,
    }
}

/// What stands in a row of the list.
enum Row {
    /// Nothing.
    Gap,
    /// A heading.
    Group(&'static str),
    /// A line that opens a screen.
    Line(usize),
}

/// The rows of the list in so many cells of height.
fn rows(height: u16, lang: Lang) -> Vec<Row> {
    let all = |headings: bool, gaps: bool| {
        let mut rows = vec![Row::Line(0)];
        let mut group = None;
        for line in 1..Screen::lines() {
            let here = match Screen::of_line(line) {
                Some(Screen::Tool(n)) => TOOLS.get(n).map(|tool| tool.group),
                _ => None,
            };
            if here != group {
                if gaps {
                    rows.push(Row::Gap);
                }
                if let Some(group) = here.filter(|_| headings) {
                    rows.push(Row::Group(group.title().get(lang)));
                }
                group = here;
            }
            rows.push(Row::Line(line));
        }
        rows
    };
    let shapes = [(true, true), (true, false), (false, true)];
    let fitting = shapes.into_iter().map(|(headings, gaps)| all(headings, gaps));
    fitting.into_iter().find(|rows| rows.len() <= usize::from(height)).unwrap_or_else(|| all(false, false))
}

/// Draws the list.
pub fn draw(pen: &mut Pen<'_>, app: &App, area: Rect) {
    if app.opened.is_none() {
        return;
    }
    let focus = app.focus == Focus::Tools && app.layers.is_empty();
    let inner = pen.frame(area, focus);
    pen.drawn.tools = area;
    let rows = rows(inner.height, pen.lang);
    let height = usize::from(inner.height);
    let under = if app.focus == Focus::Tools { app.tool_line } else { app.screen.line() };
    let at = rows.iter().position(|row| matches!(row, Row::Line(line) if *line == under)).unwrap_or(0);
    let top = at.saturating_sub(height / 2).min(rows.len().saturating_sub(height));
    for (n, row) in rows.iter().skip(top).take(height).enumerate() {
        let place = Rect { y: inner.y + n as u16, height: 1, ..inner };
        match row {
            Row::Gap => {}
            Row::Group(title) => {
                pen.put(place.x + 1, place.y, place.width - 1, title, Role::Dim);
            }
            Row::Line(line) => draw_line(pen, app, place, *line),
        }
    }
    for (more, sign, y) in
        [(top > 0, "▴", area.y), (top + height < rows.len(), "▾", area.bottom().saturating_sub(1))]
    {
        if more {
            pen.put(area.right().saturating_sub(3), y, 1, sign, Role::Dim);
        }
    }
}

/// How a line stands, in a few cells and a level.
fn state(app: &App, line: usize) -> (String, Level) {
    let Some(opened) = &app.opened else { return (String::new(), Level::Blank) };
    match Screen::of_line(line) {
        Some(Screen::Tool(n)) => opened
            .assessed
            .tools()
            .get(n)
            .map_or((String::new(), Level::Blank), |a| (a.headline.get(app.lang()).to_owned(), a.level)),
        Some(Screen::Home) => {
            let (urgent, _) = opened.assessed.tally();
            let said = crate::say!("{urgent} 件待办", "{urgent} to do");
            (
                if urgent > 0 { said.get(app.lang()).to_owned() } else { String::new() },
                opened.assessed.level(),
            )
        }
        _ => (String::new(), Level::Blank),
    }
}

fn draw_line(pen: &mut Pen<'_>, app: &App, area: Rect, line: usize) {
    let Some(screen) = Screen::of_line(line) else { return };
    let open = app.screen == screen;
    let (headline, level) = state(app, line);
    pen.drawn.spots.push((area, Spot::Tool(line)));
    let role = if open { Role::Bold } else { Role::Plain };
    let name = screen.title().get(pen.lang);
    // The signs stand below each other; where there is none its place stays free, unless the name needs it.
    let room = usize::from(area.width.saturating_sub(4));
    let tail = match level {
        Level::Blank if cells_of(name) + cells_of(&headline) + 2 > room => headline,
        Level::Blank => format!("{headline}  "),
        _ => format!("{headline} {}", level.sign()),
    };
    let tail_cells = cells_of(tail.trim_start()) as u16;
    pen.put(area.x, area.y, 1, if open { "▸" } else { " " }, Role::Key);
    // In a sheet a digit is typed or scores.
    let opens = app.layers.is_empty() && app.context() != Context::Sheet;
    let mark = if opens { Role::Key } else { Role::Dim };
    pen.put(area.x + 1, area.y, 1, &screen.mark().to_string(), mark);
    pen.put(area.x + 3, area.y, area.width.saturating_sub(4 + tail_cells), name, role);
    let style = pen.style(Role::Level(level));
    pen.put_right(area.x, area.y, area.width, tail.trim_start(), style);
    if app.focus == Focus::Tools && app.tool_line == line {
        pen.fill(area, Role::Cursor);
    }
}
