//! The handbook: its contents beside or above, the open page as lines of a width that reads well.

use super::layers::matched;
use super::pen::Pen;
use super::theme::Role;
use crate::app::{App, Focus, Spot};
use crate::handbook::{Block, Chapter, Page, pages};
use crate::say;
use crate::text::{Lang, Phrase, text, visible_lines, width, wrapped};
use ratatui::layout::{Position, Rect};

/// Lines longer than this are tiring to read.
const LONGEST: u16 = 76;
/// From this width on the contents stand beside the page.
const BESIDE: u16 = 74;
/// Between the columns of a table.
const GAP: u16 = 2;

/// Draws the contents and the open page.
pub fn draw(pen: &mut Pen<'_>, app: &mut App, area: Rect) {
    let focus = app.focus == Focus::Middle && app.layers.is_empty();
    let inner = pen.frame(area, focus);
    let lang = pen.lang;
    let title = format!(" {} ", text("手册", "Handbook").get(lang));
    pen.put(area.x + 2, area.y, area.width - 4, &title, Role::Title);
    let Some(page) = app.current_page() else { return };
    let contents = app.reading.contents;
    let body = if inner.width >= BESIDE {
        let widest = pages().iter().map(|page| width(page.title.get(lang)) as u16 + 4).max().unwrap_or(0);
        let cells = widest.min(inner.width.saturating_sub(LONGEST + 5)).max(inner.width / 3).min(40);
        draw_contents(pen, app, Rect { width: cells, ..inner }, focus);
        let style = pen.style(Role::Border);
        for y in inner.top()..inner.bottom() {
            pen.buffer[(inner.x + cells, y)].set_symbol("│").set_style(style);
        }
        Rect { x: inner.x + cells + 1, width: inner.width - cells - 1, ..inner }
    } else if contents {
        let rows = (inner.height / 2).min(10);
        draw_contents(pen, app, Rect { height: rows, ..inner }, focus);
        pen.rule(Rect { y: inner.y + rows, height: 1, ..inner }, "");
        Rect { y: inner.y + rows + 1, height: inner.height - rows - 1, ..inner }
    } else {
        // While the text is read, the contents shrink to the chapter in the frame.
        let chapter = format!(" {} ", page.chapter.title().get(lang));
        let x = area.x + 3 + width(&title) as u16;
        pen.put(x, area.y, area.right().saturating_sub(x + 2), &chapter, Role::Dim);
        inner
    };
    draw_page(pen, app, page, body, focus && !contents);
}

/// A row of the contents.
enum Row {
    Chapter(Chapter),
    Page(usize),
}

fn draw_contents(pen: &mut Pen<'_>, app: &App, area: Rect, focus: bool) {
    let mut rows = Vec::new();
    let mut chapter = None;
    for (n, page) in pages().iter().enumerate() {
        if chapter != Some(page.chapter) {
            chapter = Some(page.chapter);
            rows.push(Row::Chapter(page.chapter));
        }
        rows.push(Row::Page(n));
    }
    let open = app.reading.page;
    let at = rows.iter().position(|row| matches!(row, Row::Page(n) if *n == open)).unwrap_or(0);
    let height = usize::from(area.height);
    let top = at.saturating_sub(height / 2).min(rows.len().saturating_sub(height));
    for (n, row) in rows.iter().skip(top).take(height).enumerate() {
        let line = Rect { y: area.y + n as u16, height: 1, ..area };
        match row {
            Row::Chapter(chapter) => {
                pen.put(line.x + 1, line.y, line.width - 1, chapter.title().get(pen.lang), Role::Group);
            }
            Row::Page(n) => {
                let Some(page) = pages().get(*n) else { continue };
                pen.drawn.spots.push((line, Spot::Page(*n)));
                let here = *n == open;
                if here {
                    pen.put(line.x + 1, line.y, 1, "▸", Role::Key);
                }
                let role = if here { Role::Bold } else { Role::Plain };
                pen.put(line.x + 3, line.y, line.width.saturating_sub(4), page.title.get(pen.lang), role);
                if here && focus && app.reading.contents {
                    let place = Rect { x: line.x + 3, width: line.width.saturating_sub(4), ..line };
                    pen.fill(place, Role::Cursor);
                    pen.cursor = Some(Position { x: place.x, y: place.y });
                }
            }
        }
    }
}

/// A line of a page: pieces of text, each with its distance from the left edge.
struct Line {
    pieces: Vec<(u16, String, Role)>,
    /// The block that begins here.
    block: Option<usize>,
}

impl Line {
    fn blank() -> Line {
        Line { pieces: Vec::new(), block: None }
    }

    fn of(x: u16, text: impl Into<String>, role: Role) -> Line {
        Line { pieces: vec![(x, text.into(), role)], block: None }
    }
}

/// A page as lines of so many cells.
fn lines_of(page: &Page, cells: u16, lang: Lang) -> Vec<Line> {
    let mut lines: Vec<Line> =
        broken(&page.title, cells, lang).into_iter().map(|line| Line::of(0, line, Role::Title)).collect();
    for (n, block) in page.body.iter().enumerate() {
        lines.push(Line::blank());
        let begin = lines.len();
        match block {
            Block::Heading(said) => {
                lines.extend(broken(said, cells, lang).into_iter().map(|l| Line::of(0, l, Role::Bold)));
            }
            Block::Para(said) => {
                lines.extend(broken(said, cells, lang).into_iter().map(|l| Line::of(0, l, Role::Plain)));
            }
            Block::List(points) => {
                for point in points {
                    lines.extend(hanging("•", point, 2, cells, lang));
                }
            }
            Block::Steps(points) => {
                let room = points.len().to_string().len() as u16 + 1;
                for (k, point) in points.iter().enumerate() {
                    lines.extend(hanging(&(k + 1).to_string(), point, room, cells, lang));
                }
            }
            Block::Table { heads, rows } => lines.extend(table(heads, rows, cells, lang)),
        }
        if let Some(line) = lines.get_mut(begin) {
            line.block = Some(n);
        }
    }
    lines
}

fn broken(said: &Phrase, cells: u16, lang: Lang) -> Vec<String> {
    let shown = visible_lines(said.get(lang)).into_owned();
    wrapped(&shown, usize::from(cells.max(1))).into_iter().map(str::to_owned).collect()
}

/// A point behind its sign; the lines after the first stand below its text.
fn hanging(sign: &str, said: &Phrase, room: u16, cells: u16, lang: Lang) -> Vec<Line> {
    let broken = broken(said, cells.saturating_sub(room), lang).into_iter().enumerate();
    broken
        .map(|(n, line)| {
            let mut pieces = vec![(room, line, Role::Plain)];
            if n == 0 {
                pieces.insert(0, (0, sign.to_owned(), Role::Key));
            }
            Line { pieces, block: None }
        })
        .collect()
}

/// A table whose cells are broken where all columns together are too wide.
fn table(heads: &[Phrase], rows: &[Vec<Phrase>], cells: u16, lang: Lang) -> Vec<Line> {
    let count = heads.len().max(1) as u16;
    let room = cells.saturating_sub(GAP * (count - 1));
    let column = |n: usize| rows.iter().filter_map(move |row| row.get(n)).chain(heads.get(n));
    let wants: Vec<u16> = (0..heads.len())
        .map(|n| column(n).map(|said| width(said.get(lang)) as u16).max().unwrap_or(1).max(1))
        .collect();
    let widths = shared(&wants, room);
    let row_of = |row: &[Phrase], role: fn(usize) -> Role| -> Vec<Line> {
        let columns: Vec<Vec<String>> =
            row.iter().zip(&widths).map(|(said, cells)| broken(said, *cells, lang)).collect();
        let high = columns.iter().map(Vec::len).max().unwrap_or(0);
        (0..high)
            .map(|k| {
                let mut x = 0;
                let mut pieces = Vec::new();
                for (n, (column, cells)) in columns.iter().zip(&widths).enumerate() {
                    if let Some(line) = column.get(k).filter(|line| !line.is_empty()) {
                        pieces.push((x, line.clone(), role(n)));
                    }
                    x += cells + GAP;
                }
                Line { pieces, block: None }
            })
            .collect()
    };
    let mut lines = row_of(heads, |_| Role::Group);
    // Rows that are broken are parted, or nobody sees where one ends.
    let parted = wants.iter().sum::<u16>() > room;
    for (n, row) in rows.iter().enumerate() {
        if parted && n > 0 {
            lines.push(Line::blank());
        }
        lines.extend(row_of(row, |n| if n == 0 { Role::Bold } else { Role::Plain }));
    }
    lines
}

/// The room shared among columns: narrow ones get what they want, the others share the rest.
fn shared(wants: &[u16], room: u16) -> Vec<u16> {
    let mut given: Vec<u16> = vec![0; wants.len()];
    let mut left = room;
    let mut open: Vec<usize> = (0..wants.len()).collect();
    while !open.is_empty() {
        let each = left / open.len() as u16;
        let (narrow, wide): (Vec<usize>, Vec<usize>) = open.iter().partition(|n| wants[**n] <= each);
        if narrow.is_empty() {
            // Half of an equal share for each, the rest by what they want.
            let base = (each / 2).max(1);
            let rest = left.saturating_sub(base * wide.len() as u16);
            let total: u32 = wide.iter().map(|n| u32::from(wants[*n])).sum();
            for n in &wide {
                given[*n] = base + (u32::from(wants[*n]) * u32::from(rest) / total.max(1)) as u16;
            }
            break;
        }
        for n in narrow {
            given[n] = wants[n];
            left = left.saturating_sub(wants[n]);
        }
        open = wide;
    }
    given
}

fn draw_page(pen: &mut Pen<'_>, app: &mut App, page: &'static Page, area: Rect, focus: bool) {
    let lang = pen.lang;
    let inside = Rect { x: area.x + 2, width: area.width.saturating_sub(4).min(LONGEST), ..area };
    let mut lines = lines_of(page, inside.width, lang);
    let tool = app.tool_of_page();
    if let Some((_, tool, _)) = tool {
        let name = tool.title.get(lang);
        lines.push(Line::blank());
        lines.push(Line::of(0, say!("→ 去做：{name}", "→ Go to the tool: {name}").get(lang), Role::Key));
    }
    let rows = usize::from(inside.height);
    let beyond = lines.len().saturating_sub(rows);
    if let Some(block) = app.reading.seek.take() {
        let at = lines.iter().position(|line| line.block == Some(block)).unwrap_or(0);
        app.reading.top = at.saturating_sub(2);
    }
    app.reading.top = app.reading.top.min(beyond);
    let top = app.reading.top;
    for (n, line) in lines.iter().enumerate().skip(top).take(rows) {
        let y = inside.y + (n - top) as u16;
        for (x, said, role) in &line.pieces {
            let room = inside.width.saturating_sub(*x);
            pen.put(inside.x + x, y, room, said, *role);
            matched(pen, inside.x + x, y, room + 1, said, &app.reading.matches(said));
        }
        if tool.is_some() && n + 1 == lines.len() {
            pen.drawn.spots.push((Rect { y, height: 1, ..inside }, Spot::ToolOfPage));
        }
    }
    pen.drawn.rows = rows.max(1);
    pen.drawn.beyond = beyond;
    if focus {
        pen.cursor = Some(Position { x: inside.x, y: inside.y });
    }
    if beyond > top {
        let more = text("▾ 下面还有", "▾ more").get(lang);
        let cells = width(more) as u16;
        pen.put(area.right().saturating_sub(cells + 1), area.bottom(), cells, more, Role::Dim);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_shared_and_never_exceeded() {
        assert_eq!(shared(&[4, 10], 40), [4, 10]);
        assert_eq!(shared(&[4, 100], 40), [4, 36]);
        for wants in [&[10, 200, 30][..], &[1, 1, 1], &[500, 500], &[80]] {
            for room in [10, 33, 76] {
                let given = shared(wants, room);
                assert!(given.iter().all(|cells| *cells > 0), "{wants:?} in {room}: {given:?}");
                assert!(
                    given.iter().sum::<u16>() <= room + wants.len() as u16,
                    "{wants:?} in {room}: {given:?}"
                );
            }
        }
    }

    #[test]
    fn no_line_of_any_page_is_wider_than_its_room() {
        for page in pages() {
            for lang in [Lang::Zh, Lang::En] {
                for cells in [40, 52, LONGEST] {
                    for line in lines_of(page, cells, lang) {
                        for (x, said, _) in line.pieces {
                            let end = usize::from(x) + width(&said);
                            assert!(end <= usize::from(cells) + 1, "{}: {said} at {x} of {cells}", page.key);
                        }
                    }
                }
            }
        }
    }
}
