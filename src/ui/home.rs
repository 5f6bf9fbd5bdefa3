//! Home: where each tool stands, then all findings, worst first, each a key away from its cell.

use super::pen::Pen;
use super::theme::Role;
use crate::app::request::BesideKind;
use crate::app::{App, Focus, Screen, Spot};
use crate::assess::{NOBODY, Sections};
use crate::command::Command;
use crate::finding::{Finding, Level};
use crate::registry::TOOLS;
use crate::say;
use crate::text::{Phrase, count, fit, text, width, wrapped};
use crate::tool::Tool;
use ratatui::layout::Rect;

/// From so many rows on every finding says what to do; below, only the one under the cursor does.
const ROOMY: usize = 12;
/// From so many lines on the others say what was seen in two of them.
const TWO_LINES: usize = 9;

/// How the tools stand on Home.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// One below the other, each with what it concludes first.
    Lines,
    /// In columns, only with how they stand.
    Columns,
    /// Not at all: the list beside Home says the same.
    Absent,
}

impl Shape {
    /// The findings are what Home is for: they keep a good part of the screen.
    fn of(height: u16, lines: usize, beside: bool) -> Shape {
        match (beside, usize::from(height) >= lines + 15) {
            (true, _) => Shape::Absent,
            (false, true) => Shape::Lines,
            (false, false) => Shape::Columns,
        }
    }
}

/// Draws Home; `beside` says whether the list of tools stands on its left.
pub fn draw(pen: &mut Pen<'_>, app: &App, area: Rect, beside: bool) {
    let Some(opened) = &app.opened else { return };
    let lang = app.lang();
    // In a replay the cursor may be on what changed since.
    let focus = app.focus == Focus::Middle && app.layers.is_empty() && app.since_line().is_none();
    let inner = pen.frame(area, focus);
    pen.put(
        area.x + 2,
        area.y,
        area.width - 4,
        &format!(" {} ", text("首页", "Home").get(lang)),
        Role::Title,
    );
    let lines = Screen::lines();
    let told = opened.beside.len().min(BESIDE) as u16 + u16::from(!opened.project.conflicts.is_empty());
    let shape = Shape::of(inner.height - told, lines, beside);
    let mut y = inner.y + draw_beside(pen, app, inner);
    let vision = &crate::tools::charter::charter(&opened.project).vision.0;
    if !vision.is_empty() && inner.height - told > 16 {
        let rows = if shape == Shape::Columns { 1 } else { 2 };
        let room = Rect { x: inner.x + 1, y, width: inner.width - 2, height: rows };
        let style = pen.style(Role::Dim);
        y += pen.put_wrapped(room, say!("愿景：{vision}", "Vision: {vision}").get(lang), style);
        y += u16::from(shape != Shape::Columns);
    }
    let room = Rect { y, height: inner.bottom() - y, ..inner };
    y += match shape {
        Shape::Lines => draw_lines(pen, app, room, lines),
        Shape::Columns => draw_columns(pen, app, room, lines),
        Shape::Absent => 0,
    };
    let findings = opened.assessed.findings();
    let sections = Sections::of(&opened.assessed, &findings);
    let heading = Rect { y, height: 1, ..inner };
    y += 1;
    let body = Rect { y, height: inner.bottom().saturating_sub(y), ..inner };
    if findings.is_empty() {
        let style = pen.style(Role::Level(Level::Good));
        let said = text("✔ 目前没有需要处理的事。", "✔ Nothing needs your attention at present.").get(lang);
        pen.rule(heading, sections.of_line(0).get(lang));
        pen.put_wrapped(Rect { x: body.x + 1, width: body.width - 2, ..body }, said, style);
        return;
    }
    let first = draw_findings(pen, app, &findings, &sections, body, focus);
    pen.rule(heading, sections.of_line(first).get(lang));
}

/// No more than so many lines tell of copies and lost files.
const BESIDE: usize = 3;

/// Cells in conflict, copies in conflict and lost files, each with the key that leads to what can be done; gives how many rows they take.
fn draw_beside(pen: &mut Pen<'_>, app: &App, area: Rect) -> u16 {
    let Some(opened) = &app.opened else { return 0 };
    let how = app.how(Command::File);
    let lines = opened.beside.iter().take(BESIDE).map(|beside| {
        let (file, name, written, n) = (beside.file(), &beside.name, &beside.written, beside.backups);
        match beside.kind {
            BesideKind::Copy => say!(
                "{how}可以合并冲突副本：{file}（{written}）",
                "{how} offers to merge the conflicting copy {file} ({written})",
                how
            ),
            BesideKind::Original => say!(
                "{how}可以打开原件：这是 {file} 的副本",
                "{how} offers to open the original: this is a copy of {file}",
                how
            ),
            BesideKind::Lost => say!(
                "{how}可以查看“{name}”的备份：文件不见了或读不了，{n} 份备份，最新 {written}",
                "{how} offers a backup of '{name}', lost or damaged (backups: {n}, newest {written})",
                how
            ),
        }
    });
    let lines = lines.map(|said| (Command::File, said));
    // What two windows, files or people said differently waits until somebody chooses.
    let waiting = app.cells_in_conflict();
    let settle = app.how(Command::Conflicts);
    let conflicts = (waiting > 0).then(|| {
        let cells = count(waiting as u64, "格", "cell", "cells");
        let said = say!(
            "{cells}有两种说法，还没有选定：{settle}逐格选定",
            "{cells} in conflict, not settled yet: {settle} chooses one by one",
            cells,
            settle
        );
        (Command::Conflicts, said)
    });
    let lines = conflicts.into_iter().chain(lines);
    let mut rows = 0;
    for (n, (command, said)) in lines.enumerate() {
        rows += 1;
        let line = Rect { y: area.y + n as u16, height: 1, ..area };
        pen.put(line.x + 1, line.y, 1, Level::Act.sign(), Role::Level(Level::Act));
        pen.put(line.x + 3, line.y, line.width - 4, said.get(pen.lang), Role::Level(Level::Act));
        pen.drawn.spots.push((line, Spot::Hint(command)));
    }
    rows
}

/// The tools below each other, each with its first conclusion; gives how many rows they take.
fn draw_lines(pen: &mut Pen<'_>, app: &App, area: Rect, lines: usize) -> u16 {
    let lang = pen.lang;
    let entries: Vec<Entry<'_>> = (1..lines).filter_map(|line| Entry::of(app, line, true)).collect();
    let names = entries.iter().map(|e| width(e.name)).max().unwrap_or(0) as u16;
    let heads = entries.iter().map(|e| width(e.headline)).max().unwrap_or(0) as u16;
    for (n, entry) in entries.iter().enumerate() {
        let line = Rect { y: area.y + n as u16, height: 1, ..area };
        entry.draw(pen, line, names, heads);
        let at = area.x + 8 + names + heads;
        let said = entry.said.map_or("", |said| said.get(lang));
        pen.put(at, line.y, area.right().saturating_sub(at + 1), said, Role::Dim);
    }
    entries.len() as u16
}

/// The tools in columns, downwards first; gives how many rows they take.
fn draw_columns(pen: &mut Pen<'_>, app: &App, area: Rect, lines: usize) -> u16 {
    let entries: Vec<Entry<'_>> = (1..lines).filter_map(|line| Entry::of(app, line, false)).collect();
    let names = entries.iter().map(|e| width(e.name)).max().unwrap_or(0) as u16;
    let columns = (area.width / 29).clamp(2, 3);
    let rows = entries.len().div_ceil(usize::from(columns)).max(1);
    let each = area.width / columns;
    for (n, entry) in entries.iter().enumerate() {
        let column = (n / rows) as u16;
        let cell = Rect { x: area.x + column * each, y: area.y + (n % rows) as u16, width: each, height: 1 };
        entry.draw(pen, cell, names, each.saturating_sub(names + 7));
    }
    rows as u16
}

/// One line of the list of tools as Home shows it.
struct Entry<'a> {
    line: usize,
    name: &'static str,
    headline: &'a str,
    level: Level,
    said: Option<&'a Phrase>,
}

impl<'a> Entry<'a> {
    fn of(app: &'a App, line: usize, whole: bool) -> Option<Entry<'a>> {
        let lang = app.lang();
        let screen = Screen::of_line(line)?;
        let Screen::Tool(n) = screen else {
            let name = screen.title().get(lang);
            return Some(Entry { line, name, headline: "", level: Level::Blank, said: None });
        };
        let assessment = app.opened.as_ref()?.assessed.tools().get(n)?;
        let name = if whole { TOOLS[n].title } else { TOOLS[n].short };
        Some(Entry {
            line,
            name: name.get(lang),
            headline: assessment.headline.get(lang),
            level: assessment.level,
            said: assessment.conclusion.first().map(|line| &line.text),
        })
    }

    /// The key, the sign, the name and how it stands.
    fn draw(&self, pen: &mut Pen<'_>, area: Rect, names: u16, heads: u16) {
        let role = Role::Level(self.level);
        let screen = Screen::of_line(self.line);
        let mark = screen.map_or(String::new(), |screen| screen.mark().to_string());
        pen.put(area.x + 1, area.y, 1, &mark, Role::Dim);
        let tool = matches!(screen, Some(Screen::Tool(_)));
        let quiet = if self.level == Level::Blank { Role::Dim } else { role };
        pen.put(area.x + 3, area.y, 1, if tool { self.level.sign() } else { "" }, quiet);
        pen.put(area.x + 5, area.y, names, self.name, Role::Plain);
        pen.put(area.x + 6 + names, area.y, heads, self.headline, role);
        pen.drawn.spots.push((area, Spot::Tool(self.line)));
    }
}

/// A finding as lines of the width: what was seen, then what to do.
fn lines_of(
    (finding, nobody): (&Finding, bool),
    tool: &Tool,
    lang: crate::text::Lang,
    cells: u16,
    open: bool,
    room: usize,
) -> Vec<(String, Role)> {
    let evidence = format!("{}：{}", tool.short.get(lang), finding.evidence.get(lang));
    // It comes first, as the end of a long finding may be cut.
    let evidence = if nobody { format!("[{}] {evidence}", NOBODY.get(lang)) } else { evidence };
    let evidence = if lang == crate::text::Lang::En { evidence.replacen('：', ": ", 1) } else { evidence };
    let mut lines: Vec<(String, Role)> =
        wrapped(&evidence, usize::from(cells)).into_iter().map(|l| (l.to_owned(), Role::Plain)).collect();
    // Where room is short the others only say what was seen, so that several of them are.
    let most = if room < TWO_LINES { 1 } else { 2 };
    if room < ROOMY && !open {
        if lines.len() > most {
            lines.truncate(most);
            if let Some((last, _)) = lines.last_mut() {
                *last = format!("{}…", fit(last, usize::from(cells) - 1).trim_end_matches('…'));
            }
        }
        return lines;
    }
    // What to do is what a finding is for: it stands out, and only where it comes from steps back.
    let advice = format!("→ {}", finding.advice.get(lang));
    lines.extend(wrapped(&advice, usize::from(cells)).into_iter().map(|l| (l.to_owned(), Role::Key)));
    if open && room >= TWO_LINES {
        let source = format!("{} · {}", finding.id, finding.source.get(lang));
        lines.extend(wrapped(&source, usize::from(cells)).into_iter().map(|l| (l.to_owned(), Role::Dim)));
    }
    lines
}

/// Draws the findings around the one under the cursor; gives the first that is shown.
fn draw_findings(
    pen: &mut Pen<'_>,
    app: &App,
    findings: &[(&'static Tool, &Finding)],
    sections: &Sections,
    area: Rect,
    focus: bool,
) -> usize {
    let lang = app.lang();
    let elsewhere = app.since_line().is_some();
    let at = if elsewhere { 0 } else { app.home_line.min(findings.len() - 1) };
    let word_cells = 8;
    let cells = area.width.saturating_sub(word_cells + 6);
    let room = usize::from(area.height);
    let one = |n: usize, room: usize| -> Vec<(String, Role)> {
        let (tool, f) = findings[n];
        let nobody = app.opened.as_ref().is_some_and(|opened| opened.assessed.lacks_owner(f));
        lines_of((f, nobody), tool, lang, cells, n == at && !elsewhere, room)
    };
    let all =
        |room: usize| -> Vec<Vec<(String, Role)>> { (0..findings.len()).map(|n| one(n, room)).collect() };
    // A few findings stand whole even on a low screen.
    let few = findings.len() <= room;
    let height = |lines: &[Vec<(String, Role)>], n: usize| lines[n].len() + sections.rows_above(n);
    let total = |lines: &[Vec<(String, Role)>]| (0..lines.len()).map(|n| height(lines, n)).sum::<usize>();
    let whole = few.then(|| all(ROOMY)).filter(|lines| total(lines) <= room);
    let lines = whole.unwrap_or_else(|| all(room));
    // As many before the one under the cursor as leave it whole on the screen.
    let mut first = at;
    let mut used = lines[at].len();
    while first > 0 && used + sections.rows_above(first) + lines[first - 1].len() <= room {
        used += sections.rows_above(first) + lines[first - 1].len();
        first -= 1;
    }
    let mut y = area.y;
    let mut shown = 0;
    for (n, (_, finding)) in findings.iter().enumerate().skip(first) {
        if let Some(title) = sections.title(n).filter(|_| n > first) {
            // No finding stands under the title of other ones, and no title stands alone.
            if y + 1 >= area.bottom() {
                break;
            }
            pen.rule(Rect { y, height: 1, ..area }, title.get(lang));
            y += 1;
        }
        let left = area.bottom().saturating_sub(y);
        // What no other finding is shown in stays with the last one.
        let ends = n + 1 == findings.len()
            || sections.title(n + 1).is_some() && usize::from(left) <= lines[n].len() + 1;
        let fuller = ends.then(|| one(n, TWO_LINES)).filter(|fuller| fuller.len() <= usize::from(left));
        let lines = fuller.filter(|fuller| fuller.len() > lines[n].len()).unwrap_or_else(|| lines[n].clone());
        let height = (lines.len() as u16).min(left);
        if height == 0 {
            break;
        }
        shown += usize::from(usize::from(height) == lines.len());
        let place = Rect { y, height, ..area };
        let role = Role::Level(finding.level);
        let current = n == at && !elsewhere;
        if current {
            pen.fill(place, Role::Row);
            pen.put(area.x, y, 1, "▸", Role::Key);
        }
        let word = format!("{} {}", finding.level.sign(), finding.word().get(lang));
        pen.put(area.x + 2, y, word_cells, &word, role);
        for (k, (line, role)) in lines.iter().enumerate().take(usize::from(height)) {
            let style = pen.style(*role);
            let style = if current { style.patch(pen.style(Role::Row)) } else { style };
            pen.put_styled(area.x + 3 + word_cells, y + k as u16, cells + 1, line, style);
        }
        if current && focus {
            pen.fill(Rect { x: area.x + 2, y, width: word_cells - 1, height: 1 }, Role::Cursor);
        }
        pen.drawn.spots.push((place, Spot::Finding(n)));
        y += height;
    }
    let left = findings.len() - first - shown;
    if left > 0 {
        let more = say!("▾ 还有 {left} 条", "▾ {left} more");
        let cells = width(more.get(lang)) as u16;
        pen.put(area.right().saturating_sub(cells + 1), area.bottom(), cells, more.get(lang), Role::Dim);
    }
    first
}
