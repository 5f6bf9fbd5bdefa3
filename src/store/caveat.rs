//! What a place cannot do: locks, syncing, permissions. The work goes on as well as it can there, and the promise that
//! does not hold is noted, to be said once.

use super::disk::{Content, Disk, OpenFile};
use crate::say;
use crate::text::Phrase;
use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// A promise that does not hold in a place, or holds less than elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caveat {
    /// Files cannot be locked.
    NoLock,
    /// It cannot be told when something is on the disk.
    NoSync,
    /// Others may read what is for its owner only.
    NotPrivate,
    /// The group that could read the file before cannot be let in again.
    GroupLost,
    /// The group that could read the file before still can, because its folder is shared.
    Shared,
}

impl Caveat {
    /// Every caveat.
    pub const ALL: [Caveat; 5] =
        [Caveat::NoLock, Caveat::NoSync, Caveat::NotPrivate, Caveat::GroupLost, Caveat::Shared];

    /// Says which promise does not hold, and what to do.
    pub fn phrase(self) -> Phrase {
        match self {
            Caveat::NoLock => say!(
                "这个文件夹不支持文件锁，两个窗口同时保存可能互相覆盖：请只开一个窗口",
                "this folder cannot lock files, so two windows that save at once may overwrite each other: keep to one window"
            ),
            Caveat::NoSync => say!(
                "这个文件夹不能确认数据已经写到磁盘，刚保存就断电可能丢掉最后的修改：请存到本机磁盘",
                "this folder cannot confirm that data is on the disk, so a power cut may lose what was saved last: keep the project on a local disk"
            ),
            Caveat::NotPrivate => say!(
                "这个文件夹设不了文件权限，别人也可能读到这个文件：内容不便公开，请存到自己的文件夹",
                "this folder cannot keep files private, so others may read the project: if it is confidential, save it in a folder of your own"
            ),
            Caveat::GroupLost => say!(
                "同组的读写权限在这里保留不了，同事可能打不开这个文件：需要的话请重新授权",
                "the group's permission cannot be kept here, so colleagues may no longer open the file: give it to them again if they need it"
            ),
            Caveat::Shared => say!(
                "文件夹是共享的，这个文件仍对同组的人开放：不想共享，请收回文件的组权限",
                "the folder is shared, so the file stays open to its group: take the group's permission off the file to keep it private"
            ),
        }
    }
}

/// The caveats noticed since a file was opened, and how many of them were told.
#[derive(Debug, Default)]
pub struct Caveats(Mutex<(Vec<Caveat>, usize)>);

impl Caveats {
    fn add(&self, caveat: Caveat) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !known.0.contains(&caveat) {
            known.0.push(caveat);
        }
    }

    /// Lists those that are known.
    pub(super) fn all(&self) -> Vec<Caveat> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// Lists those that were not told yet, and counts them as told.
    pub(super) fn untold(&self) -> Vec<Caveat> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let untold = known.0[known.1..].to_vec();
        known.1 = known.0.len();
        untold
    }

    /// Puts others in their place, and gives those that were there.
    pub(super) fn replace(&self, by: (Vec<Caveat>, usize)) -> (Vec<Caveat>, usize) {
        std::mem::replace(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner), by)
    }
}

/// Tells whether an error means that the place has no such thing, rather than that something went wrong.
pub(super) fn is_missing(error: &io::Error) -> bool {
    #[cfg(unix)]
    {
        use rustix::io::Errno;
        let missing = [Errno::NOSYS, Errno::OPNOTSUPP, Errno::NOTSUP, Errno::NOLCK].map(Errno::raw_os_error);
        if error.raw_os_error().is_some_and(|code| missing.contains(&code)) {
            return true;
        }
    }
    error.kind() == io::ErrorKind::Unsupported
}

/// A disk that does without what the place has not, and notes it.
pub(super) struct Lenient {
    pub(super) disk: Arc<dyn Disk>,
    pub(super) caveats: Arc<Caveats>,
}

impl Lenient {
    /// A sync that the place does not offer is `EINVAL` as often as it is said plainly.
    fn synced(&self, done: io::Result<()>) -> io::Result<()> {
        match done {
            Err(e) if is_missing(&e) || e.kind() == io::ErrorKind::InvalidInput => {
                self.caveats.add(Caveat::NoSync);
                Ok(())
            }
            done => done,
        }
    }
}

impl Disk for Lenient {
    fn open(&self, path: &Path, limit: u64) -> io::Result<OpenFile> {
        self.disk.open(path, limit)
    }
    fn read_open(&self, open: &OpenFile, limit: u64) -> io::Result<Content> {
        self.disk.read_open(open, limit)
    }
    fn open_lock(&self, path: &Path) -> io::Result<File> {
        self.disk.open_lock(path)
    }
    fn try_lock(&self, file: &File) -> Result<(), TryLockError> {
        match self.disk.try_lock(file) {
            Err(TryLockError::Error(e)) if is_missing(&e) => {
                self.caveats.add(Caveat::NoLock);
                Ok(())
            }
            done => done,
        }
    }
    fn create_new(&self, path: &Path, mode: u32) -> io::Result<File> {
        self.disk.create_new(path, mode)
    }
    fn mode(&self, file: &File) -> io::Result<u32> {
        self.disk.mode(file)
    }
    /// Some places refuse, others say yes and do nothing: what counts is how the file is afterwards.
    fn set_mode(&self, file: &File, mode: u32) -> io::Result<()> {
        match self.disk.set_mode(file, mode) {
            Err(e) if is_missing(&e) || e.kind() == io::ErrorKind::PermissionDenied => {}
            done => done?,
        }
        let now = self.disk.mode(file)?;
        if now & !mode & 0o077 != 0 {
            self.caveats.add(Caveat::NotPrivate);
        } else if mode & !now & 0o060 != 0 {
            self.caveats.add(Caveat::GroupLost);
        } else if mode & 0o060 != 0 {
            self.caveats.add(Caveat::Shared);
        }
        Ok(())
    }
    fn set_group(&self, file: &File, group: u32) -> io::Result<()> {
        self.disk.set_group(file, group).inspect_err(|_| self.caveats.add(Caveat::GroupLost))
    }
    fn write(&self, file: &File, bytes: &[u8]) -> io::Result<usize> {
        self.disk.write(file, bytes)
    }
    fn start_writeback(&self, file: &File, from: u64, len: u64) {
        self.disk.start_writeback(file, from, len);
    }
    fn sync(&self, file: &File) -> io::Result<()> {
        self.synced(self.disk.sync(file))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.disk.rename(from, to)
    }
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.disk.link(from, to)
    }
    fn unlink(&self, path: &Path) -> io::Result<()> {
        self.disk.unlink(path)
    }
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.synced(self.disk.sync_folder(path))
    }
}
