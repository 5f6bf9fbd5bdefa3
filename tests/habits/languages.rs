//! Switching between Chinese and English.

use super::*;

/// Every kind of place and layer, with something half done in it.
const PLACES: &[&str] = &[
    "",
    "<tab>",
    "1<down>",
    "2<down><right>",
    "2]",
    "3",
    "9]]",
    "e",
    "2<enter>abc",
    "e<down><enter>abc",
    "2<right><right><enter>",
    ":",
    ":heat",
    "/",
    "/zx",
    "?",
    "2<f4>",
    "a<down>",
    "f",
    "2<c-g>",
    "f/a",
    "<c-o>",
    "2<paste:Person or team\\tAwareness\\nA\\t7\\nB\\t4>",
    "2<paste:x\\ny>",
    ":xinjianxiangmu<enter>ab<tab>c",
];

#[test]
fn the_language_switches_everywhere_and_nothing_is_lost() {
    for place in PLACES {
        let mut desk = zh();
        desk.press(place);
        let (before, layers) = (desk.screen(), desk.app().layers.len());
        desk.press("<f2>");
        assert_eq!(desk.app().lang(), Lang::En, "after {place}:\n{before}");
        assert_eq!(desk.app().layers.len(), layers, "after {place}");
        assert_ne!(desk.screen(), before, "after {place}");
        desk.press("<f2>");
        let said = |screen: &str| screen.lines().rev().skip(2).collect::<Vec<_>>().join("\n");
        assert_eq!(said(&desk.screen()), said(&before), "after {place}");
    }
}

#[test]
fn the_choice_is_remembered() {
    let mut desk = zh();
    desk.press("<f2>");
    desk.must_show("Changebook");
    assert!(!desk.shows("变革工作簿"));
}

#[test]
fn the_first_list_can_be_read_in_both_languages() {
    let mut desk = Desk::with(Choices::default(), WIDE, changebook::app::App::welcome);
    desk.must_show("欢迎使用变革工作簿");
    desk.press("<f2>");
    desk.must_show("Welcome to Changebook");
    desk.press("2");
    desk.must_show("Where would you like to start?");
    assert_eq!(desk.app().lang(), Lang::En);
}
