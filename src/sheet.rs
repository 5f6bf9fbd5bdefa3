//! A sheet is declared once: `sheet!` gives the typed row, its JSON, its columns, and what a
//! paste may fill. Everything that shows, merges, imports or exports rows sees only [`AnyRow`],
//! [`AnySheet`] and [`Column`]; nothing here knows a tool, a screen or a file.

pub mod aliases;
mod cell;
mod declare;
mod entered;
mod fast_reader;
mod glosses;
mod how_read;
mod money;
mod nearness;
mod numeral;
mod object;
mod parse;
mod quantity;
mod range;
mod rows;
mod show;
mod spelled;
pub mod stamp;
pub mod strict;
mod totals;
mod words;

pub use crate::calendar::Toward;
pub use crate::{aliases, counts, help, high_is_good, internal, toward};
pub use cell::{Cell, CellType, Id, Kind, Label, Link, Opt, OwnName, Prose, Score, Tick, Unit, write_name};
pub use declare::{Key, Rest, keep, write_rest};
pub use entered::{Entered, KEYS as ENTERED_KEYS, RECORD};
pub use fast_reader::FastReader;
pub use glosses::{Gloss, bracketed, gloss, gloss_of};
pub use how_read::{
    EitherDay, day_alone, day_in_words, day_of_numbers, either_day, how_day_is_read, how_read,
};
pub use money::is_money_sign;
pub use nearness::nearness;
pub use numeral::{
    CommaThousands, as_percent, comma_thousands, decimal_comma, is_decimal_point, point_thousands,
};
#[cfg(test)]
pub(crate) use object::tests::Reading as OneValue;
pub use parse::{Invalid, Reading, TEXT_LIMIT, find_option, narrow_digit, no_such_row, parse};
pub use quantity::quantity as parse_quantity;
pub use range::{COUNTS, MOST_NUMBER, YEARS, cell_of, field, has_range, outside, put, take};
pub use rows::{AnyRow, AnySheet, Prefilled, Row, Rows, SheetDef};
pub use show::{number, plain, score_dots};
pub use totals::{TotalOf, is_everywhere, is_total_word, total_of};
pub use words::{
    Called, cleaned, comparable, is_bare_tick, is_comparable, is_cross, is_dashes, is_no_name, is_nothing,
    is_nothing_word, names, names_of,
};

use crate::text::Text;
use std::ops::RangeInclusive;

/// The name of a column: the sheet it is in, its key and its place there. [`sheet!`](crate::sheet!) makes one for each field, as
/// in `Person::COL.awareness`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Col {
    /// The sheet's key.
    pub sheet: &'static str,
    /// The column's key.
    pub key: &'static str,
    /// Its place in the sheet, from 0.
    pub at: usize,
}

/// One column of a sheet: what a cell in it may hold and what people call it.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The name in JSON, in CSV headers and on the command line.
    pub key: &'static str,
    /// The name on the screen.
    pub title: Text,
    /// What a cell may hold.
    pub kind: Kind,
    /// What to enter, in one line; empty where the title says it all.
    pub help: Text,
    /// The counts that a cell may hold.
    pub counts: RangeInclusive<u32>,
    /// Which day a short date in it means.
    pub toward: Toward,
    /// What people's own spreadsheets call it, besides its key and its titles.
    pub aliases: &'static [&'static str],
    /// Whether only the program reads it: nobody is shown it, and where two sides differ the newer value stays without a
    /// question.
    pub internal: bool,
    /// Whether a high score in it is a good one and a low one bad; where it is neither, such as the impact of a risk, its
    /// scores have no colour.
    pub high_is_good: bool,
}

impl Column {
    /// Whether people are shown it: neither the fixed code of a prefilled item nor what only the program reads.
    pub fn is_shown(&self) -> bool {
        self.key != "code" && !self.internal
    }
}
