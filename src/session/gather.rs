//! Where all projects of a workspace stand: each is read, assessed and let go of again. Nothing is locked or written.

use crate::assess::portfolio::{Member, State};
use crate::assess::{Assessed, Earlier};
use crate::project::Project;
use crate::registry;
use crate::say;
use crate::store::{Listed, load_backup_of, load_unlocked};
use crate::text::Phrase;
use chrono::NaiveDate;
use std::path::Path;

/// Reads the projects that are listed, those of the archive only if they are wanted.
pub fn gather(listed: Vec<Listed>, archived: bool, today: NaiveDate) -> Vec<Member> {
    let wanted = listed.into_iter().filter(|l| archived || !l.archived);
    wanted.map(|l| member(l, today)).collect()
}

fn member(listed: Listed, today: NaiveDate) -> Member {
    let Listed { name, id, path, archived, copy_of, .. } = listed;
    let state = match &copy_of {
        Some(original) => Err(copy(original)),
        None => match load_unlocked(&path, &registry::sheets()) {
            Ok(mut project) => {
                registry::complete(&mut project);
                Ok(state(&project, today))
            }
            Err(error) => Err(error.phrase()),
        },
    };
    Member { id, name, path, archived, state }
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
