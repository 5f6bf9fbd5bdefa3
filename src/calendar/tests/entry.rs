//! Dates as people write them.

use super::*;

fn read(typed: &str) -> Result<NaiveDate, DateError> {
    parse_date(typed, date("2026-03-10"))
}

#[test]
fn dates_are_read_as_people_write_them() {
    let same_day = [
        "2026-03-02",
        "2026/3/2",
        "2026.3.2",
        "20260302",
        "2026年3月2日",
        "2026年03月02号",
        " 2026 年 3 月 2 日 ",
        "２０２６－０３－０２",
        "２０２６／３／２",
        "2026。3。2",
        "3-2",
        "3/2",
        "3.2",
        "３月２日",
        "3月2",
        "03-02",
    ];
    for typed in same_day {
        assert_eq!(read(typed), Ok(date("2026-03-02")), "{typed}");
    }
    for typed in ["today", "Today", "今天", "t", "T", ".", "。", "+0", "-0"] {
        assert_eq!(read(typed), Ok(date("2026-03-10")), "{typed}");
    }
    for (typed, day) in [
        ("yesterday", "2026-03-09"),
        ("昨天", "2026-03-09"),
        ("tomorrow", "2026-03-11"),
        ("明天", "2026-03-11"),
        ("+7", "2026-03-17"),
        ("＋7", "2026-03-17"),
        ("-3", "2026-03-07"),
    ] {
        assert_eq!(read(typed), Ok(date(day)), "{typed}");
    }
}

#[test]
fn a_year_at_the_end_is_read_only_when_one_reading_is_possible() {
    for typed in ["March 2026", "2026 March", "mar-2026", "March 2026th"] {
        assert_eq!(read(typed), Err(DateError::NotADate), "{typed} names no day");
    }
    assert_eq!(read("March 4, 2026"), Ok(date("2026-03-04")));
    let both = DateError::Ambiguous { day_first: date("2026-04-03"), month_first: date("2026-03-04") };
    assert_eq!(read("03/04/2026"), Err(both));
    assert_eq!(read("3-4-2026"), Err(both));
    assert_eq!(read("25/12/2026"), Ok(date("2026-12-25")));
    assert_eq!(read("12/25/2026"), Ok(date("2026-12-25")));
    assert_eq!(read("03/03/2026"), Ok(date("2026-03-03")));
    assert_eq!(read("30/02/2026"), Err(DateError::NoSuchDay { year: 2026, month: 2, day: 30 }));
    assert_eq!(read("02/30/2026"), Err(DateError::NoSuchDay { year: 2026, month: 2, day: 30 }));
}

#[test]
fn days_that_do_not_exist_are_named() {
    let none = |year, month, day| Err(DateError::NoSuchDay { year, month, day });
    assert_eq!(read("2026-02-30"), none(2026, 2, 30));
    assert_eq!(read("2月30日"), none(2026, 2, 30));
    assert_eq!(read("2-29"), none(2026, 2, 29));
    assert_eq!(read("2028-02-29"), Ok(date("2028-02-29")));
    assert_eq!(read("2026-13-01"), none(2026, 13, 1));
    assert_eq!(read("2026-00-10"), none(2026, 0, 10));
}

#[test]
fn years_far_away_are_refused() {
    assert_eq!(read("1899-12-31"), Err(DateError::YearOutOfRange));
    assert_eq!(read("1900-01-01"), Ok(date("1900-01-01")));
    assert_eq!(read("2199-12-31"), Ok(date("2199-12-31")));
    assert_eq!(read("2200-01-01"), Err(DateError::YearOutOfRange));
    assert_eq!(read("01/01/2200"), Err(DateError::YearOutOfRange));
    assert_eq!(read("+99999999999999999999"), Err(DateError::YearOutOfRange));
    assert_eq!(read("-99999999999999999999"), Err(DateError::YearOutOfRange));
}

#[test]
fn other_texts_are_not_dates() {
    assert_eq!(read(""), Err(DateError::Empty));
    assert_eq!(read(" \u{3000}"), Err(DateError::Empty));
    for typed in
        ["soon", "26-3-2", "2026-3", "2026年", "2026-3/2", "3--2", "+", "+x", "5", "月日", "1-2-3-4", "+-3"]
    {
        assert_eq!(read(typed), Err(DateError::NotADate), "{typed}");
    }
}

#[test]
fn english_months_are_read_and_unknown_words_are_not() {
    let today = NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
    let read = |typed| parse_date(typed, today);
    let date = |y, m, d| Ok(NaiveDate::from_ymd_opt(y, m, d).unwrap());
    assert_eq!(read("4 March 2026"), date(2026, 3, 4));
    assert_eq!(read("2 Mar"), date(2026, 3, 2));
    assert_eq!(read("Mar 2"), date(2026, 3, 2));
    assert_eq!(read("March 2nd, 2027"), date(2027, 3, 2));
    assert_eq!(read("1-sept-2026"), date(2026, 9, 1));
    assert_eq!(read("30 Feb"), Err(DateError::NoSuchDay { year: 2026, month: 2, day: 30 }));
    for nonsense in ["ma 2", "march", "2 march 26", "2 2 march", "2 marching"] {
        assert_eq!(read(nonsense), Err(DateError::NotADate), "{nonsense}");
    }
}

proptest! {
    #[test]
    fn a_printed_date_is_read_back(day in any_date(), today in any_date()) {
        prop_assume!(day.year() <= LAST_YEAR);
        prop_assert_eq!(parse_date(&day.to_string(), today), Ok(day));
        prop_assert_eq!(parse_date(&day.format("%Y年%-m月%-d日").to_string(), today), Ok(day));
    }

    #[test]
    fn no_text_panics(typed in "[0-9０-９年月日号/.。+t -]{0,14}|.{0,12}") {
        for today in [date("2026-03-10"), NaiveDate::MIN, NaiveDate::MAX] {
            let _ = parse_date(&typed, today);
        }
    }
}
