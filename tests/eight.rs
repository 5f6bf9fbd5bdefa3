//! Eight processes edit one project at the same time.

#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]

#[path = "store/sample.rs"]
#[allow(dead_code, reason = "shared with the tests of the store")]
mod sample;
#[path = "eight/windows.rs"]
mod windows;

use changebook::store::{Environment, Snapshot, Store};
use sample::REGISTRY;
use std::time::{Duration, Instant};
use windows::{SHARED, child, desk};

/// Not a test by itself: it is the window that its process was started for.
#[test]
fn child_window() {
    windows::run();
}

#[test]
fn no_acknowledged_edit_is_lost() {
    let (_, conflicts) = windows::compete(25);
    assert!(conflicts > 0);
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
