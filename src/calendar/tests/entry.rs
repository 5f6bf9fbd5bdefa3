//! Dates as people write them.

use super::*;

fn read(typed: &str) -> Result<NaiveDate, DateError> {
    parse_date(typed, date("2026-03-10"))
}

#[test]
fn a_day_without_its_month_is_the_one_that_its_column_looks_toward() {
    let today = date("2026-03-30");
    for (typed, toward, day) in [
        ("15号", Toward::Coming, "2026-04-15"),
        ("15日", Toward::Ahead, "2026-04-15"),
        ("30号", Toward::Coming, "2026-03-30"),
        ("31号", Toward::Coming, "2026-03-31"),
        ("31号", Toward::Past, "2026-01-31"),
        ("15号", Toward::Past, "2026-03-15"),
        ("2号", Toward::Near, "2026-04-02"),
        ("20号", Toward::Near, "2026-03-20"),
        ("十五号", Toward::Coming, "2026-04-15"),
        ("１５号", Toward::Coming, "2026-04-15"),
        ("本月15号", Toward::Coming, "2026-03-15"),
        ("下月5号", Toward::Past, "2026-04-05"),
        ("下个月 5 日", Toward::Coming, "2026-04-05"),
        ("上个月28号", Toward::Near, "2026-02-28"),
    ] {
        assert_eq!(parse_date_toward(typed, today, toward), Ok(date(day)), "{typed} {toward:?}");
    }
    for typed in ["32号", "0号", "本月32号", "上个月30号"] {
        assert!(matches!(parse_date(typed, today), Err(DateError::NoSuchDay { .. })), "{typed}");
    }
    for typed in ["号", "100号", "3号楼", "3号中心"] {
        assert!(parse_date(typed, today).is_err(), "{typed}");
    }
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
        assert_eq!(read(typed), Err(DateError::NoDay), "{typed} names no day");
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
        ["soon", "2026-3/2", "3--2", "+", "+x", "5", "月日", "1-2-3-4", "+-3", "后", "3后", "周", "上周"]
    {
        assert_eq!(read(typed), Err(DateError::NotADate), "{typed}");
    }
    for typed in ["2026-3", "2026年"] {
        assert_eq!(read(typed), Err(DateError::NoDay), "{typed}");
    }
    assert_eq!(read("26-3-2"), Err(DateError::ShortYear));
}

#[test]
fn dates_of_spreadsheets_and_programs_are_read() {
    let fourth = Ok(date("2026-03-04"));
    for typed in [
        "2026-03-04",
        "2026/3/4",
        "2026.3.4",
        "2026年3月4日",
        "2026年3月4号",
        "3月4日",
        "3月4",
        "3/4",
        "3.4",
        "3-4",
        "20260304",
        "4-Mar-26",
        "04-Mar-2026",
        "2026-Mar-04",
        "4-Mar",
        "Wed, 4 Mar 2026",
        "Wednesday, March 4, 2026",
        "2026年3月4日 星期三",
        "2026年3月4日星期三",
        "2026年3月4日（周三）",
        "周三 3月4日",
        "2026-3-4 0:00",
        "2026/3/4 0:00:00",
        "2026/3/4 9:30",
        "2026/3/4 12:00 am",
        "2026/3/4 5:00 PM",
        "2026-03-04 00:00:00",
        "2026-03-04T00:00:00",
        "2026-03-04T08:00:00+08:00",
        "2026-03-04T00:00:00.000Z",
        "20260304T000000Z",
        "2026年3月4日 0:00",
        "46085",
        "46085.0",
        "46085.5",
        "２０２６／３／４",
        "２０２６年３月４日",
        "2026－03－04",
        "2026–03–04",
        "2026‐03‐04",
        "2026−03−04",
        "2026-03-04 ",
        " 2026-03-04",
        "\u{200b}2026-03-04",
        "\u{feff}2026-03-04",
        "\u{200e}2026-03-04",
        "2026. 3. 4.",
        "2026. 3. 4",
        "二〇二六年三月四日",
        "三月四日",
        "4 March",
        "'2026-03-04",
        "\"2026-03-04\"",
        "2026-03-04,",
        "2026-03-04.",
        "2026年 3月 4日",
        "2026 年 3 月 4 日",
        "2026 03 04",
    ] {
        assert_eq!(read(typed), fourth, "{typed}");
    }
    for (typed, day) in [
        ("26-Mar", "2026-03-26"),
        ("Mar 4th", "2026-03-04"),
        ("2028-2-29", "2028-02-29"),
        ("1900-1-1", "1900-01-01"),
        ("1.5", "2026-01-05"),
        ("3.10", "2026-03-10"),
        ("12.5", "2026-12-05"),
        ("十月十日", "2026-10-10"),
        ("二〇二六年十一月二十三日", "2026-11-23"),
        ("+1w", "2026-03-17"),
        ("-2w", "2026-02-24"),
        ("3天后", "2026-03-13"),
        ("三天后", "2026-03-13"),
        ("两周后", "2026-03-24"),
        ("3天前", "2026-03-07"),
        ("后天", "2026-03-12"),
        ("大后天", "2026-03-13"),
        ("前天", "2026-03-08"),
    ] {
        assert_eq!(read(typed), Ok(date(day)), "{typed}");
    }
}

#[test]
fn what_names_no_day_for_certain_is_refused() {
    for typed in [
        "Mar-26",
        "Mar '26",
        "Mar’26",
        "Mar/26",
        "Mar 2026",
        "March 2026",
        "2026年3月",
        "3月",
        "三月",
        "2026-03",
        "2026/3",
        "Q1",
        "2026Q1",
        "一季度",
        "March",
    ] {
        assert_eq!(read(typed), Err(DateError::NoDay), "{typed}");
    }
    for typed in ["260304", "26/3/4", "26-03-04", "3/4/26", "4 Mar 26"] {
        assert_eq!(read(typed), Err(DateError::ShortYear), "{typed}");
    }
    for typed in [
        "2026-W10",
        "2026W10-3",
        "7",
        "1w",
        "7d",
        "5 days",
        "the 4th",
        "4 марта",
        "4. März 2026",
        "4 mars 2026",
        "2026-3-4至2026-3-10",
        "2026-03-04/2026-03-10",
        "截止2026-03-04",
        "12345",
        "99999",
        "46085.x",
        "0:00",
        "4 4",
    ] {
        assert_eq!(read(typed), Err(DateError::NotADate), "{typed}");
    }
    // Five digits are a day where one lies near; else they may be anything.
    let today = date("2026-03-10");
    let number = |days_away: i64| (46_091 + days_away).to_string();
    assert_eq!(read(&number(3 * 366)), Ok(today + chrono::Days::new(3 * 366)));
    for away in [3 * 366 + 1, -3 * 366 - 1, -2875] {
        let date = today + chrono::TimeDelta::days(away);
        assert_eq!(read(&number(away)), Err(DateError::DayNumber { date }), "{away}");
    }
    for typed in ["1899-12-30", "0026-03-04"] {
        assert_eq!(read(typed), Err(DateError::YearOutOfRange), "{typed}");
    }
    for typed in ["03/04/2026", "3/4/2026"] {
        assert!(matches!(read(typed), Err(DateError::Ambiguous { .. })), "{typed}");
    }
    for typed in ["2026-03-04T16:00:00Z", "2026-03-04T16:00:00.000Z", "2026-03-04 09:00+00:00"] {
        assert_eq!(read(typed), Err(DateError::OtherZone), "{typed}: it may be the fifth here");
    }
    assert_eq!(read("2026-3-4 周五"), Err(DateError::OtherWeekday { date: date("2026-03-04") }));
    assert_eq!(read("Fri 4 Mar 2026"), Err(DateError::OtherWeekday { date: date("2026-03-04") }));
    for typed in ["2026-2-29", "2/29"] {
        assert_eq!(read(typed), Err(DateError::NoSuchDay { year: 2026, month: 2, day: 29 }), "{typed}");
    }
}

#[test]
fn around_new_year_a_day_is_of_the_year_that_is_meant() {
    use Toward::{Coming, Near, Past};
    for (today, typed, toward, day) in [
        ("2026-12-28", "1月8日", Coming, "2027-01-08"),
        ("2026-12-28", "1月15日", Coming, "2027-01-15"),
        ("2026-12-28", "1月8日", Near, "2027-01-08"),
        ("2026-12-28", "1月8日", Past, "2026-01-08"),
        ("2026-12-28", "12/20", Coming, "2026-12-20"),
        ("2026-12-28", "Jan 8", Coming, "2027-01-08"),
        ("2026-12-28", "10-23", Coming, "2027-10-23"),
        ("2027-01-05", "12月28日", Past, "2026-12-28"),
        ("2027-01-05", "12-28", Near, "2026-12-28"),
        ("2027-01-05", "12-28", Coming, "2026-12-28"),
        ("2027-01-05", "10月1日", Coming, "2027-10-01"),
        // A slip of a few days stays in this year and is told where it is entered.
        ("2026-03-02", "3-4", Past, "2026-03-04"),
        ("2026-03-02", "6-1", Past, "2025-06-01"),
        ("2027-12-28", "2-29", Coming, "2028-02-29"),
        ("2026-03-02", "3-2", Coming, "2026-03-02"),
        ("2026-03-02", "3-2", Past, "2026-03-02"),
    ] {
        assert_eq!(
            parse_date_toward(typed, date(today), toward),
            Ok(date(day)),
            "{typed} on {today}, {toward:?}"
        );
    }
}

#[test]
fn days_of_the_week_are_of_the_week_that_is_meant() {
    use Toward::{Coming, Near, Past};
    // The tenth is a Tuesday, the fifteenth a Sunday.
    for (today, typed, toward, day) in [
        ("2026-03-10", "周五", Coming, "2026-03-13"),
        ("2026-03-10", "周五", Past, "2026-03-06"),
        ("2026-03-10", "Friday", Near, "2026-03-13"),
        ("2026-03-10", "Fri", Coming, "2026-03-13"),
        ("2026-03-10", "tues", Past, "2026-03-10"),
        ("2026-03-10", "周一", Coming, "2026-03-16"),
        ("2026-03-10", "星期三", Past, "2026-03-04"),
        ("2026-03-10", "周五前", Coming, "2026-03-13"),
        // Its own name is no word for today, where something is to come.
        ("2026-03-10", "周二", Coming, "2026-03-17"),
        ("2026-03-10", "Tue", Toward::Ahead, "2026-03-17"),
        ("2026-03-10", "周二前", Coming, "2026-03-17"),
        ("2026-03-10", "本周二", Coming, "2026-03-10"),
        ("2026-03-10", "Tuesday", Past, "2026-03-10"),
        ("2026-03-10", "周二", Near, "2026-03-10"),
        ("2026-03-10", "3月20日之前", Coming, "2026-03-20"),
        ("2026-03-10", "3天前", Coming, "2026-03-07"),
        ("2026-03-10", "上周五", Coming, "2026-03-06"),
        ("2026-03-10", "下周一", Past, "2026-03-16"),
        ("2026-03-10", "下个星期天", Coming, "2026-03-22"),
        ("2026-03-10", "本周日", Near, "2026-03-15"),
        ("2026-03-10", "礼拜四", Coming, "2026-03-12"),
        ("2026-03-10", "last Friday", Coming, "2026-03-06"),
        ("2026-03-10", "next monday", Past, "2026-03-16"),
        ("2026-03-15", "上周五", Near, "2026-03-06"),
        ("2026-03-15", "this Friday", Near, "2026-03-13"),
    ] {
        assert_eq!(
            parse_date_toward(typed, date(today), toward),
            Ok(date(day)),
            "{typed} on {today}, {toward:?}"
        );
    }
    // What happened before a day did not happen on it.
    assert_eq!(parse_date_toward("周五前", date("2026-03-10"), Past), Err(DateError::NotADate));
    let either = |first, second| Err(DateError::EitherWeek { first: date(first), second: date(second) });
    assert_eq!(parse_date("next Friday", date("2026-03-10")), either("2026-03-13", "2026-03-20"));
    assert_eq!(parse_date("last Friday", date("2026-03-15")), either("2026-03-06", "2026-03-13"));
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
    for nonsense in ["ma 2", "2 2 march", "2 marching"] {
        assert_eq!(read(nonsense), Err(DateError::NotADate), "{nonsense}");
    }
    assert_eq!(read("march"), Err(DateError::NoDay));
    assert_eq!(read("2 march 26"), Err(DateError::ShortYear));
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

#[test]
fn of_two_numbers_the_order_is_told_or_left_open() {
    let today = date("2026-03-10");
    for (typed, order, open) in [
        ("2/3", None, true),
        ("2-3", None, true),
        ("２／３", None, true),
        ("02.03.2026", None, false),
        ("2.3", None, true),
        ("2.3.", None, false),
        ("30.6.", Some(DayOrder::DayFirst), false),
        ("3/4/2026 10:00", None, true),
        ("3/3", None, false),
        ("25/12", Some(DayOrder::DayFirst), false),
        ("12/25", Some(DayOrder::MonthFirst), false),
        ("25/12/2026", Some(DayOrder::DayFirst), false),
        ("25/13", None, false),
        ("0/3", None, false),
        ("45/3", None, false),
        ("30/2", None, false),
        ("29/2", Some(DayOrder::DayFirst), false),
    ] {
        let numbers = Numbers::of(typed).unwrap_or_else(|| panic!("{typed}"));
        assert_eq!((numbers.order(), numbers.is_open()), (order, open), "{typed}");
    }
    for typed in
        ["2026/3/2", "2026-03-02", "3月2日", "2 Mar", "today", "+7", "46085", "2/3/26", "", "2/3/4/5"]
    {
        assert_eq!(Numbers::of(typed), None, "{typed}");
    }
    let day = |typed: &str, order| Numbers::of(typed)?.day(order, today, Toward::Near);
    assert_eq!(day("2/3", DayOrder::DayFirst), Some(date("2026-03-02")));
    assert_eq!(day("2/3", DayOrder::MonthFirst), Some(date("2026-02-03")));
    assert_eq!(day("2/3/2025", DayOrder::DayFirst), Some(date("2025-03-02")));
    // What can be read in one way only is.
    assert_eq!(read("25/12"), Ok(date("2026-12-25")));
    assert_eq!(read("25.3"), Ok(date("2026-03-25")));
    assert_eq!(read("30/2"), Err(DateError::NoSuchDay { year: 2026, month: 2, day: 30 }));
    assert_eq!(read("13/13"), Err(DateError::NoSuchDay { year: 2026, month: 13, day: 13 }));
}
