//! Two windows, each with a thread that saves, in every order that their messages can arrive
//! in, on a disk that fails now and then.

use crate::disks::{Faulty, What};
use crate::sample::{self, Person, REGISTRY, id, text};
use changebook::project::Project;
use changebook::sheet::{Cell, Score};
use changebook::store::format::read;
use changebook::store::{Environment, RemoteChange, Snapshot, Store};
use proptest::prelude::*;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// What happens next, in one of both windows.
#[derive(Clone, Debug)]
enum Turn {
    /// A row of its own gets a value that was never there before.
    Edit(u64),
    /// The field that both edit gets a value.
    Fight(u8),
    /// The window sends what it shows to be saved.
    Send,
    /// The saving thread looks for changes of others.
    Look,
    /// The saving thread does what it was asked first.
    Work,
    /// The window merges the change that came first.
    Absorb,
    /// One of the next calls on the disk goes wrong.
    Break(usize),
}

struct Window {
    disk: Arc<Faulty>,
    store: Store,
    shown: Snapshot,
    sent: VecDeque<Option<Snapshot>>,
    changes: VecDeque<RemoteChange>,
}

impl Window {
    fn work(&mut self) {
        let changes = match self.sent.pop_front() {
            None => return,
            // What was not saved is still shown, and goes with the next snapshot.
            Some(Some(snapshot)) => {
                self.store.save(&snapshot).map(|saved| saved.remote_changes).unwrap_or_default()
            }
            Some(None) => self.store.refresh().unwrap_or_default(),
        };
        self.changes.extend(changes);
    }

    fn absorb(&mut self) {
        if let Some(change) = self.changes.pop_front() {
            self.shown.absorb(&change);
        }
    }

    /// All that is on its way arrives, and what is shown is saved.
    fn settle(&mut self) {
        self.disk.set(0);
        self.sent.push_back(Some(self.shown.clone()));
        while !self.sent.is_empty() {
            self.work();
        }
        while !self.changes.is_empty() {
            self.absorb();
        }
        self.store.save(&self.shown).unwrap();
    }
}

fn turns() -> impl Strategy<Value = Vec<(usize, Turn)>> {
    let turn = prop_oneof![
        4 => (0_u64..3).prop_map(Turn::Edit),
        1 => (1_u8..6).prop_map(Turn::Fight),
        3 => Just(Turn::Send),
        2 => Just(Turn::Look),
        5 => Just(Turn::Work),
        3 => Just(Turn::Absorb),
        1 => (1_usize..10).prop_map(Turn::Break),
    ];
    prop::collection::vec((0_usize..2, turn), 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_edit_is_lost_in_any_order(turns in turns()) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("plan.json");
        let mut project = Project::empty(sample::PROJECT, REGISTRY);
        for n in 0..10 {
            sample::put(&mut project, sample::person(n, "base"));
        }
        Store::create(&file, REGISTRY, &project).unwrap();
        let mut windows: Vec<Window> = [What::Late, What::Error(std::io::ErrorKind::StorageFull)]
            .map(|what| {
                let disk = Faulty::at(0, what);
                let environment = Environment { disk: disk.clone(), ..Environment::default() };
                let (store, project) = Store::open_in(environment, &file, REGISTRY).unwrap();
                let (sent, changes) = (VecDeque::new(), VecDeque::new());
                Window { disk, store, shown: Snapshot::of(project), sent, changes }
            })
            .into_iter()
            .collect();
        let mut last: BTreeMap<u64, String> = BTreeMap::new();
        let mut fought = [None, None];
        for (count, (which, turn)) in turns.into_iter().enumerate() {
            let window = &mut windows[which];
            match turn {
                Turn::Edit(n) => {
                    let (row, value) = (1 + n + 4 * which as u64, format!("edit {count}"));
                    sample::name(&mut window.shown.project, row, &value);
                    last.insert(row, value);
                }
                Turn::Fight(score) => {
                    let cell = Cell::Score(Score::new(score).unwrap());
                    sample::set(&mut window.shown.project, id(0), "awareness", cell);
                    fought[which] = Some(score);
                }
                Turn::Send => window.sent.push_back(Some(window.shown.clone())),
                Turn::Look => window.sent.push_back(None),
                Turn::Work => window.work(),
                Turn::Absorb => window.absorb(),
                Turn::Break(step) => window.disk.set(step),
            }
        }
        for window in [0, 1, 0, 1] {
            windows[window].settle();
        }
        for window in &mut windows {
            window.store.refresh().unwrap().iter().for_each(|change| window.shown.absorb(change));
        }
        let there = read(&std::fs::read(&file).unwrap(), REGISTRY).unwrap().project;
        prop_assert_eq!(text(&windows[0].shown.project), text(&there));
        prop_assert_eq!(text(&windows[1].shown.project), text(&there));
        for (row, value) in &last {
            prop_assert_eq!(&*there.find::<Person>(id(*row)).unwrap().name, value);
        }
        prop_assert!(there.conflicts.iter().all(|c| c.row == id(0)), "{:?}", there.conflicts);
        // One window's score is shown; alone, its last one.
        let shown = there.find::<Person>(id(0)).unwrap().awareness.map(Score::get);
        match fought {
            [None, None] => prop_assert_eq!(shown, None),
            [Some(score), None] | [None, Some(score)] => prop_assert_eq!(shown, Some(score)),
            both => prop_assert!(both.contains(&shown), "{:?} of {:?}", shown, both),
        }
    }
}
