//! A director's first hour: four tasks that lead through the real screens. It holds nothing that is entered there; it
//! only says how far each task is and what comes next.

mod actions;
mod facts;
mod items;
mod rules;
mod sheets;
#[cfg(test)]
mod tests;
mod views;

pub use facts::{Figures, Progress};
pub use items::{TASKS, TaskDef};
pub use sheets::Task;

use crate::sheet::Row as _;
use crate::text::text;
use crate::tool::{Action, Field, Group, Layout, Tool, View};

/// The tool: the tasks, how far each is, and the way there.
pub static TOOL: Tool = Tool {
    key: "homework",
    mark: 'd',
    title: text("今日作业：第一个小时", "Homework: the first hour"),
    short: text("今日作业", "First hour"),
    about: text(
        "四项作业，带您用一小时走完真实的表：选定变革、评准备度、排 90 天、定三个胜利。",
        "Four tasks that lead through the real sheets in an hour: the change, the readiness, the 90 days, three wins.",
    ),
    group: Group::Learn,
    sheets: &[Task::DEF],
    views: &[View {
        grows: false,
        panels: views::panels,
        ..View::of(
            "tasks",
            text("作业", "Tasks"),
            Task::DEF,
            Layout::Grid(&[
                Field::column(Task::COL.task, 28),
                Field::computed("state", text("进度", "Progress"), 10, views::state),
                Field::computed("next", text("下一步", "Next"), 22, views::next),
                Field::column(Task::COL.note, 20),
            ]),
        )
    }],
    actions: &[Action::new("go", text("去做这一项", "Go and do it"), actions::go)
        .possible_if(|facts, row| actions::next_entry(facts, row).map(drop))],
    rules: rules::RULES,
    assess: rules::assess,
    values: facts::values,
    ..Tool::BLANK
};
