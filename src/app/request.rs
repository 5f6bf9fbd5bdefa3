//! What the app wants done outside, and what it is answered. The app never waits for either.

use super::Columns;
pub use super::fill_in::FormOf;
use crate::app::layer::Purpose;
use crate::assess::Earlier;
use crate::assess::portfolio::Member;
use crate::event::Effect;
use crate::exchange::PageFormat;
use crate::project::merge::{RemoteChange, Snapshot};
use crate::project::{Project, Remedy};
use crate::report::Scope;
use crate::sheet::{Id, SheetDef};
use crate::text::{Lang, Phrase, Text};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Stops work outside that has begun, when its time has come.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Stops it.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it is to stop.
    pub fn is_stopped(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Two are the same if they stop the same work.
impl PartialEq for Stop {
    fn eq(&self, other: &Stop) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// An event log to be read, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct LogOrder {
    /// The path as it was typed.
    pub path: String,
    /// What was decided about its columns.
    pub choice: crate::exchange::logs::Choice,
    /// Which events count, and how time is measured.
    pub options: crate::mining::Options,
    /// Whether rows that are no events are left out.
    pub skip_bad: bool,
    /// The texts of the form that it comes from.
    pub texts: Vec<String>,
}

/// An event log as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct MinedLog {
    /// What is kept of it.
    pub mined: crate::mining::Mined,
    /// What was guessed or is odd.
    pub notes: Vec<Phrase>,
}

/// What is to be written into a file for others to read.
#[derive(Debug)]
pub struct Export {
    /// The project.
    pub project: Project,
    /// The path that was typed; its ending says what to write.
    pub path: String,
    /// The sheet on the screen, if there is one.
    pub sheet: Option<&'static SheetDef>,
    /// The sheet that is written alone, for others to fill in, and for whom; none is what the path says.
    pub form: Option<(&'static SheetDef, FormOf)>,
    /// The day.
    pub today: NaiveDate,
    /// Whether the project is shown as it was known on an earlier day.
    pub is_replay: bool,
    /// The language.
    pub lang: Lang,
    /// What stops it.
    pub stop: Stop,
}

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
    /// The text has become a cell, or the form is done, or the text was given up.
    DropDraft {
        /// Whether it was typed into a form and not into a cell.
        of_form: bool,
    },
    /// List the projects of the workspace.
    List,
    /// Look where all projects of the workspace stand.
    Gather {
        /// Whether those of the archive are wanted too.
        archived: bool,
        /// The day.
        today: NaiveDate,
        /// The earlier day on which they are to be seen as they were known then, if one is replayed.
        as_of: Option<NaiveDate>,
    },
    /// Look what was found in the open project on earlier days.
    LookBack(NaiveDate),
    /// Open a project of the workspace.
    Open(PathBuf),
    /// Make a project and open it.
    Create(Box<Project>),
    /// Make the demo and open it.
    Demo,
    /// Take a project out of the archive and open it.
    Unarchive(PathBuf),
    /// Put the open project into the archive.
    Archive,
    /// Open the newest backup of a file that is lost, to be read.
    OpenBackup(PathBuf),
    /// Write this state in the file's place, whatever lies there; that is kept aside first.
    WriteAnew(Snapshot),
    /// Save this state in another file: a name in the workspace, or a path.
    SaveAs(Snapshot, String),
    /// Give an id of its own to every row that has another's.
    Repair(Snapshot),
    /// Look which files name a person; nothing is changed.
    FindPerson(String),
    /// Take a person out of all projects with their backups and drafts, for ever.
    ForgetPerson(String),
    /// List the backups of the open file.
    ListBackups,
    /// Read a backup, after the file as it is was backed up, pinned.
    Restore(u64),
    /// Read a copy of the open project, after the file as it is was backed up, pinned.
    MergeCopy(PathBuf),
    /// Put a copy whose content is in the project into the archive.
    SetAside(PathBuf),
    /// Read the rows of a CSV or Excel file, by the path that was typed.
    ReadRows(String, Stop),
    /// Read an event log.
    ReadLog(Box<LogOrder>, Stop),
    /// Write a file for others to read.
    Export(Box<Export>),
    /// Write the minutes of a meeting into a file of their own beside the projects; never over another.
    WriteMinutes {
        /// What the file is called, without its ending.
        title: String,
        /// The minutes, as Markdown.
        minutes: String,
    },
    /// Make a report and write it.
    WriteReport(Box<ReportOrder>),
    /// Open a file in the program that the system has for it.
    OpenFile(PathBuf),
    /// Look what lies beside the open file: copies of it, and projects whose files are lost.
    LookBeside,
    /// Remember these choices for the next start.
    Remember {
        /// The tag of the language.
        language: &'static str,
        /// The name of the theme.
        theme: &'static str,
        /// Whether the mouse is listened to.
        mouse: bool,
        /// In which order days are written as two small numbers, by its name.
        dates: Option<&'static str>,
        /// How the columns of views stand.
        columns: BTreeMap<String, Columns>,
    },
}

impl Request {
    /// Whether it only looks for what may be said beside the project, so that a first frame need not wait for it.
    pub fn can_wait(&self) -> bool {
        matches!(self, Request::LookBack(_) | Request::LookBeside)
    }
}

/// A report to be made and written.
#[derive(Clone, Debug)]
pub struct ReportOrder {
    /// The project as it is now.
    pub project: Project,
    /// The day.
    pub today: NaiveDate,
    /// Whether the day is an earlier one that is replayed.
    pub is_replay: bool,
    /// What it is about.
    pub scope: Scope,
    /// Its format.
    pub format: PageFormat,
    /// Its language.
    pub lang: Lang,
    /// Whether codes stand in the place of people.
    pub anonymous: bool,
    /// The folder or the file, as it was typed.
    pub place: String,
    /// Whether a file that is there is written over.
    pub force: bool,
}

/// Text being typed, and where it belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The sheet's key; empty for a form.
    pub sheet: String,
    /// The row; none for a row that is not there yet. Of a form the project that it is about.
    pub row: Option<Id>,
    /// The column's key, or the form's.
    pub column: String,
    /// The text; of a form the texts of its fields, as JSON.
    pub text: String,
}

impl Draft {
    /// Whether it was typed into a form and not into a cell.
    pub fn is_of_form(&self) -> bool {
        self.sheet.is_empty()
    }
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
    /// Whether its file is lost and only backups are there.
    pub lost: bool,
}

/// What is known of the open file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileState {
    /// The file.
    pub path: PathBuf,
    /// What can be done where it cannot be saved or changed, the best first.
    pub remedies: Vec<Remedy>,
    /// Whether it is of the demo, and gone with it.
    pub is_demo: bool,
    /// What does not hold where it lies, such as locks.
    pub caveats: Vec<Phrase>,
}

/// A backup of the open file, as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Its number; the highest is the newest.
    pub number: u64,
    /// The day and the time at which its content was written.
    pub written: String,
    /// The number of rows in it, and of rows that differ from the project as it is; none if it cannot be read.
    pub rows: Option<(usize, usize)>,
    /// Its size, in bytes.
    pub size: u64,
    /// Whether it was made before a large step, and outlives others.
    pub pinned: bool,
}

/// Something in the workspace that needs a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// What it is.
    pub kind: BesideKind,
    /// The file.
    pub path: PathBuf,
    /// The name of the project.
    pub name: String,
    /// The day and the time of the last write, or of the newest backup.
    pub written: String,
    /// The number of backups.
    pub backups: usize,
}

/// The kinds of [`Beside`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BesideKind {
    /// A copy of the open project, as sync tools make them.
    Copy,
    /// The original of which the open file is a copy.
    Original,
    /// Another project whose file is lost.
    Lost,
}

impl Beside {
    /// The name of the file.
    pub fn file(&self) -> String {
        self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }
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
    /// The open file is gone, damaged or another's.
    NotThere(Phrase),
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
    /// The demo that is open has been kept as a project of the workspace, of this id.
    Kept(Id),
    /// No project is open any more.
    Closed,
    /// The projects of the workspace.
    Listed(Vec<Entry>),
    /// Where they stand.
    Gathered(Vec<Member>),
    /// What was found on earlier days in the project of this id.
    LookedBack(Id, Arc<Earlier>),
    /// Where the open project lies and what can be done about its file.
    File(FileState),
    /// The backups of the open file.
    Backups(Vec<Backup>),
    /// The content of a backup, to take the place of what is shown.
    Restored {
        /// The content.
        project: Box<Project>,
        /// When it was written.
        written: String,
    },
    /// The content of a copy of the open project, to be merged.
    Copy {
        /// The content.
        project: Box<Project>,
        /// Its file.
        path: PathBuf,
    },
    /// The figures of an event log that was asked for.
    Log(Stop, Box<LogOrder>, Result<Box<MinedLog>, Phrase>),
    /// What the folder holds whose path was given where a file is to be chosen.
    Folder(Stop, Purpose, Result<Folder, Phrase>),
    /// The lines of a file that was asked for, with its name.
    Rows(Stop, String, Result<Vec<crate::exchange::Table>, Phrase>),
    /// Several files were named where one was asked for.
    Files(Stop, Vec<PathBuf>),
    /// How much of some work is done, and of how much.
    Progress(Stop, (usize, usize)),
    /// What has come of writing a file.
    Exported(Stop, Result<Phrase, Phrase>),
    /// A report is written, in this file.
    ReportWritten(PathBuf),
    /// A report is not written, as this file is there already.
    ReportThere(Box<ReportOrder>, PathBuf),
    /// What lies beside the open file.
    Beside(Vec<Beside>),
    /// The files in which a person is named.
    PersonFound {
        /// The name.
        name: String,
        /// The files.
        files: Vec<Mentioned>,
        /// The number of files, and of the backups among them.
        counts: (Phrase, Phrase),
        /// The files that hold the name and would stay as they are, with the reasons.
        left: Vec<Phrase>,
    },
}

/// A file in which a person is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mentioned {
    /// The file, within the folder of the projects.
    pub file: String,
    /// What it is.
    pub part: Text,
    /// The number of rows that would go.
    pub rows: usize,
    /// The number of places in texts where the name would go.
    pub mentions: usize,
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

/// What a folder holds that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// Its path.
    pub path: String,
    /// The path of the folder that it is in; none at the root.
    pub above: Option<String>,
    /// Its folders, then its files.
    pub inside: Vec<InFolder>,
}

/// A file or a folder in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InFolder {
    /// Its name.
    pub name: String,
    /// Its path.
    pub path: String,
    /// How large it is; none for a folder.
    pub bytes: Option<u64>,
}
