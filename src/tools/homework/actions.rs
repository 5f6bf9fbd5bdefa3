//! The way from a task to the cell that it asks for.

use super::facts::Figures;
use super::sheets::Task;
use crate::facts::Facts;
use crate::project::Edit;
use crate::say;
use crate::sheet::AnyRow;
use crate::text::{Phrase, text};
use crate::tool::{NewId, Outcome};

/// Goes to the next entry of the task under the cursor, or of the first that is not done.
pub(super) fn go(facts: &Facts, row: Option<&dyn AnyRow>, _: NewId<'_>) -> Result<Outcome, Phrase> {
    let figures = facts.get::<Figures>();
    let here = row.and_then(|row| row.typed::<Task>()).and_then(|row| figures.of(row)?.1.next);
    let Some((next, place)) = here.or_else(|| figures.open().map(|(_, next)| next)) else {
        return Err(text("四项作业都做完了", "All four tasks are done").into());
    };
    Ok(Outcome {
        edit: Edit::Many(Vec::new()),
        // The bare entry, with the sign of what worked before it, would read as made.
        said: say!("下一步：{next}", "Next: {next}", next),
        go: Some((place, false)),
    })
}
