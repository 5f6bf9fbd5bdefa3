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
    Field::computed("dropped", text("放弃", "Dropped"), 8, dropped),
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

/// What a meeting said of promises.
fn of_meeting(facts: &Facts, row: &dyn AnyRow) -> Kept {
    Kept::of(Meeting::verdicts(row.id(), facts).map(|verdict| &**verdict))
}

/// The promises kept of those that a meeting looked at.
fn kept(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let Kept { kept, all, .. } = of_meeting(facts, row);
    match all {
        0 => Shown::blank(),
        _ if kept == all => Shown::new(Level::Good, say!("{kept}/{all}", "{kept} of {all}")),
        _ => Shown::plain(say!("{kept}/{all}", "{kept} of {all}")),
    }
}

/// The promises that a meeting dropped.
fn dropped(facts: &Facts, row: &dyn AnyRow) -> Shown {
    match of_meeting(facts, row).dropped {
        0 => Shown::blank(),
        dropped => Shown::plain(Phrase::same(dropped.to_string())),
    }
}

impl Kept {
    /// How many were kept of all that stand, with the rate where they are enough for one, and how many were dropped: `kept 2 of 4`,
    /// `kept 6 of 8 (75%), 1 dropped`, `1 dropped`.
    pub fn said(self) -> Phrase {
        let Kept { kept, all, dropped } = self;
        let said = match self.share().filter(|_| all >= ENOUGH) {
            Some(share) => say!(
                "兑现 {kept}/{all}（{percent}）",
                "kept {kept} of {all} ({percent})",
                percent = percent(share)
            ),
            None => say!("兑现 {kept}/{all}", "kept {kept} of {all}"),
        };
        match (all, dropped) {
            (_, 0) => said,
            (0, _) => say!("放弃 {dropped} 项", "{dropped} dropped"),
            _ => say!("{said}，放弃 {dropped} 项", "{said}, {dropped} dropped", said),
        }
    }
}
