//! What is kept of logs, what comes of them at a stroke, and every rule at its threshold.
#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]
#![allow(clippy::float_cmp, reason = "figures are exact against those computed by hand")]

use super::*;
use crate::facts::Facts;
use crate::finding::Level;
use crate::mining::{
    Activity, ActivityRework, Edge, Figures, Group, GroupWait, Mined, Period, Repeats, Slowest, Variant,
};
use crate::sheet::{Cell, Id, Link, Prose, Row as _, TEXT_LIMIT};
use crate::tool::Panel;
use crate::tools::kpi::{Kpi, KpiUnit, Reading};
use crate::tools::process::{Process, Step};
use crate::tools::tests::book::{self, Of, date, find, ids};

struct OfLogs;

impl Of for OfLogs {
    const TOOL: &'static Tool = &TOOL;
    const START: &'static str = "2026-01-05";
}

type Book = book::Book<OfLogs>;

const DAY: f64 = 86_400.0;

/// Figures of a hundred cases that go from A over B to C, with the seconds of both waits.
fn figures(period: (&str, &str), median: f64, waits: (f64, f64), rework: f64) -> Figures {
    let edge = |from: &str, to: &str, mean: f64| Edge {
        from: from.into(),
        to: to.into(),
        count: 100,
        cases: 100,
        mean,
        median: mean,
        total: mean * 100.0,
        working: None,
    };
    let mut figures = Figures {
        cases: 100,
        events: 300,
        activities: 3,
        variants: 1,
        variants_for_80: 1,
        variant_list: vec![Variant { cases: 100, activities: ["A", "B", "C"].map(String::from).to_vec() }],
        edge_list: vec![edge("A", "B", waits.0), edge("B", "C", waits.1)],
        activity_list: ["A", "B", "C"]
            .map(|name| Activity { name: name.into(), events: 100, cases: 100, place: 0.5 })
            .to_vec(),
        period: Period { from: period.0.into(), to: period.1.into() },
        rework: Repeats {
            share: rework,
            activities: vec![ActivityRework {
                activity: "B".into(),
                cases: 20,
                extra_runs: 25,
                self_loops: 5,
                returns: 20,
            }],
            ..Repeats::default()
        },
        ..Figures::default()
    };
    figures.duration.calendar.median = median;
    figures.duration.calendar.p95 = median * 2.0;
    figures
}

impl Book {
    fn log(&mut self, name: &str, process: Option<Id>, figures: Figures) -> Id {
        let id = self.id();
        let mined =
            Mined { source: crate::mining::Source { name: name.into(), ..Default::default() }, figures };
        self.add(EventLog {
            name: name.into(),
            process: process.map_or_else(Link::default, Link::to),
            figures: Prose(kept(mined).unwrap().as_str().into()),
            ..EventLog::with_id(id)
        })
    }

    fn process(&mut self, live: Option<&str>) -> Id {
        let id = self.id();
        self.add(Process { name: "退货".into(), live_on: live.map(date), ..Process::with_id(id) })
    }
}

fn today() -> chrono::NaiveDate {
    date("2026-06-01")
}

#[test]
fn what_is_kept_fits_a_cell_and_is_the_same_when_it_is_small() {
    let small = figures(("2026-01-01", "2026-03-31"), DAY, (60.0, 60.0), 0.0);
    let mined = Mined { source: crate::mining::Source::default(), figures: small };
    let read: Mined = serde_json::from_str(&kept(mined.clone()).unwrap()).unwrap();
    assert_eq!(read, mined);
    let mut large = mined;
    large.figures.edge_list = (0..5_000)
        .map(|n| Edge {
            from: format!("步骤{n}"), to: format!("步骤{}", n + 1), count: 1, ..Edge::default()
        })
        .collect();
    let json = kept(large).unwrap();
    assert!(json.len() < TEXT_LIMIT && !json.is_empty());
    let read: Mined = serde_json::from_str(&json).unwrap();
    assert_eq!(read.figures.edge_list[0].from, "步骤0", "the most frequent stay");
    assert_eq!(read.figures.cases, 100);
    // So do many groups; what cannot be kept at all is said.
    let mut grouped = read.clone();
    let group = |n: usize| Group { name: format!("门店{n}"), cases: 1, ..Group::default() };
    grouped.figures.slowest = Some(Slowest { groups: (0..5_000).map(group).collect(), ..Slowest::default() });
    let read: Mined = serde_json::from_str(&kept(grouped).unwrap()).unwrap();
    assert_eq!(read.figures.slowest.unwrap().groups[0].name, "门店0");
    let mut endless = read_of_names(100_000);
    endless.figures.edge_list.truncate(2);
    assert!(kept(endless).unwrap_err().zh.contains("太长"));
}

/// Figures whose activities have names of so many letters.
fn read_of_names(letters: usize) -> Mined {
    let mut figures = figures(("2026-01-01", "2026-03-31"), DAY, (60.0, 60.0), 0.0);
    for activity in &mut figures.activity_list {
        activity.name = activity.name.repeat(letters);
    }
    Mined { source: crate::mining::Source::default(), figures }
}

#[test]
fn waiting_is_told_by_centre() {
    let mut book = Book::new();
    let mut of_log = figures(("2026-01-01", "2026-03-31"), DAY, (3_600.0, 7_200.0), 0.0);
    let group = |name: &str, mean: f64| Group {
        name: name.into(),
        cases: 50,
        slow: 5,
        waits: vec![GroupWait { from: "A".into(), to: "B".into(), count: 50, mean }],
        ..Group::default()
    };
    of_log.slowest = Some(Slowest {
        cases: 10,
        groups: vec![group("浦东", 1_800.0), group("虹桥", 5_400.0)],
        ..Slowest::default()
    });
    let id = book.log("l.csv", None, of_log);
    let facts = Facts::new(&book.project, today());
    let row = book.project.find::<EventLog>(id).unwrap().clone();
    let panels = (views::LOGS.panels)(&facts, Some(&row));
    let Some(Panel::Heat { rows, heads, .. }) = panels.into_iter().nth(1) else {
        panic!("no panel by centre")
    };
    assert_eq!(heads.iter().map(|head| head.zh.as_ref()).collect::<Vec<_>>(), ["", "浦东", "虹桥"]);
    let said: Vec<_> = rows[0].1.iter().map(|cell| (cell.text.zh.as_ref(), cell.level)).collect();
    assert_eq!(said, [("30 分钟", Level::Blank), ("1.5 小时", Level::Act)]);
}

#[test]
fn the_bottleneck_is_told_from_a_quarter_of_the_waiting_on() {
    // Two waits: one of them makes always half or more, so three are needed to be below.
    for (rest, found) in [(2.0, true), (3.0, true), (3.1, false)] {
        let mut book = Book::new();
        let mut figures = figures(("2026-01-01", "2026-03-31"), DAY, (100.0, 0.0), 0.0);
        let others = (0..8).map(|n| {
            let each = 100.0 * rest / 8.0;
            Edge {
                from: format!("X{n}"),
                to: format!("Y{n}"),
                count: 100,
                mean: each,
                total: each * 100.0,
                ..Edge::default()
            }
        });
        figures.edge_list.extend(others);
        let row = book.log("l.csv", None, figures);
        let said = book.assess(today());
        assert_eq!(ids(&said).contains(&"EL2"), found, "{rest}");
        if found {
            assert_eq!(find(&said, "EL2").place.row, Some(row));
            assert!(find(&said, "EL2").evidence.en.contains("between 'A' and 'B'"));
        }
    }
}

#[test]
fn rework_is_told_from_a_fifth_of_the_cases_on() {
    for (share, found) in [(0.19, false), (0.20, true)] {
        let mut book = Book::new();
        book.log("l.csv", None, figures(("2026-01-01", "2026-03-31"), DAY, (60.0, 60.0), share));
        assert_eq!(ids(&book.assess(today())).contains(&"EL3"), found, "{share}");
    }
}

#[test]
fn a_change_has_to_show_in_the_log_after_it() {
    for (after, live, found) in [
        (95.0, Some("2026-02-01"), false),
        (95.1, Some("2026-02-01"), true),
        (120.0, Some("2026-02-01"), true),
        // Nothing went live between both.
        (120.0, Some("2026-05-01"), false),
        (120.0, None, false),
    ] {
        let mut book = Book::new();
        let process = book.process(live);
        // The order of the rows is not that of time.
        let late =
            book.log("b.csv", Some(process), figures(("2026-02-02", "2026-04-30"), after, (1.0, 1.0), 0.0));
        book.log("a.csv", Some(process), figures(("2025-11-01", "2026-01-31"), 100.0, (1.0, 1.0), 0.0));
        let said = book.assess(today());
        assert_eq!(ids(&said).contains(&"EL1"), found, "{after} {live:?}");
        if found {
            assert_eq!(find(&said, "EL1").place.row, Some(late));
        }
        let facts = Facts::new(&book.project, today());
        let changes = facts.get::<Logs>().pairs()[0].changes();
        let median = changes.iter().find(|change| change.key == "median").unwrap();
        assert_eq!((median.before, median.after), (Some(100.0), Some(after)));
    }
}

#[test]
fn figures_that_cannot_be_read_are_told() {
    let mut book = Book::new();
    let id = book.id();
    book.add(EventLog { name: "x".into(), figures: Prose("{\"cut".into()), ..EventLog::with_id(id) });
    assert_eq!(ids(&book.assess(today())), ["EL4"]);
    let row = book.project.find::<EventLog>(id).unwrap().clone();
    assert!(book.run("take-over", Some(&row), today()).is_err());
    book.set::<EventLog>(id, "name", Cell::Empty);
    book.set::<EventLog>(id, "figures", Cell::Empty);
    assert!(ids(&book.assess(today())).is_empty(), "a row just added");
}

#[test]
fn the_usual_way_becomes_the_as_is() {
    let mut book = Book::new();
    let process = book.process(None);
    let id =
        book.log("l.csv", Some(process), figures(("2026-01-01", "2026-03-31"), DAY, (3600.0, 7200.0), 0.0));
    let row = book.project.find::<EventLog>(id).unwrap().clone();
    book.run("take-over", Some(&row), today()).unwrap();
    let steps: Vec<_> = book
        .project
        .rows::<Step>()
        .iter()
        .map(|step| (step.name.to_string(), step.process.0, step.wait))
        .collect();
    let named = |name: &str, wait| (name.to_owned(), Some(process), wait);
    assert_eq!(
        steps,
        [named("A", None), named("B", Some(60.0)), named("C", Some(120.0))],
        "waits in minutes"
    );
    // A second time it makes a process of its own, as the first has its steps.
    book.run("take-over", Some(&row), today()).unwrap();
    assert_eq!(book.project.rows::<Process>().len(), 2);
}

#[test]
fn what_the_log_measured_stands_beside_the_sum_of_the_steps() {
    use crate::tools::process::{as_is, measured};
    let mut book = Book::new();
    let process = book.process(None);
    let mut of_log = figures(("2026-01-01", "2026-03-31"), 3.5 * DAY, (3600.0, 7200.0), 0.0);
    let hours = |seconds: f64| crate::mining::EdgeWorking { mean: seconds, median: seconds, total: seconds };
    of_log.edge_list[0].working = Some(hours(1800.0));
    of_log.edge_list[1].working = Some(hours(3600.0));
    of_log.duration.working = Some(crate::mining::Span { mean: 7200.0, median: 7200.0, p95: 7200.0 });
    let id = book.log("l.csv", Some(process), of_log);
    let row = book.project.find::<EventLog>(id).unwrap().clone();
    book.run("take-over", Some(&row), today()).unwrap();
    let waits: Vec<_> = book.project.rows::<Step>().iter().map(|step| step.wait).collect();
    assert_eq!(waits, [None, Some(30.0), Some(60.0)], "within the working hours");
    assert!(book.project.find::<Process>(process).unwrap().note.0.contains("工作时间"));
    let facts = Facts::new(&book.project, today());
    let maps = facts.get::<crate::tools::process::Maps>();
    let map = maps.of(Some(process)).unwrap();
    assert_eq!(as_is(&facts, map).zh, "1 小时 30 分（3 步没填；日志实测中位 3.5 天，其中工作时间 2 小时）");
    assert!(measured(&facts, map)[0].text.en.starts_with("Measured by the log: 100 cases, median 3.5 d"));
    // A log of the new way only measures no as-is.
    book.set::<Process>(process, "live_on", Cell::Date(date("2026-01-01")));
    let facts = Facts::new(&book.project, today());
    let map = facts.get::<crate::tools::process::Maps>().of(Some(process)).unwrap().clone();
    assert_eq!(as_is(&facts, &map).zh, "1 小时 30 分（3 步没填）");
}

#[test]
fn the_median_becomes_a_reading() {
    let mut book = Book::new();
    let process = book.process(None);
    let id = book.log("l.csv", None, figures(("2026-01-01", "2026-03-31"), 3.5 * DAY, (1.0, 1.0), 0.0));
    let row = book.project.find::<EventLog>(id).unwrap().clone();
    assert!(book.run("as-readings", Some(&row), today()).is_err(), "of which process?");
    book.set::<EventLog>(id, "process", Cell::Link(process));
    let row = book.project.find::<EventLog>(id).unwrap().clone();
    let kpis = book.project.rows::<Kpi>().len();
    book.run("as-readings", Some(&row), today()).unwrap();
    let kpi = book.project.rows::<Kpi>().last().unwrap().clone();
    assert_eq!((kpi.unit, kpi.baseline, kpi.process.0), (Some(KpiUnit::Days), Some(3.5), Some(process)));
    let reading = book.project.rows::<Reading>().last().unwrap().clone();
    assert_eq!((reading.value, reading.date), (Some(3.5), Some(date("2026-03-31"))));
    assert!(book.run("as-readings", Some(&row), today()).is_err(), "it is there already");
    // An indicator in another unit of time takes it in that.
    book.set::<Kpi>(kpi.id, "unit", Cell::Choice(KpiUnit::Hours.option()));
    book.run("as-readings", Some(&row), today()).unwrap();
    assert_eq!(book.project.rows::<Reading>().last().unwrap().value, Some(84.0));
    assert_eq!(book.project.rows::<Kpi>().len(), kpis + 1);
    assert!(book.run("as-readings", Some(&row), date("2026-03-30")).is_err(), "a log of days to come");
}

#[test]
fn a_map_shows_more_and_less() {
    let mut book = Book::new();
    let id = book.log("l.csv", None, figures(("2026-01-01", "2026-03-31"), DAY, (1.0, 1.0), 0.0));
    let level = |book: &Book| book.project.find::<EventLog>(id).unwrap().level();
    for n in 1..=3 {
        book.run("show-more", None, today()).unwrap();
        assert_eq!(level(&book), n);
    }
    assert!(book.run("show-more", None, today()).is_err());
    for _ in 0..6 {
        book.run("show-less", None, today()).unwrap();
    }
    assert_eq!(level(&book), -3);
}
