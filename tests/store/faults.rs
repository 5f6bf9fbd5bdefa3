//! Failing calls and killed processes: the file is always the old or the new one, and "saved" is never said of anything
//! that is not on the disk.

use crate::disks::{CallLog, Desk, Faulty, What, edit};
use crate::sample::{REGISTRY, text};
use changebook::store::{Environment, NotSaved, ReadOnly, SaveStep, Snapshot, Store};
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// More steps than a save has.
const STEPS: usize = 40;

#[test]
fn what_is_saved_is_there() {
    let desk = Desk::new();
    let (mut store, mut mine) = desk.open();
    edit(&mut mine, "edited");
    let saved = store.save(&mine).unwrap();
    assert_eq!((saved.rev, saved.remote_changes.is_empty(), saved.backup_failed), (2, true, None));
    assert_eq!(text(&desk.on_disk()), text(&mine.project));
    assert_eq!(desk.names(), [".plan.json.lock", "backups", "plan.json"]);
    assert_eq!(store.save(&mine).unwrap().rev, 2, "nothing new is nothing to write");
}

#[test]
fn after_every_failed_call_the_file_is_whole_and_the_next_save_lands() {
    use io::ErrorKind::{Other, PermissionDenied, StorageFull};
    for what in [What::Error(StorageFull), What::Error(Other), What::Error(PermissionDenied), What::Late] {
        let mut failed = 0;
        for step in 1..STEPS {
            let desk = Desk::new();
            let (_, mut mine) = desk.open();
            // The opening takes two steps of its own, and may fail as well.
            let Ok((mut store, _)) = Store::open_in(Faulty::environment(step, what), &desk.file(), REGISTRY)
            else {
                assert!(step <= 3, "an opening of {step} steps");
                continue;
            };
            edit(&mut mine, "new");
            let result = store.save(&mine);
            let there = desk.name_on_disk();
            match result {
                Ok(_) => assert_eq!(there, "new", "saved at step {step}"),
                Err(NotSaved::ReadOnly(ReadOnly::Folder)) => continue,
                Err(error) => {
                    failed += 1;
                    assert!(!error.phrase().zh.is_empty());
                    assert!(there == "new" || there == "technician B2", "step {step}");
                    // The edits are still there, a further one comes, and the retry lands without a conflict.
                    edit(&mut mine, "newer");
                    let saved = store.save(&mine).unwrap();
                    saved.remote_changes.iter().for_each(|change| mine.absorb(change));
                    assert_eq!(desk.name_on_disk(), "newer", "step {step}");
                    assert!(desk.on_disk().conflicts.is_empty(), "step {step}");
                }
            }
            drop(Store::open(&desk.file(), REGISTRY).unwrap());
            assert!(desk.is_tidy(), "step {step}: {:?}", desk.names());
        }
        assert!(failed >= 8, "only {failed} steps failed");
    }
}

/// Run in a process of its own by the test below.
#[test]
fn child_that_is_killed() {
    let (Ok(file), Ok(step)) = (std::env::var("CHANGEBOOK_TEST_KILL"), std::env::var("CHANGEBOOK_TEST_STEP"))
    else {
        return;
    };
    let environment = Faulty::environment(step.parse().unwrap(), What::Kill);
    let (mut store, project) = Store::open_in(environment, Path::new(&file), REGISTRY).unwrap();
    let mut mine = Snapshot::of(project);
    edit(&mut mine, "new");
    store.save(&mine).unwrap();
    fs::write(format!("{file}.said-saved"), "").unwrap();
}

#[test]
fn a_process_killed_at_any_step_leaves_the_old_or_the_new_file() {
    let (mut killed, mut old) = (0, 0);
    for step in 1.. {
        let desk = Desk::new();
        let status = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "faults::child_that_is_killed"])
            .env("CHANGEBOOK_TEST_KILL", desk.file())
            .env("CHANGEBOOK_TEST_STEP", step.to_string())
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .status()
            .unwrap();
        let there = desk.name_on_disk();
        old += usize::from(there == "technician B2");
        assert!(there == "new" || there == "technician B2", "step {step}");
        let said_saved = desk.folder.path().join("plan.json.said-saved").exists();
        assert!(!said_saved || there == "new", "step {step}");
        // The next one is not held up, takes nothing for damage, and tidies up.
        let (mut store, mut mine) = desk.open();
        edit(&mut mine, "next");
        store.save(&mine).unwrap();
        assert_eq!(desk.name_on_disk(), "next");
        assert!(desk.is_tidy(), "step {step}: {:?}", desk.names());
        if status.success() {
            break;
        }
        killed += 1;
    }
    assert!(killed >= 10 && old >= 5, "killed {killed} times, {old} times before the rename");
}

#[test]
fn a_save_takes_its_steps_in_order() {
    let desk = Desk::new();
    let calls = Arc::new(CallLog::default());
    let environment = Environment { disk: calls.clone(), ..Environment::default() };
    let (mut store, project) = Store::open_in(environment, &desk.file(), REGISTRY).unwrap();
    let mut mine = Snapshot::of(project);
    let mut steps = |value| {
        calls.0.lock().unwrap().clear();
        edit(&mut mine, value);
        store.save(&mine).unwrap();
        calls.0.lock().unwrap().join(", ")
    };
    let save = "create, write, sync, rename, sync folder";
    assert_eq!(steps("with a backup"), format!("lock, open, link, sync folder, {save}"));
    assert_eq!(steps("without"), format!("lock, open, {save}"));
    // In its place, but not safe from a power cut: the same again is not "nothing new".
    edit(&mut mine, "unsynced");
    calls.1.store(true, Ordering::SeqCst);
    assert!(matches!(store.save(&mine), Err(NotSaved::Io { step: SaveStep::SyncFolder, .. })));
    calls.0.lock().unwrap().clear();
    store.save(&mine).unwrap();
    assert_eq!(calls.0.lock().unwrap().join(", "), format!("lock, open, read, {save}"));
    // Somebody has touched the file: whatever it was, it is read.
    edit(&mut mine, "touched");
    File::open(desk.file()).unwrap().set_modified(std::time::SystemTime::now()).unwrap();
    calls.0.lock().unwrap().clear();
    store.save(&mine).unwrap();
    assert_eq!(calls.0.lock().unwrap().join(", "), format!("lock, open, read, {save}"));
}

#[test]
fn a_step_that_failed_is_named() {
    let desk = Desk::new();
    let (mut store, mut mine) = desk.open();
    fs::remove_dir_all(desk.folder.path()).unwrap();
    edit(&mut mine, "new");
    let error = store.save(&mine).unwrap_err();
    assert!(matches!(error, NotSaved::Io { step: SaveStep::Lock, .. }), "{error:?}");
    assert!(error.to_string().starts_with("save-io Lock"), "{error}");
    assert!(!error.to_string().contains("plan"), "no path in a log line");
}
