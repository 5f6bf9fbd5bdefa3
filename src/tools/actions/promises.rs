//! What was promised outside the other tools, as action items.

use super::facts::ActionItem;
use super::sheets::Promise;
use crate::facts::Facts;
use crate::text::{Text, text};
use crate::tool::{Columns, Promised, Promises};
use std::sync::Arc;

/// The tool's own sheet, after those of all other tools.
pub(super) const OWN: Promises = Promises {
    order: u8::MAX,
    ..Promises::of(
        "actions",
        text("其他", "Other"),
        Columns {
            action: Promise::COL.action,
            owner: Promise::COL.owner,
            due: Promise::COL.due,
            done: Promise::COL.done,
            dropped: Some(Promise::COL.dropped),
        },
        items,
    )
};

/// What an action was promised in, in a word: the meeting for those of the tool's own sheet that name one.
pub fn source(facts: &Facts, item: &ActionItem) -> Text {
    let in_meeting = || facts.find::<Promise>(item.row).is_some_and(|row| row.meeting.0.is_some());
    if *item.source == OWN && in_meeting() { text("例会", "Meeting") } else { item.source.title }
}

/// An item for each row that was not dropped.
fn items(facts: &Facts) -> Vec<Promised> {
    let promised = |row: &Arc<Promise>| Promised {
        row: row.id,
        action: row.action.0.as_str().into(),
        owner: row.owner.clone(),
        due: row.due,
        made: row.made,
        done: row.done.0,
        ..Promised::default()
    };
    let stands = |row: &&Arc<Promise>| row.dropped.0.is_none();
    facts.rows::<Promise>().iter().filter(stands).map(promised).collect()
}
