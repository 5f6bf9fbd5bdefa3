//! The chart of an indicator: its readings over time, the path, the limits and the events.

use crate::facts::Facts;
use crate::say;
use crate::sheet::Unit;
use crate::sort::StableSort;
use crate::text::{Phrase, Text, text};
use crate::tool::Chart;
use crate::tools::kpi::facts::{Against, Figures, Indicators, Season};
use crate::tools::kpi::{Cadence, Event};
use chrono::{Datelike, NaiveDate};
use std::sync::Arc;

fn day(date: NaiveDate) -> f64 {
    f64::from(date.num_days_from_ce())
}

/// The readings of an indicator over time, with its path, its limits and what happened.
pub fn chart(facts: &Facts, kpi: &Figures) -> Chart {
    let (weeks, today) = (facts.get::<Indicators>().weeks, facts.today());
    let mut values: Vec<(f64, Option<f64>)> = Vec::with_capacity(kpi.periodic.len());
    // Where the points of the figures went among the values, which hold the gaps too.
    let mut at = Vec::with_capacity(kpi.periodic.len());
    let mut last_period = None;
    for reading in &kpi.periodic {
        let missed = last_period.is_some_and(|period: i64| reading.point.period - period > 1);
        // One gap parts the line, however many periods it lasted.
        if let Some(date) =
            last_period.filter(|_| missed).and_then(|period| weeks.begin(kpi.kpi.cadence(), period + 1))
        {
            values.push((day(date), None));
        }
        at.push(values.len());
        values.push((day(reading.date), Some(reading.point.value)));
        last_period = Some(reading.point.period);
    }
    let signals = kpi.xmr.iter().flat_map(|x| &x.signals).filter_map(|s| at.get(s.point).copied());
    let mut signals: Vec<usize> = signals.collect();
    signals.dedup();
    let about = |event: &&Arc<Event>| event.kpi.0.is_none_or(|id| id == kpi.kpi.id);
    let mut events: Vec<_> = facts.rows::<Event>().iter().filter(about).collect();
    // What happened to this very indicator comes before what concerns them all.
    events.stable_sort_by_key(|event| event.kpi.0.is_none());
    let marks = events.iter().filter_map(|e| Some((day(e.date?), Phrase::same(e.name.as_str())))).collect();
    let first = kpi.readings.first().map_or(today, |(date, _)| *date);
    let (from, to) = kpi.span.unwrap_or((first, today));
    let (from, to) = (from.min(first), to.max(today));
    let path = path(kpi, from, to);
    Chart {
        goal: kpi.kpi.target.and(path.last().copied()),
        title: Some(match kpi.season {
            Season::TakenOut { .. } => {
                say!("{name}（剔除季节因素）", "{name}, without the season", name = kpi.kpi.title())
            }
            Season::None | Season::Unknown => kpi.kpi.title(),
        }),
        values,
        path,
        limits: kpi.lines(),
        signals,
        marks,
        today: Some(day(today)),
        span: Some(((day(from), Phrase::same(from.to_string())), (day(to), Phrase::same(to.to_string())))),
        unit: kpi.kpi.unit(),
        whole: kpi.kpi.unit() == Unit::Times,
        legend: vec![
            reading_label(kpi).into(),
            if kpi.has_path() { text("预期走势", "expected path") } else { text("目标", "target") }.into(),
        ],
    }
}

fn reading_label(kpi: &Figures) -> Text {
    match kpi.kpi.cadence() {
        Cadence::Weekly => text("每周数值", "weekly value"),
        Cadence::Fortnightly => text("每两周数值", "value every two weeks"),
        Cadence::Monthly => text("每月数值", "monthly value"),
    }
}

/// Where it should be: from the baseline to the target, or level at a threshold.
fn path(kpi: &Figures, first: NaiveDate, last: NaiveDate) -> Vec<(f64, f64)> {
    let Some(target) = kpi.kpi.target else { return Vec::new() };
    match (kpi.ends(), kpi.path.last()) {
        (Some((baseline, _)), Some((end, _))) if kpi.has_path() => {
            let along =
                |(date, share): &(NaiveDate, f64)| (day(*date), baseline + (target - baseline) * share);
            let mut path: Vec<_> = kpi.path.iter().map(along).collect();
            // Growth that has come to its end is a threshold from there on.
            if kpi.against == Against::Growth && last > *end {
                path.push((day(last), target));
            }
            path
        }
        _ => vec![(day(first), target), (day(last), target)],
    }
}
