//! How the steps and the sheets behind them are shown: the gates, the sources' key points, and how long things have
//! waited.

mod panels;

pub(super) use panels::marked_done;

use super::facts::{COACHING_DAYS, Gate, GateState, Gates, OBSTACLE_DAYS};
use super::items::Step;
use super::{Authority, Fact, KotterStep, Member, Obstacle, Training};
use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::Level;
use crate::say;
use crate::sheet::{AnyRow, Row};
use crate::text::{Phrase, Text, text};
use crate::tool::{Field, Layout, Shown, View};
use crate::tools::wins::has_number;

pub(super) const STEPS: View = View {
    grows: false,
    panels: panels::steps,
    empty: text(
        "这个项目没有 8 步的行；其他页签照样可用。",
        "This project has no rows for the steps; the other tabs work all the same.",
    ),
    ..View::of(
        "steps",
        text("8步", "Steps"),
        KotterStep::DEF,
        Layout::Grid(&[
            Field::column(KotterStep::COL.step, 18),
            Field::column(KotterStep::COL.state, 9),
            Field::computed("gate", text("关口", "Gate"), 9, gate),
            Field::computed("key_point", text("关键点", "Key point"), 16, key_point),
            Field::column(KotterStep::COL.evidence, 20),
            Field::column(KotterStep::COL.owner, 10),
            Field::computed("after_sales", text("售后怎么做", "In after-sales"), 18, after_sales),
            Field::column(KotterStep::COL.note, 12),
        ]),
    )
};

pub(super) const URGENCY: View = View {
    panels: |facts, _| panels::gate(facts, 1),
    empty: text(
        "还没有事实。添加一条带数字的，写明哪一天让大家看到的。",
        "There is no fact yet. Add one with a number, and the day on which people were shown it.",
    ),
    ..View::of(
        "urgency",
        text("紧迫感", "Urgency"),
        Fact::DEF,
        Layout::Grid(&[
            Field::column(Fact::COL.fact, 28),
            Field::computed("counts", text("算作证据", "Counts"), 11, counts),
            Field::column(Fact::COL.date, 10),
            Field::column(Fact::COL.source, 12),
            Field::column(Fact::COL.shown_to, 12),
        ]),
    )
};

pub(super) const COALITION: View = View {
    panels: panels::coalition,
    empty: text(
        "还没有成员。3–7 人，至少一位高管，CEO、售后、IT、财务、运营都有人。",
        "There is no member yet. Three to seven people, one executive at least, from the CEO's office, after-sales, IT, finance and operations.",
    ),
    ..View::of(
        "coalition",
        text("联盟", "Coalition"),
        Member::DEF,
        Layout::Grid(&[
            Field::column(Member::COL.name, 20),
            Field::column(Member::COL.function, 14),
            Field::column(Member::COL.executive, 6),
            Field::column(Member::COL.joined, 10),
            Field::column(Member::COL.note, 16),
        ]),
    )
};

pub(super) const OBSTACLES: View = View {
    panels: |facts, _| panels::gate(facts, 5),
    empty: text(
        "还没有记录障碍。谁被什么挡住了，当天记下来。",
        "No obstacle is logged. Log what stands in people's way on the day you hear of it.",
    ),
    ..View::of(
        "obstacles",
        text("障碍", "Obstacles"),
        Obstacle::DEF,
        Layout::Grid(&[
            Field::column(Obstacle::COL.obstacle, 20),
            Field::computed("open", text("未清除", "Open for"), 9, open_for),
            Field::column(Obstacle::COL.action, 18),
            Field::column(Obstacle::COL.owner, 10),
            Field::column(Obstacle::COL.due, 10),
            Field::column(Obstacle::COL.removed, 10),
            Field::column(Obstacle::COL.opened, 10),
        ]),
    )
};

pub(super) const AUTHORITY: View = View {
    panels: panels::authority,
    ..View::of(
        "authority",
        text("授权", "Authority"),
        Authority::DEF,
        Layout::Grid(&[
            Field::column(Authority::COL.role, 12),
            Field::column(Authority::COL.decides, 24),
            Field::column(Authority::COL.limit, 9),
            Field::column(Authority::COL.from, 10),
            Field::column(Authority::COL.note, 12),
        ]),
    )
};

pub(super) const TRAININGS: View = View {
    panels: panels::trainings,
    empty: text(
        "还没有培训。先记录一次，之后补上现场辅导的日期和答疑渠道。",
        "There is no training session yet. Log one; then add the day of coaching on the job and where questions go.",
    ),
    ..View::of(
        "trainings",
        text("培训", "Training"),
        Training::DEF,
        Layout::Grid(&[
            Field::column(Training::COL.topic, 18),
            Field::column(Training::COL.date, 10),
            Field::computed("since", text("距今", "Since"), 11, since),
            Field::column(Training::COL.role, 10),
            Field::column(Training::COL.people, 5),
            Field::column(Training::COL.coached, 10),
            Field::column(Training::COL.questions, 14),
            Field::column(Training::COL.note, 12),
        ]),
    )
};

fn dash() -> Shown {
    Shown::plain(Phrase::same("–"))
}

fn step_of(row: &dyn AnyRow) -> Option<&'static Step> {
    row.typed::<KotterStep>().and_then(KotterStep::item)
}

fn gate_of(facts: &Facts, step: usize) -> Option<&Gate> {
    facts.get::<Gates>().of_step(step)
}

/// What a gate's outcome is called, and how bad it is.
fn verdict(gate: &Gate) -> (Text, Level) {
    let claimed = !gate.claimed.is_empty();
    match gate.state {
        GateState::Passed => (text("已过", "passed"), Level::Good),
        GateState::Failed if claimed && !gate.settled => (text("未过", "not yet"), Level::Act),
        GateState::Failed => (text("未过", "not yet"), Level::Watch),
        GateState::NotDue if claimed => (text("未到期", "not due"), Level::Watch),
        GateState::NotDue => (text("未到期", "not due"), Level::Blank),
        GateState::Open if claimed => (text("待填", "no data"), Level::Watch),
        GateState::Open => (text("待填", "no data"), Level::Blank),
    }
}

fn gate(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(gate) = step_of(row).and_then(|step| gate_of(facts, step.number)) else { return dash() };
    let (word, level) = verdict(gate);
    // Good has no sign of its own in a grid.
    if level == Level::Good {
        Shown::new(level, say!("✔ {word}", "✔ {word}", word))
    } else {
        Shown::new(level, word)
    }
}

fn key_point(_: &Facts, row: &dyn AnyRow) -> Shown {
    step_of(row).map_or_else(dash, |step| Shown::plain(step.key_point))
}

fn after_sales(_: &Facts, row: &dyn AnyRow) -> Shown {
    step_of(row).map_or_else(dash, |step| Shown::plain(step.after_sales))
}

/// Whether a fact counts for the gate.
fn counts(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(fact) = row.typed::<Fact>().filter(|fact| fact.is_said()) else { return dash() };
    if !has_number(&fact.fact.0) {
        Shown::new(Level::Watch, text("缺数字", "no number"))
    } else if fact.counts(facts.today()) {
        Shown::new(Level::Good, text("✔ 有效", "✔ counts"))
    } else {
        Shown::new(Level::Watch, text("缺日期", "no date"))
    }
}

/// How long an obstacle has been open.
fn open_for(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(obstacle) = row.typed::<Obstacle>().filter(|o| o.is_noted()) else { return dash() };
    if !obstacle.is_open(facts.today()) {
        return Shown::new(Level::Good, text("✔ 已清除", "✔ gone"));
    }
    match obstacle.open_for(facts.get::<Calendar>(), facts.today()) {
        None => Shown::new(Level::Watch, text("缺日期", "no date")),
        Some(days) => {
            let level = if days > OBSTACLE_DAYS { Level::Act } else { Level::Blank };
            Shown::new(level, say!("{days}天", "{days} d"))
        }
    }
}

/// How long ago a training was, until coaching followed it.
fn since(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let today = facts.today();
    let Some((training, date)) = row.typed::<Training>().and_then(|t| Some((t, t.date?))) else {
        return dash();
    };
    if date > today {
        return Shown::plain(text("计划中", "planned"));
    }
    let days = facts.get::<Calendar>().days_between(date, today);
    let waits = days > COACHING_DAYS && training.is_held(today) && !training.is_coached(today);
    let level = if waits { Level::Watch } else { Level::Blank };
    Shown::new(level, say!("{days}天前", "{days} d ago"))
}
