//! Where an indicator stands: path, thresholds, staleness, and the chart.

use super::*;
use crate::stats::{Forecast, KpiStatus, Standing};

fn status(book: &Book, code: &str, today: NaiveDate) -> KpiStatus {
    book.facts(today).get(book.kpi(code)).expect("figures").status
}

/// The status of a single reading of today.
fn with(code: &str, today: NaiveDate, value: f64) -> KpiStatus {
    let mut book = Book::new();
    book.read(code, today, value);
    status(&book, code, today)
}

use KpiStatus::{Fresh, NoReading, Stale, Undefined};
use Standing::{Lagging, Met, Missed, OffTrack, OnTrack};

#[test]
fn a_lagging_indicator_is_compared_with_the_straight_path() {
    // Half of the year's 365 days are gone after 182.5; day 147 is 146/365 = 0.4 of the way.
    let today = day(147);
    let book = {
        let mut book = Book::new();
        book.read("csat", today, 78.0);
        book
    };
    let facts = book.facts(today);
    let csat = facts.get(book.kpi("csat")).expect("figures");
    assert!((csat.expected.expect("a course") - 0.4).abs() < 1e-12);
    assert!((csat.progress.expect("progress") - 0.3).abs() < 1e-12);
    assert_eq!(with("csat", today, 75.0 + 10.0 * 0.4 * 0.95), Fresh(OnTrack));
    assert_eq!(with("csat", today, 78.79), Fresh(Lagging));
    assert_eq!(with("csat", today, 78.0), Fresh(Lagging));
    assert_eq!(with("csat", today, 77.99), Fresh(OffTrack));
    assert_eq!(with("csat", today, 85.0), Fresh(Met));
    assert_eq!(with("response", today, 48.1), Fresh(OffTrack));
    assert_eq!(with("response", today, 24.0), Fresh(Met));
    assert_eq!(with("response", today, 38.0), Fresh(OnTrack));
}

#[test]
fn while_little_is_expected_only_a_decline_is_off_track() {
    // Day 37 is 36/365 = 0.0986 of the way, day 38 is 0.1014.
    assert_eq!(with("csat", day(37), 75.0), Fresh(OnTrack));
    assert_eq!(with("csat", day(37), 74.9), Fresh(OffTrack));
    assert_eq!(with("csat", day(38), 75.0), Fresh(OffTrack));
}

#[test]
fn a_target_date_gone_by_is_missed() {
    assert_eq!(with("csat", date("2027-03-02"), 84.0), Fresh(Lagging));
    assert_eq!(with("csat", date("2027-03-03"), 84.0), Fresh(Missed));
    assert_eq!(with("csat", date("2027-03-03"), 85.0), Fresh(Met));
}

#[test]
fn the_roadmap_path_waits_a_month_and_is_half_by_the_sixth() {
    let expected = |own: Option<(&str, &str)>, today: &str| {
        let mut book = Book::new();
        book.define("ftfr", "path", choice(Path::OPTIONS, "roadmap"));
        if let Some((from, to)) = own {
            book.define("ftfr", "baseline_date", Cell::Date(date(from)));
            book.define("ftfr", "target_date", Cell::Date(date(to)));
        }
        book.facts(date(today)).get(book.kpi("ftfr")).and_then(|k| k.expected).expect("a course")
    };
    for (today, share) in
        [("2026-04-02", 0.0), ("2026-09-02", 0.5), ("2026-12-02", 0.75), ("2027-03-02", 1.0)]
    {
        assert!((expected(None, today) - share).abs() < 1e-9, "{today}");
    }
    // On dates of its own the same shape is stretched: half of the way in the middle.
    assert!((expected(Some(("2026-01-01", "2026-01-25")), "2026-01-13") - 0.5).abs() < 1e-9);
}

#[test]
fn leading_indicators_are_compared_with_their_threshold() {
    for today in [day(20), day(85)] {
        assert_eq!(with("satisfaction", today, 3.5), Fresh(Met));
        assert_eq!(with("satisfaction", today, 3.49), Fresh(OffTrack));
    }
    // The threshold itself counts for training and communication too; after day 84 nothing else does.
    for (code, at, below) in [("training", 90.0, 89.9), ("coverage", 100.0, 99.9)] {
        assert_eq!(with(code, day(20), at), Fresh(Met), "{code}");
        assert_eq!(with(code, day(84), below), Fresh(OnTrack), "{code}");
        assert_eq!(with(code, day(85), at), Fresh(Met), "{code}");
        assert_eq!(with(code, day(85), below), Fresh(OffTrack), "{code}");
        // Without a start date there is no day to expect anything of.
        let mut book = Book::starting(None);
        book.read(code, day(20), below);
        assert_eq!(status(&book, code, day(20)), Fresh(OffTrack), "{code}");
    }
}

#[test]
fn training_and_communication_grow_to_their_threshold_by_day_84() {
    let expected = |code: &str, n: u64| {
        let mut book = Book::new();
        book.read(code, day(n), 50.0);
        book.facts(day(n)).get(book.kpi(code)).and_then(|k| k.expected).expect("a way")
    };
    for (n, share) in [(1, 0.0), (28, 0.0), (29, 0.0), (30, 1.0 / 55.0), (73, 0.8), (84, 1.0), (85, 1.0)] {
        assert!((expected("training", n) - share).abs() < 1e-12, "{n}");
    }
    for (n, share) in [(1, 0.0), (2, 1.0 / 83.0), (84, 1.0), (85, 1.0)] {
        assert!((expected("coverage", n) - share).abs() < 1e-12, "{n}");
    }
    // On day 73, 80 % of the way to 90 % is expected: 95 % of it is 68.4, 75 % of it 54.
    for (value, standing) in [(68.4, OnTrack), (68.39, Lagging), (54.0, Lagging), (53.99, OffTrack)] {
        assert_eq!(with("training", day(73), value), Fresh(standing), "{value}");
    }
    // Nobody is trained before the training begins, and a tenth of the way is due on day 35.
    assert_eq!(with("training", day(28), 0.0), Fresh(OnTrack));
    assert_eq!(with("training", day(34), 0.0), Fresh(OnTrack));
    assert_eq!(with("training", day(35), 0.0), Fresh(OffTrack));
    assert_eq!(with("training", day(84), 67.5), Fresh(Lagging));
    assert_eq!(with("training", day(84), 67.4), Fresh(OffTrack));
}

#[test]
fn growth_rests_with_the_project_and_takes_dates_of_its_own() {
    let standing = |book: &Book, n| {
        let facts = book.facts(day(n));
        let coverage = facts.get(book.kpi("coverage")).expect("figures");
        (coverage.status, coverage.expected.map(|e| (e * 83.0).round()), coverage.span.is_some())
    };
    let mut book = Book::new();
    book.read("coverage", day(40), 60.0);
    let id = book.id();
    book.add(crate::tools::charter::Rest { from: Some(day(41)), ..crate::tools::charter::Rest::with_id(id) });
    assert_eq!(standing(&book, 40), (Fresh(OnTrack), Some(39.0), false));
    assert_eq!(standing(&book, 300), (Fresh(OnTrack), Some(39.0), false));
    let mut book = Book::new();
    book.define("coverage", "target_date", Cell::Date(day(42)));
    book.read("coverage", day(42), 99.0);
    assert_eq!(standing(&book, 42), (Fresh(OnTrack), Some(83.0), true));
    assert_eq!(standing(&book, 43).0, Fresh(Missed));
    // An end before the beginning is no way, nor is a better value that has to fall.
    book.define("coverage", "baseline_date", Cell::Date(day(50)));
    book.define("coverage", "target_date", Cell::Empty);
    assert_eq!(standing(&book, 42).0, Fresh(OnTrack));
    book.define("coverage", "baseline_date", Cell::Date(day(84)));
    assert_eq!(standing(&book, 42).0, Fresh(OffTrack));
    book.define("coverage", "baseline_date", Cell::Empty);
    book.define("coverage", "direction", choice(Way::OPTIONS, "down"));
    assert_eq!(standing(&book, 42).0, Fresh(Met));
}

#[test]
fn a_leading_indicator_with_a_day_of_its_own_has_time_until_then() {
    let on = |today, value| {
        let mut book = Book::new();
        book.define("training", "baseline", Cell::Number(0.0));
        book.define("training", "target_date", Cell::Date(day(61)));
        book.read("training", today, value);
        status(&book, "training", today)
    };
    assert_eq!(on(day(31), 45.0), Fresh(OnTrack));
    assert_eq!(on(day(31), 20.0), Fresh(OffTrack));
    assert_eq!(on(day(61), 89.0), Fresh(OnTrack));
    assert_eq!(on(day(62), 89.0), Fresh(Missed));
}

#[test]
fn a_baseline_alone_puts_only_growth_on_a_path() {
    let mut book = Book::new();
    book.define("training", "baseline", Cell::Number(40.0));
    book.define("satisfaction", "baseline", Cell::Number(2.0));
    book.read("training", day(73), 65.0);
    book.read("satisfaction", day(73), 3.0);
    let facts = book.facts(day(73));
    let [training, satisfaction] =
        ["training", "satisfaction"].map(|code| facts.by_code(code).expect("figures"));
    assert_eq!((training.status, training.progress), (Fresh(OffTrack), Some(0.5)));
    assert_eq!(
        (satisfaction.status, satisfaction.expected, satisfaction.required),
        (Fresh(OffTrack), None, None)
    );
    let mut book = Book::starting(None);
    book.define("training", "baseline", Cell::Number(0.0));
    book.define("training", "target_date", Cell::Date(day(61)));
    book.read("training", day(31), 60.0);
    let facts = book.facts(day(31));
    let training = facts.get(book.kpi("training")).expect("figures");
    assert_eq!((training.status, training.lacks), (Undefined, Some(Lack::Start)));
}

#[test]
fn an_executive_walks_in_every_full_week() {
    let mut book = Book::new();
    assert_eq!(status(&book, "walks", day(15)), NoReading);
    book.read("walks", day(3), 0.0);
    assert_eq!(status(&book, "walks", day(7)), Undefined);
    assert_eq!(status(&book, "walks", day(8)), Fresh(OffTrack));
    book.read("walks", day(4), 1.0);
    assert_eq!(status(&book, "walks", day(7)), Fresh(Met));
    assert_eq!(status(&book, "walks", day(14)), Fresh(Met));
    assert_eq!(status(&book, "walks", day(15)), Stale { last: Some(Met) });
    // A walk in the present week does not stand for the one before.
    book.read("walks", day(15), 2.0);
    assert_eq!(status(&book, "walks", day(16)), Stale { last: Some(Met) });
    // One that comes into a later week has no full week before it to answer for.
    let mut late = Book::new();
    late.read("walks", day(45), 1.0);
    assert_eq!(status(&late, "walks", day(49)), Fresh(Met));
    assert_eq!(status(&late, "walks", day(50)), Fresh(Met));
    assert_eq!(status(&late, "walks", day(57)), Stale { last: Some(Met) });
    book.read("walks", day(10), 0.0);
    assert_eq!(status(&book, "walks", day(16)), Fresh(OffTrack));
    let found = book.found("KP1", day(16));
    assert!(found[0].evidence.get(Lang::En).contains("0x on 2026-03-11"));
}

#[test]
fn a_reading_is_stale_after_fourteen_days_at_work() {
    let mut book = Book::new();
    book.read("csat", day(10), 85.0);
    assert_eq!(status(&book, "csat", day(24)), Fresh(Met));
    assert_eq!(status(&book, "csat", day(25)), Stale { last: Some(Met) });
    let id = book.id();
    book.add(crate::tools::charter::Rest {
        from: Some(day(12)),
        until: Some(day(13)),
        ..crate::tools::charter::Rest::with_id(id)
    });
    assert_eq!(status(&book, "csat", day(26)), Fresh(Met));
    assert_eq!(status(&book, "csat", day(27)), Stale { last: Some(Met) });
}

#[test]
fn without_dates_only_the_ends_are_certain() {
    let judge = |value| {
        let mut book = Book::starting(None);
        book.read("csat", day(10), value);
        let facts = book.facts(day(10));
        let csat = facts.get(book.kpi("csat")).expect("figures");
        (csat.status, csat.lacks)
    };
    assert_eq!(judge(80.0), (Undefined, Some(Lack::Start)));
    assert_eq!(judge(85.0), (Fresh(Met), Some(Lack::Start)));
    assert_eq!(judge(74.0), (Fresh(OffTrack), Some(Lack::Start)));
}

#[test]
fn equal_ends_need_a_direction_and_are_met_while_the_value_holds() {
    let judge = |direction: Option<&str>, value| {
        let mut book = Book::new();
        book.define("csat", "baseline", Cell::Number(90.0));
        book.define("csat", "target", Cell::Number(90.0));
        if let Some(way) = direction {
            book.define("csat", "direction", choice(Way::OPTIONS, way));
        }
        book.read("csat", day(50), value);
        let facts = book.facts(day(50));
        let csat = facts.get(book.kpi("csat")).expect("figures");
        assert_eq!(csat.progress, None);
        (csat.status, csat.lacks)
    };
    assert_eq!(judge(Some("up"), 90.0), (Fresh(Met), None));
    assert_eq!(judge(Some("up"), 89.0), (Fresh(OffTrack), None));
    assert_eq!(judge(Some("down"), 89.0), (Fresh(Met), None));
    assert_eq!(judge(None, 90.0), (Undefined, Some(Lack::Direction)));
}

#[test]
fn the_chart_is_the_printed_one_and_proves_the_improvement() {
    let mut book = Book::new();
    let values = [80.0, 81.0, 79.5, 80.5, 81.5, 80.0, 83.0, 84.0, 84.5, 85.0];
    book.weekly("ftfr", 1, &values[..5]);
    let movement = |book: &Book| book.facts(day(100)).get(book.kpi("ftfr")).expect("figures").movement;
    assert_eq!(movement(&book), Movement::TooFew { have: 5 });
    book.weekly("ftfr", 6, &values[5..6]);
    assert_eq!(movement(&book), Movement::Noise);
    let facts = book.facts(day(100));
    let limits = facts.get(book.kpi("ftfr")).and_then(|k| k.xmr.clone()).expect("six readings").limits;
    for (line, printed) in [
        (limits.mean, 80.4167),
        (limits.mr, 1.2),
        (limits.lower, 77.2247),
        (limits.upper, 83.6087),
        (limits.url, 3.924),
    ] {
        assert!((line - printed).abs() < 5e-5, "{line} is not {printed}");
    }
    book.weekly("ftfr", 7, &[83.0, 84.0, 84.5, 85.0, 85.0, 85.5, 90.0]);
    assert_eq!(movement(&book), Movement::Better);
    // The same movement is a decline when lower is better.
    book.define("ftfr", "baseline", Cell::Number(100.0));
    assert_eq!(movement(&book), Movement::Worse);
}

#[test]
fn only_an_event_with_new_limits_begins_them_anew() {
    let mut book = Book::new();
    book.weekly("ftfr", 1, &[80.0, 81.0, 79.5, 80.5, 81.5, 80.0, 83.0, 84.0]);
    let other = book.kpi("csat");
    let event = |rebase, kpi| Event { date: Some(day(29)), rebase, kpi, ..Event::default() };
    let first =
        |book: &Book| book.facts(day(60)).get(book.kpi("ftfr")).and_then(|k| k.xmr.as_ref().map(|x| x.first));
    for row in [event(false, Link::default()), event(true, Link::to(other))] {
        let id = book.id();
        book.add(Event { id, ..row });
        assert_eq!(first(&book), Some(0));
    }
    let id = book.id();
    book.add(Event { id, ..event(true, Link::default()) });
    assert_eq!(first(&book), None);
    let facts = book.facts(day(60));
    assert_eq!(facts.get(book.kpi("ftfr")).expect("figures").movement, Movement::TooFew { have: 4 });
}

#[test]
fn one_reading_a_week_counts_and_both_are_kept() {
    let mut book = Book::new();
    book.read("ftfr", day(3), 82.0);
    book.read("ftfr", day(2), 81.0);
    book.read("ftfr", day(15), 83.0);
    let facts = book.facts(day(16));
    let ftfr = facts.get(book.kpi("ftfr")).expect("figures");
    assert_eq!(ftfr.readings.len(), 3);
    let weeks: Vec<_> = ftfr.weekly.iter().map(|w| (w.point.week, w.point.value)).collect();
    assert_eq!(weeks, [(1, 82.0), (3, 83.0)]);
    assert_eq!(views::spark(ftfr, facts.weeks.of(day(16))), "·········▁·█");
}

#[test]
fn the_forecast_names_the_pace_that_is_needed() {
    let mut book = Book::new();
    book.weekly("ftfr", 1, &[80.0, 80.5, 81.0, 81.5]);
    let facts = book.facts(day(22));
    let ftfr = facts.get(book.kpi("ftfr")).expect("figures");
    assert_eq!(ftfr.forecast, Forecast::Date(day(22 + 21 * 7)));
    assert!((ftfr.pace.expect("four readings") - 0.5).abs() < 1e-12);
    assert!((ftfr.required.expect("time left") - 10.5 * 7.0 / 344.0).abs() < 1e-12);
}

#[test]
fn a_threshold_has_a_forecast_without_a_baseline() {
    let forecast = |code: &str, values: &[f64]| {
        let mut book = Book::new();
        book.weekly(code, 1, values);
        book.facts(day(22)).get(book.kpi(code)).expect("figures").forecast
    };
    assert_eq!(forecast("training", &[50.0, 60.0, 70.0, 80.0]), Forecast::Date(day(29)));
    assert_eq!(forecast("training", &[80.0, 60.0, 70.0, 90.0]), Forecast::Met);
    assert_eq!(forecast("training", &[80.0, 70.0, 60.0, 50.0]), Forecast::Never);
    assert_eq!(forecast("walks", &[0.0, 0.0, 1.0, 1.0]), Forecast::Undefined);
}

#[test]
fn a_reading_of_the_future_does_not_count_yet() {
    let mut book = Book::new();
    book.read("csat", day(11), 85.0);
    assert_eq!(status(&book, "csat", day(10)), NoReading);
    assert_eq!(status(&book, "csat", day(11)), Fresh(Met));
}
