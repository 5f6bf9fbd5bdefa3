//! What one audience heard, over all messages.

use super::latest;
use crate::calendar::Calendar;
use crate::tools::communication::sheets::{Audience, Channel, News, Send};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::sync::Arc;

/// People of an audience who were reached at least once, of all.
///
/// A send says how many it reached and not whom, so that the largest single send is what is certain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// People reached.
    pub reached: u32,
    /// All people.
    pub size: u32,
}

impl Coverage {
    /// The share, 0 to 1; none of nobody.
    pub fn share(self) -> Option<f64> {
        (self.size > 0).then(|| f64::from(self.reached) / f64::from(self.size))
    }

    /// The share as whole percent; 100 only when nobody is missing.
    pub fn percent(self) -> Option<u32> {
        let (reached, size) = (u64::from(self.reached), u64::from(self.size));
        let rounded = (reached * 200 + size).checked_div(size * 2)?;
        u32::try_from(if reached < size { rounded.min(99) } else { rounded }).ok()
    }
}

/// The figures of one audience, over all messages.
pub struct AudienceFigures {
    /// The audience.
    pub audience: Arc<Audience>,
    /// How many they are: as entered, else by the cards of their role.
    pub size: Option<u32>,
    /// Who was reached; none while nobody is counted in it, or no send says how many it reached.
    pub coverage: Option<Coverage>,
    /// How many sends went to it.
    pub sends: usize,
    /// The last day of one.
    pub last_send: Option<NaiveDate>,
    /// The last day of one with bad or mixed news.
    pub last_bad_news: Option<NaiveDate>,
    /// The ways used.
    pub channels: BTreeSet<Channel>,
    /// The last day on which feedback came in.
    pub last_feedback: Option<NaiveDate>,
    /// How many days a new send is overdue by the audience's frequency; 0 if it is not.
    pub overdue: i64,
    most: Option<u32>,
}

impl AudienceFigures {
    pub(super) fn of(audience: Arc<Audience>, size: Option<u32>) -> AudienceFigures {
        AudienceFigures {
            audience,
            size,
            coverage: None,
            sends: 0,
            last_send: None,
            last_bad_news: None,
            channels: BTreeSet::new(),
            last_feedback: None,
            overdue: 0,
            most: None,
        }
    }

    pub(super) fn count(&mut self, date: NaiveDate, send: &Send, news: Option<News>) {
        self.sends += 1;
        latest(&mut self.last_send, date);
        if news.is_some_and(News::is_bad) {
            latest(&mut self.last_bad_news, date);
        }
        self.channels.extend(send.channel);
        self.most = self.most.max(send.reached);
    }

    pub(super) fn conclude(&mut self, calendar: &Calendar, today: NaiveDate) {
        let reached = if self.sends == 0 { Some(0) } else { self.most };
        let size = self.size.filter(|size| *size > 0);
        self.coverage = size.zip(reached).map(|(size, most)| Coverage { reached: most.min(size), size });
        let late = |(last, days): (NaiveDate, i64)| calendar.days_between(last, today) - days;
        self.overdue = self.last_send.zip(self.audience.cadence()).map_or(0, late).max(0);
    }
}
