//! The figures of the promises for programs.

use super::{ActionItem, Figures};
use crate::facts::Facts;
use crate::tool::PromiseKinds;
use serde_json::{Value, json};

/// Up to this many owners, and promises, each is listed.
const LISTED: usize = 200;

/// Names the figures.
pub fn values(facts: &Facts) -> Vec<(&'static str, Value)> {
    let (figures, today) = (facts.get::<Figures>(), facts.today());
    let count = |wanted: &dyn Fn(&ActionItem) -> bool| figures.open.iter().filter(|p| wanted(p)).count();
    let PromiseKinds(kinds) = facts.get();
    let by_tool = kinds.iter().map(|kind| (kind.key.to_owned(), json!(count(&|p| p.source == *kind))));
    let mut values = vec![
        ("open", json!(figures.open.len())),
        ("overdue", json!(figures.overdue())),
        ("carried_over", json!(figures.carried())),
        ("due_today", json!(count(&|p| p.due == Some(today)))),
        ("without_owner", json!(count(&|p| p.owner.is_empty()))),
        ("without_due", json!(count(&|p| p.due.is_none()))),
        ("done_last_7_days", json!(figures.done.len())),
        ("by_tool", Value::Object(by_tool.collect())),
    ];
    if figures.owners.len() <= LISTED {
        values.push(("owners", json!(figures.owners)));
    }
    if figures.open.len() <= LISTED {
        let one = |item: &ActionItem| {
            json!({
                "action": item.action,
                "from": item.source.key,
                "sheet": item.place().sheet,
                "row": item.row,
                "owner": item.owner,
                "due": item.due,
                "days_late": item.late,
                "carried_over": item.carried,
                "people": item.people,
            })
        };
        values.push(("list", figures.open.iter().map(one).collect()));
    }
    values
}
