//! The priority actions of the cards as action items.

use super::sheets::Person;
use crate::facts::Facts;
use crate::text::text;
use crate::tool::{Asked, Columns, Promised, Promises};
use chrono::NaiveDate;
use foldhash::{HashMap, HashMapExt as _};

/// The cards; they remind of their own (AK2, AK3).
pub(super) const CARDS: Promises = Promises {
    order: 1,
    asked: |_| Asked::Everything,
    ..Promises::of(
        "adkar",
        text("ADKAR", "ADKAR"),
        Columns {
            action: Person::COL.action,
            owner: Person::COL.owner,
            due: Person::COL.due,
            done: Person::COL.done,
            dropped: None,
        },
        items,
    )
};

/// What makes cards one item: action, owner, due and done.
type Same<'a> = (&'a str, &'a str, Option<NaiveDate>, Option<NaiveDate>);

/// An item for all cards with the same action, owner and days: a manager who coaches twelve people promised it once.
fn items(facts: &Facts) -> Vec<Promised> {
    let mut known: HashMap<Same<'_>, usize> = HashMap::new();
    let mut items: Vec<Promised> = Vec::new();
    for card in facts.rows::<Person>() {
        if card.action.is_empty() {
            continue;
        }
        let key = (card.action.trim(), card.owner.trim(), card.due, card.done.0);
        let at = *known.entry(key).or_insert(items.len());
        match items.get_mut(at) {
            Some(item) => {
                item.people = item.people.map(|n| n + card.people());
                item.several = true;
            }
            None => items.push(Promised {
                row: card.id,
                action: card.action.clone(),
                owner: card.owner.clone(),
                people: Some(card.people()),
                due: card.due,
                done: card.done.0,
                ..Promised::default()
            }),
        }
    }
    items
}
