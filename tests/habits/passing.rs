//! Keys that pass through: those that confirm a field and leave it, those that mean the same everywhere, those of a
//! Chinese keyboard, and the way back over tools.

use super::*;
use changebook::command::Bindings;

fn field(desk: &Desk) -> String {
    match desk.app().layers.last() {
        Some(Layer::Cell(edit)) => edit.editor.text().to_owned(),
        _ => panic!("no field is open:\n{}", desk.screen()),
    }
}

#[test]
fn a_tool_key_confirms_what_is_typed_and_leaves() {
    for lang in BOTH {
        for (key, screen) in [
            ("<f3>", Screen::Home),
            ("<f12>", Screen::Portfolio),
            ("<a-0>", Screen::Portfolio),
            ("<a-3>", tool("checklist")),
            ("<a-9>", tool("kpi")),
            ("<c-pgdn>", tool("checklist")),
            ("<c-pgup>", tool("readiness")),
        ] {
            let mut desk = Desk::fresh(lang, WIDE);
            desk.press("2Team A").press(key);
            assert_eq!(desk.rows::<Person>()[0].name, "Team A", "{key}");
            assert_eq!((desk.app().screen, desk.app().layers.len()), (screen, 0), "{key}");
            // A refused value stays open and says why.
            let mut desk = Desk::fresh(lang, WIDE);
            desk.press("2A<tab><tab><tab>lots").press(key);
            assert_eq!((field(&desk), desk.app().screen), ("lots".into(), tool("adkar")), "{key}");
            let Some(Layer::Cell(edit)) = desk.app().layers.last() else { unreachable!() };
            assert!(edit.error.is_some(), "{key}");
        }
        // Keys over the sheet and of the tool as well.
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2Team A<f4>");
        assert!(matches!(desk.app().layers[..], [Layer::Details { .. }]), "{}", desk.screen());
        assert_eq!(desk.rows::<Person>()[0].name, "Team A");
        desk.press("<esc><down>B<f10>");
        assert!(matches!(desk.app().layers[..], [Layer::Choose(_)]), "{}", desk.screen());
        assert_eq!(desk.rows::<Person>().len(), 2);
        // Those that nothing is bound to, and the one that edits, change nothing.
        desk.press("<esc><down>C<f2><f20><a-left><f2>");
        assert_eq!(field(&desk), "C");
    }
}

#[test]
fn a_click_elsewhere_confirms_what_is_typed_and_goes_there() {
    for lang in BOTH {
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("2<f2>x");
        click(&mut desk, Spot::Cell(5, 3));
        assert!(desk.app().layers.is_empty(), "{}", desk.screen());
        assert!(desk.rows::<Person>()[0].name.ends_with('x'));
        assert_eq!((desk.column(), desk.app().view_state().unwrap().row), ("headcount", 5));
        // A value that is refused stays, and the cursor with it.
        desk.press("lots");
        click(&mut desk, Spot::Cell(2, 0));
        assert_eq!((field(&desk), desk.app().view_state().unwrap().row), ("lots".into(), 5));
        click(&mut desk, Spot::Tool(0));
        assert_eq!(desk.app().screen, tool("adkar"));
        desk.press("11");
        click(&mut desk, Spot::Tool(0));
        assert_eq!(desk.app().screen, Screen::Home);
        assert_eq!(desk.rows::<Person>()[5].headcount, Some(11));
        // Within the field nothing is confirmed.
        desk.press("2x");
        let inside = desk.app().drawn.spots.iter().rev().find(|(_, spot)| *spot == Spot::Inside).unwrap().0;
        desk.press(&format!("<click:{},{}>", inside.x + 3, inside.y + 2));
        assert_eq!(field(&desk), "x");
    }
}

#[test]
fn ctrl_s_says_whether_all_is_saved_and_never_sorts() {
    for (lang, saved, not, demo, none) in [
        (Lang::Zh, "全部已保存", "没有保存：磁盘已满", "这是示例", "还没有打开项目"),
        (Lang::En, "Everything is saved", "NOT saved: disk full", "This is the demo", "No project is open"),
    ] {
        for place in ["", "2", "<f12>", "f", "2:", "2?"] {
            let mut desk = Desk::fresh(lang, WIDE);
            desk.press(place);
            let rows = |desk: &Desk| desk.app().view_state().map(|state| state.sort);
            let before = (desk.app().layers.len(), rows(&desk));
            desk.press("<c-s>");
            assert!(
                desk.app().message.as_ref().is_some_and(|m| m.text.get(lang).contains(saved)),
                "{place}: {:?}\n{}",
                desk.app().message,
                desk.screen()
            );
            assert_eq!((desk.app().layers.len(), rows(&desk)), before, "{place}");
        }
        // What is being typed is confirmed first, and the cursor stays.
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2Team A<c-s>");
        assert_eq!(desk.rows::<Person>()[0].name, "Team A");
        assert_eq!((desk.row_name(), desk.app().layers.len()), ("Team A".into(), 0));
        desk.must_say(saved);
        desk.press("<tab><tab><tab>lots<c-s>");
        assert_eq!(field(&desk), "lots");
        // What is not saved is said with its reason, and tried again.
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2Team A<enter>").answer(Reply::NotSaved(text("磁盘已满", "disk full").into()));
        desk.press("<esc>").app_mut().layers.clear();
        desk.app_mut().opened.as_mut().unwrap().saving =
            changebook::app::request::Saving::NotSaved(text("磁盘已满", "disk full").into());
        desk.app_mut().run(Command::Save);
        assert!(
            desk.app().message.as_ref().unwrap().text.get(lang).contains(not),
            "{:?}",
            desk.app().message
        );
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("2<c-s>");
        desk.must_say(demo);
        let mut desk = Desk::closed(lang, WIDE);
        desk.press("<c-s>");
        desk.must_say(none);
        // The key that sorts has the palette's line beside it.
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("2<a-s>");
        assert_eq!(desk.app().view_state().unwrap().sort, Some((0, false)));
        to(&mut desk, "awareness", "<right>");
        desk.press("<a-s>");
        assert!(desk.app().view_state().unwrap().sort.is_some_and(|(slot, _)| slot > 0));
        desk.press(":sort<enter>").press("<esc>");
    }
}

#[test]
fn the_way_back_knows_changes_of_tool() {
    for lang in BOTH {
        for second in ["<esc>9", "<a-9>", "<esc><c-pgdn><c-pgup><a-9>", ":kpi<enter>"] {
            let mut desk = Desk::demo(lang, WIDE);
            desk.press("2<down><down><right>").press(second);
            assert_ne!(desk.app().screen, tool("adkar"), "{second}");
            let mut steps = 0;
            while desk.app().screen != tool("adkar") && steps < 4 {
                desk.press("<a-left>");
                steps += 1;
            }
            assert_eq!(desk.app().screen, tool("adkar"), "{second}:\n{}", desk.screen());
            let state = desk.app().view_state().unwrap();
            assert_eq!((state.row, state.slot), (2, 1), "{second}");
        }
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("1<f3>2<f12>");
        for screen in [tool("adkar"), Screen::Home, tool("readiness"), Screen::Home] {
            desk.press("<a-left>");
            assert_eq!(desk.app().screen, screen, "{}", desk.screen());
        }
        // What an action or undo leads to.
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("d<f5>");
        let led = desk.app().screen;
        assert_ne!(led, tool("homework"), "{}", desk.screen());
        desk.press("<esc><a-left>");
        assert_eq!(desk.app().screen, tool("homework"));
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("2x<enter><f3>9<c-z>");
        assert_eq!(desk.app().screen, tool("adkar"));
        desk.press("<a-left>");
        assert_eq!(desk.app().screen, tool("kpi"));
        // The handbook from the list leads to the list as ever, and back by its key.
        desk.press("<esc>2<esc>f<esc>");
        assert_eq!((desk.app().screen, desk.app().focus), (Screen::Handbook, Focus::Tools));
        desk.press("<a-left>");
        assert_eq!(desk.app().screen, tool("adkar"));
    }
}

#[test]
fn help_is_searched_by_typing() {
    for (lang, typed, shown, hidden) in [
        (Lang::Zh, "撤销", "撤销", "向下填充"),
        (Lang::Zh, "chexiao", "撤销", "向下填充"),
        (Lang::Zh, "undo", "撤销", "向下填充"),
        (Lang::Zh, "ctrl-d", "向下填充", "撤销"),
        (Lang::En, "undo", "Ctrl-Z", "Fill down"),
        (Lang::En, "fill", "Fill down", "Undo"),
        (Lang::En, "Ctrl-D", "Fill down", "Undo"),
        (Lang::En, "排序", "Sort by this column", "Undo"),
    ] {
        let help = |desk: &Desk| desk.screen().lines().skip(2).take(32).collect::<Vec<_>>().join("\n");
        for open in ["<f1>", "?"] {
            let mut desk = Desk::demo(lang, WIDE);
            desk.press("1").press(open).press(typed);
            assert!(help(&desk).contains(shown), "{typed}:\n{}", desk.screen());
            assert!(!help(&desk).contains(hidden), "{typed}:\n{}", desk.screen());
            // A sign is looked for as well, and letters move nothing.
            desk.press("<c-a>qjk?");
            assert!(matches!(desk.app().layers.last(), Some(Layer::Help { .. })));
            desk.must_show(if lang == Lang::Zh { "没有找到" } else { "Nothing found" });
            desk.press("<c-a><del><pgdn><pgup>").press("<f1>");
            assert!(desk.app().layers.is_empty());
            desk.press(open).press(if open == "?" { "？" } else { open });
            assert!(desk.app().layers.is_empty(), "the key that opened it closes it: {open}");
        }
    }
}

/// The help finds what a spreadsheet calls it, and lists no key that would be typed into the cell where one stands.
#[test]
fn help_knows_the_words_of_spreadsheets_and_only_keys_that_work_here() {
    for (typed, shown) in [
        ("delete", "Remove row"),
        ("delete", "Clear"),
        ("insert", "New row"),
        ("print", "Write a report"),
        ("date", "today"),
        ("setup", "中文"),
        ("duplicate", "Fill down"),
        ("find", "Search"),
    ] {
        let mut desk = Desk::demo(Lang::En, WIDE);
        desk.press("1<f1>").press(typed);
        desk.must_show(shown);
        // And so does the palette.
        desk.press("<esc>:").press(typed);
        desk.must_show(shown);
    }
    let keys = |desk: &Desk, title: &str| {
        let lines = desk.screen();
        let line = lines.lines().find(|line| line.contains(title)).unwrap_or_default().to_owned();
        line.replace('│', " ").split_whitespace().map(String::from).collect::<Vec<_>>()
    };
    let on = |open: &str, looked: &str| {
        let mut desk = Desk::demo(Lang::En, WIDE);
        desk.press(open).press("<f1>").press(looked);
        desk
    };
    // On a cell a letter is text, or refused; on Home it is a key of the list.
    for open in ["2", "2<right><right><right><right>", "1"] {
        let desk = on(open, "undo");
        assert!(!keys(&desk, "Undo").contains(&"u".into()), "{}", desk.screen());
        let desk = on(open, "filter");
        assert!(!keys(&desk, "Filter").contains(&"f".into()), "{}", desk.screen());
    }
    let desk = on("<esc>", "undo");
    assert!(keys(&desk, "Undo").contains(&"u".into()), "{}", desk.screen());
    // Where there is no cell to type into, letters are keys, and what only grids can do is not listed.
    let mut desk = Desk::demo(Lang::En, WIDE);
    desk.press("a<f1>filter");
    assert!(keys(&desk, "Filter").contains(&"f".into()), "{}", desk.screen());
    desk.press("<c-u>ctrl-space");
    assert!(!desk.shows("Select the column"), "{}", desk.screen());
}

#[test]
fn f1_while_typing_helps_with_the_field_and_escape_leads_back() {
    for (lang, title, help) in [(Lang::Zh, "人数", "整数"), (Lang::En, "Headcount", "whole number")] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2A<tab><tab><tab>1<f1>");
        assert!(matches!(desk.app().layers[..], [Layer::Cell(_), Layer::Help { .. }]), "{}", desk.screen());
        desk.must_show(title);
        desk.must_show(help);
        desk.press("<esc>2<enter>");
        assert_eq!(desk.rows::<Person>()[0].headcount, Some(12), "the text is as it was");
        // In a form, in a list that is searched, and over a question.
        let mut desk = Desk::closed(lang, WIDE);
        desk.app_mut().create_form();
        desk.press("P<enter>V<f1>");
        desk.must_show(if lang == Lang::Zh { "愿景" } else { "Vision" });
        desk.press("<esc>W<c-s>");
        assert_eq!(charter::charter(desk.project()).vision.0, "VW");
        desk.press("/te<f1><esc>a");
        let Some(Layer::Choose(chooser)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
        assert_eq!(chooser.query.as_ref().unwrap().text(), "tea");
        // A question mark in a text is one.
        desk.press("<esc>2Who?<enter>");
        assert!(desk.rows::<Person>().iter().any(|person| person.name == "Who?"));
    }
}

#[test]
fn full_width_signs_and_digits_are_keys_where_nothing_is_typed() {
    for (place, wide, narrow) in [
        ("", "？", "?"),
        ("", "：", ":"),
        ("", "、", "/"),
        ("", "／", "/"),
        ("", "２", "2"),
        ("", "ｆ", "f"),
        ("<tab>", "９", "9"),
        ("<tab>", "｝", "}"),
        ("f", "】", "]"),
        ("f<down><down><right>", "【", "["),
        ("f", "　", " "),
        ("<f12>", "》", ">"),
        ("f<down><down>", "《", "<"),
        ("1", "】", "]"),
        ("2<right><right><right><right>", "】", "]"),
        ("<c-e>", "１", "1"),
        ("2<f4>", "ｑ", "q"),
    ] {
        for lang in BOTH {
            let (mut a, mut b) = (Desk::demo(lang, WIDE), Desk::demo(lang, WIDE));
            a.press(place).press(wide);
            b.press(place).press(narrow);
            assert_eq!(a.screen(), b.screen(), "{wide} after {place}");
            assert_ne!(a.screen(), Desk::demo(lang, WIDE).press(place).screen(), "{wide} after {place}");
        }
    }
    // A question is answered, and a first list chosen from.
    let mut desk = Desk::closed(Lang::Zh, WIDE);
    desk.app_mut().welcome();
    desk.press("２");
    assert_eq!(desk.app().lang(), Lang::En);
    // What is typed stays as it is.
    let mut desk = zh();
    desk.press("2（新）：？、【】／<enter>");
    assert_eq!(desk.rows::<Person>()[0].name, "（新）：？、【】／");
    desk.press("/：");
    let Some(Layer::Choose(chooser)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
    assert_eq!(chooser.query.as_ref().unwrap().text(), "：");
}

#[test]
fn the_numbers_of_the_tools_are_dim_where_typing_them_types() {
    for lang in BOTH {
        let marks = |desk: &Desk| {
            let picture = desk.picture();
            let styles = picture.split_once("[styles]").unwrap().1;
            let line = styles.lines().find(|line| line.starts_with("5: ")).unwrap().to_owned();
            // The marks stand in the third column.
            let cyan = line.trim_start_matches("5: ").split("; ").find_map(|part| part.strip_suffix(" cyan"));
            let holds = |range: &str| match range.split_once('-') {
                Some((from, to)) => (from.parse().unwrap()..=to.parse().unwrap()).contains(&3),
                None => range == "3",
            };
            cyan.is_some_and(|ranges| ranges.split(',').any(holds))
        };
        let mut desk = Desk::demo(lang, WIDE);
        for (keys, bright) in [
            ("", true),
            ("2", false),
            ("<esc>", true),
            ("1", false),
            ("<f12>", true),
            ("<f3>f", true),
            (":", false),
        ] {
            desk.press(keys);
            assert_eq!(marks(&desk), bright, "{keys}\n{}", desk.picture());
        }
    }
}

#[test]
fn a_clash_of_keys_costs_the_key_alone() {
    let own = [("sort".to_owned(), vec!["ctrl-z".to_owned(), "f20".to_owned()])];
    let (bindings, wrong) = Bindings::read(&own);
    assert_eq!(wrong.len(), 1);
    for lang in BOTH {
        let bindings = bindings.clone();
        let project = changebook::demo::project(lang, today());
        let mut desk =
            Desk::with(Choices { lang, bindings, ..Choices::default() }, WIDE, |app| app.open(project, None));
        desk.press("2x<enter><c-z>");
        assert_ne!(desk.rows::<Person>()[0].name, "x");
        assert_eq!(desk.app().view_state().unwrap().sort, None);
        desk.press("<f20>");
        assert!(desk.app().view_state().unwrap().sort.is_some());
    }
}
