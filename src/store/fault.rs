//! Errors of opening and saving, as codes for logs and as sentences that say what to do.

use super::caveat::is_missing;
use super::damage::Damage;
use super::format::Unwritable;
use super::{ReadOnly, SaveStep};
use crate::project::Remedy;
use crate::say;
use crate::text::Phrase;
use std::io;

/// The reason why a project was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no such file and there never was.
    #[error("open-absent")]
    Absent,
    /// The file is gone but backups of it are there.
    #[error("open-gone")]
    Gone,
    /// A directory, pipe or device has the name.
    #[error("open-not-a-file")]
    NotAFile,
    /// The system said no.
    #[error("open-io {:?}", .0.kind())]
    Io(#[source] io::Error),
    /// The bytes are not a project that can be taken.
    #[error("{damage}")]
    Damaged {
        /// The damage.
        damage: Damage,
        /// Set if there are backups.
        backups: bool,
    },
    /// No backup can be read.
    #[error("open-no-backup")]
    NoBackup,
    /// Another project lies in the file's place now.
    #[error("open-replaced")]
    Replaced,
    /// The file has become one that must not be written.
    #[error("open-read-only")]
    ReadOnly(ReadOnly),
    /// A new project would take the place of a file.
    #[error("create-exists")]
    Exists,
    /// The new project was not written.
    #[error("{0}")]
    NotCreated(#[source] NotSaved),
}

/// The reason why a project was not saved. Its edits are still where they were: in memory.
#[derive(Debug, thiserror::Error)]
pub enum NotSaved {
    /// The project must not be written.
    #[error("save-read-only")]
    ReadOnly(ReadOnly),
    /// The project holds what the file cannot.
    #[error("{0}")]
    Unwritable(#[from] Unwritable),
    /// Another window has held the lock for over five seconds.
    #[error("save-busy")]
    Busy,
    /// The file is no longer there.
    #[error("save-gone")]
    Gone,
    /// Another program has damaged the file.
    #[error("save-outside {0}")]
    Outside(#[source] Damage),
    /// Another project's file lies there now.
    #[error("save-replaced")]
    Replaced,
    /// The system said no.
    #[error("save-io {step:?} {:?}", .error.kind())]
    Io {
        /// The step that failed.
        step: SaveStep,
        /// The system's error.
        #[source]
        error: io::Error,
    },
}

impl OpenError {
    /// Says why the newest backup is shown in the place of the file.
    pub fn instead(&self) -> Phrase {
        let Phrase { zh, en } = match self {
            OpenError::Gone => say!("文件不见了", "the file is gone"),
            OpenError::Damaged { damage, .. } => damage.phrase(),
            OpenError::Replaced => {
                say!("原处现在是另一个项目的文件", "another project's file lies in this place now")
            }
            error => error.phrase(),
        };
        let why = ReadOnly::Backup.phrase();
        let (why_zh, why_en) = (why.zh, why.en);
        say!("{zh}；{why_zh}", "{en}; {why_en}")
    }

    /// Says what is wrong and what to do.
    pub fn phrase(&self) -> Phrase {
        match self {
            OpenError::Absent => {
                say!("没有这个文件，请检查名称和文件夹", "there is no such file: check its name and folder")
            }
            OpenError::Gone => say!(
                "文件不见了，但它的备份还在：可以恢复最新的一份",
                "the file is gone but its backups are there: the newest can be restored"
            ),
            OpenError::NotAFile => {
                say!(
                    "这不是普通文件，请选择一个 .json 文件",
                    "this is not a regular file: choose a .json file"
                )
            }
            OpenError::Io(error) => {
                let Phrase { zh, en } = reason(error);
                say!("打不开：{zh}", "it cannot be opened: {en}")
            }
            OpenError::Damaged { damage, backups } => {
                let Phrase { zh, en } = damage.phrase();
                let (offer_zh, offer_en) = if *backups {
                    ("。可以恢复最新的备份", "; the newest backup can be restored")
                } else {
                    ("。文件没有改动", "; the file is unchanged")
                };
                say!("{zh}{offer_zh}", "{en}{offer_en}")
            }
            OpenError::NoBackup => say!(
                "没有一份备份能读，文件没有改动",
                "none of the backups can be read; the file is unchanged"
            ),
            OpenError::Replaced => say!(
                "原处现在是另一个项目的文件，请把这个项目另存",
                "another project's file lies in this place now: save this one under another name"
            ),
            OpenError::ReadOnly(why) => why.phrase(),
            OpenError::Exists => {
                say!(
                    "已有同名文件，请换一个名称",
                    "a file of this name is there already: choose another name"
                )
            }
            OpenError::NotCreated(error) => error.phrase(),
        }
    }
}

impl OpenError {
    /// Returns what can be done about it.
    pub fn remedies(&self) -> &'static [Remedy] {
        match self {
            OpenError::Gone | OpenError::Damaged { backups: true, .. } => &[Remedy::Restore],
            OpenError::ReadOnly(why) => why.remedies(),
            OpenError::Replaced => &[Remedy::SaveAs],
            _ => &[],
        }
    }
}

impl NotSaved {
    /// Returns what can be done about it, the best first.
    pub fn remedies(&self) -> &'static [Remedy] {
        match self {
            NotSaved::ReadOnly(why) => why.remedies(),
            NotSaved::Unwritable(_) => &[],
            NotSaved::Busy | NotSaved::Io { .. } => &[Remedy::TryAgain, Remedy::SaveAs],
            NotSaved::Gone | NotSaved::Outside(_) => &[Remedy::WriteAnew, Remedy::SaveAs],
            NotSaved::Replaced => &[Remedy::SaveAs],
        }
    }

    /// Says why, and what to do; the screen says "not saved" before it.
    pub fn phrase(&self) -> Phrase {
        match self {
            NotSaved::ReadOnly(why) => why.phrase(),
            NotSaved::Unwritable(why) => why.phrase(),
            NotSaved::Busy => say!(
                "另一个窗口正在使用这个文件，稍后会再试",
                "another window is holding the file: it will be tried again"
            ),
            NotSaved::Gone => say!(
                "文件已被移走、归档或删除：请放回原处，或重新写出",
                "the file was moved, archived or deleted: put it back, or write it anew"
            ),
            NotSaved::Outside(damage) => {
                let Phrase { zh, en } = damage.phrase();
                say!(
                    "文件被其他程序改坏了（{zh}）：可以留下那份文件，重新写出这里的内容",
                    "another program has damaged the file ({en}): it can be kept aside and written anew"
                )
            }
            NotSaved::Replaced => say!(
                "原处现在是另一个项目的文件，请把这里的内容另存",
                "another project's file lies in this place now: save this one under another name"
            ),
            NotSaved::Io { error, .. } => reason(error),
        }
    }
}

impl ReadOnly {
    /// Returns what can be done about it, the best first.
    pub fn remedies(&self) -> &'static [Remedy] {
        match self {
            ReadOnly::Newer | ReadOnly::Folder => &[Remedy::SaveAs],
            ReadOnly::DuplicateId { .. } => &[Remedy::Repair, Remedy::SaveAs],
            ReadOnly::Backup => &[Remedy::Restore, Remedy::SaveAs],
        }
    }

    /// Says why the project must not be written, and what to do.
    pub fn phrase(&self) -> Phrase {
        match self {
            ReadOnly::Newer => say!(
                "更新版本的变革工作簿写了这个文件：这里只能查看，升级后才能修改",
                "a newer Changebook wrote this file: it can be viewed here, and changed after an upgrade"
            ),
            ReadOnly::DuplicateId { sheet, row } => say!(
                "两条记录的 id 相同（“{title}”表第 {row} 条）：修复后才能修改",
                "two rows have the same id (row {row} of \"{title}\"): repair them before changing anything",
                title = sheet.title
            ),
            ReadOnly::Backup => say!(
                "这是备份，只能查看：确认无误后可以恢复",
                "this is a backup, for viewing only: restore it if it is right"
            ),
            ReadOnly::Folder => say!(
                "没有写入这个文件夹的权限：只能查看；要修改，请另存到别的文件夹",
                "this folder cannot be written to: the project is for viewing only; to change it, save it in another folder"
            ),
        }
    }
}

/// Says what the system's error means, without a path.
pub fn reason(error: &io::Error) -> Phrase {
    match error.kind() {
        io::ErrorKind::StorageFull => {
            say!("磁盘已满，请腾出空间", "the disk is full: make room")
        }
        io::ErrorKind::QuotaExceeded => {
            say!("磁盘配额已用完，请腾出空间", "the disk quota is used up: make room")
        }
        io::ErrorKind::PermissionDenied => {
            say!("没有权限，请检查文件夹的权限", "permission denied: check the folder's permissions")
        }
        io::ErrorKind::ReadOnlyFilesystem => {
            say!("磁盘是只读的，请换一个文件夹", "the disk is read-only: use another folder")
        }
        io::ErrorKind::NotFound => {
            say!("文件夹不见了，请检查磁盘是否已连接", "the folder is gone: check that its disk is connected")
        }
        _ if is_missing(error) => {
            let code = error.raw_os_error().unwrap_or(0);
            say!(
                "这个磁盘缺少所需的功能（错误 {code}），请换一个文件夹",
                "this disk lacks what is needed (error {code}): use another folder"
            )
        }
        _ => {
            let code = error.raw_os_error().unwrap_or(0);
            say!(
                "磁盘出错（错误 {code}），请检查磁盘，或换一个文件夹",
                "the disk reports an error ({code}): check the disk, or use another folder"
            )
        }
    }
}
