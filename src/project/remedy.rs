//! What can be done about a file that cannot be opened or saved as usual.

/// A way out of trouble with a file: each is a command on the screen and, where a run of one command can do it, a
/// verb of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Save again now.
    TryAgain,
    /// Write what is shown in the file's place, after what lies there was kept aside.
    WriteAnew,
    /// Save what is shown in another file.
    SaveAs,
    /// Put a backup in the file's place, after what lies there was kept aside.
    Restore,
    /// Give an id of its own to every row that has another's.
    Repair,
}
