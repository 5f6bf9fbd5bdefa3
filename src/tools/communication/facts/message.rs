//! What was heard of one message, audience by audience.

use super::earliest;
use crate::sheet::Id;
use crate::tools::communication::sheets::{Audience, Channel, Message, Send};
use chrono::NaiveDate;
use ecow::EcoString;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The figures of one message.
pub struct MessageFigures {
    /// The message.
    pub message: Arc<Message>,
    /// What each audience heard of it since its count began, in the order of `Figures::audiences`.
    pub heard: Vec<Heard>,
    /// The first day on which anybody heard it since its count began.
    pub first: Option<NaiveDate>,
    /// Whether it ever went out, also before it was reworded.
    pub sent: bool,
}

/// What an audience heard of a message since its count began.
#[derive(Clone, Debug, Default)]
pub struct Heard {
    /// The days; a day with two sends is one.
    pub days: BTreeSet<NaiveDate>,
    /// How many sends.
    pub sends: usize,
    /// The ways used.
    pub channels: BTreeSet<Channel>,
    /// Who spoke.
    pub senders: BTreeSet<EcoString>,
    /// The row of the latest send.
    pub last_send: Option<Id>,
}

impl Heard {
    /// How often it was heard.
    pub fn repeats(&self) -> usize {
        self.days.len()
    }

    /// The last time.
    pub fn last(&self) -> Option<NaiveDate> {
        self.days.last().copied()
    }
}

impl MessageFigures {
    pub(super) fn of(message: Arc<Message>, audiences: usize) -> MessageFigures {
        MessageFigures { message, heard: vec![Heard::default(); audiences], first: None, sent: false }
    }

    /// Whether it is meant for an audience that is told of start and end only: it says what changes for them.
    pub fn concerns(&self, audience: &Audience) -> bool {
        let said = self.message.what_changes(&audience.code);
        self.message.key && said.is_some_and(|(_, said)| !said.0.trim().is_empty())
    }

    pub(super) fn count(&mut self, audience: usize, date: NaiveDate, send: &Send) {
        self.sent = true;
        // What was said before it was reworded was another message.
        if self.message.count_from.is_some_and(|from| date < from) {
            return;
        }
        earliest(&mut self.first, date);
        let Some(heard) = self.heard.get_mut(audience) else { return };
        if heard.last() <= Some(date) {
            heard.last_send = Some(send.id);
        }
        heard.days.insert(date);
        heard.sends += 1;
        heard.channels.extend(send.channel);
        let sender = send.sender.trim();
        if !sender.is_empty() {
            heard.senders.insert(sender.into());
        }
    }
}
