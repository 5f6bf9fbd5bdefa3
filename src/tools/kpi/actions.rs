//! Adding a reading and noting an event. It must not judge them.

use super::{Event, Kpi, Reading, words};
use crate::facts::Facts;
use crate::finding::Place;
use crate::project::Edit;
use crate::say;
use crate::sheet::{AnyRow, Id, Link, Row};
use crate::text::{Phrase, text};
use crate::tool::Outcome;

/// Opens a reading of today for the indicator under the cursor.
pub(super) fn add_reading(
    scene: &Facts,
    row: Option<&dyn AnyRow>,
    new_id: &mut dyn FnMut() -> Id,
) -> Result<Outcome, Phrase> {
    let under_cursor = row.and_then(|row| match row.typed::<Reading>() {
        Some(reading) => reading.kpi.0,
        None => row.typed::<Kpi>().map(|kpi| kpi.id),
    });
    let kpi = under_cursor.and_then(|id| scene.project().find::<Kpi>(id));
    let kpi = kpi.ok_or_else(|| text("先把光标移到一个指标上", "Move the cursor to an indicator first"))?;
    let Phrase { zh, en } = words::name(kpi);
    let waiting = scene
        .project()
        .rows::<Reading>()
        .iter()
        .find(|r| r.kpi.0 == Some(kpi.id) && r.date == Some(scene.today()) && r.value.is_none());
    let (edit, id) = if let Some(reading) = waiting {
        (Edit::Many(Vec::new()), reading.id)
    } else {
        let id = new_id();
        let row = Reading { kpi: Link::to(kpi.id), date: Some(scene.today()), ..Reading::with_id(id) };
        (Edit::append(row), id)
    };
    Ok(Outcome {
        edit,
        said: say!("{zh}：填上今天的数值", "{en}: enter today's value"),
        go: Some((Place { sheet: Reading::SHEET, row: Some(id), column: "value" }, true)),
    })
}

/// Opens an event of today.
#[expect(clippy::unnecessary_wraps, reason = "the shape of `Action::run`")]
pub(super) fn note_event(
    scene: &Facts,
    _: Option<&dyn AnyRow>,
    new_id: &mut dyn FnMut() -> Id,
) -> Result<Outcome, Phrase> {
    let id = new_id();
    Ok(Outcome {
        edit: Edit::append(Event { date: Some(scene.today()), ..Event::with_id(id) }),
        said: text(
            "写下发生了什么；如果它改变了流程，再勾选“重算控制限”",
            "Note what happened; if it changed the process, tick 'New limits' as well",
        )
        .into(),
        go: Some((Place { sheet: Event::SHEET, row: Some(id), column: "name" }, true)),
    })
}
