//! What a value entered here is measured in, waits for and meets with.

use super::sheets::{Risk, RiskState, Safeguard, Segment, State, Technology};
use crate::project::{Edit, Project};
use crate::say;
use crate::sheet::{AnyRow, Cell, CellType as _, Column, Unit, as_percent};
use crate::text::{Text, text};
use crate::tool::{Change, Verdict};

/// The code of the safeguard that has a figure of its own.
const EXAM: &str = "SF3";

pub(super) fn unit(_: &Project, row: &dyn AnyRow, column: &Column) -> Unit {
    let (percents, durations): (&[&str], &[&str]) = match row.def().key {
        "safeguards" => (&[Safeguard::COL.figure.key], &[]),
        "technology" => {
            (&[Technology::COL.solved.key, Technology::COL.faults.key], &[Technology::COL.response.key])
        }
        "customer_segments" => (&[Segment::COL.new_use.key], &[Segment::COL.answered.key]),
        _ => (&[], &[]),
    };
    match column.key {
        key if percents.contains(&key) => Unit::Percent,
        key if durations.contains(&key) => Unit::Duration,
        _ => Unit::None,
    }
}

/// Only one safeguard has a figure; the others have words.
pub(super) fn needs(row: &dyn AnyRow, column: &Column) -> Option<Text> {
    let row = row.typed::<Safeguard>()?;
    (column.key == Safeguard::COL.figure.key && row.code != EXAM)
        .then_some(text("只有“培训赋能”填考核通过率", "Only training by layer has the share that passed"))
}

pub(super) fn check(change: &Change<'_>) -> Verdict {
    let shares =
        [Safeguard::COL.figure, Technology::COL.solved, Technology::COL.faults, Segment::COL.new_use];
    let times = [Technology::COL.response, Segment::COL.answered];
    let happened = [Safeguard::COL.done, Risk::COL.done, Risk::COL.noted];
    let is_in = |columns: &[crate::sheet::Col]| columns.iter().any(|column| change.is_in(*column));
    match change.cell {
        Cell::Number(share) if is_in(&shares) && !(0.0..=100.0).contains(share) => {
            Verdict::Refuse(text("百分比在 0 到 100 之间", "A percentage lies between 0 and 100").into())
        }
        Cell::Number(share)
            if is_in(&shares) && *share > 0.0 && *share < 1.0 && !change.is_in(Technology::COL.faults) =>
        {
            let percent = as_percent(*share);
            Verdict::Ask {
                question: say!("{share} 是指 {percent}% 吗？", "Do you mean {percent}% by {share}?", share),
                instead: Cell::Number(percent),
            }
        }
        Cell::Number(time) if is_in(&times) && *time < 0.0 => {
            Verdict::Refuse(text("时间不能是负的", "A time cannot be negative").into())
        }
        Cell::Date(_) if is_in(&happened) => change.not_after_today().unwrap_or(Verdict::Fine),
        Cell::Date(until) if change.is_in(Segment::COL.old_until) => {
            match change.row.typed::<Segment>().and_then(|row| row.new_from) {
                Some(from) if *until < from => Verdict::Note(say!(
                    "已保留：老方式 {until} 就停，早于新方式上线 {from}",
                    "Kept: the old way ends on {until}, before the new one begins on {from}"
                )),
                _ => Verdict::Fine,
            }
        }
        Cell::Choice(_) => choice(change),
        _ => Verdict::Fine,
    }
}

/// What is still to be written once a state is chosen.
fn choice(change: &Change<'_>) -> Verdict {
    if let Some(row) = change.row.typed::<Safeguard>().filter(|_| change.is_in(Safeguard::COL.state)) {
        let chosen = Option::<State>::from_cell(change.cell.clone()).flatten();
        let blank = row.evidence.0.trim().is_empty();
        return match chosen {
            Some(State::InPlace) if blank => Verdict::Note(
                text(
                    "已记下。请写一句证据：凭什么说落实了",
                    "Saved. Please say what shows that it is in place",
                )
                .into(),
            ),
            Some(State::NotNeeded) if blank => Verdict::Note(
                text("已记下。请写为什么不需要", "Saved. Please say why it is not needed").into(),
            ),
            _ => Verdict::Fine,
        };
    }
    match change.row.typed::<Risk>() {
        Some(risk) if change.is_in(Risk::COL.state) && risk.done.0.is_none() && risk.has_measure() => {
            let closed =
                Option::<RiskState>::from_cell(change.cell.clone()).flatten() == Some(RiskState::Closed);
            if closed {
                Verdict::Note(
                    text(
                        "风险已关闭；没做完的措施不再列在行动清单里",
                        "Closed; its measure, not done yet, leaves the list of actions",
                    )
                    .into(),
                )
            } else {
                Verdict::Fine
            }
        }
        _ => Verdict::Fine,
    }
}

/// Dates a risk with its first words, and watches it from then on.
pub(super) fn follow(change: &Change<'_>) -> Vec<Edit> {
    let words = change.is_in(Risk::COL.risk) && *change.cell != Cell::Empty;
    match change.row.typed::<Risk>().filter(|_| words) {
        Some(risk) if risk.noted.is_none() => {
            let mut edits = vec![Edit::put(risk.id, Risk::COL.noted, Cell::Date(change.today))];
            if risk.state.is_none() {
                edits.push(Edit::put(risk.id, Risk::COL.state, Cell::Choice(RiskState::Watched.option())));
            }
            edits
        }
        _ => Vec::new(),
    }
}
