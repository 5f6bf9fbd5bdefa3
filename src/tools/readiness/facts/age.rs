//! How old the latest scores are, and whether they are of the time before the pilot.

use super::Rounds;
use super::round::Round;
use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::tools::roadmap::{Centre, PilotLive};
use chrono::NaiveDate;
use std::sync::Arc;

/// After so many days scores say little of today.
pub const OLD_DAYS: i64 = 56;

/// The age of the latest round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    /// The days since it was scored, less paused days; none while it has no date.
    pub days: Option<i64>,
    /// The day on which the pilot went live, if the round was scored before it.
    pub before_live: Option<NaiveDate>,
}

impl Age {
    /// The age of a round.
    pub fn of(facts: &Facts, round: &Round) -> Age {
        let PilotLive(live) = *facts.get();
        let calendar = facts.get::<Calendar>();
        Age {
            days: round.date.map(|date| calendar.days_between(date, facts.today())),
            before_live: live.filter(|live| round.date.is_none_or(|date| date < *live)),
        }
    }

    /// Whether it is too old to say much.
    pub fn is_old(self) -> bool {
        self.days.is_some_and(|days| days > OLD_DAYS)
    }

    /// Whether advice for the time before the launch comes too late, or rests on old scores.
    pub fn is_past(self) -> bool {
        self.before_live.is_some() || self.is_old()
    }

    /// The full weeks since.
    pub fn weeks(self) -> Option<i64> {
        self.days.map(|days| days.max(0) / 7)
    }
}

/// What was begun although the latest round says stop.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Against {
    /// The day on which the pilot went live, if the gate said stop before it.
    pub launched: Option<NaiveDate>,
    /// The first centre of a later batch that has begun since.
    pub widened: Option<Arc<Centre>>,
}

impl Against {
    /// What was begun against the gate of the latest round; none while the gate is no stop, or nothing was.
    pub fn of(facts: &Facts) -> Option<Against> {
        let (round, _) = facts.get::<Rounds>().latest()?;
        if !round.is_stop() {
            return None;
        }
        let begun = |centre: &&Arc<Centre>| {
            let since = |on: NaiveDate| on <= facts.today() && round.date.is_none_or(|date| on >= date);
            centre.is_later_batch() && centre.started.is_some_and(since)
        };
        let widened = facts.rows::<Centre>().iter().filter(begun).min_by_key(|centre| centre.started);
        let against = Against { launched: Age::of(facts, round).before_live, widened: widened.cloned() };
        (against != Against::default()).then_some(against)
    }
}
