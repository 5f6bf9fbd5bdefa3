//! The types that a field of a row may have: each as a cell, and from and to JSON.

use super::json::{iso_date, read_date, read_number, write_date, write_number, write_text};
use super::{Cell, CellType, Id, Kind, Score};
use crate::sheet::range::fits_date;
use crate::sheet::{FastReader, MOST_NUMBER, Row, TEXT_LIMIT};
use arcstr::ArcStr;
use chrono::NaiveDate;
use ecow::EcoString;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use std::fmt::{self, Write as _};
use std::marker::PhantomData;
use std::ops::RangeInclusive;

impl CellType for EcoString {
    const KIND: Kind = Kind::Text;
    fn to_cell(&self) -> Cell {
        if self.is_empty() { Cell::Empty } else { Cell::Text(self.clone()) }
    }
    fn text(&self) -> Option<&str> {
        (!self.is_empty()).then_some(self)
    }
    fn from_cell(cell: Cell) -> Option<EcoString> {
        match cell {
            Cell::Empty => Some(EcoString::new()),
            Cell::Text(text) => Some(text),
            _ => None,
        }
    }
    fn read<'de, D: Deserializer<'de>>(d: D) -> Result<EcoString, D::Error> {
        let text = EcoString::deserialize(d)?;
        if text.len() > TEXT_LIMIT {
            return Err(D::Error::custom("a text of more than 64 KiB"));
        }
        Ok(text)
    }
    fn read_fast(json: &mut FastReader<'_>) -> Option<EcoString> {
        json.text().map(EcoString::from)
    }
    fn write(&self, out: &mut String) {
        write_text(out, self);
    }
}

/// Text of several lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose(pub ArcStr);

impl CellType for Prose {
    const KIND: Kind = Kind::Prose;
    fn to_cell(&self) -> Cell {
        if self.0.is_empty() { Cell::Empty } else { Cell::Text(self.0.as_str().into()) }
    }
    fn text(&self) -> Option<&str> {
        (!self.0.is_empty()).then_some(&self.0)
    }
    fn from_cell(cell: Cell) -> Option<Prose> {
        EcoString::from_cell(cell).map(|text| Prose(text.as_str().into()))
    }
    fn read<'de, D: Deserializer<'de>>(d: D) -> Result<Prose, D::Error> {
        EcoString::read(d).map(|text| Prose(text.as_str().into()))
    }
    fn read_fast(json: &mut FastReader<'_>) -> Option<Prose> {
        json.text().map(|text| Prose(text.into()))
    }
    fn write(&self, out: &mut String) {
        write_text(out, &self.0);
    }
}

macro_rules! optional {
    ($inner:ty, $kind:expr, $cell:ident, |$out:ident, $value:ident| $write:expr, |$g:ident| $fast:expr, |$d:ident| $read:expr, |$f:pat_param, $counts:pat_param| $fits:expr) => {
        impl CellType for Option<$inner> {
            const KIND: Kind = $kind;
            fn to_cell(&self) -> Cell {
                self.clone().map_or(Cell::Empty, Cell::$cell)
            }
            fn from_cell(cell: Cell) -> Option<Self> {
                match cell {
                    Cell::Empty => Some(None),
                    Cell::$cell(value) => Some(Some(value)),
                    _ => None,
                }
            }
            fn fits(&self, $counts: &RangeInclusive<u32>) -> bool {
                self.as_ref().is_none_or(|$f| $fits)
            }
            fn read<'de, D: Deserializer<'de>>($d: D) -> Result<Self, D::Error> {
                $read.map(Some)
            }
            fn read_fast($g: &mut FastReader<'_>) -> Option<Self> {
                Some(Some($fast?))
            }
            fn write(&self, $out: &mut String) {
                match self {
                    Some($value) => $write,
                    None => $out.push_str("null"),
                }
            }
        }
    };
}

optional!(
    Score,
    Kind::Score,
    Score,
    |out, v| out.push(char::from(b'0' + v.get())),
    |json| match json.number()?.as_bytes() {
        [digit @ b'1'..=b'5'] => Score::new(digit - b'0'),
        _ => None,
    },
    |d| {
        let number = read_number(d, "a score from 1 to 5")?;
        let whole = (number.fract() == 0.0 && (1.0..=5.0).contains(&number)).then_some(number as u8);
        let error = || D::Error::custom(format!("{number} is not a score from 1 to 5"));
        whole.and_then(Score::new).ok_or_else(error)
    },
    |_, _| true
);
optional!(
    f64,
    Kind::Number,
    Number,
    |out, v| write_number(out, *v),
    |json| json.number()?.parse().ok().filter(|n: &f64| n.is_finite()),
    |d| read_number(d, "a number"),
    // One that is no number at all is refused where the file is written.
    |v, _| !v.is_finite() || v.abs() <= MOST_NUMBER
);
optional!(
    u32,
    Kind::Count,
    Count,
    |out, v| {
        let _ok = write!(out, "{v}");
    },
    |json| json.number()?.parse().ok(),
    |d| u32::deserialize(d),
    |v, counts| counts.contains(v)
);
optional!(
    NaiveDate,
    Kind::Date,
    Date,
    |out, v| write_date(out, *v),
    |json| iso_date(json.text()?),
    |d| { read_date(d) },
    |v, _| fits_date(*v)
);

/// A tick that remembers its date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tick(pub Option<NaiveDate>);

impl CellType for Tick {
    const KIND: Kind = Kind::Tick;
    fn to_cell(&self) -> Cell {
        self.0.map_or(Cell::Empty, Cell::Date)
    }
    fn from_cell(cell: Cell) -> Option<Tick> {
        Option::<NaiveDate>::from_cell(cell).map(Tick)
    }
    fn fits(&self, counts: &RangeInclusive<u32>) -> bool {
        self.0.fits(counts)
    }
    fn read<'de, D: Deserializer<'de>>(d: D) -> Result<Tick, D::Error> {
        read_date(d).map(|date| Tick(Some(date)))
    }
    fn read_fast(json: &mut FastReader<'_>) -> Option<Tick> {
        Option::read_fast(json).map(Tick)
    }
    fn write(&self, out: &mut String) {
        self.0.write(out);
    }
}

impl CellType for bool {
    const KIND: Kind = Kind::Check;
    fn to_cell(&self) -> Cell {
        if *self { Cell::Check(true) } else { Cell::Empty }
    }
    fn from_cell(cell: Cell) -> Option<bool> {
        match cell {
            Cell::Empty => Some(false),
            Cell::Check(yes) => Some(yes),
            _ => None,
        }
    }
    fn read<'de, D: Deserializer<'de>>(d: D) -> Result<bool, D::Error> {
        bool::deserialize(d)
    }
    fn read_fast(json: &mut FastReader<'_>) -> Option<bool> {
        if json.skip("true") { Some(true) } else { json.skip("false").then_some(false) }
    }
    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

/// A reference to a row of the sheet of `R`; the row may have gone.
pub struct Link<R>(pub Option<Id>, PhantomData<fn() -> R>);

impl<R> Link<R> {
    /// A reference to a row.
    pub const fn to(id: Id) -> Link<R> {
        Link(Some(id), PhantomData)
    }
}
impl<R> Clone for Link<R> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<R> Copy for Link<R> {}
impl<R> Default for Link<R> {
    fn default() -> Self {
        Link(None, PhantomData)
    }
}
impl<R> PartialEq for Link<R> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<R> fmt::Debug for Link<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<R: Row> CellType for Link<R> {
    const KIND: Kind = Kind::Link(R::SHEET);
    fn to_cell(&self) -> Cell {
        self.0.map_or(Cell::Empty, Cell::Link)
    }
    fn from_cell(cell: Cell) -> Option<Self> {
        match cell {
            Cell::Empty => Some(Link::default()),
            Cell::Link(id) => Some(Link::to(id)),
            _ => None,
        }
    }
    fn read<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Id::deserialize(d).map(Link::to)
    }
    fn read_fast(json: &mut FastReader<'_>) -> Option<Self> {
        json.id().map(Link::to)
    }
    fn write(&self, out: &mut String) {
        match self.0 {
            Some(id) => id.write(out),
            None => out.push_str("null"),
        }
    }
}
