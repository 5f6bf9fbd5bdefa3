//! Stable sorting, compiled once: the standard library's sort is compiled anew for every type and every comparison, some
//! four kilobytes each time, which made a tenth of the program.

use std::cmp::Ordering;

/// Sorts a slice stably, as the methods of the standard library without `stable_` do; twice as slow on large ones.
pub trait StableSort<T> {
    /// Sorts by the order of the values themselves.
    fn stable_sort(&mut self)
    where
        T: Ord;

    /// Sorts by a comparison, which must be a total order.
    fn stable_sort_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// Sorts by a key, which is computed at every comparison.
    fn stable_sort_by_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K);

    /// Sorts by a key that is computed once for each value.
    fn stable_sort_by_cached_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K);
}

impl<T> StableSort<T> for [T] {
    fn stable_sort(&mut self)
    where
        T: Ord,
    {
        self.stable_sort_by(T::cmp);
    }

    fn stable_sort_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        let order = positions(self.len(), &mut |a, b| match (self.get(a), self.get(b)) {
            (Some(a), Some(b)) => compare(a, b),
            _ => Ordering::Equal,
        });
        arrange(self, order);
    }

    fn stable_sort_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.stable_sort_by(|a, b| key(a).cmp(&key(b)));
    }

    fn stable_sort_by_cached_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K) {
        let keys: Vec<K> = self.iter().map(key).collect();
        let order = positions(self.len(), &mut |a, b| keys.get(a).cmp(&keys.get(b)));
        arrange(self, order);
    }
}

/// The positions of `len` values in their order.
fn positions(len: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

/// Moves each value to its place: `order` names for every place the position that its value has now.
fn arrange<T>(values: &mut [T], mut order: Vec<usize>) {
    for start in 0..order.len() {
        // Along one circle of moves; a place that has its value names itself.
        let mut place = start;
        while order[place] != start {
            let from = order[place];
            values.swap(place, from);
            order[place] = place;
            place = from;
        }
        order[place] = place;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn values_stand_as_the_standard_library_sorts_them(values in prop::collection::vec(0_u8..9, 0..60)) {
            let numbered: Vec<(u8, usize)> = values.iter().copied().zip(0..).collect();
            let by_value = |(value, _): &(u8, usize)| *value;
            let mut expected = numbered.clone();
            expected.sort_by_key(by_value);

            let (mut by_key, mut by_cached, mut by_comparison, mut plain) =
                (numbered.clone(), numbered.clone(), numbered.clone(), numbered.clone());
            by_key.stable_sort_by_key(by_value);
            by_cached.stable_sort_by_cached_key(by_value);
            by_comparison.stable_sort_by(|a, b| a.0.cmp(&b.0));
            prop_assert_eq!(&by_key, &expected);
            prop_assert_eq!(&by_cached, &expected);
            prop_assert_eq!(&by_comparison, &expected);

            plain.reverse();
            plain.stable_sort();
            prop_assert_eq!(&plain, &expected);
        }
    }
}
