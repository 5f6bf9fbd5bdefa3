//! The figures of the rounds for programs.

use super::score::{Band, DIMENSIONS, Dimension};
use super::{Round, Rounds, View};
use crate::facts::Facts;
use crate::finding::Level;
use serde_json::{Value, json};

/// Names the figures.
pub fn values(facts: &Facts) -> Vec<(&'static str, Value)> {
    let rounds = facts.get::<Rounds>();
    let Some((round, before)) = rounds.latest() else {
        return vec![("round", Value::Null), ("total", Value::Null), ("gate", Value::Null)];
    };
    let total = round.total();
    let dimensions = DIMENSIONS.iter().enumerate();
    vec![
        ("round", json!(round.number)),
        ("total", json!(total.exact())),
        ("low", json!(total.low)),
        ("high", json!(total.high)),
        ("band", json!(total.band().map(Band::key))),
        ("gate", json!(gate(round))),
        ("assessors", json!(round.assessors)),
        ("dimensions", dimensions.map(|(n, d)| dimension(n, d, round, before)).collect()),
        ("rounds", rounds.rounds.iter().map(history).collect()),
    ]
}

/// The gate: `stop`, `act`, or `open` once every dimension has a score and none is below its limit.
fn gate(round: &Round) -> Option<&'static str> {
    let scored = round.views.iter().all(Option::is_some);
    round.trigger().map(Level::key).or(scored.then_some("open"))
}

fn dimension(n: usize, dimension: &Dimension, round: &Round, before: Option<&Round>) -> Value {
    let view = round.views[n];
    json!({
        "key": dimension.column.key,
        "median": view.map(|v| v.median),
        "spread": view.map(View::spread),
        "change": before.and_then(|before| round.change(n, before)),
        "trigger": view.map(|v| dimension.fires(v.median)),
    })
}

fn history(round: &Round) -> Value {
    let total = round.total();
    json!({
        "round": round.number,
        "date": round.date,
        "assessors": round.assessors,
        "low": total.low,
        "high": total.high,
        "band": total.band().map(Band::key),
    })
}
