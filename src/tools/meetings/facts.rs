//! Figures of the meetings held: how many promises were kept, when the last one was, who was missing, what was answered
//! to findings. Numbers only, no advice.

use super::{Answer, Decision, Judged, Meeting, Outcome, Parked, Reply, Verdict};
use crate::calendar::Calendar;
use crate::facts::{Fact, Facts};
use crate::sheet::{AnyRow, Id, Link};
use crate::sort::StableSort;
use crate::text::{Phrase, text};
use crate::tool::AcceptedFindings;
use crate::tools::adkar::rule_about;
use crate::tools::adkar::score::Element;
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
    /// All that were looked at and stand: what was dropped is neither kept nor broken.
    pub all: usize,
    /// Those that were dropped.
    pub dropped: usize,
}

impl Kept {
    /// Counts these verdicts.
    pub fn of<'a>(verdicts: impl IntoIterator<Item = &'a Verdict>) -> Kept {
        let mut counted = Kept::default();
        for verdict in verdicts.into_iter().filter_map(|verdict| verdict.verdict) {
            counted.dropped += usize::from(verdict == Judged::Dropped);
            counted.all += usize::from(verdict != Judged::Dropped);
            counted.kept += usize::from(verdict == Judged::Kept);
        }
        counted
    }

    /// All that were looked at, whether they stand or were dropped.
    pub fn looked_at(self) -> usize {
        self.all + self.dropped
    }

    /// The share kept of those that stand, 0 to 1; none where there is none.
    pub fn share(self) -> Option<f64> {
        (self.all > 0).then(|| self.kept as f64 / self.all as f64)
    }
}

/// With fewer promises looked at there is a count and no rate.
pub const ENOUGH: usize = 5;

/// A step takes no longer than a day of these seconds.
const DAY: u32 = 86_400;
/// Who leaves a meeting within these seconds and has noted nothing has only looked in.
pub const GLANCE: u32 = 120;

/// A meeting every week, and two days of grace.
const WEEKLY: i64 = 9;

/// Figures of the meetings on a day.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// The meetings held by today, in order of day, whether or not somebody has ended them; not one that is still under way.
    pub held: Vec<Arc<Meeting>>,
    /// Promises kept over the last 28 days, today included.
    pub kept: Kept,
    /// Working days since the last meeting; none without one.
    pub since: Option<i64>,
    /// The same where the weekly meeting is overdue: more than a week and two days, as the weekday may move, and no pause.
    pub overdue: Option<i64>,
    /// Parked issues that are not settled, the oldest first.
    pub parked: Vec<Arc<Parked>>,
}

impl Fact for Figures {
    fn compute(facts: &Facts) -> Figures {
        let (calendar, today) = (facts.get::<Calendar>(), facts.today());
        let mut held: Vec<Arc<Meeting>> = facts
            .rows::<Meeting>()
            .iter()
            .filter(|m| m.date.is_some_and(|day| day <= today) && m.is_over(today))
            .filter(|m| m.place.is_empty() || m.has_noted(facts))
            .cloned()
            .collect();
        held.stable_sort_by_key(|meeting| meeting.date);
        let from = today.checked_sub_days(Days::new(KEPT_DAYS)).unwrap_or(today);
        let recent = |verdict: &&Verdict| verdict.date.is_some_and(|day| day > from && day <= today);
        let verdicts = judged(facts);
        let since = held.last().and_then(|last| last.date).map(|day| calendar.days_between(day, today));
        let waits = |issue: &&Arc<Parked>| {
            issue.settled.0.is_none() && issue.outcome.is_none() && !issue.issue.0.trim().is_empty()
        };
        let mut parked: Vec<Arc<Parked>> = facts.rows::<Parked>().iter().filter(waits).cloned().collect();
        parked.stable_sort_by_key(|issue| (issue.date.is_none(), issue.date));
        let overdue = since.filter(|since| *since > WEEKLY && !calendar.is_paused(today));
        Figures { kept: Kept::of(verdicts.filter(recent)), since, overdue, held, parked }
    }
}

/// That the cursor is on no meeting.
pub(super) fn no_meeting() -> Phrase {
    text("先把光标移到一次例会上", "Move the cursor to a meeting first").into()
}

/// Whether the row under the cursor has minutes.
pub(super) fn has_minutes(_: &Facts, row: Option<&dyn AnyRow>) -> Result<(), Phrase> {
    let dated = row.and_then(|row| row.typed::<Meeting>()).is_some_and(|meeting| meeting.date.is_some());
    if dated { Ok(()) } else { Err(no_meeting()) }
}

/// What meetings have judged, once they are over; not what stands in one that somebody has only looked into, as it goes with
/// that.
pub fn judged(facts: &Facts) -> impl Iterator<Item = &Verdict> {
    let is_left =
        |m: &&Arc<Meeting>| !m.is_over(facts.today()) || (!m.place.is_empty() && !m.has_noted(facts));
    let left: Vec<Id> = facts.rows::<Meeting>().iter().filter(is_left).map(|m| m.id).collect();
    let stands = move |verdict: &&Verdict| verdict.meeting.0.is_none_or(|meeting| !left.contains(&meeting));
    facts.rows::<Verdict>().iter().map(|verdict| &**verdict).filter(stands)
}

/// The names in a list of people, as it was typed: parted by commas of either language, semicolons or lines.
pub fn names(list: &str) -> impl Iterator<Item = &str> {
    list.split(['、', '，', ',', '；', ';', '\n']).map(str::trim).filter(|name| !name.is_empty())
}

/// Whether somebody is in such a list, in capitals or not, with or without a word in brackets behind the name. A name with a
/// comma in it stands on a line of its own.
pub fn is_in(list: &str, name: &str) -> bool {
    let name = name.trim().to_lowercase();
    let is_it = |other: &str| {
        let other = other.trim().to_lowercase();
        other == name || without_bracket(&other) == name
    };
    names(list).any(is_it) || list.lines().any(is_it)
}

/// A name without what stands in brackets behind it.
fn without_bracket(name: &str) -> &str {
    name.split(['(', '（']).next().unwrap_or(name).trim_end()
}

/// The names in such a list that are none of these people, nor a part of the name of one.
pub fn others<'a>(list: &'a str, people: &[&str]) -> impl Iterator<Item = &'a str> {
    let of_people: Vec<String> = people.iter().map(|name| name.to_lowercase()).collect();
    names(list).filter(move |part| {
        let part = part.to_lowercase();
        let is_it = |name: &str| name == part || name == without_bracket(&part);
        !of_people.iter().any(|name| is_it(name) || names(name).any(is_it))
    })
}

/// Names as such a list: with commas, or a line each where a name has a comma itself.
pub fn joined(names: &[&str], comma: &str) -> String {
    let has_comma = |name: &&str| self::names(name).nth(1).is_some();
    names.join(if names.iter().any(has_comma) { "\n" } else { comma })
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
    let there = |meeting: &&&Arc<Meeting>| executives.iter().any(|name| is_in(&meeting.attendees.0, name));
    let absent = last.len() == ABSENT_TWICE && !executives.is_empty() && !last.iter().any(|m| there(&m));
    absent.then(|| last.first().map(|meeting| Arc::clone(meeting))).flatten()
}

/// What the key of an answer begins with that leaves an indicator without an action.
pub const KPI_CODE: &str = "kpi/";

/// For so many days nothing is asked of what a meeting has disagreed with: what it said of may have grown since.
const DISAGREED: i64 = 28;

/// Findings that were answered and are not asked about today: those disagreed with of late, those put off until a later day, and
/// those that became an action, while it is open and somebody answers for it by a day.
pub struct Answered(foldhash::HashMap<ecow::EcoString, (Reply, Option<NaiveDate>)>);

impl Fact for Answered {
    fn compute(facts: &Facts) -> Answered {
        let (today, open) = (facts.today(), facts.get_stable::<AcceptedFindings>());
        let rests = |answer: &Answer| match answer.reply {
            Some(Reply::PutOff) => answer.until.is_some_and(|until| until > today),
            Some(Reply::Disagreed) => answer.date.is_none_or(|date| (today - date).num_days() < DISAGREED),
            Some(Reply::Accepted) => {
                answer.date == Some(today) && !open.lacks_owner(&answer.key)
                    || open.answer(&answer.key)
                    // What was done today rests today: whether it has helped shows later.
                    || open.done(&answer.key).is_some_and(|(day, _)| *day == today)
            }
            None => false,
        };
        let mut answers: Vec<_> = facts.rows::<Answer>().iter().filter(|answer| rests(answer)).collect();
        answers.stable_sort_by_key(|answer| answer.date);
        // What became an action outside of a meeting rests as well.
        let made = open.open.iter().map(|accepted| (accepted.finding.clone(), (Reply::Accepted, None)));
        let given =
            answers.iter().filter_map(|answer| Some((answer.key.clone(), (answer.reply?, answer.until))));
        // An action is for those who were named; what is put off or not seen so is the matter, whoever of them is left.
        let of_matter = |(key, given): (ecow::EcoString, (Reply, _))| match given.0 {
            Reply::Accepted => (key, given),
            Reply::PutOff | Reply::Disagreed => (matter(&key).into(), given),
        };
        Answered(made.chain(given).map(of_matter).collect())
    }
}

/// What a finding is about, by its code: those of people whom an element stops are of the same matter whoever of them is
/// named first; all others are of their cell.
fn matter(code: &str) -> &str {
    let of_group =
        |(rule, _): &(&str, &str)| Element::ALL.iter().any(|element| rule_about(*element) == *rule);
    code.split_once('/').filter(of_group).map_or(code, |(rule, _)| rule)
}

impl Answered {
    fn of(&self, key: &str) -> Option<&(Reply, Option<NaiveDate>)> {
        self.0.get(key).or_else(|| self.0.get(matter(key)))
    }

    /// Whether a finding of this code rests.
    pub fn rests(&self, key: &str) -> bool {
        self.of(key).is_some()
    }

    /// What was answered last to a finding of this code, while it rests.
    pub fn reply(&self, key: &str) -> Option<Reply> {
        self.of(key).map(|(reply, _)| *reply)
    }

    /// The day until which a finding of this code is put off.
    pub fn until(&self, key: &str) -> Option<NaiveDate> {
        self.of(key).filter(|(reply, _)| *reply == Reply::PutOff)?.1
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
        ("promises_dropped_28_days", json!(figures.kept.dropped)),
        ("parked", json!(figures.parked.len())),
        ("parked_became_actions", json!(settled)),
    ]
}

impl Verdict {
    /// The rows that the promise stands in, or stood in before it was dropped.
    pub fn rows(&self) -> impl Iterator<Item = Id> {
        self.row.split_whitespace().filter_map(Id::parse)
    }
}

impl Meeting {
    /// Whether it is under way: begun on this day and not ended.
    pub fn is_under_way(&self, today: NaiveDate) -> bool {
        self.date == Some(today) && self.ended.trim().is_empty() && !self.place.is_empty()
    }

    /// Whether it is not under way any more: ended, or left open on an earlier day.
    pub fn is_over(&self, today: NaiveDate) -> bool {
        self.place.is_empty() || self.date < Some(today)
    }

    /// The seconds spent on its steps, in their order, at most a day each; what is no number counts as none.
    pub fn seconds(&self) -> impl Iterator<Item = u32> {
        self.clock.split_whitespace().map(|seconds| seconds.parse().unwrap_or(0).min(DAY))
    }

    /// Whether anything was noted in it by a person, or time spent on it; otherwise somebody has only looked in.
    pub fn has_noted(&self, facts: &Facts) -> bool {
        let is_own = |link: &Link<Meeting>| link.0 == Some(self.id);
        self.seconds().sum::<u32>() >= GLANCE
            || self.rating.is_some()
            || self.minutes.is_some()
            || !self.attendees.0.trim().is_empty()
            || !self.ended.trim().is_empty()
            || facts.rows::<Answer>().iter().any(|row| is_own(&row.meeting))
            || facts.rows::<Decision>().iter().any(|row| is_own(&row.meeting))
            || facts.rows::<Parked>().iter().any(|row| is_own(&row.meeting))
            // What was ticked before was noted by the beginning of the meeting itself.
            || Meeting::verdicts(self.id, facts).any(|row| row.verdict != Some(Judged::Kept))
    }

    /// The verdicts that it gave.
    pub fn verdicts(id: Id, facts: &Facts) -> impl Iterator<Item = &Arc<Verdict>> {
        facts.rows::<Verdict>().iter().filter(move |verdict| verdict.meeting.0 == Some(id))
    }
}
