//! The ids of rows.

use super::json::read_str;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
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
}
