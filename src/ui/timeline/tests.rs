use super::*;
use crate::app::Theme;
use crate::text::Phrase;
use crate::tool::Shown;
use ratatui::buffer::Buffer;

fn day(written: &str) -> NaiveDate {
    written.parse().unwrap()
}

fn phrase(zh: &'static str, en: &'static str) -> Phrase {
    text(zh, en).into()
}

fn span(title: Phrase, heading: bool, days: Option<(&str, &str)>, done: f64, level: Level) -> Span {
    Span {
        title,
        heading,
        days: days.map(|(a, b)| (day(a), day(b))),
        done,
        point: None,
        label: Phrase::same(format!("{}%", (done * 100.0).round())),
        level,
    }
}

/// A year of four phases, as a roadmap has it.
fn year() -> Timeline {
    let mark = |at: &str, zh, en, level| (day(at), Shown::new(level, phrase(zh, en)));
    Timeline {
        title: phrase("路线图", "Roadmap"),
        from: day("2026-01-01"),
        until: day("2026-12-31"),
        today: Some(day("2026-03-04")),
        marks: vec![
            mark("2026-03-31", "试点通过", "Pilot passed", Level::Act),
            mark("2026-06-30", "一半中心转换", "Half converted", Level::Blank),
            mark("2026-12-31", "成为日常", "Business as usual", Level::Blank),
        ],
        spans: vec![
            span(phrase("准备期", "Preparation"), true, Some(("2026-01-01", "2026-01-31")), 1.0, Level::Good),
            span(
                phrase("争取预算和资源", "Win the budget"),
                false,
                Some(("2026-01-12", "2026-01-31")),
                0.0,
                Level::Stop,
            ),
            span(phrase("试点期", "Pilot"), true, Some(("2026-02-01", "2026-04-30")), 0.4, Level::Blank),
            span(
                phrase("两家中心试点", "Two pilot centres"),
                false,
                Some(("2026-02-01", "2026-03-31")),
                0.5,
                Level::Act,
            ),
            span(phrase("推广期", "Roll-out"), true, Some(("2026-05-01", "2026-09-30")), 0.0, Level::Blank),
            span(phrase("没有日期", "No dates"), false, None, 0.0, Level::Blank),
        ],
    }
}

/// What is drawn, line by line, and how many rows it took.
fn drawn(timeline: &Timeline, lang: Lang, cells: u16, rows: u16, most: Option<u16>) -> (Vec<String>, u16) {
    let area = Rect { x: 0, y: 0, width: cells, height: rows };
    let mut buffer = Buffer::empty(area);
    let used = draw(&mut Pen::new(&mut buffer, Theme::Plain, lang), timeline, area, most);
    let line = |y: u16| {
        let mut line = String::new();
        let mut x = 0;
        while x < cells {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += width(symbol).max(1) as u16;
        }
        line.trim_end().to_owned()
    };
    ((0..used).map(line).collect(), used)
}

#[test]
fn a_year_fits_fifty_cells_as_it_fits_a_hundred_and_fifty() {
    for cells in [50, 78, 150] {
        for lang in [Lang::Zh, Lang::En] {
            let (lines, used) = drawn(&year(), lang, cells, 20, None);
            let all = lines.join("\n");
            assert!(lines.iter().all(|line| width(line) <= usize::from(cells)), "{all}");
            assert!(usize::from(used) >= 1 + 1 + 1 + 6, "{all}");
            assert!(all.contains(if lang == Lang::Zh { "今天" } else { "today" }), "{all}");
            assert!(
                all.contains('█') && all.contains('░') && all.contains('━') && all.contains('─'),
                "{all}"
            );
            assert!(all.contains("■ 0%") && all.contains("▲ 50%") && all.contains("✔ 100%"), "{all}");
        }
    }
}

#[test]
fn a_bar_lies_below_its_months() {
    let (lines, _) = drawn(&year(), Lang::En, 100, 20, None);
    let column = |line: &str, of: &str| width(line.split(of).next().unwrap());
    let scale = &lines[1];
    let pilot = lines.iter().find(|line| line.contains("Two pilot")).unwrap();
    assert_eq!(column(pilot, "█").abs_diff(column(scale, "Feb")), 0, "{}", lines.join("\n"));
    let end = width(pilot.rsplit_once('░').unwrap().0) + 1;
    assert!(end.abs_diff(column(scale, "Apr")) <= 1, "{}", lines.join("\n"));
    // Today is four days into March, and runs through the rows that have no bar there.
    let today = lines.iter().find(|line| line.contains('▾')).unwrap();
    let roll_out = lines.iter().find(|line| line.contains("Roll-out")).unwrap();
    assert_eq!(column(today, "▾"), column(roll_out, "│"));
    assert!(column(today, "▾") >= column(scale, "Mar"));
}

#[test]
fn only_what_is_begun_or_finished_looks_so() {
    assert_eq!([0.0, 0.001, 0.5, 0.999, 1.0].map(|share| done_cells(share, 10)), [0, 1, 5, 9, 10]);
    assert_eq!([0.0, 0.5, 1.0].map(|share| done_cells(share, 1)), [0, 0, 1]);
    assert_eq!(done_cells(f64::NAN, 10), 0);
    assert_eq!(done_cells(2.0, 10), 10);
}

#[test]
fn where_room_is_short_what_matters_is_shown_and_the_rest_is_counted() {
    let (lines, used) = drawn(&year(), Lang::En, 80, 20, Some(7));
    let all = lines.join("\n");
    assert!(used <= 7, "{all}");
    assert!(all.contains("Win the budget") && all.contains("Two pilot"), "{all}");
    assert!(all.contains(" more"), "{all}");
    let (whole, _) = drawn(&year(), Lang::En, 80, 20, Some(20));
    assert!(!whole.join("\n").contains(" more"));
}

#[test]
fn what_lies_beyond_the_edges_is_only_pointed_at() {
    let mut timeline = year();
    timeline.spans = vec![
        span(phrase("前", "Before"), false, Some(("2025-01-01", "2025-12-31")), 1.0, Level::Blank),
        span(phrase("后", "After"), false, Some(("2027-01-01", "2027-12-31")), 0.0, Level::Blank),
        span(phrase("全", "Across"), false, Some(("2025-01-01", "2027-12-31")), 0.5, Level::Blank),
        span(phrase("反", "Reversed"), false, Some(("2026-05-01", "2026-04-01")), 0.5, Level::Blank),
    ];
    timeline.today = Some(day("2030-01-01"));
    let (lines, _) = drawn(&timeline, Lang::En, 80, 20, None);
    let of = |name: &str| lines.iter().find(|line| line.contains(name)).unwrap();
    assert!(of("Before").contains('‹') && of("After").contains('›'), "{}", lines.join("\n"));
    assert!(of("Across").contains('█') && !of("Across").contains(['‹', '›']));
    assert!(!lines.join("").contains("today"));
}

#[test]
fn odd_spans_and_sizes_are_drawn_without_harm() {
    let mut timeline = year();
    for (from, until) in
        [("2026-03-01", "2026-03-01"), ("2026-03-01", "2026-02-01"), ("1990-01-01", "2200-12-31")]
    {
        (timeline.from, timeline.until) = (day(from), day(until));
        for (cells, rows) in [(1, 1), (8, 3), (20, 2), (33, 5), (60, 9), (200, 40)] {
            for lang in [Lang::Zh, Lang::En] {
                let (_, used) = drawn(&timeline, lang, cells, rows, Some(rows));
                assert!(used <= rows);
            }
        }
    }
}
