//! The view of the items: headings, computed fields, and why an item may be ticked. Each other view has a file of its
//! own.

pub(super) mod budget;
pub(super) mod centres;
pub(super) mod milestones;
pub(super) mod timeline;

use super::facts::{Figures, Proposal, State};
use super::rules::overdue_level;
use super::sheets::{self, Item, title};
use crate::calendar::short_day;
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::AnyRow;
use crate::sort::StableSort;
use crate::text::{Phrase, text};
use crate::tool::{Panel, Shown};
use chrono::NaiveDate;

/// The rows by phase, own items behind those before them; none if they stand so already, and people may
/// then move them.
pub(super) fn order(facts: &Facts) -> Option<Vec<usize>> {
    let rows = facts.rows::<Item>();
    in_order(rows.len(), |at| rows.get(at).map(|row| sheets::order(row.stage())))
}

/// The places of rows in the order of a key; none if they stand so already.
fn in_order<K: Ord>(rows: usize, key: impl Fn(usize) -> K) -> Option<Vec<usize>> {
    let mut places: Vec<usize> = (0..rows).collect();
    if places.is_sorted_by_key(|at| key(*at)) {
        return None;
    }
    places.stable_sort_by_key(|at| key(*at));
    Some(places)
}

pub(super) fn heading(facts: &Facts, row: &dyn AnyRow) -> Option<Phrase> {
    let figures = facts.get::<Figures>();
    let stage = row.typed::<Item>()?.stage();
    let phase = figures.phases.iter().find(|phase| phase.stage == stage);
    let (done, total) = phase.map_or((0, 0), |phase| (phase.done, phase.total));
    let is_now = stage.is_some() && stage == figures.now;
    Some(match phase.and_then(|phase| phase.days) {
        Some((from, until)) => say!(
            "{phase} · {from} 至 {until} · 完成 {done}/{total}{now}",
            "{phase} · {from} to {until} · {done}/{total} done{now}",
            phase = title(stage),
            from,
            until,
            done,
            total,
            now = if is_now { text(" ◀ 现在", " ◀ now") } else { text("", "") }
        ),
        None => say!(
            "{phase} · 完成 {done}/{total}",
            "{phase} · {done}/{total} done",
            phase = title(stage),
            done,
            total
        ),
    })
}

/// The real days of an item; marked where they are against the order of the phases.
pub(super) fn when(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let figures = facts.get::<Figures>();
    let Some(item) = figures.item(row.id()) else { return Shown::blank() };
    let date = |date: Option<NaiveDate>| date.map_or_else(|| Phrase::same("…"), short_day);
    let said = match item.days {
        (None, None) => Phrase::same(""),
        (from, until) => say!("{from}–{until}", "{from}–{until}", from = date(from), until = date(until)),
    };
    let is_out_of_order = figures.out_of_order.rows.contains(&row.id());
    Shown::new(if is_out_of_order { Level::Watch } else { Level::Blank }, said)
}

/// The state of an item.
pub(super) fn state(facts: &Facts, row: &dyn AnyRow) -> Shown {
    facts.get::<Figures>().item(row.id()).map_or_else(Shown::blank, |item| shown(item.state))
}

/// A state in at most ten cells with the sign.
fn shown(state: State) -> Shown {
    match state {
        State::Done { late: Some(late), .. } if late > 0 => Shown::plain(say!("晚{late}天", "{late} d late")),
        State::Done { late: Some(_), .. } => Shown::new(Level::Good, text("按期", "in time")),
        State::Done { .. } => Shown::new(Level::Good, text("完成", "done")),
        State::Proposed { on } => Shown::plain(say!("清单已勾 {on}", "checklist {on}", on = short_day(on))),
        State::Open { overdue, .. } if overdue > 0 => {
            Shown::new(overdue_level(overdue), say!("逾期{overdue}天", "{overdue} d over"))
        }
        State::Open { begun: true, .. } => Shown::plain(text("进行中", "under way")),
        State::Open { due: Some(_), .. } => Shown::plain(text("未开始", "to come")),
        State::Open { .. } => Shown::blank(),
    }
}

pub(super) fn panels(facts: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let item = row.and_then(|row| facts.get::<Figures>().item(row.id()));
    let why = item.and_then(|item| item.proposal.as_ref()).map(why);
    why.into_iter().chain(timeline::short(facts)).collect()
}

/// The reasons to tick something, and what was written as evidence.
fn why(proposal: &Proposal) -> Panel {
    let evidence = proposal.evidence.iter().map(|said| say!("证据：{said}", "Evidence: {said}"));
    let lines = proposal.because.iter().cloned().chain(evidence);
    Panel::Lines {
        title: text("已在别处记为完成", "Recorded as done elsewhere").into(),
        lines: lines.map(Line::plain).collect(),
    }
}
