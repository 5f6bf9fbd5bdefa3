//! What stands beside the rows: the gates with their conditions, who covers what, and what followed the trainings.

use super::{gate_of, step_of, verdict};
use crate::calendar::short_day;
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::AnyRow;
use crate::text::{Phrase, count, days, list, text};
use crate::tool::Panel;
use crate::tools::adkar::Role;
use crate::tools::kotter::facts::{
    COACHING_DAYS, Coaching, Condition, FUNCTIONS, Gate, GateState, RolesWithoutLimit,
};
use crate::tools::kotter::items::FRONT_LINE;
use crate::tools::kotter::{Function, Member};
use std::sync::Arc;

/// Each condition with a tick or a cross; what cannot be told yet has a dot.
fn conditions(gate: &Gate) -> Vec<Line> {
    let waits = gate.state == GateState::NotDue && gate.claimed.is_empty();
    let line = |Condition { met, text }: &Condition| match met {
        Some(true) => Line::new(Level::Good, text.clone()),
        Some(false) if !waits => Line::plain(say!("✖ {text}", "✖ {text}", text)),
        _ => Line::plain(say!("· {text}", "· {text}", text)),
    };
    gate.conditions.iter().map(line).collect()
}

fn panel(gate: &Gate) -> Panel {
    let mut lines = conditions(gate);
    if gate.is_claimed() {
        let level = if gate.is_contradicted() { Level::Act } else { Level::Watch };
        lines.push(Line::new(level, marked_done(&gate.claimed)));
    }
    let title = say!(
        "关口 {id} {step}：{verdict}",
        "Gate {id}, {step}: {verdict}",
        id = gate.step.gate,
        step = gate.title(),
        verdict = verdict(gate).0
    );
    Panel::Lines { title, lines }
}

/// Steps that are marked done, as the beginning of a sentence: `第 4、5 步标为完成`.
pub(in crate::tools::kotter) fn marked_done<'a>(steps: impl IntoIterator<Item = &'a usize>) -> Phrase {
    let steps: Vec<Phrase> = steps.into_iter().map(|step| Phrase::same(step.to_string())).collect();
    let numbers = list(&steps);
    match steps.len() {
        1 => say!("第 {numbers} 步标为完成", "Step {numbers} is marked done", numbers),
        _ => say!("第 {numbers} 步标为完成", "Steps {numbers} are marked done", numbers),
    }
}

/// The gate of the step under the cursor, and what the sources say of the step.
pub(in crate::tools::kotter) fn steps(facts: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let Some(step) = row.and_then(step_of) else { return Vec::new() };
    let mut panels = gate(facts, step.number);
    panels.push(Panel::Lines {
        title: text("关键点，售后怎么做", "Key point, and what it means in after-sales").into(),
        lines: vec![Line::plain(step.key_point), Line::plain(step.after_sales)],
    });
    panels
}

/// The gate of a step, below the rows that it looks at.
pub(super) fn gate(facts: &Facts, step: usize) -> Vec<Panel> {
    gate_of(facts, step).map(panel).into_iter().collect()
}

/// The gate of the coalition, and who covers which of the five functions.
pub(super) fn coalition(facts: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    let mut panels = gate(facts, 2);
    let members = facts.rows::<Member>();
    let line = |function: &Function| {
        let of = |m: &&Arc<Member>| m.function == Some(*function);
        let (here, to_come): (Vec<&Arc<Member>>, Vec<&Arc<Member>>) =
            members.iter().filter(of).partition(|m| m.joined.is_none_or(|joined| joined <= facts.today()));
        let named = |m: &&Arc<Member>| Some(m.name.trim()).filter(|name| !name.is_empty()).map(Phrase::same);
        let who: Vec<Phrase> = here.iter().filter_map(named).collect();
        let function = function.label();
        if !here.is_empty() {
            return Line::new(
                Level::Good,
                say!("{function}：{who}", "{function}: {who}", function, who = list(&who)),
            );
        }
        // Who is still to join covers nothing yet.
        match to_come.iter().filter_map(|m| Some((m.joined?, *m))).min_by_key(|(joined, _)| *joined) {
            Some((joined, member)) => {
                let (day, who) = (short_day(joined), Phrase::same(member.name.trim()));
                Line::plain(say!(
                    "· {function}：{day}加入 {who}",
                    "· {function}: {who} joins {day}",
                    function,
                    day,
                    who
                ))
            }
            None => Line::plain(say!("· {function}：还没有人", "· {function}: nobody yet", function)),
        }
    };
    panels.push(Panel::Lines {
        title: text("五个职能", "The five functions").into(),
        lines: FUNCTIONS.iter().map(line).collect(),
    });
    panels
}

/// Which front-line roles have a limit up to which they decide for themselves.
pub(super) fn authority(facts: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    let RolesWithoutLimit(gaps) = facts.get::<RolesWithoutLimit>();
    let line = |role: Role| {
        let name = role.label();
        if gaps.iter().any(|gap| gap.role == role) {
            Line::plain(say!("· {name}：还没有金额上限", "· {name}: no limit yet", name))
        } else {
            Line::new(Level::Good, say!("{name}：有金额上限", "{name}: has a limit", name))
        }
    };
    vec![Panel::Lines {
        title: text("一线角色能自己决定多少", "What the front line decides for itself").into(),
        lines: FRONT_LINE.into_iter().map(line).collect(),
    }]
}

/// What followed the trainings.
pub(super) fn trainings(facts: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    let coaching = facts.get::<Coaching>();
    let held = coaching.held;
    if held == 0 {
        return Vec::new();
    }
    let last = coaching.since_last.unwrap_or_default();
    let title = text("培训之后", "After the training").into();
    let lines = vec![
        Line::plain(say!(
            "培训过 {held}，最近一次在 {last}前",
            "{held} held, the last one {last} ago",
            held = count(held as u64, "次", "training session", "training sessions"),
            last = days(last)
        )),
        coached(coaching),
        questions(coaching),
    ];
    vec![Panel::Lines { title, lines }]
}

fn coached(coaching: &Coaching) -> Line {
    let waiting = coaching.uncoached.len();
    let sessions = count(waiting as u64, "次", "session", "sessions");
    match (coaching.overdue(), waiting) {
        (Some(longest), _) => Line::new(
            Level::Watch,
            say!(
                "培训后没有辅导的有 {sessions}，最久 {longest}（不超过 {COACHING_DAYS} 天）",
                "{sessions} without coaching since, the oldest for {longest} (at most {COACHING_DAYS} allowed)",
                sessions,
                longest = days(longest)
            ),
        ),
        (None, 0) => {
            Line::new(Level::Good, text("每次培训后都有现场辅导", "Coaching followed every session"))
        }
        (None, _) => Line::plain(say!(
            "培训后还没有辅导的有 {sessions}",
            "{sessions} without coaching so far",
            sessions
        )),
    }
}

fn questions(coaching: &Coaching) -> Line {
    match coaching.without_channel.len() {
        0 => Line::new(Level::Good, text("都有答疑渠道", "All sessions say where questions go")),
        silent => Line::new(
            if coaching.has_channel() { Level::Blank } else { Level::Watch },
            say!(
                "没写答疑渠道的有 {sessions}",
                "{sessions} without a place for questions",
                sessions = count(silent as u64, "次", "session", "sessions")
            ),
        ),
    }
}
