//! One project's file: opened, saved, and brought together with what other windows write. A save
//! follows nine steps, and after any of them the file is whole and is the old or the new one.
//!
//! The thread that saves owns the [`Store`]; the window owns the project it shows. Both would lose an
//! edit if they merely swapped projects, because each goes on while the other works. So whatever the
//! store takes in from others goes to the window as [`News`], from one project to another, which the
//! window merges into what it shows by then ([`Snapshot::absorb`]); and a snapshot says how much news
//! it has taken in, so that the store can do the same to one that was sent too early.

mod news;
mod recover;

pub use news::{News, Snapshot, Watch};

use super::backup::{Backup, Backups};
use super::disk::{Fresh, Looked, Stamp};
use super::draft::Draft;
use super::fault::{NotSaved, OpenError, reason};
use super::format::{self, Before, FILE_LIMIT, Laid, Opened, Unwritable};
use super::ground::Ground;
use super::merge::merge;
use super::print::{Print, Taking};
use super::{Around, Mode, ReadOnly, Step};
use crate::project::Project;
use crate::sheet::SheetDef;
use crate::text::Phrase;
use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// At most one backup in this many seconds.
const BACKUP_EVERY: i64 = 600;

/// From so many bytes on a second thread pays for its start.
const LARGE: u64 = 256 << 10;

/// A project is on the disk.
#[derive(Debug)]
pub struct Saved {
    /// The revision of the file.
    pub rev: u64,
    /// What others had written, for the window to take in, in this order.
    pub news: Vec<News>,
    /// Why no backup could be made or old ones taken away; the project itself is safe.
    pub backup_failed: Option<Phrase>,
    /// The file that was replaced, still open. To give its room back takes a good part of a save's time, so
    /// this is let go when everybody knows that the project is saved.
    pub replaced: Option<File>,
}

/// A file that is whole and on the disk, but not in its place yet.
struct Beside {
    temp: PathBuf,
    /// What was written; not taken where most of it comes from the file before, as the stamp tells as much.
    print: Option<Print>,
    laid: Laid,
    file: File,
}

/// The file of one project.
pub struct Store {
    ground: Ground,
    around: Around,
    registry: Vec<&'static SheetDef>,
    mode: Mode,
    /// The bytes last seen; none if the file was not there, or if only its stamp was noted. See [`Store::last_seen`].
    seen: Option<Print>,
    /// The stamp that the file has as long as it holds these bytes; none if its stamp would not tell.
    noted: Option<Stamp>,
    /// The project in them.
    base: Project,
    /// Where its rows stand in the file, if this store wrote it.
    laid: Option<Laid>,
    rev: u64,
    /// Whether the file is in its place but may not outlast a power cut.
    unsynced: bool,
    tide: u64,
    /// News that the window may not have taken in yet.
    news: Vec<News>,
    /// News that the window was not told yet.
    untold: Vec<News>,
    backed_up: Option<i64>,
    stamp: Arc<Mutex<Option<Stamp>>>,
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
        let looked = match ground.disk.look(&around.file, FILE_LIMIT as u64) {
            Err(e) if e.kind() == io::ErrorKind::NotFound && backups() => return Err(OpenError::Gone),
            looked => looked.map_err(unread)?,
        };
        let damaged = |damage| OpenError::Damaged { damage, backups: backups() };
        let (opened, print) = if let Some(opened) = stream(&looked, registry) {
            opened
        } else {
            let content = ground.disk.read_looked(&looked, FILE_LIMIT as u64).map_err(unread)?;
            let opened = format::read(&content.bytes, registry).map_err(damaged)?;
            (opened, Print::of(&content.bytes))
        };
        let mode = match opened.read_only {
            Some(why) => Mode::ReadOnly(why),
            None if sweep(&ground, &around) => Mode::ReadWrite,
            None => Mode::ReadOnly(ReadOnly::Folder),
        };
        let project = opened.project.clone();
        Ok((Store::with(ground, around, registry, mode, Some((print, looked.stamp)), opened), project))
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
        let opened = Opened { project: project.clone(), rev: 1, read_only: None };
        let mut store = Store::with(ground, around, registry, Mode::ReadWrite, None, opened);
        let lock = store.lock().map_err(OpenError::NotCreated)?;
        let backups = Backups::of(&*store.ground.disk, &store.around.file).list().map_err(OpenError::Io)?;
        if !backups.is_empty() || std::fs::symlink_metadata(&store.around.file).is_ok() {
            return Err(OpenError::Exists);
        }
        let beside = store.write_beside(project, 1, 0o600, None).map_err(OpenError::NotCreated)?;
        let print = beside.print;
        let stamp = store
            .place(&beside)
            .map_err(|(step, error)| OpenError::NotCreated(NotSaved::Io { step, error }))?;
        store.settle(print, Some(stamp), project.clone(), None, 1);
        drop(lock);
        Ok((store, project.clone()))
    }

    fn with(
        ground: Ground,
        around: Around,
        registry: &[&'static SheetDef],
        mode: Mode,
        seen: Option<(Print, Stamp)>,
        opened: Opened,
    ) -> Store {
        Store {
            ground,
            around,
            registry: registry.to_vec(),
            mode,
            seen: seen.map(|(print, _)| print),
            noted: seen.map(|(_, stamp)| stamp).filter(Stamp::tells),
            base: opened.project,
            laid: None,
            rev: opened.rev,
            unsynced: false,
            tide: 0,
            news: Vec::new(),
            untold: Vec::new(),
            backed_up: None,
            stamp: Arc::new(Mutex::new(seen.map(|(_, stamp)| stamp))),
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

    /// For a run of a single save, such as a command in a script: a backup that a run before has made of late
    /// counts as this run's own, so that many short runs do not push out the backups of a long day.
    pub fn count_earlier_backups(&mut self) -> io::Result<()> {
        let newest = self.backups()?.into_iter().next();
        // A backup is dated when its content was written, which is never later than when it was made.
        let written = newest.map(|backup| std::fs::metadata(backup.path)?.modified()).transpose()?;
        let since = |at: SystemTime| at.duration_since(SystemTime::UNIX_EPOCH).ok();
        self.backed_up = written.and_then(since).and_then(|since| i64::try_from(since.as_secs()).ok());
        Ok(())
    }

    /// Saves a snapshot, together with what others have written since the file was last seen.
    pub fn save(&mut self, snapshot: &Snapshot) -> Result<Saved, NotSaved> {
        if let Mode::ReadOnly(why) = self.mode {
            return Err(NotSaved::ReadOnly(why));
        }
        let mut mine = self.caught_up(snapshot);
        let lock = self.lock()?;
        let looked = match self.ground.disk.look(&self.around.file, FILE_LIMIT as u64) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Err(NotSaved::Gone),
            looked => looked.map_err(|error| NotSaved::Io { step: Step::Read, error })?,
        };
        let (sent, mut rev, theirs) = (mine.clone(), self.rev, self.theirs(&looked)?);
        let others = theirs.is_some();
        if let Some((theirs, print)) = theirs {
            mine = merge(&self.base, &mine, &theirs.project);
            rev = theirs.rev.max(rev);
            if mine.same(&theirs.project) {
                self.set_stamp(looked.stamp);
                self.settle(Some(print), Some(looked.stamp), mine, None, rev);
                self.tell(sent);
                return Ok(self.saved(&Ok(()), None));
            }
        } else if mine.same(&self.base) && !self.unsynced {
            return Ok(self.saved(&Ok(()), None));
        }
        let backed_up = self.back_up_when_due(looked.mode);
        // What this store has written, and nobody else since, need not be made anew. Every now and then it is.
        let ours = !others && self.noted == Some(looked.stamp) && !matches!(backed_up, Ok(true));
        // If this fails, the next try does without it.
        let laid = self.laid.take_if(|_| ours);
        let before = laid.as_ref().map(|laid| (&looked, laid));
        let beside = self.write_beside(&mine, rev + 1, looked.mode & 0o600, before)?;
        // Elsewhere a file that is open may stand in another's way.
        let old = cfg!(unix).then_some(looked.file);
        let print = beside.print;
        let placed = self.place(&beside);
        // A file in its place is what the next window builds on, even if the save has failed after all.
        if placed.is_ok() || self.is_in_place(&beside) {
            self.settle(print, placed.as_ref().ok().copied(), mine, Some(beside.laid), rev + 1);
            self.unsynced = placed.is_err();
            if others {
                self.tell(sent);
            }
        }
        placed.map_err(|(step, error)| NotSaved::Io { step, error })?;
        let backed_up =
            backed_up.and_then(|made| print.filter(|_| made).map_or(Ok(()), |print| self.prune(print)));
        drop(lock);
        Ok(self.saved(&backed_up, old))
    }

    fn saved(&mut self, backed_up: &io::Result<()>, replaced: Option<File>) -> Saved {
        let news = std::mem::take(&mut self.untold);
        Saved { rev: self.rev, news, backup_failed: backed_up.as_ref().err().map(reason), replaced }
    }

    /// The bytes last seen. Where no print was taken of what was written, it is made of the same once more.
    fn last_seen(&self) -> Option<Print> {
        self.seen.or_else(|| {
            self.laid.as_ref()?;
            format::write(&self.base, self.rev).ok().map(|bytes| Print::of(&bytes))
        })
    }

    fn is_in_place(&self, beside: &Beside) -> bool {
        let stamp = beside.file.metadata().map(|meta| Stamp::of(&meta)).ok();
        let looked = self.ground.disk.look(&self.around.file, FILE_LIMIT as u64);
        looked.is_ok_and(|looked| Some(looked.stamp) == stamp)
    }

    fn reads_back(&self, print: Print) -> bool {
        let content = self.ground.disk.read(&self.around.file, FILE_LIMIT as u64);
        content.is_ok_and(|content| Print::of(&content.bytes) == print)
    }

    /// Looks whether others have written, and gives what they wrote.
    pub fn refresh(&mut self) -> Result<Vec<News>, OpenError> {
        if self.mode == Mode::ReadOnly(ReadOnly::Backup) {
            return Ok(Vec::new());
        }
        let content = match self.ground.disk.read(&self.around.file, FILE_LIMIT as u64) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Err(OpenError::Gone),
            content => content.map_err(unread)?,
        };
        let print = Print::of(&content.bytes);
        self.set_stamp(content.stamp);
        if Some(print) == self.last_seen() {
            self.noted = Some(content.stamp).filter(Stamp::tells);
            return Ok(std::mem::take(&mut self.untold));
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
        self.settle(Some(print), Some(content.stamp), opened.project, None, opened.rev.max(self.rev));
        self.tell(from);
        Ok(std::mem::take(&mut self.untold))
    }

    /// The snapshot with all news in it, also that which was on its way when it was sent.
    fn caught_up(&mut self, snapshot: &Snapshot) -> Project {
        self.news.retain(|news| news.tide > snapshot.tide);
        self.news.iter().fold(snapshot.project.clone(), |project, news| merge(&news.from, &project, &news.to))
    }

    /// What others have written since the file was last seen, if they have. The file is read unless its
    /// stamp says for certain that nobody has touched it.
    fn theirs(&self, looked: &Looked) -> Result<Option<(Opened, Print)>, NotSaved> {
        if self.noted == Some(looked.stamp) {
            return Ok(None);
        }
        let content = self.ground.disk.read_looked(looked, FILE_LIMIT as u64);
        let content = content.map_err(|error| NotSaved::Io { step: Step::Read, error })?;
        let print = Print::of(&content.bytes);
        if Some(print) == self.last_seen() {
            return Ok(None);
        }
        let theirs = format::read(&content.bytes, &self.registry).map_err(NotSaved::Outside)?;
        if let Some(why) = theirs.read_only {
            return Err(NotSaved::ReadOnly(why));
        }
        if theirs.project.id == self.base.id { Ok(Some((theirs, print))) } else { Err(NotSaved::Replaced) }
    }

    /// Remembers what is in the file now, and its stamp where that is known.
    fn settle(
        &mut self,
        print: Option<Print>,
        stamp: Option<Stamp>,
        project: Project,
        laid: Option<Laid>,
        rev: u64,
    ) {
        self.seen = print;
        self.noted = stamp.filter(Stamp::tells);
        self.base = project;
        self.laid = laid;
        self.rev = rev;
        self.unsynced = false;
    }

    /// News from what the window will have shown, all news before in it, to what is in the file now.
    fn tell(&mut self, from: Project) {
        self.tide += 1;
        let news = News { tide: self.tide, from, to: self.base.clone() };
        self.news.push(news.clone());
        self.untold.push(news);
    }

    fn lock(&self) -> Result<File, NotSaved> {
        hold(&self.ground, &self.around)
    }

    /// Writes a project beside the file and waits until it is on the disk. It goes out while it is being
    /// turned into JSON, so that it never stands in memory as a whole. What has not changed comes from the file
    /// before, if that is given.
    fn write_beside(
        &self,
        project: &Project,
        rev: u64,
        mode: u32,
        before: Option<(&Looked, &Laid)>,
    ) -> Result<Beside, NotSaved> {
        let io = |(step, error)| NotSaved::Io { step, error };
        let (disk, temp) = (&*self.ground.disk, self.around.temp());
        let (mut print, whole) = (Taking::default(), before.is_none());
        let written = Fresh::create(disk, &temp, mode).map_err(io).and_then(|mut fresh| {
            let mut read = |at, buffer: &mut [u8]| {
                let read = before.map_or(Ok(()), |(looked, _)| disk.read_part(&looked.file, at, buffer));
                read.map_err(|error| NotSaved::Io { step: Step::Read, error })
            };
            let kept =
                before.map(|(_, laid)| Before { project: &self.base, laid, least: LARGE, read: &mut read });
            let laid = format::write_to(project, rev, kept, &mut |piece| {
                if whole {
                    print.add(piece);
                }
                fresh.write(piece).map_err(io)
            })?;
            // Somebody who keeps no lock may have written into what was taken over.
            if before.is_some_and(|(looked, _)| !looked.is_untouched()) {
                return Err(Unwritable::Touched.into());
            }
            Ok((fresh.finish().map_err(io)?, laid))
        });
        match written {
            Ok((file, laid)) => Ok(Beside { temp, print: whole.then(|| print.done()), laid, file }),
            Err(error) => {
                self.sweep_up(&temp);
                Err(error)
            }
        }
    }

    /// Puts what was written beside the file in its place; whatever happens, the file is the old or the
    /// new one. Gives the file's stamp.
    fn place(&self, beside: &Beside) -> Result<Stamp, (Step, io::Error)> {
        let disk = &*self.ground.disk;
        if let Err(error) = disk.rename(&beside.temp, &self.around.file) {
            self.sweep_up(&beside.temp);
            return Err((Step::Rename, error));
        }
        // The new name is a change of its own, so the stamp is taken after it.
        let stamp = beside.file.metadata().map(|meta| Stamp::of(&meta)).map_err(|e| (Step::Rename, e))?;
        self.set_stamp(stamp);
        disk.sync_folder(&self.around.folder).map_err(|e| (Step::SyncFolder, e))?;
        Ok(stamp)
    }

    fn sweep_up(&self, temp: &Path) {
        // If it stays, the next start sweeps it.
        let _swept_later = self.ground.disk.unlink(temp);
    }

    fn back_up_when_due(&mut self, mode: u32) -> io::Result<bool> {
        let now = (self.ground.clock)();
        if self.backed_up.is_some_and(|then| (then..then + BACKUP_EVERY).contains(&now.seconds)) {
            return Ok(false);
        }
        let backups = Backups::of(&*self.ground.disk, &self.around.file);
        backups.make(mode, now.day, false)?;
        self.backed_up = Some(now.seconds);
        Ok(true)
    }

    /// Old backups go only when the new file has been read back.
    fn prune(&self, print: Print) -> io::Result<()> {
        let disk = &*self.ground.disk;
        let surplus = Backups::of(disk, &self.around.file).surplus()?;
        if !surplus.is_empty() && !self.reads_back(print) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        surplus.iter().try_for_each(|backup| disk.unlink(&backup.path))
    }

    fn set_stamp(&self, stamp: Stamp) {
        *self.stamp.lock().unwrap_or_else(PoisonError::into_inner) = Some(stamp);
    }
}

/// Waits for the lock of a file, and holds it until the value goes.
pub(super) fn hold(ground: &Ground, around: &Around) -> Result<File, NotSaved> {
    let io = |error| NotSaved::Io { step: Step::Lock, error };
    let file = ground.disk.open_lock(&around.lock()).map_err(io)?;
    let (start, mut pause) = (Instant::now(), Duration::from_millis(1));
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(io(error)),
            Err(TryLockError::WouldBlock) if start.elapsed() >= ground.patience => {
                return Err(NotSaved::Busy);
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(pause),
        }
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

/// Reads a file that is large enough for two threads to pay.
fn stream(looked: &Looked, registry: &[&'static SheetDef]) -> Option<(Opened, Print)> {
    (looked.stamp.size() > LARGE).then(|| format::read_stream(&looked.file, registry))?
}

/// Why a file cannot be read.
pub(super) fn unread(error: io::Error) -> OpenError {
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

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("mode", &self.mode).field("rev", &self.rev).finish_non_exhaustive()
    }
}
