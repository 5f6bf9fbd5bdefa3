use proptest::prelude::*;

use super::*;

fn near(a: f64, b: f64, tolerance: f64) {
    assert!((a - b).abs() <= tolerance, "{a} is not {b}");
}

fn points(values: &[f64]) -> Vec<Point> {
    (1..).zip(values).map(|(period, &value)| Point { period, value }).collect()
}

const PRINTED: [f64; 10] = [80.0, 81.0, 79.5, 80.5, 81.5, 80.0, 83.0, 84.0, 84.5, 85.0];

/// The chart of one section, read since the start.
fn chart_of(values: &[f64]) -> Option<Xmr> {
    xmr(&points(values), &[], 0, 0).now
}

fn first_of(chart: &Xmr, rule: Rule) -> Option<usize> {
    chart.signals.iter().find(|signal| signal.rule == rule).map(|signal| signal.point + 1)
}

#[test]
fn the_chart_agrees_with_the_printed_one() {
    let chart = chart_of(&PRINTED).expect("ten points");
    near(chart.limits.mean, 80.4167, 5e-5);
    near(chart.limits.mr, 1.2, 1e-12);
    near(chart.limits.lower, 77.2247, 5e-5);
    near(chart.limits.upper, 83.6087, 5e-5);
    near(chart.limits.url, 3.924, 1e-12);
    assert!(chart.provisional && !chart.before_start);
    assert_eq!((chart.first, chart.n, chart.baseline), (0, 10, 6));
    assert_eq!(first_of(&chart, Rule::Outside), Some(8));
    assert_eq!(first_of(&chart, Rule::ThreeOfFour), Some(9));
    assert_eq!(first_of(&chart, Rule::Eight), None);
    assert!(chart.signals.iter().all(|signal| signal.side == Side::Above));
}

#[test]
fn limits_come_from_six_points_and_are_locked_at_twelve() {
    let wave: Vec<f64> = (0..14_u8).map(|i| if i % 2 == 0 { 10.0 } else { 12.0 }).collect();
    assert_eq!(limits(&points(&wave[..5])), None);
    assert_eq!(chart_of(&wave[..5]), None);
    let chart = |n: usize| chart_of(&wave[..n]).expect("six or more");
    assert!(chart(6).provisional && chart(11).provisional && !chart(12).provisional);
    assert_eq!((chart(11).baseline, chart(12).baseline), (6, 12));
    assert_eq!(chart(11).limits, chart(6).limits, "later points never move them");
    let jumped = [wave.as_slice(), &[50.0]].concat();
    let locked = chart_of(&jumped).expect("fifteen");
    assert_eq!(locked.limits, chart(12).limits);
    assert_eq!(first_of(&locked, Rule::Outside), Some(15));
    let early = [&wave[..6], &[50.0]].concat();
    assert_eq!(chart_of(&early).expect("seven").limits, chart(6).limits);
}

#[test]
fn a_signal_in_the_second_six_keeps_the_limits_of_the_first() {
    let quiet = [80.0, 81.0, 79.5, 80.5, 81.5, 80.0, 80.2, 80.8, 79.9, 80.6, 81.0, 80.1];
    assert_eq!(chart_of(&quiet).expect("twelve").baseline, 12);
    let mut loud = quiet;
    loud[11] = 90.0;
    let chart = chart_of(&loud).expect("twelve");
    assert_eq!((chart.baseline, chart.provisional), (6, false));
    // At thirteen and beyond nothing is taken anew.
    let longer = [loud.as_slice(), &[80.0, 80.5]].concat();
    assert_eq!(chart_of(&longer).expect("fourteen").limits, chart.limits);
}

#[test]
fn readings_before_the_start_make_the_limits() {
    let before: Vec<f64> = (0..30_u8).map(|i| f64::from(i % 3)).collect();
    let all = [before.as_slice(), &[40.0, 41.0]].concat();
    let chart = |early: usize| xmr(&points(&all), &[], early, 0).now.expect("a chart");
    let locked = chart(30);
    assert_eq!((locked.baseline, locked.before_start, locked.provisional), (24, true, false));
    near(locked.limits.mean, 1.0, 1e-12);
    assert_eq!(chart(6).baseline, 6);
    assert!(chart(6).before_start && !chart(5).before_start);
    assert_eq!(chart(5).baseline, 12);
}

#[test]
fn points_that_do_not_vary_give_way_to_more_of_them() {
    let mut values = vec![7.0; 8];
    assert_eq!(chart_of(&values), None);
    values.extend([8.0, 7.0]);
    let chart = chart_of(&values).expect("they vary now");
    assert_eq!(chart.baseline, 9);
    assert_eq!(chart_of(&[7.0; 30]), None);
    let tiny: Vec<f64> = PRINTED.iter().map(|value| value * 1e-12).collect();
    assert_eq!(chart_of(&tiny).expect("ten").signals, chart_of(&PRINTED).expect("ten").signals);
}

#[test]
fn an_event_begins_a_section_that_is_judged_by_the_one_before() {
    let old = [80.0, 81.0, 79.5, 80.5, 81.5, 80.0, 80.5];
    let all = [old.as_slice(), &[88.0, 88.5, 87.5, 88.2, 87.8, 88.4]].concat();
    let history = xmr(&points(&all), &[7], 0, 0);
    let now = history.now.expect("six points since");
    assert_eq!((now.first, now.n, now.signals.len()), (7, 6, 0));
    let shift = history.shift.expect("a go-live");
    assert_eq!((shift.side, shift.since_event), (Side::Above, true));
    near(shift.limits.mean, history.before.expect("lines").mean, 0.0);
    // With the first two points already, before there are lines of their own.
    let early = xmr(&points(&all[..9]), &[7], 0, 0);
    assert_eq!(early.now, None);
    assert_eq!(early.shift.map(|s| (s.side, s.proof)), Some((Side::Above, Proof::TwoOutside)));
    assert_eq!(xmr(&points(&all[..8]), &[7], 0, 0).shift, None, "one point proves nothing");
    // Nothing is proven by the lines of what was measured differently.
    let redefined = xmr(&points(&all), &[7], 0, 7);
    assert_eq!((redefined.before, redefined.shift), (None, None));
    // A decline within the new section goes before.
    let fallen = [all.as_slice(), &[85.0, 84.9]].concat();
    let shift = xmr(&points(&fallen), &[7], 0, 0).shift.expect("a decline");
    assert_eq!((shift.side, shift.since_event), (Side::Below, false));
}

fn proven(values: &[f64]) -> Option<(Side, Proof)> {
    xmr(&points(values), &[], 0, 0).shift.map(|shift| (shift.side, shift.proof))
}

#[test]
fn one_point_proves_nothing_and_a_shift_has_to_hold() {
    let calm = [80.0, 80.6, 79.6, 80.2, 79.8, 80.4, 79.7, 80.3, 80.1, 79.5, 80.5, 79.9];
    let after = |more: &[f64]| proven(&[calm.as_slice(), more].concat());
    assert_eq!(after(&[86.0]), None);
    assert_eq!(after(&[86.0, 80.1, 79.8, 80.3, 79.9, 80.2, 80.4, 79.7]), None);
    assert_eq!(after(&[86.0, 86.0]), Some((Side::Above, Proof::TwoOutside)));
    assert_eq!(after(&[86.0, 79.0, 86.0]), Some((Side::Above, Proof::TwoOutside)));
    assert_eq!(after(&[86.0, 86.0, 79.9]), None, "the latest is back");
    assert_eq!(after(&[81.2, 81.2, 81.2]), Some((Side::Above, Proof::ThreeOfFour)));
    assert_eq!(after(&[80.3; 8]), Some((Side::Above, Proof::Eight)));
    assert_eq!(after(&[80.3; 7]), None);
    // The best three values ever are not a decline.
    let best = [80.4, 79.5, 80.3, 79.8, 80.5, 79.6, 80.2, 80.4, 82.1, 81.2, 82.4];
    assert_eq!(proven(&best).map(|(side, _)| side), Some(Side::Above));
}

#[test]
fn a_signal_names_its_point_among_all_the_points() {
    let values = [1.0, f64::NAN, 1.0, 90.0, 91.0, 90.0, 91.0, 90.0, 91.0, f64::NAN, 60.0];
    let chart = xmr(&points(&values), &[3], 0, 0).now.expect("seven points after the event");
    assert_eq!((chart.first, chart.n), (3, 7));
    assert_eq!(chart.signals, [Signal { point: 10, rule: Rule::Outside, side: Side::Below }]);
}

#[test]
fn a_missing_period_makes_no_moving_range() {
    let mut gap = points(&[10.0, 11.0, 10.0, 30.0, 31.0, 30.0]);
    near(limits(&gap).expect("six").mr, 24.0 / 5.0, 1e-12);
    for late in &mut gap[3..] {
        late.period += 1;
    }
    near(limits(&gap).expect("six").mr, 1.0, 1e-12);
    for (i, point) in (0..).zip(&mut gap) {
        point.period = 2 * i;
    }
    assert_eq!(limits(&gap), None);
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

proptest! {
    #[test]
    fn a_chart_turned_over_has_its_shift_on_the_other_side(values in prop::collection::vec(-1000.0..1000.0, 0..30)) {
        let mirrored: Vec<f64> = values.iter().map(|value| -value).collect();
        let (upright, turned) = (xmr(&points(&values), &[9], 4, 0), xmr(&points(&mirrored), &[9], 4, 0));
        let flip = |side: Side| if side == Side::Above { Side::Below } else { Side::Above };
        prop_assert_eq!(
            upright.shift.map(|shift| (flip(shift.side), shift.proof)),
            turned.shift.map(|shift| (shift.side, shift.proof)),
        );
    }

    #[test]
    fn later_points_never_move_locked_limits(values in prop::collection::vec(-1000.0..1000.0, 12..30)) {
        let whole = chart_of(&values).unwrap();
        let at_twelve = chart_of(&values[..12]).unwrap();
        prop_assert_eq!(whole.limits, at_twelve.limits);
        prop_assert!(whole.signals.starts_with(&at_twelve.signals));
    }
}
