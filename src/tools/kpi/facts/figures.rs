//! Figures of one indicator, and what its row says of how it is judged. It must not know the other indicators.

use crate::calendar::Block;
use crate::stats::{Direction, Forecast, KpiStatus, Point, Standing, Xmr};
use crate::tools::kpi::{Kpi, Way, code};
use chrono::NaiveDate;
use std::sync::Arc;

/// The figures of one indicator.
pub struct Figures {
    /// The indicator.
    pub kpi: Arc<Kpi>,
    /// All readings that count, in order of day; of several on a day the last entered comes last.
    pub readings: Vec<(NaiveDate, f64)>,
    /// One reading a week, the latest of it.
    pub weekly: Vec<Weekly>,
    /// The latest reading.
    pub current: Option<(NaiveDate, f64)>,
    /// The reading that the status is taken from: the latest, or for executive walks that of the last full week.
    pub judged: Option<(NaiveDate, f64)>,
    /// Which way is better.
    pub way: Option<Direction>,
    /// What its value is compared with.
    pub(in crate::tools::kpi) against: Against,
    /// The days on which the way from the baseline to the target begins and ends.
    pub span: Option<(NaiveDate, NaiveDate)>,
    /// The share of the way gone.
    pub progress: Option<f64>,
    /// The share of the way that should be gone.
    pub expected: Option<f64>,
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
    /// Whether it moved.
    pub movement: Movement,
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

/// The reading of a week.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weekly {
    /// Its day.
    pub date: NaiveDate,
    /// Its week and its value.
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
}

/// What the chart says of the movement of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Movement {
    /// Too few weeks for limits.
    TooFew {
        /// The weeks with a reading since the last new limits.
        have: usize,
    },
    /// Every week has the same value.
    None,
    /// Nothing beyond the usual ups and downs.
    Noise,
    /// The latest signal is on the good side.
    Better,
    /// The latest signal is on the bad side.
    Worse,
    /// There is a signal, but nobody has said which way is better.
    Moved,
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

    /// Whether it is compared with an expected path.
    pub(in crate::tools::kpi) fn has_path(&self) -> bool {
        self.against != Against::Target
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
        matches!(self.standing(), Some(Standing::Lagging | Standing::OffTrack | Standing::Missed))
    }
}

impl Kpi {
    /// Which way is better: as said, else by baseline and target; a threshold without either is a least value.
    pub(in crate::tools::kpi) fn way(&self) -> Option<Direction> {
        let said = self.direction.map(|way| match way {
            Way::Up => Direction::Up,
            Way::Down => Direction::Down,
        });
        let threshold = || (self.is_leading() && self.target.is_some()).then_some(Direction::Up);
        said.or_else(|| self.way_by_ends()).or_else(threshold)
    }

    /// Whether it is compared with an expected path. A leading indicator is compared with its threshold, unless
    /// it was given a baseline and a day of its own to reach the target.
    pub(in crate::tools::kpi) fn follows_path(&self) -> bool {
        !self.is_leading() || (self.baseline.is_some() && self.target_date.is_some())
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
    pub(in crate::tools::kpi) fn is_contrary(&self) -> bool {
        let by_ends = self.way_by_ends();
        self.direction.is_some() && by_ends.is_some() && by_ends != self.way()
    }

    /// The direction from the baseline to the target; `None` if either is blank or they are equal.
    pub(in crate::tools::kpi) fn way_by_ends(&self) -> Option<Direction> {
        self.baseline.zip(self.target).and_then(|(b, t)| Direction::of(b, t))
    }
}
