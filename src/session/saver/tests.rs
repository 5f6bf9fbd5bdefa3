//! What the saver's own thread must not wait for.

use super::*;
use crate::event::Event;
use crate::project::merge::Snapshot;
use crate::runtime::{self, Post};
use crate::sheet::Id;
use std::time::Duration;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 4).unwrap()
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
        handle.send(Request::Gather { archived, today: day() });
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
