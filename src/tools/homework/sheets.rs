//! The sheet of the tasks.

use super::items::{TASKS, TaskDef};
use crate::sheet;
use crate::sheet::Prose;
use ecow::EcoString;

sheet! {
    /// One of the four tasks.
    Task in "homework" = "今日作业" / "Homework", prefilled TASKS: TaskDef;
    task: EcoString = "任务" / "Task" ? "选一项，用“去做这一项”到下一步" / "Choose one; 'Go and do it' leads to its next step",
    code: EcoString = "编号" / "Code" ? "任务的固定编号" / "The fixed code of the task",
    note: Prose = "心得" / "What I learned" aka NOTE ? "做完写一句：哪一步最难答" / "One line when done: which step was the hardest",
}
