//! The corrective actions of the weekly review as action items.

use super::sheets::Review;
use crate::facts::Facts;
use crate::text::text;
use crate::tool::{Asked, Columns, Promised, Promises};
use std::sync::Arc;

/// The weekly review; it reminds of its own (KP9, KP10).
pub(super) const REVIEWS: Promises = Promises {
    order: 0,
    asked: |_| Asked::Everything,
    ..Promises::of(
        "kpi",
        text("每周回顾", "KPI review"),
        Columns {
            action: Review::COL.action,
            owner: Review::COL.owner,
            due: Review::COL.due,
            done: Review::COL.done,
            dropped: Some(Review::COL.dropped),
        },
        items,
    )
};

/// An item for each entry that was not dropped.
fn items(facts: &Facts) -> Vec<Promised> {
    let promised = |row: &Arc<Review>| Promised {
        row: row.id,
        action: row.action.0.as_str().into(),
        owner: row.owner.clone(),
        due: row.due,
        made: row.date,
        done: row.done.0,
        ..Promised::default()
    };
    let stands = |row: &&Arc<Review>| row.dropped.0.is_none();
    facts.rows::<Review>().iter().filter(stands).map(promised).collect()
}
