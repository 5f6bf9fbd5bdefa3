//! The first minutes: language, project, demo.

use super::*;

#[test]
fn a_first_start_leads_to_a_project_of_ones_own() {
    for (choice, lang, name) in [("1", Lang::Zh, "数字化转型"), ("2", Lang::En, "Digital")] {
        let mut desk = Desk::with(Choices::default(), WIDE, changebook::app::App::welcome);
        desk.press(choice).press("1");
        assert!(matches!(desk.app().layers.last(), Some(Layer::Form(_))));
        assert_eq!(desk.app().lang(), lang);
        desk.press(name).press("<enter>92 by 2026-12-31<enter><enter>１２<enter>");
        let charter = charter::charter(desk.project());
        assert_eq!((&*charter.name, charter.start, charter.centres), (name, Some(today()), Some(12)));
        assert_eq!(desk.rows::<Item>().len(), 27);
        assert_eq!(desk.rows::<Kpi>().len(), 8);
        assert_eq!(desk.app().screen, Screen::Home);
        desk.must_show(name);
    }
}

#[test]
fn the_form_says_what_is_wrong_in_its_field() {
    for (lang, nameless, wrong_date, wrong_count) in [
        (Lang::Zh, "请填上名称", "不是日期", "不是整数"),
        (Lang::En, "Please enter a name", "is not a date", "is not a count"),
    ] {
        let mut desk = Desk::closed(lang, WIDE);
        desk.app_mut().create_form();
        desk.press("<enter>");
        desk.must_show(nameless);
        desk.press("N<tab><tab><c-u>someday<tab>");
        desk.must_show(wrong_date);
        desk.press("<c-u>+7<enter>few<enter>");
        desk.must_show(wrong_count);
        assert!(desk.app().opened.is_none());
        desk.press("<c-u><enter>");
        assert_eq!(charter::charter(desk.project()).start, Some(today() + Days::new(7)));
    }
}

#[test]
fn the_demo_opens_from_the_first_list() {
    let mut desk = Desk::with(Choices::default(), WIDE, changebook::app::App::welcome);
    desk.press("22");
    assert!(desk.rows::<Person>().len() > 10);
    desk.press("q");
    assert_eq!(desk.exit(), Some(Exit::Quit));
}

#[test]
fn a_project_is_renamed() {
    let mut desk = en();
    desk.press(":rename<enter><c-u>Another name<enter>");
    desk.must_show("Another name");
    desk.press("<c-z>");
    assert!(!charter::charter(desk.project()).name.contains("Another"));
}

#[test]
fn the_mouse_and_the_screen_can_be_asked_for() {
    let mut desk = en();
    desk.asked();
    desk.press(":mouse<enter><c-l>");
    assert_eq!(desk.asked(), [Effect::Mouse(false), Effect::Redraw]);
}

#[test]
fn every_text_of_a_new_project_stays_in_its_language() {
    let mut desk = Desk::open(Lang::En, WIDE, new_project("N"));
    let views = TOOLS
        .iter()
        .flat_map(|tool| (0..tool.views.len()).map(move |view| format!("{}{}", tool.mark, "]".repeat(view))));
    let others = ["", "f", "f<end><enter>"].map(str::to_owned);
    for view in views.chain(others) {
        desk.press("<f3>").press(&view);
        let screen = desk.screen().replace("中文", "");
        let stray = screen.chars().find(|c| ('\u{3000}'..='\u{9fff}').contains(c));
        assert_eq!(stray, None, "after {view}:\n{screen}");
    }
    assert_eq!(words("x"), Cell::Text("x".into()));
}

#[test]
fn a_new_project_says_how_a_start_was_read_that_may_be_read_otherwise() {
    let mut desk = Desk::closed(Lang::En, WIDE);
    desk.app_mut().create_form();
    desk.press("P<tab>V<tab><c-u>3/2");
    desk.must_show("'3/2' is read as 2 March");
    desk.press("<c-u>13/2");
    assert!(!desk.shows("is read as"), "{}", desk.screen());
    desk.press("<c-u>2026-03-02");
    assert!(!desk.shows("is read as"), "{}", desk.screen());
}
