use super::*;
use crate::app::Theme;
use crate::text::{Lang, Phrase, is_ambiguous};
use ratatui::buffer::Buffer;

fn stop(zh: &'static str, en: &'static str, levels: (u8, u8), time: &str) -> Stop {
    let gap = i16::from(levels.0) - i16::from(levels.1);
    Stop {
        title: text(zh, en).into(),
        promised: Some(levels.0).filter(|n| *n > 0),
        experience: Some(levels.1).filter(|n| *n > 0),
        time: Phrase::same(time),
        level: if gap >= 2 { Level::Act } else { Level::Blank },
    }
}

/// The journey of a workshop's customer.
fn workshop() -> Journey {
    let stops = vec![
        stop("预约", "Booking", (5, 4), "2min"),
        stop("接车", "Reception", (5, 4), "15min"),
        stop("报价", "Quotation", (4, 2), "1h"),
        stop("维修", "Repair", (4, 2), "2d"),
        stop("提醒", "Reminder", (4, 0), ""),
        stop("交车", "Hand-over", (5, 5), "20min"),
        stop("回访", "Follow-up call", (3, 4), "1d"),
        stop("二手车估价", "Used-car valuation", (4, 1), "3d"),
    ];
    Journey { title: text("购车—使用—置换", "Buy, use, replace").into(), stops }
}

/// What is drawn, line by line; every line has exactly the cells of the area.
fn drawn(journey: &Journey, lang: Lang, cells: u16, rows: u16) -> Vec<String> {
    let area = Rect { x: 0, y: 0, width: cells, height: rows };
    let mut buffer = Buffer::empty(area);
    let used = draw(&mut Pen::new(&mut buffer, Theme::Plain, lang), journey, area, rows);
    let line = |y: u16| {
        let (mut line, mut x) = (String::new(), 0);
        while x < cells {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += width(symbol).max(1) as u16;
        }
        assert_eq!((x, width(&line)), (cells, usize::from(cells)), "{line}");
        line.trim_end().to_owned()
    };
    (0..used).map(line).collect()
}

const CHINESE: &str = "\
购车—使用—置换                        ○ 承诺  ● 体验  ░ 差距（承诺高于体验）
   5│   ○╌╌╌╌╌╌╌○╌╌╮                       ╭╌╌╌╌◉────╮
    │   ░       ░  ╎                       ╎       ╎ │
   4│   ●───────●────╮╌╌○╌╌╌╌╌╌╌○╌╌╌╌╌╌╌○╌╌╯       ╎ ╰──●────╮╌╌○
    │                │  ░       ░                  ╎       ╎ │  ░
   3│                │  ░       ░                  ╰╌╌╌╌○╌╌╯ │  ░
    │                │  ░       ░                            │  ░
   2│                ╰──●───────●                            │  ░
    │                                                        │  ░
   1│                                                        ╰──●
      预约    接车    报价    维修    提醒    交车    回访   二手车
                                                              估价
差距    1       1      ▲ 2     ▲ 2      –       0      -1      ▲ 3
时间  2min    15min    1h      2d             20min    1d      3d";

const ENGLISH: &str = "\
Buy, use, replace                                    ○ promise  ● experience  ░ gap (promise above experience)
   5│      ○╌╌╌╌╌╌╌╌╌╌╌╌○╌╌╌╮                                      ╭╌╌╌╌╌╌╌╌◉────────╮
    │      ░            ░   ╎                                      ╎            ╎    │
    │      ░            ░   ╎                                      ╎            ╎    │
   4│      ●────────────●────────╮╌╌╌○╌╌╌╌╌╌╌╌╌╌╌╌○╌╌╌╌╌╌╌╌╌╌╌╌○╌╌╌╯            ╎    ╰───●────────╮╌╌╌○
    │                            │   ░            ░                             ╎            ╎    │   ░
    │                            │   ░            ░                             ╎            ╎    │   ░
   3│                            │   ░            ░                             ╰╌╌╌╌╌╌╌╌○╌╌╌╯    │   ░
    │                            │   ░            ░                                               │   ░
    │                            │   ░            ░                                               │   ░
   2│                            ╰───●────────────●                                               │   ░
    │                                                                                             │   ░
    │                                                                                             │   ░
   1│                                                                                             ╰───●
       Booking     Reception    Quotation      Repair      Reminder    Hand-over    Follow-up     Used-car
                                                                                       call      valuation
Gap       1            1           ▲ 2          ▲ 2           –            0            -1          ▲ 3
Time     2min        15min          1h           2d                      20min          1d           3d";

const NARROW: &str = "\
购车—使用—置换
○ 承诺  ● 体验  ░ 差距（承诺高于体验）
   5│   ○╌╌╌╌╌╌╌○╌╌╮
   4│   ●───────●────╮╌╌○╌╌╌╌╌╌╌○
   3│                │  ░       ░
   2│                ╰──●───────●
   1│
      预约    接车    报价    维修
差距    1       1      ▲ 2     ▲ 2
时间  2min    15min    1h      2d

   5│      ╭╌╌╌╌◉────╮
   4│   ○╌╌╯       ╎ ╰──●────╮╌╌○
   3│              ╰╌╌╌╌○╌╌╯ │  ░
   2│                        │  ░
   1│                        ╰──●
      提醒    交车    回访   二手车
                              估价
差距    –       0      -1      ▲ 3
时间          20min    1d      3d";

#[test]
fn a_journey_stands_on_one_scale_with_its_gaps_names_and_times_below() {
    for (lang, cells, rows, expected) in
        [(Lang::Zh, 76, 17, CHINESE), (Lang::En, 110, 30, ENGLISH), (Lang::Zh, 40, 40, NARROW)]
    {
        let lines = drawn(&workshop(), lang, cells, rows).join("\n");
        assert_eq!(lines, expected, "\n{lines}");
    }
}

#[test]
fn a_low_one_has_a_row_for_each_level() {
    let low = drawn(&workshop(), Lang::Zh, 76, 12);
    assert_eq!(low.len(), 10, "\n{}", low.join("\n"));
    assert!(low.iter().any(|line| line.starts_with("   3│")), "\n{}", low.join("\n"));
}

#[test]
fn nothing_is_drawn_beyond_the_area_at_any_size() {
    for lang in [Lang::Zh, Lang::En] {
        for cells in 1..90 {
            for rows in 1..20 {
                let lines = drawn(&workshop(), lang, cells, rows);
                assert!(lines.len() <= usize::from(rows), "{cells}x{rows}");
            }
        }
    }
}

#[test]
fn its_own_signs_take_one_cell_everywhere() {
    // The circles and the lines have stand-ins where terminals disagree.
    assert!(!"◉░╌".contains(is_ambiguous));
}
