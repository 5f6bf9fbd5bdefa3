//! The way to the saver, and the watch of the open file.

use crate::app::request::Request;
use crate::store::Watch;
use crate::text::Phrase;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// The way to the saver.
pub struct SaverHandle {
    pub(super) requests: Sender<Request>,
    pub(super) waiting: Arc<AtomicUsize>,
    pub(super) thread: JoinHandle<Option<Phrase>>,
}

impl SaverHandle {
    /// Hands work over.
    pub fn send(&self, work: Request) {
        send(&self.requests, &self.waiting, work);
    }

    /// Whether nothing waits.
    pub fn is_idle(&self) -> bool {
        self.waiting.load(Ordering::SeqCst) == 0
    }

    /// Waits until everything is done; gives what could not be saved.
    pub fn close(self) -> Option<Phrase> {
        drop(self.requests);
        self.thread.join().ok().flatten()
    }
}

fn send(way: &Sender<Request>, waiting: &AtomicUsize, work: Request) {
    waiting.fetch_add(1, Ordering::SeqCst);
    if way.send(work).is_err() {
        // Only a panic ends the saver early, and that ends the program.
        log::error!("the saver has ended");
    }
}

/// Looks whether the open file has changed; for the watcher's thread.
#[derive(Clone, Default)]
pub struct Look(Arc<Mutex<Option<Watch>>>);

impl Look {
    /// Whether another program has changed the file.
    pub fn changed(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).as_ref().is_some_and(Watch::changed_outside)
    }

    pub(super) fn at(&self, watch: Option<Watch>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = watch;
    }
}
