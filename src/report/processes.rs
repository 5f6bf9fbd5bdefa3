//! The service processes: as they were, as they will be, and what the event logs of both say.

use super::{Bar, Part, Section};
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::mining::long;
use crate::say;
use crate::sheet::Row as _;
use crate::sheet::Unit;
use crate::text::{Phrase, join, quoted, signed_percent, text};
use crate::tool::Measurements;
use crate::tools::eventlogs::{Logs, Pair};
use crate::tools::kpi::Kpi;
use crate::tools::process::{Flow, Map, Maps, as_is, lead_in_words, progress};

/// So many processes are told.
const TOLD: usize = 4;

/// A bar for the as-is and the to-be of each process, what they wait for, and what the logs prove; none without a
/// process that has steps.
pub(super) fn section(facts: &Facts) -> Option<Section> {
    let maps: Vec<&Map> =
        facts.get::<Maps>().0.iter().filter(|map| map.as_is.lead > 0.0).take(TOLD).collect();
    let pairs = facts.get::<Logs>().pairs();
    if maps.is_empty() && pairs.is_empty() {
        return None;
    }
    let longest = maps.iter().flat_map(|map| [map.as_is.lead, map.to_be.lead]).fold(0.0, f64::max);
    let bars: Vec<Bar> = maps.iter().flat_map(|map| bars(facts, map, longest)).collect();
    let mut lines: Vec<Line> = maps.iter().flat_map(|map| slowest(facts, map)).collect();
    lines.extend(pairs.iter().take(TOLD).map(|pair| proof(facts, pair)));
    let mut parts = Vec::new();
    if !bars.is_empty() {
        parts.push(Part::Bars(bars));
    }
    if !lines.is_empty() {
        parts.push(Part::Lines(lines));
    }
    let about = text(
        "周期从开始到结束，含等待；现状和目标由各步相加，日志和指标里的是实测。",
        "From beginning to end, waiting included; as-is and to-be are the sums of their steps, logs and indicators tell what was measured.",
    );
    Some(Section::of("processes", text("流程改造前后", "Processes before and after"), parts).about(about))
}

fn bars(facts: &Facts, map: &Map, longest: f64) -> Vec<Bar> {
    let bar = |title: Phrase, flow: &Flow, label: Phrase, level: Level| Bar {
        title,
        share: if longest > 0.0 { flow.lead / longest } else { 0.0 },
        label,
        level,
    };
    let name = map.name.clone();
    let from = as_is(facts, map);
    let mut bars = vec![bar(say!("{name} 现状", "{name}, as-is", name), &map.as_is, from, Level::Blank)];
    if let Some(change) = map.change() {
        let (to, by) = (lead_in_words(&map.to_be), signed_percent(change));
        let label = say!("{to}（{by}）", "{to} ({by})", to, by);
        let beyond = map.promise.is_some_and(|promise| map.to_be.lead > promise);
        let level = match () {
            () if beyond => Level::Act,
            () if change < 0.0 => Level::Good,
            () => Level::Watch,
        };
        let label = match map.promise.filter(|_| beyond) {
            Some(promise) => {
                let promise = Unit::Duration.figure(promise);
                join(label, say!("，承诺 {promise}", ", promised {promise}", promise))
            }
            None => label,
        };
        bars.push(bar(say!("{name} 目标", "{name}, to-be", name), &map.to_be, label, level));
    }
    bars
}

/// Where a process takes longest, and how many steps are changed already.
fn slowest(facts: &Facts, map: &Map) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(stage) = map.as_is.bottleneck.and_then(|at| map.as_is.stages.get(at)) {
        let (name, step) = (map.name.clone(), quoted(&stage.name));
        let [wait, work] = [stage.wait, stage.work].map(|time| time.map(|time| Unit::Duration.figure(time)));
        // What nobody has entered is not nothing.
        let takes = match (wait, work) {
            (Some(wait), Some(work)) => {
                say!("等 {wait}，做 {work}", "{wait} of waiting and {work} of work", wait, work)
            }
            (Some(wait), None) => say!("等 {wait}", "{wait} of waiting", wait),
            (None, Some(work)) => say!("做 {work}", "{work} of work", work),
            (None, None) => Phrase::same(""),
        };
        if !takes.zh.is_empty() {
            lines.push(Line::plain(say!(
                "{name}最慢的一步是{step}：{takes}",
                "{name}: the slowest step is {step}, {takes}",
                name,
                step,
                takes
            )));
        }
    }
    let named = |line: Line| Line { text: of_process(map, &line.text), ..line };
    lines.extend(progress(facts, map).map(named));
    lines.extend(measured(facts, map).map(named));
    lines
}

/// What is said of a process, behind its name.
fn of_process(map: &Map, said: &Phrase) -> Phrase {
    let name = map.name.clone();
    say!("{name}：{said}", "{name}: {said}", name, said)
}

/// What its indicators say, and its log where no second one proves the change.
fn measured<'a>(facts: &'a Facts, map: &Map) -> impl Iterator<Item = Line> + 'a {
    let process = map.process;
    let is_proved = facts.get::<Logs>().pairs().iter().any(|pair| pair.after.process == process);
    let all = process.into_iter().flat_map(|id| facts.get::<Measurements>().of(id));
    all.filter(move |measured| measured.place.sheet == Kpi::SHEET || !is_proved)
        .map(|measured| measured.line.clone())
}

/// What two logs of a process prove.
fn proof(facts: &Facts, pair: &Pair<'_>) -> Line {
    let process = pair.after.process.and_then(|id| facts.get::<Maps>().of(Some(id)));
    let name = process.map_or_else(|| pair.after.name.clone(), |map| map.name.clone());
    let (old, new) =
        (pair.before.figures().duration.calendar.median, pair.after.figures().duration.calendar.median);
    let change = if old > 0.0 { new / old - 1.0 } else { 0.0 };
    let (from, to, by) = (long(old, None), long(new, None), signed_percent(change));
    let (before, after) = (&pair.before.figures().period, &pair.after.figures().period);
    let level = if change < 0.0 { Level::Good } else { Level::Act };
    let (a, b, c, d) = (&before.from, &before.to, &after.from, &after.to);
    Line::new(
        level,
        say!(
            "{name}日志实测：中位周期 {from}（{a} 至 {b}）→ {to}（{c} 至 {d}），{by}",
            "{name} by its logs: median {from} ({a} to {b}) → {to} ({c} to {d}), {by}",
            name,
            from,
            a,
            b,
            to,
            c,
            d,
            by
        ),
    )
}
