//! The people that the ADKAR cards stand for. Nothing of the communication plan is looked at.

use crate::facts::{Fact, Facts};
use crate::tools::adkar::{Person, Role};
use std::collections::BTreeMap;

/// The number of people of each role by the ADKAR cards.
pub(in crate::tools::communication) struct Headcounts(BTreeMap<Role, u32>);

impl Fact for Headcounts {
    fn compute(facts: &Facts) -> Headcounts {
        let mut heads: BTreeMap<Role, u32> = BTreeMap::new();
        for card in facts.rows::<Person>() {
            if let Some(role) = card.role {
                let all = heads.entry(role).or_insert(0);
                *all = all.saturating_add(card.headcount.unwrap_or(1));
            }
        }
        Headcounts(heads)
    }
}

impl Headcounts {
    /// The number of people of a role; none if there are none.
    pub(in crate::tools::communication) fn of(&self, role: Role) -> Option<u32> {
        self.0.get(&role).copied().filter(|heads| *heads > 0)
    }
}
