//! The folder of projects: one file each, archived ones in `archive/`. A project's own name is a cell
//! of its sheet `project`; the file's name is made from it once and then stays.

use super::ProjectPaths;
use super::backup::Backups;
use super::disk::{Disk as _, Real, make_folder};
use super::environment::Environment;
use super::fault::{NotSaved, OpenError, reason};
use super::format::{self, FILE_LIMIT};
use super::save::{Store, lock_file};
use crate::project::Project;
use crate::say;
use crate::sheet::{Id, SheetDef};
use crate::text::Phrase;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use unicode_segmentation::UnicodeSegmentation as _;

/// The folder of projects.
#[derive(Clone, Debug)]
pub struct Workspace {
    folder: PathBuf,
}

/// A project as the list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The project's own name; the file's where it has none or cannot be read.
    pub name: String,
    /// The project's id; none if the file cannot be read.
    pub id: Option<Id>,
    /// The file.
    pub path: PathBuf,
    /// The time of the last write.
    pub modified: Option<SystemTime>,
    /// Set if it lies in the archive.
    pub archived: bool,
    /// The file that the same project lies in as well: a sync tool may have made this "conflicted copy".
    pub copy_of: Option<PathBuf>,
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
    /// A file of this name is there already.
    #[error("workspace-exists")]
    Exists,
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
                "有 {n} 个项目符合，请写得更完整，或用 id",
                "{n} projects fit: write more of the name, or use the id"
            ),
            WorkspaceError::Exists => {
                say!("那里已有同名文件，没有移动", "a file of this name is there already; nothing was moved")
            }
            WorkspaceError::Io(error) => reason(error),
            WorkspaceError::Open(error) => error.phrase(),
            WorkspaceError::Locked(error) => error.phrase(),
        }
    }
}

/// Number of bytes of a file that are read for the list at first.
const HEAD: u64 = 64 << 10;
/// The longest name of a file, in bytes, with room for what is added to it.
const NAME_LIMIT: usize = 120;

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

    fn archive(&self) -> PathBuf {
        self.folder.join("archive")
    }

    /// Lists all projects, by name; those of the archive last. Unreadable files are listed too.
    pub fn list(&self) -> io::Result<Vec<Listed>> {
        let mut list = list_folder(&self.folder, false)?;
        list.append(&mut list_folder(&self.archive(), true)?);
        let mut first: HashMap<Id, PathBuf> = HashMap::new();
        // The file that is not in the archive and has the shortest name is taken for the original.
        let mut oldest: Vec<usize> = (0..list.len()).collect();
        oldest
            .sort_by_key(|at| (list[*at].archived, list[*at].path.as_os_str().len(), list[*at].path.clone()));
        for at in oldest {
            if let Some(id) = list[at].id {
                list[at].copy_of = first.get(&id).cloned();
                first.entry(id).or_insert_with(|| list[at].path.clone());
            }
        }
        list.sort_by(|a, b| (a.archived, &a.name, &a.path).cmp(&(b.archived, &b.name, &b.path)));
        Ok(list)
    }

    /// Finds the project with this name, file name or id, or the only one whose name or id begins so.
    pub fn find(&self, wanted: &str) -> Result<Listed, WorkspaceError> {
        let list = self.list()?;
        let lower = wanted.to_lowercase();
        let names = |l: &Listed| {
            let file = l.path.file_stem().map(|s| s.to_string_lossy().to_lowercase()).unwrap_or_default();
            [l.name.to_lowercase(), file, l.id.map(|id| id.to_string()).unwrap_or_default()]
        };
        if lower.trim().is_empty() {
            return Err(WorkspaceError::NotFound);
        }
        let mut exact: Vec<&Listed> = list.iter().filter(|l| names(l).contains(&lower)).collect();
        if exact.is_empty() {
            exact = list.iter().filter(|l| names(l).iter().any(|name| name.starts_with(&lower))).collect();
        }
        // A copy has the same name and id as its original, which is the one meant.
        if exact.iter().any(|l| l.copy_of.is_none()) {
            exact.retain(|l| l.copy_of.is_none());
        }
        match exact[..] {
            [] => Err(WorkspaceError::NotFound),
            [one] => Ok(one.clone()),
            _ => Err(WorkspaceError::Ambiguous(exact.len())),
        }
    }

    /// Makes a file for a new project, under a name made from the project's.
    pub fn create(
        &self,
        name: &str,
        registry: &[&'static SheetDef],
        project: &Project,
    ) -> Result<(Store, Project), WorkspaceError> {
        let safe = safe_name(name);
        for number in 1_u32.. {
            let file = if number == 1 { format!("{safe}.json") } else { format!("{safe}-{number}.json") };
            if self.archive().join(&file).symlink_metadata().is_ok() {
                continue;
            }
            match Store::create(&self.folder.join(file), registry, project) {
                Err(OpenError::Exists) => {}
                made => return Ok(made?),
            }
        }
        Err(WorkspaceError::Exists)
    }

    /// Moves a project into the archive with its backups, never over another; gives its new place.
    pub fn archive_project(&self, path: &Path) -> Result<PathBuf, WorkspaceError> {
        make_folder(&self.archive())?;
        move_project(path, &self.archive())
    }

    /// Moves a project out of the archive with its backups, never over another; gives its new place.
    pub fn unarchive_project(&self, path: &Path) -> Result<PathBuf, WorkspaceError> {
        move_project(path, &self.folder)
    }
}

/// Under the project's lock, or a save that is under way would put the file back where it was.
fn move_project(path: &Path, folder: &Path) -> Result<PathBuf, WorkspaceError> {
    let paths = ProjectPaths::of(path)?;
    let lock = lock_file(&Environment::default(), &paths)?;
    let backups = Backups::of(&Real, path).list()?;
    let to = move_file(path, folder)?;
    for backup in backups {
        make_folder(&folder.join("backups"))?;
        move_file(&backup.path, &folder.join("backups"))?;
    }
    drop(lock);
    Ok(to)
}

/// A second name first and the first one away then, so that nothing can be written over in between.
fn move_file(path: &Path, folder: &Path) -> Result<PathBuf, WorkspaceError> {
    let name = path.file_name().ok_or(WorkspaceError::NotFound)?;
    let to = folder.join(name);
    match Real.link(path, &to) {
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => return Err(WorkspaceError::Exists),
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Err(WorkspaceError::NotFound),
        // Where a file can have one name only, the look before must do.
        Err(_) if to.symlink_metadata().is_err() => Real.rename(path, &to)?,
        Err(_) => return Err(WorkspaceError::Exists),
        Ok(()) => Real.unlink(path)?,
    }
    Real.sync_folder(folder)?;
    if let Some(from) = path.parent() {
        Real.sync_folder(from)?;
    }
    Ok(to)
}

fn list_folder(folder: &Path, archived: bool) -> io::Result<Vec<Listed>> {
    let entries = match fs::read_dir(folder) {
        Err(e) if archived && e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut list = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let Some(file) = path.file_name().and_then(|n| n.to_str()) else { continue };
        let Some(stem) = file.strip_suffix(".json").filter(|stem| !stem.starts_with('.')) else { continue };
        let aside = stem.rsplit_once(".damaged-").is_some_and(|(_, n)| n.parse::<u32>().is_ok());
        let Some(meta) = fs::metadata(&path).ok().filter(|meta| meta.is_file() && !aside) else { continue };
        let Some((id, name)) = identity(&path) else { continue };
        let name = name.unwrap_or_else(|| stem.to_owned());
        list.push(Listed { name, id, modified: meta.modified().ok(), archived, copy_of: None, path });
    }
    Ok(list)
}

/// Reads a project's id and name. `None` is a sound file of another program; a damaged one has no id.
fn identity(path: &Path) -> Option<(Option<Id>, Option<String>)> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut bytes));
    if read.is_err() {
        return Some((None, None));
    }
    let whole = match std::str::from_utf8(&bytes) {
        Ok(text) => text,
        Err(e) => std::str::from_utf8(&bytes[..e.valid_up_to()]).unwrap_or_default(),
    };
    let text = whole.strip_prefix('\u{feff}').unwrap_or(whole);
    if let Some((header, project)) = format::head(text).filter(|(h, p)| ours(h) && p.is_some()) {
        return Some((id_of(&header), project.and_then(|row| name_of(&row))));
    }
    // Another layout, or a first row beyond the beginning: read it all.
    let content = path.canonicalize().and_then(|path| Real.read(&path, FILE_LIMIT as u64));
    let Ok(content) = content else { return Some((None, None)) };
    let bytes = content.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&content.bytes);
    identity_in(bytes)
}

/// Reads the same from all bytes of a file.
fn identity_in(bytes: &[u8]) -> Option<(Option<Id>, Option<String>)> {
    // Only what tells a project's name becomes values: the rows of a large file would take ten times its size.
    let parts: Parts<'_> = match serde_json::from_slice(bytes) {
        Ok(parts) => parts,
        Err(error) if error.is_data() => return None,
        Err(_) => return Some((None, None)),
    };
    let mut header = Map::new();
    for key in ["format", "id"] {
        header.extend(parts.get(key).and_then(|raw| Some((key.to_owned(), value(raw)?))));
    }
    let row = || {
        let sheets: Parts<'_> = value(parts.get("sheets")?)?;
        let rows: Vec<&RawValue> = value(sheets.get("project")?)?;
        value(rows.first()?)
    };
    ours(&header).then(|| (id_of(&header), row().and_then(|row| name_of(&row))))
}

/// The keys of an object with the text of their values.
type Parts<'a> = HashMap<String, &'a RawValue>;

fn value<'a, T: Deserialize<'a>>(raw: &'a RawValue) -> Option<T> {
    serde_json::from_str(raw.get()).ok()
}

fn ours(header: &Map<String, Value>) -> bool {
    header.get("format").and_then(Value::as_str) == Some("changebook")
}

fn id_of(header: &Map<String, Value>) -> Option<Id> {
    Id::parse(header.get("id")?.as_str()?)
}

fn name_of(row: &Map<String, Value>) -> Option<String> {
    row.get("name")?.as_str().filter(|name| !name.trim().is_empty()).map(str::to_owned)
}

/// Makes a name that is a plain file name on every system: no folders, no devices, nothing that a shell or a
/// file system reads its own way, and not too long.
pub fn safe_name(name: &str) -> String {
    let unsafe_char = |c: char| {
        c.is_control()
            || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let plain: String = name.chars().map(|c| if unsafe_char(c) { '-' } else { c }).collect();
    let mut safe = String::new();
    for grapheme in plain.trim_start_matches(['.', ' ', '-', '~']).graphemes(true) {
        if safe.len() + grapheme.len() > NAME_LIMIT {
            break;
        }
        safe.push_str(grapheme);
    }
    let end = safe.trim_end_matches(['.', ' ', '-']).len();
    safe.truncate(end);
    let base = safe.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |device: &str| {
        let number = base.strip_prefix(device);
        number.is_some_and(|n| matches!(n.as_bytes(), [b'0'..=b'9']) || matches!(n, "¹" | "²" | "³"))
    };
    let device = matches!(base.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$");
    if safe.is_empty() {
        "project".to_owned()
    } else if device || numbered("COM") || numbered("LPT") {
        format!("_{safe}")
    } else {
        safe
    }
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
        for entry in fs::read_dir(parent)? {
            let path = entry?.path();
            let owned = path.file_name().and_then(|n| n.to_str()).is_some_and(|n| n.starts_with("scratch-"));
            if owned && path.extension().is_some_and(|e| e == "lock") {
                sweep_scratch(&path);
            }
        }
        let folder = parent.join(format!("scratch-{}", super::fresh_id()));
        // The lock comes first and lies beside the folder: what has no lock held is free to sweep.
        let lock = Real.open_lock(&folder.with_extension("lock"))?;
        lock.lock()?;
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
    match fs::remove_dir_all(folder) {
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
