//! How many people a change affects: audience by audience, by its size, or by the cards of its role. It must not know
//! who resists.

use crate::sheet::Id;
use crate::text::Phrase;
use crate::tools::adkar::{Person, Role, Rollup};
use crate::tools::communication::{Audience, headcounts};
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
    /// Of one that is left out, as all are.
    Unknown,
}

impl Affected {
    /// Counts each staff audience by itself, so that a blank size changes nothing about the others. Without any staff
    /// audience all cards count.
    pub(super) fn of(audiences: &[Arc<Audience>], cards: &Rollup) -> Affected {
        let staff = || audiences.iter().filter(|audience| audience.is_staff());
        let mut affected = Affected { first: staff().next().map(|a| a.id), ..Affected::default() };
        if affected.first.is_none() {
            affected.people = cards.all.people;
        }
        let sizes = headcounts(audiences, |role| cards.roles.get(&role).copied());
        for (audience, size) in audiences.iter().zip(sizes).filter(|(audience, _)| audience.is_staff()) {
            match size {
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
    /// neither is known is counted: one audience that is left out is no reason to take him for one of it.
    pub(super) fn among(&self, audience: Option<Id>, card: Option<&Person>) -> Among {
        match (audience, card.and_then(|card| card.role)) {
            (Some(audience), _) if self.audiences.contains(&audience) => Among::Counted,
            (Some(audience), _) => Among::OfAudience(audience),
            // Without any staff audience it is the cards that are counted.
            _ if self.first.is_none() => Among::Counted,
            (None, Some(role)) if self.roles.contains(&role) => Among::Counted,
            (None, Some(role)) => Among::OfRole(role),
            (None, None) if self.audiences.is_empty() => Among::Unknown,
            (None, None) => Among::Counted,
        }
    }
}
