//! The people that the ADKAR cards stand for. Nothing of the communication plan is looked at.

use crate::facts::{Fact, Facts};
use crate::tools::adkar::{Heads, Role};
use std::collections::BTreeMap;

/// The number of people of each role by the ADKAR cards.
pub(in crate::tools::communication) struct Headcounts(BTreeMap<Role, u32>);

impl Fact for Headcounts {
    fn compute(facts: &Facts) -> Headcounts {
        let heads = facts.get_stable::<Heads>().by_role.iter();
        Headcounts(heads.map(|(role, people)| (*role, u32::try_from(*people).unwrap_or(u32::MAX))).collect())
    }
}

impl Headcounts {
    /// The roles with the number of their people.
    pub(in crate::tools::communication) fn roles(&self) -> impl Iterator<Item = (Role, u32)> {
        self.0.iter().map(|(role, people)| (*role, *people))
    }

    /// The number of people of a role; none if there are none.
    pub(in crate::tools::communication) fn of(&self, role: Role) -> Option<u32> {
        self.0.get(&role).copied()
    }
}
