//! What goes between a store and the window it saves for, and how a change from outside is noticed.

pub use crate::project::merge::{News, Snapshot};
use crate::store::disk::Stamp;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// Tells cheaply, from any thread, whether the file has changed since the store last saw it.
#[derive(Clone, Debug)]
pub struct Watch {
    pub(super) file: PathBuf,
    pub(super) stamp: Arc<Mutex<Option<Stamp>>>,
}

impl Watch {
    /// Whether another program has written, replaced or removed the file. A look at its metadata only.
    pub fn changed_outside(&self) -> bool {
        let now = std::fs::symlink_metadata(&self.file).ok().map(|meta| Stamp::of(&meta));
        now != *self.stamp.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
