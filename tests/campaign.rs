//! Files and keys that nobody would make by hand, by the thousand: no panic, no answer of more than five seconds, and no
//! allocation beyond 256 MiB. Kills in the middle of saves, failing calls, eight writers and commands between edits on the
//! screen: no acknowledged edit is lost, and the file can be read at any moment. A short form runs with the other tests;
//! `cargo test --release -- --ignored campaign` runs it all and prints how much that was.
//!
//! Each part of mutants and keys runs in a process of its own, so that a hang or an allocation that is refused ends that process alone, and
//! the last thing it began is named.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]

#[path = "campaign/calls.rs"]
mod calls;
#[path = "campaign/chance.rs"]
mod chance;
#[path = "campaign/child.rs"]
mod child;
#[path = "common/desk.rs"]
mod desk;
#[path = "store/disks.rs"]
#[allow(dead_code, reason = "shared with the tests of the store")]
mod disks;
#[path = "campaign/keys.rs"]
mod keys;
#[path = "campaign/kills.rs"]
mod kills;
#[path = "campaign/mutants.rs"]
mod mutants;
#[path = "common/pty.rs"]
mod pty;
#[path = "store/sample.rs"]
#[allow(dead_code, reason = "shared with the tests of the store")]
mod sample;
#[path = "campaign/verbs.rs"]
mod verbs;
#[path = "eight/windows.rs"]
mod windows;

use child::{Length, print};

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

#[test]
fn a_few_kills_in_the_middle_of_saves_lose_nothing() {
    kills::commands(20);
    kills::windows(2);
}

#[test]
#[ignore = "a thousand kills take minutes"]
fn campaign_kills() {
    print(&format!("commands killed: {:?}", kills::commands(1_000)));
    print(&format!("windows killed: {:?}", kills::windows(200)));
}

#[test]
fn a_few_failing_calls_lose_nothing() {
    let counts = calls::run(100);
    assert!(counts.saved > 0 && counts.not_saved > 0, "{counts:?}");
}

#[test]
#[ignore = "two thousand failing calls take minutes"]
fn campaign_calls() {
    print(&format!("calls that fail: {:?}", calls::run(2_000)));
}

#[test]
fn commands_between_edits_on_the_screen_lose_nothing() {
    let counts = verbs::run(4, 40);
    assert!(counts.typed > 20 && counts.set > 10 && counts.imported > 5, "{counts:?}");
}

#[test]
#[ignore = "six thousand commands and edits take minutes"]
fn campaign_verbs() {
    print(&format!("commands between edits on the screen: {:?}", verbs::run(60, 100)));
}

/// Not a test by itself: it is the window that its process was started for.
#[test]
fn child_window() {
    windows::run();
}

/// Its short form is `tests/eight.rs`.
#[test]
#[ignore = "thousands of saves that wait for each other take minutes"]
fn campaign_writers() {
    let (edits, conflicts) = windows::compete(250);
    print(&format!(
        "eight writers: {edits} acknowledged edits, all there; {conflicts} values kept as conflicts"
    ));
}
