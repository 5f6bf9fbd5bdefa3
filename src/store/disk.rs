//! Calls the file system. Each call that a save depends on is a method of [`Disk`], so that a test can let any
//! of them fail or stop the process there. The methods do the real thing; [`Real`] changes none.

use super::SaveStep;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Metadata that tell cheaply whether a file is still the one last seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    len: u64,
    modified: Option<SystemTime>,
    /// Device, inode, and the second and nanosecond of the last change of any kind.
    #[cfg(unix)]
    unix: (u64, u64, i64, i64),
}

/// The coarsest unit that file systems count time in.
const GRAIN: Duration = Duration::from_secs(2);

impl Stamp {
    /// Takes the stamp from a file's metadata.
    pub fn of(meta: &fs::Metadata) -> Stamp {
        #[cfg(unix)]
        use std::os::unix::fs::MetadataExt as _;
        Stamp {
            len: meta.len(),
            modified: meta.modified().ok(),
            #[cfg(unix)]
            unix: (meta.dev(), meta.ino(), meta.ctime(), meta.ctime_nsec()),
        }
    }

    /// What names the file itself, whatever it is called: device and inode; none where there is no such thing.
    pub fn file(&self) -> Option<(u64, u64)> {
        #[cfg(unix)]
        return Some((self.unix.0, self.unix.1));
        #[cfg(not(unix))]
        None
    }

    /// Tells whether whatever is written into the file from now on will show in its stamp. It would not if the
    /// file system's clock still stood where it did at the last write; and only where a stamp names the
    /// file itself does it tell anything.
    pub fn is_reliable(&self) -> bool {
        let age = self.modified.and_then(|then| then.elapsed().ok());
        cfg!(unix) && age.is_some_and(|age| age > GRAIN)
    }
}

/// A file open for reading. As long as it is open its room on the disk is not given back, even
/// if another takes its place.
#[derive(Debug)]
pub struct OpenFile {
    /// The file.
    pub file: File,
    /// Its stamp.
    pub stamp: Stamp,
    /// Who may read and write it.
    pub access: Access,
}

/// A file's content, with what a rewrite has to respect.
#[derive(Debug)]
pub struct Content {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The stamp of the file that was read, not of one put in its place meanwhile.
    pub stamp: Stamp,
    /// Who may read and write it.
    pub access: Access,
}

/// Who may read and write a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// The permissions, as Unix writes them; 0o600 elsewhere.
    pub mode: u32,
    /// The group that they mean; 0 elsewhere.
    pub group: u32,
}

impl Access {
    /// For the owner only.
    pub const PRIVATE: Access = Access { mode: 0o600, group: 0 };

    /// Returns what a new version of a file in this folder may keep of this: what the owner may do, and what the
    /// group may if the folder is shared with it. All others are kept out.
    #[must_use]
    pub fn kept_in(self, folder: &Path) -> Access {
        Access { mode: self.mode & if is_shared(folder) { 0o660 } else { 0o600 }, ..self }
    }
}

/// The calls of a save.
pub trait Disk: Send + Sync {
    /// Opens a regular file of at most `limit` bytes; a link in the last part of the path is not followed.
    /// A directory, pipe or device is `InvalidInput`, a file too large `FileTooLarge`; neither waits.
    fn open(&self, path: &Path, limit: u64) -> io::Result<OpenFile> {
        let file = options().read(true).open(path).map_err(not_a_file)?;
        let meta = file.metadata()?;
        if !meta.is_file() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        if meta.len() > limit {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(OpenFile { stamp: Stamp::of(&meta), access: access_of(&meta), file })
    }

    /// Reads an open file from its beginning.
    fn read_open(&self, open: &OpenFile, limit: u64) -> io::Result<Content> {
        let size = usize::try_from(open.stamp.len).unwrap_or(0) + 1;
        let mut bytes =
            Vec::with_capacity(if size > super::SMALL_BUFFER { size.max(super::LARGE_BUFFER) } else { size });
        let mut file = &open.file;
        file.seek(SeekFrom::Start(0))?;
        file.take(limit + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > limit {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(Content { bytes, stamp: open.stamp, access: open.access })
    }

    /// Opens a file and reads it.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Content> {
        self.read_open(&self.open(path, limit)?, limit)
    }

    /// Opens the lock file, which is made when missing and never removed.
    fn open_lock(&self, path: &Path) -> io::Result<File> {
        with_mode(&mut options(), 0o600).read(true).write(true).create(true).open(path)
    }

    /// Takes a lock if nobody holds it.
    fn try_lock(&self, file: &File) -> Result<(), TryLockError> {
        file.try_lock()
    }

    /// Makes a file that was not there, with these permissions or, as the umask says, fewer.
    fn create_new(&self, path: &Path, mode: u32) -> io::Result<File> {
        with_mode(&mut options(), mode).write(true).create_new(true).open(path)
    }

    /// Returns the permissions that a file has.
    fn mode(&self, file: &File) -> io::Result<u32> {
        Ok(access_of(&file.metadata()?).mode)
    }

    /// Gives a file these permissions.
    fn set_mode(&self, file: &File, mode: u32) -> io::Result<()> {
        set_mode(file, mode)
    }

    /// Gives a file to a group.
    fn set_group(&self, file: &File, group: u32) -> io::Result<()> {
        if access_of(&file.metadata()?).group == group { Ok(()) } else { set_group(file, group) }
    }

    /// Writes some of the bytes.
    fn write(&self, file: &File, bytes: &[u8]) -> io::Result<usize> {
        let mut file = file;
        file.write(bytes)
    }

    /// Asks the disk to start writing a part of the file back, so that there is less to wait
    /// for at the end. A hint: nothing depends on whether it is taken.
    fn start_writeback(&self, file: &File, from: u64, len: u64) {
        #[cfg(target_os = "linux")]
        {
            let len = std::num::NonZeroU64::new(len);
            let _hint = rustix::fs::fadvise(file, from, len, rustix::fs::Advice::DontNeed);
        }
        #[cfg(not(target_os = "linux"))]
        let _ = (file, from, len);
    }

    /// Waits until the file is on the disk.
    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    /// Puts a file in the place of another.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    /// Gives a file a second name that must be free.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    /// Removes a name.
    fn unlink(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    /// Waits until the names in a folder are on the disk.
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
    }
}

/// The disk as it is.
#[derive(Clone, Copy, Debug)]
pub struct Real;

impl Disk for Real {}

/// A new file while it is written.
pub struct NewFile<'a> {
    disk: &'a dyn Disk,
    file: File,
    /// Number of bytes written, and of those the disk was asked to write back.
    written: u64,
    started: u64,
}

/// Number of bytes after which the disk is asked again to start writing them back.
const STRIDE: u64 = 1 << 20;

impl<'a> NewFile<'a> {
    /// Makes a file that was not there.
    pub fn create(disk: &'a dyn Disk, path: &Path, mode: u32) -> Result<NewFile<'a>, (SaveStep, io::Error)> {
        let create = |e| (SaveStep::Create, e);
        let file = disk.create_new(path, mode).map_err(create)?;
        if disk.mode(&file).map_err(create)? != mode {
            disk.set_mode(&file, mode).map_err(create)?;
        }
        Ok(NewFile { disk, file, written: 0, started: 0 })
    }

    /// Lets a group in as well, if it may be let in. A file that cannot be given to that group stays private:
    /// another group would read what was not meant for it.
    pub fn share(&self, access: Access) -> Result<(), (SaveStep, io::Error)> {
        if access.mode & 0o060 == 0 || self.disk.set_group(&self.file, access.group).is_err() {
            return Ok(());
        }
        self.disk.set_mode(&self.file, access.mode).map_err(|e| (SaveStep::Create, e))
    }

    /// Writes all of the bytes.
    pub fn write(&mut self, mut rest: &[u8]) -> Result<(), (SaveStep, io::Error)> {
        while !rest.is_empty() {
            match self.disk.write(&self.file, rest) {
                Ok(0) => return Err((SaveStep::Write, io::ErrorKind::WriteZero.into())),
                Ok(n) => {
                    rest = rest.get(n..).unwrap_or_default();
                    self.written += n as u64;
                }
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err((SaveStep::Write, e)),
            }
        }
        if self.written - self.started >= STRIDE {
            self.disk.start_writeback(&self.file, self.started, self.written - self.started);
            self.started = self.written;
        }
        Ok(())
    }

    /// Waits until everything is on the disk. The file's time of modification is set a moment back, so that its
    /// stamp shows whatever others write into it from now on, even within the same tick of the clock.
    pub fn finish(self) -> Result<File, (SaveStep, io::Error)> {
        // Where this is not possible the next save reads the whole file.
        let _unreliable = self.file.set_modified(SystemTime::now() - GRAIN - GRAIN / 2);
        self.disk.sync(&self.file).map_err(|e| (SaveStep::Sync, e))?;
        Ok(self.file)
    }
}

/// Writes all bytes to a new file and waits until they are on the disk.
pub fn write_new(disk: &dyn Disk, path: &Path, bytes: &[u8], mode: u32) -> Result<(), (SaveStep, io::Error)> {
    let mut new = NewFile::create(disk, path, mode)?;
    new.write(bytes)?;
    new.finish().map(drop)
}

/// Makes a folder, and those above it, that only its owner may enter, whatever the umask. One that is
/// there already stays as it is.
pub fn make_folder(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    if let Some(above) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
        make_folder(above)?;
    }
    match private_folder().create(path) {
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => return Ok(()),
        made => made?,
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        if access_of(&fs::metadata(path)?).mode != 0o700 {
            // Where a place has its own permissions the files in it tell, and it is said when one is saved.
            let _as_it_is = fs::set_permissions(path, fs::Permissions::from_mode(0o700));
        }
    }
    Ok(())
}

#[cfg(unix)]
fn options() -> OpenOptions {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
    let mut options = OpenOptions::new();
    options.custom_flags(flags.bits().cast_signed());
    options
}

#[cfg(unix)]
fn with_mode(options: &mut OpenOptions, mode: u32) -> &mut OpenOptions {
    std::os::unix::fs::OpenOptionsExt::mode(options, mode)
}

#[cfg(unix)]
fn private_folder() -> fs::DirBuilder {
    let mut builder = fs::DirBuilder::new();
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// A link where a file should be is reported as a loop.
#[cfg(unix)]
fn not_a_file(error: io::Error) -> io::Error {
    let looped = error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error());
    // A socket or a device without its hardware cannot even be opened.
    let none = error.raw_os_error() == Some(rustix::io::Errno::NXIO.raw_os_error());
    if looped || none { io::ErrorKind::InvalidInput.into() } else { error }
}

#[cfg(unix)]
fn set_mode(file: &File, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(unix)]
fn set_group(file: &File, group: u32) -> io::Result<()> {
    std::os::unix::fs::fchown(file, None, Some(group))
}

#[cfg(unix)]
fn access_of(meta: &fs::Metadata) -> Access {
    use std::os::unix::fs::MetadataExt as _;
    Access { mode: meta.mode() & 0o777, group: meta.gid() }
}

/// Tells whether a folder is shared: whether its group may list and enter it, and may do more than everybody. What
/// everybody may do too is what systems give to any folder, and means nothing.
#[cfg(unix)]
fn is_shared(folder: &Path) -> bool {
    let mode = fs::metadata(folder).map_or(0, |meta| access_of(&meta).mode);
    mode & 0o050 == 0o050 && (mode >> 3) & !mode & 0o007 != 0
}

#[cfg(not(unix))]
fn options() -> OpenOptions {
    OpenOptions::new()
}

#[cfg(not(unix))]
fn with_mode(options: &mut OpenOptions, _: u32) -> &mut OpenOptions {
    options
}

#[cfg(not(unix))]
fn private_folder() -> fs::DirBuilder {
    fs::DirBuilder::new()
}

#[cfg(not(unix))]
fn not_a_file(error: io::Error) -> io::Error {
    error
}

#[cfg(not(unix))]
fn set_mode(_: &File, _: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
fn set_group(_: &File, _: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
fn access_of(_: &fs::Metadata) -> Access {
    Access::PRIVATE
}

#[cfg(not(unix))]
fn is_shared(_: &Path) -> bool {
    false
}
