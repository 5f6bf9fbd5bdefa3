//! When the pilot went live. What that means for anybody else is not looked at.

use crate::calendar::Calendar;
use crate::facts::{Fact, Facts};
use crate::tools::checklist::{self, When};
use crate::tools::roadmap::items;
use crate::tools::roadmap::sheets::{Centre, Milestone};
use chrono::NaiveDate;
use std::sync::Arc;

/// The day on which the pilot went live; none before it.
///
/// The earliest sign that it works the new way: a centre of batch 1 has begun, its milestone is reached, or an item of
/// the source that needs a running pilot is ticked. Training and tools come before it and are no sign. Nothing is live
/// before the start date, and what is dated earlier counts from the start.
pub struct PilotLive(pub Option<NaiveDate>);

impl Fact for PilotLive {
    fn compute(facts: &Facts) -> PilotLive {
        let (start, today) = (facts.get::<Calendar>().start(), facts.today());
        let centres = facts.rows::<Centre>().iter().filter(|c| c.batch == Some(1)).filter_map(|c| c.started);
        let begins = |m: &&Arc<Milestone>| m.code == items::PILOT_STARTS;
        let reached = facts.rows::<Milestone>().iter().filter(begins).filter_map(|m| m.reached.0);
        let needs_pilot = |item: &&Arc<checklist::Item>| {
            item.item().is_some_and(|def| def.when >= When::W7To8) && !item.is_not_applicable()
        };
        let ticks = facts.rows::<checklist::Item>().iter().filter(needs_pilot).filter_map(|item| item.done.0);
        let first = centres.chain(reached).chain(ticks).filter(|date| *date <= today).min();
        let live = first.map(|date| start.map_or(date, |start| date.max(start)));
        PilotLive(live.filter(|date| *date <= today))
    }
}
