//! What the ADKAR cards say together.

use super::shared::pilots;
use crate::facts::{Fact, Facts};
use crate::sheet::{Id, Score};
use crate::tools::adkar::{Incentive, Person, Role};
use chrono::NaiveDate;
use ecow::EcoString;
use std::collections::BTreeMap;

/// The people on scored cards who show something, by headcount.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// People on cards that show it.
    pub hit: u64,
    /// People on cards that could.
    pub of: u64,
    /// The first card that shows it.
    pub first: Option<Id>,
}

impl Share {
    fn add(&mut self, hit: bool, card: &Person) {
        self.of += card.people();
        if hit {
            self.hit += card.people();
            self.first = self.first.or(Some(card.id));
        }
    }

    fn merge(&mut self, other: Share) {
        self.hit += other.hit;
        self.of += other.of;
        self.first = self.first.or(other.first);
    }

    /// Whether it is a third of these people or more.
    pub fn is_third(self) -> bool {
        self.is_third_with(0)
    }

    /// Whether it would be, if so many more showed it.
    pub fn is_third_with(self, more: u64) -> bool {
        let hit = self.hit + more;
        hit > 0 && hit * 3 >= self.of
    }
}

/// A share by the day of the scoring: what was scored before a training says nothing about it.
#[derive(Clone, Debug, Default)]
pub struct ByDay(BTreeMap<Option<NaiveDate>, Share>);

impl ByDay {
    fn add(&mut self, hit: bool, card: &Person) {
        self.0.entry(card.scored).or_default().add(hit, card);
    }

    /// The share of all, where only what was scored on a day or since counts as shown; and the people who showed it
    /// earlier, or nobody knows when: of these it is not known.
    pub fn since(&self, day: NaiveDate) -> (Share, u64) {
        let (mut since, mut unsure) = (Share::default(), 0);
        for (scored, share) in &self.0 {
            if scored.is_some_and(|scored| scored >= day) {
                since.merge(*share);
            } else {
                since.of += share.of;
                unsure += share.hit;
            }
        }
        (since, unsure)
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
    pub low_knowledge: ByDay,
    /// They can, and will not.
    pub unwilling: Share,
    /// They know, and cannot.
    pub unable: ByDay,
    /// The incentives by role.
    pub by_role: BTreeMap<Option<Role>, Incentives>,
    /// The pilot's centres that have a name.
    pub pilots: Vec<Pilot>,
}

/// A centre of the pilot.
pub struct Pilot {
    /// Its name, without blanks around it.
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
        let pilots = named.map(|centre| pilot(centre.name.trim().into())).collect();
        let mut cards = Cards { pilots, ..Cards::default() };
        for person in facts.rows::<Person>() {
            cards.add(person);
        }
        cards
    }
}

impl Cards {
    fn add(&mut self, person: &Person) {
        let score = |score: Option<Score>| score.map(Score::get);
        let (awareness, desire) = (score(person.awareness), score(person.desire));
        let (knowledge, ability) = (score(person.knowledge), score(person.ability));
        if let Some(a) = awareness {
            self.low_awareness.add(a <= 3, person);
        }
        if let Some(k) = knowledge {
            self.low_knowledge.add(k <= 3, person);
        }
        // Something was done about it since: the old score says nothing, and ADKAR asks for a new one.
        let done = person.done.0.is_some_and(|done| person.scored.is_none_or(|scored| scored < done));
        if let Some((k, d)) = knowledge.zip(desire).filter(|_| !done) {
            self.unwilling.add(k >= 4 && d <= 3, person);
        }
        if let Some((k, a)) = knowledge.zip(ability) {
            self.unable.add(k >= 4 && a <= 3, person);
        }
        let people = person.people();
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
        if let Some(pilot) = self.pilots.iter_mut().find(|pilot| pilot.name == person.centre.trim()) {
            pilot.has_cards = true;
            if [awareness, desire, knowledge, ability].iter().any(Option::is_none) {
                pilot.incomplete = pilot.incomplete.or(Some(person.id));
            }
        }
    }

    /// The people of whom nobody has said whether their incentives are aligned.
    pub fn blank_incentives(&self) -> u64 {
        self.by_role.values().map(|incentives| incentives.blank).sum()
    }
}
