//! The roll-out plan behind the expected paths: when the pilot goes live, and when which share of the network is to work
//! the new way. It must not know indicators.

use crate::calendar::{Block, Calendar, PLAN_MONTHS};
use crate::facts::{Fact, Facts};
use crate::sheet::Id;
use crate::sort::StableSort;
use crate::tools::adkar::Heads;
use crate::tools::charter::Charter;
use crate::tools::checklist;
use crate::tools::roadmap::{Centre, Milestone, items::PILOT_STARTS};
use chrono::{Months, NaiveDate};
use std::collections::HashMap;

/// The checklist's item "start the pilot officially".
const LAUNCH: &str = "w7-8-1";
/// The batch of the pilot.
const PILOT: u32 = 1;

/// The roll-out plan.
pub(in crate::tools::kpi) struct Plan {
    /// The day on which the pilot went live, or is to.
    live: Option<NaiveDate>,
    /// The days by which centres are to be converted, with the share of the network that each is.
    converted: Vec<(NaiveDate, f64)>,
    /// The people of each centre; 1 for each where the people of any are unknown.
    pub(in crate::tools::kpi) weights: HashMap<Id, f64>,
    /// Whether these are people, and not a 1 for each.
    pub(in crate::tools::kpi) weighed: bool,
    /// The centres of the pilot.
    pub(in crate::tools::kpi) pilot: Vec<Id>,
}

impl Fact for Plan {
    fn compute(facts: &Facts) -> Plan {
        let centres: Vec<_> = facts.rows::<Centre>().iter().filter(|centre| centre.is_named()).collect();
        let people = &facts.get_stable::<Heads>().by_centre;
        let of = |centre: &Centre| people.get(centre.name.trim()).copied().unwrap_or_default();
        let weighed = !centres.is_empty() && centres.iter().all(|centre| of(centre) > 0);
        let weight = |centre: &Centre| if weighed { of(centre) as f64 } else { 1.0 };
        // Centres that are in the charter and not listed yet are as large as the listed ones on average.
        let listed = centres.len();
        let whole = facts.get::<Charter>().centres.map_or(listed, |n| listed.max(n as usize));
        let known: f64 = centres.iter().map(|centre| weight(centre)).sum();
        let total = known / (listed.max(1) as f64) * whole as f64;
        let planned = |centre: &Centre| centre.planned.or(centre.converted.0);
        let mut converted: Vec<_> =
            centres.iter().filter_map(|centre| Some((planned(centre)?, weight(centre) / total))).collect();
        converted.stable_sort_by_key(|(date, _)| *date);
        let pilot: Vec<_> = centres.iter().filter(|centre| centre.batch == Some(PILOT)).collect();
        Plan {
            live: ticked(facts)
                .or_else(|| milestone(facts))
                .or_else(|| pilot.iter().filter_map(|centre| centre.started).min()),
            converted,
            weights: centres.iter().map(|centre| (centre.id, weight(centre))).collect(),
            weighed,
            pilot: pilot.iter().map(|centre| centre.id).collect(),
        }
    }
}

fn ticked(facts: &Facts) -> Option<NaiveDate> {
    facts.rows::<checklist::Item>().iter().find(|item| item.code == LAUNCH)?.done.0
}

fn milestone(facts: &Facts) -> Option<NaiveDate> {
    let milestone = facts.rows::<Milestone>().iter().find(|milestone| milestone.code == PILOT_STARTS)?;
    milestone.reached.0.or(milestone.date)
}

/// Days as the change counts them: working days since its start, civil days without a start.
#[derive(Clone, Copy)]
pub(in crate::tools::kpi) struct Days<'a>(pub(in crate::tools::kpi) &'a Calendar);

impl Days<'_> {
    /// The number of a day; a paused one bears that of the last working day before it.
    pub(in crate::tools::kpi) fn number(self, date: NaiveDate) -> i64 {
        self.0.day(date).unwrap_or_else(|| civil(date))
    }

    /// The day of something planned: what was planned for a pause waits for its end.
    fn planned(self, date: NaiveDate) -> i64 {
        self.number(date) + i64::from(self.0.is_paused(date))
    }

    /// The date of a day; none while a pause before it goes on, and beyond the calendar's ends.
    pub(in crate::tools::kpi) fn date(self, number: i64) -> Option<NaiveDate> {
        match self.0.start() {
            Some(_) => self.0.date_of_day(number),
            None => NaiveDate::from_num_days_from_ce_opt(i32::try_from(number).ok()?),
        }
    }

    /// The day of a month of the sources' twelve, in the plan of the project; without its start that many months of its
    /// length after a date, as if nothing paused in between.
    pub(in crate::tools::kpi) fn of_plan(self, from: NaiveDate, month: u32) -> i64 {
        self.0.plan_day(month).unwrap_or_else(|| {
            let months = month.saturating_mul(self.0.plan_months()) / PLAN_MONTHS;
            let to = from.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX);
            self.number(from) + to.signed_duration_since(from).num_days()
        })
    }
}

fn civil(date: NaiveDate) -> i64 {
    date.signed_duration_since(NaiveDate::default()).num_days()
        + i64::from(chrono::Datelike::num_days_from_ce(&NaiveDate::default()))
}

impl Plan {
    /// The share of the way that is expected over the days, from one day to another: nothing until the pilot goes
    /// live, then the share of the network that is to be converted. Without dates of centres it is half at `middle`.
    pub(super) fn path(&self, days: Days<'_>, from: i64, middle: i64, to: i64) -> Vec<(i64, f64)> {
        let launch = self.live.map(|date| days.planned(date));
        let launch = launch.unwrap_or(from + Block::W7To8.first_day() - 1).clamp(from.min(to), to);
        let mut path = vec![(launch, 0.0)];
        if self.converted.is_empty() {
            path.extend((launch < middle).then_some((middle, 0.5)));
        }
        let mut share = 0.0;
        for (date, part) in &self.converted {
            let day = days.planned(*date).max(launch);
            if day >= to {
                break;
            }
            path.push((day, share));
            share = (share + part).min(1.0);
            path.push((day, share));
        }
        if !self.converted.is_empty() {
            path.push((to, share));
        }
        path.push((to, 1.0));
        path
    }
}
