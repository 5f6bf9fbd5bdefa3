//! Opens a project's file, and makes a new one.

use super::Store;
use crate::project::Project;
use crate::sheet::SheetDef;
use crate::store::backup::Backups;
use crate::store::damage::Flaw;
use crate::store::disk::Stamp;
use crate::store::environment::Environment;
use crate::store::fault::{NotSaved, OpenError};
use crate::store::fingerprint::Fingerprint;
use crate::store::format::{self, FILE_LIMIT, Opened};
use crate::store::{Mode, ProjectPaths, ReadOnly};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};

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
        let paths = ProjectPaths::of(path).map_err(OpenError::Io)?;
        let backups =
            || Backups::of(&*environment.disk, &paths.file).list().is_ok_and(|list| !list.is_empty());
        let content = match environment.disk.read(&paths.file, FILE_LIMIT as u64) {
            Err(e) if e.kind() == io::ErrorKind::NotFound && backups() => return Err(OpenError::Gone),
            content => content.map_err(open_error)?,
        };
        let damaged = |damage| OpenError::Damaged { damage, backups: backups() };
        let opened = format::read(&content.bytes, registry).map_err(damaged)?;
        let seen = (Fingerprint::of(&content.bytes), content.stamp);
        drop(content);
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
        let paths = ProjectPaths::of(path).map_err(OpenError::Io)?;
        let opened = Opened { project: project.clone(), rev: 1, read_only: None };
        let mut store = Store::with(environment, paths, registry, Mode::ReadWrite, None, opened);
        let lock = store.lock().map_err(OpenError::NotCreated)?;
        let backups = store.backups().map_err(OpenError::Io)?;
        if !backups.is_empty() || std::fs::symlink_metadata(&store.paths.file).is_ok() {
            return Err(OpenError::Exists);
        }
        let staged = store.stage(project, 1, 0o600).map_err(OpenError::NotCreated)?;
        let stamp = store
            .replace_file(&staged)
            .map_err(|(step, error)| OpenError::NotCreated(NotSaved::Io { step, error }))?;
        store.remember(staged.fingerprint, Some(stamp), project.clone(), 1);
        drop(lock);
        Ok((store, project.clone()))
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
            if lock.try_lock().is_ok() {
                for temp in paths.temp_files() {
                    // One that stays does no harm and is tried again at the next start.
                    let _next_time = environment.disk.unlink(&temp);
                }
            }
            true
        }
        Err(e) => !matches!(e.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem),
    }
}
