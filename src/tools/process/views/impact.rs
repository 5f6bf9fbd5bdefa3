//! The roles that a change touches, as a list.

use super::super::Step;
use super::super::facts::{Impact, Maps, Touched};
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::say;
use crate::sheet::Unit;
use crate::text::{Phrase, count, joined, text};
use crate::tool::{ListLine, Shown};
use crate::tools::adkar::Person;

/// A line for each role that a process touches.
pub fn lines(facts: &Facts) -> Vec<ListLine> {
    facts.get::<Impact>().0.iter().map(|touched| line(facts, touched)).collect()
}

fn line(facts: &Facts, touched: &Touched) -> ListLine {
    let process = facts.get::<Maps>().of(touched.process).map(|map| map.name.clone());
    let (before, after) = touched.work;
    let [from, to] = [before, after].map(|minutes| Unit::Duration.short(minutes));
    let work = if from == to { from } else { say!("{from} → {to}", "{from} → {to}", from, to) };
    let cards = match touched.cards.len() {
        0 if touched.role.is_customer() => Shown::plain(text("客户，不建卡", "customer")),
        0 => Shown::new(Level::Act, text("没有", "none")),
        _ => Shown::plain(count(touched.people, "人", "person", "people")),
    };
    // To the first card if there is one, else to the step.
    let place = touched
        .cards
        .first()
        .map_or_else(|| Place::of(touched.first, Step::COL.name), |card| Place::of(*card, Person::COL.name));
    ListLine {
        heading: process,
        cells: vec![
            Shown::plain(touched.role.label()),
            Shown::plain(steps(touched)),
            Shown::plain(work),
            cards,
            skills(touched),
            // What customers think of it stands in the journey and in their segments.
            if touched.role.is_customer() { Shown::dash() } else { Shown::plain(touched.resistance()) },
        ],
        place,
        tick: None,
    }
}

fn steps(touched: &Touched) -> Phrase {
    let [loses, differs, gains] =
        [touched.loses, touched.differs, touched.gains].map(|n| Phrase::same(n.to_string()));
    let mut words = Vec::new();
    if touched.loses > 0 {
        words.push(say!("少 {loses}", "-{loses}", loses));
    }
    if touched.gains > 0 {
        words.push(say!("多 {gains}", "+{gains}", gains));
    }
    if touched.differs > 0 {
        words.push(say!("改 {differs}", "{differs} changed", differs));
    }
    joined(&words, text("，", ", "))
}

fn skills(touched: &Touched) -> Shown {
    let names: Vec<Phrase> = touched.skills.iter().map(|skill| Phrase::same(skill.as_str())).collect();
    Shown::plain(joined(&names, text("、", ", ")))
}
