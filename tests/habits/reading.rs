//! The handbook.

use super::*;
use changebook::handbook;

#[test]
fn every_finding_leads_to_the_page_of_its_rule_and_back() {
    for lang in BOTH {
        let mut desk = Desk::demo(lang, WIDE);
        let count = desk.app().opened.as_ref().unwrap().assessed.findings().len();
        assert!(count > 5);
        for n in 0..count {
            let id = desk.app().opened.as_ref().unwrap().assessed.findings()[n].1.id;
            assert_eq!(desk.app().home_line, n);
            desk.press("<c-g>");
            assert_eq!(desk.app().screen, Screen::Handbook);
            assert_eq!(
                desk.app().current_page().map(|p| &p.key),
                handbook::page_of_rule(id).map(|p| &p.key),
                "{id}"
            );
            desk.press("<esc>");
            assert_eq!((desk.app().screen, desk.app().home_line), (Screen::Home, n));
            desk.press("<down>");
        }
    }
}

#[test]
fn a_page_leads_to_its_tool_and_back_to_itself() {
    let mut desk = zh();
    desk.press("2<c-g>");
    let page = desk.app().current_page().unwrap();
    assert_eq!(page.tool.as_deref(), Some("adkar"));
    desk.press("<down><down>");
    let top = desk.app().reading.top;
    desk.press("<enter>");
    assert_eq!(desk.app().screen, tool("adkar"));
    desk.press("<a-left>");
    assert_eq!(desk.app().screen, Screen::Handbook);
    assert_eq!((&desk.app().current_page().unwrap().key, desk.app().reading.top), (&page.key, top));
    desk.press("<c-g>");
    assert_eq!(desk.app().screen, tool("adkar"), "the key that opened it closes it");
}

#[test]
fn the_whole_book_can_be_read_with_one_key() {
    for size in [(60, 20), (80, 24), (160, 50)] {
        let mut desk = Desk::demo(Lang::Zh, size);
        desk.press("f<enter>");
        let pages = handbook::pages().len();
        let mut seen = vec![false; pages];
        for _ in 0..pages * 40 {
            seen[desk.app().reading.page] = true;
            desk.press("<space>");
        }
        assert!(seen.into_iter().all(|seen| seen), "{size:?}");
    }
}

#[test]
fn contents_and_text_share_the_keys() {
    let mut desk = en();
    desk.press("f");
    assert!(desk.app().reading.contents);
    desk.press("<down>j");
    assert_eq!(desk.app().reading.page, 2);
    desk.press("<right><pgdn><left><up>");
    assert_eq!((desk.app().reading.page, desk.app().reading.top), (1, 0));
    desk.press("]");
    assert_eq!(desk.app().reading.page, 2);
    desk.press("<end>");
    assert_eq!(desk.app().reading.page, handbook::pages().len() - 1);
    desk.press("<left>");
    assert_eq!(desk.app().focus, Focus::Tools);
    desk.press("q");
    assert_eq!(desk.exit(), Some(Exit::Quit), "in the list of tools it ends the program");
    let mut desk = en();
    desk.press("fq");
    assert_eq!((desk.exit(), desk.app().focus), (None, Focus::Tools), "in the book it does not");
    desk.press("<esc>1");
    assert_eq!(desk.app().screen, tool("readiness"));
}

#[test]
fn words_are_found_in_both_languages_and_by_their_sounds() {
    for (lang, typed, shown) in
        [(Lang::Zh, "jinpogan", "紧迫感"), (Lang::Zh, "紧迫感", "紧迫感"), (Lang::En, "urgency", "urgency")]
    {
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("f/").press(typed);
        desk.must_show(shown);
        desk.press("<enter>");
        assert!(desk.app().layers.is_empty());
        let page = desk.app().current_page().unwrap();
        assert!(handbook::find(typed, lang).iter().any(|hit| hit.page.key == page.key), "{typed}");
        desk.must_show(page.title.get(lang));
        desk.press("<a-l>");
        desk.must_show(page.title.get(lang.other()));
        assert_eq!(desk.app().current_page().unwrap().key, page.key);
    }
    let mut desk = zh();
    desk.press("f/qvxvzv");
    desk.must_show("没有找到");
}

#[test]
fn a_click_opens_a_page_and_its_tool() {
    let mut desk = en();
    desk.press("f");
    let spot = |desk: &Desk, wanted| {
        let (area, _) = *desk.app().drawn.spots.iter().rev().find(|(_, spot)| *spot == wanted).unwrap();
        format!("<click:{},{}>", area.x + 1, area.y + 1)
    };
    let click = spot(&desk, changebook::app::Spot::Page(2));
    desk.press(&click);
    assert_eq!(desk.app().reading.page, 2);
    desk.press("2<c-g>");
    let click = spot(&desk, changebook::app::Spot::Hint(Command::GoToTool));
    desk.press(&click);
    assert_eq!(desk.app().screen, tool("adkar"));
}
