//! The chart and the sentences beside the indicator under the cursor.

use super::*;
use crate::stats::Standing;
use crate::tool::{Chart, Panel};
use chrono::Datelike;

fn panels(book: &Book, code: &str, today: NaiveDate) -> Vec<Panel> {
    let facts = Facts::new(&book.project, today);
    let row = book.project.find::<Kpi>(book.kpi(code)).expect("a row");
    views::dashboard(&facts, Some(row))
}

fn chart(book: &Book, code: &str, today: NaiveDate) -> Chart {
    match panels(book, code, today).into_iter().next() {
        Some(Panel::Chart(chart)) => chart,
        other => panic!("{other:?}"),
    }
}

fn said(book: &Book, code: &str, today: NaiveDate) -> Vec<String> {
    let lines = panels(book, code, today).into_iter().find_map(|panel| match panel {
        Panel::Lines { lines, .. } => Some(lines),
        _ => None,
    });
    lines.expect("lines").iter().map(|l| l.text.get(Lang::En).to_owned()).collect()
}

fn number(date: NaiveDate) -> f64 {
    f64::from(date.num_days_from_ce())
}

#[test]
fn the_chart_has_a_gap_for_missing_weeks_and_marks_its_signals() {
    let mut book = Book::new();
    book.weekly("ftfr", 1, &[80.0, 81.0, 79.5, 80.5, 81.5, 80.0]);
    book.weekly("ftfr", 9, &[80.5, 80.0, 81.0, 80.5, 80.0, 81.0, 95.0]);
    let id = book.id();
    book.add(Event { name: "上线".into(), date: Some(day(20)), ..Event::with_id(id) });
    let chart = chart(&book, "ftfr", day(110));
    assert_eq!(chart.values.len(), 14);
    assert_eq!(chart.values[5], (number(day(36)), Some(80.0)));
    assert_eq!(chart.values[6], (number(day(43)), None));
    assert_eq!(chart.values[7], (number(day(57)), Some(80.5)));
    let signals: Vec<_> = chart.signals.iter().map(|n| chart.values[*n].1).collect();
    assert_eq!(signals, [Some(95.0)]);
    let (live, half, end) = (number(day(43)), number(date("2026-09-02")), number(date("2027-03-02")));
    assert_eq!(chart.path, [(number(day(1)), 80.0), (live, 80.0), (half, 86.0), (end, 92.0)]);
    assert_eq!(chart.marks.len(), 1);
    assert!(chart.span.is_some_and(|(first, _)| first.1.get(Lang::En) == START));
    let (lower, mean, upper) = chart.limits.expect("limits");
    assert!(lower < mean && mean < upper);
}

#[test]
fn a_threshold_is_level_growth_rises_and_the_roadmap_bends() {
    let mut book = Book::new();
    book.read("satisfaction", day(10), 3.0);
    let level = chart(&book, "satisfaction", day(10)).path;
    assert!(level.iter().all(|(_, value)| value.to_bits() == 3.5_f64.to_bits()));
    book.read("training", day(35), 40.0);
    let rise = [(number(day(29)), 0.0), (number(day(84)), 90.0)];
    assert_eq!(chart(&book, "training", day(84)).path, rise);
    assert_eq!(chart(&book, "training", day(90)).path, [rise[0], rise[1], (number(day(90)), 90.0)]);
    book.read("ftfr", day(10), 80.0);
    book.define("ftfr", "path", choice(Path::OPTIONS, "roadmap"));
    let heights: Vec<f64> = chart(&book, "ftfr", day(10)).path.iter().map(|(_, value)| *value).collect();
    assert_eq!(heights, [80.0, 80.0, 86.0, 92.0]);
    book.define("ftfr", "path", choice(Path::OPTIONS, "straight"));
    assert_eq!(chart(&book, "ftfr", day(10)).path.len(), 2);
}

#[test]
fn where_the_expectation_of_a_share_that_grows_comes_from_is_said() {
    let mut book = Book::new();
    let said = |book: &Book, code: &str| {
        let Some(Panel::Lines { lines, .. }) = panels(book, code, day(35)).into_iter().nth(1) else {
            panic!("no lines")
        };
        lines[0].text.clone()
    };
    book.read("training", day(35), 40.0);
    book.read("coverage", day(35), 40.0);
    assert_eq!(
        said(&book, "training").en,
        "Expected: a steady rise from 2026-03-30, when training of the pilot team begins, to the target on 2026-05-24, day 84 of the checklist; enter dates of your own on the Set-up tab"
    );
    assert_eq!(
        said(&book, "coverage").zh,
        "预期：从 2026-03-02（项目启动）起匀速上升，到 2026-05-24（清单的第 84 天）达标；要用自己的日期，在“设定”页填写"
    );
    book.define("coverage", "target_date", Cell::Date(day(50)));
    assert!(said(&book, "coverage").zh.contains("起匀速上升，到 2026-04-20 达标"));
}

#[test]
fn the_lines_say_pace_forecast_limits_and_meaning() {
    let mut book = Book::new();
    assert_eq!(said(&book, "ftfr", day(40)), ["No reading yet: 'Add a reading' enters one"]);
    book.weekly("ftfr", 1, &[80.0, 81.0, 79.5, 80.5, 81.5, 80.0]);
    let lines = said(&book, "ftfr", day(40));
    assert_eq!(lines[0], "Judged by 80.5%, the median of the last three; the latest is 80%");
    assert!(!lines[1].contains("Pace") && lines[1].contains("is needed"), "{lines:?}");
    assert!(lines[2].starts_with("No steady trend yet"), "{lines:?}");
    assert!(lines[3].ends_with("(provisional, from the first 6; locked at 12)"), "{lines:?}");
    assert_eq!(lines[4], "All within the usual ups and downs: nothing is proven");
    // It is on track, and its limits are provisional: nobody says that trying harder is in vain.
    assert!(lines[5].starts_with("What this means: on track"), "{lines:?}");
    for (at, n) in (0_u64..).zip([80.5, 79.9, 80.4, 81.0, 80.2, 80.8, 80.1]) {
        book.read("ftfr", day(43 + 7 * at), n);
    }
    book.define("ftfr", "path", choice(Path::OPTIONS, "straight"));
    book.read("ftfr", day(183), 80.4);
    let lines = said(&book, "ftfr", day(183));
    let reach = lines.iter().find(|line| line.contains("beyond the natural limit"));
    assert!(reach.is_some_and(|line| line.starts_with("The target 92% lies beyond")), "{lines:?}");
    let undated = {
        let mut book = Book::starting(None);
        book.read("ftfr", day(40), 81.0);
        said(&book, "ftfr", day(40))
    };
    assert_eq!(undated[0], "It cannot be judged yet: enter the start date or a baseline date");
}

#[test]
fn what_is_worse_than_its_baseline_says_so_beside_its_sign() {
    // Baseline 80, target 92, and ups and downs of three points before the start.
    for (value, says) in [(81.0, false), (80.0, false), (79.5, true), (79.2, true)] {
        let mut book = Book::new();
        for (ago, value) in (1_u64..).zip([80.0, 81.0, 79.5, 80.5, 81.5, 80.0, 80.5]) {
            book.read("ftfr", date(START) - Days::new(ago * 7), value);
        }
        book.weekly("ftfr", 1, &[value; 3]);
        let facts = book.facts(day(15));
        let kpi = facts.get(book.kpi("ftfr")).expect("figures");
        assert_eq!(kpi.standing(), Some(Standing::OnTrack), "{value}");
        let beside = kpi.status_beside();
        assert_eq!(beside.text.en.contains("worse than baseline"), says, "{value}: {}", beside.text.en);
        assert_eq!(beside.text.zh.contains("比基线差"), says, "{value}");
        let lines = said(&book, "ftfr", day(15));
        let told = lines.iter().any(|line| line.starts_with("Worse than the baseline of 80%, by no more"));
        assert_eq!(told, says, "{lines:?}");
    }
}

#[test]
fn the_proof_is_named_and_an_outlier_is_not_taken_for_one() {
    let calm = [80.0, 81.0, 79.5, 80.5, 81.5, 80.0, 80.5, 81.0, 79.5, 80.5, 81.5, 80.0];
    let after = |values: &[f64]| {
        let mut book = Book::new();
        book.weekly("ftfr", 1, &calm);
        book.weekly("ftfr", 13, values);
        said(&book, "ftfr", day((12 + values.len() as u64) * 7 - 6))
    };
    for (values, words) in [
        (&[90.0, 90.0][..], "Proven better: at least 2 of the last 3 points are above the limit"),
        (
            &[82.9, 82.9, 82.9],
            "Proven better: 3 of the last 4 points are closer to one limit than to the mean",
        ),
        (&[81.0; 8], "Proven better: the last 8 points are on one side of the mean"),
        (&[70.0, 70.0], "Proven worse: at least 2 of the last 3 points are below the limit"),
        (&[90.0], "The reading of 2026-05-25 is outside the limits"),
        (&[90.0, 80.5, 80.0], "The reading of 2026-05-25 is outside the limits"),
        (&[90.0, 80.5, 80.0, 81.0], "All within the usual ups and downs"),
    ] {
        let lines = after(values);
        assert!(lines.iter().any(|line| line.starts_with(words)), "{words}: {lines:?}");
    }
}

#[test]
fn walks_name_the_week_that_is_judged() {
    let mut book = Book::new();
    book.read("walks", day(46), 1.0);
    book.read("walks", day(50), 0.0);
    let scene = Facts::new(&book.project, day(52));
    let row = book.project.find::<Kpi>(book.kpi("walks")).expect("a row");
    let shown = views::current(&scene, row).text;
    assert_eq!((shown.get(Lang::Zh), shown.get(Lang::En)), ("上整周 1次", "1x last week"));
    assert!(said(&book, "walks", day(52))[0].starts_with("Judged by the last full week: 1x"));
}

#[test]
fn met_and_on_track_are_counted_apart() {
    let mut book = Book::new();
    let lines = |book: &Book| match panels(book, "ftfr", day(30)).pop() {
        Some(Panel::Lines { lines, .. }) => lines,
        other => panic!("{other:?}"),
    };
    assert_eq!(lines(&book)[0].text.en, "Leading (effort): nothing to judge yet");
    for (code, value) in [("satisfaction", 3.6), ("walks", 1.0), ("training", 77.0), ("coverage", 88.0)] {
        book.read(code, day(22), value);
        if ["training", "coverage"].contains(&code) {
            book.define(code, "baseline", Cell::Number(70.0));
            book.define(code, "target_date", Cell::Date(day(300)));
        }
    }
    book.read("ftfr", day(29), 92.0);
    book.read("csat", day(29), 70.0);
    let lines = lines(&book);
    assert_eq!(lines[0].text.zh, "领先（投入）：达标 2/4，在轨 2");
    assert_eq!(lines[0].text.en, "Leading (effort): 2 of 4 met, 2 on track");
    assert_eq!(lines[1].text.zh, "滞后（结果）：达标 1/2");
}

#[test]
fn events_of_the_very_indicator_come_first() {
    let mut book = Book::new();
    book.read("ftfr", day(20), 81.0);
    let own = Link::to(book.kpi("ftfr"));
    let other = Link::to(book.kpi("csat"));
    for (name, kpi) in [("all", Link::default()), ("other", other), ("own", own)] {
        let id = book.id();
        book.add(Event { name: name.into(), date: Some(day(10)), kpi, ..Event::with_id(id) });
    }
    let marks = chart(&book, "ftfr", day(30)).marks;
    let names: Vec<_> = marks.iter().map(|(_, name)| name.get(Lang::En)).collect();
    assert_eq!(names, ["own", "all"]);
}

#[test]
fn the_dashboard_says_that_progress_is_that_of_the_median_where_it_is() {
    let said = |latest: f64| {
        let mut book = Book::new();
        book.define("ftfr", "baseline", Cell::Number(78.0));
        book.define("ftfr", "target", Cell::Number(90.0));
        book.weekly("ftfr", 1, &[78.0, 79.0, 80.0, 80.0, 80.0, latest]);
        let facts = Facts::new(&book.project, day(36));
        let row = facts.find::<Kpi>(book.kpi("ftfr")).expect("a row");
        let lines = book.assess(day(36)).conclusion;
        (
            views::progress(&facts, row).text.zh.into_owned(),
            lines.iter().any(|l| l.text.zh.contains("中位数")),
        )
    };
    assert_eq!(said(81.0), ("17%".to_owned(), true));
    assert_eq!(said(80.0), ("17%".to_owned(), false));
}

/// Beside a value that is far from the one that is judged stands the latter.
#[test]
fn the_status_names_the_value_that_is_judged_where_the_latest_is_far_from_it() {
    let said = |latest: f64| {
        let mut book = Book::new();
        book.define("ftfr", "baseline", Cell::Number(78.0));
        book.define("ftfr", "target", Cell::Number(88.0));
        book.weekly("ftfr", 1, &[78.0, 79.0, 80.0, 80.0, 80.0, latest]);
        let facts = Facts::new(&book.project, day(36));
        let row = facts.find::<Kpi>(book.kpi("ftfr")).expect("a row");
        let kpi = facts.get::<Indicators>().get(row.id).expect("figures");
        (views::status(&facts, row).text, kpi.judged_apart())
    };
    // The way is 10 points: one of them is not far.
    for near in [80.0, 81.0, 79.0] {
        let (shown, apart) = said(near);
        assert_eq!((shown.zh.contains("中位数"), apart), (false, None), "{near}: {}", shown.zh);
    }
    for far in [81.1, 78.9] {
        let (shown, apart) = said(far);
        assert!(
            shown.zh.ends_with(" · 中位数 80%") && shown.en.ends_with(" · median 80%"),
            "{far}: {}",
            shown.en
        );
        assert_eq!(apart, Some(80.0));
    }
}

/// A value that is far off alone is said before anything else, is counted with those not judged, and is asked about.
#[test]
fn a_latest_value_that_is_far_off_is_no_good_news() {
    let calm = [80.0, 80.6, 79.6, 80.2, 79.8, 80.4, 80.1, 79.9];
    for (values, far) in [
        (&[78.0, 79.0, 50.0][..], true),
        (&[78.0, 79.0, 76.9], true),
        (&[78.0, 79.0, 77.1], false),
        (&[77.0], false),
        (&[calm.as_slice(), &[70.0]].concat(), true),
        (&[calm.as_slice(), &[90.0]].concat(), false),
        (&calm, false),
    ] {
        let mut book = Book::new();
        book.define("ftfr", "baseline", Cell::Number(78.0));
        book.define("ftfr", "target", Cell::Number(88.0));
        book.weekly("ftfr", 1, values);
        let today = day((values.len() as u64 - 1) * 7 + 1);
        let facts = Facts::new(&book.project, today);
        let kpi = facts.get::<Indicators>().get(book.kpi("ftfr")).expect("figures");
        assert_eq!(kpi.is_far_off(), far, "{values:?}");
        let found = book.found("KP12", today);
        assert_eq!(found.len(), usize::from(far), "{values:?}");
        if far {
            let said = if values.len() > 6 { "off this once" } else { "worse this once" };
            assert_eq!(kpi.status_shown().text.en, said);
            assert_eq!(Tally::of([kpi]).good, 0);
            let latest = values.last().map(|value| format!("{value}%")).unwrap_or_default();
            assert!(found[0].evidence.zh.contains(&latest), "{}", found[0].evidence.zh);
            // The figure that is spoken of comes first, the median behind it.
            let said = kpi.said().unwrap_or_default().en;
            assert!(said.starts_with(&latest), "{said}");
        }
    }
}

#[test]
fn how_many_are_good_is_said_of_those_that_are_judged() {
    let said = |good, behind, open| Tally { good, behind, open, ..Tally::default() }.said();
    assert_eq!(said(5, 0, 4).zh, "能判断的 5 项中 5 项达成或在轨，4 项还不能判断");
    assert_eq!(said(5, 0, 4).en, "met or on track 5 of 5 judged, 4 not judged yet");
    assert_eq!(said(5, 1, 0).zh, "达成或在轨 5/6");
    assert_eq!(said(0, 0, 8).en, "8 not judged yet");
}
