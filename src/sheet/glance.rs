//! Rows read at a glance: JSON laid out just as this program writes it, without a space, the fields in
//! the order of the columns. Whatever is laid out otherwise, or might be wrong, is left to the parser, which
//! has the last word; so a glance may give up but never take what the parser would refuse or read otherwise.

use super::{Id, TEXT_LIMIT};

/// The text still to be looked at.
#[derive(Clone, Copy, Debug)]
pub struct Glance<'a>(&'a str);

impl<'a> Glance<'a> {
    /// A glance at a text.
    pub fn at(text: &'a str) -> Glance<'a> {
        Glance(text)
    }

    /// Passes over these characters; false if others stand there.
    #[inline]
    pub fn pass(&mut self, what: &str) -> bool {
        match self.0.strip_prefix(what) {
            Some(rest) => {
                self.0 = rest;
                true
            }
            None => false,
        }
    }

    /// Whether nothing is left.
    pub fn is_done(self) -> bool {
        self.0.is_empty()
    }

    /// All that is left.
    pub fn rest(self) -> &'a str {
        self.0
    }

    /// The rest of the line up to its break, or to the comma before that.
    pub(super) fn line(&mut self) -> Option<&'a str> {
        let line = self.0.split_once('\n')?.0;
        self.take(line.strip_suffix(',').unwrap_or(line).len())
    }

    /// So many bytes from here on.
    fn take(&mut self, len: usize) -> Option<&'a str> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }

    /// A text in quotes that holds no escapes and is not too long.
    pub fn text(&mut self) -> Option<&'a str> {
        self.pass("\"").then_some(())?;
        let text = self.take(plain(self.0.as_bytes())).filter(|text| text.len() <= TEXT_LIMIT)?;
        self.pass("\"").then_some(text)
    }

    /// An id in quotes.
    pub fn id(&mut self) -> Option<Id> {
        self.text().and_then(Id::parse)
    }

    /// A number without an exponent, as text.
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

/// How many bytes stand before the first quote, backslash or control character.
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
