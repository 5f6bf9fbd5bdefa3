//! Noting a promise, what is said before one is changed, and what goes together with its first words.

use super::sheets::Promise;
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::say;
use crate::sheet::{AnyRow, Cell, Row as _};
use crate::text::{Phrase, text};
use crate::tool::{Change, NewId, Outcome, Verdict};
use chrono::Days;

/// Judges a change of a promise.
pub fn check(change: &Change<'_>) -> Verdict {
    let Some(promise) = change.row.typed::<Promise>() else { return Verdict::Fine };
    let Cell::Date(date) = change.cell else { return Verdict::Fine };
    let happened = [Promise::COL.made, Promise::COL.done, Promise::COL.dropped]
        .into_iter()
        .any(|column| change.is_in(column));
    if let Some(refused) = change.not_after_today().filter(|_| happened) {
        return refused;
    }
    match promise.made {
        Some(made) if change.is_in(Promise::COL.due) && *date < made => Verdict::Note(say!(
            "已保留：期限 {date} 早于提出日期 {made}",
            "Saved as typed: due on {date}, before it was agreed on {made}"
        )),
        Some(made) if change.is_in(Promise::COL.done) && *date < made => Verdict::Note(say!(
            "已保留：完成日期 {date} 早于提出日期 {made}",
            "Saved as typed: done on {date}, before it was agreed on {made}"
        )),
        _ if change.is_in(Promise::COL.made) && promise.due.is_some_and(|due| due < *date) => Verdict::Note(
            say!("已保留：提出日期 {date} 晚于期限", "Saved as typed: agreed on {date}, after it was due"),
        ),
        _ => Verdict::Fine,
    }
}

/// Dates a promise with its first words.
pub fn follow(change: &Change<'_>) -> Vec<Edit> {
    let words = change.is_in(Promise::COL.action) && *change.cell != Cell::Empty;
    match change.row.typed::<Promise>() {
        Some(promise) if promise.made.is_none() && words => {
            vec![Edit::put(promise.id, Promise::COL.made, Cell::Date(change.today))]
        }
        _ => Vec::new(),
    }
}

/// A promise made in a meeting is due at the next one, unless somebody says otherwise.
const DUE_WITHIN: u64 = 7;

/// Opens a promise of today.
#[expect(clippy::unnecessary_wraps, reason = "the shape of `Action::run`")]
pub fn note(facts: &Facts, _: Option<&dyn AnyRow>, new_id: NewId<'_>) -> Result<Outcome, Phrase> {
    let today = facts.today();
    let mine = facts.rows::<Promise>();
    let waiting = mine.iter().find(|p| p.action.0.trim().is_empty() && p.made == Some(today));
    let (edit, id) = if let Some(promise) = waiting {
        (Edit::Many(Vec::new()), promise.id)
    } else {
        let id = new_id();
        let due = today.checked_add_days(Days::new(DUE_WITHIN));
        (Edit::append(Promise { made: Some(today), due, ..Promise::with_id(id) }), id)
    };
    Ok(Outcome {
        level: Level::Good,
        edit,
        said: text(
            "写下要做什么；期限先按 7 天后，再写一个负责人",
            "Say what is to be done; it is due in 7 days until you change it, and needs one owner",
        )
        .into(),
        go: Some((Place::of(id, Promise::COL.action), true)),
    })
}
