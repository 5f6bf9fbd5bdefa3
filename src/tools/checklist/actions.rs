//! Ticking what the other tools suggest.

use super::facts::{Figures, Suggestion};
use super::sheets::Item;
use crate::facts::Facts;
use crate::finding::Level;
use crate::project::Edit;
use crate::say;
use crate::sheet::{AnyRow, Cell};
use crate::text::{Phrase, count, text};
use crate::tool::{NewId, Outcome};

/// The items that are suggested now; never none.
pub(super) fn suggested(facts: &Facts) -> Result<&[Suggestion], Phrase> {
    match &facts.get::<Figures>().suggestions[..] {
        [] => Err(text("现在没有建议勾选的事项", "No item is suggested now").into()),
        suggestions => Ok(suggestions),
    }
}

/// Ticks all suggested items with today's date, because a person asked for it.
pub(super) fn accept(facts: &Facts, _: Option<&dyn AnyRow>, _: NewId<'_>) -> Result<Outcome, Phrase> {
    let suggestions = suggested(facts)?;
    let today = Cell::Date(facts.today());
    let ticks = suggestions.iter().map(|s| Edit::put(s.row, Item::COL.done, today.clone()));
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::Many(ticks.collect()),
        said: say!(
            "已按今天勾选 {items}，请补上证据",
            "{items} ticked with today's date; please add the evidence",
            items = count(suggestions.len(), "项", "item", "items")
        ),
        go: None,
    })
}
