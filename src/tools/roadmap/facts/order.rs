//! Items dated against the order of the phases. They are found, never moved.

use super::ItemFigures;
use crate::sheet::Id;
use crate::tools::roadmap::sheets::Stage;
use chrono::NaiveDate;

/// Items that come after items of a later phase.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutOfOrder {
    /// All rows of which one is in the wrong order, in the order of the sheet.
    pub rows: Vec<Id>,
    /// An item and one of a later phase that comes before it.
    pub pair: Option<(Id, Id)>,
}

impl OutOfOrder {
    /// An item is out of order if it begins after an item of a later phase begins, or ends after one ends; the other
    /// one is so as much.
    pub(super) fn of(items: &[ItemFigures]) -> OutOfOrder {
        let mut found = OutOfOrder::default();
        let mut wrong = vec![false; items.len()];
        let days: [fn(&ItemFigures) -> Option<NaiveDate>; 2] = [|s| s.days.0, |s| s.days.1];
        for day in days {
            for later in Stage::ALL.iter().skip(1) {
                // Only the latest of the earlier phases and the earliest of this one need to be compared.
                let before = items.iter().enumerate().filter(|(_, s)| s.stage.is_some_and(|s| s < *later));
                let Some((at, latest)) =
                    before.filter_map(|(n, s)| Some((n, day(s)?))).max_by_key(|(_, d)| *d)
                else {
                    continue;
                };
                let of_later = || items.iter().enumerate().filter(|(_, s)| s.stage == Some(*later));
                let Some(earliest) = of_later().filter_map(|(_, s)| day(s)).min() else { continue };
                for (n, item) in of_later() {
                    if day(item).is_some_and(|d| d < latest) {
                        wrong[n] = true;
                        let first = items.get(at).map(|s| s.id);
                        found.pair = found.pair.or(first.map(|first| (first, item.id)));
                    }
                }
                for (n, item) in items.iter().enumerate() {
                    let earlier = item.stage.is_some_and(|stage| stage < *later);
                    wrong[n] |= earlier && day(item).is_some_and(|d| d > earliest);
                }
            }
        }
        found.rows = items.iter().zip(wrong).filter(|(_, wrong)| *wrong).map(|(s, _)| s.id).collect();
        found
    }
}
