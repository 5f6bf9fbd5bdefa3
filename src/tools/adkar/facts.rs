//! All cards seen at once: one pass over the cards, one over the history, and what can be found again.

mod care;
mod groups;
mod heads;
mod overdue;
pub mod score;
mod values;

use crate::sort::StableSort;
pub use care::{Care, rule_about};
use groups::Groups;
pub use groups::{Next, Stopped, Stuck};
pub use heads::Heads;
pub use overdue::Overdue;
pub use values::values;

use super::sheets::{Person, Role, Scoring};
use crate::facts::{Fact, Facts};
use crate::sheet::Id;
use chrono::NaiveDate;
use ecow::EcoString;
use score::{COUNT, Element, Scores, Tally, Treat, movement};
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};
use std::num::NonZeroU32;
use std::sync::Arc;

/// All cards counted: people by barrier and centre, actions, falls.
#[derive(Default)]
pub struct Rollup {
    /// Everybody.
    pub all: Tally,
    /// By centre, most people stuck first.
    pub centres: Vec<(EcoString, Tally)>,
    /// People by role; those on cards without a role are not known to be anybody's.
    pub roles: BTreeMap<Role, u64>,
    /// By the element that stops them.
    pub groups: [Stopped; COUNT],
    /// Cards whose barrier is not known, because a score is missing.
    pub unknown: usize,
    /// The place of the first of them, and the element to score.
    pub first_unknown: Option<(usize, Element)>,
    /// Those of them that lack no more than the score for Reinforcement, after go-live.
    pub live_unknown: usize,
    /// Cards on which a score is missing.
    pub incomplete: usize,
    /// Cards whose weakest link is not the element to treat first.
    pub differ: usize,
    /// Cards with a score that fell by two or more since the scoring before, with the element.
    pub fallen: Vec<(usize, Element)>,
    /// Places of the cards by id.
    places: HashMap<Id, usize, BuildHasherDefault<OwnHash>>,
    /// By the place of a card: its latest scoring in the history.
    latest: Vec<Option<Past>>,
}

/// The history by card and date. Its own view asks for it, and cards whose action is done or made in a meeting.
struct History(Vec<(Id, Past)>);

/// A scoring in the history: its day, and its place counted from one, so that none takes no room of its own.
type Past = (Option<NaiveDate>, NonZeroU32);

/// The scoring at a place; `None` beyond four thousand million.
fn past(scoring: &Scoring, at: usize) -> Option<Past> {
    Some((scoring.date, NonZeroU32::new(u32::try_from(at).ok()?.checked_add(1)?)?))
}

/// The row of a past scoring.
fn row(rows: &[Arc<Scoring>], (_, at): Past) -> Option<&Scoring> {
    rows.get(at.get() as usize - 1).map(|row| &**row)
}

/// Ids are random, so hardly any work makes a hash of one.
#[derive(Default)]
struct OwnHash(u64);

impl Hasher for OwnHash {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }
    fn write_u64(&mut self, number: u64) {
        // The odd number spreads the bits to the top, which the table looks at as well.
        self.0 = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// A fall of so many points is more than a mood.
const FALL: i8 = 2;

impl Fact for Rollup {
    fn compute(facts: &Facts) -> Rollup {
        let mut rollup = Rollup::default();
        let cards = facts.rows::<Person>();
        rollup.places.reserve(cards.len());
        rollup.latest.resize(cards.len(), None);
        let mut known: foldhash::HashMap<EcoString, usize> = foldhash::HashMap::default();
        let mut centre = 0;
        let mut roles: BTreeMap<Role, u64> = BTreeMap::new();
        let mut groups = Groups::default();
        for (at, person) in cards.iter().enumerate() {
            // Cards of one centre mostly follow each other.
            if rollup.centres.get(centre).is_none_or(|(name, _)| *name != person.centre) {
                centre = *known.entry(person.centre.clone()).or_insert(rollup.centres.len());
                if centre == rollup.centres.len() {
                    rollup.centres.push((person.centre.clone(), Tally::default()));
                }
            }
            let treat = person.treat_first();
            rollup.centres[centre].1.add(person, treat);
            rollup.places.insert(person.id, at);
            if let Some(role) = person.role {
                *roles.entry(role).or_default() += person.people();
            }
            match treat {
                Treat::Barrier(element, _) => {
                    rollup.differ += usize::from(person.differs());
                    groups.add(element, person, at, facts);
                }
                treat => rollup.count_unknown(treat, at),
            }
            rollup.incomplete += usize::from(!person.is_complete());
        }
        roles.retain(|_, people| *people > 0);
        rollup.roles = roles;
        rollup.groups = groups.conclude();
        for (_, tally) in &rollup.centres {
            rollup.all.merge(tally);
        }
        let stuck = |tally: &Tally| tally.barrier.iter().sum::<u64>();
        rollup.centres.stable_sort_by(|(a, x), (b, y)| stuck(y).cmp(&stuck(x)).then_with(|| a.cmp(b)));
        rollup.find_falls(cards, facts.rows());
        rollup
    }
}

impl Fact for History {
    fn compute(facts: &Facts) -> History {
        let rows = facts.rows::<Scoring>().iter().enumerate();
        let mut history: Vec<_> = rows.filter_map(|(at, r)| Some((r.person.0?, past(r, at)?))).collect();
        history.sort_unstable();
        History(history)
    }
}

impl Rollup {
    fn count_unknown(&mut self, treat: Treat, at: usize) {
        match treat {
            Treat::Blank => self.note_unknown(at, Element::Awareness),
            Treat::Score(element) => self.note_unknown(at, element),
            Treat::Barrier(..) | Treat::Hold => {}
        }
    }

    fn note_unknown(&mut self, at: usize, element: Element) {
        self.unknown += 1;
        self.live_unknown += usize::from(element == Element::Reinforcement);
        self.first_unknown.get_or_insert((at, element));
    }

    fn find_falls(&mut self, cards: &[Arc<Person>], history: &[Arc<Scoring>]) {
        let mut next = 0;
        for (at, scoring) in history.iter().enumerate() {
            let Some(id) = scoring.person.0 else { continue };
            // A round is mostly scored in the order of the cards.
            let here = cards.get(next).is_some_and(|card| card.id == id);
            let Some(place) = here.then_some(next).or_else(|| self.places.get(&id).copied()) else {
                continue;
            };
            next = place + 1;
            if let Some(latest) = self.latest.get_mut(place) {
                *latest = (*latest).max(past(scoring, at));
            }
        }
        for (at, (person, latest)) in cards.iter().zip(&self.latest).enumerate() {
            let Some(before) = latest.and_then(|latest| row(history, latest)) else { continue };
            let mut fell = movement(before.scores(), person.scores()).filter(|(_, by)| *by <= -FALL);
            self.fallen.extend(fell.next().map(|(element, _)| (at, element)));
        }
    }

    /// The card of an id.
    pub fn person<'a>(&self, facts: &'a Facts, id: Id) -> Option<&'a Person> {
        facts.rows::<Person>().get(*self.places.get(&id)?).map(|card| &**card)
    }

    /// The scoring before the one that a card shows now.
    pub fn before<'a>(&self, facts: &'a Facts, id: Id) -> Option<&'a Scoring> {
        let latest = (*self.latest.get(*self.places.get(&id)?)?)?;
        row(facts.rows(), latest)
    }
}

/// The scores that followed an earlier scoring: those of the next one, or the card's own.
pub fn scores_after(facts: &Facts, scoring: &Scoring) -> Option<Scores> {
    let id = scoring.person.0?;
    let History(history) = facts.get();
    let from = history.partition_point(|(person, _)| *person < id);
    let of_card = history.get(from..)?.iter().take_while(|(person, _)| *person == id);
    let mut of_card = of_card.filter_map(|(_, past)| row(facts.rows(), *past));
    of_card.find(|row| row.id == scoring.id)?;
    match of_card.next() {
        Some(next) => Some(next.scores()),
        None => facts.get::<Rollup>().person(facts, id).map(Person::scores),
    }
}
