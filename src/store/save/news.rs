//! What goes between a store and the window it saves for.

use crate::project::Project;
use crate::store::disk::Stamp;
use crate::store::merge::merge;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// What a window shows, and how much of the store's news is in it.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The project as shown.
    pub project: Project,
    /// The number of the last news taken in; 0 before any.
    pub tide: u64,
}

impl Snapshot {
    /// A project just opened.
    pub fn of(project: Project) -> Snapshot {
        Snapshot { project, tide: 0 }
    }

    /// Takes in what others have written, whatever has been edited since. News must come in order.
    pub fn absorb(&mut self, news: &News) {
        if news.tide > self.tide {
            self.project = merge(&news.from, &self.project, &news.to);
            self.tide = news.tide;
        }
    }
}

/// What others have written, as a step from a project that the window had to one that holds it.
#[derive(Clone, Debug)]
pub struct News {
    /// Its number.
    pub tide: u64,
    pub(super) from: Project,
    pub(super) to: Project,
}

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
