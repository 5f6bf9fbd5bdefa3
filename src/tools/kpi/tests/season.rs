//! Indicators with a season: judged by what the same time of the year before the change had, or not at all.

use super::*;
use crate::stats::{KpiStatus, Standing};

/// What the season adds to the value of customer satisfaction at a time, on the day of the reference year and after.
const SUMMER: f64 = 6.0;

fn seasonal() -> Book {
    let mut book = Book::new();
    book.define("csat", "path", choice(Path::OPTIONS, "straight"));
    book.define("csat", "seasonal", Cell::Check(true));
    book
}

fn year_before(today: NaiveDate) -> NaiveDate {
    today.checked_sub_months(chrono::Months::new(12)).expect("a day")
}

fn figures<T>(book: &Book, today: NaiveDate, ask: impl FnOnce(&Figures) -> T) -> T {
    ask(book.facts(today).get(book.kpi("csat")).expect("figures"))
}

#[test]
fn it_is_judged_by_the_gain_over_the_same_time_before_the_change() {
    use Standing::{Met, OffTrack, OnTrack, TooEarly};
    // The limits are those of an indicator without a season: 79 points are expected, 75 is the baseline.
    let today = day(147);
    for (value, standing) in
        [(79.0, OnTrack), (78.8, OnTrack), (78.7, TooEarly), (74.0, TooEarly), (73.99, OffTrack), (85.0, Met)]
    {
        let mut book = seasonal();
        book.read("csat", year_before(today), 75.0 + SUMMER);
        book.read("csat", today, value + SUMMER);
        assert_eq!(figures(&book, today, |csat| csat.status), KpiStatus::Fresh(standing), "{value}");
        let (judged, progress) = figures(&book, today, |csat| (csat.judged, csat.progress));
        assert!((judged.expect("a level").1 - value).abs() < 1e-9);
        assert!((progress.expect("a way") - (value - 75.0) / 10.0).abs() < 1e-9);
        // The latest reading stays what was read.
        assert_eq!(figures(&book, today, |csat| csat.current), Some((today, value + SUMMER)));
    }
}

#[test]
fn without_the_same_time_before_the_change_nothing_is_judged() {
    let today = day(147);
    let judged = |off: i64, value: f64| {
        let mut book = seasonal();
        book.read("csat", year_before(today) + chrono::TimeDelta::days(off), 81.0);
        book.read("csat", today, value);
        let mut found = book.found("KP5", today);
        found.retain(|found| found.place.column == Kpi::COL.seasonal.key);
        (figures(&book, today, |csat| csat.status), found)
    };
    // Half a week apart is the same week.
    for off in [-4, 0, 4] {
        assert_eq!(judged(off, 85.0), (KpiStatus::Fresh(Standing::OnTrack), Vec::new()), "{off}");
    }
    for off in [-5, 5] {
        // As bad as it looks, nobody knows whether it is the season.
        let (status, mut found) = judged(off, 60.0);
        assert_eq!(status, KpiStatus::Undefined, "{off}");
        let found = found.remove(0);
        assert_eq!(
            found.evidence.en,
            "Has readings but cannot be judged; missing: Customer satisfaction (CSAT) (readings of the same time in the year before the change)"
        );
    }
    let mut book = seasonal();
    book.weekly("csat", 1, &[75.0, 74.0, 72.0, 70.0, 68.0, 66.0, 64.0, 62.0, 60.0, 58.0]);
    let today = day(64);
    assert_eq!(figures(&book, today, |csat| csat.movement), Movement::SeasonUnknown);
    assert_eq!(figures(&book, today, |csat| (csat.progress, csat.forecast)), (None, Forecast::Undefined));
    assert_eq!(figures(&book, today, Figures::level), None);
    assert_eq!(figures(&book, today, |csat| (csat.judged, csat.said())), (None, None));
    let rules: Vec<&str> = book.assess(today).findings.iter().map(|f| f.id).collect();
    assert!(!rules.iter().any(|rule| ["KP1", "KP2", "KP3", "KP11"].contains(rule)), "{rules:?}");
    // Without the mark it is what it looks like.
    book.define("csat", "seasonal", Cell::Empty);
    assert_eq!(figures(&book, today, |csat| csat.status), KpiStatus::Fresh(Standing::OffTrack));
}

#[test]
fn the_year_of_the_change_is_never_its_own_reference() {
    let mut book = seasonal();
    let today = date("2027-06-01");
    for (on, value) in [("2025-06-01", 81.0), ("2026-06-02", 84.0), ("2027-06-01", 88.0)] {
        book.read("csat", date(on), value);
    }
    let then = date("2025-06-01");
    assert_eq!(figures(&book, today, |csat| csat.season), Season::TakenOut { then, before: 81.0 });
    // The last day before the start may be one, the start itself not.
    for (on, known) in [("2026-03-01", true), ("2026-03-02", false)] {
        let mut book = seasonal();
        let today = date("2027-03-01");
        book.read("csat", date(on), 80.0);
        book.read("csat", today, 81.0);
        let season = figures(&book, today, |csat| csat.season);
        assert_eq!(season != Season::Unknown, known, "{on}");
    }
}

#[test]
fn a_reading_of_the_change_does_not_stand_in_the_way_of_one_before_it() {
    let mut book = seasonal();
    let today = date("2027-03-01");
    // The start is nearer to the same day of the year before than the last reading before it.
    for (on, value) in [("2026-02-27", 80.0), ("2026-03-02", 83.0), ("2027-03-01", 86.0)] {
        book.read("csat", date(on), value);
    }
    let then = date("2026-02-27");
    assert_eq!(figures(&book, today, |csat| csat.season), Season::TakenOut { then, before: 80.0 });
}

#[test]
fn a_reading_shows_its_progress_by_the_season_of_its_own_centre() {
    let mut book = seasonal();
    let today = day(147);
    let centre = book.id();
    book.add(crate::tools::roadmap::Centre {
        name: "A".into(),
        ..crate::tools::roadmap::Centre::with_id(centre)
    });
    let mut at = |centre: Option<Id>, on: NaiveDate, value: f64| {
        let id = book.read("csat", on, value);
        if let Some(centre) = centre {
            book.set::<Reading>(id, "centre", Cell::Link(centre));
        }
        id
    };
    let network = [at(None, year_before(today), 81.0), at(None, today, 84.0)];
    // The centre has twice the season of the network, and a reading for which nothing is known.
    let own = [at(Some(centre), year_before(today), 87.0), at(Some(centre), today, 89.0)];
    let unknown = at(Some(centre), day(80), 80.0);
    let facts = Facts::new(&book.project, today);
    let shown = |id: Id| {
        let row = book.project.find::<Reading>(id).expect("a reading");
        views::reading_progress(&facts, row).text.en.to_string()
    };
    // From 75 to 85: a gain of 3 over the year before is three tenths of the way, one of 2 two tenths.
    assert_eq!(network.map(shown), ["–", "30%"]);
    assert_eq!(own.map(shown), ["–", "20%"]);
    assert_eq!(shown(unknown), "–");
    book.define("csat", "seasonal", Cell::Empty);
    let facts = Facts::new(&book.project, today);
    let row = book.project.find::<Reading>(own[1]).expect("a reading");
    assert_eq!(views::reading_progress(&facts, row).text.en, "140%");
}

#[test]
fn a_season_is_no_shift_and_a_shift_is_no_season() {
    // A value falls by half a point a week to week 12, as it does every year.
    let wave = |n: usize| 75.0 - n as f64 / 2.0 + [0.2, -0.3, 0.1, 0.3, -0.2][n % 5];
    let year = |gain: f64| {
        let mut book = seasonal();
        for n in 0..12_usize {
            let on = day(n as u64 * 7 + 1);
            book.read("csat", on - Days::new(364), wave(n) + [0.1, 0.2, -0.1][n % 3]);
            book.read("csat", on, wave(n) + if n >= 8 { gain } else { 0.0 });
        }
        book
    };
    let today = day(78);
    assert_eq!(figures(&year(0.0), today, |csat| csat.movement), Movement::Noise);
    assert_eq!(figures(&year(4.0), today, |csat| csat.movement), Movement::Better);
    assert_eq!(figures(&year(-4.0), today, |csat| csat.movement), Movement::Worse);
    let found = year(-4.0).found("KP1", today).remove(0);
    assert!(
        found.evidence.en.contains("without the season (65.2 pts on 2026-05-18"),
        "{}",
        found.evidence.en
    );
    assert!(found.evidence.zh.contains("剔除季节因素后"), "{}", found.evidence.zh);
    // By what was read the fall is proven, season or not.
    let mut book = year(0.0);
    book.define("csat", "seasonal", Cell::Empty);
    assert_eq!(figures(&book, today, |csat| csat.movement), Movement::Worse);
}

#[test]
fn a_threshold_knows_no_season() {
    let mut book = Book::new();
    book.define("satisfaction", "seasonal", Cell::Check(true));
    book.read("satisfaction", day(20), 3.4);
    let facts = book.facts(day(20));
    let kpi = facts.by_code("satisfaction").expect("figures");
    assert_eq!((kpi.season, kpi.status), (Season::None, KpiStatus::Fresh(Standing::OffTrack)));
}
