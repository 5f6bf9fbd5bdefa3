//! The meeting on the whole screen: a line of steps and clocks, one page, the parked issues, the keys. Nothing scrolls,
//! and nothing is dim: a projector washes that out.

mod digits;

use super::pen::Pen;
use super::theme::Role;
use super::{chart, footer};
use crate::agenda::{PageLine, PageView, Step};
use crate::app::{App, Progress, Spot};
use crate::finding::Level;
use crate::say;
use crate::text::{Phrase, fit, joined, text, width, wrapped};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use std::cmp::Ordering;

/// A chart lower than this says nothing.
const CHART_ROWS: u16 = 6;
/// No line of a page is wider.
const LINE_MOST: u16 = 108;
/// From this width on both clocks are shown, each with its name.
const BOTH_CLOCKS: u16 = 76;
/// No more rows for the chart where there is room.
const CHART_MOST: u16 = 24;

/// Draws the screen of the meeting, all but the line of messages.
pub fn draw(pen: &mut Pen<'_>, app: &App, area: Rect) {
    let Some((view, at, progress)) = app.meeting_page() else { return };
    top(pen, &progress, Rect { height: 1, ..area });
    rule(pen, area, area.y + 1);
    let parked = app.parked_issues();
    let foot = area.bottom() - 3;
    rule(pen, area, foot - u16::from(!parked.is_empty()));
    if !parked.is_empty() {
        let list = joined(parked.iter(), text("、", ", "));
        let said = say!("停车场 {n}：{list}", "Parked {n}: {list}", n = parked.len(), list);
        pen.put(area.x + 1, foot, area.width - 2, said.get(pen.lang), Role::Plain);
    }
    let body = Rect {
        x: area.x + 1,
        y: area.y + 2,
        width: area.width - 2,
        height: foot.saturating_sub(area.y + 2 + u16::from(!parked.is_empty())),
    };
    page(pen, &view, at, body);
    footer::draw(pen, app, Rect { y: area.bottom() - 1, height: 1, ..area });
}

/// What letters and digits do here, in a word and a sentence, in the line above the keys.
pub fn draw_mode(pen: &mut Pen<'_>, app: &App, area: Rect) {
    let Some((word, said)) = app.meeting_hint() else { return };
    let x = area.x + 1 + draw_word(pen, &word, area);
    pen.put(x, area.y, area.right().saturating_sub(x), said.get(pen.lang), Role::Plain);
}

/// Whether letters and digits are text or keys, in a word before a message of so many cells, where both have room; gives how
/// many cells it takes.
pub fn draw_mode_before(pen: &mut Pen<'_>, app: &App, area: Rect, message: u16) -> u16 {
    let Some((word, _)) = app.meeting_hint() else { return 0 };
    let taken = width(word.get(pen.lang)) as u16 + 3;
    if taken + message > area.width { 0 } else { draw_word(pen, &word, area) }
}

fn draw_word(pen: &mut Pen<'_>, word: &Phrase, area: Rect) -> u16 {
    let word = format!(" {} ", word.get(pen.lang));
    let cells = (width(&word) as u16).min(area.width);
    let badge = pen.style(Role::Bold).add_modifier(Modifier::REVERSED);
    pen.put_styled(area.x + 1, area.y, cells, &word, badge);
    cells + 1
}

fn rule(pen: &mut Pen<'_>, area: Rect, y: u16) {
    pen.rule(Rect { y, height: 1, ..area }, "");
}

/// The steps as dots, the name of the step and the page, the clocks at the right.
fn top(pen: &mut Pen<'_>, progress: &Progress, area: Rect) {
    pen.fill(area, Role::Header);
    let mut x = area.x + 1;
    for step in Step::ALL {
        // A step without content keeps its place, so that each is found where it always is.
        let dot = match progress.steps.iter().find(|(of, _)| *of == step) {
            Some((_, Ordering::Less)) => "●",
            Some((_, Ordering::Equal)) => "◐",
            Some((_, Ordering::Greater)) => "○",
            None => "·",
        };
        x += pen.put(x, area.y, 1, dot, Role::HeaderBold);
    }
    let clocks = clocks(progress, pen);
    let room = area.right().saturating_sub(x + 5 + clocks);
    let Some((step, _)) = progress.steps.iter().find(|(_, order)| *order == Ordering::Equal) else { return };
    let here = step.number();
    let mut title = say!("{here}  {step}", "{here}  {step}", here, step = step.title());
    let (at, of) = progress.of_step;
    if of > 1 {
        title = say!("{title} {at}/{of}", "{title} {at} of {of}", title);
    }
    if progress.follows {
        title = say!("跟着看 · {title}", "Following · {title}", title);
    }
    pen.put(x + 2, area.y, room, title.get(pen.lang), Role::HeaderTitle);
    draw_clocks(pen, progress, area);
}

/// The words of the clocks: of the step where there is room, and of the whole meeting.
fn clock_words(progress: &Progress, pen: &Pen<'_>) -> (String, String) {
    let time = |seconds: u32| format!("{}:{:02}", seconds / 60, seconds % 60);
    let ((step, step_share), (whole, whole_share)) = (progress.step, progress.whole);
    let (a, b) = (time(whole), time(whole_share));
    let (step, whole) = (
        say!("本步 {a}/{b}", "step {a}/{b}", a = time(step), b = time(step_share)),
        // On a narrow screen the name of the step needs the cells.
        if pen.buffer.area.width >= BOTH_CLOCKS {
            say!("会议 {a}/{b}", "meeting {a}/{b}")
        } else {
            say!("{a}/{b}", "{a}/{b}")
        },
    );
    let stopped = text("停表 ", "stopped ");
    let stopped = if progress.stopped && !progress.follows { stopped.get(pen.lang) } else { "" };
    (step.get(pen.lang).to_owned(), format!("{stopped}{}", whole.get(pen.lang)))
}

fn clocks(progress: &Progress, pen: &Pen<'_>) -> u16 {
    let (step, whole) = clock_words(progress, pen);
    let both = (width(&step) + width(&whole) + 3) as u16;
    if pen.buffer.area.width >= BOTH_CLOCKS { both } else { width(&whole) as u16 }
}

/// Amber when a step is over its share, red and reversed when the meeting is; never a sound.
fn draw_clocks(pen: &mut Pen<'_>, progress: &Progress, area: Rect) {
    let (step, whole) = clock_words(progress, pen);
    let over = |(spent, share): (u32, u32)| spent > share;
    let level = |over: bool, level: Level| if over { Role::HeaderLevel(level) } else { Role::Header };
    let end = area.right() - 1;
    let x = end.saturating_sub(width(&whole) as u16);
    pen.put(x, area.y, end - x, &whole, level(over(progress.whole), Level::Stop));
    if over(progress.whole) {
        let reversed = Style::default().add_modifier(Modifier::REVERSED);
        pen.buffer.set_style(Rect { x, y: area.y, width: end - x, height: 1 }, reversed);
    }
    if area.width >= BOTH_CLOCKS {
        let cells = width(&step) as u16;
        pen.put(x.saturating_sub(cells + 3), area.y, cells, &step, level(over(progress.step), Level::Act));
    }
}

/// The page: heading and large figure, what is said, the chart, the lines.
fn page(pen: &mut Pen<'_>, view: &PageView, at: usize, area: Rect) {
    let mut y = area.y;
    let figure = view.figure.as_ref().and_then(|(figure, unit)| {
        let cells = digits::width(figure)?;
        let unit_cells = width(unit.get(pen.lang)) as u16;
        let all = cells + unit_cells + 1;
        (all + 24 <= area.width).then_some((figure, unit, cells, all))
    });
    let left = area.width - figure.map_or(0, |(.., all)| all + 2);
    if let Some((figure, unit, cells, all)) = figure {
        let x = area.right() - all;
        digits::draw(pen, x, y, figure, Role::Level(view.level));
        pen.put(x + cells, y + digits::ROWS - 1, area.right() - x - cells, unit.get(pen.lang), Role::Bold);
    }
    let sign = if view.level > Level::Blank { format!("{} ", view.level.sign()) } else { String::new() };
    let cells = width(&sign) as u16;
    pen.put(area.x, y, cells, &sign, Role::Level(view.level));
    let bold = pen.style(Role::Bold);
    let heading = Rect { x: area.x + cells, y, width: left - cells, height: 3 };
    y += pen.put_wrapped(heading, view.title.get(pen.lang), bold).max(1);
    // The lines come first, then what is said, then the chart: the keys work on the lines.
    let least = rows_needed(view, at, pen, area.width.min(LINE_MOST));
    for line in &view.lead {
        let room = area.bottom().saturating_sub(y + least);
        if room == 0 {
            break;
        }
        let style = pen.style(if line.level > Level::Blank { Role::Level(line.level) } else { Role::Plain });
        // Beside the figure there is less room.
        let beside = figure.is_some() && y < area.y + digits::ROWS;
        let cells = if beside { left } else { area.width };
        y += pen.put_wrapped(
            Rect { x: area.x, y, width: cells, height: room.min(3) },
            line.text.get(pen.lang),
            style,
        );
    }
    if figure.is_some() {
        y = y.max(area.y + digits::ROWS);
    }
    if let Some(chart) = &view.chart {
        let free = area.bottom().saturating_sub(y + least);
        if free >= CHART_ROWS {
            let chart = crate::tool::Chart { title: None, ..chart.clone() };
            let room = Rect { x: area.x, y, width: area.width, height: free.min(CHART_MOST) };
            y += chart::draw(pen, &chart, room);
            y += u16::from(y + 1 + least <= area.bottom());
        }
    } else if y + 1 + least <= area.bottom() && !view.lines.is_empty() {
        y += 1;
    }
    // On a wide screen the state of a line stays near its words.
    let width = area.width.min(LINE_MOST);
    let room = Rect { y, height: area.bottom().saturating_sub(y), width, ..area };
    lines(pen, &view.lines, at, room);
}

/// The rows of what stands below a line while the cursor is on it.
fn more_rows(line: Option<&PageLine>, pen: &Pen<'_>, cells: u16) -> u16 {
    let rows = |said: &Phrase| wrapped(said.get(pen.lang), usize::from(cells.saturating_sub(4))).len();
    line.map_or(0, |line| line.more.iter().map(rows).sum::<usize>() as u16)
}

/// The cells for the words of a line, beside the state at its end.
fn room_of(line: &PageLine, pen: &Pen<'_>, cells: u16) -> u16 {
    let state = (width(line.state.get(pen.lang)) as u16).min(cells / 2);
    cells.saturating_sub(4 + state + 2)
}

/// The rows of the words of a line: as many as they need, one where the page is full.
fn rows_of(line: &PageLine, pen: &Pen<'_>, cells: u16, whole: bool) -> u16 {
    let room = usize::from(room_of(line, pen, cells));
    if whole { (wrapped(line.said.get(pen.lang), room).len() as u16).clamp(1, 3) } else { 1 }
}

/// The rows that the lines want, at least as many as are useful.
fn rows_needed(view: &PageView, at: usize, pen: &Pen<'_>, cells: u16) -> u16 {
    let more = more_rows(view.lines.get(at), pen, cells);
    let first = view.lines.iter().take(10);
    let rows = first.map(|line| rows_of(line, pen, cells, true)).fold(0, u16::saturating_add);
    rows.saturating_add(more).min(10)
}

/// The lines, a page of them: the one under the cursor is always there, with what stands below it.
fn lines(pen: &mut Pen<'_>, lines: &[PageLine], at: usize, area: Rect) {
    if area.height == 0 || lines.is_empty() {
        return;
    }
    let more = more_rows(lines.get(at), pen, area.width).min(area.height.saturating_sub(1));
    let all: u16 = lines.iter().map(|line| rows_of(line, pen, area.width, true)).fold(0, u16::saturating_add);
    // Whole sentences where there is room for all of them, else a row each and the current one whole.
    let whole = all.saturating_add(more) <= area.height;
    let current_rows = rows_of(&lines[at.min(lines.len() - 1)], pen, area.width, true);
    let free = usize::from(area.height.saturating_sub(more + current_rows - 1)).max(1);
    let per_page = match () {
        () if whole || lines.len() <= free => lines.len(),
        () => free.saturating_sub(1).max(1),
    };
    let first = at / per_page * per_page;
    let mut y = area.y;
    for (n, line) in lines.iter().enumerate().skip(first).take(per_page) {
        if y >= area.bottom() {
            break;
        }
        let current = n == at;
        let rows = rows_of(line, pen, area.width, whole || current).min(area.bottom() - y);
        draw_line(pen, line, current, Rect { y, height: rows, ..area });
        pen.drawn.spots.push((Rect { y, height: rows, ..area }, Spot::MeetingLine(n)));
        y += rows;
        for said in line.more.iter().filter(|_| current) {
            let height = area.bottom().saturating_sub(y);
            let room = Rect { x: area.x + 4, y, width: area.width - 4, height };
            if height > 0 {
                let style = pen.style(Role::Plain);
                y += pen.put_wrapped(room, said.get(pen.lang), style);
            }
        }
    }
    if per_page < lines.len() && y < area.bottom() {
        let (from, to) = (first + 1, (first + per_page).min(lines.len()));
        let said = say!("第 {from}–{to} 项，共 {n} 项", "{from} to {to} of {n}", n = lines.len());
        pen.put(area.x + 4, area.bottom() - 1, area.width - 4, said.get(pen.lang), Role::Plain);
    }
}

/// A line: the cursor, the sign, the words, and the state at its end.
fn draw_line(pen: &mut Pen<'_>, line: &PageLine, current: bool, area: Rect) {
    let role = if line.level > Level::Blank { Role::Level(line.level) } else { Role::Plain };
    let below = if current { pen.style(Role::Row) } else { Style::default() };
    if current {
        pen.fill(area, Role::Row);
        pen.put_styled(area.x, area.y, 1, "▸", pen.style(Role::Key).patch(below));
    }
    let sign = if line.level > Level::Blank { line.level.sign() } else { "" };
    pen.put_styled(area.x + 2, area.y, 1, sign, pen.style(role).patch(below));
    let room = Rect { x: area.x + 4, width: room_of(line, pen, area.width), ..area };
    let words = pen.style(if current { Role::Bold } else { Role::Plain }).patch(below);
    pen.put_wrapped(room, line.said.get(pen.lang), words);
    let state = line.state.get(pen.lang);
    let cells = (width(state) as u16).min(area.width / 2);
    let state = &shortened(state, cells);
    let style = pen.style(role).patch(below);
    pen.put_right(area.right() - cells, area.y, cells, state, style);
    if current {
        // The field that is typed into covers whole lines, no half of a word beside it.
        pen.drawn.cell = Rect { height: 1, ..area };
    }
}

/// What stands at the end of a line within so many cells: whoever it names is cut before the day behind the name.
fn shortened(state: &str, cells: u16) -> String {
    let cells = usize::from(cells);
    match state.rsplit_once(PARTED) {
        Some((who, when)) if width(state) > cells && width(when) + width(PARTED) < cells => {
            format!("{}{PARTED}{when}", fit(who, cells - width(PARTED) - width(when)))
        }
        _ => fit(state, cells).into_owned(),
    }
}

/// What stands between a name and a day.
const PARTED: &str = " · ";
