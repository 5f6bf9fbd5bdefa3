//! What is said before a cell of the meeting's sheets is changed.

use super::{Meeting, Verdict};
use crate::say;
use crate::sheet::Cell;
use crate::text::text;
use crate::tool::{Change, Verdict as Said};

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
