//! Days with the name of their month, and days before points.

use super::*;

fn read(typed: &str) -> Result<NaiveDate, DateError> {
    parse_date(typed, date("2026-03-10"))
}

#[test]
fn a_month_by_its_name_with_a_number_of_a_day_is_that_day() {
    let today = date("2026-03-10");
    for (typed, toward, day) in [
        ("Dec 24", Toward::Coming, "2026-12-24"),
        ("June 30", Toward::Coming, "2026-06-30"),
        ("June 25", Toward::Coming, "2026-06-25"),
        ("June 26", Toward::Coming, "2026-06-26"),
        ("Mar 31", Toward::Coming, "2026-03-31"),
        ("Mar 31", Toward::Near, "2026-03-31"),
        ("Dec 24", Toward::Past, "2025-12-24"),
        ("Dec. 24th", Toward::Coming, "2026-12-24"),
        ("Dec 24,", Toward::Coming, "2026-12-24"),
        ("december 21", Toward::Coming, "2026-12-21"),
        ("24-Dec", Toward::Coming, "2026-12-24"),
        ("24 Dec", Toward::Coming, "2026-12-24"),
        ("12月24", Toward::Coming, "2026-12-24"),
        ("Thursday, Dec 24", Toward::Coming, "2026-12-24"),
    ] {
        assert_eq!(parse_date_toward(typed, today, toward), Ok(date(day)), "{typed} {toward:?}");
    }
    assert_eq!(read("Dec-24"), Err(DateError::NoDay), "a spreadsheet shows a month so");
    assert_eq!(read("Jun 31"), Err(DateError::NoSuchDay { year: 2026, month: 6, day: 31 }));
    assert_eq!(read("Jun 45"), Err(DateError::NoSuchDay { year: 2026, month: 6, day: 45 }));
    assert_eq!(parse_date("Jun 32", date("2030-03-10")), Err(DateError::NoDay));
}

#[test]
fn the_day_stands_first_before_points() {
    for (typed, day) in [
        ("02.03.2026", "2026-03-02"),
        ("2.3.2026", "2026-03-02"),
        ("２．３．２０２６", "2026-03-02"),
        ("02. 03. 2026", "2026-03-02"),
        ("2.3.", "2026-03-02"),
        ("02.03.", "2026-03-02"),
        ("30.6.", "2026-06-30"),
        ("Mon 02.03.2026", "2026-03-02"),
        ("02.03.2026 10:00", "2026-03-02"),
        ("2026.3.2", "2026-03-02"),
        // Where there is no such month it stands first.
        ("03.15.2026", "2026-03-15"),
        ("3.15.", "2026-03-15"),
        // As Chinese has it, and a full stop closes a sentence there.
        ("3.2", "2026-03-02"),
        ("3.2。", "2026-03-02"),
    ] {
        assert_eq!(read(typed), Ok(date(day)), "{typed}");
    }
    assert_eq!(read("30.02.2026"), Err(DateError::NoSuchDay { year: 2026, month: 2, day: 30 }));
    assert!(matches!(read("02/03/2026"), Err(DateError::Ambiguous { .. })));
}
