//! Processes that edit one project at the same time. Each is this test program again, told by its environment to be a
//! window; the test `child_window` does what it is told.

use crate::sample::{self, Person, REGISTRY, id};
use changebook::project::{Edit, Project};
use changebook::sheet::{Cell, Score};
use changebook::store::format::read;
use changebook::store::{Environment, Snapshot, Store};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const WINDOWS: u64 = 8;
/// The row that all windows edit.
pub const SHARED: u64 = 1;

/// Does what this process was started for, if it was.
pub fn run() {
    let (Ok(file), Ok(number)) =
        (std::env::var("CHANGEBOOK_TEST_FILE"), std::env::var("CHANGEBOOK_TEST_WINDOW"))
    else {
        return;
    };
    if number == "holder" {
        let lock = std::fs::File::open(lock_of(Path::new(&file))).unwrap();
        lock.lock().unwrap();
        std::fs::write(format!("{file}.held"), "").unwrap();
        std::thread::sleep(Duration::from_secs(60));
        return;
    }
    let (number, count) = number.split_once(' ').unwrap();
    let (number, count): (u64, u64) = (number.parse().unwrap(), count.parse().unwrap());
    let environment = Environment { lock_timeout: Duration::from_secs(60), ..Environment::default() };
    let (mut store, project) = Store::open_in(environment, Path::new(&file), REGISTRY).unwrap();
    let mut shown = Snapshot::of(project);
    for n in 0..count {
        for edit in edits(number, n) {
            shown.project.apply(edit).unwrap();
        }
        let saved = store.save(&shown).unwrap();
        saved.remote_changes.iter().for_each(|change| shown.absorb(change));
        if n % 3 == number % 3 {
            store.refresh().unwrap().iter().for_each(|change| shown.absorb(change));
        }
    }
    store.save(&shown).unwrap();
}

/// A row of its own, a field of its own in a shared row, and a field that all fight over.
fn edits(window: u64, n: u64) -> Vec<Edit> {
    let own = sample::person(1000 * (window + 1) + n, &format!("window {window} edit {n}"));
    let field = ["weight", "headcount"][usize::try_from(window % 2).unwrap()];
    let cell = if window.is_multiple_of(2) { Cell::Number(n as f64) } else { Cell::Count(n as u32) };
    let score = Cell::Score(Score::new((window % 5 + 1) as u8).unwrap());
    vec![
        Edit::append(own),
        Edit::set::<Person>(id(10 + window), field, cell),
        Edit::set::<Person>(id(SHARED), "awareness", score),
    ]
}

pub fn lock_of(file: &Path) -> PathBuf {
    file.with_file_name(".plan.json.lock")
}

pub fn child(file: &Path, window: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child_window"])
        .env("CHANGEBOOK_TEST_FILE", file)
        .env("CHANGEBOOK_TEST_WINDOW", window)
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

pub fn desk() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.json");
    let mut project = Project::empty(sample::PROJECT, REGISTRY);
    sample::put(&mut project, sample::person(SHARED, "shared"));
    for window in 0..WINDOWS {
        sample::put(&mut project, sample::person(10 + window, "own field"));
    }
    Store::create(&file, REGISTRY, &project).unwrap();
    (folder, file)
}

/// Lets eight windows save so many edits each; gives the number of edits that were acknowledged and are all there, and
/// of the values kept as conflicts.
pub fn compete(edits: u64) -> (u64, usize) {
    let (_folder, file) = desk();
    let windows: Vec<Child> = (0..WINDOWS).map(|n| child(&file, &format!("{n} {edits}"))).collect();
    for mut window in windows {
        assert!(window.wait().unwrap().success());
    }
    let project = read(&std::fs::read(&file).unwrap(), REGISTRY).unwrap().project;
    assert_eq!(project.rows::<Person>().len() as u64, 1 + WINDOWS + WINDOWS * edits);
    for window in 0..WINDOWS {
        for n in 0..edits {
            let row = project.find::<Person>(id(1000 * (window + 1) + n)).expect("an acknowledged row");
            assert_eq!(row.name, format!("window {window} edit {n}"));
        }
        let row = project.find::<Person>(id(10 + window)).unwrap();
        let last = (edits - 1) as f64;
        assert!(row.weight == Some(last) || row.headcount.map(f64::from) == Some(last));
    }
    // Only the field that all changed is in conflict.
    assert!(project.conflicts.iter().all(|c| (&*c.field, c.row) == ("awareness", id(SHARED))));
    (WINDOWS * edits, project.conflicts.len())
}
