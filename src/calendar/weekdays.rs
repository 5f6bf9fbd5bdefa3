//! Days of the week that stand alone below or beside each other: all are of one week.

use crate::say;
use crate::text::Phrase;
use chrono::{Datelike as _, Days, NaiveDate, Weekday};

/// The Monday of the latest week in which none of the days that have values is in the future; none unless they follow each
/// other as in a week.
pub fn monday_of_weekdays(days: &[(Weekday, bool)], today: NaiveDate) -> Option<NaiveDate> {
    if !days.is_sorted_by_key(|(day, _)| day.num_days_from_monday()) {
        return None;
    }
    let last = days.iter().filter(|(_, has)| *has).map(|(day, _)| day.num_days_from_monday()).max()?;
    let this = monday_of(today)?;
    let has_come = last <= today.weekday().num_days_from_monday();
    if has_come { Some(this) } else { this.checked_sub_days(Days::new(7)) }
}

/// The Monday of the week of a day.
pub fn monday_of(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())))
}

/// A day of the week that begins on this Monday.
pub fn day_of_week_from(monday: NaiveDate, day: Weekday) -> Option<NaiveDate> {
    monday.checked_add_days(Days::new(u64::from(day.num_days_from_monday())))
}

/// Says that days of the week are those of last week.
pub fn said_last_week(monday: NaiveDate) -> Phrase {
    let sunday = day_of_week_from(monday, Weekday::Sun).unwrap_or(monday);
    say!(
        "星期几都算上一周的（{monday} 至 {sunday}）：本周的还没有到齐",
        "The days of the week are those of last week ({monday} to {sunday}), as not all of them have come this week"
    )
}
