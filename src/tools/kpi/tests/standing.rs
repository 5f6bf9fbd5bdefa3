//! Where an indicator stands: path, thresholds, staleness, and the chart.

use super::*;
use crate::stats::{KpiStatus, Standing};
use crate::tools::kpi::Alone;

pub(super) fn status(book: &Book, code: &str, today: NaiveDate) -> KpiStatus {
    book.facts(today).get(book.kpi(code)).expect("figures").status
}

/// The status of a single reading of today.
pub(super) fn with(code: &str, today: NaiveDate, value: f64) -> KpiStatus {
    let mut book = Book::new();
    book.read(code, today, value);
    status(&book, code, today)
}

use KpiStatus::{Fresh, NoReading, Stale, Undefined};
use Standing::{Behind, Met, Missed, OffTrack, OnTrack, TooEarly};

/// Customer satisfaction on a straight line, its noise known from before the start: mR 0.4 around 75, so that half the
/// natural width is 1.064 points, a tenth of the way.
fn steady() -> Book {
    let mut book = Book::new();
    book.define("csat", "path", choice(Path::OPTIONS, "straight"));
    for n in 0..7 {
        let value = if n % 2 == 0 { 74.8 } else { 75.2 };
        book.read("csat", date(START) - Days::new(49 - n * 7), value);
    }
    book
}

/// The status at this level, three weekly readings up to a day.
fn at_level(today: NaiveDate, level: f64) -> KpiStatus {
    let mut book = steady();
    for weeks in [14, 7, 0] {
        book.read("csat", today - Days::new(weeks), level);
    }
    status(&book, "csat", today)
}

#[test]
fn a_lagging_indicator_is_judged_beyond_its_noise() {
    // Day 147 is 146/365 = 0.4 of the way: 79 points are expected.
    let today = day(147);
    let mut book = steady();
    for (weeks, value) in [(14, 78.0), (7, 74.0), (0, 78.4)] {
        book.read("csat", today - Days::new(weeks), value);
    }
    let facts = book.facts(today);
    let csat = facts.get(book.kpi("csat")).expect("figures");
    assert!((csat.expected.expect("a course") - 0.4).abs() < 1e-12);
    assert!((csat.noise.expect("six readings before") - 1.064).abs() < 1e-9);
    // The level is what is judged, whatever the latest reading is.
    assert_eq!((csat.judged, csat.current), (Some((today, 78.0)), Some((today, 78.4))));
    assert!((csat.progress.expect("progress") - 0.3).abs() < 1e-12);
    // 95 % of the way expected, then a third of the noise, then 75 % of the way.
    for (level, standing) in [
        (78.80, OnTrack),
        (78.79, OnTrack),
        (78.65, OnTrack),
        (78.64, Behind),
        (78.00, Behind),
        (77.99, OffTrack),
        (85.0, Met),
    ] {
        assert_eq!(at_level(today, level), Fresh(standing), "{level}");
    }
    // Before anything is expected only a loss beyond two thirds of the noise counts.
    for (level, standing) in
        [(75.0, OnTrack), (74.7, OnTrack), (74.6, Behind), (74.3, Behind), (74.2, OffTrack)]
    {
        let mut book = steady();
        book.define("csat", "path", Cell::Empty);
        for weeks in [14, 7, 0] {
            book.read("csat", day(22) - Days::new(weeks), level);
        }
        // Three of four so near a limit are proof as well, which is not asked about here.
        let facts = book.facts(day(22));
        let csat = facts.get(book.kpi("csat")).expect("figures");
        let expected = if csat.movement == Movement::Worse { OffTrack } else { standing };
        assert_eq!(csat.status, Fresh(expected), "{level}");
    }
}

#[test]
fn what_rises_reading_by_reading_is_not_behind_once_it_is_on_plan() {
    // Day 147 is 0.4 of the way: 79 points are expected.
    let today = day(147);
    for (values, standing) in [
        ([76.0, 77.5, 79.0], OnTrack),
        ([76.0, 77.5, 78.9], OffTrack),
        // Not nearer each time: the latest one is no more than one reading.
        ([77.6, 77.5, 79.5], OffTrack),
        ([76.0, 76.0, 79.5], OffTrack),
        // The target is met by the median, not by a reading.
        ([76.0, 77.5, 85.0], OffTrack),
    ] {
        let mut book = steady();
        for (weeks, value) in [14, 7, 0].into_iter().zip(values) {
            book.read("csat", today - Days::new(weeks), value);
        }
        let facts = book.facts(today);
        let csat = facts.get(book.kpi("csat")).expect("figures");
        assert_eq!(csat.status, Fresh(standing), "{values:?}");
        let judged = if standing == OnTrack { values[2] } else { values[1].max(values[0]).min(values[2]) };
        assert_eq!(csat.judged.map(|(_, value)| value), Some(judged), "{values:?}");
    }
}

#[test]
fn a_level_worse_than_before_is_told_although_its_noise_may_explain_it() {
    // A tenth of the way is a point; the noise is wider than the way.
    for (level, alone) in [(75.5, None), (74.0, None), (73.9, Some(Alone::Lost)), (72.0, Some(Alone::Lost))] {
        let mut book = Book::new();
        for n in 0..7 {
            let value = if n % 2 == 0 { 72.0 } else { 78.0 };
            book.read("csat", date(START) - Days::new(49 - n * 7), value);
        }
        for weeks in [14, 7, 0] {
            book.read("csat", day(22) - Days::new(weeks), level);
        }
        let facts = book.facts(day(22));
        let csat = facts.get(book.kpi("csat")).expect("figures");
        assert_eq!((csat.status, csat.stands_alone()), (Fresh(OnTrack), alone), "{level}");
        assert!(!csat.is_far_off(), "noise is no exception: {level}");
    }
}

/// The latest value may be better than before while the level, which is judged, is not: then the level is named.
#[test]
fn what_is_called_worse_than_before_is_the_value_that_was_judged() {
    for (values, begins) in [
        (
            [72.0, 72.0, 77.0],
            ["72 pts, the median of the last three, is worse", "最近三期的中位数 72 分，比变革之前还差"],
        ),
        ([72.0, 72.0, 72.0], ["worse than before the change", "比变革之前还差"]),
    ] {
        let mut book = Book::new();
        for n in 0..7 {
            let value = if n % 2 == 0 { 72.0 } else { 78.0 };
            book.read("csat", date(START) - Days::new(49 - n * 7), value);
        }
        for (weeks, value) in [14, 7, 0].into_iter().zip(values) {
            book.read("csat", day(22) - Days::new(weeks), value);
        }
        let facts = book.facts(day(22));
        let csat = facts.get(book.kpi("csat")).expect("figures");
        let said = csat.stands_alone().expect("it stands alone").said(csat);
        assert!(said.en.starts_with(begins[0]) && said.zh.starts_with(begins[1]), "{said:?}");
    }
}

#[test]
fn while_noise_is_unknown_it_is_too_early_to_tell() {
    for (value, standing) in
        [(79.0, OnTrack), (78.8, OnTrack), (78.7, TooEarly), (74.0, TooEarly), (73.99, OffTrack), (85.0, Met)]
    {
        let mut book = Book::new();
        book.define("csat", "path", choice(Path::OPTIONS, "straight"));
        book.read("csat", day(147), value);
        assert_eq!(status(&book, "csat", day(147)), Fresh(standing), "{value}");
    }
    assert_eq!(with("response", day(147), 24.0), Fresh(Met));
}

#[test]
fn a_status_does_not_change_without_a_reading() {
    let mut book = steady();
    let today = day(100);
    for weeks in [14, 7, 0] {
        book.read("csat", today - Days::new(weeks), 77.6);
    }
    let expected = |day| book.facts(day).get(book.kpi("csat")).and_then(|k| k.expected);
    for later in 0..=14 {
        assert_eq!(status(&book, "csat", today + Days::new(later)), Fresh(OnTrack), "{later}");
        assert_eq!(expected(today + Days::new(later)), expected(today));
    }
    assert_eq!(status(&book, "csat", today + Days::new(15)), Stale { last: Some(OnTrack) });
    let facts = book.facts(today + Days::new(15));
    assert_eq!(facts.get(book.kpi("csat")).map(|k| k.forecast), Some(Forecast::Undefined));
}

#[test]
fn a_target_date_gone_by_is_missed() {
    let last = date("2027-03-02");
    assert_eq!(at_level(last, 84.0), Fresh(Behind));
    assert_eq!(at_level(date("2027-03-03"), 84.0), Fresh(Missed));
    assert_eq!(at_level(date("2027-03-03"), 85.0), Fresh(Met));
    // The day alone makes it so, without a new reading.
    let mut book = steady();
    for weeks in [14, 7, 0] {
        book.read("csat", last - Days::new(weeks), 84.0);
    }
    assert_eq!(status(&book, "csat", last + Days::new(1)), Fresh(Missed));
}

#[test]
fn a_lagging_indicator_follows_the_roll_out() {
    let expected = |book: &Book, today: NaiveDate| {
        let mut book = book.clone();
        book.read("ftfr", today, 80.0);
        book.facts(today).get(book.kpi("ftfr")).and_then(|k| k.expected).expect("a course")
    };
    let near = |share: f64, wanted: f64, when: &str| assert!((share - wanted).abs() < 1e-9, "{share} {when}");
    let book = Book::new();
    // Nothing until day 43; half by month 6, all by month 12.
    for (today, share) in [("2026-04-13", 0.0), ("2026-09-02", 0.5), ("2027-03-02", 1.0), ("2027-09-01", 1.0)]
    {
        near(expected(&book, date(today)), share, today);
    }
    assert!(expected(&book, date("2026-04-14")) > 0.0);
    // The tick of the launch is when it begins.
    let mut live = book.clone();
    let launch = live.project.rows::<crate::tools::checklist::Item>().iter().find(|i| i.code == "w7-8-1");
    let launch = launch.expect("an item").id;
    live.set::<crate::tools::checklist::Item>(launch, "done", Cell::Date(day(29)));
    near(expected(&live, day(29)), 0.0, "on the day of the launch");
    near(expected(&live, day(30)), 0.5 / 156.0, "the day after");
    // Centres with dates are the plan: each is its people's share.
    let mut planned = live.clone();
    for (name, headcount, on) in [("A", 10, 60), ("B", 30, 100)] {
        let (centre, card) = (planned.id(), planned.id());
        planned.add(crate::tools::roadmap::Centre {
            name: name.into(),
            planned: Some(day(on)),
            ..crate::tools::roadmap::Centre::with_id(centre)
        });
        planned.add(crate::tools::adkar::Person {
            centre: name.into(),
            headcount: Some(headcount),
            ..crate::tools::adkar::Person::with_id(card)
        });
    }
    for (n, share) in [(59, 0.0), (60, 0.25), (99, 0.25), (100, 1.0)] {
        near(expected(&planned, day(n)), share, "by the centres");
    }
    // Without people each is as large as the other.
    let card = planned.project.rows::<crate::tools::adkar::Person>()[0].id;
    planned.remove::<crate::tools::adkar::Person>(card);
    near(expected(&planned, day(60)), 0.5, "unweighed");
}

#[test]
fn a_pause_stops_the_expected_path_and_the_age_of_readings() {
    let mut book = Book::new();
    book.define("csat", "path", choice(Path::OPTIONS, "straight"));
    book.read("csat", day(100), 76.0);
    let expected = |book: &Book, today| book.facts(today).get(book.kpi("csat")).and_then(|k| k.expected);
    let before = expected(&book, day(100)).expect("a course");
    let id = book.id();
    book.add(crate::tools::charter::Rest {
        from: Some(day(41)),
        until: Some(day(60)),
        ..crate::tools::charter::Rest::with_id(id)
    });
    let after = expected(&book, day(100)).expect("a course");
    assert!((before - after - 20.0 / 365.0).abs() < 1e-12, "{before} {after}");
    let end = |book: &Book| book.facts(day(100)).get(book.kpi("csat")).and_then(|k| k.span).map(|(_, to)| to);
    assert_eq!(end(&book), Some(date("2027-03-22")), "the last day moves by twenty days");
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
    assert_eq!(judge(74.0), (Undefined, Some(Lack::Start)), "it may be noise");
    assert_eq!(judge(73.9), (Fresh(OffTrack), Some(Lack::Start)));
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
fn one_reading_a_week_counts_and_both_are_kept() {
    let mut book = Book::new();
    book.read("ftfr", day(3), 82.0);
    book.read("ftfr", day(2), 81.0);
    book.read("ftfr", day(15), 83.0);
    let facts = book.facts(day(16));
    let ftfr = facts.get(book.kpi("ftfr")).expect("figures");
    assert_eq!(ftfr.readings.len(), 3);
    let weeks: Vec<_> = ftfr.periodic.iter().map(|w| (w.point.period, w.point.value)).collect();
    assert_eq!(weeks, [(1, 82.0), (3, 83.0)]);
    assert_eq!(views::spark(ftfr, facts.weeks.of(day(16))), "·········▁·█");
}

#[test]
fn a_cumulative_value_is_its_own_level() {
    let mut book = Book::new();
    book.define("csat", "baseline", Cell::Number(0.0));
    book.define("csat", "target", Cell::Number(10.0));
    book.define("csat", "measure", choice(Measure::OPTIONS, "cumulative"));
    book.weekly("csat", 1, &[6.0, 8.0, 10.0]);
    let facts = book.facts(day(15));
    let csat = facts.get(book.kpi("csat")).expect("figures");
    assert_eq!((csat.level(), csat.status), (Some(10.0), Fresh(Met)));
}

#[test]
fn a_monthly_indicator_has_limits_and_time() {
    let mut book = Book::new();
    book.define("csat", "cadence", choice(Cadence::OPTIONS, "monthly"));
    let months: Vec<NaiveDate> = (0..8).map(|n| date("2026-03-31") + chrono::Months::new(n)).collect();
    for (day, value) in months.iter().zip([75.0, 75.5, 74.8, 75.2, 75.1, 75.6, 75.0, 75.3]) {
        book.read("csat", *day, value);
    }
    let facts = book.facts(months[7]);
    let csat = facts.get(book.kpi("csat")).expect("figures");
    assert!(csat.xmr.is_some() && csat.movement == Movement::Noise);
    assert_eq!(csat.periodic.iter().map(|r| r.point.period).collect::<Vec<_>>(), (1..=8).collect::<Vec<_>>());
    let later = |days| status(&book, "csat", months[7] + Days::new(days));
    assert!(matches!(later(62), Fresh(_)) && matches!(later(63), Stale { .. }));
    // Every two weeks: 28 days.
    let mut book = Book::new();
    book.define("csat", "cadence", choice(Cadence::OPTIONS, "fortnightly"));
    book.read("csat", day(10), 85.0);
    assert_eq!(status(&book, "csat", day(38)), Fresh(Met));
    assert_eq!(status(&book, "csat", day(39)), Stale { last: Some(Met) });
}

#[test]
fn a_reading_of_the_future_does_not_count_yet() {
    let mut book = Book::new();
    book.read("csat", day(11), 85.0);
    assert_eq!(status(&book, "csat", day(10)), NoReading);
    assert_eq!(status(&book, "csat", day(11)), Fresh(Met));
}

#[test]
fn a_better_reading_never_stands_worse_while_noise_is_unknown() {
    // From 75 to 85 in a year, on a straight line: after three weeks 0.6 points are expected.
    let after = |values: &[f64]| {
        let mut book = Book::new();
        book.define("csat", "path", choice(Path::OPTIONS, "straight"));
        book.weekly("csat", 1, values);
        let today = day(values.len() as u64 * 7 - 6);
        let facts = book.facts(today);
        let csat = facts.get(book.kpi("csat")).expect("figures");
        (csat.status, csat.judged.map(|(_, value)| value))
    };
    assert_eq!(after(&[75.0, 75.3]), (Fresh(OnTrack), Some(75.3)));
    // The median lags behind the rise; the reading itself is on plan.
    assert_eq!(after(&[75.0, 75.3, 76.6]), (Fresh(OnTrack), Some(76.6)));
    assert_eq!(after(&[75.0, 75.3, 75.3]), (Fresh(TooEarly), Some(75.3)));
    // What reaches the target once has not got there.
    assert_eq!(after(&[75.0, 75.1, 85.0]).0, Fresh(OnTrack));
    // A reading that is worse stands no better than the one it takes the place of.
    let ranks = [OffTrack, TooEarly, OnTrack, Met];
    let rank = |last: f64| match after(&[75.0, 75.3, last]).0 {
        Fresh(standing) => ranks.iter().position(|known| *known == standing).expect("known"),
        other => panic!("{other:?}"),
    };
    let all: Vec<usize> = (0..=120).map(|n| rank(73.0 + f64::from(n) * 0.1)).collect();
    assert!(all.is_sorted(), "{all:?}");
}
