//! What is done next for a safeguard and against a risk, as action items.

use super::sheets::{Risk, Safeguard};
use crate::facts::Facts;
use crate::text::text;
use crate::tool::{Columns, Promised, Promises};
use std::sync::Arc;

/// Next steps of the safeguards.
pub(super) const STEPS: Promises = Promises {
    order: 5,
    ..Promises::of(
        "safeguards",
        text("保障", "Safeguard"),
        Columns {
            action: Safeguard::COL.action,
            owner: Safeguard::COL.owner,
            due: Safeguard::COL.due,
            done: Safeguard::COL.done,
            dropped: None,
        },
        steps,
    )
};

/// Measures against the risks; of a risk that is closed without its measure nothing is promised any more.
pub(super) const MEASURES: Promises = Promises {
    order: 4,
    ..Promises::of(
        "risks",
        text("风险", "Risk"),
        Columns {
            action: Risk::COL.measure,
            owner: Risk::COL.owner,
            due: Risk::COL.due,
            done: Risk::COL.done,
            dropped: None,
        },
        measures,
    )
};

fn steps(facts: &Facts) -> Vec<Promised> {
    let promised = |row: &Arc<Safeguard>| Promised {
        row: row.id,
        action: row.action.0.as_str().into(),
        owner: row.owner.clone(),
        due: row.due,
        done: row.done.0,
        ..Promised::default()
    };
    facts.rows::<Safeguard>().iter().map(promised).collect()
}

fn measures(facts: &Facts) -> Vec<Promised> {
    let promised = |row: &Arc<Risk>| Promised {
        row: row.id,
        action: row.measure.0.as_str().into(),
        owner: row.owner.clone(),
        due: row.due,
        made: row.noted,
        done: row.done.0,
        ..Promised::default()
    };
    let stands = |row: &&Arc<Risk>| row.is_open() || row.done.0.is_some();
    facts.rows::<Risk>().iter().filter(stands).map(promised).collect()
}
