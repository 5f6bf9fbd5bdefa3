//! KP9 and KP10: entries of the weekly review that lack something, and promises that are still open.

use super::{is_paused, named};
use crate::facts::Facts;
use crate::finding::{Finding, Level, Place, Rule};
use crate::say;
use crate::text::{Phrase, count, list, text};
use crate::tool::NoAction;
use crate::tools::kpi::facts::{Figures, Indicators, Reviewed};
use crate::tools::kpi::{Kpi, Review, times};
use std::sync::Arc;

/// How bad it is that something promised is still open: watched once it was carried over twice, acted on from the third
/// time.
pub const fn carried_level(times: i64) -> Level {
    match times {
        ..=1 => Level::Blank,
        2 => Level::Watch,
        _ => Level::Act,
    }
}

/// KP9: an entry of the weekly review that lacks something. Where there is none at all, KP1, KP2 and KP3 have
/// asked for it.
pub(super) fn incomplete(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let reviewed = facts.get::<Reviewed>();
    let gaps = |k: &Figures| reviewed.gaps(k);
    // Where a meeting wanted no action, none is missing.
    let no_action = facts.get_stable::<NoAction>();
    let wanted = |k: &&Figures| gaps(k).is_some() && no_action.of(k.kpi.id).is_none();
    let open = || facts.get::<Indicators>().to_review().filter(wanted);
    let first = open().next().filter(|_| !is_paused(facts))?;
    let row = reviewed.of(first)?;
    let which = named(open(), gaps);
    let only_late = open().all(|k| reviewed.of(k).is_some_and(|row| row.first_blank().is_none()));
    Some(rule.found(
        Level::Watch,
        Place::of(row.id, row.first_blank().unwrap_or(Review::COL.due)),
        say!("本周回顾没写全：{which}", "Entries of the weekly review are incomplete: {which}", which),
        if only_late {
            text(
                "期限改到 7 天以内；要花更久的，先答应第一步",
                "Move the date to within 7 days; of what takes longer promise the first step",
            )
        } else {
            text(
                "把缺的补上：没有负责人和期限的行动，多半不会发生",
                "Complete them: an action without an owner and a date seldom happens",
            )
        },
    ))
}

/// KP10: actions that have been carried over twice or more.
pub(super) fn carried(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let often = |(n, _): &&(i64, Arc<Review>)| carried_level(*n) > Level::Blank;
    let carried: Vec<_> = facts.get::<Reviewed>().carried.iter().filter(often).collect();
    let (worst, oldest) = carried.first().filter(|_| !is_paused(facts))?;
    let one = |(n, row): &&(i64, Arc<Review>)| {
        let kpi = row.kpi.0.and_then(|id| facts.find::<Kpi>(id));
        let name = kpi.map_or_else(|| text("", "").into(), Kpi::title);
        let by = match row.owner.trim() {
            "" => Phrase::same(""),
            owner => say!("{owner}，", "{owner}, "),
        };
        say!("{name}（{by}拖过 {n}）", "{name} ({by}carried over {n})", name, by, n = times(*n))
    };
    // The oldest three say enough.
    let (n, which) = (carried.len(), list(&carried.iter().take(3).map(one).collect::<Vec<_>>()));
    Some(rule.found(
        carried_level(*worst),
        Place::of(oldest.id, Review::COL.done),
        say!(
            "{actions}一拖再拖：{which}",
            "{actions} carried over again and again: {which}",
            actions = count(n as u64, "项纠偏行动", "corrective action", "corrective actions"),
            which
        ),
        text(
            "当面问清卡在哪里：做完打勾，做不了就换一项行动",
            "Ask what is in the way: tick it when done, or replace it by an action that can be done",
        ),
    ).becomes(text("当面问清一拖再拖的纠偏行动卡在哪里，做不了的换一项", "Ask what is in the way of the actions carried over again and again, and replace what cannot be done")))
}
