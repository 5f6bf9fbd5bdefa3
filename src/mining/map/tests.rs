use super::*;
use crate::mining::{Event, Log, Options, figures};

/// A log of cases written as letters, one an hour.
fn drawn(cases: &[(&str, usize)], detail: i8, cells: usize) -> Drawing {
    Map::of(&of(cases), Detail::of(detail)).draw(cells, None, Lang::En)
}

fn of(cases: &[(&str, usize)]) -> Figures {
    let mut log = Log::default();
    for (number, (letters, times)) in cases.iter().enumerate() {
        for time in 0..*times {
            let case = log.case(&format!("{number} {time}"));
            for (at, letter) in letters.chars().enumerate() {
                let activity = letter.to_string();
                let time = i64::try_from(at).unwrap() * 3_600_000;
                assert!(log.push(&Event { case, activity: &activity, time, ..Event::default() }));
            }
        }
    }
    figures(&log, &Options::default()).unwrap()
}

#[test]
fn a_map_has_a_row_an_activity_with_skips_left_and_returns_right() {
    let drawing = drawn(&[("ABCD", 60), ("ACD", 25), ("ABCBCD", 15), ("AABCD", 5)], 3, 80);
    let lines = drawing.lines();
    assert_eq!(lines.len(), 7);
    assert!(lines[0].contains("[A       ]") && lines[6].contains("[D       ]"), "{lines:#?}");
    assert!(lines[0].starts_with(" ╭─[A") && lines[4].starts_with(" ╰▸[C"), "{lines:#?}");
    assert!(lines[2].contains("◂╮") && lines[4].contains("─╯"), "{lines:#?}");
    assert!(lines[0].contains("a A→C 24% 1 h") && lines[1].contains("b C→B 14% 1 h"), "{lines:#?}");
    assert!(lines[2].contains("↺ A→A 5% 1 h") && lines[0].contains('↺'), "{lines:#?}");
    assert!(lines[1].contains("┃▾ 76% ▲1 h"), "{lines:#?}");
    assert_eq!((drawing.hidden_activities, drawing.hidden_edges), (0, 0));
}

#[test]
fn what_waits_most_stands_out_or_is_one() {
    // Of two waits that are equally long not both are the longest.
    let lines = drawn(&[("ABC", 10)], 3, 80).lines();
    assert_eq!(lines.iter().filter(|line| line.contains('▲')).count(), 1, "{lines:#?}");
}

#[test]
fn what_is_rare_is_hidden_until_more_is_wanted() {
    let cases = [("ABC", 980), ("AXC", 10), ("AZC", 1)];
    let usual = drawn(&cases, 0, 80);
    assert_eq!((usual.hidden_activities, usual.rows.len()), (2, 5));
    assert_eq!(drawn(&cases, 1, 80).hidden_activities, 1);
    assert_eq!(drawn(&cases, 3, 80).hidden_activities, 0);
    assert_eq!(Detail::default().more().more().more().more(), Detail::of(Detail::MOST));
    assert_eq!(Detail::of(-9).less(), Detail::of(Detail::LEAST));
}

#[test]
fn every_activity_keeps_a_way_in_and_out() {
    // B is on few ways, each of them rare, and would stand alone.
    let drawing = drawn(&[("AC", 900), ("ABC", 40)], -3, 80);
    let lines = drawing.lines();
    assert!(lines.iter().all(|line| !line.contains("[B")), "{lines:#?}");
    let drawing = drawn(&[("AC", 900), ("ABC", 40)], 0, 80);
    assert_eq!(drawing.hidden_edges, 0, "{:#?}", drawing.lines());
}

#[test]
fn no_row_is_wider_than_was_asked_for() {
    let many = of(&[("ABCDEFGHIJ", 9), ("ADGJ", 5), ("AJIHGFEDCBA", 7), ("BBA", 1)]);
    let mut log = Log::default();
    let case = log.case("1");
    for name in ["预约登记和接车检查的一个很长的名字", "b", "预约登记和接车检查的一个很长的名字", "c"]
    {
        assert!(log.push(&Event { case, activity: name, ..Event::default() }));
    }
    let named = figures(&log, &Options::default()).unwrap();
    // More arcs on both sides than there is room for.
    let crowded = of(&[("ABCDEFGHIJKLMNOPQR", 50), ("ARBQCPDOENFMGLHKIJ", 5)]);
    for figures in [&many, &named, &crowded] {
        for cells in [40, 41, 42, 43, 60, 80, 120, 200] {
            for detail in -3..=3 {
                for lang in [Lang::Zh, Lang::En] {
                    let drawing = Map::of(figures, Detail::of(detail)).draw(cells, None, lang);
                    for row in &drawing.rows {
                        let line: String = row.iter().map(|piece| piece.text.as_str()).collect();
                        assert!(width(&line) <= cells, "{cells}: {} {line}", width(&line));
                    }
                }
            }
        }
    }
}

#[test]
fn lines_that_meet_are_joined() {
    // From A two ways lead down on the left, and into D two; C goes back to A and to B.
    let drawing =
        drawn(&[("ABCD", 60), ("ACD", 25), ("ABD", 20), ("AD", 20), ("ABCABCD", 15), ("ABCBCD", 15)], 3, 80);
    let lines = drawing.lines();
    let left = |row: usize| lines[row].split('[').next().unwrap().to_owned();
    assert!(left(0).contains("╭───┬─") || left(0).contains("╭─┬─"), "{lines:#?}");
    assert!(left(6).contains('┴'), "{lines:#?}");
    let right = |row: usize| lines[row].split(']').nth(1).unwrap().to_owned();
    assert!(right(4).contains('┴'), "{lines:#?}");
}

#[test]
fn what_is_rare_is_not_none() {
    let drawing = drawn(&[("ABC", 990), ("AC", 5)], 3, 80);
    assert!(drawing.lines().iter().any(|line| line.contains("A→C <1%")), "{:#?}", drawing.lines());
}

#[test]
fn names_of_the_list_are_whole_where_the_width_allows() {
    let mut log = Log::default();
    let names = [
        "Register the incident at the desk",
        "Look for the part in the warehouse",
        "Close the incident at the desk",
    ];
    for (case, steps) in [&[0, 1, 2][..], &[0, 2], &[0, 1, 2]].iter().enumerate() {
        let case = log.case(&case.to_string());
        for step in *steps {
            assert!(log.push(&Event { case, activity: names[*step], ..Event::default() }));
        }
    }
    let figures = figures(&log, &Options::default()).unwrap();
    let lines = Map::of(&figures, Detail::of(3)).draw(76, None, Lang::En).lines();
    let whole = format!("{}→{}", names[0], names[2]);
    assert!(lines.iter().any(|line| line.contains(&whole)), "{lines:#?}");
}

proptest::proptest! {
    #[test]
    fn no_log_and_no_room_panics(cases in proptest::collection::vec("[A-H]{1,8}", 1..8), detail in -3_i8..=3, cells in 0_usize..130) {
        let cases: Vec<(&str, usize)> = cases.iter().map(|case| (case.as_str(), 2)).collect();
        let drawing = drawn(&cases, detail, cells);
        proptest::prop_assert!(!drawing.rows.is_empty());
    }
}
