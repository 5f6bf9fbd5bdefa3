//! What is said before a cell of the meeting's sheets is changed, and what goes together with it.

use super::facts::{is_in, joined, names, others};
use super::{Meeting, Verdict};
use crate::project::Edit;
use crate::say;
use crate::sheet::{Cell, Prose, is_everywhere};
use crate::text::text;
use crate::tool::{Change, Verdict as Said};
use crate::tools::kotter::Member;
use chrono::NaiveDate;

/// Judges a change: what has happened has not happened tomorrow, and a time is a time.
pub fn check(change: &Change<'_>) -> Said {
    let happened = change.is_in(Meeting::COL.date) || change.is_in(Verdict::COL.date);
    if let Some(refused) = change.not_after_today().filter(|_| happened) {
        return refused;
    }
    let timed = change.is_in(Meeting::COL.started) || change.is_in(Meeting::COL.ended);
    match change.cell {
        Cell::Text(typed) if timed && chrono::NaiveTime::parse_from_str(typed.trim(), "%H:%M").is_err() => {
            Said::Refuse(say!(
                "“{typed}”不是时间：请写成 09:00",
                "'{typed}' is no time: write it as 09:00",
                typed
            ))
        }
        Cell::Date(day) if change.is_in(Meeting::COL.next) && *day <= change.today => Said::Note(
            text("已保留：下次例会不在今天以后", "Saved as typed: the next meeting is not after today")
                .into(),
        ),
        _ => Said::Fine,
    }
}

/// Who was there tells who was not: the members of the coalition on the day that are not among them, and whoever else was
/// noted as absent. A text that is no list of names, such as `全体到齐`, makes nobody absent.
pub(super) fn follow(change: &Change<'_>) -> Vec<Edit> {
    let Some(meeting) = change.row.typed::<Meeting>().filter(|_| change.is_in(Meeting::COL.attendees)) else {
        return Vec::new();
    };
    let present = match change.cell {
        Cell::Text(names) => names.as_str(),
        _ => "",
    };
    let held = meeting.date.unwrap_or(change.today);
    // Who has joined since was not missed then.
    let since = |member: &Member| member.joined.or(member.entered.day()).unwrap_or(NaiveDate::MIN);
    let members: Vec<&str> = change
        .project
        .rows::<Member>()
        .iter()
        .filter(|member| since(member) <= held)
        .map(|member| member.name.trim())
        .filter(|name| !name.is_empty())
        .collect();
    let is_list = !present.trim().is_empty()
        && !present.contains(['。', '：', ':'])
        && (members.iter().any(|name| is_in(present, name)) || !says_all(present));
    // What was noted of one, such as why, stays with the name.
    let as_noted = |name| names(&meeting.absent.0).find(|noted| is_in(noted, name)).unwrap_or(name);
    let missed = members.iter().copied().filter(|name| is_list && !is_in(present, name)).map(as_noted);
    let noted = others(&meeting.absent.0, &members).filter(|name| !is_in(present, name));
    let absent: Vec<&str> = missed.chain(noted).collect();
    // The comma of those who are there, else that of the names.
    let is_chinese = |text: &str| text.contains(['、', '，']) || text.chars().any(|c| c >= '\u{2e80}');
    let comma = if is_chinese(present) && !present.contains(", ") { "、" } else { ", " };
    let absent = joined(&absent, comma);
    if meeting.absent == Prose(absent.as_str().into()) {
        return Vec::new();
    }
    let cell = if absent.is_empty() { Cell::Empty } else { Cell::Text(absent.into()) };
    vec![Edit::put(meeting.id, Meeting::COL.absent, cell)]
}

/// Whether a text that names nobody may say that all were there, or how many.
fn says_all(text: &str) -> bool {
    let lower = text.to_lowercase();
    let is_all = |word: &str| matches!(word, "all" | "everyone" | "everybody" | "full" | "whole" | "team");
    lower.contains(['全', '都', '齐', '均', '皆', '大', '各', '人'])
        || lower.contains("所有")
        || lower.contains(|c: char| c.is_numeric())
        || lower.split(|c: char| !c.is_ascii_alphabetic()).any(is_all)
        || names(text).any(is_everywhere)
}
