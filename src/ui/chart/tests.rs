//! What stands where below and beside the plot.

use super::*;
use crate::app::Theme;
use crate::sheet::Unit;
use crate::text::{Lang, Phrase};
use chrono::{Datelike, NaiveDate};
use ratatui::buffer::Buffer;

fn day(text: &str) -> f64 {
    f64::from(text.parse::<NaiveDate>().expect("a day").num_days_from_ce())
}

/// A chart of the year 2026 with events.
fn year(events: &[(&str, &'static str)]) -> Chart {
    let (from, to) = (day("2026-01-01"), day("2026-12-31"));
    Chart {
        values: vec![(from, Some(80.0)), (to, Some(90.0))],
        marks: events.iter().map(|(on, name)| (day(on), Phrase::same(*name))).collect(),
        span: Some(((from, Phrase::same("2026-01-01")), (to, Phrase::same("2026-12-31")))),
        today: Some(day("2026-11-02")),
        unit: Unit::Percent,
        legend: vec![Phrase::same("values")],
        ..Chart::default()
    }
}

/// The chart as lines, and the rows it took.
fn drawn(chart: &Chart, width: u16, height: u16) -> Vec<String> {
    let area = Rect { x: 0, y: 0, width, height };
    let mut buffer = Buffer::empty(area);
    let rows = draw(&mut Pen::new(&mut buffer, Theme::Plain, Lang::En), chart, area);
    assert!(rows <= height);
    let line = |y| (0..width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
    (0..height).map(line).collect()
}

/// The columns of the signs in a line.
fn signs(line: &str) -> Vec<usize> {
    line.chars().enumerate().filter(|(_, c)| *c == '▲').map(|(n, _)| n).collect()
}

/// The cells of a line that hold a dot, such as the dashes of today in the row above the signs.
fn dotted(line: &str) -> Vec<usize> {
    let braille = |c: char| ('\u{2801}'..='\u{28ff}').contains(&c);
    line.chars().enumerate().filter(|(_, c)| braille(*c)).map(|(n, _)| n).collect()
}

#[test]
fn a_sign_stands_under_its_day() {
    let mut chart = year(&[("2026-11-02", "go live"), ("2026-11-20", "a long name that does not fit")]);
    // Nothing but today's dashes in the plot's last rows.
    chart.values = vec![(day("2026-01-01"), Some(90.0)), (day("2026-12-31"), Some(90.0))];
    let lines = drawn(&chart, 80, 14);
    let at = lines.iter().position(|l| l.contains('▲')).expect("signs");
    let today = lines[..at].iter().rev().map(|l| dotted(l)).find(|dots| dots.len() == 1).expect("today");
    assert_eq!(signs(&lines[at])[0], today[0], "{lines:#?}");
    assert_eq!(signs(&lines[at]).len(), 2);
    assert!(lines.last().expect("a list").contains("a long name that does not fit 20 Nov"), "{lines:#?}");
    // The dates stand in a line of their own.
    assert!(lines[at + 1].contains("2026-01-01") && lines[at + 1].ends_with("2026-12-31"), "{lines:#?}");
}

#[test]
fn names_without_room_are_listed_by_number() {
    let crowd = [
        ("2026-03-02", "pilot"),
        ("2026-03-09", "training"),
        ("2026-03-09", "bonus"),
        ("2026-07-01", "dispatch"),
    ];
    let lines = drawn(&year(&crowd), 60, 14);
    let at = lines.iter().position(|l| l.contains('▲')).expect("signs");
    // Two signs that leave no room for their numbers are one.
    assert_eq!(signs(&lines[at]).len(), 2);
    assert!(lines[at].contains("▲1,2,3") && lines[at].ends_with("▲dispatch"), "{lines:#?}");
    let list = lines[at + 3..].join(" ");
    assert!(list.contains("1 pilot 2 Mar") && list.contains("3 bonus 9 Mar"), "{lines:#?}");
    assert!(!list.contains("dispatch"));
    // Days beyond the plot are not drawn at its edge.
    let beyond = drawn(&year(&[("2027-02-01", "later")]), 60, 14);
    assert!(beyond.iter().all(|l| !l.contains('▲')));
}

#[test]
fn numbers_go_by_days_and_what_matters_least_is_left_out() {
    // What comes first matters most, whenever it was.
    let crowd = [
        ("2026-03-04", "the bonus is paid for the first time"),
        ("2026-03-02", "the pilot goes live in two centres"),
        ("2026-03-03", "everybody has been trained once"),
    ];
    let lines = drawn(&year(&crowd), 60, 20);
    let at = lines.iter().position(|l| l.contains('▲')).expect("signs");
    assert!(lines[at].contains("▲1,2,3"), "{lines:#?}");
    let list = lines[at + 3..].join(" ");
    let place = |said: &str| list.find(said).unwrap_or_else(|| panic!("{said}: {lines:#?}"));
    assert!(place("1 the pilot") < place("2 everybody") && place("2 everybody") < place("3 the bonus"));
    // What is left out has no number either.
    let low = drawn(&year(&crowd), 60, 9).join(" ");
    assert!(low.contains("▲1,2 ") && low.contains("2 the bonus") && low.contains('…'), "{low}");
    assert!(!low.contains("everybody"), "{low}");
    // A high chart has room for all.
    let four = [
        ("2026-03-02", "the pilot goes live in two centres"),
        ("2026-05-03", "everybody has been trained once"),
        ("2026-07-04", "the bonus is paid for the first time"),
        ("2026-08-05", "the first of the second group goes live"),
    ];
    assert!(!drawn(&year(&four), 60, 16).join(" ").contains('…'));
    assert!(drawn(&year(&four), 60, 15).join(" ").contains('…'));
}

#[test]
fn every_sign_of_a_crowd_keeps_its_number() {
    let crowd = [
        ("2026-03-02", "everybody is told about it"),
        ("2026-03-12", "the pilot goes live"),
        ("2026-03-15", "parts"),
        ("2026-12-28", "the year is closed and looked back on"),
        ("2026-12-31", "the end"),
    ];
    for width in 34..100 {
        let lines = drawn(&year(&crowd), width, 24);
        let at = lines.iter().position(|l| l.contains('▲')).expect("signs");
        let list = lines[at + 3..].join(" ");
        for said in lines[at].split('▲').skip(1) {
            for number in said.split([',', ' ']).filter(|part| !part.is_empty()) {
                let named = number.parse::<usize>().is_err() || list.contains(&format!("{number} "));
                assert!(named, "{width}: {lines:#?}");
            }
            assert!(!said.trim().is_empty(), "{width}: {lines:#?}");
        }
    }
}

#[test]
fn a_low_chart_keeps_its_plot() {
    let mut many: Vec<(&str, &'static str)> = vec![("2026-03-02", "something that takes room")];
    many.extend([("2026-04-20", "something else that takes room"); 11]);
    for height in 5..16 {
        let lines = drawn(&year(&many), 40, height);
        let at = lines.iter().position(|l| l.contains('▲')).expect("signs");
        // The rows of the plot, which stands first here.
        assert!(at >= usize::from(height - 3).min(4), "{lines:#?}");
        let explained = lines.iter().any(|l| l.contains("1 something that takes room 2 Mar"));
        assert_eq!(lines[at].contains("▲1"), explained, "{lines:#?}");
        assert_eq!(explained, height > 7);
    }
    assert!(drawn(&year(&many), 40, 14).last().expect("a line").ends_with('…'));
}

#[test]
fn counts_have_whole_ticks() {
    let mut chart = year(&[]);
    (chart.unit, chart.whole) = (Unit::None, true);
    let ends = |chart: &mut Chart, low: f64, high: f64| {
        chart.values = vec![(day("2026-01-01"), Some(low)), (day("2026-12-31"), Some(high))];
        let lines = drawn(chart, 60, 12);
        let labels = lines.iter().filter_map(|l| l.split([' ', '⠀']).find(|w| !w.is_empty()));
        labels
            .filter_map(|w| w.trim_end_matches(|c: char| !c.is_ascii_digit()).parse::<u32>().ok())
            .collect::<Vec<_>>()
    };
    assert_eq!(ends(&mut chart, 0.0, 27.0), [27, 20, 10, 0]);
    assert_eq!(ends(&mut chart, 0.0, 1.0), [1, 0]);
    assert_eq!(ends(&mut chart, 3.0, 3.0), [4, 3]);
}

#[test]
fn the_latest_value_and_the_target_are_named_and_months_stand_below() {
    let mut chart = year(&[]);
    chart.values = vec![(day("2026-01-01"), Some(80.0)), (day("2026-06-03"), Some(84.3))];
    chart.path = vec![(day("2026-01-01"), 80.0), (day("2026-12-31"), 92.0)];
    chart.goal = chart.path.last().copied();
    for (width, height) in [(60, 9), (60, 12), (90, 16), (130, 30)] {
        let lines = drawn(&chart, width, height);
        let all = lines.join("\n");
        assert!(all.contains("84.3%") && all.contains("target 92%"), "{all}");
        assert!(all.contains("Jul"), "{all}");
        assert!(!lines.iter().any(|l| l.contains('…')), "{all}");
    }
}

#[test]
fn the_legend_names_what_is_drawn_and_nothing_else() {
    let mut chart = year(&[]);
    let legend = |chart: &Chart| drawn(chart, 100, 14).pop().expect("a legend");
    assert!(legend(&chart).contains("values") && legend(&chart).contains("today"));
    assert!(!legend(&chart).contains("mean") && !legend(&chart).contains("signal"));
    chart.limits = Some((78.0, 84.0, 91.0));
    chart.signals = vec![1];
    for word in ["values", "mean", "natural limits", "signal", "today"] {
        assert!(legend(&chart).contains(word), "{}", legend(&chart));
    }
    chart.today = None;
    assert!(!legend(&chart).contains("today"));
}

#[test]
fn what_lies_beyond_the_days_shown_is_cut_and_counts_for_nothing() {
    let mut chart = year(&[]);
    chart.values = vec![
        (day("2024-01-01"), Some(9_000.0)),
        (day("2026-02-01"), Some(80.0)),
        (day("2026-08-01"), Some(90.0)),
    ];
    chart.path = vec![(day("2020-01-01"), 80.0), (day("2030-01-01"), 84.0)];
    let lines = drawn(&chart, 80, 14);
    assert!(!lines.iter().any(|l| l.contains("000%")), "{lines:#?}");
    // The path crosses the whole plot.
    let ends = lines.iter().flat_map(|l| dotted(l)).fold((usize::MAX, 0), |(a, b), n| (a.min(n), b.max(n)));
    assert!(ends.0 <= 8 && ends.1 >= 74, "{ends:?}");
}
