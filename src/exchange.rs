//! Formats in which blocks of cells come and go: the clipboard's, CSV, Excel, calendars. It knows text, and neither sheets nor tools.

pub mod clipboard;
pub mod csv;
pub mod ics;
pub mod wire;
pub mod xlsx;

/// Lines of cells with the name that they have in their file; a file of one list has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The name; blank if there is none.
    pub name: String,
    /// The lines from the first on, blank ones among them.
    pub lines: Vec<Vec<String>>,
}

/// No block has more cells than these.
pub const CELL_LIMIT: usize = 200_000;
/// The cells of no block hold more text, in bytes.
pub const TEXT_LIMIT: usize = 64 << 20;
