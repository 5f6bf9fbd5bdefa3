//! Where a KPI is heading: a robust slope with its range, the pace needed, and when the target is met at this pace.
//!
//! It must not know how readings are shown or why they were taken, and counts days as numbers: whoever asks knows which
//! days count.

use super::median;
use crate::sort::StableSort;

/// A slope is not claimed from fewer points.
pub const TREND_NEEDS: usize = 4;
/// Only so many of the latest points make the slope.
pub const TREND_LOOKS_BACK: usize = 8;
/// A forecast further away than this many days is no forecast (ten years).
const HORIZON_DAYS: f64 = 3652.0;

/// The slope of the last points (Theil and Sen), with the range that its pairs leave open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    /// The lower quartile of the slopes between all pairs, per unit of x.
    pub low: f64,
    /// The median of these slopes.
    pub middle: f64,
    /// The upper quartile of these slopes.
    pub high: f64,
    /// The x of the last point.
    pub at: f64,
    /// The height of the fitted line there.
    pub fitted: f64,
}

/// The median of the slopes between all pairs of the last eight points, its quartiles, and the line it makes.
///
/// Points may come in any order; pairs with equal x are skipped. `None` below four finite points, and when
/// all of them share one x.
pub fn theil_sen(points: &[(f64, f64)]) -> Option<Pace> {
    let mut points: Vec<(f64, f64)> =
        points.iter().copied().filter(|(x, y)| x.is_finite() && y.is_finite()).collect();
    if points.len() < TREND_NEEDS {
        return None;
    }
    points.stable_sort_by(|a, b| a.0.total_cmp(&b.0));
    let last = points.split_off(points.len().saturating_sub(TREND_LOOKS_BACK));
    let mut slopes: Vec<f64> = last
        .iter()
        .enumerate()
        .flat_map(|(i, a)| last.iter().skip(i + 1).map(move |b| (b.1 - a.1) / (b.0 - a.0)))
        // Equal x gives an infinite slope or none at all.
        .filter(|slope| slope.is_finite())
        .collect();
    let middle = median(&mut slopes)?;
    let at = last.last()?.0;
    let mut heights: Vec<f64> = last.iter().map(|(x, y)| y + middle * (at - x)).collect();
    let fitted = median(&mut heights)?;
    Some(Pace { low: quantile(&slopes, 0.25)?, middle, high: quantile(&slopes, 0.75)?, at, fitted })
}

/// The value below which a share of the sorted numbers lies, between two of them by proportion.
fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let place = (sorted.len().checked_sub(1)?) as f64 * share;
    let below = *sorted.get(place.floor() as usize)?;
    let above = *sorted.get(place.ceil() as usize)?;
    Some(below + (above - below) * place.fract())
}

/// When a target is met if the present pace holds, in days after a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ahead {
    /// After so many days at the earliest and at the latest; no latest if that is more than ten years away.
    Days(f64, Option<f64>),
    /// The slopes point both ways: there is no trend yet.
    NoTrend,
    /// Not at this pace: the wrong way, or more than ten years from that day.
    Never,
}

/// When the target is met, going on from the fitted line at the slopes of the pace; never before `today`.
pub fn ahead(pace: &Pace, target: f64, today: f64) -> Ahead {
    if pace.low.min(pace.high) <= 0.0 && pace.low.max(pace.high) >= 0.0 {
        return Ahead::NoTrend;
    }
    let missing = target - pace.fitted;
    let days = |slope: f64| missing / slope - (today - pace.at);
    let [one, middle, other] = [pace.low, pace.middle, pace.high].map(days);
    if missing != 0.0 && missing.signum() != pace.middle.signum() || middle.is_nan() || middle > HORIZON_DAYS
    {
        return Ahead::Never;
    }
    let (first, last) = (one.min(other).max(0.0), one.max(other).max(0.0));
    Ahead::Days(first, (last <= HORIZON_DAYS).then_some(last))
}

/// The pace per week that still covers what is missing in so many days; `None` from the last day on.
pub fn required_per_week(current: f64, target: f64, days: i64) -> Option<f64> {
    let pace = (target - current) * 7.0 / days as f64;
    (days > 0 && pace.is_finite()).then_some(pace)
}
