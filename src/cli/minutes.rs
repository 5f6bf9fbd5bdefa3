//! The minutes of a meeting, printed as Markdown.

use super::{Answer, Call, Failure};
use crate::agenda;
use crate::facts::Facts;
use crate::say;
use crate::text::text;
use crate::tools::meetings::Figures;
use chrono::NaiveDate;

/// Prints the minutes of the latest meeting, or of the one held on a day.
pub(super) fn minutes(call: &Call<'_>, of: Option<NaiveDate>) -> Result<Answer, Failure> {
    let seen = call.seen()?;
    let facts = Facts::new(&seen.project, seen.day);
    let figures = facts.get::<Figures>();
    let wanted = figures.held.iter().rev().find(|meeting| of.is_none_or(|day| meeting.date == Some(day)));
    let Some(meeting) = wanted else {
        return Err(match of {
            Some(day) => say!("{day} 没有开过例会", "no meeting was held on {day}"),
            None => text("还没有开过例会", "no meeting was held yet").into(),
        }
        .into());
    };
    let printed = agenda::minutes(&seen.project, meeting.id, seen.day, call.lang);
    Ok(Answer::of(printed.unwrap_or_default()))
}
