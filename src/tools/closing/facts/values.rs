//! The figures by name, for programs.

use super::{Figures, Guard};
use crate::facts::Facts;
use serde_json::{Value, json};

/// The months held, and what became of the gain, by indicator.
pub(in crate::tools::closing) fn values(facts: &Facts) -> Vec<(&'static str, Value)> {
    let figures = facts.get::<Figures>();
    let kpis = figures.held.iter().map(|h| {
        json!({
            "id": h.kpi.id,
            "code": h.kpi.code,
            "months": h.months,
            "since": h.since,
            "latest": h.latest.map(|(_, value)| value),
        })
    });
    let watched = figures.watched.iter().map(|w| {
        json!({
            "id": w.kpi.id,
            "baseline": w.baseline,
            "held": w.held,
            "latest": w.latest.map(|(_, value)| value),
            "lost_share": w.lost,
            "relapse": w.is_relapse(),
            "stale": w.stale,
        })
    });
    let closed = figures.closing.as_ref();
    vec![
        ("closed", json!(closed.and_then(|c| c.date))),
        ("closed_early", json!(closed.is_some_and(|c| c.held_too_short().is_some()))),
        ("months_held", json!(figures.months())),
        ("may_close", json!(matches!(figures.guard(), Guard::Soon | Guard::Safe))),
        ("kpis", kpis.collect()),
        ("since_closing", watched.collect()),
        ("relapses", json!(figures.relapses().len())),
    ]
}
