//! Words in a block that stand for something else than a value.

use super::{Intake, comparable};

/// What people and spreadsheets write where there is nothing to enter.
const NOTHING: &[&str] = &[
    "n/a",
    "na",
    "n.a",
    "#n/a",
    "nil",
    "null",
    "none",
    "tbd",
    "tba",
    "tbc",
    "无",
    "暂无",
    "没有",
    "待定",
    "未定",
    "待确认",
    "待补充",
    "不适用",
    "空",
    "#value!",
    "#ref!",
    "#div/0!",
    "#name?",
    "#num!",
    "#null!",
];

/// What the first cell of a line of totals says.
const TOTALS: &[&str] = &[
    "合计",
    "小计",
    "总计",
    "总和",
    "共计",
    "总数",
    "汇总",
    "total",
    "totals",
    "subtotal",
    "sum",
    "grandtotal",
    "overall",
];

/// Whether a text says that there is nothing: `N/A`, `无`, `待定`, the errors of a formula.
pub fn is_nothing_word(typed: &str) -> bool {
    NOTHING.contains(&comparable(typed).as_str())
}

/// Whether a line is one of totals, by the first of its cells that holds anything or the one that names its row.
pub(super) fn is_total(intake: &Intake, cells: &[String]) -> bool {
    let first = cells.iter().find(|cell| !cell.trim().is_empty());
    let name = intake.fields.iter().position(|field| field.column() == Some(0)).and_then(|at| cells.get(at));
    first.into_iter().chain(name).any(|cell| TOTALS.contains(&comparable(cell).as_str()))
}
