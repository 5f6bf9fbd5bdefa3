//! What a value entered into a win is measured in, waits for and meets with. It must not know what the values lead to.

use super::Win;
use super::facts::window;
use crate::project::Project;
use crate::say;
use crate::sheet::{AnyRow, Cell, Column, Unit};
use crate::text::{Text, text};
use crate::tool::{Change, Verdict};
use crate::tools::charter;
use crate::tools::kpi::{self, Kpi};
use chrono::NaiveDate;

/// The unit of the value to be reached is that of its indicator.
pub(super) fn unit(project: &Project, row: &dyn AnyRow, column: &Column) -> Unit {
    let kpi = row.typed::<Win>().filter(|_| column.key == Win::COL.target.key).and_then(|win| win.kpi.0);
    kpi.and_then(|id| project.find::<Kpi>(id)).map_or(Unit::None, Kpi::unit)
}

/// A value to be reached needs its indicator first.
pub(super) fn needs(row: &dyn AnyRow, column: &Column) -> Option<Text> {
    let win = row.typed::<Win>()?;
    (column.key == Win::COL.target.key && win.kpi.0.is_none())
        .then_some(text("先选证明指标", "Choose the evidence KPI first"))
}

pub(super) fn check(change: &Change<'_>) -> Verdict {
    let Some(win) = change.row.typed::<Win>() else { return Verdict::Fine };
    let is_in = |column| change.is_in(column);
    match change.cell {
        Cell::Date(_) if is_in(Win::COL.achieved) => achieved(change, win),
        Cell::Date(on) if is_in(Win::COL.commended) => commended(change, win, *on),
        Cell::Date(on) if is_in(Win::COL.target_date) => target_date(change, *on),
        Cell::Number(value) if is_in(Win::COL.target) => target(change, win, *value),
        Cell::Link(id) if win.target.is_some() && win.kpi.0.is_some_and(|old| old != *id) => Verdict::Note(
            text("换了指标：请核对目标值", "The KPI has changed: please check the target value").into(),
        ),
        _ => Verdict::Fine,
    }
}

fn achieved(change: &Change<'_>, win: &Win) -> Verdict {
    match change.not_after_today() {
        Some(refused) => refused,
        None if win.result.0.trim().is_empty() => Verdict::Note(
            text("已记下。请用数字写下结果", "Saved. Please enter the result in figures").into(),
        ),
        None => Verdict::Fine,
    }
}

fn commended(change: &Change<'_>, win: &Win, on: NaiveDate) -> Verdict {
    match (change.not_after_today(), win.achieved.0) {
        (Some(refused), _) => refused,
        (None, None) => Verdict::Note(
            text("已保留；但达成日期还没有填", "Kept, but the date on which it was achieved is missing")
                .into(),
        ),
        (None, Some(achieved)) if on < achieved => Verdict::Note(say!(
            "已保留：{on} 表彰，早于达成日期 {achieved}",
            "Saved as typed: recognised on {on}, before it was achieved on {achieved}"
        )),
        (None, Some(_)) => Verdict::Fine,
    }
}

/// A day of one's own is kept; it is only said where it lies.
fn target_date(change: &Change<'_>, on: NaiveDate) -> Verdict {
    match window(&charter::calendar(change.project)) {
        Some((from, until)) if on < from => Verdict::Note(say!(
            "已保留：早于第 3 个月末（{from} 至 {until}），越早越好，但要看得见",
            "Saved as typed: earlier than months 3 to 6 ({from} to {until}); good, as long as people can see it"
        )),
        Some((from, until)) if on > until => Verdict::Note(say!(
            "已保留：晚于第 6 个月末（{from} 至 {until}），大家可能等不了那么久",
            "Saved as typed: later than months 3 to 6 ({from} to {until}); people may not wait that long"
        )),
        _ => Verdict::Fine,
    }
}

fn target(change: &Change<'_>, win: &Win, value: f64) -> Verdict {
    let Some(kpi) = win.kpi.0.and_then(|id| change.project.find::<Kpi>(id)) else { return Verdict::Fine };
    match kpi::goal(kpi, value) {
        Verdict::Fine => {}
        verdict => return verdict,
    }
    let Some((way, baseline)) = kpi.way().zip(kpi.baseline) else { return Verdict::Fine };
    let better = way.holds(baseline, value) && !way.holds(value, baseline);
    if better {
        return Verdict::Fine;
    }
    Verdict::Note(say!(
        "{goal} 没有好过基线 {baseline}：请核对",
        "{goal} is no better than the baseline, {baseline}: please check it",
        goal = kpi.unit().figure(value),
        baseline = kpi.unit().figure(baseline)
    ))
}
