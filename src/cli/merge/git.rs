//! Project files merged by git: the driver that git calls, and its entry in a repository.

use super::{Merging, read};
use crate::cli::{Answer, Failure};
use crate::export::write;
use crate::project::Project;
use crate::registry;
use crate::say;
use crate::store::format;
use crate::text::text;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The name of the driver in git's settings.
const NAME: &str = "changebook";
/// The line that has git call the driver for files of projects; for others it merges line by line, as git does.
const LINE: &str = "*.json merge=changebook";
/// With a code above 128 git takes the merge for failed and leaves the file as it was.
const FAILED: u8 = 129;

/// Merges as git asks: base, ours, theirs, path. What comes of it goes in the place of ours; code 1 says that somebody has
/// to choose.
pub(super) fn drive(paths: &[PathBuf]) -> Answer {
    merged(paths).unwrap_or_else(|failure| {
        let (Failure::Refused(reason) | Failure::Usage(reason)) = failure;
        Answer { notes: vec![reason], code: FAILED, ..Answer::default() }
    })
}

fn merged(paths: &[PathBuf]) -> Result<Answer, Failure> {
    let [base, ours, theirs, path] = paths else {
        return Err(Failure::Usage(text("需要四个文件", "four files are needed").into()));
    };
    if !is_ours(ours) || !is_ours(theirs) {
        return line_by_line(base, ours, theirs);
    }
    let (mine, mut rev) = read(ours)?;
    // Where both have added the file there is no base, and git hands over an empty one.
    let base = match fs::metadata(base) {
        Ok(meta) if meta.len() > 0 => read(base)?.0,
        _ => Project::empty(mine.id, &registry::sheets()),
    };
    let mut merging = Merging::new(mine);
    let (theirs, other) = read(theirs)?;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    merging.take(&base, &theirs, &name)?;
    rev = rev.max(other) + 1;
    let bytes = format::write(&merging.merged, rev).map_err(|e| Failure::Refused(e.phrase()))?;
    let mut notes = merging.notes();
    write(ours, &bytes, true)?;
    let code = u8::from(merging.waiting() > 0);
    if code > 0 {
        let shown = path.display();
        notes.push(say!(
            "在工作簿里打开 {shown}，在“冲突”里选好，再 git add {shown}",
            "open {shown} in the workbook, choose under Conflicts, then git add {shown}"
        ));
    }
    Ok(Answer { notes, code, ..Answer::default() })
}

/// Whether a file is one of a project, damaged or not.
fn is_ours(path: &Path) -> bool {
    let mut head = [0; 256];
    let read = fs::File::open(path).and_then(|mut file| io::Read::read(&mut file, &mut head)).unwrap_or(0);
    let head = String::from_utf8_lossy(head.get(..read).unwrap_or_default());
    head.split_whitespace().collect::<String>().contains("\"format\":\"changebook\"")
}

/// Lets git merge another file as it would have without us.
fn line_by_line(base: &Path, ours: &Path, theirs: &Path) -> Result<Answer, Failure> {
    let done = Command::new("git")
        .args(["merge-file", "-L", "ours", "-L", "base", "-L", "theirs"])
        .args([ours, base, theirs])
        .stdin(Stdio::null())
        .status()
        .map_err(|error| no_git(&error))?;
    // It gives the number of conflicts, which git wants as one.
    let code = match done.code() {
        Some(0) => 0,
        Some(code) if (1..=127).contains(&code) => 1,
        _ => FAILED,
    };
    Ok(Answer { code, ..Answer::default() })
}

fn no_git(error: &io::Error) -> Failure {
    log::warn!("git: {error}");
    Failure::Refused(say!(
        "无法运行 git：请先安装，或检查能不能在这里运行它",
        "git cannot be run: install it first, or check that it runs here"
    ))
}

/// What git prints when asked.
fn git(args: &[&str]) -> Result<Option<String>, Failure> {
    let done =
        Command::new("git").args(args).stdin(Stdio::null()).output().map_err(|error| no_git(&error))?;
    let out = String::from_utf8_lossy(&done.stdout).trim().to_owned();
    Ok(done.status.success().then_some(out))
}

/// Has git call the driver in the repository of the folder that this is run in: a setting of the repository, and a line in
/// its `.gitattributes`.
pub(super) fn install() -> Result<Answer, Failure> {
    let Some(top) = git(&["rev-parse", "--show-toplevel"])? else {
        return Err(Failure::Refused(
            text(
                "这里不是 git 仓库：请到放项目文件的仓库里再运行",
                "this is no git repository: run it in the one that holds the files of your projects",
            )
            .into(),
        ));
    };
    let attributes = Path::new(&top).join(".gitattributes");
    let there = match fs::read_to_string(&attributes) {
        Ok(there) => there,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(crate::cli::files::io(error)),
    };
    let driver = format!("{} merge --git-driver %O %A %B %P", program());
    let settings = [
        (format!("merge.{NAME}.name"), "Changebook: field by field".to_owned()),
        (format!("merge.{NAME}.driver"), driver.clone()),
    ];
    let before: Vec<Option<String>> = settings
        .iter()
        .map(|(key, _)| git(&["config", "--local", "--get", key]))
        .collect::<Result<_, _>>()?;
    let done = (|| {
        for (key, value) in &settings {
            if git(&["config", "--local", key, value])?.is_none() {
                return Err(Failure::Refused(
                    text("git 的设置写不进去", "git's settings cannot be written").into(),
                ));
            }
        }
        if !there.lines().any(|line| line.trim() == LINE) {
            let gap = if there.is_empty() || there.ends_with('\n') { "" } else { "\n" };
            write(&attributes, format!("{there}{gap}{LINE}\n").as_bytes(), true)?;
        }
        Ok(())
    })();
    if let Err(failure) = done {
        // Both or neither.
        for ((key, _), before) in settings.iter().zip(before) {
            let _put_back = match before {
                Some(value) => git(&["config", "--local", key, &value]),
                None => git(&["config", "--local", "--unset", key]),
            };
        }
        return Err(failure);
    }
    let shown = attributes.display();
    Ok(Answer {
        notes: vec![say!(
            "git 从现在起逐格合并这个仓库里的项目文件：{driver}\n  {shown} 里有一行 {LINE}，请一起提交；别人各自在自己的仓库里运行一次这条命令",
            "from now on git merges the project files of this repository field by field: {driver}\n  {shown} has the line {LINE}: commit it; others run this command once, each in a clone of his own"
        )],
        ..Answer::default()
    })
}

/// The program as a shell finds it: by its name where that is this one, else by its path.
fn program() -> String {
    let Ok(own) = std::env::current_exe().and_then(|path| path.canonicalize()) else {
        return NAME.to_owned();
    };
    let on_path = std::env::var_os("PATH").and_then(|paths| {
        let found =
            std::env::split_paths(&paths).map(|folder| folder.join(NAME)).find(|path| path.is_file())?;
        found.canonicalize().ok()
    });
    if on_path.as_ref() == Some(&own) {
        return NAME.to_owned();
    }
    format!("'{}'", own.display().to_string().replace('\'', "'\\''"))
}
