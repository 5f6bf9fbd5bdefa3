//! What holds of any plan, whatever was sent when.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A send of one key message: the audience's place, the project day, the way, the people reached.
type Sent = (usize, u64, usize, Option<u32>);

fn any_sends() -> impl Strategy<Value = Vec<Sent>> {
    let reached = prop::option::of(0_u32..200);
    prop::collection::vec((0..AUDIENCES.len(), 1_u64..120, 0..Channel::ALL.len(), reached), 0..40)
}

fn book_of(sends: &[Sent]) -> (Book, Id) {
    let mut book = Book::new();
    book.sizes([1, 6, 30, 122, 5000]);
    let message = book.key();
    for (audience, on, way, reached) in sends {
        let send = book.send(message, AUDIENCES[*audience].code, day(*on), Channel::ALL[*way], 0);
        book.set::<Send>(send, "reached", reached.map_or(Cell::Empty, Cell::Count));
    }
    (book, message)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn repeats_are_the_days_on_which_somebody_was_reached(sends in any_sends(), today in 1_u64..130) {
        let (book, message) = book_of(&sends);
        let figures = book.figures(day(today));
        for (at, known) in AUDIENCES.iter().enumerate() {
            let days: BTreeSet<u64> = sends
                .iter()
                .filter(|(a, on, _, reached)| *a == at && *on <= today && *reached != Some(0))
                .map(|(_, on, ..)| *on)
                .collect();
            let heard = figures.heard(message, book.audience(known.code)).expect("a pair");
            prop_assert_eq!(heard.repeats(), days.len());
            prop_assert!(heard.sends >= heard.repeats());
        }
    }

    #[test]
    fn nobody_is_reached_twice(sends in any_sends(), today in 1_u64..130) {
        let (book, _) = book_of(&sends);
        let figures = book.figures(day(today));
        for coverage in figures.audiences.iter().filter_map(|a| a.coverage).chain(figures.coverage()) {
            prop_assert!(coverage.reached <= coverage.size);
        }
    }

    #[test]
    fn the_order_of_the_records_does_not_matter(mut sends in any_sends(), today in 1_u64..130) {
        let read = |sends: &[Sent]| {
            let (book, _) = book_of(sends);
            let assessed = book.assess(day(today));
            (assessed.headline, assessed.conclusion, assessed.level)
        };
        let one = read(&sends);
        sends.reverse();
        prop_assert_eq!(one, read(&sends));
    }

    #[test]
    fn no_day_is_too_far_away(sends in any_sends(), start in prop::option::of(0_u64..200)) {
        let (book, _) = book_of(&sends);
        let mut other = Book::starting(start.map(|n| day(n + 1)));
        other.key();
        for book in [&book, &other] {
            for today in [NaiveDate::MIN, day(60), NaiveDate::MAX] {
                let assessed = book.assess(today);
                prop_assert!(!assessed.conclusion.is_empty());
            }
        }
    }
}
