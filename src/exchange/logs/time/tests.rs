use super::*;
use Order::{DayFirst, MonthFirst, YearFirst};

fn read(text: &str, form: Form) -> Option<(String, Option<i16>, bool)> {
    let moment = moment(text, form)?;
    let shown = chrono::DateTime::from_timestamp_millis(moment.ms)?.format("%F %T%.3f").to_string();
    Some((shown.trim_end_matches(".000").to_owned(), moment.zone, moment.timed))
}

#[test]
fn times_are_read_as_systems_and_people_write_them() {
    let table: &[(&str, Order, &str)] = &[
        ("2026-03-04", YearFirst, "2026-03-04 00:00:00"),
        ("2026-03-04 09:05", YearFirst, "2026-03-04 09:05:00"),
        ("2026-03-04T09:05:07.123456", YearFirst, "2026-03-04 09:05:07.123"),
        ("2026-03-04 09:05:07,5", YearFirst, "2026-03-04 09:05:07.500"),
        ("2026-03-04T09:00:00.000+08:00", YearFirst, "2026-03-04 01:00:00"),
        ("2026-03-04 09:00:00-0530", YearFirst, "2026-03-04 14:30:00"),
        ("2026-03-04T02:00:00Z", YearFirst, "2026-03-04 02:00:00"),
        ("2026-03-04 02:00:00 UTC", YearFirst, "2026-03-04 02:00:00"),
        ("20260304T090507", YearFirst, "2026-03-04 09:05:07"),
        ("20260304 0905", YearFirst, "2026-03-04 09:05:00"),
        ("2026/3/4 9:05", YearFirst, "2026-03-04 09:05:00"),
        ("2026年3月4日 9时05分", YearFirst, "2026-03-04 09:05:00"),
        ("2026年3月4日9时", YearFirst, "2026-03-04 09:00:00"),
        ("2026年3月4日 星期三 下午3:05", YearFirst, "2026-03-04 15:05:00"),
        ("2026/3/4 上午 12:05", YearFirst, "2026-03-04 00:05:00"),
        ("2026.03.04 24:00", YearFirst, "2026-03-05 00:00:00"),
        ("2026/3/4 中午11:30", YearFirst, "2026-03-04 11:30:00"),
        ("2026/3/4 中午 12:30", YearFirst, "2026-03-04 12:30:00"),
        ("2026年3月4日 中午1点", YearFirst, "2026-03-04 13:00:00"),
        ("2026/3/4 晚上8:15", YearFirst, "2026-03-04 20:15:00"),
        ("2026/3/4 晚上12:00", YearFirst, "2026-03-05 00:00:00"),
        ("2026/3/4 晚上20:15", YearFirst, "2026-03-04 20:15:00"),
        ("2026/3/4 凌晨2:15", YearFirst, "2026-03-04 02:15:00"),
        ("2026/3/4 凌晨12:15", YearFirst, "2026-03-04 00:15:00"),
        ("2026/3/4 傍晚6:00", YearFirst, "2026-03-04 18:00:00"),
        ("2026-03-04 09:05", DayFirst, "2026-03-04 09:05:00"),
        ("2026/03/14 09:05", MonthFirst, "2026-03-14 09:05:00"),
        ("26-3-4", YearFirst, "2026-03-04 00:00:00"),
        ("30-12-2010:11.02", DayFirst, "2010-12-30 11:02:00"),
        ("31.12.2026 23:59:59", DayFirst, "2026-12-31 23:59:59"),
        ("03/04/2026 10:00", DayFirst, "2026-04-03 10:00:00"),
        ("03/04/2026 10:00", MonthFirst, "2026-03-04 10:00:00"),
        ("3/15/2026 1:05 PM", MonthFirst, "2026-03-15 13:05:00"),
        ("3/15/26 12:05 am", MonthFirst, "2026-03-15 00:05:00"),
        ("7-Jan-26 3:45 PM", DayFirst, "2026-01-07 15:45:00"),
        ("7-Jan-26 3:45:10.5 PM", YearFirst, "2026-01-07 15:45:10.500"),
        ("March 4, 2026 9:05", DayFirst, "2026-03-04 09:05:00"),
        ("Wed, 4 March 2026 09:05:00 GMT", MonthFirst, "2026-03-04 09:05:00"),
        ("2026 Sept 4", DayFirst, "2026-09-04 00:00:00"),
    ];
    for (text, order, expected) in table {
        let read = read(text, Form::Written(*order)).map(|(shown, ..)| shown);
        assert_eq!(read.as_deref(), Some(*expected), "{text}");
    }
    assert_eq!(read("20260304", Form::Compact).unwrap().0, "2026-03-04 00:00:00");
    assert_eq!(read("20260304090507", Form::Compact).unwrap().0, "2026-03-04 09:05:07");
    assert_eq!(read("1772600000", Form::Seconds).unwrap().0, "2026-03-04 04:53:20");
    assert_eq!(read("1772600000123", Form::Millis).unwrap().0, "2026-03-04 04:53:20.123");
    assert_eq!(read("46085.5", Form::Serial).unwrap(), ("2026-03-04 12:00:00".to_owned(), None, true));
    assert!(!read("46085", Form::Serial).unwrap().2, "a whole day has no time");
}

#[test]
fn what_is_no_time_is_none() {
    for text in [
        "",
        "x",
        "not a time",
        "2026",
        "2026-03",
        "2026-02-30",
        "2026-13-01",
        "2026-03-04 25:00",
        "2026-03-04 09:60",
        "2026-03-04 13:00 AM",
        "2026/3/4 晚上1:00",
        "2026/3/4 中午8:00",
        "2026/3/4 凌晨 13:00",
        "0000-00-00",
        "9999-12-31",
        "1899-12-31",
        "2026-03-04 CST",
        "2026-03-04 09",
        "2026-03-04 09:05:07 8",
        "2026-03-04 09:05 +19:00",
        "03-04-2026",
        "12h",
        "1天2小时",
        "A12-3-4",
        "2026-03-04x",
        "2026-03-04 09:05:07.1.2",
        "-",
        "+",
        "2026-03-04 09:05+",
        "99999999999999999999",
        "４月１日",
    ] {
        assert_eq!(moment(text, Form::Written(YearFirst)), None, "{text}");
    }
    for (text, form) in [
        ("20260230", Form::Compact),
        ("2026030", Form::Compact),
        ("NaN", Form::Seconds),
        ("inf", Form::Serial),
        ("-5", Form::Serial),
        ("1e300", Form::Millis),
    ] {
        assert_eq!(moment(text, form), None, "{text}");
    }
    assert!(
        is_filler("0000-00-00 00:00:00")
            && is_filler("9999-12-31")
            && is_filler("0")
            && is_filler("31.12.9999")
    );
    assert!(!is_filler("2026-02-30") && !is_filler("soon"));
}

#[test]
fn the_order_is_that_of_most_cells_and_two_that_fit_alike_are_told() {
    let order = |cells: &[&str]| fit(cells).map(|fit| (fit.form, fit.rival.map(|(rival, _)| rival)));
    assert_eq!(order(&["2026-03-04", "x", "2026-03-05"]), Some((Form::Written(YearFirst), None)));
    assert_eq!(order(&["03/14/2026", "3/15/2026"]), Some((Form::Written(MonthFirst), None)));
    // One row that was typed the other way round does not decide.
    assert_eq!(order(&["14/03/2026", "15/03/2026", "03/20/2026"]), Some((Form::Written(DayFirst), None)));
    assert_eq!(order(&["03/04/2026", "05/04/2026"]), Some((Form::Written(DayFirst), Some(MonthFirst))));
    // With dots the day comes first, as long as the year does not.
    assert_eq!(order(&["03.02.2026 08:00", "04.02.2026"]), Some((Form::Written(DayFirst), None)));
    assert_eq!(order(&["4.2.26", "14.2.26"]), Some((Form::Written(DayFirst), None)));
    assert_eq!(order(&["2026.03.04", "2026.03.05"]), Some((Form::Written(YearFirst), None)));
    // As Chinese write it; where both fit, it is asked about.
    assert_eq!(order(&["26.03.04", "26.3.5"]), Some((Form::Written(YearFirst), None)));
    assert_eq!(order(&["25.03.26", "26.03.26"]).map(|(_, rival)| rival.is_some()), Some(true));
    assert_eq!(key(Form::Written(YearFirst), &["7-Jan-26", "8-Jan-26"]), "month-name");
    assert_eq!(key(Form::Written(YearFirst), &["2026-03-04T09:00Z"]), "year-first");
    assert_eq!(key(Form::Written(DayFirst), &["7-Jan-26", "08/01/2026"]), "day-first");
    // Both orders give the same day.
    assert_eq!(order(&["03/03/2026"]), Some((Form::Written(DayFirst), None)));
    assert_eq!(order(&["26-03-04"]).map(|(_, rival)| rival.is_some()), Some(true), "nobody knows the year");
    assert_eq!(order(&["7-Jan-26", "8-Jan-26"]).map(|(_, rival)| rival), Some(None), "the month is a word");
    assert_eq!(order(&["46085.5", "46086"]), Some((Form::Serial, None)));
    assert_eq!(order(&["20260304", "20260305"]), Some((Form::Compact, None)));
    assert_eq!(order(&["a", "12"]), None);
    assert_eq!(order(&[]), None);
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in "[0-9a-zA-Z年月日时分秒上下午:+./ -]{0,30}|\\PC{0,12}") {
        for form in [Form::Written(YearFirst), Form::Written(DayFirst), Form::Written(MonthFirst), Form::Compact,
            Form::Seconds, Form::Millis, Form::Serial] {
            let _moment = moment(&text, form);
        }
        let _fit = fit(&[&text, "2026-03-04"]);
    }
}
