//! The end of a month, a quarter or a year, as a day: `月底`, `下季度末`, `明年底`, `3月底`, `end of month`, `year-end`. It names
//! one day, the last, where a month alone names none.

use super::entry::Toward;
use super::month::Month;
use super::written::is_digits;
use chrono::{Datelike, Months, NaiveDate};

/// A stretch of a year, by its months.
#[derive(Clone, Copy)]
struct Stretch(u32);

const MONTH: Stretch = Stretch(1);
const QUARTER: Stretch = Stretch(3);
const HALF: Stretch = Stretch(6);
const YEAR: Stretch = Stretch(12);

/// Words for a stretch, and how many stretches it lies from that of today; none where they do not say.
const NAMED: &[(&[&str], Stretch, Option<i32>)] = &[
    (&["月", "month", "the month"], MONTH, None),
    (&["本月", "这个月", "这月", "当月", "this month"], MONTH, Some(0)),
    (&["下月", "下个月", "next month"], MONTH, Some(1)),
    (&["上月", "上个月", "last month"], MONTH, Some(-1)),
    (&["季", "季度", "quarter", "the quarter"], QUARTER, None),
    (&["本季", "本季度", "这季度", "这个季度", "当季", "this quarter"], QUARTER, Some(0)),
    (&["下季", "下季度", "下个季度", "next quarter"], QUARTER, Some(1)),
    (&["上季", "上季度", "上个季度", "last quarter"], QUARTER, Some(-1)),
    (&["半年", "half year", "the half year"], HALF, None),
    (&["年", "年度", "year", "the year"], YEAR, None),
    (&["本年", "本年度", "this year"], YEAR, Some(0)),
    (&["下年", "下年度", "next year"], YEAR, Some(1)),
    (&["上年", "上年度", "last year"], YEAR, Some(-1)),
];

/// The last day of what a text in plain form names the end of; none for any other text.
pub(super) fn end_of(text: &str, today: NaiveDate, toward: Toward) -> Option<NaiveDate> {
    let spaced = text.replace('-', " ");
    let text = match spaced.as_str() {
        "eom" => "end of month",
        "eoq" => "end of quarter",
        "eoy" => "end of year",
        other => other,
    };
    let text = text.strip_prefix("by ").unwrap_or(text);
    let text = text.strip_prefix("the ").unwrap_or(text);
    let of = ["end of ", "end "].iter().find_map(|word| text.strip_prefix(word));
    let of = of.or_else(|| text.strip_suffix(['底', '末'])).or_else(|| text.strip_suffix(" end"))?.trim();
    if let Some((_, stretch, away)) = NAMED.iter().find(|(words, ..)| words.contains(&of)) {
        return stretch.last_day(today, *away, toward);
    }
    // `2027年底`, `2027年年底`, `end of 2027`.
    let year = of.strip_suffix("年年").or_else(|| of.strip_suffix('年')).unwrap_or(of);
    if year.len() == 4 && is_digits(year) {
        return NaiveDate::from_ymd_opt(year.parse().ok()?, 12, 31);
    }
    Month::of(of, today)?.last_day(today, toward)
}

impl Stretch {
    /// Its last day, so many stretches from that of today; of one that says nothing of that the one that is meant by a column.
    fn last_day(self, today: NaiveDate, away: Option<i32>, toward: Toward) -> Option<NaiveDate> {
        let Stretch(months) = self;
        let begun = today.with_day(1)?.checked_sub_months(Months::new(today.month0() % months))?;
        let last = |away: i32| {
            let by = Months::new((away + 1).unsigned_abs() * months);
            let next = if away < -1 { begun.checked_sub_months(by) } else { begun.checked_add_months(by) };
            next?.pred_opt()
        };
        let here = last(away.unwrap_or(0))?;
        if away.is_none() && toward == Toward::Past && here > today { last(-1) } else { Some(here) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{DateError, parse_date_toward};
    use super::*;

    #[test]
    fn the_end_of_a_month_a_quarter_or_a_year_is_a_day() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
        let read = |typed: &str, toward| parse_date_toward(typed, today, toward).map(|day| day.to_string());
        for (typed, wanted) in [
            ("月底", "2026-03-31"),
            ("月末", "2026-03-31"),
            ("本月底", "2026-03-31"),
            ("这个月底", "2026-03-31"),
            ("下月底", "2026-04-30"),
            ("下个月底", "2026-04-30"),
            ("上月底", "2026-02-28"),
            ("月底前", "2026-03-31"),
            ("季度末", "2026-03-31"),
            ("季末", "2026-03-31"),
            ("下季度末", "2026-06-30"),
            ("上季度末", "2025-12-31"),
            ("二季度末", "2026-06-30"),
            ("年底", "2026-12-31"),
            ("年末", "2026-12-31"),
            ("今年年底", "2026-12-31"),
            ("明年底", "2027-12-31"),
            ("2027年底", "2027-12-31"),
            ("3月底", "2026-03-31"),
            ("明年2月底", "2027-02-28"),
            ("End of month", "2026-03-31"),
            ("month end", "2026-03-31"),
            ("month-end", "2026-03-31"),
            ("the end of next month", "2026-04-30"),
            ("by end of the month", "2026-03-31"),
            ("EOM", "2026-03-31"),
            ("end of the quarter", "2026-03-31"),
            ("year-end", "2026-12-31"),
            ("end of next year", "2027-12-31"),
            ("end of 2026", "2026-12-31"),
            ("End of Mar 2027", "2027-03-31"),
            ("end of March next year", "2027-03-31"),
            ("明年3月5日", "2027-03-05"),
            ("5 March next year", "2027-03-05"),
        ] {
            assert_eq!(read(typed, Toward::Coming).as_deref(), Ok(wanted), "{typed}");
        }
        // What has happened by the end of a month has happened by that of the last one.
        assert_eq!(read("月底", Toward::Past).as_deref(), Ok("2026-02-28"));
        assert_eq!(read("year end", Toward::Past).as_deref(), Ok("2025-12-31"));
        for typed in ["明年3月", "3月", "March next year", "next month", "2027-03"] {
            assert_eq!(read(typed, Toward::Coming), Err(DateError::NoDay), "{typed}");
        }
        for typed in ["周末", "本周末", "end of it", "月底左右", "end", "底", "13月底", "week end"]
        {
            assert!(read(typed, Toward::Coming).is_err(), "{typed}");
        }
    }
}
