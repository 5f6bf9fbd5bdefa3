//! What the app wants done outside, and what it is answered. The app never waits for either.

use crate::assess::Earlier;
use crate::assess::portfolio::Member;
use crate::event::Effect;
use crate::project::Project;
use crate::project::merge::{RemoteChange, Snapshot};
use crate::sheet::Id;
use crate::text::Phrase;
use chrono::NaiveDate;
use std::path::PathBuf;
use std::sync::Arc;

/// Something to be done outside the app, in order.
#[must_use = "a request that is dropped is never performed"]
#[derive(Debug)]
pub enum Request {
    /// Something of the terminal.
    Terminal(Effect),
    /// Put this state of the project on disk.
    Save(Snapshot),
    /// Look whether another window has changed the file.
    Refresh,
    /// Keep the text being typed, with the place it is for.
    KeepDraft(Draft),
    /// The text has become a cell or was given up.
    DropDraft,
    /// List the projects of the workspace.
    List,
    /// Look where all projects of the workspace stand.
    Gather {
        /// Whether those of the archive are wanted too.
        archived: bool,
        /// The day.
        today: NaiveDate,
    },
    /// Look what was found in the open project on earlier days.
    LookBack(NaiveDate),
    /// Open a project of the workspace.
    Open(PathBuf),
    /// Make a project and open it.
    Create(Box<Project>),
    /// Make the demo and open it.
    Demo,
    /// Put the open project into the archive.
    Archive,
    /// Take a project out of the archive and open it.
    Unarchive(PathBuf),
    /// Remember these choices for the next start.
    Remember {
        /// The tag of the language.
        language: &'static str,
        /// The name of the theme.
        theme: &'static str,
        /// Whether the mouse is listened to.
        mouse: bool,
    },
}

/// Text being typed, and where it belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The sheet's key.
    pub sheet: String,
    /// The row; none for a row that is not there yet.
    pub row: Option<Id>,
    /// The column's key.
    pub column: String,
    /// The text.
    pub text: String,
}

/// A project of the workspace, as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The project's name for life.
    pub id: Id,
    /// Its file.
    pub path: PathBuf,
    /// Its name.
    pub name: String,
    /// Whether it is in the archive.
    pub archived: bool,
    /// What is odd about it, such as a second file of the same project.
    pub remark: Option<Phrase>,
}

/// What the app is answered.
#[derive(Debug)]
pub enum Reply {
    /// The state sent is on disk, together with what others had written.
    Saved {
        /// The state that was sent.
        sent: Project,
        /// What others had written, to be taken in, in this order.
        news: Vec<RemoteChange>,
    },
    /// Others have written; nothing was sent.
    RemoteChanges(Vec<RemoteChange>),
    /// It is not on disk; it will be tried again.
    NotSaved(Phrase),
    /// A project is open.
    Opened {
        /// The project.
        project: Box<Project>,
        /// Why it cannot be changed, if so.
        read_only: Option<Phrase>,
        /// Text that was being typed when the program last ended without asking.
        draft: Option<Draft>,
    },
    /// Something asked for could not be done.
    Failed(Phrase),
    /// Something asked for was done.
    Done(Phrase),
    /// Something that keeps the work safe could not be done, such as a backup; the work itself is on disk.
    Warned(Phrase),
    /// The text being typed is not kept on disk, and why.
    DraftNotKept(Phrase),
    /// No project is open any more.
    Closed,
    /// The projects of the workspace.
    Listed(Vec<Entry>),
    /// Where they stand.
    Gathered(Vec<Member>),
    /// What was found on earlier days in the project of this id.
    LookedBack(Id, Arc<Earlier>),
}

/// Whether the project is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// It is.
    Saved,
    /// It is on its way.
    Saving,
    /// It is not, and why.
    NotSaved(Phrase),
}
