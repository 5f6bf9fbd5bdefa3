//! How the months are said. It must not know rules or panels.

use super::{Broken, TimeOnTarget, shortest};
use crate::say;
use crate::text::{Phrase, text};

/// Months with one decimal, rounded down: what has not been reached is not shown as reached.
pub(in crate::tools::closing) fn tenths(months: f64) -> String {
    format!("{:.1}", ((months + 1e-9) * 10.0).floor() / 10.0)
}

/// What keeps the project from being closed, by the indicator that has held the shortest.
pub(in crate::tools::closing) fn weakest(held: &[TimeOnTarget]) -> Phrase {
    let Some(h) = shortest(held) else {
        return text("没有带目标的滞后指标", "no lagging indicator has a target").into();
    };
    let name = &h.name;
    match h.broken {
        None => {
            let n = tenths(h.months);
            say!("{name}只保持了 {n} 个月", "{name} has been on target for {n} months", name, n)
        }
        Some(Broken::NoReading) => say!("{name}还没有数据", "{name} has no reading yet", name),
        Some(Broken::Stale { on }) => {
            say!("{name}在 {on} 之后没有数据", "{name} has had no reading since {on}", name, on)
        }
        Some(Broken::NoWay) => {
            say!("{name}缺基线或方向", "{name} needs a baseline or a direction", name)
        }
        Some(Broken::Contrary) => say!(
            "{name}的方向与基线、目标矛盾",
            "the direction of {name} contradicts its baseline and target",
            name
        ),
        Some(Broken::NoBaseline) => {
            say!("{name}随季节变化，却没有基线", "{name} is seasonal and has no baseline", name)
        }
        Some(Broken::SeasonUnknown) => say!(
            "{name}随季节变化，却没有变革之前的同期数据",
            "{name} is seasonal and has no readings of the same time before the change",
            name
        ),
        Some(Broken::Missed { .. }) => {
            say!("{name}现在没有达标", "{name} is not on target now", name)
        }
    }
}
