//! What the saver's own thread must not wait for.

use super::*;
use crate::event::Event;
use crate::project::merge::Snapshot;
use crate::runtime::{self, Post};
use crate::sheet::{Id, Row as _};
use std::time::Duration;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 4).unwrap()
}

/// A saver of a workspace with these projects, the first of which is open; its answers, and the workspace.
struct At {
    handle: SaverHandle,
    inbox: runtime::Inbox<Reply>,
    workspace: Workspace,
    _folder: tempfile::TempDir,
}

impl At {
    fn projects(names: &[&str]) -> At {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::within(folder.path());
        let workspace = Workspace::at(&folders.workspace).unwrap();
        for (n, name) in names.iter().enumerate() {
            let mut project = demo::project(Lang::Zh, day());
            project.id = Id::new(1_000 + n as u64);
            workspace.create(name, &registry::sheets(), &project).unwrap();
        }
        let (mailbox, inbox) = runtime::mailbox();
        let mut saver = Saver::new(folders, mailbox, day(), Lang::Zh);
        saver.first(names.first().copied()).unwrap().unwrap();
        At { handle: saver.start().unwrap(), inbox, workspace, _folder: folder }
    }

    /// What the saver answers to a request.
    fn ask(&self, request: Request) -> Vec<Reply> {
        self.handle.send(request);
        while !self.handle.is_idle() {
            thread::sleep(Duration::from_millis(1));
        }
        let reply = |post| if let Post::One(Event::Message(reply)) = post { Some(reply) } else { None };
        self.inbox.take().into_iter().filter_map(reply).collect()
    }

    fn file(&self, name: &str) -> std::path::PathBuf {
        self.workspace.folder().join(name)
    }
}

#[test]
fn after_archiving_what_could_not_be_opened_is_named_and_the_next_one_opens() {
    for sound in [&["open", "next"][..], &["open"]] {
        let at = At::projects(sound);
        std::fs::write(at.file("broken.json"), "{\"format\":\"changebook\"").unwrap();
        let replies = at.ask(Request::Archive);
        assert!(!at.file("open.json").exists());
        let Some(Reply::Warned(said)) = replies.last() else { panic!("{replies:?}") };
        assert!(said.en.starts_with("Archived; 'broken': "), "{said:?}");
        let next = replies.iter().any(|r| matches!(r, Reply::Opened { .. }));
        let closed = replies.iter().any(|r| matches!(r, Reply::Closed));
        assert_eq!((next, closed), (sound.len() == 2, sound.len() == 1), "{replies:?}");
    }
}

/// A text typed into a cell, or into a form.
fn typed(of_form: bool) -> Draft {
    let (sheet, column) = if of_form { ("", "create") } else { ("people", "name") };
    Draft { sheet: sheet.into(), row: None, column: column.into(), text: "half".into() }
}

#[test]
fn what_is_typed_is_kept_where_archiving_fails() {
    let at = At::projects(&["open"]);
    std::fs::create_dir(at.file("archive")).unwrap();
    std::fs::write(at.file("archive/open.json"), "taken").unwrap();
    assert!(matches!(at.ask(Request::Archive)[..], [Reply::Failed(_)]));
    assert!(matches!(at.ask(Request::KeepDraft(typed(false)))[..], []));
    assert!(at.file(".open.json.draft-1").exists());
}

#[test]
fn of_two_texts_left_only_the_one_answered_is_removed() {
    for of_form in [true, false] {
        let at = At::projects(&["open"]);
        for kind in [true, false] {
            assert!(at.ask(Request::KeepDraft(typed(kind))).is_empty());
        }
        let there = || [at.file(".form.draft-1").exists(), at.file(".open.json.draft-1").exists()];
        assert_eq!(there(), [true, true]);
        at.ask(Request::DropDraft { of_form });
        assert_eq!(there(), [!of_form, of_form]);
        at.ask(Request::DropDraft { of_form: !of_form });
        assert_eq!(there(), [false, false]);
    }
}

#[test]
fn a_save_does_not_wait_for_the_other_projects_to_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let folders = Folders::within(folder.path());
    let workspace = Workspace::at(&folders.workspace).unwrap();
    for n in 0..60 {
        let mut project = demo::project(Lang::Zh, day());
        project.id = Id::new(1_000 + n);
        workspace.create(&format!("p{n}"), &registry::sheets(), &project).unwrap();
    }
    let (mailbox, inbox) = runtime::mailbox();
    let mut saver = Saver::new(folders, mailbox, day(), Lang::Zh);
    let (project, ..) = saver.first(Some("p7")).unwrap().unwrap();
    let handle = saver.start().unwrap();

    for archived in [false, true] {
        handle.send(Request::Gather { archived, today: day(), as_of: None });
    }
    handle.send(Request::Save(Snapshot::of(project)));
    let mut answers = Vec::new();
    while !handle.is_idle() {
        thread::sleep(Duration::from_millis(1));
    }
    for post in inbox.take() {
        let Post::One(Event::Message(reply)) = post else { panic!("{post:?}") };
        answers.push(match reply {
            Reply::Saved { .. } => 0,
            Reply::Gathered(members) => members.len(),
            other => panic!("{other:?}"),
        });
    }
    assert_eq!(answers, [0, 60, 60], "the save first, though it was asked for last");
    assert!(handle.close().is_none());
}

fn export(path: &std::path::Path, stop: &Stop) -> Request {
    let today = day();
    Request::Export(Box::new(crate::app::request::Export {
        project: demo::project(Lang::Zh, today),
        path: path.display().to_string(),
        sheet: Some(crate::tools::adkar::Person::DEF),
        form: None,
        today,
        is_replay: false,
        lang: Lang::Zh,
        stop: stop.clone(),
    }))
}

#[test]
fn a_file_is_written_as_a_whole_or_not_at_all() {
    let at = At::projects(&["open"]);
    let folder = at.workspace.folder().parent().unwrap().to_owned();
    let told = |replies: &[Reply]| match replies.last() {
        Some(Reply::Exported(_, done)) => done.clone(),
        other => panic!("{other:?}"),
    };
    for (name, begins) in
        [("book.xlsx", "PK"), ("people.csv", "\u{feff}id,"), ("dates.ics", "BEGIN:VCALENDAR")]
    {
        let path = folder.join(name);
        let replies = at.ask(export(&path, &Stop::default()));
        assert!(told(&replies).unwrap().zh.contains(name), "{replies:?}");
        assert!(std::fs::read(&path).unwrap().starts_with(begins.as_bytes()), "{name}");
        // What is there stays.
        let again = told(&at.ask(export(&path, &Stop::default()))).unwrap_err();
        assert!(again.zh.contains("没有覆盖") && !again.zh.contains("--force"), "{again:?}");
    }
    let replies = at.ask(export(&folder.join("book.txt"), &Stop::default()));
    assert!(told(&replies).unwrap_err().en.contains(".xlsx"));
    let stop = Stop::default();
    stop.stop();
    let before = std::fs::read_dir(&folder).unwrap().count();
    for name in ["stopped.xlsx", "stopped.csv"] {
        let replies = at.ask(export(&folder.join(name), &stop));
        assert!(told(&replies).unwrap_err().zh.contains("已停止"), "{replies:?}");
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), before);
    // Of a long export it is told how far it is.
    let replies = at.ask(export(&folder.join("again.xlsx"), &Stop::default()));
    assert!(replies.iter().any(|reply| matches!(reply, Reply::Progress(..))), "{replies:?}");
}
