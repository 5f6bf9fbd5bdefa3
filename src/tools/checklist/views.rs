//! How the checklist is shown: headings, computed fields, the burn-up.

use super::figures::order as block_order;
use super::rules::{overdue_level, title};
use super::{Figures, Item, State};
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::project::Project;
use crate::say;
use crate::sheet::{AnyRow, Unit};
use crate::text::{Phrase, text};
use crate::tool::{Chart, Panel, Shown};
use chrono::{Datelike, NaiveDate};

/// The rows by block, own items behind those before them; none if they stand so already, and people may
/// then move them.
pub(super) fn order(project: &Project) -> Option<Vec<usize>> {
    let rows = project.rows::<Item>();
    let key = |at: &usize| rows.get(*at).map(|row| block_order(row.when()));
    let mut places: Vec<usize> = (0..rows.len()).collect();
    if places.is_sorted_by_key(key) {
        return None;
    }
    places.sort_by_key(key);
    Some(places)
}

/// Month and day; the year stands in the heading.
fn short(date: NaiveDate) -> String {
    format!("{:02}-{:02}", date.month(), date.day())
}

pub(super) fn heading(scene: &Facts, row: &dyn AnyRow) -> Option<Phrase> {
    let figures = scene.get::<Figures>();
    let when = row.typed::<Item>()?.when();
    let name = title(when);
    let mut phrase = Phrase::from(name);
    if let Some((from, until)) = when.and_then(|when| figures.dates(when)) {
        let until = short(until);
        phrase = add(phrase, &say!(" · {from} 至 {until}", " · {from} to {until}"));
    }
    let block = figures.blocks.iter().find(|b| b.when == when);
    let (done, total) = block.map_or((0, 0), |b| (b.done, b.total));
    phrase = add(phrase, &say!(" · 完成 {done}/{total}", " · {done}/{total} done"));
    if when.is_some() && when == figures.now() {
        phrase = add(phrase, &text(" ◀ 现在", " ◀ now").into());
    }
    Some(phrase)
}

fn add(mut phrase: Phrase, more: &Phrase) -> Phrase {
    phrase.zh.to_mut().push_str(&more.zh);
    phrase.en.to_mut().push_str(&more.en);
    phrase
}

/// When the item is due, or how it ended, in twelve cells at most with the sign; of what is overdue the days
/// say more than the date.
pub(super) fn due(scene: &Facts, row: &dyn AnyRow) -> Shown {
    let blank = Shown { text: Phrase::same(String::new()), level: Level::Blank };
    let (Some(figures), Some(item)) = (Some(scene.get::<Figures>()), row.typed::<Item>()) else {
        return blank;
    };
    let first_day = item.when().map(|when| when.days().0);
    match figures.state(item) {
        State::NotApplicable => Shown { text: text("不适用", "n/a").into(), ..blank },
        State::Done { late: Some(late), .. } if late > 0 => {
            Shown { text: say!("晚 {late} 天", "{late} d late"), level: Level::Blank }
        }
        State::Done { on, .. } => {
            let day = figures.calendar.day(on);
            let said = match (day, first_day) {
                (Some(day), _) if day < 1 => text("启动前", "before start"),
                (Some(day), Some(first)) if day < first => text("提前", "ahead"),
                (Some(_), Some(_)) => text("按期", "in time"),
                _ => text("", ""),
            };
            Shown { text: said.into(), level: Level::Good }
        }
        State::Open { due: None, .. } => blank,
        State::Open { due: Some(due), overdue } => {
            let text = if overdue > 0 {
                say!("逾期{overdue}天", "{overdue} d over")
            } else {
                Phrase::same(short(due))
            };
            Shown { text, level: overdue_level(overdue) }
        }
    }
}

/// The mark of an item that another tool suggests is done.
pub(super) fn suggested(scene: &Facts, row: &dyn AnyRow) -> Shown {
    let suggestions = &scene.get::<Figures>().suggestions[..];
    if suggestions.iter().any(|s| s.row == row.id()) {
        Shown { text: text("建议", "tick?").into(), level: Level::Watch }
    } else {
        Shown { text: Phrase::same(String::new()), level: Level::Blank }
    }
}

pub(super) fn panels(scene: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let figures = scene.get::<Figures>();
    let suggestion = row.and_then(|row| figures.suggestions.iter().find(|s| s.row == row.id()));
    let reason = suggestion.map(|s| Panel::Lines {
        title: text("为什么建议勾选", "Why it is suggested").into(),
        lines: vec![Line { level: Level::Watch, text: s.reason.clone() }],
    });
    reason.into_iter().chain(burnup(scene)).collect()
}

/// The items planned and done, summed up over time.
pub(super) fn burnup(scene: &Facts) -> Vec<Panel> {
    chart(scene.get::<Figures>()).map(Panel::Chart).into_iter().collect()
}

fn chart(figures: &Figures) -> Option<Chart> {
    let x = |date: NaiveDate| f64::from(date.num_days_from_ce());
    let start = figures.calendar.start();
    let first = start.into_iter().chain(figures.ticks.first().copied()).min()?;
    let mut path: Vec<(f64, f64)> = start.map(|start| (x(start), 0.0)).into_iter().collect();
    let mut planned = 0;
    let mut last = figures.today.max(first);
    for block in &figures.blocks {
        planned += block.total;
        if let Some((_, due)) = block.when.and_then(|when| figures.dates(when)) {
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
    if values.last().is_some_and(|point| point.0 < x(figures.today)) {
        values.push((x(figures.today), figures.done as f64));
    }
    let label = |date: NaiveDate| Phrase::same(date.to_string());
    Some(Chart {
        title: Some(text("累计完成的事项", "Items done so far").into()),
        values: values.into_iter().map(|(x, y)| (x, Some(y))).collect(),
        path,
        today: Some(x(figures.today)),
        span: Some(((x(first), label(first)), (x(last), label(last)))),
        unit: Unit::None,
        whole: true,
        legend: vec![text("已完成", "Done").into(), text("计划", "Planned").into()],
        ..Chart::default()
    })
}
