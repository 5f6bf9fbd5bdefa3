//! Entering resistance: what is said before a cell changes, and what is dated along with it.

use super::Entry;
use super::facts::{label, only_an_order};
use crate::project::Edit;
use crate::say;
use crate::sheet::{Cell, Col};
use crate::text::{Text, text};
use crate::tool::{Change, Verdict};
use chrono::NaiveDate;

/// The dates of an entry in the order in which they come, with what they are called.
fn dates(entry: &Entry) -> [(Col, Text, Option<NaiveDate>); 4] {
    [
        (Entry::COL.opened, text("记录", "logged"), entry.opened),
        (Entry::COL.listened, text("倾听", "listened to"), entry.listened),
        (Entry::COL.empathised, text("共情", "empathised with"), entry.empathised),
        (Entry::COL.solved, text("解决", "resolved"), entry.solved.0),
    ]
}

pub(super) fn check(change: &Change<'_>) -> Verdict {
    let Some(entry) = change.row.typed::<Entry>() else { return Verdict::Fine };
    match change.cell {
        Cell::Count(0) if change.is_in(Entry::COL.people) => Verdict::Refuse(
            text(
                "人数至少是 1；留空按卡上的人数或 1 人算",
                "At least 1; blank counts those on the card, or 1",
            )
            .into(),
        ),
        Cell::Date(on) if change.is_in(Entry::COL.due) => due(entry, *on),
        Cell::Date(on) => change.not_after_today().unwrap_or_else(|| dated(change, entry, *on)),
        Cell::Text(said) => written(change, entry, said),
        _ => Verdict::Fine,
    }
}

fn due(entry: &Entry, due: NaiveDate) -> Verdict {
    match entry.opened {
        Some(opened) if due < opened => Verdict::Note(say!(
            "已保留：期限 {due} 早于记录日期 {opened}",
            "Saved as typed: due on {due}, before it was logged on {opened}"
        )),
        _ => Verdict::Fine,
    }
}

fn dated(change: &Change<'_>, entry: &Entry, date: NaiveDate) -> Verdict {
    if change.is_in(Entry::COL.solved) && entry.listen.0.trim().is_empty() {
        return Verdict::Note(
            text(
                "已记为解决；但“倾听”还是空的：没听就解决，多半是强行推进。请补上真正担心的是什么",
                "Marked resolved, but 'Listen' is blank: what was not heard was probably forced through. Please add the real concern",
            )
            .into(),
        );
    }
    if change.is_in(Entry::COL.solved) && entry.empathise.0.trim().is_empty() {
        return Verdict::Note(
            text(
                "已记为解决；“共情”还是空的：担心里合理的部分，跟他们说了吗？",
                "Marked resolved; 'Empathise' is blank: did you tell them what is reasonable about their concern?",
            )
            .into(),
        );
    }
    out_of_order(change, entry, date).unwrap_or(Verdict::Fine)
}

/// What is said of a date that comes before one that should precede it, or after one that should follow.
fn out_of_order(change: &Change<'_>, entry: &Entry, date: NaiveDate) -> Option<Verdict> {
    let all = dates(entry);
    let at = all.iter().position(|(column, ..)| change.is_in(*column))?;
    let (before, rest) = all.split_at(at);
    let ((_, own, _), after) = rest.split_first()?;
    let late = before.iter().find(|(.., other)| other.is_some_and(|d| d > date));
    let early = after.iter().find(|(.., other)| other.is_some_and(|d| d < date));
    let (_, other, on) = late.or(early)?;
    Some(Verdict::Note(say!(
        "已保留；顺序是先倾听、再共情、后解决，而{own}在 {date}，{other}在 {on}",
        "Kept; the order is listen, empathise, solve, but it was {own} on {date} and {other} on {on}",
        own,
        date,
        other,
        on = (*on)?
    )))
}

fn written(change: &Change<'_>, entry: &Entry, said: &str) -> Verdict {
    let own = entry.own_words().iter().any(|(column, _)| change.is_in(*column));
    if let Some(word) = label(said).filter(|_| own) {
        return Verdict::Note(say!(
            "“{word}”是在给人贴标签：写他们说了什么、担心什么",
            "'{word}' puts a label on people: write what they said and what concerns them"
        ));
    }
    if !change.is_in(Entry::COL.response) {
        return Verdict::Fine;
    }
    if let Some(order) = only_an_order(said) {
        return Verdict::Note(say!(
            "“{order}”是命令，不是答复：写下针对原因做什么",
            "'{order}' is an order and no answer: write what you do about the cause"
        ));
    }
    if entry.listen.0.trim().is_empty() {
        return Verdict::Note(
            text(
                "已记下；“倾听”还是空的：先问清真正担心的是什么，再开方子",
                "Saved; 'Listen' is still blank: find out what the real concern is before you prescribe",
            )
            .into(),
        );
    }
    Verdict::Fine
}

/// The first words date the entry, the first words of a step date the step.
pub(super) fn follow(change: &Change<'_>) -> Vec<Edit> {
    let Some(entry) = change.row.typed::<Entry>().filter(|_| *change.cell != Cell::Empty) else {
        return Vec::new();
    };
    let begins = [Entry::COL.who, Entry::COL.quote, Entry::COL.person]
        .map(|first| (first, Entry::COL.opened, entry.opened));
    let steps = [
        (Entry::COL.listen, Entry::COL.listened, entry.listened),
        (Entry::COL.empathise, Entry::COL.empathised, entry.empathised),
    ];
    let dated =
        begins.into_iter().chain(steps).filter(|(words, _, date)| change.is_in(*words) && date.is_none());
    dated.map(|(_, day, _)| Edit::put(entry.id, day, Cell::Date(change.today))).collect()
}
