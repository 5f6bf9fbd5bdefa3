//! Files that are gone, damaged, newer or at odds with themselves, and the backups that help.

use crate::disks::{Desk, edit};
use crate::sample::{Person, REGISTRY, id, project, text};
use changebook::store::disk::{Content, Disk, OpenFile, Real};
use changebook::store::format::read;
use changebook::store::{Environment, Mode, NotSaved, Now, OpenError, ReadOnly, Snapshot, Store, fresh_id};
use std::fs::{self, File};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

#[test]
fn a_file_that_is_gone_or_damaged_is_not_written_over() {
    let desk = Desk::new();
    let (mut store, mut mine) = desk.open();
    edit(&mut mine, "first");
    store.save(&mine).unwrap();
    edit(&mut mine, "second");
    fs::remove_file(desk.file()).unwrap();
    assert!(matches!(store.save(&mine), Err(NotSaved::Gone)));
    assert!(matches!(Store::open(&desk.file(), REGISTRY), Err(OpenError::Gone)));
    assert!(matches!(Store::create(&desk.file(), REGISTRY, &project()), Err(OpenError::Exists)));
    fs::write(desk.file(), [0; 64]).unwrap();
    assert!(matches!(store.save(&mine), Err(NotSaved::Outside(_))));
    assert_eq!(fs::read(desk.file()).unwrap(), [0; 64]);
    // CallLog to, it keeps the damaged one aside and goes on.
    store.restore(&mine).unwrap();
    assert_eq!(desk.name_on_disk(), "second");
    assert_eq!(fs::read(desk.folder.path().join("plan.damaged-1.json")).unwrap(), [0; 64]);
}

#[test]
fn a_damaged_file_stays_and_the_newest_backup_opens_for_viewing() {
    let desk = Desk::new();
    let (mut store, mut mine) = desk.open();
    edit(&mut mine, "kept");
    store.save(&mine).unwrap();
    let (mut store, mut mine) = desk.open();
    edit(&mut mine, "lost");
    store.save(&mine).unwrap();
    let cut = &fs::read(desk.file()).unwrap()[..300];
    fs::write(desk.file(), cut).unwrap();
    let error = Store::open(&desk.file(), REGISTRY).unwrap_err();
    assert!(matches!(error, OpenError::Damaged { backups: true, .. }));
    assert!(error.phrase().en.contains("backup"));
    for _ in 0..2 {
        let (mut store, project) = Store::open_backup(&desk.file(), REGISTRY).unwrap();
        assert_eq!(project.find::<Person>(id(2)).unwrap().name, "kept");
        assert_eq!(store.mode(), Mode::ReadOnly(ReadOnly::Backup));
        assert!(matches!(store.save(&Snapshot::of(project)), Err(NotSaved::ReadOnly(ReadOnly::Backup))));
        assert_eq!(fs::read(desk.file()).unwrap(), cut);
    }
    assert_eq!(desk.names(), [".plan.json.lock", "backups", "plan.damaged-1.json", "plan.json"]);
    let (mut store, project) = Store::open_backup(&desk.file(), REGISTRY).unwrap();
    store.restore(&Snapshot::of(project)).unwrap();
    assert_eq!((desk.name_on_disk().as_str(), store.mode()), ("kept", Mode::ReadWrite));
}

#[test]
fn a_newer_file_keeps_its_bytes() {
    let desk = Desk::new();
    let newer = text(&project()).replace("\"version\":1,\"min_writer\":1", "\"version\":9,\"min_writer\":9");
    fs::write(desk.file(), &newer).unwrap();
    let (mut store, mut mine) = desk.open();
    edit(&mut mine, "never");
    assert!(matches!(store.save(&mine), Err(NotSaved::ReadOnly(ReadOnly::Newer))));
    assert!(matches!(store.restore(&mine), Err(NotSaved::ReadOnly(ReadOnly::Newer))));
    assert_eq!(fs::read_to_string(desk.file()).unwrap(), newer);
}

#[test]
fn duplicate_ids_are_repaired_on_request() {
    let desk = Desk::new();
    let duplicates = text(&project()).replacen(&id(2).to_string(), &id(1).to_string(), 1);
    fs::write(desk.file(), &duplicates).unwrap();
    let (mut store, mine) = desk.open();
    assert!(matches!(store.mode(), Mode::ReadOnly(ReadOnly::DuplicateId { row: 2, .. })));
    assert!(store.save(&mine).is_err());
    let repaired = changebook::store::format::separate_duplicates(&mine.project, fresh_id);
    store.restore(&Snapshot::of(repaired)).unwrap();
    assert_eq!(desk.open().0.mode(), Mode::ReadWrite);
    assert_eq!(
        fs::read_to_string(&store.backups().unwrap()[0].path).unwrap(),
        duplicates,
        "the old one is pinned"
    );
}

#[test]
fn what_was_found_damaged_is_not_taken_for_seen() {
    let desk = Desk::new();
    let (mut store, mut mine) = desk.open();
    fs::write(desk.file(), [0; 64]).unwrap();
    let before = std::time::SystemTime::now() - Duration::from_secs(60);
    File::open(desk.file()).unwrap().set_modified(before).unwrap();
    assert!(matches!(store.refresh(), Err(OpenError::Damaged { .. })));
    edit(&mut mine, "mine");
    assert!(matches!(store.save(&mine), Err(NotSaved::Outside(_))));
    assert_eq!(fs::read(desk.file()).unwrap(), [0; 64]);
}

/// A disk that gives back other bytes than were written, once told to.
#[derive(Default)]
struct Decaying(AtomicBool);

impl Disk for Decaying {
    fn read_open(&self, open: &OpenFile, limit: u64) -> io::Result<Content> {
        let mut content = Real.read_open(open, limit)?;
        if self.0.load(Ordering::SeqCst) {
            content.bytes.pop();
        }
        Ok(content)
    }
}

#[test]
fn no_backup_goes_before_the_save_was_read_back() {
    static SECONDS: AtomicI64 = AtomicI64::new(0);
    let clock = || {
        let seconds = SECONDS.fetch_add(600, Ordering::SeqCst);
        Now { seconds, day: chrono::NaiveDate::from_ymd_opt(2026, 3, 4).unwrap() }
    };
    let desk = Desk::new();
    let decaying = Arc::new(Decaying::default());
    let environment = Environment { clock, disk: decaying.clone(), ..Environment::default() };
    let (mut store, project) = Store::open_in(environment, &desk.file(), REGISTRY).unwrap();
    let mut mine = Snapshot::of(project);
    let mut save = |n: usize| {
        edit(&mut mine, &format!("edit {n}"));
        let saved = store.save(&mine).unwrap();
        (saved.backup_failed.is_some(), store.backups().unwrap().len())
    };
    // The 24 newest, and one of the day before them.
    for n in 1..=25 {
        assert_eq!(save(n), (false, n));
    }
    decaying.0.store(true, Ordering::SeqCst);
    assert_eq!([save(26), save(27)], [(true, 26), (true, 27)], "said, and none removed");
    decaying.0.store(false, Ordering::SeqCst);
    assert_eq!(save(28), (false, 25));
}

#[test]
fn backups_are_made_when_due_and_pruned_by_their_number() {
    static SECONDS: AtomicI64 = AtomicI64::new(0);
    // The clock goes back every now and then, which must cost no backup.
    let clock = || {
        let seconds = SECONDS.load(Ordering::SeqCst);
        let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap()
            + chrono::Days::new(u64::try_from(seconds / 86_400).unwrap());
        Now { seconds, day }
    };
    let desk = Desk::new();
    let environment = Environment { clock, ..Environment::default() };
    let (mut store, project) = Store::open_in(environment, &desk.file(), REGISTRY).unwrap();
    let mut mine = Snapshot::of(project);
    let mut save = |seconds, n: usize| {
        SECONDS.store(seconds, Ordering::SeqCst);
        edit(&mut mine, &format!("edit {n}"));
        store.save(&mine).unwrap();
        store.backups().unwrap().len()
    };
    assert_eq!([save(0, 0), save(599, 1), save(600, 2), save(700, 3), save(100, 4)], [1, 1, 2, 2, 3]);
    for n in 0..100 {
        save(10_000 + n * 21_600, 10 + n as usize);
    }
    let backups = store.backups().unwrap();
    // 24 newest, and of the 79 before them one of each of their 19 days.
    assert_eq!((backups.len(), backups[0].number, backups[23].number), (24 + 19, 103, 80));
    store.pin().unwrap();
    for n in 0..30 {
        SECONDS.fetch_add(700, Ordering::SeqCst);
        edit(&mut mine, &format!("more {n}"));
        store.save(&mine).unwrap();
    }
    assert!(store.backups().unwrap().iter().any(|b| b.pinned && b.number == 104));
    for backup in store.backups().unwrap() {
        read(&fs::read(&backup.path).unwrap(), REGISTRY).unwrap();
    }
}

#[test]
fn a_pinned_backup_counts_as_the_one_of_this_run() {
    let pinned = |store: &Store| store.backups().unwrap().iter().map(|b| b.pinned).collect::<Vec<_>>();
    // Before a large step, and before a restore.
    let desk = Desk::new();
    let (mut store, mut mine) = desk.open();
    store.pin().unwrap();
    edit(&mut mine, "after the step");
    store.save(&mine).unwrap();
    assert_eq!(pinned(&store), [true], "the same content is not backed up twice");
    let (mut store, mut mine) = desk.open();
    store.restore(&mine).unwrap();
    edit(&mut mine, "after the restore");
    store.save(&mine).unwrap();
    assert_eq!(pinned(&store), [true, true]);
    // Where it fails the next save makes one as ever.
    let desk = Desk::new();
    let (mut store, mut mine) = desk.open();
    fs::write(desk.folder.path().join("backups"), "in the way").unwrap();
    assert!(store.pin().is_err());
    fs::remove_file(desk.folder.path().join("backups")).unwrap();
    edit(&mut mine, "saved");
    store.save(&mine).unwrap();
    assert_eq!(pinned(&store), [false]);
}
