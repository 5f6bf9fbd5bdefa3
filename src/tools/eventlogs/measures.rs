//! What the logs have measured of the processes before their change.

use super::EventLog;
use super::facts::{Log, Logs};
use crate::facts::Facts;
use crate::finding::{Line, Place};
use crate::mining::{counted, judged, long};
use crate::say;
use crate::text::{Phrase, join};
use crate::tool::Measured;
use crate::tools::process::Process;

/// The earliest log of each process, unless it begins when the to-be was followed already.
pub(super) fn measures(facts: &Facts) -> Vec<Measured> {
    let logs = facts.get::<Logs>();
    let of = |process: &std::sync::Arc<Process>| {
        let log = *logs.of_process(Some(process.id)).first()?;
        let is_before = process.live_on.zip(log.from()).is_none_or(|(live, from)| from < live);
        is_before.then(|| measured(process, log))
    };
    facts.rows::<Process>().iter().filter_map(of).collect()
}

fn measured(process: &Process, log: &Log) -> Measured {
    let figures = log.figures();
    let span = figures.duration.calendar;
    let median = long(span.median, None);
    let (cases, name) = (counted(figures.cases, "单", "case", "cases"), &log.name);
    let (from, to) = (&figures.period.from, &figures.period.to);
    let working = figures.duration.working.map_or_else(
        || Phrase::same(""),
        |working| {
            let working = judged(working.median, None, true);
            say!("，其中工作时间 {working}", ", {working} of it working time", working)
        },
    );
    let before = say!("日志实测中位 {median}", "median by the log {median}", median);
    let line = say!(
        "日志实测：{cases}，中位 {median}{working}（{name}，{from} 至 {to}）",
        "Measured by the log: {cases}, median {median}{working} ({name}, {from} to {to})",
        cases,
        median,
        working,
        name,
        from,
        to
    );
    Measured {
        process: process.id,
        place: Place::of(log.row, EventLog::COL.name),
        before: Some(join(before, working)),
        mean: Some(span.mean / 60.0),
        median: Some(span.median / 60.0),
        working: figures.is_work(),
        line: Line::plain(line),
    }
}
