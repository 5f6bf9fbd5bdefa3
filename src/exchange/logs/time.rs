//! Points in time as systems and spreadsheets write them, and in which order day, month and year stand.

mod civil;
mod written;

#[cfg(test)]
mod tests;

use super::places::Answered;
use crate::say;
use crate::text::{Phrase, Text, text};
use written::written;
pub use written::zone_alone as zone;

const DAY: i64 = 86_400_000;
/// From 1899-12-30, where spreadsheets begin to count, to 1970.
const SERIAL_OF_1970: f64 = 25_569.0;

/// In which order day, month and year stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// 2026-03-04, 2026年3月4日.
    YearFirst,
    /// 04/03/2026.
    DayFirst,
    /// 03/04/2026.
    MonthFirst,
}

impl Order {
    /// All of them.
    pub const ALL: [Order; 3] = [Order::YearFirst, Order::DayFirst, Order::MonthFirst];

    /// What people call it.
    pub const fn title(self) -> Text {
        match self {
            Order::YearFirst => text("年/月/日", "year first"),
            Order::DayFirst => text("日/月/年", "day first"),
            Order::MonthFirst => text("月/日/年", "month first"),
        }
    }

    /// The name on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Order::YearFirst => "year-first",
            Order::DayFirst => "day-first",
            Order::MonthFirst => "month-first",
        }
    }
}

/// How the times of a log are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// In numbers or words for day, month and year.
    Written(Order),
    /// 20260304 or 20260304090500.
    Compact,
    /// Seconds since 1970.
    Seconds,
    /// Milliseconds since 1970.
    Millis,
    /// Days since 1899-12-30, as spreadsheets count.
    Serial,
}

impl Form {
    /// Its name for programs.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Form::Written(order) => order.key(),
            Form::Compact => "digits",
            Form::Seconds => "unix-seconds",
            Form::Millis => "unix-milliseconds",
            Form::Serial => "excel-days",
        }
    }
}

/// A point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// Milliseconds since 1970-01-01 00:00 UTC, or on the clock that was written where it has no zone.
    pub(super) ms: i64,
    /// How many minutes that clock is ahead of UTC.
    pub(super) zone: Option<i16>,
    /// Whether a time of the day was written.
    pub(super) timed: bool,
}

/// Reads a point in time of the years 1900 to 2199.
pub(super) fn moment(text: &str, form: Form) -> Option<Moment> {
    let text = text.trim();
    let number = || text.parse::<f64>().ok().filter(|number| number.is_finite());
    let since_1970 = |ms: f64| Moment { ms: ms.round() as i64, zone: Some(0), timed: true };
    let moment = match form {
        Form::Written(order) => written(text, order)?,
        Form::Compact => civil::compact(text)?,
        Form::Seconds => since_1970(number()? * 1000.0),
        Form::Millis => since_1970(number()?),
        Form::Serial => {
            let days = number()?;
            // To the second: a fraction of a day has no more digits.
            let ms = ((days - SERIAL_OF_1970) * 86_400.0).round() as i64 * 1000;
            Moment { ms, zone: None, timed: days.fract() != 0.0 }
        }
    };
    (civil::FIRST_DAY * DAY..civil::LAST_DAY * DAY).contains(&moment.ms).then_some(moment)
}

/// Whether a text is a filler for no time at all, such as 0000-00-00 or 9999-12-31.
pub(super) fn is_filler(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let zeros = digits.len() >= 6 && digits.bytes().all(|digit| digit == b'0');
    zeros || digits.contains("9999") || text.trim() == "0"
}

/// How well a form fits a column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fit {
    /// The form that fits most cells.
    pub(super) form: Form,
    /// How many cells it fits.
    pub(super) fits: usize,
    /// Another order that fits as many and gives other days, with a cell that shows it.
    pub(super) rival: Option<(Order, usize)>,
}

/// The form that fits most of the cells of a column; `None` if none fits any. Blank cells do not count.
pub(super) fn fit(cells: &[&str]) -> Option<Fit> {
    numeric(cells).or_else(|| {
        let read = |order| cells.iter().map(|cell| moment(cell, Form::Written(order))).collect::<Vec<_>>();
        let mut all: Vec<_> = Order::ALL.into_iter().map(|order| (order, read(order))).collect();
        if is_dotted(cells) {
            // With dots nobody writes the month first, and the day comes first unless that gives years of no log.
            let is_sound = |order| read(order).iter().flatten().all(|moment| is_of_our_time(moment.ms));
            let (year, day) = (is_sound(Order::YearFirst), is_sound(Order::DayFirst));
            all.retain(|(order, _)| match order {
                Order::YearFirst => year,
                Order::DayFirst => day || !year,
                Order::MonthFirst => false,
            });
        }
        let count = |read: &[Option<Moment>]| read.iter().flatten().count();
        // Of equals the first.
        let (order, best) = all.iter().rev().max_by_key(|(_, read)| count(read))?;
        let fits = count(best);
        let mut rivals = all.iter().filter(|(other, read)| other != order && count(read) == fits);
        let differs = |read: &[Option<Moment>]| {
            best.iter().zip(read).position(|(one, other)| one.is_some() && other.is_some() && one != other)
        };
        let rival = rivals.find_map(|(other, read)| Some((*other, differs(read)?)));
        (fits > 0).then_some(Fit { form: Form::Written(*order), fits, rival })
    })
}

/// Whether most cells begin with a date in dots and no year of four digits in front: `3.2.2026`, `04.02.26 9:15`.
fn is_dotted(cells: &[&str]) -> bool {
    let dotted = |cell: &&&str| {
        let date = cell.trim().split(|c: char| c != '.' && !c.is_ascii_digit()).next().unwrap_or_default();
        let parts: Vec<usize> = date.split('.').map(str::len).collect();
        matches!(parts[..], [1 | 2, 1 | 2, 2 | 4])
    };
    cells.iter().filter(dotted).count() * 2 > cells.len()
}

/// Whether a log may tell of a time: systems keep none for longer, and none of what has not come.
const fn is_of_our_time(ms: i64) -> bool {
    const YEAR: i64 = 365 * DAY + DAY / 4;
    ms > 40 * YEAR && ms < 70 * YEAR
}

/// How the dates of a column are written, for programs: a month that is a word stands in no order of numbers.
pub(super) fn key(form: Form, cells: &[&str]) -> &'static str {
    let is_worded = |cell: &&str| {
        let both = [Order::YearFirst, Order::MonthFirst].map(|order| moment(cell, Form::Written(order)));
        cell.bytes().any(|byte| byte.is_ascii_alphabetic()) && both[0].is_some() && both[0] == both[1]
    };
    match form {
        Form::Written(_) if written::has_month(cells) && cells.iter().all(is_worded) => "month-name",
        form => form.key(),
    }
}

/// The form of a column of plain numbers: what most of them are by their length.
fn numeric(cells: &[&str]) -> Option<Fit> {
    let form_of = |cell: &str| {
        let (whole, part) = cell.split_once('.').unwrap_or((cell, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(part) {
            return None;
        }
        let form = match whole.len() {
            8 | 12 | 14 if part.is_empty() => Form::Compact,
            13 => Form::Millis,
            9 | 10 => Form::Seconds,
            5 => Form::Serial,
            _ => return None,
        };
        moment(cell, form).map(|_| form)
    };
    let forms: Vec<Form> = cells.iter().filter_map(|cell| form_of(cell.trim())).collect();
    let count = |form: &Form| forms.iter().filter(|other| *other == form).count();
    let best = [Form::Compact, Form::Millis, Form::Seconds, Form::Serial].into_iter().max_by_key(count)?;
    let fits = count(&best);
    (fits * 2 > cells.len()).then_some(Fit { form: best, fits, rival: None })
}

/// What is said where two orders of day and month fit equally well.
pub(super) fn undecided(cell: &str, one: Order, other: Order, answered: Answered) -> Phrase {
    let day = |order| {
        moment(cell, Form::Written(order)).map_or_else(String::new, |m| civil::date(m.ms.div_euclid(DAY)))
    };
    let (cell, first, second) = (cell.trim(), day(one), day(other));
    let choose = answered.choose([(one, &first), (other, &second)]);
    say!(
        "日期有两种读法：“{cell}”可以是 {first}，也可以是 {second}。{choose}",
        "the dates can be read in two ways: '{cell}' is {first} or {second}. {choose}",
        cell,
        first,
        second,
        choose
    )
}
