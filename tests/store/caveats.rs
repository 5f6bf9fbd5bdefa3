//! Places without locks, syncing or permissions: what is saved there is saved, and what does not hold is said once.

use crate::disks::{Desk, edit};
use crate::sample::REGISTRY;
use changebook::store::disk::{Disk, Real};
use changebook::store::{Caveat, Environment, NotSaved, Snapshot, Store};
use std::fs::{self, File, TryLockError};
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The numbers that Linux gives these errors.
const EPERM: i32 = 1;
const EIO: i32 = 5;
pub const EINVAL: i32 = 22;
pub const ENOLCK: i32 = 37;
const ENOSYS: i32 = 38;
const EOPNOTSUPP: i32 = 95;

/// A disk on which some calls fail, always.
#[derive(Clone, Copy, Default)]
pub struct Poor {
    pub lock: Option<i32>,
    pub sync: Option<i32>,
    pub sync_folder: Option<i32>,
    pub set_mode: Option<i32>,
    pub set_group: Option<i32>,
    /// Files are open to all, and permissions are taken without effect.
    pub open_to_all: bool,
}

fn or(error: Option<i32>, call: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    error.map_or_else(call, |code| Err(io::Error::from_raw_os_error(code)))
}

impl Disk for Poor {
    fn try_lock(&self, file: &File) -> Result<(), TryLockError> {
        match self.lock {
            Some(code) => Err(TryLockError::Error(io::Error::from_raw_os_error(code))),
            None => Real.try_lock(file),
        }
    }
    fn create_new(&self, path: &Path, mode: u32) -> io::Result<File> {
        let file = Real.create_new(path, mode)?;
        if self.open_to_all {
            Real.set_mode(&file, 0o666)?;
        }
        Ok(file)
    }
    fn set_mode(&self, file: &File, mode: u32) -> io::Result<()> {
        or(self.set_mode, || if self.open_to_all { Ok(()) } else { Real.set_mode(file, mode) })
    }
    fn set_group(&self, file: &File, group: u32) -> io::Result<()> {
        or(self.set_group, || Real.set_group(file, group))
    }
    fn sync(&self, file: &File) -> io::Result<()> {
        or(self.sync, || Real.sync(file))
    }
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        or(self.sync_folder, || Real.sync_folder(path))
    }
}

fn open(desk: &Desk, poor: Poor) -> (Store, Snapshot) {
    let environment = Environment { disk: Arc::new(poor), ..Environment::default() };
    let (store, project) = Store::open_in(environment, &desk.file(), REGISTRY).unwrap();
    (store, Snapshot::of(project))
}

#[test]
fn what_a_place_lacks_is_done_without_and_said_once() {
    let rich = Poor::default();
    for (poor, caveat) in [
        (Poor { lock: Some(ENOSYS), ..rich }, Caveat::NoLock),
        (Poor { lock: Some(EOPNOTSUPP), ..rich }, Caveat::NoLock),
        (Poor { lock: Some(ENOLCK), ..rich }, Caveat::NoLock),
        (Poor { sync_folder: Some(EINVAL), ..rich }, Caveat::NoSync),
        (Poor { sync_folder: Some(ENOSYS), ..rich }, Caveat::NoSync),
        (Poor { sync: Some(EINVAL), ..rich }, Caveat::NoSync),
        (Poor { sync: Some(EOPNOTSUPP), ..rich }, Caveat::NoSync),
        (Poor { set_mode: Some(EPERM), open_to_all: true, ..rich }, Caveat::NotPrivate),
        (Poor { open_to_all: true, ..rich }, Caveat::NotPrivate),
    ] {
        let desk = Desk::new();
        let (mut store, mut mine) = open(&desk, poor);
        let draft = store.draft().unwrap();
        edit(&mut mine, "first");
        assert_eq!(store.save(&mine).unwrap().backup_failed, None, "{caveat:?}");
        assert_eq!(desk.name_on_disk(), "first");
        assert_eq!(store.untold_caveats(), [caveat]);
        edit(&mut mine, "second");
        store.save(&mine).unwrap();
        assert_eq!(desk.name_on_disk(), "second");
        assert_eq!(store.untold_caveats(), [], "{caveat:?} was told");
        assert_eq!(store.caveats(), [caveat], "and is still known");
        // Another window's edits are taken in there too.
        let (mut other, mut theirs) = open(&desk, poor);
        edit(&mut theirs, "theirs");
        other.save(&theirs).unwrap();
        edit(&mut mine, "third");
        assert_eq!(store.save(&mine).unwrap().remote_changes.len(), 1);
        assert!(desk.is_tidy(), "{:?}", desk.names());
        drop(draft);
        // A new project, one saved elsewhere, and one backed up, pinned.
        let environment = || Environment { disk: Arc::new(poor), ..Environment::default() };
        let new = desk.folder.path().join("new.json");
        let (mut new, _) = Store::create_in(environment(), &new, REGISTRY, &mine.project).unwrap();
        assert_eq!(new.untold_caveats(), [caveat]);
        new.pin().unwrap();
        new.save_as(&mine, &desk.folder.path().join("as.json")).unwrap();
        assert_eq!(new.untold_caveats(), [caveat], "it is said of the other place too");
        new.restore(&mine).unwrap();
    }
}

#[test]
fn a_place_that_lacks_nothing_is_not_talked_about() {
    let desk = Desk::new();
    // Nothing is lost where permissions cannot be set but are right.
    let (mut store, mut mine) = open(&desk, Poor { set_mode: Some(EPERM), ..Poor::default() });
    edit(&mut mine, "new");
    store.save(&mine).unwrap();
    assert_eq!(store.caveats(), []);
}

#[test]
fn a_disk_that_breaks_is_no_place_that_lacks_something() {
    let rich = Poor::default();
    for poor in [
        Poor { lock: Some(EIO), ..rich },
        Poor { sync: Some(EIO), ..rich },
        Poor { sync_folder: Some(EIO), ..rich },
        Poor { set_mode: Some(EIO), open_to_all: true, ..rich },
    ] {
        let desk = Desk::new();
        let (mut store, mut mine) = open(&desk, poor);
        edit(&mut mine, "new");
        assert!(matches!(store.save(&mine), Err(NotSaved::Io { .. })));
        assert_eq!(store.caveats(), []);
    }
}

#[test]
fn without_locks_a_file_that_may_be_in_use_stays_and_an_old_one_goes() {
    let desk = Desk::new();
    let at = |id| desk.folder.path().join(format!(".plan.json.{id}.tmp"));
    let ids = [changebook::store::fresh_id(), changebook::store::fresh_id()];
    for id in ids {
        fs::write(at(id), "half").unwrap();
    }
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(7_200);
    File::options().write(true).open(at(ids[1])).unwrap().set_modified(long_ago).unwrap();
    drop(open(&desk, Poor { lock: Some(ENOLCK), ..Poor::default() }));
    assert_eq!(ids.map(|id| at(id).exists()), [true, false]);
    drop(open(&desk, Poor::default()));
    assert_eq!(ids.map(|id| at(id).exists()), [false, false]);
}

fn mode(path: PathBuf) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_group_keeps_what_it_may_where_the_folder_is_shared_and_nobody_gets_more() {
    let rich = Poor::default();
    let no_group = Poor { set_group: Some(EPERM), ..rich };
    for (folder, poor, before, after, caveats) in [
        (0o750, rich, 0o640, 0o640, &[Caveat::Shared][..]),
        (0o770, rich, 0o660, 0o660, &[Caveat::Shared]),
        (0o2770, rich, 0o664, 0o660, &[Caveat::Shared]),
        (0o775, rich, 0o644, 0o640, &[Caveat::Shared]),
        // What everybody may do to a folder does not share it with anybody.
        (0o755, rich, 0o640, 0o600, &[]),
        (0o777, rich, 0o660, 0o600, &[]),
        (0o750, rich, 0o600, 0o600, &[]),
        (0o700, rich, 0o640, 0o600, &[]),
        (0o700, rich, 0o644, 0o600, &[]),
        (0o710, rich, 0o640, 0o600, &[]),
        // What cannot be given to the same group is given to none.
        (0o750, no_group, 0o640, 0o600, &[Caveat::GroupLost]),
        (0o750, Poor { set_mode: Some(EPERM), ..rich }, 0o640, 0o600, &[Caveat::GroupLost]),
    ] {
        let desk = Desk::new();
        let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        set(desk.folder.path(), folder);
        set(&desk.file(), before);
        let (mut store, mut mine) = open(&desk, poor);
        edit(&mut mine, "new");
        store.save(&mine).unwrap();
        assert_eq!(mode(desk.file()), after, "{before:o} in {folder:o}");
        assert_eq!(store.untold_caveats(), caveats, "{before:o} in {folder:o}");
        for backup in store.backups().unwrap() {
            assert_eq!(mode(backup.path), 0o600, "a backup is for its owner");
        }
        store.restore(&mine).unwrap();
        assert_eq!(mode(desk.file()), after, "restored");
    }
}
