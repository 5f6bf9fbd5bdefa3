//! Adds a reading, starts the weekly review and notes an event. It must not judge any of them.

use super::facts::{Figures, Indicators, REVIEW_DAYS, Reviewed, WeekReadings, last_week_to_read};
use super::week::day_last_week;
use super::{Event, Kpi, Reading, Review};
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::say;
use crate::sheet::{AnyRow, Col, Id, Link, Row};
use crate::text::{Phrase, text};
use crate::tool::{NewId, Outcome};
use chrono::{Days, NaiveDate};
use std::sync::Arc;

/// The indicator under the cursor, or that of the reading there.
pub(super) fn indicator<'a>(facts: &'a Facts, row: Option<&dyn AnyRow>) -> Result<&'a Kpi, Phrase> {
    let under_cursor = row.and_then(|row| match row.typed::<Reading>() {
        Some(reading) => reading.kpi.0,
        None => row.typed::<Kpi>().map(|kpi| kpi.id),
    });
    let kpi = under_cursor.and_then(|id| facts.find::<Kpi>(id));
    kpi.ok_or_else(|| text("先把光标移到一个指标上", "Move the cursor to an indicator first").into())
}

/// Opens a reading for the indicator under the cursor, of the day that one typed beside it would be of.
pub(super) fn add_reading(
    facts: &Facts,
    row: Option<&dyn AnyRow>,
    new_id: NewId<'_>,
) -> Result<Outcome, Phrase> {
    let kpi = indicator(facts, row)?;
    Ok(match day_last_week(facts, kpi) {
        Some(day) => add_reading_of(facts, kpi, day, said_of_last_week(kpi, day), new_id),
        None => add_reading_of_today(facts, kpi, new_id),
    })
}

fn add_reading_of_today(facts: &Facts, kpi: &Kpi, new_id: NewId<'_>) -> Outcome {
    let said = say!("{name}：填上今天的数值", "{name}: enter today's value", name = kpi.title());
    add_reading_of(facts, kpi, facts.today(), said, new_id)
}

/// Says that what is opened is the reading of the week that is over, and that its day can be another.
fn said_of_last_week(kpi: &Kpi, day: NaiveDate) -> Phrase {
    say!(
        "{name}：上周的数值，记在 {day}，本周才开始；是别的日子就改日期",
        "{name}: last week's value, dated {day}, as this week has only begun; change the date if it is of another day",
        name = kpi.title()
    )
}

/// Opens a reading of a day.
fn add_reading_of(facts: &Facts, kpi: &Kpi, day: NaiveDate, said: Phrase, new_id: NewId<'_>) -> Outcome {
    let waits = |r: &&Arc<Reading>| r.kpi.0 == Some(kpi.id) && r.date == Some(day) && r.value.is_none();
    let (edit, id) = if let Some(reading) = facts.rows::<Reading>().iter().find(waits) {
        (Edit::Many(Vec::new()), reading.id)
    } else {
        let id = new_id();
        let row = Reading { kpi: Link::to(kpi.id), date: Some(day), ..Reading::with_id(id) };
        (Edit::append(row), id)
    };
    Outcome { level: Level::Good, edit, said, go: Some((Place::of(id, Reading::COL.value), true)) }
}

/// Opens the reading that a meeting asks for: that of this week, or of what is counted by whole weeks that of the last one
/// while this has only begun.
pub fn read_in_meeting(
    facts: &Facts,
    row: Option<&dyn AnyRow>,
    new_id: NewId<'_>,
) -> Result<Outcome, Phrase> {
    let kpi = indicator(facts, row)?;
    let Some(day) = last_week_to_read(facts, kpi) else { return read_this_week(facts, row, new_id) };
    let said =
        say!("{name}：上周的数值，记在 {day}", "{name}: last week's value, dated {day}", name = kpi.title());
    Ok(add_reading_of(facts, kpi, day, said, new_id))
}

/// Opens the reading of this week for the indicator under the cursor, or one of today.
pub fn read_this_week(facts: &Facts, row: Option<&dyn AnyRow>, new_id: NewId<'_>) -> Result<Outcome, Phrase> {
    let kpi = indicator(facts, row)?;
    match facts.get::<WeekReadings>().row(kpi.id) {
        None => Ok(add_reading_of_today(facts, kpi, new_id)),
        Some(id) => Ok(Outcome {
            level: Level::Good,
            edit: Edit::Many(Vec::new()),
            said: say!("{name}：改本周的数值", "{name}: change this week's value", name = kpi.title()),
            go: Some((Place::of(id, Reading::COL.value), true)),
        }),
    }
}

/// Opens an event of today.
#[expect(clippy::unnecessary_wraps, reason = "the shape of `Action::run`")]
pub(super) fn note_event(
    facts: &Facts,
    _: Option<&dyn AnyRow>,
    new_id: NewId<'_>,
) -> Result<Outcome, Phrase> {
    let id = new_id();
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::append(Event { date: Some(facts.today()), ..Event::with_id(id) }),
        said: say!(
            "写下发生了什么；如果它改变了流程，再勾选“{tick}”",
            "Note what happened; if it changed the process, tick '{tick}' as well",
            tick = Event::DEF.columns[Event::COL.rebase.at].title
        ),
        go: Some((Place::of(id, Event::COL.name), true)),
    })
}

/// Refuses while no indicator needs a review, and once the review of this week is complete.
pub(super) fn something_to_review(facts: &Facts) -> Result<(), Phrase> {
    let indicators = facts.get::<Indicators>();
    if !indicators.any_reading() {
        return Err(text(
            "还没有数据：先在看板上记下数值",
            "There are no readings yet: enter values on the dashboard first",
        )
        .into());
    }
    if indicators.to_review().next().is_none() {
        return open_from_before(facts).map(drop).ok_or_else(|| {
            text(
                "没有要回顾的：没有落后或偏离的指标，也没有未完成的行动",
                "Nothing to review: no indicator is behind or off track, and no action is open",
            )
            .into()
        });
    }
    match facts.get::<Reviewed>().missing(indicators).next() {
        Some(_) => Ok(()),
        None => incomplete(facts).map(drop),
    }
}

/// Adds a row for every indicator that needs one this week.
pub(super) fn start_review(
    facts: &Facts,
    _: Option<&dyn AnyRow>,
    new_id: NewId<'_>,
) -> Result<Outcome, Phrase> {
    something_to_review(facts)?;
    let (indicators, today) = (facts.get::<Indicators>(), facts.today());
    if indicators.to_review().next().is_none()
        && let Some(open) = open_from_before(facts)
    {
        return Ok(Outcome {
            level: Level::Good,
            edit: Edit::Many(Vec::new()),
            said: text(
                "没有落后或偏离的指标：先过一遍之前承诺的行动",
                "No indicator is behind or off track: go through the actions of earlier weeks",
            )
            .into(),
            go: Some((Place::of(open, Review::COL.done), false)),
        });
    }
    let due = today.checked_add_days(Days::new(REVIEW_DAYS.unsigned_abs()));
    let row = |figures: &Figures| Review {
        kpi: Link::to(figures.kpi.id),
        date: Some(today),
        owner: figures.kpi.owner.clone(),
        due,
        ..Review::with_id(new_id())
    };
    let added: Vec<Review> = facts.get::<Reviewed>().missing(indicators).map(row).collect();
    let Some(first) = added.first().map(|row| row.id) else { return complete(facts) };
    let n = added.len();
    let are = if n == 1 { "indicator needs" } else { "indicators need" };
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::Many(added.into_iter().map(Edit::append).collect()),
        said: say!(
            "本周要回顾 {n} 个指标：逐行写下根本原因和一项纠偏行动",
            "{n} {are} a review this week: note the root cause and one action in each row"
        ),
        go: Some((Place::of(first, Review::COL.root_cause), false)),
    })
}

/// The first action of the reviews that is still open.
fn open_from_before(facts: &Facts) -> Option<Id> {
    let open = facts.rows::<Review>().iter().filter(|row| row.is_open());
    open.min_by_key(|row| (row.due.is_none(), row.due)).map(|row| row.id)
}

/// A row of this week that is not filled in, and the column to fill.
fn incomplete(facts: &Facts) -> Result<(Id, Col), Phrase> {
    facts
        .get::<Reviewed>()
        .incomplete
        .ok_or_else(|| text("本周的回顾已经写全", "This week's review is complete").into())
}

/// Goes on to the first cell of this week's rows that is still blank, as all rows are there.
fn complete(facts: &Facts) -> Result<Outcome, Phrase> {
    let (row, column) = incomplete(facts)?;
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::Many(Vec::new()),
        said: text(
            "本周的回顾都在了：补齐根本原因和纠偏行动",
            "This week's rows are all there: complete their causes and actions",
        )
        .into(),
        go: Some((Place::of(row, column), false)),
    })
}
