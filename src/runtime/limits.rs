//! Limits that a process sets for itself.

/// Lets this process have so much memory and no more, in bytes; an allocation beyond it ends the process. Does nothing where
/// the system knows no such limit.
pub fn memory(bytes: u64) {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

        // A lower limit that somebody has set stays.
        let there = getrlimit(Resource::As);
        let most = there.maximum.map_or(bytes, |maximum| maximum.min(bytes));
        let current = there.current.map_or(most, |current| current.min(most));
        // Where it is refused there is nothing better to do.
        let _ = setrlimit(Resource::As, Rlimit { current: Some(current), maximum: Some(most) });
    }
    #[cfg(not(unix))]
    let _ = bytes;
}
