//! A week of a month: `2026年12月第3周`, `12月第三周`. Nobody counts them as others do, so its days are said and asked for.

use super::weeks::{Week, number};
use crate::calendar::monday_of;
use crate::say;
use crate::text::Phrase;
use chrono::{Datelike as _, Days, NaiveDate};
use unicode_normalization::UnicodeNormalization as _;

/// The last week of a month by number; a month touches no more.
const MOST: i64 = 6;

/// The weeks that a text may mean, of the year that lies nearest where it names none.
pub(super) fn read(typed: &str, today: NaiveDate) -> Option<Week> {
    let plain: String = typed.nfkc().filter(|c| !c.is_whitespace()).collect();
    let (before, rest) = plain.split_once('月')?;
    let week = ["个星期", "星期", "周"].iter().find_map(|word| rest.strip_suffix(word))?;
    let week = number(week.strip_prefix('第')?).filter(|n| (1..=MOST).contains(n))?;
    let (year, month) = before.split_once('年').map_or((None, before), |(year, month)| (Some(year), month));
    let month = u32::try_from(number(month)?).ok()?;
    let first = |year: i32| NaiveDate::from_ymd_opt(year, month, 1);
    let first = match year {
        Some(year) if year.len() == 4 => first(year.parse().ok()?)?,
        Some(_) => return None,
        None => first(today.year()).filter(|day| *day <= today).or_else(|| first(today.year() - 1))?,
    };
    let touched = monday_of(first)?;
    let whole = if touched == first { touched } else { touched.checked_add_days(Days::new(DAYS_OF_WEEK))? };
    let later = Days::new(DAYS_OF_WEEK * (week.unsigned_abs() - 1));
    // A week begins in its month at the latest: February has no sixth.
    let in_month = |day: &NaiveDate| *day <= first || day.month() == month;
    let touched = touched.checked_add_days(later).filter(in_month)?;
    let whole = whole.checked_add_days(later).filter(in_month).unwrap_or(touched);
    Some(Week::OfMonth(touched, whole))
}

const DAYS_OF_WEEK: u64 = 7;

/// Asks which of the weeks is meant, or whether it is the one that it seems to be.
pub(super) fn asked(one: (NaiveDate, NaiveDate), other: (NaiveDate, NaiveDate)) -> Phrase {
    let ((from, to), (first, last)) = (one, other);
    if one == other {
        return say!(
            "一个月的第几周，各处算法不同：按周一到周日是 {from} 至 {to}；是的话写 {to}，不是就写那一周的最后一天",
            "Weeks of a month are counted in several ways: from Monday to Sunday it is {from} to {to}; write {to} if so, else the last day of that week"
        );
    }
    say!(
        "一个月的第几周，各处算法不同：从 1 号所在的周算是 {from} 至 {to}，从第一个周一算是 {first} 至 {last}；请写那一周的最后一天",
        "Weeks of a month are counted in several ways: from the week of the 1st it is {from} to {to}, from the first Monday {first} to {last}; write the last day of that week"
    )
}
