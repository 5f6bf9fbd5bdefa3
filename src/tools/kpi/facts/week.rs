//! What was read of the whole network this week and before. It must not judge it.

use super::super::{Cadence, Kpi, Reading, code};
use super::Indicators;
use crate::calendar::Calendar;
use crate::facts::{Fact, Facts};
use crate::sheet::Id;
use crate::sort::StableSort;
use chrono::{Datelike as _, NaiveDate, Weekday};
use std::collections::HashMap;

/// How many weeks before the present one a day lies; none for a day to come.
pub(super) fn weeks_ago(facts: &Facts, date: NaiveDate) -> Option<i64> {
    let calendar = facts.get::<Calendar>();
    (date <= facts.today()).then(|| calendar.week_number(facts.today()) - calendar.week_number(date))
}

/// The readings of the whole network by indicator: how many weeks ago, the day, the value, the row; the latest last.
pub(in super::super) struct WeekReadings(HashMap<Id, Vec<(i64, NaiveDate, f64, Id)>>);

impl Fact for WeekReadings {
    fn compute(facts: &Facts) -> WeekReadings {
        let mut read: HashMap<Id, Vec<_>> = HashMap::new();
        for reading in facts.rows::<Reading>().iter().filter(|r| r.centre.0.is_none()) {
            if let (Some(kpi), Some(date), Some(value)) = (reading.kpi.0, reading.date, reading.value)
                && let Some(ago) = weeks_ago(facts, date)
            {
                read.entry(kpi).or_default().push((ago, date, value, reading.id));
            }
        }
        for readings in read.values_mut() {
            readings.stable_sort_by_key(|(_, date, ..)| *date);
        }
        WeekReadings(read)
    }
}

impl WeekReadings {
    /// The value of a week: its latest one, by which the indicator is judged as well.
    pub(in super::super) fn value(&self, kpi: Id, weeks_ago: i64) -> Option<f64> {
        let readings = self.0.get(&kpi)?.iter().rev();
        readings.filter(|(ago, ..)| *ago == weeks_ago).map(|(_, _, value, _)| *value).next()
    }

    /// The day of the value of a week.
    pub(in super::super) fn day(&self, kpi: Id, weeks_ago: i64) -> Option<NaiveDate> {
        let readings = self.0.get(&kpi)?.iter().rev();
        readings.filter(|(ago, ..)| *ago == weeks_ago).map(|(_, day, ..)| *day).next()
    }

    /// The latest reading before this week.
    pub(in super::super) fn before(&self, kpi: Id) -> Option<(NaiveDate, f64)> {
        let readings = self.0.get(&kpi)?;
        readings.iter().rev().find(|(ago, ..)| *ago > 0).map(|(_, date, value, _)| (*date, *value))
    }

    /// The reading that the value of this week is.
    pub(in super::super) fn row(&self, kpi: Id) -> Option<Id> {
        let (ago, _, _, row) = *self.0.get(&kpi)?.last()?;
        (ago == 0).then_some(row)
    }
}

/// So many days of a week belong to the one before: what is looked at then is its reading.
const FIRST_DAYS: u64 = 2;

/// Whether the week of a day has only begun.
pub(super) fn has_only_begun(calendar: &Calendar, today: NaiveDate) -> bool {
    let before = today.checked_sub_days(chrono::Days::new(FIRST_DAYS));
    before.is_some_and(|before| calendar.week_number(before) < calendar.week_number(today))
}

/// The day of the latest reading of the week before, while the present one has only begun.
pub fn read_last_week(facts: &Facts, kpi: &Kpi) -> Option<NaiveDate> {
    let begins = has_only_begun(facts.get::<Calendar>(), facts.today());
    let readings = facts.get::<WeekReadings>().0.get(&kpi.id)?;
    let last = readings.iter().rev().find(|(ago, ..)| *ago == 1);
    last.map(|(_, date, ..)| *date).filter(|_| begins)
}

/// The last day of the week before, for what is read every week and has no reading of that one, while the present one has only
/// begun: whoever reads figures aloud in a meeting on a Monday reads those of the week that is over.
pub fn last_week_to_read(facts: &Facts, kpi: &Kpi) -> Option<NaiveDate> {
    let calendar = facts.get::<Calendar>();
    let last = last_week_begun(facts, kpi)?;
    let is_read = facts.get::<WeekReadings>().0.get(&kpi.id);
    let is_read = is_read.is_some_and(|readings| readings.iter().any(|(ago, ..)| matches!(ago, 0 | 1)));
    (!is_read && calendar.day(last).is_some_and(|day| day > 0)).then_some(last)
}

/// The last day of the week before, for what is read every week, while the present one has only begun. Where the weeks of the
/// project do not begin on a Monday, a figure of its second day is no figure of last week for whoever lives by the calendar:
/// there only what is judged by whole weeks is counted for the one that is over.
pub(in super::super) fn last_week_begun(facts: &Facts, kpi: &Kpi) -> Option<NaiveDate> {
    if kpi.cadence() != Cadence::Weekly {
        return None;
    }
    let last = (1..=FIRST_DAYS).find_map(|days| {
        let day = facts.today().checked_sub_days(chrono::Days::new(days))?;
        (weeks_ago(facts, day)? == 1).then_some(day)
    });
    last.filter(|day| kpi.code == code::WALKS || day.weekday() == Weekday::Sun)
}

/// The row and the day of the latest reading of an indicator, where it is the one that is shown as its value.
pub fn shown_reading(facts: &Facts, kpi: Id) -> Option<(Id, NaiveDate)> {
    let (_, day, value, row) = *facts.get::<WeekReadings>().0.get(&kpi)?.last()?;
    let (of, shown) = facts.get::<Indicators>().get(kpi)?.current?;
    (of == day && shown.total_cmp(&value).is_eq()).then_some((row, day))
}

/// The value that was read of the whole network this week.
pub fn read_this_week(facts: &Facts, kpi: &Kpi) -> Option<f64> {
    facts.get::<WeekReadings>().value(kpi.id, 0)
}
