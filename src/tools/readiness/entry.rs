//! What is said before a form is changed, and what goes together with a first score.

use super::facts::newest;
use super::sheets::Form;
use crate::project::Edit;
use crate::say;
use crate::sheet::Cell;
use crate::text::{Phrase, text};
use crate::tool::{Change, Verdict};

/// Judges a change of a form.
pub fn check(change: &Change<'_>) -> Verdict {
    match change.cell {
        Cell::Count(0) if change.is_in(Form::COL.round) => {
            Verdict::Refuse(text("轮次从 1 开始", "Rounds are counted from 1").into())
        }
        Cell::Count(round) if change.is_in(Form::COL.round) => {
            leaves_out_rounds(change, *round).map_or(Verdict::Fine, Verdict::Sure)
        }
        _ => change.not_after_today().unwrap_or(Verdict::Fine),
    }
}

/// Asks about the round of a form that is there, where rounds before it are missing: the number is easily a score.
fn leaves_out_rounds(change: &Change<'_>, round: u32) -> Option<Phrase> {
    let form = change.row.typed::<Form>()?;
    let forms = change.project.rows::<Form>();
    let is_there = forms.iter().any(|other| other.id == form.id);
    let others = forms.iter().filter(|other| other.id != form.id);
    let newest = others.map(|form| form.round_number()).max().unwrap_or(0);
    (is_there && round > newest.saturating_add(1)).then(|| {
        say!(
            "前面只到第 {newest} 轮，这是第 {round} 轮吗？",
            "The rounds before it end with {newest}: is this round {round}?"
        )
    })
}

/// Dates the form with its first score, and says which round it is of.
pub fn follow(change: &Change<'_>) -> Vec<Edit> {
    let (Some(form), Cell::Score(_)) = (change.row.typed::<Form>(), change.cell) else { return Vec::new() };
    let mut edits = Vec::new();
    if form.date.is_none() {
        edits.push(Edit::put(form.id, Form::COL.date, Cell::Date(change.today)));
    }
    if form.round.is_none() {
        let round = newest(change.project.rows()).max(1);
        edits.push(Edit::put(form.id, Form::COL.round, Cell::Count(round)));
    }
    edits
}
