//! Bytes in any pieces give the same events.

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
fn every_key_with_alt_is_a_key_whatever_its_bytes_could_begin() {
    for byte in b'!'..=b'~' {
        let alone = |decoder: &mut Decoder, at: Instant| {
            decoder.feed(&[0x1b, byte], at);
            if let Some(deadline) = decoder.deadline() {
                assert!(deadline <= at + decoder.escape, "{:?} waits too long", char::from(byte));
                decoder.expire(deadline);
            }
            decoder.take()
        };
        let found = alone(&mut Decoder::default(), Instant::now());
        let [Event::Key(pressed)] = found[..] else { panic!("{:?}: {found:?}", char::from(byte)) };
        assert_eq!(pressed.code, KeyCode::Char(char::from(byte)));
        let shift = if byte.is_ascii_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
        assert_eq!(pressed.modifiers, KeyModifiers::ALT | shift, "{:?}", char::from(byte));
        assert_eq!(alone(&mut Decoder::remote(), Instant::now()), found);
        // Escape, another such key or an arrow right behind it takes nothing away.
        let now = Instant::now();
        let mut decoder = Decoder::default();
        decoder.feed(&[0x1b, byte, 0x1b], now);
        decoder.expire(now + ESCAPE);
        assert_eq!(decoder.take(), [found[0].clone(), plain(KeyCode::Esc)], "{:?}", char::from(byte));
        let then = decode(&[&[0x1b, byte], b"\x1b[A"]);
        assert_eq!(then, [found[0].clone(), plain(KeyCode::Up)], "{:?}", char::from(byte));
        let then = decode(&[&[0x1b, byte], b"\x1bx"]);
        assert_eq!(then.len(), 2, "{:?}", char::from(byte));
        // Another key after a while is typed.
        let mut decoder = Decoder::default();
        decoder.feed(&[0x1b, byte], now);
        decoder.feed(b"j", now + ESCAPE);
        assert_eq!(decoder.take(), [found[0].clone(), plain(KeyCode::Char('j'))], "{:?}", char::from(byte));
    }
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
fn a_large_paste_is_one_event_and_one_over_the_limit_is_longer_than_the_limit() {
    let text = "变革\t5\r".repeat(PASTE_LIMIT / 10);
    let bytes = [PASTE_BEGIN, text.as_bytes(), PASTE_END, b"k"].concat();
    let chunks: Vec<&[u8]> = bytes.chunks(64 * 1024).collect();
    let whole = [Event::Paste(text.replace('\r', "\n")), plain(KeyCode::Char('k'))];
    assert!(decode(&chunks) == whole);
    // With line ends of two characters it would be below the limit again.
    let bytes = [PASTE_BEGIN, "\r\n".repeat(PASTE_LIMIT).as_bytes(), PASTE_END, b"k"].concat();
    let chunks: Vec<&[u8]> = bytes.chunks(64 * 1024).collect();
    let events = decode(&chunks);
    let [Event::Paste(long), key] = &events[..] else { panic!("{} events", events.len()) };
    assert!(long.len() > PASTE_LIMIT && key == &plain(KeyCode::Char('k')), "{}", long.len());
}

#[test]
fn several_lines_in_one_read_are_a_paste_without_marks_too() {
    let now = Instant::now();
    let mut decoder = Decoder::default();
    let text = "张工\t3\r\nuser q\rdelete them\t4\r";
    for part in text.as_bytes().chunks(text.len() - 3) {
        decoder.feed(part, now);
    }
    assert_eq!(decoder.take(), []);
    decoder.expire(decoder.deadline().unwrap());
    assert_eq!(decoder.take(), [Event::Paste("张工\t3\nuser q\ndelete them\t4\n".into())]);
    // A key that is a sequence ends it.
    decoder.feed(text.as_bytes(), now);
    decoder.feed(b"\x1b[A", now);
    let [Event::Paste(_), up] = &decoder.take()[..] else { panic!("a paste and a key") };
    assert_eq!(up, &plain(KeyCode::Up));
    // Keys that waited are keys: one line, and keys with line ends between them.
    assert_eq!(decode(&[b"a line of text that was typed\r"]).len(), 30);
    assert_eq!(decode(&[b"j\rj\rj\rj\rj\rj\rj\rj\rj\rj\rj\rj\rj\r"]).len(), 26);
}

#[test]
fn what_a_terminal_answers_is_never_typed() {
    for reply in [
        &b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\"[..],
        b"\x1b]11;rgb:1e1e/1e1e/1e1e\x07",
        b"\x1b]52;c;5Y+Y6Z2p\x07",
        b"\x1bP1$r0m\x1b\\",
        b"\x1bP>|XTerm(388)\x1b\\",
        b"\x1b_Gi=31;OK\x1b\\",
        b"\x1b^private\x1b\\",
        b"\x1bXstring\x1b\\",
        b"\x1b[?62;4c",
        b"\x1b[>0;388;0c",
        b"\x1b[12;40R",
        b"\x1b[0n",
        b"\x1b[?2026;2$y",
        b"\x1b[?1u",
    ] {
        let bytes = [b"a", reply, b"b"].concat();
        let typed = [plain(KeyCode::Char('a')), plain(KeyCode::Char('b'))];
        let keys = |parts: &[&[u8]]| -> Vec<Event> {
            decode(parts).into_iter().filter(|e| matches!(e, Event::Key(_))).collect()
        };
        assert_eq!(keys(&[&bytes]), typed, "{}", reply.escape_ascii());
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(keys(&single), typed, "{}", reply.escape_ascii());
    }
    // One that is cut off, or never ends, is given up after a while.
    let now = Instant::now();
    let mut decoder = Decoder::default();
    decoder.feed(b"\x1b]11;rgb:1e1e", now);
    decoder.expire(decoder.deadline().unwrap());
    decoder.feed(b"q", now + SEQUENCE);
    assert_eq!(decoder.take(), [plain(KeyCode::Char('q'))]);
    let long = [b"\x1b]52;c;", "QUJD".repeat(100_000).as_bytes(), b"\x07j"].concat();
    assert_eq!(decode(&long.chunks(4_095).collect::<Vec<_>>()), [plain(KeyCode::Char('j'))]);
}

#[test]
fn a_sequence_in_pieces_is_one_key_also_over_a_slow_line() {
    let now = Instant::now();
    for (mut decoder, slow) in [(Decoder::default(), 90), (Decoder::remote(), 290)] {
        for (n, byte) in b"\x1b[1;5C".iter().enumerate() {
            let at = now + Duration::from_millis(slow * n as u64);
            decoder.expire(at);
            decoder.feed(&[*byte], at);
        }
        assert_eq!(decoder.take(), [key(KeyCode::Right, KeyModifiers::CONTROL)]);
    }
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
        "\x1bP",
        "\x1b]",
        "\x1b]11;rgb:1\x07",
        "\x03",
    ])
    .prop_map(|text| text.as_bytes().to_vec());
    let any = vec(any::<u8>(), 0..4);
    vec(prop_oneof![4 => known, 1 => any], 0..12).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn cuts_do_not_matter(bytes in bytes(), cuts in vec(0..120_usize, 0..10)) {
        // Of a paste without marks a read is all that tells it from keys.
        let texts = bytes.split(|byte| !matches!(byte, b'\t' | b'\n' | b'\r' | 0x20..=0x7e | 0x80..));
        prop_assume!(!texts.into_iter().any(is_unmarked_paste));
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

#[test]
fn the_colour_of_the_paper_is_told_and_never_typed() {
    let now = Instant::now();
    for (answer, light) in [
        (&b"\x1b]11;rgb:1d1d/1f1f/2121\x1b\\"[..], Some(false)),
        (b"\x1b]11;rgb:ffff/ffff/ffff\x07", Some(true)),
        (b"\x1b]11;rgb:ff/fa/e0\x07", Some(true)),
        (b"\x1b]11;rgba:0000/0000/0000/ffff\x1b\\", Some(false)),
        (b"\x1b]11;rgb:f/f/f\x07", Some(true)),
        (b"\x1b]10;rgb:ffff/ffff/ffff\x07", None),
        (b"\x1b]11;?\x1b\\", None),
        (b"\x1b]11;rgb:zz/ff\x07", None),
        (b"\x1b]11;rgb:+f/ff/ff\x07", None),
        (b"\x1b]11;rgb:\xff\xfe/ff/ff\x07", None),
        (b"\x1b]11;rgb:fffff/fffff/fffff\x07", None),
    ] {
        // Whole, and in pieces as a slow line brings it, with a key on either side.
        for pieces in [answer.len(), 1, 3] {
            let mut decoder = Decoder::default();
            decoder.feed(b"a", now);
            for piece in answer.chunks(pieces) {
                decoder.feed(piece, now);
            }
            assert_eq!(decoder.background(), light, "{answer:?}");
            assert_eq!(decoder.background(), None, "told once");
            decoder.feed(b"b", now);
            let typed = decoder.take();
            assert_eq!(typed.len(), 2, "{typed:?}");
        }
    }
}
