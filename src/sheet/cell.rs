//! What a cell can hold, and what every type of a field must give.

mod choice;
mod fields;
mod id;
mod json;
mod own;
mod unit;

pub use choice::Opt;
pub use fields::{Link, Prose, Tick};
pub use id::Id;
pub(super) use json::{iso_date, write_text};
pub use own::{OwnName, write_name};
pub use unit::{Label, Unit};

use super::fast_reader::FastReader;
use chrono::NaiveDate;
use ecow::EcoString;
use serde::Deserializer;
use std::ops::RangeInclusive;

/// A score from 1 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(std::num::NonZeroU8);

impl Score {
    /// The score, if the number is one: 1 to 5.
    pub fn new(number: u8) -> Option<Score> {
        std::num::NonZeroU8::new(number).filter(|n| n.get() <= 5).map(Score)
    }

    /// 1 to 5.
    pub fn get(self) -> u8 {
        self.0.get()
    }
}

/// What a column's cells may hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// One line.
    Text,
    /// Several lines.
    Prose,
    /// 1 to 5.
    Score,
    /// A finite number.
    Number,
    /// 0, 1, 2, …
    Count,
    /// A civil date.
    Date,
    /// A tick that remembers its date; never in the future.
    Tick,
    /// Yes or no.
    Check,
    /// One of the options.
    Choice(&'static [Opt]),
    /// One of the options, or one of people's own.
    OpenChoice(&'static [Opt]),
    /// A row of the sheet named.
    Link(&'static str),
}

/// A value of a cell, whatever its row's type.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing entered.
    #[default]
    Empty,
    /// Text and prose, and an option of people's own.
    Text(EcoString),
    /// A score.
    Score(Score),
    /// A finite number.
    Number(f64),
    /// A count.
    Count(u32),
    /// A date, or a tick's date.
    Date(NaiveDate),
    /// Yes or no.
    Check(bool),
    /// The option chosen.
    Choice(&'static Opt),
    /// The row meant.
    Link(Id),
    /// A value beyond the range of its column, as JSON: kept as it came, and nothing is computed from it.
    Outside(EcoString),
}

/// A type that a field of a row may have.
pub trait CellType: Sized + Clone + Default + PartialEq {
    /// What the column may hold.
    const KIND: Kind;
    /// The value as a cell; nothing entered is `Cell::Empty`.
    fn to_cell(&self) -> Cell;
    /// The value of a cell; `None` if the cell is of another kind.
    fn from_cell(cell: Cell) -> Option<Self>;
    /// The text entered, without a copy of it; `None` for no text and for values of other kinds.
    fn text(&self) -> Option<&str> {
        None
    }
    /// Whether the value lies within the range of its column, which may hold these counts.
    fn fits(&self, _counts: &RangeInclusive<u32>) -> bool {
        true
    }
    /// From JSON; null is nothing entered.
    fn read<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error>;
    /// From JSON that is written just so; `None` leaves it to [`CellType::read`].
    fn read_fast(json: &mut FastReader<'_>) -> Option<Self>;
    /// To JSON; nothing entered is null.
    fn write(&self, out: &mut String);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_one_to_five() {
        assert_eq!([0, 1, 5, 6, 255].map(|n| Score::new(n).is_some()), [false, true, true, false, false]);
        assert_eq!(size_of::<Option<Score>>(), 1);
    }
}
