//! The way from a task to the cell that it asks for.

use super::facts::Figures;
use super::sheets::Task;
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::say;
use crate::sheet::AnyRow;
use crate::text::{Phrase, Text, text};
use crate::tool::{NewId, Outcome};

/// The next entry of the task under the cursor, or of the first that is not done.
pub(super) fn next_entry(facts: &Facts, row: Option<&dyn AnyRow>) -> Result<(Text, Place), Phrase> {
    let figures = facts.get::<Figures>();
    let here = row.and_then(|row| row.typed::<Task>()).and_then(|row| figures.of(row)?.1.next);
    here.or_else(|| figures.open().map(|(_, next)| next))
        .ok_or_else(|| text("四项作业都已完成", "All four tasks are done").into())
}

/// Goes to the next entry of the task under the cursor, or of the first that is not done.
pub(super) fn go(facts: &Facts, row: Option<&dyn AnyRow>, _: NewId<'_>) -> Result<Outcome, Phrase> {
    let (next, place) = next_entry(facts, row)?;
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::Many(Vec::new()),
        // The bare entry, with the sign of what worked before it, would read as made.
        said: say!("下一步：{next}", "Next: {next}", next),
        go: Some((place, false)),
    })
}
