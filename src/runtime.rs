//! The one loop: wait, take everything that waits, update, perform, draw once.
//!
//! The loop is generic over a [`Program`] and a stage it plays on, so that a terminal, a test and a
//! printer without a screen all run the very same steps. Nothing in here may know what the program
//! is about: no sheet, no project, no key binding.
//!
//! Threads: the caller's own runs the loop, one reads the terminal ([`input`]), one watches signals,
//! the terminal and a file ([`signals`]). A program may add its own and answer through a [`Mailbox`].

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    time::Instant,
};

pub mod encode;
pub mod frame;
pub mod headless;
pub mod input;
pub mod keys;
pub mod limits;
mod panic;
pub mod picture;
pub mod program;
pub mod screen;
pub mod signals;
pub mod wide;

pub use crate::event::{Effect, Event, Signal};
use crate::text::Lang;
pub use frame::Frame;
pub use headless::Headless;
pub use screen::Options;

/// How the loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// The program asked for it.
    Quit,
    /// A signal asked for it.
    Signal(Signal),
    /// The terminal vanished.
    Gone,
}

impl Exit {
    /// The exit status a shell expects: 0, or 128 and the number of the signal.
    pub fn code(self) -> u8 {
        match self {
            Self::Quit => 0,
            Self::Gone | Self::Signal(Signal::Hangup) => 128 + 1,
            Self::Signal(Signal::Interrupt) => 128 + 2,
            Self::Signal(Signal::Quit) => 128 + 3,
            Self::Signal(Signal::Terminate) => 128 + 15,
        }
    }
}

/// A program that the loop can run.
pub trait Program {
    /// What the program's own threads answer with.
    type Message: Send + 'static;

    /// Takes in one event and says what the terminal should do about it. The first event of all is the
    /// size.
    #[must_use]
    fn update(&mut self, event: Event<Self::Message>) -> Vec<Effect>;

    /// Draws the whole screen from the state. Only what changed is sent.
    fn draw(&mut self, frame: &mut Frame<'_>);

    /// When the program next wants [`Event::Timer`]; without one nothing wakes it. An instant that
    /// has had its event is not waited for again.
    fn deadline(&self) -> Option<Instant> {
        None
    }

    /// The language of the person in front of the screen.
    fn lang(&self) -> Lang {
        Lang::default()
    }

    /// Tells whether the program's own threads have something to answer yet. A screen without a terminal waits for
    /// it before the next key, so that keys played without a pause do what a person's do.
    fn is_waiting(&self) -> bool {
        false
    }

    /// Called once when the terminal is itself again: the place to wait for a running save.
    fn finish(&mut self, _exit: Exit) {}
}

/// What travels to the loop.
#[derive(Debug)]
pub(crate) enum Post<M> {
    /// One event.
    One(Event<M>),
    /// All events of one read.
    Many(Vec<Event<M>>),
    /// The stop signal came.
    #[cfg_attr(not(unix), expect(dead_code, reason = "nothing stops us there"))]
    Stop,
    /// We were continued.
    #[cfg_attr(not(unix), expect(dead_code, reason = "nothing stops us there"))]
    Continue,
}

impl<M> Post<M> {
    /// How much of it waits, in events; a long paste counts as many.
    fn weight(&self) -> usize {
        let one = |event: &Event<M>| if let Event::Paste(text) = event { 1 + text.len() / 64 } else { 1 };
        match self {
            Self::One(event) => one(event),
            Self::Many(events) => events.iter().map(one).sum(),
            Self::Stop | Self::Continue => 1,
        }
    }
}

/// The way for the program's own threads to answer.
#[derive(Debug)]
pub struct Mailbox<M> {
    sender: Sender<Post<M>>,
    /// How many events wait for the loop.
    waiting: Arc<AtomicUsize>,
}

impl<M> Clone for Mailbox<M> {
    fn clone(&self) -> Self {
        Self { sender: self.sender.clone(), waiting: Arc::clone(&self.waiting) }
    }
}

/// So many events may wait for the loop before no more are read from the terminal, which then makes its sender wait.
const MOST_WAITING: usize = 1 << 16;

impl<M> Mailbox<M> {
    /// Sends an answer; false when the loop has ended and nobody will read it.
    pub fn send(&self, message: M) -> bool {
        self.post(Post::One(Event::Message(message)))
    }

    pub(crate) fn post(&self, post: Post<M>) -> bool {
        self.waiting.fetch_add(post.weight(), Ordering::Relaxed);
        self.sender.send(post).is_ok()
    }

    /// Whether so much waits that whoever reads a terminal should wait too.
    pub(crate) fn is_full(&self) -> bool {
        self.waiting.load(Ordering::Relaxed) >= MOST_WAITING
    }
}

/// What waits for the loop.
#[derive(Debug)]
pub struct Inbox<M> {
    receiver: Receiver<Post<M>>,
    mailbox: Mailbox<M>,
}

/// How many posts are taken before a frame is drawn.
const AT_ONCE: usize = 1_000;

/// Makes the two ends; the program's threads get clones of the mailbox before the loop starts.
pub fn mailbox<M>() -> (Mailbox<M>, Inbox<M>) {
    let (sender, receiver) = channel();
    let mailbox = Mailbox { sender, waiting: Arc::default() };
    (mailbox.clone(), Inbox { receiver, mailbox })
}

impl<M> Inbox<M> {
    pub(crate) fn mailbox(&self) -> Mailbox<M> {
        self.mailbox.clone()
    }

    /// Waits for something to happen, then takes everything that waits.
    fn wait(&self, deadline: Option<Instant>) -> Vec<Post<M>> {
        let first = match deadline {
            None => self.receiver.recv().ok(),
            Some(at) => match self.receiver.recv_timeout(at.saturating_duration_since(Instant::now())) {
                Ok(post) => Some(post),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => Some(Post::One(Event::Gone)),
            },
        };
        // Whoever sends without end must not keep the screen from being drawn.
        let mut posts: Vec<_> = first.into_iter().chain(self.receiver.try_iter().take(AT_ONCE)).collect();
        self.taken(&posts);
        if deadline.is_some_and(|at| at <= Instant::now()) {
            posts.push(Post::One(Event::Timer));
        }
        posts
    }

    /// Takes what waits, without waiting.
    pub(crate) fn take(&self) -> Vec<Post<M>> {
        self.take_up_to(usize::MAX)
    }

    fn take_up_to(&self, most: usize) -> Vec<Post<M>> {
        let posts: Vec<_> = self.receiver.try_iter().take(most).collect();
        self.taken(&posts);
        posts
    }

    /// Notes that these wait no longer.
    fn taken(&self, posts: &[Post<M>]) {
        self.mailbox.waiting.fetch_sub(posts.iter().map(Post::weight).sum(), Ordering::Relaxed);
    }
}

/// Where the loop plays: a terminal or a buffer.
pub(crate) trait Stage {
    /// The size has changed.
    fn resize(&mut self, columns: u16, rows: u16);
    /// Does what the program asked for; never [`Effect::Quit`].
    fn perform(&mut self, effect: Effect) -> io::Result<()>;
    /// The stop signal came from outside.
    fn stop(&mut self) -> io::Result<()>;
    /// We run again.
    fn resume(&mut self) -> io::Result<()>;
    /// Brings the screen up to date.
    fn paint(&mut self, draw: &mut dyn FnMut(&mut Frame<'_>)) -> io::Result<()>;
}

/// One turn of the loop: all these posts, and what came in while they were looked at, then one frame.
pub(crate) fn turn<P: Program>(
    program: &mut P,
    stage: &mut impl Stage,
    posts: Vec<Post<P::Message>>,
    inbox: &Inbox<P::Message>,
) -> io::Result<Option<Exit>> {
    if let Some(exit) = take_in(program, stage, posts)? {
        return Ok(Some(exit));
    }
    // An answer of another thread is worth no frame of its own when it is there already.
    if let Some(exit) = take_in(program, stage, inbox.take_up_to(AT_ONCE))? {
        return Ok(Some(exit));
    }
    stage.paint(&mut |frame| program.draw(frame))?;
    Ok(None)
}

fn take_in<P: Program>(
    program: &mut P,
    stage: &mut impl Stage,
    posts: Vec<Post<P::Message>>,
) -> io::Result<Option<Exit>> {
    let mut last_size = posts.iter().flat_map(sizes).count();
    for post in posts {
        let events = match post {
            Post::One(event) => vec![event],
            Post::Many(events) => events,
            Post::Stop => {
                stage.stop()?;
                continue;
            }
            Post::Continue => {
                stage.resume()?;
                continue;
            }
        };
        for event in events {
            if let Event::Resize(columns, rows) = event {
                last_size -= 1;
                if last_size > 0 {
                    continue;
                }
                stage.resize(columns, rows);
            }
            if let Some(exit) = step(program, stage, event)? {
                return Ok(Some(exit));
            }
        }
    }
    Ok(None)
}

fn sizes<M>(post: &Post<M>) -> impl Iterator<Item = &Event<M>> {
    let events = match post {
        Post::One(event) => std::slice::from_ref(event),
        Post::Many(events) => events,
        Post::Stop | Post::Continue => &[],
    };
    events.iter().filter(|event| matches!(event, Event::Resize(..)))
}

/// Updates with one event and performs what comes of it.
fn step<P: Program>(
    program: &mut P,
    stage: &mut impl Stage,
    event: Event<P::Message>,
) -> io::Result<Option<Exit>> {
    let mut exit = match event {
        Event::Signal(signal) => Some(Exit::Signal(signal)),
        Event::Gone => Some(Exit::Gone),
        _ => None,
    };
    for effect in program.update(event) {
        match effect {
            Effect::Quit => exit = exit.or(Some(Exit::Quit)),
            // Nobody will continue a program that is about to end.
            Effect::Suspend if exit.is_some() => {}
            other if exit != Some(Exit::Gone) => stage.perform(other)?,
            _ => {}
        }
    }
    Ok(exit)
}

/// Runs a program on the terminal until it ends, and leaves the terminal as it was.
///
/// `tick` is called about once a second from the watching thread and says whether the watched file
/// has changed. Fails when there is no terminal. A terminal that vanishes is no failure: it is
/// [`Event::Gone`] and [`Exit::Gone`].
pub fn run<P: Program>(
    program: &mut P,
    inbox: &Inbox<P::Message>,
    options: &Options,
    tick: impl FnMut() -> bool + Send + 'static,
) -> io::Result<Exit> {
    let watch = signals::Watch::new()?;
    let mut stage = screen::Terminal::enter(options)?;
    let (columns, rows) = stage.size();
    let mut next = turn(program, &mut stage, vec![Post::One(Event::Resize(columns, rows))], inbox);
    screen::speak(program.lang());
    // A second process is started once the first frame stands, and by a thread that nobody waits for.
    let once = if options.guard { screen::post_guard } else { || () };
    let watching = watch.start(inbox.mailbox(), (columns, rows), once, tick)?;
    input::start(inbox.mailbox())?;
    let mut rung = None;
    let exit = loop {
        match next {
            Ok(None) => {}
            Ok(Some(exit)) => break exit,
            // The only thing that fails here is the terminal: it is no longer there.
            Err(_) => break step(program, &mut stage, Event::Gone)?.unwrap_or(Exit::Gone),
        }
        let deadline = program.deadline().filter(|at| rung != Some(*at));
        let posts = inbox.wait(deadline);
        rung = deadline.filter(|at| *at <= Instant::now()).or(rung);
        next = turn(program, &mut stage, posts, inbox);
        screen::speak(program.lang());
    };
    drop(stage);
    let guard = screen::dismiss_guard();
    program.finish(exit);
    drop((watching, guard));
    Ok(exit)
}
