//! The sheets that promises are made in, and how each gives its action items.

use super::super::sheets::Promise;
use super::{ActionItem, week};
use crate::facts::Facts;
use crate::sheet::Col;
use crate::text::{Text, text};
use crate::tools::adkar::Person;
use crate::tools::kotter::Obstacle;
use crate::tools::kpi::Review;
use crate::tools::resistance::Entry;
use chrono::NaiveDate;
use ecow::EcoString;
use foldhash::{HashMap, HashMapExt as _};

/// The sheet that a promise was made in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// The weekly review of the indicators.
    Review,
    /// The ADKAR cards.
    Card,
    /// The resistance log.
    Resistance,
    /// The obstacles of Kotter's fifth step.
    Obstacle,
    /// The tool's own sheet.
    Own,
}

/// The columns that make up an action item in its sheet.
pub struct Columns {
    /// What is to be done.
    pub action: Col,
    /// Who answers for it.
    pub owner: Col,
    /// The day by which it is to be done.
    pub due: Col,
    /// The tick.
    pub done: Col,
}

impl Source {
    /// All of them.
    pub const ALL: [Source; 5] =
        [Source::Review, Source::Card, Source::Resistance, Source::Obstacle, Source::Own];

    /// Its name for people.
    pub const fn title(self) -> Text {
        match self {
            Source::Review => text("每周回顾", "KPI review"),
            Source::Card => text("ADKAR", "ADKAR"),
            Source::Resistance => text("阻力", "Resistance"),
            Source::Obstacle => text("障碍", "Obstacle"),
            Source::Own => text("其他", "Other"),
        }
    }

    /// Its name in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Source::Review => "kpi",
            Source::Card => "adkar",
            Source::Resistance => "resistance",
            Source::Obstacle => "kotter",
            Source::Own => "actions",
        }
    }

    /// Its columns.
    pub const fn columns(self) -> Columns {
        match self {
            Source::Review => Columns {
                action: Review::COL.action,
                owner: Review::COL.owner,
                due: Review::COL.due,
                done: Review::COL.done,
            },
            Source::Card => Columns {
                action: Person::COL.action,
                owner: Person::COL.owner,
                due: Person::COL.due,
                done: Person::COL.done,
            },
            Source::Resistance => Columns {
                action: Entry::COL.response,
                owner: Entry::COL.owner,
                due: Entry::COL.due,
                done: Entry::COL.solved,
            },
            Source::Obstacle => Columns {
                action: Obstacle::COL.action,
                owner: Obstacle::COL.owner,
                due: Obstacle::COL.due,
                done: Obstacle::COL.removed,
            },
            Source::Own => Columns {
                action: Promise::COL.action,
                owner: Promise::COL.owner,
                due: Promise::COL.due,
                done: Promise::COL.done,
            },
        }
    }
}

fn trimmed(text: &EcoString) -> EcoString {
    let inner = text.trim();
    if inner.len() == text.len() { text.clone() } else { inner.into() }
}

/// Items of the weekly review.
pub fn reviews(facts: &Facts) -> impl Iterator<Item = ActionItem> {
    facts.rows::<Review>().iter().map(|row| ActionItem {
        action: row.action.0.as_str().into(),
        owner: trimmed(&row.owner),
        row: row.id,
        people: None,
        source: Source::Review,
        several: false,
        due: row.due,
        made: row.date,
        done: row.done.0,
        // The review has a count of its own, and both have to agree.
        week: row.week(facts.today()).unwrap_or_else(|| week(row.due, None, facts.today())),
    })
}

/// What makes cards one item: action, owner, due and done.
type Same<'a> = (&'a str, &'a str, Option<NaiveDate>, Option<NaiveDate>);

/// Items of the cards, one for all cards with the same action, owner and days: a manager who coaches twelve people
/// promised it once.
pub fn cards(facts: &Facts) -> impl ExactSizeIterator<Item = ActionItem> + use<> {
    let today = facts.today();
    let mut known: HashMap<Same<'_>, usize> = HashMap::new();
    let mut items: Vec<ActionItem> = Vec::new();
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
            None => items.push(ActionItem {
                action: card.action.clone(),
                owner: trimmed(&card.owner),
                row: card.id,
                people: Some(card.people()),
                source: Source::Card,
                several: false,
                due: card.due,
                made: None,
                done: card.done.0,
                week: week(card.due, None, today),
            }),
        }
    }
    items.into_iter()
}

/// Items of the resistance log.
pub fn entries(facts: &Facts) -> impl Iterator<Item = ActionItem> {
    facts.rows::<Entry>().iter().map(|row| ActionItem {
        action: row.response.0.as_str().into(),
        owner: trimmed(&row.owner),
        row: row.id,
        people: None,
        source: Source::Resistance,
        several: false,
        due: row.due,
        made: row.opened,
        done: row.solved.0,
        week: week(row.due, row.opened, facts.today()),
    })
}

/// Items of the obstacles.
pub fn obstacles(facts: &Facts) -> impl Iterator<Item = ActionItem> {
    facts.rows::<Obstacle>().iter().map(|row| ActionItem {
        action: row.action.0.as_str().into(),
        owner: trimmed(&row.owner),
        row: row.id,
        people: None,
        source: Source::Obstacle,
        several: false,
        due: row.due,
        made: row.opened,
        done: row.removed.0,
        week: week(row.due, row.opened, facts.today()),
    })
}

/// Items of the tool's own sheet.
pub fn own(facts: &Facts) -> impl Iterator<Item = ActionItem> {
    facts.rows::<Promise>().iter().map(|row| ActionItem {
        action: row.action.0.as_str().into(),
        owner: trimmed(&row.owner),
        row: row.id,
        people: None,
        source: Source::Own,
        several: false,
        due: row.due,
        made: row.made,
        done: row.done.0,
        week: week(row.due, row.made, facts.today()),
    })
}
