//! The way from the baseline to the target of an indicator: when it begins and ends, and how much of it is expected on a
//! day. It must not know readings.

use super::plan::{Days, Plan};
use crate::calendar::{Block, PLAN_MONTHS};
use crate::stats::expected_path;
use crate::tools::kpi::{Kpi, Path, code};
use chrono::NaiveDate;

/// The months of the sources' plan after which the whole network is to work the new way, and those after which half of it
/// is; a project of another length has its own.
const MONTHS: (u32, u32) = (PLAN_MONTHS, PLAN_MONTHS / 2);

/// The way from the baseline to the target, in days as the change counts them.
pub(super) struct Course {
    from: i64,
    /// The day by whose end the target is due.
    pub(super) to: i64,
    /// The share of the way expected over the days.
    path: Vec<(i64, f64)>,
    /// The share expected on the day asked about.
    pub(super) expected: f64,
    /// Whether the target's day has passed.
    pub(super) past: bool,
    /// Whether it is the way that a share grows in the first twelve weeks.
    pub(super) grows: bool,
}

impl Course {
    /// The course of an indicator, with what is expected on a day; `None` without a start or dates of its own.
    pub(super) fn of(kpi: &Kpi, days: Days<'_>, plan: &Plan, on: NaiveDate) -> Option<Course> {
        let mut course = Course::growth(kpi, days).or_else(|| Course::planned(kpi, days, plan))?;
        course.expected = course.at(days.number(on));
        Some(course)
    }

    /// The same, judged on another day as to whether it is over.
    pub(super) fn seen_from(mut self, today: i64) -> Course {
        self.past = today > self.to;
        self
    }

    fn at(&self, day: i64) -> f64 {
        let path: Vec<(f64, f64)> = self.path.iter().map(|(day, share)| (*day as f64, *share)).collect();
        expected_path(&path, day as f64).clamp(0.0, 1.0)
    }

    fn planned(kpi: &Kpi, days: Days<'_>, plan: &Plan) -> Option<Course> {
        // The day on which the baseline was measured is a fact: what was measured before the start begins no plan, unless
        // a straight line from there is asked for.
        let start = days.0.start();
        let straight = kpi.path.is_some_and(|path| path != Path::Roadmap);
        let begin = match (kpi.baseline_date, start) {
            (Some(measured), Some(start)) if !straight => measured.max(start),
            (measured, start) => measured.or(start)?,
        };
        let whole = days.0.start().unwrap_or(begin);
        let (from, end) = (days.number(begin), days.of_plan(whole, MONTHS.0));
        let to = kpi.target_date.map_or(end, |date| days.number(date));
        let rolls_out = match kpi.path {
            Some(path) => path == Path::Roadmap,
            None => !kpi.is_leading(),
        };
        let path = if to <= from {
            vec![(to, 0.0), (to, 1.0)]
        } else if rolls_out {
            let own = kpi.baseline_date.is_some() || kpi.target_date.is_some();
            let middle = if own { from.midpoint(to) } else { days.of_plan(whole, MONTHS.1) };
            plan.path(days, from, middle, to)
        } else {
            vec![(from, 0.0), (to, 1.0)]
        };
        Some(Course { from, to, path, expected: 0.0, past: false, grows: false })
    }

    /// The way of an indicator that grows: from its first day, or that of its training, to the last day of the
    /// checklist. A later baseline and a target date of its own go before.
    fn growth(kpi: &Kpi, days: Days<'_>) -> Option<Course> {
        days.0.start().filter(|_| kpi.grows())?;
        let begin = if kpi.code == code::TRAINING { Block::W5To6.first_day() } else { 1 };
        // What was measured before it begins does not begin it.
        let from = kpi.baseline_date.map_or(begin, |date| days.number(date).max(begin));
        let to = kpi.target_date.map_or(Block::W11To12.last_day(), |date| days.number(date));
        let path = vec![(from, 0.0), (to, 1.0)];
        (to > from).then_some(Course { from, to, path, expected: 0.0, past: false, grows: true })
    }

    /// The days on which it begins and ends; unknown while a pause before the end goes on.
    pub(super) fn span(&self, days: Days<'_>) -> Option<(NaiveDate, NaiveDate)> {
        days.date(self.from).zip(days.date(self.to))
    }

    /// The path with real dates, as far as they are known.
    pub(super) fn dated(&self, days: Days<'_>) -> Vec<(NaiveDate, f64)> {
        let begin = std::iter::once((self.from, 0.0));
        let points = begin.filter(|(day, _)| self.path.first().is_some_and(|(first, _)| day < first));
        let points = points.chain(self.path.iter().copied());
        points.filter_map(|(day, share)| Some((days.date(day)?, share))).collect()
    }
}
