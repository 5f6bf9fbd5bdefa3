//! What can be done with a log at a stroke: its usual way becomes a process map, its median a reading of an indicator, its
//! map shows more or less.

use super::EventLog;
use super::facts::{Log, Logs};
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::mining::{Variant, long};
use crate::project::Edit;
use crate::say;
use crate::sheet::{AnyRow, Cell, Id, Link, Row as _};
use crate::text::{Phrase, Text, quoted, text};
use crate::tool::{NewId, Outcome};
use crate::tools::charter::Charter;
use crate::tools::kpi::{Kind, Kpi, KpiUnit, Reading, Way};
use crate::tools::process::{Process, Step};
use chrono::NaiveDate;
use ecow::EcoString;

/// The log under the cursor.
pub(super) fn log<'a>(facts: &'a Facts, row: Option<&dyn AnyRow>) -> Result<&'a Log, Phrase> {
    let none = || Phrase::from(text("先把光标移到一份日志上", "Move to a log first"));
    let row = row.filter(|row| row.typed::<EventLog>().is_some()).ok_or_else(none)?;
    facts.get::<Logs>().of(row.id()).ok_or_else(|| {
        text("这一行没有可用的数据：请重新读取日志", "There are no figures in this row: read the log again")
            .into()
    })
}

/// The log under the cursor with its process and the last day of the log.
pub(super) fn log_of_process<'a>(
    facts: &'a Facts,
    row: Option<&dyn AnyRow>,
) -> Result<(&'a Log, &'a Process, NaiveDate), Phrase> {
    let log = log(facts, row)?;
    let process = log.process.and_then(|id| facts.project().find::<Process>(id));
    let process = process.ok_or_else(|| {
        Phrase::from(text("先填这份日志属于哪个流程", "Say first which process the log is of"))
    })?;
    let until = log.until().ok_or_else(|| {
        Phrase::from(text("这份日志没有日期，记不成一条数据", "The log has no dates, so it makes no reading"))
    })?;
    if until > facts.today() {
        return Err(text(
            "日志里有将来的日期：请核对日期写法",
            "The log has days to come: check how its dates were read",
        )
        .into());
    }
    Ok((log, process, until))
}

/// The log under the cursor with the most frequent way through it.
pub(super) fn usual_way<'a>(
    facts: &'a Facts,
    row: Option<&dyn AnyRow>,
) -> Result<(&'a Log, &'a Variant), Phrase> {
    let log = log(facts, row)?;
    let usual = log.figures().variant_list.first().ok_or_else(|| {
        Phrase::from(text("这份日志没有保留路径：请重新读取", "No way is kept of this log: read it again"))
    })?;
    Ok((log, usual))
}

/// Makes the most frequent way through the log a process, or the steps of the log's own process while that has none: an
/// activity a step, the median time since the one before as its wait, within the working hours where the log was read with
/// them, and its work where the log tells when it begins. Where the figures come from stands in the notes of the process.
pub(super) fn take_over(
    facts: &Facts,
    row: Option<&dyn AnyRow>,
    new_id: NewId<'_>,
) -> Result<Outcome, Phrase> {
    let (log, usual) = usual_way(facts, row)?;
    let figures = log.figures();
    let has_steps = |process: Id| {
        facts.rows::<Step>().iter().any(|step| step.process.0 == Some(process) && step.is_named())
    };
    let own = log.process.filter(|process| !has_steps(*process));
    let mut edits = Vec::new();
    let steps = usual.activities.len();
    let share = crate::text::percent(usual.cases as f64 / figures.cases as f64);
    let waits = if figures.is_work() {
        text("等待只算工作时间，取中位数", "waits within working hours, by the median")
    } else {
        text("等待取中位数", "waits by the median")
    };
    let from = say!(
        "各步取自日志 {name} 最常走的路径，占 {share} 的单；{waits}",
        "The steps are the most frequent way of the log {name}, {share} of the cases; {waits}",
        name = log.name,
        share,
        waits
    );
    let process = own.unwrap_or_else(|| {
        let id = new_id();
        let name = say!("{name}（日志）", "{name} (log)", name = log.name);
        edits.push(Edit::append(Process { name: written(facts, &name), ..Process::with_id(id) }));
        id
    });
    let is_noted =
        own.and_then(|id| facts.find::<Process>(id)).is_some_and(|row| !row.note.0.trim().is_empty());
    if !is_noted {
        edits.push(Edit::put(process, Process::COL.note, Cell::Text(written(facts, &from))));
    }
    let minutes = |seconds: f64| Some((seconds / 60.0 * 100.0).round() / 100.0);
    let mut first = None;
    let mut before: Option<&str> = None;
    for activity in &usual.activities {
        let edge =
            figures.edge_list.iter().find(|edge| Some(edge.from.as_str()) == before && edge.to == *activity);
        let work = figures.work.iter().find(|work| work.activity == *activity);
        let id = new_id();
        first = first.or(Some(id));
        edits.push(Edit::append(Step {
            name: activity.as_str().into(),
            process: Link::to(process),
            wait: edge.and_then(|edge| minutes(edge.waiting().median)),
            work: work.and_then(|work| minutes(work.span.median)),
            ..Step::with_id(id)
        }));
        before = Some(activity);
    }
    if log.process != Some(process) {
        edits.push(Edit::put(log.row, EventLog::COL.process, Cell::Link(process)));
    }
    let median = long(figures.duration.calendar.median, None);
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::Many(edits),
        said: say!(
            "已建 {steps} 步：最常走的路径，占 {share} 的单；{waits}。各步相加不等于全部单的中位周期 {median}。接着填角色和处理时间",
            "{steps} steps made: the most frequent way, {share} of the cases, {waits}. Their sum is not the median of all cases, {median}. Roles and work times come next",
            steps,
            share,
            waits,
            median
        ),
        go: first.map(|id| (Place::of(id, Step::COL.role), false)),
    })
}

/// Where the median throughput time of a log goes.
pub(super) struct Median<'a> {
    log: &'a Log,
    process: &'a Process,
    /// The last day of the log.
    until: NaiveDate,
    /// The first indicator of the process in a unit of time, if there is one.
    kpi: Option<&'a Kpi>,
    /// Its reading of all centres on that day, if there is one.
    reading: Option<&'a Reading>,
    unit: KpiUnit,
    /// In that unit, to two decimals.
    value: f64,
}

/// The median of the log under the cursor; `Err` also if it is entered already.
pub(super) fn median<'a>(facts: &'a Facts, row: Option<&dyn AnyRow>) -> Result<Median<'a>, Phrase> {
    let (log, process, until) = log_of_process(facts, row)?;
    let seconds = log.figures().duration.calendar.median;
    let in_unit = |unit: KpiUnit| match unit {
        KpiUnit::Minutes => Some(60.0),
        KpiUnit::Hours => Some(3600.0),
        KpiUnit::Days => Some(86_400.0),
        _ => None,
    };
    let is_one = |kpi: &&Kpi| kpi.process.0 == Some(process.id) && kpi.unit.and_then(in_unit).is_some();
    let kpi = facts.rows::<Kpi>().iter().map(AsRef::as_ref).find(is_one);
    let usual = if seconds >= 2.0 * 86_400.0 { KpiUnit::Days } else { KpiUnit::Hours };
    let unit = kpi.and_then(|kpi| kpi.unit).unwrap_or(usual);
    let value = (seconds / in_unit(unit).unwrap_or(3600.0) * 100.0).round() / 100.0;
    let reading = kpi.and_then(|kpi| {
        facts.rows::<Reading>().iter().map(AsRef::as_ref).find(|reading: &&Reading| {
            reading.kpi.0 == Some(kpi.id) && reading.date == Some(until) && reading.centre.0.is_none()
        })
    });
    if reading.is_some_and(|reading| reading.value == Some(value)) {
        return Err(say!("{until} 的数据已经是 {value}", "The reading of {until} is {value} already"));
    }
    Ok(Median { log, process, until, kpi, reading, unit, value })
}

/// Puts the median throughput time into an indicator of the process, on the last day of the log; an indicator is made
/// where the process has none in a unit of time.
pub(super) fn as_readings(
    facts: &Facts,
    row: Option<&dyn AnyRow>,
    new_id: NewId<'_>,
) -> Result<Outcome, Phrase> {
    let Median { log, process, until, kpi, reading, unit, value } = median(facts, row)?;
    let mut edits = Vec::new();
    let kpi = kpi.map_or_else(
        || {
            let id = new_id();
            let title = say!("{name} 中位周期", "{name}, median time", name = process.title());
            edits.push(Edit::append(Kpi {
                name: written(facts, &title),
                kind: Some(Kind::Lagging),
                unit: Some(unit),
                direction: Some(Way::Down),
                process: Link::to(process.id),
                baseline: Some(value),
                baseline_date: Some(until),
                ..Kpi::with_id(id)
            }));
            id
        },
        |kpi| kpi.id,
    );
    let reading = if let Some(reading) = reading {
        edits.push(Edit::put(reading.id, Reading::COL.value, Cell::Number(value)));
        reading.id
    } else {
        let id = new_id();
        edits.push(Edit::append(Reading {
            kpi: Link::to(kpi),
            date: Some(until),
            value: Some(value),
            note: log.name.zh.as_ref().into(),
            ..Reading::with_id(id)
        }));
        id
    };
    let name = quoted(&log.name);
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::Many(edits),
        said: say!(
            "{name}的中位周期已记到 {until}：{value}",
            "The median time of {name} is entered for {until}: {value}",
            name,
            until,
            value
        ),
        go: Some((Place::of(reading, Reading::COL.value), false)),
    })
}

/// A name in the language in which the project is written.
fn written(facts: &Facts, name: &Phrase) -> EcoString {
    name.get(facts.get::<Charter>().language()).into()
}

/// The logs of which the map can show more (`by` 1) or less (-1), each with its next level of detail: the one under the
/// cursor, without one all.
pub(super) fn levels(facts: &Facts, row: Option<&dyn AnyRow>, by: i8) -> Result<Vec<(Id, u32)>, Phrase> {
    let logs = facts.rows::<EventLog>();
    if facts.get::<Logs>().logs.is_empty() {
        return Err(text(
            "还没有日志：按 : 选“读取事件日志”",
            "There is no log yet: use 'Read an event log' in the palette",
        )
        .into());
    }
    let own = row.and_then(|row| row.typed::<EventLog>()).map(|log| log.id);
    let levels: Vec<_> = logs
        .iter()
        .filter(|log| own.is_none_or(|own| own == log.id))
        .filter_map(|log| {
            let to = (log.level() + by).clamp(-3, 3);
            Some((log.id, u32::try_from(to + 3).ok().filter(|_| to != log.level())?))
        })
        .collect();
    if levels.is_empty() {
        return Err(if by > 0 {
            text("已经画到最细", "The map shows all there is")
        } else {
            text("已经画到最粗", "The map shows as little as it can")
        }
        .into());
    }
    Ok(levels)
}

/// Makes the map of a log show more.
pub(super) fn more(facts: &Facts, row: Option<&dyn AnyRow>, _: NewId<'_>) -> Result<Outcome, Phrase> {
    shift(facts, row, 1, text("流程图画得更细", "The map shows more"))
}

/// Makes the map of a log show less.
pub(super) fn less(facts: &Facts, row: Option<&dyn AnyRow>, _: NewId<'_>) -> Result<Outcome, Phrase> {
    shift(facts, row, -1, text("流程图画得更粗", "The map shows less"))
}

fn shift(facts: &Facts, row: Option<&dyn AnyRow>, by: i8, said: Text) -> Result<Outcome, Phrase> {
    let levels = levels(facts, row, by)?;
    let put = |(log, detail)| Edit::put(log, EventLog::COL.detail, Cell::Count(detail));
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::Many(levels.into_iter().map(put).collect()),
        said: said.into(),
        go: None,
    })
}
