//! Putting things in order, equals in the order they came.
//!
//! The same as the standard library's sorting, but with one copy of its algorithm in the program instead of one
//! (some eight kilobytes) for every type and every call: there are more than forty, all of small lists. What may be
//! long is sorted where it is.

use std::cmp::Ordering;

/// Sorts by what tells of two which comes first.
pub fn by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let mut from: Vec<usize> = (0..items.len()).collect();
    sort(&mut from, &mut |a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    arrange(items, from);
}

/// Puts items as a list says where each comes from: the place in it of every item, each once.
pub fn arrange<T>(items: &mut [T], from: Vec<usize>) {
    // Where each goes; every swap brings one to its place.
    let mut to = vec![0; from.len()];
    for (place, from) in from.into_iter().enumerate() {
        to[from] = place;
    }
    for at in 0..to.len() {
        while to[at] != at {
            let place = to[at];
            items.swap(at, place);
            to.swap(at, place);
        }
    }
}

/// Sorts by a key of each.
pub fn by_key<T, K: Ord>(items: &mut [T], mut key: impl FnMut(&T) -> K) {
    by(items, |a, b| key(a).cmp(&key(b)));
}

fn sort(places: &mut [usize], compare: &mut dyn FnMut(usize, usize) -> Ordering) {
    places.sort_by(|a, b| compare(*a, *b));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_order_is_that_of_the_standard_library(keys in prop::collection::vec(0_u8..9, 0..60)) {
            let items: Vec<(u8, usize)> = keys.iter().copied().enumerate().map(|(n, key)| (key, n)).collect();
            let (mut ours, mut theirs) = (items.clone(), items);
            by_key(&mut ours, |(key, _)| *key);
            theirs.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(&ours, &theirs);
            by(&mut ours, |a, b| b.0.cmp(&a.0));
            theirs.sort_by_key(|(key, _)| std::cmp::Reverse(*key));
            prop_assert_eq!(ours, theirs);
        }
    }
}
