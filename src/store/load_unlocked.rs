//! Loads a project without opening it for writing: takes no lock, removes and writes nothing.

use super::backup::Backups;
use super::disk::{Disk as _, Real};
use super::fault::OpenError;
use super::format::{self, FILE_LIMIT};
use super::save::open_error;
use super::{ProjectPaths, ReadOnly};
use crate::project::Project;
use crate::sheet::SheetDef;
use chrono::NaiveDate;
use std::path::Path;

/// Reads a project's file as it is now, without its lock. A file of a newer version is refused: what it holds may
/// mean more than this version knows.
pub fn load_unlocked(path: &Path, registry: &[&'static SheetDef]) -> Result<Project, OpenError> {
    let paths = ProjectPaths::of(path).map_err(OpenError::Io)?;
    let content = Real.read(&paths.file, FILE_LIMIT as u64).map_err(open_error)?;
    let opened = format::read(&content.bytes, registry)
        .map_err(|damage| OpenError::Damaged { damage, backups: false })?;
    match opened.read_only {
        Some(why @ ReadOnly::Newer) => Err(OpenError::ReadOnly(why)),
        _ => Ok(opened.project),
    }
}

/// Reads the newest backup of a project's file that was made on a day or before; none if there is none that can be
/// read.
pub fn load_backup_of(path: &Path, day: NaiveDate, registry: &[&'static SheetDef]) -> Option<Project> {
    let paths = ProjectPaths::of(path).ok()?;
    let backups = Backups::of(&Real, &paths.file).list().ok()?;
    let mut then = backups.iter().filter(|backup| backup.day <= day);
    then.find_map(|backup| load_unlocked(&backup.path, registry).ok())
}
