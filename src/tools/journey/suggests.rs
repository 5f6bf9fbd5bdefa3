//! What the gaps of the journey speak for among the methods of redesign.

use super::facts::{Figures, Point};
use super::sheets::Touchpoint;
use crate::facts::Facts;
use crate::finding::Place;
use crate::say;
use crate::text::quoted;
use crate::tool::{Speaks, Suggestion};

/// A suggestion for each wide gap whose cause is known, the widest first.
pub(super) fn suggests(facts: &Facts) -> Vec<Suggestion> {
    let suggestion = |point: &Point| {
        let (cause, gap) = (point.row.cause?, point.gap?);
        let (name, why) = (quoted(&point.name), cause.label());
        Some(Suggestion {
            method: cause.method().code,
            speaks: Speaks::For,
            evidence: say!(
                "触点{name}承诺比体验高 {gap} 分，原因是{why}",
                "touchpoint {name}: promised {gap} above what is experienced ({why})",
                name,
                gap,
                why
            ),
            place: Place::of(point.row.id, Touchpoint::COL.cause),
        })
    };
    facts.get::<Figures>().wide().filter_map(suggestion).collect()
}
