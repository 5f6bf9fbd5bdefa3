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

impl Print {
    /// The fingerprint of these bytes.
    pub fn of(bytes: &[u8]) -> Print {
        let (chunks, rest) = bytes.as_chunks::<16>();
        let mut last = [0; 16];
        last[..rest.len()].copy_from_slice(rest);
        let (mut one, mut two) = (KEYS[0], KEYS[1]);
        for chunk in chunks.iter().chain([&last]) {
            let whole = u128::from_le_bytes(*chunk);
            let (low, high) = (whole as u64, (whole >> 64) as u64);
            one = fold(one ^ low, KEYS[2] ^ high).wrapping_add(one.rotate_left(29));
            two = fold(two ^ high, KEYS[3] ^ low).wrapping_add(two.rotate_left(31));
        }
        let len = bytes.len() as u64;
        Print { len: bytes.len(), halves: (fold(one ^ len, KEYS[3]), fold(two ^ len, KEYS[2])) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

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
