//! The text that is being typed, kept beside the project so that a crash costs two seconds of it.

use super::Around;
use super::disk::{Disk, put};
use super::fresh_id;
use crate::sheet::Id;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// The largest draft, in bytes: a text at its limit with every character escaped.
const LIMIT: u64 = 1 << 20;

/// The cell that a text is meant for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The sheet's key.
    pub sheet: String,
    /// The row.
    pub row: Id,
    /// The column's key.
    pub column: String,
}

#[derive(Serialize, Deserialize)]
struct Kept<'a> {
    #[serde(flatten)]
    target: Target,
    text: std::borrow::Cow<'a, str>,
}

/// The place of a project's draft.
#[derive(Clone)]
pub struct Draft {
    disk: Arc<dyn Disk>,
    around: Around,
}

impl Draft {
    pub(super) fn of(disk: Arc<dyn Disk>, around: &Around) -> Draft {
        Draft { disk, around: around.clone() }
    }

    fn path(&self) -> PathBuf {
        self.around.hidden("draft")
    }

    /// Keeps the text in place of the one kept before.
    pub fn write(&self, text: &str, target: &Target) -> io::Result<()> {
        let bytes = serde_json::to_vec(&Kept { target: target.clone(), text: text.into() })?;
        let temp = self.around.hidden(&format!("{}.tmp", fresh_id()));
        let put = put(&*self.disk, &temp, &bytes, 0o600).map_err(|(_, error)| error);
        let done = put.and_then(|_| self.disk.rename(&temp, &self.path()));
        if done.is_err() {
            // If it stays, the next start sweeps it.
            let _swept_later = self.disk.unlink(&temp);
        }
        done
    }

    /// The text that a crash has left; none if there is no draft or it makes no sense. It stays until
    /// [`Draft::clear`], so that a crash while it is shown costs nothing either.
    pub fn take(&self) -> io::Result<Option<(Target, String)>> {
        match self.disk.read(&self.path(), LIMIT) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            content => Ok(serde_json::from_slice::<Kept<'_>>(&content?.bytes)
                .ok()
                .map(|kept| (kept.target, kept.text.into_owned()))),
        }
    }

    /// Takes the draft away: the text is in the project, or was given up.
    pub fn clear(&self) -> io::Result<()> {
        match self.disk.unlink(&self.path()) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }
}
