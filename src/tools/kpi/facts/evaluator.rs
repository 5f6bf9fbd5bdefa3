//! Evaluates one indicator on a day: its level, its standing, its chart. It must not know the other indicators, the
//! reviews, or what is advised.

use super::course::Course;
use super::plan::{Days, Plan};
use super::season::{self, Season};
use super::week::has_only_begun;
use super::{Against, Basis, Figures, Forecast, Lack, Movement, Periodic, Weeks};
use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::sort::StableSort;
use crate::stats::{
    self, Ahead, Compared, Direction, EPSILON, History, KpiStatus, Pace, Point, Side, Standing,
};
use crate::tools::kpi::{Event, Kpi, Measure, code};
use chrono::NaiveDate;
use std::sync::Arc;

/// The level is the median of so many of the latest readings.
pub(super) const LEVEL_OF: usize = 3;
/// Limits of a count need at least so many cases in a period on average.
const COUNTED: f64 = 1.0;
/// A value of so many readings that never moves is doubted.
const STILL: usize = 8;

/// The day and the project that all indicators are evaluated against.
pub(super) struct Evaluator<'a> {
    pub(super) today: NaiveDate,
    pub(super) weeks: Weeks,
    pub(super) calendar: &'a Calendar,
    pub(super) plan: &'a Plan,
    pub(super) events: &'a [Arc<Event>],
}

/// The readings of an indicator by period, with the levels and the chart made of them.
struct Read {
    periodic: Vec<Periodic>,
    levels: Vec<f64>,
    section: usize,
    history: History,
    movement: Movement,
    noise: Option<f64>,
}

impl Read {
    /// The same readings, of which nothing is concluded.
    fn unjudged(self) -> Read {
        Read {
            levels: Vec::new(),
            history: History::default(),
            movement: Movement::SeasonUnknown,
            noise: None,
            ..self
        }
    }
}

impl<'a> Evaluator<'a> {
    pub(super) fn new(facts: &'a Facts, today: NaiveDate, weeks: Weeks) -> Evaluator<'a> {
        Evaluator { today, weeks, calendar: facts.get(), plan: facts.get(), events: facts.rows() }
    }
}

impl Evaluator<'_> {
    /// The figures of an indicator with these readings, in any order.
    pub(super) fn figures(&self, kpi: &Arc<Kpi>, mut readings: Vec<(NaiveDate, f64)>) -> Figures {
        readings.stable_sort_by_key(|(date, _)| *date);
        let current = readings.last().copied();
        let contrary = kpi.is_contrary();
        let way = kpi.way().filter(|_| !contrary);
        // What stands is said of the day of the reading; time alone makes it stale or missed, nothing else.
        let on = current.map_or(self.today, |(date, _)| date.min(self.today));
        let course = Course::of(kpi, self.days(), self.plan, on);
        let against = match &course {
            Some(course) if course.grows => Against::Growth,
            _ if kpi.follows_path() => Against::Path,
            _ => Against::Target,
        };
        let course = course.map(|course| course.seen_from(self.days().number(self.today)));
        let has_season = kpi.seasonal && against == Against::Path && current.is_some();
        let begun = season::begun(kpi, self.calendar);
        let (season, left) =
            if has_season { season::without(kpi, &readings, begun) } else { (Season::None, Vec::new()) };
        let read = match season {
            Season::None => self.read(kpi, &readings, way),
            Season::TakenOut { .. } => self.read(kpi, &left, way),
            Season::Unknown => self.read(kpi, &readings, way).unjudged(),
        };
        let lacks = lack(kpi, course.as_ref()).or((season == Season::Unknown).then_some(Lack::Season));
        let by = |value| {
            if contrary || season == Season::Unknown {
                None
            } else {
                self.standing(kpi, value, against, course.as_ref(), &read)
            }
        };
        let (status, judged, basis) = if kpi.code == code::WALKS {
            self.walks(&readings, &by)
        } else {
            let level = read.levels.last().filter(|_| against == Against::Path);
            let known = current.filter(|_| season != Season::Unknown);
            let judged = known.map(|(date, value)| (date, level.copied().unwrap_or(value)));
            let standing = judged.and_then(|(_, value)| by(value));
            let comes = course.as_ref().zip(way).is_some_and(|(course, way)| {
                let latest = read.periodic.last();
                latest.is_some_and(|latest| reaches(kpi, latest.point.value, course.expected))
                    && comes_nearer(&read, way)
            });
            let (standing, judged) = beside_latest((standing, judged), &read, comes, &by);
            let age = current.map(|(date, _)| self.calendar.days_between(date, self.today));
            let moved = judged.zip(current).is_some_and(|((_, l), (_, c))| l.to_bits() != c.to_bits());
            let basis = match season {
                Season::TakenOut { .. } => Basis::Seasonless,
                _ if moved => Basis::Level,
                _ => Basis::Latest,
            };
            (stats::kpi_status(standing, age, kpi.cadence().stale_after()), judged, basis)
        };
        let from = if against == Against::Growth { Some(kpi.begins_at()) } else { kpi.baseline };
        let progress = from.zip(kpi.target).zip(judged).and_then(|((b, t), (_, v))| stats::progress(b, t, v));
        let on_path = course.as_ref().filter(|_| against != Against::Target);
        let expected = on_path.map(|c| c.expected);
        let (forecast, pace) =
            self.forecast(kpi, &read, status, judged, contrary || season == Season::Unknown);
        let met = progress.is_some_and(|p| p >= 1.0 - EPSILON);
        let required =
            on_path.filter(|_| !met).zip(kpi.target).zip(judged).and_then(|((c, target), (_, v))| {
                stats::required_per_week(v, target, c.to - self.days().number(self.today))
            });
        let path = on_path.map_or_else(Vec::new, |c| c.dated(self.days()));
        let span = course.and_then(|c| c.span(self.days()));
        let Read { periodic, levels, section, history, movement, noise } = read;
        Figures {
            kpi: Arc::clone(kpi),
            readings,
            periodic,
            levels,
            section,
            current,
            judged,
            basis,
            season,
            way,
            against,
            span,
            path,
            progress,
            expected,
            noise,
            status,
            lacks,
            forecast,
            pace,
            required,
            xmr: history.now,
            before: history.before,
            shift: history.shift,
            movement,
            mean_of: None,
            centres: Vec::new(),
        }
    }

    fn days(&self) -> Days<'_> {
        Days(self.calendar)
    }

    /// One reading a period, the latest of it, and what they say.
    fn read(&self, kpi: &Kpi, sorted: &[(NaiveDate, f64)], way: Option<Direction>) -> Read {
        let mut periodic: Vec<Periodic> = Vec::with_capacity(sorted.len());
        for &(date, value) in sorted {
            let point = Point { period: self.weeks.period(kpi.cadence(), date), value };
            match periodic.last_mut() {
                Some(last) if last.point.period == point.period => *last = Periodic { date, point },
                _ => periodic.push(Periodic { date, point }),
            }
        }
        let (sections, comparable) = self.sections(kpi, &periodic);
        let section = sections.iter().copied().max().unwrap_or_default();
        let start = self.calendar.start();
        let early = start.map_or(0, |start| periodic.partition_point(|read| read.date < start));
        let points: Vec<Point> = periodic.iter().map(|read| read.point).collect();
        let history = stats::xmr(&points, &sections, early, comparable);
        let values: Vec<f64> = points.get(section..).unwrap_or_default().iter().map(|p| p.value).collect();
        let (movement, charted) = movement(kpi, &values, &history, way);
        let limits = history.now.as_ref().map(|xmr| xmr.limits).or(history.before);
        let still = values.len() >= stats::xmr::LIMITS_NEED && all_equal(&values);
        let noise = match kpi.measure() {
            Measure::Cumulative => Some(0.0),
            _ => limits.map(|l| l.upper - l.mean).or_else(|| still.then_some(0.0)),
        };
        let history = if charted { history } else { History::default() };
        let level = |at: usize| {
            let begin = sections.iter().copied().filter(|begin| *begin <= at).max().unwrap_or_default();
            let begin = if kpi.measure() == Measure::Cumulative { at } else { begin };
            level(points.get(begin..=at).unwrap_or_default())
        };
        let levels = (0..points.len()).map(level).collect();
        Read { periodic, levels, section, history, movement, noise }
    }

    /// The places of the readings at which an event has begun a section, the first on its day or after; and the place
    /// from which they can be compared, since the indicator has been defined as it is.
    fn sections(&self, kpi: &Kpi, periodic: &[Periodic]) -> (Vec<usize>, usize) {
        let begun = |wanted: fn(&Event) -> bool| -> Vec<usize> {
            let about = |e: &&Arc<Event>| wanted(e) && e.kpi.0.is_none_or(|id| id == kpi.id);
            let dates = self.events.iter().filter(about).filter_map(|e| e.date);
            let places = dates
                .filter(|date| *date <= self.today)
                .map(|date| periodic.partition_point(|read| read.date < date));
            places.filter(|at| (1..periodic.len()).contains(at)).collect()
        };
        let redefined = begun(|event| event.redefined).into_iter().max();
        (begun(|event| event.rebase || event.redefined), redefined.unwrap_or_default())
    }

    /// Where a value stands; `None` if too little is known.
    fn standing(
        &self,
        kpi: &Kpi,
        value: f64,
        against: Against,
        course: Option<&Course>,
        read: &Read,
    ) -> Option<Standing> {
        let target = kpi.target?;
        let past = course.is_some_and(|c| c.past);
        let at_threshold = |past| {
            Some(match kpi.way()?.holds(target, value) {
                true => Standing::Met,
                false if past => Standing::Missed,
                false => Standing::OffTrack,
            })
        };
        let compared = |from: f64, expected: f64, noise: Option<f64>, past: bool| {
            let progress = stats::progress(from, target, value)?;
            let noise = noise.map(|noise| noise / (target - from).abs());
            let worse = read.movement == Movement::Worse && against == Against::Path;
            stats::standing(&Compared { progress, expected, noise, worse, past })
        };
        match (against, course) {
            (Against::Growth, Some(course)) if !past => {
                return compared(kpi.begins_at(), course.expected, Some(0.0), false);
            }
            // A threshold that nobody has set a day for is not missed.
            (Against::Growth | Against::Target, _) => {
                let number = |date| self.days().number(date);
                return at_threshold(kpi.target_date.is_some_and(|date| number(self.today) > number(date)));
            }
            (Against::Path, _) => {}
        }
        let Some(baseline) = kpi.baseline else {
            // Without a way there only its end is certain.
            return kpi.way_to_value()?.holds(target, value).then_some(Standing::Met);
        };
        if stats::progress(baseline, target, value).is_none() {
            return if baseline.to_bits() == target.to_bits() { at_threshold(past) } else { None };
        }
        match course {
            Some(c) => compared(baseline, c.expected, read.noise, past),
            // Without dates only the ends are certain: the target is met, or it is worse than before.
            None => compared(baseline, 0.0, read.noise, past)
                .filter(|s| !matches!(s, Standing::OnTrack | Standing::TooEarly)),
        }
    }

    /// Executive walks are judged by the last full week: a walk there, or not. The weeks are those of the project, in
    /// which a pause moves all that follows, so that two readings of one period may lie in two of them.
    fn walks(
        &self,
        sorted: &[(NaiveDate, f64)],
        by: &dyn Fn(f64) -> Option<Standing>,
    ) -> (KpiStatus, Option<(NaiveDate, f64)>, Basis) {
        let Some(&(latest, value)) = sorted.last() else {
            return (KpiStatus::NoReading, None, Basis::Latest);
        };
        let last = Some((latest, value));
        let judge = |value: f64| by(value).map_or(KpiStatus::Undefined, KpiStatus::Fresh);
        let week = |date: NaiveDate| self.calendar.week_number(date);
        let begun = |full: &i64| sorted.first().is_some_and(|(first, _)| week(*first) <= *full);
        let Some(full) = self.last_full_week().filter(begun) else {
            // The first week with a reading is not over yet: a walk in it counts, none in it says nothing.
            let status = Some(judge(value)).filter(|s| *s == KpiStatus::Fresh(Standing::Met));
            return (status.unwrap_or(KpiStatus::Undefined), last, Basis::Latest);
        };
        match sorted.iter().rev().find(|(date, _)| week(*date) <= full) {
            Some(&(date, value)) if week(date) == full => {
                (judge(value), Some((date, value)), Basis::FullWeek)
            }
            // On the first days of a week its count is still to be entered, as that of any other indicator is.
            Some(&(date, value))
                if date == latest && week(date) + 1 == full && has_only_begun(self.calendar, self.today) =>
            {
                (judge(value), last, Basis::Latest)
            }
            _ => (KpiStatus::Stale { last: by(value) }, last, Basis::Latest),
        }
    }

    /// The latest week that is over, as the project counts its weeks: a pause is no part of one. What was before the
    /// start is no week of the project.
    fn last_full_week(&self) -> Option<i64> {
        let full = self.calendar.week_number(self.today) - 1;
        (self.calendar.start().is_none() || full >= 1).then_some(full)
    }

    /// When the target will be met, and the pace per week. Only fresh readings of the present section say so.
    fn forecast(
        &self,
        kpi: &Kpi,
        read: &Read,
        status: KpiStatus,
        judged: Option<(NaiveDate, f64)>,
        undecided: bool,
    ) -> (Forecast, Option<f64>) {
        let days = self.days();
        let section = read.periodic.get(read.section..).unwrap_or_default();
        let points: Vec<(f64, f64)> =
            section.iter().map(|read| (days.number(read.date) as f64, read.point.value)).collect();
        let stale = matches!(status, KpiStatus::Stale { .. });
        let pace = stats::theil_sen(&points).filter(|_| !stale);
        let per_week = pace.map(|pace| pace.middle * 7.0);
        // Walks are due again every week, so there is no day on which they are met for good.
        let target = kpi.target.filter(|_| kpi.code != code::WALKS && !undecided);
        let forecast = match (target.zip(kpi.way()), judged) {
            (None, _) => Forecast::Undefined,
            (Some(_), None) => Forecast::TooFew { have: 0 },
            (Some((target, way)), Some((_, value))) if way.holds(target, value) => Forecast::Met,
            _ if stale => Forecast::Undefined,
            (Some((target, way)), Some(_)) => {
                let today = days.number(self.today);
                // The line is ahead of the level: where it has come to the target, the level follows.
                let arrived = |pace: &Pace| {
                    way.holds(target, pace.fitted) && Direction::of(0.0, pace.middle) == Some(way)
                };
                let pace =
                    pace.map(|pace| if arrived(&pace) { Pace { fitted: target, ..pace } } else { pace });
                match pace.map(|pace| stats::ahead(&pace, target, today as f64)) {
                    None => Forecast::TooFew { have: points.len() },
                    Some(Ahead::NoTrend) => Forecast::NoTrend,
                    Some(Ahead::Never) => Forecast::Never,
                    Some(Ahead::Days(_, Some(to))) if to <= EPSILON => Forecast::Near,
                    Some(Ahead::Days(from, to)) => {
                        let date = |n: f64| days.date(today + (n - EPSILON).ceil() as i64);
                        date(from).map_or(Forecast::Never, |from| Forecast::Between(from, to.and_then(date)))
                    }
                }
            }
        };
        (forecast, per_week)
    }
}

/// The median of the last three; the latest while there are fewer.
fn level(section: &[Point]) -> f64 {
    let latest = section.last().map_or(f64::NAN, |point| point.value);
    match section.get(section.len().saturating_sub(LEVEL_OF)..) {
        Some(three) if three.len() == LEVEL_OF => {
            let mut values: Vec<f64> = three.iter().map(|point| point.value).collect();
            stats::median(&mut values).unwrap_or(latest)
        }
        _ => latest,
    }
}

/// Where an indicator stands, and the value by which it does, beside its latest one: the level lags behind what rises.
/// `comes` tells whether it comes nearer reading by reading and is where it should be by now.
fn beside_latest(
    (standing, judged): (Option<Standing>, Option<(NaiveDate, f64)>),
    read: &Read,
    comes: bool,
    by: &dyn Fn(f64) -> Option<Standing>,
) -> (Option<Standing>, Option<(NaiveDate, f64)>) {
    let latest = read.periodic.last().map(|read| (read.date, read.point.value));
    let Some(latest) = latest.filter(|(_, value)| is_on_plan(by(*value))) else { return (standing, judged) };
    match standing {
        // While nobody knows the noise, a latest value on plan is not too early.
        Some(Standing::TooEarly) => (Some(Standing::OnTrack), Some(latest)),
        Some(Standing::Behind | Standing::OffTrack) if comes && by(latest.1) == Some(Standing::OnTrack) => {
            (Some(Standing::OnTrack), Some(latest))
        }
        // Nor is it lost already.
        Some(Standing::OffTrack) if read.noise.is_none() => (Some(Standing::TooEarly), judged),
        _ => (standing, judged),
    }
}

/// Whether a value has come so far of the way from the baseline, whatever the noise.
fn reaches(kpi: &Kpi, value: f64, share: f64) -> bool {
    let gone = kpi.baseline.zip(kpi.target).and_then(|(from, to)| stats::progress(from, to, value));
    gone.is_some_and(|gone| gone >= share - EPSILON)
}

/// Whether each of the last three readings of the section is nearer to where the indicator is to go than the one before.
fn comes_nearer(read: &Read, way: Direction) -> bool {
    let section = read.periodic.get(read.section..).unwrap_or_default();
    let last = section.get(section.len().saturating_sub(LEVEL_OF)..).unwrap_or_default();
    last.len() == LEVEL_OF
        && last.windows(2).all(|pair| Direction::of(pair[0].point.value, pair[1].point.value) == Some(way))
}

fn is_on_plan(standing: Option<Standing>) -> bool {
    matches!(standing, Some(Standing::OnTrack | Standing::Met))
}

fn all_equal(values: &[f64]) -> bool {
    values.windows(2).all(|pair| {
        pair.first().zip(pair.last()).is_none_or(|(a, b)| (a - b).abs() <= EPSILON * a.abs().max(1.0))
    })
}

/// What the chart says, and whether there is one to show.
fn movement(kpi: &Kpi, values: &[f64], history: &History, way: Option<Direction>) -> (Movement, bool) {
    let have = values.len();
    let limits = history.now.as_ref().map(|xmr| xmr.limits).or(history.before);
    let rare = limits.is_some_and(|limits| limits.mean < COUNTED);
    let moved = |side: Side| match (side, way) {
        (_, None) => Movement::Moved,
        (Side::Above, Some(Direction::Up)) | (Side::Below, Some(Direction::Down)) => Movement::Better,
        _ => Movement::Worse,
    };
    match kpi.measure() {
        Measure::Cumulative => (Movement::Cumulative, false),
        Measure::Count if rare => (Movement::Rare, false),
        Measure::Level if have >= STILL && all_equal(values) => (Movement::Still, true),
        _ => match (history.shift, &history.now) {
            (Some(shift), _) => (moved(shift.side), true),
            (None, Some(_)) => (Movement::Noise, true),
            (None, None) => (Movement::TooFew { have }, true),
        },
    }
}

fn lack(kpi: &Kpi, course: Option<&Course>) -> Option<Lack> {
    if kpi.target.is_none() {
        Some(Lack::Target)
    } else if kpi.is_contrary() {
        Some(Lack::Contrary)
    } else if !kpi.follows_path() {
        None
    } else if kpi.baseline.is_none() {
        Some(Lack::Baseline)
    } else if kpi.way().is_none() {
        Some(Lack::Direction)
    } else if course.is_none() {
        Some(Lack::Start)
    } else {
        None
    }
}
