//! The season taken out of an indicator: what the same time of the reference year had beyond the baseline. It must not
//! judge.

use crate::calendar::Calendar;
use crate::tools::kpi::Kpi;
use chrono::{Days, Months, NaiveDate};

/// A reference year further back than this many years says nothing of today.
const YEARS: u32 = 10;

/// What is known of the season of an indicator at its latest reading.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Season {
    /// It has none, or is held to a threshold, which knows no season.
    None,
    /// The reading of the same time in the reference year; status, level and chart are without the season.
    TakenOut {
        /// Its day.
        then: NaiveDate,
        /// Its value.
        before: f64,
    },
    /// It has one, and nobody has read the same time in the reference year: nothing can be judged.
    Unknown,
}

/// The day on which the change began to count for an indicator.
pub(super) fn begun(kpi: &Kpi, calendar: &Calendar) -> Option<NaiveDate> {
    calendar.start().or(kpi.baseline_date)
}

/// The readings without their season, each of them that has one to be compared with, and what is known of the latest.
///
/// Of two readings at the same time of the year the season is the same, so that the gain over the reference year is the
/// gain over the baseline. The reference year is the latest that was over before the change began: comparing with a time
/// at which it had begun would take the change out as well.
pub(super) fn without(
    kpi: &Kpi,
    readings: &[(NaiveDate, f64)],
    begun: Option<NaiveDate>,
) -> (Season, Vec<(NaiveDate, f64)>) {
    let Some(baseline) = kpi.baseline else { return (Season::Unknown, Vec::new()) };
    let (mut latest, mut left) = (Season::Unknown, Vec::with_capacity(readings.len()));
    for &(date, value) in readings {
        latest = Season::Unknown;
        if let Some((then, before)) = reference(kpi, readings, date, begun) {
            left.push((date, left_of(value, before, baseline)));
            latest = Season::TakenOut { then, before };
        }
    }
    (latest, left)
}

/// The value of one reading without its season, set beside readings of the same place; none where that cannot be known.
pub(super) fn of_one(
    kpi: &Kpi,
    readings: &[(NaiveDate, f64)],
    (date, value): (NaiveDate, f64),
    begun: Option<NaiveDate>,
) -> Option<f64> {
    let (_, before) = reference(kpi, readings, date, begun)?;
    Some(left_of(value, before, kpi.baseline?))
}

/// What is left of a value without what the reference year had beyond the baseline.
fn left_of(value: f64, before: f64, baseline: f64) -> f64 {
    value - before + baseline
}

/// The reading of the same time in the reference year.
fn reference(
    kpi: &Kpi,
    readings: &[(NaiveDate, f64)],
    date: NaiveDate,
    begun: Option<NaiveDate>,
) -> Option<(NaiveDate, f64)> {
    let is_before = |year: &u32| {
        let then = date.checked_sub_months(Months::new(12 * year));
        then.is_some_and(|then| begun.is_none_or(|begun| then < begun))
    };
    let years = (1..=YEARS).find(is_before)?;
    // A reading of the change itself may be nearer, and must not stand in the way of one before it.
    let before = begun.map_or(readings.len(), |begun| readings.partition_point(|(day, _)| *day < begun));
    at_same_time(kpi, readings.get(..before)?, date, years)
}

/// The reading nearest to the same day some years before, no further from it than half a period.
pub(in crate::tools::kpi) fn at_same_time(
    kpi: &Kpi,
    readings: &[(NaiveDate, f64)],
    date: NaiveDate,
    years: u32,
) -> Option<(NaiveDate, f64)> {
    let then = date.checked_sub_months(Months::new(12 * years))?;
    let near = Days::new(kpi.cadence().days().unsigned_abs().div_ceil(2));
    let (from, to) = (then.checked_sub_days(near)?, then.checked_add_days(near)?);
    let (first, end) =
        (readings.partition_point(|(day, _)| *day < from), readings.partition_point(|(day, _)| *day <= to));
    let within = readings.get(first..end)?.iter();
    within.min_by_key(|(day, _)| day.signed_duration_since(then).num_days().abs()).copied()
}
