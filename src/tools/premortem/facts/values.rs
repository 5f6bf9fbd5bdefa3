//! The results of the tests for programs, by name.

use super::{Checked, Checks};
use crate::facts::Facts;
use crate::tool::Test;
use serde_json::{Value, json};

/// Whether the change is launched, and the state of every test: `undecided`, `clear` or `hit`.
pub fn values(facts: &Facts) -> Vec<(&'static str, Value)> {
    let checks = facts.get::<Checks>();
    vec![
        ("launched", json!(checks.launched)),
        ("mistakes", checks.mistakes.iter().map(value).collect()),
        ("advices", checks.advices.iter().map(value).collect()),
        ("contradictions", checks.contradictions.iter().map(value).collect()),
    ]
}

fn value(checked: &Checked) -> Value {
    let state = match &checked.result {
        Test::NotYet(_) => "undecided",
        Test::Clear(_) | Test::NotNeeded(_) => "clear",
        Test::Hit(_) | Test::Elsewhere(_) => "hit",
    };
    json!({ "id": checked.id, "state": state, "level": checked.result.level().key() })
}
