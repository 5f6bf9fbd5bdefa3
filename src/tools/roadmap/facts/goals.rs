//! The days by which half and all of the centres are to be converted. How many are is not looked at.

use crate::calendar::Calendar;
use crate::facts::{Fact, Facts};
use crate::tools::roadmap::items::{ALL_CONVERTED, HALF_CONVERTED, MILESTONES};
use crate::tools::roadmap::sheets::Milestone;
use chrono::NaiveDate;

/// The days of the two milestones about the centres: as moved on the roadmap, else by the plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Goals {
    /// The day on which half of the centres are to be converted; none without a start date.
    pub half: Option<NaiveDate>,
    /// The day on which all are to be.
    pub all: Option<NaiveDate>,
}

impl Fact for Goals {
    fn compute(facts: &Facts) -> Goals {
        let calendar = facts.get::<Calendar>();
        let of = |code: &str| match facts.rows::<Milestone>().iter().find(|row| row.code == code) {
            Some(row) => row.date(calendar),
            None => {
                MILESTONES.iter().find(|def| def.code == code).and_then(|def| calendar.plan_date(def.month))
            }
        };
        Goals { half: of(HALF_CONVERTED), all: of(ALL_CONVERTED) }
    }
}

impl Goals {
    /// The share of the centres that is to be converted by today, 0 to 1, and the day since which it is; none before.
    pub fn wanted(self, calendar: &Calendar, today: NaiveDate) -> Option<(f64, NaiveDate)> {
        let come = |day: &NaiveDate| calendar.has_come(*day, today);
        let all = self.all.filter(come).map(|day| (1.0, day));
        all.or_else(|| self.half.filter(come).map(|day| (0.5, day)))
    }
}
