//! Which activities follow each other directly, and how long that takes.

use super::compute::{quantile, total};
use super::figures::{Edge, EdgeWorking};
use super::select::Selection;
use super::{Log, Options};
use crate::sort::StableSort;
use std::collections::HashMap;

/// Each step from one event of a case to the next, in the order of the cases.
pub(super) struct Steps {
    /// The two activities of each edge.
    pairs: Vec<(u32, u32)>,
    /// By edge.
    counts: Vec<u32>,
    /// By edge: in how many cases it comes.
    cases: Vec<u32>,
    /// By step.
    edge: Vec<u32>,
    /// By step: milliseconds.
    pub(super) gaps: Vec<i64>,
    /// By step, where working hours are known.
    working: Vec<i64>,
    /// Steps between events of the same time.
    pub(super) ties: u64,
}

impl Steps {
    /// The steps of the events that count.
    pub(super) fn of(log: &Log, options: &Options, selection: &Selection) -> Steps {
        let most = log.len().saturating_sub(selection.cases().len());
        let mut steps = Steps {
            pairs: Vec::new(),
            counts: Vec::new(),
            cases: Vec::new(),
            edge: Vec::with_capacity(most),
            gaps: Vec::with_capacity(most),
            working: Vec::with_capacity(if options.hours.is_some() { most } else { 0 }),
            ties: 0,
        };
        let mut ids: HashMap<(u32, u32), u32, foldhash::fast::RandomState> = HashMap::default();
        // By edge: the latest case with it, from 1 on.
        let mut latest = Vec::new();
        for (at, case) in selection.cases().enumerate() {
            for of in case.windows(2) {
                let (before, after) = (of[0] as usize, of[1] as usize);
                let pair = (log.activity[before], log.activity[after]);
                let id = *ids.entry(pair).or_insert_with(|| {
                    steps.pairs.push(pair);
                    steps.counts.push(0);
                    steps.cases.push(0);
                    latest.push(0);
                    steps.pairs.len() as u32 - 1
                });
                let edge = id as usize;
                steps.counts[edge] += 1;
                if latest[edge] != at + 1 {
                    latest[edge] = at + 1;
                    steps.cases[edge] += 1;
                }
                let (from, to) = (log.time[before], log.began(after));
                steps.ties += u64::from(log.time[before] == log.time[after]);
                steps.edge.push(id);
                steps.gaps.push((to - from).max(0));
                if let Some(hours) = &options.hours {
                    let wall = |event, time| log.wall(event, time, options.zone);
                    steps.working.push(hours.between(wall(before, from), wall(after, to)));
                }
            }
        }
        steps
    }

    /// How many steps there are.
    pub(super) fn count(&self) -> u64 {
        self.edge.len() as u64
    }

    /// How many edges there are.
    pub(super) fn edge_count(&self) -> usize {
        self.pairs.len()
    }

    /// The edge of a step and its time: within the working hours, where they are known.
    pub(super) fn step(&self, at: usize) -> (usize, i64) {
        let time = self.working.get(at).or(self.gaps.get(at)).copied().unwrap_or(0);
        (self.edge[at] as usize, time)
    }

    /// The names of the activities of an edge.
    pub(super) fn names(&self, log: &Log, edge: usize) -> (String, String) {
        let (from, to) = self.pairs[edge];
        (log.activities.name(from).to_owned(), log.activities.name(to).to_owned())
    }

    /// The edges with their times, the most frequent first.
    pub(super) fn edges(self, log: &Log) -> Vec<Edge> {
        let mut gaps = self.by_edge(&self.gaps);
        let mut working = (!self.working.is_empty()).then(|| self.by_edge(&self.working));
        let mut from = 0;
        let mut all = Vec::with_capacity(self.pairs.len());
        for (edge, count) in self.counts.iter().enumerate() {
            let to = from + *count as usize;
            let times = &mut gaps[from..to];
            let of_working = |times: &mut [i64]| EdgeWorking {
                mean: total(times) / f64::from(*count),
                median: quantile(times, 0.5),
                total: total(times),
            };
            let (first, second) = self.names(log, edge);
            all.push(Edge {
                from: first,
                to: second,
                count: u64::from(*count),
                cases: u64::from(self.cases[edge]),
                mean: total(times) / f64::from(*count),
                total: total(times),
                median: quantile(times, 0.5),
                working: working.as_mut().map(|all| of_working(&mut all[from..to])),
            });
            from = to;
        }
        all.stable_sort_by(|a, b| {
            b.count.cmp(&a.count).then_with(|| a.from.cmp(&b.from)).then_with(|| a.to.cmp(&b.to))
        });
        all
    }

    /// The times of the steps, those of one edge together, in the order of the edges.
    fn by_edge(&self, times: &[i64]) -> Vec<i64> {
        let mut next = Vec::with_capacity(self.counts.len());
        let mut from = 0_usize;
        for count in &self.counts {
            next.push(from);
            from += *count as usize;
        }
        let mut laid = vec![0; times.len()];
        for (edge, time) in self.edge.iter().zip(times) {
            let place = &mut next[*edge as usize];
            laid[*place] = *time;
            *place += 1;
        }
        laid
    }
}
