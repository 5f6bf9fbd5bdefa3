//! Promises kept: of those that fell due in a week, how many were done in time.

use crate::calendar::Calendar;
use crate::facts::{Fact, Facts};
use crate::tool::{PromiseKinds, Promised};
use chrono::{Days, NaiveDate};

/// So many weeks are looked back on.
pub const KEPT_WEEKS: usize = 4;
/// The days of a week.
const WEEK: i64 = 7;

/// The promises of one week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptWeek {
    /// Its last day.
    pub until: NaiveDate,
    /// Promises that were done by their day.
    pub kept: usize,
    /// Promises whose day has come: done or past it. What is due today and still open may yet be kept.
    pub due: usize,
}

/// Promises kept in each of the last weeks, this one first. A week is seven working days up to today: those of a pause
/// are left out, so that nothing fell due in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPromises(pub Vec<KeptWeek>);

impl Fact for KeptPromises {
    fn compute(facts: &Facts) -> KeptPromises {
        let (calendar, today) = (facts.get::<Calendar>(), facts.today());
        let until = |n: usize| today.checked_sub_days(Days::new(n as u64 * WEEK.unsigned_abs()));
        let weeks = (0..KEPT_WEEKS).filter_map(until);
        let mut weeks: Vec<KeptWeek> = weeks.map(|until| KeptWeek { until, kept: 0, due: 0 }).collect();
        let PromiseKinds(kinds) = facts.get();
        let items = kinds.iter().flat_map(|kind| (kind.items)(facts));
        for promised in items {
            if let Some((week, kept)) = judged(&promised, calendar, today)
                && let Some(week) = weeks.get_mut(week)
            {
                week.due += 1;
                week.kept += usize::from(kept);
            }
        }
        KeptPromises(weeks)
    }
}

/// The weeks ago in which a promise fell due, and whether it was kept; none while that is not known.
fn judged(promised: &Promised, calendar: &Calendar, today: NaiveDate) -> Option<(usize, bool)> {
    let due = promised.due.filter(|due| *due <= today)?;
    if promised.action.chars().all(char::is_whitespace) {
        return None;
    }
    let past = calendar.days_between(due, today);
    let done = promised.done.filter(|done| *done <= today);
    if done.is_none() && past == 0 {
        return None;
    }
    let kept = done.is_some_and(|done| calendar.days_between(due, done) <= 0);
    Some((usize::try_from(past / WEEK).ok()?, kept))
}
