//! When the change was launched.

use crate::facts::{Fact, Facts};
use crate::tools::checklist::Item;
use crate::tools::roadmap::Centre;
use chrono::NaiveDate;
use std::sync::Arc;

/// The first project day of the pilot's weeks.
pub const PILOT_DAY: i64 = 29;

/// The day of the launch, the earliest sign that the pilot runs: a centre of batch 1 begun, or an item of week 5 or
/// later ticked. None before it.
pub struct Launch(pub Option<NaiveDate>);

impl Fact for Launch {
    fn compute(facts: &Facts) -> Launch {
        let centres = facts.rows::<Centre>().iter().filter(|c| c.batch == Some(1)).filter_map(|c| c.started);
        let late = |item: &&Arc<Item>| item.when().is_some_and(|when| when.days().0 >= PILOT_DAY);
        let ticks = facts.rows::<Item>().iter().filter(late).filter_map(|item| item.done.0);
        Launch(centres.chain(ticks).filter(|date| *date <= facts.today()).min())
    }
}
