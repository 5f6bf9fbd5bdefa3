//! The terminal as a stage: takes it over, paints on it, and gives it back as it was, however the
//! program ends.
//!
//! There is one terminal per process, so what must be restored is kept in one place that the panic
//! hook and the watching thread reach too. A second process knows it as well and restores it when this one
//! cannot. It knows no event and no program.

use std::{
    io,
    sync::{Mutex, MutexGuard, PoisonError, TryLockError},
    thread,
    time::{Duration, Instant},
};

use crossterm::{Command, clipboard::CopyToClipboard, terminal::SetTitle};

use super::{Effect, Frame, Stage, frame::Painter};
use crate::text::Lang;

#[cfg(not(unix))]
mod console;
#[cfg(unix)]
pub(crate) mod unix;

#[cfg(not(unix))]
use console as system;
use system::guard::Guard;
pub use system::guard::stand as stand_guard;
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
    /// Have a second process restore the terminal when this one is killed or runs out of memory. The program must
    /// call [`stand_guard`] before anything else.
    pub guard: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { mouse: true, kitty: false, ask_paper: false, colours: true, guard: false }
    }
}

/// What has to be taken back.
#[derive(Debug)]
pub(crate) struct Taken {
    active: bool,
    kitty: bool,
    title: bool,
    /// What the person reads.
    lang: Lang,
    guard: Option<Guard>,
}

static TAKEN: Mutex<Taken> =
    Mutex::new(Taken { active: false, kitty: false, title: false, lang: Lang::Zh, guard: None });

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
        self.tell_guard();
        true
    }

    fn tell_guard(&mut self) {
        if let Some(mut guard) = self.guard.take() {
            guard.tell(self);
            self.guard = Some(guard);
        }
    }
}

/// Starts the process that restores the terminal when this one cannot. Without it all works but that.
pub(crate) fn post_guard() {
    match Guard::start() {
        Ok(guard) => {
            if let Some(mut taken) = taken_soon() {
                taken.guard = Some(guard);
                taken.tell_guard();
            }
        }
        Err(error) => log::warn!("no guard of the terminal: {:?}", error.kind()),
    }
}

/// Lets the guard end, once the terminal is given back; drop it to wait for that.
pub(crate) fn dismiss_guard() -> Option<Guard> {
    let mut guard = taken_soon()?.guard.take();
    guard.iter_mut().for_each(Guard::dismiss);
    guard
}

/// Has the guard speak this language from now on.
pub(crate) fn speak(lang: Lang) {
    let mut taken = taken();
    if std::mem::replace(&mut taken.lang, lang) != lang {
        taken.tell_guard();
    }
}

/// What is taken, unless somebody holds it for long: the lock is held while a frame is written, and a terminal that
/// nobody reads may hold that up.
fn taken_soon() -> Option<MutexGuard<'static, Taken>> {
    let end = Instant::now() + Duration::from_millis(200);
    loop {
        match TAKEN.try_lock() {
            Ok(taken) => return Some(taken),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) if Instant::now() < end => thread::sleep(Duration::from_millis(5)),
            Err(TryLockError::WouldBlock) => return None,
        }
    }
}

/// Gives the terminal back from any thread; false when it was not taken.
pub(crate) fn restore() -> bool {
    taken_soon().map_or_else(
        || {
            system::leave();
            true
        },
        |mut taken| taken.restore(),
    )
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
        taken.tell_guard();
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
                let mut taken = taken();
                if !std::mem::replace(&mut taken.title, true) {
                    self.ahead.extend_from_slice(b"\x1b[22;2t");
                    taken.tell_guard();
                }
                drop(taken);
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
