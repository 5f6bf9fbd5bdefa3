//! What answers the resistance, as action items.

use super::facts::Figures;
use super::sheets::Entry;
use crate::facts::Facts;
use crate::text::text;
use crate::tool::{Asked, Columns, Promised, Promises};
use std::sync::Arc;

/// The resistance log; it reminds of those that have waited too long (RS4).
pub(super) const ENTRIES: Promises = Promises {
    order: 2,
    asked: waiting,
    ..Promises::of(
        "resistance",
        text("阻力", "Resistance"),
        Columns {
            action: Entry::COL.response,
            owner: Entry::COL.owner,
            due: Entry::COL.due,
            done: Entry::COL.solved,
            dropped: None,
        },
        items,
    )
};

/// An item for each entry.
fn items(facts: &Facts) -> Vec<Promised> {
    let promised = |row: &Arc<Entry>| Promised {
        row: row.id,
        action: row.response.0.as_str().into(),
        owner: row.owner.clone(),
        due: row.due,
        made: row.opened,
        done: row.solved.0,
        ..Promised::default()
    };
    facts.rows::<Entry>().iter().map(promised).collect()
}

fn waiting(facts: &Facts) -> Asked {
    Asked::Rows(facts.get::<Figures>().waiting.iter().map(|waiting| waiting.row).collect())
}
