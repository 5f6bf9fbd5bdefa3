//! What the saver does about the open file beyond saving it: it writes it anew, under another name or repaired,
//! restores backups and merges copies. Each keeps what lies in the file's place first.

use super::saving::no_draft;
use super::{Saver, unreadable};
use crate::app::request::{Backup, FileState, Reply};
use crate::project::merge::Snapshot;
use crate::project::{Project, Remedy};
use crate::registry;
use crate::say;
use crate::session::gather;
use crate::store::format::separate_duplicates;
use crate::store::{Caveat, Mode, Store, Workspace, backups_of, fresh_id, load_with_rev};
use crate::text::{Phrase, joined, safe_name, text};
use std::ffi::OsStr;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

impl Saver {
    /// Where the open file lies and what can be done about it.
    pub fn file(&self) -> FileState {
        let is_demo = self.demo_folder.is_some() || self.waiting_demo.is_some();
        // The demo is not kept: what its folder lacks is of no consequence.
        let store = self.store.as_ref().filter(|_| !is_demo);
        let caveats = store.map_or_else(Vec::new, Store::caveats);
        FileState {
            path: store.map(|store| store.path().to_owned()).unwrap_or_default(),
            remedies: self.remedies.to_vec(),
            is_demo,
            caveats: caveats.into_iter().map(Caveat::phrase).collect(),
        }
    }

    /// Says what does not hold where the open file lies, once.
    pub(super) fn tell_caveats(&self) {
        let Some(store) = self.store.as_ref().filter(|_| self.demo_folder.is_none()) else { return };
        let untold: Vec<Phrase> = store.untold_caveats().into_iter().map(Caveat::phrase).collect();
        if !untold.is_empty() {
            self.answer(Reply::File(self.file()));
            self.answer(Reply::Warned(joined(&untold, text("；", "; "))));
        }
    }

    /// Tells the app what can be done about the open file, where that has changed.
    pub(super) fn tell_remedies(&mut self, remedies: &'static [Remedy]) {
        if self.remedies != remedies {
            self.remedies = remedies;
            self.answer(Reply::File(self.file()));
        }
    }

    fn open_store(&mut self) -> Result<&mut Store, Phrase> {
        self.store.as_mut().ok_or_else(|| text("没有可以写的文件", "there is no file to write to").into())
    }

    /// Tells that a snapshot is on the disk. What could only be read before is opened anew, to be changed.
    fn written(&mut self, snapshot: Snapshot, saved: crate::store::Saved, was: Mode, said: Phrase) {
        self.unsaved = None;
        if was == Mode::ReadWrite {
            self.answer(Reply::Saved { sent: snapshot.project, news: saved.remote_changes });
            self.remedies = &[];
            self.answer(Reply::File(self.file()));
        } else if let Some(path) = self.store.as_ref().map(|store| store.path().to_owned())
            && let Err(reason) = self.show(&path)
        {
            return self.answer(Reply::Failed(reason));
        }
        self.answer(Reply::Done(said));
        self.tell_caveats();
    }

    pub(super) fn write_anew(&mut self, snapshot: Snapshot) {
        if let Some(archived) = self.in_archive() {
            // Another window has archived it. Its file comes back with its backups, and the edits go on top.
            let back = self.workspace().and_then(|w| w.unarchive_project(&archived).map_err(|e| e.phrase()));
            match back {
                Ok(_) => return self.save(snapshot, super::RETRY.0),
                Err(reason) => return self.answer(Reply::Failed(reason)),
            }
        }
        let Some(store) = self.store.as_mut() else { return };
        let (was, aside) = (store.mode(), store.path().exists());
        match store.restore(&snapshot) {
            Ok(saved) => {
                let said = match (was, aside) {
                    (Mode::ReadOnly(_), _) => text("已恢复，可以修改了", "Restored; it can be changed again"),
                    (_, true) => text(
                        "已重新写出，原来的文件留在旁边",
                        "Written anew; the file that lay there is kept beside it",
                    ),
                    (_, false) => text("已重新写出", "Written anew"),
                };
                self.written(snapshot, saved, was, said.into());
            }
            Err(error) if was == Mode::ReadWrite => {
                self.tell_remedies(error.remedies());
                self.fail(snapshot, error.phrase(), super::RETRY.0);
            }
            Err(error) => self.answer(Reply::Failed(error.phrase())),
        }
    }

    /// Returns the file in the archive that the open one has become.
    fn in_archive(&mut self) -> Option<PathBuf> {
        let store = self.store.as_ref()?;
        let (path, id, mode) = (store.path().to_owned(), store.project_id(), store.mode());
        let workspace = self.workspace().ok()?;
        let moved = mode == Mode::ReadWrite && !path.exists() && path.parent() == Some(workspace.folder());
        if moved { workspace.archived(&path, id) } else { None }
    }

    /// Saves in another file, which becomes the open one. The demo becomes a project by it, and no two of them are
    /// the same project.
    pub(super) fn save_as(&mut self, mut snapshot: Snapshot, name: &str) {
        let was_demo = self.demo_folder.is_some();
        let id_as_demo = snapshot.project.id;
        if was_demo {
            snapshot.project.id = fresh_id();
        }
        let open = self.store.as_ref().map(|store| store.path().to_owned()).unwrap_or_default();
        let place = self.workspace().and_then(|workspace| place_named(workspace, name, &open));
        let done = place.and_then(|path| {
            let store = self.open_store()?;
            let was = store.mode();
            let saved = store.save_as(&snapshot, &path).map_err(|e| e.phrase())?;
            Ok((was, saved))
        });
        match done {
            Err(reason) => self.answer(Reply::Failed(reason)),
            Ok((was, saved)) => {
                if was_demo {
                    self.id_as_demo = Some(id_as_demo);
                    self.answer(Reply::Kept(snapshot.project.id));
                }
                self.demo_folder = None;
                // No text is being typed while a name is asked for.
                self.draft = Err(Phrase::same(""));
                if let Some(store) = &self.store {
                    self.look.at(Some(store.watch()));
                    self.draft = store.draft().map_err(|error| no_draft(&error));
                }
                let file = self.file().path.display().to_string();
                self.written(snapshot, saved, was, say!("已另存为 {file}", "Saved as {file}"));
            }
        }
    }

    pub(super) fn repair(&mut self, snapshot: Snapshot) {
        let Some(store) = self.store.as_mut() else { return };
        let was = store.mode();
        match store.repair(&snapshot) {
            Ok(saved) => {
                let said =
                    text("已修复，原来的文件留作备份", "Repaired; the file as it was is kept as a backup");
                self.written(snapshot, saved, was, said.into());
            }
            Err(error) => self.answer(Reply::Failed(error.phrase())),
        }
    }

    pub(super) fn list_backups(&mut self) -> Result<(), Phrase> {
        let store = self.open_store()?;
        let (path, mut now) = (store.path().to_owned(), store.project().clone());
        registry::complete(&mut now);
        self.aside(move || match gather::backups(&path, &now) {
            Ok(list) => Reply::Backups(list.into_iter().map(backup).collect()),
            Err(error) => Reply::Failed(unreadable(&error)),
        })
    }

    /// Restores a backup: in the place of a file that can be changed it becomes an edit, which can be undone.
    pub(super) fn restore(&mut self, number: u64) -> Result<(), Phrase> {
        let store = self.open_store()?;
        let (path, id) = (store.path().to_owned(), store.project_id());
        let found = backups_of(&path).map_err(|e| unreadable(&e))?.into_iter().find(|b| b.number == number);
        let found = found.ok_or_else(|| text("这份备份已经不在了", "This backup is no longer there"))?;
        let project = sound(&found.path)?;
        if project.id != id {
            return Err(text("这是另一个项目的备份", "This is a backup of another project").into());
        }
        let written = gather::written(&found.path);
        let store = self.open_store()?;
        let was = store.mode();
        if was == Mode::ReadWrite {
            store.pin().map_err(|e| e.phrase())?;
            self.answer(Reply::Restored { project: Box::new(project), written });
            return Ok(());
        }
        // What others have written since counts no more.
        let snapshot = Snapshot { project, change_number: u64::MAX };
        let saved = store.restore(&snapshot).map_err(|e| e.phrase())?;
        self.written(
            snapshot,
            saved,
            was,
            say!("已恢复 {written} 的备份", "The backup of {written} is restored"),
        );
        Ok(())
    }

    /// Reads a copy of the open project, once the file as it is has been backed up.
    pub(super) fn read_copy(&mut self, path: PathBuf) -> Result<(), Phrase> {
        let project = sound(&path)?;
        let store = self.open_store()?;
        store.pin().map_err(|e| e.phrase())?;
        self.answer(Reply::Copy { project: Box::new(project), path });
        Ok(())
    }

    pub(super) fn look_beside(&mut self) -> Result<(), Phrase> {
        let Some(store) = self.store.as_ref().filter(|_| self.demo_folder.is_none()) else { return Ok(()) };
        let (path, id) = (store.path().to_owned(), store.project_id());
        if !self.folders.workspace.is_dir() {
            return Ok(());
        }
        // Nobody has asked: a folder that cannot be looked into is told when something is to be done in it.
        let Ok(workspace) = self.workspace().cloned() else { return Ok(()) };
        self.aside(move || {
            let listed = workspace.list().unwrap_or_default();
            Reply::Beside(gather::beside(&listed, &path, id))
        })
    }
}

/// Returns the path of a file to save in: a free one in the workspace for a name, else the one typed. In a folder the
/// file is called like the one it is saved from.
pub fn place_named(workspace: &Workspace, typed: &str, from: &Path) -> Result<PathBuf, Phrase> {
    let separators = ['/', MAIN_SEPARATOR];
    let typed = typed.trim();
    let name = typed.strip_suffix(".json").unwrap_or(typed);
    if name.is_empty() {
        return Err(text("请写出文件的名称或路径", "write the name or the path of the file").into());
    }
    if !name.contains(separators) && !matches!(name, "~" | "." | "..") {
        return Ok(workspace.free_path(name));
    }
    let path = from_home(name);
    if path.is_dir() {
        return Ok(path.join(from.file_name().unwrap_or(OsStr::new("project.json"))));
    }
    if name.ends_with(separators) {
        return Err(say!("没有 {name} 这个文件夹", "there is no folder {name}"));
    }
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(path.with_file_name(format!("{}.json", safe_name(&file))))
}

/// A path as it was typed; `~` is the home folder.
pub fn from_home(typed: &str) -> PathBuf {
    let separators = ['/', MAIN_SEPARATOR];
    let below = typed.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with(separators));
    match (below, directories::BaseDirs::new()) {
        (Some(rest), Some(dirs)) => dirs.home_dir().join(rest.trim_start_matches(separators)),
        _ => PathBuf::from(typed),
    }
}

/// Reads a project that is to be taken over: whole, and with an id of its own for every row.
pub fn sound(path: &Path) -> Result<Project, Phrase> {
    Ok(sound_with_rev(path)?.0)
}

/// The same, with how often the file had been saved.
pub fn sound_with_rev(path: &Path) -> Result<(Project, u64), Phrase> {
    let (project, rev) = load_with_rev(path, &registry::sheets()).map_err(|e| e.phrase())?;
    let mut project = separate_duplicates(&project, fresh_id);
    registry::complete(&mut project);
    Ok((project, rev))
}

fn backup(kept: gather::Kept) -> Backup {
    let gather::Kept { backup, written, rows, size } = kept;
    Backup { number: backup.number, written, rows, size, pinned: backup.pinned }
}
