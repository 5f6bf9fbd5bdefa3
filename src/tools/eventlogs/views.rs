//! How logs are shown: a list with what a service director asks first, the map discovered from each, before and after.

use super::EventLog;
use super::facts::{Log, Logs, Maps, Pair};
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::mining::{Edge, Figures, Group, counted, judged, long, rounded, share, thousands};
use crate::say;
use crate::sheet::{AnyRow, Row};
use crate::sort::StableSort;
use crate::text::{Phrase, text};
use crate::tool::{Discovered, Field, Layout, Panel, Shown, View};
use crate::tools::process::Process;

/// So many places of waiting and repeated steps are named.
const TOLD: usize = 5;
/// So many groups stand side by side.
const BESIDE: usize = 5;
/// From so many times the mean of all on a group is marked as that which waits longest.
const MARKED: f64 = 1.2;

pub(super) const LOGS: View = View {
    panels: beside,
    empty: text(
        "还没有日志。第一步：“读取事件日志”（按键在最下面一行，命令里也有），填上从系统导出的 CSV 或 XES 文件；单号、步骤、时间三列就够。",
        "There is no log yet. First 'Read an event log' (its key is at the bottom, and it is among the commands): name a CSV or XES file exported from your system; case, activity and time are enough.",
    ),
    ..View::of("logs", text("日志", "Logs"), EventLog::DEF, Layout::Grid(FIELDS))
};

pub(super) const MAP: View = View {
    panels: maps,
    grows: false,
    ..View::of("map", text("实际流程图", "Discovered map"), EventLog::DEF, Layout::Panels)
};

pub(super) const COMPARED: View = View {
    panels: compared,
    grows: false,
    ..View::of("compared", text("前后对比", "Before and after"), EventLog::DEF, Layout::Panels)
};

static FIELDS: &[Field] = &[
    Field::column(EventLog::COL.name, 18),
    Field::column(EventLog::COL.process, 10),
    Field::computed("period", text("时间段", "Period"), 23, |facts, row| {
        of(facts, row, |_, figures| {
            let (from, to) = (&figures.period.from, &figures.period.to);
            Some(say!("{from} 至 {to}", "{from} to {to}"))
        })
    }),
    Field::computed("cases", text("单数", "Cases"), 8, |facts, row| {
        of(facts, row, |_, figures| Some(Phrase::same(thousands(figures.cases))))
    }),
    Field::computed("median", text("周期中位", "Median time"), 10, |facts, row| {
        of(facts, row, |_, figures| Some(long(figures.duration.calendar.median, None)))
    }),
    Field::computed("p95", text("95%在内", "95% within"), 10, |facts, row| {
        of(facts, row, |_, figures| Some(long(figures.duration.calendar.p95, None)))
    }),
    Field::computed("within", text("承诺内", "In promise"), 8, |facts, row| {
        of(facts, row, |_, figures| figures.within_promise.map(|of| Phrase::same(share(of))))
    }),
    Field::computed("rework", text("返工", "Rework"), 7, |facts, row| {
        of(facts, row, |_, figures| Some(Phrase::same(share(figures.rework.share))))
    }),
    Field::computed("handoffs", text("每单交接", "Handoffs"), 9, |facts, row| {
        of(facts, row, |_, figures| figures.handoffs.map(|n| each_case(n, figures)))
    }),
    Field::column(EventLog::COL.read_on, 10),
    Field::column(EventLog::COL.note, 14),
];

fn of(facts: &Facts, row: &dyn AnyRow, show: fn(&Log, &Figures) -> Option<Phrase>) -> Shown {
    let said = facts.get::<Logs>().of(row.id()).and_then(|log| show(log, log.figures()));
    Shown::plain(said.unwrap_or_else(|| Phrase::same("–")))
}

fn each_case(n: u64, figures: &Figures) -> Phrase {
    Phrase::same(rounded(n as f64 / figures.cases.max(1) as f64))
}

/// A time by which cases are judged: within the working hours where they are known.
fn time(figures: &Figures, seconds: f64) -> Phrase {
    judged(seconds, None, figures.is_work())
}

fn discovered(facts: &Facts, log: &Log) -> Panel {
    let map = facts.get::<Maps>().of(log.row).unwrap_or_default();
    Panel::Discovered(Discovered { title: log.name.clone(), map })
}

fn beside(facts: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let log = row.and_then(|row| facts.get::<Logs>().of(row.id()));
    log.map_or_else(Vec::new, |log| {
        let groups = groups(log);
        [answers(log)].into_iter().chain(groups).chain([discovered(facts, log)]).collect()
    })
}

/// The maps of all logs, the latest first.
fn maps(facts: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    let mut logs: Vec<&Log> = facts.get::<Logs>().logs.iter().collect();
    logs.stable_sort_by(|a, b| b.figures().period.to.cmp(&a.figures().period.to));
    if logs.is_empty() {
        return vec![nothing(text(
            "先“读取事件日志”（按键在最下面一行），这里就画出流程实际怎么走。",
            "First 'Read an event log' (its key is at the bottom): then the way the process really runs is drawn here.",
        ))];
    }
    logs.into_iter().map(|log| discovered(facts, log)).collect()
}

fn nothing(said: crate::text::Text) -> Panel {
    Panel::Lines { title: Phrase::same(""), lines: vec![Line::plain(said)] }
}

/// The answers of a log in the order in which a service director asks.
fn answers(log: &Log) -> Panel {
    let figures = log.figures();
    let mut lines = Vec::new();
    if let Some(within) = figures.within_promise.map(share) {
        let kept = match figures.promise {
            Some(promise) => {
                let promise = time(figures, promise);
                say!(
                    "承诺 {promise}内办完：{within}",
                    "Done within the promise of {promise}: {within}",
                    promise,
                    within
                )
            }
            None => say!("承诺时间内办完：{within}", "Done within the promised time: {within}"),
        };
        lines.push(Line::plain(kept));
    }
    let (median, p95) =
        (long(figures.duration.calendar.median, None), long(figures.duration.calendar.p95, None));
    lines.push(Line::plain(say!(
        "周期：中位 {median}，95% 的单在 {p95}内",
        "Throughput: median {median}, 95% within {p95}",
        median,
        p95
    )));
    if let Some(working) = figures.duration.working {
        let (median, p95) = (time(figures, working.median), time(figures, working.p95));
        lines.push(Line::plain(say!(
            "其中工作时间：中位 {median}，95% 的单在 {p95}内",
            "Of that, working time: median {median}, 95% within {p95}",
            median,
            p95
        )));
    }
    lines.extend(waits(figures));
    lines.push(rework(figures));
    if let (Some(handoffs), Some(back)) = (figures.handoffs, figures.pingpong) {
        let (each, back) = (each_case(handoffs, figures), thousands(back));
        lines.push(Line::plain(if handoffs == 0 {
            text("交接：没有", "Handoffs: none").into()
        } else {
            say!(
                "交接：每单 {each} 次；交回给上一个人 {back} 次",
                "Handoffs: {each} a case; {back} go straight back to the one before",
                each,
                back
            )
        }));
    }
    let (all, most) = (thousands(figures.variants), figures.variants_for_80);
    let make = if most == 1 { "makes" } else { "make" };
    lines.push(Line::plain(say!(
        "路径：{all} 种，{most} 种就占 80% 的单",
        "Ways: {all}, of which {most} {make} 80% of the cases"
    )));
    lines.extend(slowest(figures));
    let (file, fingerprint) =
        (&log.mined.source.name, log.mined.source.fingerprint.chars().take(8).collect::<String>());
    lines.push(Line::plain(say!(
        "来自 {file}（指纹 {fingerprint}）",
        "From {file} (fingerprint {fingerprint})"
    )));
    Panel::Lines { title: log.name.clone(), lines }
}

/// Where cases wait: how often times how long, the most first.
fn waits(figures: &Figures) -> Vec<Line> {
    let all = figures.all_waiting();
    let line = |(n, edge): (usize, &Edge)| {
        let wait = edge.waiting();
        let (from, to, times) = (&edge.from, &edge.to, counted(edge.count, "次", "time", "times"));
        let (each, of_all) = (time(figures, wait.mean), share(wait.total / all));
        let said = say!(
            "等待 {from} → {to}：{times}，平均 {each}，占全部 {of_all}",
            "Waiting {from} → {to}: {times}, {each} on average, {of_all} of all",
            from,
            to,
            times,
            each,
            of_all
        );
        Line::new(if n == 0 { Level::Act } else { Level::Blank }, said)
    };
    figures.waits().into_iter().enumerate().take(TOLD).map(line).collect()
}

/// How long the steps take by centre, or by whatever else the log is grouped by: a row an edge, the longest marked.
fn groups(log: &Log) -> Option<Panel> {
    let figures = log.figures();
    let slowest = figures.slowest.as_ref()?;
    let mut shown: Vec<&Group> = slowest.groups.iter().filter(|group| !group.waits.is_empty()).collect();
    // Those with most slow cases, from the one on with the largest share of them.
    shown.stable_sort_by_key(|group| std::cmp::Reverse((group.slow, group.cases)));
    shown.truncate(BESIDE);
    if shown.len() < 2 {
        return None;
    }
    let slow = |group: &Group| group.slow as f64 / group.cases as f64;
    shown.stable_sort_by(|a, b| slow(b).total_cmp(&slow(a)));
    let by = log.mined.source.group.clone().unwrap_or_default();
    let heads = [Phrase::same("")].into_iter().chain(shown.iter().map(|group| group.title())).collect();
    let mut rows = Vec::new();
    for edge in figures.waits().into_iter().take(TOLD) {
        let mean = |group: &Group| {
            let wait = group.waits.iter().find(|wait| (&wait.from, &wait.to) == (&edge.from, &edge.to));
            wait.map(|wait| wait.mean)
        };
        let means: Vec<Option<f64>> = shown.iter().map(|group| mean(group)).collect();
        let known: Vec<f64> = means.iter().flatten().copied().collect();
        let most = known.iter().copied().fold(0.0, f64::max);
        if known.is_empty() {
            continue;
        }
        let cell = |mean: Option<f64>| match mean {
            None => Shown::plain(Phrase::same("–")),
            // As long everywhere is nobody's longest.
            Some(mean) if mean >= most && known.len() > 1 && most > edge.waiting().mean * MARKED => {
                Shown::new(Level::Act, time(figures, mean))
            }
            Some(mean) => Shown::plain(time(figures, mean)),
        };
        let (from, to) = (&edge.from, &edge.to);
        rows.push((say!("{from} → {to}", "{from} → {to}"), means.into_iter().map(cell).collect()));
    }
    let slow_share = |group: &&Group| Shown::plain(Phrase::same(share(slow(group))));
    rows.push((
        text("属于最慢十分之一的单", "Among the slowest tenth").into(),
        shown.iter().map(slow_share).collect(),
    ));
    let title = say!("平均等待，按{by}", "Mean waiting by {by}");
    (rows.len() > 1).then_some(Panel::Heat { title, heads, rows })
}

fn rework(figures: &Figures) -> Line {
    let rework = &figures.rework;
    let of_cases = share(rework.share);
    let mut activities: Vec<_> = rework.activities.iter().collect();
    activities.stable_sort_by_key(|of| std::cmp::Reverse(of.returns + of.self_loops));
    let most: Vec<Phrase> = activities
        .iter()
        .take(3)
        .map(|of| {
            let (name, n) = (&of.activity, counted(of.returns + of.self_loops, "次", "time", "times"));
            say!("{name} {n}", "{name} {n}", name, n)
        })
        .collect();
    if most.is_empty() {
        return Line::plain(say!("返工：没有", "Rework: none"));
    }
    let most = crate::text::list(&most);
    Line::plain(say!(
        "返工：{of_cases} 的单；{most}",
        "Rework: {of_cases} of the cases; {most}",
        of_cases,
        most
    ))
}

/// The slowest tenth against the rest.
fn slowest(figures: &Figures) -> Vec<Line> {
    let Some(slowest) = &figures.slowest else { return Vec::new() };
    let (cases, slow, rest) = (
        counted(slowest.cases, "单", "case", "cases"),
        time(figures, slowest.median.slowest),
        time(figures, slowest.median.rest),
    );
    let mut lines = vec![Line::plain(say!(
        "最慢的十分之一：{cases}，中位 {slow}，其余 {rest}",
        "The slowest tenth: {cases}, median {slow}, the others {rest}",
        cases,
        slow,
        rest
    ))];
    if let Some(wait) = slowest.waits.first() {
        let (from, to) = (&wait.from, &wait.to);
        let (slow, rest) = (time(figures, wait.of.slowest), time(figures, wait.of.rest));
        lines.push(Line::plain(say!(
            "  它们多等在 {from} → {to}：每单 {slow}，其余 {rest}",
            "  They wait longer at {from} → {to}: {slow} a case, the others {rest}",
            from,
            to,
            slow,
            rest
        )));
    }
    for group in slowest.groups.iter().filter(|group| !group.name.is_empty()).take(3) {
        let (name, slow, all) =
            (&group.name, thousands(group.slow), counted(group.cases, "单", "case", "cases"));
        lines.push(Line::plain(say!(
            "  {name}：{all}里有 {slow} 单最慢",
            "  {name}: {slow} of its {all} among them",
            name,
            all,
            slow
        )));
    }
    lines
}

/// The earliest and the latest log of each process side by side.
fn compared(facts: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    let pairs = facts.get::<Logs>().pairs();
    if pairs.is_empty() {
        return vec![nothing(text(
            "同一个流程有了前后两份日志（“流程”一列选同一个），这里逐项对比：流程自己证明变革。",
            "Once a process has two logs of different periods (the same process in both rows), they are compared here: the process proves the change.",
        ))];
    }
    pairs.iter().map(|pair| compare(facts, pair)).collect()
}

fn compare(facts: &Facts, pair: &Pair<'_>) -> Panel {
    let process = pair.after.process.and_then(|id| facts.project().find::<Process>(id));
    let title = process.map_or_else(|| pair.after.name.clone(), Process::title);
    let heads = vec![
        Phrase::same(""),
        pair.before.name.clone(),
        pair.after.name.clone(),
        text("变化", "Change").into(),
    ];
    let blank = || Phrase::same("–");
    let rows = pair.changes().into_iter().map(|change| {
        let value =
            |value: Option<f64>| Shown::plain(value.map_or_else(blank, |value| change.shown(value, None)));
        let level = match change.is_better() {
            Some(true) => Level::Good,
            Some(false) => Level::Act,
            None => Level::Blank,
        };
        let moved = change.moved().map_or_else(|| Shown::plain(blank()), |moved| Shown::new(level, moved));
        (change.title.clone(), vec![value(change.before), value(change.after), moved])
    });
    Panel::Heat { title, heads, rows: rows.collect() }
}
