//! Days of the calendar as numbers.

use super::{DAY, Moment};
use chrono::{Datelike as _, NaiveDate};

/// 1900-01-01, in days since 1970.
pub(super) const FIRST_DAY: i64 = -25_567;
/// 2200-01-01.
pub(super) const LAST_DAY: i64 = 84_006;
/// From the beginning of the year 1 to 1970.
const CE_OF_1970: i64 = 719_163;

/// Days since 1970; `None` for a day that there is not.
pub(super) fn days(year: u32, month: u32, day: u32) -> Option<i64> {
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    Some(i64::from(date.num_days_from_ce()) - CE_OF_1970)
}

/// A day as `2026-03-04`.
pub(super) fn date(days: i64) -> String {
    let date = i32::try_from(days + CE_OF_1970).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
    date.map_or_else(String::new, |date| date.to_string())
}

/// A time of the day in milliseconds; 24:00 is the beginning of the next, and a minute may have a 61st second.
pub(super) fn clock(hours: u32, minutes: u32, seconds: u32) -> Option<i64> {
    let sound = hours < 24 && minutes < 60 && seconds < 61 || (hours, minutes, seconds) == (24, 0, 0);
    sound.then(|| i64::from((hours * 60 + minutes) * 60 + seconds) * 1000)
}

/// 20260304, 202603040905 or 20260304090500.
pub(super) fn compact(text: &str) -> Option<Moment> {
    if !matches!(text.len(), 8 | 12 | 14) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |from, to| text.get(from..to).map_or(Some(0), |digits| digits.parse::<u32>().ok());
    let day = days(number(0, 4)?, number(4, 6)?, number(6, 8)?)?;
    let time = clock(number(8, 10)?, number(10, 12)?, number(12, 14)?)?;
    Some(Moment { ms: day * DAY + time, zone: None, timed: text.len() > 8 })
}
