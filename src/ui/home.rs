//! Home: one line for each tool, then all findings, worst first, each a key away from its cell.

use super::pen::Pen;
use super::theme::Role;
use crate::advice::{Finding, Level};
use crate::app::{App, Focus, Spot};
use crate::say;
use crate::text::{text, width, wrapped};
use crate::tools::{TOOLS, Tool};
use ratatui::layout::Rect;

/// Draws Home.
pub fn draw(pen: &mut Pen<'_>, app: &App, area: Rect) {
    let Some(book) = &app.book else { return };
    let lang = app.lang();
    let focus = app.focus == Focus::Middle && app.layers.is_empty();
    let inner = pen.frame(area, focus);
    pen.put(
        area.x + 2,
        area.y,
        area.width - 4,
        &format!(" {} ", text("首页", "Home").get(lang)),
        Role::Title,
    );
    let mut y = inner.y;
    let vision = &crate::tools::charter::charter(&book.project).vision.0;
    if !vision.is_empty() && inner.height > 16 {
        let room = Rect { x: inner.x + 1, y, width: inner.width - 2, height: 2 };
        let style = pen.style(Role::Dim);
        y += pen.put_wrapped(room, say!("愿景：{vision}", "Vision: {vision}").get(lang), style) + 1;
    }
    let names = TOOLS.iter().map(|t| width(t.title.get(lang))).max().unwrap_or(0) as u16;
    let heads = book.assessed.tools.iter().map(|a| width(a.headline.get(lang))).max().unwrap_or(0) as u16;
    for (n, (tool, assessment)) in TOOLS.iter().zip(&book.assessed.tools).enumerate() {
        let line = Rect { x: inner.x, y, width: inner.width, height: 1 };
        let role = Role::Level(assessment.level);
        pen.put(inner.x + 1, y, 1, assessment.level.sign(), role);
        pen.put(inner.x + 3, y, names, tool.title.get(lang), Role::Plain);
        pen.put(inner.x + 5 + names, y, heads, assessment.headline.get(lang), role);
        let at = inner.x + 7 + names + heads;
        let said = assessment.conclusion.first().map_or("", |l| l.text.get(lang));
        pen.put(at, y, inner.right().saturating_sub(at + 1), said, Role::Dim);
        pen.drawn.spots.push((line, Spot::Tool(n + 1)));
        y += 1;
    }
    let findings = book.assessed.findings();
    let count = findings.len();
    pen.rule(
        Rect { y, height: 1, ..inner },
        say!("值得关注的 {count} 件事，最重要的在前", "Worth knowing: {count}, the most serious first")
            .get(lang),
    );
    y += 1;
    let body = Rect { y, height: inner.bottom().saturating_sub(y), ..inner };
    if findings.is_empty() {
        let style = pen.style(Role::Level(Level::Good));
        let said = text("✔ 目前没有需要处理的事。", "✔ Nothing needs your attention at present.").get(lang);
        pen.put_wrapped(Rect { x: body.x + 1, width: body.width - 2, ..body }, said, style);
        return;
    }
    draw_findings(pen, app, &findings, body, focus);
}

/// A finding as lines of the width: what was seen, then what to do.
fn lines_of(
    finding: &Finding,
    tool: &Tool,
    lang: crate::text::Lang,
    cells: u16,
    open: bool,
) -> Vec<(String, bool)> {
    let evidence = format!("{}：{}", tool.short.get(lang), finding.evidence.get(lang));
    let evidence = if lang == crate::text::Lang::En { evidence.replacen('：', ": ", 1) } else { evidence };
    let mut lines: Vec<(String, bool)> =
        wrapped(&evidence, usize::from(cells)).into_iter().map(|l| (l.to_owned(), true)).collect();
    let advice = format!("→ {}", finding.advice.get(lang));
    lines.extend(wrapped(&advice, usize::from(cells)).into_iter().map(|l| (l.to_owned(), false)));
    if open {
        let source = format!("{} · {}", finding.id, finding.source.get(lang));
        lines.extend(wrapped(&source, usize::from(cells)).into_iter().map(|l| (l.to_owned(), false)));
    }
    lines
}

fn draw_findings(
    pen: &mut Pen<'_>,
    app: &App,
    findings: &[(&'static Tool, &Finding)],
    area: Rect,
    focus: bool,
) {
    let lang = app.lang();
    let at = app.home_line.min(findings.len() - 1);
    let word_cells = 8;
    let cells = area.width.saturating_sub(word_cells + 6);
    let lines: Vec<_> =
        findings.iter().enumerate().map(|(n, (tool, f))| lines_of(f, tool, lang, cells, n == at)).collect();
    // As many before the one under the cursor as leave it whole on the screen.
    let room = usize::from(area.height);
    let mut first = at;
    let mut used = lines[at].len();
    while first > 0 && used + lines[first - 1].len() <= room {
        first -= 1;
        used += lines[first].len();
    }
    let mut y = area.y;
    for (n, (_, finding)) in findings.iter().enumerate().skip(first) {
        let height = (lines[n].len() as u16).min(area.bottom().saturating_sub(y));
        if height == 0 {
            break;
        }
        let place = Rect { y, height, ..area };
        let role = Role::Level(finding.level);
        let current = n == at;
        if current {
            pen.fill(place, Role::Row);
            pen.put(area.x, y, 1, "▸", Role::Key);
        }
        // A good finding is a hint at what may be done already.
        let word = if finding.level == Level::Good { text("提示", "hint") } else { finding.level.word() };
        let word = format!("{} {}", finding.level.sign(), word.get(lang));
        pen.put(area.x + 2, y, word_cells, &word, role);
        for (k, (line, strong)) in lines[n].iter().enumerate().take(usize::from(height)) {
            let style = pen.style(if *strong { Role::Plain } else { Role::Dim });
            let style = if current { style.patch(pen.style(Role::Row)) } else { style };
            pen.put_styled(area.x + 3 + word_cells, y + k as u16, cells + 1, line, style);
        }
        if current && focus {
            pen.fill(Rect { x: area.x + 2, y, width: word_cells - 1, height: 1 }, Role::Cursor);
        }
        pen.drawn.spots.push((place, Spot::Finding(n)));
        y += height;
    }
    let left = findings.len()
        - findings
            .iter()
            .enumerate()
            .skip(first)
            .take_while(|(n, _)| shown_until(&lines, first, *n) <= room)
            .count()
        - first;
    if left > 0 {
        let more = say!("▾ 还有 {left} 条", "▾ {left} more");
        let cells = width(more.get(lang)) as u16;
        pen.put(area.right().saturating_sub(cells + 1), area.bottom(), cells, more.get(lang), Role::Dim);
    }
}

fn shown_until(lines: &[Vec<(String, bool)>], first: usize, last: usize) -> usize {
    lines[first..=last].iter().map(Vec::len).sum()
}
