//! Reads JSON laid out exactly as this program writes it: without a space, the fields in the order of the
//! columns. Anything else, or anything that might be wrong, it declines and leaves to the JSON parser, which has
//! the last word; it never accepts what the parser would refuse or read differently.

use super::{Id, TEXT_LIMIT};

/// Reads a text from its beginning; what was read is gone from it.
#[derive(Clone, Copy, Debug)]
pub struct FastReader<'a>(&'a str);

impl<'a> FastReader<'a> {
    /// Begins to read a text.
    pub fn new(text: &'a str) -> FastReader<'a> {
        FastReader(text)
    }

    /// Skips this literal text; false if the rest begins with another.
    #[inline]
    pub fn skip(&mut self, literal: &str) -> bool {
        match self.0.strip_prefix(literal) {
            Some(rest) => {
                self.0 = rest;
                true
            }
            None => false,
        }
    }

    /// Tells whether nothing is left.
    pub fn is_done(self) -> bool {
        self.0.is_empty()
    }

    /// Reads the rest of the line up to its break, or to the comma before that.
    pub(super) fn line(&mut self) -> Option<&'a str> {
        let line = self.0.split_once('\n')?.0;
        self.take(line.strip_suffix(',').unwrap_or(line).len())
    }

    fn take(&mut self, len: usize) -> Option<&'a str> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }

    /// Reads a text in quotes of at most 64 KiB; declines one with escapes.
    pub fn text(&mut self) -> Option<&'a str> {
        self.skip("\"").then_some(())?;
        let text = self.take(plain(self.0.as_bytes())).filter(|text| text.len() <= TEXT_LIMIT)?;
        self.skip("\"").then_some(text)
    }

    /// Reads an id in quotes.
    pub fn id(&mut self) -> Option<Id> {
        self.text().and_then(Id::parse)
    }

    /// Reads a number as text; declines one with an exponent.
    pub(super) fn number(&mut self) -> Option<&'a str> {
        let digits = |bytes: &[u8]| bytes.iter().take_while(|b| b.is_ascii_digit()).count();
        let bytes = self.0.as_bytes();
        let sign = usize::from(bytes.first() == Some(&b'-'));
        let whole = digits(bytes.get(sign..)?);
        let mut end = sign + whole;
        if whole == 0 || (whole > 1 && bytes.get(sign) == Some(&b'0')) {
            return None;
        }
        if bytes.get(end) == Some(&b'.') {
            let part = digits(bytes.get(end + 1..)?);
            end += 1 + part;
            if part == 0 {
                return None;
            }
        }
        // An exponent, or whatever else follows, is the parser's.
        matches!(bytes.get(end), Some(b',' | b'}')).then(|| self.take(end))?
    }
}

/// Returns the number of bytes before the first quote, backslash or control character.
fn plain(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    // The lowest byte marked is the first one below `than`; those above it may be marked wrongly.
    let below = |word: u64, than: u64| word.wrapping_sub(ONES * than) & !word & (ONES << 7);
    let (words, _) = bytes.as_chunks::<8>();
    for (at, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let quote = below(word ^ (ONES * u64::from(b'"')), 1);
        let found = quote | below(word ^ (ONES * u64::from(b'\\')), 1) | below(word, 0x20);
        if found != 0 {
            return at * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    let from = words.len() * 8;
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().position(|b| matches!(b, b'"' | b'\\' | 0..0x20)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_ends_at_the_first_byte_that_is_not_plain() {
        for len in 0..40 {
            for bad in [b'"', b'\\', 0, 9, 0x1f] {
                for after in [b'a', b'"', 0, 0xff] {
                    let mut bytes = vec![b'!'; len];
                    bytes
                        .iter_mut()
                        .zip([0x20, 0x7f, 0x80, 0xff, 0x21, 0x23, 0x5b, 0x5d])
                        .for_each(|(b, c)| *b = c);
                    assert_eq!(plain(&bytes), len);
                    bytes.push(bad);
                    bytes.extend([after; 9]);
                    assert_eq!(plain(&bytes), len, "{bytes:?}");
                }
            }
        }
    }
}
