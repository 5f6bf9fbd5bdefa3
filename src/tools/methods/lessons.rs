//! What the two failed cases teach, and to which methods it applies now: staff who were not asked whether they would
//! accept it, customers whom nobody guided.

use super::facts::{MethodFigures, State};
use super::items::Part;
use crate::facts::Facts;
use crate::finding::{Level, Line, Place};
use crate::say;
use crate::text::{Phrase, join, text};
use crate::tools::adkar::Person;
use crate::tools::communication::{Audience, CUSTOMERS, Send};
use crate::tools::resistance::Entry;
use chrono::{NaiveDate, TimeDelta};

/// So many days before a method is introduced its people have to know of it.
pub(super) const AHEAD_DAYS: i64 = 30;

/// Methods after which customers have to do something in another way.
const OF_CUSTOMERS: [&str; 5] = ["M2", "M5", "M8", "M11", "B6"];

/// Whom a failed case was about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whom {
    /// Staff: their resistance was not assessed (C36).
    Staff,
    /// Customers: nobody guided them (C44).
    Customers,
}

/// A lesson that applies to a chosen method.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lesson {
    /// Whom it is about.
    pub whom: Whom,
    /// What is missing.
    pub evidence: Phrase,
    /// Where it is entered.
    pub place: Place,
}

impl Lesson {
    /// The lesson in a line, with its case.
    pub fn line(&self) -> Line {
        let case = match self.whom {
            Whom::Staff => {
                text("失败的教训（C36 国企流程再造）：", "From a failure (C36, a state enterprise): ")
            }
            Whom::Customers => {
                text("失败的教训（C44 无卡取款）：", "From a failure (C44, cash without a card): ")
            }
        };
        Line::new(Level::Watch, join(case, self.evidence.clone()))
    }
}

/// The lessons that apply to a method on a day: it is chosen, and introduced within 30 days or late.
pub(super) fn applying(facts: &Facts, method: &MethodFigures) -> Vec<Lesson> {
    let soon = |due: NaiveDate| due - TimeDelta::days(AHEAD_DAYS) <= facts.today();
    if method.state != State::Chosen || !method.due.is_some_and(soon) {
        return Vec::new();
    }
    let customers = OF_CUSTOMERS.contains(&method.code()).then(|| unguided(facts, method)).flatten();
    let inside = method.item.is_none_or(|item| item.part.is_performance() || item.part == Part::Trust);
    let staff = inside.then(|| unasked(facts, method)).flatten();
    staff.into_iter().chain(customers).collect()
}

/// Nobody knows what staff think of it: no card has a score, and no resistance is logged.
fn unasked(facts: &Facts, method: &MethodFigures) -> Option<Lesson> {
    let scored = facts.rows::<Person>().iter().any(|person| person.awareness.is_some());
    let said = facts.rows::<Entry>().iter().any(|entry| entry.is_said());
    (!scored && !said).then(|| Lesson {
        whom: Whom::Staff,
        evidence: say!(
            "“{name}”快上线了，还没有评过一张 ADKAR 卡，也没有记过一条阻力",
            "'{name}' is about to be introduced; no ADKAR card is scored and no resistance logged",
            name = method.name
        ),
        place: Place::of(facts.rows::<Person>().first().map(|person| person.id), Person::COL.awareness),
    })
}

/// Customers have not been told: no message has gone to them.
fn unguided(facts: &Facts, method: &MethodFigures) -> Option<Lesson> {
    let audience = facts.rows::<Audience>().iter().find(|audience| audience.code == CUSTOMERS)?;
    let today = facts.today();
    let told = |send: &Send| send.audience.0 == Some(audience.id) && send.date.is_some_and(|on| on <= today);
    (!facts.rows::<Send>().iter().any(|send| told(send))).then(|| Lesson {
        whom: Whom::Customers,
        evidence: say!(
            "“{name}”要客户换一种办法，还没有一条信息讲给客户",
            "'{name}' asks customers to do it another way, and no message has gone to them",
            name = method.name
        ),
        place: Place::of(None, Send::COL.message),
    })
}
