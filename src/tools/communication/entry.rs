//! What is said before a cell of the plan is changed, and what goes together with a change. It must not know
//! what the values lead to.

use super::sheets::{Audience, Feedback, Message, Send};
use crate::project::{Edit, Project};
use crate::say;
use crate::sheet::{AnyRow, Cell};
use crate::text::{Phrase, text};
use crate::tool::{Change, Verdict};
use chrono::NaiveDate;

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
    let key = change.column.key;
    if let Some(send) = change.row.typed::<Send>()
        && send.date.is_none()
        && ["message", "audience", "channel", "reached"].contains(&key)
    {
        vec![Edit::set::<Send>(send.id, "date", today)]
    } else if let Some(entry) = change.row.typed::<Feedback>()
        && entry.asked.is_none()
        && ["audience", "question"].contains(&key)
    {
        vec![Edit::set::<Feedback>(entry.id, "asked", today)]
    } else {
        Vec::new()
    }
}

fn past(date: NaiveDate, today: NaiveDate) -> Verdict {
    if date > today {
        return Verdict::Refuse(say!(
            "{date} 还没有到：这里记的是已经发生的事，最晚填今天 {today}",
            "{date} has not come yet: this records what has happened, so today, {today}, at the latest"
        ));
    }
    Verdict::Fine
}

fn of_send(change: &Change<'_>, send: &Send) -> Verdict {
    let mut after = send.clone();
    let Some(column) = send.def().column(change.column.key) else { return Verdict::Fine };
    if !after.set(column, change.cell.clone()) {
        return Verdict::Fine;
    }
    match change.column.key {
        "date" => match after.date.map_or(Verdict::Fine, |date| past(date, change.today)) {
            Verdict::Fine => twice(change.project, &after),
            verdict => verdict,
        },
        "message" => twice(change.project, &after),
        "audience" => match too_many(change.project, &after) {
            Verdict::Fine => twice(change.project, &after),
            verdict => verdict,
        },
        "reached" => too_many(change.project, &after),
        _ => Verdict::Fine,
    }
}

/// More people than there are is kept and said: the audience may have grown.
fn too_many(project: &Project, send: &Send) -> Verdict {
    let audience = send.audience.0.and_then(|id| project.find::<Audience>(id));
    let Some((reached, them)) = send.reached.zip(audience) else { return Verdict::Fine };
    match them.size {
        Some(size) if reached > size => {
            let Phrase { zh, en } = them.called();
            Verdict::Note(say!(
                "{zh}一共 {size} 人，触达 {reached} 人：覆盖率最多算到 {size} 人，请核对",
                "{en}: {reached} reached of {size}; coverage counts {size} at most, please check"
            ))
        }
        _ => Verdict::Fine,
    }
}

/// Two sends of a day are one repeat.
fn twice(project: &Project, send: &Send) -> Verdict {
    if send.date.is_none() || send.message.0.is_none() || send.audience.0.is_none() {
        return Verdict::Fine;
    }
    let same = |other: &Send| {
        other.id != send.id
            && other.date == send.date
            && other.message == send.message
            && other.audience == send.audience
    };
    if project.rows::<Send>().iter().any(|other| same(other)) {
        return Verdict::Note(
            text(
                "这一天已经记过同一条信息：两次都保留，次数算一次",
                "This message went to them that day already: both are kept and count as one",
            )
            .into(),
        );
    }
    Verdict::Fine
}

fn of_message(change: &Change<'_>, message: &Message) -> Verdict {
    match (change.column.key, change.cell) {
        ("count_from", Cell::Date(date)) => past(*date, change.today),
        ("message", Cell::Text(new)) => reworded(change, message, new),
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
            "这条信息已经发过 {n} 次。改写之后，次数从今天重新数吗？",
            "This message has been sent before ({n}). Should its count begin anew today, now that it is reworded?"
        ),
        also: ("count_from", Cell::Date(change.today)),
    }
}

fn of_feedback(change: &Change<'_>, entry: &Feedback) -> Verdict {
    let (asked, answered) = match (change.column.key, change.cell) {
        ("asked", Cell::Date(asked)) => (Some(*asked), entry.answered.0),
        ("answered", Cell::Date(answered)) => (entry.asked, Some(*answered)),
        _ => return Verdict::Fine,
    };
    if let Cell::Date(date) = change.cell
        && let refused @ Verdict::Refuse(_) = past(*date, change.today)
    {
        return refused;
    }
    match asked.zip(answered) {
        Some((asked, answered)) if answered < asked => Verdict::Note(say!(
            "已保留：答复日期 {answered} 早于提出日期 {asked}，请核对",
            "Kept: answered on {answered}, before it was asked on {asked}; please check"
        )),
        _ if change.column.key == "answered" && entry.answer.0.trim().is_empty() => {
            Verdict::Note(text("已勾选；请写下答复了什么", "Ticked; please write what the answer was").into())
        }
        _ => Verdict::Fine,
    }
}
