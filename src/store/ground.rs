//! What a store stands on: a disk, a clock and patience, so that tests can put others in.

use super::disk::{Disk, Real};
use chrono::NaiveDate;
use std::sync::Arc;
use std::time::Duration;

/// The time, as backups need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// Seconds since 1970.
    pub seconds: i64,
    /// The civil day.
    pub day: NaiveDate,
}

impl Now {
    /// By the clock of this machine.
    pub fn local() -> Now {
        let now = chrono::Local::now();
        Now { seconds: now.timestamp(), day: now.date_naive() }
    }
}

/// What a store stands on; tests put another disk, clock or patience in.
#[derive(Clone)]
pub struct Ground {
    /// The calls on the file system.
    pub disk: Arc<dyn Disk>,
    /// The clock that backups go by.
    pub clock: fn() -> Now,
    /// How long to wait for another window's lock.
    pub patience: Duration,
}

impl Default for Ground {
    fn default() -> Ground {
        Ground { disk: Arc::new(Real), clock: Now::local, patience: Duration::from_secs(5) }
    }
}
