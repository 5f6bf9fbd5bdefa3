//! The figures of a log, computed.

use super::edges::Steps;
use super::figures::{Activity, ActivityRework, Duration, Figures, Period, Span, Variant, Work};
use super::log::NONE;
use super::select::{Selection, select};
use super::slowest::slowest;
use super::{Log, Options};
use crate::sort::StableSort;
use crate::text::{Phrase, text};
use std::collections::HashMap;
use xxhash_rust::xxh3::xxh3_128;

/// Computes the figures of a log. The error says which name the log does not have, or that no event is left.
pub fn figures(log: &Log, options: &Options) -> Result<Figures, Phrase> {
    let selection = select(log, options)?;
    if selection.cases().len() == 0 {
        return Err(text("日志里没有可用的事件", "the log has no event that counts").into());
    }
    let mut figures = Figures {
        cases: selection.cases().len() as u64,
        single: selection.cases().filter(|case| case.len() == 1).count() as u64,
        lifecycle: selection.lifecycle.clone(),
        period: period(log, options, &selection),
        ..Figures::default()
    };
    let steps = Steps::of(log, options, &selection);
    durations(log, options, &selection, &steps, &mut figures);
    variants(log, &selection, &mut figures);
    activities(log, &selection, &mut figures);
    people(log, &selection, &mut figures);
    figures.work = work(log, &selection);
    figures.steps = steps.count();
    figures.ties = steps.ties;
    figures.edge_list = steps.edges(log);
    figures.edges = figures.edge_list.len() as u64;
    figures.left_out = selection.left_out;
    Ok(figures)
}

/// Mean, median and 95th percentile of milliseconds, as seconds; the values change their order.
pub(super) fn span(values: &mut [i64]) -> Span {
    Span {
        mean: total(values) / values.len().max(1) as f64,
        median: quantile(values, 0.5),
        p95: quantile(values, 0.95),
    }
}

/// The sum of milliseconds, as seconds.
pub(super) fn total(values: &[i64]) -> f64 {
    values.iter().map(|value| i128::from(*value)).sum::<i128>() as f64 / 1000.0
}

/// The value below which a share of the values lies, linear between the two nearest as numpy has it; milliseconds give
/// seconds. 0 without values; they change their order.
pub(super) fn quantile(values: &mut [i64], share: f64) -> f64 {
    if values.is_empty() {
        return 0.0;
    }
    let at = share * (values.len() - 1) as f64;
    let below = at.floor() as usize;
    let (_, low, higher) = values.select_nth_unstable(below);
    let low = *low as f64;
    let high = higher.iter().min().map_or(low, |high| *high as f64);
    (low + (high - low) * (at - below as f64)) / 1000.0
}

fn durations(log: &Log, options: &Options, selection: &Selection, steps: &Steps, figures: &mut Figures) {
    let ends = |case: &[u32]| {
        let first = case.iter().map(|event| log.began(*event as usize)).min();
        let last = case.last().map_or(0, |event| *event as usize);
        (first.unwrap_or(log.time[last]), log.time[last], case[0] as usize, last)
    };
    let mut calendar = Vec::with_capacity(selection.cases().len());
    let mut working = Vec::new();
    for case in selection.cases() {
        let (from, to, first, last) = ends(case);
        calendar.push(to - from);
        if let Some(hours) = &options.hours {
            working
                .push(hours.between(log.wall(first, from, options.zone), log.wall(last, to, options.zone)));
        }
    }
    // By working time, where it is known, the promise is judged and the slowest are told.
    let judged = if options.hours.is_some() { &working } else { &calendar };
    if let Some(promise) = options.promise {
        let within = judged.iter().filter(|ms| **ms as f64 <= promise * 1000.0).count();
        figures.promise = Some(promise);
        figures.within_promise = Some(within as f64 / judged.len() as f64);
    }
    figures.slowest = slowest(log, selection, steps, judged);
    figures.duration = Duration {
        max: calendar.iter().max().map_or(0.0, |ms| *ms as f64 / 1000.0),
        calendar: span(&mut calendar),
        working: options.hours.as_ref().map(|_| span(&mut working)),
    };
}

fn period(log: &Log, options: &Options, selection: &Selection) -> Period {
    let (mut first, mut last) = (i64::MAX, i64::MIN);
    for event in selection.cases().flatten() {
        let wall = log.wall(*event as usize, log.time[*event as usize], options.zone);
        (first, last) = (first.min(wall), last.max(wall));
    }
    let day = |ms| {
        chrono::DateTime::from_timestamp_millis(ms).map_or(String::new(), |t| t.format("%F").to_string())
    };
    Period { from: day(first), to: day(last) }
}

/// Sequences are told apart by a hash of 128 bits, so that none of them needs to be kept.
fn variants(log: &Log, selection: &Selection, figures: &mut Figures) {
    let mut found: HashMap<u128, (u64, usize), foldhash::fast::RandomState> = HashMap::default();
    let mut bytes = Vec::new();
    for (at, case) in selection.cases().enumerate() {
        bytes.clear();
        for event in case {
            bytes.extend(log.activity[*event as usize].to_le_bytes());
        }
        found.entry(xxh3_128(&bytes)).or_insert((0, at)).0 += 1;
    }
    let mut all: Vec<(u64, usize)> = found.into_values().collect();
    all.sort_unstable_by_key(|(cases, first)| (std::cmp::Reverse(*cases), *first));
    figures.variants = all.len() as u64;
    figures.variants_top = all.iter().take(10).map(|(cases, _)| *cases).collect();
    let (mut covered, mut needed) = (0, 0);
    for (cases, _) in &all {
        if covered * 5 >= figures.cases * 4 {
            break;
        }
        covered += cases;
        needed += 1;
    }
    figures.variants_for_80 = needed;
    let named = |(cases, first): &(u64, usize)| Variant {
        cases: *cases,
        activities: selection.case(*first).iter().map(|event| name(log, *event)).collect(),
    };
    figures.variant_list = all.iter().take(10).map(named).collect();
}

fn name(log: &Log, event: u32) -> String {
    log.activities.name(log.activity[event as usize]).to_owned()
}

/// What is counted for one activity.
#[derive(Clone, Default)]
struct Counted {
    events: u64,
    starts: u64,
    ends: u64,
    /// In how many cases it comes, and the sum of where it first does.
    cases: u64,
    places: f64,
    repeated: u64,
    self_loops: u64,
    returns: u64,
    /// The latest case that had it, from 1 on, and how often.
    seen: (usize, u32),
}

fn activities(log: &Log, selection: &Selection, figures: &mut Figures) {
    let mut all = vec![Counted::default(); log.activities.len()];
    for (at, case) in selection.cases().enumerate() {
        let (mut again, mut back) = (false, false);
        let mut before = NONE;
        for (place, event) in case.iter().enumerate() {
            let id = log.activity[*event as usize];
            let of = &mut all[id as usize];
            of.events += 1;
            of.starts += u64::from(place == 0);
            of.ends += u64::from(place + 1 == case.len());
            if of.seen.0 == at + 1 {
                of.seen.1 += 1;
                of.repeated += u64::from(of.seen.1 == 2);
                again = true;
                if before == id {
                    of.self_loops += 1;
                } else {
                    of.returns += 1;
                    back = true;
                }
            } else {
                of.seen = (at + 1, 1);
                of.cases += 1;
                of.places += place as f64 / (case.len() - 1).max(1) as f64;
            }
            before = id;
        }
        figures.rework.cases += u64::from(again);
        figures.rework.return_cases += u64::from(back);
    }
    figures.rework.share = figures.rework.cases as f64 / figures.cases as f64;
    for (of, name) in all.iter().zip(log.activities.iter()).filter(|(of, _)| of.events > 0) {
        figures.events += of.events;
        figures.activities += 1;
        figures.activity_counts.insert(name.to_owned(), of.events);
        figures.activity_list.push(Activity {
            name: name.to_owned(),
            events: of.events,
            cases: of.cases,
            place: of.places / of.cases as f64,
        });
        if of.starts > 0 {
            figures.start.insert(name.to_owned(), of.starts);
        }
        if of.ends > 0 {
            figures.end.insert(name.to_owned(), of.ends);
        }
        let extra_runs = of.self_loops + of.returns;
        figures.rework.extra_runs += extra_runs;
        figures.rework.self_loops += of.self_loops;
        figures.rework.returns += of.returns;
        if extra_runs > 0 {
            figures.rework.activities.push(ActivityRework {
                activity: name.to_owned(),
                cases: of.repeated,
                extra_runs,
                self_loops: of.self_loops,
                returns: of.returns,
            });
        }
    }
    figures.activity_list.stable_sort_by_key(|of| std::cmp::Reverse(of.events));
    figures.rework.activities.stable_sort_by_key(|of| std::cmp::Reverse(of.extra_runs));
}

/// The direct changes of hands in a case, and those of them that go back to whom it came from.
pub(super) fn handoffs(log: &Log, case: &[u32]) -> (u64, u64) {
    let who = |event: &u32| log.resource[*event as usize];
    let changes = |from: u32, to: u32| from != to && from != NONE && to != NONE;
    let direct = case.windows(2).filter(|of| changes(who(&of[0]), who(&of[1]))).count();
    let back = |of: &&[u32]| changes(who(&of[0]), who(&of[1])) && who(&of[0]) == who(&of[2]);
    (direct as u64, case.windows(3).filter(back).count() as u64)
}

fn people(log: &Log, selection: &Selection, figures: &mut Figures) {
    let mut named = vec![false; log.resources.len()];
    for event in selection.cases().flatten() {
        if let Some(there) = named.get_mut(log.resource[*event as usize] as usize) {
            *there = true;
        }
    }
    figures.resources = named.iter().filter(|there| **there).count() as u64;
    if figures.resources > 0 {
        let all = selection.cases().map(|case| handoffs(log, case));
        let (direct, back) = all.fold((0, 0), |sum, of| (sum.0 + of.0, sum.1 + of.1));
        (figures.handoffs, figures.pingpong) = (Some(direct), Some(back));
    }
}

fn work(log: &Log, selection: &Selection) -> Vec<Work> {
    if !log.has_starts() {
        return Vec::new();
    }
    let mut times: Vec<Vec<i64>> = vec![Vec::new(); log.activities.len()];
    for event in selection.cases().flatten() {
        let event = *event as usize;
        times[log.activity[event] as usize].push(log.time[event] - log.began(event));
    }
    let named = times.iter_mut().zip(log.activities.iter()).filter(|(times, _)| !times.is_empty());
    let mut all: Vec<Work> = named
        .map(|(times, name)| Work {
            activity: name.to_owned(),
            count: times.len() as u64,
            total: total(times),
            span: span(times),
        })
        .collect();
    all.stable_sort_by(|a, b| b.total.total_cmp(&a.total));
    all
}
