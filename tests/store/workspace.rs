//! The folder of projects.

use crate::sample::{PROJECT, REGISTRY, project, text};
use changebook::store::{NotSaved, OpenError, Snapshot, Store, TemporaryFolder, Workspace, WorkspaceError};
use changebook::text::safe_name;
use std::fs;

fn desk() -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::at(&folder.path().join("made")).unwrap();
    (folder, workspace)
}

/// A project's file as a program with the sheet `project` writes it.
fn named(id: &str, name: &str) -> String {
    let rows = format!("\"sheets\":{{\n\"project\":[\n{{\"id\":\"000000000001\",\"name\":\"{name}\"}}\n],");
    text(&project()).replace(&PROJECT.to_string(), id).replace("\"sheets\":{", &rows)
}

#[test]
fn projects_are_listed_with_their_own_names() {
    let (_folder, workspace) = desk();
    let put = |file: &str, text: &str| fs::write(workspace.folder().join(file), text).unwrap();
    put("a.json", &named("00000000000a", "派工系统"));
    let pretty: serde_json::Value = serde_json::from_str(&named("00000000000b", "Service Cloud")).unwrap();
    put("b.json", &serde_json::to_string_pretty(&pretty).unwrap());
    put("long.json", &named("00000000000c", &"长".repeat(40_000)));
    put("broken.json", &named("00000000000d", "x").replace("]\n}}", ""));
    put("empty.json", "");
    put("package.json", "{\"name\":\"other\"}");
    put("a.damaged-1.json", "");
    put(".hidden.json", &named("00000000000e", "x"));
    put("text.txt", "x");
    fs::create_dir(workspace.folder().join("folder.json")).unwrap();
    let names: Vec<String> = workspace.list().unwrap().into_iter().map(|l| l.name).collect();
    let long = "长".repeat(40_000);
    assert_eq!(names, ["Service Cloud", "empty", "x", "派工系统", &long]);
    assert_eq!(workspace.find("派").unwrap().path, workspace.folder().join("a.json"));
    assert_eq!(workspace.find("SERVICE cloud").unwrap().name, "Service Cloud");
    assert_eq!(workspace.find("00000000000A").unwrap().name, "派工系统");
    assert!(matches!(workspace.find("0000"), Err(WorkspaceError::Ambiguous(4))));
    assert!(matches!(workspace.find("none"), Err(WorkspaceError::NotFound)));
    assert!(matches!(workspace.find(""), Err(WorkspaceError::NotFound)));
}

#[test]
fn a_second_file_of_the_same_project_is_a_copy() {
    let (_folder, workspace) = desk();
    let original = workspace.folder().join("plan.json");
    fs::write(&original, named("00000000000a", "plan")).unwrap();
    fs::write(workspace.folder().join("plan (conflicted copy).json"), named("00000000000a", "plan")).unwrap();
    let copies: Vec<_> = workspace.list().unwrap().into_iter().filter_map(|l| l.copy_of).collect();
    assert_eq!(copies, [original.canonicalize().unwrap()]);
    assert_eq!(workspace.find("plan").unwrap().copy_of, None);
    let copy = workspace.find("Plan (conflicted copy).json").unwrap();
    assert_eq!(copy.copy_of, Some(original.canonicalize().unwrap()));
}

/// What was restored beside a damaged file bears its name; each can be named all the same.
#[test]
fn of_two_projects_with_one_name_each_can_be_named() {
    let (_folder, workspace) = desk();
    let put = |file: &str, text: &str| fs::write(workspace.folder().join(file), text).unwrap();
    put("plan.json", &named("00000000000a", "plan").replace("]\n}}", ""));
    put("rescued.json", &named("00000000000b", "plan"));
    for (wanted, file) in [
        ("plan", "plan.json"),
        ("plan.json", "plan.json"),
        ("rescued.json", "rescued.json"),
        ("rescued", "rescued.json"),
    ] {
        assert_eq!(workspace.find(wanted).unwrap().path, workspace.folder().join(file), "{wanted}");
    }
    put("third.json", &named("00000000000c", "other"));
    put("fourth.json", &named("00000000000d", "other"));
    assert!(matches!(workspace.find("other"), Err(WorkspaceError::Ambiguous(2))));
}

#[test]
fn nothing_is_written_over_when_made_or_moved() {
    let (_folder, workspace) = desk();
    let made = || workspace.create("../etc/passwd", REGISTRY, &project()).unwrap().0.path().to_path_buf();
    let (first, second) = (made(), made());
    assert_eq!(first, workspace.folder().join("etc-passwd.json"));
    assert_eq!(second, workspace.folder().join("etc-passwd-2.json"));
    let (mut store, shown) = Store::open(&first, REGISTRY).unwrap();
    let mut shown = Snapshot::of(shown);
    crate::sample::name(&mut shown.project, 1, "edited");
    store.save(&shown).unwrap();
    let archived = workspace.archive_project(&first).unwrap();
    crate::sample::name(&mut shown.project, 1, "too late");
    assert!(matches!(store.save(&shown), Err(NotSaved::Gone)), "a save does not put it back");
    assert_eq!(Store::open(&archived, REGISTRY).unwrap().0.backups().unwrap().len(), 1);
    assert_eq!(archived, workspace.folder().join("archive/etc-passwd.json"));
    assert!(workspace.list().unwrap().iter().any(|l| l.archived && l.path == archived));
    assert_eq!(made(), workspace.folder().join("etc-passwd-3.json"), "the archive's names are taken too");
    fs::write(&first, "in the way").unwrap();
    assert!(matches!(workspace.unarchive_project(&archived), Err(WorkspaceError::Exists(_))));
    assert_eq!(fs::read_to_string(&first).unwrap(), "in the way");
    fs::remove_file(&first).unwrap();
    assert_eq!(workspace.unarchive_project(&archived).unwrap(), first);
    assert_eq!(Store::open(&first, REGISTRY).unwrap().0.backups().unwrap().len(), 1);
    assert!(matches!(workspace.archive_project(&archived), Err(WorkspaceError::NotFound)));
    assert!(matches!(Store::create(&first, REGISTRY, &project()), Err(OpenError::Exists)));
}

/// A project with three backups, in a folder of projects.
fn backed_up() -> (tempfile::TempDir, Workspace, std::path::PathBuf) {
    let (folder, workspace) = desk();
    let path = workspace.create("plan", REGISTRY, &project()).unwrap().0.path().to_path_buf();
    fs::create_dir(workspace.folder().join("backups")).unwrap();
    for number in 1..=3 {
        let backup = workspace.folder().join(format!("backups/plan-00000{number}-2026-03-02.json"));
        fs::copy(&path, backup).unwrap();
    }
    (folder, workspace, path)
}

/// The names of the project and its backups in use, and those in the archive.
fn names(workspace: &Workspace) -> (Vec<String>, Vec<String>) {
    let in_folder = |folder: &std::path::Path| {
        let list = |folder: &std::path::Path| {
            let names = fs::read_dir(folder).into_iter().flatten();
            names.map(|file| file.unwrap().file_name().into_string().unwrap()).collect::<Vec<_>>()
        };
        let mut names: Vec<String> = list(folder).into_iter().chain(list(&folder.join("backups"))).collect();
        names.retain(|name| name.starts_with("plan"));
        names.sort();
        names
    };
    (in_folder(workspace.folder()), in_folder(&workspace.folder().join("archive")))
}

#[test]
fn a_project_is_moved_with_all_its_backups_or_not_at_all() {
    use crate::disks::{Faulty, What};
    use std::io::ErrorKind::{Other, StorageFull, Unsupported};
    let (_folder, workspace, _) = backed_up();
    let whole = names(&workspace).0;
    assert_eq!(whole.len(), 4);
    let mut failed = 0;
    for what in [What::Error(StorageFull), What::Error(Other), What::Error(Unsupported), What::Late] {
        for step in 1..30 {
            let (_folder, workspace, path) = backed_up();
            let moved = workspace.archive_project_in(Faulty::environment(step, what), &path);
            let expected = if moved.is_ok() { (vec![], whole.clone()) } else { (whole.clone(), vec![]) };
            assert_eq!(names(&workspace), expected, "step {step}: {moved:?}");
            if moved.is_err() {
                failed += 1;
                workspace.archive_project(&path).unwrap();
                assert_eq!(names(&workspace), (vec![], whole.clone()), "step {step}");
            }
        }
    }
    assert!(failed >= 30, "only {failed} steps failed");
}

#[test]
fn a_backup_in_the_way_is_named_and_nothing_is_moved() {
    let (_folder, workspace, path) = backed_up();
    let before = names(&workspace).0;
    let there = workspace.folder().join("archive/backups");
    fs::create_dir_all(&there).unwrap();
    let in_the_way = there.join("plan-000002-2026-03-02.json");
    fs::write(&in_the_way, "another's").unwrap();
    let refused = workspace.archive_project(&path).unwrap_err();
    assert!(refused.phrase().zh.contains("plan-000002-2026-03-02.json"), "{refused:?}");
    assert_eq!(names(&workspace), (before.clone(), vec!["plan-000002-2026-03-02.json".to_owned()]));
    assert_eq!(fs::read_to_string(&in_the_way).unwrap(), "another's");
    fs::remove_file(&in_the_way).unwrap();
    // One that an interrupted move has given its second name is no other.
    fs::hard_link(
        workspace.folder().join("backups/plan-000003-2026-03-02.json"),
        there.join("plan-000003-2026-03-02.json"),
    )
    .unwrap();
    let archived = workspace.archive_project(&path).unwrap();
    assert_eq!(names(&workspace), (vec![], before.clone()));
    // Back again, and never onto itself.
    assert!(workspace.archive_project(&archived).is_err());
    assert_eq!(names(&workspace), (vec![], before.clone()));
    workspace.unarchive_project(&archived).unwrap();
    assert_eq!(names(&workspace), (before, vec![]));
}

#[test]
fn names_are_plain_file_names() {
    for (name, safe) in [
        ("../../etc/x", "etc-x"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("lpt1", "_lpt1"),
        ("conference", "conference"),
        ("a:b", "a-b"),
        ("x.", "x"),
        (". .", "project"),
        ("", "project"),
        ("a\0b\u{1b}[31m\u{202e}c", "a-b-[31m-c"),
        ("售后 变革", "售后 变革"),
    ] {
        assert_eq!(safe_name(name).replace("--", "-"), safe, "{name:?}");
    }
    let long = safe_name(&"长👨‍👩‍👧".repeat(30));
    assert!(long.len() <= 120 && long.ends_with(['长', '👧']), "{long}");
}

proptest::proptest! {
    #[test]
    fn any_name_is_a_file_in_the_folder(name in "\\PC{0,200}|.{0,20}") {
        let safe = safe_name(&name);
        let path = std::path::Path::new(&safe);
        assert_eq!(path.components().count(), 1);
        assert_eq!(path.file_name().unwrap(), &*safe);
        assert!(safe.len() <= 124 && !safe.ends_with(['.', ' ']) && !safe.starts_with('.'));
        assert_eq!(safe_name(&safe).trim_start_matches('_'), safe.trim_start_matches('_'));
    }
}

#[test]
fn a_scratch_folder_goes_with_its_owner() {
    let parent = tempfile::tempdir().unwrap();
    let scratch = TemporaryFolder::in_folder(parent.path()).unwrap();
    fs::write(scratch.folder().join("demo.json"), "x").unwrap();
    // A dead owner's: its lock is there and nobody holds it.
    fs::create_dir(parent.path().join("scratch-dead")).unwrap();
    fs::write(parent.path().join("scratch-dead/demo.json"), "x").unwrap();
    fs::write(parent.path().join("scratch-dead.lock"), "").unwrap();
    fs::write(parent.path().join("other.lock"), "").unwrap();
    let second = TemporaryFolder::in_folder(parent.path()).unwrap();
    assert!(scratch.folder().join("demo.json").exists(), "a living owner's stays");
    assert!(!parent.path().join("scratch-dead").exists());
    drop(scratch);
    drop(second);
    let left: Vec<_> = fs::read_dir(parent.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["other.lock"]);
}

#[cfg(unix)]
#[test]
fn folders_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, workspace) = desk();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(workspace.folder()), 0o700);
    assert_eq!(mode(TemporaryFolder::in_folder(folder.path()).unwrap().folder()), 0o700);
}
