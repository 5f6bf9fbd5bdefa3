//! Figures of all indicators on a day, computed once for all fields, panels and rules. It must not know what is
//! advised or how anything is shown.

mod balance;
mod centres;
mod course;
mod evaluator;
mod figures;
mod labels;
mod plan;
mod reviewed;
mod season;
mod values;
mod week;

pub(super) use balance::{Balance, gained, lagging, leading};
pub(super) use figures::{Against, Basis};
pub use figures::{Figures, Forecast, Lack, Movement, Periodic};
pub(super) use labels::{needed, standing_key, status, status_key};
pub(super) use plan::Plan;
pub use reviewed::CarriedOver;
pub(super) use reviewed::{REVIEW_DAYS, Reviewed};
pub use season::Season;
pub(super) use season::at_same_time;
pub(super) use values::values;
pub(super) use week::WeekReadings;
pub(super) use week::last_week_begun;
pub use week::{last_week_to_read, read_last_week, read_this_week, shown_reading};

use super::{Cadence, Kpi, Reading};
use crate::calendar::Calendar;
use crate::facts::{Fact, Facts};
use crate::sheet::Id;
use crate::stats::{self, KpiStatus, Standing};
use centres::{Apart, Taken};
use chrono::{Datelike, Days, NaiveDate};
use evaluator::Evaluator;
use std::collections::HashMap;
use std::sync::Arc;

/// Figures of all indicators on a day.
pub struct Indicators {
    /// One for each indicator, in the order of the sheet.
    pub kpis: Vec<Figures>,
    /// Readings with a value that count nowhere, because their day or their indicator is missing.
    pub unassigned: Vec<Id>,
    pub(super) weeks: Weeks,
    places: HashMap<Id, usize>,
}

impl Fact for Indicators {
    fn compute(facts: &Facts) -> Indicators {
        Indicators::on(facts, facts.today())
    }
}

/// The figures as of the day of the latest reading, so that what is suggested from them does not depend on the day
/// it is looked at; `None` without a reading.
pub(super) struct AsOfLatest(pub(super) Option<Indicators>);

impl Fact for AsOfLatest {
    fn compute(facts: &Facts) -> AsOfLatest {
        let read = facts.rows::<Reading>().iter().filter(|r| r.value.is_some());
        AsOfLatest(read.filter_map(|r| r.date).max().map(|day| Indicators::on(facts, day)))
    }
}

impl Indicators {
    /// The figures as of another day than today, computed in one pass over each sheet; readings after it are not
    /// looked at. Those of today are a fact.
    pub fn on(facts: &Facts, day: NaiveDate) -> Indicators {
        let kpis = facts.rows::<Kpi>();
        let places: HashMap<Id, usize> = kpis.iter().enumerate().map(|(n, kpi)| (kpi.id, n)).collect();
        let mut readings: Vec<Vec<Taken>> = vec![Vec::new(); kpis.len()];
        let mut unassigned = Vec::new();
        let mut first = day;
        for reading in facts.rows::<Reading>() {
            let Some(value) = reading.value.filter(|v| v.is_finite()) else { continue };
            let Some(date) = reading.date else {
                unassigned.push(reading.id);
                continue;
            };
            match reading.kpi.0.and_then(|id| readings.get_mut(*places.get(&id)?)) {
                None => unassigned.push(reading.id),
                Some(_) if date > day => {}
                Some(list) => {
                    first = first.min(date);
                    list.push((date, value, reading.centre.0));
                }
            }
        }
        let weeks = Weeks::new(facts.get::<Calendar>().start(), first);
        let evaluator = Evaluator::new(facts, day, weeks);
        let figures = |(kpi, taken): (&Arc<Kpi>, Vec<Taken>)| {
            let Apart { network, mean_of, centres } = Apart::of(taken, evaluator.plan);
            Figures { mean_of, centres, ..evaluator.figures(kpi, network) }
        };
        Indicators { kpis: kpis.iter().zip(readings).map(figures).collect(), unassigned, weeks, places }
    }

    /// The figures of an indicator on a day before, by what is known of that day now.
    pub fn then(facts: &Facts, kpi: Id, day: NaiveDate) -> Option<Figures> {
        let indicators = facts.get::<Indicators>();
        let now = indicators.get(kpi)?;
        let readings = now.readings.iter().filter(|(date, _)| *date <= day).copied().collect();
        Some(Evaluator::new(facts, day, indicators.weeks).figures(&now.kpi, readings))
    }

    /// The figures of an indicator at one centre on a day, by the readings of that centre alone; none without any.
    pub fn at_centre(facts: &Facts, kpi: Id, centre: Id, day: NaiveDate) -> Option<Figures> {
        let indicators = facts.get::<Indicators>();
        let network = indicators.get(kpi)?;
        let (_, readings) = network.centres.iter().find(|(id, _)| *id == centre)?;
        let readings: Vec<_> = readings.iter().filter(|(date, _)| *date <= day).copied().collect();
        if readings.is_empty() {
            return None;
        }
        Some(Evaluator::new(facts, day, indicators.weeks).figures(&network.kpi, readings))
    }

    /// The figures of an indicator with these readings on a day, whatever the sheet holds.
    #[cfg(test)]
    pub(super) fn judged(
        facts: &Facts,
        kpi: &Arc<Kpi>,
        readings: Vec<(NaiveDate, f64)>,
        day: NaiveDate,
    ) -> Figures {
        Evaluator::new(facts, day, facts.get::<Indicators>().weeks).figures(kpi, readings)
    }

    /// The pilot less the other centres: what is left when season and market, which move them all, are taken out.
    pub(super) fn pilot_less_rest(facts: &Facts, kpi: &Figures) -> Vec<(NaiveDate, f64)> {
        centres::pilot_less_rest(&kpi.centres, facts.get())
    }

    /// The share of the way that one reading of an indicator shows: without its season, which is that of its own centre.
    pub(super) fn progress_of(facts: &Facts, reading: &Reading) -> Option<f64> {
        let (id, value) = reading.kpi.0.zip(reading.value)?;
        let kpi = facts.get::<Indicators>().get(id)?;
        let (baseline, target) = kpi.ends()?;
        let value = if kpi.season == Season::None {
            value
        } else {
            let of = |centre: Id| kpi.centres.iter().find(|(id, _)| *id == centre).map(|(_, read)| read);
            let readings = reading.centre.0.map_or(Some(&kpi.readings), of)?;
            let begun = season::begun(&kpi.kpi, facts.get());
            season::of_one(&kpi.kpi, readings, (reading.date?, value), begun)?
        };
        stats::progress(baseline, target, value)
    }

    /// The figures of an indicator.
    pub fn get(&self, id: Id) -> Option<&Figures> {
        self.kpis.get(*self.places.get(&id)?)
    }

    /// The figures of a prefilled indicator, by one of the names in [`code`](super::code).
    pub fn by_code(&self, code: &str) -> Option<&Figures> {
        self.kpis.iter().find(|k| k.kpi.code == code)
    }

    /// Whether there is a reading at all.
    pub fn any_reading(&self) -> bool {
        self.kpis.iter().any(|k| k.current.is_some())
    }

    /// The indicators that the weekly review has to speak of.
    pub(super) fn to_review(&self) -> impl Iterator<Item = &Figures> {
        self.kpis.iter().filter(|k| k.needs_review())
    }

    /// The numbers of indicators by where they stand.
    pub fn tally(&self) -> Tally {
        Tally::of(&self.kpis)
    }
}

/// Numbers of indicators by where they stand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// On track or met.
    pub good: usize,
    /// Behind.
    pub behind: usize,
    /// Off track or missed.
    pub off: usize,
    /// Read too long ago to be judged.
    pub stale: usize,
    /// Not to be judged yet.
    pub open: usize,
}

impl Tally {
    /// The numbers of these indicators.
    pub fn of<'a>(kpis: impl IntoIterator<Item = &'a Figures>) -> Tally {
        let mut tally = Tally::default();
        for kpi in kpis {
            *match kpi.status {
                // Nobody counts it as good before somebody has looked.
                _ if kpi.is_far_off() => &mut tally.open,
                KpiStatus::Fresh(Standing::Met | Standing::OnTrack) => &mut tally.good,
                KpiStatus::Fresh(Standing::Behind) => &mut tally.behind,
                KpiStatus::Fresh(Standing::OffTrack | Standing::Missed) => &mut tally.off,
                KpiStatus::Stale { .. } => &mut tally.stale,
                KpiStatus::Fresh(Standing::TooEarly) | KpiStatus::Undefined | KpiStatus::NoReading => {
                    &mut tally.open
                }
            } += 1;
        }
        tally
    }

    /// Those that are judged.
    pub const fn judged(&self) -> usize {
        self.good + self.behind + self.off
    }

    /// Those that are not judged, as they were read too long ago or cannot be yet.
    pub const fn unjudged(&self) -> usize {
        self.stale + self.open
    }
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

    /// The period of a day for readings of this cadence: a week, two weeks, or a calendar month.
    pub(super) fn period(self, cadence: Cadence, date: NaiveDate) -> i64 {
        match cadence {
            Cadence::Weekly => self.of(date),
            Cadence::Fortnightly => (self.of(date) - 1).div_euclid(2) + 1,
            Cadence::Monthly => month(date) - month(self.origin) + 1,
        }
    }

    /// The first day of a period; `None` beyond the calendar's end.
    pub(super) fn begin(self, cadence: Cadence, period: i64) -> Option<NaiveDate> {
        match cadence {
            Cadence::Weekly => self.first_day(period),
            Cadence::Fortnightly => self.first_day(period.checked_sub(1)?.checked_mul(2)?.checked_add(1)?),
            Cadence::Monthly => {
                let month = period.checked_sub(1)?.checked_add(month(self.origin))?;
                let year = i32::try_from(month.div_euclid(12)).ok()?;
                NaiveDate::from_ymd_opt(year, u32::try_from(month.rem_euclid(12)).ok()? + 1, 1)
            }
        }
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

/// Months since the year nought.
fn month(date: NaiveDate) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month0())
}
