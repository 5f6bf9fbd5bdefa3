//! How the plan is shown: the order of rows, computed fields, and what stands beside them. It must not decide
//! anything that the rules do not know.

mod panels;

pub(super) use panels::{beside_audience, beside_feedback, beside_message};

use super::facts::{Coverage, Figures, MessageFigures, REPEATS};
use super::items::PrefilledAudience;
use super::rules::{ANSWER_WITHIN, ago};
use super::sheets::{Feedback, Send};
use crate::facts::Facts;
use crate::finding::Level;
use crate::say;
use crate::sheet::AnyRow;
use crate::sort::StableSort;
use crate::text::{Phrase, text};
use crate::tool::Shown;
use std::cmp::Reverse;

/// The latest day first; a send that counts nowhere stands on top, where it is completed.
#[expect(clippy::unnecessary_wraps, reason = "the shape of `View::rows`")]
pub(super) fn newest_first(facts: &Facts) -> Option<Vec<usize>> {
    let sends = facts.rows::<Send>();
    let mut order: Vec<usize> = (0..sends.len()).collect();
    order.stable_sort_by_key(|at| {
        let date = sends.get(*at).and_then(|s| s.date);
        (date.is_some(), Reverse((date, *at)))
    });
    Some(order)
}

/// What waits for an answer first, the oldest on top; then what was answered, the latest on top.
#[expect(clippy::unnecessary_wraps, reason = "the shape of `View::rows`")]
pub(super) fn open_first(facts: &Facts) -> Option<Vec<usize>> {
    let entries = facts.rows::<Feedback>();
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.stable_sort_by_key(|at| {
        let entry = entries.get(*at);
        let answered = entry.and_then(|e| e.answered.0);
        let asked = entry.and_then(|e| e.asked).filter(|_| answered.is_none());
        (answered.is_some(), asked, Reverse(answered), *at)
    });
    Some(order)
}

/// Whether it waits or is done.
pub(super) fn open_or_answered(_: &Facts, row: &dyn AnyRow) -> Option<Phrase> {
    Some(match row.typed::<Feedback>()?.answered.0 {
        None => text("等着答复", "Waiting for an answer").into(),
        Some(_) => text("已答复", "Answered").into(),
    })
}

/// How many days a question has waited, or took.
pub(super) fn days_open(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let figures = facts.get::<Figures>();
    let Some(entry) = row.typed::<Feedback>() else { return Shown::blank() };
    match (entry.asked, entry.answered.0) {
        (Some(asked), None) => {
            let days = figures.days_since(asked).max(0);
            let level = if days > ANSWER_WITHIN { Level::Watch } else { Level::Blank };
            Shown::new(level, say!("已等{days}天", "{days} d open"))
        }
        (Some(asked), Some(answered)) => {
            let days = answered.signed_duration_since(asked).num_days();
            Shown::plain(say!("{days}天答复", "took {days} d"))
        }
        _ => Shown::blank(),
    }
}

/// What a prefilled audience heard of the message of a row.
pub(super) fn heard(facts: &Facts, row: &dyn AnyRow, item: &PrefilledAudience) -> Shown {
    let figures = facts.get::<Figures>();
    let at = figures.audiences.iter().position(|a| a.audience.code == item.code);
    figures.message(row.id()).zip(at).map_or_else(Shown::blank, |(message, at)| cell(figures, message, at))
}

/// A cell of the board: repeats of seven; of customers, start and end; of other messages, how often.
fn cell(figures: &Figures, message: &MessageFigures, at: usize) -> Shown {
    let Some((heard, them)) = message.heard.get(at).zip(figures.audiences.get(at)) else {
        return Shown::blank();
    };
    let n = heard.repeats();
    if !them.audience.is_staff() {
        return match figures.start_and_end(heard) {
            (true, true) => Shown::new(Level::Good, text("始+终", "both")),
            (false, true) => Shown::new(Level::Watch, text("结束", "end")),
            (true, false) => Shown::new(Level::Good, text("启动", "start")),
            (false, false) if message.concerns(&them.audience) => {
                Shown::new(Level::Watch, text("未讲", "none"))
            }
            (false, false) => Shown::blank(),
        };
    }
    if !message.message.key {
        return if n == 0 { Shown::blank() } else { Shown::plain(say!("{n}次", "{n}x")) };
    }
    let level = match n {
        0 => Level::Act,
        REPEATS.. => Level::Good,
        _ => Level::Watch,
    };
    Shown::new(level, Phrase::same(format!("{}/{REPEATS}", n.min(99))))
}

/// How many people of an audience were reached.
pub(super) fn covered(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let them = facts.get::<Figures>().audience(row.id());
    let share = them.and_then(|a| a.coverage).and_then(Coverage::percent);
    Shown::plain(Phrase::same(share.map_or("–".to_owned(), |p| format!("{p}%"))))
}

/// When an audience last heard from us.
pub(super) fn last(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let figures = facts.get::<Figures>();
    let Some(them) = figures.audience(row.id()) else { return Shown::blank() };
    let Some(last) = them.last_send else { return Shown::plain(Phrase::same("–")) };
    let days = figures.days_since(last);
    let level = if them.overdue > 0 { Level::Watch } else { Level::Blank };
    Shown::new(level, if days <= 1 { ago(days) } else { say!("{days}天前", "{days} d ago") })
}
