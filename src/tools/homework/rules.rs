//! The reminder of the tasks, and their progress in a line.

use super::facts::Figures;
use super::items::TASKS;
use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::{Consequence, Finding, Level, Line, Rule};
use crate::say;
use crate::text::{Phrase, text};
use crate::tool::Assessment;

/// The last project day with a reminder: the tasks are a way in, and who has worked for two weeks needs none.
pub(super) const REMIND_UNTIL: i64 = 14;

pub(super) static RULES: &[Rule] = &[Rule::one(
    "HW1",
    text("今日作业", "Homework"),
    text(
        "项目前 14 天，四项作业还没有全部完成",
        "In the first 14 days of the project, not all four tasks are done",
    ),
    unfinished,
)
.weighs(Consequence::Entry)];

fn unfinished(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let figures = facts.get::<Figures>();
    let (task, (next, place)) = figures.open()?;
    let day = facts.get::<Calendar>().day(facts.today());
    day.is_none_or(|day| day <= REMIND_UNTIL).then(|| {
        rule.found(
            // A reminder judges nothing: with none of them done nothing is bad yet, and good neither.
            Level::Blank,
            place,
            say!("四项作业已完成 {done}/4", "Tasks done: {done} of 4", done = figures.done()),
            say!("接着做“{task}”：{next}", "Go on with '{task}': {next}", task = task.title, next),
        )
        .becomes(say!("做完今日作业“{task}”", "Finish the task '{task}'", task = task.title))
    })
}

pub(super) fn assess(facts: &Facts, findings: Vec<Finding>) -> Assessment {
    let figures = facts.get::<Figures>();
    let done = figures.done();
    Assessment {
        headline: Phrase::same(format!("{done}/4")),
        level: if done == TASKS.len() { Level::Good } else { Level::Blank },
        conclusion: vec![match figures.open() {
            Some((task, _)) => Line::plain(say!(
                "已完成 {done}/4；现在做：{task}",
                "{done} of 4 done; next: {task}",
                done,
                task = task.title
            )),
            None => Line::new(
                Level::Good,
                text(
                    "四项作业都已完成：从下周一起，每周回顾一次指标和行动。",
                    "All four tasks are done; from next Monday on, review the indicators and the actions once a week.",
                ),
            ),
        }],
        findings,
    }
}
