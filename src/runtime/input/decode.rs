//! From bytes to keys, wherever a read happened to cut them.
//!
//! A sequence is found whole first, then terminput says what it means. Time comes in as a value: only time
//! tells the Escape key from the beginning of a sequence, and a paste that will never be closed from a slow one.

mod sequence;

use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use sequence::{Token, meaning, token};

/// How long after ESC the rest of a sequence may take; then it was the key.
const ESCAPE: Duration = Duration::from_millis(25);
/// How long a sequence that has clearly begun may take; then it is dropped.
const SEQUENCE: Duration = Duration::from_millis(500);
/// Silence after which a paste is taken as ended.
const PASTE_SILENCE: Duration = Duration::from_secs(2);
/// A paste that only trickles, as keys do, is taken as ended after this time.
const PASTE_TRICKLE: Duration = Duration::from_secs(5);
/// Reads of at least this many bytes are a paste that flows.
const FLOW: usize = 64;
/// A paste is handed over in pieces no larger than this.
const PASTE_LIMIT: usize = 4 << 20;

const PASTE_BEGIN: &[u8] = b"\x1b[200~";
const PASTE_END: &[u8] = b"\x1b[201~";

/// Collects bytes and gives events.
#[derive(Debug, Default)]
pub struct Decoder {
    pending: Vec<u8>,
    paste: Option<Paste>,
    heard: Option<Instant>,
    events: Vec<Event>,
}

#[derive(Clone, Copy, Debug)]
struct Paste {
    /// When bytes last came in bulk.
    flowed: Instant,
    /// How many pending bytes cannot begin the end mark.
    searched: usize,
}

impl Decoder {
    /// Takes in the bytes of one read.
    pub fn feed(&mut self, bytes: &[u8], now: Instant) {
        // A read may come late although its bytes were in time: then what waited is decided first.
        if self.paste.is_none() && self.deadline().is_some_and(|deadline| deadline <= now) {
            self.expire(now);
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

    /// When [`Self::expire`] wants to be called if no byte comes before.
    pub fn deadline(&self) -> Option<Instant> {
        let heard = self.heard?;
        if let Some(paste) = self.paste {
            return Some((heard + PASTE_SILENCE).min(paste.flowed + PASTE_TRICKLE));
        }
        // A character that is cut in two waits for its rest without a limit: no key looks like it.
        match self.pending.as_slice() {
            [0x1b] | [0x1b, b'[' | b'O'] => Some(heard + ESCAPE),
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
            [0x1b, next @ (b'[' | b'O')] => {
                let next = char::from(*next);
                let shift = if next == 'O' { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
                self.key(KeyCode::Char(next), KeyModifiers::ALT | shift);
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
                Token::Junk(length) => done += length,
                Token::Whole(length) => {
                    let sequence = &rest[..length];
                    if sequence == PASTE_BEGIN {
                        self.paste = Some(Paste { flowed: now, searched: 0 });
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
        let unsearched = &self.pending[paste.searched..];
        let found = unsearched.windows(PASTE_END.len()).position(|window| window == PASTE_END);
        if let Some(place) = found {
            let end = paste.searched + place;
            self.paste = None;
            self.paste_up_to(end);
            self.pending.drain(..PASTE_END.len());
            return true;
        }
        paste.searched = self.pending.len().saturating_sub(PASTE_END.len() - 1);
        if paste.searched >= PASTE_LIMIT {
            // The rest of an enormous paste must not come in as keys, so the paste goes on.
            // Neither a character nor a line end is cut in two.
            let whole =
                |end: &usize| !(0x80..0xc0).contains(&self.pending[*end]) && self.pending[end - 1] != b'\r';
            let last = paste.searched;
            let end = (last - 4..=last).rev().find(whole).unwrap_or(last);
            paste.searched = 0;
            self.paste_up_to(end);
        }
        false
    }

    /// Hands over the first pending bytes as a paste. Terminals send a line end as `\r`.
    fn paste_up_to(&mut self, end: usize) {
        let text = String::from_utf8_lossy(&self.pending[..end]).replace("\r\n", "\n").replace('\r', "\n");
        self.pending.drain(..end);
        self.events.push(Event::Paste(text));
    }

    fn key(&mut self, code: KeyCode, modifiers: KeyModifiers) {
        self.events.push(Event::Key(KeyEvent::new(code, modifiers)));
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
    use proptest::{collection::vec, prelude::*, sample::select};

    use super::*;

    fn decode(parts: &[&[u8]]) -> Vec<Event> {
        let now = Instant::now();
        let mut decoder = Decoder::default();
        for part in parts {
            decoder.feed(part, now);
        }
        decoder.take()
    }

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(code, modifiers))
    }

    fn plain(code: KeyCode) -> Event {
        key(code, KeyModifiers::NONE)
    }

    #[test]
    fn keys_of_every_kind() {
        for (bytes, expected) in [
            (&b"a"[..], plain(KeyCode::Char('a'))),
            ("变".as_bytes(), plain(KeyCode::Char('变'))),
            (b"\r", plain(KeyCode::Enter)),
            (b"\x7f", plain(KeyCode::Backspace)),
            (b"\x1a", key(KeyCode::Char('z'), KeyModifiers::CONTROL)),
            (b"\x1b[A", plain(KeyCode::Up)),
            (b"\x1bOB", plain(KeyCode::Down)),
            (b"\x1b[Z", plain(KeyCode::BackTab)),
            (b"\x1b[3~", plain(KeyCode::Delete)),
            (b"\x1bOQ", plain(KeyCode::F(2))),
            (b"\x1b[[B", plain(KeyCode::F(2))),
            (b"\x1b[24~", plain(KeyCode::F(12))),
            (b"\x1b[1;5C", key(KeyCode::Right, KeyModifiers::CONTROL)),
            (b"\x1bx", key(KeyCode::Char('x'), KeyModifiers::ALT)),
            (b"\x1b\r", key(KeyCode::Enter, KeyModifiers::ALT)),
        ] {
            let found = decode(&[bytes]);
            let matches = match (&found[..], &expected) {
                // Shift is written in several ways for the keys that mean it anyway.
                ([Event::Key(found)], Event::Key(wanted)) => {
                    found.code == wanted.code
                        && found.modifiers - KeyModifiers::SHIFT == wanted.modifiers - KeyModifiers::SHIFT
                }
                _ => false,
            };
            assert!(matches, "{bytes:?}: {found:?}");
        }
    }

    #[test]
    fn a_click_counts_from_zero() {
        let expected = MouseEvent {
            kind: MouseEventKind::Down(MouseButton::Left),
            column: 11,
            row: 4,
            modifiers: KeyModifiers::NONE,
        };
        assert_eq!(decode(&[b"\x1b[<0;12;5M"]), [Event::Mouse(expected)]);
        assert_eq!(decode(&[b"\x1b[<0;0;5M\x1b[<0;1;0m\x1b[32;0;1M"]), []);
    }

    #[test]
    fn escape_alone_is_a_key_after_a_while() {
        let now = Instant::now();
        let mut decoder = Decoder::default();
        decoder.feed(b"\x1b", now);
        decoder.expire(now);
        assert_eq!(decoder.take(), []);
        decoder.expire(decoder.deadline().unwrap());
        assert_eq!(decoder.take(), [plain(KeyCode::Esc)]);
        assert_eq!(decoder.deadline(), None);
        decoder.feed(b"\x1b", now);
        decoder.feed(b"\x1b", now);
        assert_eq!(decoder.take(), [plain(KeyCode::Esc)]);
        // The read that brings the next key may come before anybody looked at the clock.
        decoder.feed(b"j", now + Duration::from_secs(1));
        assert_eq!(decoder.take(), [plain(KeyCode::Esc), plain(KeyCode::Char('j'))]);
    }

    #[test]
    fn a_broken_sequence_swallows_nothing_else() {
        assert_eq!(decode(&[b"\x1b[1;\x1b[A"]), [plain(KeyCode::Up)]);
        assert_eq!(decode(&[b"\x1b[1;\x03"]), [key(KeyCode::Char('c'), KeyModifiers::CONTROL)]);
        assert_eq!(decode(&[b"\xff\xe5a"]), [plain(KeyCode::Char('a'))]);
        let now = Instant::now();
        let mut decoder = Decoder::default();
        decoder.feed(b"\x1b[1;", now);
        decoder.feed(b"q", now + Duration::from_secs(1));
        assert_eq!(decoder.take(), [plain(KeyCode::Char('q'))]);
    }

    #[test]
    fn a_paste_is_one_event() {
        let text = "变革\t5\r\n".repeat(20_000);
        let bytes = [b"j\x1b[200~", text.as_bytes(), b"\x1b[201~k"].concat();
        let chunks: Vec<&[u8]> = bytes.chunks(4_095).collect();
        let expected =
            [plain(KeyCode::Char('j')), Event::Paste("变革\t5\n".repeat(20_000)), plain(KeyCode::Char('k'))];
        assert_eq!(decode(&chunks), expected);
        assert_eq!(decode(&[b"\x1b[201~"]), []);
    }

    #[test]
    fn an_unclosed_paste_is_given_up() {
        let now = Instant::now();
        let mut decoder = Decoder::default();
        decoder.feed(b"\x1b[200~ab\x1b[20", now);
        assert_eq!(decoder.take(), []);
        decoder.expire(now + PASTE_SILENCE);
        assert_eq!(decoder.take(), [Event::Paste("ab\x1b[20".into())]);
        decoder.feed(b"q", now + PASTE_SILENCE);
        assert_eq!(decoder.take(), [plain(KeyCode::Char('q'))]);
        // Somebody who types because nothing happens does not prolong it for ever.
        decoder.feed(b"\x1b[200~", now);
        for second in 1..=5 {
            decoder.feed(b"q", now + Duration::from_secs(second));
            decoder.expire(now + Duration::from_secs(second));
        }
        assert_eq!(decoder.take(), [Event::Paste("qqqqq".into())]);
    }

    #[test]
    fn an_enormous_paste_comes_in_pieces() {
        let text = "变革".repeat(PASTE_LIMIT / 5);
        let bytes = [PASTE_BEGIN, text.as_bytes(), PASTE_END].concat();
        let chunks: Vec<&[u8]> = bytes.chunks(64 * 1024).collect();
        let events = decode(&chunks);
        assert_eq!(events.len(), 2);
        let joined: String = events
            .iter()
            .map(|event| if let Event::Paste(text) = event { text.as_str() } else { "" })
            .collect();
        assert!(joined == text);
    }

    fn bytes() -> impl Strategy<Value = Vec<u8>> {
        let known = select(vec![
            "a",
            "变",
            "👍",
            "\r",
            "\t",
            "\x1b[A",
            "\x1bOP",
            "\x1b[1;5C",
            "\x1b[<0;12;5M",
            "\x1b[<0;12;5m",
            "\x1bx",
            "\x1b[15~",
            "\x1b[200~a\tb\r变\x1b[201~",
            "\x1b[200~",
            "\x1b[201~",
            "\x1b",
            "\x1b[",
            "\x1b[[A",
            "\x1b[M   ",
            "\x1b[97;5u",
            "\x03",
        ])
        .prop_map(|text| text.as_bytes().to_vec());
        let any = vec(any::<u8>(), 0..4);
        vec(prop_oneof![4 => known, 1 => any], 0..12).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn cuts_do_not_matter(bytes in bytes(), cuts in vec(0..120_usize, 0..10)) {
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
            cuts.extend([0, bytes.len()]);
            cuts.sort_unstable();
            let parts: Vec<&[u8]> = cuts.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect();
            prop_assert_eq!(decode(&parts), decode(&[&bytes]));
            let single: Vec<&[u8]> = bytes.chunks(1).collect();
            prop_assert_eq!(decode(&single), decode(&[&bytes]));
        }

        #[test]
        fn nothing_panics_and_time_ends_everything(bytes in vec(any::<u8>(), 0..200)) {
            let now = Instant::now();
            let mut decoder = Decoder::default();
            decoder.feed(b"\x1b[<", now);
            decoder.feed(&bytes, now);
            while let Some(deadline) = decoder.deadline() {
                decoder.expire(deadline);
            }
        }
    }
}
