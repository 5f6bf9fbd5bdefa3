//! Service processes: how each one runs today, what becomes of its steps, and what that changes for time, customers and
//! people.

mod actions;
mod entry;
mod facts;
mod planned;
mod promises;
mod rules;
mod said;
mod sheets;
mod suggests;
#[cfg(test)]
mod tests;
mod views;

pub use facts::{Called, Diagnosis, Flow, Impact, Map, Maps, Need, Stage, Touched};
pub use planned::{Planned, changed_by, planned};
pub use said::{as_is, lead_in_words, measured, progress};
pub use sheets::{Mark, Process, Step, Value};

use crate::sheet::Row;
use crate::text::text;
use crate::tool::{Action, Group, Tool};

/// The tool: the processes, their steps as they are and as they will be, the maps, and the people whom a change touches.
pub static TOOL: Tool = Tool {
    key: "process",
    mark: 'p',
    title: text("流程图与流程再造", "Process maps"),
    short: text("流程图", "Processes"),
    about: text(
        "把服务流程一步一步写下来：谁做、做多久、等多久。逐步问能不能取消、合并、重排、简化，最后才自动化，目标流程当场算出来。",
        "Write a service process down step by step: who does it, how long it takes, how long it waits. Ask of each step whether to eliminate, combine, rearrange or simplify it, and automate last; the to-be is computed at once.",
    ),
    group: Group::Redesign,
    sheets: &[Process::DEF, Step::DEF],
    views: &[views::PROCESSES, views::STEPS, views::MAP, views::IMPACT],
    actions: &[
        Action::new("take-apart", text("拆细这一步", "Take apart"), actions::take_apart)
            .only_in(&["steps"])
            .possible_if(actions::can_take_apart),
        Action::new("make-cards", text("建诊断卡", "Make cards"), actions::make_cards)
            .possible_if(actions::can_make_cards),
    ],
    unit: entry::unit,
    check: entry::check,
    follow: entry::follow,
    belongs: &[Step::COL.process, Step::COL.part_of],
    suggests: suggests::suggests,
    promises: &[promises::STEPS],
    rules: rules::RULES,
    assess: rules::assess,
    values: facts::values,
    ..Tool::BLANK
};
