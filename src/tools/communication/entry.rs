//! What is said before a cell of the plan is changed, and what goes together with a change. It must not know
//! what the values lead to.

use super::sheets::{Audience, Feedback, Message, Send};
use crate::project::{Edit, Project};
use crate::say;
use crate::sheet::{AnyRow, Cell, Col};
use crate::text::text;
use crate::tool::{Change, Verdict};

/// The check of all four sheets.
pub(super) fn check(change: &Change<'_>) -> Verdict {
    if let Some(send) = change.row.typed::<Send>() {
        of_send(change, send)
    } else if let Some(message) = change.row.typed::<Message>() {
        of_message(change, message)
    } else if let Some(entry) = change.row.typed::<Feedback>() {
        of_feedback(change, entry)
    } else {
        Verdict::Fine
    }
}

/// The first thing said in a row dates it: without a day it would not count.
pub(super) fn follow(change: &Change<'_>) -> Vec<Edit> {
    if *change.cell == Cell::Empty {
        return Vec::new();
    }
    let today = Cell::Date(change.today);
    let entered = |columns: &[Col]| columns.iter().any(|column| change.is_in(*column));
    if let Some(send) = change.row.typed::<Send>()
        && send.date.is_none()
        && entered(&[Send::COL.message, Send::COL.audience, Send::COL.channel, Send::COL.reached])
    {
        vec![Edit::put(send.id, Send::COL.date, today)]
    } else if let Some(entry) = change.row.typed::<Feedback>()
        && entry.asked.is_none()
        && entered(&[Feedback::COL.audience, Feedback::COL.question])
    {
        vec![Edit::put(entry.id, Feedback::COL.asked, today)]
    } else {
        Vec::new()
    }
}

fn of_send(change: &Change<'_>, send: &Send) -> Verdict {
    let mut after = send.clone();
    let Some(column) = send.def().column(change.column.key) else { return Verdict::Fine };
    if !after.set(column, change.cell.clone()) {
        return Verdict::Fine;
    }
    let refused = if change.is_in(Send::COL.date) { change.not_after_today() } else { None };
    let counted = change.is_in(Send::COL.audience) || change.is_in(Send::COL.reached);
    let identified =
        [Send::COL.date, Send::COL.message, Send::COL.audience].map(|column| change.is_in(column));
    refused
        .or_else(|| too_many(change.project, &after).filter(|_| counted))
        .or_else(|| twice(change.project, &after).filter(|_| identified.contains(&true)))
        .unwrap_or(Verdict::Fine)
}

/// More people than there are is kept and said: the audience may have grown.
fn too_many(project: &Project, send: &Send) -> Option<Verdict> {
    let them = project.find::<Audience>(send.audience.0?)?;
    let (reached, size) = send.reached.zip(them.size).filter(|(reached, size)| reached > size)?;
    Some(Verdict::Note(say!(
        "{who}一共 {size} 人，触达 {reached} 人：覆盖率最多算到 {size} 人，请核对",
        "{who}: {reached} reached, but the size is {size}; coverage counts {size} at most, please check",
        who = them.called(),
        reached,
        size
    )))
}

/// Two sends of a day are one repeat.
fn twice(project: &Project, send: &Send) -> Option<Verdict> {
    if send.date.is_none() || send.message.0.is_none() || send.audience.0.is_none() {
        return None;
    }
    let same = |other: &Send| {
        other.id != send.id
            && other.date == send.date
            && other.message == send.message
            && other.audience == send.audience
    };
    let noted = text(
        "这一天已经记过同一条信息：两次都保留，次数算一次",
        "This message went to them on that day already: both are kept and count as one",
    );
    project.rows::<Send>().iter().any(|other| same(other)).then(|| Verdict::Note(noted.into()))
}

fn of_message(change: &Change<'_>, message: &Message) -> Verdict {
    if change.is_in(Message::COL.count_from) {
        return change.not_after_today().unwrap_or(Verdict::Fine);
    }
    match change.cell {
        Cell::Text(new) if change.is_in(Message::COL.message) => reworded(change, message, new),
        _ => Verdict::Fine,
    }
}

/// Whether the count begins anew with new words is for people to say.
fn reworded(change: &Change<'_>, message: &Message, new: &str) -> Verdict {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words(new) == words(&message.message.0) || !message.is_said() {
        return Verdict::Fine;
    }
    let of_it = |send: &Send| {
        send.message.0 == Some(message.id)
            && send.date.is_some_and(|date| message.count_from.is_none_or(|from| date >= from))
            && send.date < Some(change.today)
    };
    let n = change.project.rows::<Send>().iter().filter(|send| of_it(send)).count();
    if n == 0 {
        return Verdict::Fine;
    }
    Verdict::Offer {
        question: say!(
            "这条信息已经讲过 {n} 次。改写之后，次数从今天重新数吗？",
            "This message has been sent before ({n}). Should the count start again today, now that it is reworded?"
        ),
        also: (Message::COL.count_from.key, Cell::Date(change.today)),
    }
}

fn of_feedback(change: &Change<'_>, entry: &Feedback) -> Verdict {
    let is_answered = change.is_in(Feedback::COL.answered);
    let Cell::Date(date) = *change.cell else { return Verdict::Fine };
    let (asked, answered) = if is_answered {
        (entry.asked, Some(date))
    } else if change.is_in(Feedback::COL.asked) {
        (Some(date), entry.answered.0)
    } else {
        return Verdict::Fine;
    };
    if let Some(refused) = change.not_after_today() {
        return refused;
    }
    match asked.zip(answered) {
        Some((asked, answered)) if answered < asked => Verdict::Note(say!(
            "已保留：答复日期 {answered} 早于提出日期 {asked}，请核对",
            "Saved as typed: answered on {answered}, before it was asked on {asked}; please check"
        )),
        _ if is_answered && entry.answer.0.trim().is_empty() => {
            Verdict::Note(text("已勾选；请写下答复了什么", "Ticked; please write what the answer was").into())
        }
        _ => Verdict::Fine,
    }
}
