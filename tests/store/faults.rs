//! Failing calls, killed processes and what others do to the file: it is always the old or the new
//! one, and "saved" is never said of anything that is not on the disk.

use crate::sample::{self, Person, REGISTRY, id, name, project, text};
use changebook::project::{Edit, Project};
use changebook::store::disk::{Content, Disk, Looked, Real};
use changebook::store::format::read;
use changebook::store::{
    Ground, Mode, NotSaved, Now, OpenError, ReadOnly, Snapshot, Step, Store, Target, fresh_id,
};
use std::fs::{self, File};
use std::io::{self, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// What happens at the step counted down to.
#[derive(Clone, Copy, PartialEq)]
pub enum What {
    Error(io::ErrorKind),
    /// The call is done, and then reported as failed.
    Late,
    Kill,
}

/// The real disk with one bad step, and writes of a few bytes each.
pub struct Faulty {
    left: AtomicUsize,
    what: What,
}

impl Faulty {
    pub fn at(step: usize, what: What) -> Arc<Faulty> {
        Arc::new(Faulty { left: AtomicUsize::new(step), what })
    }

    /// Lets the call after so many go wrong; 0 is none.
    pub fn set(&self, step: usize) {
        self.left.store(step, Ordering::SeqCst);
    }

    fn ground(step: usize, what: What) -> Ground {
        Ground { disk: Faulty::at(step, what), ..Ground::default() }
    }

    fn step<T>(&self, call: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        if self.left.fetch_sub(1, Ordering::SeqCst) != 1 {
            return call();
        }
        match self.what {
            What::Error(kind) => Err(kind.into()),
            What::Late => call().and(Err(io::ErrorKind::Other.into())),
            What::Kill => std::process::abort(),
        }
    }
}

impl Disk for Faulty {
    fn look(&self, path: &Path, limit: u64) -> io::Result<Looked> {
        self.step(|| Real.look(path, limit))
    }
    fn read_looked(&self, looked: &Looked, limit: u64) -> io::Result<Content> {
        self.step(|| Real.read_looked(looked, limit))
    }
    fn open_lock(&self, path: &Path) -> io::Result<File> {
        self.step(|| Real.open_lock(path))
    }
    fn create_new(&self, path: &Path, mode: u32) -> io::Result<File> {
        self.step(|| Real.create_new(path, mode))
    }
    fn write(&self, file: &File, bytes: &[u8]) -> io::Result<usize> {
        self.step(|| Real.write(file, &bytes[..bytes.len().min(200)]))
    }
    fn sync(&self, file: &File) -> io::Result<()> {
        self.step(|| Real.sync(file))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|| Real.rename(from, to))
    }
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|| Real.link(from, to))
    }
    fn unlink(&self, path: &Path) -> io::Result<()> {
        self.step(|| Real.unlink(path))
    }
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.step(|| Real.sync_folder(path))
    }
}

/// More steps than a save has.
const STEPS: usize = 40;

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk { folder: tempfile::tempdir().unwrap() };
        Store::create(&desk.file(), REGISTRY, &project()).unwrap();
        desk
    }
    fn file(&self) -> PathBuf {
        self.folder.path().join("plan.json")
    }
    fn open(&self) -> (Store, Snapshot) {
        let (store, project) = Store::open(&self.file(), REGISTRY).unwrap();
        (store, Snapshot::of(project))
    }
    fn on_disk(&self) -> Project {
        read(&fs::read(self.file()).unwrap(), REGISTRY).unwrap().project
    }
    fn name_on_disk(&self) -> String {
        self.on_disk().find::<Person>(id(2)).unwrap().name.to_string()
    }
    fn is_tidy(&self) -> bool {
        self.names().iter().all(|name| !name.contains(".tmp"))
    }
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

fn edit(snapshot: &mut Snapshot, value: &str) {
    name(&mut snapshot.project, 2, value);
}

#[test]
fn what_is_saved_is_there() {
    let desk = Desk::new();
    let (mut store, mut mine) = desk.open();
    edit(&mut mine, "edited");
    let saved = store.save(&mine).unwrap();
    assert_eq!((saved.rev, saved.news.is_empty(), saved.backup_failed), (2, true, None));
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
            let Ok((mut store, _)) = Store::open_on(Faulty::ground(step, what), &desk.file(), REGISTRY)
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
                    saved.news.iter().for_each(|news| mine.absorb(news));
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
    let ground = Faulty::ground(step.parse().unwrap(), What::Kill);
    let (mut store, project) = Store::open_on(ground, Path::new(&file), REGISTRY).unwrap();
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
fn what_others_wrote_comes_in_with_the_save() {
    let desk = Desk::new();
    let ((mut one, mut mine), (mut two, mut yours)) = (desk.open(), desk.open());
    edit(&mut mine, "mine");
    one.save(&mine).unwrap();
    name(&mut yours.project, 3, "yours");
    let mut saved = two.save(&yours).unwrap();
    assert_eq!(saved.rev, 3, "theirs was the second");
    let news = saved.news.remove(0);
    // Meanwhile the window went on, without knowing.
    sample::put(&mut yours.project, sample::person(60, "later"));
    yours.absorb(&news);
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
fn a_snapshot_sent_before_the_news_arrived_undoes_nothing() {
    let desk = Desk::new();
    let ((mut one, mut mine), (mut two, mut yours)) = (desk.open(), desk.open());
    edit(&mut yours, "yours");
    two.save(&yours).unwrap();
    let news = one.refresh().unwrap().remove(0);
    name(&mut mine.project, 3, "mine");
    // Sent early: it knows nothing of the news that is on its way.
    assert!(one.save(&mine).unwrap().news.is_empty());
    assert_eq!(desk.name_on_disk(), "yours");
    mine.absorb(&news);
    mine.absorb(&news);
    one.save(&mine).unwrap();
    assert_eq!((&*desk.name_on_disk(), desk.on_disk().conflicts.len()), ("yours", 0));
    // The same field on both sides, in between: one is shown and the other waits.
    edit(&mut yours, "yours again");
    yours.absorb(&two.refresh().unwrap().remove(0));
    two.save(&yours).unwrap();
    edit(&mut mine, "mine");
    let news = one.save(&mine).unwrap().news.remove(0);
    mine.absorb(&news);
    assert_eq!((&*desk.name_on_disk(), desk.on_disk().conflicts.len()), ("mine", 1));
    // Settled, it does not come back.
    mine.project.apply(Edit::Conflict { at: 0, put: None }).unwrap();
    one.save(&mine).unwrap();
    yours.absorb(&two.refresh().unwrap().remove(0));
    assert!(yours.project.conflicts.is_empty());
}

#[test]
fn a_file_that_has_become_another_is_not_written_over() {
    let newer = text(&project()).replace("\"version\":1,\"min_writer\":1", "\"version\":9,\"min_writer\":9");
    let other = text(&project()).replace(&sample::PROJECT.to_string(), "00000000000a");
    let twins = text(&project()).replacen(&id(2).to_string(), &id(1).to_string(), 1);
    for there in [newer, other, twins] {
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
    assert_eq!((saved.rev, saved.news.len()), (2, 1));
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
    // Told to, it keeps the damaged one aside and goes on.
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
fn twins_are_repaired_on_request() {
    let desk = Desk::new();
    let twins = text(&project()).replacen(&id(2).to_string(), &id(1).to_string(), 1);
    fs::write(desk.file(), &twins).unwrap();
    let (mut store, mine) = desk.open();
    assert!(matches!(store.mode(), Mode::ReadOnly(ReadOnly::Twins { row: 2, .. })));
    assert!(store.save(&mine).is_err());
    let parted = changebook::store::format::part_twins(&mine.project, fresh_id);
    store.restore(&Snapshot::of(parted)).unwrap();
    assert_eq!(desk.open().0.mode(), Mode::ReadWrite);
    assert_eq!(
        fs::read_to_string(&store.backups().unwrap()[0].path).unwrap(),
        twins,
        "the old one is pinned"
    );
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
    let ground = Ground { clock, ..Ground::default() };
    let (mut store, project) = Store::open_on(ground, &desk.file(), REGISTRY).unwrap();
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
fn waiting_for_a_lock_ends_with_a_word() {
    let desk = Desk::new();
    let (_, mut mine) = desk.open();
    let ground = Ground { patience: Duration::from_millis(50), ..Ground::default() };
    let (mut store, _) = Store::open_on(ground, &desk.file(), REGISTRY).unwrap();
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
    let start = Instant::now();
    for name in ["folder.json", "pipe.json", "device.json", "socket.json"] {
        let error = Store::open(&at(name), REGISTRY).unwrap_err();
        assert!(matches!(error, OpenError::NotAFile), "{name}: {error:?}");
    }
    assert!(start.elapsed() < Duration::from_secs(4));
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

/// The real disk, with a list of what was asked of it.
#[derive(Default)]
struct Told(std::sync::Mutex<Vec<&'static str>>, std::sync::atomic::AtomicBool);

impl Told {
    fn tell(&self, what: &'static str) {
        self.0.lock().unwrap().push(what);
    }
}

impl Disk for Told {
    fn open_lock(&self, path: &Path) -> io::Result<File> {
        self.tell("lock");
        Real.open_lock(path)
    }
    fn look(&self, path: &Path, limit: u64) -> io::Result<Looked> {
        self.tell("look");
        Real.look(path, limit)
    }
    fn read_looked(&self, looked: &Looked, limit: u64) -> io::Result<Content> {
        self.tell("read");
        Real.read_looked(looked, limit)
    }
    fn create_new(&self, path: &Path, mode: u32) -> io::Result<File> {
        self.tell("create");
        Real.create_new(path, mode)
    }
    fn write(&self, file: &File, bytes: &[u8]) -> io::Result<usize> {
        self.tell("write");
        Real.write(file, bytes)
    }
    fn sync(&self, file: &File) -> io::Result<()> {
        self.tell("sync");
        Real.sync(file)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.tell("rename");
        Real.rename(from, to)
    }
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.tell("link");
        Real.link(from, to)
    }
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.tell("sync folder");
        if self.1.swap(false, Ordering::SeqCst) {
            Err(io::ErrorKind::Other.into())
        } else {
            Real.sync_folder(path)
        }
    }
}

#[test]
fn a_save_takes_its_steps_in_order() {
    let desk = Desk::new();
    let told = Arc::new(Told::default());
    let ground = Ground { disk: told.clone(), ..Ground::default() };
    let (mut store, project) = Store::open_on(ground, &desk.file(), REGISTRY).unwrap();
    let mut mine = Snapshot::of(project);
    let mut steps = |value| {
        told.0.lock().unwrap().clear();
        edit(&mut mine, value);
        store.save(&mine).unwrap();
        told.0.lock().unwrap().join(", ")
    };
    let save = "create, write, sync, rename, sync folder";
    assert_eq!(steps("with a backup"), format!("lock, look, link, sync folder, {save}"));
    assert_eq!(steps("without"), format!("lock, look, {save}"));
    // In its place, but not safe from a power cut: the same again is not "nothing new".
    edit(&mut mine, "unsynced");
    told.1.store(true, Ordering::SeqCst);
    assert!(matches!(store.save(&mine), Err(NotSaved::Io { step: Step::SyncFolder, .. })));
    told.0.lock().unwrap().clear();
    store.save(&mine).unwrap();
    assert_eq!(told.0.lock().unwrap().join(", "), format!("lock, look, read, {save}"));
    // Somebody has touched the file: whatever it was, it is read.
    edit(&mut mine, "touched");
    File::open(desk.file()).unwrap().set_modified(std::time::SystemTime::now()).unwrap();
    told.0.lock().unwrap().clear();
    store.save(&mine).unwrap();
    assert_eq!(told.0.lock().unwrap().join(", "), format!("lock, look, read, {save}"));
}

#[test]
fn a_file_written_just_before_it_was_opened_is_read_again() {
    // Its clock may still stand where it did, so that a further write would not show in its stamp.
    let desk = Desk::new();
    fs::write(desk.file(), text(&project())).unwrap();
    let told = Arc::new(Told::default());
    let ground = Ground { disk: told.clone(), ..Ground::default() };
    let (mut store, project) = Store::open_on(ground, &desk.file(), REGISTRY).unwrap();
    let mut mine = Snapshot::of(project);
    edit(&mut mine, "mine");
    told.0.lock().unwrap().clear();
    store.save(&mine).unwrap();
    assert!(told.0.lock().unwrap().join(", ").starts_with("lock, look, read, "));
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
        assert_eq!(store.save(&mine).unwrap().news.len(), 1, "round {round}");
        let there = desk.on_disk();
        let names: Vec<_> = there.rows::<Person>().iter().map(|p| p.name.as_str()).collect();
        assert_eq!(names[..2], ["区域经理 B1", "mine again"], "round {round}");
    }
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

/// A disk on which, when asked to, another program writes into the middle of the file while a save reads it, or
/// the file cannot be read.
#[derive(Default)]
struct Meddled(std::sync::Mutex<Option<Meddling>>);

#[derive(Clone)]
enum Meddling {
    Writes(PathBuf),
    Fails,
}

impl Disk for Meddled {
    fn read_part(&self, file: &File, at: u64, buffer: &mut [u8]) -> io::Result<()> {
        let meddling = self.0.lock().unwrap().clone();
        match meddling {
            None => {}
            Some(Meddling::Fails) => return Err(io::ErrorKind::Other.into()),
            Some(Meddling::Writes(path)) => {
                let mut file = fs::OpenOptions::new().write(true).open(path)?;
                let middle = file.metadata()?.len() / 2;
                file.seek(io::SeekFrom::Start(middle))?;
                file.write_all(&[0; 4])?;
            }
        }
        Real.read_part(file, at, buffer)
    }
}

#[test]
fn a_large_file_is_taken_over_only_while_nobody_else_writes_into_it() {
    let desk = Desk::new();
    let others = Arc::new(Meddled::default());
    let ground = Ground { disk: others.clone(), ..Ground::default() };
    let (mut store, project) = Store::open_on(ground, &desk.file(), REGISTRY).unwrap();
    let mut mine = Snapshot::of(project);
    for n in 100..9_000 {
        sample::put(&mut mine.project, sample::person(n, "a role with a name that takes some room"));
    }
    let there = |desk: &Desk| fs::read(desk.file()).unwrap();
    let wanted = |mine: &Snapshot, rev| changebook::store::format::write(&mine.project, rev).unwrap();
    for value in ["made anew", "taken over", "once more"] {
        edit(&mut mine, value);
        let rev = store.save(&mine).unwrap().rev;
        assert!(there(&desk) == wanted(&mine, rev), "{value}");
    }
    assert!(there(&desk).len() > 512 << 10);
    // Touched and not changed: nobody is told of news.
    File::open(desk.file()).unwrap().set_modified(std::time::SystemTime::now()).unwrap();
    assert!(store.refresh().unwrap().is_empty());
    edit(&mut mine, "settled");
    store.save(&mine).unwrap();
    let set = |meddling| *others.0.lock().unwrap() = meddling;
    // What cannot be read is made anew the next time.
    set(Some(Meddling::Fails));
    edit(&mut mine, "unreadable");
    assert!(matches!(store.save(&mine), Err(NotSaved::Io { step: Step::Read, .. })));
    let rev = store.save(&mine).unwrap().rev;
    assert!(there(&desk) == wanted(&mine, rev));
    set(Some(Meddling::Writes(desk.file())));
    edit(&mut mine, "in danger");
    assert!(matches!(store.save(&mine), Err(NotSaved::Unwritable(_))));
    assert!(there(&desk).contains(&0), "what the other wrote is still there, and nothing of ours");
    assert!(matches!(store.save(&mine), Err(NotSaved::Outside(_))));
    assert!(desk.is_tidy());
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
    let ground = Ground { disk: Arc::new(Racing::default()), ..Ground::default() };
    let (store, _) = Store::open_on(ground, &desk.file(), REGISTRY).unwrap();
    store.draft().unwrap().write("text", &target()).unwrap();
    assert!(desk.names().contains(&".plan.json.draft-2".to_owned()));
}

#[test]
fn a_step_that_failed_is_named() {
    let desk = Desk::new();
    let (mut store, mut mine) = desk.open();
    fs::remove_dir_all(desk.folder.path()).unwrap();
    edit(&mut mine, "new");
    let error = store.save(&mine).unwrap_err();
    assert!(matches!(error, NotSaved::Io { step: Step::Lock, .. }), "{error:?}");
    assert!(error.to_string().starts_with("save-io Lock"), "{error}");
    assert!(!error.to_string().contains("plan"), "no path in a log line");
}
