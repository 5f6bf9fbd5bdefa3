use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;

fn date(text: &str) -> NaiveDate {
    text.parse().expect("an ISO date")
}

fn near(a: f64, b: f64, tolerance: f64) {
    assert!((a - b).abs() <= tolerance, "{a} is not {b}");
}

#[test]
fn progress_is_one_formula_for_both_directions() {
    for (baseline, target, current, expected) in [
        (75.0, 85.0, 75.0, 0.0),
        (48.0, 24.0, 36.0, 0.5),
        (48.0, 24.0, 54.0, -0.25),
        (48.0, 24.0, 20.0, 7.0 / 6.0),
        (8.0, 12.0, 13.0, 1.25),
    ] {
        near(progress(baseline, target, current).expect("defined"), expected, 1e-12);
    }
    assert_eq!(progress(90.0, 90.0, 95.0), None);
    assert_eq!(progress(90.0, 90.0, 90.0), None);
    for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(progress(odd, 1.0, 1.0), None);
        assert_eq!(progress(0.0, odd, 1.0), None);
        assert_eq!(progress(0.0, 1.0, odd), None);
    }
    assert!(progress(48.0, 24.0, 48.0).expect("defined").is_sign_positive());
}

#[test]
fn a_direction_holds_at_its_threshold() {
    assert_eq!(Direction::of(75.0, 85.0), Some(Direction::Up));
    assert_eq!(Direction::of(48.0, 24.0), Some(Direction::Down));
    assert_eq!(Direction::of(90.0, 90.0), None);
    assert_eq!(Direction::of(f64::NAN, 90.0), None);
    assert!(Direction::Up.holds(0.3, 0.1 + 0.1 + 0.1) && Direction::Up.holds(3.5, 3.5));
    assert!(!Direction::Up.holds(3.5, 3.49) && !Direction::Up.holds(3.5, f64::NAN));
    assert!(Direction::Down.holds(24.0, 24.0) && !Direction::Down.holds(24.0, 24.1));
}

#[test]
fn the_straight_line_is_held_between_its_ends() {
    let expected = |today| expected_linear(date("2026-03-01"), date("2026-03-11"), date(today));
    near(expected("2026-02-01"), 0.0, 0.0);
    near(expected("2026-03-01"), 0.0, 0.0);
    near(expected("2026-03-06"), 0.5, 1e-12);
    near(expected("2026-03-11"), 1.0, 0.0);
    near(expected("2027-01-01"), 1.0, 0.0);
    let at_once = |today| expected_linear(date("2026-03-05"), date("2026-03-05"), date(today));
    near(at_once("2026-03-04"), 0.0, 0.0);
    near(at_once("2026-03-05"), 1.0, 0.0);
}

#[test]
fn the_roadmap_path_passes_its_points() {
    for (months, share) in [
        (-1.0, 0.0),
        (0.0, 0.0),
        (0.5, 0.0),
        (1.0, 0.0),
        (3.5, 0.25),
        (6.0, 0.5),
        (9.0, 0.75),
        (12.0, 1.0),
        (99.0, 1.0),
    ] {
        near(expected_path(&ROADMAP_PATH, months), share, 1e-12);
    }
    near(expected_path(&ROADMAP_PATH, f64::NAN), 0.0, 0.0);
    near(expected_path(&[], 3.0), 0.0, 0.0);
    near(expected_path(&[(1.0, 0.2), (1.0, 0.8)], 1.0), 0.8, 0.0);
}

#[test]
fn a_standing_turns_exactly_at_its_thresholds() {
    use Standing::{Lagging, Met, Missed, OffTrack, OnTrack};
    for (p, e, past, expected) in [
        (1.0, 0.5, false, Met),
        (1.0, 1.0, true, Met),
        (0.999, 1.0, true, Missed),
        (-0.5, 1.0, true, Missed),
        (0.95, 1.0, false, OnTrack),
        (0.9499, 1.0, false, Lagging),
        (0.475, 0.5, false, OnTrack),
        (0.95 * 0.7, 0.7, false, OnTrack),
        (0.665, 0.7, false, OnTrack),
        (0.75, 1.0, false, Lagging),
        (0.7499, 1.0, false, OffTrack),
        (0.225, 0.3, false, Lagging),
        (0.75 * (0.1 + 0.2), 0.3, false, Lagging),
        (0.0, 0.0999, false, OnTrack),
        (0.0, 0.1, false, OffTrack),
        (0.094, 0.1, false, Lagging),
        (0.095, 0.1, false, OnTrack),
        (-0.001, 0.0, false, OffTrack),
        (-0.001, 0.5, false, OffTrack),
        (-1e-17, 0.0, false, OnTrack),
    ] {
        assert_eq!(standing(p, e, past), Some(expected), "p {p}, e {e}, past {past}");
    }
    assert_eq!(standing(f64::NAN, 0.5, false), None);
    assert_eq!(standing(0.5, f64::INFINITY, true), None);
}

#[test]
fn a_reading_is_stale_after_fourteen_days() {
    let today = date("2026-03-29");
    let met = Some(Standing::Met);
    assert_eq!(kpi_status(met, Some(date("2026-03-15")), today), KpiStatus::Fresh(Standing::Met));
    assert_eq!(kpi_status(met, Some(date("2026-03-14")), today), KpiStatus::Stale { last: met });
    assert_eq!(kpi_status(None, Some(date("2026-03-29")), today), KpiStatus::Undefined);
    assert_eq!(kpi_status(None, Some(date("2026-01-01")), today), KpiStatus::Stale { last: None });
    assert_eq!(kpi_status(met, None, today), KpiStatus::NoReading);
}

#[test]
fn medians_may_fall_between_two_numbers() {
    assert_eq!(median_score(&[]), None);
    assert_eq!(median_score(&[4]), Some(4.0));
    assert_eq!(median_score(&[5, 2]), Some(3.5));
    assert_eq!(median_score(&[5, 1, 2]), Some(2.0));
    assert_eq!(spread(&[]), None);
    assert_eq!(spread(&[3, 5, 4]), Some(2));
    assert_eq!(median(&mut [1.0, f64::NAN]), None);
    assert_eq!(median(&mut [f64::MAX, f64::MAX]), Some(f64::MAX));
}

#[test]
fn the_slope_ignores_an_outlier() {
    let line = [(0.0, 10.0), (7.0, 11.0), (14.0, 12.0), (21.0, 90.0), (28.0, 14.0)];
    near(theil_sen(&line).expect("five points"), 1.0 / 7.0, 1e-12);
    assert_eq!(theil_sen(&line[..3]), None);
    assert!(theil_sen(&line[..4]).is_some());
    assert_eq!(theil_sen(&[(1.0, 1.0); 9]), None);
    let with_nan = [(0.0, 0.0), (1.0, 1.0), (2.0, 2.0), (3.0, f64::NAN)];
    assert_eq!(theil_sen(&with_nan), None);
}

#[test]
fn the_slope_looks_back_eight_points() {
    // On a parabola the slope between two points is the sum of their x, and the median that of the outermost.
    let parabola: Vec<_> = (0..10_u8).map(f64::from).map(|x| (x, x * x)).collect();
    near(theil_sen(&parabola).expect("a slope"), 2.0 + 9.0, 1e-12);
}

fn weekly_from(first: &str, values: &[f64]) -> Vec<(NaiveDate, f64)> {
    date(first).iter_weeks().zip(values.iter().copied()).collect()
}

#[test]
fn a_forecast_goes_on_from_the_latest_reading() {
    let today = date("2026-03-25");
    let readings = weekly_from("2026-03-02", &[80.0, 81.0, 82.0, 83.0]);
    let at = |readings: &[_], target| forecast(readings, 80.0, target, today);
    assert_eq!(at(&readings, 92.0), Forecast::Date(date("2026-05-25")));
    assert_eq!(at(&readings, 83.0), Forecast::Met);
    assert_eq!(at(&readings, 83.1), Forecast::Date(today));
    assert_eq!(at(&readings, 79.0), Forecast::Never);
    assert_eq!(at(&readings, 80.0), Forecast::Undefined);
    assert_eq!(at(&readings, f64::NAN), Forecast::Undefined);
    assert_eq!(at(&readings[..3], 92.0), Forecast::TooFew { have: 3 });
    assert_eq!(at(&[], 92.0), Forecast::TooFew { have: 0 });
    assert_eq!(at(&weekly_from("2026-03-02", &[81.0; 5]), 92.0), Forecast::Never);
    let slipping = weekly_from("2026-03-02", &[95.0, 94.0, 93.0, 91.99]);
    assert_eq!(at(&slipping, 92.0), Forecast::Never);
    near(pace_per_week(&readings, today).expect("four"), 1.0, 1e-12);
    let falling = weekly_from("2026-03-02", &[48.0, 45.0, 42.0, 39.0]);
    assert_eq!(forecast(&falling, 48.0, 24.0, today), Forecast::Date(date("2026-04-27")));
}

#[test]
fn a_forecast_counts_days_not_entries() {
    let today = date("2026-03-25");
    let mut readings = weekly_from("2026-03-02", &[80.0, 81.0, 82.0]);
    readings.push((date("2026-03-16"), 90.0));
    readings.push((date("2026-03-30"), 91.0));
    assert_eq!(forecast(&readings, 80.0, 92.0, today), Forecast::TooFew { have: 3 });
    assert_eq!(forecast(&readings, 80.0, 90.0, today), Forecast::Met);
}

#[test]
fn a_forecast_beyond_ten_years_is_never() {
    let today = date("2026-03-05");
    let readings: Vec<_> = date("2026-03-02").iter_days().zip([0.0, 1.0, 2.0, 3.0]).collect();
    let crawling = |target| forecast(&readings, 0.0, target, today);
    assert_eq!(crawling(3.0 + 3652.0), Forecast::Date(date("2036-03-04")));
    assert_eq!(crawling(3.0 + 3653.0), Forecast::Never);
    assert_eq!(crawling(1e300), Forecast::Never);
    let later = |target| forecast(&readings, 0.0, target, date("2026-03-15"));
    assert_eq!(later(3.0 + 3662.0), Forecast::Date(date("2036-03-14")));
    assert_eq!(later(3.0 + 3663.0), Forecast::Never);
}

#[test]
fn the_required_pace_divides_by_the_weeks_left() {
    let today = date("2026-03-02");
    near(required_per_week(80.0, 92.0, today, date("2026-04-13")).expect("6 weeks"), 2.0, 1e-12);
    near(required_per_week(48.0, 24.0, today, date("2026-03-03")).expect("a day"), -168.0, 1e-9);
    assert_eq!(required_per_week(80.0, 92.0, today, today), None);
    assert_eq!(required_per_week(f64::NAN, 92.0, today, date("2026-04-13")), None);
}

fn values() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(-1000.0..1000.0, 0..30)
}

proptest! {
    #[test]
    fn progress_does_not_care_about_the_direction(b in -1e3..1e3, t in -1e3..1e3, c in -1e3..1e3) {
        prop_assert_eq!(progress(b, t, c), progress(-b, -t, -c));
    }

    #[test]
    fn more_progress_never_worsens_a_standing(
        e in 0.0..=1.0, p in -2.0..2.0, more in 0.0..1.0, past in any::<bool>(),
    ) {
        let rank = |p| match standing(p, e, past).unwrap() {
            Standing::Met => 3,
            Standing::OnTrack => 2,
            Standing::Lagging => 1,
            Standing::OffTrack | Standing::Missed => 0,
        };
        prop_assert!(rank(p) <= rank(p + more));
    }

    #[test]
    fn the_roadmap_path_never_falls(x in -5.0..20.0, step in 0.0..5.0) {
        prop_assert!(expected_path(&ROADMAP_PATH, x) <= expected_path(&ROADMAP_PATH, x + step) + 1e-12);
    }

    #[test]
    fn half_of_the_numbers_lie_on_each_side_of_the_median(mut numbers in values()) {
        prop_assume!(!numbers.is_empty());
        let middle = median(&mut numbers).unwrap();
        prop_assert!(numbers.iter().filter(|n| **n < middle).count() * 2 <= numbers.len());
        prop_assert!(numbers.iter().filter(|n| **n > middle).count() * 2 <= numbers.len());
    }

    #[test]
    fn a_straight_line_has_its_own_slope(slope in -50.0..50.0, from in -100.0..100.0, n in 4_u8..20) {
        let line: Vec<(f64, f64)> = (0..n).map(f64::from).map(|x| (x, from + slope * x)).collect();
        near(theil_sen(&line).unwrap(), slope, 1e-6);
    }

    #[test]
    fn a_forecast_mirrors_with_its_values(values in values(), target in -1000.0..1000.0) {
        let readings = weekly_from("2026-01-05", &values);
        let mirrored: Vec<_> = readings.iter().map(|&(date, value)| (date, -value)).collect();
        let today = date("2026-08-01");
        let plain = forecast(&readings, 1.0, target, today);
        prop_assert_eq!(plain, forecast(&mirrored, -1.0, -target, today));
        if let Forecast::Date(met) = plain {
            prop_assert!(met >= today);
        }
    }

    #[test]
    fn no_number_panics(
        odd in prop::collection::vec((any::<i64>(), prop::num::f64::ANY), 0..20),
        rebase in prop::collection::vec(any::<i64>(), 0..3),
        baseline in prop::option::of(any::<usize>()),
        a in prop::num::f64::ANY, b in prop::num::f64::ANY, c in prop::num::f64::ANY,
    ) {
        let points: Vec<Point> = odd.iter().map(|&(week, value)| Point { week, value }).collect();
        let _ = xmr_segments(&points, &rebase, baseline);
        let floats: Vec<(f64, f64)> = odd.iter().map(|&(x, y)| (x as f64, y)).collect();
        let _ = (theil_sen(&floats), expected_path(&floats, a), progress(a, b, c), standing(a, b, false));
        for today in [NaiveDate::MIN, date("2026-03-02"), NaiveDate::MAX] {
            let readings: Vec<_> = today.iter_weeks().zip(odd.iter().map(|(_, value)| *value)).collect();
            let _ = (forecast(&readings, a, b, today), forecast(&readings, a, b, NaiveDate::MAX));
            let _ = (weekly(&readings, NaiveDate::MIN), weekly(&readings, NaiveDate::MAX));
            let _ = (required_per_week(a, b, NaiveDate::MIN, today), kpi_status(None, Some(NaiveDate::MAX), today));
            let _ = expected_linear(today, NaiveDate::MAX, NaiveDate::MIN);
        }
    }
}
