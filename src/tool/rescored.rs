//! Scores that are given again: whether the ones before are kept in a history, and of which day the new ones are. Cards and
//! touchpoints are scored in the same way.

use super::Renewed;
use crate::sheet::{Col, Score};
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
