//! What tools have measured of a process, to stand beside what is computed of its steps.

use crate::finding::{Line, Place};
use crate::sheet::Id;
use crate::text::Phrase;

/// What was measured of a process.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// The process.
    pub process: Id,
    /// The cell that it stands in.
    pub place: Place,
    /// The time that orders took before the change, in a few words; none where that is not what was measured.
    pub before: Option<Phrase>,
    /// Minutes by the calendar that an order took on average then, if that is known.
    pub mean: Option<f64>,
    /// The median of the same.
    pub median: Option<f64>,
    /// Whether that was measured within working hours too, so that steps taken over from it tell nothing of the calendar.
    pub working: bool,
    /// All of it in one line.
    pub line: Line,
}

/// What the tools have measured of the processes, in the order of the tools.
///
/// A phase of its own: a tool says what it has measured without knowing who computes the process, so that it may use
/// the processes itself.
#[derive(Default)]
pub struct Measurements(pub Vec<Measured>);

impl Measurements {
    /// What was measured of a process.
    pub fn of(&self, process: Id) -> impl Iterator<Item = &Measured> {
        self.0.iter().filter(move |measured| measured.process == process)
    }
}
