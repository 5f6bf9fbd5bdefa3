//! Saves one project's file and brings together what several windows write into it. A save follows nine steps, and
//! after any of them the file is whole and is the old or the new one.
//!
//! The saver's thread owns the [`Store`]; the window owns the project it shows, and both go on while the other works.
//! If they merely swapped projects, either would lose edits. So a change that the store takes in from another
//! window goes to this one as a [`RemoteChange`], from one project to another, which the window merges into what
//! it shows by then ([`Snapshot::absorb`]). A snapshot carries the number of the last change merged into it, so
//! that the store can do the same to a snapshot that was sent too early.

mod open;
mod recover;
mod remote;
mod replace;

pub use crate::project::merge::{RemoteChange, Snapshot};
pub(super) use open::open_error;
pub use remote::Watch;
pub(super) use replace::lock_file;

use super::backup::{Backup, Backups};
use super::caveat::Caveat;
use super::disk::Stamp;
use super::draft::Draft;
use super::environment::Environment;
use super::fault::{NotSaved, reason};
use super::fingerprint::Fingerprint;
use super::format::FILE_LIMIT;
use super::merge::merge;
use super::{Mode, ProjectPaths, SaveStep};
use crate::project::Project;
use crate::sheet::{Id, SheetDef};
use crate::text::Phrase;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

/// Least number of seconds between two backups.
const BACKUP_EVERY: i64 = 600;

/// The result of a save: the project is on the disk.
#[derive(Debug)]
pub struct Saved {
    /// The revision of the file.
    pub rev: u64,
    /// Changes that others had written, for the window to merge in this order.
    pub remote_changes: Vec<RemoteChange>,
    /// The reason why no backup could be made or old ones removed; the project itself is safe.
    pub backup_failed: Option<Phrase>,
    /// The file that was replaced, still open. To give its room back takes a good part of a save's time, so
    /// this is dropped when everybody knows that the project is saved.
    pub replaced: Option<File>,
}

/// The file of one project.
pub struct Store {
    environment: Environment,
    paths: ProjectPaths,
    registry: Vec<&'static SheetDef>,
    mode: Mode,
    /// The bytes last seen in the file; none if it was not there.
    seen: Option<Fingerprint>,
    /// The stamp that the file has as long as it holds these bytes; none if its stamp would not tell.
    seen_stamp: Option<Stamp>,
    /// The project in these bytes.
    base: Project,
    rev: u64,
    /// Set if the file is in its place but may not outlast a power cut.
    unsynced: bool,
    /// The number of the last remote change.
    change_number: u64,
    /// Remote changes that the window may not have merged yet.
    unmerged: Vec<RemoteChange>,
    /// Remote changes that the window was not given yet.
    undelivered: Vec<RemoteChange>,
    /// Set if an older version wrote the file, which is backed up, pinned, before it is written.
    older: bool,
    /// The time of the last backup, in seconds since 1970.
    backed_up: Option<i64>,
    /// The stamp last seen, shared with every [`Watch`].
    stamp: Arc<Mutex<Option<Stamp>>>,
}

impl Store {
    /// Tells whether the project may be written, and if not, why.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Returns the path of the file, its links resolved.
    pub fn path(&self) -> &Path {
        &self.paths.file
    }

    /// Returns the id of the project in the file.
    pub fn project_id(&self) -> Id {
        self.base.id
    }

    /// Returns the project as last seen in the file.
    pub fn project(&self) -> &Project {
        &self.base
    }

    /// Returns the revision last seen.
    pub fn rev(&self) -> u64 {
        self.rev
    }

    /// Takes this window's own place beside the file for the text being typed.
    pub fn draft(&self) -> io::Result<Draft> {
        Draft::open(Arc::clone(&self.environment.disk), &self.paths)
    }

    /// Lists what does not hold where the file lies, as far as it was noticed.
    pub fn caveats(&self) -> Vec<Caveat> {
        self.environment.caveats.all()
    }

    /// Lists those of them that were not told yet; each is told once for as long as the file is open.
    pub fn untold_caveats(&self) -> Vec<Caveat> {
        self.environment.caveats.untold()
    }

    /// Lists the backups, the newest first.
    pub fn backups(&self) -> io::Result<Vec<Backup>> {
        self.backup_folder().list()
    }

    fn backup_folder(&self) -> Backups<'_> {
        Backups::of(&*self.environment.disk, &self.paths.file)
    }

    /// Counts a backup that an earlier run has made of late as this run's own. For a run of a single save, such as a
    /// command in a script: many short runs do not push out the backups of a long day.
    pub fn count_earlier_backups(&mut self) -> io::Result<()> {
        let newest = self.backups()?.into_iter().next();
        // A backup is dated when its content was written, which is never later than when it was made.
        let written = newest.map(|backup| std::fs::metadata(backup.path)?.modified()).transpose()?;
        let since = |at: SystemTime| at.duration_since(SystemTime::UNIX_EPOCH).ok();
        self.backed_up = written.and_then(since).and_then(|since| i64::try_from(since.as_secs()).ok());
        Ok(())
    }

    /// Saves a snapshot, merged with what others have written since the file was last seen.
    pub fn save(&mut self, snapshot: &Snapshot) -> Result<Saved, NotSaved> {
        if let Mode::ReadOnly(why) = self.mode {
            return Err(NotSaved::ReadOnly(why));
        }
        let mut mine = self.with_remote_changes(snapshot);
        let lock = self.lock()?;
        let open = match self.environment.disk.open(&self.paths.file, FILE_LIMIT as u64) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Err(NotSaved::Gone),
            open => open.map_err(|error| NotSaved::Io { step: SaveStep::Read, error })?,
        };
        let (sent, mut rev, theirs) = (mine.clone(), self.rev, self.read_remote(&open)?);
        let others = theirs.is_some();
        if let Some((theirs, fingerprint)) = theirs {
            mine = merge(&self.base, &mine, &theirs.project);
            rev = theirs.rev.max(rev);
            if mine.same(&theirs.project) {
                self.set_stamp(open.stamp);
                self.remember(fingerprint, Some(open.stamp), mine, rev);
                self.add_remote_change(sent);
                return Ok(self.saved(&Ok(()), None));
            }
        } else if mine.same(&self.base) && !self.unsynced {
            return Ok(self.saved(&Ok(()), None));
        }
        if self.older {
            self.back_up_pinned(open.access.mode)?;
        }
        let backed_up = self.back_up_when_due(open.access.mode);
        let staged = self.stage(&mine, rev + 1, open.access.kept_in(&self.paths.folder))?;
        // Elsewhere a file that is open may stand in another's way.
        let old = cfg!(unix).then_some(open.file);
        let fingerprint = staged.fingerprint;
        let replaced = self.replace_file(&staged);
        // A file in its place is what the next window builds on, even if the save has failed after all.
        if replaced.is_ok() || self.is_in_place(&staged) {
            self.remember(fingerprint, replaced.as_ref().ok().copied(), mine, rev + 1);
            self.unsynced = replaced.is_err();
            if others {
                self.add_remote_change(sent);
            }
        }
        replaced.map_err(|(step, error)| NotSaved::Io { step, error })?;
        let backed_up =
            backed_up.and_then(|made| if made { self.prune_backups(fingerprint) } else { Ok(()) });
        drop(lock);
        Ok(self.saved(&backed_up, old))
    }

    fn saved(&mut self, backed_up: &io::Result<()>, replaced: Option<File>) -> Saved {
        let remote_changes = std::mem::take(&mut self.undelivered);
        Saved { rev: self.rev, remote_changes, backup_failed: backed_up.as_ref().err().map(reason), replaced }
    }

    /// Remembers the content of the file, and its stamp where that is known.
    fn remember(&mut self, fingerprint: Fingerprint, stamp: Option<Stamp>, project: Project, rev: u64) {
        self.seen = Some(fingerprint);
        self.seen_stamp = stamp.filter(Stamp::is_reliable);
        self.base = project;
        self.rev = rev;
        self.unsynced = false;
    }

    fn set_stamp(&self, stamp: Stamp) {
        *self.stamp.lock().unwrap_or_else(PoisonError::into_inner) = Some(stamp);
    }

    /// Makes a backup if none was made for ten minutes; tells whether it did.
    fn back_up_when_due(&mut self, mode: u32) -> io::Result<bool> {
        let now = (self.environment.clock)();
        if self.backed_up.is_some_and(|then| (then..then + BACKUP_EVERY).contains(&now.seconds)) {
            return Ok(false);
        }
        self.backup_folder().make(mode, now.day, false)?;
        self.backed_up = Some(now.seconds);
        Ok(true)
    }

    /// Makes a backup of the file, known to be good, that outlives others. It counts as this run's first one as well.
    fn back_up_pinned(&mut self, mode: u32) -> Result<(), NotSaved> {
        let now = (self.environment.clock)();
        let backed_up = self.backup_folder().make(mode, now.day, true);
        backed_up.map_err(|error| NotSaved::Io { step: SaveStep::Backup, error })?;
        (self.older, self.backed_up) = (false, Some(now.seconds));
        Ok(())
    }

    /// Removes surplus backups, once the new file has been read back.
    fn prune_backups(&self, fingerprint: Fingerprint) -> io::Result<()> {
        let disk = &*self.environment.disk;
        let surplus = self.backup_folder().surplus()?;
        if !surplus.is_empty() {
            let content = disk.read(&self.paths.file, FILE_LIMIT as u64)?;
            if Fingerprint::of(&content.bytes) != fingerprint {
                return Err(io::ErrorKind::InvalidData.into());
            }
        }
        surplus.iter().try_for_each(|backup| disk.unlink(&backup.path))
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("mode", &self.mode).field("rev", &self.rev).finish_non_exhaustive()
    }
}
