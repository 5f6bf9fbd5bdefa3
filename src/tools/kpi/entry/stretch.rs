//! A week written by its days: `w/e 8 Mar`, `week commencing 2 Mar`, `2-8 Mar`, `3月2日至8日`.

use super::weeks::Week;
use crate::calendar::{DayOrder, Numbers, Toward, monday_of, parse_date_toward};
use crate::sheet::comparable;
use chrono::{Datelike as _, Days, Months, NaiveDate};
use unicode_normalization::UnicodeNormalization as _;

/// Which day of a week is written beside a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    First,
    Last,
}

/// Words before or behind the last day of a week, longer ones before those that they begin with.
const LAST: &[&str] = &[
    "week ending on",
    "week ending",
    "week ended",
    "week end",
    "wk ending",
    "wk ended",
    "w/ending",
    "w/e",
    "w.e.",
    "we",
    "ending",
    "截至",
    "截止",
    "周截至",
];
const LAST_BEHIND: &[&str] = &["止的一周", "截止", "当周截止", "为止", "止"];
/// Words before or behind the first day of a week.
const FIRST: &[&str] = &[
    "week commencing on",
    "week commencing",
    "week beginning",
    "week starting",
    "week from",
    "week of",
    "wk commencing",
    "wk beginning",
    "wk of",
    "w/commencing",
    "w/c",
    "w/b",
    "w.c.",
    "w.b.",
    "wc",
    "wb",
    "commencing",
];
const FIRST_BEHIND: &[&str] = &["起的一周", "开始的一周", "起一周", "当周起", "起"];
/// Titles of a column of such first days.
const TITLES: &[&str] = &[
    "weekcommencing",
    "weekbeginning",
    "weekstarting",
    "weekstart",
    "weekof",
    "wkcommencing",
    "w/c",
    "w/b",
    "wc",
    "周起始日",
    "周起始日期",
    "周开始日期",
    "每周起始日",
];
/// What stands between the first and the last day.
const BETWEEN: &[&str] = &[" to ", " until ", " till ", " through ", " thru ", "至", "到", "~", " - ", "-"];

/// Whether a title is that of the first days of weeks.
pub(super) fn is_of_first_days(title: &str) -> bool {
    TITLES.contains(&comparable(title).as_str())
}

/// A day that stands below or beside such a title, as the week that begins on it; none for any other text.
pub(super) fn beginning(typed: &str, today: NaiveDate) -> Option<String> {
    let is_day = Numbers::of(typed).is_some() || parse_date_toward(typed, today, Toward::Past).is_ok();
    is_day.then(|| format!("w/c {typed}"))
}

fn plain(typed: &str) -> String {
    let one = |c: char| match c {
        '‐' | '‑' | '‒' | '–' | '—' | '−' | '〜' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    let narrow: String = typed.nfkc().flat_map(char::to_lowercase).map(one).collect();
    narrow.split('(').next().unwrap_or_default().trim().to_owned()
}

/// The week that a text names by its days.
pub(super) fn read(typed: &str, today: NaiveDate) -> Option<Week> {
    let plain = plain(typed);
    if let Some((end, day)) = beside(&plain) {
        return week_at(end, day, today);
    }
    let is_digits_alone = !plain.chars().any(char::is_alphabetic);
    let read = parse_date_toward(&plain, today, Toward::Past);
    let is_open = match read {
        Err(crate::calendar::DateError::NotADate) => true,
        Err(crate::calendar::DateError::ShortYear) => !is_digits_alone,
        _ => false,
    };
    range(&plain, today).filter(|_| is_open).map(|(first, last)| Week::Days(first, last))
}

/// The week that days beside its number tell: from a day to a day, or the one in which a single day lies.
pub(super) fn days_beside(typed: &str, today: NaiveDate) -> Option<Week> {
    let week = read(typed, today);
    if let Some(Week::Days(..)) = week {
        return week;
    }
    let is_written =
        typed.contains(|c: char| c.is_ascii_digit()) && !typed.chars().all(|c| c.is_ascii_digit());
    let is_open = Numbers::of(typed).is_some_and(Numbers::is_open);
    let day = parse_date_toward(typed, today, Toward::Past).ok().filter(|_| is_written && !is_open)?;
    let monday = monday_of(day)?;
    Some(Week::Days(monday, monday.checked_add_days(Days::new(6))?))
}

/// The day beside a word for an end of a week, and that end.
fn beside(plain: &str) -> Option<(End, &str)> {
    let before = |words: &[&str]| {
        words.iter().find_map(|word| {
            let rest = plain.strip_prefix(word)?;
            let day = rest.trim_start_matches([' ', ':', '.', '-']);
            (day.len() < rest.len() || day.starts_with(|c: char| c.is_ascii_digit())).then_some(day)
        })
    };
    let behind = |words: &[&str]| words.iter().find_map(|word| plain.strip_suffix(word)).map(str::trim_end);
    let found = |end, day: Option<&'_ str>| day.filter(|day| !day.is_empty()).map(|_| end);
    let last = before(LAST).or_else(|| behind(LAST_BEHIND));
    let first = before(FIRST).or_else(|| behind(FIRST_BEHIND));
    found(End::Last, last).zip(last).or_else(|| found(End::First, first).zip(first))
}

/// The week at one end of which a day lies.
fn week_at(end: End, day: &str, today: NaiveDate) -> Option<Week> {
    let of = |day: NaiveDate| match end {
        End::First => Some((day, day.checked_add_days(Days::new(6))?)),
        End::Last => Some((day.checked_sub_days(Days::new(6))?, day)),
    };
    if let Some(numbers) = Numbers::of(day).filter(|numbers| numbers.is_open()) {
        let last = |order| Some(of(numbers.day(order, today, Toward::Past)?)?.1);
        return Some(Week::Either(last(DayOrder::DayFirst)?, last(DayOrder::MonthFirst)?));
    }
    let day = day_of(day, DayOrder::MonthFirst, today, Toward::Past)?;
    of(day).map(|(first, last)| Week::Days(first, last))
}

/// The first and the last day of a range that is no longer than a week, in the order of day and month in which it is not.
fn range(plain: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let cuts = BETWEEN.iter().flat_map(|word| plain.match_indices(word));
    let parts =
        cuts.filter_map(|(at, word)| Some((plain.get(..at)?.trim(), plain.get(at + word.len()..)?.trim())));
    let days = parts.flat_map(|parts| {
        [DayOrder::MonthFirst, DayOrder::DayFirst]
            .into_iter()
            .filter_map(move |order| both(parts, order, today))
    });
    days.into_iter().find(|(first, last)| (1..7).contains(&(*last - *first).num_days()))
}

/// Both days of a range, of which one may be written without its month.
fn both((from, to): (&str, &str), order: DayOrder, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let past = |text: &str, near| day_of(text, order, near, Toward::Past);
    // `1-1.5` are two numbers.
    let is_number = |text: &str| text.split_once('.').is_some_and(|(_, rest)| is_digits(rest));
    if let Some(day) = bare(from) {
        let last = past(to, today).filter(|_| !is_number(to))?;
        let first = last.with_day(day).filter(|first| *first <= last);
        return Some((first.or_else(|| last.checked_sub_months(Months::new(1))?.with_day(day))?, last));
    }
    let (bare_to, year) = match to.rsplit_once([' ', ',']) {
        Some((day, year)) if year.len() == 4 && is_digits(year) => {
            (bare(day.trim_end_matches([' ', ','])), year)
        }
        _ => (bare(to), ""),
    };
    if let Some(day) = bare_to {
        let first = past(format!("{from} {year}").trim_end(), today)?;
        let last = first.with_day(day).filter(|last| first <= *last);
        return Some((first, last.or_else(|| first.checked_add_months(Months::new(1))?.with_day(day))?));
    }
    let has_year = |text: &str| text.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() == 4);
    if has_year(from) && !has_year(to) {
        let first = past(from, today)?;
        return Some((first, day_of(to, order, first, Toward::Coming)?));
    }
    let last = past(to, today)?;
    Some((past(from, last)?, last))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The day of a month that is not written: `8`, `8日`, `8th`, `8.`.
fn bare(text: &str) -> Option<u32> {
    let ends = ["日", "号", "st", "nd", "rd", "th", "."];
    let digits = ends.iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text).trim();
    (digits.len() <= 2 && is_digits(digits)).then(|| digits.parse().ok()).flatten()
}

/// A day in numbers or with its month, no word for one.
fn day_of(text: &str, order: DayOrder, near: NaiveDate, toward: Toward) -> Option<NaiveDate> {
    if !text.starts_with(char::is_alphanumeric) || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    match Numbers::of(text).filter(|numbers| numbers.is_open()) {
        Some(numbers) => numbers.day(order, near, toward),
        None => parse_date_toward(text, near, toward).ok(),
    }
}

/// Weeks told by one day in two small numbers, each with its day in full where their order shows: one is a day in one order
/// alone, or only in one they follow each other. Where it does not, the last day of a week stands alone, to be asked about as
/// any other.
pub(super) fn in_full(typed: &[&str], today: NaiveDate) -> Vec<String> {
    let plain: Vec<String> = typed.iter().map(|typed| plain(typed)).collect();
    let told: Vec<Option<(End, &str, Numbers)>> = plain
        .iter()
        .map(|plain| beside(plain).and_then(|(end, day)| Some((end, day, Numbers::of(day)?))))
        .collect();
    let mut all: Vec<Numbers> = Vec::new();
    for (_, _, numbers) in told.iter().flatten() {
        if !all.contains(numbers) {
            all.push(*numbers);
        }
    }
    let mut shown = all.iter().filter_map(|numbers| numbers.order());
    let order = match shown.next() {
        Some(order) => Some(order).filter(|order| shown.all(|other| other == *order)),
        None => DayOrder::of_steps(&all, today, Toward::Past),
    };
    let one = |(typed, told): (&&str, &Option<(End, &str, Numbers)>)| match (told, order) {
        (Some((end, _, numbers)), Some(order)) if numbers.is_open() => {
            let word = if *end == End::First { "w/c" } else { "w/e" };
            let day = numbers.day(order, today, Toward::Past);
            day.map_or_else(|| (*typed).to_owned(), |day| format!("{word} {day}"))
        }
        (Some((End::Last, day, numbers)), None) if numbers.is_open() => (*day).to_owned(),
        _ => (*typed).to_owned(),
    };
    typed.iter().zip(&told).map(one).collect()
}
