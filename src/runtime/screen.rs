//! The terminal as a stage: takes it over, paints on it, and gives it back as it was, however the
//! program ends.
//!
//! There is one terminal per process, so what must be restored is kept in one place that the panic
//! hook and the watching thread reach too. It knows no event and no program.

use std::{
    io,
    sync::{Mutex, MutexGuard, PoisonError, TryLockError},
    thread,
    time::{Duration, Instant},
};

use crossterm::{Command, clipboard::CopyToClipboard, terminal::SetTitle};

use super::{Effect, Frame, Stage, frame::Painter};

#[cfg(not(unix))]
mod console;
#[cfg(unix)]
pub(crate) mod unix;

#[cfg(not(unix))]
use console as system;
#[cfg(unix)]
use unix as system;

/// A larger screen is drawn up to here only: a terminal may claim any size.
const LARGEST: (u16, u16) = (1_000, 500);

/// How the terminal is used.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "settings that have nothing to do with each other")]
pub struct Options {
    /// Take mouse buttons; the terminal's own selection then needs Shift.
    pub mouse: bool,
    /// Ask for the kitty keyboard protocol. Several terminals lose or double what an input method
    /// writes under it.
    pub kitty: bool,
    /// Ask once, at the start, for the colour of the paper.
    pub ask_paper: bool,
    /// Colours; without them bold, reversed and underlined remain.
    pub colours: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { mouse: true, kitty: false, ask_paper: false, colours: true }
    }
}

/// What has to be taken back.
#[derive(Debug)]
struct Taken {
    active: bool,
    kitty: bool,
    title: bool,
}

static TAKEN: Mutex<Taken> = Mutex::new(Taken { active: false, kitty: false, title: false });

fn taken() -> MutexGuard<'static, Taken> {
    TAKEN.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Taken {
    /// Gives the terminal back; false when it is not ours.
    fn restore(&mut self) -> bool {
        if !std::mem::take(&mut self.active) {
            return false;
        }
        let mut bytes = b"\x1b[?2026l\x1b[m".to_vec();
        bytes.extend_from_slice(system::mouse(false));
        bytes.extend_from_slice(system::PASTE_OFF);
        if self.kitty {
            bytes.extend_from_slice(b"\x1b[<1u");
        }
        bytes.extend_from_slice(b"\x1b[?7h\x1b[?25h\x1b[?1049l");
        if std::mem::take(&mut self.title) {
            bytes.extend_from_slice(b"\x1b[23;2t");
        }
        // A terminal that cannot be written to has vanished, and nothing is left to restore.
        let _ = system::write_if_read(&bytes);
        system::leave();
        true
    }
}

/// Gives the terminal back from any thread; false when it was not taken.
pub(crate) fn restore() -> bool {
    // The lock is held while a frame is written, and a terminal that nobody reads may hold that up.
    let end = Instant::now() + Duration::from_millis(200);
    loop {
        match TAKEN.try_lock() {
            Ok(mut taken) => return taken.restore(),
            Err(TryLockError::Poisoned(poisoned)) => return poisoned.into_inner().restore(),
            Err(TryLockError::WouldBlock) if Instant::now() < end => thread::sleep(Duration::from_millis(5)),
            Err(TryLockError::WouldBlock) => {
                system::leave();
                return true;
            }
        }
    }
}

/// The terminal, taken until this is dropped.
#[derive(Debug)]
pub(crate) struct Terminal {
    painter: Painter,
    /// Bytes that go out with the next frame.
    ahead: Vec<u8>,
    mouse: bool,
    kitty: bool,
}

impl Terminal {
    /// Takes the terminal. The screen changes with the first frame.
    pub fn enter(options: &Options) -> io::Result<Self> {
        super::panic::keep_data_out();
        let mut terminal = Self {
            painter: Painter::new(1, 1, options.colours),
            ahead: Vec::new(),
            mouse: options.mouse,
            kitty: options.kitty,
        };
        terminal.take()?;
        if options.ask_paper {
            // The answer is an event like any other: nothing waits for it.
            terminal.ahead.extend_from_slice(b"\x1b]11;?\x1b\\");
        }
        let (columns, rows) = size();
        terminal.painter.resize(columns, rows);
        Ok(terminal)
    }

    /// The size that frames are drawn in.
    pub fn size(&self) -> (u16, u16) {
        let area = self.painter.shown().area;
        (area.width, area.height)
    }

    fn take(&mut self) -> io::Result<()> {
        let mut taken = taken();
        system::enter(taken.active)?;
        taken.active = true;
        taken.kitty = self.kitty;
        self.ahead.clear();
        self.ahead.extend_from_slice(b"\x1b[?1049h\x1b[?7l");
        self.ahead.extend_from_slice(system::PASTE_ON);
        if self.mouse {
            self.ahead.extend_from_slice(system::mouse(true));
        }
        if self.kitty {
            self.ahead.extend_from_slice(b"\x1b[>1u");
        }
        self.painter.forget();
        Ok(())
    }

    /// Sends what waits; nothing while the terminal is not ours.
    fn send_ahead(&mut self) -> io::Result<()> {
        let taken = taken();
        if !taken.active || self.ahead.is_empty() {
            return Ok(());
        }
        let sent = system::write(&self.ahead);
        self.ahead.clear();
        sent
    }

    fn command(&mut self, command: &impl Command) {
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = command.write_ansi(&mut text);
        self.ahead.extend_from_slice(text.as_bytes());
    }
}

impl Stage for Terminal {
    fn resize(&mut self, columns: u16, rows: u16) {
        self.painter.resize(columns.clamp(1, LARGEST.0), rows.clamp(1, LARGEST.1));
    }

    fn perform(&mut self, effect: Effect) -> io::Result<()> {
        match effect {
            Effect::Redraw => self.painter.forget(),
            Effect::Mouse(on) => {
                self.mouse = on;
                self.ahead.extend_from_slice(system::mouse(on));
            }
            Effect::Copy(text) => self.command(&CopyToClipboard::to_clipboard_from(text)),
            Effect::Title(title) => {
                if !std::mem::replace(&mut taken().title, true) {
                    self.ahead.extend_from_slice(b"\x1b[22;2t");
                }
                self.command(&SetTitle(harmless(&title)));
            }
            Effect::Suspend if cfg!(unix) => {
                self.send_ahead()?;
                restore();
                // Nobody will continue us when we were not stopped.
                if system::stop_all().is_err() {
                    self.take()?;
                }
            }
            Effect::Suspend | Effect::Quit => {}
        }
        Ok(())
    }

    fn stop(&mut self) -> io::Result<()> {
        self.send_ahead()?;
        restore();
        if system::stop_self().is_err() {
            self.take()?;
        }
        Ok(())
    }

    fn resume(&mut self) -> io::Result<()> {
        self.take()
    }

    fn paint(&mut self, draw: &mut dyn FnMut(&mut Frame<'_>)) -> io::Result<()> {
        if !taken().active {
            return Ok(());
        }
        let frame = self.painter.paint(draw);
        let sent = if self.ahead.is_empty() {
            let taken = taken();
            if taken.active && !frame.is_empty() { system::write(frame) } else { Ok(()) }
        } else {
            self.ahead.extend_from_slice(frame);
            self.send_ahead()
        };
        self.painter.prepare();
        sent
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // What fails here fails because the terminal has vanished.
        let _ = self.send_ahead();
        restore();
    }
}

/// The size of the terminal now, in columns and rows.
pub(crate) fn size() -> (u16, u16) {
    let (columns, rows) =
        system::size().filter(|(columns, rows)| *columns > 0 && *rows > 0).unwrap_or((80, 24));
    (columns.min(LARGEST.0), rows.min(LARGEST.1))
}

/// A title without what would command the terminal or turn the writing.
fn harmless(title: &str) -> String {
    let harmful = |char: &char| {
        char.is_control() || matches!(char, '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    title.chars().filter(|char| !harmful(char)).collect()
}
