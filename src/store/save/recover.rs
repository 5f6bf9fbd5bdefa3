//! Recovers when the file cannot be opened or saved as usual: opens and restores backups, keeps a damaged file.

use super::{Saved, Snapshot, Store, open_error};
use crate::project::Project;
use crate::sheet::SheetDef;
use crate::store::backup::Backups;
use crate::store::disk::{Access, Content, Disk, write_new};
use crate::store::environment::Environment;
use crate::store::fault::{NotSaved, OpenError};
use crate::store::fingerprint::Fingerprint;
use crate::store::format::{self, FILE_LIMIT};
use crate::store::merge::merge;
use crate::store::{Mode, ProjectPaths, ReadOnly, SaveStep, fresh_id};
use std::io;
use std::path::{Path, PathBuf};

impl Store {
    /// Opens the newest valid backup, for viewing; the damaged file is copied aside once and stays. Where there is no
    /// room for the copy the backup opens all the same: nothing is written before [`Store::restore`] has kept it.
    pub fn open_backup(path: &Path, registry: &[&'static SheetDef]) -> Result<(Store, Project), OpenError> {
        Store::open_backup_in(Environment::default(), path, registry)
    }

    /// Opens the newest valid backup in another environment.
    pub fn open_backup_in(
        environment: Environment,
        path: &Path,
        registry: &[&'static SheetDef],
    ) -> Result<(Store, Project), OpenError> {
        let environment = environment.lenient();
        let paths = ProjectPaths::of(path).map_err(OpenError::Io)?;
        let content = match environment.disk.read(&paths.file, FILE_LIMIT as u64) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => None,
            content => Some(content.map_err(open_error)?),
        };
        if let Some(content) = content.as_ref().filter(|c| format::read(&c.bytes, registry).is_err()) {
            let _kept_when_restored = keep_damaged(&*environment.disk, &paths, content);
        }
        let newest =
            Backups::of(&*environment.disk, &paths.file).newest_valid(registry).map_err(OpenError::Io)?;
        let (_, opened) = newest.ok_or(OpenError::NoBackup)?;
        let project = opened.project.clone();
        let mode = Mode::ReadOnly(ReadOnly::Backup);
        let seen = content.map(|content| (Fingerprint::of(&content.bytes), content.stamp));
        Ok((Store::with(environment, paths, registry, mode, seen, opened), project))
    }

    /// Puts a project in the file's place, whatever lies there: what can be read becomes a pinned
    /// backup, what cannot is copied aside. For restoring a backup, for repairing duplicate ids, and for going
    /// on after another program has damaged or removed the file.
    pub fn restore(&mut self, snapshot: &Snapshot) -> Result<Saved, NotSaved> {
        if let Mode::ReadOnly(why @ (ReadOnly::Newer | ReadOnly::Folder)) = self.mode {
            return Err(NotSaved::ReadOnly(why));
        }
        let project = self.with_remote_changes(snapshot);
        let lock = self.lock()?;
        let mut rev = self.rev;
        let mut access = Access::PRIVATE;
        match self.environment.disk.read(&self.paths.file, FILE_LIMIT as u64) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(NotSaved::Io { step: SaveStep::Read, error }),
            Ok(content) => {
                access = content.access.kept_in(&self.paths.folder);
                match format::read(&content.bytes, &self.registry) {
                    Ok(there) if there.read_only == Some(ReadOnly::Newer) => {
                        return Err(NotSaved::ReadOnly(ReadOnly::Newer));
                    }
                    Ok(there) if there.project.id != project.id => return Err(NotSaved::Replaced),
                    Ok(there) => {
                        rev = rev.max(there.rev);
                        self.back_up_pinned(content.access.mode)?;
                    }
                    Err(_) => {
                        let kept = keep_damaged(&*self.environment.disk, &self.paths, &content);
                        kept.map_err(|error| NotSaved::Io { step: SaveStep::Backup, error })?;
                    }
                }
            }
        }
        rev += 1;
        let staged = self.stage(&project, rev, access)?;
        let stamp = self.replace_file(&staged).map_err(|(step, error)| NotSaved::Io { step, error })?;
        self.remember(staged.fingerprint, Some(stamp), project, rev);
        (self.mode, self.older) = (Mode::ReadWrite, false);
        drop(lock);
        Ok(self.saved(&Ok(()), None))
    }

    /// Gives every row that has another's id one of its own, in the file and in a snapshot of it.
    pub fn repair(&mut self, snapshot: &Snapshot) -> Result<Saved, NotSaved> {
        let sent = self.with_remote_changes(snapshot);
        let content = match self.environment.disk.read(&self.paths.file, FILE_LIMIT as u64) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Err(NotSaved::Gone),
            content => content.map_err(|error| NotSaved::Io { step: SaveStep::Read, error })?,
        };
        let there = format::read(&content.bytes, &self.registry).map_err(NotSaved::Outside)?;
        let repaired = format::separate_duplicates(&there.project, fresh_id);
        let project = merge(&self.base, &sent, &repaired);
        let mut saved = self.restore(&Snapshot { project, change_number: snapshot.change_number })?;
        self.add_remote_change(sent);
        saved.remote_changes = std::mem::take(&mut self.undelivered);
        Ok(saved)
    }

    /// Backs the file up as it is, before an import or another large step; the backup outlives others.
    pub fn pin(&mut self) -> Result<(), NotSaved> {
        let lock = self.lock()?;
        let content = match self.environment.disk.read(&self.paths.file, FILE_LIMIT as u64) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Err(NotSaved::Gone),
            content => content.map_err(|error| NotSaved::Io { step: SaveStep::Read, error })?,
        };
        format::read(&content.bytes, &self.registry).map_err(NotSaved::Outside)?;
        self.back_up_pinned(content.access.mode)?;
        drop(lock);
        Ok(())
    }
}

/// Copies a damaged file to `NAME.damaged-N.json`, unless such a copy of it is there already.
fn keep_damaged(disk: &dyn Disk, paths: &ProjectPaths, content: &Content) -> io::Result<PathBuf> {
    for number in 1_u32.. {
        let path = paths.damaged(number);
        match disk.read(&path, FILE_LIMIT as u64) {
            Ok(copy) if copy.bytes == content.bytes => return Ok(path),
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                write_new(disk, &path, &content.bytes, content.access.mode & 0o600)
                    .map_err(|(_, error)| error)?;
                disk.sync_folder(&paths.folder)?;
                return Ok(path);
            }
            _ => {}
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}
