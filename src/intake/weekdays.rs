//! Days of the week in a list of measurements: all are of one week.

use super::{Intake, Planner};
use crate::calendar::{day_of_week_from, monday_of, monday_of_weekdays, said_last_week, weekday_named};
use crate::sheet::{Kind, is_nothing, is_nothing_word};
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
        let is_value = |at: &usize| {
            let column = self.fields.get(*at).and_then(|field| field.column());
            column.is_some_and(|column| self.def.columns[column].kind == Kind::Number)
        };
        let value = (0..self.width()).find(is_value);
        // A day without a value may be to come.
        let has_value = |line: &[String]| {
            value.is_none_or(|value| {
                line.get(value).is_some_and(|cell| !is_nothing(cell.trim()) && !is_nothing_word(cell.trim()))
            })
        };
        let mut days: Vec<(Weekday, bool)> = Vec::new();
        for line in self.lines.iter().skip(self.first()) {
            let Some(day) = line.get(at).and_then(|cell| weekday_named(cell)) else { continue };
            match days.iter_mut().find(|(there, _)| *there == day) {
                Some((_, has)) => *has |= has_value(line),
                None => days.push((day, has_value(line))),
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
