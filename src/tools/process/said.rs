//! What is said of a process in a few words: its times with what is missing in them, what was measured, how far its
//! change is.

use super::facts::{Flow, Map};
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::Unit;
use crate::text::{Phrase, count, join, joined, text};
use crate::tool::Measurements;

/// The lead time as it stands in a cell or a drawing, and that it is too short where times are missing.
pub fn lead(flow: &Flow) -> Phrase {
    with(if flow.lead > 0.0 { Unit::Duration.short(flow.lead) } else { Phrase::same("–") }, untimed(flow))
}

/// The same as it stands in a sentence.
pub fn lead_in_words(flow: &Flow) -> Phrase {
    with(if flow.lead > 0.0 { Unit::Duration.figure(flow.lead) } else { Phrase::same("–") }, untimed(flow))
}

/// The as-is in a sentence: the sum of its steps, what is missing in it, and the time that was measured.
pub fn as_is(facts: &Facts, map: &Map) -> Phrase {
    let flow = &map.as_is;
    let figure = if flow.lead > 0.0 { Unit::Duration.figure(flow.lead) } else { Phrase::same("–") };
    with(figure, untimed(flow).into_iter().chain(measured_before(facts, map)))
}

/// The time that orders were measured to take before the change; none where nobody has measured it.
pub fn measured_before(facts: &Facts, map: &Map) -> Option<Phrase> {
    facts.get::<Measurements>().of(map.process?).find_map(|measured| measured.before.clone())
}

/// What was measured of a process, a line each.
pub fn measured(facts: &Facts, map: &Map) -> Vec<Line> {
    let lines =
        |process| facts.get::<Measurements>().of(process).map(|measured| measured.line.clone()).collect();
    map.process.map_or_else(Vec::new, lines)
}

/// How many of the planned changes are made, and whether the to-be is followed already; none without a change.
pub fn progress(facts: &Facts, map: &Map) -> Option<Line> {
    let planned: Vec<_> = map.rows.iter().filter(|row| row.mark.is_some()).collect();
    let (all, done) = (planned.len(), planned.iter().filter(|row| row.done.0.is_some()).count());
    let said = say!("要改 {all} 步，已改完 {done} 步", "{done} of {all} planned changes are made", all, done);
    let live = map.live_on.filter(|live| *live <= facts.today());
    (all > 0).then(|| match live {
        Some(live) if done < all => Line::new(
            Level::Watch,
            join(
                said,
                say!("；目标流程却已从 {live} 起在走", ", yet the to-be is followed since {live}", live),
            ),
        ),
        Some(live) => Line::plain(join(
            said,
            say!("；{live} 起按目标流程走", "; the to-be is followed since {live}", live),
        )),
        None => Line::plain(said),
    })
}

fn untimed(flow: &Flow) -> Option<Phrase> {
    (flow.untimed > 0 && flow.lead > 0.0)
        .then(|| count(flow.untimed as u64, "步没填", "step untimed", "steps untimed"))
}

/// A figure with what is to be known of it in brackets.
fn with(figure: Phrase, known: impl IntoIterator<Item = Phrase>) -> Phrase {
    let known: Vec<Phrase> = known.into_iter().collect();
    if known.is_empty() {
        return figure;
    }
    let known = joined(&known, text("；", "; "));
    say!("{figure}（{known}）", "{figure} ({known})", figure, known)
}
