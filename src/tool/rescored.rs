//! Scores that are given again: whether the ones before are kept in a history, and of which day the new ones are. Cards and
//! touchpoints are scored in the same way.

use super::{Change, Renewed};
use crate::sheet::{AnyRow, Cell, Col, Score};
use chrono::NaiveDate;

/// Scores of so many days ago or earlier are given anew rather than corrected.
pub const CORRECTED_WITHIN: i64 = 7;

/// What becomes of scores that are given again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rescored {
    /// The day of the scores that are kept.
    pub kept: NaiveDate,
    /// The day that the new ones get, where nobody has named one.
    pub dated: Option<NaiveDate>,
}

impl Renewed<'_> {
    /// Whether scores of a row are given again: the ones before and after, each with the day in the column of their date.
    /// They are where one that stood there changes, of a later day that is named, or today if they are older than a week.
    pub fn rescored(
        &self,
        before: (&[Option<Score>], Option<NaiveDate>),
        after: (&[Option<Score>], Option<NaiveDate>),
        date: Col,
    ) -> Option<Rescored> {
        let kept = before.1?;
        let mut pairs = before.0.iter().zip(after.0);
        if !pairs.any(|(old, new)| old.is_some() && old != new) {
            return None;
        }
        let is_named = self.given.contains(&date.at);
        let is_late = (self.today - kept).num_days() >= CORRECTED_WITHIN;
        let day = if is_named { after.1 } else { Some(self.today).filter(|_| is_late) };
        let day = day.filter(|day| *day > kept)?;
        Some(Rescored { kept, dated: (!is_named).then_some(day) })
    }
}

/// Whether a row or its cell in a column was entered on a day.
fn is_entered_on(row: &dyn AnyRow, column: Col, day: NaiveDate) -> bool {
    let key = row.def().columns.get(column.at).map_or("", |column| column.key);
    let entered = row.entered();
    let mut since = day.pred_opt().into_iter().flat_map(|before| entered.corrected_after(before));
    entered.day() == Some(day) || since.any(|(corrected, _)| corrected == key)
}

impl Change<'_> {
    /// Whether a score is the first of its row, and of today: no day stands beside it, or an old one that nobody has entered
    /// today. `scores` and `dated` are what the row holds, `stored` the day that the project has for it.
    pub fn is_first_score(
        &self,
        scores: &[Option<Score>],
        dated: Option<NaiveDate>,
        stored: impl FnOnce() -> Option<NaiveDate>,
        date: Col,
    ) -> bool {
        match (self.cell, dated) {
            (Cell::Score(_), None) => true,
            (Cell::Score(_), Some(_)) => {
                scores.iter().all(Option::is_none)
                    && !is_entered_on(self.row, date, self.today)
                    && stored() == dated
            }
            _ => false,
        }
    }
}
