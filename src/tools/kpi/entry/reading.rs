//! What is said of the value of a reading beside the others of its indicator: a slip of the decimal point, a value far
//! outside of all that was read, a value that can only grow and falls.

use super::{
    Beside, Kpi, Reading, ask, impossible, may_be_part, of_value as of_any_value, overwritten, shifted,
};
use crate::say;
use crate::sheet::Unit;
use crate::sort::StableSort;
use crate::stats;
use crate::text::{parted, text};
use crate::tool::{Change, Verdict};
use crate::tools::kpi::Measure;
use chrono::NaiveDate;

/// With fewer values known, readings, baseline and target together, none is called far off.
const FEWEST: usize = 2;
/// A slip of the decimal point is suspected from so many times the value before on, or below that part of it.
const SLIP: f64 = 4.5;
/// The number that is meant lies within so many times the value before.
const NEAR: f64 = 2.0;
/// A value so many times as large or as small as what is known is asked about even where little is.
const THOUSANDS: f64 = 1000.0;
/// A value is far off from so many times the width of all that is known on, outside of it.
const FAR: f64 = 2.0;
/// That width is at least such a part of the value before: what has hardly moved yet may.
const LEAST: f64 = 0.2;
/// From so many readings on their usual ups and downs are known.
const ENOUGH: usize = 6;
/// A count that differs by so many is an ordinary one.
const SMALL: f64 = 2.0;
/// So many times the root of a count it goes up and down by chance.
const SIGMAS: f64 = 3.0;
/// Half the natural width of a chart, in moving ranges.
const NATURAL: f64 = 2.66;

/// The other readings of an indicator, in order of day: of the same centre, or where there are none of all.
struct Others(Vec<(NaiveDate, f64)>);

impl Others {
    fn of(change: &Change<'_>, kpi: &Kpi, reading: &Reading) -> Others {
        let gather = |same_centre: bool| {
            let rows = change.project.rows::<Reading>().iter();
            let of_kpi = rows.filter(|other| other.kpi.0 == Some(kpi.id) && other.id != reading.id);
            let of_centre = of_kpi.filter(|other| !same_centre || other.centre.0 == reading.centre.0);
            let mut read: Vec<_> = of_centre.filter_map(|other| other.date.zip(other.value)).collect();
            read.stable_sort_by_key(|(date, _)| *date);
            read
        };
        let own = gather(true);
        Others(if own.is_empty() { gather(false) } else { own })
    }

    /// The latest up to a day.
    fn before(&self, day: NaiveDate) -> Option<(NaiveDate, f64)> {
        self.0.iter().rev().find(|(date, _)| *date <= day).copied()
    }

    /// The first after a day.
    fn after(&self, day: NaiveDate) -> Option<(NaiveDate, f64)> {
        self.0.iter().find(|(date, _)| *date > day).copied()
    }

    /// The median of all; none without any.
    fn median(&self) -> Option<f64> {
        let mut values: Vec<f64> = self.0.iter().map(|(_, value)| *value).collect();
        stats::median(&mut values)
    }

    /// How far the values usually go up and down from one reading to the next; 0 while there are few.
    fn noise(&self) -> f64 {
        if self.0.len() < ENOUGH {
            return 0.0;
        }
        let moves = self.0.windows(2).filter_map(|pair| Some((pair.last()?.1 - pair.first()?.1).abs()));
        NATURAL * moves.sum::<f64>() / (self.0.len() - 1) as f64
    }
}

/// What is said of the value of a reading.
pub(super) fn of_value(change: &Change<'_>, kpi: &Kpi, reading: &Reading, value: f64) -> Verdict {
    let day = reading.date.unwrap_or(change.today);
    let others = Others::of(change, kpi, reading);
    let before = others.before(day);
    let one_before = before.map(|(_, value)| Beside { what: text("上次是", "The one before is"), value });
    // The words speak of what everybody knows.
    let said = Beside::target(kpi).or(Beside::baseline(kpi)).or(one_before);
    let last = before.map(|(_, value)| value);
    match of_any_value(kpi, value, last.or(kpi.baseline).or(kpi.target).zip(said)) {
        Verdict::Fine => {}
        verdict => return verdict,
    }
    let beside = one_before.or(Beside::baseline(kpi));
    slip(kpi, &others, value, beside)
        .or_else(|| falls(kpi, &others, day, value))
        .or_else(|| far_off(kpi, &others, value, last))
        .or_else(|| reading.value.map(|old| overwritten(kpi, old, value)))
        .unwrap_or(Verdict::Fine)
}

/// The least and the largest of all that is known: what was read, the baseline, the target.
fn known(kpi: &Kpi, others: &Others) -> Option<(f64, f64)> {
    let read = others.0.iter().map(|(_, value)| *value);
    read.chain(kpi.baseline).chain(kpi.target).fold(None, |range, value| {
        let (low, high) = range.unwrap_or((value, value));
        Some((f64::min(low, value), f64::max(high, value)))
    })
}

/// How many times as large the larger of two values is.
fn times(one: f64, other: f64) -> f64 {
    (one / other).max(other / one)
}

/// Asks whether the decimal point is meant to stand elsewhere. What is as large as the one before is none, nor what is as
/// large as all of them: the one before may have been the slip.
fn slip(kpi: &Kpi, others: &Others, value: f64, beside: Option<Beside>) -> Option<Verdict> {
    let (last, (low, high)) = (beside?, known(kpi, others)?);
    let median = others.median().filter(|median| times(*median, last.value) > NEAR);
    let usual = median
        .map_or(last, |value| Beside { what: text("以往的中位数是", "The median so far is"), value });
    let is_far = |beside: &Beside| beside.value > 0.0 && times(value, beside.value) >= SLIP;
    let outside = value < low || value > high;
    if !(value > 0.0 && outside && is_far(&last) && is_far(&usual)) || is_usual_count(kpi, value, low, high) {
        return None;
    }
    // Thousands and ten thousands are left out by who counts in them.
    let share = may_be_part(kpi, value).then_some(100.0);
    let factors = share.into_iter().chain([10.0, 0.1, 0.01, 1e4, 1e3, 1e-3, 1e-4]);
    let mut meant = factors.map(|factor| shifted(value, factor));
    let fits = |meant: &f64| {
        let counts = !is_counted(kpi) || meant.fract() == 0.0;
        counts && times(*meant, usual.value) <= NEAR && impossible(kpi, *meant).is_none()
    };
    Some(ask(kpi, value, meant.find(fits)?, usual))
}

/// Whether its values are counted one by one.
fn is_counted(kpi: &Kpi) -> bool {
    kpi.measure() == Measure::Count || kpi.unit() == Unit::Times
}

/// Whether a count differs from what is known by no more than chance explains: by two, or by three times the root of it,
/// as counts do.
fn is_usual_count(kpi: &Kpi, value: f64, low: f64, high: f64) -> bool {
    let by_chance = |count: f64| f64::max(SMALL, SIGMAS * count.max(0.0).sqrt());
    is_counted(kpi) && value >= low - by_chance(low) && value <= high + by_chance(high)
}

/// Asks about a value that can only grow and is less than one before, or more than one after it.
fn falls(kpi: &Kpi, others: &Others, day: NaiveDate, value: f64) -> Option<Verdict> {
    if kpi.measure() != Measure::Cumulative {
        return None;
    }
    let unit = kpi.unit();
    let sure = parted(&unit.figure(value));
    let question = match (others.before(day), others.after(day)) {
        (Some((date, more)), _) if more > value => say!(
            "累计值只增不减，{date} 已经是 {more}：这次确实是 {sure}吗？",
            "A cumulative value only grows, and on {date} it was {more} already: is it really {sure}?",
            more = unit.figure(more),
            sure
        ),
        (_, Some((date, less))) if less < value => say!(
            "累计值只增不减，之后 {date} 才到 {less}：这次确实是 {sure}吗？",
            "A cumulative value only grows, and later, on {date}, it was only {less}: is it really {sure}?",
            less = unit.figure(less),
            sure
        ),
        _ => return None,
    };
    Some(Verdict::Sure(question))
}

/// Asks about a value far outside of all that is known of its indicator.
fn far_off(kpi: &Kpi, others: &Others, value: f64, last: Option<f64>) -> Option<Verdict> {
    let (low, high) = known(kpi, others)?;
    let beside = last.or(kpi.baseline).or(kpi.target)?;
    let is_off = value > 0.0 && beside > 0.0 && times(value, beside) >= THOUSANDS;
    // Of fewer values nobody can say what is usual.
    let values = others.0.len() + usize::from(kpi.baseline.is_some()) + usize::from(kpi.target.is_some());
    if values < FEWEST && !is_off {
        return None;
    }
    let width = (high - low).max(others.noise()).max(LEAST * beside.abs());
    let away = (low - value).max(value - high);
    let is_far = width > 0.0 && away > FAR * width || is_off && away > 0.0;
    if !is_far || is_usual_count(kpi, value, low, high) {
        return None;
    }
    let unit = kpi.unit();
    let [typed, low, high] = [value, low, high].map(|value| unit.figure(value));
    Some(Verdict::Sure(say!(
        "{typed} 离以往的数据、基线和目标（{low} 到 {high}）都很远：确实是 {sure}吗？",
        "{typed} is far from all readings, the baseline and the target ({low} to {high}): is it really {sure}?",
        typed,
        sure = parted(&typed),
        low,
        high
    )))
}
