//! A program in a real pseudo-terminal: type into it, look at its screen, and see what it leaves.
#![allow(clippy::unwrap_used, reason = "a test may end at once when its terminal is not as it should be")]
#![allow(dead_code, reason = "every test that includes this uses another part of it")]

use std::{
    io::{Read, Write},
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// Anything that takes longer than this does not happen. No test measures time by it.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// What has come out of the program so far.
struct Output {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    ended: bool,
}

impl Output {
    /// Whether a frame is only half here: its upper lines are new and its lower ones old.
    fn is_amid_frame(&self) -> bool {
        last(&self.bytes, "\x1b[?2026h") > last(&self.bytes, "\x1b[?2026l")
    }
}

type Shared = Arc<(Mutex<Output>, Condvar)>;

/// A running program and its terminal.
pub struct Pty {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    output: Shared,
    modes: String,
}

impl Pty {
    /// Starts a program with arguments in a terminal of this size.
    pub fn start(program: &Path, arguments: &[&str], columns: u16, rows: u16) -> Self {
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env("TERM", "xterm-256color");
        // A trace would push the message of a panic off the screen.
        command.env("RUST_BACKTRACE", "0");
        Self::start_command(command, columns, rows)
    }

    /// Starts a command that may have its own environment and folder.
    pub fn start_command(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let modes = format!("{:?}", pair.master.get_termios().expect("modes"));
        let reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let child = pair.slave.spawn_command(command).expect("the program starts");
        let output = Output {
            parser: vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0),
            bytes: Vec::new(),
            ended: false,
        };
        let output: Shared = Arc::new((Mutex::new(output), Condvar::new()));
        let shared = Arc::clone(&output);
        thread::spawn(move || read(reader, &shared));
        Self { master: Some(pair.master), writer: Some(writer), child, output, modes }
    }

    /// Types bytes.
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let writer = self.writer.as_mut().expect("the terminal is open");
        writer.write_all(bytes.as_ref()).expect("the terminal takes input");
        writer.flush().expect("the terminal takes input");
    }

    /// Types bytes that the program may not live to read; nothing can be typed behind them.
    pub fn send_last(&mut self, bytes: Vec<u8>) {
        let mut writer = self.writer.take().expect("the terminal is open");
        thread::spawn(move || writer.write_all(&bytes));
    }

    /// Sends a signal to the program, by the name `kill` knows.
    pub fn signal(&self, name: &str) {
        signal(&self.id(), name);
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.output
            .0
            .lock()
            .unwrap()
            .parser
            .screen_mut()
            .set_size(rows.try_into().unwrap(), columns.try_into().unwrap());
        self.master.as_ref().expect("the terminal is open").resize(size).expect("a new size");
    }

    /// Closes the terminal, as closing its window does. The thread that reads holds it open until
    /// something comes out, and a new size makes the program draw.
    pub fn close(&mut self) {
        let (columns, rows) = {
            let mut output = self.output.0.lock().unwrap();
            output.ended = true;
            let (rows, columns) = output.parser.screen().size();
            (columns.get(), rows.get())
        };
        self.writer = None;
        self.resize(columns + 1, rows);
        self.master = None;
    }

    /// The lines of the screen.
    pub fn lines(&self) -> Vec<String> {
        let output = self.output.0.lock().unwrap();
        let screen = output.parser.screen();
        screen.rows(0, screen.size().1.into()).map(|line| line.trim_end().to_owned()).collect()
    }

    /// Everything that came out so far.
    pub fn bytes(&self) -> Vec<u8> {
        self.output.0.lock().unwrap().bytes.clone()
    }

    /// Waits until the screen is as wished.
    #[track_caller]
    pub fn until(&self, what: &str, mut wished: impl FnMut(&vt100::Screen) -> bool) {
        let (lock, heard) = &*self.output;
        let end = Instant::now() + PATIENCE;
        let mut output = lock.lock().unwrap();
        while output.is_amid_frame() || !wished(output.parser.screen()) {
            let left = end.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "never: {what}\n{}", output.parser.screen().contents());
            output = heard.wait_timeout(output, left).unwrap().0;
        }
    }

    /// Waits until a text stands on the screen.
    #[track_caller]
    pub fn until_text(&self, text: &str) {
        self.until(text, |screen| screen.contents().contains(text));
    }

    /// Waits for the end of the program and takes in the rest of its output.
    #[track_caller]
    pub fn until_end(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("the program can be waited for") {
                break status;
            }
            assert!(Instant::now() < end, "the program goes on\n{}", self.lines().join("\n"));
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until the program is stopped, as by the suspend key.
    #[track_caller]
    pub fn until_stopped(&self) {
        let end = Instant::now() + PATIENCE;
        while self.state() != 'T' {
            assert!(Instant::now() < end, "the program does not stop");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// The state letter that `ps` shows.
    fn state(&self) -> char {
        let shown = ps(&["-o", "state=", "-p", &self.id()]);
        shown.trim().chars().next().unwrap_or('?')
    }

    /// The number of the process.
    pub fn id(&self) -> String {
        self.child.process_id().expect("the program runs").to_string()
    }

    /// Waits for the process that guards the terminal and gives its number. Until it has a group of its own it is ended
    /// with the program.
    #[track_caller]
    pub fn until_guarded(&self) -> String {
        let end = Instant::now() + PATIENCE;
        loop {
            for line in ps(&["-A", "-o", "pid=", "-o", "ppid=", "-o", "pgid=", "-o", "args="]).lines() {
                let words: Vec<&str> = line.split_whitespace().collect();
                if let [guard, parent, group, .., "guard-terminal"] = words[..]
                    && parent == self.id()
                    && group == guard
                {
                    return guard.to_owned();
                }
            }
            assert!(Instant::now() < end, "nobody stands guard");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// The modes of the terminal, in words.
    pub fn modes_now(&self) -> String {
        let terminal = self.master.as_ref().expect("the terminal is open");
        format!("{:?}", terminal.get_termios().expect("modes"))
    }

    /// Checks that the terminal is as it was before the program.
    #[track_caller]
    pub fn assert_restored(&self) {
        // Where the program was killed its guard restores them, a moment later.
        let end = Instant::now() + PATIENCE;
        while self.modes_now() != self.modes && Instant::now() < end {
            thread::sleep(Duration::from_millis(5));
        }
        assert_eq!(self.modes_now(), self.modes, "the modes of the terminal");
        // The last bytes may still be on their way to the reader.
        self.until("a restored screen", |screen| {
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
        });
        let bytes = self.bytes();
        for (on, off) in
            [("\x1b[?7l", "\x1b[?7h"), ("\x1b[?2026h", "\x1b[?2026l"), ("\x1b[?1049h", "\x1b[?1049l")]
        {
            assert!(last(&bytes, on) < last(&bytes, off), "{off:?} comes last");
        }
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        // A test that failed leaves the program running; one that passed has nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a signal to a process, or to a group of them, by the name `kill` knows.
#[track_caller]
pub fn signal(id: &str, name: &str) {
    let sent = std::process::Command::new("kill").args(["-s", name, "--", id]).status().expect("kill runs");
    assert!(sent.success(), "kill -s {name} -- {id}");
}

/// What `ps` prints.
fn ps(arguments: &[&str]) -> String {
    let output = std::process::Command::new("ps").args(arguments).output().expect("ps runs");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Waits until a process has ended. Whoever had to ask for its exit code may not have done so yet.
#[track_caller]
pub fn until_ended(id: &str) {
    until_state(id, |state| state.is_empty() || state.starts_with('Z'));
}

/// Waits until a process is no more, not even as a line in the list of processes.
#[track_caller]
pub fn until_gone(id: &str) {
    until_state(id, str::is_empty);
}

#[track_caller]
fn until_state(id: &str, wished: impl Fn(&str) -> bool) {
    let end = Instant::now() + PATIENCE;
    while !wished(ps(&["-o", "state=", "-p", id]).trim()) {
        assert!(Instant::now() < end, "process {id} is there for ever");
        thread::sleep(Duration::from_millis(5));
    }
}

fn read(mut reader: Box<dyn Read + Send>, shared: &Shared) {
    let (lock, heard) = &**shared;
    let mut chunk = vec![0; 64 * 1024];
    loop {
        let read = reader.read(&mut chunk).unwrap_or(0);
        let mut output = lock.lock().unwrap();
        output.parser.process(&chunk[..read]);
        output.bytes.extend_from_slice(&chunk[..read]);
        output.ended |= read == 0;
        heard.notify_all();
        if output.ended {
            return;
        }
    }
}

/// Where a mark comes last; None before every place.
fn last(bytes: &[u8], mark: &str) -> Option<usize> {
    bytes.windows(mark.len()).rposition(|window| window == mark.as_bytes())
}

/// The path of an example, which a plain `cargo test` has built.
pub fn example(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("the test has a path");
    let folder = test.parent().and_then(Path::parent).expect("tests lie in `deps`");
    let program = folder.join("examples").join(name);
    assert!(program.exists(), "build it first: cargo build --example {name}");
    program
}
