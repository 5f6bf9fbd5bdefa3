//! The numbers behind the dashboard: progress against the expected path, status, medians.
//!
//! Trend and forecast are in [`trend`], the XmR chart is in [`mod@xmr`]. Nothing here knows the clock, the screen
//! or where readings are stored. A number that is not finite never panics: it is left out, or the result is
//! `None`.

pub mod scale;
pub mod trend;
pub mod xmr;

#[cfg(test)]
mod tests;

pub use scale::Scale;
pub use trend::{Ahead, Pace, ahead, required_per_week, theil_sen};
pub use xmr::{History, Limits, Point, Proof, Rule, Shift, Side, Signal, Xmr, limits, signals, xmr};

/// Float noise that must not decide on which side of a threshold a number lies.
pub(crate) const EPSILON: f64 = 1e-9;

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
    /// At what is expected, or no further from it than noise explains.
    OnTrack,
    /// Short of what is expected, while nobody knows yet how much is noise.
    TooEarly,
    /// Below 95 % of the expected progress, by more than a third of the noise.
    Behind,
    /// Below 75 % of it by more than two thirds of the noise, or proven worse.
    OffTrack,
    /// The target's date has passed without the target being reached.
    Missed,
}

/// What a standing is judged by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Compared {
    /// The share of the way gone.
    pub progress: f64,
    /// The share of the way expected.
    pub expected: f64,
    /// The noise as a share of the way: half the natural width of the chart. `None` while it is unknown, 0 for what
    /// only grows.
    pub noise: Option<f64>,
    /// Whether the chart proves a shift to the worse.
    pub worse: bool,
    /// Whether the target's date has passed.
    pub past: bool,
}

/// While less than this is expected of what only grows, everything not worse than the baseline is on track.
const LITTLE: f64 = 0.10;
/// Without known noise, only what lost more than this share of the way is off track.
pub const CLEARLY_WORSE: f64 = 0.10;

/// Where a KPI stands; `None` when a figure is not finite.
pub fn standing(by: &Compared) -> Option<Standing> {
    let (p, e) = (by.progress, by.expected);
    if !p.is_finite() || !e.is_finite() {
        return None;
    }
    let short_of = |threshold: f64| p < threshold - EPSILON;
    let lost = short_of(0.0);
    Some(if !short_of(1.0) {
        Standing::Met
    } else if by.past {
        Standing::Missed
    } else if by.worse {
        Standing::OffTrack
    } else {
        match by.noise.filter(|noise| noise.is_finite()) {
            Some(noise) => {
                let beyond = |share: f64| e - p > noise * share + EPSILON;
                let nothing_to_tell = noise <= 0.0 && e < LITTLE - EPSILON && !lost;
                if nothing_to_tell {
                    // So little is due that what is short of it is no news yet, and nothing to praise either.
                    if short_of(0.95 * e) { Standing::TooEarly } else { Standing::OnTrack }
                } else if (short_of(0.75 * e) || lost) && beyond(2.0 / 3.0) {
                    Standing::OffTrack
                } else if (short_of(0.95 * e) || lost) && beyond(1.0 / 3.0) {
                    Standing::Behind
                } else {
                    Standing::OnTrack
                }
            }
            None if short_of(-CLEARLY_WORSE) => Standing::OffTrack,
            None if short_of(0.95 * e) || lost => Standing::TooEarly,
            None => Standing::OnTrack,
        }
    })
}

/// What the dashboard shows for a KPI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KpiStatus {
    /// Judged by a fresh reading.
    Fresh(Standing),
    /// The last reading is too old to be judged.
    Stale {
        /// Where the KPI stood by that reading, if it could be judged.
        last: Option<Standing>,
    },
    /// There are readings but no way from baseline to target to judge them by.
    Undefined,
    /// Nothing has been read yet.
    NoReading,
}

/// The status of a KPI by its standing, the age of its last reading in days, and the age at which one is stale.
pub fn kpi_status(standing: Option<Standing>, age: Option<i64>, stale_after: i64) -> KpiStatus {
    match age {
        None => KpiStatus::NoReading,
        Some(age) if age > stale_after => KpiStatus::Stale { last: standing },
        Some(_) => standing.map_or(KpiStatus::Undefined, KpiStatus::Fresh),
    }
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
