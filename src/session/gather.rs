//! Where all projects of a workspace stand: each is read, assessed and let go of again. Nothing is locked or written.

use crate::app::request::{Beside, BesideKind};
use crate::assess::portfolio::{Member, State};
use crate::assess::{Assessed, Earlier, replay};
use crate::project::{Project, difference};
use crate::registry;
use crate::say;
use crate::sheet::Id;
use crate::store::backup::Backup;
use crate::store::{Listed, backups_of, load_backup_of, load_unlocked, why_lost};
use crate::text::Phrase;
use chrono::{DateTime, Local, NaiveDate};
use std::io;
use std::path::Path;
use std::time::SystemTime;

/// Reads the projects that are listed, those of the archive only if they are wanted, as they are or as they were known
/// on an earlier day. One of which nothing was known then is left out. Each is shown to `see` before it is let go of.
pub fn gather(
    listed: Vec<Listed>,
    archived: bool,
    today: NaiveDate,
    as_of: Option<NaiveDate>,
    mut see: impl FnMut(&Project),
) -> Vec<Member> {
    let wanted = listed.into_iter().filter(|l| archived || !l.archived);
    wanted.filter_map(|l| member(l, today, as_of, &mut see)).collect()
}

fn member(
    listed: Listed,
    today: NaiveDate,
    as_of: Option<NaiveDate>,
    see: &mut dyn FnMut(&Project),
) -> Option<Member> {
    let Listed { name, id, path, archived, copy_of, lost, .. } = listed;
    let state = match &copy_of {
        _ if lost => Err(why_lost(&path, &registry::sheets()).phrase()),
        Some(original) => Err(copy(original)),
        None => match load_unlocked(&path, &registry::sheets()) {
            Ok(mut project) => {
                registry::complete(&mut project);
                see(&project);
                match as_of {
                    Some(day) if replay::known_from(&project).is_none_or(|first| first > day) => return None,
                    Some(day) => Ok(state(&replay::known_on(&project, day), day)),
                    None => Ok(state(&project, today)),
                }
            }
            Err(error) => Err(error.phrase()),
        },
    };
    Some(Member { id, name, path, archived, state })
}

/// A backup with what the list says of it.
#[derive(Debug)]
pub struct Kept {
    /// The backup.
    pub backup: Backup,
    /// When its content was written.
    pub written: String,
    /// The number of rows, and of those that differ from the project as it is now; none if it cannot be read or is
    /// another project's.
    pub rows: Option<(usize, usize)>,
    /// Its size, in bytes.
    pub size: u64,
}

/// Reads the backups of a file, the newest first, and compares each with the project as it is now.
pub fn backups(path: &Path, now: &Project) -> io::Result<Vec<Kept>> {
    let kept = |backup: Backup| {
        let read = load_unlocked(&backup.path, &registry::sheets()).ok().filter(|then| then.id == now.id);
        let rows = read.map(|mut then| {
            registry::complete(&mut then);
            (then.sheets().map(|sheet| sheet.len()).sum(), difference(&then, now))
        });
        let size = backup.path.metadata().map(|meta| meta.len()).unwrap_or_default();
        Kept { written: written(&backup.path), rows, size, backup }
    };
    Ok(backups_of(path)?.into_iter().map(kept).collect())
}

/// When a file was written, to the minute; empty if that cannot be told.
pub fn written(path: &Path) -> String {
    moment(path.metadata().and_then(|meta| meta.modified()).ok())
}

fn moment(at: Option<SystemTime>) -> String {
    at.map(|at| DateTime::<Local>::from(at).format("%Y-%m-%d %H:%M").to_string()).unwrap_or_default()
}

/// Tells what of a workspace needs a person while this file is open: its copies, and projects that are lost.
pub fn beside(listed: &[Listed], open: &Path, id: Id) -> Vec<Beside> {
    let original = listed.iter().find(|l| l.path == open).and_then(|l| l.copy_of.clone());
    let kind = |l: &Listed| match &original {
        _ if l.needs_backup() && l.id != Some(id) && (l.lost || l.path != open) => Some(BesideKind::Lost),
        _ if l.lost || l.id != Some(id) || l.path == open => None,
        Some(original) => (*original == l.path).then_some(BesideKind::Original),
        None => Some(BesideKind::Copy),
    };
    let live = listed.iter().filter(|l| !l.archived);
    let found = live.filter_map(|l| {
        let (kind, path, name, backups) = (kind(l)?, l.path.clone(), l.name.clone(), l.backups);
        let newest = (kind == BesideKind::Lost).then(|| backups_of(&path).ok()?.into_iter().next()).flatten();
        let written = newest.map_or_else(|| moment(l.modified), |backup| written(&backup.path));
        Some(Beside { kind, path, name, written, backups })
    });
    found.collect()
}

/// What was found in a project on earlier days, by the backups of its file.
pub fn earlier(path: &Path, today: NaiveDate) -> Earlier {
    Earlier::of(today, |day| {
        let mut project = load_backup_of(path, day, &registry::sheets())?;
        registry::complete(&mut project);
        Some(project)
    })
}

fn state(project: &Project, today: NaiveDate) -> State {
    State::of(&Assessed::of(project, today, None))
}

/// A second file of a project would count its people twice.
pub fn copy(original: &Path) -> Phrase {
    let of = original.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    say!("与 {of} 是同一个项目的副本", "a copy of the project in {of}")
}
