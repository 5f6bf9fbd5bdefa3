//! What is to be done with the methods chosen, as action items.

use super::facts::{Figures, Lack};
use super::sheets::Method;
use crate::facts::Facts;
use crate::text::text;
use crate::tool::{Asked, Columns, Promised, Promises};
use std::sync::Arc;

/// The methods chosen; the tool reminds of those without an owner or a day (MD1).
pub(super) const CHOSEN: Promises = Promises {
    asked: incomplete,
    ..Promises::of(
        "methods",
        text("再造方法", "Method"),
        Columns {
            action: Method::COL.action,
            owner: Method::COL.owner,
            due: Method::COL.due,
            done: Method::COL.done,
            dropped: None,
        },
        items,
    )
};

/// An item for each method chosen.
fn items(facts: &Facts) -> Vec<Promised> {
    let today = facts.today();
    let chosen = facts.rows::<Method>().iter().filter(|row| row.chosen_by(today).is_some());
    let promised = |row: &Arc<Method>| Promised {
        row: row.id,
        action: row.action.0.as_str().into(),
        owner: row.owner.clone(),
        due: row.due,
        made: row.chosen.0,
        done: row.done.0,
        ..Promised::default()
    };
    chosen.map(promised).collect()
}

fn incomplete(facts: &Facts) -> Asked {
    let figures = facts.get::<Figures>();
    let lacks = |lack: &Lack| matches!(lack, Lack::Owner | Lack::Due);
    Asked::Rows(figures.open().filter(|m| m.lacks.iter().any(lacks)).map(|m| m.row).collect())
}
