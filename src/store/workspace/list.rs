//! The list of projects: which files are projects, which is the original of several, and which is lost.

use super::Workspace;
use crate::sheet::Id;
use crate::sort::StableSort;
use crate::store::backup;
use crate::store::disk::{Disk as _, Real};
use crate::store::files;
use crate::store::format::{self, FILE_LIMIT};
use crate::text::safe_name;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A project as the list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The project's own name; the file's where it has none or cannot be read.
    pub name: String,
    /// The project's id; none if the file cannot be read.
    pub id: Option<Id>,
    /// The file.
    pub path: PathBuf,
    /// The time of the last write; of a lost project that of its newest backup.
    pub modified: Option<SystemTime>,
    /// The number of times it had been saved; 0 if that cannot be read.
    pub rev: u64,
    /// Set if it lies in the archive.
    pub archived: bool,
    /// The file that the same project lies in as well: a sync tool may have made this "conflicted copy".
    pub copy_of: Option<PathBuf>,
    /// Set if the file is gone, or holds something else now, while backups of the project are there.
    pub lost: bool,
    /// The number of backups.
    pub backups: usize,
}

impl Listed {
    /// Tells whether only backups of the project can be opened: its file is lost, or cannot be read.
    pub fn needs_backup(&self) -> bool {
        self.lost || (self.id.is_none() && self.backups > 0)
    }
}

/// Number of bytes of a file that are read for the list at first.
const HEAD: u64 = 64 << 10;

impl Workspace {
    /// Lists all projects, by name; those of the archive last. Unreadable and lost ones are listed too.
    pub fn list(&self) -> io::Result<Vec<Listed>> {
        let mut list = list_folder(&self.folder, false)?;
        list.append(&mut list_folder(&self.archive(), true)?);
        // Whoever renames or moves a file leaves its backups behind, and loses nothing.
        let there: HashSet<Id> = list.iter().filter(|l| !l.lost).filter_map(|l| l.id).collect();
        list.retain(|l| !l.lost || l.id.is_none_or(|id| !there.contains(&id)));
        let mut first: HashMap<Id, PathBuf> = HashMap::new();
        let mut originals_first: Vec<usize> = (0..list.len()).filter(|at| !list[*at].lost).collect();
        originals_first.stable_sort_by_cached_key(|at| rank(&list[*at]));
        for at in originals_first {
            if let Some(id) = list[at].id {
                list[at].copy_of = first.get(&id).cloned();
                first.entry(id).or_insert_with(|| list[at].path.clone());
            }
        }
        list.stable_sort_by(|a, b| (a.archived, &a.name, &a.path).cmp(&(b.archived, &b.name, &b.path)));
        Ok(list)
    }
}

/// Ranks the files of one project, the original least: it is in use, has no name that sync tools give to copies, was
/// backed up by this program, saved most often, and is called like the project. No clock decides.
fn rank(listed: &Listed) -> impl Ord + use<> {
    let stem = listed.path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    (
        listed.archived,
        has_name_of_copy(&stem),
        listed.backups == 0,
        Reverse(listed.rev),
        stem != safe_name(&listed.name),
        stem.len(),
        listed.path.clone(),
    )
}

/// Tells whether a file is called as sync tools and file managers call second files: `plan (conflicted copy
/// 2026-03-04)`, `plan.sync-conflict-20260304-101500-ABCDEFG`, `plan-DESKTOP-1A2B3C4`, `plan - Copy`, `plan (2)`, `plan 2`.
fn has_name_of_copy(stem: &str) -> bool {
    const MARKS: [&str; 9] =
        ["conflict", "冲突", "副本", "拷贝", " - copy", "-desktop-", "-laptop-", "copy of ", " copy"];
    let lower = stem.to_lowercase();
    let numbered = stem.rsplit_once(' ').is_some_and(|(_, end)| {
        let digits = end.strip_prefix('(').and_then(|end| end.strip_suffix(')')).unwrap_or(end);
        (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
    });
    numbered || MARKS.iter().any(|mark| lower.contains(mark))
}

fn list_folder(folder: &Path, archived: bool) -> io::Result<Vec<Listed>> {
    let names = match files::names(folder) {
        Err(e) if archived && e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        names => names?,
    };
    // What cannot be looked into has no backups to offer.
    let backups = backup::by_stem(&folder.join("backups")).unwrap_or_default();
    let count = |stem: &str| backups.get(stem).map_or(0, Vec::len);
    let mut list = Vec::new();
    let mut unreadable = HashSet::new();
    for name in names {
        let path = folder.join(name);
        let Some(file) = path.file_name().and_then(|n| n.to_str()) else { continue };
        let Some(stem) = file.strip_suffix(".json").filter(|stem| !stem.starts_with('.')) else { continue };
        let aside = stem.rsplit_once(".damaged-").is_some_and(|(_, n)| n.parse::<u32>().is_ok());
        let Some(meta) = fs::metadata(&path).ok().filter(|meta| meta.is_file() && !aside) else { continue };
        let Some(Identity { id, name, rev }) = identity(&path) else { continue };
        if id.is_none() {
            unreadable.insert(stem.to_owned());
        }
        let name = name.unwrap_or_else(|| stem.to_owned());
        let (modified, backups) = (meta.modified().ok(), count(stem));
        list.push(Listed { name, id, modified, rev, archived, copy_of: None, lost: false, backups, path });
    }
    for (stem, backups) in backups.into_iter().filter(|(stem, _)| !unreadable.contains(stem)) {
        let readable = backups.iter().find_map(|b| Some((identity(&b.path).filter(|i| i.id.is_some())?, b)));
        // Where no backup can be read either, that the project was there is all that can be told.
        let (Identity { id, name, rev }, newest) = match (readable, backups.first()) {
            (Some((identity, backup)), _) => (identity, backup),
            (None, Some(backup)) => (Identity::default(), backup),
            (None, None) => continue,
        };
        let its_own = |l: &Listed| {
            (l.id == id || id.is_none()) && l.path.file_stem().is_some_and(|s| s == stem.as_str())
        };
        if list.iter().any(its_own) {
            continue;
        }
        let modified = fs::metadata(&newest.path).and_then(|meta| meta.modified()).ok();
        let (path, name) = (folder.join(format!("{stem}.json")), name.unwrap_or(stem));
        let backups = backups.len();
        list.push(Listed { name, id, modified, rev, archived, copy_of: None, lost: true, backups, path });
    }
    Ok(list)
}

/// What the beginning of a file tells of its project.
#[derive(Debug, Default)]
struct Identity {
    id: Option<Id>,
    name: Option<String>,
    rev: u64,
}

impl Identity {
    fn of(header: &Map<String, Value>, project: Option<Map<String, Value>>) -> Identity {
        let rev = header.get("rev").and_then(Value::as_u64).unwrap_or_default();
        Identity { id: id_of(header), name: project.and_then(|row| name_of(&row)), rev }
    }
}

/// Returns the id of the project in a file; none if it cannot be read.
pub(super) fn id_of_file(path: &Path) -> Option<Id> {
    identity(path)?.id
}

/// Reads a project's id and name. `None` is a sound file of another program; a damaged one has no id.
fn identity(path: &Path) -> Option<Identity> {
    let Ok((file, bytes)) = head_of(path) else { return Some(Identity::default()) };
    let whole = match std::str::from_utf8(&bytes) {
        Ok(text) => text,
        Err(e) => std::str::from_utf8(&bytes[..e.valid_up_to()]).unwrap_or_default(),
    };
    let text = whole.strip_prefix('\u{feff}').unwrap_or(whole);
    if let Some((header, project)) = format::head(text).filter(|(h, p)| ours(h) && p.is_some()) {
        return Some(Identity::of(&header, project));
    }
    // Another layout, or a first row beyond the beginning: read it all.
    let Ok(content) = Real.read(&file, FILE_LIMIT as u64) else { return Some(Identity::default()) };
    let bytes = content.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&content.bytes);
    identity_in(bytes)
}

/// Reads the beginning of a file, links to it resolved. A pipe or a device is refused, for it would be waited for.
fn head_of(path: &Path) -> io::Result<(PathBuf, Vec<u8>)> {
    let file = path.canonicalize()?;
    let mut bytes = Vec::new();
    Real.open(&file, u64::MAX)?.file.take(HEAD).read_to_end(&mut bytes)?;
    Ok((file, bytes))
}

/// Reads the same from all bytes of a file.
fn identity_in(bytes: &[u8]) -> Option<Identity> {
    // Only what tells a project's name becomes values: the rows of a large file would take ten times its size.
    let parts: Parts<'_> = match serde_json::from_slice(bytes) {
        Ok(parts) => parts,
        Err(error) if error.is_data() => return None,
        Err(_) => return Some(Identity::default()),
    };
    let mut header = Map::new();
    for key in ["format", "id", "rev"] {
        header.extend(parts.get(key).and_then(|raw| Some((key.to_owned(), value(raw)?))));
    }
    let row = || {
        let sheets: Parts<'_> = value(parts.get("sheets")?)?;
        let rows: Vec<&RawValue> = value(sheets.get("project")?)?;
        value(rows.first()?)
    };
    ours(&header).then(|| Identity::of(&header, row()))
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
