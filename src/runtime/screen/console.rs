//! What the Windows console does for the terminal. Bracketed paste stays off: crossterm reads it
//! wrongly there. There is no suspending.

use std::io::{self, Write};

use crossterm::{
    event::{DisableMouseCapture, EnableMouseCapture},
    execute,
    terminal::{disable_raw_mode, enable_raw_mode},
};

pub(crate) const PASTE_ON: &[u8] = b"";
pub(crate) const PASTE_OFF: &[u8] = b"";

/// Takes the console and has it understand escape sequences.
pub(crate) fn enter(_again: bool) -> io::Result<()> {
    enable_raw_mode()?;
    #[cfg(windows)]
    if !crossterm::ansi_support::supports_ansi() {
        return Err(io::ErrorKind::Unsupported.into());
    }
    Ok(())
}

/// Gives the console its modes back.
pub(crate) fn leave() {
    let _ = disable_raw_mode();
}

/// Switches the mouse; the console has calls of its own for it and needs no bytes.
pub(crate) fn mouse(on: bool) -> &'static [u8] {
    let _ = if on {
        execute!(io::stdout(), EnableMouseCapture)
    } else {
        execute!(io::stdout(), DisableMouseCapture)
    };
    b""
}

/// Writes all of it.
pub(crate) fn write(bytes: &[u8]) -> io::Result<()> {
    let mut output = io::stdout().lock();
    output.write_all(bytes)?;
    output.flush()
}

/// Writes a few last bytes.
pub(crate) fn write_if_read(bytes: &[u8]) -> io::Result<()> {
    write(bytes)
}

/// Columns and rows.
pub(crate) fn size() -> Option<(u16, u16)> {
    crossterm::terminal::size().ok()
}

/// There is no stopping here.
pub(crate) fn stop_all() -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// There is no stopping here.
pub(crate) fn stop_self() -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// There is no guard here: the console takes its modes back by itself.
pub(crate) mod guard {
    use std::{io, process::ExitCode};

    #[derive(Debug)]
    pub(crate) enum Guard {}

    impl Guard {
        /// Fails: there is none.
        pub fn start() -> io::Result<Guard> {
            Err(io::ErrorKind::Unsupported.into())
        }

        /// Never called.
        pub fn dismiss(&mut self) {
            match *self {}
        }

        /// Never called.
        pub fn tell(&mut self, _taken: &super::super::Taken) {
            match *self {}
        }
    }

    /// No process is started to stand guard.
    pub fn stand() -> Option<ExitCode> {
        None
    }
}
