//! The file of the project: what can be done where it cannot be saved, and what lies beside it.

use super::*;
use changebook::app::App;
use changebook::app::files::command_of;
use changebook::app::request::{Beside, BesideKind, FileState, Request, Saving};
use changebook::command::ENTRIES;
use changebook::event::Event;
use changebook::project::Remedy;
use changebook::text::Phrase;

#[test]
fn enter_keeps_what_is_not_saved() {
    for lang in BOTH {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("15").answer(Reply::NotSaved(text("磁盘已满", "disk full").into()));
        for key in ["<enter>", "1", "<space>", "<esc>", "<down><up><enter>", "3"] {
            desk.answer(Reply::NotSaved(text("磁盘已满", "disk full").into()));
            desk.press("<c-q>").press(key);
            assert_eq!(desk.exit(), None, "{key}");
            // What is being typed would be confirmed by leaving, and saved with it.
            desk.press("<esc><esc>1<esc>");
        }
        desk.answer(Reply::NotSaved(text("磁盘已满", "disk full").into()));
        desk.press("<c-q>2");
        desk.must_show(if lang == Lang::Zh { "名称或路径" } else { "Name or path" });
    }
}

/// What is known of the open file in each kind of trouble.
fn in_trouble(remedies: &[Remedy]) -> FileState {
    FileState { path: "/projects/plan.json".into(), remedies: remedies.to_vec(), ..FileState::default() }
}

#[test]
fn what_can_be_done_about_the_file_is_offered_and_nothing_else() {
    let all = [Remedy::TryAgain, Remedy::WriteAnew, Remedy::SaveAs, Remedy::Restore, Remedy::Repair];
    for lang in BOTH {
        for remedies in [&all[1..3], &all[2..3], &all[2..4], &[all[4], all[2]], &[]] {
            let mut desk = Desk::fresh(lang, WIDE);
            desk.answer(Reply::File(in_trouble(remedies)));
            let offered = |desk: &Desk, remedy| desk.app().enabled(command_of(remedy)).is_ok();
            for remedy in &all[1..] {
                let expected = remedies.contains(remedy) || *remedy == Remedy::SaveAs;
                assert_eq!(offered(&desk, *remedy), expected, "{remedy:?} of {remedies:?}");
            }
            desk.press("<c-e>");
            let Some(Layer::Choose(list)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
            let first: Vec<_> =
                list.items.iter().take(remedies.len()).map(|item| item.label.clone()).collect();
            let titles: Vec<Phrase> = remedies.iter().map(|r| command_of(*r).entry().title.into()).collect();
            assert_eq!(first, titles);
            // The palette has them by name.
            for remedy in remedies {
                let mut desk = Desk::fresh(lang, WIDE);
                desk.answer(Reply::File(in_trouble(remedies)));
                let title = command_of(*remedy).entry().title;
                desk.press(":").paste(title.get(lang));
                let Some(Layer::Choose(palette)) = desk.app().layers.last() else { panic!() };
                let item = palette.current().unwrap();
                assert_eq!((item.label.clone(), item.why_not.clone()), (title.into(), None));
            }
        }
        let mut desk = Desk::fresh(lang, WIDE);
        desk.answer(Reply::File(in_trouble(&all[1..3])));
        desk.answer(Reply::NotSaved(text("文件已被移走", "the file was moved").into()));
        desk.must_say("Ctrl-E");
    }
}

#[test]
fn a_file_that_is_not_there_is_not_called_saved() {
    for (lang, saved, not_saved, [gone, again]) in [
        (Lang::Zh, "● 已保存", "没有保存：文件不见了", ["文件不见了", "文件还是不见"]),
        (Lang::En, "● Saved", "NOT SAVED: the file is gone", ["the file is gone", "the file is still gone"]),
    ] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.must_show(saved);
        // No save answers here: what the header says follows from the replies alone.
        let mut app = alone(lang);
        let asked = app.update(Event::Message(Reply::NotThere(Phrase::same(gone))));
        assert_eq!(app.message.as_ref().map(|m| m.text.get(lang)), Some(gone));
        assert_ne!(app.opened.as_ref().unwrap().saving, Saving::Saved);
        assert!(asked.iter().any(|request| matches!(request, Request::Save(_))), "it is written again");
        let _asked = app.update(Event::Message(Reply::NotSaved(Phrase::same(gone))));
        app.message = None;
        let asked = app.update(Event::Message(Reply::NotThere(Phrase::same(again))));
        assert!(asked.is_empty(), "the saver tries again by itself");
        assert_eq!(app.message, None, "it is said once");
        // And on the screen.
        desk.answer(Reply::NotSaved(Phrase::same(gone)));
        desk.must_show(not_saved);
        assert!(!desk.shows(saved));
        desk.press("<down>");
        desk.answer(Reply::NotThere(Phrase::same(again)));
        desk.must_show(not_saved);
        assert!(!desk.said().contains(again), "{}", desk.said());
    }
}

/// A project in a program that nothing outside answers.
fn alone(lang: Lang) -> App {
    let mut next = 0;
    let new_id = move || {
        next += 1;
        Id::new(next)
    };
    let mut app = App::new(Choices { lang, ..Choices::default() }, today(), Box::new(new_id));
    app.open(new_project("P"), None);
    app
}

#[test]
fn copies_and_lost_projects_are_named_on_home() {
    for (lang, copy, lost) in [
        (
            Lang::Zh,
            "按 Ctrl-E 可以合并冲突副本：plan 2.json（2026-03-01 10:00）",
            "按 Ctrl-E 可以查看“Other”的备份：文件不见了或读不了，3 份备份，最新 2026-03-01 10:00",
        ),
        (
            Lang::En,
            "Ctrl-E offers to merge the conflicting copy plan 2.json (2026-03-01 10:00)",
            "Ctrl-E offers a backup of 'Other', lost or damaged (backups: 3, newest 2026-03-01 10:00)",
        ),
    ] {
        for size in [WIDE, (80, 24), (60, 20)] {
            let mut desk = Desk::fresh(lang, size);
            let beside = |kind, file: &str| Beside {
                kind,
                path: format!("/projects/{file}").into(),
                name: "Other".into(),
                written: "2026-03-01 10:00".into(),
                backups: 3,
            };
            desk.answer(Reply::Beside(vec![
                beside(BesideKind::Copy, "plan 2.json"),
                beside(BesideKind::Lost, "other.json"),
            ]));
            if size == WIDE {
                desk.must_show(copy);
                desk.must_show(lost);
            } else {
                // What is cut is the end, not the key.
                desk.must_show(&copy.chars().take(30).collect::<String>());
            }
            desk.press("<c-e>1");
            assert!(
                matches!(desk.app().layers.last(), Some(Layer::Ask(ask)) if matches!(&ask.about, Asked::Merge(path) if path.ends_with("plan 2.json")))
            );
        }
    }
}

#[test]
fn every_command_on_the_file_does_something_where_it_is_possible() {
    let all = vec![Remedy::TryAgain, Remedy::WriteAnew, Remedy::SaveAs, Remedy::Restore, Remedy::Repair];
    let mut count = 0;
    for entry in ENTRIES.iter().filter(|entry| entry.command.is_on_file()) {
        let mut app = alone(Lang::En);
        let file = in_trouble(&all);
        let is_demo = entry.command == Command::KeepDemo;
        let copy = Beside {
            kind: BesideKind::Copy,
            path: "/projects/plan 2.json".into(),
            name: "P".into(),
            written: String::new(),
            backups: 0,
        };
        for reply in [
            Reply::File(FileState { is_demo, ..file }),
            Reply::Beside(vec![copy]),
            Reply::NotSaved(text("磁盘已满", "the disk is full").into()),
        ] {
            let _requests = app.update(Event::Message(reply));
        }
        assert_eq!(app.enabled(entry.command), Ok(()), "{}", entry.key);
        app.run(entry.command);
        assert!(!app.take_requests().is_empty() || !app.layers.is_empty(), "{} does nothing", entry.key);
        count += 1;
    }
    // What stands behind a remedy is one of them.
    assert!(all.iter().all(|remedy| command_of(*remedy).is_on_file()));
    assert_eq!(count, 9);
}
