//! Days of the week in a list of measurements: all are of one week.

use super::{Intake, Planner};
use crate::calendar::{day_of_week_from, monday_of, monday_of_weekdays, said_last_week, weekday_named};
use crate::sheet::Kind;
use chrono::{NaiveDate, Weekday};

impl Intake {
    /// The Monday of the week of the days of each column of the block that are told by their names alone.
    pub(super) fn mondays(&self, today: NaiveDate) -> Vec<Option<NaiveDate>> {
        (0..self.width()).map(|at| self.monday(at, today)).collect()
    }

    fn monday(&self, at: usize, today: NaiveDate) -> Option<NaiveDate> {
        let column = self.fields.get(at).and_then(|field| field.column())?;
        if self.def.measured_by.is_none() || self.def.columns[column].kind != Kind::Date {
            return None;
        }
        let mut days: Vec<(Weekday, bool)> = Vec::new();
        let cells = self.lines.iter().skip(self.first()).filter_map(|line| line.get(at));
        for day in cells.filter_map(|cell| weekday_named(cell)) {
            if days.iter().all(|(there, _)| *there != day) {
                days.push((day, true));
            }
        }
        monday_of_weekdays(&days, today)
    }
}

impl Planner {
    /// The day that the name of one means in a column of the block.
    pub(super) fn day_of_its_week(&self, at: usize, typed: &str) -> Option<NaiveDate> {
        let monday = self.mondays.get(at).copied().flatten()?;
        day_of_week_from(monday, weekday_named(typed)?)
    }

    /// Says of which week the days of the week are, where it is not the present one.
    pub(super) fn note_weekdays(&mut self) {
        let mut mondays = self.mondays.iter().flatten();
        let Some(monday) = mondays.find(|monday| Some(**monday) != monday_of(self.today)) else { return };
        let note = said_last_week(*monday);
        self.note(note);
    }
}
