//! The store's promises, each proved.

#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]

#[cfg(unix)]
#[path = "store/caveats.rs"]
mod caveats;
#[path = "store/disks.rs"]
mod disks;
#[path = "store/entered.rs"]
mod entered;
#[path = "store/fast_reader.rs"]
mod fast_reader;
#[path = "store/faults.rs"]
mod faults;
#[path = "store/forgetting.rs"]
mod forgetting;
#[path = "store/format.rs"]
mod format;
#[path = "../examples/large/generator.rs"]
mod generator;
#[path = "store/merge.rs"]
mod merge;
#[path = "store/places.rs"]
mod places;
#[path = "store/recovery.rs"]
mod recovery;
#[path = "store/remote.rs"]
mod remote;
#[path = "store/removed.rs"]
mod removed;
#[path = "store/sample.rs"]
mod sample;
#[path = "store/ways.rs"]
mod ways;
#[path = "store/windows.rs"]
mod windows;
#[path = "store/workspace.rs"]
mod workspace;
