//! The cards as a list and as a paper form, and the history.

mod panels;

pub use panels::{barrier_bars, behind_heat, beside_card, beside_cards, heat};

use super::facts::score::{Element, Scores, Treat, Weakest, movement, ties};
use super::facts::scores_after;
use super::sheets::{Person, Scoring};
use crate::facts::Facts;
use crate::finding::Level;
use crate::say;
use crate::sheet::{AnyRow, Col};
use crate::text::{Phrase, Text, joined, list, text};
use crate::tool::{CardLine, CardPlan, Field, Shown};
use std::iter;

/// A line of the card: an element, its question, its score, what is seen, and what is done.
const fn line(element: Element, cells: &'static [&'static str; 3]) -> CardLine {
    CardLine { title: element.title(), question: element.question(), cells }
}

/// The paper form of one card.
pub static CARD: CardPlan = CardPlan {
    header: &[
        Person::COL.name.key,
        Person::COL.kind.key,
        Person::COL.centre.key,
        Person::COL.role.key,
        Person::COL.headcount.key,
        Person::COL.incentive.key,
        Person::COL.live.key,
        Person::COL.scored.key,
    ],
    heads: &[
        text("要素", "Element"),
        text("诊断问题", "Question"),
        text("得分", "Score"),
        text("具体表现", "Behaviour"),
        text("改进措施", "Improvement action"),
    ],
    lines: &[
        line(
            Element::Awareness,
            &[
                Person::COL.awareness.key,
                Person::COL.awareness_behaviour.key,
                Person::COL.awareness_measure.key,
            ],
        ),
        line(
            Element::Desire,
            &[Person::COL.desire.key, Person::COL.desire_behaviour.key, Person::COL.desire_measure.key],
        ),
        line(
            Element::Knowledge,
            &[
                Person::COL.knowledge.key,
                Person::COL.knowledge_behaviour.key,
                Person::COL.knowledge_measure.key,
            ],
        ),
        line(
            Element::Ability,
            &[Person::COL.ability.key, Person::COL.ability_behaviour.key, Person::COL.ability_measure.key],
        ),
        line(
            Element::Reinforcement,
            &[
                Person::COL.reinforcement.key,
                Person::COL.reinforcement_behaviour.key,
                Person::COL.reinforcement_measure.key,
            ],
        ),
    ],
    footer: &[
        Person::COL.action.key,
        Person::COL.owner.key,
        Person::COL.due.key,
        Person::COL.done.key,
        Person::COL.note.key,
    ],
};

/// A score among the five that stand side by side, in a column too narrow for dots.
const fn score(column: Col, element: Element) -> Field {
    Field::short(column, 4, element.brief())
}

/// What the element is called that stops a person first.
const TREAT_FIRST: Text = text("先解决", "Barrier point");

/// The list of cards.
pub static CARDS: &[Field] = &[
    Field::column(Person::COL.name, 15),
    Field::column(Person::COL.centre, 9),
    Field::column(Person::COL.role, 8),
    Field::short(Person::COL.headcount, 4, text("人数", "Size")),
    score(Person::COL.awareness, Element::Awareness),
    score(Person::COL.desire, Element::Desire),
    score(Person::COL.knowledge, Element::Knowledge),
    score(Person::COL.ability, Element::Ability),
    score(Person::COL.reinforcement, Element::Reinforcement),
    Field::computed("weakest", text("最弱环", "Weakest link"), 10, weakest),
    Field::computed("treat_first", TREAT_FIRST, 8, treat_first),
    Field::column(Person::COL.incentive, 6),
    Field::column(Person::COL.live, 6),
    Field::column(Person::COL.scored, 10),
    Field::column(Person::COL.action, 16),
    Field::column(Person::COL.owner, 8),
    Field::column(Person::COL.due, 10),
    Field::column(Person::COL.done, 10),
];

/// The list of earlier scorings.
pub static HISTORY: &[Field] = &[
    Field::column(Scoring::COL.person, 14),
    Field::column(Scoring::COL.date, 10),
    score(Scoring::COL.awareness, Element::Awareness),
    score(Scoring::COL.desire, Element::Desire),
    score(Scoring::COL.knowledge, Element::Knowledge),
    score(Scoring::COL.ability, Element::Ability),
    score(Scoring::COL.reinforcement, Element::Reinforcement),
    Field::computed("moved", text("之后的变化", "Moved since"), 24, moved),
];

/// The weakest link of a card, short: with those that are as low, "知识、能力 2".
pub fn weakest(_: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(person) = row.typed::<Person>() else { return Shown::blank() };
    match person.weakest() {
        Weakest::Link(element, score) => {
            let links: Vec<Element> = iter::once(element).chain(ties(person.scores(), person.live)).collect();
            // Several are called as above the scores, so that all of them are seen.
            let called = |e: &Element| if links.len() > 1 { e.brief() } else { e.title() };
            let links: Vec<Phrase> = links.iter().map(|e| called(e).into()).collect();
            let links = list(&links);
            Shown::plain(say!("{links} {score}", "{links} {score}", links))
        }
        _ => Shown::plain(weakest_link(person)),
    }
}

/// The weakest link of a card in a sentence.
fn weakest_link(person: &Person) -> Phrase {
    match person.weakest() {
        Weakest::Blank => Phrase::same(""),
        Weakest::Undecided => text("待定", "undecided").into(),
        Weakest::None => text("无", "none").into(),
        Weakest::Equal(score) => say!("都是 {score}", "all {score}"),
        Weakest::Link(element, score) => {
            let link = say!("{what} {score}", "{what} {score}", what = element.title());
            let tied: Vec<Phrase> = ties(person.scores(), person.live).map(|e| e.title().into()).collect();
            if tied.is_empty() {
                return link;
            }
            say!("{link}（同分：{tied}）", "{link} (also {tied})", link, tied = list(&tied))
        }
    }
}

/// The element to treat first on a card.
pub fn treat_first(_: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(person) = row.typed::<Person>() else { return Shown::blank() };
    match person.treat_first() {
        Treat::Blank => Shown::blank(),
        Treat::Score(element) => Shown::plain(say!("先评{what}", "score {what}", what = element.title())),
        Treat::Barrier(element, score) => {
            Shown::new(Level::Act, say!("{what} {score}", "{what} {score}", what = element.title()))
        }
        Treat::Hold => Shown::new(Level::Good, text("保持", "maintain")),
    }
}

/// The moves of the scores after an earlier scoring.
pub fn moved(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(scoring) = row.typed::<Scoring>() else { return Shown::blank() };
    scores_after(facts, scoring).map_or_else(Shown::blank, |after| moves(scoring.scores(), after))
}

fn moves(from: Scores, to: Scores) -> Shown {
    let moved = movement(from, to).map(|(e, by)| say!("{what} {by:+}", "{what} {by:+}", what = e.title()));
    let moved: Vec<Phrase> = moved.collect();
    if moved.is_empty() {
        return Shown::plain(text("没有变化", "no change"));
    }
    let fell = movement(from, to).any(|(_, by)| by < 0);
    Shown::new(if fell { Level::Watch } else { Level::Good }, joined(&moved, text("  ", "  ")))
}
