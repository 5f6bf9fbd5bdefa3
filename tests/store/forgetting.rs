//! A person forgotten: gone from every file whatever call fails, and not brought back by a window that is open.

use crate::caveats::{EINVAL, ENOLCK, Poor};
use crate::disks::{Desk, Faulty, What};
use crate::sample::{Note, Person, REGISTRY, id, name, put, set};
use changebook::project::{Edit, Project};
use changebook::sheet::{Cell, Id, Link};
use changebook::store::forget::{Forgetting, Forgotten, Part, forget};
use changebook::store::{Caveat, Environment, Snapshot, Store, Target, Workspace, WorkspaceError};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const NAME: &str = "区域经理 A1";

fn rows(project: &mut Project) -> usize {
    let cards: Vec<Id> = project.rows::<Person>().iter().filter(|p| p.name == NAME).map(|p| p.id).collect();
    let gone = cards.iter().filter(|row| project.apply(Edit::Remove { sheet: "people", row: **row }).is_ok());
    gone.count()
}

fn forget_with(environment: &Environment, folder: &Path, doing: bool) -> Result<Forgetting, WorkspaceError> {
    let workspace = Workspace::at(folder).unwrap();
    let person = Forgotten { name: NAME, instead: "（已删除）", rows: &rows, others: &|_| Vec::new() };
    forget(environment, &workspace, None, REGISTRY, &person, doing)
}

/// All files below a folder that hold the name, as a search for its bytes finds them.
fn holding(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path));
        } else if fs::read(&path).unwrap().windows(NAME.len()).any(|bytes| bytes == NAME.as_bytes()) {
            found.push(path);
        }
    }
    found
}

/// A project with the person on a card, in a note, in a conflict, in two backups, one of them pinned, in a damaged
/// copy and in a draft that a crash has left.
fn desk() -> Desk {
    let desk = Desk::new();
    let (mut store, mut mine) = desk.open();
    put(
        &mut mine.project,
        Note {
            id: id(8),
            body: format!("问 {NAME}，周五").into(),
            about: Link::to(id(1)),
            ..Note::default()
        },
    );
    set(&mut mine.project, id(2), "note", Cell::Text(format!("by {NAME}").into()));
    let there = mine.project.rows::<Person>()[1].clone();
    let waits = changebook::project::conflict_of(&*there, 0, &Cell::Empty, &Cell::Text(NAME.into())).unwrap();
    mine.project.apply(Edit::Conflict { at: 0, put: Box::new(waits) }).unwrap();
    store.save(&mine).unwrap();
    store.pin().unwrap();
    let draft = store.draft().unwrap();
    let target = Target { sheet: "people".into(), row: id(2), column: "note".into() };
    draft.write(&format!("{NAME} said"), &target).unwrap();
    let bytes = fs::read(desk.file()).unwrap();
    fs::write(desk.folder.path().join("plan.damaged-1.json"), &bytes[..bytes.len() - 40]).unwrap();
    desk
}

#[test]
fn a_person_is_shown_first_and_then_in_no_file_any_more() {
    let desk = desk();
    let before = holding(desk.folder.path());
    assert_eq!(before.len(), 5, "{before:?}");
    let shown = forget_with(&Environment::default(), desk.folder.path(), false).unwrap();
    assert_eq!(holding(desk.folder.path()), before, "looking changes nothing");
    let parts: Vec<Part> = shown.found.iter().map(|found| found.part).collect();
    assert_eq!(parts, [Part::Backup, Part::Backup, Part::Damaged, Part::Draft, Part::Project]);
    let project = shown.found.last().unwrap();
    assert_eq!((project.rows, project.mentions), (1, 3));
    let written = |path: &Path| fs::metadata(path).unwrap().modified().unwrap();
    let times: Vec<_> = shown.found.iter().map(|found| written(&found.path)).collect();
    let done = forget_with(&Environment::default(), desk.folder.path(), true).unwrap();
    assert_eq!((done.found.clone(), done.left), (shown.found, Vec::new()));
    assert_eq!(holding(desk.folder.path()), [] as [PathBuf; 0]);
    for (found, then) in done.found.iter().zip(times).filter(|(found, _)| found.part == Part::Backup) {
        assert_eq!(written(&found.path), then, "a backup is as old as it was");
    }
    // What is left opens, with all else as it was.
    let project = desk.on_disk();
    assert_eq!(project.rows::<Note>()[1].body, "问 （已删除），周五");
    assert_eq!(project.rows::<Person>().len(), 2);
    assert_eq!(project.conflicts[0].mine, "（已删除）");
    let (store, _) = desk.open();
    for backup in store.backups().unwrap() {
        let project = changebook::store::load_unlocked(&backup.path, REGISTRY).unwrap();
        assert_eq!(project.rows::<Person>().len(), 2);
    }
    let again = forget_with(&Environment::default(), desk.folder.path(), true).unwrap();
    assert!(again.found.is_empty() && again.left.is_empty(), "{again:?}");
}

#[test]
fn whatever_call_fails_each_file_is_old_or_new_and_the_next_time_does_the_rest() {
    let mut failed = 0;
    for what in [What::Error(std::io::ErrorKind::StorageFull), What::Late] {
        for step in (1..80).step_by(2) {
            let desk = desk();
            let result = forget_with(&Faulty::environment(step, what), desk.folder.path(), true);
            failed += usize::from(result.is_err());
            let (store, _) = desk.open();
            for backup in store.backups().unwrap() {
                changebook::store::load_unlocked(&backup.path, REGISTRY).unwrap();
            }
            let done = forget_with(&Environment::default(), desk.folder.path(), true).unwrap();
            assert!(done.left.is_empty(), "{done:?}");
            assert_eq!(holding(desk.folder.path()), [] as [PathBuf; 0], "step {step}");
            assert!(desk.is_tidy(), "step {step}: {:?}", desk.names());
            desk.open();
        }
    }
    assert!(failed >= 25, "only {failed} steps failed");
}

#[test]
fn what_the_place_lacks_is_done_without() {
    for (poor, caveat) in [
        (Poor { lock: Some(ENOLCK), ..Poor::default() }, Caveat::NoLock),
        (Poor { sync: Some(EINVAL), ..Poor::default() }, Caveat::NoSync),
        (Poor { sync_folder: Some(EINVAL), ..Poor::default() }, Caveat::NoSync),
    ] {
        let desk = desk();
        let environment = Environment { disk: Arc::new(poor), ..Environment::default() };
        let done = forget_with(&environment, desk.folder.path(), true).unwrap();
        assert_eq!((done.found.len(), done.caveats), (5, vec![caveat]));
        assert_eq!(holding(desk.folder.path()), [] as [PathBuf; 0]);
    }
}

#[test]
fn a_shared_file_stays_open_to_its_group_and_nothing_else_is() {
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for (folder, before, after) in
        [(0o770, 0o660, 0o660), (0o750, 0o644, 0o640), (0o700, 0o640, 0o600), (0o755, 0o640, 0o600)]
    {
        let desk = desk();
        fs::set_permissions(desk.folder.path(), fs::Permissions::from_mode(folder)).unwrap();
        fs::set_permissions(desk.file(), fs::Permissions::from_mode(before)).unwrap();
        let done = forget_with(&Environment::default(), desk.folder.path(), true).unwrap();
        assert_eq!(mode(&desk.file()), after, "{folder:o} {before:o}");
        assert_eq!(done.caveats.contains(&Caveat::Shared), after != 0o600);
        for found in done.found.iter().filter(|found| found.part != Part::Project) {
            assert_eq!(mode(&found.path), 0o600, "{found:?}");
        }
    }
}

#[test]
fn the_texts_of_forms_are_ours_as_well() {
    let desk = desk();
    let workspace = Workspace::at(desk.folder.path()).unwrap();
    let form = workspace.form_draft().unwrap();
    let target = Target { sheet: String::new(), row: id(0), column: "create".into() };
    form.write(&format!("[\"{NAME}\",\"\"]"), &target).unwrap();
    let left = desk.folder.path().join(format!(".form.{}.tmp", id(9)));
    fs::write(&left, NAME).unwrap();
    let shown = forget_with(&Environment::default(), desk.folder.path(), false).unwrap();
    let of_form = shown.found.iter().find(|found| found.path.ends_with(".form.draft-1")).unwrap();
    assert_eq!((of_form.part, of_form.mentions), (Part::Draft, 1));
    assert!(left.exists() && holding(desk.folder.path()).len() == 7);
    let done = forget_with(&Environment::default(), desk.folder.path(), true).unwrap();
    assert!(done.left.is_empty(), "{done:?}");
    assert_eq!(holding(desk.folder.path()), [] as [PathBuf; 0]);
    assert_eq!(form.take().unwrap(), Some((target, "[\"（已删除）\",\"\"]".to_owned())));
}

#[test]
fn an_open_window_that_saves_later_does_not_bring_the_name_back() {
    let desk = desk();
    let (mut store, mut mine) = desk.open();
    forget_with(&Environment::default(), desk.folder.path(), true).unwrap();
    name(&mut mine.project, 3, "edited here");
    let saved = store.save(&mine).unwrap();
    assert_eq!(holding(desk.folder.path()), [] as [PathBuf; 0], "saved, with the backup that it makes");
    saved.remote_changes.iter().for_each(|change| mine.absorb(change));
    name(&mut mine.project, 3, "edited again");
    store.save(&mine).unwrap();
    assert_eq!(holding(desk.folder.path()), [] as [PathBuf; 0], "nor with what it shows");
    assert_eq!(desk.on_disk().find::<Person>(id(3)).unwrap().name, "edited again");
    // What somebody wrote about the person meanwhile is theirs, and is not lost in silence.
    let desk = self::desk();
    let (mut store, mut mine): (Store, Snapshot) = desk.open();
    forget_with(&Environment::default(), desk.folder.path(), true).unwrap();
    set(&mut mine.project, id(1), "note", Cell::Text("scored today".into()));
    store.save(&mine).unwrap();
    assert_eq!(desk.on_disk().find::<Person>(id(1)).unwrap().name, NAME);
}
