//! What is shown beside what was entered: the gates, the sources' key points, and how long things have waited.

use super::figures::{COACHING_DAYS, FUNCTIONS, OBSTACLE_DAYS, days_between};
use super::gates::{Gate, GateState};
use super::rules::Figures;
use super::{Fact, KotterStep, Member, Obstacle, Training, items};
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::AnyRow;
use crate::text::{Phrase, Text, text};
use crate::tool::{Panel, Shown};
use crate::tools::charter;
use crate::tools::kpi::words;
use crate::tools::wins::has_number;

fn plain(text: impl Into<Phrase>) -> Shown {
    Shown { text: text.into(), level: Level::Blank }
}

fn dash() -> Shown {
    plain(Phrase::same("–"))
}

fn step_of(row: &dyn AnyRow) -> Option<usize> {
    row.typed::<KotterStep>().and_then(|row| items::place(&row.code))
}

/// What a gate's outcome is called, and how bad it is.
pub(super) fn verdict(gate: &Gate) -> (Text, Level) {
    let claimed = !gate.claimed.is_empty();
    match gate.outcome {
        GateState::Passed => (text("通过", "passed"), Level::Good),
        GateState::Failed if claimed && !gate.settled => (text("未通过", "failed"), Level::Act),
        GateState::Failed => (text("未通过", "failed"), Level::Watch),
        GateState::NotDue if claimed => (text("未到期", "not due"), Level::Watch),
        GateState::NotDue => (text("未到期", "not due"), Level::Blank),
        GateState::Open if claimed => (text("待填", "no data"), Level::Watch),
        GateState::Open => (text("待填", "no data"), Level::Blank),
    }
}

fn gate_of<'a>(scene: &'a Facts, step: usize) -> Option<&'a Gate> {
    scene.get::<Figures>().gates.gate(step)
}

pub(super) fn gate(scene: &Facts, row: &dyn AnyRow) -> Shown {
    let gate = step_of(row).and_then(|at| gate_of(scene, at + 1));
    gate.map_or_else(dash, |gate| {
        let (word, level) = verdict(gate);
        // Good has no sign of its own in a grid.
        let Text { zh, en } = word;
        let text = if level == Level::Good { say!("✔ {zh}", "✔ {en}") } else { word.into() };
        Shown { text, level }
    })
}

pub(super) fn key_point(_: &Facts, row: &dyn AnyRow) -> Shown {
    step_of(row).and_then(|at| items::STEPS.get(at)).map_or_else(dash, |step| plain(step.key_point))
}

pub(super) fn after_sales(_: &Facts, row: &dyn AnyRow) -> Shown {
    step_of(row).and_then(|at| items::STEPS.get(at)).map_or_else(dash, |step| plain(step.after_sales))
}

/// Each condition with a tick or a cross; what cannot be told yet has a dot.
fn conditions(gate: &Gate) -> Vec<Line> {
    let waits = gate.outcome == GateState::NotDue && gate.claimed.is_empty();
    let line = |c: &super::Condition| {
        let (zh, en) = (&c.text.zh, &c.text.en);
        match c.met {
            Some(true) => Line { level: Level::Good, text: c.text.clone() },
            Some(false) if !waits => Line { level: Level::Blank, text: say!("✖ {zh}", "✖ {en}") },
            _ => Line { level: Level::Blank, text: say!("· {zh}", "· {en}") },
        }
    };
    gate.conditions.iter().map(line).collect()
}

fn panel(gate: &Gate) -> Panel {
    let (Text { zh, en }, _) = verdict(gate);
    let (title, id) = (gate.title(), gate.id());
    let (title_zh, title_en) = (title.zh, title.en);
    let mut lines = conditions(gate);
    if !gate.claimed.is_empty() && !gate.settled {
        let Phrase { zh, en } = steps_named(&gate.claimed);
        lines.push(Line {
            level: if gate.is_contradicted() { Level::Act } else { Level::Watch },
            text: say!("{zh}已标为完成", "Marked done: {en}"),
        });
    }
    Panel::Lines { title: say!("检验 {id} {title_zh}：{zh}", "Gate {id}, {title_en}: {en}"), lines }
}

/// Steps by number: `第4、5步`.
pub(super) fn steps_named(steps: &[usize]) -> Phrase {
    let list = |between: &str| steps.iter().map(ToString::to_string).collect::<Vec<_>>().join(between);
    let (zh, en) = (list("、"), list(", "));
    if steps.len() == 1 { say!("第{zh}步", "step {en}") } else { say!("第{zh}步", "steps {en}") }
}

/// The gate of the step under the cursor, and what the sources say of the step.
pub(super) fn steps(scene: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let Some(at) = row.and_then(step_of) else { return Vec::new() };
    let mut panels: Vec<Panel> = gate_of(scene, at + 1).map(panel).into_iter().collect();
    if let Some(step) = items::STEPS.get(at) {
        let line = |text: Text| Line { level: Level::Blank, text: text.into() };
        panels.push(Panel::Lines {
            title: text("关键点，售后怎么做", "Key point, and what it means in after-sales").into(),
            lines: vec![line(step.key_point), line(step.after_sales)],
        });
    }
    panels
}

/// Some gates, below the rows that they look at.
pub(super) fn gates(scene: &Facts, wanted: &[usize]) -> Vec<Panel> {
    wanted.iter().filter_map(|step| gate_of(scene, *step)).map(panel).collect()
}

/// Whether a fact counts for the gate.
pub(super) fn counts(scene: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(fact) = row.typed::<Fact>().filter(|fact| fact.is_said()) else { return dash() };
    if !has_number(&fact.fact.0) {
        Shown { text: text("缺数字", "no number").into(), level: Level::Watch }
    } else if fact.counts(scene.today()) {
        Shown { text: text("✔ 算数", "✔ counts").into(), level: Level::Good }
    } else {
        Shown { text: text("缺日期", "no date").into(), level: Level::Watch }
    }
}

pub(super) fn coalition(scene: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    let mut panels = gates(scene, &[2]);
    let members = scene.project().rows::<Member>();
    let line = |function: &super::Function| {
        let who: Vec<Phrase> = members
            .iter()
            .filter(|m| m.function == Some(*function) && !m.name.trim().is_empty())
            .map(|m| Phrase::same(m.name.trim()))
            .collect();
        let (Phrase { zh, en }, Text { zh: of_zh, en: of_en }) = (words::list(&who), function.label());
        if members.iter().any(|m| m.function == Some(*function)) {
            Line { level: Level::Good, text: say!("{of_zh}：{zh}", "{of_en}: {en}") }
        } else {
            Line { level: Level::Blank, text: say!("· {of_zh}：还没有人", "· {of_en}: nobody yet") }
        }
    };
    panels.push(Panel::Lines {
        title: text("五个职能", "The five functions").into(),
        lines: FUNCTIONS.iter().map(line).collect(),
    });
    panels
}

/// How long an obstacle has been open.
pub(super) fn open_for(scene: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(obstacle) = row.typed::<Obstacle>().filter(|o| !o.obstacle.0.trim().is_empty()) else {
        return dash();
    };
    if !obstacle.is_open(scene.today()) {
        return Shown { text: text("✔ 已清除", "✔ gone").into(), level: Level::Good };
    }
    match obstacle.open_for(&charter::calendar(scene.project()), scene.today()) {
        None => Shown { text: text("缺日期", "no date").into(), level: Level::Watch },
        Some(days) => Shown {
            text: say!("{days}天", "{days} d"),
            level: if days > OBSTACLE_DAYS { Level::Act } else { Level::Blank },
        },
    }
}

pub(super) fn authority(scene: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    let facts = scene.get::<Figures>();
    let line = |role: &super::Role| {
        let Text { zh, en } = role.label();
        if facts.without_limit.iter().any(|gap| gap.role == *role) {
            Line {
                level: Level::Blank, text: say!("· {zh}：还没有金额上限", "· {en}: no limit yet")
            }
        } else {
            Line { level: Level::Good, text: say!("{zh}：有金额上限", "{en}: has a limit") }
        }
    };
    vec![Panel::Lines {
        title: text("一线角色能自己决定多少", "What the front line decides for itself").into(),
        lines: items::FRONT_LINE.iter().map(line).collect(),
    }]
}

/// How long ago a training was, until coaching followed it.
pub(super) fn since(scene: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(training) = row.typed::<Training>() else { return dash() };
    let Some(date) = training.date else { return dash() };
    if date > scene.today() {
        return plain(text("计划中", "planned"));
    }
    let days = days_between(&charter::calendar(scene.project()), date, scene.today());
    let waits =
        days > COACHING_DAYS && training.is_held(scene.today()) && !training.is_coached(scene.today());
    Shown {
        text: say!("{days}天前", "{days} d ago"), level: if waits { Level::Watch } else { Level::Blank }
    }
}

pub(super) fn trainings(scene: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    let Some(facts) = Some(scene.get::<Figures>()).filter(|f| f.coaching.held > 0) else {
        return Vec::new();
    };
    let coaching = &facts.coaching;
    let line = |level, text| Line { level, text };
    let (held, last) = (coaching.held, coaching.since_last.unwrap_or_default());
    let mut lines = vec![line(
        Level::Blank,
        say!("培训过 {held} 次，最近一次在 {last} 天前", "Trainings held: {held}; the last one {last} d ago"),
    )];
    let waiting = coaching.uncoached.len();
    lines.push(match (coaching.overdue(), waiting) {
        (Some(days), _) => line(
            Level::Watch,
            say!(
                "培训后没有辅导的 {waiting} 次，最久 {days} 天，超过 {COACHING_DAYS} 天",
                "Without coaching since: {waiting}, the oldest for {days} d; the limit is {COACHING_DAYS}"
            ),
        ),
        (None, 0) => {
            line(Level::Good, text("每次培训后都有现场辅导", "Coaching followed every training").into())
        }
        (None, _) => {
            line(Level::Blank, say!("培训后还没有辅导的 {waiting} 次", "Without coaching so far: {waiting}"))
        }
    });
    let silent = coaching.without_channel.len();
    lines.push(if silent == 0 {
        line(Level::Good, text("都有答疑渠道", "All say where questions go").into())
    } else {
        line(
            if coaching.has_channel() { Level::Blank } else { Level::Watch },
            say!("没写答疑渠道的 {silent} 次", "Not saying where questions go: {silent}"),
        )
    });
    vec![Panel::Lines { title: text("培训之后", "After the training").into(), lines }]
}
