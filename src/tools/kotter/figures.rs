//! What is counted of the sheets behind the steps: facts, coalition, obstacles, decision rights, trainings.
//! Figures only, no advice.

use super::{Authority, Fact, Function, Member, Obstacle, Training, items};
use crate::calendar::Calendar;
use crate::project::Project;
use crate::sheet::Id;
use crate::tools::adkar::Role;
use crate::tools::charter;
use crate::tools::wins::has_number;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The size of a coalition: fewer cannot lead, more cannot agree.
pub const SIZE: (usize, usize) = (3, 7);
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

/// The days from one day to another without those of a pause.
pub(super) fn days_between(calendar: &Calendar, from: NaiveDate, to: NaiveDate) -> i64 {
    match calendar.day(to).zip(calendar.day(from)) {
        Some((to, from)) => to - from,
        None => to.signed_duration_since(from).num_days(),
    }
}

impl Fact {
    /// Whether it says anything.
    pub fn is_said(&self) -> bool {
        !self.fact.0.trim().is_empty()
    }

    /// Whether it names a number, and people have been shown it.
    pub fn counts(&self, today: NaiveDate) -> bool {
        has_number(&self.fact.0) && self.date.is_some_and(|date| date <= today)
    }
}

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

impl Coalition {
    /// Counts the members that have a name; one who is still to join does not count yet.
    pub fn of(project: &Project, today: Option<NaiveDate>) -> Coalition {
        let here = |m: &&Arc<Member>| {
            let joined = m.joined.zip(today).is_none_or(|(joined, today)| joined <= today);
            joined && (!m.name.trim().is_empty() || m.function.is_some())
        };
        let members: Vec<&Arc<Member>> = project.rows::<Member>().iter().filter(here).collect();
        let covered: BTreeSet<Function> = members.iter().filter_map(|m| m.function).collect();
        Coalition {
            members: members.len(),
            executives: members.iter().filter(|m| m.executive).count(),
            missing: FUNCTIONS.into_iter().filter(|f| !covered.contains(f)).collect(),
        }
    }

    /// Whether its size is right.
    pub fn right_size(&self) -> bool {
        (SIZE.0..=SIZE.1).contains(&self.members)
    }

    /// Whether it can lead the change.
    pub fn is_fit(&self) -> bool {
        self.right_size() && self.executives > 0 && self.missing.is_empty()
    }
}

impl Obstacle {
    /// Whether it says what stands in the way and nobody has removed it.
    pub fn is_open(&self, today: NaiveDate) -> bool {
        !self.obstacle.0.trim().is_empty() && self.removed.0.is_none_or(|on| on > today)
    }

    /// The days for which it has been open; none once it is removed, or without its day.
    pub fn open_for(&self, calendar: &Calendar, today: NaiveDate) -> Option<i64> {
        let opened = self.opened.filter(|_| self.is_open(today))?;
        Some(days_between(calendar, opened, today))
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

impl Obstacles {
    /// Counts them.
    pub fn of(project: &Project, calendar: &Calendar, today: NaiveDate) -> Obstacles {
        let mut counted = Obstacles::default();
        for row in project.rows::<Obstacle>().iter().filter(|o| !o.obstacle.0.trim().is_empty()) {
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
        counted.overdue.sort_by_key(|(days, _)| -days);
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
pub fn roles_without_limit(project: &Project) -> Vec<RoleGap> {
    let rows = project.rows::<Authority>();
    let gap = |role: Role| {
        let mut of_role = rows.iter().filter(|row| row.role == Some(role));
        let limited = of_role.clone().any(|row| row.limit.is_some());
        (!limited).then(|| RoleGap { role, row: of_role.next().map(|row| row.id) })
    };
    items::FRONT_LINE.into_iter().filter_map(gap).collect()
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
    /// Whether there is a place where anybody trained can ask.
    pub fn has_channel(&self) -> bool {
        self.without_channel.len() < self.held
    }

    /// The days since the training that has waited longest for coaching, if it has waited too long.
    pub fn overdue(&self) -> Option<i64> {
        self.uncoached.first().map(|(days, _)| *days).filter(|days| *days > COACHING_DAYS)
    }
}

impl Training {
    /// Whether it says what it was about and has been held.
    pub fn is_held(&self, today: NaiveDate) -> bool {
        !self.topic.trim().is_empty() && self.date.is_some_and(|date| date <= today)
    }

    /// Whether coaching on the job followed it.
    pub fn is_coached(&self, today: NaiveDate) -> bool {
        self.coached.0.is_some_and(|on| on <= today && self.date.is_none_or(|date| on >= date))
    }
}

/// Counts the trainings as of a day.
pub fn coaching(project: &Project, today: NaiveDate) -> Coaching {
    let calendar = charter::calendar(project);
    let mut counted = Coaching::default();
    for row in project.rows::<Training>().iter().filter(|row| row.is_held(today)) {
        counted.held += 1;
        let days = row.date.map_or(0, |date| days_between(&calendar, date, today));
        counted.since_last = Some(counted.since_last.map_or(days, |last| last.min(days)));
        if !row.is_coached(today) {
            counted.uncoached.push((days, row.id));
        }
        if row.questions.trim().is_empty() {
            counted.without_channel.push(row.id);
        }
    }
    counted.uncoached.sort_by_key(|(days, _)| -days);
    counted
}
