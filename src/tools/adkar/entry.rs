//! What is said before a card is changed, and what goes together with a first score.

use super::sheets::Person;
use crate::project::Edit;
use crate::say;
use crate::sheet::Cell;
use crate::text::text;
use crate::tool::{Change, Verdict};

/// Scores of so many days ago or earlier are rather given anew than corrected.
const CORRECTED_WITHIN: i64 = 7;

/// Judges a change of a card or of its history.
pub fn check(change: &Change<'_>) -> Verdict {
    match change.row.typed::<Person>() {
        Some(person) => check_card(person, change),
        // Every date of the history has gone by.
        None => change.not_after_today().unwrap_or(Verdict::Fine),
    }
}

fn check_card(person: &Person, change: &Change<'_>) -> Verdict {
    match change.cell {
        Cell::Count(0) if change.is_in(Person::COL.headcount) => Verdict::Refuse(
            text("人数至少是 1；留空也算 1 人", "The headcount is at least 1; blank counts as 1").into(),
        ),
        Cell::Date(_) if change.is_in(Person::COL.done) && person.action.trim().is_empty() => {
            Verdict::Refuse(
                text(
                    "先写优先行动，才有可以完成的",
                    "Write the priority action first: there is nothing to be done yet",
                )
                .into(),
            )
        }
        Cell::Date(_) if change.is_in(Person::COL.scored) => {
            change.not_after_today().unwrap_or(Verdict::Fine)
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
        Cell::Score(_) => overwrites(person, change),
        _ => Verdict::Fine,
    }
}

/// Says how to keep the old scores when they are about to be lost.
fn overwrites(person: &Person, change: &Change<'_>) -> Verdict {
    let old = person.scored.filter(|scored| (change.today - *scored).num_days() >= CORRECTED_WITHIN);
    match old {
        Some(scored) if change.row.cell(change.column.key) != Cell::Empty => Verdict::Note(say!(
            "这是 {scored} 的得分：要保留旧的得分，先撤销，再用“重新评分”",
            "These are the scores of {scored}: to keep them, undo this and use 'Score again' first"
        )),
        _ => Verdict::Fine,
    }
}

/// Dates the card with its first score.
pub fn follow(change: &Change<'_>) -> Vec<Edit> {
    match (change.row.typed::<Person>(), change.cell) {
        (Some(person), Cell::Score(_)) if person.scored.is_none() => {
            vec![Edit::put(person.id, Person::COL.scored, Cell::Date(change.today))]
        }
        _ => Vec::new(),
    }
}
