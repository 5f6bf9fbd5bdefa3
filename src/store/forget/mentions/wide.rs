//! Tells text in UTF-16, into which some programs turn a file, from bytes that look like it: a character of two bytes can
//! be spelt by two letters of plain text.

/// Number of characters that are looked at beside a name.
const NEAR: usize = 128;
/// Number of characters within which a text in UTF-16 has a space, a digit or a sign of JSON.
const FAR: usize = 4096;
/// Number of bytes that plain text may have in common with UTF-16 by chance.
const CHANCE: usize = 16;

/// An order of the two bytes of a character.
pub(super) struct Order {
    write: fn(u16) -> [u8; 2],
    read: fn([u8; 2]) -> u16,
}

/// Both orders.
pub(super) const ORDERS: [Order; 2] = [
    Order { write: u16::to_le_bytes, read: u16::from_le_bytes },
    Order { write: u16::to_be_bytes, read: u16::from_be_bytes },
];

impl Order {
    /// Writes a text.
    pub(super) fn bytes(&self, text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(self.write).collect()
    }

    fn units(&self, bytes: &[u8]) -> Vec<u16> {
        bytes.as_chunks().0.iter().map(|pair| (self.read)(*pair)).collect()
    }

    /// Reads what stands before and behind a place of this many bytes.
    pub(super) fn around(&self, bytes: &[u8], at: usize, len: usize) -> (String, String) {
        let (before, after) = sides(bytes, at, len, NEAR);
        (String::from_utf16_lossy(&self.units(before)), String::from_utf16_lossy(&self.units(after)))
    }

    /// Tells whether a place of this many bytes stands in a text of this order. Such a text has characters of ASCII, each
    /// with a zero byte, near every name; and what lies between is no plain text, or short.
    pub(super) fn is_text(&self, bytes: &[u8], at: usize, len: usize) -> bool {
        let within = |from: usize, to: usize| bytes.get(from..to).unwrap_or_default();
        if self.units(within(at, at + len)).into_iter().filter(|unit| is_ascii(*unit)).count() > 1 {
            return true;
        }
        // Read one byte off, a text in the other order has such characters as well, but fewer.
        let from = at - sides(bytes, at, len, NEAR).0.len();
        let to = bytes.len().min(at + len + 2 * NEAR);
        let count = |order: &Order, from| {
            order.units(within(from, to)).into_iter().filter(|unit| is_ascii(*unit)).count()
        };
        let off = from.checked_sub(1).unwrap_or(from + 1);
        if ORDERS.iter().any(|other| count(other, off) > count(self, from)) {
            return false;
        }
        let (before, after) = sides(bytes, at, len, FAR);
        let (before, after) = (self.units(before), self.units(after));
        let between = |units: usize| units * 2 <= CHANCE;
        let found = |at: Option<usize>, other: Option<&u16>| at.filter(|_| other != Some(&0));
        let left = before.iter().rev().position(|unit| is_ascii(*unit));
        let left = found(left, left.and_then(|n| before.iter().rev().nth(n + 1)));
        let right = after.iter().position(|unit| is_ascii(*unit));
        let right = found(right, right.and_then(|n| after.get(n + 1)));
        left.is_some_and(|n| between(n) || !is_plain(within(at - 2 * n, at + len)))
            || right.is_some_and(|n| between(n) || !is_plain(within(at, at + len + 2 * n)))
    }
}

/// The bytes before and behind a place, whole characters of it and at most so many.
fn sides(bytes: &[u8], at: usize, len: usize, most: usize) -> (&[u8], &[u8]) {
    let from = at - 2 * (at / 2).min(most);
    let end = at + len;
    let to = bytes.len().min(end + 2 * most);
    (bytes.get(from..at).unwrap_or_default(), bytes.get(end..to).unwrap_or_default())
}

fn is_ascii(unit: u16) -> bool {
    matches!(unit, 0x20..=0x7e | 0x09 | 0x0a | 0x0d)
}

/// Tells whether bytes can be a part of a text in UTF-8.
fn is_plain(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).map_or_else(|error| error.error_len().is_none(), |_| true)
}
