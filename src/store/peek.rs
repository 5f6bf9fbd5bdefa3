//! A project read and let go of: no lock is taken, nothing is swept and no file is written.

use super::disk::{Disk as _, Real};
use super::fault::OpenError;
use super::format::{self, FILE_LIMIT};
use super::save::unread;
use super::{Around, ReadOnly};
use crate::project::Project;
use crate::sheet::SheetDef;
use std::path::Path;

/// Reads a project's file as it is now. A file of a newer version is refused: what it holds may mean more than this
/// version knows.
pub fn peek(path: &Path, registry: &[&'static SheetDef]) -> Result<Project, OpenError> {
    let around = Around::of(path).map_err(OpenError::Io)?;
    let content = Real.read(&around.file, FILE_LIMIT as u64).map_err(unread)?;
    let opened = format::read(&content.bytes, registry)
        .map_err(|damage| OpenError::Damaged { damage, backups: false })?;
    match opened.read_only {
        Some(why @ ReadOnly::Newer) => Err(OpenError::ReadOnly(why)),
        _ => Ok(opened.project),
    }
}
