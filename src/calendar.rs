//! The change's own calendar: project days and weeks, pauses, the 90-day blocks and the roadmap's phases.
//!
//! Civil dates only. It must not know the clock (`today` is always handed in), the screen, or what the items
//! of a block are. Nothing here panics, up to the ends of chrono's range of dates.

mod counted;
mod ends;
mod entry;
mod meant;
mod month;
mod order;
mod plan;
/// A day of the year as people write it where the year is plain: `03-29`, `29 Mar`. In English two numbers could be either.
pub fn short_day(day: NaiveDate) -> Phrase {
    (day.format("%m-%d").to_string(), day.format("%-d %b").to_string()).into()
}

/// The day at a place on an axis of days counted from the year 1, as charts have; none outside of all calendars.
pub fn day_at(place: f64) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(place as i32)
}

#[cfg(test)]
mod tests;
mod weekdays;
mod written;

pub use counted::parse_project_day;
pub use entry::{
    DateError, FIRST_YEAR, LAST_YEAR, Toward, is_shorthand, names_weekday_of, parse_date, parse_date_toward,
    weekday_named, without_words_beside,
};
pub use meant::{ShortOrder, ShortYear, days_meant};
pub use month::Month;
pub use order::{DayOrder, Numbers};
pub use plan::{MOST_MONTHS, PILOT_DAY, PLAN_MONTHS, Phase, Plan};
pub use weekdays::{day_of_week_from, monday_of, monday_of_weekdays, said_last_week};
pub use written::{MONTHS, digits_of_numerals};

use crate::sort::StableSort;
use crate::text::Phrase;
use chrono::{Datelike, NaiveDate};

/// The last day of the 90-day quick start; days 85 to 90 are its wrap-up.
pub const LAST_DAY: i64 = 90;

/// A stretch of days on which the change rests, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pause {
    /// The first paused day.
    pub from: NaiveDate,
    /// The last paused day; `None` while the pause goes on.
    pub until: Option<NaiveDate>,
}

/// The days of one change, counted from its start date and leaving out its pauses.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    start: Option<NaiveDate>,
    /// In order, apart from each other, none before the start.
    pauses: Vec<Pause>,
    plan: Plan,
}

impl Calendar {
    /// A calendar from the start date and the pauses as entered, in any order.
    ///
    /// Overlapping pauses are merged, so that no day counts twice. A pause that ends before it begins is
    /// ignored, and so are paused days before the start.
    pub fn new(start: Option<NaiveDate>, pauses: impl IntoIterator<Item = Pause>) -> Self {
        let mut entered: Vec<Pause> =
            pauses.into_iter().filter_map(|pause| cut_to_start(pause, start)).collect();
        entered.stable_sort_by_key(|pause| pause.from);
        let mut merged: Vec<Pause> = Vec::with_capacity(entered.len());
        for pause in entered {
            match merged.last_mut() {
                Some(last) if last.until.is_none_or(|until| pause.from <= until) => {
                    last.until = last.until.zip(pause.until).map(|(a, b)| a.max(b));
                }
                _ => merged.push(pause),
            }
        }
        Self { start, pauses: merged, plan: Plan::default() }
    }

    /// The start date: project day 1, unless that very day is paused.
    pub fn start(&self) -> Option<NaiveDate> {
        self.start
    }

    /// The pauses that count, in order and apart from each other.
    pub fn pauses(&self) -> &[Pause] {
        &self.pauses
    }

    /// The project day of a date: `date - start + 1` less the paused days up to and including it.
    ///
    /// The day before the start is 0, earlier days are negative. The count stands still during a pause: every
    /// paused day bears the number of the last working day before it. `None` without a start date.
    pub fn day(&self, date: NaiveDate) -> Option<i64> {
        let start = self.start?;
        let paused: i64 = self
            .pauses
            .iter()
            .take_while(|pause| pause.from <= date)
            .map(|pause| days_between(pause.from, pause.until.map_or(date, |until| until.min(date))) + 1)
            .sum();
        Some(days_between(start, date) + 1 - paused)
    }

    /// The project week of a date, 1 for days 1 to 7; `None` before day 1 and without a start date.
    pub fn week(&self, date: NaiveDate) -> Option<i64> {
        self.day(date).filter(|day| *day >= 1).map(|_| self.week_number(date))
    }

    /// The number of the week in which a date lies, for whoever asks what is of the same week: that of the project, 0 and
    /// below before its start; while it has no start date, weeks begin on Mondays and are counted from the year 1.
    pub fn week_number(&self, date: NaiveDate) -> i64 {
        match self.day(date) {
            Some(day) => (day - 1).div_euclid(7) + 1,
            None => (i64::from(date.num_days_from_ce()) - 1).div_euclid(7),
        }
    }

    /// The first day of a week as [`Calendar::week_number`] counts them; `None` as for [`Calendar::date_of_day`].
    pub fn first_of_week(&self, number: i64) -> Option<NaiveDate> {
        if self.start.is_some() {
            return self.date_of_day(number.saturating_mul(7).saturating_sub(6));
        }
        let day = number.saturating_mul(7).saturating_add(1);
        i32::try_from(day).ok().and_then(NaiveDate::from_num_days_from_ce_opt)
    }

    /// How many days are left until the start date; `None` from the start date on and without one.
    pub fn countdown(&self, date: NaiveDate) -> Option<i64> {
        let left = days_between(date, self.start?);
        (left > 0).then_some(left)
    }

    /// Whether the change rests on this date.
    pub fn is_paused(&self, date: NaiveDate) -> bool {
        self.pauses.iter().any(|pause| pause.from <= date && pause.until.is_none_or(|until| date <= until))
    }

    /// Since when the change rests that has come to its start date and no day further: it is paused and starts no more.
    pub fn paused_at_start(&self, date: NaiveDate) -> Option<NaiveDate> {
        let holds = |pause: &&Pause| pause.from <= date && pause.until.is_none_or(|until| date <= until);
        let pause = self.pauses.iter().find(holds)?;
        self.day(date).is_some_and(|day| day < 1).then_some(pause.from)
    }

    /// The days from one date to another, negative when the second comes first. Paused days are left out; without a
    /// start date there are none, and civil days count.
    pub fn days_between(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        self.day(to).zip(self.day(from)).map_or_else(|| days_between(from, to), |(to, from)| to - from)
    }

    /// The days by which something due on a date is late; 0 when it is not.
    ///
    /// Paused days do not count: during a pause nothing becomes late, and what is late grows no later.
    pub fn late(&self, due: NaiveDate, today: NaiveDate) -> i64 {
        if due < today { self.days_between(due, today).max(0) } else { 0 }
    }

    /// The civil date on which a project day falls, moved right by the pauses before it.
    ///
    /// Beyond chrono's range the date is the range's end. `None` without a start date, and for a day that
    /// has no date yet because a pause before it still goes on.
    pub fn date_of_day(&self, day: i64) -> Option<NaiveDate> {
        let mut date = shift(self.start?, day.saturating_sub(1));
        for pause in &self.pauses {
            if pause.from > date {
                break;
            }
            date = shift(date, days_between(pause.from, pause.until?) + 1);
        }
        Some(date)
    }

    /// The date on which a block's items are due; `None` as for [`Calendar::date_of_day`].
    pub fn due_date(&self, block: Block) -> Option<NaiveDate> {
        self.date_of_day(block.due_day())
    }

    /// Whether a date has come. One that falls into a pause comes when the project goes on.
    pub fn has_come(&self, date: NaiveDate, today: NaiveDate) -> bool {
        let waits = self.is_paused(date) && self.day(date) == self.day(today);
        date <= today && !(waits && self.is_paused(today))
    }
}

/// The eight blocks of the 90-day checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Block {
    /// Week 1.
    W1,
    /// Week 2.
    W2,
    /// Week 3.
    W3,
    /// Week 4.
    W4,
    /// Weeks 5 and 6.
    W5To6,
    /// Weeks 7 and 8.
    W7To8,
    /// Weeks 9 and 10.
    W9To10,
    /// Weeks 11 and 12.
    W11To12,
}

impl Block {
    /// The blocks in order.
    pub const ALL: [Self; 8] =
        [Self::W1, Self::W2, Self::W3, Self::W4, Self::W5To6, Self::W7To8, Self::W9To10, Self::W11To12];

    /// The first and the last week of the block.
    pub const fn weeks(self) -> (i64, i64) {
        match self {
            Self::W1 => (1, 1),
            Self::W2 => (2, 2),
            Self::W3 => (3, 3),
            Self::W4 => (4, 4),
            Self::W5To6 => (5, 6),
            Self::W7To8 => (7, 8),
            Self::W9To10 => (9, 10),
            Self::W11To12 => (11, 12),
        }
    }

    /// The stable key under which the block is stored.
    pub const fn key(self) -> &'static str {
        match self {
            Self::W1 => "w1",
            Self::W2 => "w2",
            Self::W3 => "w3",
            Self::W4 => "w4",
            Self::W5To6 => "w5-6",
            Self::W7To8 => "w7-8",
            Self::W9To10 => "w9-10",
            Self::W11To12 => "w11-12",
        }
    }

    /// The block of a stored key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|block| block.key() == key)
    }

    /// The project day on which the block begins.
    pub const fn first_day(self) -> i64 {
        (self.weeks().0 - 1) * 7 + 1
    }

    /// The project day on which the block ends.
    pub const fn last_day(self) -> i64 {
        self.weeks().1 * 7
    }

    /// The project day at whose end the block's items are due: from the next day on they are overdue.
    pub const fn due_day(self) -> i64 {
        self.last_day()
    }

    /// The block under way on a project day; `None` before day 1 and from the wrap-up (day 85) on.
    pub fn of_day(day: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|block| (block.first_day()..=block.last_day()).contains(&day))
    }
}

/// The pause as it counts for a change with this start, or nothing.
fn cut_to_start(pause: Pause, start: Option<NaiveDate>) -> Option<Pause> {
    let from = start.map_or(pause.from, |start| start.max(pause.from));
    let runs_backwards = pause.until.is_some_and(|until| until < pause.from);
    let over_before_start = pause.until.is_some_and(|until| until < from);
    (!runs_backwards && !over_before_start).then_some(Pause { from, until: pause.until })
}

/// Civil days from one date to another, negative when the second comes first.
fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    i64::from(to.num_days_from_ce()) - i64::from(from.num_days_from_ce())
}

/// The date some days later (earlier when negative), held at the ends of chrono's range.
fn shift(date: NaiveDate, days: i64) -> NaiveDate {
    let end = if days < 0 { NaiveDate::MIN } else { NaiveDate::MAX };
    i32::try_from(i64::from(date.num_days_from_ce()).saturating_add(days))
        .ok()
        .and_then(NaiveDate::from_num_days_from_ce_opt)
        .unwrap_or(end)
}
