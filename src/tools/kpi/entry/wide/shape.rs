//! A table that says by its shape alone what it is: words down the side, numbers below weeks or days.

use super::{Table, column_called, is_nothing, is_nothing_word, is_time};
use crate::tools::kpi::Reading;
use crate::tools::kpi::entry::weeks::Week;
use unicode_normalization::UnicodeNormalization as _;

/// So many columns of days are no accident; one is enough where it is a week.
const DAYS: usize = 2;

impl Table<'_> {
    /// The column of names that no title and no indicator tells, left of nothing but numbers below weeks or days.
    pub(super) fn names_by_shape(&self, is_day: &dyn Fn(usize) -> bool) -> Option<usize> {
        let days: Vec<usize> = (0..self.width()).filter(|at| is_day(*at)).collect();
        let is_week = |at: &usize| Week::read(self.title(*at), self.today).is_some();
        let is_filled = |at: &usize| self.below(*at).any(is_figure);
        let holds_figures = |at: &usize| {
            self.below(*at).all(|cell| is_figure(cell) || is_nothing(cell) || is_nothing_word(cell))
        };
        let first = *days.first()?;
        let enough = days.len() >= DAYS || days.iter().any(is_week);
        if !enough || !days.iter().all(holds_figures) || !days.iter().any(is_filled) {
            return None;
        }
        let is_free =
            |at: usize| column_called(self.title(at)).is_none_or(|column| column == Reading::COL.kpi.at);
        let holds_names = |at: usize| {
            let mut below = self.below(at).peekable();
            let is_name = |cell: &str| cell.chars().any(char::is_alphabetic) && !is_figure(cell);
            below.peek().is_some() && below.all(|cell| is_name(cell) && !is_time(cell, self.today))
        };
        (0..first).find(|at| is_free(*at) && holds_names(*at))
    }
}

/// Whether a cell is a number, whatever its unit.
fn is_figure(cell: &str) -> bool {
    let plain: String = cell.nfkc().collect();
    plain.trim_start_matches(['+', '-', '−', '¥', '$', '€', ' ']).starts_with(|c: char| c.is_ascii_digit())
}
