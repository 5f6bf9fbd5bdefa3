//! How many people the cards stand for, whatever their scores.

use super::{Role, Rollup};
use crate::facts::{Fact, Facts};
use ecow::EcoString;
use std::collections::BTreeMap;

/// The people on cards. Stays equal when cards are scored, so ask for it by [`Facts::get_stable`].
#[derive(PartialEq)]
pub struct Heads {
    /// By the name of the centre, without blanks around it; those without a centre are left out.
    pub by_centre: BTreeMap<EcoString, u64>,
    /// By role; those on cards without a role are not known to be anybody's.
    pub by_role: BTreeMap<Role, u64>,
}

impl Fact for Heads {
    fn compute(facts: &Facts) -> Heads {
        let rollup = facts.get::<Rollup>();
        let mut by_centre = BTreeMap::new();
        for (name, tally) in &rollup.centres {
            if !name.trim().is_empty() {
                *by_centre.entry(EcoString::from(name.trim())).or_default() += tally.people;
            }
        }
        Heads { by_centre, by_role: rollup.roles.clone() }
    }
}
