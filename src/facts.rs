//! Facts: values derived from a project on a day, each computed at most once and shared by everybody who asks.
//!
//! A [`Fact`] is a type that can be computed from [`Facts`]: the sheets, the day, and other facts. While it is being
//! computed, the sheets it reads are noted, its own and those of the facts it asks for. After an edit
//! [`Facts::after`] takes over every fact whose sheets are still the same, so nobody keeps lists of dependencies.
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
    /// What is being computed, the innermost last.
    computing: RefCell<Vec<Computing>>,
    /// The names of the facts computed here and not taken over, in the order in which they were done.
    computed: RefCell<Vec<&'static str>>,
}

/// A fact with the parts of the project that it was derived from.
#[derive(Clone)]
struct Kept {
    value: Arc<dyn Any + Send + Sync>,
    reads: Reads,
}

/// A fact on its way.
struct Computing {
    fact: TypeId,
    reads: Reads,
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
            computing: RefCell::default(),
            computed: RefCell::default(),
        }
    }

    /// The facts of a project, taking over from before what cannot have changed.
    pub fn after(before: &Facts, project: &Project, today: NaiveDate) -> Facts {
        let facts = Facts::new(project, today);
        for (fact, kept) in before.kept.clone().into_tuple_vec() {
            if kept.reads.unchanged((&before.project, before.today), (project, today)) {
                facts.kept.insert(fact, kept);
            }
        }
        facts
    }

    /// A fact; computed when nobody has asked for it before.
    ///
    /// # Panics
    /// If a fact needs itself: a fault of the program that any computation of it shows.
    pub fn get<F: Fact>(&self) -> &F {
        let fact = TypeId::of::<F>();
        let kept = self.kept.get(&fact).unwrap_or_else(|| {
            let begun = self.computing.borrow().iter().any(|c| c.fact == fact);
            assert!(!begun, "{} is derived from itself", type_name::<F>());
            let (value, reads) = self.noting_as(fact, F::compute);
            self.computed.borrow_mut().push(type_name::<F>());
            self.kept.insert(fact, Box::new(Kept { value: Arc::new(value), reads }))
        });
        self.note(kept.reads);
        kept.value.downcast_ref().unwrap_or_else(|| unreachable!("kept by the type it has"))
    }

    /// What comes of a computation, and the parts of the project that it read.
    pub fn noting<T>(&self, compute: impl FnOnce(&Facts) -> T) -> (T, Reads) {
        self.noting_as(TypeId::of::<()>(), compute)
    }

    fn noting_as<T>(&self, fact: TypeId, compute: impl FnOnce(&Facts) -> T) -> (T, Reads) {
        self.computing.borrow_mut().push(Computing { fact, reads: Reads::default() });
        let value = compute(self);
        let reads = self.computing.borrow_mut().pop().map_or(Reads::ALL, |done| done.reads);
        (value, reads)
    }

    fn note(&self, reads: Reads) {
        if let Some(innermost) = self.computing.borrow_mut().last_mut() {
            innermost.reads.0 |= reads.0;
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
        self.note(Reads(1 << Reads::CONFLICTS));
        &self.project.conflicts
    }

    /// The project as a whole. What is derived from it is computed anew after any edit; [`Facts::rows`] is finer.
    pub fn project(&self) -> &Project {
        self.note(Reads::ALL);
        &self.project
    }

    fn note_sheet(&self, key: &str) {
        if let Some(place) = self.project.sheets().position(|sheet| sheet.def().key == key) {
            self.note(Reads(1 << place));
        }
    }

    /// The names of the facts that were computed here and not taken over, one entry for each computation.
    pub fn computed(&self) -> Vec<&'static str> {
        self.computed.borrow().clone()
    }
}
