//! What the technology sheet says of its safeguards.

use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::project::row_phrase;
use crate::say;
use crate::sheet::Unit;
use crate::text::{Phrase, few, text};
use crate::tool::Test;
use crate::tools::roadmap::Centre;
use crate::tools::safeguards::sheets::{Experience, Safeguard, Technology};
use std::sync::Arc;

/// From the roll-out on so many percent of faults at most.
pub(super) const FAULTS: f64 = 3.0;
/// So many are named.
const NAMED: usize = 2;

/// Whether a centre after the pilot has begun.
fn is_rolled_out(facts: &Facts) -> bool {
    let begun = |centre: &Arc<Centre>| centre.started.is_some_and(|on| on <= facts.today());
    facts.rows::<Centre>().iter().any(|centre| centre.is_later_batch() && begun(centre))
}

fn said(facts: &Facts) -> impl Iterator<Item = &Arc<Technology>> {
    facts.rows::<Technology>().iter().filter(|row| row.is_said())
}

/// What a row is called: its candidate, else its need.
fn name(row: &Technology) -> Phrase {
    let candidate = row.candidate.trim();
    if candidate.is_empty() { row_phrase(row).in_line(30) } else { Phrase::same(candidate) }
}

fn names(rows: &[&Arc<Technology>]) -> Phrase {
    let names: Vec<Phrase> = rows.iter().map(|row| name(row)).collect();
    few(&names, NAMED)
}

/// SF5: each technology solves a problem of the process.
pub(super) fn need(facts: &Facts, _: &Safeguard) -> Option<Test> {
    let first = said(facts).next()?;
    let rows: Vec<_> = said(facts).filter(|row| !row.has_problem()).collect();
    let Some(lost) = rows.first() else {
        return Some(Test::clear(say!(
            "每一项技术都对着一个流程问题，如{name}",
            "Each technology answers a problem of the process, such as {name}",
            name = name(first)
        )));
    };
    Some(Test::hit(
        Level::Watch,
        Place::of(lost.id, Technology::COL.problem),
        say!(
            "{names}没有对应的流程问题",
            "No problem of the process stands behind {names}",
            names = names(&rows)
        ),
        text(
            "先写流程里哪一步卡在哪里，再看这项技术解不解决",
            "Say which step of the process is stuck and where, then whether this solves it",
        ),
    ))
}

/// SF6: measured in the pilot, and sound before it is rolled out.
pub(super) fn small_steps(facts: &Facts, _: &Safeguard) -> Option<Test> {
    let chosen: Vec<_> = said(facts).filter(|row| row.chosen).collect();
    let first = chosen.first()?;
    let rolled = is_rolled_out(facts);
    let level = if rolled { Level::Act } else { Level::Watch };
    let beyond = chosen.iter().filter(|row| row.faults.is_some_and(|faults| faults > FAULTS));
    if let Some(worst) = beyond.max_by(|a, b| a.faults.unwrap_or(0.0).total_cmp(&b.faults.unwrap_or(0.0))) {
        let faults = Unit::Percent.figure(worst.faults.unwrap_or_default());
        return Some(Test::hit(
            level,
            Place::of(worst.id, Technology::COL.faults),
            say!(
                "“{name}”试点故障率 {faults}，高于 {FAULTS}%",
                "'{name}': {faults} of faults in the pilot, more than {FAULTS}%",
                name = name(worst),
                faults
            ),
            if rolled {
                text(
                    "暂停再铺新的中心，先把故障降下来",
                    "Stop at the centres that have it, and bring the faults down first",
                )
            } else {
                text(
                    "在试点里改到 3% 以下，再推广",
                    "Bring it to 3% or less in the pilot before the roll-out",
                )
            },
        ));
    }
    let unmeasured: Vec<_> = chosen.iter().copied().filter(|row| row.faults.is_none()).collect();
    if let Some(blind) = unmeasured.first().filter(|_| rolled) {
        return Some(Test::hit(
            Level::Act,
            Place::of(blind.id, Technology::COL.faults),
            say!(
                "已经推广，{names}没有试点数据",
                "It is being rolled out, and {names} has no figures of the pilot",
                names = names(&unmeasured)
            ),
            text(
                "补上试点的故障率和解决率；没有就先停一停",
                "Enter faults and share solved of the pilot; if there are none, wait",
            ),
        ));
    }
    Some(match unmeasured.first() {
        Some(row) => Test::not_yet(say!(
            "推广前填“{name}”的试点故障率",
            "Enter the faults of '{name}' in the pilot before the roll-out",
            name = name(row)
        )),
        None => Test::clear(say!(
            "试点故障率都在 {FAULTS}% 以内，如“{name}” {faults}",
            "Faults in the pilot are at {FAULTS}% or less, such as '{name}' with {faults}",
            name = name(first),
            faults = Unit::Percent.figure(first.faults.unwrap_or_default())
        )),
    })
}

/// SF7: the vendor chosen has done it in this trade.
pub(super) fn vendor(facts: &Facts, _: &Safeguard) -> Option<Test> {
    let chosen: Vec<_> = said(facts).filter(|row| row.chosen && !row.vendor.trim().is_empty()).collect();
    let first = chosen.first()?;
    let new: Vec<_> =
        chosen.iter().copied().filter(|row| row.experience == Some(Experience::HasNot)).collect();
    if let Some(row) = new.first() {
        return Some(Test::hit(
            Level::Watch,
            Place::of(row.id, Technology::COL.experience),
            say!(
                "“{vendor}”没有行业经验",
                "'{vendor}' has not done this in our trade",
                vendor = row.vendor.trim()
            ),
            text(
                "派一个懂业务的人全程跟着，里程碑分期付款",
                "Have somebody who knows the work stay with it, and pay by milestones",
            ),
        ));
    }
    Some(match chosen.iter().find(|row| row.experience.is_none()) {
        Some(row) => Test::hit(
            Level::Watch,
            Place::of(row.id, Technology::COL.experience),
            say!(
                "没有写“{vendor}”有没有行业经验",
                "Nothing says whether '{vendor}' knows the trade",
                vendor = row.vendor.trim()
            ),
            text(
                "问清做过哪些同行项目，给一个能打电话的客户",
                "Ask for projects of the trade, and for a customer to call",
            ),
        ),
        None => Test::clear(say!(
            "“{vendor}”做过同行业的项目",
            "'{vendor}' has done this in our trade",
            vendor = first.vendor.trim()
        )),
    })
}
