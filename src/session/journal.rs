//! The log: warnings and errors by code, never what a person entered. A few lines in a file beside
//! the cache, begun anew when it has grown.

use log::{LevelFilter, Log, Metadata, Record};
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// From this size on the log is begun anew.
const LIMIT: u64 = 256 << 10;

struct Journal(Mutex<File>);

impl Log for Journal {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("changebook")
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata()) {
            let now = chrono::Local::now().format("%Y-%m-%d %H:%M:%S");
            let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            // A log that cannot be written must not stop the work.
            let _written = writeln!(file, "{now} {} {}", record.level(), record.args());
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
    if path.parent().is_none_or(|folder| crate::store::disk::make_folder(folder).is_err()) {
        return;
    }
    let grown = path.metadata().is_ok_and(|meta| meta.len() > LIMIT);
    let mut options = OpenOptions::new();
    options.create(true).write(true).truncate(grown).append(!grown);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    if let Ok(file) = options.open(path)
        && log::set_boxed_logger(Box::new(Journal(Mutex::new(file)))).is_ok()
    {
        log::set_max_level(LevelFilter::Warn);
    }
}
