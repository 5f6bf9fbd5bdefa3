//! Backups lie in `backups/` beside the file, numbered: `plan-000012-2026-03-02.json`. The number
//! gives their order, whatever the clock says; the day only spreads the older ones out.

use super::disk::{self, Disk};
use super::files;
use super::format::{self, FILE_LIMIT, Opened};
use crate::sheet::SheetDef;
use crate::sort::StableSort;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashSet};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

/// Numbers of backups kept: the newest, then one a day, and the newest pinned ones.
const NEWEST: usize = 24;
const DAYS: usize = 30;
const PINNED: usize = 5;

/// One backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Its place in the order; the highest is the newest.
    pub number: u64,
    /// The day it was made, by the clock of that day.
    pub day: NaiveDate,
    /// Set if it was made before an import, a restore or another large step.
    pub pinned: bool,
    /// The path of its file.
    pub path: PathBuf,
}

/// Reads the name of a backup: the stem of its file, and the rest.
fn parse(name: &str, path: PathBuf) -> Option<(&str, Backup)> {
    const DAY: usize = "2026-03-02".len();
    let rest = name.strip_suffix(".json")?;
    let (rest, pinned) = rest.strip_suffix("-pinned").map_or((rest, false), |rest| (rest, true));
    // Ten characters exactly, so that no other file's name can be taken for a day.
    let (rest, day) = rest.split_at_checked(rest.len().checked_sub(DAY)?)?;
    let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok().filter(|d| d.to_string() == day)?;
    let (stem, number) = rest.strip_suffix('-')?.rsplit_once('-')?;
    let digits = number.len() >= 6 && number.bytes().all(|b| b.is_ascii_digit());
    let number = digits.then(|| number.parse().ok())??;
    Some((stem, Backup { number, day, pinned, path }))
}

/// Lists all backups of a folder by the stems of their files, the newest first.
pub(super) fn by_stem(folder: &Path) -> io::Result<BTreeMap<String, Vec<Backup>>> {
    let mut found: BTreeMap<String, Vec<Backup>> = BTreeMap::new();
    for name in files::names(folder)? {
        if let Some((stem, backup)) = name.to_str().and_then(|text| parse(text, folder.join(&name))) {
            found.entry(stem.to_owned()).or_default().push(backup);
        }
    }
    for list in found.values_mut() {
        list.stable_sort_by_key(|b| std::cmp::Reverse(b.number));
    }
    Ok(found)
}

/// The backups of one file.
pub(super) struct Backups<'a> {
    disk: &'a dyn Disk,
    file: &'a Path,
    folder: PathBuf,
    stem: String,
}

impl<'a> Backups<'a> {
    pub(super) fn of(disk: &'a dyn Disk, file: &'a Path) -> Backups<'a> {
        let stem = file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let folder = file.parent().unwrap_or(Path::new(".")).join("backups");
        Backups { disk, file, folder, stem }
    }

    /// Lists all, the newest first.
    pub(super) fn list(&self) -> io::Result<Vec<Backup>> {
        let names = match files::names(&self.folder) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            names => names?,
        };
        let parsed = |name: &OsString| self.parse(name.to_str()?, self.folder.join(name));
        let mut found: Vec<Backup> = names.iter().filter_map(parsed).collect();
        found.stable_sort_by_key(|b| std::cmp::Reverse(b.number));
        Ok(found)
    }

    fn parse(&self, name: &str, path: PathBuf) -> Option<Backup> {
        let (stem, backup) = parse(name, path)?;
        (stem == self.stem).then_some(backup)
    }

    /// Backs up the file, which is known to be good: as a second name for it where the file system can,
    /// else as a copy.
    pub(super) fn make(&self, mode: u32, day: NaiveDate, pinned: bool) -> io::Result<()> {
        disk::make_folder(&self.folder)?;
        let number = self.list()?.first().map_or(1, |b| b.number + 1);
        let pin = if pinned { "-pinned" } else { "" };
        let path = self.folder.join(format!("{}-{number:06}-{day}{pin}.json", self.stem));
        // A second name would keep permissions wider than the file's next version has.
        if mode & !0o600 != 0 || self.disk.link(self.file, &path).is_err() {
            let content = self.disk.read(self.file, FILE_LIMIT as u64)?;
            let copied = disk::write_new(self.disk, &path, &content.bytes, mode & 0o600);
            if let Err((_, error)) = copied {
                // What was written so far is no backup; if even that stays, it is passed over as damaged.
                let _gone = self.disk.unlink(&path);
                return Err(error);
            }
        }
        self.disk.sync_folder(&self.folder)
    }

    /// Lists those to remove: all but the newest, one a day before them, and the newest pinned.
    pub(super) fn surplus(&self) -> io::Result<Vec<Backup>> {
        let (mut newest, mut pinned, mut days) = (0, 0, HashSet::new());
        let mut list = self.list()?;
        list.retain(|backup| {
            let keep = if backup.pinned {
                pinned += 1;
                pinned <= PINNED
            } else if newest < NEWEST {
                newest += 1;
                true
            } else {
                days.len() < DAYS && days.insert(backup.day)
            };
            !keep
        });
        Ok(list)
    }

    /// Reads the newest that can be read.
    pub(super) fn newest_valid(
        &self,
        registry: &[&'static SheetDef],
    ) -> io::Result<Option<(Backup, Opened)>> {
        Ok(self.list()?.into_iter().find_map(|backup| {
            let content = self.disk.read(&backup.path, FILE_LIMIT as u64).ok()?;
            let opened = format::read(&content.bytes, registry).ok()?;
            Some((backup, opened))
        }))
    }
}
