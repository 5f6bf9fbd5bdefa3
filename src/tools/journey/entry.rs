//! What is said before a touchpoint is changed, and what goes together with a first score.

use super::{Scoring, Touchpoint};
use crate::project::{Edit, Project};
use crate::sheet::{AnyRow, Cell, Column, Unit};
use crate::text::text;
use crate::tool::{Change, NewId, Renewed, Verdict};
use chrono::NaiveDate;
use std::sync::Arc;

/// Times are durations, however they are written.
pub(super) fn unit(_: &Project, row: &dyn AnyRow, column: &Column) -> Unit {
    let of_time = row.typed::<Touchpoint>().is_some() && column.key == Touchpoint::COL.time.key;
    if of_time { Unit::Duration } else { Unit::None }
}

pub(super) fn check(change: &Change<'_>) -> Verdict {
    match change.cell {
        Cell::Number(minutes) if change.is_in(Touchpoint::COL.time) && *minutes < 0.0 => {
            Verdict::Refuse(text("时间不能是负的", "A time cannot be negative").into())
        }
        Cell::Date(_) if change.is_in(Touchpoint::COL.scored) || change.is_in(Scoring::COL.date) => {
            change.not_after_today().unwrap_or(Verdict::Fine)
        }
        Cell::Empty if change.is_in(Touchpoint::COL.scored) && has_scores(change.row) => Verdict::Note(
            text(
                "这些得分没有评分日期：补上日期，才能再次评分和比较",
                "These scores have no date: enter it, so that they can be kept and compared later",
            )
            .into(),
        ),
        _ => Verdict::Fine,
    }
}

fn has_scores(row: &dyn AnyRow) -> bool {
    row.typed::<Touchpoint>().is_some_and(|point| point.scores().iter().any(Option::is_some))
}

/// Dates a touchpoint with its first score.
pub(super) fn follow(change: &Change<'_>) -> Vec<Edit> {
    let Some(point) = change.row.typed::<Touchpoint>() else { return Vec::new() };
    let stored = || change.project.find::<Touchpoint>(point.id).and_then(|stored| stored.scored);
    if !change.is_first_score(&point.scores(), point.scored, stored, Touchpoint::COL.scored) {
        return Vec::new();
    }
    vec![Edit::put(point.id, Touchpoint::COL.scored, Cell::Date(change.today))]
}

/// Keeps the scores of a touchpoint in the history where they are given again, as "Score again" does. Scores of this week
/// are corrected.
pub(super) fn keep(renewed: &Renewed<'_>, new_id: NewId<'_>) -> Vec<Edit> {
    let both = renewed.before.typed::<Touchpoint>().zip(renewed.after.typed::<Touchpoint>());
    let Some((before, after)) = both else { return Vec::new() };
    let (old, new) = (before.scores(), after.scores());
    let again = renewed.rescored((&old, before.scored), (&new, after.scored), Touchpoint::COL.scored);
    again.map_or_else(Vec::new, |again| {
        let dated = again.dated.map(|day| Edit::put(before.id, Touchpoint::COL.scored, Cell::Date(day)));
        kept(renewed.project, before, again.kept, new_id).into_iter().chain(dated).collect()
    })
}

/// The edit that puts the scores of a touchpoint into the history; none if those of this day are there.
pub(super) fn kept(project: &Project, point: &Touchpoint, on: NaiveDate, new_id: NewId<'_>) -> Option<Edit> {
    let is_it = |past: &Arc<Scoring>| past.touchpoint.0 == Some(point.id) && past.date == Some(on);
    let is_there = project.rows::<Scoring>().iter().any(is_it);
    (!is_there).then(|| Edit::append(Scoring::of(point, on, new_id())))
}
