//! The store's promises, each proved.

#[path = "store/format.rs"]
mod format;
#[path = "store/merge.rs"]
mod merge;
#[path = "store/sample.rs"]
mod sample;
