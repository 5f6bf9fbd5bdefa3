//! All cards seen at once: one pass over the cards, one over the history, and what can be found again.

use super::score::{COUNT, Element, Scores, Tally, Treat, Weakest};
use super::{Person, Scoring};
use crate::project::Project;
use crate::sheet::{Id, Score};
use chrono::NaiveDate;
use ecow::EcoString;
use std::collections::HashMap;
use std::sync::Arc;

/// The cards that one element stops.
#[derive(Clone, Copy, Debug, Default)]
pub struct Group {
    /// The place of its first card.
    pub first: Option<usize>,
    /// The card whose action is due next, among those that somebody answers for by a day.
    pub next: Option<(NaiveDate, usize)>,
}

/// Actions past their day.
#[derive(Clone, Copy, Debug, Default)]
pub struct Overdue {
    /// How many.
    pub count: usize,
    /// The oldest: its day and the place of its card.
    pub oldest: Option<(NaiveDate, usize)>,
}

/// What the views read again.
#[derive(Default)]
pub struct Rollup {
    /// Everybody.
    pub all: Tally,
    /// By centre, most people stuck first.
    pub centres: Vec<(EcoString, Tally)>,
    /// By the element that stops them.
    pub groups: [Group; COUNT],
    /// Cards whose barrier is not known: how many, and the first with the element to score.
    pub unknown: (usize, Option<(usize, Element)>),
    /// Cards on which a score is missing.
    pub incomplete: usize,
    /// Cards whose weakest link is not what to treat first.
    pub differ: usize,
    /// Actions past their day.
    pub overdue: Overdue,
    /// Cards with a score that fell by two or more since the scoring before, with the element.
    pub fallen: Vec<(usize, Element)>,
    /// Places of the cards by id.
    people: Vec<(Id, usize)>,
    /// Places of the history by card and date.
    history: Vec<(Id, Option<NaiveDate>, usize)>,
}

/// A fall of so many points is more than a mood.
const FALL: i8 = 2;

impl Rollup {
    /// Counts all cards.
    pub fn of(project: &Project, today: NaiveDate) -> Rollup {
        let mut rollup = Rollup::default();
        let cards = project.rows::<Person>();
        let mut centres: HashMap<EcoString, Tally> = HashMap::new();
        rollup.people.reserve(cards.len());
        for (at, person) in cards.iter().enumerate() {
            rollup.all.add(person);
            if let Some(tally) = centres.get_mut(&person.centre) {
                tally.add(person);
            } else {
                centres.entry(person.centre.clone()).or_default().add(person);
            }
            rollup.people.push((person.id, at));
            rollup.count_card(at, person, today);
        }
        rollup.centres = centres.into_iter().collect();
        let stuck = |tally: &Tally| tally.barrier.iter().sum::<u64>();
        rollup.centres.sort_by(|(a, x), (b, y)| stuck(y).cmp(&stuck(x)).then_with(|| a.cmp(b)));
        rollup.people.sort_unstable();
        rollup.join_history(project);
        rollup
    }

    fn count_card(&mut self, at: usize, person: &Person, today: NaiveDate) {
        let treat = person.treat_first();
        match treat {
            Treat::Barrier(element, _) => {
                let group = &mut self.groups[element as usize];
                group.first.get_or_insert(at);
                if let Some(due) = person.due.filter(|_| person.has_plan()) {
                    group.next = Some(group.next.map_or((due, at), |next| next.min((due, at))));
                }
            }
            Treat::Blank => self.note_unknown(at, Element::Awareness),
            Treat::Score(element) => self.note_unknown(at, element),
            Treat::Hold => {}
        }
        self.incomplete += usize::from(!person.is_complete());
        self.differ += usize::from(differs(person));
        if let Some(due) = person.due.filter(|due| *due < today && person.done.0.is_none()) {
            self.overdue.count += 1;
            self.overdue.oldest = Some(self.overdue.oldest.map_or((due, at), |old| old.min((due, at))));
        }
    }

    fn note_unknown(&mut self, at: usize, element: Element) {
        self.unknown.0 += 1;
        self.unknown.1.get_or_insert((at, element));
    }

    fn join_history(&mut self, project: &Project) {
        let rows = project.rows::<Scoring>();
        let dated = rows.iter().enumerate().filter_map(|(at, r)| r.person.0.map(|id| (id, r.date, at)));
        self.history = dated.collect();
        self.history.sort_unstable();
        // Both lists are in the order of the ids, so one walk joins them.
        let mut history = self.history.as_slice();
        let mut fallen = Vec::new();
        for (id, at) in &self.people {
            let start = history.partition_point(|(person, ..)| person < id);
            history = history.get(start..).unwrap_or_default();
            let end = history.iter().take_while(|(person, ..)| person == id).count();
            let last = end.checked_sub(1).and_then(|n| history.get(n)).and_then(|h| rows.get(h.2));
            let (Some(last), Some(person)) = (last, project.rows::<Person>().get(*at)) else { continue };
            let moves = movement(last.scores(), person.scores());
            fallen.extend(moves.filter(|(_, by)| *by <= -FALL).map(|(element, _)| (*at, element)).take(1));
        }
        fallen.sort_unstable();
        self.fallen = fallen;
    }

    /// The card of an id.
    pub fn person<'a>(&self, project: &'a Project, id: Id) -> Option<&'a Arc<Person>> {
        let at = self.people.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        project.rows::<Person>().get(self.people[at].1)
    }

    /// The earlier scorings of a card, the oldest first.
    fn past(&self, id: Id) -> &[(Id, Option<NaiveDate>, usize)] {
        let from = self.history.partition_point(|(person, ..)| *person < id);
        let to = self.history.partition_point(|(person, ..)| *person <= id);
        self.history.get(from..to).unwrap_or_default()
    }

    /// The scoring before the one that a card shows now.
    pub fn before<'a>(&self, project: &'a Project, id: Id) -> Option<&'a Arc<Scoring>> {
        self.past(id).last().and_then(|(.., at)| project.rows::<Scoring>().get(*at))
    }

    /// The scores that followed an earlier scoring: those of the next one, or the card's own.
    pub fn after(&self, project: &Project, scoring: &Scoring) -> Option<Scores> {
        let id = scoring.person.0?;
        let (past, rows) = (self.past(id), project.rows::<Scoring>());
        let here = past.iter().position(|(.., at)| rows.get(*at).is_some_and(|r| r.id == scoring.id))?;
        match past.get(here + 1) {
            Some((.., at)) => rows.get(*at).map(|r| r.scores()),
            None => self.person(project, id).map(|p| p.scores()),
        }
    }
}

impl Scoring {
    /// The five scores.
    pub fn scores(&self) -> Scores {
        [self.awareness, self.desire, self.knowledge, self.ability, self.reinforcement]
    }
}

/// Whether the weakest link and what to treat first are different elements.
pub fn differs(person: &Person) -> bool {
    match (person.weakest(), person.treat_first()) {
        (Weakest::Link(weakest, _), Treat::Barrier(first, _)) => weakest != first,
        _ => false,
    }
}

/// By how much each element moved; only elements scored both times, and only those that moved.
pub fn movement(from: Scores, to: Scores) -> impl Iterator<Item = (Element, i8)> {
    let points = |s: Score| s.get().cast_signed();
    Element::ALL.into_iter().zip(from.into_iter().zip(to)).filter_map(move |(element, (from, to))| {
        let by = points(to?) - points(from?);
        (by != 0).then_some((element, by))
    })
}
