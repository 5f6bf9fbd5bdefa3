//! Lines of a block that stand for something else than a row.

use super::Intake;
use crate::sheet::is_total_word;

/// Whether a line is one of totals or averages, by the first of its cells that holds anything or the one that names its row.
pub(super) fn is_total(intake: &Intake, cells: &[String]) -> bool {
    let first = cells.iter().find(|cell| !cell.trim().is_empty());
    let name = intake.fields.iter().position(|field| field.column() == Some(0)).and_then(|at| cells.get(at));
    first.into_iter().chain(name).any(|cell| is_total_word(cell))
}

/// What spreadsheets show in a cell whose formula has failed; `#N/A` says that there is nothing.
const ERRORS: [&str; 9] =
    ["#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA"];

/// Whether a cell holds the error of a formula and no value.
pub(super) fn is_error(typed: &str) -> bool {
    let typed = typed.trim();
    typed.starts_with('#') && ERRORS.iter().any(|error| typed.eq_ignore_ascii_case(error))
}
