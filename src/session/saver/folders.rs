//! The folders that the saver reads and writes.

use crate::config;
use std::path::{Path, PathBuf};

/// The folders that the saver reads and writes.
#[derive(Clone, Debug)]
pub struct Folders {
    /// The folder of projects.
    pub workspace: PathBuf,
    /// The folder in which the demo has one of its own; none where the platform has no folder for caches.
    pub cache: Option<PathBuf>,
    /// The folder in which choices are remembered; none if they are not.
    pub config: Option<PathBuf>,
}

impl Folders {
    /// Returns the platform's folders beside this workspace.
    pub fn of_platform(workspace: PathBuf) -> Folders {
        let dirs = directories::ProjectDirs::from("", "", "changebook");
        let cache = dirs.map(|dirs| dirs.cache_dir().to_owned());
        Folders { workspace, cache, config: config::folder() }
    }

    /// Returns folders that all lie within this one, for tests and benches.
    pub fn within(folder: &Path) -> Folders {
        Folders {
            workspace: folder.join("projects"),
            cache: Some(folder.join("cache")),
            config: Some(folder.join("config")),
        }
    }
}
