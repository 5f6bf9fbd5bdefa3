//! `--as-of`: an earlier day as it was known then, to be looked at only.

use crate::desk::{Desk, is_chinese};

/// A project begun on 2 March whose first reading came on 9 March, and was corrected on 25 March.
fn corrected() -> Desk {
    let desk = Desk::with_project();
    let on =
        |day: &str, args: &[&str]| assert!(desk.command_on(day, args).output().unwrap().status.success());
    on("2026-03-09", &["add", "readings", "kpi=FTFR", "date=2026-03-08", "value=82%"]);
    on("2026-03-25", &["set", "readings", "#1", "value=78%"]);
    desk
}

#[test]
fn what_is_shown_is_what_was_known_that_day() {
    let desk = corrected();
    let before = desk.bytes();
    let value = |day: &str| {
        let rows = desk.json(&["--as-of", day, "show", "readings"]);
        rows.get(0).map(|row| row["value"].clone())
    };
    assert_eq!(value("2026-03-08"), None);
    for (day, known) in
        [("2026-03-09", 82.0), ("2026-03-24", 82.0), ("2026-03-25", 78.0), ("2026-04-29", 78.0)]
    {
        assert_eq!(value(day), Some(known.into()), "{day}");
    }
    // In the words of either language, from the day that is today.
    for (day, known) in
        [("week 3", 82.0), ("第三周", 82.0), ("3-24", 82.0), ("3月25日", 78.0), ("yesterday", 78.0)]
    {
        assert_eq!(value(day), Some(known.into()), "{day}");
    }
    let status = desk.json(&["status", "--as-of", "2026-03-09"]);
    assert_eq!((&status["as_of"], &status["today"]), (&"2026-03-09".into(), &"2026-03-09".into()));
    assert_eq!((&status["day"], &status["week"]), (&8.into(), &2.into()));
    assert!(desk.json(&["status"])["as_of"].is_null());
    let portfolio = desk.json(&["portfolio", "--as-of", "2026-03-09"]);
    assert_eq!((&portfolio["as_of"], &portfolio["projects"][0]["day"]), (&"2026-03-09".into(), &8.into()));
    assert_eq!(desk.json(&["portfolio", "--as-of", "2026-02-01"])["projects"], serde_json::json!([]));
    for (lang, said) in [("en", "replay: as known on that day"), ("zh-CN", "回看：当天所知")] {
        assert!(desk.run(&["--lang", lang, "--as-of", "2026-03-09", "status"]).out.contains(said));
    }
    assert_eq!(desk.bytes(), before, "the file is only read");
}

#[test]
fn a_day_that_cannot_be_shown_is_refused_with_a_reason() {
    let desk = corrected();
    for (day, reason) in [
        ("2026-03-01", "the first day to replay is 2026-03-02"),
        ("2026-04-30", "still to come"),
        ("week 12", "still to come"),
        ("2026-02-30", "2026"),
        ("soon", "soon"),
        ("", "Which day?"),
    ] {
        let refused = desk.run(&["--lang", "en", "--as-of", day, "status"]);
        assert_eq!(refused.code, 1, "{day}");
        assert!(refused.err.contains("--as-of: ") && refused.err.contains(reason), "{day}: {}", refused.err);
        let refused = desk.run(&["--lang", "zh-CN", "--as-of", day, "status"]);
        assert!(refused.err.chars().any(is_chinese), "{}", refused.err);
    }
    let refused = desk.run(&["--lang", "en", "--as-of", "week 4", "portfolio"]);
    assert!(refused.code == 1 && refused.err.contains("another day in each project"), "{}", refused.err);
}

#[test]
fn nothing_is_changed_in_the_past() {
    let desk = corrected();
    let before = desk.bytes();
    for verb in [
        &["add", "people", "name=B2"][..],
        &["set", "readings", "#1", "value=80%"],
        &["remove", "readings", "#1"],
        &["import", "readings", "none.csv"],
        &["restore", "any"],
        &["repair"],
        &["merge", "any"],
        &["forget", "B2"],
        &["new", "Other", "--start", "2026-03-02"],
        &["list"],
        &["backups"],
        &["export", "form.xlsx", "--form", "people"],
    ] {
        for lang in ["en", "zh-CN"] {
            let refused = desk.run(&[&["--lang", lang, "--as-of", "2026-03-09"], verb].concat());
            assert_eq!(refused.code, 2, "{verb:?}: {}", refused.err);
            assert!(refused.err.contains("--as-of"), "{verb:?}: {}", refused.err);
        }
    }
    assert_eq!(desk.bytes(), before);
}

#[test]
fn a_day_of_two_small_numbers_is_one_in_chinese_and_asked_about_in_english() {
    let desk = corrected();
    for (typed, ways) in [
        ("4/3", "write 2026-03-04 or 2026-04-03"),
        ("3/12", "write 2025-12-03 or 2026-03-12"),
        ("03/12/2026", "write 2026-12-03 or 2026-03-12"),
    ] {
        let said = desk.en(&["status", "--as-of", typed]);
        assert!(said.code == 1 && said.err.contains("two ways") && said.err.contains(ways), "{said:?}");
    }
    // In Chinese the month stands first, and 25/3 can be one day only.
    assert!(desk.run(&["--lang", "zh-CN", "status", "--as-of", "3/12"]).out.contains("2026-03-12"));
    assert!(desk.en(&["status", "--as-of", "25/3"]).out.contains("2026-03-25"));
    assert!(desk.en(&["portfolio", "--as-of", "3/12"]).err.contains("two ways"));
}
