//! A fingerprint of bytes: 128 bits that stand for a file's content, so that the content itself need
//! not be kept. It guards against chance, not against somebody who looks for a collision.

/// The fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Print {
    len: usize,
    halves: (u64, u64),
}

/// Odd, without a pattern: digits of pi.
const KEYS: [u64; 4] =
    [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7345, 0xa409_3822_299f_31d1, 0x082e_fa98_ec4e_6c89];

/// Both halves of a product, so that every bit of the input reaches every bit of the result.
const fn fold(a: u64, b: u64) -> u64 {
    let product = a as u128 * b as u128;
    product as u64 ^ (product >> 64) as u64
}

/// Both halves with a chunk more.
fn with((one, two): (u64, u64), chunk: [u8; 16]) -> (u64, u64) {
    let whole = u128::from_le_bytes(chunk);
    let (low, high) = (whole as u64, (whole >> 64) as u64);
    (
        fold(one ^ low, KEYS[2] ^ high).wrapping_add(one.rotate_left(29)),
        fold(two ^ high, KEYS[3] ^ low).wrapping_add(two.rotate_left(31)),
    )
}

impl Print {
    /// The fingerprint of these bytes.
    pub fn of(bytes: &[u8]) -> Print {
        let mut taking = Taking::default();
        taking.add(bytes);
        taking.done()
    }
}

/// A fingerprint of bytes that come one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Taking {
    len: usize,
    halves: (u64, u64),
    /// The bytes that do not fill a chunk yet: the first `len % 16`, and zeros.
    rest: [u8; 16],
}

impl Default for Taking {
    fn default() -> Taking {
        Taking { len: 0, halves: (KEYS[0], KEYS[1]), rest: [0; 16] }
    }
}

impl Taking {
    /// Takes these bytes in as well.
    pub fn add(&mut self, bytes: &[u8]) {
        let full = self.len % 16;
        self.len += bytes.len();
        let (head, bytes) = bytes.split_at(bytes.len().min(if full == 0 { 0 } else { 16 - full }));
        self.rest[full..full + head.len()].copy_from_slice(head);
        if full + head.len() == 16 {
            self.halves = with(self.halves, self.rest);
            self.rest = [0; 16];
        }
        let (chunks, rest) = bytes.as_chunks::<16>();
        self.halves = chunks.iter().fold(self.halves, |halves, chunk| with(halves, *chunk));
        self.rest[..rest.len()].copy_from_slice(rest);
    }

    /// The fingerprint.
    pub fn done(self) -> Print {
        let ((one, two), len) = (with(self.halves, self.rest), self.len as u64);
        Print { len: self.len, halves: (fold(one ^ len, KEYS[3]), fold(two ^ len, KEYS[2])) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn pieces_of_any_length_give_the_print_of_the_whole() {
        let bytes: Vec<u8> = (0..200_u8).collect();
        for len in 0..bytes.len() {
            for step in [1, 3, 15, 16, 17, 40] {
                let mut taking = Taking::default();
                bytes[..len].chunks(step).for_each(|piece| taking.add(piece));
                assert_eq!(taking.done(), Print::of(&bytes[..len]), "{len} in pieces of {step}");
            }
        }
    }

    #[test]
    fn every_bit_and_every_length_counts() {
        let bytes = [7_u8; 50];
        let mut seen: HashSet<(u64, u64)> = HashSet::new();
        for bit in 0..bytes.len() * 8 {
            let mut other = bytes;
            other[bit / 8] ^= 1 << (bit % 8);
            assert!(seen.insert(Print::of(&other).halves));
        }
        for len in 0..=bytes.len() {
            assert!(seen.insert(Print::of(&bytes[..len]).halves));
            assert!(seen.insert(Print::of(&vec![0; len]).halves) || len == 0);
        }
        assert_eq!(Print::of(&bytes), Print::of(&bytes));
    }
}
