//! What becomes of each cell of a line: read and checked by the sheet's owner, compared with what is there.

use super::plan::{CellPlan, Wrong};
use super::planner::Draft;
use super::reading::is_error;
use super::{Intake, Mend, Planner, Rest};
use crate::project;
use crate::registry;
use crate::say;
use crate::sheet::{AnyRow, Cell, Kind, Unit, comparable, is_nothing_word};
use crate::text::{Lang, Phrase};
use crate::tool::{Change, Verdict};
use std::sync::Arc;

impl Planner {
    /// Reads the cells of a line in the order of the sheet's columns, whatever that of the block: an indicator gives the
    /// unit of its value.
    pub(super) fn cells(
        &mut self,
        intake: &Intake,
        cells: &[String],
        own: Option<&[Option<usize>]>,
        draft: &mut Draft,
    ) -> Vec<CellPlan> {
        let column = |at: usize| match own {
            Some(own) => own.get(at).copied().flatten(),
            None => intake.fields.get(at).and_then(|field| field.column()),
        };
        let mut order: Vec<(usize, usize)> =
            (0..cells.len()).filter_map(|at| Some((column(at)?, at))).collect();
        order.sort_unstable();
        let mut read = vec![CellPlan::Out; cells.len()];
        for (column, at) in order {
            read[at] = self.cell(intake, draft, column, (at, &cells[at]));
        }
        read
    }

    fn cell(
        &mut self,
        intake: &Intake,
        draft: &mut Draft,
        column: usize,
        (at, typed): (usize, &str),
    ) -> CellPlan {
        let col = &self.def.columns[column];
        let mend = intake.mend(at, typed);
        let (typed, meant) = match mend {
            Some(Mend::Typed(text)) => (text.as_str(), true),
            Some(Mend::Meant) => (typed, true),
            Some(Mend::Empty) => return CellPlan::Left,
            Some(Mend::Out) | None => (typed, registry::is_meant(typed)),
        };
        let blank = typed.trim().is_empty();
        if blank && !intake.blanks {
            return CellPlan::Blank;
        }
        let wrong = |reason: Phrase, proposals| match intake.rest {
            Rest::Empty if mend != Some(&Mend::Out) => CellPlan::Left,
            _ => CellPlan::Wrong(Box::new(Wrong { reason, proposals })),
        };
        if is_error(typed) && !meant && !self.is_there(&*draft.before, column, typed) {
            return wrong(
                say!(
                    "“{typed}”是公式出错的结果：请在表格里改好公式，或填上数值",
                    "'{typed}' is the error of a formula: mend the formula in the spreadsheet, or enter the value"
                ),
                Vec::new(),
            );
        }
        let nothing = is_nothing_word(typed) && !(column == 0 || col.kind == Kind::Prose);
        let text_of_nothing = nothing && col.kind == Kind::Text && !meant;
        let cell = match registry::read_cell(&self.project, &*draft.row, column, typed, self.today) {
            Ok(_) if text_of_nothing => Cell::Empty,
            Ok(cell) => cell,
            // What is there already comes back as it is, although it could not be entered today.
            Err(_) if self.is_there(&*draft.before, column, typed) => {
                return CellPlan::Same(self.shown(&*draft.before, column));
            }
            Err(invalid) => {
                let fits = |(_, mend): &(Phrase, Mend)| match mend {
                    Mend::Typed(text) => {
                        registry::read_cell(&self.project, &*draft.row, column, text, self.today).is_ok()
                    }
                    _ => true,
                };
                let mut proposals = super::proposals::for_cell(&self.project, col, typed, self.today);
                proposals.retain(fits);
                return wrong(invalid.0, proposals);
            }
        };
        if nothing && cell == Cell::Empty && !intake.blanks {
            self.plan.nothing += 1;
            return CellPlan::Nothing;
        }
        // A blank in the block leaves what the tool let follow, such as the date of a first score.
        let still_blank = cell == Cell::Empty && draft.before.get(column) == Cell::Empty;
        if still_blank {
            return CellPlan::Blank;
        }
        if is_same(&draft.row.get(column), &cell) {
            return CellPlan::Same(self.shown(&*draft.row, column));
        }
        let change =
            Change { project: &self.project, row: &*draft.row, column: col, cell: &cell, today: self.today };
        match registry::check(&change) {
            Verdict::Fine => {}
            Verdict::Ask { .. } if meant => {}
            Verdict::Refuse(reason) => return wrong(reason, Vec::new()),
            Verdict::Ask { question, instead } => {
                let proposals = self.both(&change, &instead);
                let reason = match (col.kind, &cell) {
                    (Kind::OpenChoice(_), Cell::Text(name)) => say!(
                        "“{name}”不在选项里：可以保留",
                        "'{name}' is not one of the options, but it may be kept as yours",
                        name
                    ),
                    _ => question,
                };
                return wrong(reason, proposals);
            }
            // Nobody is asked about each of many cells: what could go together with the change is only said.
            Verdict::Note(note)
            | Verdict::Offer { question: note, .. }
            | Verdict::Together { otherwise: note, .. } => {
                if !self.plan.notes.contains(&note) {
                    self.plan.notes.push(note);
                }
            }
        }
        let edit = registry::edit_of(&change);
        let old = (draft.before.get(column) != Cell::Empty).then(|| self.shown(&*draft.before, column));
        draft.changes += 1;
        draft.take(edit);
        match (old, cell == Cell::Empty) {
            (Some(old), true) => {
                draft.emptied += 1;
                CellPlan::Empty(old)
            }
            (Some(old), false) => CellPlan::Over(old, self.shown(&*draft.row, column)),
            (None, _) => CellPlan::Fill(self.shown(&*draft.row, column)),
        }
    }

    /// The two answers to a question about a cell: what else may be meant, and what was typed.
    fn both(&self, change: &Change<'_>, instead: &Cell) -> Vec<(Phrase, Mend)> {
        let with = |cell: &Cell| {
            let column = self.def.column(change.column.key)?;
            let mut row = change.row.copy();
            Arc::get_mut(&mut row)?.set(column, cell.clone());
            Some((column, row))
        };
        let typed =
            |column: usize, row: &dyn AnyRow| project::cell_text(&self.project, row, column, Lang::En);
        let other =
            with(instead).map(|(column, row)| (self.shown(&*row, column), Mend::Typed(typed(column, &*row))));
        let as_typed = with(change.cell).map(|(column, row)| (self.shown(&*row, column), Mend::Meant));
        // A name of people's own is meant more often than not.
        if let (Kind::OpenChoice(options), Cell::Text(name)) = (change.column.kind, change.cell) {
            let keep = say!("作为自己的角色保留：{name}", "Keep {name} as a role of your own", name);
            let near = super::proposals::for_cell(&self.project, change.column, name, self.today);
            let near = near.into_iter().filter(|(label, _)| !other.iter().any(|(said, _)| said == label));
            let near: Vec<_> = near.take(options.len()).collect();
            return std::iter::once((keep, Mend::Meant)).chain(near).chain(other).collect();
        }
        other.into_iter().chain(as_typed).collect()
    }

    /// Whether a text is what a row has in a column, in either language.
    fn is_there(&self, row: &dyn AnyRow, column: usize, typed: &str) -> bool {
        let there = |lang| project::cell_text(&self.project, row, column, lang);
        row.get(column) != Cell::Empty
            && [Lang::Zh, Lang::En].into_iter().any(|lang| comparable(&there(lang)) == comparable(typed))
    }

    /// What a cell shows, a number with its unit.
    fn shown(&self, row: &dyn AnyRow, column: usize) -> Phrase {
        if let Cell::Number(value) = row.get(column) {
            let col = &self.def.columns[column];
            let owner = registry::owner(self.def.key);
            let unit = owner.map_or(Unit::None, |(_, tool)| (tool.unit)(&self.project, row, col));
            return unit.figure(value);
        }
        let text = |lang| project::cell_text(&self.project, row, column, lang);
        (text(Lang::Zh), text(Lang::En)).into()
    }
}

/// Whether a cell holds a value already. Spreadsheets keep fifteen digits of a number: what is the same so far is the same.
fn is_same(there: &Cell, read: &Cell) -> bool {
    match (there, read) {
        (Cell::Number(there), Cell::Number(read)) => {
            there.to_bits() == read.to_bits() || format!("{there:.14e}") == format!("{read:.14e}")
        }
        (there, read) => there == read,
    }
}
