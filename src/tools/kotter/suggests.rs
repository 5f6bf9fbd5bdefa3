//! What the rights of the front line speak for among the methods of process redesign.

use super::facts::RolesWithoutLimit;
use super::items::FRONT_LINE;
use super::sheets::Authority;
use crate::facts::Facts;
use crate::finding::Place;
use crate::say;
use crate::text::{Phrase, list};
use crate::tool::{Speaks, Suggestion};

/// Some roles of the front line have a limit and others none. Where nobody has one, nothing has been thought of yet, and
/// that is said elsewhere.
pub(super) fn suggests(facts: &Facts) -> Vec<Suggestion> {
    let RolesWithoutLimit(gaps) = facts.get::<RolesWithoutLimit>();
    let Some(first) = gaps.first().filter(|_| gaps.len() < FRONT_LINE.len()) else { return Vec::new() };
    let roles: Vec<Phrase> = gaps.iter().map(|gap| gap.role.label()).collect();
    vec![Suggestion {
        method: "M9",
        speaks: Speaks::For,
        evidence: say!(
            "{roles}还没有额度，事事要请示",
            "without a limit of their own: {roles}",
            roles = list(&roles)
        ),
        place: Place::of(first.row, Authority::COL.limit),
    }]
}
