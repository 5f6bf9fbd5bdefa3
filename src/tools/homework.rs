//! A director's first hour: four tasks that lead through the real screens.

use super::{Field, Group, Layout, Tool, View};
use crate::sheet;
use crate::sheet::{Prose, Row};
use crate::text::text;
use ecow::EcoString;

sheet! {
    /// One of the four tasks.
    Task in "homework" = "今日作业" / "Homework";
    task: EcoString = "任务" / "Task",
    code: EcoString = "编号" / "Code" ? "任务的固定编号" / "The fixed code of the task",
    note: Prose = "心得" / "What I learned",
}

/// The tool: the tasks, how far each is, and the way there.
pub static TOOL: Tool = Tool {
    key: "homework",
    title: text("今日作业", "First hour"),
    short: text("今日作业", "First hour"),
    about: text(
        "四项作业，带您用一小时走完真实的表：选定变革、评准备度、排90天、定三个胜利。",
        "Four tasks that lead through the real sheets in an hour: the change, the readiness, the 90 days, three wins.",
    ),
    group: Group::Learn,
    sheets: &[Task::DEF],
    reads: &["project", "pauses"],
    views: &[View {
        grows: false,
        ..View::of(
            "tasks",
            text("作业", "Tasks"),
            Task::DEF,
            Layout::Grid(&[Field::Column("task", 30), Field::Column("note", 24)]),
        )
    }],
    ..Tool::BLANK
};
