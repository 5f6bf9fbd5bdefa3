//! How the months are said. It must not know rules or panels.

use super::{TimeOnTarget, shortest};
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
    if h.since.is_some() {
        let n = tenths(h.months);
        say!("{name}只保持了 {n} 个月", "{name} has been on target for {n} months", name = h.name, n)
    } else {
        say!("{name}现在没有达标", "{name} is not on target now", name = h.name)
    }
}
