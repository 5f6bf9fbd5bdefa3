//! What an event log says of a process: how long cases take, where they wait, how often they return and change hands.
//!
//! A [`Log`] holds the events, as [`crate::exchange::logs`] reads them from a file. [`Options`] say which of them count
//! and how time is measured; [`figures`] computes the [`Figures`] of what is left, which are small and can be kept
//! where the log itself is not. [`changes`] compares those of two periods and [`map::Map`] draws the process.
//!
//! It knows no file, no screen, no tool and no clock. Durations are seconds in [`Figures`] and milliseconds within.

mod changes;
mod compute;
mod edges;
mod figures;
mod hours;
mod log;
pub mod map;
mod options;
mod select;
mod slowest;
mod span;
#[cfg(test)]
mod tests;

pub use changes::{Change, Kind, changes};
pub use compute::figures;
pub use figures::{
    Activity, ActivityRework, Duration, Edge, EdgeWorking, Figures, LeftOut, Period, Repeats, Span, Variant,
    Work,
};
pub use hours::Hours;
pub use log::{Bad, BadRows, Event, Log, MOST_EVENTS, Names, Reason};
pub use options::{Lifecycle, Options};
pub use slowest::{Compared, Group, GroupWait, Slowest, Wait};
pub use span::{Unit, counted, judged, long, rounded, share, thousands};

use serde::{Deserialize, Serialize};

/// Figures with where they come from: all that a project keeps of a log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mined {
    /// The log.
    pub source: Source,
    /// What it says.
    pub figures: Figures,
}

/// Where figures come from, and how the file was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// The name of the file, without its folder.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// XXH3 over its bytes, 128 bits in hexadecimal: the same file has the same.
    pub fingerprint: String,
    /// `csv` or `xes`.
    pub format: String,
    /// The encoding of its text, such as `UTF-8` or `gb18030`.
    pub encoding: String,
    /// Whether it was compressed.
    pub compressed: bool,
    /// The column or the key of the case.
    pub case: String,
    /// That of the activity; of several columns, one for each activity, all.
    pub activity: String,
    /// That of the time.
    pub time: String,
    /// That of the time at which a step begins, where the log has one.
    pub start: Option<String>,
    /// That of the person or the team.
    pub resource: Option<String>,
    /// That of the life cycle.
    pub lifecycle: Option<String>,
    /// That by which cases are grouped, such as the centre.
    pub group: Option<String>,
    /// How dates were read, such as `day-first`.
    pub dates: String,
}
