//! When the ordinary way is barred: backups opened and put back, twins parted, damage kept aside.

use super::{Ground, NotSaved, OpenError, Print, Saved, Snapshot, Store, unread};
use crate::project::Project;
use crate::sheet::SheetDef;
use crate::store::backup::Backups;
use crate::store::disk::{Content, Disk, put};
use crate::store::format::{self, FILE_LIMIT};
use crate::store::{Around, Mode, ReadOnly, Step};
use std::io;
use std::path::{Path, PathBuf};

impl Store {
    /// Opens the newest valid backup, for viewing; the damaged file is copied aside once and stays.
    pub fn open_backup(path: &Path, registry: &[&'static SheetDef]) -> Result<(Store, Project), OpenError> {
        let (ground, around) = (Ground::default(), Around::of(path).map_err(OpenError::Io)?);
        let content = match ground.disk.read(&around.file, FILE_LIMIT as u64) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => None,
            content => Some(content.map_err(unread)?),
        };
        if let Some(content) = content.as_ref().filter(|c| format::read(&c.bytes, registry).is_err()) {
            keep_aside(&*ground.disk, &around, content).map_err(OpenError::Io)?;
        }
        let newest =
            Backups::of(&*ground.disk, &around.file).newest_valid(registry).map_err(OpenError::Io)?;
        let (_, opened) = newest.ok_or(OpenError::NoBackup)?;
        let project = opened.project.clone();
        let mode = Mode::ReadOnly(ReadOnly::Backup);
        let seen = content.map(|content| (Print::of(&content.bytes), content.stamp));
        Ok((Store::with(ground, around, registry, mode, seen, opened), project))
    }

    /// Puts a project in the file's place, whatever lies there: what can be read becomes a pinned
    /// backup, what cannot is copied aside. For restoring a backup, for repairing twins, and for going
    /// on after another program has damaged or removed the file.
    pub fn restore(&mut self, snapshot: &Snapshot) -> Result<Saved, NotSaved> {
        if let Mode::ReadOnly(why @ (ReadOnly::Newer | ReadOnly::Folder)) = self.mode {
            return Err(NotSaved::ReadOnly(why));
        }
        let io = |step| move |error| NotSaved::Io { step, error };
        let project = self.caught_up(snapshot);
        let lock = self.lock()?;
        let mut rev = self.rev;
        let disk = &*self.ground.disk;
        let mut mode = 0o600;
        match disk.read(&self.around.file, FILE_LIMIT as u64) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(NotSaved::Io { step: Step::Read, error }),
            Ok(content) => {
                mode &= content.mode;
                match format::read(&content.bytes, &self.registry) {
                    Ok(there) if there.read_only == Some(ReadOnly::Newer) => {
                        return Err(NotSaved::ReadOnly(ReadOnly::Newer));
                    }
                    Ok(there) if there.project.id != project.id => return Err(NotSaved::Replaced),
                    Ok(there) => {
                        rev = rev.max(there.rev);
                        let day = (self.ground.clock)().day;
                        let backups = Backups::of(disk, &self.around.file);
                        backups.make(content.mode, day, true).map_err(io(Step::Backup))?;
                    }
                    Err(_) => drop(keep_aside(disk, &self.around, &content).map_err(io(Step::Backup))?),
                }
            }
        }
        rev += 1;
        let beside = self.write_beside(&project, rev, mode, None)?;
        let print = beside.print;
        let stamp = self.place(&beside).map_err(|(step, error)| NotSaved::Io { step, error })?;
        self.settle(print, Some(stamp), project, None, rev);
        self.mode = Mode::ReadWrite;
        drop(lock);
        Ok(self.saved(&Ok(()), None))
    }

    /// Backs the file up as it is, before an import or another large step; the backup outlives others.
    pub fn pin(&mut self) -> Result<(), NotSaved> {
        let lock = self.lock()?;
        let content = match self.ground.disk.read(&self.around.file, FILE_LIMIT as u64) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Err(NotSaved::Gone),
            content => content.map_err(|error| NotSaved::Io { step: Step::Read, error })?,
        };
        format::read(&content.bytes, &self.registry).map_err(NotSaved::Outside)?;
        let backups = Backups::of(&*self.ground.disk, &self.around.file);
        let made = backups.make(content.mode, (self.ground.clock)().day, true);
        drop(lock);
        made.map_err(|error| NotSaved::Io { step: Step::Backup, error })
    }
}

/// Copies a damaged file to `NAME.damaged-N.json`, unless such a copy of it is there already.
fn keep_aside(disk: &dyn Disk, around: &Around, content: &Content) -> io::Result<PathBuf> {
    for number in 1_u32.. {
        let path = around.damaged(number);
        match disk.read(&path, FILE_LIMIT as u64) {
            Ok(copy) if copy.bytes == content.bytes => return Ok(path),
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                put(disk, &path, &content.bytes, content.mode & 0o600).map_err(|(_, error)| error)?;
                disk.sync_folder(&around.folder)?;
                return Ok(path);
            }
            _ => {}
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}
