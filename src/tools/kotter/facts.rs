//! What is counted of the sheets behind the steps: coalition, obstacles, decision rights, trainings; and the gates.
//! Figures only, no advice.

mod gates;
mod untaught;

pub use gates::{Condition, Gate, GateState, Gates};
pub use untaught::Untaught;

use super::{Authority, Function, Member, Obstacle, Training, items};
use crate::calendar::Calendar;
use crate::facts::{Fact, Facts};
use crate::say;
use crate::sheet::Id;
use crate::sort::StableSort;
use crate::text::{Phrase, list};
use crate::tools::adkar::Role;
use serde_json::{Value, json};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The size of a coalition: fewer cannot lead, more cannot agree.
pub const COALITION_SIZE: (usize, usize) = (3, 7);
/// The functions that a coalition needs.
pub const FUNCTIONS: [Function; 5] = [
    Function::GeneralManagement,
    Function::AfterSales,
    Function::It,
    Function::Finance,
    Function::Operations,
];
/// An obstacle may stand so many days.
pub const OBSTACLE_DAYS: i64 = 14;
/// Coaching is to follow a training within so many days.
pub const COACHING_DAYS: i64 = 14;

/// The coalition as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coalition {
    /// How many members it has.
    pub members: usize,
    /// How many of them are executives.
    pub executives: usize,
    /// The functions that nobody covers, of the five that a coalition needs.
    pub missing: Vec<Function>,
}

impl Fact for Coalition {
    /// Counts the members that have a name or a function; one who is still to join does not count yet.
    fn compute(facts: &Facts) -> Coalition {
        let here = |m: &&Arc<Member>| {
            m.joined.is_none_or(|joined| joined <= facts.today())
                && (!m.name.trim().is_empty() || m.function.is_some())
        };
        let members: Vec<&Arc<Member>> = facts.rows::<Member>().iter().filter(here).collect();
        let covered: BTreeSet<Function> = members.iter().filter_map(|m| m.function).collect();
        Coalition {
            members: members.len(),
            executives: members.iter().filter(|m| m.executive).count(),
            missing: FUNCTIONS.into_iter().filter(|f| !covered.contains(f)).collect(),
        }
    }
}

impl Coalition {
    /// Whether its size is right.
    pub fn right_size(&self) -> bool {
        (COALITION_SIZE.0..=COALITION_SIZE.1).contains(&self.members)
    }

    /// Whether it can lead the change.
    pub fn is_fit(&self) -> bool {
        self.right_size() && self.executives > 0 && self.missing.is_empty()
    }

    /// The functions that nobody covers, in a clause; none where all are covered.
    pub fn uncovered(&self) -> Option<Phrase> {
        let names: Vec<Phrase> = self.missing.iter().map(|function| function.label().into()).collect();
        let said = || say!("还没有人的职能：{names}", "Nobody covers: {names}", names = list(&names));
        (!names.is_empty()).then(said)
    }
}

/// What stands in the way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Obstacles {
    /// How many are noted.
    pub noted: usize,
    /// How many stand open.
    pub open: usize,
    /// The open ones without the day on which they were found, the first of them.
    pub undated: Option<Id>,
    /// Those open for too long, with the days, the longest first.
    pub overdue: Vec<(i64, Arc<Obstacle>)>,
    /// The days for which the oldest has been open.
    pub longest: Option<i64>,
}

impl Fact for Obstacles {
    fn compute(facts: &Facts) -> Obstacles {
        let (calendar, today) = (facts.get::<Calendar>(), facts.today());
        let mut counted = Obstacles::default();
        for row in facts.rows::<Obstacle>().iter().filter(|o| o.is_noted()) {
            counted.noted += 1;
            if !row.is_open(today) {
                continue;
            }
            counted.open += 1;
            match row.open_for(calendar, today) {
                None => counted.undated = counted.undated.or(Some(row.id)),
                Some(days) => {
                    counted.longest = counted.longest.max(Some(days));
                    if days > OBSTACLE_DAYS {
                        counted.overdue.push((days, Arc::clone(row)));
                    }
                }
            }
        }
        counted.overdue.stable_sort_by_key(|(days, _)| Reverse(*days));
        counted
    }
}

/// A front-line role that may decide nothing about money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleGap {
    /// The role.
    pub role: Role,
    /// Its row, where the limit is entered; none if it has none.
    pub row: Option<Id>,
}

/// The front-line roles without a limit up to which they decide for themselves.
pub struct RolesWithoutLimit(pub Vec<RoleGap>);

impl Fact for RolesWithoutLimit {
    fn compute(facts: &Facts) -> RolesWithoutLimit {
        let rows = facts.rows::<Authority>();
        let gap = |role: Role| {
            let mut of_role = rows.iter().filter(|row| row.role == Some(role));
            let limited = of_role.clone().any(|row| row.limit.is_some());
            (!limited).then(|| RoleGap { role, row: of_role.next().map(|row| row.id) })
        };
        RolesWithoutLimit(items::FRONT_LINE.into_iter().filter_map(gap).collect())
    }
}

/// What followed the trainings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coaching {
    /// How many trainings were held.
    pub held: usize,
    /// The days since the last one.
    pub since_last: Option<i64>,
    /// The trainings that no coaching on the job followed, with the days since, the longest first.
    pub uncoached: Vec<(i64, Id)>,
    /// The trainings held that do not say where questions go, in order.
    pub without_channel: Vec<Id>,
}

impl Coaching {
    /// Whether somebody is still practising: whoever was trained in the last two weeks.
    pub fn is_practising(&self) -> bool {
        self.since_last.is_some_and(|days| days <= COACHING_DAYS)
    }
}

impl Fact for Coaching {
    fn compute(facts: &Facts) -> Coaching {
        let (calendar, today) = (facts.get::<Calendar>(), facts.today());
        let mut counted = Coaching::default();
        for row in facts.rows::<Training>().iter().filter(|row| row.is_held(today)) {
            counted.held += 1;
            let days = row.date.map_or(0, |date| calendar.days_between(date, today));
            counted.since_last = Some(counted.since_last.map_or(days, |last| last.min(days)));
            if !row.is_coached(today) {
                counted.uncoached.push((days, row.id));
            }
            if row.questions.trim().is_empty() {
                counted.without_channel.push(row.id);
            }
        }
        counted.uncoached.stable_sort_by_key(|(days, _)| Reverse(*days));
        counted
    }
}

impl Coaching {
    /// Whether there is a place where anybody trained can ask.
    pub fn has_channel(&self) -> bool {
        self.without_channel.len() < self.held
    }

    /// The days since the training that has waited longest for coaching, if it has waited too long.
    pub fn overdue(&self) -> Option<i64> {
        self.uncoached.first().map(|(days, _)| *days).filter(|days| *days > COACHING_DAYS)
    }
}

/// The figures, by name.
pub(super) fn values(facts: &Facts) -> Vec<(&'static str, Value)> {
    let (gates, coalition) = (facts.get::<Gates>(), facts.get::<Coalition>());
    let (obstacles, coaching) = (facts.get::<Obstacles>(), facts.get::<Coaching>());
    let RolesWithoutLimit(gaps) = facts.get::<RolesWithoutLimit>();
    vec![
        ("passed", json!(gates.passed())),
        ("done", json!(gates.done)),
        ("next", json!(gates.next().map(|gate| gate.step.gate))),
        ("gates", gates.gates.iter().map(Gate::value).collect()),
        ("coalition_members", json!(coalition.members)),
        ("coalition_executives", json!(coalition.executives)),
        ("coalition_missing", json!(coalition.missing)),
        ("obstacles_open", json!(obstacles.open)),
        ("obstacles_overdue", json!(obstacles.overdue.len())),
        ("obstacle_longest_days", json!(obstacles.longest)),
        ("roles_without_limit", gaps.iter().map(|gap| json!(gap.role)).collect()),
        ("trainings_held", json!(coaching.held)),
        ("days_since_training", json!(coaching.since_last)),
        ("trainings_uncoached", json!(coaching.uncoached.len())),
        ("days_uncoached", json!(coaching.uncoached.first().map(|(days, _)| days))),
        ("trainings_without_channel", json!(coaching.without_channel.len())),
    ]
}
