//! How far a file has been read, whether it goes on, and the fingerprint of its bytes.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::io::{self, Read};
use std::rc::Rc;
use xxhash_rust::xxh3::Xxh3;

/// How far reading has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of the file, as they lie there.
    pub bytes: u64,
    /// Events so far.
    pub events: u64,
}

/// So many bytes are read between two looks at whether to go on.
const EVERY: u64 = 128 * 1024;
/// No row and no event is longer, in bytes: beyond that a quote was not closed, or it is no log.
const LONGEST: u64 = 4 << 20;

/// What the parts of a reading tell each other.
#[derive(Clone, Default)]
pub(super) struct Gauge(Rc<State>);

#[derive(Default)]
struct State {
    bytes: Cell<u64>,
    events: Cell<u64>,
    stopped: Cell<bool>,
    hash: RefCell<Xxh3>,
    /// Bytes of text since the latest row or event ended, and in all.
    since: Cell<u64>,
    text: Cell<u64>,
    quotes: Cell<u64>,
}

impl Gauge {
    /// Bytes of the file so far.
    pub(super) fn bytes(&self) -> u64 {
        self.0.bytes.get()
    }

    /// Bytes of its text so far, unpacked and decoded.
    pub(super) fn text(&self) -> u64 {
        self.0.text.get()
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.0.stopped.get()
    }

    /// The hash of the bytes so far.
    pub(super) fn fingerprint(&self) -> String {
        format!("{:032x}", self.0.hash.borrow().digest128())
    }

    /// A row or an event has ended.
    pub(super) fn ended(&self, events: usize) {
        self.0.since.set(0);
        self.0.events.set(events as u64);
    }

    /// Takes note of text. The error says that a row or an event does not end.
    pub(super) fn took(&self, text: &[u8]) -> io::Result<()> {
        let since = self.0.since.get() + text.len() as u64;
        self.0.since.set(since);
        self.0.text.set(self.0.text.get() + text.len() as u64);
        self.0.quotes.set(self.0.quotes.get() + memchr::memchr_iter(b'"', text).count() as u64);
        if since > LONGEST { Err(io::Error::other(Endless)) } else { Ok(()) }
    }

    /// Whether the text so far has an odd number of quotation marks.
    pub(super) fn has_open_quote(&self) -> bool {
        self.0.quotes.get() % 2 == 1
    }
}

/// The error of a reading that was stopped.
#[derive(Debug)]
pub(super) struct Stopped;

/// The error of a row or an event that does not end.
#[derive(Debug)]
pub(super) struct Endless;

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("stopped")
    }
}

impl fmt::Display for Endless {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("endless")
    }
}

impl std::error::Error for Stopped {}
impl std::error::Error for Endless {}

/// Whether a stream failed for one of our own reasons.
pub(super) fn is<E: std::error::Error + 'static>(error: &io::Error) -> bool {
    error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<E>)
}

/// A stream whose bytes are counted and hashed as they pass.
pub(super) struct Meter<'a, R> {
    stream: R,
    gauge: Gauge,
    next: u64,
    go_on: &'a mut dyn FnMut(Progress) -> bool,
}

impl<'a, R: Read> Meter<'a, R> {
    pub(super) fn new(stream: R, go_on: &'a mut dyn FnMut(Progress) -> bool) -> Meter<'a, R> {
        Meter { stream, gauge: Gauge::default(), next: 0, go_on }
    }

    pub(super) fn gauge(&self) -> Gauge {
        self.gauge.clone()
    }
}

impl<R: Read> Read for Meter<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let state = &self.gauge.0;
        let bytes = state.bytes.get();
        if bytes >= self.next {
            self.next = bytes + EVERY;
            if !(self.go_on)(Progress { bytes, events: state.events.get() }) {
                state.stopped.set(true);
                return Err(io::Error::other(Stopped));
            }
        }
        let read = self.stream.read(buffer)?;
        state.hash.borrow_mut().update(&buffer[..read]);
        state.bytes.set(bytes + read as u64);
        Ok(read)
    }
}
