//! The environment of a store: disk, clock and time limit, so that tests can replace them.

use super::caveat::{Caveats, Lenient};
use super::disk::{Disk, Real};
use chrono::{DateTime, Local, NaiveDate};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// The time, as backups need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// Seconds since 1970.
    pub seconds: i64,
    /// The civil day.
    pub day: NaiveDate,
}

impl Now {
    /// Returns the time by the clock of this machine.
    pub fn local() -> Now {
        let now = local_time();
        Now { seconds: now.timestamp(), day: now.date_naive() }
    }
}

/// Returns the time by the clock of this machine, also by one that stands before 1970, with which `Local::now` panics.
pub fn local_time() -> DateTime<Local> {
    SystemTime::now().into()
}

/// The environment of a store; tests replace its parts.
#[derive(Clone)]
pub struct Environment {
    /// The calls on the file system.
    pub disk: Arc<dyn Disk>,
    /// The clock that backups go by.
    pub clock: fn() -> Now,
    /// The longest time to wait for another window's lock.
    pub lock_timeout: Duration,
    /// What the place was found to lack.
    pub caveats: Arc<Caveats>,
}

impl Environment {
    /// Returns the same environment, in which what the place lacks is noted and done without.
    pub(super) fn lenient(self) -> Environment {
        let caveats = Arc::new(Caveats::default());
        let disk = Arc::new(Lenient { disk: self.disk, caveats: Arc::clone(&caveats) });
        Environment { disk, caveats, ..self }
    }
}

impl Default for Environment {
    fn default() -> Environment {
        Environment {
            disk: Arc::new(Real),
            clock: Now::local,
            lock_timeout: Duration::from_secs(5),
            caveats: Arc::default(),
        }
    }
}
