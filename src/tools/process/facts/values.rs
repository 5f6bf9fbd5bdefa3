//! The figures for programs.

use super::{Flow, Impact, Map, Maps};
use crate::facts::Facts;
use serde_json::{Value, json};

/// A list of the processes with the figures of their as-is and to-be, and the roles that are touched.
pub fn values(facts: &Facts) -> Vec<(&'static str, Value)> {
    let maps = facts.get::<Maps>();
    let processes: Vec<Value> = maps.0.iter().map(of_map).collect();
    let touched: Vec<Value> = facts.get::<Impact>().0.iter().map(|role| {
        json!({
            "process": role.process, "role": role.role.key(), "loses": role.loses, "differs": role.differs,
            "gains": role.gains, "work_before": role.work.0, "work_after": role.work.1, "skills": role.skills,  "cards": role.cards.len(), "people": role.people,
        })
    }).collect();
    vec![("processes", processes.into()), ("roles", touched.into())]
}

fn of_map(map: &Map) -> Value {
    let flow = |flow: &Flow| {
        json!({
            "steps": flow.stages.len(), "lead": flow.lead, "work": flow.effort, "wait": flow.wait,
            "value_adding": flow.adding, "efficiency": flow.efficiency(), "activity": flow.activity(),
            "automated": flow.automated, "work_on_longest_way": flow.work, "rolled_accuracy": flow.rolled, "handoffs": flow.handoffs,
            "touchpoints": flow.touchpoints, "departments": flow.departments,
            "bottleneck": flow.bottleneck.and_then(|at| flow.stages.get(at)).map(|stage| stage.row),
            "under_way": map.per_day.map(|per_day| flow.under_way(per_day)),
            "untimed": flow.untimed, "unvalued": flow.unvalued,
        })
    };
    json!({
        "process": map.process, "name": map.name.en, "promise": map.promise, "change": map.change(),
        "as_is": flow(&map.as_is), "to_be": map.is_changed.then(|| flow(&map.to_be)),
    })
}
