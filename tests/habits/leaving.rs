//! The demo: it is not kept by itself, and whoever has changed it is asked before it goes.

use super::*;

/// The words of the demo in both languages: the header, the question, saved, the name of the form's field.
const WORDS: [(Lang, [&str; 4]); 2] = [
    (Lang::Zh, ["○ 示例 · 不保存", "示例里有您的修改", "● 已保存", "名称或路径"]),
    (Lang::En, ["○ Demo, not kept", "You have changed the demo", "● Saved", "Name or path"]),
];

/// The names in the list of projects, as far as it was read.
fn listed(desk: &mut Desk) -> Vec<String> {
    desk.press("<c-o>");
    let Some(Layer::Choose(list)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
    let names = list.items.iter().map(|item| item.label.get(desk.app().lang()).to_owned()).collect();
    desk.press("<esc>");
    names
}

#[test]
fn the_header_does_not_call_the_demo_saved() {
    for (lang, [not_kept, _, saved, _]) in WORDS {
        for size in [WIDE, (80, 24), (60, 20), (160, 50)] {
            let mut desk = Desk::demo(lang, size);
            desk.must_show(not_kept);
            desk.press("3<space>");
            desk.must_show(not_kept);
            assert!(!desk.shows(saved));
            // A project of one's own is kept, and so the demo is no more once one is open.
            let mut desk = Desk::fresh(lang, size);
            desk.must_show(saved);
            desk.press("<c-o>").paste(if lang == Lang::Zh { "打开示例" } else { "Open the demo" });
            desk.press("<enter>");
            desk.must_show(not_kept);
        }
    }
}

#[test]
fn a_demo_that_was_not_changed_is_left_at_once() {
    for keys in ["<c-q>", "3<space><c-z><c-q>"] {
        let mut desk = en();
        desk.press(keys);
        assert_eq!(desk.exit(), Some(Exit::Quit), "{keys}");
    }
}

#[test]
fn a_changed_demo_is_asked_about_before_it_is_left() {
    for (lang, [not_kept, question, _, name]) in WORDS {
        for size in [WIDE, (80, 24), (60, 20)] {
            let mut desk = Desk::demo(lang, size);
            desk.press("3<space>");
            // To stay, to leave the question, and a digit that would lose something.
            for keys in ["<c-q>3", "<c-q><esc>", "<c-q>2<esc>"] {
                desk.press(keys);
                assert_eq!(desk.exit(), None, "{keys}");
                assert!(desk.app().layers.is_empty(), "{keys}");
                desk.must_show(not_kept);
            }
            desk.press("<c-q>");
            desk.must_show(question);
            // The first answer keeps it.
            desk.press("<enter>");
            desk.must_show(name);
            desk.press("<esc><c-q>2<enter>");
            assert_eq!(desk.exit(), Some(Exit::Quit));
        }
    }
}

#[test]
fn whatever_leaves_the_demo_asks() {
    let other = Entry {
        id: Id::new(7),
        path: "/nowhere/other.json".into(),
        name: "Other".into(),
        archived: false,
        remark: None,
        lost: false,
    };
    let kinds = [other.clone(), Entry { archived: true, ..other.clone() }, Entry { lost: true, ..other }];
    for (lang, [_, question, ..]) in WORDS {
        for entry in &kinds {
            let mut desk = Desk::demo(lang, WIDE);
            desk.press("3<space>").answer(Reply::Listed(vec![entry.clone()])).press("Other<enter>");
            desk.must_show(question);
            let changed = whole(desk.project());
            desk.press("3");
            assert!(desk.app().layers.is_empty(), "{}", desk.screen());
            assert_eq!(whole(desk.project()), changed);
        }
        let demo = if lang == Lang::Zh { "<c-o>打开示例<enter>" } else { "<c-o>Open the demo<enter>" };
        let create = if lang == Lang::Zh { ":新建项目<enter>" } else { ":New project<enter>" };
        for keys in
            [demo, "<f12><enter>", "<f12><down><down><f8>", &format!("{create}N<enter><enter><enter><enter>")]
        {
            let mut desk = Desk::demo(lang, WIDE);
            desk.press("3<space>");
            let changed = whole(desk.project());
            desk.press(keys);
            assert!(desk.shows(question), "{keys}: {}", desk.screen());
            // Whoever stays has the demo as it was changed, and not another one of the same name.
            desk.press("3");
            assert!(desk.app().layers.is_empty(), "{keys}: {}", desk.screen());
            assert_eq!(whole(desk.project()), changed, "{keys}");
            // Whoever leaves it does not.
            desk.press(keys).press("2<enter>");
            assert_ne!(whole(desk.project()), changed, "{keys}");
        }
    }
}

#[test]
fn a_demo_that_is_entered_again_asks_again() {
    for (lang, [_, question, ..]) in WORDS {
        let again = if lang == Lang::Zh { "<c-o>打开示例<enter>" } else { "<c-o>Open the demo<enter>" };
        let create = if lang == Lang::Zh { ":新建项目<enter>" } else { ":New project<enter>" };
        let create = format!("{create}N<enter><enter><enter><enter>");
        // Straight into another demo, and by way of a project of one's own.
        for way in [vec![again], vec![&create, again]] {
            let mut desk = Desk::demo(lang, WIDE);
            let untouched = whole(desk.project());
            for _ in 0..2 {
                desk.press("3<space>").press(way[0]);
                desk.must_show(question);
                desk.press("2<enter>");
                for next in &way[1..] {
                    assert_eq!(charter::charter(desk.project()).name, "N");
                    desk.press(next);
                }
                assert!(desk.app().layers.is_empty(), "{}", desk.screen());
                assert_eq!(whole(desk.project()), untouched, "{way:?}");
            }
            desk.press("<c-q>");
            assert_eq!(desk.exit(), Some(Exit::Quit), "unchanged, it is left at once");
        }
    }
}

#[test]
fn a_demo_that_is_kept_is_a_project_like_any_other() {
    for (lang, [_, _, saved, _]) in WORDS {
        let mut desk = Desk::demo(lang, WIDE);
        let id = desk.project().id;
        desk.press("3<space>");
        let changed = desk.rows::<Item>();
        let keep = if lang == Lang::Zh { ":示例保存为项目<enter>" } else { ":keep the demo<enter>" };
        desk.press(keep).press("<c-u>Mine<enter>");
        desk.must_show(saved);
        assert_eq!(charter::charter(desk.project()).name, "Mine");
        assert_ne!(desk.project().id, id, "two that are kept are two projects");
        assert!(listed(&mut desk).contains(&"Mine".to_owned()));
        // It is open where it was, its steps can still be undone, and it is left without a question.
        assert_eq!(desk.app().screen, tool("checklist"));
        desk.press("<c-z><c-z><c-y>");
        assert_eq!(desk.rows::<Item>(), changed);
        assert!(desk.app().enabled(Command::KeepDemo).is_err());
        desk.press("<c-q>");
        assert_eq!(desk.exit(), Some(Exit::Quit));
    }
}

#[test]
fn what_would_have_left_the_demo_follows_once_it_is_kept() {
    let mut desk = en();
    desk.press("3<space><c-q><enter><c-u>Mine<enter>");
    assert_eq!(desk.exit(), Some(Exit::Quit));
    let mut desk = en();
    desk.press("3<space>:New project<enter>Next<enter><enter><enter><enter>1<c-u>Mine<enter>");
    assert_eq!(charter::charter(desk.project()).name, "Next");
    let names = listed(&mut desk);
    assert!(names.contains(&"Mine".to_owned()) && names.contains(&"Next".to_owned()), "{names:?}");
}

#[test]
fn a_demo_that_could_not_be_kept_is_not_left() {
    let mut desk = en();
    desk.press("3<space><c-q><enter><c-u>/nowhere/at all/mine<enter>");
    assert_eq!(desk.exit(), None);
    desk.must_show("Demo, not kept");
    // Nor is it left when it is kept later for its own sake.
    desk.press("<c-e>1<c-u>Mine<enter>");
    assert_eq!(desk.exit(), None);
    desk.must_show("● Saved");
}

#[test]
fn the_demo_is_kept_twice_as_two_projects() {
    let mut desk = en();
    for name in ["One", "Two"] {
        desk.press("<c-o>Open the demo<enter>");
        desk.press("<c-e>1<c-u>").paste(name).press("<enter>");
    }
    desk.press("<c-o>");
    assert!(!desk.shows("copy"), "{}", desk.screen());
    desk.must_show("One");
    desk.must_show("Two");
}

#[test]
fn the_demo_is_nowhere_offered_for_the_archive_until_it_is_kept() {
    for (lang, archive, open, why) in [
        (Lang::Zh, "归档项目", "归档当前项目", "示例只供练习，不能归档"),
        (
            Lang::En,
            "Archive this project",
            "Archive the open project",
            "The demo is for practice and cannot be archived",
        ),
    ] {
        let mut desk = Desk::demo(lang, WIDE);
        assert!(!listed(&mut desk).iter().any(|name| name == open));
        desk.press("<c-e>");
        assert!(!desk.shows(archive), "{}", desk.screen());
        // The list of all commands has it, with the reason, and gives no question.
        desk.press("<esc>:").paste(archive).press("<enter>");
        desk.must_say(why);
        desk.press("<esc>");
        assert!(desk.app().layers.is_empty());
        desk.press("<c-e>1<c-u>Mine<enter>");
        assert!(listed(&mut desk).iter().any(|name| name == open));
        desk.press(":").paste(archive).press("<enter>");
        assert!(
            matches!(desk.app().layers.last(), Some(Layer::Ask(ask)) if matches!(ask.about, Asked::Archive))
        );
    }
}
