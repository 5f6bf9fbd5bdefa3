//! What to say next, to whom and by which way. It chooses; it must not judge how bad it is.

use super::{Figures, Heard, MessageFigures, REPEATS};
use crate::calendar::Phase;
use crate::tools::communication::sheets::{Audience, Channel};
use std::cmp::Reverse;

/// A send that should come next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    /// The place of the message among those of the figures.
    pub message: usize,
    /// The place of the audience.
    pub audience: usize,
    /// How often it has been heard.
    pub repeats: usize,
    /// A way of theirs that has not been used for it yet.
    pub channel: Option<Channel>,
}

/// How urgent it is: by how many repeats it is behind, then the days since it was last heard.
type Urgency = (i64, i64);

impl Figures {
    /// The most urgent send of all key messages.
    pub fn next(&self) -> Option<Next> {
        let all = (0..self.messages.len()).filter(|m| self.messages.get(*m).is_some_and(|m| m.message.key));
        let all = all.flat_map(|m| (0..self.audiences.len()).map(move |a| (m, a)));
        self.choose(all)
    }

    /// The most urgent send of a message.
    pub fn next_of(&self, message: usize) -> Option<Next> {
        self.choose((0..self.audiences.len()).map(|a| (message, a)))
    }

    /// The most urgent send to an audience; key messages before others.
    pub fn next_to(&self, audience: usize) -> Option<Next> {
        let of = |key: bool| {
            let all = self.messages.iter().enumerate().filter(move |(_, m)| m.message.key == key);
            self.choose(all.map(|(m, _)| (m, audience)))
        };
        of(true).or_else(|| of(false))
    }

    fn choose(&self, pairs: impl Iterator<Item = (usize, usize)>) -> Option<Next> {
        let rated = pairs.filter_map(|(m, a)| self.urgency(m, a).map(|urgency| (urgency, m, a)));
        let (_, message, audience) = rated.min_by_key(|(urgency, m, a)| (Reverse(*urgency), *m, *a))?;
        let heard = self.messages.get(message)?.heard.get(audience)?;
        let channel = unused_channel(&self.audiences.get(audience)?.audience, heard);
        Some(Next { message, audience, repeats: heard.repeats(), channel })
    }

    /// How urgent a send is; none if it would add nothing now.
    fn urgency(&self, message: usize, audience: usize) -> Option<Urgency> {
        let told = self.messages.get(message)?;
        let them = self.audiences.get(audience)?;
        let heard = told.heard.get(audience)?;
        // A second time on one day is no repeat, and nobody is nobody to tell.
        if heard.last() == Some(self.today) || them.audience.size == Some(0) {
            return None;
        }
        let waited = heard.last().map_or(i64::MAX, |last| self.days_since(last));
        if !them.audience.is_staff() {
            let (start, end) = self.start_and_end(heard);
            let closing = self.calendar.phase(self.today) == Some(Phase::Institutionalise);
            let told_of = told.concerns(&them.audience);
            return (told_of && (!start || closing && !end)).then_some((i64::MIN, waited));
        }
        if !told.message.key {
            return (heard.repeats() == 0).then_some((0, waited));
        }
        (heard.repeats() < REPEATS).then(|| (self.gap(told, audience, heard), waited))
    }

    /// How many repeats are missing by now.
    fn gap(&self, told: &MessageFigures, audience: usize, heard: &Heard) -> i64 {
        let expected = self.audiences.get(audience).map_or(0, |them| self.expected(told, &them.audience));
        i64::try_from(expected).unwrap_or(0) - i64::try_from(heard.repeats()).unwrap_or(0)
    }
}

fn unused_channel(audience: &Audience, heard: &Heard) -> Option<Channel> {
    audience.item()?.ways.iter().copied().find(|way| !heard.channels.contains(way))
}
