//! The only files and locks of the program: open, save, merge, back up. It knows projects and
//! sheets; it must not know a tool or a screen.
//!
//! Beside `plan.json` lie `.plan.json.lock`, held for the moment of a save and never removed;
//! `.plan.json.RANDOM.tmp` while one is written; `.plan.json.draft-1` while a text is typed;
//! `plan.damaged-1.json` once the file was found damaged; and `backups/`.

pub mod backup;
mod caveat;
pub mod damage;
pub mod disk;
mod draft;
mod environment;
mod fault;
pub mod files;
mod fingerprint;
pub mod forget;
pub mod format;
mod load_unlocked;
mod paths;
mod save;
pub mod workspace;

pub use crate::project::merge;
pub use caveat::{Caveat, Caveats};
pub use draft::{Draft, Target};
pub use environment::{Environment, Now, local_time};
pub use fault::{NotSaved, OpenError, reason as reason_of};
pub use load_unlocked::{backups_of, load_backup_of, load_unlocked, load_with_rev, why_lost};
pub use save::{RemoteChange, Saved, Snapshot, Store, Watch};
pub use workspace::{Listed, TemporaryFolder, Workspace, WorkspaceError};

use crate::sheet::{Id, SheetDef};
use paths::ProjectPaths;

/// The mode of an opened project.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mode {
    /// May be written.
    ReadWrite,
    /// Must not be written, for this reason.
    ReadOnly(ReadOnly),
}

/// The reason why a project that can be read must not be written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ReadOnly {
    /// A newer version wrote it and asks older ones not to write it.
    Newer,
    /// Two rows have the same id; [`format::separate_duplicates`] and [`Store::restore`] repair that.
    DuplicateId {
        /// The sheet of both.
        sheet: &'static SheetDef,
        /// The second one's place, from 1.
        row: usize,
    },
    /// A backup, because the file is damaged or gone.
    Backup,
    /// The folder cannot be written to.
    Folder,
}

/// The steps of a save that the system can refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveStep {
    /// Opening the lock file.
    Lock,
    /// Reading the file as it is now.
    Read,
    /// Making a backup.
    Backup,
    /// Making the new file.
    Create,
    /// Writing it.
    Write,
    /// Getting it onto the disk.
    Sync,
    /// Putting it in the old one's place.
    Rename,
    /// Getting the new name onto the disk.
    SyncFolder,
}

/// Least capacity, in bytes, of a buffer for a large file. The allocator of glibc gives a block over
/// 32 MiB straight back to the system, but once a smaller one was freed it keeps blocks of that size:
/// after the first save 30 MB would stay taken for a file of 10 MB. Reserved memory costs nothing until
/// it is used.
const LARGE_BUFFER: usize = 33 << 20;
/// Size, in bytes, up to which a file needs no such buffer.
const SMALL_BUFFER: usize = 128 << 10;

/// Returns a new random id. Randomness comes from outside the core, so it is made here.
pub fn fresh_id() -> Id {
    // A system without randomness cannot run; the hasher's keys are random too, if less so.
    let bits = getrandom::u64().unwrap_or_else(|_| {
        use std::hash::{BuildHasher as _, RandomState};
        RandomState::new().hash_one(std::process::id())
    });
    Id::new(bits)
}
