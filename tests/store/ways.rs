//! The ways out of trouble with a file, which file is the original, and what counts as lost.

use crate::disks::{Desk, edit};
use crate::sample::{self, PROJECT, Person, REGISTRY, id, name, project, text};
use changebook::project::{Edit, difference, merge};
use changebook::store::disk::{Disk, OpenFile, Real};
use changebook::store::{
    Environment, Listed, Mode, NotSaved, OpenError, ReadOnly, SaveStep, Snapshot, Store, Workspace,
    backups_of, load_unlocked, why_lost,
};
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::Arc;

fn desk() -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::at(&folder.path().join("made")).unwrap();
    (folder, workspace)
}

/// A file of a project called `plan`, saved so many times.
fn file(id: &str, rev: u64) -> String {
    let rows = "\"sheets\":{\n\"project\":[\n{\"id\":\"000000000001\",\"name\":\"plan\"}\n],";
    let text = text(&project()).replace(&PROJECT.to_string(), id).replace("\"sheets\":{", rows);
    text.replacen("\"rev\":0", &format!("\"rev\":{rev}"), 1)
}

fn original(workspace: &Workspace) -> String {
    let list = workspace.list().unwrap();
    let originals: Vec<&Listed> = list.iter().filter(|l| l.copy_of.is_none()).collect();
    assert_eq!(originals.len(), 1, "{list:?}");
    assert!(list.iter().all(|l| l.copy_of.as_ref().is_none_or(|of| *of == originals[0].path)));
    assert_eq!(workspace.find("plan").unwrap().path, originals[0].path);
    originals[0].path.file_name().unwrap().to_str().unwrap().to_owned()
}

#[test]
fn the_original_is_told_by_more_than_a_short_name() {
    const ID: &str = "00000000000a";
    for copy in [
        "plan (conflicted copy 2026-03-04).json",
        "plan (Anna's conflicted copy).json",
        "plan.sync-conflict-20260304-101500-ABCDEFG.json",
        "plan-DESKTOP-1A2B3C4.json",
        "plan 2.json",
        "plan (1).json",
        "plan - Copy.json",
        "plan-conflict.json",
        "plan（冲突副本）.json",
        "plan 副本.json",
        "副本 p.json",
    ] {
        // A copy may have been saved more often than the original on another machine.
        for rev in [1, 9] {
            let (_folder, workspace) = desk();
            fs::write(workspace.folder().join("plan.json"), file(ID, 5)).unwrap();
            fs::write(workspace.folder().join(copy), file(ID, rev)).unwrap();
            assert_eq!(original(&workspace), "plan.json", "{copy} of revision {rev}");
        }
    }
    // A stale copy with a shorter name.
    let (_folder, workspace) = desk();
    fs::write(workspace.folder().join("p.json"), file(ID, 3)).unwrap();
    fs::write(workspace.folder().join("plan of the service.json"), file(ID, 7)).unwrap();
    assert_eq!(original(&workspace), "plan of the service.json");
    // Of the same revision the one that is called like the project.
    fs::write(workspace.folder().join("p.json"), file(ID, 7)).unwrap();
    fs::rename(workspace.folder().join("plan of the service.json"), workspace.folder().join("plan.json"))
        .unwrap();
    assert_eq!(original(&workspace), "plan.json");
    // One in the archive is never the original of one in use.
    fs::create_dir(workspace.folder().join("archive")).unwrap();
    fs::rename(workspace.folder().join("plan.json"), workspace.folder().join("archive/plan.json")).unwrap();
    assert_eq!(original(&workspace), "p.json");
}

#[test]
fn the_file_that_has_backups_is_the_original() {
    let (_folder, workspace) = desk();
    let path = workspace.folder().join("a long name.json");
    fs::write(&path, file("00000000000a", 4)).unwrap();
    let (mut store, shown) = Store::open(&path, REGISTRY).unwrap();
    let mut shown = Snapshot::of(shown);
    edit(&mut shown, "edited");
    store.save(&shown).unwrap();
    fs::write(workspace.folder().join("plan.json"), file("00000000000a", 90)).unwrap();
    assert_eq!(original(&workspace), "a long name.json");
}

/// A workspace with a project `plan` that has backups.
fn saved_twice() -> (tempfile::TempDir, Workspace, std::path::PathBuf) {
    let (folder, workspace) = desk();
    let path = workspace.folder().join("plan.json");
    fs::write(&path, file("00000000000a", 4)).unwrap();
    let (mut store, shown) = Store::open(&path, REGISTRY).unwrap();
    let mut shown = Snapshot::of(shown);
    edit(&mut shown, "edited");
    store.save(&shown).unwrap();
    (folder, workspace, path)
}

#[test]
fn a_project_whose_file_is_lost_is_listed_with_its_backups() {
    let (_folder, workspace, path) = saved_twice();
    let whole = fs::read_to_string(&path).unwrap();
    let lost = |what: &str| {
        let all = workspace.list().unwrap();
        let lost: Vec<&Listed> = all.iter().filter(|l| l.lost).collect();
        assert_eq!(lost.len(), 1, "{what}: {all:?}");
        assert_eq!((lost[0].name.as_str(), lost[0].backups, &lost[0].path), ("plan", 1, &path), "{what}");
        assert_eq!(lost[0].id.unwrap().to_string(), "00000000000a", "{what}");
    };
    let none = |what: &str| assert!(workspace.list().unwrap().iter().all(|l| !l.lost), "{what}");
    none("as it should be");
    fs::remove_file(&path).unwrap();
    lost("gone");
    assert!(matches!(why_lost(&path, REGISTRY), OpenError::Gone));
    assert_eq!(workspace.find("plan").unwrap().path, path);
    fs::write(&path, whole.replacen("changebook", "changebool", 1)).unwrap();
    lost("one letter of the header");
    assert!(matches!(why_lost(&path, REGISTRY), OpenError::Damaged { backups: true, .. }));
    fs::write(&path, file("00000000000b", 1).replace("\"plan\"", "\"other\"")).unwrap();
    lost("another project in its place");
    assert!(matches!(why_lost(&path, REGISTRY), OpenError::Replaced));
    let (store, shown) = Store::open_backup(&path, REGISTRY).unwrap();
    assert_eq!(
        (store.mode(), shown.id.to_string().as_str()),
        (Mode::ReadOnly(ReadOnly::Backup), "00000000000a")
    );
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    lost("a folder in its place");
    fs::remove_dir(&path).unwrap();
    let backup = backups_of(&path).unwrap().remove(0).path;
    let kept = fs::read(&backup).unwrap();
    fs::write(&backup, "damaged").unwrap();
    let all = workspace.list().unwrap();
    assert!(all[0].lost && all[0].id.is_none() && all[0].name == "plan", "{all:?}");
    assert!(matches!(Store::open_backup(&path, REGISTRY), Err(OpenError::NoBackup)));
    fs::write(&backup, kept).unwrap();
    fs::write(workspace.folder().join("renamed.json"), &whole).unwrap();
    none("renamed");
    fs::rename(workspace.folder().join("renamed.json"), &path).unwrap();
    workspace.archive_project(&path).unwrap();
    none("archived");
}

#[test]
fn a_backup_opens_where_the_damaged_file_cannot_be_kept_aside() {
    struct NoRoom;
    impl Disk for NoRoom {
        fn create_new(&self, _: &Path, _: u32) -> io::Result<File> {
            Err(io::ErrorKind::StorageFull.into())
        }
    }
    let (_folder, _workspace, path) = saved_twice();
    fs::write(&path, "damaged").unwrap();
    let environment = Environment { disk: Arc::new(NoRoom), ..Environment::default() };
    let (mut store, shown) = Store::open_backup_in(environment, &path, REGISTRY).unwrap();
    assert_eq!(store.mode(), Mode::ReadOnly(ReadOnly::Backup));
    assert_eq!(shown.find::<Person>(id(2)).unwrap().name, "technician B2");
    // Restoring is refused as long as the damaged file cannot be kept.
    assert!(matches!(store.restore(&Snapshot::of(shown)), Err(NotSaved::Io { .. })));
    assert_eq!(fs::read_to_string(&path).unwrap(), "damaged");
}

#[test]
fn saving_under_another_name_goes_on_there_and_never_over_a_file() {
    let desk = Desk::new();
    let (mut store, mut mine) = desk.open();
    let (mut other, mut theirs) = desk.open();
    name(&mut theirs.project, 3, "theirs");
    other.save(&theirs).unwrap();
    mine.absorb(&store.refresh().unwrap()[0]);
    edit(&mut mine, "mine");
    let there = desk.folder.path().join("there.json");
    fs::write(&there, "in the way").unwrap();
    assert!(matches!(store.save_as(&mine, &there), Err(OpenError::Exists)));
    assert_eq!(store.path().file_name().unwrap(), "plan.json", "an error changes nothing");
    store.save(&mine).unwrap();
    assert_eq!(desk.name_on_disk(), "mine");
    fs::remove_file(&there).unwrap();
    let before = fs::read(desk.file()).unwrap();
    edit(&mut mine, "elsewhere");
    store.save_as(&mine, &there).unwrap();
    assert_eq!(fs::read(desk.file()).unwrap(), before);
    assert!(!store.changed_outside());
    edit(&mut mine, "and on");
    store.save(&mine).unwrap();
    // What others write there still comes in, counted on from before.
    let (mut second, second_shown) = Store::open(&there, REGISTRY).unwrap();
    let mut second_shown = Snapshot::of(second_shown);
    name(&mut second_shown.project, 3, "theirs again");
    second.save(&second_shown).unwrap();
    mine.absorb(&store.refresh().unwrap()[0]);
    assert_eq!(mine.project.find::<Person>(id(3)).unwrap().name, "theirs again");
    assert_eq!(load_unlocked(&there, REGISTRY).unwrap().find::<Person>(id(2)).unwrap().name, "and on");
}

#[test]
fn rows_of_one_id_are_repaired_with_what_is_shown_on_top() {
    let desk = Desk::new();
    let (mut store, mut mine) = desk.open();
    edit(&mut mine, "typed here");
    let double = fs::read_to_string(desk.file()).unwrap().replacen(&id(3).to_string(), &id(1).to_string(), 1);
    fs::write(desk.file(), &double).unwrap();
    assert!(matches!(store.save(&mine), Err(NotSaved::ReadOnly(ReadOnly::DuplicateId { .. }))));
    let saved = store.repair(&mine).unwrap();
    saved.remote_changes.iter().for_each(|change| mine.absorb(change));
    assert_eq!(text(&mine.project), text(&desk.on_disk()));
    assert_eq!((desk.name_on_disk().as_str(), store.mode()), ("typed here", Mode::ReadWrite));
    assert_eq!(fs::read_to_string(&store.backups().unwrap()[0].path).unwrap(), double);
    edit(&mut mine, "and on");
    store.save(&mine).unwrap();
}

#[test]
fn a_copy_set_aside_gets_a_free_name() {
    let (_folder, workspace) = desk();
    for n in 1..=3 {
        let copy = workspace.folder().join("plan 2.json");
        fs::write(&copy, format!("{n}")).unwrap();
        let aside = workspace.set_aside(&copy).unwrap();
        assert_eq!(fs::read_to_string(aside).unwrap(), n.to_string());
        assert!(!copy.exists());
    }
    assert_eq!(workspace.free_path("plan 2"), workspace.folder().join("plan 2-4.json"));
}

/// A file that an older version has written, for want of a sheet or by its number.
fn older() -> [(&'static str, String); 2] {
    let text = text(&project());
    let at = text.find(",\n\"notes\"").unwrap();
    let end = text.get(at..).unwrap().find(']').unwrap() + at + 1;
    let without = format!("{}{}", text.get(..at).unwrap(), text.get(end..).unwrap());
    [
        ("a sheet less", without),
        ("an older number", text.replacen("\"version\":1,\"min_writer\":1", "\"version\":0", 1)),
    ]
}

#[test]
fn what_an_older_version_wrote_is_pinned_before_the_first_write() {
    for (what, old) in older() {
        let desk = Desk::new();
        fs::write(desk.file(), &old).unwrap();
        let (mut store, mut mine) = desk.open();
        assert!(store.backups().unwrap().is_empty(), "{what}: looking pins nothing");
        for n in 0..40 {
            edit(&mut mine, &format!("edit {n}"));
            store.save(&mine).unwrap();
        }
        let pinned: Vec<_> = store.backups().unwrap().into_iter().filter(|b| b.pinned).collect();
        assert_eq!(pinned.len(), 1, "{what}: once");
        assert_eq!(fs::read_to_string(&pinned[0].path).unwrap(), old, "{what}");
        // The next run finds it written by this version.
        let (mut store, mut mine) = desk.open();
        edit(&mut mine, "a day later");
        store.save(&mine).unwrap();
        assert_eq!(store.backups().unwrap().iter().filter(|b| b.pinned).count(), 1, "{what}");
    }
}

#[test]
fn what_an_older_version_wrote_is_not_written_without_a_backup() {
    struct NoBackups;
    impl Disk for NoBackups {
        fn link(&self, _: &Path, _: &Path) -> io::Result<()> {
            Err(io::ErrorKind::Unsupported.into())
        }
        fn create_new(&self, path: &Path, mode: u32) -> io::Result<File> {
            let backup = path.parent().is_some_and(|folder| folder.ends_with("backups"));
            if backup { Err(io::ErrorKind::StorageFull.into()) } else { Real.create_new(path, mode) }
        }
        fn open(&self, path: &Path, limit: u64) -> io::Result<OpenFile> {
            Real.open(path, limit)
        }
    }
    for (what, old) in older() {
        let desk = Desk::new();
        fs::write(desk.file(), &old).unwrap();
        let environment = Environment { disk: Arc::new(NoBackups), ..Environment::default() };
        let (mut store, shown) = Store::open_in(environment, &desk.file(), REGISTRY).unwrap();
        let mut mine = Snapshot::of(shown);
        edit(&mut mine, "edited");
        for _ in 0..2 {
            let error = store.save(&mine).unwrap_err();
            assert!(matches!(error, NotSaved::Io { step: SaveStep::Backup, .. }), "{what}: {error:?}");
        }
        assert_eq!(fs::read_to_string(desk.file()).unwrap(), old, "{what}");
        assert!(desk.is_tidy());
    }
}

#[test]
fn a_whole_state_is_one_step_and_keeps_what_others_wrote() {
    let from = project();
    let mut to = from.clone();
    name(&mut to, 2, "restored");
    let whole = |from: &changebook::project::Project, to: &changebook::project::Project| Edit::Whole {
        from: Box::new(from.clone()),
        to: Box::new(to.clone()),
    };
    let mut shown = from.clone();
    let back = shown.apply(whole(&from, &to)).unwrap();
    assert_eq!((text(&shown), difference(&from, &to)), (text(&to), 1));
    // Meanwhile another window changes two cells, one of them the restored one.
    name(&mut shown, 3, "theirs");
    name(&mut shown, 2, "theirs too");
    let again = shown.apply(back).unwrap();
    let names: Vec<_> = shown.rows::<Person>().iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names[1..], ["technician B2", "theirs"]);
    assert_eq!(shown.conflicts.len(), 1);
    assert_eq!(shown.conflicts[0].theirs, "theirs too");
    shown.apply(again).unwrap();
    assert_eq!(shown.find::<Person>(id(2)).unwrap().name, "theirs too");
}

#[test]
fn two_states_without_a_common_one_lose_nothing() {
    let (mut mine, mut theirs) = (project(), project());
    name(&mut mine, 2, "mine");
    name(&mut theirs, 2, "theirs");
    sample::put(&mut mine, sample::person(50, "only mine"));
    sample::put(&mut theirs, sample::person(60, "only theirs"));
    let nothing = changebook::project::Project::empty(PROJECT, REGISTRY);
    let merged = merge(&nothing, &mine, &theirs);
    let mut names: Vec<_> = merged.rows::<Person>().iter().map(|p| p.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["", "mine", "only mine", "only theirs", "区域经理 A1"]);
    assert_eq!(merged.conflicts.iter().map(|c| &c.theirs).collect::<Vec<_>>(), ["theirs"]);
}

#[test]
fn every_format_ever_released_opens_and_keeps_all_it_holds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let changes = fs::read_to_string(root.join("CHANGELOG.md")).unwrap();
    let released: Vec<&str> = changes
        .lines()
        .filter_map(|line| line.strip_prefix("## [")?.split_once("] - "))
        .map(|(v, _)| v)
        .collect();
    assert!(!released.is_empty());
    let registry = changebook::registry::sheets();
    for version in released {
        let fixture = root.join(format!("tests/released/{version}.json"));
        let bytes =
            fs::read(&fixture).unwrap_or_else(|e| panic!("a file written by {version} belongs there: {e}"));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.json");
        fs::write(&path, &bytes).unwrap();
        let (mut store, mut project) = Store::open(&path, &registry).unwrap();
        assert_eq!(store.mode(), Mode::ReadWrite, "{version}");
        changebook::registry::complete(&mut project);
        let charter = changebook::tools::charter::charter(&project).clone();
        let renamed = changebook::sheet::Cell::Text("renamed".into());
        project.apply(Edit::set::<changebook::tools::charter::Charter>(charter.id, "name", renamed)).unwrap();
        store.save(&Snapshot::of(project)).unwrap();
        let backups = backups_of(&path).unwrap();
        assert_eq!(
            fs::read(&backups.last().unwrap().path).unwrap(),
            bytes,
            "{version} is backed up as it was"
        );
        let read = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).unwrap();
        let (before, after) = (read(&bytes), read(&fs::read(&path).unwrap()));
        for (sheet, rows) in before["sheets"].as_object().unwrap() {
            let now = after["sheets"][sheet].as_array().unwrap();
            for (n, row) in rows.as_array().unwrap().iter().enumerate() {
                let (mut was, mut is) = (row.clone(), now[n].clone());
                if sheet == "project" {
                    was["name"].take();
                    is["name"].take();
                }
                for (key, value) in was.as_object().unwrap() {
                    assert_eq!(is.get(key), Some(value), "{version}: {sheet} row {n} {key}");
                }
            }
        }
    }
}
