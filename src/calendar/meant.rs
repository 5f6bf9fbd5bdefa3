//! The days that may be meant by a text that names none: part of a month, a week of the year, a year of two digits.

use super::entry::{DateError, Toward, in_range, parse_date_toward};
use super::month::Month;
use super::order::DayOrder;
use super::shift;
use super::written::{is_digits, plain_form, with_year, without_time};
use crate::sort::StableSort;
use crate::text::{Text, text};
use chrono::{Datelike, NaiveDate, Weekday};

/// Words for a part of a month, with its days; 31 is the last.
const PARTS: &[(&str, &[u32])] = &[
    ("the beginning of ", &[1, 5]),
    ("beginning of ", &[1, 5]),
    ("start of ", &[1, 5]),
    ("early ", &[1, 5]),
    ("the middle of ", &[15]),
    ("middle of ", &[15]),
    ("mid-", &[15]),
    ("mid ", &[15]),
    ("late ", &[31, 25]),
];
/// The same behind a month in Chinese.
const BEHIND: &[(&str, &[u32])] =
    &[("上旬", &[10, 1]), ("中旬", &[15, 20]), ("下旬", &[31, 25]), ("初", &[1, 5]), ("中", &[15])];
/// So far from today a week without a year is looked for, as a day is.
const WINDOW: i64 = 300;
/// So far from today a day is one of these years.
const THESE_YEARS: i64 = 3 * 366;
/// Words for a week of the year.
const WEEKS: &[&str] = &["calendar week", "cw", "kw", "日历周", "日历第"];

/// The days that may be meant by a text that is refused as one, the likeliest first.
pub fn days_meant(typed: &str, today: NaiveDate, toward: Toward) -> Vec<NaiveDate> {
    let open = |error| matches!(error, DateError::NoDay | DateError::NotADate | DateError::ShortYear);
    if !parse_date_toward(typed, today, toward).is_err_and(open) {
        return Vec::new();
    }
    let text = with_year(plain_form(typed), today);
    let mut days = short_year(&text, today);
    if days.is_empty() {
        days = week_of_year(&text, today, toward);
    }
    if days.is_empty() {
        days = part_of_month(&text, today, toward);
    }
    days.retain(|day| in_range(day.year()).is_ok());
    days
}

/// `15/3/26`, `26.3.15`, `260315`: the day, the month and the year in each order in which there is such a day.
fn short_year(text: &str, today: NaiveDate) -> Vec<NaiveDate> {
    let Some(short) = ShortYear::of_plain(text) else { return Vec::new() };
    let mut days: Vec<NaiveDate> = Vec::new();
    for day in ShortOrder::ALL.into_iter().filter_map(|order| short.day(order)) {
        if !days.contains(&day) {
            days.push(day);
        }
    }
    days.stable_sort_by_key(|day| (*day - today).num_days().abs());
    // Beside a day of these years nobody means one of another decade.
    if days.first().is_some_and(|nearest| is_of_these_years(*nearest, today)) {
        days.retain(|day| is_of_these_years(*day, today));
    }
    days
}

fn is_of_these_years(day: NaiveDate, today: NaiveDate) -> bool {
    (day - today).num_days().abs() <= THESE_YEARS
}

/// In which order a day, its month and a year of two digits are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShortOrder {
    /// 15/3/26.
    DayFirst,
    /// 3/15/26.
    MonthFirst,
    /// 26/3/15.
    YearFirst,
}

impl ShortOrder {
    /// All of them.
    pub const ALL: [ShortOrder; 3] = [ShortOrder::DayFirst, ShortOrder::MonthFirst, ShortOrder::YearFirst];

    /// What it is called.
    pub fn title(self) -> Text {
        match self {
            ShortOrder::DayFirst => text("日/月/年", "day/month/year"),
            ShortOrder::MonthFirst => text("月/日/年", "month/day/year"),
            ShortOrder::YearFirst => text("年/月/日", "year/month/day"),
        }
    }

    /// The order in which all of these are days of these years, if it is one alone.
    pub fn of_all(written: &[ShortYear], today: NaiveDate) -> Option<ShortOrder> {
        let mut orders = ShortOrder::ALL.into_iter().filter(|order| order.fits(written, today));
        orders.next().filter(|_| orders.next().is_none())
    }

    /// Whether all of these are days of these years in it.
    pub fn fits(self, written: &[ShortYear], today: NaiveDate) -> bool {
        let near = |short: &ShortYear| short.day(self).is_some_and(|day| is_of_these_years(day, today));
        !written.is_empty() && written.iter().all(near)
    }
}

impl From<DayOrder> for ShortOrder {
    fn from(order: DayOrder) -> ShortOrder {
        match order {
            DayOrder::DayFirst => ShortOrder::DayFirst,
            DayOrder::MonthFirst => ShortOrder::MonthFirst,
        }
    }
}

/// A day written as three numbers of at most two digits, one of them the year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShortYear([String; 3]);

impl ShortYear {
    /// The numbers of a text; none if it is no such day.
    pub fn of(typed: &str) -> Option<ShortYear> {
        let plain = plain_form(typed);
        let short = ShortYear::of_plain(without_time(&plain).ok()?)?;
        ShortOrder::ALL.into_iter().any(|order| short.day(order).is_some()).then_some(short)
    }

    fn of_plain(text: &str) -> Option<ShortYear> {
        let parts: Vec<&str> = if text.len() == 6 && is_digits(text) {
            [0, 2, 4].into_iter().filter_map(|at| text.get(at..at + 2)).collect()
        } else {
            let separator = text.chars().find(|c| matches!(c, '/' | '.' | '-'))?;
            text.split(separator).map(str::trim).collect()
        };
        let is_short = |part: &&str| part.len() <= 2 && is_digits(part);
        let [one, two, three] = parts.as_slice() else { return None };
        parts.iter().all(is_short).then(|| ShortYear([*one, *two, *three].map(str::to_owned)))
    }

    /// The day in an order, in this century; none where there is no such day.
    pub fn day(&self, order: ShortOrder) -> Option<NaiveDate> {
        let [one, two, three] = &self.0;
        let (year, month, day) = match order {
            ShortOrder::DayFirst => (three, two, one),
            ShortOrder::MonthFirst => (three, one, two),
            ShortOrder::YearFirst => (one, two, three),
        };
        let number = |part: &String| part.parse::<u32>().ok();
        let year = i32::try_from(number(year).filter(|_| year.len() == 2)?).ok()?;
        NaiveDate::from_ymd_opt(2000 + year, number(month)?, number(day)?)
    }
}

/// `CW 13`, `KW13`, `KW 13/2026`, `2026 CW13`: the last working day of the week, its last and its first day.
fn week_of_year(text: &str, today: NaiveDate, toward: Toward) -> Vec<NaiveDate> {
    let Some((before, behind)) = WEEKS.iter().find_map(|word| text.split_once(word)) else {
        return Vec::new();
    };
    let between = |c: char| matches!(c, ' ' | '/' | '-' | '.' | '年' | '周');
    let all: Vec<&str> = [before, behind]
        .into_iter()
        .flat_map(|part| part.split(between))
        .filter(|part| !part.is_empty())
        .collect();
    let is_year = |part: &&&str| part.len() == 4;
    let year = all.iter().find(is_year).and_then(|year| year.parse::<i32>().ok());
    let others: Vec<&&str> = all.iter().filter(|part| part.len() != 4).collect();
    let [week] = others.as_slice() else { return Vec::new() };
    let Some(week) = week.parse::<u32>().ok().filter(|_| is_digits(week)) else { return Vec::new() };
    let day = |year: i32, of_week| NaiveDate::from_isoywd_opt(year, week, of_week);
    let this = today.iso_week().year();
    // The same as of a day without a year: what has happened lies behind, what is due ahead, not too far either way.
    let year = year.unwrap_or_else(|| {
        let near =
            |year: i32| day(year, Weekday::Fri).is_some_and(|of| (of - today).num_days().abs() <= WINDOW);
        let ahead = day(this, Weekday::Mon).is_some_and(|first| first > today);
        let behind = day(this, Weekday::Sun).is_some_and(|last| last < today);
        match toward {
            Toward::Past if ahead && near(this - 1) => this - 1,
            Toward::Coming | Toward::Ahead if behind && near(this + 1) => this + 1,
            _ => this,
        }
    });
    [Weekday::Fri, Weekday::Sun, Weekday::Mon].into_iter().filter_map(|of_week| day(year, of_week)).collect()
}

/// `mid April`, `4月中旬`, `下月初`, `March`.
fn part_of_month(text: &str, today: NaiveDate, toward: Toward) -> Vec<NaiveDate> {
    let of_month = |name: &str, days: &[u32]| -> Option<Vec<NaiveDate>> {
        let name = name.trim();
        let month = match name {
            "月" | "month" | "the month" | "this month" => Month::around(today),
            "next month" | "下月" | "下个月" => {
                Month::around(today.checked_add_months(chrono::Months::new(1))?)
            }
            name => Month::of(name, today)?,
        };
        let last = month.last_day(today, toward)?;
        let day = |day: &u32| last.with_day(*day).unwrap_or(last);
        Some(days.iter().map(day).collect())
    };
    if matches!(text, "本月" | "这个月" | "this month" | "下月" | "下个月" | "next month") {
        return of_month(text, &[31, 1]).unwrap_or_default();
    }
    if let Some(days) = PARTS.iter().find_map(|(word, days)| of_month(text.strip_prefix(word)?, days)) {
        return days;
    }
    if let Some(days) = BEHIND.iter().find_map(|(word, days)| of_month(text.strip_suffix(word)?, days)) {
        return days;
    }
    // A month alone: its last day, or its first. The first day of a quarter is not that of its last month.
    let last = Month::of(text, today).and_then(|month| month.last_day(today, toward));
    let is_quarter = text.contains('q') || text.contains("季度");
    let first = last.filter(|_| !is_quarter).map(|last| shift(last, 1 - i64::from(last.day())));
    last.into_iter().chain(first).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_no_day_offers_those_that_may_be_meant() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
        let meant = |typed: &str, toward| -> Vec<String> {
            days_meant(typed, today, toward).iter().map(ToString::to_string).collect()
        };
        for (typed, wanted) in [
            ("六月初", &["2026-06-01", "2026-06-05"][..]),
            ("4月中旬", &["2026-04-15", "2026-04-20"]),
            ("mid April", &["2026-04-15"]),
            ("mid-Apr", &["2026-04-15"]),
            ("early May", &["2026-05-01", "2026-05-05"]),
            ("下个月初", &["2026-04-01", "2026-04-05"]),
            ("Q2", &["2026-06-30"]),
            ("明年3月", &["2027-03-31", "2027-03-01"]),
            ("March next year", &["2027-03-31", "2027-03-01"]),
            ("June", &["2026-06-30", "2026-06-01"]),
            ("CW 13", &["2026-03-27", "2026-03-29", "2026-03-23"]),
            ("KW13", &["2026-03-27", "2026-03-29", "2026-03-23"]),
            ("KW 13/2027", &["2027-04-02", "2027-04-04", "2027-03-29"]),
            ("2026 CW13", &["2026-03-27", "2026-03-29", "2026-03-23"]),
            ("15/3/26", &["2026-03-15"]),
            ("15.3.26", &["2026-03-15"]),
            ("26/3/15", &["2026-03-15"]),
            ("31.12.26", &["2026-12-31"]),
            ("3/4/26", &["2026-03-04", "2026-04-03"]),
            // Where all lie far, all are named.
            ("15/3/18", &["2018-03-15", "2015-03-18"]),
        ] {
            assert_eq!(meant(typed, Toward::Coming), wanted, "{typed}");
        }
        assert_eq!(meant("KW 50", Toward::Past), ["2025-12-12", "2025-12-14", "2025-12-08"]);
        assert_eq!(meant("KW 2", Toward::Coming), ["2026-01-09", "2026-01-11", "2026-01-05"]);
        for typed in ["", "soon", "2026-03-04", "3/4", "CW", "KW 60", "end of it", "13月底", "99/99/99"] {
            assert!(meant(typed, Toward::Coming).is_empty(), "{typed}: {:?}", meant(typed, Toward::Coming));
        }
    }
}
