//! Files of reports: never written over what is there unless that was asked for.

use crate::exchange::PageFormat;
use crate::export;
use crate::report::Scope;
use crate::say;
use crate::text::{Phrase, safe_name};
use chrono::NaiveDate;
use std::fs;
use std::path::{Path, PathBuf};

/// Why a file was not written.
#[derive(Debug)]
pub enum NotWritten {
    /// A file is there already.
    IsThere(PathBuf),
    /// It cannot be written.
    Failed(Phrase),
}

impl NotWritten {
    /// What to say of it where the way to write over a file is an option.
    pub fn by_command(self) -> Phrase {
        match self {
            NotWritten::IsThere(path) => {
                let shown = path.display();
                say!(
                    "{shown} 已经在了，没有覆盖：换一个名称，或加 --force",
                    "{shown} is there already and was not written over: choose another name, or add --force"
                )
            }
            NotWritten::Failed(reason) => reason,
        }
    }
}

/// Writes a file of a report as [`export::write`] does; tells apart that one is there already, so that a person can be
/// asked about it.
pub fn write(path: &Path, bytes: &[u8], force: bool) -> Result<(), NotWritten> {
    if !force && fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file()) {
        return Err(NotWritten::IsThere(path.to_owned()));
    }
    export::write(path, bytes, force).map_err(NotWritten::Failed)
}

/// Opens a file in the program that the system has for it.
pub fn open_file(path: &Path) -> Result<(), Phrase> {
    let shown = path.display();
    open::that_detached(path).map_err(|error| {
        // What the system says is in its own language, and for whoever looks into the log.
        log::warn!("open: {error}");
        say!("{shown} 打不开：请在文件夹里打开它", "{shown} does not open: open it from its folder")
    })
}

/// The name of the file of a report, which says what it is and of which day.
pub fn report_name(project: &str, scope: Scope, day: NaiveDate, format: PageFormat) -> String {
    format!("{}-{}-{day}.{}", safe_name(project), scope.key(), format.key())
}
