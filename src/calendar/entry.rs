//! Dates as people type them, in Chinese or English habits.
//!
//! It must not know the screen: an error carries the facts, the words for it are chosen elsewhere.

use chrono::{Datelike, NaiveDate};
use unicode_normalization::UnicodeNormalization;

use super::shift;

/// The earliest year that is taken for a date of a change project.
pub const FIRST_YEAR: i32 = 1900;
/// The latest year that is taken for a date of a change project.
pub const LAST_YEAR: i32 = 2199;

/// Why a typed date was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateError {
    /// Nothing was typed.
    Empty,
    /// The text has none of the known shapes.
    NotADate,
    /// The shape is right, but the calendar has no such day (30 February, month 13).
    NoSuchDay {
        /// The year as typed or of today.
        year: i32,
        /// The month as typed.
        month: u32,
        /// The day of the month as typed.
        day: u32,
    },
    /// A year at the end after two small numbers: which of them is the month cannot be known.
    Ambiguous {
        /// The date if the first number is the day.
        day_first: NaiveDate,
        /// The date if the first number is the month.
        month_first: NaiveDate,
    },
    /// The date lies outside [`FIRST_YEAR`] to [`LAST_YEAR`].
    YearOutOfRange,
}

/// Reads a date as typed.
///
/// Accepted: `2026-03-02`, `2026/3/2`, `2026.3.2`, `20260302`, `2026年3月2日`; without a year, which is then
/// that of `today`: `3-2`, `3/2`, `3.2`, `3月2日`; `today`, `今天`, `t`, `.`; `yesterday`, `昨天`; `tomorrow`,
/// `明天`; `+7` and `-3` days from `today`. Full-width forms count as their narrow ones. A year at the end
/// is read only if one reading is possible, as in `25/12/2026`.
pub fn parse_date(typed: &str, today: NaiveDate) -> Result<NaiveDate, DateError> {
    // A Chinese input method gives 。 where a full stop was meant.
    let narrow: String = typed.nfkc().map(|c| if c == '。' { '.' } else { c }).collect();
    let text = narrow.trim().to_lowercase();
    let date = match text.as_str() {
        "" => return Err(DateError::Empty),
        "today" | "今天" | "t" | "." => today,
        "yesterday" | "昨天" => shift(today, -1),
        "tomorrow" | "明天" => shift(today, 1),
        other => {
            if let Some(days) = other.strip_prefix('+') {
                shift(today, count_of_days(days)?)
            } else if let Some(days) = other.strip_prefix('-') {
                shift(today, -count_of_days(days)?)
            } else {
                written_date(other, today.year())?
            }
        }
    };
    in_range(date.year()).map(|()| date)
}

fn in_range(year: i32) -> Result<(), DateError> {
    if (FIRST_YEAR..=LAST_YEAR).contains(&year) { Ok(()) } else { Err(DateError::YearOutOfRange) }
}

/// The number after a sign; one too large for an integer is far outside the years anyway.
fn count_of_days(text: &str) -> Result<i64, DateError> {
    let digits = text.trim();
    if is_digits(digits) { Ok(digits.parse().unwrap_or(i64::MAX)) } else { Err(DateError::NotADate) }
}

/// A date written with numbers.
fn written_date(text: &str, this_year: i32) -> Result<NaiveDate, DateError> {
    if let Some(found) = month_by_name(text, this_year) {
        return found;
    }
    let fields = fields(text).ok_or(DateError::NotADate)?;
    let number = |i: usize| fields.get(i).and_then(|field| field.parse::<u32>().ok()).unwrap_or(0);
    let year = |i: usize| i32::try_from(number(i)).unwrap_or(i32::MAX);
    match fields.iter().map(|field| field.len()).collect::<Vec<_>>().as_slice() {
        [4, 1 | 2, 1 | 2] => civil(year(0), number(1), number(2)),
        [1 | 2, 1 | 2] => civil(this_year, number(0), number(1)),
        [1 | 2, 1 | 2, 4] => year_last(number(0), number(1), year(2)),
        [8] => civil(year(0) / 10_000, number(0) / 100 % 100, number(0) % 100),
        _ => Err(DateError::NotADate),
    }
}

/// The English months in lower case, January first.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// `4 March 2026`, `4 Mar`, `March 4, 2026`, `Mar 4`: the English ways that cannot be misread.
fn month_by_name(text: &str, this_year: i32) -> Option<Result<NaiveDate, DateError>> {
    let words: Vec<&str> = text.split([' ', ',', '-', '.', '/']).filter(|w| !w.is_empty()).collect();
    let month_of = |word: &&str| {
        let found = MONTHS.iter().position(|m| word.len() >= 3 && m.starts_with(*word));
        found.and_then(|n| u32::try_from(n + 1).ok())
    };
    let at = words.iter().position(|w| month_of(w).is_some()).filter(|at| *at <= 1)?;
    let month = words.get(at).and_then(month_of)?;
    let rest: Vec<&str> = words.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, w)| *w).collect();
    // A longer number is a year: `March 2026` names no day.
    let day = |w: &str| {
        let number = ["st", "nd", "rd", "th"].iter().find_map(|s| w.strip_suffix(s)).unwrap_or(w);
        number.parse().ok().filter(|_| number.len() <= 2)
    };
    match rest.as_slice() {
        [d] => Some(civil(this_year, month, day(d)?)),
        [d, year] if year.len() == 4 && is_digits(year) => Some(civil(year.parse().ok()?, month, day(d)?)),
        _ => None,
    }
}

/// The runs of digits of a date, between 年月日 or between separators of one kind.
fn fields(text: &str) -> Option<Vec<&str>> {
    let parts: Vec<&str> = if let Some((before, day)) = text.split_once('月') {
        let day = day.strip_suffix(['日', '号']).unwrap_or(day);
        before.split_once('年').map_or(vec![before, day], |(year, month)| vec![year, month, day])
    } else {
        let separator = text.chars().find(|c| ['-', '/', '.'].contains(c)).unwrap_or('-');
        text.split(separator).collect()
    };
    let parts: Vec<&str> = parts.into_iter().map(str::trim).collect();
    parts.iter().all(|part| is_digits(part)).then_some(parts)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn civil(year: i32, month: u32, day: u32) -> Result<NaiveDate, DateError> {
    in_range(year)?;
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DateError::NoSuchDay { year, month, day })
}

/// Two small numbers and then the year, where either number may be the month.
fn year_last(first: u32, second: u32, year: i32) -> Result<NaiveDate, DateError> {
    let day_first = civil(year, second, first);
    match (day_first, civil(year, first, second)) {
        (Ok(day_first), Ok(month_first)) if day_first != month_first => {
            Err(DateError::Ambiguous { day_first, month_first })
        }
        (Ok(date), _) | (Err(_), Ok(date)) => Ok(date),
        // Of two impossible readings the one whose month exists is the better to show.
        (Err(_), Err(month_first)) if (1..=12).contains(&first) => Err(month_first),
        (Err(day_first), Err(_)) => Err(day_first),
    }
}
