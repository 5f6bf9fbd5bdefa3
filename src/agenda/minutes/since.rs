//! What of the minutes is not as it was noted at the end of the meeting: corrected, added or removed since.

use super::{Minutes, promise};
use crate::facts::Facts;
use crate::project::Project;
use crate::say;
use crate::sheet::{Id, Row};
use crate::text::Phrase;
use crate::tool::{PromiseKinds, Promised, Promises};
use crate::tools::meetings::Verdict;
use std::sync::Arc;

impl Minutes<'_> {
    /// The lines of rows of the record: as they stand, with what was noted in the meeting where that was corrected since, and
    /// those of the meeting that were added since.
    pub(super) fn record<R: Row>(
        &self,
        then: &[&Arc<R>],
        meeting: impl Fn(&R) -> Option<Id>,
        line: impl Fn(&R) -> Option<Phrase>,
    ) -> Vec<Phrase> {
        let rows = self.now.rows::<R>();
        let was = then.iter().filter_map(|was| {
            let now = self.now.find::<R>(was.id()).and_then(&line);
            marked(Some(line(was)?), now)
        });
        let known = |row: &&Arc<R>| then.iter().any(|was| was.id() == row.id());
        let added = rows.iter().filter(|row| meeting(row) == Some(self.meeting.id) && !known(row));
        was.chain(added.filter_map(|row| marked(None, line(row)))).collect()
    }

    /// What was promised in the meeting. What a later one has said of it is no correction, nor is what the place on a card was
    /// used for since.
    pub(super) fn promises_made(&self) -> Vec<Phrase> {
        let now = Facts::new(self.now, self.today);
        let PromiseKinds(kinds) = now.get();
        let stands: Vec<(&Promises, Promised)> =
            kinds.iter().flat_map(|kind| (kind.items)(&now).into_iter().map(|item| (*kind, item))).collect();
        let later = self.now.rows::<Verdict>().iter().filter(|given| given.date > self.meeting.date);
        let spoken_of: foldhash::HashSet<Id> = later.flat_map(|given| given.rows()).collect();
        let has = |project: &Project, kind: &Promises, row: Id| {
            project.sheet(kind.columns.action.sheet).is_some_and(|sheet| sheet.position(row).is_some())
        };
        let was = self.promised().into_iter().filter_map(|item| {
            let before = promise(&item.action, &item.owner, item.due);
            let is_own = item.source.columns.dropped.is_some();
            let now = stands.iter().map(|(_, now)| now).find(|now| now.row == item.row);
            let now = match now.filter(|_| is_own) {
                Some(now) => {
                    let due = if spoken_of.contains(&item.row) { item.due } else { now.due };
                    Some(promise(&now.action, &now.owner, due))
                }
                None => has(self.now, item.source, item.row).then(|| before.clone()),
            };
            marked(Some(before), now)
        });
        let known = self.facts.project();
        let added = stands.iter().filter(|(kind, item)| {
            let of_day = self.meeting.date.is_some() && item.made == self.meeting.date;
            kind.columns.dropped.is_some() && of_day && !has(known, kind, item.row)
        });
        let added = added.map(|(_, item)| promise(&item.action, &item.owner, item.due));
        was.chain(added.filter_map(|line| marked(None, Some(line)))).collect()
    }
}

/// What was noted then and stands now as one: with what it was where it was corrected since, and the mark of what was added
/// or removed since.
pub(super) fn marked(then: Option<Phrase>, now: Option<Phrase>) -> Option<Phrase> {
    Some(match (then, now) {
        (None, None) => return None,
        (None, Some(now)) => say!("{now}【会后补记】", "{now} [added since]", now),
        (Some(then), None) => say!("{then}【后来删去】", "{then} [removed since]", then),
        (Some(then), Some(now)) if then == now => now,
        (Some(then), Some(now)) => {
            let then = bare(&then);
            say!("{now}【会后更正，原记：{then}】", "{now} [corrected since; noted then: {then}]", now, then)
        }
    })
}

/// A line without the sign that begins it.
fn bare(line: &Phrase) -> Phrase {
    let bare = |line: &str| line.trim_start_matches("- ").to_owned();
    Phrase::from((bare(&line.zh), bare(&line.en)))
}
