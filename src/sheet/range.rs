//! The range of what a cell holds. What a file has beyond it is kept and shown as it came, and nothing is computed from it.

use super::strict::Strict;
use super::{Cell, CellType, Invalid, Kind, Rest};
use crate::say;
use chrono::NaiveDate;
use ecow::EcoString;
use serde::de::{Error as _, MapAccess};
use serde_json::Value;
use std::ops::RangeInclusive;

/// The largest number, and with a minus the smallest.
pub const MOST_NUMBER: f64 = 1e15;
/// The counts of a column that names no others.
pub const COUNTS: RangeInclusive<u32> = 0..=1_000_000;

/// The years of the dates that a cell may hold.
pub const YEARS: RangeInclusive<i32> = crate::calendar::FIRST_YEAR..=crate::calendar::LAST_YEAR;

/// Whether a cell of this kind has a range.
pub const fn has_range(kind: Kind) -> bool {
    matches!(kind, Kind::Number | Kind::Count | Kind::Date | Kind::Tick)
}

pub(super) fn fits_date(date: NaiveDate) -> bool {
    use chrono::Datelike as _;
    YEARS.contains(&date.year())
}

/// The number, if a cell may hold one as large.
pub(super) fn number_in_range(value: f64, typed: &str) -> Result<f64, Invalid> {
    if value.abs() <= MOST_NUMBER {
        return Ok(value);
    }
    let typed = short(typed);
    Err(Invalid(say!(
        "“{typed}”超出范围：数字在 -1e15 到 1e15（1000 万亿）之间",
        "'{typed}' is out of range: a number lies between -1e15 and 1e15"
    )))
}

/// What is said of a count that a column does not hold.
pub(super) fn not_one_of(typed: &str, counts: &RangeInclusive<u32>) -> Invalid {
    let (typed, least, most) = (short(typed), counts.start(), counts.end());
    Invalid(say!(
        "“{typed}”超出范围：请填 {least} 到 {most} 的整数",
        "'{typed}' is out of range: enter a whole number from {least} to {most}"
    ))
}

/// The beginning of what was typed, as far as a message has room for it.
pub(super) fn short(typed: &str) -> String {
    const ROOM: usize = 24;
    match typed.char_indices().nth(ROOM) {
        Some((end, _)) => format!("{}…", typed.get(..end).unwrap_or_default()),
        None => typed.to_owned(),
    }
}

/// Reads the field that a row's JSON has come to; an error begins with its key. A value beyond the range of its column
/// goes to the fields that are kept as they came.
#[inline(never)]
pub fn field<'de, T: CellType, A: MapAccess<'de>>(
    map: &mut A,
    key: &'static str,
    counts: &RangeInclusive<u32>,
    rest: &mut Rest,
) -> Result<T, A::Error> {
    if !has_range(T::KIND) {
        return super::declare::field(map, key);
    }
    // A row lies in the file, in its sheets and in its sheet's list.
    let value = map.next_value_seed(Strict::inside(4))?;
    if value.is_null() {
        return Ok(T::default());
    }
    let too_large = T::KIND == Kind::Count && value.as_f64().is_some_and(|n| n > f64::from(u32::MAX));
    match T::read(&value) {
        Ok(read) if read.fits(counts) => return Ok(read),
        Err(error) if !too_large => return Err(A::Error::custom(format_args!("{key}: {error}"))),
        _ => {}
    }
    put_aside(rest, key, value);
    Ok(T::default())
}

fn put_aside(rest: &mut Rest, key: &str, value: Value) {
    rest.get_or_insert_default().insert(key.to_owned(), value);
}

fn take_back(rest: &mut Rest, key: &str) -> Option<Value> {
    let taken = rest.as_mut()?.shift_remove(key);
    if rest.as_ref().is_some_and(|rest| rest.is_empty()) {
        *rest = None;
    }
    taken
}

/// The cell of a field: its value, or what is kept in its place.
#[inline]
pub fn cell_of<T: CellType>(value: &T, rest: &Rest, key: &str) -> Cell {
    let cell = value.to_cell();
    match rest.as_ref().filter(|_| cell == Cell::Empty).and_then(|rest| rest.get(key)) {
        Some(kept) => Cell::Outside(kept.to_string().into()),
        None => cell,
    }
}

/// Puts a cell into a field; false if it is of another kind, and nothing has changed.
pub fn put<T: CellType>(
    field: &mut T,
    rest: &mut Rest,
    key: &str,
    counts: &RangeInclusive<u32>,
    cell: Cell,
) -> bool {
    let kept = match cell {
        Cell::Outside(kept) if has_range(T::KIND) => serde_json::from_str(&kept).ok(),
        cell => match T::from_cell(cell) {
            None => return false,
            Some(value) if value.fits(counts) => {
                take_back(rest, key);
                *field = value;
                return true;
            }
            Some(value) => {
                let mut json = String::new();
                value.write(&mut json);
                serde_json::from_str(&json).ok()
            }
        },
    };
    let Some(kept) = kept else { return false };
    *field = T::default();
    put_aside(rest, key, kept);
    true
}

/// Takes over a field of another row, and what is kept in its place there.
pub fn take<T: CellType>((field, rest): (&mut T, &mut Rest), (from, from_rest): (&T, &Rest), key: &str) {
    *field = from.clone();
    take_back(rest, key);
    if let Some(kept) = from_rest.as_ref().and_then(|rest| rest.get(key)) {
        put_aside(rest, key, kept.clone());
    }
}

/// What is kept in a cell, as it is shown: never long, for it is a number or a date.
pub fn outside(kept: &EcoString) -> &str {
    kept.trim_matches('"')
}
