//! Numbers and days as a search finds them: as they are shown, from the beginning of a number on.

use crate::calendar::parse_date;
use crate::project::Project;
use crate::registry;
use crate::sheet::{AnyRow, Cell, Column, Kind};
use crate::text::Lang;
use chrono::{Datelike as _, NaiveDate};
use unicode_normalization::UnicodeNormalization as _;

/// The score of a day that is found although it is written otherwise: that of a few letters together.
pub(super) const OTHERWISE_WRITTEN: i32 = 40;

/// What is typed, where it holds a digit.
pub(super) struct Figures {
    typed: String,
    day: Option<NaiveDate>,
}

impl Figures {
    /// Prepares what is typed; none where it holds no digit.
    pub(super) fn of(typed: &str, today: NaiveDate) -> Option<Figures> {
        // Digits alone are a number, not a day of this month.
        let is_number = typed.trim().chars().all(char::is_numeric);
        let day = parse_date(typed, today).ok().filter(|_| !is_number);
        let typed = plain(typed);
        typed.contains(|c: char| c.is_ascii_digit()).then_some(Figures { typed, day })
    }

    /// Whether a column holds numbers or days. Scores are few and the same everywhere, so nobody looks for them.
    pub(super) fn is_searched(column: &Column) -> bool {
        matches!(column.kind, Kind::Number | Kind::Count | Kind::Date | Kind::Tick) && column.is_shown()
    }

    /// Whether a cell may be meant, which is told without writing it out: most of thousands are not.
    pub(super) fn may_fit(&self, cell: &Cell) -> bool {
        if self.day.is_some() || !self.typed.bytes().all(|byte| byte.is_ascii_digit()) {
            return true;
        }
        match cell {
            Cell::Empty => false,
            // One digit alone is the whole of a count.
            Cell::Count(count) => self.begins(u64::from(*count), 1) && (self.typed.len() > 1 || *count < 10),
            // One digit is never the whole of a day.
            Cell::Date(date) => {
                let year = u64::try_from(date.year()).unwrap_or_default();
                let (month, day) = (u64::from(date.month()), u64::from(date.day()));
                self.typed.len() > 1 && (self.begins(year, 4) || self.begins(month, 2) || self.begins(day, 2))
            }
            _ => true,
        }
    }

    /// Whether a number of so many digits at least begins with what is typed.
    fn begins(&self, number: u64, width: usize) -> bool {
        let (mut digits, mut rest, mut at) = ([b'0'; 20], number, 20);
        while rest > 0 || 20 - at < width {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        digits[at..].starts_with(self.typed.as_bytes())
    }

    /// Whether a cell that is shown like this is meant: one figure alone has to stand there as a whole.
    pub(super) fn fits(&self, cell: &Cell, shown: &str) -> bool {
        if let (Some(day), Cell::Date(date)) = (self.day, cell) {
            return day == *date;
        }
        let shown = plain(shown);
        let in_number = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c == '.');
        shown.match_indices(self.typed.as_str()).any(|(at, _)| {
            let (before, rest) = shown.split_at(at);
            let behind = rest.strip_prefix(self.typed.as_str()).unwrap_or_default();
            !in_number(before.chars().next_back())
                && (self.typed.len() > 1 || at == 0 && !in_number(behind.chars().next()))
        })
    }
}

/// A figure of a row as it stands on the screen; none where its cell is empty or holds something else.
pub(super) fn shown(project: &Project, row: &dyn AnyRow, column: usize, lang: Lang) -> Option<String> {
    row.def().columns.get(column).filter(|column| Figures::is_searched(column))?;
    (row.get(column) != Cell::Empty).then(|| registry::shown_cell(project, row, column, lang))
}

/// A text as figures are compared: narrow, in small letters and without blanks.
fn plain(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left out without being written is nothing that would have fitted.
    #[test]
    fn what_is_left_out_unwritten_would_not_have_fitted() {
        let today: NaiveDate = "2026-03-04".parse().expect("a date");
        let days = (0..800).filter_map(|n| today.checked_add_days(chrono::Days::new(n * 7)));
        let cells: Vec<(Cell, String)> = days
            .map(|day| (Cell::Date(day), day.to_string()))
            .chain((0..2_000).map(|n| (Cell::Count(n), n.to_string())))
            .collect();
        let mut fitted = 0;
        for typed in ["1", "2", "0", "12", "02", "20", "202", "2026", "31", "199", "7", "100"] {
            let figures = Figures::of(typed, today).expect("digits");
            for (cell, shown) in &cells {
                let fits = figures.fits(cell, shown);
                assert!(!fits || figures.may_fit(cell), "{typed}: {shown}");
                fitted += usize::from(fits);
            }
            let some = cells.iter().filter(|(cell, _)| figures.may_fit(cell)).count();
            assert!(some < cells.len(), "{typed}: all are written");
        }
        assert!(fitted > 100);
    }
}
