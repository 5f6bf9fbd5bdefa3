//! What can be done at a stroke: a risk noted, dated today.

use super::sheets::{Risk, RiskState};
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::sheet::{AnyRow, Row as _};
use crate::text::{Phrase, text};
use crate::tool::{NewId, Outcome};

/// Opens a risk of today, or the one of today that waits for its words.
#[expect(clippy::unnecessary_wraps, reason = "the shape of `Action::run`")]
pub(super) fn note_risk(facts: &Facts, _: Option<&dyn AnyRow>, new_id: NewId<'_>) -> Result<Outcome, Phrase> {
    let noted = Some(facts.today());
    let waiting = facts.rows::<Risk>().iter().find(|risk| !risk.is_said() && risk.noted == noted);
    let (edit, id) = if let Some(risk) = waiting {
        (Edit::Many(Vec::new()), risk.id)
    } else {
        let id = new_id();
        (Edit::append(Risk { noted, state: Some(RiskState::Watched), ..Risk::with_id(id) }), id)
    };
    Ok(Outcome {
        level: Level::Good,
        edit,
        said: text(
            "写下可能出什么事；再打可能性和影响，写触发信号和负责人",
            "Say what may happen; then likelihood and impact, the trigger and who watches it",
        )
        .into(),
        go: Some((Place::of(id, Risk::COL.risk), true)),
    })
}
