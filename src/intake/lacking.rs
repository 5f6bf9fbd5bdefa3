//! New rows that are told by their day, and measurements: what they are nothing without.

use super::draft::left;
use super::plan::{CellPlan, Goes, Left, Wrong};
use super::planner::Line;
use super::{Intake, Mend, Planner, Rest};
use crate::registry;
use crate::say;
use crate::sheet::Kind;
use crate::text::Phrase;

impl Planner {
    /// Whether no column of a block with titles goes where the values of a list of measurements go.
    pub(super) fn has_no_values(&self, intake: &Intake) -> bool {
        let goes_to = |column| intake.fields.iter().any(|field| field.column() == Some(column));
        let value = self.def.columns.iter().position(|column| column.kind == Kind::Number);
        let is_list = intake.titles.is_some() && self.keys.is_some() && self.def.measured_by.is_some();
        is_list && value.is_some_and(|value| !goes_to(value))
    }

    /// What becomes of the line of a new row whose day or value is left blank: a day is asked for, and without a value
    /// nothing is stored. None where nothing lacks.
    pub(super) fn lacking(
        &mut self,
        line: &Line<'_>,
        read: &mut Vec<CellPlan>,
    ) -> Option<(Goes, Vec<CellPlan>)> {
        let Line { intake, n, cells, .. } = *line;
        let is_blank = |cell: &CellPlan| match cell {
            CellPlan::Blank | CellPlan::Nothing => true,
            CellPlan::Left(reason) => reason.en.is_empty(),
            _ => false,
        };
        let blank = |column: usize| {
            let at = (0..read.len()).find(|at| intake.column_at(n, *at) == Some(column))?;
            is_blank(&read[at]).then_some(at)
        };
        let is_key = |column: &usize| self.def.key_columns.contains(column);
        let value = self.def.columns.iter().position(|column| column.kind == Kind::Number);
        let is_measured = self.def.measured_by.as_ref().is_some_and(is_key);
        let value = value.filter(|_| is_measured);
        let is_unmeasured = value.is_some_and(|value| blank(value).is_some() || self.has_no_values(intake));
        if is_unmeasured {
            return Some((Goes::Out(Left::Unmeasured), vec![CellPlan::Out; read.len()]));
        }
        let day = self.def.dated.filter(|day| is_key(day) && self.keys.is_some())?;
        let at = blank(day)?;
        let title: Phrase = self.column_title(day);
        let reason = say!("“{title}”没有填：是哪一天？", "{title} is blank: which day was it?", title);
        let mend = intake.mend(at, &cells[at]);
        if intake.rest != Rest::Ask || matches!(mend, Some(Mend::Empty | Mend::Out)) {
            read[at] = CellPlan::Left(reason);
            return Some((Goes::Out(Left::Unfit), left(std::mem::take(read))));
        }
        self.plan.nothing -= usize::from(read[at] == CellPlan::Nothing);
        let undated =
            *self.undated.get_or_init(|| registry::undated(&self.project, self.def.key, self.today));
        let mut days = vec![undated, self.today];
        days.dedup();
        let proposals = days.into_iter().map(|day| day.to_string());
        let proposals = proposals.map(|day| (Phrase::same(day.clone()), Mend::Typed(day))).collect();
        read[at] = CellPlan::Wrong(Box::new(Wrong { reason, proposals }));
        Some((Goes::New, std::mem::take(read)))
    }
}
