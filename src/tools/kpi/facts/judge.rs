//! Judges one indicator on a day: its course, its standing, its chart. It must not know the other indicators, the
//! reviews, or what is advised.

use super::{Against, Figures, Lack, Movement, Weekly, Weeks};
use crate::calendar::{Block, Calendar};
use crate::stats::{
    self, Direction, Forecast, KpiStatus, Point, ROADMAP_PATH, Side, Standing, Xmr, expected_linear,
    expected_path,
};
use crate::tools::kpi::{Event, Kpi, Path, code};
use chrono::{Days, Months, NaiveDate};
use std::sync::Arc;

/// A signal says something of the present if it is among so many of the latest points, the length of a run.
pub(in crate::tools::kpi) const RECENT: usize = 8;

/// The way from the baseline to the target: when it begins and ends, and how much of it is expected.
struct Course {
    /// Unknown while a pause goes on before the end.
    span: Option<(NaiveDate, NaiveDate)>,
    expected: f64,
    past: bool,
}

/// What all indicators are judged by.
pub(super) struct Judge<'a> {
    pub(super) today: NaiveDate,
    pub(super) weeks: Weeks,
    pub(super) calendar: &'a Calendar,
    pub(super) events: &'a [Arc<Event>],
}

impl Judge<'_> {
    /// The figures of an indicator with these readings, in any order.
    pub(super) fn figures(&self, kpi: &Arc<Kpi>, mut readings: Vec<(NaiveDate, f64)>) -> Figures {
        readings.sort_by_key(|(date, _)| *date);
        let current = readings.last().copied();
        let weekly = self.weekly(&readings);
        let contrary = kpi.is_contrary();
        let way = kpi.way().filter(|_| !contrary);
        let growth = self.growth(kpi);
        let against = match growth {
            Some(_) => Against::Growth,
            None if kpi.follows_path() => Against::Path,
            None => Against::Target,
        };
        let course = growth.or_else(|| self.course(kpi));
        let from = if against == Against::Growth { Some(kpi.begins_at()) } else { kpi.baseline };
        let ends = from.zip(kpi.target);
        let progress = ends.zip(current).and_then(|((b, t), (_, v))| stats::progress(b, t, v));
        let on_path = course.as_ref().filter(|_| against != Against::Target);
        let expected = on_path.map(|c| c.expected);
        let lacks = lack(kpi, course.as_ref());
        let by = |value| if contrary { None } else { self.standing(kpi, value, against, course.as_ref()) };
        let (status, judged) = if kpi.code == code::WALKS {
            self.walks(&weekly, &by)
        } else {
            let date = current.map(|(date, _)| date);
            let standing = current.and_then(|(_, value)| by(value));
            let today = date.map_or(self.today, |d| self.without_pauses(d));
            (stats::kpi_status(standing, date, today), current)
        };
        let (xmr, movement) = self.chart(kpi, &weekly, way);
        let forecast = match (course_ends(kpi), contrary) {
            (Some((b, t)), false) => stats::forecast(&readings, b, t, self.today),
            _ => Forecast::Undefined,
        };
        let pace = stats::pace_per_week(&readings, self.today);
        let met = progress.is_some_and(|p| p >= 1.0);
        let required = on_path.filter(|_| !met).and_then(|c| c.span).zip(kpi.target).zip(current);
        let required = required
            .and_then(|(((_, to), target), (_, v))| stats::required_per_week(v, target, self.today, to));
        let span = course.and_then(|c| c.span);
        Figures {
            kpi: Arc::clone(kpi),
            readings,
            weekly,
            current,
            judged,
            way,
            against,
            span,
            progress,
            expected,
            status,
            lacks,
            forecast,
            pace,
            required,
            xmr,
            movement,
        }
    }

    /// One reading a week with its day, by the rule of [`stats::weekly`].
    fn weekly(&self, sorted: &[(NaiveDate, f64)]) -> Vec<Weekly> {
        let mut weekly: Vec<Weekly> = Vec::with_capacity(sorted.len());
        for &(date, value) in sorted {
            let point = Point { week: self.weeks.of(date), value };
            match weekly.last_mut() {
                Some(last) if last.point.week == point.week => *last = Weekly { date, point },
                _ => weekly.push(Weekly { date, point }),
            }
        }
        weekly
    }

    fn course(&self, kpi: &Kpi) -> Option<Course> {
        let start = self.calendar.start();
        let from = kpi.baseline_date.or(start)?;
        let a_year_on = || {
            let begin = start.unwrap_or(from);
            begin.checked_add_months(Months::new(12)).unwrap_or(NaiveDate::MAX)
        };
        let to = kpi.target_date.unwrap_or_else(a_year_on);
        let share = expected_linear(from, to, self.today);
        let expected = match kpi.path {
            Some(Path::Roadmap) => {
                // On the project's own dates the path goes by calendar months, on others it is stretched.
                let own = kpi.baseline_date.is_none() && kpi.target_date.is_none();
                let months = if own { self.calendar.months(self.today) } else { None };
                expected_path(&ROADMAP_PATH, months.unwrap_or(share * 12.0))
            }
            _ => share,
        };
        Some(Course { span: Some((from, to)), expected, past: self.today > to })
    }

    /// The way of an indicator that grows, in project days: from its first day, or that of its training, to the
    /// last day of the checklist; a date of its own for either end goes before.
    fn growth(&self, kpi: &Kpi) -> Option<Course> {
        if !kpi.grows() {
            return None;
        }
        let today = self.calendar.day(self.today)?;
        let end = |own: Option<NaiveDate>, day: i64| {
            Some(match own {
                Some(date) => (self.calendar.day(date)?, Some(date)),
                None => (day, self.calendar.date_of_day(day)),
            })
        };
        let begin = if kpi.code == code::TRAINING { Block::W5To6.first_day() } else { 1 };
        let (from, first) = end(kpi.baseline_date, begin)?;
        let (to, last) = end(kpi.target_date, Block::W11To12.last_day())?;
        let share = |days: i64| (today - from) as f64 / days as f64;
        let expected = Some(to - from).filter(|days| *days > 0).map(share)?.clamp(0.0, 1.0);
        Some(Course { span: first.zip(last), expected, past: today > to })
    }

    /// Where a value stands; `None` if too little is known.
    fn standing(&self, kpi: &Kpi, value: f64, against: Against, course: Option<&Course>) -> Option<Standing> {
        let target = kpi.target?;
        let past = course.is_some_and(|c| c.past);
        let at_threshold = |past| {
            Some(match kpi.way()?.holds(target, value) {
                true => Standing::Met,
                false if past => Standing::Missed,
                false => Standing::OffTrack,
            })
        };
        match (against, course) {
            (Against::Growth, Some(course)) if !past => {
                let p = stats::progress(kpi.begins_at(), target, value)?;
                return stats::standing(p, course.expected, false);
            }
            // A threshold that nobody has set a day for is not missed.
            (Against::Growth | Against::Target, _) => {
                return at_threshold(kpi.target_date.is_some_and(|date| self.today > date));
            }
            (Against::Path, _) => {}
        }
        let baseline = kpi.baseline?;
        let Some(p) = stats::progress(baseline, target, value) else {
            return if baseline.to_bits() == target.to_bits() { at_threshold(past) } else { None };
        };
        match course {
            Some(c) => stats::standing(p, c.expected, past),
            // Without dates only the ends are certain: the target is met, or it is worse than before.
            None => stats::standing(p, 0.0, false).filter(|s| *s != Standing::OnTrack),
        }
    }

    /// Executive walks are judged by the last full week: a walk there, or not.
    fn walks(
        &self,
        weekly: &[Weekly],
        by: &dyn Fn(f64) -> Option<Standing>,
    ) -> (KpiStatus, Option<(NaiveDate, f64)>) {
        let Some(last) = weekly.last() else { return (KpiStatus::NoReading, None) };
        let judge = |w: &Weekly| by(w.point.value).map_or(KpiStatus::Undefined, KpiStatus::Fresh);
        let begun = |week: &i64| weekly.first().is_some_and(|first| first.point.week <= *week);
        let Some(full) = self.last_full_week().filter(begun) else {
            // The first week with a reading is not over yet: a walk in it counts, none in it says nothing.
            let status = Some(judge(last)).filter(|s| *s == KpiStatus::Fresh(Standing::Met));
            return (status.unwrap_or(KpiStatus::Undefined), Some((last.date, last.point.value)));
        };
        match weekly.iter().rev().find(|w| w.point.week <= full) {
            Some(w) if w.point.week == full => (judge(w), Some((w.date, w.point.value))),
            _ => (KpiStatus::Stale { last: by(last.point.value) }, Some((last.date, last.point.value))),
        }
    }

    /// The latest week that is over and in which the project did not rest all the time.
    fn last_full_week(&self) -> Option<i64> {
        let this = self.weeks.of(self.today);
        let worked = |week: &i64| {
            self.weeks
                .first_day(*week)
                .is_some_and(|d| d.iter_days().take(7).any(|d| !self.calendar.is_paused(d)))
        };
        // A project that rested for more than two years has no full week worth judging.
        (1..this).rev().take(104).find(worked)
    }

    /// Today as far as it matters to the age of a reading: days on which the project rested do not age it.
    fn without_pauses(&self, reading: NaiveDate) -> NaiveDate {
        let worked = self.calendar.day(self.today).zip(self.calendar.day(reading)).map(|(a, b)| a - b);
        let days = worked.and_then(|days| u64::try_from(days).ok());
        days.and_then(|days| reading.checked_add_days(Days::new(days))).unwrap_or(self.today)
    }

    fn chart(&self, kpi: &Kpi, weekly: &[Weekly], way: Option<Direction>) -> (Option<Xmr>, Movement) {
        let named = self.events.iter().filter(|e| e.rebase && e.kpi.0.is_none_or(|id| id == kpi.id));
        let rebase: Vec<i64> =
            named.filter_map(|e| e.date).filter(|d| *d <= self.today).map(|d| self.weeks.of(d)).collect();
        let points: Vec<Point> = weekly.iter().map(|w| w.point).collect();
        let since =
            rebase.iter().copied().filter(|week| points.last().is_some_and(|p| *week <= p.week)).max();
        let have = points.iter().filter(|p| since.is_none_or(|week| p.week >= week)).count();
        let Some(xmr) = stats::xmr(&points, &rebase, None) else {
            return (None, Movement::TooFew { have });
        };
        let recent = |signal: &&stats::Signal| signal.point + RECENT >= points.len();
        let movement = match xmr.signals.last().filter(recent) {
            _ if xmr.limits.no_variation() => Movement::None,
            None => Movement::Noise,
            Some(signal) => match (signal.side, way) {
                (_, None) => Movement::Moved,
                (Side::Above, Some(Direction::Up)) | (Side::Below, Some(Direction::Down)) => Movement::Better,
                _ => Movement::Worse,
            },
        };
        (Some(xmr), movement)
    }
}

/// Baseline and target for the forecast. A threshold without a baseline is approached from its bad side, and
/// only from which side matters.
/// Walks are due again every week, so there is no day on which they are met for good.
fn course_ends(kpi: &Kpi) -> Option<(f64, f64)> {
    let target = kpi.target.filter(|_| kpi.code != code::WALKS)?;
    let approached = || match kpi.way().filter(|_| kpi.is_leading())? {
        Direction::Up => Some(target - 1.0),
        Direction::Down => Some(target + 1.0),
    };
    Some((kpi.baseline.or_else(approached)?, target))
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
