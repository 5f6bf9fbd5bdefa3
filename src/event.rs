//! Facts that reach the program and effects it asks for, between the loop and the app. Knows neither.

use crossterm::event::{KeyEvent, MouseEvent};

/// Something that happened, in the order it happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event<M> {
    /// A key was pressed or repeats; releases never get here.
    Key(KeyEvent),
    /// A button, a drag or the wheel; plain motion is not asked for.
    Mouse(MouseEvent),
    /// A block of text, line ends are `\n`. It may hold any other character: clean it before use. One of more than
    /// [`PASTE_LIMIT`] bytes has lost its end, and is to be refused.
    Paste(String),
    /// The new size in columns and rows, each at least 1. Of several that wait only the last is told.
    Resize(u16, u16),
    /// The terminal gained or lost the focus, where a terminal tells it unasked.
    Focus(bool),
    /// The terminal told, when it was asked at the start, whether its paper is light.
    Background {
        /// Whether it is.
        light: bool,
    },
    /// Asked to end. The loop ends after this event, whatever the update answers.
    Signal(Signal),
    /// The terminal has vanished. The loop ends after this event, whatever the update answers.
    Gone,
    /// The file that the caller watches has changed.
    FileChanged,
    /// An answer of one of the program's own threads.
    Message(M),
    /// The instant of the deadline that the program asked for has come.
    Timer,
}

/// The signals that end the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// The terminal hung up.
    Hangup,
    /// An interrupt sent from outside; Ctrl-C is a key.
    Interrupt,
    /// Quit.
    Quit,
    /// A polite request to end.
    Terminate,
}

/// The longest text, in bytes, that can be pasted at once: as much as a file to be imported may hold.
pub const PASTE_LIMIT: usize = 20 << 20;

/// The longest text, in bytes, that a terminal's clipboard is offered. Several terminals drop a longer one without
/// a word: what they take is 100,000 bytes at most with what stands around the text, which goes in base 64.
pub const COPY_LIMIT: usize = (100_000 - "\x1b]52;c;\x1b\\".len()) / 4 * 3;

/// What the loop does for the program. Saving and other work of the program's own is not among it:
/// the program hands that to its own threads.
#[must_use = "an effect that is dropped never happens"]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Leave the loop; events that still wait are dropped.
    Quit,
    /// Give the screen back and stop until the shell continues us.
    Suspend,
    /// Draw everything anew, in case something else wrote to the screen.
    Redraw,
    /// Switch the reports of mouse buttons on or off.
    Mouse(bool),
    /// Put a text of at most [`COPY_LIMIT`] on the clipboard, through the terminal, so that it works over a remote
    /// line.
    Copy(String),
    /// Name the window.
    Title(String),
}
