//! The views of the checklist: headings, computed fields, the burn-up.

use super::facts::{Figures, State, order as block_order};
use super::rules::{overdue_level, title};
use super::sheets::Item;
use crate::calendar::{Calendar, short_day};
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::{AnyRow, Unit};
use crate::sort::StableSort;
use crate::text::{Phrase, join, text};
use crate::tool::{Chart, Panel, Shown};
use chrono::{Datelike, NaiveDate};

/// The rows by block, own items behind those before them; none if they stand so already, and people may
/// then move them.
pub(super) fn order(facts: &Facts) -> Option<Vec<usize>> {
    let rows = facts.rows::<Item>();
    let key = |at: &usize| rows.get(*at).map(|row| block_order(row.when()));
    let mut places: Vec<usize> = (0..rows.len()).collect();
    if places.is_sorted_by_key(key) {
        return None;
    }
    places.stable_sort_by_key(key);
    Some(places)
}

/// Month and day; the year stands in the heading.
fn short(date: NaiveDate) -> String {
    format!("{:02}-{:02}", date.month(), date.day())
}

pub(super) fn heading(facts: &Facts, row: &dyn AnyRow) -> Option<Phrase> {
    let figures = facts.get::<Figures>();
    let when = row.typed::<Item>()?.when();
    let mut heading = Phrase::from(title(when));
    if let Some((from, until)) = when.and_then(|when| when.dates(facts.get::<Calendar>())) {
        let until = short(until);
        heading = join(heading, say!(" · {from} 至 {until}", " · {from} to {until}"));
    }
    let block = figures.blocks.iter().find(|block| block.when == when);
    let (done, total) = block.map_or((0, 0), |block| (block.done, block.total));
    heading = join(heading, say!(" · 完成 {done}/{total}", " · {done}/{total} done"));
    if when.is_some() && when == figures.now {
        heading = join(heading, text(" ◀ 现在", " ◀ now"));
    }
    Some(heading)
}

/// The date on which an item is due, or how it ended, in twelve cells at most with the sign; of what is overdue the
/// days say more than the date.
pub(super) fn due(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(item) = row.typed::<Item>() else { return Shown::blank() };
    let calendar = facts.get::<Calendar>();
    match State::of(item, calendar, facts.today()) {
        State::NotApplicable => Shown::plain(text("不适用", "n/a")),
        State::Done { late: Some(late), .. } if late > 0 => Shown::plain(say!("晚{late}天", "{late} d late")),
        State::Done { on, .. } => {
            let first_day = item.when().map(|when| when.days().0);
            let said = match (calendar.day(on), first_day) {
                (Some(day), _) if day < 1 => text("启动前", "before start"),
                (Some(day), Some(first)) if day < first => text("提前", "ahead"),
                (Some(_), Some(_)) => text("按期", "in time"),
                _ => text("", ""),
            };
            Shown::new(Level::Good, said)
        }
        State::Open { overdue, .. } if overdue > 0 => {
            Shown::new(overdue_level(overdue), say!("逾期{overdue}天", "{overdue} d over"))
        }
        State::Open { due: Some(due), .. } => Shown::plain(short_day(due)),
        State::Open { due: None, .. } => Shown::blank(),
    }
}

/// The mark of an item that another tool suggests is done.
pub(super) fn suggested(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let is_suggested = facts.get::<Figures>().suggestions.iter().any(|s| s.row == row.id());
    if is_suggested { Shown::new(Level::Watch, text("可勾选", "tick?")) } else { Shown::blank() }
}

pub(super) fn panels(facts: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let suggestions = &facts.get::<Figures>().suggestions;
    let suggestion = row.and_then(|row| suggestions.iter().find(|s| s.row == row.id()));
    let reason = suggestion.map(|s| Panel::Lines {
        title: text("为什么建议勾选", "Why it is suggested").into(),
        lines: vec![Line::new(Level::Watch, s.reason.clone())],
    });
    reason.into_iter().chain(burnup(facts)).collect()
}

/// The items planned and done, summed up over time.
pub(super) fn burnup(facts: &Facts) -> Vec<Panel> {
    chart(facts).map(Panel::Chart).into_iter().collect()
}

fn chart(facts: &Facts) -> Option<Chart> {
    let (figures, calendar, today) = (facts.get::<Figures>(), facts.get::<Calendar>(), facts.today());
    let x = |date: NaiveDate| f64::from(date.num_days_from_ce());
    let start = calendar.start();
    let first = start.into_iter().chain(figures.ticks.first().copied()).min()?;
    let mut path: Vec<(f64, f64)> = start.map(|start| (x(start), 0.0)).into_iter().collect();
    let mut planned = 0;
    let mut last = today.max(first);
    for block in &figures.blocks {
        planned += block.total;
        if let Some((_, due)) = block.when.and_then(|when| when.dates(calendar)) {
            path.push((x(due), planned as f64));
            last = last.max(due);
        }
    }
    let mut values = vec![(x(first), 0.0)];
    for (n, tick) in figures.ticks.iter().enumerate() {
        // Several ticks of one day are one point.
        match values.last_mut() {
            Some(point) if point.0 >= x(*tick) => point.1 = (n + 1) as f64,
            _ => values.push((x(*tick), (n + 1) as f64)),
        }
    }
    if values.last().is_some_and(|point| point.0 < x(today)) {
        values.push((x(today), figures.done as f64));
    }
    let label = |date: NaiveDate| Phrase::same(date.to_string());
    Some(Chart {
        title: Some(text("累计完成的事项", "Items done so far").into()),
        values: values.into_iter().map(|(x, y)| (x, Some(y))).collect(),
        path,
        today: Some(x(today)),
        span: Some(((x(first), label(first)), (x(last), label(last)))),
        unit: Unit::None,
        whole: true,
        legend: vec![text("已完成", "Done").into(), text("计划", "Planned").into()],
        ..Chart::default()
    })
}
