//! How the obstacles are removed, as action items.

use super::facts::Obstacles;
use super::sheets::Obstacle;
use crate::facts::Facts;
use crate::text::text;
use crate::tool::{Asked, Columns, Promised, Promises};
use std::sync::Arc;

/// The obstacles of the fifth step; its gate reminds of those that stand for too long (K5).
pub(super) const OBSTACLES: Promises = Promises {
    order: 3,
    asked: standing,
    ..Promises::of(
        "kotter",
        text("障碍", "Obstacle"),
        Columns {
            action: Obstacle::COL.action,
            owner: Obstacle::COL.owner,
            due: Obstacle::COL.due,
            done: Obstacle::COL.removed,
            dropped: None,
        },
        items,
    )
};

/// An item for each obstacle.
fn items(facts: &Facts) -> Vec<Promised> {
    let promised = |row: &Arc<Obstacle>| Promised {
        row: row.id,
        action: row.action.0.as_str().into(),
        owner: row.owner.clone(),
        due: row.due,
        made: row.opened,
        done: row.removed.0,
        ..Promised::default()
    };
    facts.rows::<Obstacle>().iter().map(promised).collect()
}

fn standing(facts: &Facts) -> Asked {
    Asked::Rows(facts.get::<Obstacles>().overdue.iter().map(|(_, obstacle)| obstacle.id).collect())
}
