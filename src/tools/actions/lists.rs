//! The promises as lines: by owner, and by due date.

use super::Promise;
use super::gather::{Commitment, Figures, week};
use crate::facts::Facts;
use crate::finding::Level;
use crate::say;
use crate::sheet::AnyRow;
use crate::text::{Phrase, text};
use crate::tool::{ListLine, ListPlan, Shown};
use crate::tools::kpi::carried_level;
use chrono::NaiveDate;

/// By owner, then by day.
pub static BY_OWNER: ListPlan = ListPlan {
    heads: &[
        (text("行动", "Action"), 24),
        (text("来自", "From"), 10),
        (text("期限", "Due"), 10),
        (text("还剩", "Left"), 10),
        (text("第几周", "Week"), 8),
    ],
    lines: by_owner,
};

/// By day, with the owner beside.
pub static BY_DUE: ListPlan = ListPlan {
    heads: &[
        (text("行动", "Action"), 24),
        (text("负责人", "Owner"), 14),
        (text("期限", "Due"), 10),
        (text("还剩", "Left"), 10),
        (text("来自", "From"), 10),
    ],
    lines: by_due,
};

fn plain(text: impl Into<Phrase>) -> Shown {
    Shown { text: text.into(), level: Level::Blank }
}

fn figures<'a>(scene: &'a Facts) -> Option<&'a Figures> {
    Some(scene.get::<Figures>())
}

fn by_owner(scene: &Facts) -> Vec<ListLine> {
    let Some(figures) = figures(scene) else { return Vec::new() };
    let mut lines = Vec::with_capacity(figures.open.len() + figures.done.len());
    let mut rest = figures.open.iter();
    for owner in &figures.owners {
        let (open, overdue, name) = (owner.open, owner.overdue, owner.name.as_str());
        let count = match overdue {
            0 => say!("{open} 项", "{open} open"),
            _ => say!("{open} 项，{overdue} 项逾期", "{open} open, {overdue} late"),
        };
        let (zh, en) = (count.zh, count.en);
        let heading = match name {
            "" => say!("没有负责人：{zh}", "No owner: {en}"),
            name => say!("{name}：{zh}", "{name}: {en}"),
        };
        lines.extend(rest.by_ref().take(open).map(|promise| {
            let cells = vec![
                what(promise),
                plain(promise.source.title()),
                due(promise),
                left(promise, scene.today()),
                carried(promise),
            ];
            line(&heading, promise, cells)
        }));
    }
    lines.extend(figures.done.iter().map(|promise| {
        let cells = vec![
            what(promise),
            plain(promise.source.title()),
            due(promise),
            finished(promise),
            plain(Phrase::same("")),
        ];
        line(&done_heading(), promise, cells)
    }));
    lines
}

fn by_due(scene: &Facts) -> Vec<ListLine> {
    let Some(figures) = figures(scene) else { return Vec::new() };
    let today = scene.today();
    let owner = |p: &Commitment| match p.owner.as_str() {
        "" if p.done.is_none() => Shown { text: text("没人认领", "nobody").into(), level: Level::Watch },
        name => plain(Phrase::same(name)),
    };
    let open = figures.by_due.iter().filter_map(|at| figures.open.get(*at));
    let open = open.map(|promise| {
        let cells = vec![
            what(promise),
            owner(promise),
            due(promise),
            left(promise, today),
            plain(promise.source.title()),
        ];
        line(&when(promise, figures, today), promise, cells)
    });
    let done = figures.done.iter().map(|promise| {
        let cells = vec![
            what(promise),
            owner(promise),
            due(promise),
            finished(promise),
            plain(promise.source.title()),
        ];
        line(&done_heading(), promise, cells)
    });
    open.chain(done).collect()
}

fn line(heading: &Phrase, promise: &Commitment, cells: Vec<Shown>) -> ListLine {
    ListLine { heading: Some(heading.clone()), cells, place: promise.place(), tick: promise.tick() }
}

fn done_heading() -> Phrase {
    text("本周已完成", "Done this week").into()
}

/// The part of the calendar that a promise falls into.
fn when(promise: &Commitment, figures: &Figures, today: NaiveDate) -> Phrase {
    let Some(due) = promise.due else { return text("没有期限", "No due date").into() };
    match figures.weeks {
        _ if due < today => text("已逾期", "Overdue"),
        Some((next, _)) if due < next => text("本周", "This week"),
        Some((_, after)) if due < after => text("下周", "Next week"),
        _ => text("以后", "Later"),
    }
    .into()
}

fn what(promise: &Commitment) -> Shown {
    let what = promise.what.trim();
    match promise.people {
        Some(people) if people > 1 => plain(say!("{what}（{people} 人）", "{what} ({people} people)")),
        _ => plain(Phrase::same(what)),
    }
}

fn due(promise: &Commitment) -> Shown {
    plain(Phrase::same(promise.due.map_or_else(|| "–".to_owned(), |d| d.to_string())))
}

/// How much time is left, and how bad it is in its week.
fn time_left(due: Option<NaiveDate>, week: i64, today: NaiveDate) -> Shown {
    let Some(due) = due else { return plain(text("没有期限", "no date")) };
    match due.signed_duration_since(today).num_days() {
        0 => plain(text("今天", "today")),
        1 => plain(text("明天", "tomorrow")),
        n if n > 0 => plain(say!("还有{n}天", "in {n} d")),
        n => Shown { text: say!("逾期{n}天", "{n} d late", n = -n), level: carried_level(week.max(2)) },
    }
}

fn left(promise: &Commitment, today: NaiveDate) -> Shown {
    time_left(promise.due, promise.week, today)
}

/// The same for a row of the own sheet.
pub fn left_of(scene: &Facts, row: &dyn AnyRow) -> Shown {
    match row.typed::<Promise>() {
        Some(promise) if promise.done.0.is_none() && !promise.action.0.trim().is_empty() => {
            time_left(promise.due, week(promise.due, promise.made, scene.today()), scene.today())
        }
        _ => plain(Phrase::same("")),
    }
}

fn finished(promise: &Commitment) -> Shown {
    let day = promise.done.map_or_else(String::new, |d| d.format("%m-%d").to_string());
    Shown { text: say!("{day} 完成", "done {day}"), level: Level::Good }
}

/// The week that it has been carried over into.
fn carried(promise: &Commitment) -> Shown {
    match promise.week {
        ..=1 => plain(Phrase::same("")),
        week => Shown { text: say!("第{week}周", "week {week}"), level: carried_level(week) },
    }
}
