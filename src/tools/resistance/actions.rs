//! What can be done at a stroke: an entry for what somebody said, the suggested types taken.

use super::facts::Figures;
use super::{Entry, Type};
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::say;
use crate::sheet::{AnyRow, Cell, Id, Row};
use crate::text::{Phrase, count, text};
use crate::tool::{NewId, Outcome};

/// Opens an entry of today for what somebody said.
#[expect(clippy::unnecessary_wraps, reason = "the shape of `Action::run`")]
pub(super) fn note(facts: &Facts, _: Option<&dyn AnyRow>, new_id: NewId<'_>) -> Result<Outcome, Phrase> {
    let today = Some(facts.today());
    let waiting = facts.rows::<Entry>().iter().find(|e| !e.is_said() && e.opened == today);
    let (edit, id) = if let Some(entry) = waiting {
        (Edit::Many(Vec::new()), entry.id)
    } else {
        let id = new_id();
        (Edit::append(Entry { opened: today, ..Entry::with_id(id) }), id)
    };
    Ok(Outcome {
        level: Level::Good,
        edit,
        said: text(
            "照原话记下，不加评价；再写是谁、有几个人这样想",
            "Write it as they said it, without judging; then who said it and how many share the concern",
        )
        .into(),
        go: Some((Place::of(id, Entry::COL.quote), true)),
    })
}

/// The entries whose type can be suggested; never none.
pub(super) fn suggested(facts: &Facts) -> Result<&[(Id, Type)], Phrase> {
    let figures = facts.get::<Figures>();
    if !figures.to_take.is_empty() {
        return Ok(&figures.to_take);
    }
    Err(if figures.entries_untyped > 0 {
        text(
            "没有能建议的类型：先选 ADKAR 卡，并在卡上打分",
            "No type can be suggested: choose an ADKAR card and score it first",
        )
    } else {
        text("每一条都有类型了", "Every entry has a type")
    }
    .into())
}

/// Takes the suggested type where none is chosen, because a person asked for it.
pub(super) fn take_types(facts: &Facts, _: Option<&dyn AnyRow>, _: NewId<'_>) -> Result<Outcome, Phrase> {
    let to_take = suggested(facts)?;
    let take = |(id, kind): &(Id, Type)| Edit::put(*id, Entry::COL.kind, Cell::Choice(kind.option()));
    let n = to_take.len();
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::Many(to_take.iter().map(take).collect()),
        said: say!(
            "{entries}采用了建议的类型：请逐条确认，不对就改",
            "Suggested types applied to {entries}: please confirm each, and change what is wrong",
            entries = count(n, "条", "entry", "entries")
        ),
        go: Some((Place::of(to_take.first().map(|(id, _)| *id), Entry::COL.kind), false)),
    })
}
