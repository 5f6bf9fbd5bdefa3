//! Eight processes edit one project at the same time. Each is this program again, told by its
//! environment to be a window.

#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]

#[path = "store/sample.rs"]
#[allow(dead_code, reason = "shared with the tests of the store")]
mod sample;

use changebook::project::{Edit, Project};
use changebook::sheet::{Cell, Score};
use changebook::store::format::read;
use changebook::store::{Environment, Snapshot, Store};
use sample::{Person, REGISTRY, id};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const WINDOWS: u64 = 8;
const EDITS: u64 = 25;
/// The row that all windows edit.
const SHARED: u64 = 1;

/// Run in a process of its own by the tests below.
#[test]
fn child_window() {
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
    let number: u64 = number.parse().unwrap();
    let environment = Environment { lock_timeout: Duration::from_secs(60), ..Environment::default() };
    let (mut store, project) = Store::open_in(environment, Path::new(&file), REGISTRY).unwrap();
    let mut shown = Snapshot::of(project);
    for n in 0..EDITS {
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

fn lock_of(file: &Path) -> PathBuf {
    file.with_file_name(".plan.json.lock")
}

fn child(file: &Path, window: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child_window"])
        .env("CHANGEBOOK_TEST_FILE", file)
        .env("CHANGEBOOK_TEST_WINDOW", window)
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

fn desk() -> (tempfile::TempDir, PathBuf) {
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

#[test]
fn no_acknowledged_edit_is_lost() {
    let (_folder, file) = desk();
    let windows: Vec<Child> = (0..WINDOWS).map(|n| child(&file, &n.to_string())).collect();
    for mut window in windows {
        assert!(window.wait().unwrap().success());
    }
    let project = read(&std::fs::read(&file).unwrap(), REGISTRY).unwrap().project;
    assert_eq!(project.rows::<Person>().len() as u64, 1 + WINDOWS + WINDOWS * EDITS);
    for window in 0..WINDOWS {
        for n in 0..EDITS {
            let row = project.find::<Person>(id(1000 * (window + 1) + n)).expect("an acknowledged row");
            assert_eq!(row.name, format!("window {window} edit {n}"));
        }
        let row = project.find::<Person>(id(10 + window)).unwrap();
        let last = (EDITS - 1) as f64;
        assert!(row.weight == Some(last) || row.headcount.map(f64::from) == Some(last));
    }
    // Only the field that all changed is in conflict.
    assert!(project.conflicts.iter().all(|c| (&*c.field, c.row) == ("awareness", id(SHARED))));
    assert!(!project.conflicts.is_empty());
}

#[test]
fn a_lock_holder_killed_blocks_nobody() {
    let (_folder, file) = desk();
    let mut holder = child(&file, "holder");
    let start = Instant::now();
    while !file.with_file_name("plan.json.held").exists() {
        assert!(start.elapsed() < Duration::from_secs(30), "the holder never came up");
        std::thread::sleep(Duration::from_millis(5));
    }
    let environment = Environment { lock_timeout: Duration::from_secs(30), ..Environment::default() };
    let (mut store, project) = Store::open_in(environment, &file, REGISTRY).unwrap();
    let mut shown = Snapshot::of(project);
    sample::name(&mut shown.project, SHARED, "after");
    let save = std::thread::spawn(move || store.save(&shown).map(|saved| saved.rev));
    std::thread::sleep(Duration::from_millis(50));
    holder.kill().unwrap();
    holder.wait().unwrap();
    assert_eq!(save.join().unwrap().unwrap(), 2);
}
