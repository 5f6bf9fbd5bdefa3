//! Where one sequence of a terminal ends and what it means; nothing here waits or remembers.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// No control sequence of a terminal is longer.
const SEQUENCE_LIMIT: usize = 64;
/// No string that a terminal answers is longer; what is on the clipboard can be asked for as well.
const STRING_LIMIT: usize = 1 << 20;

/// What the pending bytes begin with.
pub(super) enum Token {
    /// A whole sequence of this length.
    Whole(usize),
    /// Bytes that mean nothing.
    Junk(usize),
    /// More bytes are needed.
    Part,
}

/// The first sequence of the bytes.
pub(super) fn token(bytes: &[u8]) -> Token {
    match bytes {
        [] | [0x1b] => Token::Part,
        // Escape twice, or Escape before a sequence: the first one stands for itself.
        [0x1b, 0x1b, ..] => Token::Whole(1),
        [0x1b, b'[', rest @ ..] => control(rest),
        [0x1b, b'O', rest @ ..] => match rest {
            [] => Token::Part,
            [b'A'..=b'D' | b'F' | b'H' | b'M' | b'P'..=b'S' | b'j'..=b'y', ..] => Token::Whole(3),
            _ => Token::Whole(2),
        },
        // Strings: DCS, SOS, OSC, PM and APC. Only the colour of the paper is asked for, and none is ever typed.
        [0x1b, begins, rest @ ..] if begins_string(*begins) => string(rest),
        [0x1b, rest @ ..] => match character(rest) {
            Token::Whole(length) => Token::Whole(length + 1),
            Token::Junk(length) => Token::Junk(length + 1),
            Token::Part => Token::Part,
        },
        _ => character(bytes),
    }
}

/// Whether a byte after ESC begins a string.
fn begins_string(byte: u8) -> bool {
    matches!(byte, b'P' | b'X' | b']' | b'^' | b'_')
}

/// Whether a byte after ESC begins something longer, unless it is a key with Alt.
pub(super) fn begins_more(byte: u8) -> bool {
    matches!(byte, b'[' | b'O') || begins_string(byte)
}

/// The key of a byte after ESC with which nothing longer has begun.
pub(super) fn with_alt(byte: u8) -> Event {
    let shift = if byte.is_ascii_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    Event::Key(KeyEvent::new(KeyCode::Char(char::from(byte)), KeyModifiers::ALT | shift))
}

/// A control sequence, `ESC [` already taken off.
fn control(rest: &[u8]) -> Token {
    match rest {
        [] | [b'['] => return Token::Part,
        // Function keys of the Linux console.
        [b'[', key, ..] if key.is_ascii_graphic() => return Token::Whole(4),
        // The oldest mouse report: three bytes of any value.
        [b'M', ..] => return if rest.len() < 4 { Token::Part } else { Token::Whole(6) },
        _ => {}
    }
    let body = rest.iter().take_while(|byte| (0x20..0x40).contains(*byte)).count();
    if body > SEQUENCE_LIMIT {
        return Token::Junk(body + 2);
    }
    match rest.get(body) {
        None => Token::Part,
        Some(0x40..=0x7e) => Token::Whole(body + 3),
        // A key with Alt, and then another.
        Some(_) if body == 0 => Token::Whole(2),
        // Cut off by something else, which is looked at for itself.
        Some(_) => Token::Junk(body + 2),
    }
}

/// A string up to its end, BEL or `ESC \`; its beginning is already taken off.
fn string(rest: &[u8]) -> Token {
    let limit = rest.len().min(STRING_LIMIT);
    match rest[..limit].iter().position(|byte| matches!(byte, 0x07 | 0x18 | 0x1a | 0x1b)) {
        Some(end) if rest[end] == 0x1b => match rest.get(end + 1) {
            None => Token::Part,
            Some(b'\\') => Token::Junk(end + 4),
            // A key with Alt, and then another.
            Some(_) if end == 0 => Token::Whole(2),
            // Cut off by another sequence.
            Some(_) => Token::Junk(end + 2),
        },
        Some(end) => Token::Junk(end + 3),
        None if limit == STRING_LIMIT => Token::Junk(limit + 2),
        None => Token::Part,
    }
}

/// Whether the paper is light, by an answer such as `ESC ] 11 ; rgb:1d1d/1f1f/2121 ESC \`; none for any other string.
pub(super) fn paper_is_light(string: &[u8]) -> Option<bool> {
    let body = string.strip_prefix(b"\x1b]11;")?;
    let body = body.strip_suffix(b"\x1b\\").or_else(|| body.strip_suffix(b"\x07"))?;
    let body = std::str::from_utf8(body).ok()?;
    let parts = body.strip_prefix("rgb:").or_else(|| body.strip_prefix("rgba:"))?;
    // Each part has one to four digits, of which all of one are the brightest.
    let share = |part: &str| {
        let most = 16_u32.checked_pow(u32::try_from(part.len()).ok()?)?.checked_sub(1)?;
        let digits = (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_hexdigit());
        let value = u32::from_str_radix(part, 16).ok().filter(|_| digits)?;
        Some(f64::from(value) / f64::from(most))
    };
    let mut parts = parts.split('/').map(share);
    let (red, green, blue) = (parts.next()??, parts.next()??, parts.next()??);
    Some(0.299 * red + 0.587 * green + 0.114 * blue > 0.5)
}

/// One character of UTF-8.
fn character(bytes: &[u8]) -> Token {
    let length = match bytes[0] {
        0..0x80 => 1,
        0xc2..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0..0xf5 => 4,
        _ => return Token::Junk(1),
    };
    let seen = &bytes[..bytes.len().min(length)];
    match std::str::from_utf8(seen) {
        Ok(_) => Token::Whole(length),
        Err(error) if error.error_len().is_none() => Token::Part,
        Err(error) => Token::Junk(error.error_len().unwrap_or(1)),
    }
}

/// What a whole sequence means, if anything.
pub(super) fn meaning(sequence: &[u8]) -> Option<Event> {
    if let [0x1b, next] = sequence
        && begins_more(*next)
    {
        return Some(with_alt(*next));
    }
    if counts_from_zero(sequence) || is_cursor_report(sequence) {
        return None;
    }
    let event = terminput::Event::parse_from(sequence).ok().flatten()?;
    terminput_crossterm::to_crossterm(event).ok()
}

/// Where the cursor is, which nobody asked for here: in all but the first row it looks like no key.
fn is_cursor_report(sequence: &[u8]) -> bool {
    let body = sequence.strip_prefix(b"\x1b[").and_then(|rest| rest.strip_suffix(b"R"));
    body.is_some_and(|body| body.contains(&b';') && !body.starts_with(b"1;"))
}

/// A mouse report with a column or row 0, which no terminal sends and terminput subtracts from.
fn counts_from_zero(sequence: &[u8]) -> bool {
    let Some(body) = sequence
        .strip_prefix(b"\x1b[")
        .and_then(|rest| rest.strip_suffix(b"M").or_else(|| rest.strip_suffix(b"m")))
    else {
        return false;
    };
    body.split(|byte| *byte == b';').skip(1).any(|number| number.iter().all(|digit| *digit == b'0'))
}
