//! One project's file: opened, saved, and brought together with what other windows write. A save
//! follows nine steps, and after any of them the file is whole and is the old or the new one.
//!
//! The thread that saves owns the [`Store`]; the window owns the project it shows. Both would lose an
//! edit if they merely swapped projects, because each goes on while the other works. So whatever the
//! store takes in from others goes to the window as [`News`], from one project to another, which the
//! window merges into what it shows by then ([`Snapshot::absorb`]); and a snapshot says how much news
//! it has taken in, so that the store can do the same to one that was sent too early.

use super::backup::{Backup, Backups};
use super::disk::{Content, Disk, Real, Stamp, put};
use super::draft::Draft;
use super::fault::{NotSaved, OpenError, reason};
use super::format::{self, FILE_LIMIT, Opened};
use super::merge::merge;
use super::print::Print;
use super::{Around, Mode, ReadOnly, Step};
use crate::project::Project;
use crate::sheet::SheetDef;
use crate::text::Phrase;
use chrono::NaiveDate;
use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// At most one backup in this many seconds.
const BACKUP_EVERY: i64 = 600;

/// The time, as backups need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// Seconds since any fixed moment.
    pub seconds: i64,
    /// The civil day.
    pub day: NaiveDate,
}

impl Now {
    /// By the clock of this machine.
    pub fn local() -> Now {
        let now = chrono::Local::now();
        Now { seconds: now.timestamp(), day: now.date_naive() }
    }
}

/// What a store stands on; tests put another disk, clock or patience in.
#[derive(Clone)]
pub struct Ground {
    /// The calls on the file system.
    pub disk: Arc<dyn Disk>,
    /// The clock that backups go by.
    pub clock: fn() -> Now,
    /// How long to wait for another window's lock.
    pub patience: Duration,
}

impl Default for Ground {
    fn default() -> Ground {
        Ground { disk: Arc::new(Real), clock: Now::local, patience: Duration::from_secs(5) }
    }
}

/// What a window shows, and how much of the store's news is in it.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The project as shown.
    pub project: Project,
    /// The number of the last news taken in; 0 before any.
    pub tide: u64,
}

impl Snapshot {
    /// A project just opened.
    pub fn of(project: Project) -> Snapshot {
        Snapshot { project, tide: 0 }
    }

    /// Takes in what others have written, whatever has been edited since. News must come in order.
    pub fn absorb(&mut self, news: &News) {
        if news.tide > self.tide {
            self.project = merge(&news.from, &self.project, &news.to);
            self.tide = news.tide;
        }
    }
}

/// What others have written, as a step from a project that the window had to one that holds it.
#[derive(Clone, Debug)]
pub struct News {
    /// Its number.
    pub tide: u64,
    from: Project,
    to: Project,
}

/// A project is on the disk.
#[derive(Debug)]
pub struct Saved {
    /// The revision of the file.
    pub rev: u64,
    /// What others had written, for the window to take in.
    pub news: Option<News>,
    /// Why no backup could be made or old ones taken away; the project itself is safe.
    pub backup_failed: Option<Phrase>,
}

/// What was put on the disk by a save that then failed: it may be there or not.
struct Unsure {
    print: Print,
    sent: Project,
    written: Project,
    rev: u64,
    foreign: bool,
}

/// The file of one project.
pub struct Store {
    ground: Ground,
    around: Around,
    registry: Vec<&'static SheetDef>,
    mode: Mode,
    /// The bytes last seen, or none if the file was not there.
    seen: Option<Print>,
    /// The project in them.
    base: Project,
    rev: u64,
    unsure: Option<Unsure>,
    tide: u64,
    /// News that the window may not have taken in yet.
    news: Vec<News>,
    backed_up: Option<i64>,
    stamp: Arc<Mutex<Option<Stamp>>>,
}

/// Tells cheaply, from any thread, whether the file has changed since the store last saw it.
#[derive(Clone, Debug)]
pub struct Watch {
    file: PathBuf,
    stamp: Arc<Mutex<Option<Stamp>>>,
}

impl Watch {
    /// Whether another program has written, replaced or removed the file. A look at its metadata only.
    pub fn changed_outside(&self) -> bool {
        let now = std::fs::symlink_metadata(&self.file).ok().map(|meta| Stamp::of(&meta));
        now != *self.stamp.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store {
    /// Opens a project's file.
    pub fn open(path: &Path, registry: &[&'static SheetDef]) -> Result<(Store, Project), OpenError> {
        Store::open_on(Ground::default(), path, registry)
    }

    /// Opens a project's file on another ground.
    pub fn open_on(
        ground: Ground,
        path: &Path,
        registry: &[&'static SheetDef],
    ) -> Result<(Store, Project), OpenError> {
        let around = Around::of(path).map_err(OpenError::Io)?;
        let backups = || Backups::of(&*ground.disk, &around.file).list().is_ok_and(|list| !list.is_empty());
        let content = match ground.disk.read(&around.file, FILE_LIMIT as u64) {
            Err(e) if e.kind() == io::ErrorKind::NotFound && backups() => return Err(OpenError::Gone),
            content => content.map_err(unread)?,
        };
        let opened = format::read(&content.bytes, registry)
            .map_err(|damage| OpenError::Damaged { damage, backups: backups() })?;
        let mode = match opened.read_only {
            Some(why) => Mode::ReadOnly(why),
            None if sweep(&ground, &around) => Mode::ReadWrite,
            None => Mode::ReadOnly(ReadOnly::Folder),
        };
        let project = opened.project.clone();
        Ok((Store::with(ground, around, registry, mode, Some(&content), opened), project))
    }

    /// Writes a new project's file, never over another.
    pub fn create(
        path: &Path,
        registry: &[&'static SheetDef],
        project: &Project,
    ) -> Result<(Store, Project), OpenError> {
        Store::create_on(Ground::default(), path, registry, project)
    }

    /// Writes a new project's file on another ground.
    pub fn create_on(
        ground: Ground,
        path: &Path,
        registry: &[&'static SheetDef],
        project: &Project,
    ) -> Result<(Store, Project), OpenError> {
        let around = Around::of(path).map_err(OpenError::Io)?;
        let bytes = format::write(project, 1).map_err(|e| OpenError::NotCreated(e.into()))?;
        let opened = Opened { project: project.clone(), rev: 1, read_only: None };
        let mut store = Store::with(ground, around, registry, Mode::ReadWrite, None, opened);
        let lock = store.lock().map_err(OpenError::NotCreated)?;
        let backups = Backups::of(&*store.ground.disk, &store.around.file).list().map_err(OpenError::Io)?;
        if !backups.is_empty() || std::fs::symlink_metadata(&store.around.file).is_ok() {
            return Err(OpenError::Exists);
        }
        store
            .replace(&bytes, 0o600)
            .map_err(|(step, error)| OpenError::NotCreated(NotSaved::Io { step, error }))?;
        store.seen = Some(Print::of(&bytes));
        drop(lock);
        Ok((store, project.clone()))
    }

    /// Opens the newest valid backup, for viewing; the damaged file is copied aside once and stays.
    pub fn open_backup(path: &Path, registry: &[&'static SheetDef]) -> Result<(Store, Project), OpenError> {
        let (ground, around) = (Ground::default(), Around::of(path).map_err(OpenError::Io)?);
        let content = match ground.disk.read(&around.file, FILE_LIMIT as u64) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => None,
            content => Some(content.map_err(unread)?),
        };
        if let Some(content) = content.as_ref().filter(|c| format::read(&c.bytes, registry).is_err()) {
            keep_aside(&*ground.disk, &around, content).map_err(OpenError::Io)?;
        }
        let newest =
            Backups::of(&*ground.disk, &around.file).newest_valid(registry).map_err(OpenError::Io)?;
        let (_, opened) = newest.ok_or(OpenError::NoBackup)?;
        let project = opened.project.clone();
        let mode = Mode::ReadOnly(ReadOnly::Backup);
        Ok((Store::with(ground, around, registry, mode, content.as_ref(), opened), project))
    }

    fn with(
        ground: Ground,
        around: Around,
        registry: &[&'static SheetDef],
        mode: Mode,
        content: Option<&Content>,
        opened: Opened,
    ) -> Store {
        Store {
            ground,
            around,
            registry: registry.to_vec(),
            mode,
            seen: content.map(|c| Print::of(&c.bytes)),
            base: opened.project,
            rev: opened.rev,
            unsure: None,
            tide: 0,
            news: Vec::new(),
            backed_up: None,
            stamp: Arc::new(Mutex::new(content.map(|c| c.stamp))),
        }
    }

    /// Whether the project may be written, and if not, why.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// The file, its links resolved.
    pub fn path(&self) -> &Path {
        &self.around.file
    }

    /// The revision last seen.
    pub fn rev(&self) -> u64 {
        self.rev
    }

    /// For the thread that looks whether the file changes.
    pub fn watch(&self) -> Watch {
        Watch { file: self.around.file.clone(), stamp: Arc::clone(&self.stamp) }
    }

    /// Whether the file has changed since it was last seen.
    pub fn changed_outside(&self) -> bool {
        self.watch().changed_outside()
    }

    /// A place beside the file for the text being typed, this window's own.
    pub fn draft(&self) -> io::Result<Draft> {
        Draft::open(Arc::clone(&self.ground.disk), &self.around)
    }

    /// The backups, the newest first.
    pub fn backups(&self) -> io::Result<Vec<Backup>> {
        Backups::of(&*self.ground.disk, &self.around.file).list()
    }

    /// Saves a snapshot, together with what others have written since the file was last seen.
    pub fn save(&mut self, snapshot: &Snapshot) -> Result<Saved, NotSaved> {
        if let Mode::ReadOnly(why) = self.mode {
            return Err(NotSaved::ReadOnly(why));
        }
        let mut mine = self.caught_up(snapshot);
        let mut bytes = format::write(&mine, self.rev + 1)?;
        let lock = self.lock()?;
        let content = match self.ground.disk.read(&self.around.file, FILE_LIMIT as u64) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Err(NotSaved::Gone),
            content => content.map_err(|error| NotSaved::Io { step: Step::Read, error })?,
        };
        let print = Print::of(&content.bytes);
        let (mut foreign, mut rev, sent) = (false, self.rev, mine.clone());
        if Some(print) == self.seen {
            if mine.same(&self.base) {
                return Ok(Saved { rev, news: None, backup_failed: None });
            }
        } else if let Some(unsure) = self.unsure.as_ref().filter(|u| u.print == print) {
            mine = merge(&unsure.sent, &mine, &unsure.written);
            (foreign, rev) = (unsure.foreign, unsure.rev);
            bytes = format::write(&mine, rev + 1)?;
        } else {
            let theirs = self.theirs(&content)?;
            mine = merge(&self.base, &mine, &theirs.project);
            (foreign, rev) = (true, theirs.rev.max(rev));
            if mine.same(&theirs.project) {
                self.set_stamp(content.stamp);
                self.settle(print, mine, rev);
                return Ok(Saved { rev, news: Some(self.tell(sent)), backup_failed: None });
            }
            bytes = format::write(&mine, rev + 1)?;
        }
        rev += 1;
        let backed_up = self.back_up_when_due(&content);
        let print = Print::of(&bytes);
        self.unsure = Some(Unsure { print, sent: sent.clone(), written: mine.clone(), rev, foreign });
        self.replace(&bytes, content.mode & 0o600).map_err(|(step, error)| NotSaved::Io { step, error })?;
        self.unsure = None;
        self.settle(print, mine, rev);
        let backup_failed = match backed_up {
            Ok(true) => self.prune(print).err(),
            Ok(false) => None,
            Err(error) => Some(error),
        };
        drop(lock);
        let news = foreign.then(|| self.tell(sent));
        Ok(Saved { rev, news, backup_failed: backup_failed.as_ref().map(reason) })
    }

    /// Looks whether others have written, and if so gives what they wrote.
    pub fn refresh(&mut self) -> Result<Option<News>, OpenError> {
        if self.mode == Mode::ReadOnly(ReadOnly::Backup) {
            return Ok(None);
        }
        let content = match self.ground.disk.read(&self.around.file, FILE_LIMIT as u64) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Err(OpenError::Gone),
            content => content.map_err(unread)?,
        };
        let print = Print::of(&content.bytes);
        self.set_stamp(content.stamp);
        // What an unsure save of our own left behind is for the next save to settle.
        if Some(print) == self.seen || self.unsure.as_ref().is_some_and(|u| u.print == print) {
            return Ok(None);
        }
        let opened = format::read(&content.bytes, &self.registry)
            .map_err(|damage| OpenError::Damaged { damage, backups: true })?;
        if opened.project.id != self.base.id {
            return Err(OpenError::Replaced);
        }
        match (self.mode, opened.read_only) {
            (Mode::ReadWrite, Some(why)) => return Err(OpenError::ReadOnly(why)),
            // Somebody has mended what was wrong.
            (Mode::ReadOnly(ReadOnly::Newer | ReadOnly::Twins { .. }), None) => self.mode = Mode::ReadWrite,
            _ => {}
        }
        let from = self.base.clone();
        self.settle(print, opened.project, opened.rev.max(self.rev));
        Ok(Some(self.tell(from)))
    }

    /// Puts a project in the file's place, whatever lies there: what can be read becomes a pinned
    /// backup, what cannot is copied aside. For restoring a backup, for repairing twins, and for going
    /// on after another program has damaged or removed the file.
    pub fn restore(&mut self, snapshot: &Snapshot) -> Result<Saved, NotSaved> {
        if let Mode::ReadOnly(why @ (ReadOnly::Newer | ReadOnly::Folder)) = self.mode {
            return Err(NotSaved::ReadOnly(why));
        }
        let io = |step| move |error| NotSaved::Io { step, error };
        let project = self.caught_up(snapshot);
        let lock = self.lock()?;
        let mut rev = self.rev;
        let disk = &*self.ground.disk;
        let mut mode = 0o600;
        match disk.read(&self.around.file, FILE_LIMIT as u64) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(NotSaved::Io { step: Step::Read, error }),
            Ok(content) => {
                mode &= content.mode;
                match format::read(&content.bytes, &self.registry) {
                    Ok(there) if there.read_only == Some(ReadOnly::Newer) => {
                        return Err(NotSaved::ReadOnly(ReadOnly::Newer));
                    }
                    Ok(there) if there.project.id != project.id => return Err(NotSaved::Replaced),
                    Ok(there) => {
                        rev = rev.max(there.rev);
                        let day = (self.ground.clock)().day;
                        let backups = Backups::of(disk, &self.around.file);
                        backups.make(&content.bytes, content.mode, day, true).map_err(io(Step::Backup))?;
                    }
                    Err(_) => drop(keep_aside(disk, &self.around, &content).map_err(io(Step::Backup))?),
                }
            }
        }
        rev += 1;
        let bytes = format::write(&project, rev)?;
        self.replace(&bytes, mode).map_err(|(step, error)| NotSaved::Io { step, error })?;
        self.unsure = None;
        self.settle(Print::of(&bytes), project, rev);
        self.mode = Mode::ReadWrite;
        drop(lock);
        Ok(Saved { rev, news: None, backup_failed: None })
    }

    /// Backs the file up as it is, before an import or another large step; the backup outlives others.
    pub fn pin(&mut self) -> Result<(), NotSaved> {
        let lock = self.lock()?;
        let content = match self.ground.disk.read(&self.around.file, FILE_LIMIT as u64) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Err(NotSaved::Gone),
            content => content.map_err(|error| NotSaved::Io { step: Step::Read, error })?,
        };
        format::read(&content.bytes, &self.registry).map_err(NotSaved::Outside)?;
        let backups = Backups::of(&*self.ground.disk, &self.around.file);
        let made = backups.make(&content.bytes, content.mode, (self.ground.clock)().day, true);
        drop(lock);
        made.map_err(|error| NotSaved::Io { step: Step::Backup, error })
    }

    /// The snapshot with all news in it, also that which was on its way when it was sent.
    fn caught_up(&mut self, snapshot: &Snapshot) -> Project {
        self.news.retain(|news| news.tide > snapshot.tide);
        self.news.iter().fold(snapshot.project.clone(), |project, news| merge(&news.from, &project, &news.to))
    }

    fn theirs(&self, content: &Content) -> Result<Opened, NotSaved> {
        let theirs = format::read(&content.bytes, &self.registry).map_err(NotSaved::Outside)?;
        if let Some(why) = theirs.read_only {
            return Err(NotSaved::ReadOnly(why));
        }
        if theirs.project.id == self.base.id { Ok(theirs) } else { Err(NotSaved::Replaced) }
    }

    /// Remembers what is in the file now.
    fn settle(&mut self, print: Print, project: Project, rev: u64) {
        self.seen = Some(print);
        self.base = project;
        self.rev = rev;
    }

    /// News from what the window will have shown, all news before in it, to what is in the file now.
    fn tell(&mut self, from: Project) -> News {
        self.tide += 1;
        let news = News { tide: self.tide, from, to: self.base.clone() };
        self.news.push(news.clone());
        news
    }

    fn lock(&self) -> Result<File, NotSaved> {
        let io = |error| NotSaved::Io { step: Step::Lock, error };
        let file = self.ground.disk.open_lock(&self.around.lock()).map_err(io)?;
        let (start, mut pause) = (Instant::now(), Duration::from_millis(1));
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::Error(error)) => return Err(io(error)),
                Err(TryLockError::WouldBlock) if start.elapsed() >= self.ground.patience => {
                    return Err(NotSaved::Busy);
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(pause),
            }
            pause = (pause * 2).min(Duration::from_millis(20));
        }
    }

    /// Puts new bytes in the file's place; whatever happens, the file is the old or the new one.
    fn replace(&self, bytes: &[u8], mode: u32) -> Result<(), (Step, io::Error)> {
        self.write_file(bytes, mode, false)
    }

    fn write_file(&self, bytes: &[u8], mode: u32, fresh: bool) -> Result<(), (Step, io::Error)> {
        let (disk, temp) = (&*self.ground.disk, self.around.temp());
        let done = put(disk, &temp, bytes, mode).and_then(|stamp| {
            let placed = if fresh { self.place_fresh(&temp) } else { disk.rename(&temp, &self.around.file) };
            placed.map(|()| stamp).map_err(|e| (Step::Rename, e))
        });
        match done {
            Ok(stamp) => {
                self.set_stamp(stamp);
                disk.sync_folder(&self.around.folder).map_err(|e| (Step::SyncFolder, e))
            }
            Err(error) => {
                // If the temp file stays, the next start sweeps it.
                let _swept_later = disk.unlink(&temp);
                Err(error)
            }
        }
    }

    /// A second name, unlike a rename, never takes the place of a file that came in between.
    fn place_fresh(&self, temp: &Path) -> io::Result<()> {
        let (disk, file) = (&*self.ground.disk, &self.around.file);
        match disk.link(temp, file) {
            Ok(()) => disk.unlink(temp),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Err(e),
            // Where a file can have one name only, the look before must do.
            Err(_) => disk.rename(temp, file),
        }
    }

    fn back_up_when_due(&mut self, content: &Content) -> io::Result<bool> {
        let now = (self.ground.clock)();
        if self.backed_up.is_some_and(|then| (then..then + BACKUP_EVERY).contains(&now.seconds)) {
            return Ok(false);
        }
        let backups = Backups::of(&*self.ground.disk, &self.around.file);
        backups.make(&content.bytes, content.mode, now.day, false)?;
        self.backed_up = Some(now.seconds);
        Ok(true)
    }

    /// Old backups go only when the new file has been read back.
    fn prune(&self, print: Print) -> io::Result<()> {
        let content = self.ground.disk.read(&self.around.file, FILE_LIMIT as u64)?;
        if Print::of(&content.bytes) != print {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Backups::of(&*self.ground.disk, &self.around.file).prune()
    }

    fn set_stamp(&self, stamp: Stamp) {
        *self.stamp.lock().unwrap_or_else(PoisonError::into_inner) = Some(stamp);
    }
}

fn unread(error: io::Error) -> OpenError {
    match error.kind() {
        io::ErrorKind::NotFound => OpenError::Absent,
        io::ErrorKind::InvalidInput | io::ErrorKind::IsADirectory => OpenError::NotAFile,
        io::ErrorKind::FileTooLarge => {
            OpenError::Damaged { damage: super::damage::Flaw::TooLarge.into(), backups: false }
        }
        _ => OpenError::Io(error),
    }
}

/// Takes away what a crash has left; false if the folder cannot be written to. A lock held by
/// another window means that a temp file may be in use, so all stay then.
fn sweep(ground: &Ground, around: &Around) -> bool {
    match ground.disk.open_lock(&around.lock()) {
        Ok(lock) => {
            if lock.try_lock().is_ok() {
                for temp in around.temps() {
                    // One that stays does no harm and is tried again at the next start.
                    let _next_time = ground.disk.unlink(&temp);
                }
            }
            true
        }
        Err(e) => !matches!(e.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem),
    }
}

/// Copies a damaged file to `NAME.damaged-N.json`, unless such a copy of it is there already.
fn keep_aside(disk: &dyn Disk, around: &Around, content: &Content) -> io::Result<PathBuf> {
    for number in 1_u32.. {
        let path = around.damaged(number);
        match disk.read(&path, FILE_LIMIT as u64) {
            Ok(copy) if copy.bytes == content.bytes => return Ok(path),
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                put(disk, &path, &content.bytes, content.mode & 0o600).map_err(|(_, error)| error)?;
                disk.sync_folder(&around.folder)?;
                return Ok(path);
            }
            _ => {}
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("mode", &self.mode).field("rev", &self.rev).finish_non_exhaustive()
    }
}
