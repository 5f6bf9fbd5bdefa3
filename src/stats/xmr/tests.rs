use proptest::prelude::*;

use super::*;

fn date(text: &str) -> NaiveDate {
    text.parse().expect("an ISO date")
}

fn near(a: f64, b: f64, tolerance: f64) {
    assert!((a - b).abs() <= tolerance, "{a} is not {b}");
}

fn points(values: &[f64]) -> Vec<Point> {
    (1..).zip(values).map(|(week, &value)| Point { week, value }).collect()
}

const PRINTED: [f64; 10] = [80.0, 81.0, 79.5, 80.5, 81.5, 80.0, 83.0, 84.0, 84.5, 85.0];

fn first_of(chart: &Xmr, rule: Rule) -> Option<usize> {
    chart.signals.iter().find(|signal| signal.rule == rule).map(|signal| signal.point + 1)
}

#[test]
fn the_chart_agrees_with_the_printed_one() {
    let chart = xmr(&points(&PRINTED), &[], Some(6)).expect("ten points");
    near(chart.limits.mean, 80.4167, 5e-5);
    near(chart.limits.mr, 1.2, 1e-12);
    near(chart.limits.lower, 77.2247, 5e-5);
    near(chart.limits.upper, 83.6087, 5e-5);
    near(chart.limits.url, 3.924, 1e-12);
    assert!(chart.provisional);
    assert_eq!((chart.first, chart.n, chart.baseline), (0, 10, 6));
    assert_eq!(first_of(&chart, Rule::Outside), Some(8));
    assert_eq!(first_of(&chart, Rule::ThreeOfFour), Some(9));
    assert_eq!(first_of(&chart, Rule::Eight), None);
    assert!(chart.signals.iter().all(|signal| signal.side == Side::Above));
}

#[test]
fn limits_start_at_six_points_and_freeze_at_twelve() {
    let wave: Vec<f64> = (0..14_u8).map(|i| if i % 2 == 0 { 10.0 } else { 12.0 }).collect();
    assert_eq!(limits(&points(&wave[..5])), None);
    assert_eq!(xmr(&points(&wave[..5]), &[], None), None);
    let chart = |n: usize| xmr(&points(&wave[..n]), &[], None).expect("six or more");
    assert!(chart(6).provisional && chart(11).provisional);
    assert!(!chart(12).provisional);
    let mut jumped = wave.clone();
    jumped.push(50.0);
    let frozen = xmr(&points(&jumped), &[], None).expect("fifteen");
    assert_eq!(frozen.limits, chart(12).limits);
    assert_eq!(frozen.baseline, 12);
    assert_eq!(first_of(&frozen, Rule::Outside), Some(15));
    let so_far = [&wave[..6], &[50.0]].concat();
    let moving = xmr(&points(&so_far), &[], None).expect("seven");
    assert_eq!(moving.baseline, 7);
}

#[test]
fn a_named_event_begins_a_new_segment() {
    let mut values = PRINTED.to_vec();
    values.extend([90.0, 91.0, 90.5, 92.0, 91.0, 90.0]);
    let all = points(&values);
    assert_eq!(xmr_segments(&all, &[], Some(6)).len(), 1);
    let charts = xmr_segments(&all, &[11, 11, 40], Some(6));
    assert_eq!(charts.iter().map(|chart| (chart.first, chart.n)).collect::<Vec<_>>(), [(0, 10), (10, 6)]);
    let last = xmr(&all, &[11], Some(6)).expect("six points after the event");
    assert_eq!(Some(&last), charts.last());
    assert_eq!(last.signals, []);
    assert_eq!(xmr(&all, &[12], None), None);
}

#[test]
fn a_signal_names_its_point_among_all_the_points() {
    let values = [1.0, f64::NAN, 1.0, 90.0, 91.0, 90.0, 91.0, 90.0, 91.0, f64::NAN, 60.0];
    let chart = xmr(&points(&values), &[4], Some(6)).expect("seven points after the event");
    assert_eq!((chart.first, chart.n), (3, 7));
    assert_eq!(chart.signals, [Signal { point: 10, rule: Rule::Outside, side: Side::Below }]);
}

#[test]
fn a_missing_week_makes_no_moving_range() {
    let mut gap = points(&[10.0, 11.0, 10.0, 30.0, 31.0, 30.0]);
    near(limits(&gap).expect("six").mr, 24.0 / 5.0, 1e-12);
    for late in &mut gap[3..] {
        late.week += 1;
    }
    near(limits(&gap).expect("six").mr, 1.0, 1e-12);
    for (i, point) in (0..).zip(&mut gap) {
        point.week = 2 * i;
    }
    assert_eq!(limits(&gap), None);
}

#[test]
fn nothing_moving_is_flagged_and_gives_no_signal() {
    let mut values = vec![7.0; 12];
    values.push(8.0);
    let chart = xmr(&points(&values), &[], None).expect("thirteen");
    let tiny: Vec<f64> = PRINTED.iter().map(|value| value * 1e-12).collect();
    let small = xmr(&points(&tiny), &[], Some(6)).expect("ten");
    assert_eq!(small.signals, xmr(&points(&PRINTED), &[], Some(6)).expect("ten").signals);
    assert!(chart.limits.no_variation());
    assert_eq!(chart.signals, []);
}

/// Mean 10, limits 7 and 13; halfway to a limit is 1.5 from the mean.
const LINES: Limits = Limits { mean: 10.0, mr: 3.0 / 2.66, lower: 7.0, upper: 13.0, url: 3.7 };

fn found(values: &[f64]) -> Vec<(usize, Rule, Side)> {
    signals(&points(values), &LINES).iter().map(|signal| (signal.point, signal.rule, signal.side)).collect()
}

#[test]
fn a_point_on_a_limit_is_inside() {
    assert_eq!(found(&[13.0, 10.0, 7.0]), []);
    assert_eq!(
        found(&[13.01, 10.0, 6.99]),
        [(0, Rule::Outside, Side::Above), (2, Rule::Outside, Side::Below)]
    );
}

#[test]
fn three_of_four_must_be_nearer_to_one_limit() {
    assert_eq!(found(&[12.0, 10.0, 12.0, 12.0]), [(3, Rule::ThreeOfFour, Side::Above)]);
    assert_eq!(found(&[12.0, 10.0, 9.0, 12.0, 12.0]), []);
    assert_eq!(found(&[12.0, 8.0, 12.0, 8.0]), []);
    assert_eq!(found(&[11.5, 11.5, 11.5, 10.0]), []);
    assert_eq!(found(&[8.0, 8.0, 8.0, 10.0]), [(2, Rule::ThreeOfFour, Side::Below)]);
}

#[test]
fn eight_in_a_row_lie_on_one_side() {
    assert_eq!(found(&[10.5; 7]), []);
    assert_eq!(found(&[10.5; 8]), [(7, Rule::Eight, Side::Above)]);
    assert_eq!(found(&[9.5; 9]), [(7, Rule::Eight, Side::Below), (8, Rule::Eight, Side::Below)]);
    let mut broken = [10.5; 12];
    broken[4] = 10.0;
    assert_eq!(found(&broken), []);
    broken[4] = 9.9;
    assert_eq!(found(&broken), []);
    broken[4] = f64::NAN;
    assert_eq!(found(&broken), []);
}

#[test]
fn the_latest_reading_of_a_week_counts() {
    let start = date("2026-03-04");
    let readings = [
        (date("2026-03-10"), 1.0),
        (date("2026-03-05"), 2.0),
        (date("2026-03-10"), 3.0),
        (date("2026-03-03"), 4.0),
        (date("2026-03-11"), 5.0),
        (date("2026-03-12"), f64::NAN),
        (date("2026-03-30"), 6.0),
    ];
    let expected = [(0, 4.0), (1, 3.0), (2, 5.0), (4, 6.0)].map(|(week, value)| Point { week, value });
    assert_eq!(weekly(&readings, start), expected);
}

proptest! {
    #[test]
    fn a_chart_turned_over_has_its_signals_on_the_other_side(values in prop::collection::vec(-1000.0..1000.0, 0..30)) {
        let mirrored: Vec<f64> = values.iter().map(|value| -value).collect();
        let upright = xmr(&points(&values), &[9], None);
        let turned = xmr(&points(&mirrored), &[9], None);
        let flip = |signal: &Signal| Signal {
            side: if signal.side == Side::Above { Side::Below } else { Side::Above },
            ..*signal
        };
        prop_assert_eq!(
            upright.map(|chart| chart.signals.iter().map(flip).collect::<Vec<_>>()),
            turned.map(|chart| chart.signals),
        );
    }

    #[test]
    fn later_points_never_move_frozen_limits(values in prop::collection::vec(-1000.0..1000.0, 12..30)) {
        let whole = xmr(&points(&values), &[], None).unwrap();
        let at_twelve = xmr(&points(&values[..12]), &[], None).unwrap();
        prop_assert_eq!(whole.limits, at_twelve.limits);
        prop_assert!(whole.signals.starts_with(&at_twelve.signals));
    }
}
