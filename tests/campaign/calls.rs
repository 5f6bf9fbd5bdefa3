//! Saves on a disk whose calls fail now and then, while another window saves too.

use crate::chance::Chance;
use crate::disks::{Desk, Faulty, What, edit};
use crate::sample::{self, Person, REGISTRY, id};
use changebook::store::{Environment, Now, Snapshot, Store, Target};
use std::collections::VecDeque;
use std::io::ErrorKind::{Interrupted, Other, PermissionDenied, ReadOnlyFilesystem, StorageFull};
use std::sync::atomic::{AtomicI64, Ordering};

/// What the walks have come upon.
#[derive(Debug, Default)]
pub struct Counts {
    pub calls: usize,
    pub failed: usize,
    pub saved: usize,
    pub not_saved: usize,
}

/// Every save is due for a backup, so that its calls fail too.
fn clock() -> Now {
    static SECONDS: AtomicI64 = AtomicI64::new(0);
    let seconds = SECONDS.fetch_add(600, Ordering::SeqCst);
    Now { seconds, day: chrono::NaiveDate::from_ymd_opt(2026, 3, 4).unwrap() }
}

/// Walks until so many calls have failed.
pub fn run(failures: usize) -> Counts {
    let kinds = [StorageFull, Other, PermissionDenied, Interrupted, ReadOnlyFilesystem];
    let (mut counts, mut seed) = (Counts::default(), 0);
    while counts.failed < failures {
        let what = kinds.get(seed % 6).map_or(What::Late, |kind| What::Error(*kind));
        walk(seed as u64, what, &mut counts);
        seed += 1;
    }
    counts
}

/// After every call the file is whole, holds what was acknowledged or what was sent since, and never goes back.
fn walk(seed: u64, what: What, counts: &mut Counts) {
    let mut chance = Chance::new(seed);
    let desk = Desk::new();
    let faulty = Faulty::at(0, what);
    let environment = Environment { clock, disk: faulty.clone(), ..Environment::default() };
    let (mut store, project) = Store::open_in(environment, &desk.file(), REGISTRY).unwrap();
    let mut mine = Snapshot::of(project);
    let (mut neighbour, mut shown_there) = desk.open();
    let target = Target { sheet: "people".into(), row: id(1), column: "note".into() };
    let (draft, mut drafted) = (store.draft().unwrap(), (String::new(), String::new()));
    // What the file may hold, the oldest first, and what the other window has saved last.
    let mut possible = VecDeque::from(["technician B2".to_owned()]);
    let mut theirs = String::new();
    for n in 0..60 {
        let value = format!("edit {n}");
        faulty.set(chance.below(16));
        let changes = match chance.below(8) {
            0 => store.refresh().unwrap_or_default(),
            1 => {
                let written = draft.write(&value, &target).is_ok();
                faulty.set(0);
                let (_, there) = draft.take().unwrap().unwrap_or((target.clone(), String::new()));
                assert!(there == value || !written && [&drafted.0, &drafted.1].contains(&&there), "{there}");
                drafted = (there, value);
                Vec::new()
            }
            2 => {
                theirs = format!("theirs {n}");
                sample::name(&mut shown_there.project, 3, &theirs);
                let saved = neighbour.save(&shown_there).unwrap();
                saved.remote_changes.iter().for_each(|change| shown_there.absorb(change));
                Vec::new()
            }
            3 => {
                // A backup that fails is said, and changes nothing.
                let _pinned = store.pin();
                Vec::new()
            }
            _ => {
                edit(&mut mine, &value);
                possible.push_back(value.clone());
                match store.save(&mine) {
                    Ok(saved) => {
                        counts.saved += 1;
                        possible = VecDeque::from([value]);
                        saved.remote_changes
                    }
                    Err(error) => {
                        counts.not_saved += 1;
                        assert!(!error.phrase().zh.is_empty() && !error.phrase().en.is_empty());
                        Vec::new()
                    }
                }
            }
        };
        faulty.set(0);
        for change in &changes {
            mine.absorb(change);
        }
        let (there, theirs_there) = {
            let project = desk.on_disk();
            let name = |n| project.find::<Person>(id(n)).unwrap().name.to_string();
            (name(2), name(3))
        };
        let at = possible.iter().position(|value| *value == there);
        let at = at.unwrap_or_else(|| panic!("seed {seed}, step {n}: {there}, not one of {possible:?}"));
        possible.drain(..at);
        assert_eq!(theirs_there, theirs, "seed {seed}, step {n}: the other window's edit");
        counts.calls += 1;
    }
    edit(&mut mine, "last");
    store.save(&mine).unwrap();
    assert_eq!(desk.name_on_disk(), "last");
    assert!(desk.on_disk().conflicts.is_empty(), "seed {seed}: {:?}", desk.on_disk().conflicts);
    drop((store, draft, neighbour));
    drop(Store::open(&desk.file(), REGISTRY).unwrap());
    assert!(desk.is_tidy(), "seed {seed}: {:?}", desk.names());
    counts.failed += faulty.failed.load(Ordering::SeqCst);
}
