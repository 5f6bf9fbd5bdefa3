//! How long every result has held its target, and how much of the gain is lost after a closing. Numbers only; what
//! follows from them is decided elsewhere.

mod labels;
mod unfinished;
mod values;

pub(super) use labels::{tenths, weakest};
pub use unfinished::{Unfinished, Worse};
pub(super) use values::values;

use super::Closing;
use crate::calendar::Calendar;
use crate::facts::{Fact, Facts};
use crate::sort::StableSort;
use crate::stats::{Direction, EPSILON, median};
use crate::text::Phrase;
use crate::tools::kpi::{self, Indicators, Kpi};
use chrono::NaiveDate;
use std::sync::Arc;

/// The months that all targets have to hold before a project may be closed.
pub(super) const LEAST: f64 = 6.0;
/// The months after which it is safe to close.
pub(super) const SAFE: f64 = 12.0;
/// The share of the gain that is a relapse when it is lost after the closing.
const RELAPSE: f64 = 0.2;

/// Why a result holds its target no longer, or not yet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Broken {
    /// Nothing has been read.
    NoReading,
    /// Neither a baseline nor a direction says which side of the target is the good one.
    NoWay,
    /// The direction contradicts baseline and target.
    Contrary,
    /// It has a season, and no baseline to compare the same time before the change with.
    NoBaseline,
    /// The level misses the target.
    Missed {
        /// The day of the latest reading.
        on: NaiveDate,
        /// The level.
        value: f64,
    },
    /// It has a season, and nobody has read the same time of the year before the change.
    SeasonUnknown,
    /// The latest reading is too old to say that it still holds.
    Stale {
        /// Its day.
        on: NaiveDate,
    },
}

/// How long one lagging indicator has been on its target.
#[derive(Clone, Debug)]
pub struct TimeOnTarget {
    /// The indicator.
    pub kpi: Arc<Kpi>,
    /// What it is called.
    pub name: Phrase,
    /// The months from the first to the last reading of the unbroken run of levels on target; 0 if there is none.
    pub months: f64,
    /// The first day of that run.
    pub since: Option<NaiveDate>,
    /// Why there is none.
    pub broken: Option<Broken>,
    /// The middle of the readings of the run; without one, the level now.
    pub level: Option<f64>,
    /// The latest reading.
    pub latest: Option<(NaiveDate, f64)>,
    /// The level now: the median of the last three periods.
    pub now: Option<f64>,
    /// Whether the season is taken out of the level.
    pub seasonless: bool,
    /// Whether the level has ever met the target.
    pub ever: bool,
    way: Option<Direction>,
}

/// How far the targets are from holding long enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Guard {
    /// There is no lagging indicator with a target, or none has been read.
    Unmeasured,
    /// At least one has held for less than six months.
    Early,
    /// All have held for six months, not all for twelve.
    Soon,
    /// All have held for twelve months.
    Safe,
}

/// What is left of an indicator's gain after a closing.
#[derive(Clone, Debug)]
pub struct Watched {
    /// What it is called.
    pub name: Phrase,
    /// The indicator.
    pub kpi: Arc<Kpi>,
    /// Its baseline.
    pub baseline: f64,
    /// What was held at the closing.
    pub held: f64,
    /// The level at the latest reading after the closing, with the day of that reading.
    pub latest: Option<(NaiveDate, f64)>,
    /// Whether it was read after the closing, but cannot be judged.
    pub unjudged: bool,
    /// The share of the gain that is lost by it; negative when it got better still.
    pub lost: Option<f64>,
    /// Whether its readings have stopped.
    pub stale: bool,
}

impl Watched {
    /// Whether so much of the gain is lost that it is a relapse.
    pub fn is_relapse(&self) -> bool {
        self.lost.is_some_and(|lost| lost >= RELAPSE - EPSILON)
    }
}

/// What is known of the closing on a day.
#[derive(Clone, Debug)]
pub struct Figures {
    /// The lagging indicators that have a target, in the order of the dashboard.
    pub held: Vec<TimeOnTarget>,
    /// The closing that holds.
    pub closing: Option<Arc<Closing>>,
    /// What the readings say since.
    pub watched: Vec<Watched>,
}

/// How all lagging indicators with a target hold on a day; readings after it are not looked at.
pub(super) fn held(facts: &Facts, day: NaiveDate) -> Vec<TimeOnTarget> {
    let calendar = facts.get();
    if day == facts.today() {
        held_by(facts.get(), calendar, day)
    } else {
        held_by(&Indicators::on(facts, day), calendar, day)
    }
}

fn held_by(indicators: &Indicators, calendar: &Calendar, day: NaiveDate) -> Vec<TimeOnTarget> {
    let with_target = indicators.kpis.iter().filter(|k| !k.kpi.is_leading() && k.kpi.target.is_some());
    with_target.map(|figures| TimeOnTarget::of(figures, calendar, day)).collect()
}

/// Whole months and the part of the one under way between two days.
fn months(from: NaiveDate, to: NaiveDate) -> f64 {
    Calendar::new(Some(from), []).months(to).unwrap_or(0.0)
}

impl TimeOnTarget {
    fn of(figures: &kpi::Figures, calendar: &Calendar, day: NaiveDate) -> TimeOnTarget {
        let mut held = TimeOnTarget {
            kpi: Arc::clone(&figures.kpi),
            name: figures.kpi.title(),
            months: 0.0,
            since: None,
            broken: None,
            level: figures.level(),
            latest: figures.current,
            now: figures.level(),
            seasonless: figures.season != kpi::Season::None,
            ever: false,
            way: figures.way,
        };
        let Some((last, _)) = figures.current else {
            held.broken = Some(Broken::NoReading);
            return held;
        };
        // First what is wrong with the indicator itself; readings of another year would not mend it.
        let (Some(target), Some(way)) = (figures.kpi.target, figures.way) else {
            held.broken = Some(if figures.kpi.is_contrary() { Broken::Contrary } else { Broken::NoWay });
            return held;
        };
        let Some(level) = figures.level() else {
            let no_baseline = figures.kpi.baseline.is_none();
            held.broken = Some(if no_baseline { Broken::NoBaseline } else { Broken::SeasonUnknown });
            return held;
        };
        held.ever = figures.levels.iter().any(|level| way.holds(target, *level));
        if !way.holds(target, level) {
            held.broken = Some(Broken::Missed { on: last, value: level });
            return held;
        }
        let silent = |from: NaiveDate, to: NaiveDate| {
            calendar.days_between(from, to) > figures.kpi.cadence().stale_after()
        };
        if silent(last, day) {
            held.broken = Some(Broken::Stale { on: last });
            return held;
        }
        // The level holds as a whole: one reading on the wrong side of the target ends nothing, two missed ones do.
        let (mut since, mut values) = (last, Vec::new());
        for (read, level) in figures.periodic.iter().zip(&figures.levels).rev() {
            if silent(read.date, since) || !way.holds(target, *level) {
                break;
            }
            since = read.date;
            values.push(read.point.value);
        }
        held.since = Some(since);
        held.months = months(since, last);
        held.level = median(&mut values).or(held.level);
        held
    }
}

/// How far the whole is, by the indicator that has held the shortest.
pub(super) fn guard(held: &[TimeOnTarget]) -> Guard {
    match shortest(held) {
        None => Guard::Unmeasured,
        Some(_) if held.iter().all(|h| h.latest.is_none()) => Guard::Unmeasured,
        Some(h) if h.months < LEAST - EPSILON => Guard::Early,
        Some(h) if h.months < SAFE - EPSILON => Guard::Soon,
        Some(_) => Guard::Safe,
    }
}

/// The indicator that has held the shortest; the first of several.
pub(super) fn shortest(held: &[TimeOnTarget]) -> Option<&TimeOnTarget> {
    held.iter().min_by(|a, b| a.months.total_cmp(&b.months))
}

/// The closing that holds: the latest by its day, unless it was opened again.
pub(super) fn latest(closings: &[Arc<Closing>]) -> Option<&Arc<Closing>> {
    let closed = closings.iter().filter(|c| c.date.is_some());
    closed.max_by_key(|c| c.date).filter(|c| c.reopened.is_none())
}

impl Fact for Figures {
    fn compute(facts: &Facts) -> Figures {
        let (calendar, today) = (facts.get::<Calendar>(), facts.today());
        let now = held(facts, today);
        let closing = latest(facts.rows()).cloned();
        let on = closing.as_ref().and_then(|c| c.date).filter(|on| *on <= today);
        let watched = on.map_or_else(Vec::new, |on| {
            let then = held(facts, on);
            // Both are made of the same indicators in the same order.
            let age = |date: NaiveDate| calendar.days_between(date, today);
            then.iter().zip(&now).filter_map(|(then, now)| watched(then, now, on, &age)).collect()
        });
        Figures { held: now, closing, watched }
    }
}

impl Figures {
    /// How far the targets are from holding long enough.
    pub fn guard(&self) -> Guard {
        guard(&self.held)
    }

    /// Whether any target has been met for a first time; before that there are no months to speak of.
    pub fn ever(&self) -> bool {
        self.held.iter().any(|h| h.ever)
    }

    /// The months that all have held.
    pub fn months(&self) -> f64 {
        shortest(&self.held).map_or(0.0, |h| h.months)
    }

    /// The indicators that fell back, the worst first.
    pub fn relapses(&self) -> Vec<&Watched> {
        let mut relapses: Vec<_> = self.watched.iter().filter(|w| w.is_relapse()).collect();
        relapses.stable_sort_by(|a, b| b.lost.unwrap_or(0.0).total_cmp(&a.lost.unwrap_or(0.0)));
        relapses
    }
}

/// The gain is what was held at the closing, less the baseline. Without one there is nothing to lose.
fn watched(
    then: &TimeOnTarget,
    now: &TimeOnTarget,
    on: NaiveDate,
    age: &dyn Fn(NaiveDate) -> i64,
) -> Option<Watched> {
    let (baseline, held) = (then.kpi.baseline?, then.level?);
    let gain = held - baseline;
    let is_gain = match then.way? {
        Direction::Up => gain > EPSILON,
        Direction::Down => gain < -EPSILON,
    };
    let since = now.latest.map(|(date, _)| date).filter(|date| *date > on);
    let latest = since.zip(now.now);
    // Right after the closing there can be no reading yet.
    let newest = now.latest.map_or(on, |(date, _)| date.max(on));
    is_gain.then(|| Watched {
        name: then.name.clone(),
        kpi: Arc::clone(&then.kpi),
        baseline,
        held,
        latest,
        unjudged: since.is_some() && latest.is_none(),
        lost: latest.map(|(_, value)| (held - value) / gain + 0.0),
        stale: age(newest) > then.kpi.cadence().stale_after(),
    })
}
