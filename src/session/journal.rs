//! The log: warnings and errors by code, never what a person entered. A few lines in a file beside
//! the cache, made when there is something to say and begun anew when it has grown.

use log::{LevelFilter, Log, Metadata, Record};
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// From this size on the log is begun anew.
const LIMIT: u64 = 256 << 10;

struct Journal {
    path: PathBuf,
    /// None until the first line, so that a start without trouble leaves no file.
    file: Mutex<Option<File>>,
}

impl Log for Journal {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("changebook")
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata()) {
            let now = crate::store::local_time().format("%Y-%m-%d %H:%M:%S");
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            if file.is_none() {
                *file = open(&self.path);
            }
            // A log that cannot be written must not stop the work.
            let _written = file.as_mut().map(|f| writeln!(f, "{now} {} {}", record.level(), record.args()));
        }
    }

    fn flush(&self) {}
}

/// Where the log lies.
pub fn path() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "changebook").map(|dirs| dirs.cache_dir().join("changebook.log"))
}

/// Begins to log; without a place for it nothing is logged.
pub fn begin() {
    let Some(path) = path() else { return };
    if log::set_boxed_logger(Box::new(Journal { path, file: Mutex::new(None) })).is_ok() {
        log::set_max_level(LevelFilter::Warn);
    }
}

/// Opens the log to write behind what is there.
fn open(path: &Path) -> Option<File> {
    crate::store::disk::make_folder(path.parent()?).ok()?;
    let grown = path.metadata().is_ok_and(|meta| meta.len() > LIMIT);
    let mut options = OpenOptions::new();
    options.create(true).write(true).truncate(grown).append(!grown);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        // A pipe in its place would be waited for.
        options.mode(0o600).custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    options.open(path).ok().filter(|file| file.metadata().is_ok_and(|meta| meta.is_file()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_this_program_says_itself_is_logged() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b.log");
        let journal = Journal { path: path.clone(), file: Mutex::new(None) };
        for target in ["other", "changebook::store"] {
            journal.log(&Record::builder().target(target).args(format_args!("said by {target}")).build());
        }
        let logged = std::fs::read_to_string(path).unwrap();
        assert!(logged.contains("changebook::store") && !logged.contains("other"), "{logged}");
    }
}
