//! The line above the keys: what can be done where the cursor is.

use super::*;

#[test]
fn the_line_at_the_bottom_says_what_can_be_done_there() {
    for (lang, week, prose) in
        [(Lang::Zh, "输入本周的数值", "可以多行"), (Lang::En, "type this week's value", "on several lines")]
    {
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("9");
        assert!(desk.said().contains(week), "{}", desk.screen());
        while desk.app().row().is_some() {
            desk.press("<down>");
        }
        assert!(!desk.said().contains(week), "{}", desk.screen());
        // A form of which there is none.
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("6]]]");
        assert!(!desk.said().contains(prose), "{}", desk.screen());
    }
}

#[test]
fn the_line_at_the_bottom_asks_for_nothing_while_an_earlier_day_is_read() {
    for (lang, asks) in [(Lang::Zh, ["按 1–5", "输入"]), (Lang::En, ["press 1–5", "type "])] {
        let mut desk = Desk::demo(lang, WIDE);
        desk.press(":replay 2026-03-02<enter>");
        for place in ["2", "1", "9", "9]", "3", "7", "8"] {
            desk.press("<f3>").press(place);
            for _ in 0..6 {
                let said = desk.said();
                assert!(asks.iter().all(|asks| !said.contains(asks)), "{place}: {}", desk.screen());
                desk.press("<right>");
            }
        }
    }
}
