//! The chart of an indicator: its readings over time, the path, the limits and the events.

use crate::facts::Facts;
use crate::sheet::Unit;
use crate::stats::ROADMAP_PATH;
use crate::text::{Phrase, text};
use crate::tool::Chart;
use crate::tools::kpi::facts::{Against, Figures, Indicators};
use crate::tools::kpi::{Event, Path};
use chrono::{Datelike, NaiveDate};
use std::sync::Arc;

fn day(date: NaiveDate) -> f64 {
    f64::from(date.num_days_from_ce())
}

/// The readings of an indicator over time, with its path, its limits and what happened.
pub(in crate::tools) fn chart(facts: &Facts, kpi: &Figures) -> Chart {
    let (weeks, today) = (facts.get::<Indicators>().weeks, facts.today());
    let mut values: Vec<(f64, Option<f64>)> = Vec::with_capacity(kpi.weekly.len());
    // Where the points of the figures went among the values, which hold the gaps too.
    let mut at = Vec::with_capacity(kpi.weekly.len());
    let mut last_week = None;
    for reading in &kpi.weekly {
        let missed = last_week.is_some_and(|week: i64| reading.point.week - week > 1);
        // One gap parts the line, however many weeks it lasted.
        if let Some(date) = last_week.filter(|_| missed).and_then(|week| weeks.first_day(week + 1)) {
            values.push((day(date), None));
        }
        at.push(values.len());
        values.push((day(reading.date), Some(reading.point.value)));
        last_week = Some(reading.point.week);
    }
    let signals = kpi.xmr.iter().flat_map(|x| &x.signals).filter_map(|s| at.get(s.point).copied());
    let mut signals: Vec<usize> = signals.collect();
    signals.dedup();
    let about = |event: &&Arc<Event>| event.kpi.0.is_none_or(|id| id == kpi.kpi.id);
    let mut events: Vec<_> = facts.rows::<Event>().iter().filter(about).collect();
    // What happened to this very indicator comes before what concerns them all.
    events.sort_by_key(|event| event.kpi.0.is_none());
    let marks = events.iter().filter_map(|e| Some((day(e.date?), Phrase::same(e.name.as_str())))).collect();
    let first = kpi.readings.first().map_or(today, |(date, _)| *date);
    let (from, to) = kpi.span.unwrap_or((first, today));
    let (from, to) = (from.min(first), to.max(today));
    Chart {
        title: Some(kpi.kpi.title()),
        values,
        path: path(kpi, from, to),
        limits: kpi.xmr.as_ref().map(|x| (x.limits.lower, x.limits.mean, x.limits.upper)),
        signals,
        marks,
        today: Some(day(today)),
        span: Some(((day(from), Phrase::same(from.to_string())), (day(to), Phrase::same(to.to_string())))),
        unit: kpi.kpi.unit(),
        whole: kpi.kpi.unit() == Unit::Times,
        legend: vec![
            text("每周数值", "weekly value").into(),
            if kpi.has_path() { text("预期走势", "expected path") } else { text("目标", "target") }.into(),
        ],
    }
}

/// Where it should be: from the baseline to the target, or level at a threshold.
fn path(kpi: &Figures, first: NaiveDate, last: NaiveDate) -> Vec<(f64, f64)> {
    let Some(target) = kpi.kpi.target else { return Vec::new() };
    match (kpi.ends(), kpi.span) {
        (Some((baseline, _)), Some((from, to))) if kpi.has_path() => {
            let straight: &[(f64, f64)] = &[(0.0, 0.0), (12.0, 1.0)];
            let roadmap = kpi.kpi.path == Some(Path::Roadmap) && kpi.against == Against::Path;
            let shape = if roadmap { &ROADMAP_PATH } else { straight };
            let along = |(month, share): &(f64, f64)| {
                (day(from) + (day(to) - day(from)) * month / 12.0, baseline + (target - baseline) * share)
            };
            let mut path: Vec<_> = shape.iter().map(along).collect();
            // Growth that has come to its end is a threshold from there on.
            if kpi.against == Against::Growth && last > to {
                path.push((day(last), target));
            }
            path
        }
        _ => vec![(day(first), target), (day(last), target)],
    }
}
