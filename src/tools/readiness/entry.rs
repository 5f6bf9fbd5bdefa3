//! What is said before a form is changed, and what goes together with a first score.

use super::facts::newest;
use super::sheets::Form;
use crate::project::Edit;
use crate::sheet::Cell;
use crate::text::text;
use crate::tool::{Change, Verdict};

/// Judges a change of a form.
pub fn check(change: &Change<'_>) -> Verdict {
    match change.cell {
        Cell::Count(0) if change.is_in(Form::COL.round) => {
            Verdict::Refuse(text("轮次从 1 开始", "Rounds are counted from 1").into())
        }
        _ => change.not_after_today().unwrap_or(Verdict::Fine),
    }
}

/// Dates the form with its first score, and says which round it is of.
pub fn follow(change: &Change<'_>) -> Vec<Edit> {
    let (Some(form), Cell::Score(_)) = (change.row.typed::<Form>(), change.cell) else { return Vec::new() };
    let mut edits = Vec::new();
    if form.date.is_none() {
        edits.push(Edit::put(form.id, Form::COL.date, Cell::Date(change.today)));
    }
    if form.round.is_none() {
        let round = newest(change.project.rows()).max(1);
        edits.push(Edit::put(form.id, Form::COL.round, Cell::Count(round)));
    }
    edits
}
