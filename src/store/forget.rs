//! Forgets a person: the name goes out of every file of a workspace, its backups, damaged copies, drafts and minutes included.
//!
//! Each file is written anew beside the project's and put in the old one's place in one step, all of a project under
//! its lock. A stop half-way leaves every file old or new, and doing it again does the rest. No backup is made: it
//! would keep what is to go.

mod mentions;

use super::backup::Backups;
use super::caveat::Caveat;
use super::damage::Damage;
use super::disk::{Access, NewFile};
use super::environment::Environment;
use super::fault::{NotSaved, reason};
use super::format::{self, FILE_LIMIT};
use super::save::lock_file;
use super::workspace::{Workspace, WorkspaceError};
use super::{ProjectPaths, ReadOnly, SaveStep, files};
use crate::project::Project;
use crate::say;
use crate::sheet::{ENTERED_KEYS, SheetDef};
use crate::text::{Phrase, text};
use mentions::{Mentions, holds};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// What a person was found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A project's file.
    Project,
    /// A backup of it.
    Backup,
    /// A copy kept aside because it was damaged.
    Damaged,
    /// A text that was being typed.
    Draft,
    /// The minutes of a meeting.
    Minutes,
}

/// The person to forget.
pub struct Forgotten<'a> {
    /// The name as it is written.
    pub name: &'a str,
    /// What stands in its place in the texts of others.
    pub instead: &'a str,
    /// Takes the person's own rows out of a project, with all that belongs to them, and tells how many there were.
    pub rows: &'a dyn Fn(&mut Project) -> usize,
    /// Names other people in a project whose names contain this one, which stay.
    pub others: &'a dyn Fn(&Project) -> Vec<String>,
}

/// A file that the person was found in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The file.
    pub path: PathBuf,
    /// What it is.
    pub part: Part,
    /// The number of rows that go.
    pub rows: usize,
    /// The number of places in texts where the name goes.
    pub mentions: usize,
}

/// What forgetting a person comes to.
#[derive(Clone, Debug, Default)]
pub struct Forgetting {
    /// The files that are written anew.
    pub found: Vec<Found>,
    /// The files that hold the name and stay as they are, each with the reason.
    pub left: Vec<(PathBuf, Phrase)>,
    /// What does not hold where the files lie.
    pub caveats: Vec<Caveat>,
}

/// A file with the person taken out.
struct Without {
    bytes: Vec<u8>,
    rows: usize,
    mentions: usize,
}

/// Finds a person in all files of a workspace, or in those of one project, and takes the person out if `doing`.
pub fn forget(
    environment: &Environment,
    workspace: &Workspace,
    only: Option<&Path>,
    registry: &[&'static SheetDef],
    person: &Forgotten<'_>,
    doing: bool,
) -> Result<Forgetting, WorkspaceError> {
    // What the place lacks is done without, as in a save.
    let environment = &environment.clone().lenient();
    let mut done = Forgetting::default();
    let (mut ours, mut others) = (BTreeSet::new(), BTreeSet::new());
    let only = only.map(ProjectPaths::of).transpose()?.map(|paths| paths.file);
    for file in projects(workspace)? {
        let paths = ProjectPaths::of(&file)?;
        let files = files_of(environment, &paths)?;
        ours.extend(files.iter().map(|(_, path)| path.clone()));
        if only.as_ref().is_some_and(|only| *only != paths.file) {
            continue;
        }
        let project = OneProject { environment, paths: &paths, registry, person };
        if doing && !files.is_empty() {
            let lock = lock_file(environment, &paths)?;
            remove_temporary(environment, &paths)?;
            project.each(&files, true, &mut others, &mut done)?;
            drop(lock);
        } else {
            project.each(&files, false, &mut others, &mut done)?;
        }
    }
    let minutes = minutes_files(workspace)?;
    if only.is_none() {
        let paths = workspace.form_paths()?;
        let mut files: Vec<_> = paths.drafts().into_iter().map(|path| (Part::Draft, path)).collect();
        files.extend(minutes.into_iter().map(|path| (Part::Minutes, path)));
        ours.extend(files.iter().map(|(_, path)| path.clone()));
        if doing {
            remove_temporary(environment, &paths)?;
        }
        OneProject { environment, paths: &paths, registry, person }.each(
            &files,
            doing,
            &mut others,
            &mut done,
        )?;
        look_elsewhere(environment, workspace, &ours, person.name, &mut done)?;
    } else {
        // Minutes do not say for sure of which project they are.
        let mention = |path: &PathBuf| {
            let content = environment.disk.read(path, FILE_LIMIT as u64);
            content.is_ok_and(|content| holds(&content.bytes, person.name))
        };
        let why = text(
            "一份例会纪要：不指定项目时才会清理",
            "minutes of a meeting: cleaned where no project is named",
        );
        done.left.extend(minutes.into_iter().filter(mention).map(|path| (path, why.into())));
    }
    done.caveats = environment.caveats.all();
    Ok(done)
}

/// Removes files that were never put in place, and may hold the name.
fn remove_temporary(environment: &Environment, paths: &ProjectPaths) -> io::Result<()> {
    paths.temp_files().iter().try_for_each(|temp| environment.disk.unlink(temp))
}

/// Lists the files that projects lie in, or lay in while their backups and copies are still there.
fn projects(workspace: &Workspace) -> io::Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    for folder in [workspace.folder().to_owned(), workspace.archive()] {
        let names = match files::names(&folder) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => continue,
            names => names?,
        };
        for name in names.iter().filter_map(|name| name.to_str()) {
            let draft = || {
                let (file, draft) = name.strip_prefix('.')?.split_once(".json.draft-")?;
                draft.parse::<u32>().is_ok().then(|| format!("{file}.json"))
            };
            let stem = name.strip_suffix(".json").filter(|stem| !stem.starts_with('.'));
            let damaged = |stem: &str| {
                let (file, number) = stem.rsplit_once(".damaged-")?;
                number.parse::<u32>().is_ok().then(|| format!("{file}.json"))
            };
            let file = draft().or_else(|| stem.and_then(damaged)).or_else(|| stem.map(|_| name.to_owned()));
            if let Some(path) = file.map(|file| folder.join(file)) {
                // A folder of that name is no project, and a link whose end is gone leads nowhere.
                let resolved = path.canonicalize().unwrap_or(path);
                found.extend((!resolved.is_dir()).then_some(resolved));
            }
        }
        for stem in super::backup::by_stem(&folder.join("backups")).unwrap_or_default().into_keys() {
            let path = folder.join(format!("{stem}.json"));
            found.insert(path.canonicalize().unwrap_or(path));
        }
    }
    Ok(found)
}

/// Lists the minutes of meetings. What a link leads to is not ours.
fn minutes_files(workspace: &Workspace) -> io::Result<Vec<PathBuf>> {
    let folder = workspace.minutes();
    let names = match files::names(&folder) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        names => names?,
    };
    let paths = names.into_iter().map(|name| folder.join(name));
    let is_plain = |path: &PathBuf| path.symlink_metadata().is_ok_and(|meta| meta.is_file());
    Ok(paths.filter(|path| path.extension().is_some_and(|end| end == "md") && is_plain(path)).collect())
}

/// Lists what belongs to a project and can hold a name, the project's own file last: as long as a backup holds the
/// name, so does the list.
fn files_of(environment: &Environment, paths: &ProjectPaths) -> io::Result<Vec<(Part, PathBuf)>> {
    let backups = Backups::of(&*environment.disk, &paths.file).list()?;
    let mut all: Vec<_> = backups.into_iter().map(|backup| (Part::Backup, backup.path)).collect();
    all.extend(paths.damaged_copies().into_iter().map(|path| (Part::Damaged, path)));
    all.extend(paths.drafts().into_iter().map(|path| (Part::Draft, path)));
    if paths.file.is_file() {
        all.push((Part::Project, paths.file.clone()));
    }
    Ok(all)
}

struct OneProject<'a> {
    environment: &'a Environment,
    paths: &'a ProjectPaths,
    registry: &'a [&'static SheetDef],
    person: &'a Forgotten<'a>,
}

impl OneProject<'_> {
    fn each(
        &self,
        files: &[(Part, PathBuf)],
        doing: bool,
        others: &mut BTreeSet<String>,
        done: &mut Forgetting,
    ) -> Result<(), WorkspaceError> {
        for (part, path) in files {
            let content = match self.environment.disk.read(path, FILE_LIMIT as u64) {
                Err(e) if e.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => {
                    done.left.push((path.clone(), reason(&error)));
                    continue;
                }
                Ok(content) => content,
            };
            match self.without(*part, &content.bytes, others) {
                Err(why) => done.left.push((path.clone(), why)),
                Ok(None) => {}
                Ok(Some(Without { bytes, rows, mentions })) => {
                    if doing {
                        self.put(path, content.access, &bytes, *part == Part::Project)?;
                    }
                    done.found.push(Found { path: path.clone(), part: *part, rows, mentions });
                }
            }
        }
        Ok(())
    }

    /// Takes the person out of the bytes of a file; none if the person is not in it. Longer names of others are taken
    /// from projects, for the files behind them that name people and hold no cards.
    fn without(
        &self,
        part: Part,
        bytes: &[u8],
        others: &mut BTreeSet<String>,
    ) -> Result<Option<Without>, Phrase> {
        let person = self.person;
        if matches!(part, Part::Draft | Part::Minutes) {
            let known = if part == Part::Minutes { others.iter().cloned().collect() } else { Vec::new() };
            let mut mentions = Mentions::of(person.name, person.instead, known);
            let bytes = if part == Part::Draft {
                mentions.out_of_draft(bytes)
            } else {
                mentions.out_of_damage(bytes)
            };
            return Ok((mentions.count > 0).then_some(Without { bytes, rows: 0, mentions: mentions.count }));
        }
        let Ok(opened) = format::read(bytes, self.registry) else {
            // Of what cannot be read only the name is known.
            let mut mentions = Mentions::of(person.name, person.instead, Vec::new());
            let bytes = mentions.out_of_damage(bytes);
            return Ok((mentions.count > 0).then_some(Without { bytes, rows: 0, mentions: mentions.count }));
        };
        if opened.read_only == Some(ReadOnly::Newer) {
            return if holds(bytes, person.name) { Err(ReadOnly::Newer.phrase()) } else { Ok(None) };
        }
        let mut project = opened.project;
        // Of two rows with one id it is not known which is meant: they keep all but the name.
        let rows = if opened.read_only.is_none() { (person.rows)(&mut project) } else { 0 };
        let written = |project: &Project, rev| format::write(project, rev).map_err(|error| error.phrase());
        let damaged = |damage: Damage| damage.phrase();
        let text = String::from_utf8(written(&project, opened.rev)?).unwrap_or_default();
        let longer = (person.others)(&project);
        others.extend(longer.iter().cloned());
        let mut mentions = Mentions::of(person.name, person.instead, longer);
        let text = mentions.out_of_json(&text, &self.fixed());
        if rows == 0 && mentions.count == 0 {
            return Ok(None);
        }
        // Read once more: what is written must open.
        let after = format::read(text.as_bytes(), self.registry).map_err(damaged)?;
        let bytes = written(&after.project, opened.rev + u64::from(part == Part::Project))?;
        Ok(Some(Without { bytes, rows, mentions: mentions.count }))
    }

    /// The keys whose values are no words of people: those of the format, and the columns that hold no text.
    fn fixed(&self) -> Vec<&'static str> {
        use crate::sheet::Kind::{Prose, Text};
        let columns = || self.registry.iter().flat_map(|def| def.columns);
        let is_text = |key: &str| columns().any(|c| c.key == key && matches!(c.kind, Text | Prose));
        let mut fixed = vec!["format", "id", "sheet", "row", "field", "code", "removed", "after"];
        fixed.extend(ENTERED_KEYS);
        fixed.extend(columns().map(|c| c.key).filter(|key| !is_text(key)));
        fixed
    }

    /// Puts new bytes in a file's place. A backup keeps the time it was written, by which it is listed.
    fn put(&self, path: &Path, old: Access, bytes: &[u8], is_project: bool) -> Result<(), NotSaved> {
        let disk = &*self.environment.disk;
        let io = |(step, error)| NotSaved::Io { step, error };
        let temp = self.paths.temp();
        let written = NewFile::create(disk, &temp, old.mode & 0o600).and_then(|mut new| {
            if is_project {
                new.share(old.kept_in(&self.paths.folder))?;
            }
            new.write(bytes)?;
            let file = new.finish()?;
            if !is_project && let Ok(then) = std::fs::metadata(path).and_then(|meta| meta.modified()) {
                // Where it cannot be set the list shows another time, no more.
                let _another_time = file.set_modified(then);
            }
            Ok(())
        });
        let placed = written.and_then(|()| disk.rename(&temp, path).map_err(|e| (SaveStep::Rename, e)));
        if let Err(error) = placed {
            // If it stays, the next start removes it.
            let _removed_later = disk.unlink(&temp);
            return Err(io(error));
        }
        let folder = path.parent().unwrap_or(&self.paths.folder);
        disk.sync_folder(folder).map_err(|error| io((SaveStep::SyncFolder, error)))
    }
}

/// Names the files that are none of ours and hold the name, or have it in their own.
fn look_elsewhere(
    environment: &Environment,
    workspace: &Workspace,
    ours: &BTreeSet<PathBuf>,
    name: &str,
    done: &mut Forgetting,
) -> io::Result<()> {
    let archive = workspace.archive();
    let folders = [workspace.folder().to_owned(), archive.clone()];
    let folders = folders.iter().flat_map(|folder| [folder.clone(), folder.join("backups")]);
    for folder in folders.chain([workspace.minutes()]) {
        let names = match files::names(&folder) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => continue,
            names => names?,
        };
        for entry in names {
            let path = folder.join(&entry);
            if !path.is_file() {
                continue;
            }
            if entry.to_str().is_some_and(|entry| holds(entry.as_bytes(), name)) {
                let why =
                    text("文件名里有这个名字，请自己改名", "its own name holds the name: rename it yourself");
                done.left.push((path.clone(), why.into()));
            }
            let other = !ours.contains(&path) && !ours.contains(&path.canonicalize().unwrap_or_default());
            if other
                && let Ok(content) = environment.disk.read(&path, FILE_LIMIT as u64)
                && holds(&content.bytes, name)
            {
                let why =
                    say!("不是工作簿的文件，请自己处理", "not a file of the workbook: see to it yourself");
                done.left.push((path, why));
            }
        }
    }
    Ok(())
}
