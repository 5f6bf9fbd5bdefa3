//! The sheets of the meeting as grids.

use super::facts::{ENOUGH, Kept};
use super::{Answer, Decision, Meeting, Parked, Verdict};
use crate::facts::Facts;
use crate::finding::Level;
use crate::say;
use crate::sheet::AnyRow;
use crate::text::{Phrase, percent, text};
use crate::tool::{Field, Shown};

/// The meetings held, the figures of each beside what was entered.
pub static MEETINGS: &[Field] = &[
    Field::column(Meeting::COL.date, 10),
    Field::computed("kept", text("承诺兑现", "Kept"), 10, kept),
    Field::short(Meeting::COL.minutes, 8, text("分钟", "Min.")),
    Field::short(Meeting::COL.rating, 8, text("评分", "Rating")),
    Field::column(Meeting::COL.attendees, 20),
    Field::column(Meeting::COL.absent, 14),
    Field::column(Meeting::COL.next, 10),
    Field::column(Meeting::COL.started, 7),
    Field::column(Meeting::COL.ended, 7),
    Field::column(Meeting::COL.note, 16),
];

/// What was decided.
pub static DECISIONS: &[Field] = &[
    Field::column(Decision::COL.decision, 32),
    Field::column(Decision::COL.by, 14),
    Field::column(Decision::COL.date, 10),
    Field::column(Decision::COL.note, 16),
];

/// What waits to be discussed.
pub static PARKED: &[Field] = &[
    Field::column(Parked::COL.issue, 32),
    Field::column(Parked::COL.date, 10),
    Field::column(Parked::COL.settled, 10),
    Field::column(Parked::COL.outcome, 12),
    Field::column(Parked::COL.how, 24),
    Field::column(Parked::COL.note, 16),
];

/// The verdict on each promise.
pub static VERDICTS: &[Field] = &[
    Field::column(Verdict::COL.promise, 26),
    Field::column(Verdict::COL.owner, 13),
    Field::column(Verdict::COL.due, 10),
    Field::column(Verdict::COL.verdict, 9),
    Field::column(Verdict::COL.reason, 18),
    Field::column(Verdict::COL.new_due, 10),
    Field::column(Verdict::COL.date, 10),
];

/// What was answered to findings.
pub static ANSWERS: &[Field] = &[
    Field::column(Answer::COL.finding, 32),
    Field::column(Answer::COL.reply, 12),
    Field::column(Answer::COL.reason, 22),
    Field::column(Answer::COL.until, 10),
    Field::column(Answer::COL.date, 10),
];

/// The promises kept of those that a meeting looked at.
fn kept(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let (mut kept, mut all) = (0_usize, 0_usize);
    let of_meeting = |verdict: &&std::sync::Arc<Verdict>| verdict.meeting.0 == Some(row.id());
    for verdict in facts.rows::<Verdict>().iter().filter(of_meeting).filter_map(|v| v.verdict) {
        all += 1;
        kept += usize::from(verdict == super::Judged::Kept);
    }
    match all {
        0 => Shown::blank(),
        _ if kept == all => Shown::new(Level::Good, say!("{kept}/{all}", "{kept} of {all}")),
        _ => Shown::plain(say!("{kept}/{all}", "{kept} of {all}")),
    }
}

impl Kept {
    /// How many of all, with the rate where they are enough for one: `2/4`, `6/8（75%）`.
    pub fn shown(self) -> Phrase {
        let Kept { kept, all } = self;
        match self.share().filter(|_| all >= ENOUGH) {
            Some(share) => {
                say!("{kept}/{all}（{percent}）", "{kept} of {all} ({percent})", percent = percent(share))
            }
            None => say!("{kept}/{all}", "{kept} of {all}"),
        }
    }
}
