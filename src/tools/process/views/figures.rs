//! The figures of a process, as it is and as it will be.

use super::super::facts::{Flow, Map};
use super::super::said::{lead, measured, progress};
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::Unit;
use crate::text::{Phrase, Text, join, percent, quoted, signed_percent, text};
use crate::tool::{Measurements, Panel};

/// What a figure is called, what it is called where steps run side by side and it is only of the longest way, and what it
/// is in a flow; none where it cannot be told.
type Figure = (Text, Text, fn(&Facts, &Map, &Flow) -> Option<Phrase>);

const FIGURES: &[Figure] = &[
    (WORK, WORK, |_, _, flow| time(flow.effort)),
    (BY_PROGRAM, BY_PROGRAM, |_, _, flow| time(flow.automated)),
    (text("等待", "Waiting"), text("最长一路的等待", "Waiting on the longest way"), |_, _, flow| {
        time(flow.wait)
    }),
    (EFFICIENCY, EFFICIENCY, |_, _, flow| flow.efficiency().map(share)),
    (
        text("处理占比", "Activity ratio"),
        text("最长一路的处理占比", "Activity ratio of the longest way"),
        |_, _, flow| flow.activity().map(share),
    ),
    (HANDOFFS, HANDOFFS, |_, _, flow| Some(number(flow.handoffs))),
    (TOUCHPOINTS, TOUCHPOINTS, |_, _, flow| Some(number(flow.touchpoints))),
    (ACCURATE, ACCURATE, |_, _, flow| flow.rolled.map(share)),
    (UNDER_WAY, UNDER_WAY, |facts, map, flow| under_way(facts, map, flow).map(orders)),
];

const WORK: Text = text("处理", "Work");
const BY_PROGRAM: Text = text("其中系统自动", "of it by a system");
const EFFICIENCY: Text = text("周期效率", "Cycle efficiency");
const HANDOFFS: Text = text("交接", "Handoffs");
const TOUCHPOINTS: Text = text("客户触点", "Touchpoints");
const ACCURATE: Text = text("一次做对", "Right first time");
const UNDER_WAY: Text = text("在办单数", "Under way");

/// The orders under way: as it is by the time that was measured where it was, else by that of the steps. Steps in working
/// hours tell nothing of it.
pub fn under_way(facts: &Facts, map: &Map, flow: &Flow) -> Option<f64> {
    let per_day = map.per_day?;
    let mut measured = map.process.into_iter().flat_map(|id| facts.get::<Measurements>().of(id));
    match measured.find_map(|measured| Some((measured.mean?, measured.working))) {
        Some((minutes, _)) if *flow == map.as_is => Some(per_day * minutes / MINUTES_A_DAY),
        Some((_, true)) => None,
        _ => (flow.lead > 0.0).then(|| flow.under_way(per_day)),
    }
}

const MINUTES_A_DAY: f64 = 24.0 * 60.0;

fn time(minutes: f64) -> Option<Phrase> {
    (minutes > 0.0).then(|| Unit::Duration.short(minutes))
}

fn number(n: usize) -> Phrase {
    Phrase::same(n.to_string())
}

/// A number of orders: whole where there are ten or more.
pub fn orders(orders: f64) -> Phrase {
    Unit::None.short(if orders >= 10.0 { orders.round() } else { (orders * 10.0).round() / 10.0 })
}

/// A share with a decimal where it is small.
pub fn share(share: f64) -> Phrase {
    if share > 0.0 && share < 0.1 {
        Phrase::same(format!("{:.1}%", share * 100.0))
    } else {
        Phrase::same(percent(share))
    }
}

/// A line for each figure: as it is, and where something changes as it will be.
pub fn panel(facts: &Facts, map: &Map) -> Panel {
    let mut lines = vec![lead_line(map)];
    let is_parallel = map.as_is.is_parallel || (map.is_changed && map.to_be.is_parallel);
    for (title, of_longest, figure) in FIGURES {
        let from = figure(facts, map, &map.as_is);
        let to = figure(facts, map, &map.to_be).filter(|_| map.is_changed);
        let title = if is_parallel { *of_longest } else { *title };
        let line = match (from, to) {
            (Some(from), Some(to)) if from != to => {
                say!("{title} {from} → {to}", "{title} {from} → {to}", title, from, to)
            }
            (Some(from), _) => say!("{title} {from}", "{title} {from}", title, from),
            (None, Some(to)) => say!("{title} – → {to}", "{title} – → {to}", title, to),
            (None, None) => continue,
        };
        lines.push(Line::plain(line));
    }
    lines.extend(bottleneck(map));
    lines.extend(measured(facts, map));
    lines.extend(progress(facts, map).filter(|line| line.level > Level::Blank));
    if map.as_is.efficiency().is_none() && map.as_is.lead > 0.0 && map.as_is.unvalued > 0 {
        let open = map.as_is.unvalued;
        lines.push(Line::plain(say!(
            "还有 {open} 步没选是否增值，效率算不出",
            "{open} without a value: no efficiency yet"
        )));
    }
    Panel::Lines { title: map.name.clone(), lines }
}

fn lead_line(map: &Map) -> Line {
    let from = lead(&map.as_is);
    let Some(change) = map.change() else {
        return Line::plain(say!("周期 {from}", "Lead time {from}", from));
    };
    let (to, change_said) = (lead(&map.to_be), signed_percent(change));
    let said = say!(
        "周期 {from} → {to}（{change_said}）",
        "Lead time {from} → {to} ({change_said})",
        from,
        to,
        change_said
    );
    match map.promise {
        Some(promise) if map.to_be.lead > promise => {
            let promise = Unit::Duration.short(promise);
            Line::new(Level::Act, join(said, say!("，承诺 {promise}", ", promised {promise}", promise)))
        }
        _ => Line::new(if change < 0.0 { Level::Good } else { Level::Watch }, said),
    }
}

fn bottleneck(map: &Map) -> Option<Line> {
    let of = |flow: &Flow| {
        let stage = flow.stages.get(flow.bottleneck?)?;
        Some((quoted(&stage.name), Unit::Duration.short(stage.time())))
    };
    let (name, time) = of(&map.as_is)?;
    Some(match of(&map.to_be).filter(|_| map.is_changed) {
        Some((next, after)) if next == name && after != time => Line::plain(say!(
            "瓶颈 {name}（{time} → {after}）",
            "Bottleneck {name} ({time} → {after})",
            name,
            time,
            after
        )),
        Some((next, after)) if next != name => Line::plain(say!(
            "瓶颈 {name}（{time}）→ {next}（{after}）",
            "Bottleneck {name} ({time}) → {next} ({after})",
            name,
            time,
            next,
            after
        )),
        _ => Line::plain(say!("瓶颈 {name}（{time}）", "Bottleneck {name} ({time})", name, time)),
    })
}
