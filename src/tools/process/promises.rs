//! The changes of steps that somebody answers for, as action items.

use super::facts::is_planned;
use super::sheets::Step;
use crate::facts::Facts;
use crate::text::text;
use crate::tool::{Columns, Promised, Promises};
use std::sync::Arc;

/// The steps that are to be changed.
pub(super) const STEPS: Promises = Promises::of(
    "process",
    text("流程改造", "Process"),
    Columns {
        action: Step::COL.name,
        owner: Step::COL.owner,
        due: Step::COL.due,
        done: Step::COL.done,
        dropped: None,
    },
    items,
);

/// An item for each step with a change and an owner or a day; what nobody has taken on yet is no promise.
fn items(facts: &Facts) -> Vec<Promised> {
    let is_taken_on = |row: &&Arc<Step>| {
        row.is_named() && is_planned(row) && (!row.owner.trim().is_empty() || row.due.is_some())
    };
    let promised = |row: &Arc<Step>| Promised {
        row: row.id,
        action: row.name.clone(),
        owner: row.owner.clone(),
        due: row.due,
        done: row.done.0,
        ..Promised::default()
    };
    facts.rows::<Step>().iter().filter(is_taken_on).map(promised).collect()
}
