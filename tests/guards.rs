//! The table of guards is true: every promise has a row, and every function and test that it names is there.
#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const TABLE: &str = include_str!("GUARDS.md");

/// The number of promises.
const PROMISES: usize = 29;

/// The cells of every row below the titles.
fn rows() -> Vec<[&'static str; 4]> {
    let cells = |line: &'static str| -> [&'static str; 4] {
        let inner = line.strip_prefix("| ").and_then(|line| line.strip_suffix(" |"));
        let cells: Vec<&str> = inner.unwrap_or_else(|| panic!("{line}")).split(" | ").collect();
        cells.try_into().unwrap_or_else(|cells| panic!("four cells, not {cells:?}"))
    };
    TABLE
        .lines()
        .filter(|line| line.starts_with("| P") && !line.starts_with("| Promise"))
        .map(cells)
        .collect()
}

/// What stands in backquotes in a cell.
fn names(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// The text of all files of Rust below a folder.
fn sources(folder: &Path, found: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

/// Whether a source has a function, or a test, of this name.
fn has(source: &str, name: &str, test: bool) -> bool {
    let mut before = "";
    for line in source.lines().map(str::trim) {
        let begins = line.split_once("fn ").is_some_and(|(_, rest)| {
            rest.strip_prefix(name).is_some_and(|rest| rest.starts_with(['(', '<']))
        });
        if begins && (!test || before.starts_with("#[")) {
            return true;
        }
        before = line;
    }
    false
}

#[test]
fn every_promise_has_a_row() {
    let promised: BTreeSet<usize> = rows()
        .iter()
        .map(|[promise, ..]| {
            let number = promise.trim_start_matches('P');
            number.split(' ').next().unwrap().parse().unwrap_or_else(|_| panic!("{promise}"))
        })
        .collect();
    assert_eq!(promised, (1..=PROMISES).collect());
}

#[test]
fn every_guard_and_every_test_it_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut tests = String::new();
    for folder in ["tests", "src"] {
        sources(&root.join(folder), &mut tests);
    }
    for row in rows() {
        let [promise, guard, mutant, killers] = row;
        if guard == "–" {
            assert!(mutant == "–" && killers.starts_with("not kept"), "{promise}: {killers}");
            continue;
        }
        let [file, function] = names(guard)[..] else { panic!("a file and a function, not {guard}") };
        let source = fs::read_to_string(root.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(has(&source, function, false), "{file} has no function {function}");
        assert!(!mutant.is_empty() && !names(killers).is_empty(), "{row:?}");
        for killer in names(killers) {
            assert!(has(&tests, killer, true), "there is no test {killer}");
        }
    }
}
