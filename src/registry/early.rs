//! The question about a day of completion before the project's start: most are a slip in the year.

use crate::say;
use crate::sheet::{Cell, Kind};
use crate::text::Phrase;
use crate::tool::{Change, Verdict};
use crate::tools::charter;
use crate::tools::roadmap::Resource;
use chrono::Datelike as _;

/// What is asked about a tick of a day before the start; none where the project has not begun, since all that is done
/// by now is early then, and of approvals, which come before.
pub(super) fn asked(change: &Change<'_>) -> Option<Verdict> {
    let (Kind::Tick, Cell::Date(day)) = (change.column.kind, change.cell) else { return None };
    let start =
        charter::charter(change.project).start.filter(|start| (day < start) && (*start <= change.today))?;
    if change.is_in(Resource::COL.approved) {
        return None;
    }
    let title = change.column.title;
    let meant = (start.year()..=change.today.year())
        .filter_map(|year| day.with_year(year))
        .find(|meant| (start..=change.today).contains(meant));
    let question: Phrase = match meant {
        Some(meant) => say!(
            "是 {meant} 吗？项目 {start} 才启动，您填的“{title}”是 {day}",
            "Is it {meant}? The project began on {start}, and you typed {day} as '{title}'",
            title
        ),
        None => say!(
            "按启动日期 {start} 记吗？您填的“{title}”是 {day}，那时项目还没启动",
            "Record it on the start date, {start}? You typed {day} as '{title}', when the project had not begun",
            title
        ),
    };
    Some(Verdict::Ask { question, instead: Cell::Date(meant.unwrap_or(start)) })
}
