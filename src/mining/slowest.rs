//! The tenth of the cases that took longest, against the others: what they wait for, and where they come from.

use super::Log;
use super::compute::{handoffs, quantile};
use super::edges::Steps;
use super::log::NONE;
use super::select::Selection;
use crate::sort::StableSort;
use crate::text::{Phrase, text};
use serde::{Deserialize, Serialize};

/// With fewer cases a tenth says nothing.
const FEWEST: usize = 20;
/// So many edges are told.
const TOLD: usize = 20;
/// Of so many edges, those with most waiting, each group says how long it takes.
const EDGES: usize = 6;
/// So many groups, those with most cases, say how long their steps take.
const GROUPS: usize = 12;

/// The slowest tenth against the rest. Times are within the working hours, where they are known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Slowest {
    /// How many cases are the slowest tenth.
    pub cases: u64,
    /// The shortest of them, in seconds.
    pub least: f64,
    /// Median seconds of a case.
    pub median: Compared,
    /// Events of a case.
    pub events: Compared,
    /// The share of cases in which an activity comes more than once.
    pub rework: Compared,
    /// Changes of hands of a case.
    pub handoffs: Compared,
    /// Where they wait longer, that which makes most of the difference first.
    pub waits: Vec<Wait>,
    /// What cases belong to, the largest share of slow ones first.
    pub groups: Vec<Group>,
}

/// A figure of the slowest and of the rest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// Of the slowest tenth.
    pub slowest: f64,
    /// Of the others.
    pub rest: f64,
}

/// The waiting between two activities, in seconds for each case.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Wait {
    /// The first activity.
    pub from: String,
    /// The second.
    pub to: String,
    /// Seconds a case.
    #[serde(flatten)]
    pub of: Compared,
}

/// The cases of a centre, or of whatever else the log is grouped by.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// Its name; blank for cases that name none.
    pub name: String,
    /// Its cases.
    pub cases: u64,
    /// Those of them among the slowest tenth.
    pub slow: u64,
    /// The median seconds of its cases.
    pub median: f64,
    /// How long it takes for the steps between which all cases together wait most; of the groups with most slow cases.
    #[serde(default)]
    pub waits: Vec<GroupWait>,
}

impl Group {
    /// What it is called, also where it has no name.
    pub fn title(&self) -> Phrase {
        if self.name.is_empty() {
            text("（空）", "(blank)").into()
        } else {
            Phrase::same(self.name.clone())
        }
    }
}

/// The waiting between two activities in one group.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GroupWait {
    /// The first activity.
    pub from: String,
    /// The second.
    pub to: String,
    /// How often.
    pub count: u64,
    /// The mean seconds.
    pub mean: f64,
}

/// What is summed up for one side.
#[derive(Default)]
struct Side {
    times: Vec<i64>,
    events: u64,
    rework: u64,
    handoffs: u64,
    /// By edge: milliseconds.
    waits: Vec<i64>,
}

/// Compares the slowest tenth with the rest; `times` has the milliseconds of each case. `None` for fewer than twenty cases.
pub(super) fn slowest(log: &Log, selection: &Selection, steps: &Steps, times: &[i64]) -> Option<Slowest> {
    if times.len() < FEWEST {
        return None;
    }
    let mut ranked: Vec<u32> = (0..times.len() as u32).collect();
    ranked.stable_sort_by_key(|case| std::cmp::Reverse(times[*case as usize]));
    let cases = times.len().div_ceil(10);
    let mut is_slow = vec![false; times.len()];
    ranked[..cases].iter().for_each(|case| is_slow[*case as usize] = true);
    let new = || Side { waits: vec![0; steps.edge_count()], ..Side::default() };
    let mut sides = [new(), new()];
    let mut step = 0;
    // By activity: the latest case with it, from 1 on.
    let mut latest = vec![0; log.activities.len()];
    for (at, case) in selection.cases().enumerate() {
        let side = &mut sides[usize::from(!is_slow[at])];
        side.times.push(times[at]);
        side.events += case.len() as u64;
        side.handoffs += handoffs(log, case).0;
        let mut again = false;
        for event in case {
            let seen = &mut latest[log.activity[*event as usize] as usize];
            again |= std::mem::replace(seen, at + 1) == at + 1;
        }
        side.rework += u64::from(again);
        for _ in 1..case.len() {
            let (edge, time) = steps.step(step);
            side.waits[edge] += time;
            step += 1;
        }
    }
    let [slow, rest] = &mut sides;
    let (of_slow, of_rest) = (slow.times.len() as f64, rest.times.len().max(1) as f64);
    let each = |of: fn(&Side) -> u64, slow: &Side, rest: &Side| Compared {
        slowest: of(slow) as f64 / of_slow,
        rest: of(rest) as f64 / of_rest,
    };
    let mut waits: Vec<(usize, Compared)> = (0..steps.edge_count())
        .map(|edge| {
            let of = |side: &Side, cases: f64| side.waits[edge] as f64 / 1000.0 / cases;
            (edge, Compared { slowest: of(slow, of_slow), rest: of(rest, of_rest) })
        })
        .collect();
    waits.stable_sort_by(|(_, a), (_, b)| (b.slowest - b.rest).total_cmp(&(a.slowest - a.rest)));
    let named = |(edge, of): (usize, Compared)| {
        let (from, to) = steps.names(log, edge);
        Wait { from, to, of }
    };
    Some(Slowest {
        cases: cases as u64,
        least: times[ranked[cases - 1] as usize] as f64 / 1000.0,
        events: each(|side| side.events, slow, rest),
        rework: each(|side| side.rework, slow, rest),
        handoffs: each(|side| side.handoffs, slow, rest),
        median: Compared { slowest: quantile(&mut slow.times, 0.5), rest: quantile(&mut rest.times, 0.5) },
        waits: waits.into_iter().filter(|(_, of)| of.slowest > of.rest).take(TOLD).map(named).collect(),
        groups: groups(log, selection, steps, times, &is_slow),
    })
}

fn groups(log: &Log, selection: &Selection, steps: &Steps, times: &[i64], is_slow: &[bool]) -> Vec<Group> {
    if log.groups.is_empty() {
        return Vec::new();
    }
    // One more for cases without a group.
    let mut all: Vec<(Vec<i64>, u64)> = vec![(Vec::new(), 0); log.groups.len() + 1];
    for (at, case) in selection.cases().enumerate() {
        let (of, slow) = &mut all[group_of(log, case)];
        of.push(times[at]);
        *slow += u64::from(is_slow[at]);
    }
    let sizes: Vec<(u64, usize)> = all.iter().map(|(times, slow)| (*slow, times.len())).collect();
    let mut waits = group_waits(log, selection, steps, &sizes);
    let named = all.iter_mut().enumerate().filter(|(_, (times, _))| !times.is_empty());
    let mut groups: Vec<Group> = named
        .map(|(id, (times, slow))| Group {
            name: log.groups.name(id as u32).to_owned(),
            cases: times.len() as u64,
            slow: *slow,
            median: quantile(times, 0.5),
            waits: std::mem::take(&mut waits[id]),
        })
        .collect();
    let share = |group: &Group| group.slow as f64 / group.cases as f64;
    groups.stable_sort_by(|a, b| share(b).total_cmp(&share(a)).then_with(|| b.cases.cmp(&a.cases)));
    groups
}

/// The number of the group of a case, one more than there are names for those without.
fn group_of(log: &Log, case: &[u32]) -> usize {
    let of_case = log.case[case[0] as usize] as usize;
    let group = log.group_of.get(of_case).copied().unwrap_or(NONE);
    (group as usize).min(log.groups.len())
}

/// By group, of how many slow cases and how many cases each has: how long its steps take; of so many groups, those with
/// most slow cases first.
fn group_waits(
    log: &Log,
    selection: &Selection,
    steps: &Steps,
    cases: &[(u64, usize)],
) -> Vec<Vec<GroupWait>> {
    let mut all = vec![0; steps.edge_count()];
    for at in 0..steps.count() as usize {
        let (edge, time) = steps.step(at);
        all[edge] += time;
    }
    let mut edges: Vec<usize> = (0..all.len()).filter(|edge| all[*edge] > 0).collect();
    edges.stable_sort_by_key(|edge| std::cmp::Reverse(all[*edge]));
    edges.truncate(EDGES);
    let mut compared: Vec<usize> = (0..cases.len()).filter(|group| cases[*group].1 > 0).collect();
    compared.stable_sort_by_key(|group| std::cmp::Reverse(cases[*group]));
    compared.truncate(GROUPS);
    let mut sums = vec![[(0_u64, 0_i64); EDGES]; cases.len()];
    let mut step = 0;
    for case in selection.cases() {
        let of = &mut sums[group_of(log, case)];
        for _ in 1..case.len() {
            let (edge, time) = steps.step(step);
            if let Some(at) = edges.iter().position(|told| *told == edge) {
                of[at] = (of[at].0 + 1, of[at].1 + time);
            }
            step += 1;
        }
    }
    let told = |group: usize| {
        let of = edges.iter().zip(sums[group]).filter(|(_, (count, _))| *count > 0);
        let named = |(edge, (count, time)): (&usize, (u64, i64))| {
            let (from, to) = steps.names(log, *edge);
            GroupWait { from, to, count, mean: time as f64 / 1000.0 / count as f64 }
        };
        of.map(named).collect()
    };
    let is_told = |group: &usize| compared.contains(group);
    (0..cases.len()).map(|group| if is_told(&group) { told(group) } else { Vec::new() }).collect()
}
