//! How long the targets have held, and what became of the gain, as bars and lines.

use super::figures::{Broken, Figures, Held, LEAST, SAFE};
use super::rules::months;
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::AnyRow;
use crate::stats::STALE_AFTER_DAYS;
use crate::text::{Phrase, text};
use crate::tool::{Bar, Panel};
use crate::tools::kpi::words;

pub(super) fn panels(scene: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    let facts = scene.get::<Figures>();
    let mut panels = Vec::new();
    panels.extend(since(facts));
    if facts.held.is_empty() {
        panels.push(Panel::Lines {
            title: text("稳住了多久", "How long the targets have held").into(),
            lines: vec![Line {
                level: Level::Blank,
                text: text(
                    "给至少一个滞后指标填上目标，这里才有可数的。",
                    "Give at least one lagging indicator a target, so that there is something to count.",
                )
                .into(),
            }],
        });
        return panels;
    }
    panels.push(bars(facts));
    panels.push(Panel::Lines {
        title: text("从什么时候起", "Since when").into(),
        lines: facts.held.iter().map(line).collect(),
    });
    panels
}

/// Each indicator's months, on a line of twelve.
fn bars(facts: &Figures) -> Panel {
    let bar = |h: &Held| {
        let n = months(h.months);
        let label = match h.broken {
            None => say!("{n} 个月", "{n} mo"),
            Some(Broken::NoReading) => text("无读数", "no reading").into(),
            Some(Broken::Stale { .. }) => text("待更新", "stale").into(),
            Some(Broken::NoWay | Broken::Missed { .. }) => text("未达标", "not met").into(),
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
        goal(text("可以收尾", "May be closed").into(), LEAST),
        goal(text("站稳了", "Holds for good").into(), SAFE),
    ];
    Panel::Bars {
        title: text("达标后稳住了几个月", "Months on target without a break").into(),
        bars: facts.held.iter().map(bar).chain(goals).collect(),
    }
}

fn line(h: &Held) -> Line {
    let Phrase { zh, en } = &h.name;
    let unit = h.kpi.unit();
    let target = words::figure(h.kpi.target.unwrap_or(0.0), unit);
    let (target_zh, target_en) = (target.zh, target.en);
    let text = match (h.broken, h.since) {
        (Some(Broken::NoReading), _) => say!("{zh}：还没有读数", "{en}: no reading yet"),
        (Some(Broken::NoWay), _) => {
            say!("{zh}：填上基线或方向才能判断", "{en}: needs a baseline or a direction")
        }
        (Some(Broken::Missed { on, value }), _) => {
            let now = words::figure(value, unit);
            let (now_zh, now_en) = (now.zh, now.en);
            say!(
                "{zh}：{on} 是 {now_zh}，没到目标 {target_zh}",
                "{en}: {now_en} on {on}, the target is {target_en}"
            )
        }
        (Some(Broken::Stale { on }), _) => say!(
            "{zh}：{on} 之后没有读数，超过 {STALE_AFTER_DAYS} 天就从头数",
            "{en}: no reading since {on}; after {STALE_AFTER_DAYS} days the count begins anew"
        ),
        (None, Some(since)) => say!(
            "{zh}：{since} 起一直达标（目标 {target_zh}）",
            "{en}: on target since {since} (target {target_en})"
        ),
        (None, None) => Phrase::same(String::new()),
    };
    Line { level: if h.broken.is_none() { Level::Good } else { Level::Blank }, text }
}

/// What is left of the gain since the closing.
fn since(facts: &Figures) -> Option<Panel> {
    if facts.watched.is_empty() {
        return None;
    }
    let bar = |w: &super::Watched| {
        let Some(lost) = w.lost else {
            return Bar {
                title: w.name.clone(),
                share: 0.0,
                label: text("没有新读数", "no new reading").into(),
                level: Level::Blank,
            };
        };
        let kept = words::percent(1.0 - lost);
        Bar {
            title: w.name.clone(),
            share: 1.0 - lost,
            label: say!("保住 {kept}", "{kept} kept"),
            level: if w.is_relapse() { Level::Act } else { Level::Good },
        }
    };
    Some(Panel::Bars {
        title: text("收尾以来保住的成果", "What is left of the gain since the closing").into(),
        bars: facts.watched.iter().map(bar).collect(),
    })
}
