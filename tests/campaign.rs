//! Files and keys that nobody would make by hand, by the thousand: no panic, no answer of more than five seconds, and no
//! allocation beyond 256 MiB. A few hundred run with the other tests; `cargo test --release -- --ignored campaign` runs
//! them all and prints how many.
//!
//! Each part runs in a process of its own, so that a hang or an allocation that is refused ends that process alone, and
//! the last thing it began is named.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]

#[path = "campaign/chance.rs"]
mod chance;
#[path = "campaign/child.rs"]
mod child;
#[path = "campaign/keys.rs"]
mod keys;
#[path = "campaign/mutants.rs"]
mod mutants;

use child::Length;

/// What a child is asked to do, by the name of its part.
const PARTS: &[(&str, child::Part)] = &[("mutants", mutants::run), ("keys", keys::run), ("greedy", greedy)];

/// Takes more than it may.
fn greedy(round: u64, _: Length, report: &mut child::Report) {
    if round == 0 {
        let taken = report.answer(|| "a large allocation".into(), || vec![1_u8; 300 << 20]);
        assert_eq!(taken.last(), Some(&1));
    }
}

/// Not a test by itself: it does the part that its process was started for.
#[test]
fn child() {
    child::run(PARTS);
}

#[test]
#[should_panic(expected = "greedy, round 0: signal: 6")]
fn an_allocation_beyond_the_limit_is_noticed() {
    child::start("greedy", 0..1, Length::Short);
}

#[test]
fn mutants_of_files_are_drawn_or_refused() {
    child::start("mutants", 0..200, Length::Short);
}

#[test]
#[ignore = "ten thousand take minutes"]
fn campaign_mutants() {
    child::start("mutants", 0..10_000, Length::Whole);
}

#[test]
fn random_keys_on_mutants_bring_nothing_down() {
    child::start("keys", 0..60, Length::Short);
}

#[test]
#[ignore = "two thousand walks take minutes"]
fn campaign_keys() {
    child::start("keys", 0..2_000, Length::Whole);
}
