//! Whether the comma of a column's numbers is a decimal comma: one way of reading for a column, as its cells show it.

use super::plan::Wrong;
use super::{CellPlan, Goes, Intake, Mend, Planner};
use crate::say;
use crate::sheet::{comma_thousands, decimal_comma, is_decimal_point};
use crate::text::{Phrase, count};

/// What the cells of a column show of the comma in its numbers.
#[derive(Clone)]
pub(super) enum Commas {
    /// It stands before a fraction, as this cell shows.
    Decimal(String),
    /// It parts thousands, as this cell shows.
    Thousands,
    /// The one cell shows this, the other that.
    Both(String, String),
}

impl Intake {
    /// What each column of the block shows; none where no numbers go, none has a comma that can be read in two ways, or
    /// nothing shows how: then it parts thousands.
    pub(super) fn commas(&self) -> Vec<Option<Commas>> {
        let column = |at: usize| {
            let is_open = |cell: &str| comma_thousands(cell).is_some_and(|read| read.point.is_some());
            self.numbers_of(at)?.find(|cell| is_open(cell))?;
            self.shown_by_numbers(at, |cells| {
                let first = |shows: &dyn Fn(&str) -> bool| {
                    cells.iter().find(|cell| shows(cell)).map(|cell| cell.trim().to_owned())
                };
                let decimal = first(&|cell| decimal_comma(cell).is_some());
                let thousands = first(&|cell| {
                    is_decimal_point(cell) || comma_thousands(cell).is_some_and(|read| read.point.is_none())
                });
                match (decimal, thousands) {
                    (Some(decimal), None) => Some(Commas::Decimal(decimal)),
                    (None, Some(_)) => Some(Commas::Thousands),
                    (Some(decimal), Some(thousands)) => Some(Commas::Both(decimal, thousands)),
                    (None, None) => None,
                }
            })
        };
        (0..self.width()).map(column).collect()
    }
}

impl Planner {
    /// The number that a text means in a column whose comma is a decimal comma.
    pub(super) fn with_decimal_comma(&self, at: usize, typed: &str) -> Option<String> {
        match self.commas.get(at) {
            Some(Some(Commas::Decimal(_))) => comma_thousands(typed)?.point,
            _ => None,
        }
    }

    /// What is asked of a number with a comma in a column that shows its comma to be either.
    pub(super) fn ask_comma(&self, at: usize, typed: &str) -> Option<CellPlan> {
        let Some(Some(Commas::Both(decimal, other))) = self.commas.get(at) else { return None };
        let read = comma_thousands(typed)?;
        let (whole, point) = (read.whole, read.point?);
        let reason = say!(
            "“{typed}”可以是 {point}（像“{decimal}”），也可以是 {whole}（像“{other}”）：是哪个？",
            "'{typed}' may be {point}, as in '{decimal}', or {whole}, as in '{other}': which?",
            typed = typed.trim()
        );
        let proposals = [point, whole].map(|number| (Phrase::same(number.clone()), Mend::Typed(number)));
        Some(CellPlan::Wrong(Box::new(Wrong { reason, proposals: proposals.to_vec() })))
    }

    /// Says how numbers were read that have a decimal comma, or a comma that might be one.
    pub(super) fn note_commas(&mut self, intake: &Intake) {
        for (at, field) in intake.fields.iter().enumerate() {
            let Some(column) = field.column().filter(|_| intake.numbers_of(at).is_some()) else { continue };
            let (mut plain, mut open) = ((0, None), (0, None));
            for line in self.plan.lines.iter().filter(|line| !matches!(line.goes, Goes::Blank | Goes::Out(_)))
            {
                let stored = matches!(line.cells.get(at), Some(CellPlan::Fill(_) | CellPlan::Over(..)));
                let Some(typed) = intake.lines[line.line].get(at).filter(|_| stored) else { continue };
                if intake.mend(at, typed).is_some_and(|mend| *mend != Mend::Meant) {
                    continue;
                }
                let (of, read) = match (decimal_comma(typed), self.with_decimal_comma(at, typed)) {
                    (Some(point), _) => (&mut plain, point),
                    (None, Some(point)) => (&mut open, point),
                    _ => continue,
                };
                of.0 += 1;
                of.1.get_or_insert_with(|| (typed.trim().to_owned(), read.trim().to_owned()));
            }
            let (title, cells) = (self.column_title(column), count(plain.0, "格", "cell", "cells"));
            // A block of nothing has no columns.
            let commas = self.commas.get(at).and_then(Option::as_ref);
            if let (Some((typed, point)), Some(Commas::Decimal(by))) = (open.1, commas) {
                let whole = comma_thousands(&typed).map(|read| read.whole).unwrap_or_default();
                self.note(say!(
                    "“{title}”有“{by}”，所以逗号都当作小数点：“{typed}”是 {point}，不是 {whole}",
                    "{title}: the comma is a decimal comma, as in '{by}': '{typed}' is {point} and not {whole}",
                    title
                ));
            } else if let Some((typed, point)) = plain.1 {
                self.note(say!(
                    "“{title}”有 {cells}的逗号当作小数点，如“{typed}”读作 {point}",
                    "{title}, {cells}: read with a decimal comma, '{typed}' as {point}",
                    title,
                    cells
                ));
            }
        }
    }
}
