//! Replaces a file: writes the new one beside it, waits for the disk, and renames it, all under the lock.

use super::Store;
use crate::project::Project;
use crate::store::disk::{Access, NewFile, Stamp};
use crate::store::environment::Environment;
use crate::store::fault::NotSaved;
use crate::store::fingerprint::{Fingerprint, FingerprintBuilder};
use crate::store::format::{self, FILE_LIMIT};
use crate::store::{ProjectPaths, SaveStep};
use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A new file that is whole and on the disk, but not in its place yet.
pub(super) struct StagedFile {
    temp: PathBuf,
    pub(super) fingerprint: Fingerprint,
    file: File,
}

impl Store {
    pub(super) fn lock(&self) -> Result<File, NotSaved> {
        lock_file(&self.environment, &self.paths)
    }

    /// Writes a project beside the file and waits until it is on the disk. It goes out while it is being
    /// turned into JSON, so that it never stands in memory as a whole.
    pub(super) fn stage(&self, project: &Project, rev: u64, access: Access) -> Result<StagedFile, NotSaved> {
        let io = |(step, error)| NotSaved::Io { step, error };
        let temp = self.paths.temp();
        let mut fingerprint = FingerprintBuilder::default();
        let written = NewFile::create(&*self.environment.disk, &temp, access.mode & 0o600)
            .map_err(io)
            .and_then(|mut new| {
                new.share(access).map_err(io)?;
                format::write_to(project, rev, &mut |chunk| {
                    fingerprint.add(chunk);
                    new.write(chunk).map_err(io)
                })?;
                new.finish().map_err(io)
            });
        match written {
            Ok(file) => Ok(StagedFile { temp, fingerprint: fingerprint.finish(), file }),
            Err(error) => {
                self.remove_temp(&temp);
                Err(error)
            }
        }
    }

    /// Puts a staged file in the file's place; whatever happens, the file is the old or the new one. Returns the new
    /// file's stamp.
    pub(super) fn replace_file(&self, staged: &StagedFile) -> Result<Stamp, (SaveStep, io::Error)> {
        let disk = &*self.environment.disk;
        if let Err(error) = disk.rename(&staged.temp, &self.paths.file) {
            self.remove_temp(&staged.temp);
            return Err((SaveStep::Rename, error));
        }
        // The new name is a change of its own, so the stamp is taken after it.
        let stamp = staged.file.metadata().map(|meta| Stamp::of(&meta)).map_err(|e| (SaveStep::Rename, e))?;
        self.set_stamp(stamp);
        disk.sync_folder(&self.paths.folder).map_err(|e| (SaveStep::SyncFolder, e))?;
        Ok(stamp)
    }

    /// Tells whether a staged file is in its place.
    pub(super) fn is_in_place(&self, staged: &StagedFile) -> bool {
        let stamp = staged.file.metadata().map(|meta| Stamp::of(&meta)).ok();
        let open = self.environment.disk.open(&self.paths.file, FILE_LIMIT as u64);
        open.is_ok_and(|open| Some(open.stamp) == stamp)
    }

    fn remove_temp(&self, temp: &Path) {
        // If it stays, the next start removes it.
        let _removed_later = self.environment.disk.unlink(temp);
    }
}

/// Waits for the lock of a file; it is held until the value is dropped.
pub(in crate::store) fn lock_file(environment: &Environment, paths: &ProjectPaths) -> Result<File, NotSaved> {
    let io = |error| NotSaved::Io { step: SaveStep::Lock, error };
    let file = environment.disk.open_lock(&paths.lock()).map_err(io)?;
    let (start, mut pause) = (Instant::now(), Duration::from_millis(1));
    loop {
        match environment.disk.try_lock(&file) {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(io(error)),
            Err(TryLockError::WouldBlock) if start.elapsed() >= environment.lock_timeout => {
                return Err(NotSaved::Busy);
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(pause),
        }
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}
