//! A week that is written by its number alone: the project has one of this number, and so has the year.

use crate::say;
use crate::text::Phrase;
use chrono::NaiveDate;

/// What such a week may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberedWeek {
    /// How it is written as a week of the year without its year: the latest of this number.
    pub latest: String,
    /// Its first and last day as a week of the project; none where that has not come, or nobody knows the start.
    pub of_project: Option<(NaiveDate, NaiveDate)>,
    /// As a week of the year that has come lately; none where there is none.
    pub of_year: Option<WeekOfYear>,
}

/// A week of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekOfYear {
    /// How it is written with its year.
    pub written: String,
    /// Its first and last day.
    pub days: (NaiveDate, NaiveDate),
    /// Whether it lies in the project.
    pub in_project: bool,
}

impl NumberedWeek {
    /// Its days as a week of the project and of the year, where it may well be either.
    pub fn either(&self) -> Option<((NaiveDate, NaiveDate), &WeekOfYear)> {
        let of_year = self.of_year.as_ref().filter(|week| week.in_project)?;
        self.of_project.zip(Some(of_year)).filter(|(days, week)| *days != week.days)
    }
}

/// What is said of weeks that count as those of the project.
pub fn said_of_project() -> Phrase {
    say!(
        "“第几周”按项目的周算，数据记在那一周的最后一天；那一周已有的数据就改那一个",
        "Weeks are those of the project; a reading is dated the last day of its week, and changes the one that the week has already"
    )
}
