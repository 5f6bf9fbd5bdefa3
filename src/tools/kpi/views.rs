//! Shows the dashboard: the order and headings of its rows, and the computed fields. It must not decide anything.

mod alone;
mod apart;
mod chart;
mod panels;
mod proof;
pub(super) mod review;
mod told;
mod week;

pub use alone::Alone;
pub use chart::chart;
pub(super) use panels::dashboard;
pub use panels::outlook;
pub(super) use week::{last_week, this_week};

use super::facts::{CarriedOver, Figures, Forecast, Indicators, needed};
use super::rules::carried_level;
use super::{Kpi, Reading, Review, code};
use crate::calendar::{Calendar, short_day};
use crate::facts::Facts;
use crate::finding::Level;
use crate::say;
use crate::sheet::{AnyRow, Unit};
use crate::sort::StableSort;
use crate::text::{Phrase, count, percent, text};
use crate::tool::Shown;
use chrono::{Datelike as _, NaiveDate};

/// Number of periods in the small line of a row.
const SPARKS_SHOWN: i64 = 12;
const SPARKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Leading indicators first.
#[expect(clippy::unnecessary_wraps, reason = "the shape of `View::rows`")]
pub(super) fn leading_first(facts: &Facts) -> Option<Vec<usize>> {
    let kpis = facts.rows::<Kpi>();
    let mut order: Vec<usize> = (0..kpis.len()).collect();
    order.stable_sort_by_key(|at| kpis.get(*at).is_none_or(|kpi| !kpi.is_leading()));
    Some(order)
}

/// The heading of an indicator: its kind.
pub(super) fn kind(_: &Facts, row: &dyn AnyRow) -> Option<Phrase> {
    Some(if row.typed::<Kpi>()?.is_leading() {
        text("领先指标：投入", "Leading: the effort").into()
    } else {
        text("滞后指标：结果", "Lagging: the result").into()
    })
}

/// The latest day first; a reading without a day stands on top, where it is completed.
#[expect(clippy::unnecessary_wraps, reason = "the shape of `View::rows`")]
pub(super) fn newest_first(facts: &Facts) -> Option<Vec<usize>> {
    let readings = facts.rows::<Reading>();
    let mut order: Vec<usize> = (0..readings.len()).collect();
    order.stable_sort_by_key(|at| {
        let date = readings.get(*at).and_then(|r| r.date);
        (date.is_some(), std::cmp::Reverse((date, *at)))
    });
    Some(order)
}

fn figures<'a>(facts: &'a Facts, row: &dyn AnyRow) -> Option<&'a Figures> {
    facts.get::<Indicators>().get(row.id())
}

fn dash() -> Shown {
    Shown::plain(Phrase::same("–"))
}

/// A share as whole percent, or a dash.
fn share(share: Option<f64>) -> Shown {
    share.map_or_else(dash, |share| Shown::plain(Phrase::same(percent(share))))
}

/// The latest value with the day it is of, or its age once it is stale.
pub(super) fn current(facts: &Facts, row: &dyn AnyRow) -> Shown {
    figures(facts, row)
        .map_or_else(dash, |kpi| latest(kpi, facts.today(), Unit::short).map_or_else(dash, Shown::plain))
}

/// Written as in a cell, or as in a sentence.
fn latest(kpi: &Figures, today: NaiveDate, written: fn(Unit, f64) -> Phrase) -> Option<Phrase> {
    let (date, value) = kpi.current?;
    let figure = written(kpi.kpi.unit(), value);
    let age = today.signed_duration_since(date).num_days();
    // A reading of these days is not old; it only waits for its week to be full.
    if kpi.kpi.code == code::WALKS
        && !kpi.is_stale()
        && let Some((judged, value)) = kpi.judged
        && judged != date
    {
        // The week under way is not what is judged.
        let figure = written(kpi.kpi.unit(), value);
        return Some(say!("上整周 {figure}", "{figure} last week", figure));
    }
    Some(if kpi.is_stale() && age >= 7 {
        say!("{figure} · {age}天前", "{figure} · {age} d ago", figure, age)
    } else {
        let day = short_day(date);
        say!("{figure} · {day}", "{figure} · {day}", figure, day)
    })
}

/// The share of the way gone.
pub(super) fn progress(facts: &Facts, row: &dyn AnyRow) -> Shown {
    share(figures(facts, row).and_then(|kpi| kpi.progress))
}

/// The share of the way that should be gone.
pub(super) fn expected(facts: &Facts, row: &dyn AnyRow) -> Shown {
    // Without a baseline there is no way to have gone a share of.
    share(figures(facts, row).and_then(|kpi| kpi.expected.filter(|_| kpi.ends().is_some())))
}

/// Where an indicator stands.
pub(super) fn status(facts: &Facts, row: &dyn AnyRow) -> Shown {
    figures(facts, row).map_or_else(dash, Figures::status_beside)
}

/// The last periods as a small line.
pub(super) fn trend(facts: &Facts, row: &dyn AnyRow) -> Shown {
    figures(facts, row).map_or_else(dash, |kpi| {
        let weeks = facts.get::<Indicators>().weeks;
        Shown::plain(Phrase::same(spark(kpi, weeks.period(kpi.kpi.cadence(), facts.today()))))
    })
}

/// When the target will be met.
pub(super) fn forecast(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(kpi) = figures(facts, row) else { return dash() };
    // A date after the target's is a warning, and so is a pace that leads nowhere.
    let late = match (kpi.forecast, kpi.span) {
        (Forecast::Between(from, _), Some((_, to))) => from > to,
        (Forecast::Never, _) => true,
        _ => false,
    };
    let when = match kpi.forecast {
        Forecast::Met => text("已达成", "met").into(),
        Forecast::Between(from, to) => between(from, to),
        Forecast::Near => text("已近目标", "near").into(),
        Forecast::NoTrend => text("无趋势", "no trend").into(),
        Forecast::Never => text("达不到", "never").into(),
        Forecast::TooFew { have } if have > 0 => {
            let readings = count(needed(have) as u64, "次数据", "more reading", "more readings");
            say!("还差 {readings}", "{readings}", readings)
        }
        Forecast::TooFew { .. } | Forecast::Undefined => Phrase::same("–"),
    };
    Shown::new(if late { Level::Watch } else { Level::Blank }, when)
}

/// The months within which something is met, as they are read: `2026年11月–2027年5月`, `Nov 2026–May 2027`.
fn between(from: NaiveDate, to: Option<NaiveDate>) -> Phrase {
    let month = |date: NaiveDate| {
        let (year, month) = (date.year(), date.month());
        Phrase::from((format!("{year}年{month}月"), date.format("%b %Y").to_string()))
    };
    let first = month(from);
    match to {
        Some(last) if (last.year(), last.month()) == (from.year(), from.month()) => first,
        // The year is said once.
        Some(last) if last.year() == from.year() => {
            let (zh, last) = (format!("{}–{}月", first.zh.trim_end_matches('月'), last.month()), month(last));
            Phrase::from((zh, format!("{}–{}", from.format("%b"), last.en)))
        }
        Some(last) => say!("{first}–{last}", "{first}–{last}", first, last = month(last)),
        None => say!("{first}以后", "{first} or later", first),
    }
}

/// The last periods as little columns from the lowest to the highest value; one without a reading is a dot.
pub(super) fn spark(kpi: &Figures, now: i64) -> String {
    let first = now - SPARKS_SHOWN + 1;
    let shown: Vec<_> = kpi.periodic.iter().filter(|w| w.point.period >= first).map(|w| w.point).collect();
    let low = shown.iter().map(|p| p.value).fold(f64::INFINITY, f64::min);
    let high = shown.iter().map(|p| p.value).fold(f64::NEG_INFINITY, f64::max);
    let column = |value: f64| {
        let share = (value - low) / (high - low);
        // All values equal: half height, which is neither good nor bad.
        let at = if share.is_finite() { (share * 7.0).round() as usize } else { 3 };
        SPARKS.get(at).copied().unwrap_or('█')
    };
    let mut points = shown.iter().peekable();
    (first..=now)
        .map(|period| points.next_if(|p| p.period == period).map_or('·', |p| column(p.value)))
        .collect()
}

/// The share of the way that a reading shows.
pub(super) fn reading_progress(facts: &Facts, row: &dyn AnyRow) -> Shown {
    share(row.typed::<Reading>().and_then(|reading| Indicators::progress_of(facts, reading)))
}

/// The present status of the indicator that a review is about.
pub(super) fn review_status(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let id = row.typed::<Review>().and_then(|review| review.kpi.0);
    let kpi = id.and_then(|id| facts.get::<Indicators>().get(id));
    kpi.map_or_else(dash, Figures::status_shown)
}

/// How often an open action has been carried over.
pub(super) fn carried(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(review) = row.typed::<Review>().filter(|review| review.is_open()) else { return dash() };
    match facts.get::<CarriedOver>().of(review.id, review.due, review.date) {
        0 => Shown::plain(match review.due.filter(|due| *due < facts.today()) {
            Some(due) if facts.get::<Calendar>().late(due, facts.today()) > 0 => text("已逾期", "overdue"),
            // It came due during the pause.
            Some(_) => text("暂停中", "on hold"),
            None => text("未到期", "not due"),
        }),
        n => Shown::new(carried_level(n), times(n)),
    }
}

/// So many times.
pub(in crate::tools) fn times(n: i64) -> Phrase {
    match n {
        1 => say!("{n} 次", "once"),
        2 => say!("{n} 次", "twice"),
        _ => say!("{n} 次", "{n} times"),
    }
}
