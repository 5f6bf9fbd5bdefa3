//! The usual keys of a text field. Which of them reach the field is decided elsewhere.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::{Editor, Motion, Shape};

impl Editor {
    /// Does what a key means in a text field. False if it means nothing here: Enter, Tab, Esc and whatever else is
    /// the form's to understand.
    pub fn handle(&mut self, key: KeyEvent) -> bool {
        if key.kind == KeyEventKind::Release {
            return false;
        }
        let (ctrl, alt, shift) = (
            key.modifiers.contains(KeyModifiers::CONTROL),
            key.modifiers.contains(KeyModifiers::ALT),
            key.modifiers.contains(KeyModifiers::SHIFT),
        );
        match key.code {
            // AltGr arrives as both at once and types a character.
            KeyCode::Char(c) if ctrl == alt => {
                self.insert(c);
                true
            }
            KeyCode::Char(c) if ctrl => self.control(c, shift),
            KeyCode::Char(c) => self.meta(c, shift),
            KeyCode::Enter if (shift || alt) && self.shape == Shape::Page => {
                self.newline();
                true
            }
            KeyCode::Backspace if ctrl || alt => act(|| self.delete_word_back()),
            KeyCode::Backspace => act(|| self.backspace()),
            KeyCode::Delete if ctrl || alt => act(|| self.delete_word()),
            KeyCode::Delete => act(|| self.delete()),
            code => match self.motion(code, ctrl || alt) {
                Some(motion) => act(|| self.go(motion, shift)),
                None => false,
            },
        }
    }

    fn motion(&self, code: KeyCode, far: bool) -> Option<Motion> {
        let page = self.shape == Shape::Page;
        let screen = isize::try_from(self.rows.shown.max(2) - 1).unwrap_or(1);
        Some(match code {
            KeyCode::Left if far => Motion::WordLeft,
            KeyCode::Left => Motion::Left,
            KeyCode::Right if far => Motion::WordRight,
            KeyCode::Right => Motion::Right,
            KeyCode::Home if far => Motion::Top,
            KeyCode::Home => Motion::Home,
            KeyCode::End if far => Motion::Bottom,
            KeyCode::End => Motion::End,
            KeyCode::Up if page => Motion::Rows(-1),
            KeyCode::Down if page => Motion::Rows(1),
            KeyCode::PageUp if page => Motion::Rows(-screen),
            KeyCode::PageDown if page => Motion::Rows(screen),
            _ => return None,
        })
    }

    fn control(&mut self, c: char, shift: bool) -> bool {
        match c.to_ascii_lowercase() {
            'a' => act(|| self.select_all()),
            'e' => act(|| self.go(Motion::End, shift)),
            'b' => act(|| self.go(Motion::Left, shift)),
            'w' => act(|| self.delete_word_back()),
            'u' => act(|| self.kill_to_start()),
            'k' => act(|| self.kill_to_end()),
            'd' => act(|| self.delete()),
            'h' => act(|| self.backspace()),
            'z' if shift => act(|| self.redo()),
            'z' => act(|| self.undo()),
            'y' => act(|| self.redo()),
            'j' if self.shape == Shape::Page => act(|| self.newline()),
            _ => false,
        }
    }

    fn meta(&mut self, c: char, shift: bool) -> bool {
        match c.to_ascii_lowercase() {
            'b' => act(|| self.go(Motion::WordLeft, shift)),
            'f' => act(|| self.go(Motion::WordRight, shift)),
            'd' => act(|| self.delete_word()),
            _ => false,
        }
    }
}

/// A key that means something here is handled, also when there is nothing left to do.
fn act<T>(action: impl FnOnce() -> T) -> bool {
    action();
    true
}
