//! Leading beside lagging indicators: whether effort and result agree. It must not look at single indicators beyond
//! where they stand and how far they came.

use super::{Figures, Indicators, Movement};
use crate::facts::{Fact, Facts};
use crate::stats::{self, Standing};
use crate::tools::kpi::Cadence;
use chrono::{Days, NaiveDate};

/// Number of days that are compared: four weeks.
const WINDOW: u64 = 28;
/// In them a leading indicator is read at least so often, one weekly reading being forgiven.
const READ: usize = 3;
/// A result is flat if it gained less than this share of the way in the window.
const FLAT: f64 = 0.02;
/// Below this expected progress everything not worse than before is on track, so that green proves nothing.
const TELLING: f64 = 0.10;

/// Compares leading with lagging indicators over the last four weeks. Only indicators with a standing count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tools::kpi) enum Balance {
    /// Effort without result: every leading indicator has been read and been at its target itself for four weeks (on
    /// track does not count, nor does one that nobody reads any more), some lagging one of which something is expected
    /// gained less than 2 % of its way in them, and none gained more, is proven better or is met.
    NoResult,
    /// Results without effort: every lagging indicator is met, or on track once a tenth of its way is expected, and
    /// of the leading ones at least half, and one at least, are behind, off track or missed (met and on track are
    /// no lack).
    NoEffort,
    /// Neither.
    Agreed,
}

/// The leading indicators that can be judged.
pub(in crate::tools::kpi) fn leading(indicators: &Indicators) -> impl Iterator<Item = &Figures> {
    indicators.kpis.iter().filter(|k| k.kpi.is_leading() && k.standing().is_some())
}

/// The lagging indicators that can be judged.
pub(in crate::tools::kpi) fn lagging(indicators: &Indicators) -> impl Iterator<Item = &Figures> {
    indicators.kpis.iter().filter(|k| !k.kpi.is_leading() && k.standing().is_some())
}

/// Whether a leading indicator has been at its threshold at every reading of the window, and before it.
fn held(kpi: &Figures, today: NaiveDate) -> Option<bool> {
    let (way, target) = (kpi.way?, kpi.kpi.target?);
    let begin = today.checked_sub_days(Days::new(WINDOW))?;
    let (first, _) = kpi.on(begin).or_else(|| kpi.readings.first().copied())?;
    // One that has been read for less than three of the four weeks is no evidence yet, nor is one with gaps.
    let long = today.signed_duration_since(first).num_days() >= 21;
    let within = kpi.periodic.iter().filter(|read| read.date > begin && read.date <= today).count();
    let often = if kpi.kpi.cadence() == Cadence::Weekly { within >= READ } else { within >= 1 };
    let readings = kpi.readings.iter().filter(|(date, _)| *date >= first);
    Some(long && often && readings.into_iter().all(|(_, value)| way.holds(target, *value)))
}

/// The share of the way gained in the window.
pub(in crate::tools::kpi) fn gained(kpi: &Figures, today: NaiveDate) -> Option<f64> {
    let then = kpi.level_on(today.checked_sub_days(Days::new(WINDOW))?)?;
    Some(kpi.progress? - stats::progress(kpi.kpi.baseline?, kpi.kpi.target?, then)?)
}

impl Fact for Balance {
    fn compute(facts: &Facts) -> Balance {
        let (indicators, today) = (facts.get::<Indicators>(), facts.today());
        // Of one whose readings have stopped nobody knows whether the effort goes on.
        let stopped = indicators.kpis.iter().any(|kpi| kpi.kpi.is_leading() && kpi.is_stale());
        let (mut leads, mut held_all, mut red) = (0, !stopped, 0);
        for kpi in leading(indicators) {
            leads += 1;
            held_all &= held(kpi, today) == Some(true);
            red += usize::from(kpi.needs_review());
        }
        let (mut moved, mut still, mut lags, mut green) = (false, 0, 0, 0);
        for kpi in lagging(indicators) {
            lags += 1;
            let standing = kpi.standing();
            let ahead = standing == Some(Standing::Met)
                || (standing == Some(Standing::OnTrack) && kpi.expected.is_some_and(|e| e >= TELLING));
            green += usize::from(ahead);
            match gained(kpi, today) {
                _ if standing == Some(Standing::Met) || kpi.movement == Movement::Better => moved = true,
                // Before the pilot nothing can have moved.
                Some(gain) if gain < FLAT => still += usize::from(kpi.expected.is_some_and(|e| e > 0.0)),
                Some(_) => moved = true,
                None => {}
            }
        }
        if leads > 0 && held_all && still > 0 && !moved {
            Balance::NoResult
        } else if lags > 0 && green == lags && red * 2 >= leads && red > 0 {
            Balance::NoEffort
        } else {
            Balance::Agreed
        }
    }
}
