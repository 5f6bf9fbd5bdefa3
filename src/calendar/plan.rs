//! The plan of the roadmap on the calendar: months, four phases, and the points between them.
//!
//! The sources plan twelve months. A project of another length keeps their proportions, a phase that is begun on a day
//! of its own takes along what comes after it, and pauses move all of it.

use super::{Calendar, days_between, shift};
use chrono::{Datelike, Months, NaiveDate};

/// The months of the sources' plan; a project has as many unless it says otherwise.
pub const PLAN_MONTHS: u32 = 12;
/// A project has no more months.
pub const MOST_MONTHS: u32 = 120;

/// The first project day of the pilot's weeks in the plan of the first ninety days: from then on people meet the change.
pub const PILOT_DAY: i64 = 29;

/// The four phases of the roadmap.
///
/// The sources print them as months 0-1, 2-4, 5-8 and 9-12. Month n is the n-th month since the start: it
/// ends on the day before `start + n months`, so month 1 of a change that starts on 15 March ends on 14 April
/// and the pilot begins on 15 April, the day of the milestone "month 1, pilot starts".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Months 0-1.
    Preparation,
    /// Months 2-4.
    Pilot,
    /// Months 5-8.
    RollOut,
    /// Months 9-12.
    Institutionalise,
}

impl Phase {
    /// The phases in order.
    pub const ALL: [Self; 4] = [Self::Preparation, Self::Pilot, Self::RollOut, Self::Institutionalise];

    /// The whole months of the sources' plan gone by at the phase's beginning and at its end.
    pub const fn months(self) -> (u32, u32) {
        match self {
            Self::Preparation => (0, 1),
            Self::Pilot => (1, 4),
            Self::RollOut => (4, 8),
            Self::Institutionalise => (8, PLAN_MONTHS),
        }
    }
}

/// What a project has decided about its plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Plan {
    /// The months from the start to the end; those of the sources if none.
    pub months: Option<u32>,
    /// The days on which the pilot, the roll-out and the institutionalising begin, where they are not left to the plan.
    pub begins: [Option<NaiveDate>; 3],
}

impl Plan {
    fn length(self) -> u32 {
        self.months.unwrap_or(PLAN_MONTHS).clamp(1, MOST_MONTHS)
    }

    /// The phases that begin on days of their own, by their month in the sources' plan.
    fn begun(self) -> impl Iterator<Item = (u32, NaiveDate)> {
        let later = Phase::ALL.into_iter().skip(1).zip(self.begins);
        later.filter_map(|(phase, begins)| Some((phase.months().0, begins?)))
    }
}

impl Calendar {
    /// The same calendar with what the project has decided about its plan.
    #[must_use]
    pub fn with_plan(self, plan: Plan) -> Self {
        Self { plan, ..self }
    }

    /// The date `n` months after the start, moved right by the pauses before it; `None` as for
    /// [`Calendar::date_of_day`].
    ///
    /// A start on the 31st gives the last day of shorter months.
    pub fn month_date(&self, n: u32) -> Option<NaiveDate> {
        self.real(self.after_months(n)?)
    }

    /// The date of a month of the sources' plan of twelve months, in the plan of this project: stretched to its
    /// length, moved with the phase that it lies in and by the pauses before it.
    pub fn plan_date(&self, month: u32) -> Option<NaiveDate> {
        self.real(self.planned(month)?)
    }

    /// The day on which the project ends by its plan; `None` as for [`Calendar::date_of_day`].
    pub fn end(&self) -> Option<NaiveDate> {
        self.plan_date(PLAN_MONTHS)
    }

    /// The project day of a month of the sources' plan, in the plan of this project; none without a start.
    pub fn plan_day(&self, month: u32) -> Option<i64> {
        Some(days_between(self.start?, self.planned(month)?).saturating_add(1))
    }

    /// The months from the start to the end of the project.
    pub fn plan_months(&self) -> u32 {
        self.plan.length()
    }

    /// Months gone by since the start, with the fraction of the month under way; 0 before the start.
    ///
    /// Whole months end on the dates of [`Calendar::month_date`]; the count stands still during a pause.
    pub fn months(&self, date: NaiveDate) -> Option<f64> {
        let start = self.start?;
        let at = shift(start, self.day(date)?.saturating_sub(1));
        if at <= start {
            return Some(0.0);
        }
        let calendar_months = (i64::from(at.year()) - i64::from(start.year())) * 12
            + (i64::from(at.month()) - i64::from(start.month()));
        let guess = u32::try_from(calendar_months).unwrap_or(0);
        // The day of the month has not come round yet: the last month is not whole.
        let whole = if self.after_months(guess)? > at { guess.saturating_sub(1) } else { guess };
        let (from, to) = (self.after_months(whole)?, self.after_months(whole + 1)?);
        let length = days_between(from, to).max(1);
        Some(f64::from(whole) + days_between(from, at) as f64 / length as f64)
    }

    /// The share of the project's time that has gone by, 0 to 1; `None` without a start date.
    pub fn elapsed(&self, date: NaiveDate) -> Option<f64> {
        let whole = days_between(self.start?, self.planned(PLAN_MONTHS)?).max(1);
        let gone = self.day(date)?.saturating_sub(1);
        Some((gone as f64 / whole as f64).clamp(0.0, 1.0))
    }

    /// The roadmap's phase on a date; `None` before the start, after the end and without a start date.
    pub fn phase(&self, date: NaiveDate) -> Option<Phase> {
        let at = shift(self.start?, self.day(date)?.saturating_sub(1));
        let holds = |phase: &Phase| {
            let (from, to) = phase.months();
            self.planned(from).zip(self.planned(to)).is_some_and(|(from, to)| from <= at && at < to)
        };
        Phase::ALL.into_iter().find(holds)
    }

    /// The first and the last day of a phase; each `None` as for [`Calendar::date_of_day`].
    pub fn phase_days(&self, phase: Phase) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let (from, to) = phase.months();
        (self.plan_date(from), self.planned(to).and_then(|end| self.real(shift(end, -1))))
    }

    /// The first and the last day of a phase, when both are known.
    pub fn phase_dates(&self, phase: Phase) -> Option<(NaiveDate, NaiveDate)> {
        let (first, last) = self.phase_days(phase);
        first.zip(last)
    }

    /// A date that was planned from another day on, moved right by the pauses between both; `None` while a pause
    /// before it goes on.
    pub fn moved(&self, from: NaiveDate, date: NaiveDate) -> Option<NaiveDate> {
        let mut moved = date;
        for pause in self.pauses.iter().filter(|pause| pause.until.is_none_or(|until| until >= from)) {
            if pause.from > moved {
                break;
            }
            moved = shift(moved, days_between(pause.from.max(from), pause.until?) + 1);
        }
        Some(moved)
    }

    /// The date so many months after the start as if there were no pause.
    fn after_months(&self, n: u32) -> Option<NaiveDate> {
        Some(self.start?.checked_add_months(Months::new(n)).unwrap_or(NaiveDate::MAX))
    }

    /// The date of a month of the sources' plan as if there were no pause and no phase moved.
    fn stretched(&self, month: u32) -> Option<NaiveDate> {
        let twelfths = month.saturating_mul(self.plan.length());
        let (whole, rest) = (twelfths / PLAN_MONTHS, twelfths % PLAN_MONTHS);
        let from = self.after_months(whole)?;
        let length = days_between(from, self.after_months(whole + 1)?);
        Some(shift(from, length * i64::from(rest) / i64::from(PLAN_MONTHS)))
    }

    /// The date of a month of the sources' plan as if there were no pause: what follows a phase that was moved keeps
    /// its distance from it, as far as no later phase was moved as well.
    fn planned(&self, month: u32) -> Option<NaiveDate> {
        let mut by = 0;
        let mut before = NaiveDate::MAX;
        for (begins, on) in self.plan.begun() {
            let on = self.without_pauses(on)?;
            if begins <= month {
                by = days_between(self.stretched(begins)?, on);
            } else {
                before = before.min(on);
            }
        }
        Some(shift(self.stretched(month)?, by).min(before).max(self.start?))
    }

    /// A date as if there were no pause; of a paused day, the day on which the project goes on.
    fn without_pauses(&self, date: NaiveDate) -> Option<NaiveDate> {
        let day = self.day(date)?.saturating_add(i64::from(self.is_paused(date)));
        Some(shift(self.start?, day.saturating_sub(1)))
    }

    /// The date of one that was counted as if there were no pause.
    fn real(&self, date: NaiveDate) -> Option<NaiveDate> {
        self.date_of_day(days_between(self.start?, date).saturating_add(1))
    }
}
