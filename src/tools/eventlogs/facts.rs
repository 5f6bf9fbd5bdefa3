//! What is kept of the logs, ready to be asked: each log's figures, and the logs of one process in the order of time.

use super::EventLog;
use crate::facts::{Fact, Facts};
use crate::mining::map::{Detail, Map};
use crate::mining::{Change, Edge, Figures, Mined, changes};
use crate::sheet::Id;
use crate::sort::StableSort;
use crate::text::Phrase;
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;

/// A log with its figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Log {
    /// Its row.
    pub row: Id,
    /// What it is called.
    pub name: Phrase,
    /// The process that it is of.
    pub process: Option<Id>,
    /// What is kept of it.
    pub mined: Arc<Mined>,
}

impl Log {
    /// The figures.
    pub fn figures(&self) -> &Figures {
        &self.mined.figures
    }

    /// The first day on which something happened, as the log writes it.
    pub fn from(&self) -> Option<NaiveDate> {
        self.figures().period.from.parse().ok()
    }

    /// The last day on which something happened, as the log writes it.
    pub fn until(&self) -> Option<NaiveDate> {
        self.figures().period.to.parse().ok()
    }

    /// The edge for which cases wait most in all, with its share of all waiting.
    pub fn bottleneck(&self) -> Option<(&Edge, f64)> {
        let most = self.figures().waits().into_iter().next()?;
        Some((most, most.waiting().total / self.figures().all_waiting()))
    }
}

/// The logs whose figures can be read, in the order of their rows.
pub struct Logs {
    /// The logs.
    pub logs: Vec<Log>,
    /// The rows with a name whose figures are blank or damaged.
    pub unreadable: Vec<Id>,
}

impl Fact for Logs {
    fn compute(facts: &Facts) -> Logs {
        let (mut logs, mut unreadable) = (Vec::new(), Vec::new());
        for row in facts.rows::<EventLog>() {
            let json = row.figures.0.as_str();
            match serde_json::from_str::<Mined>(json) {
                Ok(mined) if mined.figures.cases > 0 => logs.push(Log {
                    row: row.id,
                    name: row.title(),
                    process: row.process.0,
                    mined: Arc::new(mined),
                }),
                _ if row.name.trim().is_empty() && json.is_empty() => {}
                _ => unreadable.push(row.id),
            }
        }
        Logs { logs, unreadable }
    }
}

/// The map of each log, as much of it as is wanted, by the row of the log.
pub struct Maps(HashMap<Id, Arc<Map>>);

impl Fact for Maps {
    fn compute(facts: &Facts) -> Maps {
        let level =
            |row: Id| facts.rows::<EventLog>().iter().find(|log| log.id == row).map_or(0, |log| log.level());
        let map = |log: &Log| (log.row, Arc::new(Map::of(log.figures(), Detail::of(level(log.row)))));
        Maps(facts.get::<Logs>().logs.iter().map(map).collect())
    }
}

impl Maps {
    /// That of a log.
    pub fn of(&self, row: Id) -> Option<Arc<Map>> {
        self.0.get(&row).cloned()
    }
}

/// Two logs of one process, the earlier first.
#[derive(Clone, Debug)]
pub struct Pair<'a> {
    /// The earlier.
    pub before: &'a Log,
    /// The later.
    pub after: &'a Log,
}

impl Pair<'_> {
    /// Each figure before and after.
    pub fn changes(&self) -> Vec<Change> {
        changes(self.before.figures(), self.after.figures())
    }
}

impl Logs {
    /// A log by its row.
    pub fn of(&self, row: Id) -> Option<&Log> {
        self.logs.iter().find(|log| log.row == row)
    }

    /// The logs of a process in the order of time.
    pub fn of_process(&self, process: Option<Id>) -> Vec<&Log> {
        let mut logs: Vec<&Log> = self.logs.iter().filter(|log| log.process == process).collect();
        logs.stable_sort_by(|a, b| {
            let (a, b) = (&a.figures().period, &b.figures().period);
            (&a.to, &a.from).cmp(&(&b.to, &b.from))
        });
        logs
    }

    /// For each process with several logs the earliest and the latest.
    pub fn pairs(&self) -> Vec<Pair<'_>> {
        let mut processes: Vec<Id> = Vec::new();
        for process in self.logs.iter().filter_map(|log| log.process) {
            if !processes.contains(&process) {
                processes.push(process);
            }
        }
        let pair = |process: Id| {
            let logs = self.of_process(Some(process));
            let (before, after) = (*logs.first()?, *logs.last()?);
            (before.row != after.row).then_some(Pair { before, after })
        };
        processes.into_iter().filter_map(pair).collect()
    }

    /// The log just before one of the same process.
    pub fn before(&self, log: &Log) -> Option<&Log> {
        log.process?;
        let logs = self.of_process(log.process);
        let at = logs.iter().position(|other| other.row == log.row)?;
        logs.get(at.checked_sub(1)?).copied()
    }
}

/// The figures for programs: of each log what a director asks first.
pub fn values(facts: &Facts) -> Vec<(&'static str, Value)> {
    let logs = facts.get::<Logs>();
    let of = |log: &Log| {
        let figures = log.figures();
        json!({
            "log": log.row, "process": log.process, "source": log.mined.source.name,
            "fingerprint": log.mined.source.fingerprint, "from": figures.period.from, "to": figures.period.to,
            "cases": figures.cases, "events": figures.events, "median": figures.duration.calendar.median,
            "p95": figures.duration.calendar.p95, "within_promise": figures.within_promise,
            "rework": figures.rework.share, "handoffs": figures.handoffs, "variants_for_80": figures.variants_for_80,
            "bottleneck": log.bottleneck().map(|(edge, share)| json!({"from": edge.from, "to": edge.to, "share": share})),
        })
    };
    let pairs = |pair: &Pair<'_>| json!({"before": pair.before.row, "after": pair.after.row, "changes": pair.changes()});
    vec![
        ("logs", logs.logs.iter().map(of).collect()),
        ("comparisons", logs.pairs().iter().map(pairs).collect()),
    ]
}
