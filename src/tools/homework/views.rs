//! The view of the tasks: the progress of each, what comes next, and the way to do it.

use super::facts::{Figures, Progress};
use super::items::TaskDef;
use super::sheets::Task;
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::AnyRow;
use crate::text::{Phrase, text};
use crate::tool::{Panel, Shown};

/// The task of a row, and its progress.
fn of_row(facts: &Facts, row: &dyn AnyRow) -> Option<(&'static TaskDef, Progress)> {
    facts.get::<Figures>().of(row.typed::<Task>()?)
}

pub(super) fn state(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let Some((_, Progress { done, of, .. })) = of_row(facts, row) else { return Shown::blank() };
    let level = if done == of { Level::Good } else { Level::Blank };
    Shown::new(level, Phrase::same(format!("{done}/{of}")))
}

pub(super) fn next(facts: &Facts, row: &dyn AnyRow) -> Shown {
    match of_row(facts, row) {
        Some((_, Progress { next: Some((ask, _)), .. })) => Shown::plain(ask),
        Some(_) => Shown::new(Level::Good, text("已完成", "done")),
        None => Shown::blank(),
    }
}

pub(super) fn panels(facts: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let Some((task, Progress { done, of, next })) = row.and_then(|row| of_row(facts, row)) else {
        return Vec::new();
    };
    let standing = match next {
        Some((next, _)) => Line::plain(say!(
            "已完成 {done}/{of}，下一步：{next}",
            "{done} of {of} done; next: {next}",
            done,
            of,
            next
        )),
        None => Line::new(Level::Good, text("已完成。", "Done.")),
    };
    vec![Panel::Lines { title: task.title.into(), lines: vec![Line::plain(task.how), standing] }]
}
