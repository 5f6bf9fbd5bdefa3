//! The store's promises, each proved.

#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]

#[path = "store/faults.rs"]
mod faults;
#[path = "store/format.rs"]
mod format;
#[path = "store/glance.rs"]
mod glance;
#[path = "store/merge.rs"]
mod merge;
#[path = "store/sample.rs"]
mod sample;
#[path = "store/windows.rs"]
mod windows;
#[path = "store/workspace.rs"]
mod workspace;
