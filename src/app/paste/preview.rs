//! A pasted block before it is put in: each cell as it was typed and as it will be stored.

use crate::project::{self, Edit, Project};
use crate::registry;
use crate::say;
use crate::sheet::{AnyRow, Cell, Unit};
use crate::text::{Lang, Phrase, Text};
use chrono::{Datelike, NaiveDate};
use unicode_normalization::UnicodeNormalization as _;

/// A pasted block before it is put in.
pub struct Preview {
    /// The titles of the columns it goes into; none where a column is passed over.
    pub columns: Vec<Option<Text>>,
    /// The cells as they were read, row by row; `Err` holds the text that was refused.
    pub rows: Vec<Vec<PastedCell>>,
    /// How many rows are new.
    pub new_rows: usize,
    /// How many cells change.
    pub changes: usize,
    /// What is wrong, with its place in the block; nothing can be put in then.
    pub errors: Vec<Phrase>,
    /// What is worth knowing before.
    pub notes: Vec<Phrase>,
    /// Whether each row is new.
    pub fresh: Vec<bool>,
    /// Whether the first line was taken for titles.
    pub titled: bool,
    /// The first row shown.
    pub top: usize,
    /// The edit that puts it in.
    pub edit: Edit,
}

/// A cell of a pasted block.
#[derive(Clone, Debug, PartialEq)]
pub struct PastedCell {
    /// The text as pasted, and behind it what is stored where that is something else.
    pub text: Phrase,
    /// Whether it can be taken.
    pub fits: bool,
}

impl PastedCell {
    /// A cell that says what it says.
    pub(super) fn new(typed: &str) -> PastedCell {
        PastedCell { text: Phrase::same(typed), fits: true }
    }

    /// Adds what the row has taken from it, where that is not what was pasted: hours for `90分钟`, the year of a date.
    pub(super) fn is_stored(&mut self, project: &Project, row: &dyn AnyRow, column: usize, typed: &str) {
        if let Some(stored) = stored(project, row, column, typed) {
            self.text = say!("{typed} → {stored}", "{typed} → {stored}", typed, stored);
        }
    }
}

/// What stands in a cell after a text was typed into it, if the two differ.
fn stored(project: &Project, row: &dyn AnyRow, column: usize, typed: &str) -> Option<Phrase> {
    let plain = |text: &str| {
        text.nfkc().filter(|c| !c.is_whitespace() && *c != ',').collect::<String>().to_lowercase()
    };
    let typed = plain(typed);
    let both = |lang| project::cell_text(project, row, column, lang);
    let stored: Phrase = match row.get(column) {
        Cell::Number(value) if typed.parse() == Ok(value) => return None,
        Cell::Number(value) => {
            let col = row.def().columns.get(column)?;
            registry::owner(row.def().key)
                .map_or(Unit::None, |(_, tool)| (tool.unit)(project, row, col))
                .figure(value)
        }
        Cell::Date(date) if is_date(&typed, date) => return None,
        Cell::Date(_) | Cell::Choice(_) | Cell::Link(_) => (both(Lang::Zh), both(Lang::En)).into(),
        _ => return None,
    };
    let same = |lang| plain(stored.get(lang)) == typed;
    (!typed.is_empty() && !same(Lang::Zh) && !same(Lang::En)).then_some(stored)
}

/// Whether a text names year, month and day of a date.
fn is_date(typed: &str, date: NaiveDate) -> bool {
    let numbers = typed.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let mut numbers: Vec<u32> = numbers.filter_map(|part| part.parse().ok()).collect();
    let mut wanted = vec![date.year().unsigned_abs(), date.month(), date.day()];
    numbers.sort_unstable();
    wanted.sort_unstable();
    numbers == wanted
}
