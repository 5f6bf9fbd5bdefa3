//! How many people each audience has: as entered, else by the cards of its role.

use crate::tools::adkar::Role;
use crate::tools::communication::sheets::Audience;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The number of people of each of these audiences, in their order; none where nobody knows it.
///
/// A staff audience without a size takes the cards of its role, unless another audience of the role has taken them or has a
/// size: whose cards they are is not known then.
pub fn headcounts(audiences: &[Arc<Audience>], cards: impl Fn(Role) -> Option<u64>) -> Vec<Option<u64>> {
    let sized = audiences.iter().filter(|audience| audience.is_staff() && audience.size.is_some());
    let mut counted: BTreeSet<Role> = sized.filter_map(|audience| audience.role).collect();
    let mut of = |audience: &Arc<Audience>| {
        let mut of_cards =
            || cards(audience.role.filter(|role| audience.is_staff() && counted.insert(*role))?);
        audience.size.map(u64::from).or_else(&mut of_cards)
    };
    audiences.iter().map(&mut of).collect()
}
