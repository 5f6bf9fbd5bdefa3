//! The thread that reads the terminal: everything that waits goes to the loop in one piece.
//!
//! On Unix it reads for itself because crossterm 0.29 stalls when more than 1,024 bytes wait, spins at
//! the end of the file and never leaves a paste that is not closed. It knows bytes and events and
//! nothing of what keys mean.

use std::io;

use crossterm::event::{Event as Input, KeyEventKind};

use super::{Event, Mailbox, Post};

#[cfg(unix)]
pub mod decode;

/// Starts the thread. It ends with the terminal or the loop.
pub(crate) fn start<M: Send + 'static>(mailbox: Mailbox<M>) -> io::Result<()> {
    std::thread::Builder::new().name("input".into()).spawn(move || {
        read(&mailbox);
        mailbox.post(Post::One(Event::Gone));
    })?;
    Ok(())
}

/// What a terminal told as an event of the loop; the release of a key is none.
fn event<M>(input: Input) -> Option<Event<M>> {
    Some(match input {
        Input::Key(key) if key.kind == KeyEventKind::Release => return None,
        Input::Key(key) => Event::Key(key),
        Input::Mouse(mouse) => Event::Mouse(mouse),
        Input::Paste(text) => Event::Paste(text),
        // Without columns or rows there is nothing to draw on; the size is asked for at least 1.
        Input::Resize(columns, rows) => Event::Resize(columns.max(1), rows.max(1)),
        Input::FocusGained => Event::Focus(true),
        Input::FocusLost => Event::Focus(false),
    })
}

/// Reads until the terminal is gone or nobody listens.
#[cfg(unix)]
fn read<M>(mailbox: &Mailbox<M>) {
    use std::time::Instant;

    use rustix::io::Errno;

    /// What one read takes at most.
    const CHUNK: usize = 64 * 1024;

    /// An answer that comes later changes no colours any more.
    const ANSWER: std::time::Duration = std::time::Duration::from_millis(80);

    let terminal = super::screen::unix::input();
    let begun = Instant::now();
    let mut chunk = vec![0; CHUNK];
    let mut decoder = if is_remote() { decode::Decoder::remote() } else { decode::Decoder::default() };
    loop {
        // Of what nobody takes in, the rest stays in the terminal.
        while mailbox.is_full() {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        if let Some(deadline) = decoder.deadline()
            && !wait(terminal, Some(deadline))
        {
            decoder.expire(Instant::now());
        } else {
            match rustix::io::read(terminal, &mut chunk) {
                Ok(0) => return,
                Ok(read) => decoder.feed(&chunk[..read], Instant::now()),
                Err(Errno::INTR) => {}
                // Another program may have made the terminal non-blocking.
                Err(Errno::AGAIN) => {
                    wait(terminal, None);
                }
                Err(_) => return,
            }
        }
        let mut events: Vec<_> = decoder.take().into_iter().filter_map(event).collect();
        let light = decoder.background().filter(|_| begun.elapsed() < ANSWER);
        events.extend(light.map(|light| Event::Background { light }));
        if !events.is_empty() && !mailbox.post(Post::Many(events)) {
            return;
        }
    }
}

/// Whether the terminal is at the other end of a remote line, as far as the environment tells.
#[cfg(unix)]
fn is_remote() -> bool {
    ["SSH_CONNECTION", "SSH_TTY", "MOSH_IP"].iter().any(|name| std::env::var_os(name).is_some())
}

/// Waits for input; false when the deadline came first.
#[cfg(unix)]
fn wait(terminal: std::os::fd::BorrowedFd<'_>, deadline: Option<std::time::Instant>) -> bool {
    use std::time::{Duration, Instant};

    use rustix::{
        event::{PollFd, PollFlags, Timespec, poll},
        io::Errno,
    };

    loop {
        let left = deadline.map(|at| at.saturating_duration_since(Instant::now()));
        let timeout = left.and_then(|left| Timespec::try_from(left).ok());
        let mut polled = [PollFd::new(&terminal, PollFlags::IN)];
        match poll(&mut polled, timeout.as_ref()) {
            Ok(0) => return false,
            Err(Errno::INTR) => {}
            // Some systems cannot poll a terminal: then time passes by sleeping.
            Ok(_) if polled[0].revents().contains(PollFlags::NVAL) => {
                std::thread::sleep(left.unwrap_or(Duration::from_millis(10)));
                return false;
            }
            _ => return true,
        }
    }
}

/// Reads until the console is gone or nobody listens.
#[cfg(not(unix))]
fn read<M>(mailbox: &Mailbox<M>) {
    use std::time::Duration;

    while let Ok(first) = crossterm::event::read() {
        let mut events: Vec<_> = event(first).into_iter().collect();
        while crossterm::event::poll(Duration::ZERO).unwrap_or(false) {
            match crossterm::event::read() {
                Ok(input) => events.extend(event(input)),
                Err(_) => break,
            }
        }
        if !events.is_empty() && !mailbox.post(Post::Many(events)) {
            return;
        }
    }
}
