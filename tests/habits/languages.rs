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
    "2<right><right><enter>",
    ":",
    ":heat",
    "/",
    "/zx",
    "?",
    "?zh",
    "2<f4>",
    "a<down>",
    "f",
    "2<c-g>",
    "f/a",
    "<c-o>",
    "2<paste:Person or team\\tAwareness\\nA\\t7\\nB\\t4>",
    "2<paste:x\\ny>",
];

/// Every field of a sheet or a form, with something typed into it.
const FIELDS: &[&str] = &[
    "2<enter>abc",
    "2<f2>",
    "e<down><enter>abc",
    ":xinjianxiangmu<enter>ab<tab>c",
    ":xiangmugaiming<enter>x",
];

#[test]
fn the_language_switches_everywhere_and_nothing_is_lost() {
    for place in PLACES {
        let mut desk = zh();
        desk.press(place);
        let (before, layers) = (desk.screen(), desk.app().layers.len());
        desk.press("<a-l>");
        assert_eq!(desk.app().lang(), Lang::En, "after {place}:\n{before}");
        assert_eq!(desk.app().layers.len(), layers, "after {place}");
        assert_ne!(desk.screen(), before, "after {place}");
        desk.press("<a-l>");
        let said = |screen: &str| screen.lines().rev().skip(2).collect::<Vec<_>>().join("\n");
        assert_eq!(said(&desk.screen()), said(&before), "after {place}");
    }
}

#[test]
fn the_language_never_switches_within_a_field() {
    for place in FIELDS {
        for (lang, said) in [(Lang::Zh, "语言不变"), (Lang::En, "The language stays while you type")] {
            let mut desk = Desk::demo(lang, WIDE);
            desk.press(place);
            let (layers, before) = (desk.app().layers.len(), desk.screen());
            desk.press("<a-l>");
            assert_eq!(
                (desk.app().lang(), desk.app().layers.len()),
                (lang, layers),
                "after {place}:\n{before}"
            );
            assert!(
                desk.app().message.as_ref().is_some_and(|m| m.text.get(lang).contains(said)),
                "{}",
                desk.screen()
            );
            desk.press("<f2><f12>");
            assert_eq!(desk.app().lang(), lang, "after {place}");
        }
    }
}

#[test]
fn f2_edits_and_says_so_where_there_is_nothing_to_edit() {
    for (lang, said) in [(Lang::Zh, "切换语言按 Alt-L"), (Lang::En, "Alt-L switches the language")] {
        for place in ["", "<tab>", "<f12>", "f"] {
            let mut desk = Desk::demo(lang, WIDE);
            desk.press(place).press("<f2>");
            desk.must_say(said);
            assert_eq!(desk.app().lang(), lang);
        }
        let mut desk = Desk::demo(lang, WIDE);
        let name = desk.rows::<Person>()[0].name.to_string();
        desk.press("2<f2>");
        let Some(Layer::Cell(edit)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
        assert_eq!(
            (edit.editor.text(), edit.editor.cursor()),
            (&*name, name.len()),
            "the cursor is at the end"
        );
        desk.press("<f2>2<f2><enter>");
        assert_eq!(desk.rows::<Person>()[0].name, format!("{name}2"));
        // What is chosen and not typed is chosen by it.
        desk.press("<up><right><right><f2>");
        assert!(matches!(desk.app().layers.last(), Some(Layer::Choose(_))), "{}", desk.screen());
        // In a form as in a grid.
        desk.press("<esc><f3>e<f2>");
        assert!(matches!(desk.app().layers.last(), Some(Layer::Cell(_))), "{}", desk.screen());
    }
}

#[test]
fn the_choice_is_remembered() {
    let mut desk = zh();
    desk.press("<a-l>");
    desk.must_show("Changebook");
    assert!(!desk.shows("变革工作簿"));
}

#[test]
fn the_first_list_can_be_read_in_both_languages() {
    let mut desk = Desk::with(Choices::default(), WIDE, changebook::app::App::welcome);
    desk.must_show("欢迎使用变革工作簿");
    desk.press("<a-l>");
    desk.must_show("Welcome to Changebook");
    desk.press("2");
    desk.must_show("Where would you like to start?");
    assert_eq!(desk.app().lang(), Lang::En);
}
