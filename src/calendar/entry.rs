//! Dates as people type them, in Chinese or English habits, and as spreadsheets and programs write them.
//!
//! It must not know the screen: an error carries the facts, the words for it are chosen elsewhere.

use super::ends::end_of;
use super::order::{DayOrder, Numbers};
use super::shift;
use super::written::{digits_of_numerals, is_digits, plain_form, with_year, without_time, written_date};
use chrono::{Datelike, NaiveDate, Weekday};

/// The earliest year that is taken for a date of a change project.
pub const FIRST_YEAR: i32 = 1900;
/// The latest year that is taken for a date of a change project.
pub const LAST_YEAR: i32 = 2199;

/// Spreadsheets count days from the end of 1899; only counts of five digits within a lifetime of today are such.
const DAY_NUMBERS: std::ops::RangeInclusive<i64> = 25_569..=73_050;

/// So many days from today the number of a day is taken for one: beyond, five digits are rather another number in the wrong
/// column, such as a price.
const NEAR: i64 = 3 * 366;

/// Which day is meant where the year or the week is not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Toward {
    /// The one that is nearest to today.
    #[default]
    Near,
    /// The coming one: for what is due.
    Coming,
    /// The coming one, and hardly ever one that has passed: for what is aimed at.
    Ahead,
    /// The last one: for what has happened.
    Past,
}

/// Why a typed date was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateError {
    /// Nothing was typed.
    Empty,
    /// The text has none of the known shapes.
    NotADate,
    /// It names a month, a quarter or a year, but no day.
    NoDay,
    /// Its year has two digits, so that it might be the day.
    ShortYear,
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
    /// A day of a week of which it is not clear whether it is this one.
    EitherWeek {
        /// The earlier day.
        first: NaiveDate,
        /// The day a week later.
        second: NaiveDate,
    },
    /// The number of a day in a spreadsheet, years from today: it may be any number.
    DayNumber {
        /// The day of that number.
        date: NaiveDate,
    },
    /// The day of the week that is written beside the date is another one.
    OtherWeekday {
        /// The date.
        date: NaiveDate,
    },
    /// A time in a zone other than ours may be, so that the day here is not known.
    OtherZone,
    /// The date lies outside [`FIRST_YEAR`] to [`LAST_YEAR`].
    YearOutOfRange,
}

/// Reads a date as typed; one without a year is the nearest to `today`.
pub fn parse_date(typed: &str, today: NaiveDate) -> Result<NaiveDate, DateError> {
    parse_date_toward(typed, today, Toward::Near)
}

/// Reads a date as typed.
///
/// Accepted: `2026-03-02`, `2026/3/2`, `2026.3.2`, `20260302`, `2026年3月2日`, `二〇二六年三月二日`, `2 Mar 2026`,
/// `2-Mar-26`; without a year, which then follows from `toward`: `3-2`, `3/2`, `3.2`, `3月2日`, `2 Mar`; each with the day of
/// the week or a time beside it; the number of the day in a spreadsheet, `46085`; `today`, `今天`, `t`, `.`; `yesterday`, `昨天`;
/// `tomorrow`, `明天`, `后天`; `+7` and `-3` days from `today`, `+2w`, `3天后`; `周五`, `上周五`, `下周一`, `Fri`, `last Friday`;
/// `月底`, `下月底`, `季度末`, `明年底`, `3月底`, `end of month`; `明年3月5日`.
/// Full-width forms count as their narrow ones. Of two numbers without a year the first is the month, unless it cannot be one,
/// as in `25/12`, or a point stands behind both, as in `2.3.`. A year at the end is read only if one reading is possible, as in
/// `25/12/2026`, or the numbers stand before points: these are day first.
pub fn parse_date_toward(typed: &str, today: NaiveDate, toward: Toward) -> Result<NaiveDate, DateError> {
    if let Some(day) = Numbers::day_before_points(typed, today, toward) {
        return in_range(day.year()).map(|()| day);
    }
    let text = with_year(plain_form(typed), today);
    let date = match text.as_str() {
        "" => return Err(DateError::Empty),
        "today" | "今天" | "今日" | "t" | "." => today,
        "yesterday" | "昨天" | "昨日" => shift(today, -1),
        "tomorrow" | "明天" | "明日" => shift(today, 1),
        "后天" | "the day after tomorrow" => shift(today, 2),
        "大后天" => shift(today, 3),
        "前天" => shift(today, -2),
        other => {
            if let Some(days) = days_away(other) {
                shift(today, days?)
            } else {
                // What is due by a day is due on it.
                let by = ["之前", "以前", "前"].iter().find_map(|word| other.strip_suffix(word));
                let other = by
                    .filter(|_| matches!(toward, Toward::Coming | Toward::Ahead))
                    .map_or(other, str::trim_end);
                match (end_of(other, today, toward), day_of_week(other, today, toward)) {
                    (Some(date), _) => date,
                    (None, Some(date)) => date?,
                    (None, None) => beside_weekday(other, today, toward)?,
                }
            }
        }
    };
    in_range(date.year()).map(|()| date)
}

/// Whether a day is written in the short way of the keyboard: `.`, `t`, `+7`, `-3`. In a spreadsheet these are signs and
/// numbers.
pub fn is_shorthand(typed: &str) -> bool {
    let text = plain_form(typed);
    let is_sign = matches!(text.as_str(), "t" | ".");
    is_sign || (text.starts_with(['+', '-']) && matches!(days_away(&text), Some(Ok(_))))
}

pub(super) fn in_range(year: i32) -> Result<(), DateError> {
    if (FIRST_YEAR..=LAST_YEAR).contains(&year) { Ok(()) } else { Err(DateError::YearOutOfRange) }
}

/// `+7`, `-3`, `+2w`, `3天后`, `2周前`: the days from today. A number too large for an integer is far outside the
/// years anyway.
fn days_away(text: &str) -> Option<Result<i64, DateError>> {
    let (sign, rest) = if let Some(rest) = text.strip_prefix('+') {
        (1, rest)
    } else if let Some(rest) = text.strip_prefix('-') {
        (-1, rest)
    } else if let Some(rest) = text.strip_suffix(['后', '後']) {
        (1, rest.strip_suffix('之').or_else(|| rest.strip_suffix('以')).unwrap_or(rest))
    } else {
        (-1, text.strip_suffix('前')?)
    };
    let signed = text.starts_with(['+', '-']);
    let rest = rest.trim();
    let units: &[(&str, i64)] = &[
        ("days", 1),
        ("day", 1),
        ("d", 1),
        ("天", 1),
        ("日", 1),
        ("weeks", 7),
        ("week", 7),
        ("w", 7),
        ("个星期", 7),
        ("星期", 7),
        ("周", 7),
    ];
    let unit = units.iter().find_map(|(word, days)| Some((rest.strip_suffix(word)?.trim(), *days)));
    let (number, days) = match unit {
        Some(found) => found,
        None if signed => (rest, 1),
        // `3月4日前` is no number of days.
        None => return None,
    };
    let number = digits_of_numerals(number);
    if !is_digits(&number) {
        return signed.then_some(Err(DateError::NotADate));
    }
    Some(Ok(number.parse::<i64>().unwrap_or(i64::MAX).saturating_mul(days) * sign))
}

/// The day of the week that a word names.
fn weekday(word: &str) -> Option<Weekday> {
    const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let number = if let Some(day) = ["星期", "礼拜", "周"].iter().find_map(|w| word.strip_prefix(w)) {
        ["一1", "二2", "三3", "四4", "五5", "六6", "日天7末"].iter().position(|all| {
            let mut day = day.chars();
            day.next().is_some_and(|c| c != '末' && all.contains(c)) && day.next().is_none()
        })
    } else {
        let word = word.trim_end_matches('.');
        let short = |name: &&str| word.len() >= 3 && word.len() <= 5 && name.starts_with(word);
        NAMES.iter().position(|name| *name == word || short(name))
    }?;
    Weekday::try_from(u8::try_from(number).ok()?).ok()
}

/// `周五`, `上周五`, `下周一`, `Fri`, `last Friday`, `next Monday`.
fn day_of_week(text: &str, today: NaiveDate, toward: Toward) -> Option<Result<NaiveDate, DateError>> {
    let of = |word: &str| weekday(word.strip_prefix('个').unwrap_or(word).trim());
    let from_monday = |day: Weekday| i64::from(day.num_days_from_monday());
    let monday = shift(today, -from_monday(today.weekday()));
    let of_week = |weeks: i64, day: Weekday| shift(monday, 7 * weeks + from_monday(day));
    for (prefix, weeks) in [("上", -1), ("下", 1), ("本", 0), ("这", 0), ("this ", 0)] {
        if let Some(day) = text.strip_prefix(prefix).and_then(of) {
            return Some(Ok(of_week(weeks, day)));
        }
    }
    let either = |first: NaiveDate, second: NaiveDate| Err(DateError::EitherWeek { first, second });
    if let Some(day) = text.strip_prefix("next ").and_then(of) {
        let (this, next) = (of_week(0, day), of_week(1, day));
        return Some(if this > today { either(this, next) } else { Ok(next) });
    }
    if let Some(day) = text.strip_prefix("last ").and_then(of) {
        let (last, this) = (of_week(-1, day), of_week(0, day));
        return Some(if this < today { either(last, this) } else { Ok(last) });
    }
    let day = weekday(text)?;
    let this = of_week(0, day);
    Some(Ok(match toward {
        // On that very day nobody says its name for what is due today.
        Toward::Coming | Toward::Ahead if this <= today => of_week(1, day),
        Toward::Past if this > today => of_week(-1, day),
        _ => this,
    }))
}

/// The day of the week whose name a text is, and nothing else.
pub fn weekday_named(typed: &str) -> Option<Weekday> {
    weekday(&plain_form(typed))
}

/// Whether a text is the name of a day of the week alone, and today is such a day.
pub fn names_weekday_of(typed: &str, today: NaiveDate) -> bool {
    let plain = plain_form(typed);
    let alone = ["之前", "以前", "前"].iter().find_map(|word| plain.strip_suffix(word)).unwrap_or(&plain);
    weekday(alone.trim_end()) == Some(today.weekday())
}

/// A date with the day of its week before or behind it, or without.
fn beside_weekday(text: &str, today: NaiveDate, toward: Toward) -> Result<NaiveDate, DateError> {
    let read = |text: &str| {
        let text = without_time(text)?;
        match day_number(text) {
            Some(date) if (date - today).num_days().abs() > NEAR => Err(DateError::DayNumber { date }),
            Some(date) => Ok(date),
            None => written_date(text, today, toward),
        }
    };
    let Some((rest, day)) = split_weekday(text) else { return read(text) };
    let date = read(&rest)?;
    if date.weekday() == day { Ok(date) } else { Err(DateError::OtherWeekday { date }) }
}

/// A day of two small numbers without the words beside it that leave open which of them is the month: what it is due by, as in
/// `3/4前`, and the day of a week on which it is in both orders. None for any other text.
pub fn without_words_beside(typed: &str, today: NaiveDate, toward: Toward) -> Option<String> {
    let text = plain_form(typed);
    let is_either = |text: &str| Numbers::of(text).filter(|numbers| numbers.is_either());
    let by = ["之前", "以前", "前"].iter().find_map(|word| text.strip_suffix(word)).map(str::trim_end);
    let is_due = matches!(toward, Toward::Coming | Toward::Ahead);
    if let Some(alone) = by.filter(|alone| is_due && is_either(alone).is_some()) {
        return Some(alone.to_owned());
    }
    let (alone, of_week) = split_weekday(&text)?;
    let numbers = is_either(&alone)?;
    let fits = |order| numbers.day(order, today, toward).is_some_and(|day| day.weekday() == of_week);
    [DayOrder::MonthFirst, DayOrder::DayFirst].into_iter().all(fits).then_some(alone)
}

fn split_weekday(text: &str) -> Option<(String, Weekday)> {
    const BRACKETS: [char; 8] = ['(', ')', '[', ']', '【', '】', ',', ' '];
    if let Some(at) = ["星期", "礼拜", "周"].iter().find_map(|word| text.find(word)) {
        let (before, rest) = text.split_at(at);
        let end = rest.char_indices().find(|(_, c)| "一二三四五六日天".contains(*c));
        let end = end.map(|(at, c)| at + c.len_utf8())?;
        let (word, behind) = rest.split_at(end);
        let rest = format!("{} {}", before.trim_end_matches(BRACKETS), behind.trim_start_matches(BRACKETS));
        return weekday(word).map(|day| (rest.trim().to_owned(), day));
    }
    let words: Vec<&str> = text.split([' ', ',', '(', ')']).filter(|word| !word.is_empty()).collect();
    let at = words.iter().position(|word| weekday(word).is_some()).filter(|_| words.len() > 1)?;
    let day = words.get(at).and_then(|word| weekday(word))?;
    let rest: Vec<&str> = words.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, word)| *word).collect();
    Some((rest.join(" "), day))
}

/// The number of a day in a spreadsheet, with or without the part of the day behind a point.
fn day_number(text: &str) -> Option<NaiveDate> {
    let (days, part) = text.split_once('.').unwrap_or((text, "0"));
    let is_one = days.len() == 5 && is_digits(days) && is_digits(part);
    let days =
        is_one.then(|| days.parse::<i64>().ok()).flatten().filter(|days| DAY_NUMBERS.contains(days))?;
    NaiveDate::from_ymd_opt(1899, 12, 30).map(|first| shift(first, days))
}
