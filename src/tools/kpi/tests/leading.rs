//! Where a leading indicator stands: its threshold, its growth, and the visits of executives.

use super::standing::{status, with};
use super::*;
use crate::stats::KpiStatus::{Fresh, NoReading, Stale, Undefined};
use crate::stats::Standing::{Behind, Met, Missed, OffTrack, OnTrack, TooEarly};
use crate::tools::charter::Rest;

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
    for (value, standing) in [(68.4, OnTrack), (68.39, Behind), (54.0, Behind), (53.99, OffTrack)] {
        assert_eq!(with("training", day(73), value), Fresh(standing), "{value}");
    }
    // Nobody is trained before the training begins, and a tenth of the way is due on day 35.
    assert_eq!(with("training", day(28), 0.0), Fresh(OnTrack));
    assert_eq!(with("training", day(34), 0.0), Fresh(TooEarly));
    assert_eq!(with("training", day(35), 0.0), Fresh(OffTrack));
    assert_eq!(with("training", day(84), 67.5), Fresh(Behind));
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
    // While the pause goes on nothing ages, and the day at the end is unknown.
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

/// The day on which a baseline was measured is no start of a plan that has one of its own.
#[test]
fn a_baseline_measured_before_the_plan_begins_does_not_begin_it() {
    let figures = |code: &str, measured: Option<NaiveDate>, path: Option<&str>| {
        let mut book = Book::new();
        book.define(code, "baseline", Cell::Number(20.0));
        book.define(code, "baseline_date", measured.map_or(Cell::Empty, Cell::Date));
        if let Some(path) = path {
            book.define(code, "path", choice(Path::OPTIONS, path));
        }
        book.read(code, day(20), 25.0);
        let facts = book.facts(day(20));
        let kpi = facts.by_code(code).expect("figures");
        (kpi.span, kpi.expected)
    };
    let before = day(1).checked_sub_days(chrono::Days::new(20));
    assert_eq!(figures("training", before, None), figures("training", None, None));
    assert_eq!(figures("training", before, None).1, Some(0.0));
    assert_eq!(figures("coverage", before, None), figures("coverage", None, None));
    assert_eq!(figures("ftfr", before, None).0.map(|span| span.0), Some(day(1)));
    // One of a later day begins it, and a straight line goes from the day that is entered.
    assert_eq!(figures("training", Some(day(40)), None).0.map(|span| span.0), Some(day(40)));
    assert_eq!(figures("ftfr", before, Some("straight")).0.map(|span| span.0), before);
}

#[test]
fn a_baseline_measured_before_the_plan_is_said_to_begin_nothing() {
    let noted = |code: &str, baseline: Option<f64>, on: NaiveDate| {
        let mut book = Book::new();
        book.define(code, "baseline", baseline.map_or(Cell::Empty, Cell::Number));
        let kpi = book.project.find::<Kpi>(book.kpi(code)).expect("it").clone();
        match book::check(&book.project, &kpi, "baseline_date", &Cell::Date(on), day(2)) {
            Verdict::Note(note) => note.en.contains("still counts from"),
            _ => false,
        }
    };
    let before = day(1).checked_sub_days(chrono::Days::new(2)).expect("a day");
    assert!(noted("training", None, before) && noted("training", None, day(20)));
    assert!(!noted("training", None, day(29)));
    assert!(noted("coverage", Some(10.0), before) && !noted("coverage", Some(10.0), day(1)));
    assert!(!noted("satisfaction", Some(2.8), before), "a threshold has no way");
    assert!(!noted("ftfr", Some(80.0), before), "results follow the roll-out");
}

#[test]
fn what_only_lacks_a_day_says_so() {
    let mut book = Book::new();
    let target = Cell::Number(3.8);
    book.define("satisfaction", "target", target);
    let kpi = |book: &Book| book.project.find::<Kpi>(book.kpi("satisfaction")).expect("it").clone();
    let noted = |book: &Book| {
        let verdict = book::check(&book.project, &kpi(book), "baseline", &Cell::Number(2.8), day(2));
        matches!(verdict, Verdict::Note(note) if note.en.contains("target date"))
    };
    assert!(noted(&book));
    book.define("satisfaction", "baseline", Cell::Number(2.8));
    book.read("satisfaction", day(20), 3.6);
    let said = |book: &Book| book.found("KP1", day(20)).first().map(|f| f.evidence.en.to_string());
    assert!(said(&book).is_some_and(|said| said.contains("without a target date")), "{:?}", said(&book));
    let outlook = |book: &Book| {
        let facts = book.facts(day(20));
        let kpi = facts.by_code("satisfaction").expect("figures");
        (outlook(kpi).any(|line| line.text.en.contains("Without a target date")), kpi.due())
    };
    assert_eq!(outlook(&book), (true, None));
    book.define("satisfaction", "target_date", Cell::Date(day(300)));
    assert_eq!(outlook(&book), (false, Some(day(300))));
    assert_eq!(said(&book), None);
    assert!(!noted(&book), "it has a day");
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
    // On the first two days of a week its count is still to come, as that of any other indicator.
    assert_eq!([15, 16].map(|n| status(&book, "walks", day(n))), [Fresh(Met); 2]);
    assert_eq!(status(&book, "walks", day(17)), Stale { last: Some(Met) });
    // A walk in the present week does not stand for the one before.
    book.read("walks", day(15), 2.0);
    assert_eq!(status(&book, "walks", day(16)), Stale { last: Some(Met) });
    // One that comes into a later week has no full week before it to answer for.
    let mut late = Book::new();
    late.read("walks", day(45), 1.0);
    assert_eq!(status(&late, "walks", day(49)), Fresh(Met));
    assert_eq!(status(&late, "walks", day(50)), Fresh(Met));
    assert_eq!(status(&late, "walks", day(58)), Fresh(Met));
    assert_eq!(status(&late, "walks", day(59)), Stale { last: Some(Met) });
    book.read("walks", day(10), 0.0);
    assert_eq!(status(&book, "walks", day(16)), Fresh(OffTrack));
    let found = book.found("KP1", day(16));
    assert!(found[0].evidence.get(Lang::En).contains("0x in the last full week"));
}

#[test]
fn a_walk_before_a_pause_answers_for_its_week() {
    // A rest moves the end of week 2 into the seven days that hold the beginning of week 3.
    for gap in 1..7 {
        let mut book = Book::new();
        let id = book.id();
        book.add(Rest { from: Some(day(10)), until: Some(day(9 + gap)), ..Rest::with_id(id) });
        book.read("walks", day(14 + gap), 1.0);
        book.read("walks", day(15 + gap), 2.0);
        assert_eq!(status(&book, "walks", day(15 + gap)), Fresh(Met), "{gap}");
        let facts = book.facts(day(15 + gap));
        let judged = facts.get(book.kpi("walks")).and_then(|kpi| kpi.judged);
        assert_eq!(judged, Some((day(14 + gap), 1.0)), "{gap}");
    }
}

/// The first reading is judged by the threshold; until there are six, it is said that they tell no trend.
#[test]
fn a_status_that_rests_on_the_threshold_says_so_while_readings_are_few() {
    let read = |values: &[f64]| {
        let mut book = Book::new();
        book.weekly("satisfaction", 1, values);
        let on = day(1 + 7 * (u64::try_from(values.len()).unwrap() - 1));
        (status(&book, "satisfaction", on), book.found("KP1", on).pop())
    };
    let said = |values: &[f64]| read(values).1.unwrap().evidence;
    for values in [&[2.8][..], &[2.8, 2.9, 3.0, 3.2, 3.4]] {
        assert_eq!(read(values).0, Fresh(OffTrack));
        let said = said(values);
        assert!(said.zh.contains("低于门槛 3.5/5；数据还少，分不清是不是波动"), "{}", said.zh);
        assert!(
            said.en.contains("below the threshold of 3.5/5; too few readings to tell a signal from noise"),
            "{}",
            said.en
        );
    }
    let six = said(&[2.8, 2.9, 3.0, 3.2, 3.4, 3.4]);
    assert!(!six.zh.contains("数据还少"), "{}", six.zh);
    assert_eq!(read(&[3.5]).0, Fresh(Met));
}

#[test]
fn a_day_for_a_threshold_waits_for_the_end_of_a_pause() {
    let mut book = Book::new();
    book.define("satisfaction", "target_date", Cell::Date(day(30)));
    book.read("satisfaction", day(28), 3.0);
    let id = book.id();
    book.add(Rest { from: Some(day(29)), until: Some(day(35)), ..Rest::with_id(id) });
    assert_eq!(status(&book, "satisfaction", day(33)), Fresh(OffTrack));
    book.read("satisfaction", day(38), 3.0);
    assert_eq!(status(&book, "satisfaction", day(38)), Fresh(Missed));
}

/// A leading indicator of people's own: from 12000 up to 15000, read once.
fn own(months: Option<u32>, target_date: Option<NaiveDate>, on: NaiveDate, value: f64) -> (Book, Id) {
    let mut book = Book::new();
    let charter = book.project.rows::<Charter>()[0].id;
    if let Some(months) = months {
        book.set::<Charter>(charter, "months", Cell::Count(months));
    }
    let id = book.id();
    book.add(Kpi {
        name: "预约".into(),
        kind: Some(Kind::Leading),
        baseline: Some(12_000.0),
        target: Some(15_000.0),
        target_date,
        ..Kpi::with_id(id)
    });
    let reading = book.id();
    let row = Reading { kpi: Link::to(id), date: Some(on), value: Some(value), ..Reading::with_id(reading) };
    book.add(row);
    (book, id)
}

#[test]
fn a_blank_target_date_is_the_end_of_the_project_for_ones_own_leading_indicator() {
    let judged = |months, target_date, n, value| {
        let (book, id) = own(months, target_date, day(n), value);
        let facts = book.facts(day(n));
        let kpi = facts.get(id).expect("figures");
        (kpi.status, kpi.expected, kpi.span)
    };
    let end = date("2027-03-02");
    // On the first day nothing is expected yet, whether the day is typed or not.
    for typed in [None, Some(end)] {
        let (status, expected, span) = judged(None, typed, 1, 12_000.0);
        assert_eq!((status, expected), (Fresh(OnTrack), Some(0.0)));
        assert_eq!(span, Some((day(1), end)));
    }
    assert_eq!(judged(None, None, 100, 12_500.0), judged(None, Some(end), 100, 12_500.0));
    // The project ends as its charter says.
    let (_, _, span) = judged(Some(9), None, 1, 12_000.0);
    assert_eq!(span, Some((day(1), date("2026-12-02"))));
    // Without a baseline there is no way, and only the target counts.
    let (mut book, id) = own(None, None, day(1), 12_000.0);
    book.set::<Kpi>(id, "baseline", Cell::Empty);
    assert_eq!(book.facts(day(1)).get(id).map(|kpi| kpi.status), Some(Fresh(OffTrack)));
}

#[test]
fn the_roll_out_ends_with_the_project() {
    let path = |months: u32| {
        let mut book = Book::new();
        let charter = book.project.rows::<Charter>()[0].id;
        book.set::<Charter>(charter, "months", Cell::Count(months));
        book.read("ftfr", day(1), 80.0);
        let facts = book.facts(day(1));
        facts.get(book.kpi("ftfr")).expect("figures").path.clone()
    };
    assert_eq!(path(12)[2..], [(date("2026-09-02"), 0.5), (date("2027-03-02"), 1.0)]);
    assert_eq!(path(6)[2..], [(date("2026-06-02"), 0.5), (date("2026-09-02"), 1.0)]);
}

#[test]
fn a_count_entered_on_a_monday_is_that_of_the_week_that_is_over() {
    let mut book = Book::new();
    let walks = book.kpi("walks");
    let dated = |book: &Book, today: NaiveDate| {
        let facts = Facts::new(&book.project, today);
        let row = facts.find::<Kpi>(walks).expect("an indicator");
        let mut new_id = || Id::new(77);
        let cell = crate::tools::kpi::week::cell(&facts, row, &mut new_id).expect("a cell");
        let reading = cell.row.typed::<Reading>().and_then(|reading| reading.date);
        (cell.fresh, reading)
    };
    // Day 8 is the Monday of the second week.
    assert_eq!(dated(&book, day(5)), (true, Some(day(5))), "the first week");
    assert_eq!(dated(&book, day(8)), (true, Some(day(7))));
    assert_eq!(dated(&book, day(9)), (true, Some(day(7))));
    assert_eq!(dated(&book, day(10)), (true, Some(day(10))), "from Wednesday on it is this week's");
    // Whoever goes back to what was entered today corrects it.
    let mut entered = book.clone();
    let id = entered.id();
    let row = Reading {
        kpi: Link::to(walks),
        date: Some(day(7)),
        value: Some(2.0),
        entered: crate::sheet::Entered::on(day(8)),
        ..Reading::with_id(id)
    };
    entered.add(row);
    assert_eq!(dated(&entered, day(8)), (false, Some(day(7))));
    assert_eq!(dated(&entered, day(9)), (true, Some(day(9))));
    // Once the last week is read, it is this week's as well.
    book.read("walks", day(7), 2.0);
    assert_eq!(dated(&book, day(8)), (true, Some(day(8))));
    // So is a share read in the meeting on a Monday, until last week has its reading; where the weeks of the project do not
    // begin on a Monday it is one of today.
    let dated = |book: &Book, today: NaiveDate| {
        let facts = Facts::new(&book.project, today);
        let row = facts.find::<Kpi>(book.kpi("ftfr")).expect("an indicator");
        let cell = crate::tools::kpi::week::cell(&facts, row, &mut || Id::new(78)).expect("a cell");
        cell.row.typed::<Reading>().and_then(|reading| reading.date)
    };
    assert_eq!([5, 8, 9, 10].map(|n| dated(&book, day(n))), [5, 7, 7, 10].map(|n| Some(day(n))));
    let is_told = |today: NaiveDate| {
        let facts = Facts::new(&book.project, today);
        let row = facts.find::<Kpi>(book.kpi("ftfr")).expect("an indicator");
        crate::tools::kpi::week::help(&facts, row).en.starts_with("last week's value (8 Mar)")
    };
    assert_eq!([5, 8, 9, 10].map(|n| is_told(day(n))), [false, true, true, false]);
    let mut midweek = book.clone();
    let charter = midweek.project.rows::<Charter>()[0].id;
    midweek.set::<Charter>(charter, "start", Cell::Date(day(3)));
    assert_eq!([10, 11].map(|n| dated(&midweek, day(n))), [10, 11].map(|n| Some(day(n))));
    book.read("ftfr", day(7), 0.8);
    assert_eq!(dated(&book, day(8)), Some(day(8)));
}
