//! The figures of the cards for programs.

use super::score::{COUNT, Element, Tally, Treat, Weakest, ties};
use super::{Overdue, Rollup};
use crate::facts::Facts;
use crate::tools::adkar::sheets::Person;
use ecow::EcoString;
use serde_json::{Map, Value, json};

/// Up to this many centres, and cards, each is listed.
const LISTED: usize = 200;

/// Names the figures.
pub fn values(facts: &Facts) -> Vec<(&'static str, Value)> {
    let rollup = facts.get::<Rollup>();
    let all = &rollup.all;
    let mut values = vec![
        ("cards", json!(all.cards)),
        ("people", json!(all.people)),
        ("barriers", by_element(all.barrier)),
        ("low", by_element(all.low)),
        ("no_barrier", json!(all.holding)),
        ("unscored", json!(all.unscored)),
        ("incomplete_cards", json!(rollup.incomplete)),
        ("weakest_differs", json!(rollup.differ)),
        ("overdue_actions", json!(facts.get::<Overdue>().count)),
        ("fallen_cards", json!(rollup.fallen.len())),
    ];
    if rollup.centres.len() <= LISTED {
        values.push(("centres", rollup.centres.iter().map(centre).collect()));
    }
    let cards = facts.rows::<Person>();
    if cards.len() <= LISTED {
        values.push(("list", cards.iter().map(|person| card(person)).collect()));
    }
    values
}

fn by_element(counts: [u64; COUNT]) -> Value {
    let entries = Element::ALL.into_iter().zip(counts).map(|(e, n)| (e.key().to_owned(), json!(n)));
    Value::Object(entries.collect::<Map<_, _>>())
}

fn centre((name, tally): &(EcoString, Tally)) -> Value {
    json!({
        "centre": name,
        "people": tally.people,
        "barriers": by_element(tally.barrier),
        "low": by_element(tally.low),
        "no_barrier": tally.holding,
        "unscored": tally.unscored,
    })
}

fn card(person: &Person) -> Value {
    let weakest = match person.weakest() {
        Weakest::Link(element, _) => Some(element.key()),
        Weakest::Equal(_) => Some("all_equal"),
        Weakest::None => Some("none"),
        Weakest::Undecided => Some("undecided"),
        Weakest::Blank => None,
    };
    let (treat, score) = match person.treat_first() {
        Treat::Barrier(element, _) => (Some(element.key()), None),
        Treat::Score(element) => (None, Some(element.key())),
        Treat::Hold => (Some("hold"), None),
        Treat::Blank => (None, Some(Element::Awareness.key())),
    };
    let ties: Vec<_> = ties(person.scores(), person.live).map(Element::key).collect();
    json!({
        "id": person.id,
        "name": person.name,
        "people": person.people(),
        "weakest": weakest,
        "ties": ties,
        "treat_first": treat,
        "score_first": score,
    })
}
