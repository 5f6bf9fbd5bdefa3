//! The portfolio: a line for each project, what they say together, and the most serious finding of the one under the
//! cursor.

mod columns;

use super::pen::Pen;
use super::theme::Role;
use crate::app::overview::Overview;
use crate::app::{App, Focus, Spot};
use crate::assess::{portfolio::Column, portfolio::Member, portfolio::about};
use crate::finding::{Finding, Level};
use crate::say;
use crate::text::{Lang, text, wrapped};
use columns::{Placed, place};
use ratatui::layout::{Position, Rect};

/// Before the first column, for the mark of the row.
const GUTTER: u16 = 2;
/// The sign and the word of a finding's level.
const WORD: u16 = 8;
/// No more lines than these tell of the project under the cursor where room is short.
const TOLD: usize = 7;

/// Draws the portfolio.
pub fn draw(pen: &mut Pen<'_>, app: &App, area: Rect) {
    let lang = app.lang();
    let inner = pen.frame(area, app.focus == Focus::Middle && app.layers.is_empty());
    let title = format!(" {} ", text("项目组合", "Portfolio").get(lang));
    pen.put(area.x + 2, area.y, area.width.saturating_sub(4), &title, Role::Title);
    let overview = &app.overview;
    if overview.members.is_none() {
        let said = text("正在读取各个项目……", "Reading the projects …").get(lang);
        pen.put(inner.x + GUTTER, inner.y, inner.width.saturating_sub(4), said, Role::Dim);
        return;
    }
    let cells = usize::from(inner.width.saturating_sub(4));
    let together = together(overview, lang, cells);
    let Some(member) = overview.member() else {
        let body = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
        return put_lines(pen, body, &together);
    };
    let told = [true, false].map(|all| {
        let lines = overview.members().iter().take(100).map(|m| alone(m, lang, cells, all).len());
        lines.max().unwrap_or(0)
    });
    let share = share(inner.height, overview.members().len(), together.len(), told);
    draw_table(pen, app, Rect { height: share.table, ..inner });
    let heading = match overview.members().len() {
        1 => text("项目组合是做什么的", "What a portfolio is for"),
        _ => text("放在一起看", "Across projects"),
    };
    let part = Rect { y: inner.y + share.table + share.air, height: share.together, ..inner };
    draw_lines(pen, part, heading.get(lang), &together);
    let part = Rect { y: part.bottom() + share.air, height: share.alone, ..inner };
    let name = &member.name;
    let heading = say!("{name}：最要紧的事", "{name}: most serious finding");
    draw_lines(pen, part, heading.get(lang), &alone(member, lang, cells, share.all));
}

/// How the height is shared.
struct Share {
    table: u16,
    together: u16,
    alone: u16,
    /// Whether more than the most serious is told of one.
    all: bool,
    /// A blank line between the parts, where there is room for it.
    air: u16,
}

/// Shares the height among so many projects, what they say together, and what is told of one. Nothing depends on where
/// the cursor is, so that nothing moves when it does.
fn share(height: u16, projects: usize, together: usize, [told, least]: [usize; 2]) -> Share {
    let with_head = |lines: usize| lines.min(400) as u16 + 1;
    let (table, mut together) = (with_head(projects), with_head(together));
    // All that is known of a project where there is room, else the most serious only.
    for (lines, all) in [(told, true), (least, false)] {
        let alone = with_head(lines);
        // What else there is to do may wait for a screen with room for it.
        let air = u16::from(table + together + alone + 2 <= height);
        if table + together + alone <= height && (air == 1 || !all) {
            return Share { table, together, alone, all, air };
        }
    }
    let mut alone = with_head(least.min(TOLD));
    // A third is the table's whatever else there is to say.
    let table = table.min((height - height / 3).saturating_sub(1).min(height / 3).max(4)).min(height);
    let left = height - table;
    if together + alone > left {
        together = together.min(left.saturating_sub(alone).max(left.div_ceil(2)));
        alone = alone.min(left - together);
    }
    Share { table: height - together - alone, together, alone, all: false, air: 0 }
}

/// A line of text: level and word in front if it begins a finding, the text and its role.
struct Said {
    mark: Option<Level>,
    text: String,
    role: Role,
}

fn plain(said: &str, cells: usize, role: Role) -> Vec<Said> {
    let lines = wrapped(said, cells).into_iter();
    lines.map(|line| Said { mark: None, text: line.to_owned(), role }).collect()
}

/// A finding as lines: what was seen, what to do, and who says so.
fn told(finding: &Finding, of: Option<&str>, lang: Lang, cells: usize) -> Vec<Said> {
    let cells = cells.saturating_sub(usize::from(WORD));
    let colon = if lang == Lang::Zh { "：" } else { ": " };
    let evidence = finding.evidence.get(lang);
    let evidence = of.map_or_else(|| evidence.to_owned(), |of| format!("{of}{colon}{evidence}"));
    let mut lines = plain(&evidence, cells, Role::Plain);
    lines.append(&mut plain(&format!("→ {}", finding.advice.get(lang)), cells, Role::Dim));
    lines.append(&mut plain(&format!("{} · {}", finding.id, finding.source.get(lang)), cells, Role::Dim));
    if let Some(first) = lines.first_mut() {
        first.mark = Some(finding.level);
    }
    lines
}

/// What the projects say together, or what the portfolio is for.
fn together(overview: &Overview, lang: Lang, cells: usize) -> Vec<Said> {
    let mut lines: Vec<Said> =
        overview.findings.iter().flat_map(|finding| told(finding, None, lang, cells)).collect();
    match overview.members().len() {
        0 | 1 => {
            lines.append(&mut plain(about().get(lang), cells, Role::Plain));
            let more = text(
                "再建一个项目：在命令里选“新建项目”。放进同一个工作区的项目都会出现在这里。",
                "To add one, choose 'New project' among the commands. Every project in this workspace appears here.",
            );
            lines.append(&mut plain(more.get(lang), cells, Role::Dim));
        }
        _ if lines.is_empty() => {
            let said = text(
                "✔ 没有哪个角色同时承担 3 项以上的变革。",
                "✔ No role carries three live changes or more at the same time.",
            );
            lines.append(&mut plain(said.get(lang), cells, Role::Level(Level::Good)));
        }
        _ => {}
    }
    lines
}

/// The most serious finding of a project and, if `all`, the next few; or why nothing is known of it.
fn alone(member: &Member, lang: Lang, cells: usize, all: bool) -> Vec<Said> {
    let state = match &member.state {
        Err(reason) => return plain(reason.get(lang), cells, Role::Level(Level::Watch)),
        Ok(state) => state,
    };
    let Some(worst) = &state.worst else {
        let said = text("✔ 目前没有需要处理的事。", "✔ Nothing needs attention at present.");
        return plain(said.get(lang), cells, Role::Level(Level::Good));
    };
    let mut lines = told(&worst.finding, Some(worst.short.get(lang)), lang, cells);
    let left = state.urgent.saturating_sub(usize::from(worst.finding.level >= Level::Act));
    if left > 0 {
        let said = say!("另有 {left} 件需要行动", "{left} more to act on");
        lines.append(&mut plain(said.get(lang), cells.saturating_sub(usize::from(WORD)), Role::Dim));
    }
    let colon = if lang == Lang::Zh { "：" } else { ": " };
    lines.extend(state.also.iter().filter(|_| all).map(|also| Said {
        mark: Some(also.finding.level),
        text: format!("{}{colon}{}", also.short.get(lang), also.finding.evidence.get(lang)),
        role: Role::Dim,
    }));
    lines
}

fn draw_lines(pen: &mut Pen<'_>, area: Rect, heading: &str, lines: &[Said]) {
    if area.height > 0 {
        pen.rule(Rect { height: 1, ..area }, heading);
        put_lines(pen, Rect { y: area.y + 1, height: area.height - 1, ..area }, lines);
    }
}

fn put_lines(pen: &mut Pen<'_>, area: Rect, lines: &[Said]) {
    let marked = lines.iter().any(|line| line.mark.is_some());
    let indent = if marked { GUTTER + WORD } else { GUTTER };
    let rows = usize::from(area.height);
    for (n, line) in lines.iter().enumerate().take(rows) {
        let y = area.y + n as u16;
        if let Some(level) = line.mark {
            let word = format!("{} {}", level.sign(), level.word().get(pen.lang));
            pen.put(area.x + GUTTER, y, WORD, &word, Role::Level(level));
        }
        let cut = n + 1 == rows && lines.len() > rows;
        let said = if cut { format!("{}…", line.text) } else { line.text.clone() };
        pen.put(area.x + indent, y, area.width.saturating_sub(indent + 1), &said, line.role);
    }
}

/// The heads and as many projects as there is room for, the one under the cursor among them.
fn draw_table(pen: &mut Pen<'_>, app: &App, area: Rect) {
    if area.height < 2 {
        return;
    }
    let overview = &app.overview;
    let placed = place(overview.members(), area.width.saturating_sub(GUTTER + 1), app.lang());
    heads(pen, overview, &placed, Rect { height: 1, ..area });
    let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let room = usize::from(body.height);
    pen.drawn.rows = room;
    let top = overview.at.saturating_sub(room - 1);
    for (n, member) in overview.members().iter().enumerate().skip(top).take(room) {
        let line = Rect { y: body.y + (n - top) as u16, height: 1, ..body };
        draw_member(pen, app, &placed, line, n, member);
    }
    let left = overview.members().len().saturating_sub(top + room);
    if left > 0 {
        let more = say!(" ▾ 还有 {left} 个 ", " ▾ {left} more ");
        let style = pen.style(Role::Dim);
        pen.put_right(area.x, area.bottom(), area.width - 1, more.get(app.lang()), style);
    }
}

fn heads(pen: &mut Pen<'_>, overview: &Overview, placed: &[Placed], area: Rect) {
    let style = pen.style(Role::Head);
    for x in area.left()..area.right() {
        pen.buffer[(x, area.y)].set_symbol(" ").set_style(style);
    }
    for p in placed {
        let mark = match overview.sort {
            (column, false) if column == p.column => "▴",
            (column, true) if column == p.column => "▾",
            _ => "",
        };
        let title = format!("{}{mark}", columns::heading(p.column, p.form, pen.lang));
        pen.put_styled(area.x + GUTTER + p.x, area.y, p.cells, &title, style);
    }
}

fn draw_member(pen: &mut Pen<'_>, app: &App, placed: &[Placed], line: Rect, n: usize, member: &Member) {
    let current = n == app.overview.at;
    let focus = app.focus == Focus::Middle && app.layers.is_empty();
    if current {
        pen.fill(line, Role::Row);
        pen.put(line.x, line.y, 1, "▸", Role::Key);
    }
    for p in placed {
        let cell = Rect { x: line.x + GUTTER + p.x, width: p.cells, ..line };
        pen.drawn.spots.push((cell, Spot::Member(n, p.column)));
        let under = current && focus && p.column == app.overview.column;
        if under {
            pen.fill(cell, Role::Cursor);
            pen.cursor = Some(Position { x: cell.x, y: cell.y });
        }
        let shade = if under { Some(Role::Cursor) } else { current.then_some(Role::Row) };
        match (&member.state, p.column) {
            (_, Column::Name) => {
                let mut pieces = columns::name(member, pen.lang);
                let role = match member.state {
                    Err(_) => Role::Dim,
                    Ok(_) if app.is_open(member) => Role::Bold,
                    Ok(_) => Role::Plain,
                };
                pieces.iter_mut().take(1).for_each(|(_, own)| *own = role);
                draw_pieces(pen, cell, &pieces, shade);
            }
            (Ok(state), _) => {
                draw_pieces(pen, cell, &columns::pieces(member, state, p.column, p.form, pen.lang), shade);
            }
            // In place of the figures stands why there are none.
            (Err(reason), Column::Day) => {
                let rest = Rect { width: line.right().saturating_sub(cell.x + 1), ..cell };
                let said = format!("{} {}", Level::Watch.sign(), reason.get(pen.lang));
                draw_pieces(pen, rest, &[(said, Role::Level(Level::Watch))], current.then_some(Role::Row));
            }
            (Err(_), _) => {}
        }
    }
}

/// The parts of a cell, each in its own colour on the shade of the row; under the cursor all in the cursor's.
fn draw_pieces(pen: &mut Pen<'_>, cell: Rect, pieces: &[columns::Piece], shade: Option<Role>) {
    let mut x = cell.x;
    for (text, role) in pieces {
        let style = match shade {
            Some(Role::Cursor) => pen.style(Role::Cursor),
            Some(shade) => pen.style(*role).patch(pen.style(shade)),
            None => pen.style(*role),
        };
        x += pen.put_styled(x, cell.y, cell.right().saturating_sub(x), text, style);
    }
}

/// What the line above the keys says of the cell under the cursor.
pub fn help(app: &App) -> Option<String> {
    let column = app.overview.column;
    app.overview.member().map(|_| column.help().get(app.lang()).to_owned())
}

/// Where the cursor is.
pub fn position(app: &App) -> String {
    let len = app.overview.members().len();
    if len == 0 {
        return String::new();
    }
    let n = app.overview.at + 1;
    say!("第{n}个/共{len}个项目", "project {n} of {len}").get(app.lang()).to_owned()
}
