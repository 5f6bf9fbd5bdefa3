//! The folder of projects: one file each, archived ones in `archive/`. A project's own name is a cell
//! of its sheet `project`; the file's name is made from it once and then stays.

mod list;
mod moving;

pub use list::Listed;

use super::ProjectPaths;
use super::disk::{Disk as _, Real, make_folder, write_new};
use super::draft::Draft;
use super::environment::Environment;
use super::fault::{NotSaved, OpenError, reason};
use super::files;
use super::save::{Store, lock_file};
use crate::project::Project;
use crate::say;
use crate::sheet::{Id, SheetDef};
use crate::sort::StableSort;
use crate::text::{Phrase, safe_name};
use moving::{move_file, move_project};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder of projects.
#[derive(Clone, Debug)]
pub struct Workspace {
    folder: PathBuf,
}

/// The reason why a project was not found, made or moved.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    /// No project has this name or id.
    #[error("workspace-not-found")]
    NotFound,
    /// Several do.
    #[error("workspace-ambiguous {0}")]
    Ambiguous(usize),
    /// A file is there already.
    #[error("workspace-exists")]
    Exists(PathBuf),
    /// The system said no.
    #[error("workspace-io {:?}", .0.kind())]
    Io(#[from] io::Error),
    /// The file was not made.
    #[error("{0}")]
    Open(#[from] OpenError),
    /// Another window is saving the project.
    #[error("{0}")]
    Locked(#[from] NotSaved),
}

impl WorkspaceError {
    /// Says what is wrong and what to do.
    pub fn phrase(&self) -> Phrase {
        match self {
            WorkspaceError::NotFound => say!(
                "没有叫这个名称的项目，请先查看项目列表",
                "no project has this name: look at the list of projects"
            ),
            WorkspaceError::Ambiguous(n) => say!(
                "有 {n} 个项目符合，请写得更完整，或用文件名（如 名称.json）或 id",
                "{n} projects fit: write more of the name, or use the file's name (such as name.json) or the id"
            ),
            WorkspaceError::Exists(path) => {
                let file = path.to_string_lossy();
                say!(
                    "已有同名文件 {file}，什么也没有移动：请先把它移走或改名",
                    "{file} is there already, so nothing was moved: move or rename it first"
                )
            }
            WorkspaceError::Io(error) => reason(error),
            WorkspaceError::Open(error) => error.phrase(),
            WorkspaceError::Locked(error) => error.phrase(),
        }
    }
}

impl Workspace {
    /// Opens the folder, which is made when missing.
    pub fn at(folder: &Path) -> io::Result<Workspace> {
        make_folder(folder)?;
        Ok(Workspace { folder: folder.canonicalize()? })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder of the projects put away.
    pub(super) fn archive(&self) -> PathBuf {
        self.folder.join("archive")
    }

    /// Finds the project with this name, file name or id, or the only one whose name or id begins so.
    pub fn find(&self, wanted: &str) -> Result<Listed, WorkspaceError> {
        Workspace::find_in(&self.list()?, wanted)
    }

    /// Finds the same in a list that was read already.
    pub fn find_in(list: &[Listed], wanted: &str) -> Result<Listed, WorkspaceError> {
        let lower = wanted.to_lowercase();
        if lower.trim().is_empty() {
            return Err(WorkspaceError::NotFound);
        }
        let own = |l: &Listed| [l.name.to_lowercase(), l.id.map(|id| id.to_string()).unwrap_or_default()];
        let stem =
            |l: &Listed| l.path.file_stem().map(|s| s.to_string_lossy().to_lowercase()).unwrap_or_default();
        let fitting = |fits: &dyn Fn(&Listed) -> bool| list.iter().filter(|l| fits(l)).collect::<Vec<_>>();
        // The whole name of a file says which, whatever lies in it or no longer does; one that is in use goes before one
        // in the archive.
        let mut files = fitting(&|l| {
            l.path.file_name().is_some_and(|file| file.to_string_lossy().to_lowercase() == lower)
        });
        files.stable_sort_by_key(|l| l.archived);
        if let Some(file) = files.first() {
            return Ok((*file).clone());
        }
        // A project's own name goes before the name of a file, in which another project may lie by now.
        let mut exact: Vec<&Listed> = fitting(&|l| own(l).contains(&lower));
        if exact.is_empty() {
            exact = fitting(&|l| stem(l) == lower);
        }
        if exact.is_empty() {
            exact = fitting(&|l| {
                own(l).iter().any(|name| name.starts_with(&lower)) || stem(l).starts_with(&lower)
            });
        }
        // A copy has the same name and id as its original, which is the one meant; and a file that is there goes before
        // one that is lost.
        if exact.iter().any(|l| l.copy_of.is_none()) {
            exact.retain(|l| l.copy_of.is_none());
        }
        if exact.iter().any(|l| !l.lost) {
            exact.retain(|l| !l.lost);
        }
        // Of several with one name, the one that lies in the file of that name.
        if exact.iter().filter(|l| stem(l) == lower).count() == 1 {
            exact.retain(|l| stem(l) == lower);
        }
        match exact[..] {
            [] => Err(WorkspaceError::NotFound),
            [one] => Ok(one.clone()),
            _ => Err(WorkspaceError::Ambiguous(exact.len())),
        }
    }

    /// Takes this window's own place for the text of forms being filled in.
    pub fn form_draft(&self) -> io::Result<Draft> {
        Draft::open(Arc::new(Real), &self.form_paths()?)
    }

    /// Takes the place of such a text that a window which is no more has left; none if there is none.
    pub fn form_draft_left(&self) -> io::Result<Option<Draft>> {
        Draft::left(Arc::new(Real), &self.form_paths()?)
    }

    /// Returns the paths of the texts of forms.
    pub(super) fn form_paths(&self) -> io::Result<ProjectPaths> {
        ProjectPaths::of(&self.folder.join("form"))
    }

    /// Makes a file for a new project, under a name made from the project's.
    pub fn create(
        &self,
        name: &str,
        registry: &[&'static SheetDef],
        project: &Project,
    ) -> Result<(Store, Project), WorkspaceError> {
        let safe = safe_name(name);
        for file in file_names(&safe, "json") {
            if self.archive().join(&file).symlink_metadata().is_ok() {
                continue;
            }
            match Store::create(&self.folder.join(file), registry, project) {
                Err(OpenError::Exists) => {}
                made => return Ok(made?),
            }
        }
        Err(WorkspaceError::Exists(self.folder.join(safe)))
    }

    /// The folder of the minutes of meetings; made with the first of them.
    pub fn minutes(&self) -> PathBuf {
        self.folder.join("minutes")
    }

    /// Writes the minutes of a meeting into a file of their own in their folder; never over another.
    pub fn write_minutes(&self, title: &str, minutes: &str) -> Result<PathBuf, WorkspaceError> {
        let (folder, safe) = (self.minutes(), safe_name(title));
        make_folder(&folder)?;
        for file in file_names(&safe, "md") {
            let path = folder.join(file);
            match write_new(&Real, &path, minutes.as_bytes(), 0o600) {
                Err((_, error)) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err((_, error)) => return Err(error.into()),
                Ok(()) => return Ok(path),
            }
        }
        Err(WorkspaceError::Exists(folder.join(safe)))
    }

    /// Returns where a file made for a name would lie: a free one, in this folder.
    pub fn free_path(&self, name: &str) -> PathBuf {
        let safe = safe_name(name);
        let taken = |path: PathBuf| path.symlink_metadata().is_ok();
        let free = |file: &String| !taken(self.folder.join(file)) && !taken(self.archive().join(file));
        self.folder.join(file_names(&safe, "json").find(free).unwrap_or_else(|| safe.clone()))
    }

    /// Returns the file in the archive that a project's file has become, if it was moved there and holds this project.
    pub fn archived(&self, path: &Path, id: Id) -> Option<PathBuf> {
        let there = self.archive().join(path.file_name()?);
        (list::id_of_file(&there) == Some(id)).then_some(there)
    }

    /// Moves a project into the archive with its backups, never over another; gives its new place.
    pub fn archive_project(&self, path: &Path) -> Result<PathBuf, WorkspaceError> {
        self.archive_project_in(Environment::default(), path)
    }

    /// Moves it there on this disk.
    pub fn archive_project_in(
        &self,
        environment: Environment,
        path: &Path,
    ) -> Result<PathBuf, WorkspaceError> {
        make_folder(&self.archive())?;
        move_project(environment, path, &self.archive())
    }

    /// Moves a second file of a project into the archive, under a free name; gives its new place.
    pub fn set_aside(&self, path: &Path) -> Result<PathBuf, WorkspaceError> {
        make_folder(&self.archive())?;
        let stem = path.file_stem().ok_or(WorkspaceError::NotFound)?.to_string_lossy().into_owned();
        let paths = ProjectPaths::of(path)?;
        let lock = lock_file(&Environment::default().lenient(), &paths)?;
        for file in file_names(&stem, "json") {
            match move_file(Environment::default(), path, &self.archive().join(file)) {
                Err(WorkspaceError::Exists(_)) => {}
                moved => {
                    drop(lock);
                    return moved;
                }
            }
        }
        Err(WorkspaceError::Exists(self.archive().join(stem)))
    }

    /// Moves a project out of the archive with its backups, never over another; gives its new place.
    pub fn unarchive_project(&self, path: &Path) -> Result<PathBuf, WorkspaceError> {
        move_project(Environment::default(), path, &self.folder)
    }
}

/// Names for a file, in the order in which they are tried: `plan.json`, `plan-2.json` and so on.
fn file_names(stem: &str, ending: &str) -> impl Iterator<Item = String> {
    let numbered = (2_u32..).map(move |number| format!("{stem}-{number}.{ending}"));
    std::iter::once(format!("{stem}.{ending}")).chain(numbered)
}

/// A folder for the demo, gone when this value goes. Those that a crash has left are swept by the next.
#[derive(Debug)]
pub struct TemporaryFolder {
    folder: PathBuf,
    // Held for life, so that others know that the folder is in use.
    lock: Option<File>,
}

impl TemporaryFolder {
    /// Makes a fresh folder in this one, usually in the platform's folder for caches.
    pub fn in_folder(parent: &Path) -> io::Result<TemporaryFolder> {
        make_folder(parent)?;
        for name in files::names(parent)? {
            let path = parent.join(name);
            let owned = path.file_name().and_then(|n| n.to_str()).is_some_and(|n| n.starts_with("scratch-"));
            if owned && path.extension().is_some_and(|e| e == "lock") {
                sweep_scratch(&path);
            }
        }
        let folder = parent.join(format!("scratch-{}", super::fresh_id()));
        // The lock comes first and lies beside the folder: what has no lock held is free to sweep.
        let lock = Real.open_lock(&folder.with_extension("lock"))?;
        Environment::default().lenient().disk.try_lock(&lock)?;
        make_folder(&folder)?;
        Ok(TemporaryFolder { folder, lock: Some(lock) })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Tells whether a file lies in it.
    pub fn holds(&self, file: &Path) -> bool {
        let folder = |path: &Path| path.canonicalize().ok();
        file.parent().and_then(folder).is_some_and(|parent| Some(parent) == folder(&self.folder))
    }
}

/// Removes a folder whose owner is dead, and its lock. What cannot be removed is tried again by the next.
fn sweep_scratch(lock_path: &Path) {
    if let Ok(lock) = Real.open_lock(lock_path)
        && lock.try_lock().is_ok()
    {
        let _next_time = remove_scratch(&lock_path.with_extension(""), lock_path);
    }
}

fn remove_scratch(folder: &Path, lock: &Path) -> io::Result<()> {
    match files::remove_folder(folder) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => fs::remove_file(lock),
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        let _next_start_sweeps = remove_scratch(&self.folder, &self.folder.with_extension("lock"));
        drop(self.lock.take());
    }
}
