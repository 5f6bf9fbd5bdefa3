//! Notices what others write into the file, and takes it in.

use super::{RemoteChange, Snapshot, Store};
use crate::project::Project;
use crate::store::disk::{OpenFile, Stamp};
use crate::store::fault::{NotSaved, OpenError};
use crate::store::fingerprint::Fingerprint;
use crate::store::format::{self, FILE_LIMIT, Opened};
use crate::store::merge::merge;
use crate::store::save::open_error;
use crate::store::{Mode, ReadOnly, SaveStep};
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// Tells cheaply, from any thread, whether the file has changed since the store last saw it.
#[derive(Clone, Debug)]
pub struct Watch {
    file: PathBuf,
    stamp: Arc<Mutex<Option<Stamp>>>,
}

impl Watch {
    /// Tells whether another program has written, replaced or removed the file. Reads its metadata only.
    pub fn changed_outside(&self) -> bool {
        let now = std::fs::symlink_metadata(&self.file).ok().map(|meta| Stamp::of(&meta));
        now != *self.stamp.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store {
    /// Returns a watch on the file, for another thread.
    pub fn watch(&self) -> Watch {
        Watch { file: self.paths.file.clone(), stamp: Arc::clone(&self.stamp) }
    }

    /// Tells whether the file has changed since it was last seen.
    pub fn changed_outside(&self) -> bool {
        self.watch().changed_outside()
    }

    /// Reads what others have written since the file was last seen, and returns it as changes to merge.
    pub fn refresh(&mut self) -> Result<Vec<RemoteChange>, OpenError> {
        if self.mode == Mode::ReadOnly(ReadOnly::Backup) {
            return Ok(Vec::new());
        }
        let content = match self.environment.disk.read(&self.paths.file, FILE_LIMIT as u64) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Err(OpenError::Gone),
            content => content.map_err(open_error)?,
        };
        let fingerprint = Fingerprint::of(&content.bytes);
        self.set_stamp(content.stamp);
        if Some(fingerprint) == self.seen {
            self.seen_stamp = Some(content.stamp).filter(Stamp::is_reliable);
            return Ok(std::mem::take(&mut self.undelivered));
        }
        let opened = format::read(&content.bytes, &self.registry)
            .map_err(|damage| OpenError::Damaged { damage, backups: true })?;
        if opened.project.id != self.base.id {
            return Err(OpenError::Replaced);
        }
        match (self.mode, opened.read_only) {
            (Mode::ReadWrite, Some(why)) => return Err(OpenError::ReadOnly(why)),
            // Somebody has repaired what was wrong.
            (Mode::ReadOnly(ReadOnly::Newer | ReadOnly::DuplicateId { .. }), None) => {
                self.mode = Mode::ReadWrite;
            }
            _ => {}
        }
        let from = self.base.clone();
        self.remember(fingerprint, Some(content.stamp), opened.project, opened.rev.max(self.rev));
        self.add_remote_change(from);
        Ok(std::mem::take(&mut self.undelivered))
    }

    /// Reads what others have written since the file was last seen; none if they have not. The file is read unless
    /// its stamp says for certain that nobody has touched it.
    pub(super) fn read_remote(&self, open: &OpenFile) -> Result<Option<(Opened, Fingerprint)>, NotSaved> {
        if self.seen_stamp == Some(open.stamp) {
            return Ok(None);
        }
        let content = self.environment.disk.read_open(open, FILE_LIMIT as u64);
        let content = content.map_err(|error| NotSaved::Io { step: SaveStep::Read, error })?;
        let fingerprint = Fingerprint::of(&content.bytes);
        if Some(fingerprint) == self.seen {
            return Ok(None);
        }
        let theirs = format::read(&content.bytes, &self.registry).map_err(NotSaved::Outside)?;
        if let Some(why) = theirs.read_only {
            return Err(NotSaved::ReadOnly(why));
        }
        if theirs.project.id != self.base.id {
            return Err(NotSaved::Replaced);
        }
        Ok(Some((theirs, fingerprint)))
    }

    /// Returns the snapshot's project with all remote changes merged, also those that were on their way to the window
    /// when it was sent.
    pub(super) fn with_remote_changes(&mut self, snapshot: &Snapshot) -> Project {
        self.unmerged.retain(|change| change.number > snapshot.change_number);
        self.unmerged
            .iter()
            .fold(snapshot.project.clone(), |project, change| merge(&change.from, &project, &change.to))
    }

    /// Adds a change from what the window will have shown, all earlier changes merged, to what is in the file now.
    pub(super) fn add_remote_change(&mut self, from: Project) {
        self.change_number += 1;
        let change = RemoteChange { number: self.change_number, from, to: self.base.clone() };
        self.unmerged.push(change.clone());
        self.undelivered.push(change);
    }
}
