//! What goes beside the cells of a line: values that are kept before it gives them anew, rows that it names and that are not
//! there yet.

use super::draft::Draft;
use super::planner::Line;
use super::{CellPlan, Intake, Mend, Planner};
use crate::project::{self, Edit};
use crate::registry;
use crate::say;
use crate::sheet::{AnyRow, Cell, Id, Kind, Label, is_dashes, is_money_sign, is_nothing_word};
use crate::tool::Renewed;
use std::sync::Arc;

impl Planner {
    /// Lets the tool keep what the line gives anew.
    pub(super) fn keep(
        &mut self,
        line: &Line<'_>,
        read: &[CellPlan],
        draft: &mut Draft,
        new_id: &mut dyn FnMut() -> Id,
    ) {
        if draft.changes == 0 {
            return;
        }
        let says = |cell: &CellPlan| {
            // What the project has made of it since the export, the line does not give, nor what is left empty.
            !matches!(
                cell,
                CellPlan::Out
                    | CellPlan::Blank
                    | CellPlan::Nothing
                    | CellPlan::Waits
                    | CellPlan::Left(_)
                    | CellPlan::Keeps(..)
                    | CellPlan::Stays(_)
            )
        };
        let given: Vec<usize> = read
            .iter()
            .enumerate()
            .filter(|(_, cell)| says(cell))
            .filter_map(|(at, _)| line.intake.column_at(line.n, at))
            // What came back as it was exported nobody has written, whatever the project holds by now.
            .filter(|column| !draft.untouched.contains(column))
            .collect();
        let (before, after) = (draft.before.copy(), draft.row.copy());
        let (before, after, today) = (&*before, &*after, self.today);
        let edits =
            registry::kept(&Renewed { project: &self.project, before, after, given: &given, today }, new_id);
        if !edits.is_empty() {
            self.kept.push(project::key_phrase(&self.project, before));
        }
        for edit in edits {
            draft.take(edit);
        }
    }

    /// The unit in which the values of a new indicator are written, if all that have one have the same.
    fn unit_of(&self, intake: &Intake, row: &dyn AnyRow, (at, name): (usize, &str)) -> Option<(usize, Cell)> {
        let values = intake.fields.iter().position(|field| {
            field.column().is_some_and(|column| self.def.columns[column].kind == Kind::Number)
        })?;
        let lines = intake.lines.iter().skip(intake.first());
        let own = lines.filter(|line| line.get(at).is_some_and(|cell| cell == name));
        self.unit_behind(row, own.filter_map(|line| line.get(values)).map(String::as_str))
            .or_else(|| self.unit_beside(intake, row, (at, name)))
    }

    /// The unit that a column of units in the block gives a new indicator, if its values can be read in that; one that is in
    /// no list and the same in all its lines is a unit of people's own.
    fn unit_beside(
        &self,
        intake: &Intake,
        row: &dyn AnyRow,
        (at, name): (usize, &str),
    ) -> Option<(usize, Cell)> {
        let column = row.def().column("unit")?;
        let written = self.units.of(intake, (at, name));
        let first = *written.first()?;
        let read = |unit: &str| registry::read_cell(&self.project, row, column, unit, self.today).ok();
        if let Some(cell) = read(first).filter(|cell| *cell != Cell::Empty) {
            let is_unit = |unit: &&str| {
                read(unit).as_ref() == Some(&cell)
                    || self.is_readable(row, (column, &cell), &format!("1 {unit}"))
            };
            return written.iter().all(is_unit).then_some((column, cell));
        }
        let own = row.def().column("unit_name").filter(|_| !is_nothing_word(first) && !is_dashes(first))?;
        let is_same = written.iter().all(|unit| unit == &first);
        (is_same && Label::whole(first).is_some()).then(|| (own, Cell::Text(first.into())))
    }

    /// The unit that stands behind some values, as the column of a row that takes it; one that is in no list is a unit of
    /// people's own.
    fn unit_behind<'a>(
        &self,
        row: &dyn AnyRow,
        values: impl Iterator<Item = &'a str>,
    ) -> Option<(usize, Cell)> {
        let column = row.def().column("unit")?;
        let behind = |typed: &str| {
            let is_figure = |c: char| c.is_numeric() || matches!(c, '.' | ',' | '，' | '-' | '+' | '−' | ' ');
            let typed = typed.trim();
            // The sign of a currency stands before its figure.
            let sign = typed.chars().find(|c| !c.is_whitespace()).filter(|c| is_money_sign(*c));
            sign.map_or_else(|| typed.trim_start_matches(is_figure).trim().to_owned(), String::from)
        };
        let values: Vec<(&str, String)> =
            values.map(|typed| (typed, behind(typed))).filter(|(_, unit)| !unit.is_empty()).collect();
        let (_, first) = values.first()?;
        let read = |unit: &str| {
            let unit = if matches!(unit, "¥" | "￥") { "元" } else { unit };
            registry::read_cell(&self.project, row, column, unit, self.today).ok()
        };
        if let Some(cell) = read(first) {
            let is_unit = |(typed, unit): &(&str, String)| {
                read(unit).as_ref() == Some(&cell) || self.is_readable(row, (column, &cell), typed)
            };
            return values.iter().all(is_unit).then_some((column, cell));
        }
        let own = row.def().column("unit_name")?;
        let is_word =
            first.chars().all(|c| c.is_alphabetic() || is_money_sign(c)) && first.chars().count() <= 12;
        let is_same = values.iter().all(|(_, unit)| unit == first);
        (is_word && is_same).then(|| (own, Cell::Text(first.as_str().into())))
    }

    /// Whether a value can be read in a unit that a row would have, such as two days in hours.
    fn is_readable(&self, row: &dyn AnyRow, (column, unit): (usize, &Cell), typed: &str) -> bool {
        let mut row = row.copy();
        let Some(own) = Arc::get_mut(&mut row) else { return false };
        own.set(column, unit.clone());
        let measured = row.def().columns.iter().find(|column| column.kind == Kind::Number);
        measured.is_some_and(|measured| registry::read_number(&self.project, &*row, measured, typed).is_ok())
    }

    /// Lets the unit of a new row follow from how its values are written, where the line says nothing of it.
    pub(super) fn unit_of_values(&mut self, intake: &Intake, cells: &[String], draft: &mut Draft) {
        let Some(unit) = self.def.column("unit") else { return };
        let into = |at: usize| intake.fields.get(at).and_then(|field| field.column());
        let is_said = |at: usize| {
            let is_unit =
                into(at).is_some_and(|column| column == unit || self.def.columns[column].key == "unit_name");
            is_unit && !cells[at].trim().is_empty()
        };
        if (0..cells.len()).any(is_said) || draft.row.get(unit) != Cell::Empty {
            return;
        }
        let is_number =
            |at: &usize| into(*at).is_some_and(|column| self.def.columns[column].kind == Kind::Number);
        let values = (0..cells.len()).filter(is_number).map(|at| cells[at].as_str());
        let Some((column, cell)) = self.unit_behind(&*draft.row, values) else { return };
        draft.take(Edit::Set { sheet: self.def.key, row: draft.row.id(), column, cell });
        let (title, shown) = (self.column_title(unit), self.shown(&*draft.row, column));
        let note = say!(
            "“{title}”一栏没有填，按数值后面写的：{shown}",
            "{title} is not given and follows from how the values are written: {shown}",
            title,
            shown
        );
        if !self.plan.notes.contains(&note) {
            self.note(note);
        }
    }

    /// Adds the rows that links of a line name and that are not there yet, where a person has decided so.
    pub(super) fn make_what_is_new(
        &mut self,
        intake: &Intake,
        n: usize,
        cells: &[String],
        new_id: &mut dyn FnMut() -> Id,
    ) {
        for (at, typed) in cells.iter().enumerate() {
            let kind = intake.column_at(n, at).map(|column| self.def.columns[column].kind);
            let (Some(Mend::New), Some(Kind::Link(sheet))) = (intake.mend(at, typed), kind) else { continue };
            let Some((mut row, edits)) =
                registry::new_row_called(&self.project, sheet, typed, self.today, new_id)
            else {
                continue;
            };
            if self.def.measured_by == intake.column_at(n, at)
                && let Some((column, unit)) = self.unit_of(intake, &*row, (at, typed))
                && let Some(own) = Arc::get_mut(&mut row)
            {
                own.set(column, unit);
            }
            let title = row.def().title;
            let name = project::row_phrase(&*row);
            let unit = row.def().column("unit").filter(|unit| row.get(*unit) != Cell::Empty);
            let name = match unit.map(|unit| self.cell_phrase(&*row, unit)) {
                Some(unit) => say!("{name}，单位是{unit}", "{name}, in {unit}", name, unit),
                None => name,
            };
            self.note(say!("“{title}”里新增：{name}", "New in {title}: {name}", title, name));
            self.project.append_new(&row);
            self.plan.changes += 1;
            self.edits.push(Edit::Insert { at: usize::MAX, row });
            self.edits.extend(edits);
        }
    }
}
