//! What the plan suggests to tick in the checklist: it is drawn up, and everybody has heard of the start.

use crate::facts::Facts;
use crate::say;
use crate::sheet::Id;
use crate::text::Phrase;
use crate::tools::communication::sheets::{Audience, Message, Send};
use std::collections::HashSet;
use std::sync::Arc;

/// The checklist's item "draw up the communication plan".
const DRAW_UP_PLAN: &str = "w3-2";
/// The checklist's item "announce the start to everybody".
const ANNOUNCE_START: &str = "w4-3";

/// The items, by their codes and with the reason.
pub fn proposes(facts: &Facts) -> Vec<(&'static str, Phrase)> {
    let audiences: Vec<&Arc<Audience>> = facts.rows::<Audience>().iter().filter(|a| a.is_named()).collect();
    let staff: Vec<&Arc<Audience>> = audiences.iter().copied().filter(|a| a.is_staff()).collect();
    let keys: Vec<&Arc<Message>> = facts.rows::<Message>().iter().filter(|m| m.key && m.is_said()).collect();
    if keys.is_empty() || staff.is_empty() {
        return Vec::new();
    }
    let drawn_up = drawn_up(&audiences, &staff, &keys).map(|why| (DRAW_UP_PLAN, why));
    let announced = announced(facts, &staff, &keys).map(|why| (ANNOUNCE_START, why));
    drawn_up.into_iter().chain(announced).collect()
}

fn drawn_up(
    audiences: &[&Arc<Audience>],
    staff: &[&Arc<Audience>],
    keys: &[&Arc<Message>],
) -> Option<Phrase> {
    let addressed = |audience: &&Arc<Audience>| {
        let mut said = keys.iter().map(|m| m.what_changes(&audience.code));
        said.any(|said| said.is_none_or(|(_, said)| !said.0.trim().is_empty()))
    };
    let sized = |audience: &&Arc<Audience>| audience.size.is_some_and(|size| size > 0);
    (audiences.iter().all(sized) && staff.iter().all(addressed)).then(|| {
        say!(
            "{n} 类受众都有人数，{k} 条关键信息写明了对员工意味着什么",
            "All audiences have a size ({n}), and the key messages ({k}) say what changes for staff",
            n = audiences.len(),
            k = keys.len()
        )
    })
}

fn announced(facts: &Facts, staff: &[&Arc<Audience>], keys: &[&Arc<Message>]) -> Option<Phrase> {
    let keys: HashSet<Id> = keys.iter().map(|m| m.id).collect();
    let of_key = |send: &Send| send.message.0.is_some_and(|id| keys.contains(&id));
    let sends = facts.rows::<Send>().iter();
    let sent = |send: &Send| send.date.is_some_and(|date| date <= facts.today());
    let reached = sends.filter(|send| sent(send) && send.reached != Some(0) && of_key(send));
    let told: HashSet<Id> = reached.filter_map(|send| send.audience.0).collect();
    staff.iter().all(|audience| told.contains(&audience.id)).then(|| {
        say!(
            "关键信息已讲给全部 {n} 类员工受众",
            "A key message has gone out to every staff audience ({n})",
            n = staff.len()
        )
    })
}
