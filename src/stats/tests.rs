use proptest::prelude::*;

use super::*;

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

/// Nothing until month 1, half by month 6, all by month 12.
const PATH: [(f64, f64); 3] = [(1.0, 0.0), (6.0, 0.5), (12.0, 1.0)];

#[test]
fn a_path_passes_its_points() {
    for (months, share) in
        [(-1.0, 0.0), (0.0, 0.0), (1.0, 0.0), (3.5, 0.25), (6.0, 0.5), (9.0, 0.75), (99.0, 1.0)]
    {
        near(expected_path(&PATH, months), share, 1e-12);
    }
    near(expected_path(&PATH, f64::NAN), 0.0, 0.0);
    near(expected_path(&[], 3.0), 0.0, 0.0);
    near(expected_path(&[(1.0, 0.2), (1.0, 0.8)], 1.0), 0.8, 0.0);
}

/// Known noise of this share of the way; not proven worse, not past its day.
fn stands(progress: f64, expected: f64, noise: Option<f64>) -> Option<Standing> {
    standing(&Compared { progress, expected, noise, worse: false, past: false })
}

#[test]
fn a_standing_turns_exactly_at_its_thresholds() {
    use Standing::{Behind, Met, OffTrack, OnTrack, TooEarly};
    for (p, e, expected) in [
        (1.0, 0.5, Met),
        (0.95, 1.0, OnTrack),
        (0.9499, 1.0, Behind),
        (0.475, 0.5, OnTrack),
        (0.95 * 0.7, 0.7, OnTrack),
        (0.75, 1.0, Behind),
        (0.7499, 1.0, OffTrack),
        (0.225, 0.3, Behind),
        (0.75 * (0.1 + 0.2), 0.3, Behind),
        // So little is due that nobody knows yet.
        (0.0, 0.0999, TooEarly),
        (0.0949, 0.0999, TooEarly),
        (0.095, 0.0999, OnTrack),
        (0.0, 0.1, OffTrack),
        (0.094, 0.1, Behind),
        (0.095, 0.1, OnTrack),
        (-0.001, 0.0, OffTrack),
        (-0.001, 0.5, OffTrack),
        (-1e-17, 0.0, OnTrack),
    ] {
        assert_eq!(stands(p, e, Some(0.0)), Some(expected), "p {p}, e {e}");
    }
    assert_eq!(stands(f64::NAN, 0.5, None), None);
    assert_eq!(stands(0.5, f64::INFINITY, Some(0.1)), None);
}

#[test]
fn what_noise_explains_is_no_deviation() {
    use Standing::{Behind, OffTrack, OnTrack};
    // Noise of 0.15: a third is 0.05, two thirds are 0.10.
    for (p, e, expected) in [
        (0.0, 0.04, OnTrack),
        (0.0, 0.05, OnTrack),
        (0.0, 0.051, Behind),
        (0.0, 0.1, Behind),
        (0.0, 0.101, OffTrack),
        (-0.05, 0.0, OnTrack),
        (-0.051, 0.0, Behind),
        (-0.1, 0.0, Behind),
        (-0.101, 0.0, OffTrack),
        // Beyond the noise, but at three quarters of what is expected.
        (0.75, 1.0, Behind),
        (0.95, 1.0, OnTrack),
    ] {
        assert_eq!(stands(p, e, Some(0.15)), Some(expected), "p {p}, e {e}");
    }
}

#[test]
fn without_known_noise_it_is_too_early_to_tell() {
    use Standing::{Met, Missed, OffTrack, OnTrack, TooEarly};
    for (p, e, expected) in [
        (0.0, 0.0, OnTrack),
        (0.95, 1.0, OnTrack),
        (0.9, 1.0, TooEarly),
        (0.0, 0.5, TooEarly),
        (-0.1, 0.0, TooEarly),
        (-0.101, 0.0, OffTrack),
        (1.0, 1.0, Met),
    ] {
        assert_eq!(stands(p, e, None), Some(expected), "p {p}, e {e}");
    }
    let missed = Compared { progress: 0.99, expected: 1.0, noise: None, worse: false, past: true };
    assert_eq!(standing(&missed), Some(Missed));
    assert_eq!(standing(&Compared { progress: 1.0, ..missed }), Some(Met));
}

#[test]
fn what_is_proven_worse_is_off_track_unless_it_is_met() {
    let worse = Compared { progress: 0.6, expected: 0.5, noise: Some(0.9), worse: true, past: false };
    assert_eq!(standing(&worse), Some(Standing::OffTrack));
    assert_eq!(standing(&Compared { worse: false, ..worse }), Some(Standing::OnTrack));
    assert_eq!(standing(&Compared { progress: 1.0, ..worse }), Some(Standing::Met));
}

#[test]
fn a_reading_is_stale_after_its_days() {
    let met = Some(Standing::Met);
    assert_eq!(kpi_status(met, Some(14), 14), KpiStatus::Fresh(Standing::Met));
    assert_eq!(kpi_status(met, Some(15), 14), KpiStatus::Stale { last: met });
    assert_eq!(kpi_status(met, Some(62), 62), KpiStatus::Fresh(Standing::Met));
    assert_eq!(kpi_status(None, Some(0), 14), KpiStatus::Undefined);
    assert_eq!(kpi_status(None, Some(90), 14), KpiStatus::Stale { last: None });
    assert_eq!(kpi_status(met, None, 14), KpiStatus::NoReading);
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
    let slope = |points: &[(f64, f64)]| theil_sen(points).map(|pace| pace.middle);
    let line = [(0.0, 10.0), (7.0, 11.0), (14.0, 12.0), (21.0, 90.0), (28.0, 14.0)];
    near(slope(&line).expect("five points"), 1.0 / 7.0, 1e-12);
    near(theil_sen(&line).expect("five points").fitted, 14.0, 1e-9);
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
    near(theil_sen(&parabola).expect("a slope").middle, 2.0 + 9.0, 1e-12);
}

fn weekly(values: &[f64]) -> Vec<(f64, f64)> {
    (0..).map(|n| f64::from(n) * 7.0).zip(values.iter().copied()).collect()
}

#[test]
fn a_forecast_is_a_range_from_the_fitted_line() {
    let at = |values: &[f64], target: f64, today: f64| {
        ahead(&theil_sen(&weekly(values)).expect("a pace"), target, today)
    };
    // On a line both ends are one day: nine weeks after the last reading, less the days gone since.
    assert_eq!(at(&[80.0, 81.0, 82.0, 83.0], 92.0, 21.0), Ahead::Days(63.0, Some(63.0)));
    assert_eq!(at(&[80.0, 81.0, 82.0, 83.0], 92.0, 31.0), Ahead::Days(53.0, Some(53.0)));
    assert_eq!(at(&[48.0, 45.0, 42.0, 39.0], 24.0, 21.0), Ahead::Days(35.0, Some(35.0)));
    assert_eq!(at(&[80.0, 81.0, 82.0, 83.0], 79.0, 21.0), Ahead::Never);
    assert_eq!(at(&[81.0; 5], 92.0, 28.0), Ahead::NoTrend);
    assert_eq!(at(&[80.0, 82.0, 79.0, 81.0, 80.0], 92.0, 28.0), Ahead::NoTrend);
    // What varies has a range, in whose middle the slope of the line lies.
    let Ahead::Days(first, Some(last)) = at(&[80.0, 81.5, 81.7, 83.5, 83.9], 92.0, 28.0) else {
        panic!("a trend with a range");
    };
    assert!(first > 20.0 && first < last && last < 120.0, "{first} to {last}");
    // Further than ten years is no forecast.
    assert_eq!(at(&[0.0, 1.0, 2.0, 3.0], 3.0 + 521.0, 21.0), Ahead::Days(3647.0, Some(3647.0)));
    assert_eq!(at(&[0.0, 1.0, 2.0, 3.0], 3.0 + 522.0, 21.0), Ahead::Never);
}

#[test]
fn the_required_pace_divides_by_the_weeks_left() {
    near(required_per_week(80.0, 92.0, 42).expect("6 weeks"), 2.0, 1e-12);
    near(required_per_week(48.0, 24.0, 1).expect("a day"), -168.0, 1e-9);
    assert_eq!(required_per_week(80.0, 92.0, 0), None);
    assert_eq!(required_per_week(f64::NAN, 92.0, 42), None);
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
        expected in 0.0..=1.0, progress in -2.0..2.0, more in 0.0..1.0, past in any::<bool>(),
        noise in prop::option::of(0.0..1.0),
    ) {
        let rank = |progress| {
            match standing(&Compared { progress, expected, noise, worse: false, past }).unwrap() {
                Standing::Met => 4,
                Standing::OnTrack => 3,
                Standing::TooEarly => 2,
                Standing::Behind => 1,
                Standing::OffTrack | Standing::Missed => 0,
            }
        };
        prop_assert!(rank(progress) <= rank(progress + more));
    }

    #[test]
    fn more_noise_never_worsens_a_standing(expected in 0.0..=1.0, progress in -2.0..2.0, noise in 0.001..1.0, more in 0.0..1.0) {
        let rank = |noise| match stands(progress, expected, Some(noise)).unwrap() {
            Standing::Behind => 1,
            Standing::OffTrack => 0,
            _ => 2,
        };
        prop_assert!(rank(noise) <= rank(noise + more));
    }

    #[test]
    fn a_path_never_falls(x in -5.0..20.0, step in 0.0..5.0) {
        prop_assert!(expected_path(&PATH, x) <= expected_path(&PATH, x + step) + 1e-12);
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
        near(theil_sen(&line).unwrap().middle, slope, 1e-6);
    }

    #[test]
    fn a_forecast_mirrors_with_its_values(values in values(), target in -1000.0..1000.0) {
        let ahead_of = |values: &[f64], target: f64| {
            let points = weekly(values);
            theil_sen(&points).map(|pace| ahead(&pace, target, 300.0))
        };
        let mirrored: Vec<f64> = values.iter().map(|value| -value).collect();
        let (plain, turned) = (ahead_of(&values, target), ahead_of(&mirrored, -target));
        match (plain, turned) {
            (Some(Ahead::Days(a, b)), Some(Ahead::Days(c, d))) => {
                near(a, c, 1e-6);
                prop_assert_eq!(b.is_some(), d.is_some());
                prop_assert!(a >= 0.0 && b.is_none_or(|b| b >= a));
            }
            (plain, turned) => prop_assert_eq!(plain, turned),
        }
    }

    #[test]
    fn no_number_panics(
        odd in prop::collection::vec((any::<i64>(), prop::num::f64::ANY), 0..20),
        sections in prop::collection::vec(any::<usize>(), 0..3),
        early in any::<usize>(),
        a in prop::num::f64::ANY, b in prop::num::f64::ANY, c in prop::num::f64::ANY,
    ) {
        let points: Vec<Point> = odd.iter().map(|&(period, value)| Point { period, value }).collect();
        let _ = xmr(&points, &sections, early, early);
        let floats: Vec<(f64, f64)> = odd.iter().map(|&(x, y)| (x as f64, y)).collect();
        let _ = theil_sen(&floats).map(|pace| ahead(&pace, a, b));
        let _ = (expected_path(&floats, a), progress(a, b, c), stands(a, b, Some(c)), required_per_week(a, b, i64::MIN));
    }
}
