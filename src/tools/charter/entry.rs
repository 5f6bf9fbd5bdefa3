//! The order of a pause's days, kept before they are changed.

use super::sheets::Rest;
use crate::say;
use crate::sheet::Cell;
use crate::tool::{Change, Verdict};

pub(super) fn check(change: &Change<'_>) -> Verdict {
    let (Some(rest), Cell::Date(day)) = (change.row.typed::<Rest>(), change.cell) else {
        return Verdict::Fine;
    };
    let (from, until) =
        if change.is_in(Rest::COL.from) { (Some(*day), rest.until) } else { (rest.from, Some(*day)) };
    match (from, until) {
        (Some(from), Some(until)) if until < from => Verdict::Refuse(say!(
            "暂停不能在开始之前结束：从 {from} 到 {until}",
            "A pause cannot end before it begins: from {from} until {until}"
        )),
        _ => Verdict::Fine,
    }
}
