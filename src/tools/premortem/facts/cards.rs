//! What the ADKAR cards say together, counted in people.

use super::shared::{first_at, pilots, trained_on};
use crate::facts::{Fact, Facts};
use crate::sheet::{Id, Score};
use crate::tools::adkar::{Incentive, Person, Role};
use crate::tools::kotter::Training;
use crate::tools::kpi::code;
use chrono::NaiveDate;
use ecow::EcoString;
use std::collections::BTreeMap;

/// The people that show something, of those whose cards can tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// People who show it.
    pub hit: u64,
    /// People whose cards can tell.
    pub of: u64,
    /// The first card that shows it.
    pub first: Option<Id>,
    /// People whose cards were scored before what they are to tell of, and the first of these cards.
    pub before: (u64, Option<Id>),
}

impl Share {
    fn add(&mut self, hit: bool, card: &Person) {
        self.of += card.people();
        if hit {
            self.hit += card.people();
            self.first = self.first.or(Some(card.id));
        }
    }

    /// The same, unless the card was scored before a day: then it tells nothing of what was done on that day.
    fn add_since(&mut self, day: Option<NaiveDate>, hit: bool, card: &Person) {
        if day.zip(card.scored).is_some_and(|(day, scored)| scored < day) {
            self.before = (self.before.0 + card.people(), self.before.1.or(Some(card.id)));
        } else {
            self.add(hit, card);
        }
    }

    /// Whether it is a third of the people or more.
    pub fn is_third(self) -> bool {
        self.hit > 0 && self.hit.saturating_mul(3) >= self.of
    }

    /// Whether cards scored before could still make it a third.
    pub fn is_open(self) -> bool {
        let (before, _) = self.before;
        before > 0 && (self.hit + before).saturating_mul(3) >= self.of + before
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
    /// They do not know why, though they were told.
    pub low_awareness: Share,
    /// They do not know how, though they were trained.
    pub low_knowledge: Share,
    /// They can, and will not.
    pub unwilling: Share,
    /// They know, and cannot, though they were trained.
    pub unable: Share,
    /// The incentives by role.
    pub by_role: BTreeMap<Option<Role>, Incentives>,
    /// The people by role.
    pub people: BTreeMap<Role, u64>,
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

/// The days since which cards tell of what was done.
struct Done {
    told: Option<NaiveDate>,
    trained: Option<NaiveDate>,
    /// The last training for a role, and for everybody.
    trainings: BTreeMap<Option<Role>, NaiveDate>,
}

impl Done {
    fn of(facts: &Facts) -> Done {
        let mut trainings: BTreeMap<Option<Role>, NaiveDate> = BTreeMap::new();
        let held = facts.rows::<Training>().iter().filter(|training| training.is_held(facts.today()));
        for (role, date) in held.filter_map(|training| Some((training.role, training.date?))) {
            let last = trainings.entry(role).or_insert(date);
            *last = date.max(*last);
        }
        Done { told: first_at(facts, code::COVERAGE, 100.0), trained: trained_on(facts), trainings }
    }

    /// The day of the last training for a role; where none is noted, the day on which training was complete.
    fn trained(&self, role: Option<Role>) -> Option<NaiveDate> {
        let all = self.trainings.get(&None);
        let own = role.and_then(|role| self.trainings.get(&Some(role)));
        all.into_iter().chain(own).max().copied().or(self.trained)
    }
}

impl Fact for Cards {
    fn compute(facts: &Facts) -> Cards {
        let named = pilots(facts).filter(|centre| !centre.name.trim().is_empty());
        let pilot = |name: EcoString| Pilot { name, has_cards: false, incomplete: None };
        let pilots = named.map(|centre| pilot(centre.name.clone())).collect();
        let (mut cards, done) = (Cards { pilots, ..Cards::default() }, Done::of(facts));
        for person in facts.rows::<Person>() {
            cards.add(person, &done);
        }
        cards
    }
}

impl Cards {
    fn add(&mut self, person: &Person, since: &Done) {
        self.count += 1;
        let score = |score: Option<Score>| score.map(Score::get);
        let (awareness, desire) = (score(person.awareness), score(person.desire));
        let (knowledge, ability) = (score(person.knowledge), score(person.ability));
        let trained = since.trained(person.role);
        if let Some(a) = awareness {
            self.low_awareness.add_since(since.told, a <= 3, person);
        }
        if let Some(k) = knowledge {
            self.low_knowledge.add_since(trained, k <= 3, person);
        }
        // Something was done about it since: the old score says nothing, and ADKAR asks for a new one.
        let done = person.done.0.is_some_and(|done| person.scored.is_none_or(|scored| scored < done));
        if let Some((k, d)) = knowledge.zip(desire).filter(|_| !done) {
            self.unwilling.add(k >= 4 && d <= 3, person);
        }
        if let Some((k, a)) = knowledge.zip(ability) {
            self.unable.add_since(trained, k >= 4 && a <= 3, person);
        }
        let people = person.people();
        if let Some(role) = person.role {
            *self.people.entry(role).or_default() += people;
        }
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

    /// The people of whom nobody has said whether their incentives are aligned, and the first card of such a role.
    pub fn blank_incentives(&self) -> (u64, Option<Id>) {
        let blank = self.by_role.values().filter(|incentives| incentives.blank > 0);
        let first = blank.clone().find_map(|incentives| incentives.first);
        (blank.map(|incentives| incentives.blank).sum(), first)
    }
}
