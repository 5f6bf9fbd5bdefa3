//! Files that leave the program: written beside their place first, so that nothing half-written is left, and never over
//! what is there unless that was asked for.

use crate::exchange::PageFormat;
use crate::report::Scope;
use crate::say;
use crate::store::workspace::safe_name;
use crate::store::{OpenError, fresh_id};
use crate::text::Phrase;
use chrono::NaiveDate;
use std::fs::{self, File};
use std::io::{self, Write as _};
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

/// What is said of a file that cannot be written.
pub fn failed(path: &Path, error: io::Error) -> Phrase {
    let shown = path.display();
    let reason = OpenError::Io(error).phrase();
    say!("{shown}：{reason}", "{shown}: {reason}", shown, reason)
}

/// Writes a file beside its place first and then puts it there, so that nothing half-written is left; what is there
/// stays unless `force` says otherwise, and what is no plain file stays in any case.
pub fn write(path: &Path, bytes: &[u8], force: bool) -> Result<(), NotWritten> {
    let there = fs::symlink_metadata(path);
    if let Ok(meta) = &there {
        let shown = path.display();
        if !meta.is_file() {
            return Err(NotWritten::Failed(say!(
                "{shown} 不是普通文件，没有写：请换一个名称",
                "{shown} is no plain file and was not written: choose another name"
            )));
        }
        if !force {
            return Err(NotWritten::IsThere(path.to_owned()));
        }
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", fresh_id()));
    let beside = path.with_file_name(name);
    // Its place is taken first, so that a file made by another meanwhile is not written over.
    let taken = if there.is_err() { File::create_new(path).map(drop) } else { Ok(()) };
    let done = taken
        .and_then(|()| File::create_new(&beside))
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&beside, path));
    done.map_err(|error| {
        // It may not have been made at all.
        let _gone = fs::remove_file(&beside);
        if error.kind() == io::ErrorKind::AlreadyExists {
            return NotWritten::IsThere(path.to_owned());
        }
        if there.is_err() {
            let _given_back = fs::remove_file(path);
        }
        NotWritten::Failed(failed(path, error))
    })
}

/// The name of the file of a report, which says what it is and of which day.
pub fn report_name(project: &str, scope: Scope, day: NaiveDate, format: PageFormat) -> String {
    format!("{}-{}-{day}.{}", safe_name(project), scope.key(), format.key())
}
