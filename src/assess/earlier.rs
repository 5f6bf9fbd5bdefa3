//! What was found on earlier days, by the backups of those days. A finding that says the same for five weeks has been
//! read; one that was not there a week ago is news.

use super::Assessed;
use crate::finding::{Finding, FindingKey, Level};
use crate::project::Project;
use chrono::{Days, NaiveDate};
use std::borrow::Cow;
use std::collections::HashMap;

/// A finding that was not there so many days ago is new.
pub const NEW: u64 = 7;
/// A finding that says the same for so many days is folded.
pub const FOLDED: u64 = 35;

/// What each finding of a day said.
type Said = HashMap<FindingKey, Cow<'static, str>>;

/// The findings of a week ago and of five weeks ago, as far as anything is left of those days.
#[derive(Debug, Default)]
pub struct Earlier {
    new: Option<Said>,
    folded: Option<Said>,
}

impl Earlier {
    /// What was found earlier, given the project as it was at the end of a day; none if it was not there yet.
    pub fn of(today: NaiveDate, mut project: impl FnMut(NaiveDate) -> Option<Project>) -> Earlier {
        let mut said = |ago: u64| {
            let day = today.checked_sub_days(Days::new(ago))?;
            let project = project(day)?;
            let assessed = Assessed::of(&project, day, None);
            Some(assessed.findings().iter().map(|(_, f)| (f.key(), f.evidence.zh.clone())).collect())
        };
        Earlier { new: said(NEW), folded: said(FOLDED) }
    }

    /// Whether a finding was not there a week ago; false where nothing is known of that day.
    pub fn is_new(&self, finding: &Finding) -> bool {
        self.new.as_ref().is_some_and(|said| !said.contains_key(&finding.key()))
    }

    /// Whether a finding says what it said five weeks ago. A STOP is never old news.
    pub fn is_unchanged(&self, finding: &Finding) -> bool {
        let said = self.folded.as_ref().and_then(|said| said.get(&finding.key()));
        finding.level < Level::Stop && said.is_some_and(|said| *said == finding.evidence.zh)
    }
}
