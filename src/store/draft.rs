//! The text that is being typed, kept beside the project so that a crash costs two seconds of it.

use super::ProjectPaths;
use super::disk::{Disk, Stamp, write_new};
use crate::sheet::Id;
use serde::{Deserialize, Serialize};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The largest draft, in bytes: a text at its limit with every character escaped.
const LIMIT: u64 = 1 << 20;

/// The cell that a text is meant for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The sheet's key.
    pub sheet: String,
    /// The row.
    pub row: Id,
    /// The column's key.
    pub column: String,
}

#[derive(Serialize, Deserialize)]
struct Kept<'a> {
    #[serde(flatten)]
    target: Target,
    text: std::borrow::Cow<'a, str>,
}

/// Number of windows of one project that can keep a draft at the same time.
const PLACES: usize = 16;

/// One window's place for a draft. It is held by a lock, so that a text found in it was left by a
/// window that is no more, and two windows never write over each other.
pub struct Draft {
    disk: Arc<dyn Disk>,
    paths: ProjectPaths,
    place: usize,
    _lock: File,
}

impl Draft {
    /// Takes a free place, one with a text left behind first.
    pub(super) fn open(disk: Arc<dyn Disk>, paths: &ProjectPaths) -> io::Result<Draft> {
        let left = |place: &usize| paths.draft(*place).exists();
        let (with, without): (Vec<usize>, Vec<usize>) = (1..=PLACES).partition(left);
        for place in with.into_iter().chain(without) {
            if let Some(lock) = take_place(&*disk, &paths.draft_lock(place))? {
                return Ok(Draft { disk, paths: paths.clone(), place, _lock: lock });
            }
        }
        Err(io::ErrorKind::ResourceBusy.into())
    }

    /// Takes a place with a text left behind; none if no text is there.
    pub(super) fn left(disk: Arc<dyn Disk>, paths: &ProjectPaths) -> io::Result<Option<Draft>> {
        let any = (1..=PLACES).any(|place| paths.draft(place).exists());
        any.then(|| Draft::open(disk, paths)).transpose()
    }

    fn path(&self) -> PathBuf {
        self.paths.draft(self.place)
    }

    /// Writes the text in place of the one kept before.
    pub fn write(&self, text: &str, target: &Target) -> io::Result<()> {
        let bytes = serde_json::to_vec(&Kept { target: target.clone(), text: text.into() })?;
        let temp = self.paths.temp();
        let written = write_new(&*self.disk, &temp, &bytes, 0o600).map_err(|(_, error)| error);
        let done = written.and_then(|()| self.disk.rename(&temp, &self.path()));
        if done.is_err() {
            // If it stays, the next start removes it.
            let _removed_later = self.disk.unlink(&temp);
        }
        done
    }

    /// Reads the text that a crash has left; none if there is no draft or it makes no sense. It stays until
    /// [`Draft::clear`], so that a crash while it is shown costs nothing either.
    pub fn take(&self) -> io::Result<Option<(Target, String)>> {
        match self.disk.read(&self.path(), LIMIT) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            content => Ok(serde_json::from_slice::<Kept<'_>>(&content?.bytes)
                .ok()
                .map(|kept| (kept.target, kept.text.into_owned()))),
        }
    }

    /// Removes the draft: the text is in the project, or was given up.
    pub fn clear(&self) -> io::Result<()> {
        match self.disk.unlink(&self.path()) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // Still held; whoever waits for it finds that the name means another file by then.
        let _stays_unused = self.disk.unlink(&self.paths.draft_lock(self.place));
    }
}

/// Takes the lock of a place; none if a window holds it.
fn take_place(disk: &dyn Disk, path: &Path) -> io::Result<Option<File>> {
    loop {
        let lock = disk.open_lock(path)?;
        match disk.try_lock(&lock) {
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
            Ok(()) => {}
        }
        // The window before takes the name away when it goes; a lock without its name holds nothing.
        let named = fs::metadata(path).ok().map(|meta| Stamp::of(&meta));
        if named == Some(Stamp::of(&lock.metadata()?)) {
            return Ok(Some(lock));
        }
    }
}
