//! Cells from and to JSON: what serde does not read or write the way the file has it.

use chrono::{Datelike as _, NaiveDate};
use serde::Deserializer;
use serde::de::Visitor;
use std::fmt::{self, Write as _};
use std::marker::PhantomData;

/// Writes a text as JSON.
pub(in crate::sheet) fn write_text(out: &mut String, text: &str) {
    if text.bytes().any(|b| matches!(b, b'"' | b'\\' | 0..0x20)) {
        // Writing a string cannot fail.
        out.push_str(&serde_json::to_string(text).unwrap_or_default());
    } else {
        out.push('"');
        out.push_str(text);
        out.push('"');
    }
}

pub(super) fn write_number(out: &mut String, number: f64) {
    match serde_json::Number::from_f64(number) {
        Some(number) => {
            let _ok = write!(out, "{number}");
        }
        None => out.push_str("null"),
    }
}

pub(super) fn write_date(out: &mut String, date: NaiveDate) {
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

pub(super) fn read_str<'de, D: Deserializer<'de>, T>(
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

pub(super) fn read_number<'de, D: Deserializer<'de>>(d: D, wanted: &'static str) -> Result<f64, D::Error> {
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

pub(super) fn read_date<'de, D: Deserializer<'de>>(d: D) -> Result<NaiveDate, D::Error> {
    read_str(d, "a date that exists, written like 2026-03-02", iso_date)
}

/// `2026-03-02`, and nothing else.
pub(in crate::sheet) fn iso_date(text: &str) -> Option<NaiveDate> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let part = |range: std::ops::Range<usize>| {
        bytes[range].iter().try_fold(0_u32, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')))
    };
    if bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(part(0..4)?).ok()?, part(5..7)?, part(8..10)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_iso_and_exists() {
        assert_eq!(iso_date("2026-03-02"), NaiveDate::from_ymd_opt(2026, 3, 2));
        for bad in ["2026-02-30", "2026-3-2", "2026/03/02", "２０２６", "+026-03-02", ""] {
            assert_eq!(iso_date(bad), None, "{bad}");
        }
    }
}
