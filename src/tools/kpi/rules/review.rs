//! KP9 and KP10: entries of the weekly review that lack something, and promises that are still open.

use super::{is_paused, named};
use crate::facts::Facts;
use crate::finding::{Finding, Level, Place, Rule};
use crate::say;
use crate::text::{Phrase, list, text};
use crate::tools::kpi::facts::{Figures, Indicators, Reviewed};
use crate::tools::kpi::{Kpi, Review};
use std::sync::Arc;

/// How bad it is that a promise is still open in its week: watched from the second, acted on from the third.
pub const fn carried_level(week: i64) -> Level {
    match week {
        ..=1 => Level::Blank,
        2 => Level::Watch,
        _ => Level::Act,
    }
}

/// KP9: an entry of the weekly review that lacks something. Where there is none at all, KP1, KP2 and KP3 have
/// asked for it.
pub(super) fn incomplete(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let reviewed = facts.get::<Reviewed>();
    let gaps = |k: &Figures| reviewed.of(k)?.gaps();
    let open = || facts.get::<Indicators>().to_review().filter(|k| gaps(k).is_some());
    let first = open().next().filter(|_| !is_paused(facts))?;
    let row = reviewed.of(first)?;
    let which = named(open(), gaps);
    Some(rule.found(
        Level::Watch,
        Place::of(row.id, row.first_blank().unwrap_or(Review::COL.due)),
        say!("本周回顾没写全：{which}", "Entries of the weekly review are incomplete: {which}", which),
        text(
            "把缺的补上：没有负责人和期限的行动，多半不会发生",
            "Complete them: an action without an owner and a date seldom happens",
        ),
    ))
}

/// KP10: promises that are still open a week later.
pub(super) fn carried(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let carried = &facts.get::<Reviewed>().carried;
    let (worst, oldest) = carried.first().filter(|_| !is_paused(facts))?;
    let one = |(week, row): &(i64, Arc<Review>)| {
        let kpi = row.kpi.0.and_then(|id| facts.find::<Kpi>(id));
        let name = kpi.map_or_else(|| text("", "").into(), Kpi::title);
        let by = match row.owner.trim() {
            "" => Phrase::same(""),
            owner => say!("，{owner}", ", {owner}"),
        };
        say!("{name}（第 {week} 周{by}）", "{name} (week {week}{by})", name, week, by)
    };
    // The oldest three say enough.
    let (n, which) = (carried.len(), list(&carried.iter().take(3).map(one).collect::<Vec<_>>()));
    Some(rule.found(
        carried_level(*worst),
        Place::of(oldest.id, Review::COL.done),
        say!("{n} 项纠偏行动还没完成：{which}", "Corrective actions still open ({n}): {which}", n, which),
        text(
            "当面问清卡在哪里：做完打勾，做不了就换一项行动",
            "Ask what is in the way: tick it when done, or replace it by an action that can be done",
        ),
    ))
}
