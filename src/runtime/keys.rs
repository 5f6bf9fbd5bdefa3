//! Keys written as text, for tests, scripts and pictures: `jj<enter>4<c-z><f2>`.
//!
//! | written | means |
//! |---|---|
//! | any character | that key |
//! | `<enter> <esc> <tab> <s-tab> <bs> <del> <ins> <space> <lt>` | a key by name; `<lt>` is `<` |
//! | `<up> <down> <left> <right> <home> <end> <pgup> <pgdn> <f1>` to `<f12>` | likewise |
//! | `<c-x> <a-x> <s-up> <c-s-left>` | with Ctrl, Alt, Shift |
//! | `<paste:a\tb\nc>` | a paste; `\t`, `\n` and `\\` mean tab, line end and backslash |
//! | `<click:COL,ROW>` | the left button down and up, counted from 1 |
//! | `<size:COLSxROWS>` | a new size, each side up to 1,000 |
//! | `<wait:MS> <shot>` | nothing: taken so that scripts for a real terminal work here too |

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::Event;

/// The largest side of a screen: more is a slip of the keyboard, and costs memory.
pub const LARGEST_SIDE: u16 = 1_000;

/// The events that a text of keys stands for; an error names the part that means nothing.
pub fn parse<M>(keys: &str) -> Result<Vec<Event<M>>, String> {
    let mut events = Vec::new();
    let mut rest = keys;
    while let Some(first) = rest.chars().next() {
        let tail = rest.strip_prefix(first).unwrap_or_default();
        // A `<` that closes nowhere, or closes at once, is the key.
        let name = tail.split_once('>').filter(|(name, _)| first == '<' && is_name(name));
        if let Some((name, after)) = name {
            named(name, &mut events).ok_or_else(|| format!("<{name}>"))?;
            rest = after;
        } else {
            events.push(character(first));
            rest = tail;
        }
    }
    Ok(events)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.starts_with(char::is_whitespace) && !name.contains('<')
}

fn character<M>(char: char) -> Event<M> {
    match char {
        '\n' | '\r' => key(KeyCode::Enter, KeyModifiers::NONE),
        '\t' => key(KeyCode::Tab, KeyModifiers::NONE),
        _ => key(KeyCode::Char(char), shift(char)),
    }
}

/// Terminals tell the shift of a capital letter.
fn shift(char: char) -> KeyModifiers {
    if char.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE }
}

fn key<M>(code: KeyCode, modifiers: KeyModifiers) -> Event<M> {
    Event::Key(KeyEvent::new(code, modifiers))
}

fn named<M>(name: &str, events: &mut Vec<Event<M>>) -> Option<()> {
    let (word, value) = name.split_once(':').unwrap_or((name, ""));
    match word.to_ascii_lowercase().as_str() {
        "wait" | "shot" => {}
        "paste" => events.push(Event::Paste(unescape(value))),
        "size" => {
            let (columns, rows) = value.split_once('x')?;
            let side = |text: &str| text.parse::<u16>().ok().filter(|n| *n <= LARGEST_SIDE);
            events.push(Event::Resize(side(columns)?.max(1), side(rows)?.max(1)));
        }
        "click" => {
            let (column, row) = value.split_once(',')?;
            let column = column.trim().parse::<u16>().ok()?.checked_sub(1)?;
            let row = row.trim().parse::<u16>().ok()?.checked_sub(1)?;
            for kind in [MouseEventKind::Down(MouseButton::Left), MouseEventKind::Up(MouseButton::Left)] {
                events.push(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
            }
        }
        _ => events.push(chord(name)?),
    }
    Some(())
}

/// A key by name with the modifiers before it.
fn chord<M>(name: &str) -> Option<Event<M>> {
    let mut modifiers = KeyModifiers::NONE;
    let mut rest = name;
    while let Some((modifier, tail)) = rest.split_once('-').filter(|(_, tail)| !tail.is_empty()) {
        modifiers |= match modifier {
            "c" | "C" => KeyModifiers::CONTROL,
            "a" | "A" => KeyModifiers::ALT,
            "s" | "S" => KeyModifiers::SHIFT,
            _ => return None,
        };
        rest = tail;
    }
    let code = match rest.to_ascii_lowercase().as_str() {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" if modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        "tab" => KeyCode::Tab,
        "bs" => KeyCode::Backspace,
        "del" => KeyCode::Delete,
        "ins" => KeyCode::Insert,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgup" => KeyCode::PageUp,
        "pgdn" => KeyCode::PageDown,
        "space" => KeyCode::Char(' '),
        "lt" => KeyCode::Char('<'),
        function if function.len() > 1 && function.starts_with('f') => {
            KeyCode::F(function.strip_prefix('f')?.parse().ok().filter(|number| (1..=24).contains(number))?)
        }
        _ => {
            let mut chars = rest.chars();
            let char = chars.next()?;
            // A single character needs a modifier to be written in brackets.
            if chars.next().is_some() || modifiers.is_empty() {
                return None;
            }
            modifiers |= shift(char);
            KeyCode::Char(char)
        }
    };
    Some(key(code, modifiers))
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        match (char, char == '\\') {
            (_, true) => match chars.next() {
                Some('t') => plain.push('\t'),
                Some('n') => plain.push('\n'),
                Some('\\') | None => plain.push('\\'),
                Some(other) => plain.extend(['\\', other]),
            },
            (char, false) => plain.push(char),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(keys: &str) -> Vec<Event<()>> {
        parse(keys).unwrap()
    }

    fn plain(code: KeyCode) -> Event<()> {
        key(code, KeyModifiers::NONE)
    }

    #[test]
    fn keys_by_name_and_by_character() {
        assert_eq!(
            parsed("j变<Enter><c-z><f2><lt><s-tab><a-X><space>"),
            [
                plain(KeyCode::Char('j')),
                plain(KeyCode::Char('变')),
                plain(KeyCode::Enter),
                key(KeyCode::Char('z'), KeyModifiers::CONTROL),
                plain(KeyCode::F(2)),
                plain(KeyCode::Char('<')),
                key(KeyCode::BackTab, KeyModifiers::SHIFT),
                key(KeyCode::Char('X'), KeyModifiers::ALT | KeyModifiers::SHIFT),
                plain(KeyCode::Char(' ')),
            ]
        );
        assert_eq!(parsed("<c-s-left>"), [key(KeyCode::Left, KeyModifiers::CONTROL | KeyModifiers::SHIFT)]);
        assert_eq!(parsed("<c-->"), [key(KeyCode::Char('-'), KeyModifiers::CONTROL)]);
    }

    #[test]
    fn a_lone_bracket_is_a_key() {
        assert_eq!(parsed("<"), [plain(KeyCode::Char('<'))]);
        assert_eq!(parsed("<>"), [plain(KeyCode::Char('<')), plain(KeyCode::Char('>'))]);
        assert_eq!(parsed("<<up>"), [plain(KeyCode::Char('<')), plain(KeyCode::Up)]);
    }

    #[test]
    fn pastes_sizes_and_clicks() {
        assert_eq!(
            parsed("<paste:a\\tb\\n\\\\c:d><size:80x24><wait:300><shot>"),
            [Event::Paste("a\tb\n\\c:d".into()), Event::Resize(80, 24)]
        );
        let clicked = parsed("<click:3,1>");
        assert!(
            matches!(clicked[..], [Event::Mouse(MouseEvent { column: 2, row: 0, .. }), Event::Mouse(_)]),
            "{clicked:?}"
        );
    }

    #[test]
    fn what_means_nothing_is_named() {
        for keys in [
            "<enterr>",
            "<f0>",
            "<x-up>",
            "<click:0,1>",
            "<size:80>",
            "<size:1001x9>",
            "<size:65535x65535>",
            "<a>",
        ] {
            assert_eq!(parse::<()>(&format!("j{keys}k")), Err(keys.to_owned()));
        }
    }
}
