//! The people that one element stops, part by part: an action for one role or centre does not cover another.

use super::super::sheets::{Person, Role};
use super::score::{COUNT, Element, Tally};
use chrono::NaiveDate;
use ecow::EcoString;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Cards of one part that one element stops.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stuck {
    /// The place of its first card.
    pub first: Option<usize>,
    /// The people on its cards.
    pub people: u64,
    /// The card whose action is due next, among those that somebody answers for by a day.
    pub next: Option<(NaiveDate, usize)>,
    /// The card whose action was finished last.
    pub finished: Option<(NaiveDate, usize)>,
    /// The day on which one of its cards was scored last.
    pub scored: Option<NaiveDate>,
}

impl Stuck {
    /// The action that was finished last, if nothing else is planned and none of the cards was scored since:
    /// whether people are still stuck is not known.
    fn awaits_scoring(&self) -> Option<(NaiveDate, usize)> {
        self.finished
            .filter(|(done, _)| self.next.is_none() && self.scored.is_none_or(|scored| scored < *done))
    }

    fn add(&mut self, person: &Person, at: usize) {
        self.first.get_or_insert(at);
        self.people += person.people();
        self.scored = self.scored.max(person.scored);
        if let Some(done) = person.done.0.filter(|_| !person.action.is_empty()) {
            self.finished = self.finished.max(Some((done, at)));
        }
        if let Some(due) = person.due.filter(|_| person.has_plan()) {
            self.next = Some(self.next.map_or((due, at), |next| next.min((due, at))));
        }
    }
}

/// Whom one action can be for: a role, or a centre where cards name no role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Everybody of a role.
    Role(Role),
    /// The cards of a centre that name no role; the name is empty where they name no centre either.
    Centre(EcoString),
}

/// The people that one element stops.
#[derive(Clone, Debug, Default)]
pub struct Stopped {
    /// Parts for whom nobody has an action to answer for by a day, most people first.
    pub bare: Vec<(Part, Stuck)>,
    /// The people in parts whose action is done, while nobody was scored since.
    pub awaiting: u64,
    /// The action of these that was finished last.
    pub finished: Option<(NaiveDate, usize)>,
    /// The card whose action is due next.
    pub next: Option<(NaiveDate, usize)>,
}

impl Stopped {
    /// The people for whom nobody has an action to answer for by a day.
    pub fn bare_people(&self) -> u64 {
        self.bare.iter().map(|(_, stuck)| stuck.people).sum()
    }

    /// The action that was finished last, if these people only wait to be scored again.
    pub fn awaits_scoring(&self) -> Option<(NaiveDate, usize)> {
        self.finished.filter(|_| self.bare.is_empty())
    }
}

/// All parts while the cards are counted.
#[derive(Default)]
pub(super) struct Parts {
    by_role: BTreeMap<Role, [Stuck; COUNT]>,
    /// By the place of the centre in the roll-up.
    by_centre: Vec<[Stuck; COUNT]>,
}

impl Parts {
    pub(super) fn add(&mut self, element: Element, person: &Person, centre: usize, at: usize) {
        let part = if let Some(role) = person.role {
            self.by_role.entry(role).or_default()
        } else {
            if self.by_centre.len() <= centre {
                self.by_centre.resize_with(centre + 1, Default::default);
            }
            &mut self.by_centre[centre]
        };
        part[element as usize].add(person, at);
    }

    pub(super) fn conclude(&self, centres: &[(EcoString, Tally)]) -> [Stopped; COUNT] {
        let mut groups: [Stopped; COUNT] = Default::default();
        let roles = self.by_role.iter().map(|(role, stuck)| (Part::Role(*role), stuck));
        let centres = centres.iter().map(|(name, _)| Part::Centre(name.clone())).zip(&self.by_centre);
        for (part, by_element) in roles.chain(centres) {
            for (group, stuck) in groups.iter_mut().zip(by_element).filter(|(_, stuck)| stuck.first.is_some())
            {
                match (stuck.next, stuck.awaits_scoring()) {
                    (Some(next), _) => group.next = Some(group.next.map_or(next, |other| other.min(next))),
                    (None, Some(done)) => {
                        group.awaiting += stuck.people;
                        group.finished = group.finished.max(Some(done));
                    }
                    (None, None) => group.bare.push((part.clone(), *stuck)),
                }
            }
        }
        for group in &mut groups {
            group.bare.sort_by_key(|(_, stuck)| (Reverse(stuck.people), stuck.first));
        }
        groups
    }
}
