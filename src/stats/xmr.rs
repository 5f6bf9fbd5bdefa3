//! The XmR chart (Wheeler): which movements of a value are a signal and which are noise, and which shift is proven.
//!
//! It must not know which direction is good; a signal only has a side. Periods are weeks for what is read weekly,
//! months for what is read monthly.

#[cfg(test)]
mod tests;

use super::EPSILON;
use std::ops::Range;

/// Natural process limits lie this many mean moving ranges from the mean (3 / d2, d2 = 1.128).
const LIMIT_FACTOR: f64 = 2.66;
/// The upper range limit in mean moving ranges (D4 for pairs).
const RANGE_FACTOR: f64 = 3.27;
/// No limits below this many points.
pub const LIMITS_NEED: usize = 6;
/// Limits from the first points of a section are locked when there are this many.
pub const LIMITS_LOCK_AT: usize = 12;
/// Of the points before the start, no more than the latest so many make the limits.
const LOOKS_BACK: usize = 24;
/// So many points in a row on one side are a signal.
const RUN: usize = 8;

/// The value of one period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The period, counted from the start date: a week for weekly readings, a month for monthly ones.
    pub period: i64,
    /// The value in the KPI's unit.
    pub value: f64,
}

/// The lines of the chart, in the KPI's unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// The mean of the points.
    pub mean: f64,
    /// The mean moving range: the mean change between one period and the next.
    pub mr: f64,
    /// The lower natural process limit, mean - 2.66 mR.
    pub lower: f64,
    /// The upper natural process limit, mean + 2.66 mR.
    pub upper: f64,
    /// The upper range limit, 3.27 mR.
    pub url: f64,
}

impl Limits {
    /// Whether nothing moved from period to period, so that the lines coincide and decide nothing.
    pub fn no_variation(&self) -> bool {
        self.mr <= self.noise()
    }

    /// The size of float noise in numbers of this chart's magnitude.
    fn noise(&self) -> f64 {
        EPSILON * (self.mean.abs() + self.mr)
    }

    /// The side of the mean on which a value lies; `None` on the mean.
    fn side(&self, value: f64) -> Option<Side> {
        self.side_beyond(0.0, value)
    }

    /// The side on which a value lies outside the limits; a value on a limit is inside.
    fn outside(&self, value: f64) -> Option<Side> {
        self.side_beyond(self.upper - self.mean, value)
    }

    /// The side on which a value is nearer to the limit than to the mean.
    fn near_limit(&self, value: f64) -> Option<Side> {
        self.side_beyond((self.upper - self.mean) / 2.0, value)
    }

    /// The side of a value that is further from the mean than `reach`.
    fn side_beyond(&self, reach: f64, value: f64) -> Option<Side> {
        let reach = reach + self.noise();
        if value - self.mean > reach {
            Some(Side::Above)
        } else if self.mean - value > reach {
            Some(Side::Below)
        } else {
            None
        }
    }
}

/// The limits from all the points given, which are in order of period.
///
/// Only neighbouring periods make a moving range. `None` below six finite points, and when no two periods are
/// neighbours.
pub fn limits(points: &[Point]) -> Option<Limits> {
    let points: Vec<Point> = points.iter().copied().filter(|point| point.value.is_finite()).collect();
    if points.len() < LIMITS_NEED {
        return None;
    }
    let mean = mean(points.iter().map(|point| point.value))?;
    let mr = mean_moving_range(&points)?;
    let reach = LIMIT_FACTOR * mr;
    let limits = Limits { mean, mr, lower: mean - reach, upper: mean + reach, url: RANGE_FACTOR * mr };
    [limits.lower, limits.upper, limits.url].iter().all(|line| line.is_finite()).then_some(limits)
}

fn mean_moving_range(points: &[Point]) -> Option<f64> {
    let neighbours = points.windows(2).filter_map(|pair| match pair {
        [a, b] if b.period.checked_sub(a.period) == Some(1) => Some((b.value - a.value).abs()),
        _ => None,
    });
    mean(neighbours)
}

fn mean(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = numbers.fold((0.0, 0_u32), |(sum, count), number| (sum + number, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}

/// The side of the mean on which a signal lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Above the mean.
    Above,
    /// Below the mean.
    Below,
}

/// Why a point is a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// The point lies outside the limits.
    Outside,
    /// It is the third or fourth of four points that are nearer to one limit than to the mean.
    ThreeOfFour,
    /// It and at least the seven points before it lie on one side of the mean.
    Eight,
}

/// A point that cannot be explained by noise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Signal {
    /// The index of the point in the points given to the chart.
    pub point: usize,
    /// The rule that it meets.
    pub rule: Rule,
    /// Where it lies.
    pub side: Side,
}

/// The chart of one section: the points between two events that changed the process.
#[derive(Debug, Clone, PartialEq)]
pub struct Xmr {
    /// The index of the section's first point in the points given.
    pub first: usize,
    /// The number of finite points in the section.
    pub n: usize,
    /// The number of points that the limits are taken from.
    pub baseline: usize,
    /// Whether those points were read before the start of the change.
    pub before_start: bool,
    /// The lines.
    pub limits: Limits,
    /// Whether the limits may still be taken once more, from twelve points.
    pub provisional: bool,
    /// The signals, in order of point and then of rule; none if nothing varies.
    pub signals: Vec<Signal>,
}

/// By what a shift is proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Proof {
    /// Two of the last three points lie outside the limits.
    TwoOutside,
    /// Three of the last four points are nearer to the same limit than to the mean.
    ThreeOfFour,
    /// The last eight points lie on one side of the mean.
    Eight,
}

/// A shift that still holds at the latest point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shift {
    /// Where the points lie now.
    pub side: Side,
    /// What proves it.
    pub proof: Proof,
    /// The lines that it is measured by.
    pub limits: Limits,
    /// Whether these are the lines of the section before, which an event has ended.
    pub since_event: bool,
}

/// What the chart of all sections says at the latest point.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    /// The chart of the latest section; none while it has too few points.
    pub now: Option<Xmr>,
    /// The lines of the last section before it that has any.
    pub before: Option<Limits>,
    /// The shift that is proven.
    pub shift: Option<Shift>,
}

/// The charts of the sections, and the shift that they prove.
///
/// `points` are in order of period; a value that is not finite is passed over. `sections` are indices of points at
/// which an event has begun a section, in any order. The first `before_start` points were read before the change
/// began; those before `comparable` measured something else, so that nothing is proven by their lines. Limits are taken once and never move with what they are to judge, see [`Xmr`]: from the points before the
/// start if there are six or more (the latest 24 of them), else from the first six, and once more from the first
/// twelve unless one of the last six of these is a signal.
///
/// A new section is judged by its own lines first, then by those of the section before: that is how the event itself
/// is proven to have changed something.
pub fn xmr(points: &[Point], sections: &[usize], before_start: usize, comparable: usize) -> History {
    let placed: Vec<Placed> =
        points.iter().copied().enumerate().filter(|(_, point)| point.value.is_finite()).collect();
    let begins = |a: &Placed, b: &Placed| sections.iter().any(|&at| a.0 < at && at <= b.0);
    let mut parts: Vec<&[Placed]> = placed.chunk_by(|a, b| !begins(a, b)).collect();
    let Some(last) = parts.pop() else { return History::default() };
    let chart = |section: &[Placed]| chart(section, before_start);
    let now = chart(last);
    let same = |part: &&[Placed]| part.first().is_some_and(|(at, _)| *at >= comparable);
    let before = parts.into_iter().rev().take_while(same).find_map(chart).map(|xmr| xmr.limits);
    let values: Vec<f64> = last.iter().map(|(_, point)| point.value).collect();
    let by = |limits: &Limits, since_event: bool| {
        let (side, proof) = shift(&values, limits)?;
        Some(Shift { side, proof, limits: *limits, since_event })
    };
    let own = now.as_ref().and_then(|xmr| by(&xmr.limits, false));
    let shift = own.or_else(|| before.as_ref().and_then(|limits| by(limits, true)));
    History { now, before, shift }
}

/// A finite point with its index among all the points given.
type Placed = (usize, Point);

fn chart(section: &[Placed], before_start: usize) -> Option<Xmr> {
    let first = section.first()?.0;
    let points: Vec<Point> = section.iter().map(|(_, point)| *point).collect();
    let early = section.iter().take_while(|(at, _)| *at < before_start).count();
    let (base, limits) = lines(&points, early)?;
    let signals = signals(&points, &limits)
        .into_iter()
        .filter_map(|signal| Some(Signal { point: section.get(signal.point)?.0, ..signal }))
        .collect();
    let before_start = base.end <= early;
    Some(Xmr {
        first,
        n: section.len(),
        baseline: base.len(),
        before_start,
        limits,
        provisional: !before_start && section.len() < LIMITS_LOCK_AT,
        signals,
    })
}

/// The lines of a section, of which so many points were read before the start, with the points they come from. Points
/// that do not vary say nothing of noise, so then more of them are taken.
fn lines(points: &[Point], early: usize) -> Option<(Range<usize>, Limits)> {
    let of = |range: Range<usize>| {
        let limits = limits(points.get(range.clone())?).filter(|limits| !limits.no_variation())?;
        Some((range, limits))
    };
    if early >= LIMITS_NEED
        && let Some(found) = of(early.saturating_sub(LOOKS_BACK)..early)
    {
        return Some(found);
    }
    let (range, first) = (LIMITS_NEED..=LIMITS_LOCK_AT).find_map(|n| of(0..n))?;
    let so_far = points.get(..LIMITS_LOCK_AT).filter(|_| range.len() < LIMITS_LOCK_AT);
    let quiet = |twelve: &[Point]| signals(twelve, &first).iter().all(|signal| signal.point < range.len());
    match so_far.filter(|twelve| quiet(twelve)) {
        Some(_) => of(0..LIMITS_LOCK_AT),
        None => Some((range, first)),
    }
}

/// The shift that the last of these values prove under these limits, if they still are on its side of the mean.
fn shift(values: &[f64], limits: &Limits) -> Option<(Side, Proof)> {
    if limits.no_variation() {
        return None;
    }
    let side = limits.side(*values.last()?)?;
    let of_last = |n: usize, test: &dyn Fn(f64) -> Option<Side>| {
        values.iter().rev().take(n).filter(|value| test(**value) == Some(side)).count()
    };
    let proof = if of_last(3, &|value| limits.outside(value)) >= 2 {
        Proof::TwoOutside
    } else if of_last(4, &|value| limits.near_limit(value)) >= 3 {
        Proof::ThreeOfFour
    } else if of_last(RUN, &|value| limits.side(value)) >= RUN {
        Proof::Eight
    } else {
        return None;
    };
    Some((side, proof))
}

/// Every point that meets a rule under the given limits, by its index in `points`.
///
/// A missing period breaks neither a run nor a group of four: they go by points. A value that is not finite is
/// on no side. Limits without variation give no signals.
pub fn signals(points: &[Point], limits: &Limits) -> Vec<Signal> {
    if limits.no_variation() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut run: Option<(Side, usize)> = None;
    for (i, point) in points.iter().enumerate() {
        let mut add = |rule, side| found.push(Signal { point: i, rule, side });
        if let Some(side) = limits.outside(point.value) {
            add(Rule::Outside, side);
        }
        if let Some(side) = limits.near_limit(point.value) {
            let four = points.iter().take(i + 1).skip((i + 1).saturating_sub(4));
            if four.filter(|other| limits.near_limit(other.value) == Some(side)).count() >= 3 {
                add(Rule::ThreeOfFour, side);
            }
        }
        run = limits.side(point.value).map(|side| match run {
            Some((last, length)) if last == side => (side, length + 1),
            _ => (side, 1),
        });
        if let Some((side, _)) = run.filter(|(_, length)| *length >= RUN) {
            add(Rule::Eight, side);
        }
    }
    found
}
