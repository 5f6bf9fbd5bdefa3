//! Signs and words of a block that stand for no value: dashes, bare ticks over a day, short ways of the keyboard.

use super::draft::Draft;
use super::plan::{CellPlan, Wrong};
use super::{Mend, Planner};
use crate::calendar::{is_shorthand, parse_date_toward};
use crate::say;
use crate::sheet::{Cell, Kind, is_bare_tick, is_dashes, is_nothing_word};
use crate::text::Phrase;

impl Planner {
    /// Whether a cell says that there is nothing, and so leaves what is there: dashes anywhere, and words where no sentence
    /// stands. What a row is called already is its name all the same.
    pub(super) fn says_nothing(&self, draft: &Draft, column: usize, typed: &str) -> bool {
        let is_word = || self.def.columns[column].kind != Kind::Prose && is_nothing_word(typed);
        (is_dashes(typed) || is_word()) && !(column == 0 && self.is_there(&*draft.before, column, typed))
    }

    /// What becomes of a cell with a sign that means something else in a block than at the keyboard; `meant` are those that
    /// were typed there. None for any other text.
    pub(super) fn by_sign(&self, draft: &Draft, column: usize, typed: &str, meant: bool) -> Option<CellPlan> {
        let col = &self.def.columns[column];
        // Whoever ticks what is done already says no other day.
        if col.kind == Kind::Tick && is_bare_tick(typed) && matches!(draft.row.get(column), Cell::Date(_)) {
            return Some(CellPlan::Same(self.shown(&*draft.row, column)));
        }
        if meant || !matches!(col.kind, Kind::Date | Kind::Tick) || !is_shorthand(typed) {
            return None;
        }
        let is_point = typed.trim().chars().all(|c| !c.is_alphanumeric());
        let day = parse_date_toward(typed, self.today, col.toward).ok().filter(|_| !is_point);
        let proposals = day.map(|day| (Phrase::same(day.to_string()), Mend::Typed(day.to_string())));
        Some(CellPlan::Wrong(Box::new(Wrong {
            reason: say!(
                "“{typed}”是键盘输入时的简写，表格里看不出是哪一天：请写出日期",
                "'{typed}' is short for a day at the keyboard only: write the day itself",
                typed = typed.trim()
            ),
            proposals: proposals.into_iter().collect(),
        })))
    }
}
