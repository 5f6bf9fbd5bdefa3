//! What people type or paste into a cell, and what is said when it cannot be taken.

use super::range::{not_one_of, number_in_range, short};
use super::{Cell, Id, Kind, Opt, Score};
use crate::calendar::{DateError, FIRST_YEAR, LAST_YEAR, parse_date};
use crate::say;
use crate::text::{Phrase, list};
use chrono::NaiveDate;
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
    /// The day that "today" means, and whose year a short date is of.
    pub today: NaiveDate,
    /// Finds the row of a sheet that people mean by a name.
    pub link: &'a dyn Fn(&str, &str) -> Option<Id>,
}

/// Whether it is only dashes or slashes, as people and spreadsheets mark a cell that holds nothing; the
/// screen itself shows `–` there. In words they may be meant, so those are never read by this.
pub fn is_nothing(plain: &str) -> bool {
    plain.chars().all(|c| matches!(c, '-' | '–' | '—' | '―' | '−' | '/'))
}

/// Reads what was typed into a cell of this kind. Blank text empties the cell, and so does a dash or a slash
/// where no words stand.
pub fn parse(kind: Kind, typed: &str, reading: &Reading<'_>) -> Result<Cell, Invalid> {
    let trimmed = typed.trim();
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
    if is_nothing(plain) && !matches!(kind, Kind::Text | Kind::Prose) {
        return Ok(Cell::Empty);
    }
    match kind {
        Kind::Text => Ok(Cell::Text(one_line(trimmed))),
        Kind::Prose => Ok(Cell::Text(trimmed.replace("\r\n", "\n").replace('\r', "\n").into())),
        Kind::Score => score(plain),
        Kind::Number => number(plain).map(Cell::Number),
        Kind::Count => count(plain, &reading.counts),
        Kind::Date => date(plain, reading.today).map(Cell::Date),
        Kind::Tick => tick(plain, reading),
        Kind::Check => check(plain),
        Kind::Choice(options) => choice(plain, options),
        Kind::Link(sheet) => {
            let found = Id::parse(plain).or_else(|| (reading.link)(sheet, trimmed));
            found.map(Cell::Link).ok_or_else(|| {
                Invalid(say!(
                    "没有叫“{trimmed}”的行，请从列表中选择",
                    "There is no row called '{trimmed}'; choose one from the list"
                ))
            })
        }
    }
}

/// The text with plain digits and signs in place of full-width ones; most cells hold nothing else.
fn narrow(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.nfkc().collect()) }
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
    let number = plain.strip_suffix('分').unwrap_or(plain).trim();
    number.parse().ok().and_then(Score::new).map(Cell::Score).ok_or_else(|| {
        Invalid(say!(
            "“{plain}”不是评分：请填 1 到 5 的整数",
            "'{plain}' is not a score: enter a whole number from 1 to 5"
        ))
    })
}

/// A finite number with nothing behind it.
pub fn number(plain: &str) -> Result<f64, Invalid> {
    let close = if plain.contains(' ') { Cow::Owned(plain.replace(' ', "")) } else { Cow::Borrowed(plain) };
    let digits = close.strip_prefix('+').unwrap_or(&close);
    let not_a_number = || {
        let plain = short(plain);
        Invalid(say!(
            "“{plain}”不是数字：请填像 92 或 3.5 这样的数",
            "'{plain}' is not a number: enter one like 92 or 3.5"
        ))
    };
    if digits.is_empty() || digits.contains(|c: char| !matches!(c, '0'..='9' | '.' | ',' | '-')) {
        return Err(not_a_number());
    }
    let digits = thousands(digits).ok_or_else(|| {
        let plain = short(plain);
        Invalid(say!(
            "“{plain}”里的逗号看不懂：小数请用点，如 3.5",
            "The comma in '{plain}' is unclear: write decimals with a point, like 3.5"
        ))
    })?;
    let value = digits.parse::<f64>().map_err(|_| not_a_number())?;
    number_in_range(value, plain)
}

/// Takes the commas out where they part thousands; `None` where they do not.
fn thousands(digits: &str) -> Option<Cow<'_, str>> {
    if !digits.contains(',') {
        return Some(Cow::Borrowed(digits));
    }
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = whole.contains(',');
    let right =
        groups.all(|g| g.len() == 3) && (!grouped || (1..=3).contains(&first.trim_start_matches('-').len()));
    (right && !fraction.is_some_and(|f| f.contains(','))).then(|| Cow::Owned(digits.replace(',', "")))
}

fn count(plain: &str, counts: &RangeInclusive<u32>) -> Result<Cell, Invalid> {
    let digits = plain.trim_end_matches(['人', '名', '个']).trim();
    let digits = thousands(digits);
    if digits.as_ref().is_some_and(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit())) {
        let count = digits.and_then(|d| d.parse().ok()).filter(|n| counts.contains(n));
        return count.map(Cell::Count).ok_or_else(|| not_one_of(plain, counts));
    }
    let plain = short(plain);
    Err(Invalid(say!(
        "“{plain}”不是个数：请填 0、1、2 这样的整数",
        "'{plain}' is not a count: enter a whole number like 0, 1, 2"
    )))
}

const YES: &[&str] = &["是", "有", "y", "yes", "true", "1", "x", "✓", "✔", "√", "☑", "对"];
const NO: &[&str] = &["否", "无", "没有", "n", "no", "false", "0", "☐", "-", "不"];

fn check(plain: &str) -> Result<Cell, Invalid> {
    let lower = plain.to_lowercase();
    if YES.contains(&lower.as_str()) {
        Ok(Cell::Check(true))
    } else if NO.contains(&lower.as_str()) {
        Ok(Cell::Empty)
    } else {
        Err(Invalid(say!("“{plain}”看不懂：请填“是”或“否”", "'{plain}' is unclear: enter yes or no")))
    }
}

fn date(plain: &str, today: NaiveDate) -> Result<NaiveDate, Invalid> {
    parse_date(plain, today).map_err(|error| {
        let plain = short(plain);
        Invalid(match error {
            DateError::Empty | DateError::NotADate => say!(
                "“{plain}”不是日期：请填像 2026-03-02、3月2日、今天 或 +7 这样的日期",
                "'{plain}' is not a date: enter one like 2026-03-02, 2 Mar, today or +7"
            ),
            DateError::NoSuchDay { year, month, day } => say!(
                "{year} 年 {month} 月没有 {day} 日，请查日历",
                "There is no day {day} in month {month} of {year}; please check the calendar"
            ),
            DateError::Ambiguous { day_first, month_first } => say!(
                "“{plain}”有两种读法：请写成 {month_first} 或 {day_first}",
                "'{plain}' can be read in two ways: write {month_first} or {day_first}"
            ),
            DateError::YearOutOfRange => say!(
                "“{plain}”的年份不对：请填 {FIRST_YEAR} 到 {LAST_YEAR} 年之间的日期",
                "The year of '{plain}' is out of range: enter a date from {FIRST_YEAR} to {LAST_YEAR}"
            ),
        })
    })
}

/// A tick is its date; "yes" ticks today. A future date is refused: nothing is done before its day.
fn tick(plain: &str, reading: &Reading<'_>) -> Result<Cell, Invalid> {
    match check(plain) {
        Ok(Cell::Check(true)) => return Ok(Cell::Date(reading.today)),
        Ok(cell) => return Ok(cell),
        Err(_) => {}
    }
    let date = date(plain, reading.today)?;
    if date > reading.today {
        let today = reading.today;
        return Err(Invalid(say!(
            "{date} 还没有到：完成日期最晚是今天 {today}",
            "{date} has not come yet: a tick is dated today, {today}, at the latest"
        )));
    }
    Ok(Cell::Date(date))
}

fn choice(plain: &str, options: &'static [Opt]) -> Result<Cell, Invalid> {
    let lower = plain.to_lowercase();
    let names = |o: &Opt| {
        [
            o.key.to_lowercase(),
            o.label.zh.nfkc().collect::<String>().to_lowercase(),
            o.label.en.to_lowercase(),
        ]
    };
    // "technicians" is said where the option is "Technician".
    let singular = lower.strip_suffix('s').filter(|s| s.is_ascii()).unwrap_or(&lower);
    let exact = options.iter().find(|o| names(o).contains(&lower) || names(o).iter().any(|n| n == singular));
    let mut starting = options.iter().filter(|o| names(o).iter().any(|n| n.starts_with(&lower)));
    let only = starting.next().filter(|_| starting.next().is_none());
    let mut holding = options.iter().filter(|o| names(o).iter().any(|n| n.contains(&lower)));
    let within = holding.next().filter(|_| holding.next().is_none());
    exact.or(only).or(within).map(Cell::Choice).ok_or_else(|| {
        let all: Vec<Phrase> = options.iter().map(|o| o.label.into()).collect();
        Invalid(say!(
            "“{plain}”不在选项里：请选 {all}",
            "'{plain}' is not one of the options: {all}",
            all = list(&all)
        ))
    })
}

/// The value of a digit typed by any input method, full-width ones included.
pub fn narrow_digit(typed: char) -> Option<u8> {
    let narrow = std::iter::once(typed).nfkc().next()?;
    narrow.to_digit(10).and_then(|d| u8::try_from(d).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::COUNTS;
    use crate::text::text;

    static OPTIONS: &[Opt] = &[Opt { key: "a-b", label: text("甲/乙", "A/B") }];

    fn read(kind: Kind, typed: &str) -> Result<Cell, Invalid> {
        let today = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        parse(kind, typed, &Reading { counts: COUNTS, today, link: &|_, _| Some(Id::new(7)) })
    }

    #[test]
    fn a_number_written_plainly_is_read_as_it_stands() {
        assert!(matches!(thousands("1234.5"), Some(Cow::Borrowed(_))));
        assert!(matches!(narrow("1,234.5"), Cow::Borrowed(_)));
        for (typed, value) in [
            ("92", 92.0),
            ("+3.5", 3.5),
            ("-3", -3.0),
            ("1,234.5", 1234.5),
            ("- 3", -3.0),
            ("1 234", 1234.0),
            ("９２．５", 92.5),
        ] {
            assert_eq!(read(Kind::Number, typed), Ok(Cell::Number(value)), "{typed}");
        }
        for typed in ["1E5", "e", "12,34", "1.2,3", "1-2", "++3", "NaN", "inf", "."] {
            assert!(read(Kind::Number, typed).is_err(), "{typed}");
        }
        assert_eq!(read(Kind::Count, "1,234"), Ok(Cell::Count(1234)));
    }

    #[test]
    fn a_dash_or_a_slash_is_nothing_except_in_words() {
        let kinds = [
            Kind::Score,
            Kind::Number,
            Kind::Count,
            Kind::Date,
            Kind::Tick,
            Kind::Check,
            Kind::Choice(OPTIONS),
            Kind::Link("people"),
        ];
        for typed in ["-", "–", "—", "/", " - ", "－", "／", "——"] {
            for kind in kinds {
                assert_eq!(read(kind, typed), Ok(Cell::Empty), "{typed:?} as {kind:?}");
            }
            for kind in [Kind::Text, Kind::Prose] {
                assert_eq!(read(kind, typed), Ok(Cell::Text(typed.trim().into())), "{typed:?} as {kind:?}");
            }
        }
        assert_eq!(read(Kind::Number, "-3"), Ok(Cell::Number(-3.0)));
        assert_eq!(read(Kind::Choice(OPTIONS), "A/B"), Ok(Cell::Choice(&OPTIONS[0])));
        assert!(read(Kind::Score, "-1").is_err() && read(Kind::Date, "3/").is_err());
    }
}
