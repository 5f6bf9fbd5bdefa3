//! From bytes to keys, wherever a read happened to cut them.
//!
//! A sequence is found whole first, then terminput says what it means. Time comes in as a value: only time
//! tells the Escape key from the beginning of a sequence, and a paste that will never be closed from a slow one.
//!
//! Some terminals do not mark what is pasted. Several lines of text that come in one read are more than a hand
//! types; they are a paste as well, so that none of their letters is taken for a command.

mod sequence;

use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use crate::event::PASTE_LIMIT;
use sequence::{Token, begins_more, meaning, paper_is_light, token, with_alt};

/// How long after ESC the rest of a sequence may take; then it was the key.
const ESCAPE: Duration = Duration::from_millis(100);
/// The same over a remote line, which may hold the rest back for as long as a packet takes.
const REMOTE_ESCAPE: Duration = Duration::from_millis(300);
/// How long a sequence that has clearly begun may take; then it is dropped.
const SEQUENCE: Duration = Duration::from_millis(500);
/// Silence after which a paste is taken as ended.
const PASTE_SILENCE: Duration = Duration::from_secs(2);
/// A paste that only trickles, as keys do, is taken as ended after this time.
const PASTE_TRICKLE: Duration = Duration::from_secs(5);
/// Reads of at least this many bytes are a paste that flows.
const FLOW: usize = 64;
/// Text of at least so many bytes and so many line ends in one read was not typed.
const UNMARKED: (usize, usize) = (24, 2);
/// Silence after which a paste without marks is taken as ended.
const UNMARKED_SILENCE: Duration = Duration::from_millis(100);

const PASTE_BEGIN: &[u8] = b"\x1b[200~";
const PASTE_END: &[u8] = b"\x1b[201~";

/// Collects bytes and gives events.
#[derive(Debug)]
pub struct Decoder {
    /// How long after ESC the rest of a sequence may take.
    escape: Duration,
    pending: Vec<u8>,
    paste: Option<Paste>,
    heard: Option<Instant>,
    light: Option<bool>,
    events: Vec<Event>,
}

#[derive(Clone, Copy, Debug)]
struct Paste {
    /// When bytes last came in bulk.
    flowed: Instant,
    /// How many pending bytes cannot begin the end mark.
    searched: usize,
    /// Whether the terminal marks its ends.
    marked: bool,
}

impl Default for Decoder {
    fn default() -> Self {
        Self {
            escape: ESCAPE,
            pending: Vec::new(),
            paste: None,
            heard: None,
            light: None,
            events: Vec::new(),
        }
    }
}

impl Decoder {
    /// A decoder for a terminal at the other end of a remote line.
    pub fn remote() -> Self {
        Self { escape: REMOTE_ESCAPE, ..Self::default() }
    }

    /// Takes in the bytes of one read.
    pub fn feed(&mut self, bytes: &[u8], now: Instant) {
        // A read may come late although its bytes were in time: then what waited is decided first.
        if self.paste.is_none() && self.deadline().is_some_and(|deadline| deadline <= now) {
            self.expire(now);
        }
        if self.paste.is_none() && self.pending.is_empty() && is_unmarked_paste(bytes) {
            self.paste = Some(Paste { flowed: now, searched: 0, marked: false });
        }
        self.pending.extend_from_slice(bytes);
        self.heard = Some(now);
        if let Some(paste) = &mut self.paste
            && bytes.len() >= FLOW
        {
            paste.flowed = now;
        }
        self.decode(now);
    }

    /// The events so far.
    pub fn take(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    /// Whether the paper is light, if the terminal has told since this was asked last.
    pub fn background(&mut self) -> Option<bool> {
        self.light.take()
    }

    /// When [`Self::expire`] wants to be called if no byte comes before.
    pub fn deadline(&self) -> Option<Instant> {
        let heard = self.heard?;
        if let Some(paste) = self.paste {
            if !paste.marked {
                return Some(heard + UNMARKED_SILENCE);
            }
            return Some((heard + PASTE_SILENCE).min(paste.flowed + PASTE_TRICKLE));
        }
        // A character that is cut in two waits for its rest without a limit: no key looks like it.
        match self.pending.as_slice() {
            [0x1b] => Some(heard + self.escape),
            [0x1b, next] | [0x1b, next, 0x1b] if begins_more(*next) => Some(heard + self.escape),
            [0x1b, ..] => Some(heard + SEQUENCE),
            _ => None,
        }
    }

    /// Decides what is pending without waiting any longer, if its time has come.
    pub fn expire(&mut self, now: Instant) {
        if self.deadline().is_none_or(|deadline| now < deadline) {
            return;
        }
        if self.paste.take().is_some() {
            let end = self.pending.len();
            self.paste_up_to(end);
            return;
        }
        match self.pending.as_slice() {
            [0x1b] => self.key(KeyCode::Esc, KeyModifiers::NONE),
            // A key with Alt, after which nothing came, or Escape.
            [0x1b, next] if begins_more(*next) => self.events.push(with_alt(*next)),
            [0x1b, next, 0x1b] if begins_more(*next) => {
                self.events.push(with_alt(*next));
                self.key(KeyCode::Esc, KeyModifiers::NONE);
            }
            _ => {}
        }
        self.pending.clear();
    }

    fn decode(&mut self, now: Instant) {
        let mut done = 0;
        loop {
            if self.paste.is_some() {
                self.pending.drain(..done);
                done = 0;
                if !self.paste() {
                    return;
                }
                continue;
            }
            let rest = &self.pending[done..];
            match token(rest) {
                Token::Part => break,
                Token::Junk(length) => {
                    self.light = paper_is_light(&rest[..length]).or(self.light);
                    done += length;
                }
                Token::Whole(length) => {
                    let sequence = &rest[..length];
                    if sequence == PASTE_BEGIN {
                        self.paste = Some(Paste { flowed: now, searched: 0, marked: true });
                    } else if let Some(event) = meaning(sequence) {
                        self.events.push(event);
                    }
                    done += length;
                }
            }
        }
        self.pending.drain(..done);
    }

    /// Goes on with a paste; true when it has ended.
    fn paste(&mut self) -> bool {
        let Some(paste) = &mut self.paste else { return true };
        let end_mark = if paste.marked { PASTE_END } else { b"\x1b" };
        let unsearched = &self.pending[paste.searched..];
        let found = unsearched.windows(end_mark.len()).position(|window| window == end_mark);
        if let Some(place) = found {
            let (end, marked) = (paste.searched + place, paste.marked);
            self.paste = None;
            self.paste_up_to(end);
            // Without marks the sequence that ends it is one of its own.
            self.pending.drain(..if marked { PASTE_END.len() } else { 0 });
            return true;
        }
        paste.searched = self.pending.len().saturating_sub(end_mark.len() - 1);
        // What is over the limit is not kept, and must not come in as keys either.
        if paste.searched > PASTE_LIMIT + 1 {
            self.pending.drain(PASTE_LIMIT + 1..paste.searched);
            paste.searched = PASTE_LIMIT + 1;
        }
        false
    }

    /// Hands over the first pending bytes as a paste. Terminals send a line end as `\r`.
    fn paste_up_to(&mut self, end: usize) {
        let mut text = String::from_utf8_lossy(&self.pending[..end]).into_owned();
        // One that is too long stays longer than the limit.
        if end <= PASTE_LIMIT {
            text = text.replace("\r\n", "\n").replace('\r', "\n");
        }
        self.pending.drain(..end);
        self.events.push(Event::Paste(text));
    }

    fn key(&mut self, code: KeyCode, modifiers: KeyModifiers) {
        self.events.push(Event::Key(KeyEvent::new(code, modifiers)));
    }
}

/// Whether the bytes of one read are several lines of text, which no hand types at once.
fn is_unmarked_paste(bytes: &[u8]) -> bool {
    let (length, lines) = UNMARKED;
    bytes.len() >= length
        && bytes.iter().all(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | 0x20..=0x7e | 0x80..))
        && bytes.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| line.len() > 1).count() >= lines
}

#[cfg(test)]
mod tests;
