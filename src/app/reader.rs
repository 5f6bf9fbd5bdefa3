//! Texts to read over the screen: help, and the details of a row.

use super::App;
use super::layer::{Keys, Layer};
use crate::command::{Chord, Command, Context};
use crate::text::text;
use crossterm::event::{KeyCode, KeyEvent};

/// The keys of help and details.
pub(super) static KEYS: Keys = Keys {
    hint: |_, entry| match entry.command {
        Command::Choose => Some(text("关闭", "Close")),
        // Enter closes them as well, and one hint is enough.
        Command::Close => None,
        _ => entry.title_in(Context::Choosing),
    },
    run: |app, command| match command {
        Command::Choose | Command::Close => _ = app.layers.pop(),
        _ => scroll(app, app.lines_of(command)),
    },
    key: App::reader_key,
    scroll,
    closes: |_| true,
    ..Keys::BLANK
};

fn scroll(app: &mut App, by: isize) {
    let beyond = app.drawn.beyond;
    if let Some(Layer::Help { top } | Layer::Details { top }) = app.layers.last_mut() {
        *top = top.saturating_add_signed(by).min(beyond);
    }
}

impl App {
    fn reader_key(&mut self, key: KeyEvent) {
        match key.code {
            KeyCode::Char('j') => scroll(self, 1),
            KeyCode::Char('k') => scroll(self, -1),
            KeyCode::Char(' ') => self.run(Command::ChoosePageDown),
            KeyCode::Char('q') => self.run(Command::Close),
            _ => {
                // The key that opened it closes it as well.
                let (bindings, chord) = (&self.choices.bindings, Chord::of(key));
                let opens = bindings.resolve(Context::Anywhere, chord) == Some(Command::Help)
                    || bindings.resolve(Context::Sheet, chord) == Some(Command::Details);
                if opens {
                    self.run(Command::Close);
                }
            }
        }
    }
}
