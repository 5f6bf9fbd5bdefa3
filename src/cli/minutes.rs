//! The minutes of a meeting, printed as Markdown.

use super::{Answer, Call, Failure};
use crate::agenda;
use crate::facts::Facts;
use crate::say;
use crate::text::text;
use crate::tools::meetings::Figures;
use chrono::NaiveDate;

/// Prints the minutes of the latest meeting, or of all that were held on a day, one behind the other.
pub(super) fn minutes(call: &Call<'_>, of: Option<NaiveDate>) -> Result<Answer, Failure> {
    let seen = call.seen()?;
    let facts = Facts::new(&seen.project, seen.day);
    let figures = facts.get::<Figures>();
    let wanted: Vec<_> = match of {
        Some(day) => figures.held.iter().filter(|meeting| meeting.date == Some(day)).collect(),
        None => figures.held.last().into_iter().collect(),
    };
    if wanted.is_empty() {
        return Err(match of {
            Some(day) => say!("{day} 没有开过例会", "no meeting was held on {day}"),
            None => text("还没有开过例会", "no meeting was held yet").into(),
        }
        .into());
    }
    let printed = wanted
        .into_iter()
        .filter_map(|meeting| agenda::minutes(&seen.project, meeting.id, seen.day, call.lang))
        .collect::<Vec<_>>();
    Ok(Answer::of(printed.join("\n")))
}
