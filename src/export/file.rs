//! Files that are written for others to read: never over one that is there unless that was asked for, never half.

use super::Delimiter;
use crate::say;
use crate::store::OpenError;
use crate::text::Phrase;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

/// What a file of an export is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// An Excel workbook.
    Workbook,
    /// A calendar.
    Calendar,
    /// The lines of one sheet.
    Lines(Delimiter),
}

impl Form {
    /// All forms, each with the ending of its files.
    pub const ALL: [(Form, &str); 4] = [
        (Form::Workbook, "xlsx"),
        (Form::Calendar, "ics"),
        (Form::Lines(Delimiter::Comma), "csv"),
        (Form::Lines(Delimiter::Tab), "tsv"),
    ];

    /// The form of files with this name; none if its ending is another.
    pub fn of(path: &Path) -> Option<Form> {
        let ending = path.extension()?;
        Form::ALL.iter().find(|(_, own)| ending.eq_ignore_ascii_case(own)).map(|(form, _)| *form)
    }
}

fn failed(path: &Path, error: io::Error) -> Phrase {
    let shown = path.display();
    let reason = OpenError::Io(error).phrase();
    say!("{shown}：{reason}", "{shown}: {reason}", shown, reason)
}

/// What is said of a place that is taken.
fn is_there(path: &Path) -> Phrase {
    let shown = path.display();
    say!(
        "{shown} 已经在了，没有覆盖：换一个名称",
        "{shown} is there already and was not written over: choose another name"
    )
}

/// Refuses a place where nothing may be written, before any work is done for it.
pub fn check_place(path: &Path, force: bool) -> Result<(), Phrase> {
    match fs::symlink_metadata(path) {
        Ok(meta) if !meta.is_file() => {
            let shown = path.display();
            Err(say!(
                "{shown} 不是普通文件，没有写：请换一个名称",
                "{shown} is no plain file and was not written: choose another name"
            ))
        }
        Ok(_) if !force => Err(is_there(path)),
        Ok(_) => Ok(()),
        Err(_) => check_folder(path),
    }
}

/// Checks that the folder of a file to be written is there.
pub fn check_folder(file: &Path) -> Result<(), Phrase> {
    match file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) if !folder.is_dir() => {
            let shown = folder.display();
            Err(say!(
                "没有 {shown} 这个文件夹：先建好，或换一个位置",
                "there is no folder {shown}: make it first, or choose another place"
            ))
        }
        _ => Ok(()),
    }
}

/// Writes a file beside its place first and then puts it there, so that nothing half-written is left; what is there
/// stays unless it was asked for.
pub fn write(path: &Path, bytes: &[u8], force: bool) -> Result<(), Phrase> {
    put(path, bytes, force, &mut File::options())
}

/// The same for a file that nobody else may read, as files of projects are.
pub fn write_private(path: &Path, bytes: &[u8], force: bool) -> Result<(), Phrase> {
    let mut options = File::options();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    put(path, bytes, force, &mut options)
}

fn put(path: &Path, bytes: &[u8], force: bool, options: &mut OpenOptions) -> Result<(), Phrase> {
    check_place(path, force)?;
    let is_new = fs::symlink_metadata(path).is_err();
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", crate::store::fresh_id()));
    let beside = path.with_file_name(name);
    // Its place is taken first, so that a file made by another meanwhile is not written over.
    let options = options.write(true).create_new(true);
    if is_new && let Err(error) = options.open(path) {
        let taken = error.kind() == io::ErrorKind::AlreadyExists;
        return Err(if taken { is_there(path) } else { failed(path, error) });
    }
    let done = options
        .open(&beside)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&beside, path));
    done.map_err(|error| {
        // It may not have been made at all.
        let _gone = fs::remove_file(&beside);
        if is_new {
            let _given_back = fs::remove_file(path);
        }
        failed(path, error)
    })
}
