//! The numbers behind the dashboard: progress against the expected path, status, medians.
//!
//! Trend and forecast are in [`trend`], the XmR chart is in [`mod@xmr`]. Nothing here knows the clock, the screen
//! or where readings are stored. A number that is not finite never panics: it is left out, or the result is
//! `None`.

pub mod trend;
pub mod xmr;

#[cfg(test)]
mod tests;

pub use trend::{Forecast, forecast, pace_per_week, required_per_week, theil_sen};
pub use xmr::{Limits, Point, Rule, Side, Signal, Xmr, limits, signals, weekly, xmr, xmr_segments};

use chrono::NaiveDate;

/// Float noise that must not decide on which side of a threshold a number lies.
pub(crate) const EPSILON: f64 = 1e-9;

/// A reading older than this many days is stale.
pub const STALE_AFTER_DAYS: i64 = 14;

/// The expected progress of whole-network KPIs: (months since the start, share of the way to the target).
pub const ROADMAP_PATH: [(f64, f64); 4] = [(0.0, 0.0), (1.0, 0.0), (6.0, 0.5), (12.0, 1.0)];

/// The share of the way from the baseline to the target: 0 at the baseline, 1 at the target.
///
/// One formula for both directions. Negative when worse than the baseline, above 1 beyond the target. `None`
/// when baseline and target are equal or a number is not finite.
pub fn progress(baseline: f64, target: f64, current: f64) -> Option<f64> {
    let share = (current - baseline) / (target - baseline);
    // Adding zero turns a negative zero into a plain one, so that no "-0 %" is ever shown.
    (baseline.is_finite() && target.is_finite() && share.is_finite()).then_some(share + 0.0)
}

/// Which way a value has to move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Higher is better.
    Up,
    /// Lower is better.
    Down,
}

impl Direction {
    /// The direction from baseline to target; `None` when they are equal or not finite.
    pub fn of(baseline: f64, target: f64) -> Option<Self> {
        let way = target - baseline;
        if !way.is_finite() || way == 0.0 {
            None
        } else if way > 0.0 {
            Some(Self::Up)
        } else {
            Some(Self::Down)
        }
    }

    /// Whether a value is at the threshold or on its good side.
    pub fn holds(self, threshold: f64, value: f64) -> bool {
        let noise = EPSILON * threshold.abs().max(1.0);
        match self {
            Self::Up => value >= threshold - noise,
            Self::Down => value <= threshold + noise,
        }
    }
}

/// The expected progress on a straight line from the baseline's date to the target's, between 0 and 1.
///
/// Dates in the wrong order, or equal, expect everything from the target's date on and nothing before.
pub fn expected_linear(from: NaiveDate, to: NaiveDate, today: NaiveDate) -> f64 {
    if today >= to {
        return 1.0;
    }
    let whole = to.signed_duration_since(from).num_days();
    let gone = today.signed_duration_since(from).num_days();
    if whole <= 0 || gone <= 0 { 0.0 } else { gone as f64 / whole as f64 }
}

/// The height of a path of straight lines at `x`; before its first and after its last point it is level.
///
/// `path` is in ascending order of x. At two points with the same x the path jumps and the later one counts.
/// 0 for an empty path; an `x` that is no number counts as before the first point.
pub fn expected_path(path: &[(f64, f64)], x: f64) -> f64 {
    let after = path.iter().position(|&(px, _)| x.is_nan() || px > x).unwrap_or(path.len());
    let next = path.get(after);
    let before = after.checked_sub(1).and_then(|i| path.get(i));
    match (before, next) {
        (Some(&(x0, y0)), Some(&(x1, y1))) => y0 + (y1 - y0) * (x - x0) / (x1 - x0),
        (Some(&(_, y)), None) | (None, Some(&(_, y))) => y,
        (None, None) => 0.0,
    }
}

/// Where a KPI stands, judged by its progress against the expected one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// The target is reached.
    Met,
    /// At least 95 % of the expected progress.
    OnTrack,
    /// At least 75 % of the expected progress.
    Lagging,
    /// Less, or worse than the baseline.
    OffTrack,
    /// The target's date has passed without the target being reached.
    Missed,
}

/// Where a KPI stands at progress `p` when `e` is expected; `None` when either is not finite.
///
/// While less than a tenth is expected, everything not worse than the baseline is on track.
pub fn standing(p: f64, e: f64, past_target: bool) -> Option<Standing> {
    if !p.is_finite() || !e.is_finite() {
        return None;
    }
    let reaches = |threshold: f64| p >= threshold - EPSILON;
    Some(if reaches(1.0) {
        Standing::Met
    } else if past_target {
        Standing::Missed
    } else if !reaches(0.0) {
        Standing::OffTrack
    } else if e < 0.10 - EPSILON || reaches(0.95 * e) {
        Standing::OnTrack
    } else if reaches(0.75 * e) {
        Standing::Lagging
    } else {
        Standing::OffTrack
    })
}

/// What the dashboard shows for a KPI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KpiStatus {
    /// Judged by a fresh reading.
    Fresh(Standing),
    /// The last reading is more than [`STALE_AFTER_DAYS`] days old.
    Stale {
        /// Where the KPI stood by that reading, if it could be judged.
        last: Option<Standing>,
    },
    /// There are readings but no way from baseline to target to judge them by.
    Undefined,
    /// Nothing has been read yet.
    NoReading,
}

/// The status of a KPI by its standing and the date of its last reading.
pub fn kpi_status(
    standing: Option<Standing>,
    last_reading: Option<NaiveDate>,
    today: NaiveDate,
) -> KpiStatus {
    let Some(date) = last_reading else { return KpiStatus::NoReading };
    if today.signed_duration_since(date).num_days() > STALE_AFTER_DAYS {
        return KpiStatus::Stale { last: standing };
    }
    standing.map_or(KpiStatus::Undefined, KpiStatus::Fresh)
}

/// The median; it leaves the numbers sorted. `None` without numbers or with one that is not finite.
pub fn median(numbers: &mut [f64]) -> Option<f64> {
    if !numbers.iter().all(|number| number.is_finite()) {
        return None;
    }
    numbers.sort_unstable_by(f64::total_cmp);
    let upper = *numbers.get(numbers.len() / 2)?;
    if numbers.len() % 2 == 1 {
        return Some(upper);
    }
    numbers.get(numbers.len() / 2 - 1).map(|lower| lower.midpoint(upper))
}

/// The median of scores, which may end in .5; `None` without scores.
pub fn median_score(scores: &[u8]) -> Option<f64> {
    let mut numbers: Vec<f64> = scores.iter().copied().map(f64::from).collect();
    median(&mut numbers)
}

/// How far the highest and the lowest score are apart; `None` without scores.
pub fn spread(scores: &[u8]) -> Option<u8> {
    Some(scores.iter().max()? - scores.iter().min()?)
}
