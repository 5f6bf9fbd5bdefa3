//! Months and quarters written where a day is wanted, and the last day of each.

use super::entry::{FIRST_YEAR, LAST_YEAR, Toward};
use super::written::{MONTHS, digits_of_numerals, is_digits, plain_form, with_year, without_year};
use super::{DateError, parse_date_toward, shift};
use chrono::{Datelike, NaiveDate};

/// The months of a year.
const YEAR: i64 = 12;

/// A month, or the last month of a quarter, with its year where that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    year: Option<i32>,
    month: u32,
}

impl Month {
    /// The month or the quarter that a text names, without a day: `1月`, `2026年1月`, `2026-01`, `01/2026`, `202601`, `Jan`,
    /// `Jan-26`, `Jan '26`, `January 2026`, `Q1`, `一季度`, `上个月`.
    pub fn of(typed: &str, today: NaiveDate) -> Option<Month> {
        let text = with_year(plain_form(typed), today);
        let ago = match text.as_str() {
            "本月" | "这个月" | "当月" | "this month" => Some(0),
            "上月" | "上个月" | "last month" => Some(1),
            _ => None,
        };
        if let Some(ago) = ago {
            let day = today.checked_sub_months(chrono::Months::new(ago))?;
            return Some(Month { year: Some(day.year()), month: day.month() });
        }
        if parse_date_toward(typed, today, Toward::Near) != Err(DateError::NoDay) {
            return None;
        }
        quarter(&text).or_else(|| in_chinese(&text)).or_else(|| in_numbers(&text)).or_else(|| in_words(&text))
    }

    /// The months of texts like `Jan 26`, which are days by themselves, where each is as many months, three at most, from the
    /// one before and the numbers are those of years beside today's; none for any others.
    pub fn with_short_years(typed: &[&str], today: NaiveDate) -> Option<Vec<Month>> {
        let short = |typed: &&str| {
            let text = plain_form(typed);
            let year = text.split_once(' ')?.1;
            let month = in_words(&text)?;
            let near = (today.year() - 1..=today.year() + 1).contains(&month.year?);
            (near && year.len() == 2 && is_digits(year)).then_some(month)
        };
        let months: Vec<Month> = typed.iter().map(short).collect::<Option<_>>()?;
        let number = |month: &Month| i64::from(month.year.unwrap_or(0)) * YEAR + i64::from(month.month);
        let mut steps = months.windows(2).map(|pair| number(&pair[1]) - number(&pair[0]));
        let first = steps.next().filter(|step| (1..=3).contains(&step.abs()))?;
        steps.all(|step| step == first).then_some(months)
    }

    /// The month of a day.
    pub fn around(day: NaiveDate) -> Month {
        Month { year: Some(day.year()), month: day.month() }
    }

    /// Its last day; of one without a year that in the year in which a day without one would lie.
    pub fn last_day(self, today: NaiveDate, toward: Toward) -> Option<NaiveDate> {
        let year = match self.year {
            Some(year) => year,
            None => without_year(self.month, last_of(today.year(), self.month)?.day().min(28), today, toward)
                .ok()
                // In the last days of a month its 28th has passed, and it has not.
                .map(|day| day.year())?,
        };
        last_of(year, self.month).filter(|day| (FIRST_YEAR..=LAST_YEAR).contains(&day.year()))
    }

    /// The last days of months that follow each other, forwards or backwards, within a year: the year of the latest gives
    /// those of the others. Months that do not are each read by itself.
    pub fn last_days(months: &[Month], today: NaiveDate, toward: Toward) -> Vec<Option<NaiveDate>> {
        let steps = |from: &Month, to: &Month| (i64::from(to.month) - i64::from(from.month)).rem_euclid(YEAR);
        let forwards: i64 = months.windows(2).map(|pair| steps(&pair[0], &pair[1])).sum();
        let backwards: i64 = months.windows(2).map(|pair| steps(&pair[1], &pair[0])).sum();
        let is_row = months.len() > 1
            && forwards.min(backwards) < YEAR
            && months.iter().all(|month| month.year.is_none());
        let latest = if forwards <= backwards { months.last() } else { months.first() };
        let latest =
            latest.filter(|_| is_row).and_then(|month| Some((month, month.last_day(today, toward)?)));
        let day = |month: &Month| match latest {
            Some((of, day)) => {
                let back = u32::try_from(steps(month, of)).unwrap_or(0);
                let there = day.with_day(1)?.checked_sub_months(chrono::Months::new(back))?;
                last_of(there.year(), there.month())
            }
            None => month.last_day(today, toward),
        };
        months.iter().map(day).collect()
    }
}

/// The last day of a month.
fn last_of(year: i32, month: u32) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    first.checked_add_months(chrono::Months::new(1)).map(|next| shift(next, -1))
}

fn month(year: Option<i32>, month: u32) -> Option<Month> {
    (1..=12).contains(&month).then_some(Month { year, month })
}

/// A year of four digits, or of two that stand for one of this century.
fn year(text: &str) -> Option<i32> {
    let year: i32 = text.parse().ok().filter(|_| is_digits(text))?;
    match text.len() {
        4 => Some(year),
        2 => Some(2000 + year),
        _ => None,
    }
}

/// `q1`, `2026q1`, `q1 2026`, `一季度`, `2026年第一季度`.
fn quarter(text: &str) -> Option<Month> {
    let of = |number: &str, of_year: Option<i32>| {
        let number: u32 = digits_of_numerals(number).parse().ok()?;
        month(of_year, number.checked_mul(3)?)
    };
    let between = |c: char| matches!(c, ' ' | '-' | '/' | '年' | '.' | '\'');
    if let Some(before) = text.strip_suffix("季度") {
        let (of_year, number) = match before.split_once(between) {
            Some((first, number)) => (Some(year(first.trim())?), number),
            None => (None, before),
        };
        let number = number.trim();
        return of(number.strip_prefix('第').unwrap_or(number).trim(), of_year);
    }
    let (before, behind) = text.split_once('q')?;
    let (number, behind) = behind.split_at_checked(1)?;
    let beside: Vec<&str> = [before, behind]
        .into_iter()
        .map(|part| part.trim_matches(between))
        .filter(|part| !part.is_empty())
        .collect();
    match beside.as_slice() {
        [] => of(number, None),
        [one] => of(number, Some(year(one)?)),
        _ => None,
    }
}

/// `1月`, `一月份`, `2026年1月`.
fn in_chinese(text: &str) -> Option<Month> {
    let before = text.strip_suffix('份').unwrap_or(text).strip_suffix('月')?;
    let (of_year, number) = match before.split_once('年') {
        Some((of, number)) => (Some(year(digits_of_numerals(of.trim()).as_ref())?), number),
        None => (None, before),
    };
    month(of_year, digits_of_numerals(number.trim()).parse().ok()?)
}

/// `2026-01`, `01/2026`, `202601`.
fn in_numbers(text: &str) -> Option<Month> {
    if text.len() == 6 && is_digits(text) {
        let (of_year, number) = text.split_at_checked(4)?;
        return month(Some(year(of_year)?), number.parse().ok()?);
    }
    let (one, other) = text.split_once(['-', '/', '.'])?;
    let (one, other) = (one.trim(), other.trim());
    let (of_year, number) = if one.len() == 4 { (one, other) } else { (other, one) };
    month(Some(year(of_year)?), number.parse().ok().filter(|_| is_digits(number))?)
}

/// `jan`, `jan-26`, `january 2026`, `2026 jan`, `jan '26`.
fn in_words(text: &str) -> Option<Month> {
    let words: Vec<&str> =
        text.split([' ', ',', '-', '.', '/', '\'']).filter(|word| !word.is_empty()).collect();
    let named = |word: &str| {
        let found = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(word));
        found.and_then(|n| u32::try_from(n + 1).ok())
    };
    match words.as_slice() {
        [one] => month(None, named(one)?),
        [one, other] => match (named(one), named(other)) {
            (Some(number), None) => month(Some(year(other)?), number),
            (None, Some(number)) => month(Some(year(one).filter(|_| one.len() == 4)?), number),
            _ => None,
        },
        _ => None,
    }
}
