//! Shows how long the targets have held, and what became of the gain, as bars and lines.

use super::facts::{Broken, Figures, LEAST, SAFE, TimeOnTarget, Watched, tenths};
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::AnyRow;
use crate::stats::EPSILON;
use crate::text::{Phrase, percent, text};
use crate::tool::{Bar, Panel};
use chrono::NaiveDate;

/// What is left of the gain, then the months on target and since when.
pub(super) fn panels(facts: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    let figures = facts.get::<Figures>();
    let mut panels: Vec<Panel> = since_closing(figures).into_iter().collect();
    if figures.held.is_empty() {
        panels.push(Panel::Lines {
            title: text("达标保持时间", "How long the targets have held").into(),
            lines: vec![Line::plain(text(
                "给至少一个滞后指标填上目标，这里才有可数的。",
                "Give at least one lagging indicator a target, so that there is something to count.",
            ))],
        });
        return panels;
    }
    panels.push(bars(figures));
    panels.push(Panel::Lines {
        title: text("从什么时候起", "Since when").into(),
        lines: figures.held.iter().map(line).collect(),
    });
    panels
}

/// Each indicator's months, on a line of twelve.
fn bars(figures: &Figures) -> Panel {
    let bar = |h: &TimeOnTarget| {
        let n = tenths(h.months);
        let label = match h.broken {
            None => say!("{n} 个月", "{n} mo"),
            Some(Broken::NoReading) => text("无数据", "no reading").into(),
            Some(Broken::SeasonUnknown | Broken::NoBaseline | Broken::NoWay | Broken::Contrary) => {
                text("不判断", "not judged").into()
            }
            Some(Broken::Stale { .. }) => text("待更新", "stale").into(),
            Some(Broken::Missed { .. }) => text("未达标", "not met").into(),
        };
        let level = if h.months >= LEAST - 1e-9 { Level::Good } else { Level::Blank };
        Bar { title: h.name.clone(), share: h.months / SAFE, label, level }
    };
    let goal = |title, months: f64| Bar {
        title,
        share: months / SAFE,
        label: say!("{months} 个月", "{months} mo"),
        level: Level::Watch,
    };
    let goals = [
        goal(text("可以收尾", "Can be closed").into(), LEAST),
        goal(text("稳固（满 12 个月）", "Firmly established").into(), SAFE),
    ];
    Panel::Bars {
        title: text("连续达标几个月", "Months on target without a break").into(),
        bars: figures.held.iter().map(bar).chain(goals).collect(),
    }
}

fn line(h: &TimeOnTarget) -> Line {
    let (name, unit) = (&h.name, h.kpi.unit());
    let target = unit.figure(h.kpi.target.unwrap_or(0.0));
    match (h.broken, h.since) {
        (Some(Broken::NoReading), _) => {
            Line::plain(say!("{name}：还没有数据", "{name}: no reading yet", name))
        }
        (Some(Broken::SeasonUnknown), _) => Line::plain(say!(
            "{name}：随季节变化，没有变革之前的同期数据，不判断",
            "{name}: seasonal, and not judged without readings of the same time before the change",
            name
        )),
        (Some(Broken::NoWay), _) => Line::plain(say!(
            "{name}：填上基线或方向才能判断",
            "{name}: needs a baseline or a direction",
            name
        )),
        (Some(Broken::NoBaseline), _) => Line::plain(say!(
            "{name}：随季节变化，填上基线才能判断",
            "{name}: seasonal, and needs a baseline",
            name
        )),
        (Some(Broken::Contrary), _) => Line::plain(say!(
            "{name}：方向与基线、目标矛盾，改对了才能判断",
            "{name}: its direction contradicts baseline and target; not judged until that is corrected",
            name
        )),
        (Some(Broken::Missed { on, value }), _) => Line::plain(missed(h, on, value, &target)),
        (Some(Broken::Stale { on }), _) => Line::plain(say!(
            "{name}：{on} 之后没有数据，超过 {days} 天就从头数",
            "{name}: no reading since {on}; after {days} days the count begins anew",
            name,
            on,
            days = h.kpi.cadence().stale_after()
        )),
        (None, Some(since)) => Line::new(
            Level::Good,
            say!(
                "{name}：{since} 起一直达标（目标 {target}）",
                "{name}: on target since {since} (target {target})",
                name,
                since,
                target
            ),
        ),
        (None, None) => Line::new(Level::Good, Phrase::same("")),
    }
}

/// That the level misses the target. Where it is another value than that of the latest day, it is called what it is and
/// no day is named.
fn missed(h: &TimeOnTarget, on: NaiveDate, level: f64, target: &Phrase) -> Phrase {
    let (name, figure) = (&h.name, |value| h.kpi.unit().figure(value));
    match h.latest {
        Some((_, latest)) if (latest - level).abs() > EPSILON => {
            let basis = if h.seasonless {
                text("除去季节影响", "without the season")
            } else {
                text("最近三期的中位数", "median of the last three")
            };
            say!(
                "{name}：{basis} {level}，没到目标 {target}",
                "{name}: {basis} {level}, target {target}",
                name,
                basis,
                level = figure(level),
                target
            )
        }
        _ => say!(
            "{name}：{on} 是 {now}，没到目标 {target}",
            "{name}: {now} on {on}, the target is {target}",
            name,
            on,
            now = figure(level),
            target
        ),
    }
}

/// What is left of the gain since the closing.
fn since_closing(figures: &Figures) -> Option<Panel> {
    if figures.watched.is_empty() {
        return None;
    }
    let bar = |w: &Watched| match w.lost {
        None if w.unjudged => Bar {
            title: w.name.clone(),
            share: 0.0,
            label: text("不判断", "not judged").into(),
            level: Level::Blank,
        },
        None => Bar {
            title: w.name.clone(),
            share: 0.0,
            label: text("没有新数据", "no new reading").into(),
            level: Level::Blank,
        },
        Some(lost) => Bar {
            title: w.name.clone(),
            share: 1.0 - lost,
            label: say!("保住 {kept}", "{kept} kept", kept = percent(1.0 - lost)),
            level: if w.is_relapse() { Level::Act } else { Level::Good },
        },
    };
    Some(Panel::Bars {
        title: text("收尾以来保住的成果", "What is left of the gain since the closing").into(),
        bars: figures.watched.iter().map(bar).collect(),
    })
}
