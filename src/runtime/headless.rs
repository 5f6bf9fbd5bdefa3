//! The loop without a terminal: press keys, look at the screen.
//!
//! Each event is a turn of the very loop that runs on a terminal.

use std::{
    io,
    time::{Duration, Instant},
};

use ratatui::{
    buffer::{Buffer, Cell},
    layout::Position,
};

use super::{
    Effect, Event, Exit, Frame, Inbox, Post, Program, Stage, frame::Painter, keys, turn, wide::width,
};

/// The longest wait for an answer: far longer than any takes, and a thread that hangs ends it.
const PATIENCE: Duration = Duration::from_secs(20);

/// The longest wait until the program is asked again whether it still has something to answer.
const GLANCE: Duration = Duration::from_millis(1);

/// A program on a screen that is only a buffer.
#[derive(Debug)]
pub struct Headless<P: Program> {
    program: P,
    inbox: Inbox<P::Message>,
    stage: Board,
    exit: Option<Exit>,
}

/// The stage without a terminal; it remembers what a terminal would have been asked to do.
#[derive(Debug)]
struct Board {
    painter: Painter,
    asked: Vec<Effect>,
}

impl Stage for Board {
    fn resize(&mut self, columns: u16, rows: u16) {
        self.painter.resize(columns, rows);
    }

    fn perform(&mut self, effect: Effect) -> io::Result<()> {
        self.asked.push(effect);
        Ok(())
    }

    fn stop(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn resume(&mut self) -> io::Result<()> {
        self.painter.forget();
        Ok(())
    }

    fn paint(&mut self, draw: &mut dyn FnMut(&mut Frame<'_>)) -> io::Result<()> {
        self.painter.paint(draw);
        Ok(())
    }
}

impl<P: Program> Headless<P> {
    /// Draws the first frame at this size, with what the program's threads answer.
    pub fn new(program: P, inbox: Inbox<P::Message>, columns: u16, rows: u16) -> Self {
        let stage = Board { painter: Painter::new(columns.max(1), rows.max(1), true), asked: Vec::new() };
        let mut headless = Self { program, inbox, stage, exit: None };
        headless.send(Event::Resize(columns.max(1), rows.max(1)));
        headless
    }

    /// Presses keys one after the other, written as [`keys::parse`] reads them. The error names the
    /// part that means nothing; then no key was pressed.
    pub fn press(&mut self, keys: &str) -> Result<(), String> {
        for event in keys::parse(keys)? {
            self.send(event);
        }
        Ok(())
    }

    /// Lets one event happen, and after it what the program's threads answer. Nothing happens any more once the
    /// program has ended.
    pub fn send(&mut self, event: Event<P::Message>) {
        self.turn(vec![Post::One(event)]);
        self.settle();
    }

    /// Takes in what the program's threads answer, until they have nothing left to answer.
    pub fn settle(&mut self) {
        let end = Instant::now() + PATIENCE;
        loop {
            // Asked first: what is answered in between is taken below.
            let waits = self.exit.is_none() && self.program.is_waiting() && Instant::now() < end;
            let mut posts =
                if waits { self.inbox.wait(Some(Instant::now() + GLANCE)) } else { self.inbox.take() };
            // The end of a glance is no instant of the program's.
            posts.retain(|post| !matches!(post, Post::One(Event::Timer)));
            // Work in slices waits for nothing else.
            if waits && posts.is_empty() && self.program.deadline().is_some_and(|at| at <= Instant::now()) {
                posts.push(Post::One(Event::Timer));
            }
            if !posts.is_empty() {
                self.turn(posts);
            } else if !waits {
                return;
            }
        }
    }

    fn turn(&mut self, posts: Vec<Post<P::Message>>) {
        if self.exit.is_none() {
            // No stage of this kind fails.
            self.exit =
                turn(&mut self.program, &mut self.stage, posts, &self.inbox).unwrap_or(Some(Exit::Gone));
            if let Some(exit) = self.exit {
                self.program.finish(exit);
            }
        }
    }

    /// The program.
    pub fn program(&self) -> &P {
        &self.program
    }

    /// The program, to be changed behind the loop's back.
    pub fn program_mut(&mut self) -> &mut P {
        &mut self.program
    }

    /// How the program ended, if it has.
    pub fn exit(&self) -> Option<Exit> {
        self.exit
    }

    /// What the terminal was asked to do since the last call, but for drawing.
    pub fn asked(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.stage.asked)
    }

    /// The screen as a terminal would show it.
    pub fn screen(&self) -> Buffer {
        self.stage.painter.shown().clone()
    }

    /// The screen as lines of text.
    pub fn lines(&self) -> Vec<String> {
        lines(self.stage.painter.shown())
    }

    /// Where the cursor is shown, if it is; from 0.
    pub fn cursor(&self) -> Option<Position> {
        self.stage.painter.cursor()
    }
}

/// The rows of a buffer as text: without the hidden cells behind wide glyphs, and without the blanks
/// at the end.
pub fn lines(buffer: &Buffer) -> Vec<String> {
    buffer
        .content
        .chunks(usize::from(buffer.area.width).max(1))
        .map(|row| {
            let mut line = String::new();
            for (_, cell) in glyphs(row) {
                line.push_str(cell.symbol());
            }
            line.truncate(line.trim_end().len());
            line
        })
        .collect()
}

/// The visible cells of a row with their columns.
pub(crate) fn glyphs(row: &[Cell]) -> impl Iterator<Item = (usize, &Cell)> {
    let mut next = 0;
    row.iter().enumerate().filter(move |(x, cell)| {
        let visible = *x >= next;
        if visible {
            next = x + usize::from(width(cell));
        }
        visible
    })
}

#[cfg(test)]
mod tests {
    use std::{
        sync::{
            Arc,
            atomic::{AtomicBool, Ordering},
        },
        thread,
    };

    use crossterm::event::KeyCode;

    use super::*;
    use crate::runtime::{Mailbox, Signal, mailbox};

    /// Notes every event; some keys have effects.
    struct Notes {
        mailbox: Mailbox<u32>,
        waiting: Arc<AtomicBool>,
        seen: Vec<Event<u32>>,
        frames: u32,
        finished: Option<Exit>,
    }

    impl Program for Notes {
        type Message = u32;

        fn update(&mut self, event: Event<u32>) -> Vec<Effect> {
            let effects = match &event {
                Event::Key(key) => match key.code {
                    KeyCode::Char('q') => vec![Effect::Copy("a".into()), Effect::Quit],
                    KeyCode::Char('c') => vec![Effect::Copy("变革".into()), Effect::Suspend],
                    KeyCode::Char('w') => {
                        self.mailbox.send(7);
                        Vec::new()
                    }
                    KeyCode::Char('t') => {
                        let (mailbox, waiting) = (self.mailbox.clone(), Arc::clone(&self.waiting));
                        waiting.store(true, Ordering::SeqCst);
                        thread::spawn(move || {
                            thread::sleep(Duration::from_millis(20));
                            mailbox.send(8);
                            waiting.store(false, Ordering::SeqCst);
                        });
                        Vec::new()
                    }
                    _ => Vec::new(),
                },
                Event::Signal(_) => vec![Effect::Suspend],
                _ => Vec::new(),
            };
            self.seen.push(event);
            effects
        }

        fn draw(&mut self, frame: &mut Frame<'_>) {
            self.frames += 1;
            let area = frame.area();
            let text = format!("变革 {}", self.seen.len());
            frame.buffer_mut().set_stringn(0, 0, text, usize::from(area.width), ratatui::style::Style::new());
            frame.set_cursor_position((1, 0));
        }

        fn is_waiting(&self) -> bool {
            self.waiting.load(Ordering::SeqCst)
        }

        fn finish(&mut self, exit: Exit) {
            self.finished = Some(exit);
        }
    }

    fn notes() -> Headless<Notes> {
        let (mailbox, inbox) = mailbox();
        let waiting = Arc::default();
        Headless::new(Notes { mailbox, waiting, seen: Vec::new(), frames: 0, finished: None }, inbox, 10, 2)
    }

    #[test]
    fn keys_reach_the_program_and_the_screen_follows() {
        let mut headless = notes();
        assert_eq!(headless.lines(), ["变革 1", ""]);
        headless.press("ab<size:8x1>").unwrap();
        assert_eq!(headless.lines(), ["变革 4"]);
        assert_eq!(headless.cursor(), Some(Position::new(1, 0)));
        assert_eq!(headless.screen().area.width, 8);
        assert_eq!(headless.press("a<nonsense>"), Err("<nonsense>".into()));
        assert_eq!(headless.program().seen.len(), 4);
    }

    #[test]
    fn effects_are_noted_and_quitting_ends() {
        let mut headless = notes();
        headless.press("c").unwrap();
        assert_eq!(headless.asked(), [Effect::Copy("变革".into()), Effect::Suspend]);
        headless.press("qab").unwrap();
        assert_eq!((headless.exit(), headless.program().finished), (Some(Exit::Quit), Some(Exit::Quit)));
        assert_eq!(headless.asked(), [Effect::Copy("a".into())]);
        assert_eq!(headless.program().seen.len(), 3);
    }

    #[test]
    fn a_signal_ends_whatever_the_program_answers() {
        let mut headless = notes();
        headless.send(Event::Signal(Signal::Terminate));
        assert_eq!(headless.exit().map(Exit::code), Some(143));
        assert_eq!(headless.asked(), []);
        let mut headless = notes();
        headless.send(Event::Gone);
        assert_eq!(headless.exit(), Some(Exit::Gone));
    }

    #[test]
    fn answers_of_threads_arrive() {
        let mut headless = notes();
        headless.press("w").unwrap();
        assert_eq!(headless.program().seen.last(), Some(&Event::Message(7)));
        headless.press("ta").unwrap();
        let seen = &headless.program().seen;
        let late = seen.iter().position(|event| *event == Event::Message(8));
        assert_eq!(late, Some(seen.len() - 2), "the next key waits for the answer: {seen:?}");
    }

    #[test]
    fn what_waits_is_one_turn_and_the_last_size_counts() {
        let mut headless = notes();
        let frames = headless.program().frames;
        let size = |columns| Post::One(Event::Resize(columns, 3));
        headless.turn(vec![size(20), Post::Many(keys::parse("a<size:30x3>b").unwrap()), size(12)]);
        assert_eq!(headless.program().frames, frames + 1);
        let seen = &headless.program().seen;
        assert!(matches!(seen[1..], [Event::Key(_), Event::Key(_), Event::Resize(12, 3)]), "{seen:?}");
        assert_eq!(headless.screen().area.width, 12);
    }
}
