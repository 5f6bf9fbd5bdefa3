//! What is advised about logs: where cases wait, what is done twice, and whether the change shows.

use super::EventLog;
use super::facts::{Log, Logs, Pair};
use crate::facts::Facts;
use crate::finding::{Consequence, Finding, Level, Line, Place, Rule};
use crate::mining::{self, counted, judged, long, thousands};
use crate::say;
use crate::text::{Phrase, Text, count, quoted, signed_percent, text};
use crate::tool::Assessment;
use crate::tools::process::Process;

const SOURCE: Text = text("流程可视化（流程挖掘）", "Process visualisation (mining)");
/// From this share of all waiting on one place is the bottleneck.
const MOST: f64 = 0.25;
/// From this share of the cases on rework is worth a finding.
const REWORK: f64 = 0.20;
/// A change of the median by less than this is none.
const CHANGE: f64 = 0.05;

/// What is looked for, in the order in which it is said.
pub static RULES: &[Rule] = &[
    Rule::many(
        "EL1",
        text("流程再造 效果要用流程证明", "Process redesign: the process has to prove it"),
        text(
            "新流程上线后的日志，中位周期没有比上线前短 5%",
            "The median of the log after the to-be went live is not 5% below that before",
        ),
        unproven,
    )
    .weighs(Consequence::Results),
    Rule::many(
        "EL2",
        SOURCE,
        text("一处的等待占全部等待的四分之一以上", "One place makes a quarter of all waiting or more"),
        bottleneck,
    )
    .weighs(Consequence::Time),
    Rule::many("EL3", SOURCE, text("两成以上的单有返工", "A fifth of the cases or more have rework"), rework)
        .weighs(Consequence::Time),
    Rule::one(
        "EL4",
        text("变革工作簿", "Changebook"),
        text("有一份日志的数据读不出来", "The figures of a log cannot be read"),
        unreadable,
    )
    .weighs(Consequence::Entry),
];

/// The latest log of each process, and the logs of none.
fn latest(logs: &Logs) -> Vec<&Log> {
    let is_latest = |log: &&Log| {
        log.process.is_none() || logs.of_process(log.process).last().is_some_and(|last| last.row == log.row)
    };
    logs.logs.iter().filter(is_latest).collect()
}

fn bottleneck(rule: &Rule, facts: &Facts) -> Vec<Finding> {
    let of = |log: &Log| {
        let (edge, share) = log.bottleneck().filter(|(_, share)| *share >= MOST)?;
        let (from, to) = (quoted(&Phrase::same(edge.from.as_str())), quoted(&Phrase::same(edge.to.as_str())));
        let wait = say!("{from}和{to}", "{from} and {to}", from, to);
        let each = judged(edge.waiting().mean, None, log.figures().is_work());
        let (name, share, times) = (log.name.clone(), mining::share(share), thousands(edge.count));
        Some(rule.found(
            Level::Watch,
            Place::of(log.row, EventLog::COL.name),
            say!(
                "{name}：{from}到{to}之间等得最多，{times} 次，平均 {each}，占全部等待 {share}",
                "{name}: most waiting is between {from} and {to}: {times} times, {each} on average, {share} of all",
                name,
                from,
                to,
                times,
                each,
                share
            ),
            text(
                "到现场看这一处在等什么；“转成现状流程”后在流程图里改它",
                "See on site what is waited for there; 'Take over as as-is', then change it on the process map",
            ),
        ).becomes(say!("到现场看{wait}之间在等什么", "See on site what is waited for between {wait}", wait)))
    };
    latest(facts.get::<Logs>()).into_iter().filter_map(of).collect()
}

fn rework(rule: &Rule, facts: &Facts) -> Vec<Finding> {
    let of = |log: &Log| {
        let rework = &log.figures().rework;
        let most = rework.activities.first().filter(|_| rework.share >= REWORK)?;
        let activity = quoted(&Phrase::same(most.activity.as_str()));
        let (name, share, runs) =
            (log.name.clone(), mining::share(rework.share), counted(most.extra_runs, "次", "time", "times"));
        Some(rule.found(
            Level::Watch,
            Place::of(log.row, EventLog::COL.name),
            say!(
                "{name}：{share} 的单有步骤做了不止一次，最多的是{activity}，多做 {runs}",
                "{name}: in {share} of the cases a step is done more than once, most of all {activity}, {runs} too often",
                name,
                share,
                activity,
                runs
            ),
            text(
                "问做这一步的人：缺了什么信息才要再做一次",
                "Ask those who do it which information was missing the first time",
            ),
        ))
    };
    latest(facts.get::<Logs>()).into_iter().filter_map(of).collect()
}

fn unproven(rule: &Rule, facts: &Facts) -> Vec<Finding> {
    let of = |pair: &Pair<'_>| {
        let live = facts.project().find::<Process>(pair.after.process?)?.live_on?;
        let (before, after) = (pair.before.figures(), pair.after.figures());
        let is_between = pair.before.until()? < live && pair.after.until()? >= live;
        let (old, new) = (before.duration.calendar.median, after.duration.calendar.median);
        if !is_between || old <= 0.0 || new <= old * (1.0 - CHANGE) {
            return None;
        }
        let (old, new) = (long(old, None), long(new, None));
        Some(rule.found(
            Level::Act,
            Place::of(pair.after.row, EventLog::COL.name),
            say!(
                "新流程 {live} 上线，中位周期从 {old} 到 {new}，没有变短",
                "The to-be is live since {live}, and the median went from {old} to {new}",
                live,
                old,
                new
            ),
            text(
                "看“前后对比”：新流程走了没有，时间又耗在哪一处",
                "See the tab 'Before and after': is the new way followed, and where does the time go now?",
            ),
        ))
    };
    facts.get::<Logs>().pairs().iter().filter_map(of).collect()
}

fn unreadable(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let rows = &facts.get::<Logs>().unreadable;
    let first = *rows.first()?;
    let number = count(rows.len() as u64, "份日志", "log", "logs");
    Some(rule.found(
        Level::Watch,
        Place::of(first, EventLog::COL.name),
        say!("{number}没有可用的数据", "{number} without figures", number),
        text(
            "按 : 选“读取事件日志”重新读一次，再删掉这一行",
            "Read the log again with 'Read an event log' in the palette, and remove this row",
        ),
    ))
}

pub(super) fn assess(facts: &Facts, findings: Vec<Finding>) -> Assessment {
    let logs = facts.get::<Logs>();
    if logs.logs.is_empty() {
        return Assessment {
            headline: text("未读", "none").into(),
            level: if logs.unreadable.is_empty() { Level::Blank } else { Assessment::worst(&findings) },
            conclusion: vec![Line::plain(text(
                "按 : 选“读取事件日志”，选一份 CSV 或 XES 文件（单号、步骤、时间三列就够）；文件留在原处，这里只保留算出的数据。",
                "Use 'Read an event log' in the palette with a CSV or XES file (case, activity and time are enough); the file stays where it is, only the figures are kept.",
            ))],
            findings: if logs.unreadable.is_empty() { Vec::new() } else { findings },
        };
    }
    let conclusion = latest(logs).into_iter().map(|log| line(logs, log)).collect();
    Assessment { headline: headline(logs), level: Assessment::worst(&findings), conclusion, findings }
}

/// How the median has changed, or how many logs there are.
fn headline(logs: &Logs) -> Phrase {
    let change = logs.pairs().first().and_then(|pair| {
        let (old, new) =
            (pair.before.figures().duration.calendar.median, pair.after.figures().duration.calendar.median);
        (old > 0.0).then(|| new / old - 1.0)
    });
    let n = logs.logs.len() as u64;
    change.map_or_else(|| count(n, "份", "log", "logs"), |change| Phrase::same(signed_percent(change)))
}

fn line(logs: &Logs, log: &Log) -> Line {
    let figures = log.figures();
    let cases = counted(figures.cases, "单", "case", "cases");
    let (name, median, p95) = (
        log.name.clone(),
        long(figures.duration.calendar.median, None),
        long(figures.duration.calendar.p95, None),
    );
    let Some(before) = logs.before(log) else {
        return Line::plain(say!(
            "{name}：{cases}，中位 {median}，95% 在 {p95}内",
            "{name}: {cases}, median {median}, 95% within {p95}",
            name,
            cases,
            median,
            p95
        ));
    };
    let old = before.figures().duration.calendar.median;
    let change = if old > 0.0 { figures.duration.calendar.median / old - 1.0 } else { 0.0 };
    let level = if change <= -CHANGE { Level::Good } else { Level::Watch };
    let (old, change) = (long(old, None), signed_percent(change));
    Line::new(
        level,
        say!(
            "{name}：中位 {old} → {median}（{change}），95% 在 {p95}内",
            "{name}: median {old} → {median} ({change}), 95% within {p95}",
            name,
            old,
            median,
            change,
            p95
        ),
    )
}
