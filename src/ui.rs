//! What the state looks like. Drawing changes nothing but where things stood and how far they are
//! scrolled; it computes nothing that outlives the frame and knows no file.
//!
//! ```text
//! header            name, day, phase, saved or not
//! tools | middle    list of tools | home, grid, card, list or panels, with conclusion and panels; handbook
//! status            what was said, or the help of the cell
//! footer            the keys that work here and now
//! ```

mod card;
mod chart;
mod columns;
mod conclusion;
mod footer;
mod grid;
mod handbook;
mod home;
mod layers;
mod list;
mod meeting;
mod panel;
mod pen;
mod portfolio;
mod replay;
mod theme;
mod timeline;
mod tools;

use crate::app::layer::Layer;
use crate::app::request::Saving;
use crate::app::{App, Drawn, Focus, Screen, Spot};
use crate::finding::Level;
use crate::say;
use crate::sheet::Cell;
use crate::text::{Lang, Phrase, joined, text, visible_lines, wrapped};
use crate::tools::charter;
use pen::Pen;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use theme::Role;

/// No screen narrower or lower than this can hold the workbook.
pub const SMALLEST: (u16, u16) = (60, 20);

/// The most lines that a message takes.
const MESSAGE_ROWS: u16 = 8;

/// From this width on the list of tools stays on the screen.
const WITH_TOOLS: u16 = 100;

/// Draws the whole screen; gives the place of the cursor, if there is one.
pub fn draw(app: &mut App, screen: &mut Buffer) -> Option<Position> {
    let area = screen.area;
    app.note_seen();
    crate::text::set_ambiguous_wide(app.choices.ambiguous_wide);
    let mut pen = Pen::new(screen, app.choices.theme, app.lang());
    pen.paper(area);
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        too_small(&mut pen, area);
        app.drawn = Drawn::default();
        return None;
    }
    if app.screen == Screen::Meeting {
        pen.bright = true;
        meeting::draw(&mut pen, app, area);
        return finish(pen, app, area);
    }
    let rows = area.height;
    let body = Rect { y: 1, height: rows - 3, ..area };
    header(&mut pen, app, Rect { height: 1, ..area });
    let wide = area.width >= WITH_TOOLS;
    let list_width = tools::width(app.lang());
    let overlay = !wide && app.focus == Focus::Tools && app.opened.is_some();
    let middle = if wide && app.opened.is_some() {
        tools::draw(&mut pen, app, Rect { width: list_width, ..body });
        Rect { x: list_width, width: body.width - list_width, ..body }
    } else {
        body
    };
    match app.screen {
        Screen::Home if app.replay.is_some() => replay::home(&mut pen, app, middle, wide),
        Screen::Portfolio => portfolio::draw(&mut pen, app, middle),
        _ if app.opened.is_none() => greeting(&mut pen, middle),
        Screen::Home => home::draw(&mut pen, app, middle, wide),
        Screen::Tool(_) => draw_tool(&mut pen, app, middle),
        Screen::Handbook => handbook::draw(&mut pen, app, middle),
        // It has the whole screen.
        Screen::Meeting => {}
    }
    if overlay {
        let list = Rect { width: list_width, ..body };
        pen.clear(list);
        tools::draw(&mut pen, app, list);
    }
    footer::draw(&mut pen, app, Rect { y: rows - 1, height: 1, ..area });
    finish(pen, app, area)
}

/// Draws what lies over the screen, and the line of messages; gives the place of the cursor.
fn finish(mut pen: Pen<'_>, app: &mut App, area: Rect) -> Option<Position> {
    let status_line = Rect { y: area.height - 2, height: 1, ..area };
    // A long message covers what lies above it, but never the field that is typed into.
    let typing = matches!(app.layers.last(), Some(Layer::Cell(_)));
    if typing {
        status(&mut pen, app, status_line);
    }
    if !app.layers.is_empty() {
        let cell = pen.drawn.cell;
        layers::draw(&mut pen, app, area, cell);
    }
    if !typing {
        status(&mut pen, app, status_line);
    }
    app.drawn = std::mem::take(&mut pen.drawn);
    pen.cursor
}

/// What stands on the screen while no project is open.
fn greeting(pen: &mut Pen<'_>, area: Rect) {
    let lang = pen.lang;
    let name = text("变革工作簿", "Changebook").get(lang);
    let about = text(
        "变革要用的表单、清单、诊断卡和指标，都在这一本里",
        "The forms, checklists, cards and KPIs of your change, all in one book",
    );
    for (n, (said, role)) in [(name, Role::Title), (about.get(lang), Role::Dim)].into_iter().enumerate() {
        let cells = crate::text::width(said).min(usize::from(area.width)) as u16;
        pen.put(area.x + (area.width - cells) / 2, area.y + 1 + 2 * n as u16, cells, said, role);
    }
}

fn too_small(pen: &mut Pen<'_>, area: Rect) {
    let (columns, rows) = (area.width, area.height);
    let (want_columns, want_rows) = SMALLEST;
    let lines = [
        say!("窗口太小：{columns}×{rows}", "Window too small: {columns}x{rows}"),
        say!("至少需要 {want_columns}×{want_rows}", "At least {want_columns}x{want_rows} is needed"),
        text("内容都在，拉大窗口即可", "Nothing is lost; make it larger").into(),
    ];
    for (n, line) in lines.iter().enumerate().take(usize::from(rows)) {
        pen.put(area.x, area.y + n as u16, area.width, pen.lang_of(line), Role::Plain);
    }
}

fn header(pen: &mut Pen<'_>, app: &App, area: Rect) {
    if let Some(replay) = &app.replay {
        return replay::header(pen, app, replay, area);
    }
    pen.fill(area, Role::Header);
    let lang = app.lang();
    let mut right: Vec<(String, Role)> = Vec::new();
    let mut x = area.x + 1;
    x += pen.put(x, area.y, area.width, text("变革工作簿", "Changebook").get(lang), Role::HeaderTitle) + 2;
    if let Some(opened) = &app.opened {
        let (level, saving) = match (&opened.read_only, &opened.saving) {
            (Some(_), _) => (Level::Act, Phrase::from(text("只读", "Read only"))),
            (None, Saving::Saved | Saving::Saving) if opened.file.is_demo => {
                (Level::Watch, text("示例 · 不保存", "Demo, not kept").into())
            }
            (None, Saving::Saved) => (Level::Good, text("已保存", "Saved").into()),
            (None, Saving::Saving) => (Level::Watch, text("保存中", "Saving").into()),
            (None, Saving::NotSaved(reason)) => {
                (Level::Stop, say!("没有保存：{reason}", "NOT SAVED: {reason}", reason = brief(reason)))
            }
        };
        let not_kept = app.draft_not_kept.as_ref().filter(|_| level == Level::Good);
        let (level, saving) = match not_kept {
            Some(reason) => (
                Level::Act,
                say!("正在输入的文字没有备份：{reason}", "typed text not backed up: {reason}", reason),
            ),
            None => (level, saving),
        };
        let sign = match level {
            Level::Good => "●",
            Level::Watch => "○",
            _ => level.sign(),
        };
        right.push((format!("{sign} {}", saving.get(lang)), Role::HeaderLevel(level)));
        let charter = charter::charter(&opened.project);
        let when = when(app);
        let room =
            usize::from(area.width.saturating_sub(x + 16)).saturating_sub(crate::text::width(&when) + 2);
        let name = if charter.name.is_empty() {
            text("（未命名）", "(no name)").get(lang)
        } else {
            &charter.name
        };
        x += pen.put(x, area.y, room as u16, name, Role::HeaderBold) + 2;
        pen.put(x, area.y, area.width.saturating_sub(x), &when, Role::Header);
    }
    let mut end = area.right().saturating_sub(1);
    for (label, role) in right.iter().rev() {
        let cells = crate::text::width(label).min(usize::from(area.width) - 2) as u16;
        end = end.saturating_sub(cells);
        pen.put(end, area.y, cells, label, *role);
    }
}

/// What a reason says before it goes into detail or says what to do; the whole of it stands in the status line and in
/// the list of what can be done with the file.
fn brief(reason: &Phrase) -> Phrase {
    let brief = |said: &str, ends: &[&str]| {
        let end = ends.iter().filter_map(|end| said.find(end)).filter(|at| *at > 0).min();
        said.get(..end.unwrap_or(said.len())).unwrap_or_default().to_owned()
    };
    let (zh, en) = (brief(&reason.zh, &["：", "，", "；", "（"]), brief(&reason.en, &[": ", "; ", " ("]));
    say!("{zh}", "{en}")
}

/// "Day 59 · week 9 · pilot", or why there is none.
fn when(app: &App) -> String {
    let Some(opened) = &app.opened else { return String::new() };
    let calendar = charter::calendar(&opened.project);
    let lang = app.lang();
    let Some(day) = calendar.day(app.today) else {
        return text("启动日期未填", "no start date").get(lang).to_owned();
    };
    if day < 1 {
        return say!("还有 {n} 天启动", "starts in {n} days", n = 1 - day).get(lang).to_owned();
    }
    let mut when = say!("第{day}天", "Day {day}").get(lang).to_owned();
    if let Some(week) = calendar.week(app.today) {
        when += say!(" · 第{week}周", " · week {week}").get(lang);
    }
    if let Some(phase) = calendar.phase(app.today) {
        when += " · ";
        when += charter::phase_name(phase).get(lang);
    }
    if calendar.is_paused(app.today) {
        when += text(" · 暂停中", " · paused").get(lang);
    }
    when
}

/// A tool: a frame with its tabs, the rows, the conclusion, the panels.
fn draw_tool(pen: &mut Pen<'_>, app: &mut App, area: Rect) {
    let Some((tool, at, view)) = app.view() else { return };
    let declared = crate::registry::TOOLS[tool];
    let lang = app.lang();
    let inner = pen.frame(area, app.focus == Focus::Middle && app.layers.is_empty());
    let mut x = area.x + 2;
    let tabs: usize = declared.views.iter().map(|v| crate::text::width(v.title.get(lang)) + 3).sum();
    if crate::text::width(declared.title.get(lang)) + tabs + 6 <= usize::from(area.width) {
        x += pen.put(x, area.y, area.width - 4, &format!(" {} ", declared.title.get(lang)), Role::Title) + 1;
    }
    for (n, v) in declared.views.iter().enumerate() {
        let label = format!(" {} ", v.title.get(lang));
        let room = area.right().saturating_sub(x + 2);
        let cells = pen.put(x, area.y, room, &label, if n == at { Role::TabOpen } else { Role::Tab });
        pen.drawn.spots.push((Rect { x, y: area.y, width: cells, height: 1 }, Spot::View(n)));
        x += cells + 1;
    }
    if let Some(filtered) = app.filtered() {
        let said = format!(" {} ", filtered.get(lang));
        let y = area.bottom().saturating_sub(1);
        pen.put(area.x + 2, y, area.width.saturating_sub(4), &said, Role::Level(Level::Watch));
    }
    // The width decides how a form's fields flow; it has to be known before the form is laid out.
    pen.drawn.cells = inner.width;
    app.drawn.cells = inner.width;
    match view.layout {
        crate::tool::Layout::Grid(fields) => grid::draw(pen, app, view, fields, inner),
        crate::tool::Layout::Card(plan) => card::draw(pen, app, view, plan, inner),
        crate::tool::Layout::List(plan) => list::draw(pen, app, view, plan, inner),
        crate::tool::Layout::Panels => panel::fill(pen, app, view, inner),
    }
}

/// The line above the footer: what was said, or what the cell wants. A message too long for it takes the lines above
/// as well until the next key, since what to do stands at its end.
fn status(pen: &mut Pen<'_>, app: &App, area: Rect) {
    let lang = app.lang();
    let left = area.x + 1;
    let position = position(app);
    let cells = crate::text::width(&position) as u16;
    let end = area.right().saturating_sub(cells + 1);
    pen.put(end, area.y, cells, &position, Role::Dim);
    let room = end.saturating_sub(left + 1);
    if let Some(message) = &app.message {
        let said = visible_lines(message.text.get(lang));
        let sign = if message.level > Level::Blank { 2 } else { 0 };
        let mut place = Rect { x: left + sign, width: room.saturating_sub(2), ..area };
        let mut lines = wrapped(&said, usize::from(place.width));
        if lines.len() > 1 {
            place.width = area.right().saturating_sub(place.x + 1);
            lines = wrapped(&said, usize::from(place.width));
            place.height = (lines.len() as u16).min(MESSAGE_ROWS);
            place.y = area.bottom() - place.height;
            pen.clear(Rect { y: place.y, height: place.height, ..area });
        }
        let style = pen.style(Role::Level(message.level));
        pen.put(left, place.y, sign, message.level.sign(), Role::Level(message.level));
        pen.put_wrapped(place, &said, style);
        return;
    }
    let help = if app.screen == Screen::Portfolio { portfolio::help(app) } else { cell_help(app) };
    if let Some(help) = help {
        pen.put(left, area.y, room, &help, Role::Dim);
    }
}

/// The title and the help of the cell under the cursor.
fn cell_help(app: &App) -> Option<String> {
    let (.., view) = app.view()?;
    let lang = app.lang();
    if let Some(line) = app.line() {
        return source_of(line.place, lang);
    }
    match app.slot()? {
        crate::app::view_state::Slot::Column(column) => {
            let kept = app.row().is_some_and(|row| matches!(row.get(column), Cell::Outside(_)));
            let column = view.sheet.columns.get(column)?;
            if kept {
                let said = text(
                    "超出范围，原样保留，不参与计算；请改成范围内的值",
                    "out of range: kept as it is, nothing is computed from it; please correct it",
                );
                return Some(titled(column.title.get(lang), said.get(lang), lang));
            }
            if let Some(asked) = question_of(view, column.key) {
                let kind = kind_help(column.kind).get(lang);
                return Some(format!("{} · {kind}", asked.get(lang)));
            }
            let help = if column.help.zh.is_empty() { kind_help(column.kind) } else { column.help };
            Some(titled(column.title.get(lang), help.get(lang), lang))
        }
        crate::app::view_state::Slot::Computed(n) => match view.layout {
            crate::tool::Layout::Grid(fields) => match fields.get(n)? {
                crate::tool::Field::Computed { title, key, .. } => {
                    if let Some(entry) = view.entry.as_ref().filter(|entry| entry.field == *key) {
                        return Some(titled(title.get(lang), entry.help.get(lang), lang));
                    }
                    Some(format!("{} · {}", title.get(lang), text("自动计算", "computed").get(lang)))
                }
                _ => None,
            },
            _ => None,
        },
    }
}

/// A title and what is said of it: 事件，如新派单系统上线; 日期：空格填今天.
fn titled(title: &str, said: &str, lang: Lang) -> String {
    match (lang, said.strip_prefix("如：").or(said.strip_prefix('如'))) {
        (Lang::Zh, Some(example)) => format!("{title}，如{example}"),
        (Lang::Zh, None) => format!("{title}：{said}"),
        (Lang::En, _) => format!("{title}: {said}"),
    }
}

/// The sheet and the column that a line of a list comes from.
fn source_of(place: crate::finding::Place, lang: crate::text::Lang) -> Option<String> {
    let (_, tool) = crate::registry::owner(place.sheet)?;
    let def = tool.sheets.iter().find(|def| def.key == place.sheet)?;
    let column = &def.columns[def.column(place.column)?];
    let from = [tool.short, def.title, column.title].map(Phrase::from);
    let from = joined(&from, text(" · ", " · "));
    Some(say!("来自：{from}", "From: {from}", from).get(lang).to_owned())
}

/// The question that a line of a form asks, for the first cell that answers it.
fn question_of(view: &crate::tool::View, key: &str) -> Option<crate::text::Text> {
    let crate::tool::Layout::Card(plan) = view.layout else { return None };
    plan.lines.iter().find(|line| line.cells.first() == Some(&key)).map(|line| line.question)
}

/// What a cell of a kind wants.
pub(crate) fn kind_help(kind: crate::sheet::Kind) -> crate::text::Text {
    use crate::sheet::Kind;
    match kind {
        Kind::Text => text("输入一行文字", "type one line of text"),
        Kind::Prose => text("输入文字，可以多行", "type text, on several lines if needed"),
        Kind::Score => text("按 1–5 打分，0 清空", "press 1–5 to score, 0 clears"),
        Kind::Number => text("输入数字，可以带单位", "type a number, with its unit if you like"),
        Kind::Count => text("输入整数", "type a whole number"),
        Kind::Date => text("如 3月2日、今天、+7；空格填今天", "such as 2 Mar, today, +7; Space enters today"),
        Kind::Tick => {
            text("空格勾选（记今天），再按取消", "Space ticks with today's date; press again to untick")
        }
        Kind::Check => text("空格切换", "Space switches"),
        Kind::Choice(_) | Kind::OpenChoice(_) => {
            text("回车选择，空格换下一项", "Enter chooses, Space takes the next")
        }
        Kind::Link(_) => text("回车从列表选择", "Enter chooses from the list"),
    }
}

fn position(app: &App) -> String {
    let lang = app.lang();
    if let Some(view_state) =
        app.list().and_then(|_| app.view_state()).filter(|view_state| !view_state.is_empty())
    {
        let (line, len) = (view_state.row + 1, view_state.len());
        return say!("第{line}条/共{len}条", "line {line} of {len}").get(lang).to_owned();
    }
    if app.screen == Screen::Handbook {
        let (page, len) = (app.reading.page + 1, crate::handbook::pages().len());
        return say!("第{page}页/共{len}页", "page {page} of {len}").get(lang).to_owned();
    }
    match (app.screen, app.view_state()) {
        (Screen::Portfolio, _) => portfolio::position(app),
        (Screen::Tool(_), Some(view_state)) if !view_state.is_empty() && app.slot().is_some() => {
            let (row, len) = ((view_state.row + 1).min(view_state.len()), view_state.len());
            if view_state.selection.is_some() {
                let ((a, b), (c, d)) = view_state.block();
                // The line for a new row is no row yet.
                let (rows, columns) = (b.min(len - 1).saturating_sub(a) + 1, d - c + 1);
                return say!("已选 {rows} 行 × {columns} 列", "{rows} x {columns} selected")
                    .get(lang)
                    .to_owned();
            }
            if app.view().is_some_and(|(.., v)| matches!(v.layout, crate::tool::Layout::Card(_))) {
                return say!("第{row}份/共{len}份", "form {row} of {len}").get(lang).to_owned();
            }
            say!("第{row}行/共{len}行", "row {row} of {len}").get(lang).to_owned()
        }
        _ => String::new(),
    }
}
