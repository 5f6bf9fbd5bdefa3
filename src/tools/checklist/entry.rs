//! Questions and notes before an item is ticked.

use super::sheets::Item;
use crate::say;
use crate::sheet::Cell;
use crate::text::text;
use crate::tool::{Change, Verdict};
use crate::tools::charter;

pub(super) fn check(change: &Change<'_>) -> Verdict {
    let ticked = change.row.typed::<Item>().filter(|_| change.is_in(Item::COL.done));
    let (Some(item), Cell::Date(done)) = (ticked, change.cell) else { return Verdict::Fine };
    if let Some(refused) = change.not_after_today() {
        return refused;
    }
    if item.is_not_applicable() {
        return Verdict::Note(
            text(
                "已勾选；但这一项写了不适用的原因，仍不计入。清空原因后才计入。",
                "Ticked; but a reason says that it does not apply, so it is still not counted. Clear the reason to count it.",
            )
            .into(),
        );
    }
    match charter::charter(change.project).start {
        Some(start) if *done < start => Verdict::Note(say!(
            "已保留：{done} 早于启动日期 {start}，算作启动前完成",
            "Saved as typed: {done} is before the start date, {start}, so it counts as done before the start"
        )),
        _ => Verdict::Fine,
    }
}
