//! Figures of one indicator, and what its row says of how it is judged. It must not know the other indicators.

use super::Season;
use super::evaluator::LEVEL_OF;
use crate::calendar::Block;
use crate::sheet::{Id, Unit};
use crate::stats::{Direction, KpiStatus, Limits, Point, Shift, Standing, Xmr};
use crate::tools::kpi::{Kpi, Measure, Way, code};
use chrono::NaiveDate;
use std::sync::Arc;

/// The figures of one indicator.
pub struct Figures {
    /// The indicator.
    pub kpi: Arc<Kpi>,
    /// All readings that count, in order of day; of several on a day the last entered comes last.
    pub readings: Vec<(NaiveDate, f64)>,
    /// One reading a period, the latest of it; without the season, where that is known.
    pub periodic: Vec<Periodic>,
    /// The level at each of them: the median of the last three of its section, the latest while there are fewer.
    pub levels: Vec<f64>,
    /// The place in both at which the present section begins.
    pub section: usize,
    /// The latest reading.
    pub current: Option<(NaiveDate, f64)>,
    /// The value that the status is taken from, with the day of the latest reading in it: the level, the latest reading
    /// where a threshold is to be reached or a value only grows, or for executive site visits that of the last full week.
    /// None while it has a season that nobody knows.
    pub judged: Option<(NaiveDate, f64)>,
    /// How that value came about.
    pub(in crate::tools::kpi) basis: Basis,
    /// What is known of its season.
    pub season: Season,
    /// Which way is better.
    pub way: Option<Direction>,
    /// What its value is compared with.
    pub(in crate::tools::kpi) against: Against,
    /// The days on which the way from the baseline to the target begins and ends.
    pub span: Option<(NaiveDate, NaiveDate)>,
    /// The expected share of the way over the days.
    pub path: Vec<(NaiveDate, f64)>,
    /// The share of the way gone.
    pub progress: Option<f64>,
    /// The share of the way that should have been gone on the day of the latest reading.
    pub expected: Option<f64>,
    /// Half the natural width of the chart, in the unit; unknown below six readings.
    pub noise: Option<f64>,
    /// Where it stands.
    pub status: KpiStatus,
    /// What keeps it from being judged.
    pub lacks: Option<Lack>,
    /// When the target is met at the present pace.
    pub forecast: Forecast,
    /// The present pace per week.
    pub pace: Option<f64>,
    /// The pace per week that still meets the target on its day.
    pub required: Option<f64>,
    /// The chart since the last event that began new limits.
    pub xmr: Option<Xmr>,
    /// The lines of the section before that.
    pub before: Option<Limits>,
    /// The shift that is proven.
    pub shift: Option<Shift>,
    /// Whether it moved.
    pub movement: Movement,
    /// The number of centres that the value is the mean of, if nobody has read that of the whole network.
    pub mean_of: Option<usize>,
    /// The readings of single centres, in order of day.
    pub centres: Vec<(Id, Vec<(NaiveDate, f64)>)>,
}

/// When the target is met if the present pace holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forecast {
    /// It is met.
    Met,
    /// Between these days, never before today; no end if that is more than ten years away.
    Between(NaiveDate, Option<NaiveDate>),
    /// The trend has come to the target, the readings have not.
    Near,
    /// The slopes between the readings point both ways.
    NoTrend,
    /// Not at this pace.
    Never,
    /// Too few readings for a pace.
    TooFew {
        /// The periods with a reading.
        have: usize,
    },
    /// There is no target, or the readings are stale.
    Undefined,
}

/// What a value is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tools::kpi) enum Against {
    /// The target itself.
    Target,
    /// The expected path from the baseline to the target, on the dates entered.
    Path,
    /// The way a share grows in the first twelve weeks, as nothing else was entered.
    Growth,
}

/// How the value that is judged came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tools::kpi) enum Basis {
    /// It is the latest reading.
    Latest,
    /// It is the level, which is another value than the latest reading.
    Level,
    /// The season is taken out of it.
    Seasonless,
    /// It is that of the last week that was over.
    FullWeek,
}

/// The reading of a period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Periodic {
    /// Its day.
    pub date: NaiveDate,
    /// Its period and its value.
    pub point: Point,
}

/// What has to be entered before an indicator can be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// A target.
    Target,
    /// A baseline.
    Baseline,
    /// A start date of the project, or a baseline date.
    Start,
    /// A direction, because baseline and target are equal.
    Direction,
    /// Direction, baseline and target contradict each other.
    Contrary,
    /// A reading of the same time in the year before the change, as it has a season.
    Season,
}

/// What the chart says of the movement of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Movement {
    /// Too few readings for limits.
    TooFew {
        /// The readings since the last new limits.
        have: usize,
    },
    /// A level that has had the same value in all of at least eight readings.
    Still,
    /// Nothing beyond the usual ups and downs.
    Noise,
    /// A shift to the good side is proven, and still holds.
    Better,
    /// A shift to the bad side is proven, and still holds.
    Worse,
    /// There is a shift, but nobody has said which way is better.
    Moved,
    /// It only grows, so that there is nothing to tell from noise.
    Cumulative,
    /// There are too few cases in a period for limits.
    Rare,
    /// It may be the season, of which nothing is known.
    SeasonUnknown,
}

impl Figures {
    /// The latest reading on or before a day.
    pub(in crate::tools::kpi) fn on(&self, date: NaiveDate) -> Option<(NaiveDate, f64)> {
        let after = self.readings.partition_point(|(d, _)| *d <= date);
        after.checked_sub(1).and_then(|n| self.readings.get(n)).copied()
    }

    /// Where the way to the target begins and ends, as values.
    pub(in crate::tools::kpi) fn ends(&self) -> Option<(f64, f64)> {
        let from =
            if self.against == Against::Growth { Some(self.kpi.begins_at()) } else { self.kpi.baseline };
        from.zip(self.kpi.target)
    }

    /// The level on or before a day.
    pub(in crate::tools::kpi) fn level_on(&self, date: NaiveDate) -> Option<f64> {
        let after = self.periodic.partition_point(|read| read.date <= date);
        after.checked_sub(1).and_then(|at| self.levels.get(at)).copied()
    }

    /// The present pace per week, where there is a trend to speak of.
    pub(in crate::tools::kpi) fn trend(&self) -> Option<f64> {
        self.pace.filter(|_| self.forecast != Forecast::NoTrend)
    }

    /// The number of readings of the present section, one a period.
    pub fn in_section(&self) -> usize {
        self.periodic.len().saturating_sub(self.section)
    }

    /// The number of readings that a status off track rests on, where they are too few for a median: the figure itself
    /// may be wrong. None where the status rests on more, or on a threshold.
    pub fn few(&self) -> Option<usize> {
        let few = self.in_section();
        let rests = self.against == Against::Path && self.noise.is_none() && few < LEVEL_OF;
        (rests && self.standing() == Some(Standing::OffTrack)).then_some(few)
    }

    /// The level now.
    pub fn level(&self) -> Option<f64> {
        self.levels.last().copied()
    }

    /// Whether it is behind its path by more than its usual ups and downs explain.
    pub fn is_beyond_noise(&self) -> bool {
        self.against == Against::Path
            && matches!(self.standing(), Some(Standing::OffTrack | Standing::Behind))
            && self.noise.is_some_and(|noise| noise > 0.0)
    }

    /// Whether its readings have stopped for two cadences of working time.
    pub const fn is_stale(&self) -> bool {
        matches!(self.status, KpiStatus::Stale { .. })
    }

    /// The lines of the chart: lower limit, mean, upper limit. A percentage is never below 0 or above 100.
    pub fn lines(&self) -> Option<(f64, f64, f64)> {
        let limits = self.xmr.as_ref().map(|xmr| xmr.limits)?;
        let (mut lower, mut upper) = (limits.lower, limits.upper);
        let values = || self.periodic.iter().map(|read| read.point.value);
        if self.kpi.measure() == Measure::Count
            || self.kpi.unit() != Unit::None && values().all(|value| value >= 0.0)
        {
            lower = lower.max(0.0);
        }
        if self.kpi.unit() == Unit::Percent && values().all(|value| value <= 100.0) {
            upper = upper.min(100.0);
        }
        Some((lower, limits.mean, upper))
    }

    /// Whether the process as it is will not reach the target: it is off track, the target lies beyond a natural limit
    /// that is locked, no shift is proven, and no trend leads there. Of what is on track or on its way nobody says that
    /// trying harder is in vain.
    pub fn is_out_of_reach(&self) -> bool {
        let is_off = matches!(self.standing(), Some(Standing::OffTrack | Standing::Missed));
        let is_coming = matches!(self.forecast, Forecast::Met | Forecast::Near | Forecast::Between(..));
        let is_locked = self.xmr.as_ref().is_some_and(|xmr| !xmr.provisional);
        let beyond = |(lower, _, upper): (f64, f64, f64)| match self.way? {
            Direction::Up => Some(self.kpi.target? > upper),
            Direction::Down => Some(self.kpi.target? < lower),
        };
        is_off
            && is_locked
            && !is_coming
            && self.movement == Movement::Noise
            && self.lines().and_then(beyond) == Some(true)
    }

    /// Whether it is compared with an expected path.
    pub(in crate::tools::kpi) fn has_path(&self) -> bool {
        self.against != Against::Target
    }

    /// The day by which the target is due; none where it counts from the first day.
    pub fn due(&self) -> Option<NaiveDate> {
        let (_, to) = self.span?;
        (self.has_path() || self.kpi.target_date.is_some()).then_some(to)
    }

    /// Whether only a target date keeps it from having a way from its baseline to its target.
    pub fn lacks_day(&self) -> bool {
        self.needs_review() && self.kpi.lacks_day()
    }

    /// Where it stands by a reading that is not stale.
    pub fn standing(&self) -> Option<Standing> {
        match self.status {
            KpiStatus::Fresh(standing) => Some(standing),
            _ => None,
        }
    }

    /// Whether the weekly review has to speak of it.
    pub fn needs_review(&self) -> bool {
        matches!(self.standing(), Some(Standing::Behind | Standing::OffTrack | Standing::Missed))
    }
}

impl Kpi {
    /// Which way is better: as said, else by baseline and target; a threshold without either is a least value.
    pub(in crate::tools) fn way(&self) -> Option<Direction> {
        let said = self.direction.map(|way| match way {
            Way::Up => Direction::Up,
            Way::Down => Direction::Down,
        });
        let threshold = || (self.is_leading() && self.target.is_some()).then_some(Direction::Up);
        said.or_else(|| self.way_by_ends()).or_else(threshold)
    }

    /// The side on which a value to be reached is held: that which is better, and of our own results the one that everybody
    /// knows where nobody has said it.
    pub(in crate::tools) fn way_to_value(&self) -> Option<Direction> {
        let known = || match self.code.as_str() {
            code::FTFR | code::CSAT | code::EFFICIENCY => Some(Direction::Up),
            code::RESPONSE => Some(Direction::Down),
            _ => None,
        };
        self.way().or_else(known)
    }

    /// Whether it is compared with an expected path. A leading indicator of ours has a threshold that holds from the first
    /// day, unless it was given a baseline and a day of its own to reach the target; one of people's own has a way as soon
    /// as it has a baseline: where its day is blank it is the end of the project.
    pub(in crate::tools::kpi) fn follows_path(&self) -> bool {
        let has_day = self.target_date.is_some() || self.code.is_empty();
        !self.is_leading() || (self.baseline.is_some() && has_day)
    }

    /// Whether it has a baseline, and a target date is all that it lacks to have a way from there to its target. Visits
    /// are due every week and have none.
    pub(in crate::tools::kpi) fn lacks_day(&self) -> bool {
        self.code != code::WALKS
            && self.baseline.is_some()
            && self.target.is_some()
            && self.target_date.is_none()
            && !self.follows_path()
            && !self.grows()
    }

    /// Whether its value grows over weeks to its threshold, so that the first readings cannot be there yet:
    /// training and communication, unless baseline and target date say the way.
    pub(in crate::tools::kpi) fn grows(&self) -> bool {
        [code::TRAINING, code::COVERAGE].contains(&self.code.as_str())
            && self.is_leading()
            && !self.follows_path()
            && self.way() == Some(Direction::Up)
            && self.target.is_some_and(|target| self.begins_at() < target)
    }

    /// The value that growth begins at.
    pub(in crate::tools::kpi) fn begins_at(&self) -> f64 {
        self.baseline.unwrap_or(0.0)
    }

    /// The project day from which a prefilled indicator has something to count: training and walks wait for
    /// their block of the checklist, communication for the announcement to everybody.
    pub(in crate::tools::kpi) fn first_day(&self) -> i64 {
        match self.code.as_str() {
            code::TRAINING => Block::W5To6.first_day(),
            code::WALKS => Block::W7To8.first_day(),
            code::COVERAGE => Block::W4.first_day(),
            _ => 1,
        }
    }

    /// Whether the direction said is against the one from the baseline to the target.
    pub(in crate::tools) fn is_contrary(&self) -> bool {
        let by_ends = self.way_by_ends();
        self.direction.is_some() && by_ends.is_some() && by_ends != self.way()
    }

    /// The direction from the baseline to the target; `None` if either is blank or they are equal.
    pub(in crate::tools::kpi) fn way_by_ends(&self) -> Option<Direction> {
        self.baseline.zip(self.target).and_then(|(b, t)| Direction::of(b, t))
    }
}
