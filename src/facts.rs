//! Facts: values derived from a project on a day, each computed at most once and shared by everybody who asks.
//!
//! A [`Fact`] is a type that can be computed from [`Facts`]: the sheets, the day, and other facts. While it is being
//! computed, the sheets it reads are noted, its own and those of the facts it asks for. After an edit
//! [`Facts::after`] takes over every fact whose sheets are still the same, so nobody keeps lists of dependencies.
//!
//! A fact asked for by [`Facts::get_stable`] is compared by its value instead: who counts heads need not be computed
//! anew because of a score. It is computed again, and where it comes out equal, all that was derived from it stands.
//!
//! Knows sheets by name and no tool; reads no file, no clock and no chance.

#[cfg(test)]
mod tests;

use crate::project::{Conflict, Project};
use crate::sheet::{AnySheet, Id, Row};
use chrono::NaiveDate;
use elsa::FrozenMap;
use std::any::{Any, TypeId, type_name};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// A value that is derived from the sheets of a project on a day.
pub trait Fact: Any + Send + Sync + Sized {
    /// Computes it. Called by [`Facts::get`] alone, so that it happens once; what it reads is noted.
    fn compute(facts: &Facts) -> Self;
}

/// A project on a day, with everything that was derived from it so far.
pub struct Facts {
    project: Project,
    today: NaiveDate,
    kept: FrozenMap<TypeId, Box<Kept>>,
    /// Derived before from sheets that are still the same, and from stable facts that have to be compared first.
    candidates: HashMap<TypeId, Kept>,
    /// What is being computed, the innermost last.
    computing: RefCell<Vec<Computing>>,
    /// The names of the facts computed here and not taken over, in the order in which they were done.
    computed: RefCell<Vec<&'static str>>,
}

/// A fact with what it was derived from.
#[derive(Clone)]
struct Kept {
    value: Arc<dyn Any + Send + Sync>,
    from: Dependencies,
}

impl Kept {
    fn value<F: Fact>(&self) -> &F {
        self.value.downcast_ref().unwrap_or_else(|| unreachable!("kept by the type it has"))
    }
}

/// A fact on its way.
struct Computing {
    fact: TypeId,
    from: Dependencies,
}

/// What something was derived from: sheets, and stable facts with the values that they had.
#[derive(Clone, Default)]
pub struct Dependencies {
    reads: Reads,
    stable: Vec<Stable>,
}

/// A stable fact that something was derived from.
#[derive(Clone)]
struct Stable {
    fact: TypeId,
    value: Arc<dyn Any + Send + Sync>,
    /// Whether the fact of a project is equal to a value.
    is_equal: fn(&Facts, &(dyn Any + Send + Sync)) -> bool,
}

impl Dependencies {
    /// Whether nothing that this was derived from differs now, given the project and the day of then.
    pub fn hold(&self, before: (&Project, NaiveDate), now: &Facts) -> bool {
        self.reads.unchanged(before, (&now.project, now.today)) && self.are_equal(now)
    }

    fn are_equal(&self, now: &Facts) -> bool {
        self.stable.iter().all(|stable| (stable.is_equal)(now, &*stable.value))
    }

    fn add(&mut self, other: &Dependencies) {
        self.reads.0 |= other.reads.0;
        for stable in &other.stable {
            self.add_stable(stable);
        }
    }

    fn add_stable(&mut self, stable: &Stable) {
        if self.stable.iter().all(|known| known.fact != stable.fact) {
            self.stable.push(stable.clone());
        }
    }
}

/// Parts of a project: a bit for each sheet in the project's order, and the highest for its conflicts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reads(u128);

impl Reads {
    const CONFLICTS: usize = 127;
    const ALL: Reads = Reads(u128::MAX);

    /// Whether nothing of what was read differs between both, each a project on a day.
    pub fn unchanged(self, before: (&Project, NaiveDate), now: (&Project, NaiveDate)) -> bool {
        let read = |bit: usize| self.0 >> bit & 1 == 1;
        let (then, current) = (before.0.sheets(), now.0.sheets());
        before.1 == now.1
            && then.len() == current.len()
            && then.zip(current).enumerate().all(|(bit, (a, b))| !read(bit) || Arc::ptr_eq(a, b))
            && (!read(Reads::CONFLICTS) || Arc::ptr_eq(&before.0.conflicts, &now.0.conflicts))
    }
}

impl Facts {
    /// Nothing derived yet.
    ///
    /// # Panics
    /// If the project has more than 127 sheets; that is known when the program is built.
    pub fn new(project: &Project, today: NaiveDate) -> Facts {
        assert!(project.sheets().count() <= Reads::CONFLICTS, "a bit for each sheet");
        Facts {
            project: project.clone(),
            today,
            kept: FrozenMap::new(),
            candidates: HashMap::new(),
            computing: RefCell::default(),
            computed: RefCell::default(),
        }
    }

    /// The facts of a project, taking over from before what cannot have changed.
    pub fn after(before: &Facts, project: &Project, today: NaiveDate) -> Facts {
        let mut facts = Facts::new(project, today);
        let unchanged =
            |kept: &Kept| kept.from.reads.unchanged((&before.project, before.today), (project, today));
        for (fact, kept) in before.kept.clone().into_tuple_vec() {
            match unchanged(&kept) {
                true if kept.from.stable.is_empty() => drop(facts.kept.insert(fact, kept)),
                true => drop(facts.candidates.insert(fact, *kept)),
                false => {}
            }
        }
        for (fact, kept) in &before.candidates {
            if unchanged(kept) && facts.kept.get(fact).is_none() {
                facts.candidates.entry(*fact).or_insert_with(|| kept.clone());
            }
        }
        facts
    }

    /// A fact; computed when nobody has asked for it before.
    ///
    /// # Panics
    /// If a fact needs itself: a fault of the program that any computation of it shows.
    pub fn get<F: Fact>(&self) -> &F {
        let kept = self.kept::<F>();
        self.note(&kept.from);
        kept.value()
    }

    /// A fact, of which only the value counts to whoever asks: as long as it comes out equal, nothing that was derived
    /// from it is computed anew.
    ///
    /// # Panics
    /// As [`Facts::get`].
    pub fn get_stable<F: Fact + PartialEq>(&self) -> &F {
        let kept = self.kept::<F>();
        if let Some(innermost) = self.computing.borrow_mut().last_mut() {
            innermost.from.add_stable(&Stable {
                fact: TypeId::of::<F>(),
                value: Arc::clone(&kept.value),
                is_equal: |now, then| then.downcast_ref::<F>() == Some(now.kept::<F>().value()),
            });
        }
        kept.value()
    }

    /// A fact with what it was derived from, which nobody notes.
    fn kept<F: Fact>(&self) -> &Kept {
        let fact = TypeId::of::<F>();
        if let Some(kept) = self.kept.get(&fact) {
            return kept;
        }
        let begun = self.computing.borrow().iter().any(|c| c.fact == fact);
        assert!(!begun, "{} is derived from itself", type_name::<F>());
        if let Some(kept) = self.candidates.get(&fact).filter(|kept| kept.from.are_equal(self)) {
            return self.kept.insert(fact, Box::new(kept.clone()));
        }
        let (value, from) = self.noting_as(fact, F::compute);
        self.computed.borrow_mut().push(type_name::<F>());
        self.kept.insert(fact, Box::new(Kept { value: Arc::new(value), from }))
    }

    /// What comes of a computation, and what it was derived from.
    pub fn noting<T>(&self, compute: impl FnOnce(&Facts) -> T) -> (T, Dependencies) {
        self.noting_as(TypeId::of::<()>(), compute)
    }

    fn noting_as<T>(&self, fact: TypeId, compute: impl FnOnce(&Facts) -> T) -> (T, Dependencies) {
        self.computing.borrow_mut().push(Computing { fact, from: Dependencies::default() });
        let value = compute(self);
        let all = || Dependencies { reads: Reads::ALL, stable: Vec::new() };
        let from = self.computing.borrow_mut().pop().map_or_else(all, |done| done.from);
        (value, from)
    }

    fn note(&self, from: &Dependencies) {
        if let Some(innermost) = self.computing.borrow_mut().last_mut() {
            innermost.from.add(from);
        }
    }

    fn note_reads(&self, reads: Reads) {
        if let Some(innermost) = self.computing.borrow_mut().last_mut() {
            innermost.from.reads.0 |= reads.0;
        }
    }

    /// The day.
    pub fn today(&self) -> NaiveDate {
        self.today
    }

    /// The rows of a sheet in their own type.
    pub fn rows<R: Row>(&self) -> &[Arc<R>] {
        self.note_sheet(R::SHEET);
        self.project.rows()
    }

    /// A row by id, in its own type.
    pub fn find<R: Row>(&self, id: Id) -> Option<&R> {
        self.note_sheet(R::SHEET);
        self.project.find(id)
    }

    /// A sheet by key.
    pub fn sheet(&self, key: &str) -> Option<&dyn AnySheet> {
        self.note_sheet(key);
        self.project.sheet(key)
    }

    /// Values of two windows that wait for a choice.
    pub fn conflicts(&self) -> &[Conflict] {
        self.note_reads(Reads(1 << Reads::CONFLICTS));
        &self.project.conflicts
    }

    /// The project as a whole. What is derived from it is computed anew after any edit; [`Facts::rows`] is finer.
    pub fn project(&self) -> &Project {
        self.note_reads(Reads::ALL);
        &self.project
    }

    fn note_sheet(&self, key: &str) {
        if let Some(place) = self.project.sheets().position(|sheet| sheet.def().key == key) {
            self.note_reads(Reads(1 << place));
        }
    }

    /// The names of the facts that were computed here and not taken over, one entry for each computation.
    pub fn computed(&self) -> Vec<&'static str> {
        self.computed.borrow().clone()
    }
}
