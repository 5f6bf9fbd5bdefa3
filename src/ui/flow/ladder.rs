//! A way to do the work as a ladder, as value stream maps draw it: waiting on the upper line, work on the lower one.

use super::super::pen::Pen;
use super::super::theme::Role;
use super::{figure, name};
use crate::finding::Level;
use crate::sheet::Unit;
use crate::text::{Lang, centre, width};
use crate::tool::{FlowLine, FlowStep};
use ratatui::layout::Rect;

/// The least cells of a step.
const STEP: usize = 8;

/// Where the parts of a ladder stand: for each step the cells of its wait and those of its work.
pub struct Ladder(Vec<(usize, usize)>);

/// The ladder of a way, if it fits into so many cells.
pub fn fit(flow: &FlowLine, cells: u16, lang: Lang) -> Option<Ladder> {
    let said = |minutes: f64| width(Unit::Duration.short(minutes).get(lang));
    let part = |step: &FlowStep| {
        let wait = if step.wait > 0.0 { (said(step.wait) + 4).max(5) } else { 0 };
        let who = step.lane.as_ref().map_or(0, |name| width(name.get(lang)));
        let work = step.work.map_or(0, said) + 2;
        let name = width(step.title.get(lang)) + usize::from(step.beside);
        (wait, name.max(who).max(work).max(STEP) + 1)
    };
    let parts: Vec<(usize, usize)> = flow.steps.iter().map(part).collect();
    let all: usize = parts.iter().map(|(wait, work)| wait + work).sum();
    (!parts.is_empty() && all <= usize::from(cells)).then_some(Ladder(parts))
}

/// Draws the way; gives how many rows that took.
pub fn draw(pen: &mut Pen<'_>, flow: &FlowLine, Ladder(parts): &Ladder, area: Rect) -> u16 {
    const ROWS: u16 = 7;
    if area.height < ROWS {
        return area.height;
    }
    let mut x = area.x;
    let row = |n: u16| area.y + n;
    for (step, (wait, work)) in flow.steps.iter().zip(parts) {
        let level = if step.level > Level::Blank { Role::Level(step.level) } else { Role::Plain };
        let waits_most = step.wait > step.work.unwrap_or(0.0);
        if *wait > 0 {
            let role = if waits_most { level } else { Role::Plain };
            let mut said = figure(step.wait, pen);
            if waits_most && step.level > Level::Blank {
                said = format!("{} {said}", step.level.sign());
            }
            pen.put(x, row(1), *wait as u16, &centre(&said, *wait), role);
            pen.put(x, row(2), *wait as u16, &format!("┌{}┐", "─".repeat(wait - 2)), Role::Line);
            x += *wait as u16;
        }
        let cells = *work as u16;
        let inner = work - 1;
        let role = if waits_most { Role::Plain } else { level };
        pen.put(x, row(0), cells, &name(step, pen), Role::Bold);
        pen.put(x, row(3), cells, &format!("└{}┘", "─".repeat(inner - 2)), Role::Line);
        let said = step.work.map_or_else(|| "–".to_owned(), |minutes| figure(minutes, pen));
        pen.put(x, row(4), inner as u16, &centre(&said, inner), role);
        let lane = step.lane.as_ref().map_or("", |lane| lane.get(pen.lang));
        pen.put(x, row(5), inner as u16, &centre(lane, inner), Role::Plain);
        x += cells;
    }
    ROWS
}
