//! Priority actions past their day. One action may stand on many cards, and is one, as in the list of all actions.

use super::super::sheets::Person;
use crate::calendar::Calendar;
use crate::facts::{Fact, Facts};
use chrono::NaiveDate;
use foldhash::{HashSet, HashSetExt as _};

/// Actions past their day that are not done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overdue {
    /// Their number: the same action, owner and day on several cards is one.
    pub count: usize,
    /// The oldest: its day and the place of its first card.
    pub oldest: Option<(NaiveDate, usize)>,
}

impl Fact for Overdue {
    fn compute(facts: &Facts) -> Overdue {
        let (calendar, today) = (facts.get::<Calendar>(), facts.today());
        let mut known = HashSet::new();
        let mut oldest: Option<(NaiveDate, usize)> = None;
        for (at, person) in facts.rows::<Person>().iter().enumerate() {
            let Some(due) = person.due.filter(|due| *due < today && person.done.0.is_none()) else {
                continue;
            };
            let action = person.action.trim();
            if action.is_empty() || calendar.late(due, today) == 0 {
                continue;
            }
            known.insert((action, person.owner.trim(), due));
            oldest = Some(oldest.map_or((due, at), |old| old.min((due, at))));
        }
        Overdue { count: known.len(), oldest }
    }
}
