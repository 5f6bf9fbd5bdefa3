//! Fingerprints of a file's content, so that the content itself need not be kept to know it again.

use xxhash_rust::xxh3::Xxh3Default;

/// Stands for a file's bytes: their number and a 128-bit hash (XXH3). Two contents with the same fingerprint
/// differ only by a collision that somebody has open for. It is kept in memory and compared within
/// one run, never stored or sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    len: u64,
    hash: u128,
}

impl Fingerprint {
    /// Returns the fingerprint of these bytes.
    pub fn of(bytes: &[u8]) -> Fingerprint {
        let mut builder = FingerprintBuilder::default();
        builder.add(bytes);
        builder.finish()
    }
}

/// Takes a fingerprint of bytes that arrive in chunks; how they are cut makes no difference.
#[derive(Default)]
pub struct FingerprintBuilder {
    len: u64,
    hasher: Xxh3Default,
}

impl FingerprintBuilder {
    /// Adds the next bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.len += bytes.len() as u64;
        self.hasher.update(bytes);
    }

    /// Returns the fingerprint of all bytes added.
    pub fn finish(&self) -> Fingerprint {
        Fingerprint { len: self.len, hash: self.hasher.digest128() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn chunks_of_any_length_give_the_fingerprint_of_the_whole() {
        let bytes: Vec<u8> = (0..200_u8).collect();
        for len in 0..bytes.len() {
            for step in [1, 3, 15, 16, 17, 31, 32, 33, 70] {
                let mut builder = FingerprintBuilder::default();
                bytes[..len].chunks(step).for_each(|chunk| builder.add(chunk));
                assert_eq!(builder.finish(), Fingerprint::of(&bytes[..len]), "{len} in chunks of {step}");
            }
        }
    }

    #[test]
    fn every_bit_and_every_length_counts() {
        let bytes = [7_u8; 50];
        let mut seen: HashSet<u128> = HashSet::new();
        for bit in 0..bytes.len() * 8 {
            let mut other = bytes;
            other[bit / 8] ^= 1 << (bit % 8);
            assert!(seen.insert(Fingerprint::of(&other).hash));
        }
        for len in 0..=bytes.len() {
            assert!(seen.insert(Fingerprint::of(&bytes[..len]).hash));
            assert!(seen.insert(Fingerprint::of(&vec![0; len]).hash) || len == 0);
        }
        assert_eq!(Fingerprint::of(&bytes), Fingerprint::of(&bytes));
    }
}
