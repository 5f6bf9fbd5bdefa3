//! What lies over the screen: the field being typed into, lists, questions, help, details, a
//! pasted block, forms.

mod book;
mod form;
mod help;
mod minutes;
mod preview;
mod progress;

use book::draw_book;
use form::draw_form;
use help::draw_help;
use minutes::draw_minutes;
use preview::{draw_mend, draw_preview};
use progress::{draw_pasting, draw_waiting};

use super::panel;
use super::pen::Pen;
use super::theme::Role;
use crate::app::editor::Editor;
use crate::app::layer::{Ask, Asked, CellEdit, Chooser, Layer, Passage, Searches};
use crate::app::{App, Spot};
use crate::command::Command;
use crate::finding::Level;
use crate::project;
use crate::registry;
use crate::say;
use crate::sheet::Kind;
use crate::text::{Lang, Phrase, in_line, text, width, wrap, wrapped};
use crate::tool;
use ratatui::layout::{Position, Rect};

/// Draws all layers, the last on top; only it has the cursor.
pub fn draw(pen: &mut Pen<'_>, app: &mut App, area: Rect, cell: Rect) {
    pen.cursor = None;
    // Lists and texts belong between header and status line, so that the keys stay in view.
    let room = Rect { y: area.y + 1, height: area.height.saturating_sub(3), ..area };
    let mut layers = std::mem::take(&mut app.layers);
    for layer in &mut layers {
        pen.cursor = None;
        match layer {
            Layer::Cell(edit) => {
                let of = app.whose_field(edit);
                draw_cell(pen, edit, of.as_ref(), (room, cell));
            }
            Layer::Choose(chooser) => draw_chooser(pen, chooser, room),
            Layer::Ask(ask) => draw_ask(pen, app, ask, room),
            Layer::Help(help) => draw_help(pen, app, room, help),
            Layer::Details { top } => draw_details(pen, app, room, *top),
            Layer::Minutes { text, top, .. } => draw_minutes(pen, text, room, *top),
            Layer::Chart { at } => draw_chart(pen, app, room, *at),
            Layer::Pasting(job) => draw_pasting(pen, job, room),
            Layer::Waiting(waiting) => draw_waiting(pen, waiting, room),
            Layer::Preview(preview) => draw_preview(pen, preview, room),
            Layer::Book(book) => draw_book(pen, book, room),
            Layer::Mend(mend) => draw_mend(pen, mend, room),
            Layer::Form(form) => draw_form(pen, form, app.today, room),
        }
    }
    app.layers = layers;
}

/// A box on top of everything; gives its inside.
fn window(pen: &mut Pen<'_>, area: Rect, title: &str) -> Rect {
    pen.clear(area);
    let inner = pen.frame(area, true);
    pen.put(area.x + 2, area.y, area.width.saturating_sub(4), &format!(" {title} "), Role::Title);
    pen.drawn.spots.push((area, Spot::Inside));
    inner
}

fn centred(room: Rect, cells: u16, rows: u16) -> Rect {
    let (cells, rows) = (cells.min(room.width), rows.min(room.height));
    Rect {
        x: room.x + (room.width - cells) / 2,
        y: room.y + (room.height - rows) / 3,
        width: cells,
        height: rows,
    }
}

/// Draws the field of a cell where the cell stands; what it is of stands in its heading where it covers that.
fn draw_cell(pen: &mut Pen<'_>, edit: &mut CellEdit, of: Option<&Phrase>, (room, cell): (Rect, Rect)) {
    let lang = pen.lang;
    let registry = registry::sheets();
    let Some(def) = registry.iter().find(|d| d.key == edit.sheet) else { return };
    let column = &def.columns[edit.column];
    let prose = edit.kind == Kind::Prose;
    let help = if column.help.zh.is_empty() { super::status::typed_help(edit.kind) } else { column.help };
    let below = edit.error.as_ref().map_or_else(|| help.get(lang).to_owned(), |e| e.get(lang).to_owned());
    let least = if prose { 56 } else { 36 };
    let title = column.title.get(lang);
    let title = match of.map(|of| of.get(lang)) {
        Some(of) if !of.is_empty() => {
            let left = usize::from(cell.width.max(least)).saturating_sub(width(title) + 7);
            format!("{title} · {}", in_line(of, left.max(16)))
        }
        _ => title.to_owned(),
    };
    let title = title.as_str();
    // A text that was there is seen as far as the screen has room.
    let whole =
        if prose { 0 } else { width(edit.editor.at_first()).saturating_add(5).min(usize::from(room.width)) };
    let cells = (cell.width + 2).max(least).max(width(title) as u16 + 6).max(whole as u16).min(room.width);
    let below_lines = wrapped(&below, usize::from(cells - 4));
    let text_rows = if prose { 6 } else { 1 };
    let rows = (text_rows + 2 + below_lines.len() as u16).min(room.height);
    // The text stands where the cell stands, unless the screen ends there.
    let x = cell.x.saturating_sub(1).max(room.x).min(room.right().saturating_sub(cells));
    let y = cell.y.saturating_sub(1).max(room.y).min(room.bottom().saturating_sub(rows));
    let area = Rect { x, y, width: cells, height: rows };
    let inner = window(pen, area, title);
    let field = Rect { x: inner.x + 1, width: inner.width - 2, height: text_rows.min(inner.height), ..inner };
    draw_editor(pen, &mut edit.editor, field, prose, true);
    let role = if edit.error.is_some() { Role::Level(Level::Stop) } else { Role::Dim };
    for (n, line) in below_lines.iter().enumerate() {
        let y = field.bottom() + n as u16;
        if y < inner.bottom() {
            pen.put(field.x, y, field.width, line, role);
        }
    }
}

/// Draws a field; the terminal's cursor goes into it if it has the keys.
fn draw_editor(pen: &mut Pen<'_>, editor: &mut Editor, area: Rect, page: bool, focus: bool) {
    let style = pen.style(Role::Plain);
    let selected = pen.style(Role::Block);
    let mark = |pen: &mut Pen<'_>, y: u16, range: Option<std::ops::Range<u16>>| {
        if let Some(range) = range {
            let row = Rect { x: area.x + range.start, y, width: range.end - range.start, height: 1 };
            pen.buffer.set_style(row.intersection(area), selected);
        }
    };
    if page {
        let view = editor.page_view(area.width, area.height);
        for (n, (line, range)) in view.lines.iter().zip(view.selected).enumerate() {
            let y = area.y + n as u16;
            pen.put_styled(area.x, y, area.width, line, style);
            mark(pen, y, range);
        }
        if focus {
            pen.cursor = Some(Position { x: area.x + view.cursor.0, y: area.y + view.cursor.1 });
        }
    } else {
        let view = editor.line_view(area.width);
        pen.put_styled(area.x, area.y, area.width, &view.text, style);
        mark(pen, area.y, view.selected);
        if focus {
            pen.cursor = Some(Position { x: area.x + view.cursor, y: area.y });
        }
    }
}

fn draw_chooser(pen: &mut Pen<'_>, chooser: &mut Chooser, room: Rect) {
    let lang = pen.lang;
    let labels =
        chooser.items.iter().take(200).map(|i| width(i.label.get(lang)) + width(i.detail.get(lang)) + 10);
    let about_text = chooser.about.as_ref().map_or("", |a| a.get(lang)).to_owned();
    let wide =
        labels.max().unwrap_or(0).max(width(chooser.title.get(lang)) + 8).max(width(&about_text).min(60) + 4);
    let least = match (&chooser.query, chooser.searches == Some(Searches::Handbook)) {
        (_, true) => 72,
        (Some(_), false) => 48,
        (None, false) => 36,
    };
    let most = room.width.saturating_sub(4).clamp(20, 84);
    let cells = (wide as u16).clamp(least.min(most), most);
    let about = if about_text.is_empty() { Vec::new() } else { wrapped(&about_text, usize::from(cells - 4)) };
    let extra = about.len() as u16 + 2 * u16::from(chooser.query.is_some());
    let rows = chooser.shown.len().max(1) as u16 + extra + 2;
    let rows = if chooser.query.is_some() { rows.max(room.height.min(14)) } else { rows };
    let area = centred(room, cells, rows);
    let title = chooser.title.get(lang).to_owned();
    let inner = window(pen, area, &title);
    let mut y = inner.y;
    for line in &about {
        pen.put(inner.x + 1, y, inner.width - 2, line, Role::Dim);
        y += 1;
    }
    if let Some(query) = &mut chooser.query {
        pen.put(inner.x + 1, y, 1, "›", Role::Key);
        draw_editor(pen, query, Rect { x: inner.x + 3, y, width: inner.width - 4, height: 1 }, false, true);
        pen.rule(Rect { y: y + 1, height: 1, ..inner }, "");
        y += 2;
    }
    // Below the list stands where the item under the cursor was found.
    let passage = chooser.current().and_then(|item| item.passage.clone());
    let below = if passage.is_some() && inner.height >= 10 { 4 } else { 0 };
    let list = Rect { y, height: inner.bottom().saturating_sub(y + below), ..inner };
    if let Some(passage) = passage.filter(|_| below > 0) {
        pen.rule(Rect { y: list.bottom(), height: 1, ..inner }, "");
        let place = Rect { x: inner.x + 1, y: list.bottom() + 1, width: inner.width - 2, height: below - 1 };
        draw_passage(pen, &passage, place);
    }
    let typed = chooser.query.as_ref().is_some_and(|q| !q.text().is_empty());
    if chooser.shown.is_empty() {
        let none: Phrase = if chooser.searches == Some(Searches::Handbook) && !typed {
            text("输入要找的词：中文、拼音、首字母都可以", "Type a word of the text, or its beginning").into()
        } else if chooser.searches.is_some() && !typed {
            text("输入要找的人、事、文字、数字或日期", "Type a name, an item, a word, a number or a day")
                .into()
        } else {
            chooser.nothing()
        };
        pen.put(list.x + 1, list.y, list.width - 2, none.get(lang), Role::Dim);
        return;
    }
    let rows = usize::from(list.height).max(1);
    pen.drawn.rows = rows;
    let first =
        chooser.at.saturating_sub(rows - 1).max(if chooser.at >= rows { chooser.at - rows / 2 } else { 0 });
    let first = first.min(chooser.shown.len().saturating_sub(rows));
    for (n, (item, at)) in chooser.shown.iter().enumerate().skip(first).take(rows) {
        let Some(item) = chooser.items.get(*item) else { continue };
        let y = list.y + (n - first) as u16;
        let line = Rect { y, height: 1, ..list };
        let number =
            if chooser.query.is_none() && !chooser.types { format!("{} ", n + 1) } else { String::new() };
        let role = match (&item.why_not, item.level) {
            (Some(_), _) => Role::Dim,
            (None, Level::Blank) => Role::Plain,
            (None, level) => Role::Level(level),
        };
        let label_cells = (width(item.label.get(lang)) as u16).min(list.width * 3 / 5);
        let detail_cells =
            (width(item.detail.get(lang)) as u16).min(list.width.saturating_sub(label_cells + 7));
        let x = list.x + 1 + pen.put(list.x + 1, y, 3, &number, Role::Dim);
        let room = list.width.saturating_sub(detail_cells + 4 + number.len() as u16);
        let label = item.label.get(lang);
        pen.put(x, y, room, label, role);
        matched(pen, x, y, room, label, at);
        let dim = pen.style(Role::Dim);
        pen.put_right(
            list.x,
            y,
            list.width - 1,
            &crate::text::fit(item.detail.get(lang), usize::from(detail_cells)),
            dim,
        );
        pen.drawn.spots.push((line, Spot::Item(n)));
        if n == chooser.at {
            pen.fill(line, Role::Cursor);
            if chooser.query.is_none() && !chooser.types {
                pen.cursor = Some(Position { x: line.x + 1, y });
            }
        }
    }
}

/// The part of a text in which something was found, with what matched marked.
fn draw_passage(pen: &mut Pen<'_>, passage: &Passage, area: Rect) {
    let said = passage.text.get(pen.lang).replace('\n', " ");
    let marked: Vec<usize> = passage.at.iter().cloned().flatten().collect();
    let piece = |range: std::ops::Range<usize>| {
        let line = said.get(range.clone()).unwrap_or_default();
        let begin = said.get(..range.start).unwrap_or_default().chars().count();
        let end = begin + line.chars().count();
        let at: Vec<usize> = marked.iter().filter(|n| (begin..end).contains(*n)).map(|n| n - begin).collect();
        (line, at)
    };
    let all: Vec<_> = wrap(&said, usize::from(area.width)).into_iter().map(piece).collect();
    let rows = usize::from(area.height);
    let hit = all.iter().position(|(_, at)| !at.is_empty()).unwrap_or(0);
    let first = hit.saturating_sub(rows / 2).min(all.len().saturating_sub(rows));
    for (n, (line, at)) in all.iter().skip(first).take(rows).enumerate() {
        let y = area.y + n as u16;
        pen.put(area.x, y, area.width, line, Role::Plain);
        matched(pen, area.x, y, area.width + 1, line, at);
    }
}

/// Marks the letters that a search matched.
pub fn matched(pen: &mut Pen<'_>, x: u16, y: u16, cells: u16, label: &str, at: &[usize]) {
    if at.is_empty() {
        return;
    }
    let style = pen.style(Role::Match);
    let mut column = 0;
    for (n, c) in label.chars().enumerate() {
        let wide = width(c.encode_utf8(&mut [0; 4])) as u16;
        if column + wide >= cells {
            break;
        }
        if at.contains(&n) {
            pen.buffer.set_style(
                Rect { x: x + column, y, width: wide, height: 1 }.intersection(pen.buffer.area),
                style,
            );
        }
        column += wide;
    }
}

fn draw_ask(pen: &mut Pen<'_>, app: &App, ask: &Ask, room: Rect) {
    let lang = pen.lang;
    let cells = (width(ask.question.get(lang)) as u16 + 6).clamp(40.min(room.width), room.width.min(64));
    let lines = wrapped(ask.question.get(lang), usize::from(cells - 6));
    let area = centred(room, cells, lines.len() as u16 + 6 + u16::from(ask.no.is_some()));
    // Which cell a question is about cannot be seen where the cursor has gone on.
    let title = match &ask.about {
        Asked::Edit { said, .. } => in_line(said.get(lang), usize::from(area.width.saturating_sub(6))),
        _ => text("请确认", "Please confirm").get(lang).to_owned(),
    };
    let inner = window(pen, area, &title);
    let mut y = inner.y + 1;
    for line in &lines {
        pen.put(inner.x + 2, y, inner.width - 4, line, Role::Plain);
        y += 1;
    }
    y += 1;
    let mut answers = vec![("y", ask.yes.get(lang).to_owned())];
    if let Some(no) = &ask.no {
        answers.push(("n", no.get(lang).to_owned()));
    }
    answers.push(("Esc", text("取消", "Cancel").get(lang).to_owned()));
    for (n, (key, label)) in answers.iter().enumerate() {
        // Enter gives the first answer, unless it only forgets what was typed.
        let (mark, role) =
            if n == 0 && !app.forgets_typed() { ("▸", Role::Bold) } else { (" ", Role::Plain) };
        pen.put(inner.x, y, 1, mark, Role::Key);
        pen.put(inner.x + 2, y, 4, key, Role::Key);
        pen.put(inner.x + 7, y, inner.width - 9, label, role);
        pen.drawn.spots.push((
            Rect { y, height: 1, ..inner },
            if n + 1 == answers.len() { Spot::Hint(Command::Close) } else { Spot::Item(n) },
        ));
        y += 1;
    }
}

/// Everything that the line of a list under the cursor says, head by head.
fn line_panel(app: &App) -> Option<tool::Panel> {
    let (plan, line) = app.list().zip(app.line())?;
    let titled = line.cells.iter().enumerate().filter_map(|(n, cell)| Some((plan.title(n)?, cell)));
    let said = titled.filter(|(_, cell)| !cell.text.zh.is_empty());
    let lines = said.map(|(head, cell)| {
        let (zh, en, a, b) = (head.zh, head.en, &cell.text.zh, &cell.text.en);
        crate::finding::Line { level: cell.level, text: say!("{zh}：{a}", "{en}: {b}") }
    });
    let title = line.heading.clone().unwrap_or_else(|| Phrase::same(""));
    Some(tool::Panel::Lines { title, lines: lines.collect() })
}

/// Everything that the row under the cursor holds, column by column.
fn row_panel(app: &App) -> Option<tool::Panel> {
    let (.., view) = app.view()?;
    let (opened, facts) = (app.opened.as_ref()?, app.facts()?);
    let row = app.row()?;
    let lines: Vec<_> = view
        .sheet
        .columns
        .iter()
        .enumerate()
        .skip(1)
        .filter(|(n, c)| c.is_shown() && row.get(*n) != crate::sheet::Cell::Empty)
        .map(|(n, c)| {
            // A number has its unit, as in the sheet: "16 h" and not "960".
            let said = |lang| match row.get(n) {
                crate::sheet::Cell::Number(_) => super::grid::look(facts, row, n, u16::MAX, lang).0,
                _ => project::cell_text(&opened.project, row, n, lang),
            };
            let (zh, en, a, b) = (c.title.zh, c.title.en, said(Lang::Zh), said(Lang::En));
            crate::finding::Line { level: Level::Blank, text: say!("{zh}：{a}", "{en}: {b}") }
        })
        .collect();
    let title = project::title_phrase(&opened.project, row);
    (!lines.is_empty()).then_some(tool::Panel::Lines { title, lines })
}

fn draw_details(pen: &mut Pen<'_>, app: &App, room: Rect, top: usize) {
    let lang = pen.lang;
    let area = Rect { x: room.x + 1, width: room.width - 2, ..room };
    let Some((tool, _, view)) = app.view() else { return };
    let named = app
        .row()
        .zip(app.opened.as_ref())
        .map_or(String::new(), |(row, opened)| project::row_title(&opened.project, row, lang));
    let title = registry::TOOLS[tool].title.get(lang);
    let title = if named.is_empty() { title.to_owned() } else { format!("{title} · {named}") };
    let inner = window(pen, area, &title);
    let inner = Rect { x: inner.x + 1, width: inner.width - 2, ..inner };
    pen.drawn.rows = usize::from(inner.height);
    let mut panels: Vec<_> =
        row_panel(app).or_else(|| line_panel(app)).into_iter().chain(panel::panels(app, view)).collect();
    if let Some(assessment) = app.opened.as_ref().and_then(|b| b.assessed.tools().get(tool)) {
        let findings: Vec<_> = assessment
            .findings
            .iter()
            .map(|f| {
                let (ezh, een, azh, aen) = (&f.evidence.zh, &f.evidence.en, &f.advice.zh, &f.advice.en);
                let (szh, sen) = (f.source.zh, f.source.en);
                crate::finding::Line {
                    level: f.level,
                    text: say!("{ezh} → {azh}（{szh}）", "{een} → {aen} ({sen})"),
                }
            })
            .collect();
        if !findings.is_empty() {
            panels.push(tool::Panel::Lines {
                title: text("本工具的结论", "Findings of this tool").into(),
                lines: findings,
            });
        }
    }
    if panels.is_empty() {
        let none = text("这里没有更多内容。", "There is nothing more here.").get(lang);
        pen.put(inner.x, inner.y, inner.width, none, Role::Dim);
        return;
    }
    pen.drawn.beyond = panel::show(pen, &panels, inner, Some(top));
}

/// A chart on the whole screen, what it means in the lines below.
fn draw_chart(pen: &mut Pen<'_>, app: &App, room: Rect, at: usize) {
    let charts = app.charts();
    let title = match (charts.len(), app.tool()) {
        (0 | 1, Some((_, tool))) => tool.title.get(pen.lang).to_owned(),
        (all, Some((_, tool))) => format!("{} {}/{all} ← →", tool.title.get(pen.lang), at.min(all - 1) + 1),
        (_, None) => String::new(),
    };
    let inner = window(pen, room, &title);
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    if let Some(chart) = charts.get(at.min(charts.len().saturating_sub(1))) {
        super::chart::draw(pen, chart, inner);
    } else {
        let none = text("这里没有图表", "There is no chart here").get(pen.lang);
        pen.put(inner.x, inner.y, inner.width, none, Role::Dim);
    }
}
