//! Shows what was read of each indicator this week and the week before. It must not judge it.

use super::super::Kpi;
use super::super::facts::WeekReadings;
use super::super::week::landing;
use super::dash;
use crate::calendar::short_day;
use crate::facts::Facts;
use crate::say;
use crate::sheet::AnyRow;
use crate::text::Phrase;
use crate::tool::Shown;

/// The value of this week, or for which day one that is typed here is kept, where that is none of this week.
pub(in super::super) fn this_week(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(kpi) = row.typed::<Kpi>() else { return dash() };
    value(facts, kpi, 0).or_else(|| landing(facts, kpi)).map_or_else(dash, Shown::plain)
}

/// The value of the week before; where none was read then, the latest one before with its day.
pub(in super::super) fn last_week(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(kpi) = row.typed::<Kpi>() else { return dash() };
    let older = || {
        let (date, value) = facts.get::<WeekReadings>().before(kpi.id)?;
        let (figure, day) = (kpi.unit().short(value), short_day(date));
        Some(say!("{figure} · {day}", "{figure} · {day}", figure, day))
    };
    value(facts, kpi, 1).or_else(older).map_or_else(dash, Shown::plain)
}

fn value(facts: &Facts, kpi: &Kpi, weeks_ago: i64) -> Option<Phrase> {
    let value = facts.get::<WeekReadings>().value(kpi.id, weeks_ago)?;
    Some(kpi.unit().short(value))
}
