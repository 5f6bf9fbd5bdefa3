//! The chart and the sentences beside the indicator under the cursor.

use super::*;
use crate::tools::{Chart, Panel};
use chrono::Datelike;

fn panels(book: &Book, code: &str, today: NaiveDate) -> Vec<Panel> {
    let assessment = book.assess(today);
    let scene = Scene { project: &book.project, assessment: &assessment, today };
    let row = book.project.find::<Kpi>(book.kpi(code)).expect("a row");
    super::super::panels::dashboard(&scene, Some(row))
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
    assert_eq!(chart.path, [(number(day(1)), 80.0), (number(date("2027-03-02")), 92.0)]);
    assert_eq!(chart.marks.len(), 1);
    assert!(chart.span.is_some_and(|(first, _)| first.1.get(Lang::En) == START));
    let (lower, mean, upper) = chart.limits.expect("limits");
    assert!(lower < mean && mean < upper);
}

#[test]
fn a_threshold_is_level_and_the_roadmap_bends() {
    let mut book = Book::new();
    book.read("training", day(10), 40.0);
    let level = chart(&book, "training", day(10)).path;
    assert!(level.iter().all(|(_, value)| value.to_bits() == 90.0_f64.to_bits()));
    book.read("ftfr", day(10), 80.0);
    book.set("ftfr", "path", choice(Path::OPTIONS, "roadmap"));
    let heights: Vec<f64> = chart(&book, "ftfr", day(10)).path.iter().map(|(_, value)| *value).collect();
    assert_eq!(heights, [80.0, 80.0, 86.0, 92.0]);
}

#[test]
fn proof_fades_when_the_signal_is_long_gone() {
    let mut book = Book::new();
    book.weekly("ftfr", 1, &[80.0, 81.0, 79.5, 80.5, 81.5, 80.0, 80.5, 81.0, 79.5, 80.5, 81.5, 80.0, 90.0]);
    let calm = [80.5, 81.0, 80.0, 80.5, 81.0, 80.0, 81.0, 80.0];
    book.weekly("ftfr", 14, &calm[..7]);
    let movement = |book: &Book| book.facts(day(160)).get(book.kpi("ftfr")).expect("figures").movement;
    assert_eq!(movement(&book), Movement::Better);
    book.weekly("ftfr", 21, &calm[7..]);
    assert_eq!(movement(&book), Movement::Noise);
}

#[test]
fn the_lines_say_pace_forecast_limits_and_meaning() {
    let mut book = Book::new();
    assert_eq!(said(&book, "ftfr", day(40)), ["No reading yet: 'Add today's reading' enters one"]);
    book.weekly("ftfr", 1, &[80.0, 81.0, 79.5, 80.5, 81.5, 80.0]);
    let lines = said(&book, "ftfr", day(40));
    assert!(lines[0].starts_with("Pace ") && lines[0].contains("is needed"), "{lines:?}");
    assert!(lines[1].starts_with("At this pace"), "{lines:?}");
    assert!(lines[2].ends_with("(provisional, 6 of 12 weeks)"), "{lines:?}");
    assert_eq!(lines[3], "All within the usual ups and downs: nothing is proven");
    assert!(lines[4].starts_with("What this means: "), "{lines:?}");
    let undated = {
        let mut book = Book::starting(None);
        book.read("ftfr", day(40), 81.0);
        said(&book, "ftfr", day(40))
    };
    assert_eq!(undated[0], "It cannot be judged yet: enter the start date or a baseline date");
}
