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

/// Where the two ways begin, none like a key: halves that are equal would cancel out.
const BEGIN: [(u64, u64); 2] =
    [(0x4528_21e6_38d0_1377, 0xbe54_66cf_34e9_0c6c), (0xc0ac_29b7_c97c_50dd, 0x3f84_d5b5_b547_0917)];

/// Both halves of a product, so that every bit of the input reaches every bit of the result.
const fn fold(a: u64, b: u64) -> u64 {
    let product = a as u128 * b as u128;
    product as u64 ^ (product >> 64) as u64
}

/// One way with half a chunk more.
fn with((one, two): (u64, u64), half: &[u8]) -> (u64, u64) {
    let mut words = half.as_chunks::<8>().0.iter().map(|word| u64::from_le_bytes(*word));
    let (low, high) = (words.next().unwrap_or(0), words.next().unwrap_or(0));
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

/// So many bytes are taken in at a time.
const CHUNK: usize = 32;

/// A fingerprint of bytes that come one after the other. Each half of a chunk goes a way of its own, so that the
/// processor can work on both at once.
#[derive(Clone, Copy, Debug)]
pub struct Taking {
    len: usize,
    ways: [(u64, u64); 2],
    /// The bytes that do not fill a chunk yet: the first `len % CHUNK`, and zeros.
    rest: [u8; CHUNK],
}

impl Default for Taking {
    fn default() -> Taking {
        Taking { len: 0, ways: BEGIN, rest: [0; CHUNK] }
    }
}

impl Taking {
    /// Takes these bytes in as well.
    pub fn add(&mut self, bytes: &[u8]) {
        let full = self.len % CHUNK;
        self.len += bytes.len();
        let (head, bytes) = bytes.split_at(bytes.len().min(if full == 0 { 0 } else { CHUNK - full }));
        self.rest[full..full + head.len()].copy_from_slice(head);
        if full + head.len() == CHUNK {
            self.ways = both(self.ways, &self.rest);
            self.rest = [0; CHUNK];
        }
        let (chunks, rest) = bytes.as_chunks::<CHUNK>();
        self.ways = chunks.iter().fold(self.ways, both);
        self.rest[..rest.len()].copy_from_slice(rest);
    }

    /// The fingerprint.
    pub fn done(self) -> Print {
        let [(one, two), (three, four)] = both(self.ways, &self.rest);
        let len = self.len as u64;
        Print {
            len: self.len,
            halves: (
                fold(one ^ len, KEYS[3]).wrapping_add(fold(three, KEYS[1])),
                fold(two ^ len, KEYS[2]).wrapping_add(fold(four, KEYS[0])),
            ),
        }
    }
}

/// Both ways with a chunk more.
fn both([one, two]: [(u64, u64); 2], chunk: &[u8; CHUNK]) -> [(u64, u64); 2] {
    let (low, high) = chunk.split_at(CHUNK / 2);
    [with(one, low), with(two, high)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn pieces_of_any_length_give_the_print_of_the_whole() {
        let bytes: Vec<u8> = (0..200_u8).collect();
        for len in 0..bytes.len() {
            for step in [1, 3, 15, 16, 17, 31, 32, 33, 70] {
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
