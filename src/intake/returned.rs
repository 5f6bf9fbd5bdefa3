//! Rows that were removed together with one that a file brings back, such as the scores of a card: they come back with it,
//! although nobody has changed them in the file.

use super::{Intake, Planner};
use crate::project::Project;
use crate::sheet::{Cell, Id, Kind};
use chrono::NaiveDate;

impl Planner {
    /// Whether a line whose row was removed from the project belongs to a row that this file has brought back, and was
    /// not taken out on a day of its own.
    pub(super) fn returns(&self, intake: &Intake, cells: &[String]) -> bool {
        let Some(began) = &self.began else { return false };
        let belongs = |(at, typed): (usize, &String)| {
            let column = intake.fields.get(at)?.column()?;
            let Kind::Link(sheet) = self.def.columns[column].kind else { return None };
            let meant = self.as_meant(column, at, typed);
            let row = self.def.new_row(Id::new(0));
            let read = self.read_cell_of(&*row, column, &meant);
            let Ok(Cell::Link(id)) = read else { return None };
            let is_new = !has(began, sheet, id);
            (is_new && self.went_with(intake.id_of(cells)?, sheet, column)).then_some(())
        };
        cells.iter().enumerate().find_map(belongs).is_some()
    }

    /// Whether a row was removed on the day on which the one was that it refers to, as far as that is known.
    fn went_with(&self, row: Id, sheet: &str, column: usize) -> bool {
        let day = |sheet: &str, row: Id| -> Option<NaiveDate> {
            let mut entries = self.project.removed.iter().rev();
            entries.find(|entry| entry.row == row && entry.sheet == sheet).map(|entry| entry.day)
        };
        let was = self.with_removed();
        let held =
            was.sheet(self.def.key).and_then(|rows| match rows.row(rows.position(row)?)?.get(column) {
                Cell::Link(held) => Some(held),
                _ => None,
            });
        let days = day(self.def.key, row).zip(held.and_then(|held| day(sheet, held)));
        days.is_none_or(|(own, held)| own == held)
    }
}

fn has(project: &Project, sheet: &str, row: Id) -> bool {
    project.sheet(sheet).is_some_and(|rows| rows.position(row).is_some())
}
