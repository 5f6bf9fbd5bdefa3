//! What is said of a text that might have been read otherwise.

use super::words::without_done;
use super::{Cell, Column, Kind, decimal_comma};
use crate::calendar::{DayOrder, Numbers, names_weekday_of, without_words_beside};
use crate::say;
use crate::text::{Lang, Phrase};
use chrono::{Datelike as _, NaiveDate};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization as _;

/// How a text was read that might be read otherwise: a day of which either number may be the month, a number with a comma in
/// place of its point.
pub fn how_read(column: &Column, typed: &str, cell: &Cell, today: NaiveDate, lang: Lang) -> Option<Phrase> {
    let shown = typed.trim();
    match cell {
        Cell::Date(read) => {
            how_day_is_read(&day_alone(column, typed, today), *read, (today, column.toward), lang)
        }
        Cell::Number(_) => {
            let point = decimal_comma(typed)?;
            Some(say!(
                "“{shown}”里的逗号当作小数点，读作 {point}",
                "'{shown}' is read with a decimal comma, as {point}"
            ))
        }
        _ => None,
    }
}

/// How a day was read of which either number may be the month. In Chinese the month stands first.
pub fn how_day_is_read(
    typed: &str,
    read: NaiveDate,
    (today, toward): (NaiveDate, crate::calendar::Toward),
    lang: Lang,
) -> Option<Phrase> {
    let shown = typed.trim();
    if read > today && names_weekday_of(typed, today) {
        return Some(say!(
            "今天就是“{shown}”，读作下周 {read}；如果是今天，请写“今天”",
            "'{shown}' is today's name and read as that of next week, {read}; for today type 'today'"
        ));
    }
    if lang == Lang::Zh {
        return None;
    }
    let numbers = Numbers::of(typed).filter(|numbers| numbers.is_open())?;
    let orders = [DayOrder::DayFirst, DayOrder::MonthFirst].into_iter();
    let other = orders.filter_map(|order| numbers.day(order, today, toward)).find(|other| *other != read)?;
    let (read, meant) = (day_in_words(read), day_of_year_in_words(other));
    Some(say!(
        "“{shown}”读作 {read}；如果是 {meant}，请写 {other}",
        "'{shown}' is read as {read}; for {meant} type {other}",
        read,
        meant
    ))
}

/// What a cell of a column of days says without the words that may stand beside its day: `3/4` of `Done 3/4`. Such a word does
/// not tell the day from the month.
pub fn day_alone<'a>(column: &Column, typed: &'a str, today: NaiveDate) -> Cow<'a, str> {
    let is_word = |c: char| c.is_alphabetic() || !c.is_ascii();
    if !matches!(column.kind, Kind::Date | Kind::Tick) || !typed.contains(is_word) {
        return Cow::Borrowed(typed);
    }
    let mut day = Cow::Borrowed(typed);
    if column.kind == Kind::Tick {
        let plain: String = typed.nfkc().collect();
        let alone = without_done(&plain);
        if !alone.is_empty() && alone != plain.trim() {
            day = Cow::Owned(alone);
        }
    }
    match without_words_beside(&day, today, column.toward) {
        Some(alone) => Cow::Owned(alone),
        None => day,
    }
}

/// The day of two small numbers of which either may be the month, in a column of days. `known` is the order that was shown by
/// what was entered before; without it `Err` holds both days. Where no year is written the month stands before the day in
/// Chinese, and with a dash; else before points the day stands first. None for any other text.
pub fn day_of_numbers(
    column: &Column,
    typed: &str,
    today: NaiveDate,
    lang: Lang,
    known: Option<DayOrder>,
) -> Option<Result<NaiveDate, EitherDay>> {
    if !matches!(column.kind, Kind::Date | Kind::Tick) {
        return None;
    }
    either_day(&day_alone(column, typed, today), today, column.toward, (lang, known))
}

/// The same of a day that stands in no column.
pub fn either_day(
    typed: &str,
    today: NaiveDate,
    toward: crate::calendar::Toward,
    (lang, known): (Lang, Option<DayOrder>),
) -> Option<Result<NaiveDate, EitherDay>> {
    let numbers = Numbers::of(typed).filter(|numbers| numbers.is_either())?;
    let day = |order| numbers.day(order, today, toward);
    // With a dash a day is typed as the screen shows it.
    let dash = !typed.contains(['/', '.', '／', '．', '。']);
    let month_first = !numbers.has_year() && (lang == Lang::Zh || dash);
    let shown = if month_first { Some(DayOrder::MonthFirst) } else { numbers.by_points().or(known) };
    if let Some(order) = shown {
        return day(order).map(Ok);
    }
    Some(Err(EitherDay { day_first: day(DayOrder::DayFirst)?, month_first: day(DayOrder::MonthFirst)? }))
}

/// The two days that two small numbers may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EitherDay {
    /// The day if the first number is that of the day.
    pub day_first: NaiveDate,
    /// The day if the first number is that of the month.
    pub month_first: NaiveDate,
}

impl EitherDay {
    /// Asks whoever has typed them which of the two is meant.
    pub fn asked(self, typed: &str) -> Phrase {
        let (shown, named) = (typed.trim(), |day: NaiveDate| Phrase {
            zh: day.to_string().into(),
            en: day.format("%-d %b %Y").to_string().into(),
        });
        say!(
            "“{shown}”可能是 {one}，也可能是 {other}：写成其中一个，之后就按这个次序读",
            "'{shown}' may be {one} or {other}: type one of them, and the next such day is read in the same order",
            one = named(self.day_first),
            other = named(self.month_first)
        )
    }
}

/// A day in words, in which nobody takes the day for the month.
pub fn day_in_words(day: NaiveDate) -> Phrase {
    let year = day.year();
    let of_year = day_of_year_in_words(day);
    say!("{year} 年 {of_year}", "{of_year} {year}", of_year)
}

fn day_of_year_in_words(date: NaiveDate) -> Phrase {
    let (month, day) = (date.month(), date.day());
    let named = date.format("%B");
    Phrase { zh: format!("{month} 月 {day} 日").into(), en: format!("{day} {named}").into() }
}
