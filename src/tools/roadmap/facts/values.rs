//! The figures of the roadmap for programs.

use super::{Figures, State};
use crate::facts::Facts;
use chrono::NaiveDate;
use serde_json::{Value, json};

pub(in crate::tools::roadmap) fn values(facts: &Facts) -> Vec<(&'static str, Value)> {
    let figures = facts.get::<Figures>();
    let phases = figures.phases.iter().map(|phase| {
        json!({
            "phase": phase.stage,
            "from": phase.days.map(|d| d.0),
            "until": phase.days.map(|d| d.1),
            "done": phase.done,
            "total": phase.total,
        })
    });
    let milestones = figures.milestones.iter().map(|milestone| {
        let reached = match milestone.state {
            State::Done { on, .. } => Some(on),
            State::Open { .. } | State::Proposed { .. } => None,
        };
        json!({
            "id": milestone.id,
            "code": milestone.code,
            "date": milestone.date,
            "reached": reached,
            "proposed": milestone.proposal.as_ref().map(|p| p.on),
            "overdue_days": milestone.state.overdue(),
        })
    });
    let has_started = |started: Option<NaiveDate>| started.is_some_and(|day| day <= facts.today());
    let started = figures.centres.iter().filter(|centre| has_started(centre.started)).count();
    vec![
        ("done", json!(figures.done())),
        ("total", json!(figures.items.len())),
        ("in_checklist", json!(figures.proposed().count())),
        ("overdue", json!(figures.overdue().count())),
        ("overdue_days", json!(figures.longest_overdue().unwrap_or(0))),
        ("out_of_order", json!(figures.out_of_order.rows)),
        ("phase", json!(figures.now)),
        ("phases", phases.collect()),
        ("milestones", milestones.collect()),
        ("milestones_reached", json!(figures.milestones.iter().filter(|m| m.state.is_done()).count())),
        ("milestones_missed", json!(figures.milestones.iter().filter(|m| m.missed > 0).count())),
        ("centres", json!(figures.to_convert)),
        ("centres_listed", json!(figures.centres.len())),
        ("centres_started", json!(started)),
        ("centres_converted", json!(figures.converted())),
        ("converted_share", json!(figures.converted_share())),
        ("wanted_share", json!(figures.wanted_share)),
        ("budget_asked", json!(figures.budget.asked)),
        ("budget_approved", json!(figures.budget.approved)),
        ("budget_spent", json!(figures.budget.spent)),
    ]
}
