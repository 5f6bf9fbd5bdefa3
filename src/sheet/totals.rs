//! Words by which a line says that it adds up or averages others.

use super::comparable;

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

/// What the first cell of a line of averages says.
const AVERAGES: &[&str] = &[
    "平均",
    "平均值",
    "平均数",
    "平均分",
    "均值",
    "均分",
    "中位数",
    "average",
    "averages",
    "avg",
    "avg.",
    "mean",
    "median",
    "durchschnitt",
    "mittelwert",
];

/// Whether a cell says that its line adds up or averages others.
pub fn is_total_word(typed: &str) -> bool {
    let word = comparable(typed);
    TOTALS.contains(&word.as_str()) || AVERAGES.contains(&word.as_str())
}
