//! The four tasks as the sources set them.

use super::facts::{self, Progress};
use super::sheets::Task;
use crate::facts::Facts;
use crate::sheet::Prefilled;
use crate::text::{Text, text};

/// A task as the sources set it.
pub struct TaskDef {
    /// Its name for life.
    pub code: &'static str,
    /// Its name.
    pub title: Text,
    /// The way to do it.
    pub how: Text,
    /// Counts its entries.
    pub progress: fn(&Facts) -> Progress,
}

impl Prefilled<Task> for TaskDef {
    fn code(&self) -> &'static str {
        self.code
    }

    fn text(&self, column: &str) -> Option<Text> {
        (column == Task::COL.task.key).then_some(self.title)
    }
}

/// All tasks, in the order in which they are done.
pub static TASKS: &[TaskDef] = &[
    TaskDef {
        code: "hw1",
        title: text("选定眼下最需要的一项变革", "Choose the one change that is needed most"),
        how: text(
            "写下名称、启动日期、中心数和发起人；再用一句话写愿景：变成什么样、哪个数字、到哪一天。",
            "Give it a name, a start date, the number of centres and a sponsor; then write in one sentence what will be different, in which figure and by when.",
        ),
        progress: facts::change,
    },
    TaskDef {
        code: "hw2",
        title: text("填一份准备度评估", "Fill in one readiness form"),
        how: text(
            "六个维度各打一个分，每个分写一句证据；先看高层支持。",
            "Score the six dimensions and note a line of evidence for each; look at senior support first.",
        ),
        progress: facts::readiness,
    },
    TaskDef {
        code: "hw3",
        title: text("排出 90 天计划", "Plan the first 90 days"),
        how: text(
            "期限由启动日期算好了；给第一个月的每一项定一个负责人。",
            "The due dates follow from the start; name an owner for each item of the first month.",
        ),
        progress: facts::plan,
    },
    TaskDef {
        code: "hw4",
        title: text("定下三个短期胜利", "Set three short-term wins"),
        how: text(
            "每个胜利写清是什么、哪个指标、到多少、哪一天，日期在第 3 到 6 个月。",
            "For each one say what it is, which KPI proves it, the target value and the date, within months 3 to 6.",
        ),
        progress: facts::wins,
    },
];
