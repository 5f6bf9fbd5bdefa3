//! Where a KPI is heading: a robust slope, the pace needed, and the date the target is met at this pace.
//!
//! It must not know how readings are shown or why they were taken.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::{EPSILON, median, progress};

/// A slope is not claimed from fewer points.
pub const TREND_NEEDS: usize = 4;
/// Only so many of the latest points make the slope.
pub const TREND_LOOKS_BACK: usize = 8;
/// A forecast further away than this many days is no forecast (ten years).
const HORIZON_DAYS: f64 = 3652.0;

/// The median of the slopes between all pairs of the last eight points (Theil and Sen), per unit of x.
///
/// Points may come in any order; pairs with equal x are skipped. `None` below four finite points, and when
/// all of them share one x.
pub fn theil_sen(points: &[(f64, f64)]) -> Option<f64> {
    let mut points: Vec<(f64, f64)> =
        points.iter().copied().filter(|(x, y)| x.is_finite() && y.is_finite()).collect();
    if points.len() < TREND_NEEDS {
        return None;
    }
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let last = points.split_off(points.len().saturating_sub(TREND_LOOKS_BACK));
    let mut slopes: Vec<f64> = last
        .iter()
        .enumerate()
        .flat_map(|(i, a)| last.iter().skip(i + 1).map(move |b| (b.1 - a.1) / (b.0 - a.0)))
        // Equal x gives an infinite slope or none at all.
        .filter(|slope| slope.is_finite())
        .collect();
    median(&mut slopes)
}

/// When the target is met if the present pace holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forecast {
    /// The latest reading meets the target.
    Met,
    /// On this date, which is never before today.
    Date(NaiveDate),
    /// Not at this pace: no movement, the wrong way, or more than ten years from today.
    Never,
    /// Too few readings for a pace.
    TooFew {
        /// The days on which there is a reading.
        have: usize,
    },
    /// Baseline and target do not point anywhere.
    Undefined,
}

/// The date on which the value meets the target, going on from the latest reading at the Theil-Sen pace.
///
/// Readings may come in any order; of several on one day the last counts, those after `today` do not.
pub fn forecast(readings: &[(NaiveDate, f64)], baseline: f64, target: f64, today: NaiveDate) -> Forecast {
    if progress(baseline, target, baseline).is_none() {
        return Forecast::Undefined;
    }
    let daily = daily(readings, today);
    let Some(&(last_date, current)) = daily.last() else { return Forecast::TooFew { have: 0 } };
    match progress(baseline, target, current) {
        None => return Forecast::Undefined,
        Some(p) if p >= 1.0 - EPSILON => return Forecast::Met,
        Some(_) => {}
    }
    let Some(slope) = slope_per_day(&daily) else { return Forecast::TooFew { have: daily.len() } };
    let ahead = (target - current) / slope;
    let days = (ahead - EPSILON).ceil();
    let already_gone = today.signed_duration_since(last_date).num_days();
    // A slope of zero gives an infinity, the wrong way a negative number.
    if !ahead.is_finite() || ahead < 0.0 || days - already_gone as f64 > HORIZON_DAYS {
        return Forecast::Never;
    }
    last_date
        .checked_add_days(Days::new(days as u64))
        .map_or(Forecast::Never, |date| Forecast::Date(date.max(today)))
}

/// The Theil-Sen pace per week, in the readings' unit; the same readings count as in [`forecast`].
pub fn pace_per_week(readings: &[(NaiveDate, f64)], today: NaiveDate) -> Option<f64> {
    slope_per_day(&daily(readings, today)).map(|slope| slope * 7.0)
}

/// The pace per week that still reaches the target on its date; `None` from that date on.
pub fn required_per_week(current: f64, target: f64, today: NaiveDate, target_date: NaiveDate) -> Option<f64> {
    let days = target_date.signed_duration_since(today).num_days();
    let pace = (target - current) * 7.0 / days as f64;
    (days > 0 && pace.is_finite()).then_some(pace)
}

/// One finite reading a day up to today, in order of date; of several on a day the last one given.
fn daily(readings: &[(NaiveDate, f64)], today: NaiveDate) -> Vec<(NaiveDate, f64)> {
    let usable = readings.iter().filter(|(date, value)| *date <= today && value.is_finite());
    usable.copied().collect::<BTreeMap<_, _>>().into_iter().collect()
}

fn slope_per_day(daily: &[(NaiveDate, f64)]) -> Option<f64> {
    let first = daily.first()?.0;
    let points: Vec<(f64, f64)> = daily
        .iter()
        .map(|&(date, value)| (date.signed_duration_since(first).num_days() as f64, value))
        .collect();
    theil_sen(&points)
}
