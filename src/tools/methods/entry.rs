//! What is said before a method is chosen or marked done, and what goes together with it.

use super::rules::{AT_ONCE, crowded};
use super::sheets::Method;
use crate::project::{Edit, Project};
use crate::sheet::Cell;
use crate::text::text;
use crate::tool::{Change, Verdict};
use chrono::NaiveDate;

pub(super) fn check(change: &Change<'_>) -> Verdict {
    let Some(method) = change.row.typed::<Method>() else { return Verdict::Fine };
    match change.cell {
        Cell::Date(_) if change.is_in(Method::COL.chosen) && method.chosen.0.is_none() => {
            let open = open(change.project, change.today) + 1;
            if open > AT_ONCE { Verdict::Note(crowded(open)) } else { Verdict::Fine }
        }
        Cell::Date(done) if change.is_in(Method::COL.done) => match method.chosen.0 {
            Some(chosen) if *done < chosen => Verdict::Note(
                text(
                    "已保留；但完成早于选用，请核对",
                    "Kept; but it was done before it was chosen: please check",
                )
                .into(),
            ),
            _ => Verdict::Fine,
        },
        _ => Verdict::Fine,
    }
}

/// How many methods are under way.
fn open(project: &Project, today: NaiveDate) -> usize {
    let rows = project.rows::<Method>().iter();
    rows.filter(|row| row.chosen_by(today).is_some() && row.done_by(today).is_none()).count()
}

/// What is introduced was chosen, by that day at the latest.
pub(super) fn follow(change: &Change<'_>) -> Vec<Edit> {
    let unchosen = |row: &&Method| row.chosen.0.is_none() && change.is_in(Method::COL.done);
    match (change.row.typed::<Method>().filter(unchosen), change.cell) {
        (Some(row), Cell::Date(_)) => vec![Edit::put(row.id, Method::COL.chosen, change.cell.clone())],
        _ => Vec::new(),
    }
}
