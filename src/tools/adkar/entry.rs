//! What is said before a card is changed, and what goes together with a first score and with scores from elsewhere.

use super::sheets::{Person, Scoring, Subject};
use crate::project::{Edit, Project};
use crate::say;
use crate::sheet::{AnyRow, Cell};
use crate::text::text;
use crate::tool::{Change, NewId, Renewed, Verdict};
use chrono::NaiveDate;
use std::sync::Arc;

/// Judges a change of a card or of its history.
pub fn check(change: &Change<'_>) -> Verdict {
    match change.row.typed::<Person>() {
        Some(person) => check_card(person, change),
        // Every date of the history has gone by.
        None => change.not_after_today().unwrap_or(Verdict::Fine),
    }
}

/// No card is asked about for so few people.
const FEW: u32 = 500;
/// A card is asked about with so many times the people of the largest other one.
const FAR: u32 = 20;

/// Asks about a number of people far above that of all other cards: it may be a row of digits that slipped.
fn far_above(person: &Person, change: &Change<'_>, people: u32) -> Option<Verdict> {
    if people <= FEW {
        return None;
    }
    let others = change.project.rows::<Person>().iter().filter(|card| card.id != person.id);
    let largest = others.filter_map(|card| card.headcount).max()?;
    (people > largest.saturating_mul(FAR)).then(|| {
        Verdict::Sure(say!(
            "一张卡 {people} 人，其他卡最多 {largest} 人：没有写错吗？",
            "{people} people on one card, and at most {largest} on any other: is that right?"
        ))
    })
}

fn check_card(person: &Person, change: &Change<'_>) -> Verdict {
    match change.cell {
        Cell::Count(0) if change.is_in(Person::COL.headcount) => Verdict::Refuse(
            text("人数至少是 1；留空也算 1 人", "The headcount is at least 1; blank counts as 1").into(),
        ),
        Cell::Count(people) if change.is_in(Person::COL.headcount) => {
            far_above(person, change, *people).unwrap_or(Verdict::Fine)
        }
        Cell::Date(_) if change.is_in(Person::COL.done) && person.action.trim().is_empty() => {
            Verdict::Refuse(
                text(
                    "还没写优先行动：先写行动，再勾完成",
                    "Write the priority action first: there is nothing to be done yet",
                )
                .into(),
            )
        }
        Cell::Date(day) if change.is_in(Person::COL.scored) => {
            change.not_after_today().or_else(|| scored_since(person, change, *day)).unwrap_or(Verdict::Fine)
        }
        Cell::Score(_) if change.is_in(Person::COL.reinforcement) && !person.live => Verdict::Note(
            text(
                "还没上线：强化暂不计入；上线后请勾选“已上线”",
                "Not live yet, so Reinforcement does not count; tick \"Live\" after go-live",
            )
            .into(),
        ),
        Cell::Empty if change.is_in(Person::COL.scored) && person.scores().iter().any(Option::is_some) => {
            Verdict::Note(
                text(
                    "这些得分没有评分日期：补上日期，才能再次评分和比较",
                    "These scores have no date: enter it, so that they can be kept and compared later",
                )
                .into(),
            )
        }
        _ => Verdict::Fine,
    }
}

/// Asks about other scores of a day before that of the scores on the card: they belong in the history, and would take the
/// place of newer ones here. The day alone may be corrected.
fn scored_since(person: &Person, change: &Change<'_>, day: NaiveDate) -> Option<Verdict> {
    let stored = change.project.find::<Person>(person.id)?;
    let since = stored.scored.filter(|since| day < *since)?;
    let has_newer = stored.scores().iter().any(Option::is_some) && stored.scores() != person.scores();
    has_newer.then(|| {
        Verdict::Sure(say!(
            "这张卡 {since} 评过分，比 {day} 晚：真的要用更早的得分替换吗？更早的得分请放进评分历史",
            "This card was scored on {since}, after {day}: are older scores to take their place? Older scores belong in the scoring history"
        ))
    })
}

/// Dates the card with its first score.
pub fn follow(change: &Change<'_>) -> Vec<Edit> {
    let Some(person) = change.row.typed::<Person>() else { return Vec::new() };
    let stored = || change.project.find::<Person>(person.id).and_then(|stored| stored.scored);
    if !change.is_first_score(&person.scores(), person.scored, stored, Person::COL.scored) {
        return Vec::new();
    }
    vec![Edit::put(person.id, Person::COL.scored, Cell::Date(change.today))]
}

/// Keeps the scores of a card in the history where they are given again, as "Score again" does. Scores of this week are
/// corrected.
pub fn keep(renewed: &Renewed<'_>, new_id: NewId<'_>) -> Vec<Edit> {
    let Some((before, after)) = renewed.before.typed::<Person>().zip(renewed.after.typed::<Person>()) else {
        return Vec::new();
    };
    let (old, new) = (before.scores(), after.scores());
    let again = renewed.rescored((&old, before.scored), (&new, after.scored), Person::COL.scored);
    again.map_or_else(Vec::new, |again| {
        let dated = again.dated.map(|day| Edit::put(before.id, Person::COL.scored, Cell::Date(day)));
        kept(renewed.project, before, again.kept, new_id).into_iter().chain(dated).collect()
    })
}

/// The edit that puts the scores of a card into the history; none if those of this day are there.
pub(super) fn kept(project: &Project, person: &Person, on: NaiveDate, new_id: NewId<'_>) -> Option<Edit> {
    let is_it = |past: &Arc<Scoring>| past.person.0 == Some(person.id) && past.date == Some(on);
    let is_there = project.rows::<Scoring>().iter().any(is_it);
    (!is_there).then(|| Edit::append(Scoring::of(person, on, new_id())))
}

/// Whether two cards of one name may be one person, who has moved to another centre; a team stays where it is.
pub fn may_be_one(one: &dyn AnyRow, other: &dyn AnyRow) -> bool {
    let is_person = |row: &dyn AnyRow| {
        row.typed::<Person>()
            .is_some_and(|card| card.kind != Some(Subject::Team) && card.headcount.is_none_or(|n| n == 1))
    };
    is_person(one) && is_person(other)
}
