//! The names beside a project's file.

use super::fresh_id;
use crate::sheet::Id;
use std::io;
use std::path::{Path, PathBuf};

/// The paths of a project's file and of the files beside it.
#[derive(Clone, Debug)]
pub(super) struct ProjectPaths {
    pub(super) file: PathBuf,
    pub(super) folder: PathBuf,
    name: String,
}

impl ProjectPaths {
    /// Resolves links, once: whatever they lead to later, this stays the file.
    pub(super) fn of(path: &Path) -> io::Result<ProjectPaths> {
        let file = match path.canonicalize() {
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
                let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
                folder.canonicalize()?.join(name)
            }
            file => file?,
        };
        let folder = file.parent().map(Path::to_path_buf).unwrap_or_default();
        let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(ProjectPaths { file, folder, name })
    }

    fn hidden(&self, end: &str) -> PathBuf {
        self.folder.join(format!(".{}.{end}", self.name))
    }

    pub(super) fn lock(&self) -> PathBuf {
        self.hidden("lock")
    }

    /// Returns a new name for a temporary file.
    pub(super) fn temp(&self) -> PathBuf {
        self.hidden(&format!("{}.tmp", fresh_id()))
    }

    /// Returns the path of a copy of a damaged file, by its number from 1.
    pub(super) fn damaged(&self, number: u32) -> PathBuf {
        let stem = self.file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        self.folder.join(format!("{stem}.damaged-{number}.json"))
    }

    /// Lists the copies of the file that were kept because it was damaged.
    pub(super) fn damaged_copies(&self) -> Vec<PathBuf> {
        let stem = self.file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let prefix = format!("{stem}.damaged-");
        self.named(|name| {
            let number = name.strip_prefix(&prefix).and_then(|rest| rest.strip_suffix(".json"));
            number.is_some_and(|number| number.parse::<u32>().is_ok())
        })
    }

    /// Lists the drafts that are there, in use or left behind.
    pub(super) fn drafts(&self) -> Vec<PathBuf> {
        let prefix = format!(".{}.draft-", self.name);
        self.named(|name| name.strip_prefix(&prefix).is_some_and(|place| place.parse::<u32>().is_ok()))
    }

    fn named(&self, wanted: impl Fn(&str) -> bool) -> Vec<PathBuf> {
        let names = super::files::names(&self.folder).unwrap_or_default();
        names.iter().filter(|n| n.to_str().is_some_and(&wanted)).map(|n| self.folder.join(n)).collect()
    }

    /// Lists the temporary files that are there, in use or left behind.
    pub(super) fn temp_files(&self) -> Vec<PathBuf> {
        let prefix = format!(".{}.", self.name);
        let temp = |name: &str| {
            let random = name.strip_prefix(&prefix).and_then(|rest| rest.strip_suffix(".tmp"));
            random.is_some_and(|random| Id::parse(random).is_some())
        };
        self.named(temp)
    }

    pub(super) fn draft(&self, place: usize) -> PathBuf {
        self.hidden(&format!("draft-{place}"))
    }

    pub(super) fn draft_lock(&self, place: usize) -> PathBuf {
        self.hidden(&format!("draft-{place}.lock"))
    }
}
