//! Where a file says something, as whoever looks it up in the file finds it.

use super::super::report::Report;
use super::Taken;
use crate::say;
use crate::sheet::Id;
use crate::text::{Lang, Phrase};

/// The name of a file, with the cell in which it speaks of a field of a row.
pub(super) fn of_cell(taken: &Taken, sheet: &str, row: Id, field: &str) -> Phrase {
    let file = &taken.file;
    match place(taken, sheet, row, Some(field)) {
        Some(place) => say!("{file}（{place}）", "{file} ({place})", place),
        None => say!("{file} ", "{file}"),
    }
}

/// The name of a file, with the line or the cell that is called what a row is.
pub(super) fn of_row(taken: &Taken, sheet: &str, row: Id) -> Phrase {
    let file = &taken.file;
    match place(taken, sheet, row, None) {
        Some(place) => say!("{file} {place}", "{file}, {place}", place),
        None => Phrase::same(file.clone()),
    }
}

/// Where a file speaks of a row: in the cell of a field, or in that of its name.
fn place(taken: &Taken, sheet: &str, row: Id, field: Option<&str>) -> Option<Phrase> {
    taken.reports.iter().filter(|(intake, ..)| intake.def.key == sheet).find_map(
        |(intake, plan, worksheet)| {
            let line = plan.lines_of(intake, row).next()?.line;
            let column = field.map_or(Some(0), |field| intake.def.column(field))?;
            let at = (0..intake.width()).find(|at| intake.column_at(line, *at) == Some(column))?;
            let report =
                Report { intake, plan, lang: Lang::En, file: None, worksheet, named: false, beaten: &[] };
            Some(report.place(line, at))
        },
    )
}
