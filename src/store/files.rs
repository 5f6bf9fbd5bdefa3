//! Files and folders beside projects, so that nothing odd in their place holds the program up or brings it down.

use super::disk::{self, Disk as _, Real};
use super::environment::Environment;
use std::ffi::OsString;
use std::io;
use std::path::Path;

/// Reads a small file whole. What is no regular file is refused at once, for a pipe would be waited for.
pub fn read_small(path: &Path, limit: u64) -> io::Result<String> {
    // It may be a link, as people make them who keep their settings elsewhere.
    let content = Real.read(&path.canonicalize()?, limit)?;
    String::from_utf8(content.bytes).map_err(|_| io::ErrorKind::InvalidData.into())
}

/// Writes a small file that only its owner may read, whatever the umask, in one piece. Its folder is made if need be,
/// and closed to others where it is new.
pub fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    disk::make_folder(folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temp = folder.join(format!(".{name}.{}.tmp", super::fresh_id()));
    // Where it cannot be synced or made private it is remembered all the same.
    let place = Environment::default().lenient().disk;
    let written = disk::write_new(&*place, &temp, text.as_bytes(), 0o600).map_err(|(_, error)| error);
    written.and_then(|()| std::fs::rename(&temp, path)).inspect_err(|_| {
        // The error that is told is the first one.
        let _left = Real.unlink(&temp);
    })
}

/// Removes a folder with all that is in it. Links in it are removed, not followed.
pub fn remove_folder(folder: &Path) -> io::Result<()> {
    for name in names(folder)? {
        let path = folder.join(name);
        if path.symlink_metadata()?.is_dir() { remove_folder(&path)? } else { std::fs::remove_file(path)? }
    }
    std::fs::remove_dir(folder)
}

/// The names in a folder.
#[cfg(unix)]
pub fn names(folder: &Path) -> io::Result<Vec<OsString>> {
    use rustix::fs::{Dir, Mode, OFlags, open};
    use std::os::unix::ffi::OsStringExt as _;

    // The standard library panics where closing a folder fails, as on some network file systems.
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC | OFlags::NONBLOCK;
    let mut names = Vec::new();
    for entry in Dir::new(open(folder, flags, Mode::empty())?)? {
        let name = entry?.file_name().to_bytes().to_vec();
        if name != b"." && name != b".." {
            names.push(OsString::from_vec(name));
        }
    }
    Ok(names)
}

/// The names in a folder.
#[cfg(not(unix))]
pub fn names(folder: &Path) -> io::Result<Vec<OsString>> {
    std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name())).collect()
}
