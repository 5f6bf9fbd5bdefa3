//! What the ADKAR cards say together.

use super::shared::pilots;
use crate::facts::{Fact, Facts};
use crate::sheet::{Id, Score};
use crate::tools::adkar::{Incentive, Person, Role};
use ecow::EcoString;
use std::collections::BTreeMap;

/// How many cards show something, of those that can.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Cards that show it.
    pub hit: usize,
    /// Cards that could.
    pub of: usize,
    /// The first card that shows it.
    pub first: Option<Id>,
}

impl Share {
    fn add(&mut self, hit: bool, card: Id) {
        self.of += 1;
        if hit {
            self.hit += 1;
            self.first = self.first.or(Some(card));
        }
    }

    /// Whether it is a third of the cards or more.
    pub fn is_third(self) -> bool {
        self.hit > 0 && self.hit * 3 >= self.of
    }
}

/// How many people of a role have incentives that are not aligned with the new way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Incentives {
    /// People whose incentives are not aligned.
    pub against: u64,
    /// People of whom nobody has said it.
    pub blank: u64,
    /// The first card on which they are not.
    pub first: Option<Id>,
}

/// What the ADKAR cards say together, from one pass over them.
#[derive(Default)]
pub struct Cards {
    /// They do not know why.
    pub low_awareness: Share,
    /// They do not know how.
    pub low_knowledge: Share,
    /// They can, and will not.
    pub unwilling: Share,
    /// They know, and cannot.
    pub unable: Share,
    /// The incentives by role.
    pub by_role: BTreeMap<Option<Role>, Incentives>,
    /// The pilot's centres that have a name.
    pub pilots: Vec<Pilot>,
    /// How many cards there are.
    pub count: usize,
}

/// A centre of the pilot.
pub struct Pilot {
    /// Its name.
    pub name: EcoString,
    /// Whether a card names it.
    pub has_cards: bool,
    /// The first of its cards that is not complete.
    pub incomplete: Option<Id>,
}

impl Fact for Cards {
    fn compute(facts: &Facts) -> Cards {
        let named = pilots(facts).filter(|centre| !centre.name.trim().is_empty());
        let pilot = |name: EcoString| Pilot { name, has_cards: false, incomplete: None };
        let pilots = named.map(|centre| pilot(centre.name.clone())).collect();
        let mut cards = Cards { pilots, ..Cards::default() };
        for person in facts.rows::<Person>() {
            cards.add(person);
        }
        cards
    }
}

impl Cards {
    fn add(&mut self, person: &Person) {
        self.count += 1;
        let score = |score: Option<Score>| score.map(Score::get);
        let (awareness, desire) = (score(person.awareness), score(person.desire));
        let (knowledge, ability) = (score(person.knowledge), score(person.ability));
        if let Some(a) = awareness {
            self.low_awareness.add(a <= 3, person.id);
        }
        if let Some(k) = knowledge {
            self.low_knowledge.add(k <= 3, person.id);
        }
        // Something was done about it since: the old score says nothing, and ADKAR asks for a new one.
        let done = person.done.0.is_some_and(|done| person.scored.is_none_or(|scored| scored < done));
        if let Some((k, d)) = knowledge.zip(desire).filter(|_| !done) {
            self.unwilling.add(k >= 4 && d <= 3, person.id);
        }
        if let Some((k, a)) = knowledge.zip(ability) {
            self.unable.add(k >= 4 && a <= 3, person.id);
        }
        let people = u64::from(person.headcount.unwrap_or(1));
        let role = self.by_role.entry(person.role).or_default();
        let lacking = match person.incentive {
            Some(Incentive::Aligned) => None,
            Some(Incentive::NotAligned) => Some(&mut role.against),
            None => Some(&mut role.blank),
        };
        if let Some(lacking) = lacking {
            *lacking += people;
            role.first = role.first.or(Some(person.id));
        }
        if let Some(pilot) = self.pilots.iter_mut().find(|pilot| pilot.name == person.centre) {
            pilot.has_cards = true;
            if [awareness, desire, knowledge, ability].iter().any(Option::is_none) {
                pilot.incomplete = pilot.incomplete.or(Some(person.id));
            }
        }
    }
}
