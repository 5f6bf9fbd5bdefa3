//! What can be done at a stroke: a gap becomes an action, by the method that fits its cause.

use super::entry::kept;
use super::facts::{Figures, Point};
use super::{Cause, Touchpoint};
use crate::facts::Facts;
use crate::finding::{FindingKey, Level, Place};
use crate::project::Edit;
use crate::say;
use crate::sheet::{AnyRow, Cell, Id, Prose, Row as _};
use crate::text::{Lang, Phrase, text};
use crate::tool::{NewId, Outcome};
use crate::tools::actions::Promise;
use chrono::{Days, NaiveDate};
use ecow::EcoString;

/// The rule about wide gaps.
pub(super) const GAP_RULE: &str = "JO1";
/// A first step is due within a week.
const DUE_WITHIN: u64 = 7;
/// No gap on a scale from 1 to 5 is wider.
const WIDEST: i16 = 4;

/// The touchpoint under the cursor whose gap has a cause, with what is to be done.
pub(super) fn to_close<'a>(facts: &'a Facts, row: Option<&dyn AnyRow>) -> Result<(&'a Point, Cause), Phrase> {
    let named = || text("先把光标移到一个触点上", "Move the cursor to a touchpoint first");
    let point = row.and_then(|row| facts.get::<Figures>().get(row.id())).ok_or_else(named)?;
    match (point.gap, point.row.cause) {
        (None, _) => {
            Err(text("先打两个分：承诺水平和体验", "Score the promised level and the experience first")
                .into())
        }
        (Some(..=0), _) => Err(text("这里没有差距", "There is no gap here").into()),
        (Some(_), None) => Err(text(
            "先选“差距原因”，才知道用哪种方法",
            "Choose the cause of the gap first: it decides which method helps",
        )
        .into()),
        (Some(_), Some(cause)) => Ok((point, cause)),
    }
}

/// Whether the touchpoint under the cursor has a gap to be closed; its cause may still be asked for.
pub(super) fn can_propose(facts: &Facts, row: Option<&dyn AnyRow>) -> Result<(), Phrase> {
    match to_close(facts, row) {
        Err(_) if without_cause(facts, row).is_some() => Ok(()),
        other => other.map(drop),
    }
}

/// The touchpoint under the cursor, if only the cause of its gap is missing.
fn without_cause<'a>(facts: &'a Facts, row: Option<&dyn AnyRow>) -> Option<&'a Point> {
    let point = row.and_then(|row| facts.get::<Figures>().get(row.id()))?;
    (point.gap.is_some_and(|gap| gap > 0) && point.row.cause.is_none()).then_some(point)
}

/// The open action that was made of a gap, whatever the language in which it was written down, and whatever the gap was
/// then.
fn open_action<'a>(facts: &'a Facts, point: &Point, cause: Cause) -> Option<&'a Promise> {
    let of_gaps = (1..=WIDEST).map(|gap| worded(point, cause, gap));
    let same: Vec<Phrase> = of_gaps.chain([aloud(point, cause)]).collect();
    let is_it = |promise: &&Promise| {
        let action = &*promise.action.0;
        let is_same = same.iter().any(|words| action == words.zh || action == words.en);
        promise.done.0.is_none() && promise.dropped.0.is_none() && is_same
    };
    facts.rows::<Promise>().iter().map(AsRef::as_ref).find(is_it)
}

/// A wide gap whose cause is known, with what closes it.
pub struct Gap {
    /// The code of the finding about it.
    pub finding: EcoString,
    /// The open action that was made of it, if there is one.
    pub action: Option<Id>,
    /// The code of the method for its cause.
    pub method: &'static str,
}

/// The wide gaps whose cause is known.
pub fn gaps(facts: &Facts) -> Vec<Gap> {
    let gap = |point: &Point| {
        let cause = point.row.cause?;
        let place = Place::of(point.row.id, Touchpoint::COL.experience);
        Some(Gap {
            finding: FindingKey { rule: GAP_RULE, place }.code(),
            action: open_action(facts, point, cause).map(|promise| promise.id),
            method: cause.method().code,
        })
    };
    facts.get::<Figures>().wide().filter_map(gap).collect()
}

/// Opens an action for the method that fits the cause, in the list of actions; its owner is typed next. Where the cause is
/// not known it is asked for.
pub(super) fn propose(facts: &Facts, row: Option<&dyn AnyRow>, new_id: NewId<'_>) -> Result<Outcome, Phrase> {
    if let Some(point) = without_cause(facts, row) {
        return Ok(Outcome {
            level: Level::Good,
            edit: Edit::Many(Vec::new()),
            said: text(
                "先选“差距原因”，再按一次就列入行动清单",
                "Choose the cause of the gap first; the same key then makes an action of it",
            )
            .into(),
            go: Some((Place::of(point.row.id, Touchpoint::COL.cause), true)),
        });
    }
    let (point, cause) = to_close(facts, row)?;
    let words = words(point, cause);
    if let Some(promise) = open_action(facts, point, cause) {
        let action = promise.action.0.as_str();
        let is_now = action == words.zh || action == words.en;
        let (edit, said) = if is_now {
            (Edit::Many(Vec::new()), text("这件事已经在行动清单里", "It is in the list of actions already"))
        } else {
            let now = words.get(Lang::written([action])).into();
            (
                Edit::put(promise.id, Promise::COL.action, Cell::Text(now)),
                text(
                    "这件事已经在行动清单里，差距改成现在的了",
                    "It is in the list of actions already; its gap is now the present one",
                ),
            )
        };
        let place = Place::of(promise.id, Promise::COL.owner);
        return Ok(Outcome { level: Level::Good, edit, said: said.into(), go: Some((place, false)) });
    }
    let id = new_id();
    let today = facts.today();
    let due = today.checked_add_days(Days::new(DUE_WITHIN));
    let action = Prose(words.get(written_in(&point.row)).into());
    let promise = Promise { action, made: Some(today), due, ..Promise::with_id(id) };
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::append(promise),
        said: say!(
            "已列入行动清单：{words}。写上负责人",
            "Added to the list of actions: {words}. Enter its owner",
            words
        ),
        go: Some((Place::of(id, Promise::COL.owner), true)),
    })
}

/// The language that the touchpoint is written in: words put into a cell are in one.
fn written_in(point: &Touchpoint) -> Lang {
    Lang::written([&*point.touchpoint, &*point.stage, &*point.pain.0])
}

/// What is to be done, in the director's words.
pub(super) fn words(point: &Point, cause: Cause) -> Phrase {
    worded(point, cause, point.gap.unwrap_or_default())
}

/// The same as a meeting says it.
pub(super) fn aloud(point: &Point, cause: Cause) -> Phrase {
    let method = cause.method();
    say!(
        "在“{name}”试行{method}，{does}",
        "Try to {method} at '{name}' and {does}",
        name = point.name,
        method = method.tried,
        does = method.does
    )
}

fn worded(point: &Point, cause: Cause, gap: i16) -> Phrase {
    let method = cause.method();
    say!(
        "“{name}”差距 {gap}，{cause}：试行{method}，{does}",
        "'{name}', gap {gap}, {cause}: try to {method}; {does}",
        name = point.name,
        gap,
        cause = cause.label(),
        method = method.tried,
        does = method.does
    )
}

/// The touchpoint under the cursor with the day of its scores, or why it cannot be scored again.
pub(super) fn scored_before<'a>(
    facts: &Facts,
    row: Option<&'a dyn AnyRow>,
) -> Result<(&'a Touchpoint, NaiveDate), Phrase> {
    let Some(point) = row.and_then(|row| row.typed::<Touchpoint>()) else {
        return Err(text("先把光标移到一个触点上", "Move the cursor to a touchpoint first").into());
    };
    if point.scores().iter().all(Option::is_none) {
        return Err(text(
            "这个触点还没有打分，直接打就行",
            "This touchpoint has no scores yet; just enter them",
        )
        .into());
    }
    match point.scored {
        None => Err(text("先填上现有评分的日期", "Enter first on which day these scores were given").into()),
        Some(on) if on >= facts.today() => {
            Err(text("今天已经评过，直接改就行", "It was scored today; just change the scores").into())
        }
        Some(on) => Ok((point, on)),
    }
}

/// Keeps the scores of a touchpoint in the history and dates it today.
pub(super) fn score_again(
    facts: &Facts,
    row: Option<&dyn AnyRow>,
    new_id: NewId<'_>,
) -> Result<Outcome, Phrase> {
    let (point, on) = scored_before(facts, row)?;
    let past = kept(facts.project(), point, on, new_id);
    let today = Edit::put(point.id, Touchpoint::COL.scored, Cell::Date(facts.today()));
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::Many(past.into_iter().chain([today]).collect()),
        said: say!(
            "{on} 的评分已存入历史：现在打今天的分",
            "The scores of {on} are kept in the history: now enter today's"
        ),
        go: Some((Place::of(point.id, Touchpoint::COL.experience), false)),
    })
}
