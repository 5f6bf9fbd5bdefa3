//! Figures of the meetings held: how many promises were kept, when the last one was, who was missing, what was answered
//! to findings. Numbers only, no advice.

use super::{Answer, Judged, Meeting, Outcome, Parked, Reply, Verdict};
use crate::calendar::Calendar;
use crate::facts::{Fact, Facts};
use crate::sheet::Id;
use crate::tools::kotter::Member;
use chrono::{Days, NaiveDate};
use serde_json::{Value, json};
use std::sync::Arc;

/// The days over which the share of promises kept is counted: four meetings.
pub const KEPT_DAYS: u64 = 28;

/// Promises kept of those that a meeting looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Those kept.
    pub kept: usize,
    /// All that were looked at.
    pub all: usize,
}

impl Kept {
    /// Counts these verdicts.
    pub fn of<'a>(verdicts: impl IntoIterator<Item = &'a Verdict>) -> Kept {
        let mut counted = Kept::default();
        for verdict in verdicts.into_iter().filter_map(|verdict| verdict.verdict) {
            counted.all += 1;
            counted.kept += usize::from(verdict == Judged::Kept);
        }
        counted
    }

    /// The share kept, 0 to 1; none where nothing was looked at.
    pub fn share(self) -> Option<f64> {
        (self.all > 0).then(|| self.kept as f64 / self.all as f64)
    }
}

/// Figures of the meetings on a day.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// The meetings that were begun by today, in order of day.
    pub held: Vec<Arc<Meeting>>,
    /// Promises kept over the last 28 days, today included.
    pub kept: Kept,
    /// Working days since the last meeting; none without one.
    pub since: Option<i64>,
    /// Parked issues that are not settled, the oldest first.
    pub parked: Vec<Arc<Parked>>,
}

impl Fact for Figures {
    fn compute(facts: &Facts) -> Figures {
        let (calendar, today) = (facts.get::<Calendar>(), facts.today());
        let mut held: Vec<Arc<Meeting>> = facts
            .rows::<Meeting>()
            .iter()
            .filter(|m| m.date.is_some_and(|day| day <= today))
            .cloned()
            .collect();
        held.sort_by_key(|meeting| meeting.date);
        let from = today.checked_sub_days(Days::new(KEPT_DAYS)).unwrap_or(today);
        let recent = |verdict: &&Verdict| verdict.date.is_some_and(|day| day > from && day <= today);
        let verdicts = facts.rows::<Verdict>().iter().map(|verdict| &**verdict);
        let since = held.last().and_then(|last| last.date).map(|day| calendar.days_between(day, today));
        let waits = |issue: &&Arc<Parked>| {
            issue.settled.0.is_none() && issue.outcome.is_none() && !issue.issue.0.trim().is_empty()
        };
        let mut parked: Vec<Arc<Parked>> = facts.rows::<Parked>().iter().filter(waits).cloned().collect();
        parked.sort_by_key(|issue| (issue.date.is_none(), issue.date));
        Figures { kept: Kept::of(verdicts.filter(recent)), since, held, parked }
    }
}

/// The names in a list of people, as it was typed: parted by commas of either language, semicolons or lines.
pub fn names(list: &str) -> impl Iterator<Item = &str> {
    list.split(['、', '，', ',', '；', ';', '\n']).map(str::trim).filter(|name| !name.is_empty())
}

/// How many meetings in a row without an executive contradict that they lead.
const ABSENT_TWICE: usize = 2;

/// The latest meeting, if no executive of the coalition was at it nor at the one before, although attendance was taken.
pub fn is_executive_absent(facts: &Facts) -> Option<Arc<Meeting>> {
    let executives: Vec<&str> = facts
        .rows::<Member>()
        .iter()
        .filter(|member| member.executive)
        .map(|member| member.name.trim())
        .collect();
    let noted = |meeting: &&Arc<Meeting>| !meeting.attendees.0.trim().is_empty();
    let last: Vec<&Arc<Meeting>> =
        facts.get::<Figures>().held.iter().rev().filter(noted).take(ABSENT_TWICE).collect();
    let there = |meeting: &&&Arc<Meeting>| names(&meeting.attendees.0).any(|name| executives.contains(&name));
    let absent = last.len() == ABSENT_TWICE && !executives.is_empty() && !last.iter().any(|m| there(&m));
    absent.then(|| last.first().map(|meeting| Arc::clone(meeting))).flatten()
}

/// Findings that were answered and are not asked about today: those disagreed with, and those put off until a later day.
pub struct Answered(foldhash::HashSet<ecow::EcoString>);

impl Fact for Answered {
    fn compute(facts: &Facts) -> Answered {
        let today = facts.today();
        let rests = |answer: &&Arc<Answer>| match answer.reply {
            Some(Reply::PutOff) => answer.until.is_some_and(|until| until > today),
            Some(Reply::Disagreed) => true,
            Some(Reply::Accepted) => answer.date == Some(today),
            None => false,
        };
        Answered(facts.rows::<Answer>().iter().filter(rests).map(|answer| answer.key.clone()).collect())
    }
}

impl Answered {
    /// Whether a finding of this code rests.
    pub fn rests(&self, key: &str) -> bool {
        self.0.contains(key)
    }
}

/// Names the figures.
pub fn values(facts: &Facts) -> Vec<(&'static str, Value)> {
    let figures = facts.get::<Figures>();
    let settled =
        facts.rows::<Parked>().iter().filter(|issue| issue.outcome == Some(Outcome::Action)).count();
    vec![
        ("held", json!(figures.held.len())),
        ("last", json!(figures.held.last().and_then(|meeting| meeting.date))),
        ("days_since", json!(figures.since)),
        ("promises_kept_28_days", json!(figures.kept.kept)),
        ("promises_judged_28_days", json!(figures.kept.all)),
        ("parked", json!(figures.parked.len())),
        ("parked_became_actions", json!(settled)),
    ]
}

impl Meeting {
    /// Whether it is under way: begun on this day and not ended.
    pub fn is_under_way(&self, today: NaiveDate) -> bool {
        self.date == Some(today) && self.ended.trim().is_empty() && !self.place.is_empty()
    }

    /// The verdicts that it gave.
    pub fn verdicts(id: Id, facts: &Facts) -> impl Iterator<Item = &Arc<Verdict>> {
        facts.rows::<Verdict>().iter().filter(move |verdict| verdict.meeting.0 == Some(id))
    }
}
