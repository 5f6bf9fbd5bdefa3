//! The figures of every indicator on a day, computed once for all fields, panels and rules. It must not
//! know what is advised or how anything is shown.

use super::judge::Judge;
use super::{Event, Kpi, Reading, Review, Way, code};
use crate::calendar::{Block, Calendar};
use crate::facts::{Fact, Facts};
use crate::project::Project;
use crate::sheet::Id;
use crate::stats::{Direction, Forecast, KpiStatus, Point, Standing, Xmr};
use crate::tools::charter::{calendar, charter};
use chrono::{Datelike, Days, NaiveDate};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// An entry of the weekly review covers its indicator for so many days, and its action is due within them.
pub(super) const REVIEW_DAYS: i64 = 7;

/// Everything that is concluded from the dashboard's sheets on one day.
pub struct Indicators {
    /// One for each indicator, in the order of the sheet.
    pub kpis: Vec<Figures>,
    /// Readings with a value that count nowhere, because their day or their indicator is missing.
    pub homeless: Vec<Id>,
    /// The charter's row, where the start date is.
    pub(super) charter: Id,
    pub(super) today: NaiveDate,
    pub(super) weeks: Weeks,
    pub(super) calendar: Calendar,
    pub(super) reviewed: Reviewed,
    places: HashMap<Id, usize>,
}

/// What the weekly reviews say of the days just gone by.
#[derive(Default)]
pub(super) struct Reviewed {
    /// Indicators with a row in the present week.
    pub(super) this_week: HashSet<Id>,
    /// The latest row of each indicator that is less than a week old.
    pub(super) recent: HashMap<Id, Arc<Review>>,
    /// Promises not kept yet that are a week old or more, with the week they are in, the oldest first.
    pub(super) carried: Vec<(i64, Arc<Review>)>,
}

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
    pub(super) against: Against,
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
pub(super) enum Against {
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

/// The weeks of the project: from its start date, or from a Monday while there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Weeks {
    origin: NaiveDate,
}

impl Weeks {
    fn new(start: Option<NaiveDate>, first_reading: NaiveDate) -> Weeks {
        let monday = || {
            let back = u64::from(first_reading.weekday().num_days_from_monday());
            first_reading.checked_sub_days(Days::new(back)).unwrap_or(first_reading)
        };
        Weeks { origin: start.unwrap_or_else(monday) }
    }

    /// The week of a day; week 1 begins on the first day.
    pub(super) fn of(self, date: NaiveDate) -> i64 {
        date.signed_duration_since(self.origin).num_days().div_euclid(7) + 1
    }

    /// The first day of a week; `None` beyond the calendar's end.
    pub(super) fn first_day(self, week: i64) -> Option<NaiveDate> {
        self.origin.checked_add_signed(chrono::TimeDelta::try_days(week.checked_sub(1)?.checked_mul(7)?)?)
    }
}

impl Fact for Indicators {
    fn compute(facts: &Facts) -> Indicators {
        Indicators::of(facts.project(), facts.today())
    }
}

impl Indicators {
    /// Computes all figures in one pass over each sheet.
    pub fn of(project: &Project, today: NaiveDate) -> Indicators {
        let kpis = project.rows::<Kpi>();
        let places: HashMap<Id, usize> = kpis.iter().enumerate().map(|(n, kpi)| (kpi.id, n)).collect();
        let mut readings = vec![Vec::new(); kpis.len()];
        let mut homeless = Vec::new();
        let mut first = today;
        for reading in project.rows::<Reading>() {
            let Some(value) = reading.value.filter(|v| v.is_finite()) else { continue };
            let Some(date) = reading.date else {
                homeless.push(reading.id);
                continue;
            };
            match reading.kpi.0.and_then(|id| readings.get_mut(*places.get(&id)?)) {
                None => homeless.push(reading.id),
                Some(_) if date > today => {}
                Some(list) => {
                    first = first.min(date);
                    list.push((date, value));
                }
            }
        }
        let calendar = calendar(project);
        let weeks = Weeks::new(calendar.start(), first);
        let judge = Judge { today, weeks, calendar: &calendar, events: project.rows::<Event>() };
        let kpis = kpis.iter().zip(readings).map(|(kpi, list)| judge.figures(kpi, list)).collect();
        let reviewed = Reviewed::of(project.rows::<Review>(), &places, weeks, today);
        Indicators { kpis, homeless, charter: charter(project).id, today, weeks, calendar, reviewed, places }
    }

    /// The figures of an indicator.
    pub fn get(&self, id: Id) -> Option<&Figures> {
        self.kpis.get(*self.places.get(&id)?)
    }

    /// The figures of a seeded indicator, by one of the names in [`code`](super::code).
    pub fn by_code(&self, code: &str) -> Option<&Figures> {
        self.kpis.iter().find(|k| k.kpi.code == code)
    }

    /// Whether there is a reading at all.
    pub fn any_reading(&self) -> bool {
        self.kpis.iter().any(|k| k.current.is_some())
    }
}

impl Reviewed {
    fn of(rows: &[Arc<Review>], places: &HashMap<Id, usize>, weeks: Weeks, today: NaiveDate) -> Reviewed {
        let mut reviewed = Reviewed::default();
        for row in rows {
            let (Some(date), Some(kpi)) = (row.date, row.kpi.0) else { continue };
            let Some(week) = row.week(today).filter(|_| places.contains_key(&kpi)) else { continue };
            if weeks.of(date) == weeks.of(today) {
                reviewed.this_week.insert(kpi);
            }
            if week == 1 {
                let kept = reviewed.recent.entry(kpi).or_insert_with(|| Arc::clone(row));
                if kept.date <= row.date {
                    *kept = Arc::clone(row);
                }
            } else if row.is_open() {
                reviewed.carried.push((week, Arc::clone(row)));
            }
        }
        reviewed.carried.sort_by_key(|(week, _)| std::cmp::Reverse(*week));
        reviewed
    }
}

impl Review {
    /// Whether it promises an action that is not done.
    pub(super) fn is_open(&self) -> bool {
        self.done.0.is_none() && !self.action.0.trim().is_empty()
    }

    /// The week it is in, counted from its own day: 1 until it is seven days old, then 2, …; `None` before its day.
    pub fn week(&self, today: NaiveDate) -> Option<i64> {
        let age = today.signed_duration_since(self.date?).num_days();
        (age >= 0).then_some(age / REVIEW_DAYS + 1)
    }

    /// Whether it has all that the weekly review asks for.
    pub(super) fn is_complete(&self) -> bool {
        let due_in_time = self.date.zip(self.due).is_some_and(|(date, due)| {
            (0..=REVIEW_DAYS).contains(&due.signed_duration_since(date).num_days())
        });
        let written = [self.root_cause.0.as_str(), &self.action.0, &self.owner];
        due_in_time && written.iter().all(|text| !text.trim().is_empty())
    }
}

impl Figures {
    /// The latest reading on or before a day.
    pub(super) fn on(&self, date: NaiveDate) -> Option<(NaiveDate, f64)> {
        let after = self.readings.partition_point(|(d, _)| *d <= date);
        after.checked_sub(1).and_then(|n| self.readings.get(n)).copied()
    }

    /// Where the way to the target begins and ends, as values.
    pub(super) fn ends(&self) -> Option<(f64, f64)> {
        let from =
            if self.against == Against::Growth { Some(self.kpi.begins_at()) } else { self.kpi.baseline };
        from.zip(self.kpi.target)
    }

    /// Whether it is compared with an expected path.
    pub(super) fn has_path(&self) -> bool {
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
    pub(super) fn way(&self) -> Option<Direction> {
        let said = self.direction.map(|way| match way {
            Way::Up => Direction::Up,
            Way::Down => Direction::Down,
        });
        let by_ends = || self.baseline.zip(self.target).and_then(|(b, t)| Direction::of(b, t));
        let threshold = || (self.is_leading() && self.target.is_some()).then_some(Direction::Up);
        said.or_else(by_ends).or_else(threshold)
    }

    /// Whether it is compared with an expected path. A leading indicator is compared with its threshold, unless
    /// it was given a baseline and a day of its own to reach the target.
    pub(super) fn follows_path(&self) -> bool {
        !self.is_leading() || (self.baseline.is_some() && self.target_date.is_some())
    }

    /// Whether its value grows over weeks to its threshold, so that the first readings cannot be there yet:
    /// training and communication, unless baseline and target date say the way.
    pub(super) fn grows(&self) -> bool {
        [code::TRAINING, code::COVERAGE].contains(&self.code.as_str())
            && self.is_leading()
            && !self.follows_path()
            && self.way() == Some(Direction::Up)
            && self.target.is_some_and(|target| self.begins_at() < target)
    }

    /// The value that growth begins at.
    pub(super) fn begins_at(&self) -> f64 {
        self.baseline.unwrap_or(0.0)
    }

    /// The project day from which a seeded indicator has something to count: training and walks wait for
    /// their block of the checklist, communication for the announcement to everybody.
    pub(super) fn first_day(&self) -> i64 {
        match self.code.as_str() {
            code::TRAINING => Block::W5To6.first_day(),
            code::WALKS => Block::W7To8.first_day(),
            code::COVERAGE => Block::W4.first_day(),
            _ => 1,
        }
    }

    /// Whether the direction said is against the one from the baseline to the target.
    pub(super) fn is_contrary(&self) -> bool {
        let by_ends = self.baseline.zip(self.target).and_then(|(b, t)| Direction::of(b, t));
        self.direction.is_some() && by_ends.is_some() && by_ends != self.way()
    }
}
