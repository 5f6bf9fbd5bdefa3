//! What a tool concludes, in a few lines below its rows.

use super::pen::Pen;
use super::theme::Role;
use crate::app::App;
use crate::finding::Level;
use crate::say;
use crate::text::{text, width, wrapped};
use crate::tool::Layout;
use ratatui::layout::Rect;

/// How many lines the conclusion below the rows takes, its heading included. It is the same for every
/// row, so that nothing moves when the cursor does.
pub fn height(app: &App, area: Rect) -> u16 {
    let general = lines_of(app, area.width.saturating_sub(4), false).len();
    let of_rows = app.view().zip(app.opened.as_ref()).is_some_and(|((tool, ..), opened)| {
        opened.assessed.tools().get(tool).is_some_and(|a| a.findings.iter().any(|f| f.place.row.is_some()))
    });
    let lines = general.max(if of_rows { 2 } else { 0 }) as u16;
    let most = if area.height >= 24 { 8 } else { 4 };
    if lines == 0 || area.height < 10 { 0 } else { (lines + 1).min(most) }
}

/// What is concluded, as lines of the width: the finding of the row first, if asked for.
fn lines_of(app: &App, cells: u16, with_row: bool) -> Vec<(String, Role, bool)> {
    let Some((tool, ..)) = app.view() else { return Vec::new() };
    let Some(assessment) = app.opened.as_ref().and_then(|b| b.assessed.tools().get(tool)) else {
        return Vec::new();
    };
    let lang = app.lang();
    let mut lines = Vec::new();
    let mut say = |level: Level, said: &str| {
        let role = if level == Level::Blank { Role::Plain } else { Role::Level(level) };
        let sign = if level == Level::Blank { String::new() } else { format!("{} ", level.sign()) };
        let whole = format!("{sign}{said}");
        for (n, line) in wrapped(&whole, usize::from(cells)).into_iter().enumerate() {
            lines.push((line.to_owned(), role, n == 0));
        }
    };
    if let Some(finding) = app.finding_here().filter(|_| with_row) {
        let is_form = app.here().is_some_and(|here| matches!(here.view.layout, Layout::Card(_)));
        let this = if is_form {
            text("与这一张有关：", "About this form: ")
        } else {
            text("与本行有关：", "About this row: ")
        };
        let this = this.get(lang);
        say(finding.level, &format!("{this}{} → {}", finding.evidence.get(lang), finding.advice.get(lang)));
    }
    for line in &assessment.conclusion {
        say(line.level, line.text.get(lang));
    }
    lines
}

/// What the tool concludes, below the rows.
pub fn draw(pen: &mut Pen<'_>, app: &App, area: Rect) {
    // Those of a sheet that is filtered are of all its rows.
    let title = match app.view_state().filter(|state| state.filter.is_some()) {
        Some(state) => say!("结论（全部 {n} 行）", "Conclusion (all {n} rows)", n = state.unfiltered),
        None => text("结论", "Conclusion").into(),
    };
    pen.rule(Rect { height: 1, ..area }, title.get(app.lang()));
    let lines = lines_of(app, area.width.saturating_sub(4), true);
    let room = usize::from(area.height - 1);
    if lines.len() > room {
        // What does not fit is in the details.
        let more = format!("▾ {}", app.choices.bindings.label(crate::command::Command::Details, app.lang()));
        let cells = width(&more) as u16 + 2;
        pen.put(area.right().saturating_sub(cells + 1), area.y, cells, &format!(" {more} "), Role::Key);
    }
    for (n, (line, role, _)) in lines.iter().take(room).enumerate() {
        pen.put(area.x + 2, area.y + 1 + n as u16, area.width - 3, line, *role);
    }
}
