//! The centres that the cards and the charter speak of and the list lacks. Their dates are not looked at.

use crate::facts::{Fact, Facts};
use crate::tools::adkar::Heads;
use crate::tools::charter::Charter;
use crate::tools::roadmap::sheets::Centre;
use ecow::EcoString;
use std::collections::{BTreeSet, HashSet};

/// The names of the centres on the ADKAR cards, each with the number in it, in the order of the numbers.
struct OnCards(BTreeSet<(Option<u32>, EcoString)>);

impl Fact for OnCards {
    fn compute(facts: &Facts) -> OnCards {
        let names = facts.get_stable::<Heads>().by_centre.keys();
        OnCards(names.map(|name| (number_in(name), name.clone())).collect())
    }
}

/// The centres that are not listed.
pub(in crate::tools::roadmap) struct MissingCentres {
    /// The names on the ADKAR cards, each with the number in it, in the order of the numbers.
    pub(in crate::tools::roadmap) on_cards: Vec<(Option<u32>, EcoString)>,
    /// The number of centres with a name, listed or on a card.
    pub(in crate::tools::roadmap) known: usize,
    /// The number of centres that the charter counts beyond those.
    pub(in crate::tools::roadmap) others: usize,
}

impl Fact for MissingCentres {
    fn compute(facts: &Facts) -> MissingCentres {
        let centres = facts.rows::<Centre>();
        let listed: HashSet<&str> = centres.iter().map(|centre| centre.name.trim()).collect();
        let on_cards = facts.get::<OnCards>().0.iter();
        let on_cards: Vec<_> =
            on_cards.filter(|(_, name)| !listed.contains(name.as_str())).cloned().collect();
        let known = centres.iter().filter(|centre| centre.is_named()).count() + on_cards.len();
        let all = facts.get::<Charter>().centres.unwrap_or(0);
        MissingCentres { on_cards, known, others: (all as usize).saturating_sub(known) }
    }
}

/// The first number in a name.
pub(in crate::tools::roadmap) fn number_in(name: &str) -> Option<u32> {
    let digits: String =
        name.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}
