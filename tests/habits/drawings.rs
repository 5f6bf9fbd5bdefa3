//! What is drawn: charts on the whole screen, and the way from a drawing to its rows.

use super::*;
use changebook::app::Theme;

#[test]
fn a_chart_has_a_page_of_its_own_on_any_screen() {
    for size in [(80, 24), (120, 36), (60, 20)] {
        for lang in [Lang::Zh, Lang::En] {
            let mut desk = Desk::demo(lang, size);
            desk.press("9<down><down><down><down>");
            let row = desk.row_name();
            desk.press("<a-v>");
            assert!(matches!(desk.app().layers[..], [Layer::Chart { .. }]), "{size:?}");
            desk.must_show(if lang == Lang::Zh { "预期走势" } else { "expected path" });
            // The latest value and the one to be reached.
            desk.must_show("84.3%");
            desk.must_show(if lang == Lang::Zh { "目标 92%" } else { "target 92%" });
            // The rows are walked through without leaving it.
            desk.press("<down>");
            assert!(matches!(desk.app().layers[..], [Layer::Chart { .. }]));
            assert_ne!(desk.row_name(), row);
            desk.press("<up>");
            assert_eq!(desk.row_name(), row);
            desk.press("<esc>");
            assert!(desk.app().layers.is_empty());
            desk.press("<a-v><a-v>");
            assert!(desk.app().layers.is_empty(), "its key closes it as well");
        }
    }
    let mut desk = en();
    desk.press("2<a-v>");
    assert!(desk.app().layers.is_empty());
    desk.must_say("There is no chart here");
}

#[test]
fn the_chart_of_a_win_shows_the_weeks_around_it() {
    let mut desk = Desk::demo(Lang::En, (120, 36));
    desk.press("8<a-v>").must_show("target 83%");
    // Ten weeks before it was achieved, and until a week after it was due.
    desk.must_show("2025-12-16");
    desk.must_show("2026-04-12");
}

#[test]
fn home_shows_how_a_tool_stands_once() {
    for size in [(60, 20), (80, 24), (100, 30), (120, 36), (160, 50), (200, 60)] {
        let desk = Desk::demo(Lang::En, size);
        assert_eq!(desk.screen().matches("1/3 won").count(), 1, "{size:?}\n{}", desk.screen());
    }
}

#[test]
fn enter_goes_from_a_drawing_to_its_rows() {
    let mut desk = en();
    desk.press("2]]");
    assert!(desk.footer().contains("Enter Go to the rows"), "{}", desk.footer());
    desk.press("<enter>").must_show("Go to the rows of");
    // The heat map's centres, by what is typed of them.
    desk.press("Centre 7<enter>");
    assert_eq!(desk.app().view().unwrap().2.key, "cards");
    assert!(desk.app().row().is_some_and(|row| row.get(Person::COL.centre.at) == words("Centre 7")));
    assert_eq!(desk.column(), "desire", "where its largest group is stopped");
    desk.press("<a-left>");
    assert_eq!(desk.app().view().unwrap().2.key, "heat");
    desk.press("<f3>4]<enter>").must_show("Win the budget and resources");
    desk.press("<enter>");
    assert_eq!((desk.app().view().unwrap().2.key, desk.column()), ("items", "done"));
    // The demo has no contradiction, so there is nothing to go to.
    desk.press("<f3>c]]<enter>");
    assert_eq!(desk.app().view().unwrap().2.key, "contradictions");
    assert!(desk.app().layers.is_empty());
    desk.must_say("There are no rows to go to here");
}

#[test]
fn a_terminal_with_wide_signs_keeps_every_border_in_its_place() {
    for lang in BOTH {
        let choices = || Choices { lang, ambiguous_wide: true, ..Choices::default() };
        for keys in
            ["", "2", "2]]", "3", "4", "4]", "6", "8", "9", "9<a-v>", "2<f4>", "f", "c]]", "2<enter>①“x”"]
        {
            let project = changebook::demo::project(lang, today());
            let mut desk = Desk::with(choices(), (120, 36), move |app| app.open(project, None));
            desk.press("<f3>").press(keys);
            let screen = desk.screen();
            assert!(!screen.contains(['│', '─', '╭', '█', '■', '▲']), "{keys}\n{screen}");
            for line in screen.lines().filter(|line| line.starts_with('|')) {
                // Counted by a table of its own: a terminal that shows ambiguous characters wide.
                let cells = unicode_width::UnicodeWidthStr::width_cjk(line.trim_end());
                assert_eq!(cells, 120, "{keys}: {line}");
            }
        }
    }
}

#[test]
fn the_colours_follow_a_light_paper_unless_they_were_chosen() {
    let light = || changebook::event::Event::Background { light: true };
    let mut desk = en();
    desk.press("2<enter>").send(changebook::event::Event::Background { light: false });
    assert_eq!(desk.app().choices.theme, Theme::Sixteen);
    desk.send(light());
    assert_eq!(desk.app().choices.theme, Theme::Light);
    // Nothing was typed, and what is being typed stays.
    desk.must_show("G-01");
    assert!(matches!(desk.app().layers[..], [Layer::Cell(_)]));
    // Whoever switches has chosen.
    desk.press("<esc><f11>");
    assert_eq!(desk.app().choices.theme, Theme::Plain);
    desk.press("<f11>").send(light());
    assert_eq!(desk.app().choices.theme, Theme::Sixteen);
}

#[test]
fn the_key_to_the_rows_is_shown_where_there_are_some() {
    for (lang, key) in [(Lang::Zh, "去看这些行"), (Lang::En, "Go to the rows")] {
        let mut desk = Desk::demo(lang, WIDE);
        for (tool, views) in TOOLS.iter().map(|tool| (tool.mark, tool.views)) {
            for (at, view) in views.iter().enumerate().filter(|(_, view)| view.leads.is_some()) {
                desk.press(&format!("<f3>{tool}"));
                while desk.app().view().unwrap().1 != at {
                    desk.press("]");
                }
                let some = !(view.leads.unwrap())(desk.app().facts().unwrap()).is_empty();
                assert_eq!(desk.footer().contains(key), some, "{}", desk.screen());
                desk.press("<enter>");
                assert_eq!(desk.app().message.is_none(), some, "{}", desk.screen());
                desk.press("<esc><esc>");
            }
        }
        // A fresh project has nothing behind its drawings.
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("c]]");
        assert!(!desk.footer().contains(key), "{}", desk.screen());
    }
}

#[test]
fn every_milestone_has_its_name_on_the_timeline_or_is_counted() {
    let names = [
        ["试点上线", "董事会看", "试点成功", "50% 转换", "100% 转换"],
        ["✔ Pilot", "◇ The", "◇ Pilot", "50%", "100%"],
    ];
    for size in [(60, 20), (80, 24), (120, 36), (160, 50)] {
        for lang in BOTH {
            let mut desk = Desk::demo(lang, size);
            desk.press("4]");
            let shown = names[usize::from(lang == Lang::En)].iter().filter(|name| desk.shows(name));
            let left = 5 - shown.count();
            let more =
                if lang == Lang::Zh { format!("另有 {left} 个") } else { format!("{left} more ◇") };
            assert_eq!(desk.shows(&more), left > 0, "{size:?}: {left}\n{}", desk.screen());
        }
    }
}
