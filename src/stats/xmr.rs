//! The XmR chart (Wheeler): which movements of a weekly value are a signal and which are noise.
//!
//! It must not know which direction is good; a signal only has a side.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::EPSILON;

/// Natural process limits lie this many mean moving ranges from the mean (3 / d2, d2 = 1.128).
const LIMIT_FACTOR: f64 = 2.66;
/// The upper range limit in mean moving ranges (D4 for pairs).
const RANGE_FACTOR: f64 = 3.27;
/// No limits below this many points.
pub const LIMITS_NEED: usize = 6;
/// Limits from this many points are final and stay frozen.
pub const LIMITS_FREEZE_AT: usize = 12;
/// So many points in a row on one side are a signal.
const RUN: usize = 8;

/// The value of one week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The week, counted from the start date, not the ISO week.
    pub week: i64,
    /// The value in the KPI's unit.
    pub value: f64,
}

/// One value per week: the latest reading in a week counts, on one day the last one given.
///
/// Week 1 begins on the start date, readings before it have week 0 or less; pauses do not shift the weeks.
/// Readings that are not finite are left out, weeks without a reading are missing. In order of week.
pub fn weekly(readings: &[(NaiveDate, f64)], start: NaiveDate) -> Vec<Point> {
    let mut weeks: BTreeMap<i64, (NaiveDate, f64)> = BTreeMap::new();
    for &(date, value) in readings.iter().filter(|(_, value)| value.is_finite()) {
        let week = date.signed_duration_since(start).num_days().div_euclid(7) + 1;
        let kept = weeks.entry(week).or_insert((date, value));
        if date >= kept.0 {
            *kept = (date, value);
        }
    }
    weeks.into_iter().map(|(week, (_, value))| Point { week, value }).collect()
}

/// The lines of the chart, in the KPI's unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// The mean of the points.
    pub mean: f64,
    /// The mean moving range: the mean change between one week and the next.
    pub mr: f64,
    /// The lower natural process limit, mean - 2.66 mR.
    pub lower: f64,
    /// The upper natural process limit, mean + 2.66 mR.
    pub upper: f64,
    /// The upper range limit, 3.27 mR.
    pub url: f64,
}

impl Limits {
    /// Whether nothing moved from week to week, so that the lines coincide and decide nothing.
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

/// The limits from all the points given, which are in order of week.
///
/// Only neighbouring weeks make a moving range. `None` below six finite points, and when no two weeks are
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
        [a, b] if b.week.checked_sub(a.week) == Some(1) => Some((b.value - a.value).abs()),
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

/// The chart of one segment: the points between two re-basing events.
#[derive(Debug, Clone, PartialEq)]
pub struct Xmr {
    /// The index of the segment's first point in the points given.
    pub first: usize,
    /// The number of finite points in the segment.
    pub n: usize,
    /// The number of points that the limits are taken from.
    pub baseline: usize,
    /// The lines.
    pub limits: Limits,
    /// Whether the limits come from fewer than twelve points.
    pub provisional: bool,
    /// The signals, in order of point and then of rule; none if nothing varies.
    pub signals: Vec<Signal>,
}

/// The chart of the latest segment; `None` while it has fewer than six points.
///
/// See [`xmr_segments`] for the arguments.
pub fn xmr(points: &[Point], rebase_at: &[i64], baseline: Option<usize>) -> Option<Xmr> {
    segments(points, rebase_at).last().and_then(|segment| chart(segment, baseline))
}

/// The charts of all segments that have limits, oldest first.
///
/// `points` are in order of week; a value that is not finite is passed over. `rebase_at` are the weeks of
/// named events, in any order: a new segment, with limits of its own, begins at the first point of such a
/// week or after it. `baseline` is the number of points that the limits are taken from, held between six
/// and twelve. Without it, limits come from all points of the segment so far and move with each of them until
/// twelve freeze them: the newest point is then judged by limits to which it has contributed.
pub fn xmr_segments(points: &[Point], rebase_at: &[i64], baseline: Option<usize>) -> Vec<Xmr> {
    segments(points, rebase_at).iter().filter_map(|segment| chart(segment, baseline)).collect()
}

/// A finite point with its index among all the points given.
type Placed = (usize, Point);

fn segments(points: &[Point], rebase_at: &[i64]) -> Vec<Vec<Placed>> {
    let placed: Vec<Placed> =
        points.iter().copied().enumerate().filter(|(_, point)| point.value.is_finite()).collect();
    let an_event_between =
        |a: &Placed, b: &Placed| rebase_at.iter().any(|&at| a.1.week < at && at <= b.1.week);
    placed.chunk_by(|a, b| !an_event_between(a, b)).map(<[Placed]>::to_vec).collect()
}

fn chart(segment: &[Placed], baseline: Option<usize>) -> Option<Xmr> {
    let wanted = baseline.unwrap_or(LIMITS_FREEZE_AT).clamp(LIMITS_NEED, LIMITS_FREEZE_AT);
    let baseline = wanted.min(segment.len());
    let points: Vec<Point> = segment.iter().map(|(_, point)| *point).collect();
    let limits = limits(points.get(..baseline)?)?;
    let signals = signals(&points, &limits)
        .into_iter()
        .filter_map(|signal| Some(Signal { point: segment.get(signal.point)?.0, ..signal }))
        .collect();
    Some(Xmr {
        first: segment.first()?.0,
        n: segment.len(),
        baseline,
        limits,
        provisional: baseline < LIMITS_FREEZE_AT,
        signals,
    })
}

/// Every point that meets a rule under the given limits, by its index in `points`.
///
/// A missing week breaks neither a run nor a group of four: they go by points. A value that is not finite is
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
