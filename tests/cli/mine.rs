//! Event logs on the command line.

use crate::desk::{Desk, assert_harmless, is_chinese};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;

/// Twenty cases of two centres, one a day from 9 to 10 or 12, one of which is slow and comes back.
fn log() -> String {
    let mut text = String::from("工单号,环节,完成时间,处理人,门店\n");
    for case in 1..=20 {
        let (out, centre) = if case % 2 == 0 { ("10:00", "浦东") } else { ("12:00", "虹桥") };
        writeln!(text, "W{case},接车,2026-03-{case:02} 09:00,甲,{centre}").unwrap();
        if case == 7 {
            writeln!(text, "W{case},维修,2026-03-{case:02} 10:00,乙,{centre}").unwrap();
            writeln!(text, "W{case},接车,2026-03-{case:02} 11:00,甲,{centre}").unwrap();
        }
        let out = if case == 7 { "2026-03-27 12:00".to_owned() } else { format!("2026-03-{case:02} {out}") };
        writeln!(text, "W{case},交车,{out},乙,{centre}").unwrap();
    }
    text
}

fn desk_with(files: &[(&str, &str)]) -> Desk {
    let desk = Desk::empty();
    fs::create_dir_all(desk.workspace()).unwrap();
    for (name, text) in files {
        fs::write(desk.workspace().join(name), text).unwrap();
    }
    desk
}

fn path(desk: &Desk, name: &str) -> String {
    desk.workspace().join(name).to_str().unwrap().to_owned()
}

#[test]
fn a_log_is_told_in_the_order_in_which_a_director_asks() {
    let desk = desk_with(&[("log.csv", &log())]);
    let log = path(&desk, "log.csv");
    let args = ["mine", &log, "--promise", "2h", "--group", "门店", "--map"];
    let en = desk.en(&args);
    assert_eq!(en.code, 0, "{}", en.err);
    let mut from = 0;
    for said in [
        "log.csv: 2026-03-01 to 2026-03-27, 20 cases, 42 events, 3 activities",
        "case = 工单号",
        "the year first",
        "Within the promise of 2 h: 50%",
        "Throughput: median 2 h",
        "Waiting",
        "Rework: 5% of the cases",
        "Handoffs: 1.1",
        "Variants: 2; 80% of the cases take 1 of them",
        "The slowest tenth",
        "The slowest tenth by 门店",
        "虹桥",
        "Map",
        "[接车",
        "Not drawn",
    ] {
        let at = en
            .out
            .get(from..)
            .unwrap_or_default()
            .find(said)
            .unwrap_or_else(|| panic!("'{said}' is missing or too early:\n{}", en.out));
        from += at;
    }
    assert_harmless(&en.out);
    let zh = desk.run(&[&["--lang", "zh-CN"], &args[..]].concat()).out;
    for said in [
        "承诺 2 小时内办完：50%",
        "周期：中位 2 小时",
        "等待（次数×平均，瓶颈在前）",
        "返工：5% 的单",
        "交接：每单 1.1 次",
        "流程图",
    ] {
        assert!(zh.contains(said), "'{said}' is missing:\n{zh}");
    }
    let hours = desk.en(&["mine", &log, "--unit", "min"]);
    assert!(hours.out.contains("Throughput: median 120 min"), "{}", hours.out);
}

#[test]
fn programs_get_the_figures_in_seconds_with_their_source() {
    let desk = desk_with(&[("log.csv", &log())]);
    let log = path(&desk, "log.csv");
    let json: Value = serde_json::from_str(&desk.done(&["mine", &log, "--json", "--before", &log])).unwrap();
    assert_eq!((&json["cases"], &json["duration"]["median"]), (&Value::from(20), &Value::from(7200.0)));
    assert_eq!(json["source"]["fingerprint"].as_str().map(str::len), Some(32));
    assert_eq!(json["before"]["cases"], 20);
    assert_eq!(json["changes"][0]["difference"], 0.0);
    assert_eq!(json["rework"]["activities"][0]["returns"], 1);
}

#[test]
fn rows_that_are_no_events_stop_it_until_they_are_left_out() {
    let holes = "case,activity,timestamp\n1,a,2026-03-04\n1,,2026-03-05\n1,d,2026-02-30\n1,f,2026-03-06\n";
    let desk = desk_with(&[("holes.csv", holes)]);
    let log = path(&desk, "holes.csv");
    let (zh, en) = desk.refused(1, &["mine", &log]);
    for said in ["2 of 4 rows", "line 3: no activity", "line 4: not a valid time '2026-02-30'", "--skip-bad"]
    {
        assert!(en.contains(said), "{en}");
    }
    assert!(zh.contains("第 3 行：没有步骤") && zh.contains(is_chinese), "{zh}");
    let left = desk.en(&["mine", &log, "--skip-bad"]);
    assert_eq!(left.code, 0, "{}", left.err);
    assert!(left.out.contains("2 rows left out"), "{}", left.out);
}

#[test]
fn halves_of_cases_are_told_where_rows_are_left_out() {
    let halves = "case,activity,timestamp\n1,a,2026-03-04\n1,b,2026-03-05\n2,a,2026-03-04\n2,b,\n3,a,\n3,b,2026-03-06\n";
    let whole = "case,activity,timestamp\n1,a,2026-03-04\n1,b,2026-03-05\n2,a,2026-03-04\n";
    let desk = desk_with(&[("halves.csv", halves), ("whole.csv", whole)]);
    let said = desk.en(&["mine", &path(&desk, "halves.csv"), "--skip-bad"]).out;
    assert!(said.contains("2 cases (67%) with one event left") && said.contains("other half"), "{said}");
    let said = desk.en(&["mine", &path(&desk, "whole.csv")]).out;
    assert!(said.contains("1 case (50%) with one event only") && !said.contains("other half"), "{said}");
}

#[test]
fn what_does_not_fit_is_refused_with_what_would_be_right() {
    let ambiguous = "case,activity,timestamp\n1,a,03/04/2026\n1,b,05/04/2026\n";
    let desk = desk_with(&[("log.csv", &log()), ("ambiguous.csv", ambiguous)]);
    let (log, ambiguous) = (path(&desk, "log.csv"), path(&desk, "ambiguous.csv"));
    for (args, code, said) in [
        (&["mine", &ambiguous][..], 1, "--dates day-first"),
        (&["mine", "/no/such.csv"], 1, "there is no file"),
        (&["mine", &log, "--from", "交"], 1, "接车"),
        (&["mine", &log, "--lifecycle", "start"], 1, "no life cycle"),
        (&["mine", &log, "--case", "X"], 1, "工单号"),
        (&["mine", &log, "--hours", "always"], 2, "Mon-Fri 8-17"),
        (&["mine", &log, "--promise", "5"], 2, "5d"),
        (&["mine", &log, "--promise", "soon"], 2, "--promise"),
        (&["mine", &log, "--promise", "900w"], 2, "more than 10 years"),
        (&["mine", &log, "--promise", "2d", "--hours", "Mon 8-17 Sat 9-12"], 2, "in hours"),
        (&["mine", &log, "--zone", "CST"], 2, "+08:00"),
        (&["mine", &log, "--as-of", "2026-03-02"], 2, "--as-of"),
    ] {
        let (zh, en) = desk.refused(code, args);
        assert!(en.contains(said), "{args:?}: {en}");
        assert!(zh.contains(is_chinese), "{args:?}: {zh}");
    }
}

#[test]
fn a_promise_in_days_is_one_of_working_days_beside_working_hours() {
    let desk = desk_with(&[("log.csv", &log())]);
    let log = path(&desk, "log.csv");
    let said = desk.en(&["mine", &log, "--hours", "每天 8-17", "--promise", "1d"]).out;
    assert!(said.contains("Within the promise of 9 h of working time: 95%"), "{said}");
}

#[test]
fn two_periods_are_compared() {
    let faster = log().replace("12:00", "10:00");
    let desk = desk_with(&[("old.csv", &log()), ("new.csv", &faster)]);
    let (old, new) = (path(&desk, "old.csv"), path(&desk, "new.csv"));
    let said = desk.en(&["mine", &new, "--before", &old]).out;
    assert!(said.contains("Before and after"), "{said}");
    let median = said.lines().find(|line| line.starts_with("Median duration")).unwrap();
    for part in ["2 h", "1 h", "-50%", "better"] {
        assert!(median.contains(part), "{median}");
    }
}

#[test]
fn a_small_group_with_the_slow_cases_is_compared_before_large_ones() {
    let mut text = String::from("case,activity,timestamp,centre\n");
    let mut case = 0;
    let mut add = |centre: &str, cases: u32, day: u32| {
        for _ in 0..cases {
            case += 1;
            writeln!(text, "W{case},in,2026-03-01 08:00,{centre}").unwrap();
            writeln!(text, "W{case},out,2026-03-{day:02} 09:00,{centre}").unwrap();
        }
    };
    for n in 1..=14 {
        add(&format!("G{n:02}"), 6, 1);
    }
    add("Slowpoke", 5, 5);
    add("", 3, 4);
    let desk = desk_with(&[("log.csv", &text)]);
    let said = desk.en(&["mine", &path(&desk, "log.csv"), "--group", "centre"]).out;
    let longest = said.split("waits longest at each place").nth(1).unwrap_or_else(|| panic!("{said}"));
    assert!(longest.lines().take(4).any(|line| line.contains("Slowpoke")), "{said}");
    assert!(said.contains("(blank)"), "{said}");
    // One group alone is compared with nobody.
    let one = text.replace("Slowpoke", "A");
    let one: String = one
        .lines()
        .enumerate()
        .map(|(n, line)| match (n, line.rsplit_once(',')) {
            (1.., Some((rest, _))) => format!("{rest},A\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    let desk = desk_with(&[("log.csv", &one)]);
    let said = desk.en(&["mine", &path(&desk, "log.csv"), "--group", "centre"]).out;
    assert!(!said.contains("waits longest"), "{said}");
}
