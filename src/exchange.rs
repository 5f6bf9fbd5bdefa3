//! Formats in which blocks of cells come and go: the clipboard's and CSV. It knows text, and neither sheets nor tools.

pub mod clipboard;
pub mod csv;

/// No block has more cells than these.
pub const CELL_LIMIT: usize = 200_000;
