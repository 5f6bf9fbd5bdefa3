//! A list of values by their indicators that says of no line on which day it was read.

use super::{Table, WEEKS, column_called, is_of_first_days, is_written_day};
use crate::sheet::comparable;
use crate::tool::Reshaped;
use crate::tools::kpi::Reading;

impl Table<'_> {
    /// Such a list under titles of its own, with a blank day in each line; none for any other block.
    pub(super) fn undated(&self) -> Option<Reshaped> {
        let called =
            |column: usize| (0..self.width()).any(|at| column_called(self.title(at)) == Some(column));
        let is_list = called(Reading::COL.kpi.at) && self.is_long() && !called(Reading::COL.date.at);
        // A column of days or of weeks may be called as it likes, and what has an id has its day.
        let says_when = |at: usize| {
            let title = self.title(at);
            let mut below = self.below(at).peekable();
            self.is_called(at, WEEKS)
                || is_of_first_days(title)
                || comparable(title) == "id"
                || (below.peek().is_some() && below.all(|cell| is_written_day(cell, self.today)))
        };
        (is_list && !(0..self.width()).any(says_when)).then(|| self.listed(None))
    }
}
