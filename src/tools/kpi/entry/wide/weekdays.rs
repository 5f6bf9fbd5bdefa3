//! Days of the week that stand alone over or beside the values of a table: all are of one week.

use super::{Head, Table};
use crate::calendar::{day_of_week_from, monday_of, monday_of_weekdays, said_last_week, weekday_named};
use crate::sheet::{is_nothing, is_nothing_word};
use crate::text::Phrase;
use chrono::NaiveDate;

/// The Monday of the week of the days that stand there, each with whether it has values; none where they are of no one week.
fn monday(written: &[(&str, bool)], today: NaiveDate) -> Option<NaiveDate> {
    let named = |(typed, has): &(&str, bool)| Some((weekday_named(typed)?, *has));
    monday_of_weekdays(&written.iter().filter_map(named).collect::<Vec<_>>(), today)
}

fn is_value(cell: &str) -> bool {
    !is_nothing(cell.trim()) && !is_nothing_word(cell.trim())
}

/// The same days, those of the week in full.
fn in_one_week(written: &[(&str, bool)], today: NaiveDate) -> Vec<String> {
    let monday = monday(written, today);
    let day = |typed: &str| day_of_week_from(monday?, weekday_named(typed)?);
    let full = |typed: &str| day(typed).map_or_else(|| typed.to_owned(), |day| day.to_string());
    written.iter().map(|(typed, _)| full(typed)).collect()
}

impl Table<'_> {
    /// The days over the columns, those of the week in full.
    pub(super) fn weekdays_across(&self, mut heads: Vec<Head>) -> Vec<Head> {
        let full = in_one_week(&self.days_across(&heads), self.today);
        let mut full = full.into_iter();
        for head in heads.iter_mut().filter(|head| matches!(head, Head::Day(_))) {
            *head = full.next().map_or(Head::Other, Head::Day);
        }
        heads
    }

    /// The days beside the lines, those of the week in full.
    pub(super) fn weekdays_down(&self, heads: &[Head], days: &[String]) -> Vec<String> {
        in_one_week(&self.days_down(heads, days.iter().map(String::as_str)), self.today)
    }

    /// Days beside the lines, each with whether its line has a value: one without may be to come.
    fn days_down<'a>(&self, heads: &[Head], days: impl Iterator<Item = &'a str>) -> Vec<(&'a str, bool)> {
        let values = || heads.iter().enumerate().filter(|(_, head)| matches!(head, Head::Of(_)));
        let has = |line: &[String]| values().any(|(at, _)| line.get(at).is_some_and(|cell| is_value(cell)));
        days.zip(&self.lines[self.at + 1..]).map(|(day, line)| (day, has(line))).collect()
    }

    fn days_across<'a>(&self, heads: &'a [Head]) -> Vec<(&'a str, bool)> {
        let has_values = |at: usize| self.below(at).any(is_value);
        let day = |(at, head): (usize, &'a Head)| match head {
            Head::Day(day) => Some((day.as_str(), has_values(at))),
            _ => None,
        };
        heads.iter().enumerate().filter_map(day).collect()
    }

    /// Says of which week the days are, where it is not the present one.
    pub(super) fn said_weekdays(&self, heads: &[Head]) -> Option<Phrase> {
        let titles = (0..heads.len()).filter(|at| matches!(heads[*at], Head::Day(_)));
        let across: Vec<(&str, bool)> =
            titles.map(|at| (self.title(at), self.below(at).any(is_value))).collect();
        let beside = heads.iter().position(|head| *head == Head::Days);
        let down = beside.map_or_else(Vec::new, |at| {
            self.days_down(
                heads,
                self.lines[self.at + 1..].iter().map(|line| line.get(at).map_or("", String::as_str)),
            )
        });
        let monday = monday(&across, self.today).or_else(|| monday(&down, self.today))?;
        (Some(monday) != monday_of(self.today)).then(|| said_last_week(monday))
    }
}
