//! Days of which day and month are written as two small numbers, so that either may be the month.

use super::entry::Toward;
use super::written::{fields, plain_form, without_time, without_year};
use crate::text::{Text, text};
use chrono::NaiveDate;

/// In which order a day and its month are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOrder {
    /// 25/12.
    DayFirst,
    /// 12/25.
    MonthFirst,
}

/// Days that follow each other in a table lie so many days apart at most.
const A_MONTH: i64 = 31;

impl DayOrder {
    /// Its name in files.
    pub fn key(self) -> &'static str {
        match self {
            DayOrder::DayFirst => "day-first",
            DayOrder::MonthFirst => "month-first",
        }
    }

    /// The order of such a name.
    pub fn parse(key: &str) -> Option<DayOrder> {
        [DayOrder::DayFirst, DayOrder::MonthFirst].into_iter().find(|order| order.key() == key)
    }

    /// What it is called.
    pub fn title(self) -> Text {
        match self {
            DayOrder::DayFirst => text("先日后月", "day first"),
            DayOrder::MonthFirst => text("先月后日", "month first"),
        }
    }

    /// The order in which days, each after the one before, lie no more than a month apart; none where both do or neither.
    pub fn of_steps(days: &[Numbers], today: NaiveDate, toward: Toward) -> Option<DayOrder> {
        let is_even = |order: DayOrder| {
            let days: Option<Vec<NaiveDate>> =
                days.iter().map(|numbers| numbers.day(order, today, toward)).collect();
            let apart = |pair: &[NaiveDate]| (pair[1] - pair[0]).num_days().abs();
            days.is_some_and(|days| {
                days.len() > 1 && days.windows(2).all(|pair| (1..=A_MONTH).contains(&apart(pair)))
            })
        };
        match (is_even(DayOrder::MonthFirst), is_even(DayOrder::DayFirst)) {
            (true, false) => Some(DayOrder::MonthFirst),
            (false, true) => Some(DayOrder::DayFirst),
            _ => None,
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> DayOrder {
        match self {
            DayOrder::DayFirst => DayOrder::MonthFirst,
            DayOrder::MonthFirst => DayOrder::DayFirst,
        }
    }
}

/// A day written as two small numbers, with the year behind them or without one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    first: u32,
    second: u32,
    year: Option<i32>,
    /// Whether points stand behind both, as in `2.3.` and `2.3.2026`: then the day is meant to stand first.
    before_points: bool,
}

impl Numbers {
    /// The numbers of a text; none if it is no such day.
    pub fn of(typed: &str) -> Option<Numbers> {
        let text = plain_form(typed);
        let text = without_time(&text).ok().filter(|text| !text.contains(['年', '月']))?;
        let fields = fields(text).ok()?;
        let number = |at: usize| fields.get(at)?.parse::<u32>().ok();
        let year = match fields.iter().map(String::len).collect::<Vec<_>>().as_slice() {
            [1 | 2, 1 | 2] => None,
            [1 | 2, 1 | 2, 4] => Some(i32::try_from(number(2)?).ok()?),
            _ => return None,
        };
        let is_closed = year.is_some() || typed.trim_end().ends_with(['.', '．']);
        let before_points = text.contains('.') && is_closed;
        Some(Numbers { first: number(0)?, second: number(1)?, year, before_points })
    }

    /// The day of a text like `2.3.`, without a year; none where the first number can be no day.
    pub(super) fn day_before_points(typed: &str, today: NaiveDate, toward: Toward) -> Option<NaiveDate> {
        if !typed.trim_end().ends_with(['.', '．']) {
            return None;
        }
        let numbers = Numbers::of(typed).filter(|numbers| !numbers.has_year())?;
        numbers.by_points().and_then(|order| numbers.day(order, today, toward))
    }

    /// The order that points behind both numbers say, where there is such a day.
    pub fn by_points(self) -> Option<DayOrder> {
        (self.before_points && self.exists(DayOrder::DayFirst)).then_some(DayOrder::DayFirst)
    }

    /// The order in which it is a day, if it is in one alone.
    pub fn order(self) -> Option<DayOrder> {
        match (self.exists(DayOrder::MonthFirst), self.exists(DayOrder::DayFirst)) {
            (true, false) => Some(DayOrder::MonthFirst),
            (false, true) => Some(DayOrder::DayFirst),
            _ => None,
        }
    }

    /// Whether it may be either of two days, as it is written.
    pub fn is_open(self) -> bool {
        self.is_either() && !self.before_points
    }

    /// Whether there is such a day in both orders.
    pub fn is_either(self) -> bool {
        let both = self.exists(DayOrder::MonthFirst) && self.exists(DayOrder::DayFirst);
        both && self.first != self.second
    }

    /// Whether the year is written.
    pub fn has_year(self) -> bool {
        self.year.is_some()
    }

    /// The order in which it is this day, if it is in one alone.
    pub fn order_of(self, meant: NaiveDate, today: NaiveDate, toward: Toward) -> Option<DayOrder> {
        let is_it = |order: &DayOrder| self.day(*order, today, toward) == Some(meant);
        let mut orders = [DayOrder::DayFirst, DayOrder::MonthFirst].into_iter().filter(is_it);
        orders.next().filter(|_| orders.next().is_none())
    }

    /// Whether there is such a day, in a leap year where none is written.
    fn exists(self, order: DayOrder) -> bool {
        let (month, day) = self.month_and_day(order);
        NaiveDate::from_ymd_opt(self.year.unwrap_or(2024), month, day).is_some()
    }

    fn month_and_day(self, order: DayOrder) -> (u32, u32) {
        match order {
            DayOrder::MonthFirst => (self.first, self.second),
            DayOrder::DayFirst => (self.second, self.first),
        }
    }

    /// The day in an order; one without a year follows from `toward`.
    pub fn day(self, order: DayOrder, today: NaiveDate, toward: Toward) -> Option<NaiveDate> {
        let (month, day) = self.month_and_day(order);
        match self.year {
            Some(year) => NaiveDate::from_ymd_opt(year, month, day),
            None => without_year(month, day, today, toward).ok(),
        }
    }
}
