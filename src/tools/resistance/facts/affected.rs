//! How many people a change affects: audience by audience, by its size, or by the cards of its role. It must not know
//! who resists.

use crate::sheet::Id;
use crate::text::Phrase;
use crate::tools::adkar::{Role, Rollup};
use crate::tools::communication::Audience;
use std::collections::BTreeSet;
use std::sync::Arc;

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
    pub(super) fn of(audiences: &[Arc<Audience>], cards: &Rollup) -> Affected {
        let staff = || audiences.iter().filter(|audience| audience.is_staff());
        let mut counted: BTreeSet<Role> = BTreeSet::new();
        for role in staff().filter(|audience| audience.size.is_some()).filter_map(|audience| audience.role) {
            counted.insert(role);
        }
        let mut affected = Affected { first: staff().next().map(|a| a.id), ..Affected::default() };
        if affected.first.is_none() {
            affected.people = cards.all.people;
        }
        for audience in staff() {
            let of_cards = || {
                let role = audience.role.filter(|role| counted.insert(*role))?;
                cards.roles.get(&role).copied()
            };
            match audience.size.map(u64::from).or_else(of_cards) {
                Some(people) => affected.people += people,
                None => affected.unsized_audiences.push((audience.id, audience.called())),
            }
        }
        affected
    }
}
