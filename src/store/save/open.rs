//! Opens a project's file, and makes a new one.

use super::{Saved, Snapshot, Store};
use crate::project::Project;
use crate::sheet::SheetDef;
use crate::store::backup::Backups;
use crate::store::caveat::Caveat;
use crate::store::damage::Flaw;
use crate::store::disk::{Access, OpenFile, Stamp};
use crate::store::environment::Environment;
use crate::store::fault::{NotSaved, OpenError};
use crate::store::fingerprint::Fingerprint;
use crate::store::format::{self, FILE_LIMIT, Opened};
use crate::store::{Mode, ProjectPaths, ReadOnly};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Reads a large file in chunks; `None` leaves it to the reader of whole files.
fn read_large(open: &OpenFile, registry: &[&'static SheetDef]) -> Option<(Opened, Fingerprint)> {
    let large = open.file.metadata().is_ok_and(|meta| meta.len() >= format::LARGE);
    large.then(|| format::read_in_chunks(&open.file, FILE_LIMIT as u64, registry)).flatten()
}

impl Store {
    /// Opens a project's file.
    pub fn open(path: &Path, registry: &[&'static SheetDef]) -> Result<(Store, Project), OpenError> {
        Store::open_in(Environment::default(), path, registry)
    }

    /// Opens a project's file in another environment.
    pub fn open_in(
        environment: Environment,
        path: &Path,
        registry: &[&'static SheetDef],
    ) -> Result<(Store, Project), OpenError> {
        let environment = environment.lenient();
        let paths = ProjectPaths::of(path).map_err(OpenError::Io)?;
        let backups =
            || Backups::of(&*environment.disk, &paths.file).list().is_ok_and(|list| !list.is_empty());
        let file = match environment.disk.open(&paths.file, FILE_LIMIT as u64) {
            Err(e) if e.kind() == io::ErrorKind::NotFound && backups() => return Err(OpenError::Gone),
            file => file.map_err(open_error)?,
        };
        let damaged = |damage| OpenError::Damaged { damage, backups: backups() };
        let (opened, seen) = if let Some((opened, fingerprint)) = read_large(&file, registry) {
            (opened, (fingerprint, file.stamp))
        } else {
            let content = environment.disk.read_open(&file, FILE_LIMIT as u64).map_err(open_error)?;
            let opened = format::read(&content.bytes, registry).map_err(damaged)?;
            (opened, (Fingerprint::of(&content.bytes), content.stamp))
        };
        drop(file);
        let mode = match opened.read_only {
            Some(why) => Mode::ReadOnly(why),
            None if remove_leftovers(&environment, &paths) => Mode::ReadWrite,
            None => Mode::ReadOnly(ReadOnly::Folder),
        };
        let project = opened.project.clone();
        Ok((Store::with(environment, paths, registry, mode, Some(seen), opened), project))
    }

    /// Writes a new project's file, never over another.
    pub fn create(
        path: &Path,
        registry: &[&'static SheetDef],
        project: &Project,
    ) -> Result<(Store, Project), OpenError> {
        Store::create_in(Environment::default(), path, registry, project)
    }

    /// Writes a new project's file in another environment.
    pub fn create_in(
        environment: Environment,
        path: &Path,
        registry: &[&'static SheetDef],
        project: &Project,
    ) -> Result<(Store, Project), OpenError> {
        let environment = environment.lenient();
        let paths = ProjectPaths::of(path).map_err(OpenError::Io)?;
        let opened = Opened { project: project.clone(), rev: 1, read_only: None, older: false };
        let mut store = Store::with(environment, paths, registry, Mode::ReadWrite, None, opened);
        store.write_first(project, 1)?;
        Ok((store, project.clone()))
    }

    /// Writes the file where there is none yet.
    fn write_first(&mut self, project: &Project, rev: u64) -> Result<(), OpenError> {
        let lock = self.lock().map_err(OpenError::NotCreated)?;
        let backups = self.backups().map_err(OpenError::Io)?;
        if !backups.is_empty() || std::fs::symlink_metadata(&self.paths.file).is_ok() {
            return Err(OpenError::Exists);
        }
        let staged = self.stage(project, rev, Access::PRIVATE).map_err(OpenError::NotCreated)?;
        let stamp = self
            .replace_file(&staged)
            .map_err(|(step, error)| OpenError::NotCreated(NotSaved::Io { step, error }))?;
        self.remember(staged.fingerprint, Some(stamp), project.clone(), rev);
        drop(lock);
        Ok(())
    }

    /// Saves a snapshot in another file, never over one, and goes on with that file. After an error the store is as
    /// it was.
    pub fn save_as(&mut self, snapshot: &Snapshot, path: &Path) -> Result<Saved, OpenError> {
        let project = self.with_remote_changes(snapshot);
        let paths = ProjectPaths::of(path).map_err(OpenError::Io)?;
        // The watches of the old file keep its stamp.
        let before = (
            std::mem::replace(&mut self.paths, paths),
            std::mem::replace(&mut self.stamp, Arc::new(Mutex::new(None))),
        );
        // What another place lacks has nothing to do with what this one does.
        let caveats = self.environment.caveats.replace(Default::default());
        if let Err(error) = self.write_first(&project, self.rev + 1) {
            (self.paths, self.stamp) = before;
            self.environment.caveats.replace(caveats);
            return Err(error);
        }
        (self.mode, self.older, self.backed_up) = (Mode::ReadWrite, false, None);
        Ok(self.saved(&Ok(()), None))
    }

    pub(super) fn with(
        environment: Environment,
        paths: ProjectPaths,
        registry: &[&'static SheetDef],
        mode: Mode,
        seen: Option<(Fingerprint, Stamp)>,
        opened: Opened,
    ) -> Store {
        Store {
            environment,
            paths,
            registry: registry.to_vec(),
            mode,
            seen: seen.map(|(fingerprint, _)| fingerprint),
            seen_stamp: seen.map(|(_, stamp)| stamp).filter(Stamp::is_reliable),
            base: opened.project,
            rev: opened.rev,
            unsynced: false,
            older: opened.older,
            change_number: 0,
            unmerged: Vec::new(),
            undelivered: Vec::new(),
            backed_up: None,
            stamp: Arc::new(Mutex::new(seen.map(|(_, stamp)| stamp))),
        }
    }
}

/// Returns why a file cannot be read.
pub(in crate::store) fn open_error(error: io::Error) -> OpenError {
    match error.kind() {
        io::ErrorKind::NotFound => OpenError::Absent,
        io::ErrorKind::InvalidInput | io::ErrorKind::IsADirectory => OpenError::NotAFile,
        io::ErrorKind::FileTooLarge => OpenError::Damaged { damage: Flaw::TooLarge.into(), backups: false },
        _ => OpenError::Io(error),
    }
}

/// Removes temporary files that a crash has left; false if the folder cannot be written to. A lock held by
/// another window means that a temporary file may be in use, so all stay then.
fn remove_leftovers(environment: &Environment, paths: &ProjectPaths) -> bool {
    match environment.disk.open_lock(&paths.lock()) {
        Ok(lock) => {
            if environment.disk.try_lock(&lock).is_ok() {
                // Where no lock tells which ones are in use, the old ones are not.
                let locked = !environment.caveats.all().contains(&Caveat::NoLock);
                for temp in paths.temp_files().into_iter().filter(|temp| locked || is_old(temp)) {
                    // One that stays does no harm and is tried again at the next start.
                    let _next_time = environment.disk.unlink(&temp);
                }
            }
            true
        }
        Err(e) => !matches!(e.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem),
    }
}

/// Tells whether a file was not written for an hour, which no save takes.
fn is_old(path: &Path) -> bool {
    let modified = std::fs::symlink_metadata(path).and_then(|meta| meta.modified()).ok();
    modified.and_then(|then| then.elapsed().ok()).is_some_and(|age| age > Duration::from_secs(3600))
}
