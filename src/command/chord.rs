//! Keys with their modifiers: how they are written in the config file and shown in the footer.

use crate::text::{Lang, Text, text};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::fmt;

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    code: KeyCode,
    modifiers: KeyModifiers,
}

const NAMED: &[(&str, KeyCode, Text)] = &[
    ("enter", KeyCode::Enter, text("回车", "Enter")),
    ("esc", KeyCode::Esc, text("Esc", "Esc")),
    ("tab", KeyCode::Tab, text("Tab", "Tab")),
    ("backtab", KeyCode::BackTab, text("Shift-Tab", "Shift-Tab")),
    ("space", KeyCode::Char(' '), text("空格", "Space")),
    ("backspace", KeyCode::Backspace, text("退格", "Backspace")),
    ("delete", KeyCode::Delete, text("Del", "Del")),
    ("insert", KeyCode::Insert, text("Ins", "Ins")),
    ("up", KeyCode::Up, text("↑", "↑")),
    ("down", KeyCode::Down, text("↓", "↓")),
    ("left", KeyCode::Left, text("←", "←")),
    ("right", KeyCode::Right, text("→", "→")),
    ("home", KeyCode::Home, text("Home", "Home")),
    ("end", KeyCode::End, text("End", "End")),
    ("pageup", KeyCode::PageUp, text("PgUp", "PgUp")),
    ("pagedown", KeyCode::PageDown, text("PgDn", "PgDn")),
];

impl Chord {
    /// The chord of a key event. Shift is dropped where the character says it already, which a blank does not.
    pub fn of(key: KeyEvent) -> Chord {
        let mut modifiers = key.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        let code = match key.code {
            KeyCode::Tab if modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            code => code,
        };
        if matches!(code, KeyCode::Char(c) if c != ' ') || code == KeyCode::BackTab {
            modifiers -= KeyModifiers::SHIFT;
        }
        Chord { code, modifiers }
    }

    /// Reads `ctrl-z`, `alt-1`, `shift-up`, `f2`, `enter`, `?`.
    pub fn parse(written: &str) -> Option<Chord> {
        let (mut rest, mut modifiers) = (written, KeyModifiers::NONE);
        while let Some((word, tail)) = rest.split_once('-').filter(|(_, tail)| !tail.is_empty()) {
            modifiers |= match word.to_ascii_lowercase().as_str() {
                "ctrl" => KeyModifiers::CONTROL,
                "alt" => KeyModifiers::ALT,
                "shift" => KeyModifiers::SHIFT,
                _ => return None,
            };
            rest = tail;
        }
        let lower = rest.to_ascii_lowercase();
        let mut chars = rest.chars();
        let code = match (chars.next(), chars.next()) {
            (Some(c), None) => KeyCode::Char(c),
            _ => match NAMED.iter().find(|(name, ..)| *name == lower) {
                Some((_, code, _)) => *code,
                None => lower
                    .strip_prefix('f')
                    .and_then(|n| n.parse().ok())
                    .filter(|n| (1..=24).contains(n))
                    .map(KeyCode::F)?,
            },
        };
        Some(Chord::of(KeyEvent::new(code, modifiers)))
    }

    /// The mark that a chord like `3`, `alt-3` or `ctrl-e` names, whatever is held down with it.
    pub fn mark(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) => Some(c.to_ascii_lowercase()),
            _ => None,
        }
    }

    /// The character that it types; none for a key that types nothing.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) => {
                Some(c)
            }
            _ => None,
        }
    }

    /// What people call it.
    pub fn label(self, lang: Lang) -> String {
        let mut label = String::new();
        for (modifier, name) in
            [(KeyModifiers::CONTROL, "Ctrl-"), (KeyModifiers::ALT, "Alt-"), (KeyModifiers::SHIFT, "Shift-")]
        {
            if self.modifiers.contains(modifier) {
                label.push_str(name);
            }
        }
        match (NAMED.iter().find(|(_, code, _)| *code == self.code), self.code) {
            (Some((_, _, name)), _) => label.push_str(name.get(lang)),
            (None, KeyCode::Char(c)) if self.modifiers.is_empty() => label.push(c),
            (None, KeyCode::Char(c)) => label.extend(c.to_uppercase()),
            (None, KeyCode::F(n)) => label.extend(["F".to_owned(), n.to_string()]),
            (None, _) => label.push('?'),
        }
        label
    }
}

impl fmt::Display for Chord {
    /// As the config file writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (modifier, name) in
            [(KeyModifiers::CONTROL, "ctrl-"), (KeyModifiers::ALT, "alt-"), (KeyModifiers::SHIFT, "shift-")]
        {
            if self.modifiers.contains(modifier) {
                f.write_str(name)?;
            }
        }
        match (NAMED.iter().find(|(_, code, _)| *code == self.code), self.code) {
            (Some((name, ..)), _) => f.write_str(name),
            (None, KeyCode::Char(c)) => write!(f, "{c}"),
            (None, KeyCode::F(n)) => write!(f, "f{n}"),
            (None, _) => Ok(()),
        }
    }
}
