//! The only files and locks of the program: open, save, merge, back up. It knows projects and
//! sheets; it must not know a tool or a screen.
//!
//! Beside `plan.json` lie `.plan.json.lock`, held for the moment of a save and never removed;
//! `.plan.json.RANDOM.tmp` while one is written; `.plan.json.draft-1` while a text is typed;
//! `plan.damaged-1.json` once the file was found damaged; and `backups/`.

pub mod backup;
pub mod damage;
pub mod disk;
mod draft;
mod fault;
pub mod format;
mod ground;
mod peek;
mod print;
mod save;
pub mod workspace;

pub use crate::project::merge;
pub use draft::{Draft, Target};
pub use fault::{NotSaved, OpenError};
pub use ground::{Ground, Now};
pub use peek::peek;
pub use save::{News, Saved, Snapshot, Store, Watch};
pub use workspace::{Listed, Scratch, Trouble, Workspace};

use crate::sheet::{Id, SheetDef};
use std::io;
use std::path::{Path, PathBuf};

/// Whether an opened project may be written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mode {
    /// It may.
    ReadWrite,
    /// It may not.
    ReadOnly(ReadOnly),
}

/// Why a project that can be read must not be written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ReadOnly {
    /// A newer version wrote it and asks older ones to keep their hands off.
    Newer,
    /// Two rows have the same id; [`format::part_twins`] and [`Store::restore`] mend that.
    Twins {
        /// The sheet of both.
        sheet: &'static SheetDef,
        /// The second one's place, from 1.
        row: usize,
    },
    /// It is a backup, because the file is damaged or gone.
    Backup,
    /// The folder cannot be written to.
    Folder,
}

/// The steps of a save that the system can refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
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
    /// Getting that onto the disk.
    SyncFolder,
}

/// What a buffer for a large file reserves at least. The allocator of glibc gives a block over 32 MiB
/// straight back to the system, but once a smaller one was freed it keeps blocks of that size: after
/// the first save 30 MB would stay taken for a file of 10. Reserved memory costs nothing until used.
const ROOMY: usize = 33 << 20;
/// Files up to this size need no such care.
const SMALL: usize = 128 << 10;

/// A new id. Randomness comes from outside the core, so it is made here.
pub fn fresh_id() -> Id {
    // A system without randomness cannot run; the hasher's keys are random too, if less so.
    let bits = getrandom::u64().unwrap_or_else(|_| {
        use std::hash::{BuildHasher as _, RandomState};
        RandomState::new().hash_one(std::process::id())
    });
    Id::new(bits)
}

/// A project's file and the names that lie around it.
#[derive(Clone, Debug)]
struct Around {
    file: PathBuf,
    folder: PathBuf,
    name: String,
}

impl Around {
    /// Resolves links, once: whatever they lead to later, this stays the file.
    fn of(path: &Path) -> io::Result<Around> {
        let file = match path.canonicalize() {
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
                let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
                folder.canonicalize()?.join(name)
            }
            file => file?,
        };
        let folder = file.parent().map(Path::to_path_buf).unwrap_or_default();
        let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Around { file, folder, name })
    }

    fn hidden(&self, end: &str) -> PathBuf {
        self.folder.join(format!(".{}.{end}", self.name))
    }

    fn lock(&self) -> PathBuf {
        self.hidden("lock")
    }

    /// A new name beside the file, for a file on its way.
    fn temp(&self) -> PathBuf {
        self.hidden(&format!("{}.tmp", fresh_id()))
    }

    fn damaged(&self, number: u32) -> PathBuf {
        let stem = self.file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        self.folder.join(format!("{stem}.damaged-{number}.json"))
    }

    /// The files on their way that lie around, in use or left behind.
    fn temps(&self) -> Vec<PathBuf> {
        let prefix = format!(".{}.", self.name);
        let temp = |name: &str| {
            let random = name.strip_prefix(&prefix).and_then(|rest| rest.strip_suffix(".tmp"));
            random.is_some_and(|random| Id::parse(random).is_some())
        };
        let entries = std::fs::read_dir(&self.folder).into_iter().flatten().flatten();
        entries.filter(|e| e.file_name().to_str().is_some_and(temp)).map(|e| e.path()).collect()
    }
}
