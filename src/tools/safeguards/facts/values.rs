//! The figures, by name.

use super::{Checked, Checks, RiskFigures, Risks};
use crate::facts::Facts;
use crate::tool::Test;
use crate::tools::safeguards::sheets::{Segment, Technology};
use serde_json::{Value, json};

/// What came of a safeguard, for programs.
const fn key(test: &Test) -> &'static str {
    match test {
        Test::NotYet(_) => "undecided",
        Test::Clear(_) => "in_place",
        Test::NotNeeded(_) => "not_needed",
        Test::Hit(_) | Test::Elsewhere(_) => "missing",
    }
}

/// The state of each safeguard, and the risks with their scores.
pub fn values(facts: &Facts) -> Vec<(&'static str, Value)> {
    let (checks, risks) = (facts.get::<Checks>(), facts.get::<Risks>());
    let check = |checked: &Checked| {
        let level = checked.result.found().map(|hit| hit.level.key());
        json!({ "id": checked.code, "state": key(&checked.result), "level": level })
    };
    let risk = |risk: &RiskFigures| json!({ "id": risk.row.id, "risk": &*risk.row.risk.0, "score": risk.score, "has_measure": risk.row.has_measure() });
    vec![
        ("settled", json!(checks.settled())),
        ("missing", json!(checks.missing().count())),
        ("safeguards", checks.all.iter().map(check).collect()),
        ("risks", risks.0.iter().map(risk).collect()),
        ("risks_high", json!(risks.high().count())),
        ("technology", json!(facts.rows::<Technology>().iter().filter(|row| row.is_said()).count())),
        ("segments", json!(facts.rows::<Segment>().iter().filter(|row| row.is_named()).count())),
    ]
}
