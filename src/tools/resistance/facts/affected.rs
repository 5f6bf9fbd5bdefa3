//! How many people a change affects: audience by audience, by its size, or by the cards of its role. It must not know
//! who resists.

use crate::sheet::Id;
use crate::text::Phrase;
use crate::tools::adkar::{Person, Role, Rollup};
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
    /// The audiences that can be counted.
    audiences: BTreeSet<Id>,
    /// Their roles.
    roles: BTreeSet<Role>,
}

/// Whether somebody who resists is one of the people affected that are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Among {
    /// One of them.
    Counted,
    /// Of a chosen audience that is left out.
    OfAudience(Id),
    /// Of a role that is left out.
    OfRole(Role),
    /// Perhaps of one that is left out.
    Unknown,
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
                Some(people) => {
                    affected.people += people;
                    affected.audiences.insert(audience.id);
                    affected.roles.extend(audience.role);
                }
                None => affected.unsized_audiences.push((audience.id, audience.called())),
            }
        }
        affected
    }

    /// Whether people are among those counted: by the audience chosen for them, else by the role on their card. Of whom
    /// neither is known may be of one that is left out, and is counted only where none is.
    pub(super) fn among(&self, audience: Option<Id>, card: Option<&Person>) -> Among {
        match (audience, card.and_then(|card| card.role)) {
            (Some(audience), _) if self.audiences.contains(&audience) => Among::Counted,
            (Some(audience), _) => Among::OfAudience(audience),
            // Without any staff audience it is the cards that are counted.
            _ if self.first.is_none() => Among::Counted,
            (None, Some(role)) if self.roles.contains(&role) => Among::Counted,
            (None, Some(role)) => Among::OfRole(role),
            (None, None) if self.unsized_audiences.is_empty() => Among::Counted,
            (None, None) => Among::Unknown,
        }
    }
}
