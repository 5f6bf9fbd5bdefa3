//! The people that one element stops, card by card: an action on one card does not cover another.

use super::super::sheets::{Person, Role};
use super::care::Care;
use super::score::{COUNT, Element};
use crate::facts::Facts;
use crate::sort::StableSort;
use chrono::NaiveDate;
use ecow::EcoString;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The people of one role whom an element stops and for whom nobody answers for anything by a day.
#[derive(Clone, Copy, Debug)]
pub struct Stuck {
    /// Their role; none where the cards name none.
    pub role: Option<Role>,
    /// The place of the first card.
    pub first: usize,
    /// The people on the cards.
    pub people: u64,
}

/// The people that one element stops.
#[derive(Clone, Debug, Default)]
pub struct Stopped {
    /// Those for whom nobody answers for anything by a day, by role, most people first.
    pub bare: Vec<Stuck>,
    /// The people whose action is done, while they were not scored since.
    pub awaiting: u64,
    /// The action of these that was finished last, with the place of its card.
    pub finished: Option<(NaiveDate, usize)>,
    /// The action that is due next.
    pub next: Option<Next>,
}

/// The action that is due next for those whom an element stops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// By when.
    pub due: NaiveDate,
    /// What is to be done.
    pub action: EcoString,
    /// Who answers for it.
    pub owner: EcoString,
}

impl Stopped {
    /// The people for whom nobody answers for anything by a day.
    pub fn bare_people(&self) -> u64 {
        self.bare.iter().map(|stuck| stuck.people).sum()
    }

    /// The action that was finished last, if nobody is without one and some only wait to be scored again.
    pub fn awaits_scoring(&self) -> Option<(NaiveDate, usize)> {
        self.finished.filter(|_| self.bare.is_empty())
    }

    fn plan(&mut self, due: NaiveDate, action: &EcoString, owner: &EcoString) {
        if self.next.as_ref().is_none_or(|next| due < next.due) {
            let tidy = |text: &EcoString| match text.trim() {
                inner if inner.len() == text.len() => text.clone(),
                inner => inner.into(),
            };
            self.next = Some(Next { due, action: tidy(action), owner: tidy(owner) });
        }
    }
}

/// All groups while the cards are counted.
#[derive(Default)]
pub(super) struct Groups {
    groups: [Stopped; COUNT],
    bare: [BTreeMap<Option<Role>, Stuck>; COUNT],
}

impl Groups {
    pub(super) fn add(&mut self, element: Element, person: &Person, at: usize, facts: &Facts) {
        let group = &mut self.groups[element as usize];
        match person.care(element, facts) {
            Care::Planned(due) => group.plan(due, &person.action, &person.owner),
            Care::Accepted(made) => group.plan(made.due, &made.action, &made.owner),
            Care::Finished(done) => {
                group.awaiting += person.people();
                group.finished = group.finished.max(Some((done, at)));
            }
            Care::Missing => {
                let role = person.role;
                let stuck = self.bare[element as usize].entry(role);
                stuck.or_insert(Stuck { role, first: at, people: 0 }).people += person.people();
            }
        }
    }

    pub(super) fn conclude(self) -> [Stopped; COUNT] {
        let mut groups = self.groups;
        for (group, bare) in groups.iter_mut().zip(self.bare) {
            group.bare = bare.into_values().collect();
            group.bare.stable_sort_by_key(|stuck| (Reverse(stuck.people), stuck.first));
        }
        groups
    }
}
