//! Kotter's eight steps of an organisation's change, and what they ask for: dated evidence for the urgency, a
//! coalition, obstacles removed, decision rights at the front line, training with coaching.
//!
//! A step is marked done by people; its gate is computed from what the other tools hold, and never marked.

mod actions;
mod entry;
mod facts;
mod items;
mod promises;
mod rules;
mod sheets;
mod suggests;
#[cfg(test)]
mod tests;
mod views;

pub use facts::{
    COACHING_DAYS, COALITION_SIZE, Coaching, Coalition, Condition, Gate, GateState, Gates, OBSTACLE_DAYS,
    Obstacles, RoleGap, RolesWithoutLimit,
};
pub use items::{FRONT_LINE, Step};
pub use sheets::{Authority, Fact, Function, KotterStep, Member, Obstacle, State, Training};

use crate::sheet::Row;
use crate::text::text;
use crate::tool::{Action, Group, Tool};

/// The tool: the steps with their gates, and the sheets behind them.
pub static TOOL: Tool = Tool {
    key: "kotter",
    mark: '5',
    title: text("科特变革8步", "Kotter's 8 steps"),
    short: text("科特8步", "Kotter 8"),
    about: text(
        "组织怎样一步步变：每一步有没有做到，由其他表里的事实判断。",
        "How an organisation changes step by step; whether a step is achieved is tested by the facts in the other tools.",
    ),
    group: Group::Plan,
    sheets: &[KotterStep::DEF, Fact::DEF, Member::DEF, Obstacle::DEF, Authority::DEF, Training::DEF],
    views: &[
        views::STEPS,
        views::URGENCY,
        views::COALITION,
        views::OBSTACLES,
        views::AUTHORITY,
        views::TRAININGS,
    ],
    actions: &[
        Action::new("note-obstacle", text("记录障碍", "Log an obstacle"), actions::obstacle)
            .only_in(&["steps", "obstacles"]),
        Action::new("note-training", text("记录培训", "Log a training session"), actions::training)
            .only_in(&["steps", "trainings"]),
        Action::new("add-fact", text("添加事实", "Add a fact"), actions::fact).only_in(&["steps", "urgency"]),
        Action::new("add-member", text("添加成员", "Add a member"), actions::member)
            .only_in(&["steps", "coalition"]),
    ],
    seed: items::seed,
    unit: entry::unit,
    read: entry::read,
    check: entry::check,
    follow: entry::follow,
    proposes: rules::proposes,
    suggests: suggests::suggests,
    promises: &[promises::OBSTACLES],
    rules: rules::RULES,
    assess: rules::assess,
    values: facts::values,
    ..Tool::BLANK
};
