//! What the lines of a block belong to that do not say so, such as the steps of a process: what stands where the cursor is,
//! put before the block as a column of its own, so that it is seen and can be decided like any other.

use super::keys::Found;
use super::reading::NoRows;
use super::{Field, Intake, Planner, Sure};
use crate::registry;
use crate::say;
use crate::sheet::Cell;
use crate::text::{Phrase, Text};
use std::collections::HashSet;

/// What lines belong to that do not say so.
pub struct Within {
    /// The column of the sheet that would say it.
    pub column: usize,
    /// The title over it.
    pub title: String,
    /// What would stand there.
    pub typed: String,
    /// What it is called.
    pub name: Phrase,
}

impl Intake {
    /// Puts before the block what its lines belong to, if they do not say so themselves.
    pub(super) fn place_within(&mut self) {
        let Some(within) = &self.from.within else { return };
        let is_filled = |field: &Field| *field == Field::Ids || field.column() == Some(within.column);
        if self.fields.iter().any(is_filled) || (self.titles.is_some() && !self.is_by_key()) {
            return;
        }
        let is_new = |n: usize| self.titles.is_some() || self.spot(n).is_some_and(|spot| spot.row.is_none());
        let first = self.first();
        let no_rows = NoRows::of(self, None);
        let belongs = |n: usize, cells: &[String]| {
            n >= first
                && is_new(n - first)
                && cells.iter().any(|cell| !cell.trim().is_empty())
                && !no_rows.is_total(self, cells)
        };
        let put: Vec<bool> = self.lines.iter().enumerate().map(|(n, cells)| belongs(n, cells)).collect();
        if !put.contains(&true) {
            return;
        }
        let (typed, title, titles) = (&within.typed, &within.title, self.titles);
        for (n, (line, is_put)) in self.lines.iter_mut().zip(put).enumerate() {
            let cell = if is_put {
                typed.clone()
            } else if titles == Some(n) {
                title.clone()
            } else {
                String::new()
            };
            line.insert(0, cell);
        }
        self.fields.insert(0, Field::Column(within.column, Sure::Placed));
        self.placed = Some(0);
    }

    /// Takes it out again.
    pub(super) fn take_within_out(&mut self) {
        if let Some(at) = self.placed.take() {
            for line in &mut self.lines {
                line.remove(at);
            }
        }
    }

    /// Says where the lines belong that do not say it.
    pub(super) fn said_within(&self) -> Option<Phrase> {
        let within = self.from.within.as_ref().filter(|_| self.placed.is_some())?;
        let title = Text::into(self.def.columns[within.column].title);
        let (title, name): (Phrase, _) = (title, &within.name);
        Some(say!(
            "没有“{title}”这一栏，按光标所在的放进“{name}”；也可以在第一列另选",
            "There is no column {title}, so the lines go where the cursor stands: into '{name}'",
            title,
            name
        ))
    }
}

impl Planner {
    /// Whether lines that are called as rows are there need not mean these: the block does not say what its lines belong to,
    /// there are several such, and some of the lines are called as none is.
    pub(super) fn leaves_open_within(&self, intake: &Intake) -> bool {
        let Some(column) = registry::within(self.def).filter(|_| self.keys.is_some()) else { return false };
        let is_filled = |field: &Field| *field == Field::Ids || field.column() == Some(column);
        if intake.fields.iter().any(is_filled) {
            return false;
        }
        let rows = self.project.sheet(self.def.key);
        let owners: HashSet<String> = rows
            .iter()
            .flat_map(|rows| (0..rows.len()).filter_map(|at| rows.row(at)))
            .filter_map(|row| if let Cell::Link(id) = row.get(column) { Some(id.to_string()) } else { None })
            .collect();
        let lines = intake.lines.iter().enumerate().skip(intake.first());
        let mut filled = lines.filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
        let is_new = |(n, cells): (usize, &Vec<String>)| {
            !self.no_rows.is_total(intake, cells) && matches!(self.find(intake, n, cells), Found::None)
        };
        owners.len() > 1 && filled.any(is_new)
    }
}
