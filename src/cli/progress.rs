//! How far long work has come, on one line of standard error, where a person looks at it.

use super::print::complain;
use crate::text::{Lang, Phrase, pad, width};
use std::cell::RefCell;
use std::io::{self, IsTerminal as _};
use std::time::{Duration, Instant};

/// Work that takes no longer says nothing.
const SILENT: Duration = Duration::from_millis(400);
/// So often the line is written anew.
const EVERY: Duration = Duration::from_millis(100);

/// A line that shows how far work has come. It is gone when this is dropped.
pub(super) struct Progress {
    lang: Lang,
    /// When to write next, and the width of what stands there; none where nobody looks.
    line: Option<RefCell<(Instant, usize)>>,
}

impl Progress {
    /// Begins to watch work.
    pub(super) fn new(lang: Lang) -> Progress {
        let shown = io::stderr().is_terminal();
        Progress { lang, line: shown.then(|| RefCell::new((Instant::now() + SILENT, 0))) }
    }

    /// Says how far it is, if it is time to.
    pub(super) fn at(&self, said: impl FnOnce() -> Phrase) {
        let Some(line) = &self.line else { return };
        let (due, stands) = *line.borrow();
        if Instant::now() < due {
            return;
        }
        let said = said();
        let said = said.get(self.lang);
        // The rest of a longer line is covered.
        complain(&format!("\r{}", pad(said, stands.max(width(said)))));
        *line.borrow_mut() = (Instant::now() + EVERY, width(said));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(line) = &self.line
            && line.borrow().1 > 0
        {
            complain(&format!("\r{}\r", " ".repeat(line.borrow().1)));
        }
    }
}
