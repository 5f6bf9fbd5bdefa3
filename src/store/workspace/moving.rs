//! Moves a project between the folder and its archive, with its backups: all of it, or nothing.

use super::WorkspaceError;
use crate::store::ProjectPaths;
use crate::store::backup::Backups;
use crate::store::disk::{Disk, Stamp, make_folder};
use crate::store::environment::Environment;
use crate::store::save::lock_file;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Moves a project's file and its backups into a folder. Under the project's lock, or a save that is under way would
/// put the file back where it was. After an error everything is where it was.
pub(super) fn move_project(
    environment: Environment,
    path: &Path,
    folder: &Path,
) -> Result<PathBuf, WorkspaceError> {
    let environment = environment.lenient();
    let paths = ProjectPaths::of(path)?;
    let lock = lock_file(&environment, &paths)?;
    let disk = &*environment.disk;
    let backups = Backups::of(disk, path).list()?;
    let to = |folder: &Path, from: &Path| Some((from.to_owned(), folder.join(from.file_name()?)));
    let there = folder.join("backups");
    if !backups.is_empty() {
        make_folder(&there)?;
    }
    let mut moves: Vec<_> = backups.iter().filter_map(|backup| to(&there, &backup.path)).collect();
    moves.push(to(folder, path).ok_or(WorkspaceError::NotFound)?);
    move_all(disk, &moves)?;
    drop(lock);
    Ok(folder.join(path.file_name().ok_or(WorkspaceError::NotFound)?))
}

/// Moves one file, never over another.
pub(super) fn move_file(environment: Environment, from: &Path, to: &Path) -> Result<PathBuf, WorkspaceError> {
    move_all(&*environment.lenient().disk, &[(from.to_owned(), to.to_owned())])?;
    Ok(to.to_owned())
}

/// Gives each file its new name, and takes the old ones away once the new ones are on the disk, so that a power cut
/// loses none and nothing can be written over in between. The last file is the project, which leaves its place last.
fn move_all(disk: &dyn Disk, moves: &[(PathBuf, PathBuf)]) -> Result<(), WorkspaceError> {
    for (at, (from, to)) in moves.iter().enumerate() {
        if let Err(error) = rename_in_steps(disk, from, to) {
            put_back(disk, &moves[..at]);
            return Err(error);
        }
    }
    let finished = sync_folders(disk, moves.iter().map(|(_, to)| to))
        .and_then(|()| {
            moves
                .iter()
                .filter(|(from, to)| is_second_name(from, to))
                .try_for_each(|(from, _)| disk.unlink(from))
        })
        .and_then(|()| sync_folders(disk, moves.iter().map(|(from, _)| from)));
    finished.map_err(|error| {
        put_back(disk, moves);
        error.into()
    })
}

/// Gives a file a second name, or where it can have one name only, the new one in place of the old.
fn rename_in_steps(disk: &dyn Disk, from: &Path, to: &Path) -> Result<(), WorkspaceError> {
    match disk.link(from, to) {
        Ok(()) => Ok(()),
        // A move that was interrupted has left both names.
        Err(_) if is_second_name(from, to) => Ok(()),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Err(WorkspaceError::NotFound),
        // The look before must do.
        Err(_) if to.symlink_metadata().is_err() => {
            let renamed = disk.rename(from, to);
            if renamed.is_err() {
                put_back(disk, &[(from.to_owned(), to.to_owned())]);
            }
            Ok(renamed?)
        }
        Err(_) => Err(WorkspaceError::Exists(to.to_owned())),
    }
}

/// Puts files back where they were. What cannot be put back stays beside the others' new names, where the next
/// attempt finds it moved already.
fn put_back(disk: &dyn Disk, moves: &[(PathBuf, PathBuf)]) {
    for (from, to) in moves.iter().rev() {
        let _moved_next_time = if is_second_name(from, to) {
            disk.unlink(to)
        } else if from.symlink_metadata().is_err() {
            disk.link(to, from).and_then(|()| disk.unlink(to)).or_else(|_| disk.rename(to, from))
        } else {
            Ok(())
        };
    }
}

/// Tells whether a path is another name of the same file, and not the same name of it reached by another way.
fn is_second_name(from: &Path, to: &Path) -> bool {
    let same = |a: Option<&Path>, b: Option<&Path>| {
        let file =
            |path: Option<&Path>| Stamp::of(&path.and_then(|path| fs::symlink_metadata(path).ok())?).file();
        file(a).is_some_and(|file_of_a| Some(file_of_a) == file(b))
    };
    same(Some(from), Some(to)) && !same(from.parent(), to.parent())
}

fn sync_folders<'a>(disk: &dyn Disk, files: impl Iterator<Item = &'a PathBuf>) -> io::Result<()> {
    let mut folders: Vec<&Path> = files.filter_map(|file| file.parent()).collect();
    folders.dedup();
    folders.into_iter().try_for_each(|folder| disk.sync_folder(folder))
}
