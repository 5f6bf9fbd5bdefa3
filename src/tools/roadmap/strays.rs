//! Items dated against the order of the phases. They are found, never moved.

use super::Stage;
use super::figures::StepFigures;
use crate::sheet::Id;
use chrono::NaiveDate;

/// Items that come after items of a later phase.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strays {
    /// All rows of which one is in the wrong order, in the order of the sheet.
    pub rows: Vec<Id>,
    /// An item and one of a later phase that comes before it.
    pub pair: Option<(Id, Id)>,
}

impl Strays {
    /// An item is a stray if it begins after an item of a later phase begins, or ends after one ends; the
    /// other one is as much a stray.
    pub(super) fn of(steps: &[StepFigures]) -> Strays {
        let mut strays = Strays::default();
        let mut wrong = vec![false; steps.len()];
        let days: [fn(&StepFigures) -> Option<NaiveDate>; 2] = [|s| s.days.0, |s| s.days.1];
        for day in days {
            for later in Stage::ALL.iter().skip(1) {
                // Only the latest of the earlier phases and the earliest of this one need to be compared.
                let before = steps.iter().enumerate().filter(|(_, s)| s.stage.is_some_and(|s| s < *later));
                let Some((at, latest)) =
                    before.filter_map(|(n, s)| Some((n, day(s)?))).max_by_key(|(_, d)| *d)
                else {
                    continue;
                };
                let of_later = || steps.iter().enumerate().filter(|(_, s)| s.stage == Some(*later));
                let Some(earliest) = of_later().filter_map(|(_, s)| day(s)).min() else { continue };
                for (n, step) in of_later() {
                    if day(step).is_some_and(|d| d < latest) {
                        wrong[n] = true;
                        let first = steps.get(at).map(|s| s.id);
                        strays.pair = strays.pair.or(first.map(|first| (first, step.id)));
                    }
                }
                for (n, step) in steps.iter().enumerate() {
                    let earlier = step.stage.is_some_and(|stage| stage < *later);
                    wrong[n] |= earlier && day(step).is_some_and(|d| d > earliest);
                }
            }
        }
        strays.rows = steps.iter().zip(wrong).filter(|(_, wrong)| *wrong).map(|(s, _)| s.id).collect();
        strays
    }
}
