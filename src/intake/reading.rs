//! Lines of a block that stand for something else than a row.

use super::draft::lacks_day;
use super::plan::Left;
use super::titles::is_number_title;
use super::{Choice, Intake};
use crate::project::Project;
use crate::sheet::{Kind, TotalOf, comparable, is_comparable, is_dashes, is_everywhere, total_of};
use std::cell::OnceCell;
use std::collections::HashSet;

/// What tells the lines of a block that are no rows: those of totals, titles that stand there again, lines without a day.
pub(super) struct NoRows {
    /// The titles in the form in which names are compared.
    titles: Vec<String>,
    /// Whether the block says of no line on which day it is, in a sheet that has a row for each day.
    undated: bool,
    /// What stands in the columns that do not name rows; lines of totals are often called by it.
    groups: OnceCell<HashSet<String>>,
}

impl NoRows {
    /// What tells them in this block; lines without a day are told in a project only.
    pub fn of(intake: &Intake, project: Option<&Project>) -> NoRows {
        let titles = intake.titles.and_then(|line| intake.lines.get(line));
        NoRows {
            titles: titles.iter().flat_map(|line| line.iter()).map(|title| comparable(title)).collect(),
            undated: intake.is_by_key() && project.is_some_and(|project| lacks_day(intake, project)),
            groups: OnceCell::new(),
        }
    }

    /// Why a line is left out that is no row, whatever a row of it would be; none if it may be one.
    pub fn left(&self, intake: &Intake, cells: &[String], choice: Option<Choice>) -> Option<Left> {
        match choice {
            Some(Choice::Out) => Some(Left::Chosen),
            Some(_) => None,
            None if !intake.totals && self.is_total(intake, cells) => Some(Left::Total),
            None if self.is_titles(intake, cells) => Some(Left::Titles),
            None => self.undated.then_some(Left::Undated),
        }
    }

    /// Whether a line is one of totals or averages, by the first of its cells that holds anything or the one that names its
    /// row. What a total is of has to stand in the block, or be called as a place is: an indicator may have such a name, too.
    pub fn is_total(&self, intake: &Intake, cells: &[String]) -> bool {
        let first = cells.iter().find(|cell| !cell.trim().is_empty());
        let name = name_column(intake).and_then(|at| cells.get(at));
        // Among people and centres a line of all of them adds them up.
        let of_places = crate::registry::centre_column(intake.def)
            .is_some_and(|column| intake.def.columns[column].kind == Kind::Text);
        if of_places && name.is_some_and(|name| is_everywhere(name)) {
            return true;
        }
        // Beside a name a total stands where its place would.
        let places = intake.fields.iter().enumerate().filter(|(_, field)| {
            field.column().is_some_and(|column| column != 0 && intake.def.key_columns.contains(&column))
        });
        let mut places = places.filter_map(|(at, _)| cells.get(at));
        if places.any(|cell| total_of(cell) == Some(TotalOf::All)) {
            return true;
        }
        first.into_iter().chain(name).any(|cell| match total_of(cell) {
            None => false,
            Some(TotalOf::All) => true,
            Some(TotalOf::Named(of)) => {
                let groups = || self.groups.get_or_init(|| groups(intake));
                crate::registry::is_place(&of) || self.titles.contains(&of) || groups().contains(&of)
            }
        })
    }

    /// Whether a line repeats the titles.
    fn is_titles(&self, intake: &Intake, cells: &[String]) -> bool {
        let mut filled = cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()).peekable();
        if self.titles.is_empty() || filled.peek().is_none() {
            return false;
        }
        let (mut titles, mut names) = (0, false);
        for (at, cell) in filled {
            if !self.titles.get(at).is_some_and(|title| is_comparable(cell, title)) {
                return false;
            }
            titles += usize::from(!is_number_title(cell));
            names |= name_column(intake) == Some(at);
        }
        names || titles > 1
    }
}

fn name_column(intake: &Intake) -> Option<usize> {
    intake.fields.iter().position(|field| field.column() == Some(0))
}

fn groups(intake: &Intake) -> HashSet<String> {
    let name = name_column(intake);
    let cells = intake.lines.iter().skip(intake.first()).flat_map(|line| line.iter().enumerate());
    cells.filter(|(at, _)| Some(*at) != name).map(|(_, cell)| comparable(cell)).collect()
}

/// Whether a line holds nothing, or nothing but dashes, as lines are ruled off.
pub(super) fn is_ruled_off(cells: &[String]) -> bool {
    cells.iter().all(|cell| cell.trim().is_empty() || is_dashes(cell))
}

/// What spreadsheets show in a cell whose formula has failed; `#N/A` says that there is nothing.
const ERRORS: [&str; 9] =
    ["#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA"];

/// Whether a cell holds the error of a formula and no value.
pub(super) fn is_error(typed: &str) -> bool {
    let typed = typed.trim();
    typed.starts_with('#') && ERRORS.iter().any(|error| typed.eq_ignore_ascii_case(error))
}

/// The formula in a cell whose file holds no result of it.
pub(super) fn uncomputed(typed: &str) -> Option<&str> {
    typed.strip_prefix('#').filter(|formula| formula.len() > 1 && formula.starts_with('='))
}
