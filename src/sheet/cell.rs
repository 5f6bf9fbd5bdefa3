//! What a cell can hold, and the field types that a row is built from.

use super::glance::Glance;
use crate::text::{Text, text};
use arcstr::ArcStr;
use chrono::{Datelike as _, NaiveDate};
use ecow::EcoString;
use serde::de::{Error as _, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt::{self, Write as _};
use std::marker::PhantomData;
use std::num::NonZeroU64;

/// A row's name for life: 60 random bits, written as twelve letters and digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(NonZeroU64);

/// Set above the 60 bits in every id, so that none of them takes no room of its own in a link.
const MARK: NonZeroU64 = NonZeroU64::MIN.saturating_add((1 << 60) - 1);

impl Default for Id {
    fn default() -> Id {
        Id::new(0)
    }
}

/// Crockford's base 32: no I, L, O, U, so that an id can be read aloud.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The value of each letter and digit by its byte; others have one beyond all.
const VALUES: [u8; 256] = {
    let mut values = [u8::MAX; 256];
    let mut at = 0;
    while at < DIGITS.len() {
        values[DIGITS[at] as usize] = at as u8;
        values[DIGITS[at].to_ascii_uppercase() as usize] = at as u8;
        at += 1;
    }
    values
};

impl Id {
    /// The id of the low 60 bits of a number.
    pub const fn new(bits: u64) -> Id {
        match NonZeroU64::new(bits & ((1 << 60) - 1) | MARK.get()) {
            Some(bits) => Id(bits),
            None => Id(MARK),
        }
    }

    /// The 60 bits.
    pub const fn bits(self) -> u64 {
        self.0.get() & !MARK.get()
    }

    /// Reads twelve letters and digits; upper case is accepted.
    pub fn parse(text: &str) -> Option<Id> {
        if text.len() != 12 {
            return None;
        }
        let mut bits = 0_u64;
        for byte in text.bytes() {
            let digit = VALUES[usize::from(byte)];
            if digit == u8::MAX {
                return None;
            }
            bits = bits << 5 | u64::from(digit);
        }
        Some(Id::new(bits))
    }

    /// To JSON.
    pub fn write(self, out: &mut String) {
        out.push('"');
        out.push_str(std::str::from_utf8(&self.letters()).unwrap_or_default());
        out.push('"');
    }

    fn letters(self) -> [u8; 12] {
        std::array::from_fn(|n| DIGITS[(self.0.get() >> (55 - 5 * n) & 31) as usize])
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.letters().iter().try_for_each(|b| write!(f, "{}", *b as char))
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let letters = self.letters();
        s.serialize_str(std::str::from_utf8(&letters).unwrap_or_default())
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Id, D::Error> {
        read_str(d, "an id of twelve letters and digits", Id::parse)
    }
}

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

/// One of the answers that a choice offers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Opt {
    /// The name in JSON and on the command line.
    pub key: &'static str,
    /// The name on the screen.
    pub label: Text,
}

/// The unit of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// A bare number.
    #[default]
    None,
    /// 0 to 100, written with a percent sign.
    Percent,
    /// Points of a score such as CSAT.
    Points,
    /// A mean on a scale from 1 to 5.
    OfFive,
    /// Hours.
    Hours,
    /// Orders per day.
    PerDay,
    /// Times, such as walks in a week.
    Times,
}

impl Unit {
    /// The sign behind a number, with a leading space where the language wants one.
    pub const fn sign(self) -> Text {
        match self {
            Unit::None => text("", ""),
            Unit::Percent => text("%", "%"),
            Unit::Points => text("分", " pts"),
            Unit::OfFive => text("/5", "/5"),
            Unit::Hours => text("小时", " h"),
            Unit::PerDay => text("单/天", "/day"),
            Unit::Times => text("次", "x"),
        }
    }

    /// What people write behind a number of this unit, lower case, without spaces.
    pub const fn written(self) -> &'static [&'static str] {
        match self {
            Unit::None => &[],
            Unit::Percent => &["%", "percent"],
            Unit::Points => &["分", "points", "point", "pts", "pt"],
            Unit::OfFive => &["/5", "分"],
            Unit::Hours => &["小时", "h", "hours", "hour", "时", "hrs"],
            Unit::PerDay => &["单/天", "单", "/day", "/天", "orders/day", "perday", "单/人天"],
            Unit::Times => &["次", "x", "times"],
        }
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
    /// A row of the sheet named.
    Link(&'static str),
}

/// A value of a cell, whatever its row's type.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing entered.
    #[default]
    Empty,
    /// Text and prose.
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
}

/// A type that a field of a row may have.
pub trait CellType: Sized + Clone + Default + PartialEq {
    /// What the column may hold.
    const KIND: Kind;
    /// The value as a cell; nothing entered is `Cell::Empty`.
    fn to_cell(&self) -> Cell;
    /// The value of a cell; `None` if the cell is of another kind.
    fn from_cell(cell: Cell) -> Option<Self>;
    /// From JSON; null is nothing entered.
    fn read<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error>;
    /// From JSON that is written just so; `None` leaves it to [`CellType::read`].
    fn glance(json: &mut Glance<'_>) -> Option<Self>;
    /// To JSON; nothing entered is null.
    fn write(&self, out: &mut String);
}

/// Writes a text as JSON.
pub(super) fn write_text(out: &mut String, text: &str) {
    if text.bytes().any(|b| matches!(b, b'"' | b'\\' | 0..0x20)) {
        // Writing a string cannot fail.
        out.push_str(&serde_json::to_string(text).unwrap_or_default());
    } else {
        out.push('"');
        out.push_str(text);
        out.push('"');
    }
}

fn write_number(out: &mut String, number: f64) {
    match serde_json::Number::from_f64(number) {
        Some(number) => {
            let _ok = write!(out, "{number}");
        }
        None => out.push_str("null"),
    }
}

fn write_date(out: &mut String, date: NaiveDate) {
    let Ok(year @ 0..10_000) = u32::try_from(date.year()) else {
        let _ok = write!(out, "\"{date}\"");
        return;
    };
    let digit = |n: u32| char::from(b'0' + (n % 10) as u8);
    let (month, day) = (date.month(), date.day());
    out.push('"');
    out.extend([year / 1000, year / 100, year / 10, year].map(digit));
    out.extend(['-', digit(month / 10), digit(month), '-', digit(day / 10), digit(day), '"']);
}

fn read_str<'de, D: Deserializer<'de>, T>(
    d: D,
    wanted: &'static str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<T, D::Error> {
    struct Str<T, F>(&'static str, F, PhantomData<T>);
    impl<T, F: Fn(&str) -> Option<T>> Visitor<'_> for Str<T, F> {
        type Value = T;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
            (self.1)(text).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(text), &self.0))
        }
    }
    d.deserialize_str(Str(wanted, read, PhantomData))
}

impl CellType for EcoString {
    const KIND: Kind = Kind::Text;
    fn to_cell(&self) -> Cell {
        if self.is_empty() { Cell::Empty } else { Cell::Text(self.clone()) }
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
        if text.len() > super::TEXT_LIMIT {
            return Err(D::Error::custom("a text of more than 64 KiB"));
        }
        Ok(text)
    }
    fn glance(json: &mut Glance<'_>) -> Option<EcoString> {
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
    fn from_cell(cell: Cell) -> Option<Prose> {
        EcoString::from_cell(cell).map(|text| Prose(text.as_str().into()))
    }
    fn read<'de, D: Deserializer<'de>>(d: D) -> Result<Prose, D::Error> {
        EcoString::read(d).map(|text| Prose(text.as_str().into()))
    }
    fn glance(json: &mut Glance<'_>) -> Option<Prose> {
        json.text().map(|text| Prose(text.into()))
    }
    fn write(&self, out: &mut String) {
        write_text(out, &self.0);
    }
}

macro_rules! optional {
    ($inner:ty, $kind:expr, $cell:ident, |$out:ident, $value:ident| $write:expr, |$g:ident| $glance:expr, |$d:ident| $read:expr) => {
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
            fn read<'de, D: Deserializer<'de>>($d: D) -> Result<Self, D::Error> {
                $read.map(Some)
            }
            fn glance($g: &mut Glance<'_>) -> Option<Self> {
                Some(Some($glance?))
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
    }
);
optional!(
    f64,
    Kind::Number,
    Number,
    |out, v| write_number(out, *v),
    |json| json.number()?.parse().ok().filter(|n: &f64| n.is_finite()),
    |d| read_number(d, "a number")
);
optional!(
    u32,
    Kind::Count,
    Count,
    |out, v| {
        let _ok = write!(out, "{v}");
    },
    |json| json.number()?.parse().ok(),
    |d| u32::deserialize(d)
);
optional!(NaiveDate, Kind::Date, Date, |out, v| write_date(out, *v), |json| iso_date(json.text()?), |d| {
    read_date(d)
});

fn read_number<'de, D: Deserializer<'de>>(d: D, wanted: &'static str) -> Result<f64, D::Error> {
    struct Number(&'static str);
    impl Visitor<'_> for Number {
        type Value = f64;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
        fn visit_u64<E: serde::de::Error>(self, n: u64) -> Result<f64, E> {
            Ok(n as f64)
        }
        fn visit_i64<E: serde::de::Error>(self, n: i64) -> Result<f64, E> {
            Ok(n as f64)
        }
        fn visit_f64<E: serde::de::Error>(self, n: f64) -> Result<f64, E> {
            if n.is_finite() { Ok(n) } else { Err(E::custom("not a finite number")) }
        }
    }
    d.deserialize_any(Number(wanted))
}

fn read_date<'de, D: Deserializer<'de>>(d: D) -> Result<NaiveDate, D::Error> {
    read_str(d, "a date that exists, written like 2026-03-02", iso_date)
}

/// `2026-03-02`, and nothing else.
fn iso_date(text: &str) -> Option<NaiveDate> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let part = |range: std::ops::Range<usize>| {
        bytes[range].iter().try_fold(0_u32, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')))
    };
    if bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(part(0..4)?).ok()?, part(5..7)?, part(8..10)?)
}

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
    fn read<'de, D: Deserializer<'de>>(d: D) -> Result<Tick, D::Error> {
        read_date(d).map(|date| Tick(Some(date)))
    }
    fn glance(json: &mut Glance<'_>) -> Option<Tick> {
        Option::glance(json).map(Tick)
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
    fn glance(json: &mut Glance<'_>) -> Option<bool> {
        if json.pass("true") { Some(true) } else { json.pass("false").then_some(false) }
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

impl<R: super::Row> CellType for Link<R> {
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
    fn glance(json: &mut Glance<'_>) -> Option<Self> {
        json.id().map(Link::to)
    }
    fn write(&self, out: &mut String) {
        match self.0 {
            Some(id) => id.write(out),
            None => out.push_str("null"),
        }
    }
}

/// Declares an enum whose values are the options of a choice column.
#[macro_export]
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $( $variant:ident $key:literal = $zh:literal / $en:literal ),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $( #[doc = $en] $variant ),+ }
        impl $name {
            /// All options, in the order of the declaration.
            pub const ALL: &'static [$name] = &[ $( $name::$variant ),+ ];
            /// Their keys and labels, in the same order.
            pub const OPTIONS: &'static [$crate::sheet::Opt] =
                &[ $( $crate::sheet::Opt { key: $key, label: $crate::text::text($zh, $en) } ),+ ];
            /// Key and label.
            pub fn option(self) -> &'static $crate::sheet::Opt {
                &Self::OPTIONS[self as usize]
            }
            /// The name on the screen.
            pub fn label(self) -> $crate::text::Text {
                self.option().label
            }
        }
        impl $crate::sheet::CellType for Option<$name> {
            const KIND: $crate::sheet::Kind = $crate::sheet::Kind::Choice($name::OPTIONS);
            fn to_cell(&self) -> $crate::sheet::Cell {
                self.map_or($crate::sheet::Cell::Empty, |v| $crate::sheet::Cell::Choice(v.option()))
            }
            fn from_cell(cell: $crate::sheet::Cell) -> Option<Self> {
                match cell {
                    $crate::sheet::Cell::Empty => Some(None),
                    $crate::sheet::Cell::Choice(opt) =>
                        $name::ALL.iter().find(|v| v.option().key == opt.key).map(|v| Some(*v)),
                    _ => None,
                }
            }
            fn read<'de, D: ::serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let key = $crate::sheet::Key::deserialize_key(d)?;
                $name::ALL.iter().find(|v| v.option().key == key.as_str()).map(|v| Some(*v)).ok_or_else(|| {
                    let known: Vec<&str> = $name::OPTIONS.iter().map(|o| o.key).collect();
                    ::serde::de::Error::custom(format!("'{}' is not one of {}", key.as_str(), known.join(", ")))
                })
            }
            fn glance(json: &mut $crate::sheet::Glance<'_>) -> Option<Self> {
                let key = json.text()?;
                $name::ALL.iter().find(|v| v.option().key == key).map(|v| Some(*v))
            }
            fn write(&self, out: &mut String) {
                match self {
                    Some(v) => { out.push('"'); out.push_str(v.option().key); out.push('"'); }
                    None => out.push_str("null"),
                }
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_twelve_letters_and_come_back() {
        for bits in [0, 1, 31, 32, u64::MAX, 0x0123_4567_89ab_cdef] {
            let id = Id::new(bits);
            assert_eq!((id.to_string().len(), id.bits()), (12, bits & ((1 << 60) - 1)));
            assert_eq!(Id::parse(&id.to_string()), Some(id));
            assert_eq!(Id::parse(&id.to_string().to_uppercase()), Some(id));
        }
        assert_eq!(size_of::<Option<Id>>(), size_of::<Id>());
        assert_eq!(Id::default(), Id::new(0));
        assert_eq!(Id::parse("short"), None);
        assert_eq!(Id::parse("iiiiiiiiiiii"), None);
    }

    #[test]
    fn a_score_is_one_to_five() {
        assert_eq!([0, 1, 5, 6, 255].map(|n| Score::new(n).is_some()), [false, true, true, false, false]);
        assert_eq!(size_of::<Option<Score>>(), 1);
    }

    #[test]
    fn a_date_is_iso_and_exists() {
        assert_eq!(iso_date("2026-03-02"), NaiveDate::from_ymd_opt(2026, 3, 2));
        for bad in ["2026-02-30", "2026-3-2", "2026/03/02", "２０２６", "+026-03-02", ""] {
            assert_eq!(iso_date(bad), None, "{bad}");
        }
    }
}
