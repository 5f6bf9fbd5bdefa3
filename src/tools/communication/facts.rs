//! The figures of the communication plan on a day, from one pass over what was sent and what came back. They
//! must not know what is advised or how anything is shown.

mod audience;
mod coverage_reading;
mod headcounts;
mod message;
mod next;
mod sizes;
mod values;

pub use audience::{AudienceFigures, Coverage};
pub(super) use coverage_reading::CoverageReading;
pub(super) use headcounts::Headcounts;
pub use message::{Heard, MessageFigures};
pub(super) use next::Next;
pub use sizes::headcounts;
pub(super) use values::values;

use super::sheets::{Audience, Channel, Feedback, Message, News, Send};
use crate::calendar::{Calendar, Phase};
use crate::facts::{Fact, Facts};
use crate::sheet::Id;
use crate::sort::StableSort;
use crate::tools::adkar::Role;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// So often staff hear a key message.
pub const REPEATS: usize = 7;

/// What is counted of the plan.
pub struct Figures {
    /// The day the figures are of; what is dated later does not count.
    pub today: NaiveDate,
    /// The project's calendar.
    pub calendar: Calendar,
    /// The audiences that have a name, as they stand.
    pub audiences: Vec<AudienceFigures>,
    /// The messages that say something, as they stand.
    pub messages: Vec<MessageFigures>,
    /// How many sends count.
    pub sends: usize,
    /// The day of the first of them.
    pub first_send: Option<NaiveDate>,
    /// The last day on which an executive spoke in person, to whomever.
    pub last_executive: Option<NaiveDate>,
    /// The ways that were used at all.
    pub channels: BTreeSet<Channel>,
    /// How many sends carried which kind of news.
    pub news: NewsMix,
    /// Sends that count nowhere, because their day, their message or their audience is missing.
    pub incomplete: Vec<Id>,
    /// How many entries of feedback there are.
    pub feedback: usize,
    /// The last day on which any came in.
    pub last_feedback: Option<NaiveDate>,
    /// What waits for an answer, with the days it has waited, the longest first.
    pub open_feedback: Vec<(i64, Id)>,
    audience_at: HashMap<Id, usize>,
    message_at: HashMap<Id, usize>,
}

/// How many sends carried which kind of news.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NewsMix {
    /// Good news.
    pub good: usize,
    /// Bad news.
    pub bad: usize,
    /// Both in one.
    pub mixed: usize,
}

fn latest(day: &mut Option<NaiveDate>, date: NaiveDate) {
    *day = (*day).max(Some(date));
}

fn earliest(day: &mut Option<NaiveDate>, date: NaiveDate) {
    *day = Some(day.map_or(date, |before| before.min(date)));
}

impl Fact for Figures {
    fn compute(facts: &Facts) -> Figures {
        let today = facts.today();
        let (rows, cards) = (facts.rows::<Audience>(), facts.get::<Headcounts>());
        let sizes = headcounts(rows, |role| cards.of(role).map(u64::from));
        let named = rows.iter().zip(sizes).filter(|(a, _)| a.is_named());
        let size = |size: Option<u64>| size.map(|size| u32::try_from(size).unwrap_or(u32::MAX));
        let audiences: Vec<_> = named.map(|(a, n)| AudienceFigures::of(Arc::clone(a), size(n))).collect();
        let messages = facts.rows::<Message>().iter().filter(|m| m.is_said());
        let messages: Vec<_> = messages.map(|m| MessageFigures::of(Arc::clone(m), audiences.len())).collect();
        let mut figures = Figures {
            today,
            calendar: facts.get::<Calendar>().clone(),
            audience_at: audiences.iter().enumerate().map(|(n, a)| (a.audience.id, n)).collect(),
            message_at: messages.iter().enumerate().map(|(n, m)| (m.message.id, n)).collect(),
            audiences,
            messages,
            sends: 0,
            first_send: None,
            last_executive: None,
            channels: BTreeSet::new(),
            news: NewsMix::default(),
            incomplete: Vec::new(),
            feedback: 0,
            last_feedback: None,
            open_feedback: Vec::new(),
        };
        for send in facts.rows::<Send>() {
            figures.count_send(send);
        }
        for entry in facts.rows::<Feedback>() {
            figures.count_feedback(entry);
        }
        figures.open_feedback.stable_sort_by_key(|(days, _)| -days);
        let Figures { calendar, audiences, .. } = &mut figures;
        for audience in audiences {
            audience.conclude(calendar, today);
        }
        figures
    }
}

impl Figures {
    fn count_send(&mut self, send: &Send) {
        let audience = send.audience.0.and_then(|id| self.audience_at.get(&id).copied());
        let message = send.message.0.and_then(|id| self.message_at.get(&id).copied());
        let (Some(audience), Some(message), Some(date)) = (audience, message, send.date) else {
            self.incomplete.push(send.id);
            return;
        };
        // Nobody hears what reached nobody, and nobody has heard what is still to come.
        if date > self.today || send.reached == Some(0) {
            return;
        }
        self.sends += 1;
        earliest(&mut self.first_send, date);
        self.channels.extend(send.channel);
        if send.executive {
            latest(&mut self.last_executive, date);
        }
        let Some(told) = self.messages.get_mut(message) else { return };
        let news = told.message.news;
        match news {
            Some(News::Good) => self.news.good += 1,
            Some(News::Bad) => self.news.bad += 1,
            Some(News::Mixed) => self.news.mixed += 1,
            None => {}
        }
        told.count(audience, date, send);
        if let Some(them) = self.audiences.get_mut(audience) {
            them.count(date, send, news);
        }
    }

    fn count_feedback(&mut self, entry: &Feedback) {
        let Some(asked) = entry.asked.filter(|asked| *asked <= self.today) else { return };
        self.feedback += 1;
        latest(&mut self.last_feedback, asked);
        let audience = entry.audience.0.and_then(|id| self.audience_at.get(&id).copied());
        if let Some(them) = audience.and_then(|n| self.audiences.get_mut(n)) {
            latest(&mut them.last_feedback, asked);
        }
        if entry.answered.0.is_none() {
            self.open_feedback.push((self.days_since(asked), entry.id));
        }
    }

    /// The days gone by since a day; days of a pause do not count.
    pub fn days_since(&self, date: NaiveDate) -> i64 {
        self.calendar.days_between(date, self.today)
    }

    /// Whether anybody has to be told anything now: not before the start, and not while the project rests.
    pub(super) fn has_begun(&self) -> bool {
        let begun = self.calendar.day(self.today).is_none_or(|day| day >= 1);
        begun && !self.calendar.is_paused(self.today)
    }

    /// The figures of an audience.
    pub fn audience(&self, id: Id) -> Option<&AudienceFigures> {
        self.audiences.get(*self.audience_at.get(&id)?)
    }

    /// The figures of a prefilled audience, by its code.
    pub fn audience_by_code(&self, code: &str) -> Option<&AudienceFigures> {
        self.audiences.iter().find(|a| a.audience.code == code)
    }

    /// The figures of a message.
    pub fn message(&self, id: Id) -> Option<&MessageFigures> {
        self.messages.get(*self.message_at.get(&id)?)
    }

    /// What an audience heard of a message since its count began.
    pub fn heard(&self, message: Id, audience: Id) -> Option<&Heard> {
        self.message(message)?.heard.get(*self.audience_at.get(&audience)?)
    }

    /// The key messages, in order.
    pub fn key_messages(&self) -> impl Iterator<Item = &MessageFigures> + Clone {
        self.messages.iter().filter(|m| m.message.key)
    }

    /// The audiences that are to hear a key message seven times, each with its place.
    pub fn staff(&self) -> impl Iterator<Item = (usize, &AudienceFigures)> {
        self.audiences.iter().enumerate().filter(|(_, a)| a.audience.is_staff() && a.audience.size != Some(0))
    }

    /// The same without the executives, who are told once a month.
    pub fn workforce(&self) -> impl Iterator<Item = (usize, &AudienceFigures)> {
        self.staff().filter(|(_, a)| a.audience.role != Some(Role::Executive))
    }

    /// The staff audiences that were told something and of which nobody knows how many they are: without them no share of
    /// all is true.
    pub fn uncounted(&self) -> impl Iterator<Item = &AudienceFigures> {
        self.staff().map(|(_, a)| a).filter(|a| a.sends > 0 && a.size.is_none())
    }

    /// How many staff audiences have a headcount, and how many there are.
    pub fn counted(&self) -> (usize, usize) {
        (self.staff().filter(|(_, a)| a.size.is_some()).count(), self.staff().count())
    }

    /// The people of all staff audiences together; customers are told of start and end only. None while an audience that was
    /// reached has no headcount.
    pub fn coverage(&self) -> Option<Coverage> {
        if self.uncounted().next().is_some() {
            return None;
        }
        let known: Vec<Coverage> = self.staff().filter_map(|(_, a)| a.coverage).collect();
        if known.is_empty() {
            return None;
        }
        // An audience whose sends say no number is certain of nobody.
        let size = self.staff().filter_map(|(_, a)| a.size).fold(0, u32::saturating_add);
        let reached = known.iter().map(|c| c.reached).fold(0, u32::saturating_add);
        Some(Coverage { reached, size })
    }

    /// How many pairs of a key message and a staff audience are at seven, and how many there are.
    pub fn heard_in_full(&self) -> (usize, usize) {
        let staff: Vec<usize> = self.staff().map(|(n, _)| n).collect();
        let full = |message: &MessageFigures| {
            let heard = staff.iter().filter_map(|n| message.heard.get(*n));
            heard.filter(|heard| heard.repeats() >= REPEATS).count()
        };
        (self.key_messages().map(full).sum(), self.key_messages().count() * staff.len())
    }

    /// On how many days an executive has not spoken since the last time; none if never.
    pub fn days_without_executive(&self) -> Option<i64> {
        self.last_executive.map(|date| self.days_since(date))
    }

    /// Whether customers heard of the start and of the end. What goes out once the change is being
    /// institutionalised counts as the end.
    pub fn start_and_end(&self, heard: &Heard) -> (bool, bool) {
        let ends = self.calendar.phase_dates(Phase::Institutionalise).map(|(from, _)| from);
        let late = |date: &&NaiveDate| ends.is_some_and(|from| **date >= from);
        (heard.days.iter().any(|d| !late(&d)), heard.days.iter().any(|d| late(&d)))
    }

    /// How often staff should have heard a key message by now: once more with each period of the audience's
    /// frequency since it first went out to anybody, seven times at most.
    pub fn expected(&self, message: &MessageFigures, audience: &Audience) -> usize {
        let periods =
            message.first.map_or(0, |first| self.days_since(first) / audience.cadence().unwrap_or(7));
        usize::try_from(periods).unwrap_or(0).min(REPEATS)
    }

    /// Whether an audience hears a key message too slowly. One send less than expected may be made up for.
    pub fn is_behind(&self, message: &MessageFigures, audience: usize) -> bool {
        let Some((heard, them)) = message.heard.get(audience).zip(self.audiences.get(audience)) else {
            return false;
        };
        if !them.audience.is_staff() {
            return false;
        }
        let expected = self.expected(message, &them.audience);
        let slack = usize::from(expected < REPEATS);
        heard.repeats() + slack < expected
    }
}
