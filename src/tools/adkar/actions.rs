//! Scoring a card again.

use super::entry::kept;
use super::sheets::Person;
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::say;
use crate::sheet::{AnyRow, Cell};
use crate::text::{Phrase, text};
use crate::tool::{NewId, Outcome};
use chrono::NaiveDate;

/// The card under the cursor with the day of its scores, or why it cannot be scored again.
pub(super) fn scored_before<'a>(
    facts: &Facts,
    row: Option<&'a dyn AnyRow>,
) -> Result<(&'a Person, NaiveDate), Phrase> {
    let Some(person) = row.and_then(|r| r.typed::<Person>()) else {
        return Err(text("先选一张诊断卡", "Choose a card first").into());
    };
    if person.scores().iter().all(Option::is_none) {
        return Err(
            text("这张卡还没有得分，直接打分即可", "This card has no scores yet; just enter them").into()
        );
    }
    match person.scored {
        None => {
            Err(text("先填上现有得分的评分日期", "Enter first on which day these scores were given").into())
        }
        Some(scored) if scored >= facts.today() => {
            Err(text("今天已经评过分，直接改得分即可", "It was scored today; just change the scores").into())
        }
        Some(scored) => Ok((person, scored)),
    }
}

/// Keeps the scores of a card in the history and dates the card today.
pub fn score_again(facts: &Facts, row: Option<&dyn AnyRow>, new_id: NewId<'_>) -> Result<Outcome, Phrase> {
    let (person, scored) = scored_before(facts, row)?;
    let past = kept(facts.project(), person, scored, new_id);
    let today = Edit::put(person.id, Person::COL.scored, Cell::Date(facts.today()));
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::Many(past.into_iter().chain([today]).collect()),
        said: say!(
            "{scored} 的得分已存入历史：现在改成今天的得分；不评就撤销",
            "The scores of {scored} are kept in the history: now change them to today's, or undo"
        ),
        go: Some((Place::of(person.id, Person::COL.awareness), false)),
    })
}
