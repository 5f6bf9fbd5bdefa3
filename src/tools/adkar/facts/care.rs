//! Whether somebody looks after the people whom an element stops: the one answer that the summary, the card, the heat
//! map, the findings and the report give.

use super::super::sheets::{Person, Scoring};
use super::score::{COUNT, Element, Treat, treat_first};
use super::{History, row};
use crate::facts::Facts;
use crate::tool::{Accepted, AcceptedFindings};
use chrono::NaiveDate;

/// How it stands with the people on a card that an element stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care<'a> {
    /// The card has an open action with an owner, due on this day.
    Planned(NaiveDate),
    /// A meeting made this action of the finding about the element, when they were stuck there.
    Accepted(&'a Accepted),
    /// The action of the card, or one that a meeting made of the finding, was finished on this day, and it was not scored
    /// since: whether they are still stuck is not known.
    Finished(NaiveDate),
    /// Nobody answers for anything by a day.
    Missing,
}

/// The rule that finds those whom an element stops and nobody looks after.
pub const fn rule_about(element: Element) -> &'static str {
    const RULES: [&str; COUNT] = ["AK2-A", "AK2-D", "AK2-K", "AK2-AB", "AK2-R"];
    RULES[element as usize]
}

impl Person {
    /// How it stands with the people on the card, whom this element stops.
    pub fn care<'a>(&self, element: Element, facts: &'a Facts) -> Care<'a> {
        if let Some(due) = self.due.filter(|_| self.has_plan()) {
            return Care::Planned(due);
        }
        let accepted: &AcceptedFindings = facts.get_stable();
        let for_them = |made: &Accepted| {
            let rule = made.finding.split('/').next();
            rule == Some(rule_about(element)) && made.on.is_none_or(|on| was_stuck(facts, self, element, on))
        };
        if let Some(made) = accepted.open.iter().find(|made| for_them(made)) {
            return Care::Accepted(made);
        }
        // Nobody looked since at those for whom something was done.
        let unseen = |done: NaiveDate| self.scored.is_none_or(|scored| scored < done);
        let promised = accepted.done.iter().filter(|(done, made)| unseen(*done) && for_them(made));
        let own = self.done.0.filter(|done| self.was_for(element, *done, facts));
        match promised.map(|(done, _)| *done).chain(own).max() {
            Some(done) => Care::Finished(done),
            None => Care::Missing,
        }
    }

    /// What was finished on a day for those whom an element stops: the action of the card, or one that a meeting made of the
    /// finding; blank where neither says it.
    pub fn finished_on<'a>(&'a self, element: Element, day: NaiveDate, facts: &'a Facts) -> &'a str {
        let own = self.action.trim();
        if self.done.0 == Some(day) && !own.is_empty() {
            return own;
        }
        let accepted: &AcceptedFindings = facts.get_stable();
        let is_that = |(done, made): &&(NaiveDate, Accepted)| {
            *done == day && made.finding.split('/').next() == Some(rule_about(element))
        };
        accepted.done.iter().find(is_that).map_or("", |(_, made)| made.action.trim())
    }

    /// Whether the action that was finished on a day may have been for this element, and nobody looked since. Where the
    /// scoring before has another barrier, it was for that one.
    fn was_for(&self, element: Element, done: NaiveDate, facts: &Facts) -> bool {
        !self.action.trim().is_empty()
            && self.scored.is_none_or(|scored| scored < done)
            && last_scoring(facts, self, |_| true).is_none_or(|past| is_stopped(self, past, element))
    }
}

/// Whether an element stopped the people on a card at the end of a day, as far as it is known: those who came to it later
/// are not among those for whom something was promised on that day.
fn was_stuck(facts: &Facts, person: &Person, element: Element, on: NaiveDate) -> bool {
    person.scored.is_none_or(|scored| scored <= on)
        || last_scoring(facts, person, |past| past.date.is_some_and(|day| day <= on))
            .is_some_and(|past| is_stopped(person, past, element))
}

fn is_stopped(person: &Person, past: &Scoring, element: Element) -> bool {
    matches!(treat_first(past.scores(), person.live), Treat::Barrier(first, _) if first == element)
}

/// The last of the earlier scorings of a card that are wanted.
fn last_scoring<'a>(
    facts: &'a Facts,
    person: &Person,
    wanted: impl Fn(&Scoring) -> bool,
) -> Option<&'a Scoring> {
    let History(history) = facts.get();
    let from = history.partition_point(|(id, _)| *id < person.id);
    let of_card = history.get(from..)?.iter().take_while(|(id, _)| *id == person.id);
    of_card.filter_map(|(_, past)| row(facts.rows(), *past)).filter(|past| wanted(past)).last()
}
