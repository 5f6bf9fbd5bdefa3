//! KP6 and KP7: leading and lagging indicators that contradict each other.

use super::named;
use crate::facts::Facts;
use crate::finding::{Finding, Level, Place, Rule};
use crate::say;
use crate::text::{Phrase, list, percent, text};
use crate::tools::kpi::Kpi;
use crate::tools::kpi::facts::{Balance, Figures, Indicators, gained, lagging, leading};

/// KP6: the effort is there, and no result moves.
pub(super) fn no_result(rule: &Rule, facts: &Facts) -> Option<Finding> {
    if *facts.get::<Balance>() != Balance::NoResult {
        return None;
    }
    let indicators = facts.get::<Indicators>();
    let first = lagging(indicators).next()?;
    let gain = |k: &Figures| {
        let (name, gain) = (k.kpi.title(), percent(gained(k, facts.today())?));
        Some(say!("{name} {gain}", "{name} {gain}", name, gain))
    };
    let gains = list(&lagging(indicators).filter_map(gain).collect::<Vec<Phrase>>());
    Some(rule.found(
        Level::Watch,
        Place::of(first.kpi.id, Kpi::COL.name),
        say!(
            "领先指标 4 周都达标，滞后指标没有动。4 周进展：{gains}",
            "Leading indicators have been met for 4 weeks, the lagging ones have not moved. Progress in 4 weeks: {gains}",
            gains
        ),
        text(
            "抓手可能选错了，也可能还太早：先定一个日期，到时不动就换做法",
            "These may be the wrong levers, or it is too soon: set a date by which you will change the approach",
        ),
    ))
}

/// KP7: the results are there without the effort.
pub(super) fn no_effort(rule: &Rule, facts: &Facts) -> Option<Finding> {
    if *facts.get::<Balance>() != Balance::NoEffort {
        return None;
    }
    let behind = || leading(facts.get::<Indicators>()).filter(|k| k.needs_review());
    let first = behind().next()?;
    let which = named(behind(), |_| None);
    Some(rule.found(
        Level::Watch,
        Place::of(first.kpi.id, Kpi::COL.name),
        say!(
            "滞后指标都在轨，领先指标却没达标：{which}",
            "The lagging indicators are on track although leading ones are not: {which}",
            which
        ),
        text(
            "这可能是运气：找出结果变好的真正原因，不要先宣布成功",
            "This may be luck: find out what really improved the results before you claim success",
        ),
    ))
}
