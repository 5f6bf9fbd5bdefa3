//! The list of tools on the left: groups, numbers, headlines and signs.

use super::pen::Pen;
use super::theme::Role;
use crate::advice::Level;
use crate::app::{App, Focus, Screen, Spot};
use crate::text::{Lang, text, width as cells_of};
use crate::tools::TOOLS;
use ratatui::layout::Rect;

/// How wide the list is.
pub fn width(lang: Lang) -> u16 {
    match lang {
        Lang::Zh => 23,
        Lang::En => 25,
    }
}

/// Draws the list.
pub fn draw(pen: &mut Pen<'_>, app: &App, area: Rect) {
    let Some(book) = &app.book else { return };
    let focus = app.focus == Focus::Tools && app.layers.is_empty();
    let inner = pen.frame(area, focus);
    let mut y = inner.y;
    let findings = book.assessed.findings();
    let worst = findings.first().map_or(Level::Good, |(_, f)| f.level);
    let urgent = findings.iter().filter(|(_, f)| f.level >= Level::Act).count();
    let headline = if urgent > 0 {
        crate::say!("{urgent} 件急", "{urgent} to do").get(app.lang()).to_owned()
    } else {
        String::new()
    };
    line(pen, app, inner, y, 0, text("首页", "Home").get(app.lang()), &headline, worst);
    y += 1;
    let mut group = None;
    let roomy = usize::from(inner.height) > TOOLS.len() * 2 + 4;
    for (n, tool) in TOOLS.iter().enumerate() {
        if y >= inner.bottom() {
            break;
        }
        if group != Some(tool.group) {
            group = Some(tool.group);
            y += u16::from(roomy);
            if y < inner.bottom() {
                pen.put(inner.x + 1, y, inner.width - 1, tool.group.title().get(app.lang()), Role::Dim);
                y += 1;
            }
        }
        let Some(assessment) = book.assessed.tools.get(n) else { continue };
        if y < inner.bottom() {
            let headline = assessment.headline.get(app.lang());
            line(pen, app, inner, y, n + 1, tool.short.get(app.lang()), headline, assessment.level);
            y += 1;
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "the parts of one line")]
fn line(
    pen: &mut Pen<'_>,
    app: &App,
    inner: Rect,
    y: u16,
    number: usize,
    name: &str,
    headline: &str,
    level: Level,
) {
    let open = match app.screen {
        Screen::Home => number == 0,
        Screen::Portfolio => false,
        Screen::Tool(n) => number == n + 1,
    };
    let under = app.focus == Focus::Tools && app.tool_line == number;
    let area = Rect { x: inner.x, y, width: inner.width, height: 1 };
    pen.drawn.spots.push((area, Spot::Tool(number)));
    let role = if open { Role::Bold } else { Role::Plain };
    let sign = if level > Level::Blank { level.sign() } else { "" };
    let tail = format!("{headline} {sign}");
    let tail_cells = cells_of(tail.trim()) as u16;
    pen.put(inner.x, y, 1, if open { "▸" } else { " " }, Role::Key);
    pen.put(inner.x + 1, y, 1, &number.to_string(), Role::Dim);
    pen.put(inner.x + 3, y, inner.width.saturating_sub(4 + tail_cells), name, role);
    let style = pen.style(Role::Level(level));
    pen.put_right(inner.x, y, inner.width, tail.trim(), style);
    if under {
        pen.fill(area, Role::Cursor);
    }
}
