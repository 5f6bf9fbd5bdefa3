//! What the changes make of a process: the to-be follows from the as-is at once.
//!
//! - E eliminate: the step goes, with its work and its wait.
//! - C combine: the step is done together with the one before; its work is added, its wait and the handoff go.
//! - R rearrange: the step runs beside the one before, or beside the one that is chosen; the longest of those that run
//!   side by side counts.
//! - S simplify, A automate: the step stays, with the time that is entered for it. A program does what is automated
//!   unless a role is named for it, and what is combined with it: that is nobody's work and no hands change.
//! - N new: the step is there in the to-be alone.
//!
//! A time or role entered for the to-be counts before what the change gives. Without one, S and A leave the time as it
//! is: how much is gained is for people to say.

use super::flow::{Flow, SIGN, Stage, part};
use super::stage;
use crate::say;
use crate::sheet::Id;
use crate::tools::process::{Mark, Step, Value};
use ecow::EcoString;
use std::collections::HashMap;
use std::sync::Arc;

/// The to-be of steps in order.
pub(super) fn flow(rows: &[Arc<Step>]) -> Flow {
    let mut made: Vec<Made> = Vec::new();
    for row in rows.iter().filter(|row| row.mark != Some(Mark::Eliminate)) {
        let next = changed(row);
        match (row.mark, made.last_mut()) {
            (Some(Mark::Combine), Some(before)) => {
                combine(&mut before.stage, &next, row);
                before.rows.push(row.id);
            }
            (mark, before) => {
                let above = before.map(|made| made.stage.row);
                let beside = if mark == Some(Mark::Rearrange) { row.beside.0.or(above) } else { None };
                // A step that stands in a line of its own already stays there unless another one is chosen.
                let beside = beside.filter(|_| next.branch.is_empty() || row.beside.0.is_some());
                made.push(Made { above, beside, rows: vec![row.id, whole(rows, row)], stage: next });
            }
        }
    }
    Flow::of(arranged(made))
}

/// A step of the to-be before it has its place.
struct Made {
    stage: Stage,
    /// The rows that it was made of, and the step that they are parts of.
    rows: Vec<Id>,
    /// The step before it.
    above: Option<Id>,
    /// The step that it runs beside.
    beside: Option<Id>,
}

/// The step that a row is a part of, else the row itself.
fn whole(rows: &[Arc<Step>], row: &Step) -> Id {
    row.part_of.0.filter(|of| rows.iter().all(|other| other.id != *of)).unwrap_or(row.id)
}

/// Puts every step in its place: those that run beside another one behind those that run beside it already. A step that
/// is chosen and not there counts as the step before; of steps that are chosen in a circle the first stays where it is.
fn arranged(mut made: Vec<Made>) -> Vec<Stage> {
    let at: HashMap<Id, usize> = made
        .iter()
        .enumerate()
        .rev()
        .flat_map(|(n, step)| step.rows.iter().map(move |row| (*row, n)))
        .collect();
    for (n, step) in made.iter_mut().enumerate() {
        let is_there = |id: &Id| at.get(id).is_some_and(|m| *m != n);
        step.beside = step.beside.filter(is_there).or(step.beside.and(step.above));
    }
    for n in 0..made.len() {
        let beside = |n: usize| made.get(n)?.beside.and_then(|id| at.get(&id).copied());
        let follows = std::iter::successors(beside(n), |m| beside(*m)).take(made.len());
        if follows.into_iter().any(|m| m == n) {
            made[n].beside = None;
        }
    }
    let (mut placed, mut waiting): (Vec<Made>, Vec<Made>) =
        made.into_iter().partition(|step| step.beside.is_none());
    let mut lines = 0_u32;
    // The lines of steps that were taken apart: their parts follow each other in one.
    let mut of_whole: HashMap<Id, EcoString> = HashMap::new();
    while !waiting.is_empty() {
        let left = waiting.len();
        for mut step in std::mem::take(&mut waiting) {
            let stands_at = |id: Id| placed.iter().position(|other| other.rows.contains(&id));
            let Some((beside, at)) = step.beside.and_then(|id| Some((id, stands_at(id)?))) else {
                waiting.push(step);
                continue;
            };
            lines += 1;
            if placed[at].stage.branch.is_empty() {
                let line = own_line(lines, lines);
                let is_of_it =
                    |other: &&mut Made| other.rows.contains(&beside) && other.stage.branch.is_empty();
                placed[at..]
                    .iter_mut()
                    .take_while(is_of_it)
                    .for_each(|part| part.stage.branch.clone_from(&line));
                lines += 1;
            }
            let part = part(&placed[at].stage.branch).to_owned();
            let own = step.rows.iter().find_map(|row| of_whole.get(row));
            step.stage.branch = own.cloned().unwrap_or_else(|| format!("{SIGN}{part}{SIGN}{lines}").into());
            of_whole.extend(step.rows.iter().map(|row| (*row, step.stage.branch.clone())));
            let behind = placed[at..].iter().take_while(|other| {
                !other.stage.branch.is_empty() && super::flow::part(&other.stage.branch) == part
            });
            let end = at + behind.count();
            placed.insert(end, step);
        }
        if waiting.len() == left {
            break;
        }
    }
    placed.into_iter().chain(waiting).map(|step| step.stage).collect()
}

/// A line that no entered one is like: the part that it belongs to, and its number.
fn own_line(part: u32, line: u32) -> EcoString {
    format!("{SIGN}{part}{SIGN}{line}").into()
}

/// A step with what is entered for the to-be.
fn changed(row: &Step) -> Stage {
    let before = stage(row);
    let work = row.to_work.or(before.work);
    Stage {
        role: row.to_role.or(before.role),
        // The department is that of the role before.
        department: if row.to_role.is_some_and(|role| Some(role) != row.role) {
            EcoString::new()
        } else {
            before.department.clone()
        },
        automated: row.mark == Some(Mark::Automate) && row.to_role.is_none(),
        wait: row.to_wait.or(before.wait),
        work,
        adding: if row.value == Some(Value::Adding) { work.unwrap_or(0.0) } else { 0.0 },
        ..before
    }
}

/// Adds a step to the one before: one pair of hands, no wait but one that is entered.
fn combine(before: &mut Stage, next: &Stage, row: &Step) {
    let (first, second) = (before.name.clone(), next.name.clone());
    before.name = say!("{first}＋{second}", "{first} + {second}", first, second);
    before.work = match (before.work, next.work) {
        (None, None) => None,
        (a, b) => Some(a.unwrap_or(0.0) + b.unwrap_or(0.0)),
    };
    if let Some(wait) = row.to_wait {
        before.wait = Some(before.wait.unwrap_or(0.0) + wait);
    }
    before.adding += next.adding;
    before.is_valued &= next.is_valued;
    before.customer |= next.customer;
    before.accurate = before.accurate.zip(next.accurate).map(|(a, b)| a * b);
    before.role = row.to_role.or(before.role).or(next.role);
    before.automated &= row.to_role.is_none();
    before.with.push(row.id);
}

/// Whether anything becomes of a step.
pub fn is_changed(row: &Step) -> bool {
    let other = |to: Option<f64>, from: Option<f64>| to.is_some() && to != from;
    row.mark.is_some()
        || other(row.to_wait, row.wait)
        || other(row.to_work, row.work)
        || row.to_role.is_some_and(|role| Some(role) != row.role)
}
