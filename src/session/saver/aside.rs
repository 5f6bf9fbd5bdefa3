//! What the saver has read beside the open file, on a thread of its own: a save never waits for it.

use super::{Saver, unreadable};
use crate::app::request::Reply;
use crate::demo;
use crate::registry;
use crate::say;
use crate::session::gather;
use crate::store::{Listed, Store, Workspace};
use crate::text::Phrase;
use chrono::NaiveDate;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread::{self, JoinHandle};

impl Saver {
    /// Answers where the projects beside the open one stand: those of the demo while it is open, else those of the
    /// workspace. A thread of its own reads them, so that no save waits for other people's projects.
    pub(super) fn gather(
        &mut self,
        archived: bool,
        today: NaiveDate,
        as_of: Option<NaiveDate>,
    ) -> Result<(), Phrase> {
        let listed = self.members()?;
        self.aside(move || Reply::Gathered(gather::gather(listed, archived, today, as_of, |_| {})))
    }

    /// The projects beside the open one, and it among them.
    pub(super) fn members(&mut self) -> Result<Vec<Listed>, Phrase> {
        self.make_neighbours()?;
        let listed = match &self.demo_folder {
            Some(demo_folder) => Workspace::at(demo_folder.folder()).and_then(|demo| demo.list()),
            None => self.workspace()?.list(),
        };
        listed.map_err(|e| unreadable(&e))
    }

    /// Answers what was found in the open project on earlier days.
    pub(super) fn look_back(&mut self, today: NaiveDate) -> Result<(), Phrase> {
        let Some(store) = &self.store else { return Ok(()) };
        let (id, path) = (store.project_id(), store.path().to_owned());
        self.aside(move || Reply::LookedBack(id, Arc::new(gather::earlier(&path, today))))
    }

    /// Answers on a thread of its own, so that no save waits; such answers come in the order of the questions.
    pub(super) fn aside(&mut self, work: impl FnOnce() -> Reply + Send + 'static) -> Result<(), Phrase> {
        let (before, mailbox) = (self.aside.take(), self.mailbox.clone());
        let waiting = Arc::clone(&self.waiting);
        waiting.fetch_add(1, Ordering::SeqCst);
        let answer = move || {
            let _ended = before.map(JoinHandle::join);
            mailbox.send(work());
            waiting.fetch_sub(1, Ordering::SeqCst);
        };
        let thread = thread::Builder::new().name("reader".into()).spawn(answer);
        self.aside = Some(thread.map_err(|error| {
            self.waiting.fetch_sub(1, Ordering::SeqCst);
            say!(
                "读取失败：{reason}",
                "This cannot be read: {reason}",
                reason = crate::store::reason_of(&error)
            )
        })?);
        Ok(())
    }

    /// Puts the demo's smaller projects beside the open one; nobody needs them before all are looked at.
    fn make_neighbours(&mut self) -> Result<(), Phrase> {
        let Some(demo_folder) = self.demo_folder.as_ref().filter(|_| !self.neighbours) else { return Ok(()) };
        for (file, other) in demo::others(self.lang, self.today) {
            let path = demo_folder.folder().join(file);
            // One may have been made before another failed.
            if path.exists() {
                continue;
            }
            Store::create(&path, &registry::sheets(), &other).map_err(|e| e.phrase())?;
        }
        self.neighbours = true;
        Ok(())
    }
}
