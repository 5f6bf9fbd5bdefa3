//! The project as an Excel workbook.

use super::{Answer, Call, Failure, names};
use crate::export::{Options, workbook};
use crate::say;
use crate::store::OpenError;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// What stands on the command line.
#[derive(Clone, Debug, clap::Args)]
pub struct Export {
    /// File to write, such as book.xlsx; - writes to standard output / 要写的文件，如 book.xlsx；- 写到标准输出
    pub file: PathBuf,
    /// One sheet alone, to be filled in by somebody else and brought back with import / 只写一张表，发给别人填，再用 import 导回
    #[arg(long, value_name = "SHEET")]
    pub form: Option<String>,
    /// Write over a file that is there / 文件已经在了也覆盖
    #[arg(long)]
    pub force: bool,
}

/// Writes the workbook.
pub(super) fn export(call: &Call<'_>, args: &Export) -> Result<Answer, Failure> {
    let form = args.form.as_deref().map(names::sheet).transpose()?;
    let named = args.file.extension().is_some_and(|e| e.eq_ignore_ascii_case("xlsx"));
    if !named && args.file.as_os_str() != "-" {
        let shown = args.file.display();
        return Err(Failure::Usage(say!(
            "{shown}：文件名请以 .xlsx 结尾",
            "{shown}: the name of the file has to end in .xlsx"
        )));
    }
    let seen = call.seen()?;
    if form.is_some() && seen.as_of.is_some() {
        return Err(Failure::Usage(say!(
            "--form 写出的表要填好带回来，不能和 --as-of 一起使用",
            "--form writes a sheet to be filled in and brought back: it does not go with --as-of"
        )));
    }
    let options = Options { lang: call.lang, today: seen.day, is_replay: seen.as_of.is_some(), form };
    let bytes = workbook(&seen.project, options)?;
    if args.file.as_os_str() == "-" {
        io::stdout().write_all(&bytes).map_err(|error| failed(&args.file, error))?;
        return Ok(Answer::default());
    }
    write(&args.file, &bytes, args.force)?;
    let shown = args.file.display();
    Ok(Answer {
        out: String::new(),
        notes: vec![say!("已写出 {shown}", "{shown} was written")],
        ..Answer::default()
    })
}

fn failed(path: &Path, error: io::Error) -> Failure {
    let shown = path.display();
    let reason = OpenError::Io(error).phrase();
    Failure::Refused(say!("{shown}：{reason}", "{shown}: {reason}", shown, reason))
}

/// Writes a file beside its place first and then puts it there, so that nothing half-written is left; what is there
/// stays unless it was asked for.
fn write(path: &Path, bytes: &[u8], force: bool) -> Result<(), Failure> {
    let there = fs::symlink_metadata(path);
    if let Ok(meta) = &there {
        let shown = path.display();
        if !meta.is_file() {
            return Err(Failure::Refused(say!(
                "{shown} 不是普通文件，没有写：请换一个名称",
                "{shown} is no plain file and was not written: choose another name"
            )));
        }
        if !force {
            return Err(Failure::Refused(say!(
                "{shown} 已经在了，没有覆盖：换一个名称，或加 --force",
                "{shown} is there already and was not written over: choose another name, or add --force"
            )));
        }
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", crate::store::fresh_id()));
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
        if there.is_err() && error.kind() != io::ErrorKind::AlreadyExists {
            let _given_back = fs::remove_file(path);
        }
        failed(path, error)
    })
}
