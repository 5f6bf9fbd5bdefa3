//! The one thread that watches: signals, a terminal that vanishes, and once a second a file.
//!
//! crossterm spins when its terminal vanishes, and no signal tells of it in every case; a poll for
//! nothing but the hang-up does. It decides nothing: the loop is told.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

#[cfg(not(unix))]
pub(crate) use elsewhere::Watch;
#[cfg(unix)]
pub(crate) use unix::Watch;

/// How often the file is looked at.
const TICK: std::time::Duration = std::time::Duration::from_secs(1);

/// While this lives, the watching thread goes on.
#[derive(Debug)]
pub(crate) struct Watching(Arc<AtomicBool>);

impl Drop for Watching {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn spawn(watch: impl FnOnce(&AtomicBool) + Send + 'static) -> io::Result<Watching> {
    let done = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&done);
    std::thread::Builder::new().name("watch".into()).spawn(move || watch(&seen))?;
    Ok(Watching(done))
}

/// Lets no memory of ours reach the disk by accident and nothing entered reach the message of a panic, and has a full
/// quota come back as an error instead of a signal. Every command does this at its start.
pub fn harden() {
    super::panic::keep_data_out();
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};

        // Where this is refused there is nothing better to do.
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
        // Signals can only be handled, not ignored; a flag that nobody reads comes close.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::new(AtomicBool::new(false)));
    }
}

/// Does what a signal must not cut short. One that asks for the end meanwhile is obeyed behind it, as it would have been.
/// For commands without a screen; the loop has a watch of its own.
pub fn uninterrupted<T>(work: impl FnOnce() -> T) -> T {
    #[cfg(unix)]
    let held = unix::Held::begin();
    let done = work();
    #[cfg(unix)]
    held.end();
    done
}

#[cfg(unix)]
mod unix {
    use std::{
        io,
        os::{fd::BorrowedFd, unix::net::UnixStream},
        sync::{
            Arc,
            atomic::{AtomicBool, AtomicUsize, Ordering},
        },
        time::{Duration, Instant},
    };

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use signal_hook::{
        consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH},
        flag,
        iterator::{backend::SignalDelivery, exfiltrator::SignalOnly},
    };

    use super::{TICK, Watching, spawn};
    use crate::runtime::{Event, Exit, Mailbox, Post, Signal, screen};

    /// The signals that ask for the end, held back.
    pub(super) struct Held {
        /// Whether a signal does at once what it does by itself.
        free: Arc<AtomicBool>,
        /// The signal that came last; 0 for none.
        came: Arc<AtomicUsize>,
    }

    impl Held {
        pub fn begin() -> Self {
            let held = Self { free: Arc::default(), came: Arc::default() };
            for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM] {
                // What cannot be held back ends the process, as ever.
                let number = usize::try_from(signal).unwrap_or_default();
                let _ = flag::register_conditional_default(signal, Arc::clone(&held.free));
                let _ = flag::register_usize(signal, Arc::clone(&held.came), number);
            }
            held
        }

        pub fn end(self) {
            self.free.store(true, Ordering::SeqCst);
            if let Ok(signal @ 1..) = i32::try_from(self.came.load(Ordering::SeqCst)) {
                let _ = signal_hook::low_level::emulate_default_handler(signal);
            }
        }
    }

    /// What can wait is not begun before: by then a project has been opened and shown as saved.
    const START: Duration = Duration::from_millis(100);

    /// How long the loop may take to end after it was asked from outside. A terminal that nobody reads
    /// would otherwise hold it up for ever; a save that waits for a lock takes less.
    const PATIENCE: Duration = Duration::from_secs(10);

    /// The signals, caught from now on.
    pub(crate) struct Watch {
        signals: SignalDelivery<UnixStream, SignalOnly>,
        bell: UnixStream,
    }

    impl Watch {
        /// Catches the signals; they wait until the watch starts.
        pub fn new() -> io::Result<Self> {
            let (read, write) = UnixStream::pair()?;
            let bell = read.try_clone()?;
            let caught = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH];
            let signals = SignalDelivery::with_pipe(read, write, SignalOnly, caught)?;
            Ok(Self { signals, bell })
        }

        /// Starts the thread; `size` is the size the loop knows, `once` is done in it as soon as the start is over.
        pub fn start<M: Send + 'static>(
            self,
            mailbox: Mailbox<M>,
            size: (u16, u16),
            once: impl FnOnce() + Send + 'static,
            tick: impl FnMut() -> bool + Send + 'static,
        ) -> io::Result<Watching> {
            spawn(move |done| {
                let terminal = Some(screen::unix::input());
                Watcher { watch: self, mailbox, size, terminal, asked: None }.run(done, once, tick);
            })
        }
    }

    /// The state of the watching thread.
    struct Watcher<M> {
        watch: Watch,
        mailbox: Mailbox<M>,
        size: (u16, u16),
        /// None once it is gone, or where it cannot be polled.
        terminal: Option<BorrowedFd<'static>>,
        /// Since when the loop is asked to end, and how it should.
        asked: Option<(Instant, Exit)>,
    }

    impl<M> Watcher<M> {
        fn run(&mut self, done: &AtomicBool, once: impl FnOnce(), mut tick: impl FnMut() -> bool) {
            let mut next_tick = Instant::now() + TICK;
            let mut once = Some((Instant::now() + START, once));
            self.look_at_size();
            while !done.load(Ordering::Relaxed) {
                if self.wait(once.as_ref().map_or(next_tick, |(at, _)| next_tick.min(*at))) {
                    self.signals();
                }
                let now = Instant::now();
                if let Some((_, once)) = once.take_if(|(at, _)| *at <= now) {
                    once();
                }
                if next_tick <= now {
                    next_tick = now + TICK;
                    if self.asked.is_none() && tick() {
                        self.mailbox.post(Post::One(Event::FileChanged));
                    }
                }
                if let Some((since, exit)) = self.asked
                    && since + PATIENCE <= now
                    && !done.load(Ordering::Relaxed)
                {
                    screen::restore();
                    std::process::exit(exit.code().into());
                }
            }
        }

        /// Waits until something happens; true when it is a signal.
        fn wait(&mut self, until: Instant) -> bool {
            let left = until.saturating_duration_since(Instant::now());
            let timeout = Timespec::try_from(left).ok();
            let mut polled = vec![PollFd::new(&self.watch.bell, PollFlags::IN)];
            polled.extend(self.terminal.as_ref().map(|terminal| PollFd::new(terminal, PollFlags::empty())));
            if poll(&mut polled, timeout.as_ref()).is_err() {
                return false;
            }
            let rung = polled[0].revents();
            let terminal = polled.get(1).map_or(PollFlags::empty(), PollFd::revents);
            if terminal.intersects(PollFlags::HUP | PollFlags::ERR) {
                self.ask(Exit::Gone, Event::Gone);
            }
            // A terminal that is gone would end every wait at once from now on.
            if !terminal.is_empty() {
                self.terminal = None;
            }
            !rung.is_empty()
        }

        fn signals(&mut self) {
            let caught: Vec<i32> = self.watch.signals.pending().collect();
            for signal in caught {
                match signal {
                    SIGHUP => self.end(Signal::Hangup),
                    SIGINT => self.end(Signal::Interrupt),
                    SIGQUIT => self.end(Signal::Quit),
                    SIGTERM => self.end(Signal::Terminate),
                    SIGWINCH => self.look_at_size(),
                    SIGTSTP => {
                        self.mailbox.post(Post::Stop);
                    }
                    SIGCONT => {
                        self.mailbox.post(Post::Continue);
                        // A size that changed while others had the terminal was not told.
                        self.look_at_size();
                    }
                    _ => {}
                }
            }
        }

        fn end(&mut self, signal: Signal) {
            self.ask(Exit::Signal(signal), Event::Signal(signal));
        }

        fn ask(&mut self, exit: Exit, event: Event<M>) {
            self.asked.get_or_insert((Instant::now(), exit));
            self.mailbox.post(Post::One(event));
        }

        fn look_at_size(&mut self) {
            let size = screen::size();
            if std::mem::replace(&mut self.size, size) != size {
                self.mailbox.post(Post::One(Event::Resize(size.0, size.1)));
            }
        }
    }
}

#[cfg(not(unix))]
mod elsewhere {
    use std::{io, sync::atomic::Ordering};

    use super::{TICK, Watching, spawn};
    use crate::runtime::{Event, Mailbox, Post};

    /// Without signals only the file is watched.
    pub(crate) struct Watch;

    impl Watch {
        pub fn new() -> io::Result<Self> {
            Ok(Self)
        }

        pub fn start<M: Send + 'static>(
            self,
            mailbox: Mailbox<M>,
            _size: (u16, u16),
            once: impl FnOnce() + Send + 'static,
            mut tick: impl FnMut() -> bool + Send + 'static,
        ) -> io::Result<Watching> {
            spawn(move |done| {
                once();
                while !done.load(Ordering::Relaxed) {
                    std::thread::sleep(TICK);
                    if tick() {
                        mailbox.post(Post::One(Event::FileChanged));
                    }
                }
            })
        }
    }
}
