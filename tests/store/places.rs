//! Locks, links, permissions, drafts, and what is no file at all.

use crate::disks::{CallLog, Desk, edit};
use crate::sample::{Person, REGISTRY, id};
use changebook::store::disk::{Disk, Real};
use changebook::store::format::FILE_LIMIT;
use changebook::store::{Environment, NotSaved, OpenError, SaveStep, Snapshot, Store, Target};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

#[test]
fn waiting_for_a_lock_ends_with_a_word() {
    let desk = Desk::new();
    let (_, mut mine) = desk.open();
    let environment = Environment { lock_timeout: Duration::from_millis(50), ..Environment::default() };
    let (mut store, _) = Store::open_in(environment, &desk.file(), REGISTRY).unwrap();
    let holder = File::open(desk.folder.path().join(".plan.json.lock")).unwrap();
    holder.lock().unwrap();
    edit(&mut mine, "new");
    let error = store.save(&mine).unwrap_err();
    assert!(matches!(error, NotSaved::Busy));
    assert!(error.phrase().en.contains("another window"));
    drop(holder);
    store.save(&mine).unwrap();
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_refused_at_once() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("folder.json")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(at("pipe.json")).status().unwrap().success());
    symlink("/dev/zero", at("device.json")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(at("socket.json")).unwrap();
    for name in ["folder.json", "pipe.json", "device.json", "socket.json"] {
        let (path, (done, opened)) = (at(name), std::sync::mpsc::channel());
        // One that waits, for whoever writes into the pipe or for the end of the zeros, fails and holds up nobody.
        std::thread::spawn(move || done.send(Store::open(&path, REGISTRY).map(drop)));
        let error = opened.recv_timeout(Duration::from_secs(4)).expect(name).unwrap_err();
        assert!(matches!(error, OpenError::NotAFile), "{name}: {error:?}");
    }
    assert!(matches!(Store::open(&at("none.json"), REGISTRY), Err(OpenError::Absent)));
    symlink(at("none.json"), at("loose.json")).unwrap();
    assert!(Store::open(&at("loose.json"), REGISTRY).is_err());
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_once_and_stays_a_link() {
    let desk = Desk::new();
    let link = desk.folder.path().join("link.json");
    std::os::unix::fs::symlink("plan.json", &link).unwrap();
    let (mut store, project) = Store::open(&link, REGISTRY).unwrap();
    let mut mine = Snapshot::of(project);
    edit(&mut mine, "through");
    store.save(&mine).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(desk.name_on_disk(), "through");
}

#[cfg(unix)]
#[test]
fn files_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new();
    let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let set = |m| fs::set_permissions(desk.file(), fs::Permissions::from_mode(m)).unwrap();
    assert_eq!(mode(desk.file()), 0o600);
    for (before, after) in [(0o644, 0o600), (0o400, 0o400)] {
        set(before);
        let (mut store, mut mine) = desk.open();
        edit(&mut mine, &format!("{before:o}"));
        store.save(&mine).unwrap();
        assert_eq!(mode(desk.file()), after);
        let draft = store.draft().unwrap();
        draft.write("text", &target()).unwrap();
        assert_eq!(mode(desk.folder.path().join(".plan.json.draft-1")), 0o600);
        assert_eq!(mode(desk.folder.path().join(".plan.json.draft-1.lock")), 0o600);
        for backup in store.backups().unwrap() {
            assert_eq!(mode(backup.path) & !0o600, 0);
        }
    }
    assert_eq!(mode(desk.folder.path().join("backups")), 0o700);
    assert_eq!(mode(desk.folder.path().join(".plan.json.lock")), 0o600);
}

/// A link in a place of the program is never gone through, so that nobody can have it read or write elsewhere.
#[cfg(unix)]
#[test]
fn a_link_in_a_place_of_the_program_is_refused() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    let at = |name: &str| desk.folder.path().join(name);
    let elsewhere = at("elsewhere");
    let (mut store, mut mine) = desk.open();
    edit(&mut mine, "first");
    store.save(&mine).unwrap();
    // The file itself, with the very bytes that were in it.
    let bytes = fs::read(desk.file()).unwrap();
    fs::rename(desk.file(), &elsewhere).unwrap();
    symlink(&elsewhere, desk.file()).unwrap();
    edit(&mut mine, "second");
    let refused = store.save(&mine).unwrap_err();
    assert!(matches!(refused, NotSaved::Io { step: SaveStep::Read, .. }), "{refused:?}");
    assert!(matches!(store.refresh(), Err(OpenError::NotAFile)));
    assert!(fs::symlink_metadata(desk.file()).unwrap().is_symlink());
    assert_eq!(fs::read(&elsewhere).unwrap(), bytes);
    fs::remove_file(desk.file()).unwrap();
    fs::rename(&elsewhere, desk.file()).unwrap();
    // The lock, and the place of a draft: nothing is made at the other end.
    for name in [".plan.json.lock", ".plan.json.draft-1.lock"] {
        let _absent = fs::remove_file(at(name));
        symlink(&elsewhere, at(name)).unwrap();
        if name.contains("draft") {
            assert!(store.draft().is_err());
        } else {
            let refused = store.save(&mine).unwrap_err();
            assert!(matches!(refused, NotSaved::Io { step: SaveStep::Lock, .. }), "{refused:?}");
        }
        assert!(!elsewhere.exists(), "{name}");
        fs::remove_file(at(name)).unwrap();
    }
    // A draft and a backup that lie elsewhere are not read.
    store.save(&mine).unwrap();
    let draft = store.draft().unwrap();
    draft.write("words", &target()).unwrap();
    fs::rename(at(".plan.json.draft-1"), &elsewhere).unwrap();
    symlink(&elsewhere, at(".plan.json.draft-1")).unwrap();
    assert!(draft.take().is_err());
    fs::rename(desk.file(), &elsewhere).unwrap();
    symlink(&elsewhere, at("backups/plan-000009-2026-03-04.json")).unwrap();
    let (_, backup) = Store::open_backup(&desk.file(), REGISTRY).unwrap();
    assert_eq!(backup.find::<Person>(id(2)).unwrap().name, "technician B2");
}

/// The size is known before anything is read, and a file that grows meanwhile is not read on.
#[test]
fn a_file_over_the_limit_is_refused_unread() {
    let desk = Desk::new();
    let path = desk.folder.path().join("small");
    fs::write(&path, "12345678901").unwrap();
    let too_large = |error: io::Error| assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
    too_large(Real.open(&path, 10).unwrap_err());
    let open = Real.open(&path, 11).unwrap();
    assert_eq!(Real.read_open(&open, 11).unwrap().bytes, b"12345678901");
    fs::write(&path, "123456789012").unwrap();
    too_large(Real.read_open(&open, 11).unwrap_err());
    File::options().write(true).open(desk.file()).unwrap().set_len(FILE_LIMIT as u64 + 1).unwrap();
    let calls = Arc::new(CallLog::default());
    let environment = Environment { disk: calls.clone(), ..Environment::default() };
    let error = Store::open_in(environment, &desk.file(), REGISTRY).unwrap_err();
    assert!(error.phrase().en.contains("64 MiB"), "{error:?}");
    assert_eq!(*calls.0.lock().unwrap(), ["open"]);
}

fn target() -> Target {
    Target { sheet: "people".into(), row: id(1), column: "note".into() }
}

#[test]
fn a_draft_outlives_its_window_and_each_window_has_its_own() {
    let desk = Desk::new();
    let store = desk.open().0;
    let (one, two) = (store.draft().unwrap(), desk.open().0.draft().unwrap());
    assert_eq!(one.take().unwrap(), None);
    one.write("正在输入", &target()).unwrap();
    one.write("正在输入的\n\"文字\"", &target()).unwrap();
    two.write("another", &target()).unwrap();
    assert_eq!(store.draft().unwrap().take().unwrap(), None, "a living window's draft is its own");
    drop(one);
    let after = store.draft().unwrap();
    assert_eq!(after.take().unwrap(), Some((target(), "正在输入的\n\"文字\"".into())));
    assert_eq!(two.take().unwrap().unwrap().1, "another");
    after.clear().unwrap();
    after.clear().unwrap();
    assert_eq!(after.take().unwrap(), None);
    fs::write(desk.folder.path().join(".plan.json.draft-1"), "{\"sheet\":").unwrap();
    assert_eq!(after.take().unwrap(), None);
    after.clear().unwrap();
    two.clear().unwrap();
    drop((after, two));
    assert_eq!(desk.names(), [".plan.json.lock", "plan.json"]);
}

/// A disk on which another window gives up its draft's place, and a third takes it, just after this
/// one has opened the lock.
#[derive(Default)]
struct Racing(std::sync::Mutex<Option<File>>);

impl Disk for Racing {
    fn open_lock(&self, path: &Path) -> io::Result<File> {
        let lock = Real.open_lock(path)?;
        let mut third = self.0.lock().unwrap();
        if path.to_string_lossy().contains("draft-1.lock") && third.is_none() {
            fs::remove_file(path)?;
            let taken = Real.open_lock(path)?;
            taken.lock()?;
            *third = Some(taken);
        }
        Ok(lock)
    }
}

#[test]
fn a_lock_without_its_name_holds_no_place() {
    let desk = Desk::new();
    let environment = Environment { disk: Arc::new(Racing::default()), ..Environment::default() };
    let (store, _) = Store::open_in(environment, &desk.file(), REGISTRY).unwrap();
    store.draft().unwrap().write("text", &target()).unwrap();
    assert!(desk.names().contains(&".plan.json.draft-2".to_owned()));
}
