//! What a cell looks like as text.

use super::{Cell, Id, Score, Unit};
use crate::text::Lang;

/// A number as people write it: at most two decimals, no trailing zeros, no minus zero.
pub fn number(value: f64, unit: Unit, lang: Lang) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    let shown = if rounded.is_finite() && rounded.abs() < 1e15 { rounded + 0.0 } else { value };
    format!("{shown}{}", unit.sign().get(lang))
}

/// A cell as plain text, as it stands in a CSV file or on the clipboard and can be read back in.
/// `name` gives the name of the row that a link means.
pub fn plain(cell: &Cell, lang: Lang, name: &dyn Fn(Id) -> String) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.to_string(),
        Cell::Score(score) => score.get().to_string(),
        Cell::Number(value) => value.to_string(),
        Cell::Count(count) => count.to_string(),
        Cell::Date(date) => date.to_string(),
        Cell::Check(yes) => {
            crate::text::text(if *yes { "是" } else { "否" }, if *yes { "yes" } else { "no" })
                .get(lang)
                .into()
        }
        Cell::Choice(option) => option.label.get(lang).into(),
        Cell::Link(id) => name(*id),
    }
}

/// Five dots and the figure: `●●●○○ 3`.
pub fn score_dots(score: Score) -> String {
    let n = usize::from(score.get());
    format!("{}{} {n}", "●".repeat(n), "○".repeat(5 - n))
}
