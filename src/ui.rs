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
mod discovered;
mod flow;
mod footer;
mod grid;
mod handbook;
mod home;
mod journey;
mod layers;
mod list;
mod meeting;
mod panel;
mod pen;
mod portfolio;
mod replay;
mod status;
mod theme;
mod timeline;
mod tools;

use crate::app::layer::Layer;
use crate::app::request::Saving;
use crate::app::{App, Drawn, Focus, Screen, Spot};
use crate::finding::Level;
use crate::say;
use crate::sort::StableSort;
use crate::text::{Phrase, fit, joined, text, width};
use crate::tools::charter;
use pen::Pen;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
pub(crate) use status::kind_help;
use theme::Role;

/// No screen narrower or lower than this can hold the workbook.
pub const SMALLEST: (u16, u16) = (60, 20);

/// The most lines that a message takes.
const MESSAGE_ROWS: u16 = 8;
/// The word that a panel has more takes no more cells.
const MORE: u16 = 12;

/// From this width on the list of tools stays on the screen.
const WITH_TOOLS: u16 = 100;

/// Between two parts of the line on top.
const GAP: u16 = 2;

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
        status::draw(&mut pen, app, status_line);
    }
    if !app.layers.is_empty() {
        let cell = pen.drawn.cell;
        layers::draw(&mut pen, app, area, cell);
    }
    if !typing {
        status::draw(&mut pen, app, status_line);
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
        let cells = width(said).min(usize::from(area.width)) as u16;
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
    let (title, mut x) = (text("变革工作簿", "Changebook").get(lang), area.x + 1);
    let behind_title = x + width(title) as u16 + GAP;
    if app.opened.is_none() {
        pen.put(x, area.y, area.width, title, Role::HeaderTitle);
    }
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
        let charter = charter::charter(&opened.project);
        let name = if charter.name.is_empty() {
            text("（未命名）", "(no name)").get(lang)
        } else {
            &charter.name
        };
        let saving = format!("{sign} {}", saving.get(lang));
        let saving = fit(&saving, usize::from(area.width.saturating_sub(2)));
        let end = area.right().saturating_sub(width(&saving) as u16 + 1);
        pen.put(end, area.y, area.right() - end, &saving, Role::HeaderLevel(level));
        // Why it is not saved counts more than what the program and the project are called.
        if behind_title <= end {
            x += pen.put(x, area.y, area.width, title, Role::HeaderTitle) + GAP;
        }
        let room = usize::from(end.saturating_sub(x + GAP));
        let name = fit(name, room);
        x += pen.put(x, area.y, room as u16, &name, Role::HeaderBold) + GAP;
        let room = end.saturating_sub(x + GAP);
        pen.put(x, area.y, room, &when_within(app, usize::from(room)), Role::Header);
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
    when_within(app, usize::MAX)
}

/// The same in so many cells: the phase gives way first, then the week.
fn when_within(app: &App, room: usize) -> String {
    let mut parts = when_parts(app);
    loop {
        let all: Vec<&str> = parts.iter().map(|(_, said)| said.as_str()).collect();
        let all = all.join(" · ");
        if width(&all) <= room {
            return all;
        }
        parts.stable_sort_by_key(|(place, _)| [3, 1, 0, 2].get(*place).copied());
        parts.remove(0);
        parts.stable_sort_by_key(|(place, _)| *place);
    }
}

/// The day, the week, the phase and whether the change is paused, each with its place; or why there is no day.
fn when_parts(app: &App) -> Vec<(usize, String)> {
    let Some(opened) = &app.opened else { return Vec::new() };
    let calendar = charter::calendar(&opened.project);
    let lang = app.lang();
    let alone = |said: Phrase| vec![(0, said.get(lang).to_owned())];
    let Some(day) = calendar.day(app.today) else {
        return alone(text("启动日期未填", "no start date").into());
    };
    if let Some(since) = calendar.paused_at_start(app.today) {
        return alone(say!("{since} 起暂停", "paused since {since}"));
    }
    if day < 1 {
        return alone(say!("还有 {days}启动", "starts in {days}", days = crate::text::days(1 - day)));
    }
    let week = calendar.week(app.today).map(|week| say!("第{week}周", "week {week}"));
    let phase = calendar.phase(app.today).map(|phase| charter::phase_name(phase).into());
    let paused = calendar.is_paused(app.today).then(|| text("暂停中", "paused").into());
    let parts = [Some(say!("第{day}天", "Day {day}")), week, phase, paused].into_iter().enumerate();
    parts.filter_map(|(place, said)| Some((place, said?.get(lang).to_owned()))).collect()
}

/// A tool: a frame with its tabs, the rows, the conclusion, the panels.
fn draw_tool(pen: &mut Pen<'_>, app: &mut App, area: Rect) {
    let Some((tool, at, view)) = app.view() else { return };
    let declared = crate::registry::TOOLS[tool];
    let lang = app.lang();
    let inner = pen.frame(area, app.focus == Focus::Middle && app.layers.is_empty());
    let mut x = area.x + 2;
    let tabs: usize = declared.views.iter().map(|v| width(v.title.get(lang)) + 3).sum();
    if width(declared.title.get(lang)) + tabs + 6 <= usize::from(area.width) {
        x += pen.put(x, area.y, area.width - 4, &format!(" {} ", declared.title.get(lang)), Role::Title) + 1;
    }
    for (n, v) in declared.views.iter().enumerate() {
        let label = format!(" {} ", v.title.get(lang));
        let room = area.right().saturating_sub(x + 2);
        let cells = pen.put(x, area.y, room, &label, if n == at { Role::TabOpen } else { Role::Tab });
        pen.drawn.spots.push((Rect { x, y: area.y, width: cells, height: 1 }, Spot::View(n)));
        x += cells + 1;
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
    let left_out = [app.hidden_columns(), app.filtered()].into_iter().flatten().collect::<Vec<_>>();
    if !left_out.is_empty() {
        draw_filter(pen, area, joined(&left_out, text(" ─ ", " ─ ")).get(lang));
    }
}

/// What is not shown of the rows, over the frame: hidden columns, the conditions of the filter. Where a panel says there that it has more, that goes behind them.
fn draw_filter(pen: &mut Pen<'_>, area: Rect, filtered: &str) {
    let y = area.bottom().saturating_sub(1);
    let (from, last) = (area.x + 2, area.right().saturating_sub(2));
    let more = (from..last).find(|x| pen.buffer[(*x, y)].symbol() == "▾");
    let frame = pen.buffer[(last, y)].clone();
    let room = last.saturating_sub(from + if more.is_some() { 2 } else { 0 });
    let end = from + pen.put(from, y, room, &format!(" {filtered} "), Role::Level(Level::Watch));
    // What is left of a word that the conditions have covered would read as theirs.
    if let Some(more) = more.filter(|more| *more < end) {
        for x in end..(more + MORE).min(last) {
            pen.buffer[(x, y)] = frame.clone();
        }
        pen.put(end, y, 1, "▾", Role::Dim);
    }
}
