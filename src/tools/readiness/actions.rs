//! A new round, and another assessor in one.

use super::facts::{Rounds, newest};
use super::sheets::Form;
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::say;
use crate::sheet::{AnyRow, Row as _};
use crate::text::Phrase;
use crate::tool::{NewId, Outcome};

/// The number of the round to begin; the newest has to have a score first.
pub fn next_round(facts: &Facts) -> Result<u32, Phrase> {
    let newest = newest(facts.rows());
    let begun = facts.get::<Rounds>().latest().is_some_and(|(round, _)| round.number == newest);
    if newest > 0 && !begun {
        return Err(say!(
            "第 {newest} 轮还没有得分，先把它填上",
            "Round {newest} has no score yet; fill it in first"
        ));
    }
    Ok(newest.saturating_add(1))
}

/// Begins a round with an empty form of today.
pub fn new_round(facts: &Facts, _: Option<&dyn AnyRow>, new_id: NewId<'_>) -> Result<Outcome, Phrase> {
    let n = next_round(facts)?;
    let said = say!("第 {n} 轮开始了：请填评估人", "Round {n} has begun: enter the assessor");
    Ok(add_form(facts, n, new_id, said))
}

/// Adds an empty form of today to the round under the cursor, or to the newest.
pub fn another_assessor(facts: &Facts, row: Option<&dyn AnyRow>, new_id: NewId<'_>) -> Outcome {
    let here = row.and_then(|r| r.typed::<Form>()).map(Form::round_number);
    let n = here.unwrap_or_else(|| newest(facts.rows()).max(1));
    let said = say!("第 {n} 轮多了一份表：请填评估人", "Round {n} has one more form: enter the assessor");
    add_form(facts, n, new_id, said)
}

fn add_form(facts: &Facts, round: u32, new_id: NewId<'_>, said: Phrase) -> Outcome {
    let id = new_id();
    let form = Form { round: Some(round), date: Some(facts.today()), ..Form::with_id(id) };
    Outcome {
        level: Level::Good,
        edit: Edit::append(form),
        said,
        go: Some((Place::of(id, Form::COL.assessor), true)),
    }
}
