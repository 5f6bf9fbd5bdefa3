//! The figures of a log, as they are kept and written.

use super::slowest::Slowest;
use crate::sort::StableSort;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a log says of its process. All durations are seconds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Cases with an event that counts.
    pub cases: u64,
    /// Cases with one event alone, which take no time.
    #[serde(default)]
    pub single: u64,
    /// Events that count.
    pub events: u64,
    /// Different activities among them.
    pub activities: u64,
    /// Different sequences of activities.
    pub variants: u64,
    /// The cases of the ten most frequent sequences.
    pub variants_top: Vec<u64>,
    /// How many of the most frequent sequences cover 80 % of the cases.
    pub variants_for_80: u64,
    /// The ten most frequent sequences.
    pub variant_list: Vec<Variant>,
    /// From the first event of a case to its last.
    pub duration: Duration,
    /// How many different pairs of activities follow each other directly.
    pub edges: u64,
    /// These pairs, the most frequent first.
    pub edge_list: Vec<Edge>,
    /// How many cases begin with an activity.
    pub start: BTreeMap<String, u64>,
    /// How many cases end with an activity.
    pub end: BTreeMap<String, u64>,
    /// How many events an activity has.
    pub activity_counts: BTreeMap<String, u64>,
    /// The activities, that with the most events first.
    pub activity_list: Vec<Activity>,
    /// What is done more than once.
    pub rework: Repeats,
    /// Direct changes from one person or team to another; `None` where the log names nobody.
    pub handoffs: Option<u64>,
    /// Those of them that go back to whom it came from.
    pub pingpong: Option<u64>,
    /// Different people or teams.
    pub resources: u64,
    /// Pairs of events that follow each other in a case.
    pub steps: u64,
    /// Those of them that have the same time, so that the order of the file decides.
    pub ties: u64,
    /// From the first event to the last.
    pub period: Period,
    /// How long activities are worked on, where the log says when they begin.
    pub work: Vec<Work>,
    /// Within how many seconds a case was promised to be done.
    pub promise: Option<f64>,
    /// The share of the cases within what was promised.
    pub within_promise: Option<f64>,
    /// The tenth of the cases that took longest, against the others.
    pub slowest: Option<Slowest>,
    /// The life-cycle step that counts, if not all do.
    pub lifecycle: Option<String>,
    /// What does not count, and why.
    pub left_out: LeftOut,
}

/// An activity.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Activity {
    /// Its name.
    pub name: String,
    /// Its events.
    pub events: u64,
    /// The cases in which it comes.
    pub cases: u64,
    /// Where on the way of a case it first comes, on average: 0 at its beginning, 1 at its end.
    pub place: f64,
}

/// A sequence of activities.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// How many cases have it.
    pub cases: u64,
    /// The activities from the first on.
    pub activities: Vec<String>,
}

/// Mean, median and the 95th percentile, linear between two values as numpy has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Span {
    /// The mean.
    pub mean: f64,
    /// The median.
    pub median: f64,
    /// What 95 % are not above.
    pub p95: f64,
}

/// How long cases take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Duration {
    /// By the calendar.
    #[serde(flatten)]
    pub calendar: Span,
    /// The longest.
    pub max: f64,
    /// Within the working hours, where they are known.
    pub working: Option<Span>,
}

/// Two activities that follow each other directly.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Edge {
    /// The first.
    pub from: String,
    /// The second.
    pub to: String,
    /// How often.
    pub count: u64,
    /// In how many cases.
    pub cases: u64,
    /// The mean time between them: between their times, or from the end of the first to the beginning of the second where
    /// the log has both, 0 where they overlap.
    pub mean: f64,
    /// The median.
    pub median: f64,
    /// All of it together: count times mean.
    pub total: f64,
    /// The same within the working hours, where they are known.
    pub working: Option<EdgeWorking>,
}

impl Edge {
    /// How long it takes: the mean, the median and all of it together, within the working hours where they are known.
    pub fn waiting(&self) -> EdgeWorking {
        let calendar = EdgeWorking { mean: self.mean, median: self.median, total: self.total };
        self.working.unwrap_or(calendar)
    }
}

impl Figures {
    /// Whether times are judged within the working hours.
    pub fn is_work(&self) -> bool {
        self.duration.working.is_some()
    }

    /// The edges for which cases wait, that with most waiting in all first.
    pub fn waits(&self) -> Vec<&Edge> {
        let total = |edge: &Edge| edge.waiting().total;
        let mut edges: Vec<&Edge> = self.edge_list.iter().filter(|edge| total(edge) > 0.0).collect();
        edges.stable_sort_by(|a, b| total(b).total_cmp(&total(a)));
        edges
    }

    /// The seconds that all cases wait.
    pub fn all_waiting(&self) -> f64 {
        self.edge_list.iter().map(|edge| edge.waiting().total).sum()
    }
}

/// The time between two activities within the working hours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EdgeWorking {
    /// The mean.
    pub mean: f64,
    /// The median.
    pub median: f64,
    /// All of it together.
    pub total: f64,
}

/// What is done more than once.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Repeats {
    /// Cases in which an activity comes more than once.
    pub cases: u64,
    /// Their share of all cases.
    pub share: f64,
    /// Events beyond the first of their activity in a case.
    pub extra_runs: u64,
    /// Those of them that follow their own activity directly: A A.
    pub self_loops: u64,
    /// The others: A B A.
    pub returns: u64,
    /// Cases with a return.
    pub return_cases: u64,
    /// By activity, the most extra runs first.
    pub activities: Vec<ActivityRework>,
}

/// How often an activity is done again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ActivityRework {
    /// The activity.
    pub activity: String,
    /// Cases in which it comes more than once.
    pub cases: u64,
    /// Its events beyond the first of a case.
    pub extra_runs: u64,
    /// Those that follow it directly.
    pub self_loops: u64,
    /// Those that return to it after another.
    pub returns: u64,
}

/// How long an activity is worked on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Work {
    /// The activity.
    pub activity: String,
    /// Its events.
    pub count: u64,
    /// From beginning to end.
    #[serde(flatten)]
    pub span: Span,
    /// All of it together.
    pub total: f64,
}

/// From the first event to the last, by the clock that was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The day of the first event, as `2026-03-04`.
    pub from: String,
    /// The day of the last.
    pub to: String,
}

/// What does not count, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Events of other life-cycle steps, by step.
    pub lifecycle: BTreeMap<String, u64>,
    /// Events before the chosen beginning or after the chosen end.
    pub outside: u64,
    /// Cases that do not have both.
    pub cases_without: u64,
    /// Cases without an event that counts.
    pub empty_cases: u64,
}
