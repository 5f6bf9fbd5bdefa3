//! One look at each safeguard: first at what people have decided, then at the facts of other sheets, then at the evidence.

use super::Checked;
use super::customers::{dual_track, fast_feedback, guidance};
use super::risks::risk_monitoring;
use super::staff::{co_design, communication, exam, gain_sharing, organisation, resources};
use super::technology::{need, small_steps, vendor};
use crate::calendar::{Calendar, PILOT_DAY};
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::say;
use crate::text::{Phrase, text};
use crate::tool::Test;
use crate::tools::roadmap::PilotLive;
use crate::tools::safeguards::items::{Area, PrefilledSafeguard, SAFEGUARDS};
use crate::tools::safeguards::sheets::{Safeguard, State};

/// What the facts say of a safeguard; none where only people can tell.
type Look = fn(&Facts, &Safeguard) -> Option<Test>;

static LOOKS: [(&str, Look); 13] = [
    ("SF1", communication),
    ("SF2", co_design),
    ("SF3", exam),
    ("SF4", gain_sharing),
    ("SF5", need),
    ("SF6", small_steps),
    ("SF7", vendor),
    ("SF8", guidance),
    ("SF9", dual_track),
    ("SF10", fast_feedback),
    ("SF11", organisation),
    ("SF12", resources),
    ("SF13", risk_monitoring),
];

/// Looks at all safeguards whose rows are there.
pub(super) fn all(facts: &Facts) -> Vec<Checked> {
    let rows = facts.rows::<Safeguard>();
    let check = |item: &'static PrefilledSafeguard| {
        let row = rows.iter().find(|row| row.code == item.code)?;
        let (_, look) = LOOKS.iter().find(|(code, _)| *code == item.code)?;
        Some(Checked { code: item.code, result: judged(facts, item, row, *look) })
    };
    SAFEGUARDS.iter().filter_map(check).collect()
}

fn judged(facts: &Facts, item: &PrefilledSafeguard, row: &Safeguard, look: Look) -> Test {
    let evidence = first_line(&row.evidence.0);
    let place = Place::of(row.id, Safeguard::COL.evidence);
    if row.state == Some(State::NotNeeded) {
        return evidence.map_or_else(
            || {
                Test::hit(
                    Level::Watch,
                    place,
                    say!(
                        "“{name}”标为不需要，没有写为什么",
                        "'{name}' is marked as not needed, without a reason",
                        name = item.title
                    ),
                    text(
                        "写一句理由，别人才知道是想过的",
                        "Give the reason, so that others see it was thought about",
                    ),
                )
            },
            Test::NotNeeded,
        );
    }
    if let Some(test) = look(facts, row) {
        return test;
    }
    match (row.state, evidence) {
        (Some(State::InPlace), Some(evidence)) => Test::Clear(evidence),
        (Some(State::InPlace), None) => Test::hit(
            Level::Watch,
            place,
            say!(
                "“{name}”标为已落实，没有写证据",
                "'{name}' is marked as in place, without evidence",
                name = item.title
            ),
            text(
                "写一句看得见的证据：谁、哪一天、做了什么",
                "Write down what can be seen: who did what on which day",
            ),
        ),
        _ if has_begun(facts) && !waits(item) => Test::hit(
            Level::Watch,
            Place::of(
                row.id,
                if row.action.0.trim().is_empty() { Safeguard::COL.action } else { Safeguard::COL.state },
            ),
            say!(
                "试点已经动手，“{name}”还没有落实",
                "The pilot is under way, and '{name}' is not in place",
                name = item.title
            ),
            item.what,
        ),
        _ => Test::not_yet(item.what),
    }
}

/// Whether a safeguard waits for rows of its own sheet: not every change buys technology or moves customers.
fn waits(item: &PrefilledSafeguard) -> bool {
    matches!(item.area, Area::Technology | Area::Customers)
}

/// Whether people meet the change: the pilot is live, or its weeks have come.
pub(super) fn has_begun(facts: &Facts) -> bool {
    is_live(facts) || facts.get::<Calendar>().day(facts.today()).is_some_and(|day| day >= PILOT_DAY)
}

/// Whether the pilot is live.
pub(super) fn is_live(facts: &Facts) -> bool {
    facts.get::<PilotLive>().0.is_some()
}

/// The first line of what was written, if there is any.
pub(super) fn first_line(words: &str) -> Option<Phrase> {
    words.trim().lines().next().map(Phrase::same)
}
