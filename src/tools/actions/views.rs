//! The action items as lists, by owner and by due date, and the tool's own sheet.

use super::facts::{ActionItem, Figures};
use super::promises::source;
use super::sheets::Promise;
use crate::calendar::{Calendar, short_day};
use crate::facts::Facts;
use crate::finding::Level;
use crate::say;
use crate::sheet::AnyRow;
use crate::text::{Phrase, text};
use crate::tool::{Field, ListLine, ListPlan, Shown};
use crate::tools::kpi::{CarriedOver, carried_level, times};
use chrono::NaiveDate;

/// By owner, then by day.
pub static BY_OWNER: ListPlan = ListPlan {
    heads: &[
        (text("行动", "Action"), 24),
        (text("来自", "From"), 10),
        (text("期限", "Due"), 10),
        (text("还剩", "Left"), 10),
        (text("拖延", "Carried"), 8),
    ],
    also: &[text("负责人", "Owner")],
    only: 5,
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
    also: &[text("拖延", "Carried")],
    only: 1,
    lines: by_due,
};

/// The promises made outside the other tools.
pub static OWN: &[Field] = &[
    Field::column(Promise::COL.action, 26),
    Field::column(Promise::COL.owner, 13),
    Field::column(Promise::COL.due, 10),
    Field::computed("left", text("还剩", "Left"), 11, left_of),
    Field::column(Promise::COL.done, 10),
    Field::column(Promise::COL.outcome, 16),
    Field::column(Promise::COL.made, 10),
    Field::column(Promise::COL.dropped, 10),
];

fn by_owner(facts: &Facts) -> Vec<ListLine> {
    let figures = facts.get::<Figures>();
    let mut lines = Vec::with_capacity(figures.open.len() + figures.done.len());
    let mut rest = figures.open.iter();
    for of in &figures.owners {
        let (open, overdue, name) = (of.open, of.overdue, of.name.as_str());
        let count = match overdue {
            0 => say!("{open} 项", "{open} open"),
            _ => say!("{open} 项，{overdue} 项逾期", "{open} open, {overdue} late"),
        };
        let heading = match name {
            "" => say!("没有负责人：{count}", "No owner: {count}", count),
            name => say!("{name}：{count}", "{name}: {count}", count),
        };
        lines.extend(rest.by_ref().take(open).map(|item| {
            let cells = vec![
                action(item),
                Shown::plain(source(facts, item)),
                due(item),
                left(item, facts.today()),
                carried(item),
                owner(item),
            ];
            line(&heading, item, cells)
        }));
    }
    lines.extend(figures.done.iter().map(|item| {
        let cells = vec![
            action(item),
            Shown::plain(source(facts, item)),
            due(item),
            finished(item),
            Shown::blank(),
            owner(item),
        ];
        line(&done_heading(), item, cells)
    }));
    lines
}

fn by_due(facts: &Facts) -> Vec<ListLine> {
    let (figures, today) = (facts.get::<Figures>(), facts.today());
    let open = figures.by_due.iter().filter_map(|at| figures.open.get(*at));
    let open = open.map(|item| {
        let cells = vec![
            action(item),
            owner(item),
            due(item),
            left(item, today),
            Shown::plain(source(facts, item)),
            carried(item),
        ];
        line(&when(item, figures), item, cells)
    });
    let done = figures.done.iter().map(|item| {
        let cells = vec![
            action(item),
            owner(item),
            due(item),
            finished(item),
            Shown::plain(source(facts, item)),
            Shown::blank(),
        ];
        line(&done_heading(), item, cells)
    });
    open.chain(done).collect()
}

fn line(heading: &Phrase, item: &ActionItem, cells: Vec<Shown>) -> ListLine {
    ListLine { heading: Some(heading.clone()), cells, place: item.place(), tick: item.tick() }
}

fn owner(item: &ActionItem) -> Shown {
    match item.owner.as_str() {
        "" if item.done.is_none() => Shown::new(Level::Watch, text("没人认领", "no owner yet")),
        name => Shown::plain(Phrase::same(name)),
    }
}

fn done_heading() -> Phrase {
    text("最近 7 天完成", "Done in the last 7 days").into()
}

/// The part of the calendar that an item falls into.
fn when(item: &ActionItem, figures: &Figures) -> Phrase {
    let Some(due) = item.due else { return text("没有期限", "No due date").into() };
    match figures.weeks {
        _ if item.late > 0 => text("已逾期", "Overdue"),
        Some((next, _)) if due < next => text("本周", "This week"),
        Some((_, after)) if due < after => text("下周", "Next week"),
        _ => text("以后", "Later"),
    }
    .into()
}

fn action(item: &ActionItem) -> Shown {
    let action = item.action.trim();
    match item.people {
        Some(people) if people > 1 => {
            Shown::plain(say!("{action}（{people} 人）", "{action} ({people} people)"))
        }
        _ => Shown::plain(Phrase::same(action)),
    }
}

fn due(item: &ActionItem) -> Shown {
    Shown::plain(Phrase::same(item.due.map_or_else(|| "–".to_owned(), |d| d.to_string())))
}

/// The time that is left, with the level of how often it was carried over. What came due during a pause waits until the
/// project goes on.
fn time_left(due: Option<NaiveDate>, (late, carried): (i64, i64), today: NaiveDate) -> Shown {
    let Some(due) = due else { return Shown::plain(text("没有期限", "no date")) };
    let days = due.signed_duration_since(today).num_days();
    let (shown, days) = match days {
        ..0 if late > 0 => {
            let level = carried_level(carried).max(Level::Watch);
            (Shown::new(level, say!("逾期{late}天", "{late} d late")), -late)
        }
        ..0 => return Shown::plain(text("暂停中", "on hold")),
        0 => (Shown::plain(text("今天", "today")), days),
        1 => (Shown::plain(text("明天", "tomorrow")), days),
        n => (Shown::plain(say!("还有{n}天", "in {n} d")), days),
    };
    shown.telling(days as f64)
}

fn left(item: &ActionItem, today: NaiveDate) -> Shown {
    time_left(item.due, (item.late, item.carried), today)
}

/// The time that is left for a row of the own sheet.
fn left_of(facts: &Facts, row: &dyn AnyRow) -> Shown {
    match row.typed::<Promise>() {
        Some(row) if row.done.0.is_none() && row.dropped.0.is_none() && !row.action.0.trim().is_empty() => {
            let today = facts.today();
            let late = row.due.map_or(0, |due| facts.get::<Calendar>().late(due, today));
            let carried = facts.get::<CarriedOver>().of(row.id, row.due, row.made);
            time_left(row.due, (late, carried), today)
        }
        _ => Shown::blank(),
    }
}

fn finished(item: &ActionItem) -> Shown {
    let day = item.done.map(short_day).unwrap_or_default();
    Shown::new(Level::Good, say!("{day} 完成", "done {day}", day))
}

/// How often it has been carried over.
fn carried(item: &ActionItem) -> Shown {
    match item.carried {
        ..=0 => Shown::blank(),
        n => Shown::new(carried_level(n), times(n)),
    }
}
