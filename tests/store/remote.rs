//! Changes that others write into the file: taken in before every save, and never written over.

use crate::disks::{CallLog, Desk, Unreadable, edit};
use crate::sample::{self, Person, REGISTRY, id, name, project, text};
use changebook::project::Edit;
use changebook::store::{Environment, NotSaved, OpenError, SaveStep, Snapshot, Store};
use std::fs::{self, File};
use std::io::{self, Seek as _, Write as _};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

#[test]
fn what_others_wrote_comes_in_with_the_save() {
    let desk = Desk::new();
    let ((mut one, mut mine), (mut two, mut yours)) = (desk.open(), desk.open());
    edit(&mut mine, "mine");
    one.save(&mine).unwrap();
    name(&mut yours.project, 3, "yours");
    let mut saved = two.save(&yours).unwrap();
    assert_eq!(saved.rev, 3, "theirs was the second");
    let change = saved.remote_changes.remove(0);
    // Meanwhile the window went on, without knowing.
    sample::put(&mut yours.project, sample::person(60, "later"));
    yours.absorb(&change);
    two.save(&yours).unwrap();
    let there = desk.on_disk();
    let names: Vec<_> = there.rows::<Person>().iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names[1..], ["mine", "yours", "later"]);
    assert!(there.conflicts.is_empty());
    mine.absorb(&one.refresh().unwrap().remove(0));
    assert_eq!(text(&mine.project), text(&there));
    assert!(one.refresh().unwrap().is_empty());
}

#[test]
fn a_snapshot_sent_before_the_change_arrived_undoes_nothing() {
    let desk = Desk::new();
    let ((mut one, mut mine), (mut two, mut yours)) = (desk.open(), desk.open());
    edit(&mut yours, "yours");
    two.save(&yours).unwrap();
    let change = one.refresh().unwrap().remove(0);
    name(&mut mine.project, 3, "mine");
    // Sent early: it knows nothing of the change that is on its way.
    assert!(one.save(&mine).unwrap().remote_changes.is_empty());
    assert_eq!(desk.name_on_disk(), "yours");
    mine.absorb(&change);
    mine.absorb(&change);
    one.save(&mine).unwrap();
    assert_eq!((&*desk.name_on_disk(), desk.on_disk().conflicts.len()), ("yours", 0));
    // The same field on both sides, in between: one is shown and the other waits.
    edit(&mut yours, "yours again");
    yours.absorb(&two.refresh().unwrap().remove(0));
    two.save(&yours).unwrap();
    edit(&mut mine, "mine");
    let change = one.save(&mine).unwrap().remote_changes.remove(0);
    mine.absorb(&change);
    assert_eq!((&*desk.name_on_disk(), desk.on_disk().conflicts.len()), ("mine", 1));
    // Settled, it does not come back.
    let waits = mine.project.conflicts[0].clone();
    mine.project.apply(Edit::Settle(Box::new(waits))).unwrap();
    one.save(&mine).unwrap();
    yours.absorb(&two.refresh().unwrap().remove(0));
    assert!(yours.project.conflicts.is_empty());
}

#[test]
fn a_file_that_has_become_another_is_not_written_over() {
    let newer = text(&project()).replace("\"version\":1,\"min_writer\":1", "\"version\":9,\"min_writer\":9");
    let other = text(&project()).replace(&sample::PROJECT.to_string(), "00000000000a");
    let duplicates = text(&project()).replacen(&id(2).to_string(), &id(1).to_string(), 1);
    for there in [newer, other, duplicates] {
        let desk = Desk::new();
        let (mut store, mut mine) = desk.open();
        edit(&mut mine, "mine");
        fs::write(desk.file(), &there).unwrap();
        assert!(matches!(store.save(&mine), Err(NotSaved::ReadOnly(_) | NotSaved::Replaced)));
        assert!(matches!(store.refresh(), Err(OpenError::ReadOnly(_) | OpenError::Replaced)));
        assert_eq!(fs::read_to_string(desk.file()).unwrap(), there);
    }
}

#[test]
fn a_window_without_edits_writes_nothing() {
    let desk = Desk::new();
    let ((mut one, mut mine), (mut two, yours)) = (desk.open(), desk.open());
    edit(&mut mine, "mine");
    one.save(&mine).unwrap();
    let before = fs::read(desk.file()).unwrap();
    let saved = two.save(&yours).unwrap();
    assert_eq!((saved.rev, saved.remote_changes.len()), (2, 1));
    assert_eq!(fs::read(desk.file()).unwrap(), before);
}

#[test]
fn an_outside_change_shows_in_the_stamp() {
    let desk = Desk::new();
    let (mut store, mut mine) = desk.open();
    let watch = store.watch();
    assert!(!watch.changed_outside());
    edit(&mut mine, "mine");
    store.save(&mine).unwrap();
    assert!(!watch.changed_outside(), "our own save is no outside change");
    let (mut other, mut yours) = desk.open();
    edit(&mut yours, "yours");
    other.save(&yours).unwrap();
    assert!(std::thread::spawn(move || watch.changed_outside()).join().unwrap());
    store.refresh().unwrap();
    assert!(!store.changed_outside());
}

#[test]
fn a_file_written_just_before_it_was_opened_is_read_again() {
    // Its clock may still stand where it did, so that a further write would not show in its stamp.
    let desk = Desk::new();
    fs::write(desk.file(), text(&project())).unwrap();
    let calls = Arc::new(CallLog::default());
    let environment = Environment { disk: calls.clone(), ..Environment::default() };
    let (mut store, project) = Store::open_in(environment, &desk.file(), REGISTRY).unwrap();
    let mut mine = Snapshot::of(project);
    edit(&mut mine, "mine");
    calls.0.lock().unwrap().clear();
    store.save(&mine).unwrap();
    assert!(calls.0.lock().unwrap().join(", ").starts_with("lock, open, read, "));
}

#[test]
fn a_foreign_write_of_the_same_size_in_the_same_moment_is_taken_in() {
    for round in 0..50 {
        let desk = Desk::new();
        let (mut store, mut mine) = desk.open();
        let watch = store.watch();
        edit(&mut mine, "mine");
        let theirs = text(&{
            let mut theirs = mine.project.clone();
            name(&mut theirs, 1, "区域经理 B1");
            theirs
        });
        let saved = store.save(&mine).unwrap();
        // In place, by a program that knows no lock; not even the inode differs.
        let theirs = theirs.replace("\"rev\":0", &format!("\"rev\":{}", saved.rev));
        let before = fs::metadata(desk.file()).unwrap();
        let age = before.modified().unwrap().elapsed().unwrap();
        assert!(age > Duration::from_secs(2), "whatever is written now is written later by any clock");
        let before = before.len();
        fs::write(desk.file(), &theirs).unwrap();
        assert_eq!(fs::metadata(desk.file()).unwrap().len(), before);
        assert!(watch.changed_outside(), "round {round}");
        edit(&mut mine, "mine again");
        assert_eq!(store.save(&mine).unwrap().remote_changes.len(), 1, "round {round}");
        let there = desk.on_disk();
        let names: Vec<_> = there.rows::<Person>().iter().map(|p| p.name.as_str()).collect();
        assert_eq!(names[..2], ["区域经理 B1", "mine again"], "round {round}");
    }
}

#[test]
fn a_large_file_is_written_whole_whatever_others_do_to_it() {
    let desk = Desk::new();
    let unreadable = Arc::new(Unreadable::default());
    let environment = Environment { disk: unreadable.clone(), ..Environment::default() };
    let (mut store, project) = Store::open_in(environment, &desk.file(), REGISTRY).unwrap();
    let mut mine = Snapshot::of(project);
    for n in 100..9_000 {
        sample::put(&mut mine.project, sample::person(n, "a role with a name that takes some room"));
    }
    let there = |desk: &Desk| fs::read(desk.file()).unwrap();
    let wanted = |mine: &Snapshot, rev| changebook::store::format::write(&mine.project, rev).unwrap();
    for value in ["first", "second", "third"] {
        edit(&mut mine, value);
        let rev = store.save(&mine).unwrap().rev;
        assert!(there(&desk) == wanted(&mine, rev), "{value}");
    }
    assert!(there(&desk).len() > 512 << 10);
    // Touched and not changed: there is no remote change.
    let touch = || File::open(desk.file()).unwrap().set_modified(std::time::SystemTime::now()).unwrap();
    touch();
    assert!(store.refresh().unwrap().is_empty());
    edit(&mut mine, "settled");
    store.save(&mine).unwrap();
    // Touched and not readable: nothing is written over it.
    touch();
    unreadable.0.store(true, Ordering::SeqCst);
    edit(&mut mine, "unreadable");
    let before = there(&desk);
    assert!(matches!(store.save(&mine), Err(NotSaved::Io { step: SaveStep::Read, .. })));
    assert!(there(&desk) == before);
    unreadable.0.store(false, Ordering::SeqCst);
    let rev = store.save(&mine).unwrap().rev;
    assert!(there(&desk) == wanted(&mine, rev));
    // Somebody who keeps no lock writes into its middle.
    let mut file = fs::OpenOptions::new().write(true).open(desk.file()).unwrap();
    file.seek(io::SeekFrom::Start(there(&desk).len() as u64 / 2)).unwrap();
    file.write_all(&[0; 4]).unwrap();
    edit(&mut mine, "in danger");
    assert!(matches!(store.save(&mine), Err(NotSaved::Outside(_))));
    assert!(there(&desk).contains(&0), "what the other wrote is still there, and nothing of ours");
    assert!(desk.is_tidy());
}
