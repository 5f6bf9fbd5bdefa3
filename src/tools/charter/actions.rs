//! Pausing the project, and going on with it.

use super::facts::pause_today;
use super::sheets::Rest;
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::sheet::{AnyRow, Cell, Row};
use crate::text::{Phrase, text};
use crate::tool::{NewId, Outcome};

/// Refuses while the project is paused.
pub(super) fn not_paused(facts: &Facts) -> Result<(), Phrase> {
    match pause_today(facts) {
        Some(_) => Err(text("项目已经暂停", "The project is already paused").into()),
        None => Ok(()),
    }
}

/// The pause that holds today.
pub(super) fn paused(facts: &Facts) -> Result<&Rest, Phrase> {
    pause_today(facts).ok_or_else(|| text("项目没有暂停", "The project is not paused").into())
}

pub(super) fn pause(facts: &Facts, _: Option<&dyn AnyRow>, new_id: NewId<'_>) -> Result<Outcome, Phrase> {
    not_paused(facts)?;
    let id = new_id();
    let row = Rest { from: Some(facts.today()), ..Rest::with_id(id) };
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::append(row),
        said: text(
            "从今天起暂停，不再计天数，日期都会顺延：写下原因，回车确认；按 Esc 就不暂停",
            "Paused from today: the days do not count and all dates move on. Enter the reason; Esc takes the pause back",
        )
        .into(),
        go: Some((Place::of(id, Rest::COL.reason), true)),
    })
}

pub(super) fn resume(facts: &Facts, _: Option<&dyn AnyRow>, _: NewId<'_>) -> Result<Outcome, Phrase> {
    let rest = paused(facts)?;
    // Paused and resumed on one day: that day counts, so the pause never was.
    let edit = match facts.today().pred_opt() {
        Some(last) if rest.from.is_some_and(|from| from <= last) => {
            Edit::put(rest.id, Rest::COL.until, Cell::Date(last))
        }
        _ => Edit::Remove { sheet: Rest::SHEET, row: rest.id },
    };
    Ok(Outcome {
        level: Level::Good,
        edit,
        said: text("已恢复：从今天起重新计天数", "Resumed: the days count again from today").into(),
        go: None,
    })
}
