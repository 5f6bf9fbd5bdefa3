//! What people type or paste into a cell, and what is said when it cannot be taken.

use super::numeral::{number, whole};
use super::quantity::multiplied;
use super::range::{not_one_of, short};
use super::spelled::in_digits;
use super::words::{self, Called, cleaned, is_nothing, names, yes_or_no};
use super::{Cell, Id, Kind, Opt, OwnName, Score};
use crate::calendar::{DateError, FIRST_YEAR, LAST_YEAR, Toward, days_meant, parse_date_toward};
use crate::say;
use crate::text::{Phrase, list};
use chrono::{Datelike as _, NaiveDate};
use ecow::EcoString;
use std::borrow::Cow;
use std::ops::RangeInclusive;
use unicode_normalization::UnicodeNormalization;

/// No text of a cell is longer than this, in bytes.
pub const TEXT_LIMIT: usize = 64 * 1024;

/// Why a value was refused and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid(pub Phrase);

/// What reading a cell needs to know besides its text.
pub struct Reading<'a> {
    /// The counts that the cell may hold.
    pub counts: RangeInclusive<u32>,
    /// The day that "today" means, and beside which a short date is.
    pub today: NaiveDate,
    /// Which day a short date means.
    pub toward: Toward,
    /// Finds the row of a sheet that people mean by a name.
    pub link: &'a dyn Fn(&str, &str) -> Result<Id, Invalid>,
}

/// Reads what was typed into a cell of this kind, cleaned of what nobody sees. Blank text empties the cell, and so does a
/// dash or a slash where no words stand.
pub fn parse(kind: Kind, typed: &str, reading: &Reading<'_>) -> Result<Cell, Invalid> {
    let cleaned = cleaned(typed);
    // A blank at which no line may break is a blank.
    let cleaned = if cleaned.contains(is_fixed_blank) {
        Cow::Owned(cleaned.replace(is_fixed_blank, " "))
    } else {
        cleaned
    };
    let trimmed = cleaned.trim();
    if trimmed.is_empty() {
        return Ok(Cell::Empty);
    }
    if trimmed.len() > TEXT_LIMIT {
        return Err(Invalid(say!(
            "这段文字超过 64 KiB，请缩短后再填",
            "This text is longer than 64 KiB; please shorten it"
        )));
    }
    // Full-width digits and signs count as the plain ones; words are compared in one form.
    let plain = narrow(trimmed);
    let plain = plain.trim();
    if !matches!(kind, Kind::Text | Kind::Prose) {
        if is_nothing(plain) {
            return Ok(Cell::Empty);
        }
        if plain.len() > 1 && plain.chars().all(|c| c == '#') {
            return Err(Invalid(say!(
                "“{trimmed}”是表格里列太窄显示的，不是内容：把那一列拉宽再复制",
                "'{trimmed}' is what a spreadsheet shows where a column is too narrow: widen it and copy again"
            )));
        }
    }
    match kind {
        Kind::Text => Ok(Cell::Text(one_line(trimmed))),
        Kind::Prose => Ok(Cell::Text(trimmed.replace("\r\n", "\n").replace('\r', "\n").into())),
        Kind::Score => score(plain),
        Kind::Number => number(plain).map(Cell::Number),
        Kind::Count => count(plain, &reading.counts),
        Kind::Date => date(plain, reading.today, reading.toward).map(Cell::Date),
        Kind::Tick => tick(plain, reading),
        Kind::Check => check(plain),
        Kind::Choice(options) => choice(plain, options),
        Kind::OpenChoice(options) => open_choice(plain, options),
        Kind::Link(sheet) => (reading.link)(sheet, trimmed).map(Cell::Link),
    }
}

/// What is said where no row is called so.
pub fn no_such_row(typed: &str) -> Invalid {
    let typed = typed.trim();
    Invalid(say!(
        "没有叫“{typed}”的行，请从列表中选择",
        "There is no row called '{typed}'; choose one from the list"
    ))
}

/// The text with plain digits and signs in place of full-width ones; most cells hold nothing else.
fn narrow(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.nfkc().collect()) }
}

const fn is_fixed_blank(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}')
}

fn one_line(text: &str) -> EcoString {
    if text.contains(['\n', '\r', '\t']) {
        text.split(['\n', '\r', '\t'])
            .map(str::trim)
            .filter(|s| !s.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
            .into()
    } else {
        text.into()
    }
}

fn score(plain: &str) -> Result<Cell, Invalid> {
    let lower = plain.to_lowercase();
    let number = ["分", "/5", "points", "point", "pts"].iter().find_map(|unit| lower.strip_suffix(unit));
    let digit = |text: &str| ["一", "二", "三", "四", "五"].iter().position(|digit| *digit == text);
    let word = digit(number.unwrap_or(&lower).trim()).map(|at| at as u64 + 1);
    let read = word
        .or_else(|| whole(number.unwrap_or(&lower).trim()))
        .and_then(|n| u8::try_from(n).ok())
        .and_then(Score::new);
    read.map(Cell::Score).ok_or_else(|| {
        let plain = short(plain);
        Invalid(say!(
            "“{plain}”不是评分：请填 1 到 5 的整数",
            "'{plain}' is not a score: enter a whole number from 1 to 5"
        ))
    })
}

/// What people are counted by, behind their number; the longer of two that end alike first.
const PEOPLE: &[&str] = &[
    "名员工",
    "个员工",
    "名技师",
    "个人",
    "员工",
    "人",
    "名",
    "个",
    "位",
    "people",
    "persons",
    "person",
    "employees",
    "staff",
    "heads",
    "ftes",
    "fte",
];

fn count(plain: &str, counts: &RangeInclusive<u32>) -> Result<Cell, Invalid> {
    let lower = plain.to_lowercase();
    let digits = PEOPLE.iter().find_map(|unit| lower.strip_suffix(unit));
    let digits = in_digits(digits.unwrap_or(&lower).trim());
    let digits = &*digits;
    let only_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    // 1.2万 and 1.2k are whole numbers too.
    let large =
        || multiplied(digits).filter(|value| *value >= 0.0 && value.fract() == 0.0).map(|value| value as u64);
    match whole(digits).or_else(large) {
        Some(n) => {
            let count = u32::try_from(n).ok().filter(|n| counts.contains(n));
            count.map(Cell::Count).ok_or_else(|| not_one_of(plain, counts))
        }
        None if only_digits => Err(not_one_of(plain, counts)),
        None => {
            let (plain, least, most) = (short(plain), counts.start(), counts.end());
            Err(Invalid(if *most <= 1_000 {
                say!(
                    "“{plain}”不是 {least} 到 {most} 的整数：请填整数，不带单位",
                    "'{plain}' is not a count: enter a whole number from {least} to {most}, without a unit"
                )
            } else {
                say!(
                    "“{plain}”不是整数：请填 0、1、2 这样的整数",
                    "'{plain}' is not a count: enter a whole number like 0, 1, 2"
                )
            }))
        }
    }
}

fn check(plain: &str) -> Result<Cell, Invalid> {
    match yes_or_no(plain, true) {
        Some(true) => Ok(Cell::Check(true)),
        Some(false) => Ok(Cell::Empty),
        None => {
            let plain = short(plain);
            Err(Invalid(say!("“{plain}”看不懂：请填“是”或“否”", "'{plain}' is unclear: enter yes or no")))
        }
    }
}

fn date(plain: &str, today: NaiveDate, toward: Toward) -> Result<NaiveDate, Invalid> {
    parse_date_toward(plain, today, toward).map_err(|error| {
        // What is likely meant is named to be typed, and never taken by itself.
        let meant: Vec<String> = days_meant(plain, today, toward).iter().map(ToString::to_string).collect();
        Invalid(match meant.as_slice() {
            [] => not_a_date(plain, error),
            [one] => say!(
                "“{plain}”没有写清是哪一天：是 {one} 就写 {one}",
                "'{plain}' leaves the day open: write {one} if that is meant",
                plain = short(plain)
            ),
            [days @ .., last] => say!(
                "“{plain}”没有写清是哪一天：请写成 {days} 或 {last}",
                "'{plain}' leaves the day open: write {days} or {last}",
                plain = short(plain),
                days = Phrase { zh: days.join("、").into(), en: days.join(", ").into() }
            ),
        })
    })
}

fn not_a_date(plain: &str, error: DateError) -> Phrase {
    let plain = short(plain);
    match error {
        DateError::Empty | DateError::NotADate => say!(
            "“{plain}”不是日期：请填像 2026-03-02、3月2日、今天 或 +7 这样的日期",
            "'{plain}' is not a date: enter one like 2026-03-02, 2 Mar, today or +7"
        ),
        DateError::NoDay => say!(
            "“{plain}”没有写哪一天：请写到日，如 2026-03-02",
            "'{plain}' does not say which day: write the day too, like 2026-03-02"
        ),
        DateError::ShortYear => say!(
            "“{plain}”看不出哪个是年：年份请写四位，如 2026-03-02",
            "It is unclear which part of '{plain}' is the year: write it in four digits, like 2026-03-02"
        ),
        DateError::NoSuchDay { year, month, day } => say!(
            "{year} 年 {month} 月没有 {day} 日，请查日历",
            "There is no day {day} in month {month} of {year}; please check the calendar"
        ),
        DateError::Ambiguous { day_first: other, month_first: one }
        | DateError::EitherWeek { first: one, second: other } => say!(
            "“{plain}”有两种读法：请写成 {one} 或 {other}",
            "'{plain}' can be read in two ways: write {one} or {other}"
        ),
        DateError::DayNumber { date } => say!(
            "“{plain}”不像日期：在 Excel 里它是 {date}，真是这一天就写 {date}",
            "'{plain}' is hardly a date: in Excel it stands for {date}; if that is the day, write {date}"
        ),
        DateError::OtherWeekday { date } => {
            let at = date.weekday().num_days_from_monday() as usize;
            let (zh, en) = WEEKDAYS[at];
            say!(
                "{date} 是{zh}，和“{plain}”对不上：请核对",
                "{date} is a {en}, which '{plain}' is not: please check it"
            )
        }
        DateError::OtherZone => say!(
            "“{plain}”是别的时区的时间，当地可能是另一天：请只写日期，如 2026-03-02",
            "'{plain}' is a time in another zone and may be another day here: write the day alone, like 2026-03-02"
        ),
        DateError::YearOutOfRange => say!(
            "“{plain}”的年份不对：请填 {FIRST_YEAR} 到 {LAST_YEAR} 年之间的日期",
            "The year of '{plain}' is out of range: enter a date from {FIRST_YEAR} to {LAST_YEAR}"
        ),
    }
}

const WEEKDAYS: [(&str, &str); 7] = [
    ("星期一", "Monday"),
    ("星期二", "Tuesday"),
    ("星期三", "Wednesday"),
    ("星期四", "Thursday"),
    ("星期五", "Friday"),
    ("星期六", "Saturday"),
    ("星期日", "Sunday"),
];

/// A tick is its date; words that say so tick today. A future date is refused: nothing is done before its day.
fn tick(plain: &str, reading: &Reading<'_>) -> Result<Cell, Invalid> {
    match yes_or_no(plain, true) {
        Some(true) => return Ok(Cell::Date(reading.today)),
        Some(false) => return Ok(Cell::Empty),
        None => {}
    }
    let date = date(&words::without_done(plain), reading.today, Toward::Past)?;
    if date > reading.today {
        let today = reading.today;
        return Err(Invalid(say!(
            "{date} 还没有到：完成日期最晚是今天 {today}",
            "{date} has not come yet: a tick is dated today, {today}, at the latest"
        )));
    }
    Ok(Cell::Date(date))
}

/// An option by its key, its labels or what else it is called, by the whole name and never by a part of a word.
fn choice(plain: &str, options: &'static [Opt]) -> Result<Cell, Invalid> {
    find_option(plain, options).map(Cell::Choice).ok_or_else(|| {
        let all: Vec<Phrase> = options.iter().map(|o| o.label.into()).collect();
        let plain = short(plain);
        Invalid(say!(
            "“{plain}”不在选项里：请选 {all}",
            "'{plain}' is not one of the options: {all}",
            all = list(&all)
        ))
    })
}

/// An option, or a name of people's own where it names none.
fn open_choice(plain: &str, options: &'static [Opt]) -> Result<Cell, Invalid> {
    if let Some(option) = find_option(plain, options) {
        return Ok(Cell::Choice(option));
    }
    let name = one_line(plain);
    if OwnName::new(&name).is_some() {
        return Ok(Cell::Text(name));
    }
    let name = short(&name);
    Err(Invalid(say!(
        "“{name}”太长：自己的名称最多 13 个汉字或 40 个字母",
        "'{name}' is too long: a name of your own has at most 40 letters, or 13 Chinese characters"
    )))
}

/// The option that a text names.
pub fn find_option(typed: &str, options: &'static [Opt]) -> Option<&'static Opt> {
    // "technicians" is said where the option is "Technician".
    let singular = typed.trim().strip_suffix(['s', 'S']).filter(|s| s.is_ascii() && s.len() > 1);
    let by = |how: Called| {
        let is_so = |name: &str| {
            names(name, typed) == Some(how)
                || singular.is_some_and(|one| names(name, one) == Some(how))
                || (name.is_ascii() && names(name, &format!("{typed}s")) == Some(how))
        };
        let named = |option: &&Opt| {
            // The other names are whole as they stand.
            let others = option.aka.iter().filter(|_| how == Called::Whole);
            [option.key, option.label.zh, option.label.en].iter().chain(others).any(|name| is_so(name))
        };
        let mut found = options.iter().filter(named);
        found.next().filter(|_| found.next().is_none())
    };
    by(Called::Whole).or_else(|| by(Called::Alternative))
}

/// The value of a digit typed by any input method, full-width ones included.
pub fn narrow_digit(typed: char) -> Option<u8> {
    let narrow = std::iter::once(typed).nfkc().next()?;
    narrow.to_digit(10).and_then(|d| u8::try_from(d).ok())
}

#[cfg(test)]
mod tests;
