//! Loads a project without opening it for writing: takes no lock, removes and writes nothing.

use super::backup::{Backup, Backups};
use super::disk::{Disk as _, Real};
use super::fault::OpenError;
use super::format::{self, FILE_LIMIT};
use super::save::open_error;
use super::{ProjectPaths, ReadOnly};
use crate::project::Project;
use crate::sheet::SheetDef;
use chrono::NaiveDate;
use std::io;
use std::path::Path;

/// Reads a project's file as it is now, without its lock. A file of a newer version is refused: what it holds may
/// mean more than this version knows.
pub fn load_unlocked(path: &Path, registry: &[&'static SheetDef]) -> Result<Project, OpenError> {
    Ok(load_with_rev(path, registry)?.0)
}

/// The same, with how often the file had been saved.
pub fn load_with_rev(path: &Path, registry: &[&'static SheetDef]) -> Result<(Project, u64), OpenError> {
    let paths = ProjectPaths::of(path).map_err(OpenError::Io)?;
    let content = Real.read(&paths.file, FILE_LIMIT as u64).map_err(open_error)?;
    let opened = format::read(&content.bytes, registry)
        .map_err(|damage| OpenError::Damaged { damage, backups: false })?;
    match opened.read_only {
        Some(why @ ReadOnly::Newer) => Err(OpenError::ReadOnly(why)),
        _ => Ok((opened.project, opened.rev)),
    }
}

/// Tells why a project that has backups counts as lost: its file is gone, damaged, or another project's now.
pub fn why_lost(path: &Path, registry: &[&'static SheetDef]) -> OpenError {
    match load_unlocked(path, registry) {
        Err(OpenError::Absent) => OpenError::Gone,
        Err(OpenError::Damaged { damage, .. }) => OpenError::Damaged { damage, backups: true },
        Err(error) => error,
        Ok(_) => OpenError::Replaced,
    }
}

/// Lists the backups of a project's file, whether it is there or not, the newest first.
pub fn backups_of(path: &Path) -> io::Result<Vec<Backup>> {
    Backups::of(&Real, &ProjectPaths::of(path)?.file).list()
}

/// Reads the newest backup of a project's file that was made on a day or before; none if there is none that can be
/// read.
pub fn load_backup_of(path: &Path, day: NaiveDate, registry: &[&'static SheetDef]) -> Option<Project> {
    let paths = ProjectPaths::of(path).ok()?;
    let backups = Backups::of(&Real, &paths.file).list().ok()?;
    let mut then = backups.iter().filter(|backup| backup.day <= day);
    then.find_map(|backup| load_unlocked(&backup.path, registry).ok())
}
