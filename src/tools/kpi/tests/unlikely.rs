//! Values that may be a slip, and are asked about: beside the others, the baseline and the target.

use super::entry::value;
use super::*;

#[test]
fn a_fraction_beside_percents_is_asked_about() {
    let mut book = Book::new();
    book.read("ftfr", day(40), 86.0);
    match value(&book, "ftfr", 0.86) {
        Verdict::Ask { question, instead } => {
            assert_eq!(instead, Cell::Number(86.0));
            assert!(question.get(Lang::En).starts_with("Is it 86%? The target is 92%, you typed 0.86"));
        }
        other => panic!("{other:?}"),
    }
    // With nothing read yet the target is what it stands beside.
    match value(&book, "training", 0.45) {
        Verdict::Ask { question, .. } => assert_eq!(question.zh, "是 45% 吗？目标是 90%，您填的是 0.45"),
        other => panic!("{other:?}"),
    }
    assert!(matches!(value(&book, "ftfr", 0.0), Verdict::Sure(_)));
    assert!(
        matches!(value(&book, "response", 0.86), Verdict::Ask { .. }),
        "far below 48 h and 24 h: a slip of the point"
    );
    book.read("ftfr", day(45), 0.9);
    assert_eq!(value(&book, "ftfr", 0.86), Verdict::Fine);
}

#[test]
fn a_fraction_without_a_percent_beside_it_is_asked_about() {
    let book = Book::new();
    let percent = || Kpi { name: "k".into(), unit: Some(KpiUnit::Percent), ..Kpi::default() };
    let meant =
        |row: &Kpi, column: &str, value: f64| match book.check(row, column, &Cell::Number(value), day(1)) {
            Verdict::Ask { instead: Cell::Number(meant), .. } => Some(meant),
            _ => None,
        };
    for column in ["baseline", "target"] {
        assert_eq!(meant(&percent(), column, 0.85), Some(85.0));
        assert_eq!(meant(&percent(), column, 0.08), Some(8.0));
        for plain in [0.0, 1.0, 8.0, 85.0] {
            assert_eq!(meant(&percent(), column, plain), None, "{plain}");
        }
        // Beside a number below one nothing is known yet.
        let mut beside = percent();
        (beside.baseline, beside.target) = (Some(0.85), Some(0.85));
        assert_eq!(meant(&beside, column, 0.95), Some(95.0));
        let hours = Kpi { unit: Some(KpiUnit::Hours), ..percent() };
        assert_eq!(meant(&hours, column, 0.5), None);
    }
    // What contradicts the direction as it stands and not as a share is asked about, not refused.
    let falls = Kpi { target: Some(4.0), direction: Some(Way::Down), ..percent() };
    assert_eq!(meant(&falls, "baseline", 0.08), Some(8.0));
    let refused = book.check(&falls, "baseline", &Cell::Number(0.03), day(1));
    assert!(matches!(refused, Verdict::Refuse(_)), "{refused:?}");
}

#[test]
fn a_value_far_off_is_asked_about() {
    let mut book = Book::new();
    let meant = |book: &Book, code: &str, typed: f64| match value(book, code, typed) {
        Verdict::Ask { instead: Cell::Number(meant), .. } => Some(meant),
        _ => None,
    };
    // Points typed as a fraction, by the baseline alone, and points missed by one place.
    assert_eq!(meant(&book, "csat", 0.77), Some(77.0));
    assert_eq!(meant(&book, "csat", 7.7), Some(77.0));
    assert_eq!(meant(&book, "response", 480.0), Some(48.0));
    // Twice the whole way from 48 to 24 hours is 48 hours, beyond the nearer of both.
    assert_eq!(value(&book, "response", 96.0), Verdict::Fine);
    assert!(matches!(value(&book, "response", 96.5), Verdict::Sure(_)));
    // Where no place of the point fits there is nothing to offer.
    assert!(matches!(value(&book, "response", 10_000.0), Verdict::Sure(_)));
    // Where the last reading was as far out this one is none.
    book.read("response", day(40), 470.0);
    assert_eq!(value(&book, "response", 480.0), Verdict::Fine);
}

#[test]
fn a_reading_is_asked_about_beside_the_others_of_its_indicator() {
    let mut book = Book::new();
    book.set::<Kpi>(book.kpi("ftfr"), "baseline", Cell::Number(70.0));
    book.read("ftfr", day(40), 70.0);
    // The target is far from the baseline, and the reading is neither.
    match value(&book, "ftfr", 7.0) {
        Verdict::Ask { question, instead } => {
            assert_eq!(instead, Cell::Number(70.0));
            assert_eq!(question.zh, "是 70% 吗？上次是 70%，您填的是 7");
            assert_eq!(question.en, "Is it 70%? The one before is 70%, you typed 7");
        }
        other => panic!("{other:?}"),
    }
    // Half of what it was is no slip, a quarter is no reading of this process.
    assert_eq!(value(&book, "ftfr", 40.0), Verdict::Fine);
    assert!(matches!(value(&book, "ftfr", 20.0), Verdict::Sure(_)));
    // Without a baseline or a target the readings alone say it.
    book.set::<Kpi>(book.kpi("ftfr"), "baseline", Cell::Empty);
    book.set::<Kpi>(book.kpi("ftfr"), "target", Cell::Empty);
    assert!(matches!(value(&book, "ftfr", 7.0), Verdict::Ask { .. }));
    assert_eq!(value(&book, "ftfr", 85.0), Verdict::Fine);
    // A share that has only begun to grow may grow tenfold, and may not fall.
    book.read("training", day(40), 5.0);
    assert_eq!(value(&book, "training", 50.0), Verdict::Fine);
    match value(&book, "training", 4.0) {
        Verdict::Sure(question) => {
            assert_eq!(question.zh, "累计值只增不减，2026-04-10 已经是 5%：这次确实是 4% 吗？");
        }
        other => panic!("{other:?}"),
    }
    // What is counted from nothing is compared with nothing.
    book.read("walks", day(40), 0.0);
    assert_eq!(value(&book, "walks", 2.0), Verdict::Fine);
    // A level that hardly moves may move.
    for (n, read) in [3.4, 3.5, 3.4, 3.4, 3.5, 3.4, 3.5].into_iter().enumerate() {
        book.read("satisfaction", day(2 + n as u64 * 5), read);
    }
    assert_eq!(value(&book, "satisfaction", 4.0), Verdict::Fine);
    assert!(matches!(value(&book, "satisfaction", 1.2), Verdict::Sure(_)));
}

#[test]
fn a_slip_is_suspected_from_four_and_a_half_times_on_and_where_the_other_place_of_the_point_is_near() {
    let said = |last: f64, value: f64| {
        let mut book = Book::new();
        book.define("response", "baseline", Cell::Empty);
        book.define("response", "target", Cell::Empty);
        book.read("response", day(40), last);
        self::value(&book, "response", value)
    };
    let meant = |verdict: &Verdict| match verdict {
        Verdict::Ask { instead: Cell::Number(meant), .. } => Some(*meant),
        _ => None,
    };
    assert_eq!(meant(&said(40.0, 179.9)), None);
    assert_eq!(meant(&said(40.0, 200.0)), Some(20.0), "half of the one before is near");
    assert_eq!(meant(&said(40.0, 190.0)), None, "19 h are less than half of 40 h");
    assert_eq!(meant(&said(40.0, 800.0)), Some(80.0));
    assert_eq!(meant(&said(40.0, 810.0)), None);
    // Below, the other way round.
    assert_eq!(meant(&said(40.0, 8.0)), Some(80.0));
    assert_eq!(meant(&said(40.0, 8.1)), None);
}

#[test]
fn a_value_is_far_off_from_twice_the_width_of_all_that_is_known_on() {
    let said = |value: f64| {
        let mut book = Book::new();
        // From 20 to 50 hours: 30 hours wide.
        book.define("response", "baseline", Cell::Number(50.0));
        book.define("response", "target", Cell::Number(20.0));
        book.read("response", day(40), 50.0);
        self::value(&book, "response", value)
    };
    assert!(matches!(said(110.0), Verdict::Fine), "{:?}", said(110.0));
    assert!(matches!(said(110.1), Verdict::Sure(_)), "{:?}", said(110.1));
    // What has hardly moved may move by a fifth of its value: twice that is not far.
    let narrow = |value: f64| {
        let mut book = Book::new();
        book.define("response", "baseline", Cell::Number(50.0));
        book.define("response", "target", Cell::Number(50.0));
        book.read("response", day(40), 50.0);
        self::value(&book, "response", value)
    };
    assert!(matches!(narrow(70.0), Verdict::Fine), "{:?}", narrow(70.0));
    assert!(matches!(narrow(70.1), Verdict::Sure(_)), "{:?}", narrow(70.1));
    // Of one value alone nobody can say what is usual.
    let mut book = Book::new();
    book.define("response", "baseline", Cell::Empty);
    book.define("response", "target", Cell::Empty);
    book.read("response", day(40), 50.0);
    assert!(matches!(self::value(&book, "response", 101.0), Verdict::Fine));
}

#[test]
fn a_count_that_chance_explains_is_not_asked_about() {
    let mut book = Book::new();
    book.define("walks", "baseline", Cell::Number(1.0));
    book.read("walks", day(40), 1.0);
    // From 1 up to 1 and three roots of it.
    for visits in [0.0, 1.0, 2.0, 3.0, 4.0] {
        assert_eq!(value(&book, "walks", visits), Verdict::Fine, "{visits}");
    }
    // Five is far from one, and no visit is half of one.
    for visits in [5.0, 50.0] {
        assert!(matches!(value(&book, "walks", visits), Verdict::Sure(_)), "{visits}");
    }
    // Three roots of 100 are 30: 130 is usual, and not far off at 131 either.
    let complaints = |typed: f64| {
        let mut book = Book::new();
        book.define("response", "unit", choice(KpiUnit::OPTIONS, "times"));
        book.define("response", "baseline", Cell::Number(9.0));
        book.define("response", "target", Cell::Number(9.0));
        self::value(&book, "response", typed)
    };
    assert_eq!(complaints(18.0), Verdict::Fine, "9 and three roots of it");
    assert!(matches!(complaints(19.0), Verdict::Sure(_)), "{:?}", complaints(19.0));
}

#[test]
fn after_a_slip_the_usual_values_are_what_counts() {
    let mut book = Book::new();
    book.define("response", "unit", choice(KpiUnit::OPTIONS, "none"));
    book.define("response", "baseline", Cell::Empty);
    book.define("response", "target", Cell::Empty);
    for (n, read) in [31.0, 33.0, 35.0, 0.2].into_iter().enumerate() {
        book.read("response", day(10 + n as u64 * 7), read);
    }
    assert_eq!(value(&book, "response", 36.0), Verdict::Fine);
    match value(&book, "response", 360.0) {
        Verdict::Ask { question, instead } => {
            assert_eq!(instead, Cell::Number(36.0));
            assert_eq!(question.zh, "是 36 吗？以往的中位数是 32，您填的是 360");
        }
        other => panic!("{other:?}"),
    }
}

/// A hundred times as much is a share written as a part of one: a small count is a small count, and is only asked about.
#[test]
fn a_small_count_is_no_share() {
    for unit in ["times", "none"] {
        let mut book = Book::new();
        book.define("response", "unit", choice(KpiUnit::OPTIONS, unit));
        book.define("response", "baseline", Cell::Number(1150.0));
        book.define("response", "target", Cell::Empty);
        for (n, read) in [1180.0, 1205.0, 1198.0].into_iter().enumerate() {
            book.read("response", day(10 + n as u64 * 7), read);
        }
        for typed in [8.8, 12.0] {
            assert!(matches!(value(&book, "response", typed), Verdict::Sure(_)), "{unit} {typed}");
        }
        // A point that has slipped by one place still is one.
        assert!(matches!(value(&book, "response", 120.0), Verdict::Ask { .. }), "{unit}");
    }
}
