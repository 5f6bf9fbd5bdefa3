//! A replay on the screen: the line on top that says which day is shown, and what changed since beside Home, or on a
//! page of its own where there is no room beside it.

use super::pen::Pen;
use super::theme::Role;
use super::{brief, home, when};
use crate::app::replay::Replay;
use crate::app::{App, Focus, Spot};
use crate::assess::since::Line;
use crate::command::Command;
use crate::finding::Level;
use crate::registry::TOOLS;
use crate::say;
use crate::text::{Lang, Phrase, text, width, wrapped};
use crate::tools::charter;
use chrono::{Datelike as _, NaiveDate};
use ratatui::layout::Rect;

/// From this width on what changed since stands beside Home.
const BESIDE: u16 = 100;

/// Draws the line on top: the day that is shown, and that nothing of it can be changed.
pub(super) fn header(pen: &mut Pen<'_>, app: &App, replay: &Replay, area: Rect) {
    pen.fill(area, Role::Replay);
    let lang = app.lang();
    let day = replay.day;
    let title = say!("◀ 回看 {day} {weekday} ▶", "◀ REPLAY {day} {weekday} ▶", weekday = weekday(day));
    let mut x = area.x + 1;
    let cells = pen.put(x, area.y, area.width - 2, title.get(lang), Role::Replay);
    for (at, command) in [(x, Command::ReplayBack), (x + cells.saturating_sub(2), Command::ReplayOn)] {
        pen.drawn.spots.push((Rect { x: at, y: area.y, width: 2, height: 1 }, Spot::Hint(command)));
    }
    x += cells + 2;
    let right = match replay.not_saved() {
        Some(reason) => {
            let reason = brief(reason);
            say!(
                "{sign} 今天的没有保存：{reason}",
                "{sign} today NOT SAVED: {reason}",
                sign = Level::Stop.sign(),
                reason
            )
        }
        None => text("只读 · 当天所知", "Read only · as known then").into(),
    };
    let right = right.get(lang);
    let cells = (width(right) as u16).min(area.right().saturating_sub(x + 1));
    let end = area.right().saturating_sub(cells + 1);
    pen.put(end, area.y, cells, right, Role::Replay);
    let name = app.opened.as_ref().map(|opened| charter::charter(&opened.project).name.to_string());
    let name = name.filter(|name| !name.is_empty());
    for said in [Some(when(app)), name].into_iter().flatten() {
        let cells = width(&said) as u16;
        if x + cells + 2 > end {
            return;
        }
        x += pen.put(x, area.y, cells, &said, Role::Replay) + 2;
    }
}

fn weekday(day: NaiveDate) -> Phrase {
    const NAMES: [(&str, &str); 7] = [
        ("周一", "Mon"),
        ("周二", "Tue"),
        ("周三", "Wed"),
        ("周四", "Thu"),
        ("周五", "Fri"),
        ("周六", "Sat"),
        ("周日", "Sun"),
    ];
    let (zh, en) = NAMES[day.weekday().num_days_from_monday() as usize];
    text(zh, en).into()
}

/// Draws Home of an earlier day with what changed since.
pub(super) fn home(pen: &mut Pen<'_>, app: &App, area: Rect, with_tools: bool) {
    let Some(replay) = &app.replay else { return };
    let at = app.since_line();
    if area.width >= BESIDE {
        let left = area.width * 11 / 20;
        home::draw(pen, app, Rect { width: left, ..area }, with_tools);
        since(pen, app, replay, Rect { x: area.x + left, width: area.width - left, ..area });
    } else {
        let n = replay.since.len();
        let key = app.choices.bindings.label(Command::NextView, app.lang());
        let said = if at.is_some() {
            since(pen, app, replay, area);
            say!(" {key} ◂ 首页 ", " {key} ◂ Home ")
        } else {
            home::draw(pen, app, area, with_tools);
            say!(" {key} 之后的变化 {n} ▸ ", " {key} Changed since: {n} ▸ ")
        };
        let said = said.get(app.lang());
        let cells = width(said) as u16;
        let place = Rect { x: area.right().saturating_sub(cells + 2), y: area.y, width: cells, height: 1 };
        pen.put(place.x, place.y, cells, said, Role::Key);
        pen.drawn.spots.push((place, Spot::Hint(Command::NextView)));
    }
}

/// Draws what changed since, each tool below its name.
fn since(pen: &mut Pen<'_>, app: &App, replay: &Replay, area: Rect) {
    let lang = app.lang();
    let at = app.since_line();
    let focus = at.is_some() && app.focus == Focus::Middle && app.layers.is_empty();
    let inner = pen.frame(area, focus);
    let (day, n) = (replay.day, replay.since.len());
    let title = say!(" {day} 之后的变化 {n} ", " Changed since {day}: {n} ");
    pen.put(area.x + 2, area.y, area.width.saturating_sub(4), title.get(lang), Role::Title);
    if replay.since.is_empty() {
        let said = text("到今天没有变化。", "Nothing has changed up to today.").get(lang);
        pen.put(inner.x + 1, inner.y, inner.width.saturating_sub(2), said, Role::Dim);
        return;
    }
    let cells = inner.width.saturating_sub(6);
    let blocks: Vec<Block<'_>> = blocks(&replay.since, lang, usize::from(cells));
    let room = usize::from(inner.height);
    // As many before the one under the cursor as leave it whole on the screen.
    let at_or_first = at.unwrap_or(0).min(n - 1);
    let mut first = at_or_first;
    let mut used = blocks[first].height(true);
    while first > 0 && used + blocks[first - 1].height(first == 1) <= room {
        first -= 1;
        used += blocks[first].height(false);
    }
    let mut y = inner.y;
    let mut last = first;
    for (n, block) in blocks.iter().enumerate().skip(first) {
        if (block.begins || n == first) && y < inner.bottom() {
            let tool = TOOLS[block.line.tool];
            pen.put(inner.x + 1, y, inner.width.saturating_sub(2), tool.title.get(lang), Role::Group);
            y += 1;
        }
        let height = (block.lines.len() as u16).min(inner.bottom().saturating_sub(y));
        if height == 0 {
            break;
        }
        let place = Rect { y, height, ..inner };
        let current = at == Some(n);
        if current {
            pen.fill(place, Role::Row);
            pen.put(inner.x, y, 1, "▸", Role::Key);
        }
        let sign = if block.line.level == Level::Blank { "·" } else { block.line.level.sign() };
        pen.put(inner.x + 2, y, 1, sign, Role::Level(block.line.level));
        if current && focus {
            pen.fill(Rect { x: inner.x + 2, y, width: 1, height: 1 }, Role::Cursor);
        }
        for (k, line) in block.lines.iter().enumerate().take(usize::from(height)) {
            let style = pen.style(Role::Plain);
            let style = if current { style.patch(pen.style(Role::Row)) } else { style };
            pen.put_styled(inner.x + 4, y + k as u16, cells, line, style);
        }
        let findings = app.opened.as_ref().map_or(0, |opened| opened.assessed.findings_count());
        pen.drawn.spots.push((place, Spot::Finding(findings + n)));
        y += height;
        last = n;
    }
    let left = n - 1 - last;
    if left > 0 {
        let more = say!(" ▾ 还有 {left} 条 ", " ▾ {left} more ");
        let cells = width(more.get(lang)) as u16;
        pen.put(area.right().saturating_sub(cells + 2), area.bottom() - 1, cells, more.get(lang), Role::Dim);
    }
}

/// One line of what changed since, as it is wrapped.
struct Block<'a> {
    line: &'a Line,
    /// Whether it is the first of its tool.
    begins: bool,
    lines: Vec<String>,
}

impl Block<'_> {
    fn height(&self, top: bool) -> usize {
        self.lines.len() + usize::from(top || self.begins)
    }
}

fn blocks(since: &[Line], lang: Lang, cells: usize) -> Vec<Block<'_>> {
    let begins = |at: usize| at == 0 || since[at - 1].tool != since[at].tool;
    let all = since.iter().enumerate();
    all.map(|(at, line)| {
        let lines = wrapped(line.text.get(lang), cells).into_iter().map(str::to_owned).collect();
        Block { line, begins: begins(at), lines }
    })
    .collect()
}
