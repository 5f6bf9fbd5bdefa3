//! How many people a change affects: audience by audience, by its size, or by the cards of its role. It must not know
//! who resists.

use crate::sheet::Id;
use crate::text::Phrase;
use crate::tools::adkar::{Person, Role};
use crate::tools::communication::Audience;
use std::sync::Arc;

/// The people on the cards, by role.
#[derive(Default)]
pub(in crate::tools::resistance) struct Headcounts {
    by_role: [u64; Role::ALL.len()],
    all: u64,
}

impl Headcounts {
    pub(super) fn add(&mut self, card: &Person) {
        let people = card.people();
        self.all += people;
        if let Some(counted) = card.role.and_then(|role| self.by_role.get_mut(role as usize)) {
            *counted += people;
        }
    }

    fn of(&self, role: Role) -> u64 {
        self.by_role.get(role as usize).copied().unwrap_or_default()
    }
}

/// The people whom the change affects, as far as they are known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Affected {
    /// Their number, of the audiences that can be counted.
    pub people: u64,
    /// The staff audiences that have neither a size nor cards, and are left out.
    pub unsized_audiences: Vec<(Id, Phrase)>,
    /// The first staff audience, where sizes are entered.
    pub first: Option<Id>,
}

impl Affected {
    /// Counts each staff audience by itself, so that a blank size changes nothing about the others.
    ///
    /// An audience without a size takes the cards of its role, unless another audience of the role has counted them
    /// or has a size: whose cards they are is not known then. Without any staff audience all cards count.
    pub(super) fn of(audiences: &[Arc<Audience>], heads: &Headcounts) -> Affected {
        let staff = || audiences.iter().filter(|audience| audience.is_staff());
        let mut counted = [false; Role::ALL.len()];
        for role in staff().filter(|audience| audience.size.is_some()).filter_map(|audience| audience.role) {
            counted[role as usize] = true;
        }
        let mut affected = Affected { first: staff().next().map(|a| a.id), ..Affected::default() };
        if affected.first.is_none() {
            affected.people = heads.all;
        }
        for audience in staff() {
            let of_cards = || {
                let role = audience.role.filter(|role| !counted[*role as usize])?;
                counted[role as usize] = true;
                Some(heads.of(role)).filter(|people| *people > 0)
            };
            match audience.size.map(u64::from).or_else(of_cards) {
                Some(people) => affected.people += people,
                None => affected.unsized_audiences.push((audience.id, audience.called())),
            }
        }
        affected
    }
}
