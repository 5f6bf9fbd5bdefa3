#![allow(clippy::float_cmp, clippy::cast_possible_wrap, reason = "figures of small whole numbers are exact")]

use super::*;

const HOUR: i64 = 3_600_000;

/// A log of hours: each case as its events, `(activity, hour, who)`.
fn log(cases: &[&[(&str, i64, &str)]]) -> Log {
    let mut log = Log::default();
    for (number, events) in cases.iter().enumerate() {
        let case = log.case(&format!("case {number}"));
        for (activity, hour, resource) in *events {
            let event = Event { case, activity, resource, time: hour * HOUR, ..Event::default() };
            assert!(log.push(&event));
        }
    }
    log
}

fn of(cases: &[&[(&str, i64, &str)]]) -> Figures {
    figures(&log(cases), &Options::default()).unwrap()
}

#[test]
fn figures_are_those_counted_by_hand() {
    let figures = of(&[
        &[
            ("in", 0, "P"),
            ("repair", 2, "Q"),
            ("test", 3, "P"),
            ("repair", 5, "Q"),
            ("repair", 6, "Q"),
            ("out", 10, "P"),
        ],
        &[("in", 0, "P"), ("repair", 4, "Q"), ("out", 4, "P")],
        &[("in", 1, ""), ("repair", 3, "Q"), ("out", 5, "")],
    ]);
    assert_eq!((figures.cases, figures.events, figures.activities, figures.variants), (3, 12, 4, 2));
    assert_eq!((figures.variants_top.as_slice(), figures.variants_for_80), (&[2, 1][..], 2));
    assert_eq!(figures.variant_list[0].activities, ["in", "repair", "out"]);
    // 10, 4 and 4 hours.
    let span = figures.duration.calendar;
    assert_eq!((span.mean, span.median, span.p95), (21_600.0, 14_400.0, 33_840.0));
    assert_eq!((figures.steps, figures.ties), (9, 1));
    let edge =
        |from: &str, to: &str| figures.edge_list.iter().find(|e| e.from == from && e.to == to).unwrap();
    let first = edge("in", "repair");
    assert_eq!(
        (first.count, first.cases, first.mean, first.median, first.total),
        (3, 3, 9600.0, 7200.0, 28_800.0)
    );
    assert_eq!((edge("repair", "repair").count, figures.edges), (1, 5));
    let rework = &figures.rework;
    assert_eq!((rework.cases, rework.extra_runs, rework.self_loops, rework.returns), (1, 2, 1, 1));
    assert_eq!((rework.activities[0].activity.as_str(), rework.activities[0].cases), ("repair", 1));
    // Nobody hands over to nobody.
    assert_eq!((figures.handoffs, figures.pingpong, figures.resources), (Some(6), Some(3), 2));
    assert_eq!(figures.start.get("in"), Some(&3));
    assert_eq!(figures.end.get("out"), Some(&3));
    assert_eq!((figures.period.from.as_str(), figures.period.to.as_str()), ("1970-01-01", "1970-01-01"));
    assert_eq!(figures.slowest, None, "a tenth of three cases says nothing");
}

#[test]
fn events_stand_in_order_of_time_and_those_of_one_time_as_in_the_file() {
    let figures = of(&[&[("c", 9, ""), ("a", 1, ""), ("b", 1, "")]]);
    assert_eq!(figures.variant_list[0].activities, ["a", "b", "c"]);
    assert_eq!((figures.ties, figures.handoffs), (1, None));
}

#[test]
fn self_loops_and_returns_are_told_apart() {
    let times = |activities: &[&'static str]| {
        let events: Vec<(&str, i64, &str)> =
            activities.iter().enumerate().map(|(at, name)| (*name, at as i64, "")).collect();
        let rework = of(&[&events]).rework;
        (rework.self_loops, rework.returns, rework.extra_runs)
    };
    assert_eq!(times(&["a", "a"]), (1, 0, 1));
    assert_eq!(times(&["a", "b", "a"]), (0, 1, 1));
    assert_eq!(times(&["a", "b", "a", "a"]), (1, 1, 2));
    assert_eq!(times(&["a", "b", "c"]), (0, 0, 0));
}

#[test]
fn a_case_is_cut_to_what_lies_between_two_activities() {
    let log = log(&[
        &[
            ("open", 0, ""),
            ("take", 2, ""),
            ("solve", 5, ""),
            ("take", 6, ""),
            ("solve", 9, ""),
            ("close", 700, ""),
        ],
        &[("open", 0, ""), ("close", 800, "")],
    ]);
    let cut = |from: Option<&str>, to: Option<&str>| {
        let of = |name: Option<&str>| name.map(str::to_owned);
        figures(&log, &Options { from: of(from), to: of(to), ..Options::default() })
    };
    // From the first time to the last.
    let section = cut(Some("take"), Some("Solve")).unwrap();
    assert_eq!((section.cases, section.events, section.duration.calendar.mean), (1, 4, 7.0 * 3600.0));
    assert_eq!((section.left_out.outside, section.left_out.cases_without), (4, 1));
    assert_eq!(cut(None, Some("solve")).unwrap().duration.calendar.mean, 9.0 * 3600.0);
    let unknown = cut(Some("sol"), None).unwrap_err();
    assert!(unknown.en.contains("'sol'") && unknown.en.contains("solve"), "{}", unknown.en);
    assert!(cut(Some("close"), Some("open")).unwrap_err().zh.contains("close"));
}

#[test]
fn of_the_life_cycle_what_is_complete_counts_where_there_is_such() {
    let with = |steps: &[&str], wanted: Lifecycle| {
        let mut log = Log::default();
        let case = log.case("1");
        for (at, lifecycle) in steps.iter().enumerate() {
            assert!(log.push(&Event { case, activity: "a", lifecycle, time: at as i64, ..Event::default() }));
        }
        figures(&log, &Options { lifecycle: wanted, ..Options::default() })
    };
    let usual = with(&["start", "Complete", "", "start"], Lifecycle::Usual).unwrap();
    assert_eq!((usual.events, usual.lifecycle.as_deref()), (2, Some("Complete")));
    assert_eq!(usual.left_out.lifecycle.get("start"), Some(&2));
    assert_eq!(with(&["start", "complete"], Lifecycle::All).unwrap().events, 2);
    assert_eq!(with(&["start", "complete"], Lifecycle::Only("START".into())).unwrap().events, 1);
    let open = with(&["Wait", "Closed"], Lifecycle::Usual).unwrap();
    assert_eq!((open.events, open.lifecycle), (2, None));
    assert!(
        with(&["Wait", "Closed"], Lifecycle::Only("complete".into()))
            .unwrap_err()
            .en
            .contains("Wait, Closed")
    );
    assert!(with(&["", ""], Lifecycle::Only("complete".into())).is_err());
}

#[test]
fn quantiles_lie_between_two_values_as_numpy_has_them() {
    let quantile = |values: &[i64], share| super::compute::quantile(&mut values.to_vec(), share);
    assert_eq!(quantile(&[4000, 1000, 3000, 2000], 0.5), 2.5);
    assert_eq!(quantile(&[1000, 2000, 3000, 4000, 5000], 0.95), 4.8);
    assert_eq!(quantile(&[7000], 0.95), 7.0);
    assert_eq!(quantile(&[], 0.5), 0.0);
}

#[test]
fn working_hours_are_read_as_people_write_them() {
    // Monday 2026-03-02 00:00.
    let monday = 20_514 * 24 * HOUR;
    let worked = |typed: &str, from: i64, to: i64| {
        let hours = Hours::parse(typed).unwrap_or_else(|wrong| panic!("{}", wrong.en));
        hours.between(monday + from * HOUR, monday + to * HOUR) as f64 / HOUR as f64
    };
    for typed in [
        "Mon-Fri 8-17",
        "周一至周五 8-17",
        "周一到周五8:00-17:00",
        "mon - fri 8 - 17",
        "Mon,Tue,Wed,Thu,Fri 8-17",
        "一至五 8－17",
    ] {
        let typed = typed.replace('－', "-");
        assert_eq!(worked(&typed, 0, 7 * 24), 45.0, "{typed}");
        assert_eq!(worked(&typed, 16, 33), 2.0, "{typed}: from 16:00 to 9:00 the next day");
        assert_eq!(worked(&typed, 4 * 24 + 16, 7 * 24 + 9), 2.0, "{typed}: over a weekend");
    }
    assert_eq!(worked("Mon-Fri 8:30-12:00 13:00-17:30, Sat 9-12", 0, 7 * 24), 43.0);
    assert_eq!(worked("每天 0-24", 0, 100), 100.0);
    assert_eq!(worked("Sun 22-6", 0, 7 * 24), 8.0, "past the end of the week");
    assert_eq!(worked("Fri-Mon 8-9", 0, 7 * 24), 4.0);
    assert_eq!(worked("Mon 8-12 10-14", 0, 24), 6.0, "what overlaps counts once");
    assert_eq!(worked("Mon-Fri 8-17", 33, 16), 0.0);
    assert_eq!(Hours::parse("Mon-Fri 8-17").unwrap().day(), Some(32_400.0));
    assert_eq!(Hours::parse("Mon 8-17 Sat 9-12").unwrap().day(), None);
    // A night is of the day on which it begins.
    let night = Hours::parse("Mon-Fri 22-6").unwrap();
    assert_eq!(night.day(), Some(28_800.0));
    assert!(
        night.said().en.contains("40 h a week") && night.said().en.contains("past midnight"),
        "{}",
        night.said().en
    );
    for same in [
        "周一－周五 8－17",
        "周一至周五８：００－１７：００",
        "Mon‑Fri 8–17",
        "周一到周五 8点到17点",
        "周一至周五 8点整-17时",
    ] {
        assert_eq!(Hours::parse(same).unwrap(), Hours::parse("Mon-Fri 8-17").unwrap(), "{same}");
    }
    assert_eq!(Hours::parse("周一 8点半-12点30分").unwrap(), Hours::parse("Mon 8:30-12:30").unwrap());
    for wrong in [
        "",
        "8-17",
        "Mon",
        "Mon 17",
        "Mon 8-25",
        "Mon 8-8",
        "Mondy 8-17",
        "Mon 8:75-9",
        "周八 8-17",
        "Mon-Fri",
    ] {
        assert!(Hours::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn working_time_goes_by_the_clock_on_the_wall() {
    let mut log = Log::default();
    let case = log.case("1");
    // From Monday 16:00 to Tuesday 9:00 in Shanghai.
    for (activity, hour) in [("a", 8), ("b", 25)] {
        let time = (20_514 * 24 + hour) * HOUR;
        assert!(log.push(&Event { case, activity, time, zone: Some(480), ..Event::default() }));
    }
    let hours = |zone| {
        let options =
            Options { hours: Some(Hours::parse("Mon-Fri 8-17").unwrap()), zone, ..Options::default() };
        let figures = figures(&log, &options).unwrap();
        assert_eq!(figures.duration.calendar.mean, 17.0 * 3600.0);
        (
            figures.duration.working.unwrap().mean / 3600.0,
            figures.edge_list[0].working.unwrap().total / 3600.0,
        )
    };
    assert_eq!(hours(None), (2.0, 2.0));
    assert_eq!(hours(Some(0)), (9.0, 9.0));
}

#[test]
fn the_slowest_tenth_stands_against_the_rest() {
    let mut log = Log::default();
    for number in 0..40_i64 {
        let case = log.case(&format!("{number}"));
        let slow = number % 10 == 0;
        let group = if slow || number % 4 == 1 { "far" } else { "near" };
        for (activity, hour) in [("in", 0), ("out", if slow { 100 + number } else { 5 })] {
            assert!(log.push(&Event {
                case,
                activity,
                group,
                time: (number + hour) * HOUR,
                ..Event::default()
            }));
        }
    }
    let options = Options { promise: Some(5.0 * 3600.0), ..Options::default() };
    let figures = figures(&log, &options).unwrap();
    assert_eq!(figures.within_promise, Some(0.9), "what takes just as long is within");
    let slowest = figures.slowest.unwrap();
    assert_eq!((slowest.cases, slowest.least, slowest.median.rest), (4, 360_000.0, 18_000.0));
    assert_eq!((slowest.groups[0].name.as_str(), slowest.groups[0].slow), ("far", 4));
    let mean = |at: usize| {
        let wait = &slowest.groups[at].waits[0];
        (wait.from.as_str(), wait.mean)
    };
    assert_eq!(mean(1), ("in", 18_000.0));
    assert!(mean(0).1 > mean(1).1, "{:?}", slowest.groups);
    // What was kept before has none of it.
    let mut old = serde_json::to_value(&slowest).unwrap();
    for group in old["groups"].as_array_mut().unwrap() {
        group.as_object_mut().unwrap().remove("waits");
    }
    assert!(serde_json::from_value::<Slowest>(old).unwrap().groups[0].waits.is_empty());
    assert_eq!((slowest.waits[0].from.as_str(), slowest.waits[0].of.rest), ("in", 18_000.0));
}

#[test]
fn durations_are_written_in_a_unit_that_fits_or_the_chosen_one() {
    let both = |seconds, unit| {
        let phrase = long(seconds, unit);
        (phrase.zh.into_owned(), phrase.en.into_owned())
    };
    for (seconds, zh, en) in [
        (0.0, "0 秒", "0 s"),
        (59.0, "59 秒", "59 s"),
        (270.0, "4.5 分钟", "4.5 min"),
        (9_720.0, "2.7 小时", "2.7 h"),
        (86_399.0, "1 天", "1 d"),
        (3_447_360.0, "39.9 天", "39.9 d"),
        (86_400.0 * 12_345.6, "12,346 天", "12,346 d"),
    ] {
        assert_eq!(both(seconds, None), (zh.to_owned(), en.to_owned()));
    }
    assert_eq!(both(86_400.0, Some(Unit::Hours)).1, "24 h");
    assert_eq!(both(f64::NAN, None).1, "-");
    // Nobody knows how many hours a working day has.
    assert_eq!(judged(180_000.0, None, true).en, "50 h");
    assert_eq!([0, 999, 1000, 107_788].map(thousands), ["0", "999", "1,000", "107,788"]);
    assert_eq!(counted(4_580, "单", "case", "cases").zh, "4,580 单");
    assert_eq!([0.0, 0.004, 0.01, 0.994, 0.999, 1.0].map(share), ["0%", "<1%", "1%", ">99%", ">99%", "100%"]);
}

#[test]
fn two_periods_stand_side_by_side() {
    let before =
        of(&[&[("in", 0, "P"), ("out", 10, "Q")], &[("in", 0, "P"), ("in", 1, "P"), ("out", 10, "Q")]]);
    let after = of(&[&[("in", 0, ""), ("out", 5, "")]]);
    let all = changes(&before, &after);
    let change = |key: &str| all.iter().find(|change| change.key == key).unwrap();
    let median = change("median");
    assert_eq!((median.before, median.after, median.change), (Some(36_000.0), Some(18_000.0), Some(-0.5)));
    assert_eq!(median.is_better(), Some(true));
    assert_eq!(change("rework").difference, Some(-0.5));
    assert_eq!(change("rework").moved().unwrap().en, "-50 points");
    assert_eq!(change("rework").moved().unwrap().zh, "-50 个百分点");
    assert_eq!(median.moved().unwrap().en, "-50%");
    let handoffs = change("handoffs");
    assert_eq!((handoffs.before, handoffs.after, handoffs.is_better()), (Some(1.0), None, None));
    assert_eq!(change("cases").is_better(), None);
    assert!(all.iter().all(|change| change.key != "within_promise"), "nothing was promised");
}

#[test]
fn what_is_shown_as_nought_is_neither_better_nor_worse() {
    let change = |kind, before: f64, after: f64| Change {
        key: "k",
        title: crate::text::Phrase::same("k"),
        kind,
        before: Some(before),
        after: Some(after),
        difference: Some(after - before),
        change: Some(after / before - 1.0),
        less_is_better: Some(true),
    };
    for (kind, before, after, moved, better) in [
        (Kind::Share, 0.1, 0.1049, "0 points", None),
        (Kind::Share, 0.1, 0.1051, "+1 point", Some(false)),
        (Kind::Share, 0.5, 0.484, "-2 points", Some(true)),
        (Kind::Seconds, 1000.0, 1004.9, "0%", None),
        (Kind::Seconds, 1000.0, 1005.1, "+1%", Some(false)),
        (Kind::Seconds, 1000.0, 994.0, "-1%", Some(true)),
    ] {
        let change = change(kind, before, after);
        assert_eq!(
            (change.moved().unwrap().en.as_ref(), change.is_better()),
            (moved, better),
            "{before} to {after}"
        );
    }
}

#[test]
fn what_a_project_keeps_can_be_written_and_read() {
    let figures = of(&[&[("in", 0, "P"), ("out", 10, "Q")]]);
    let kept = Mined { source: Source { name: "log.csv".into(), ..Source::default() }, figures };
    let text = serde_json::to_string(&kept).unwrap();
    assert_eq!(serde_json::from_str::<Mined>(&text).unwrap(), kept);
}

#[test]
fn steps_of_a_life_cycle_are_the_same_in_small_and_large_letters() {
    for (begin, ends) in [
        ("START", ["COMPLETE", "complete"]),
        ("Start", ["Complete", "completed"]),
        ("开始", ["完成", "完成"]),
    ] {
        let mut log = Log::default();
        let case = log.case("1");
        for (hour, step) in [begin, ends[0], begin, ends[0]].into_iter().enumerate() {
            let time = hour as i64 * HOUR;
            assert!(log.push(&Event { case, activity: "repair", lifecycle: step, time, ..Event::default() }));
        }
        assert_eq!(figures(&log, &Options::default()).unwrap().events, 2, "{begin}");
    }
    let mut log = Log::default();
    let case = log.case("1");
    for (hour, step) in ["start", "COMPLETE", "start", "complete"].into_iter().enumerate() {
        let time = hour as i64 * HOUR;
        assert!(log.push(&Event { case, activity: "repair", lifecycle: step, time, ..Event::default() }));
    }
    assert_eq!(figures(&log, &Options::default()).unwrap().events, 2, "written in two ways");
}
