//! The process that reads one file for the program: it gets the file as its standard input, limits its own memory, and sends
//! the tables back. One that takes too long is ended.

use super::{Source, tables};
use crate::exchange::{Table, wire};
use crate::runtime::limits;
use crate::runtime::program::own;
use crate::say;
use crate::text::{Phrase, text};
use std::ffi::{OsStr, OsString};
use std::io::{self, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// The one argument of the process; no word that anybody types.
const ARGUMENT: &str = "--read-file-from-standard-input";
/// The memory that the process may have, in bytes. The largest file that may be taken in needs a good part of it.
const MEMORY: u64 = 512 << 20;
/// So long it may take.
const TIME: Duration = Duration::from_secs(10);

/// So often it is asked whether to stop.
const LOOK: Duration = Duration::from_millis(50);

/// Where the program lies, once it has said that it is one.
static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Notes that the process is the program, so that it can be started again to read a file. Tests run in another one.
pub fn this_is_the_program() {
    if let Ok(path) = own() {
        let _once = PROGRAM.set(path);
    }
}

/// The program, if this process is one.
pub(super) fn program() -> Option<&'static Path> {
    PROGRAM.get().map(PathBuf::as_path)
}

/// Whether the process was started to read a file; given its arguments.
pub fn is_child(arguments: impl IntoIterator<Item = OsString>) -> bool {
    let mut arguments = arguments.into_iter().skip(1);
    arguments.next().is_some_and(|argument| argument == OsStr::new(ARGUMENT)) && arguments.next().is_none()
}

/// Reads the file that is standard input and sends what is in it to standard output.
pub fn run_child() -> ExitCode {
    limits::memory(MEMORY);
    // Nothing was sent yet where a reader of other people's formats meets what its authors have not thought of.
    std::panic::set_hook(Box::new(|_| {
        let wrong = text(
            "这个文件读不懂：请在 Excel 里另存一份再试",
            "It cannot be understood: save it anew from Excel and try again",
        );
        let _sent = wire::write(&mut io::stdout(), &Err(wrong.into()));
        std::process::exit(1);
    }));
    let read = tables(io::stdin().lock());
    // Whoever has asked is told by the end that is missing.
    match wire::write(&mut BufWriter::new(io::stdout().lock()), &read) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// A process that is ended at the latest when this is dropped.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ended = self.0.kill();
        let _waited = self.0.wait();
    }
}

/// Has a process of its own read a file.
pub(super) fn read(program: &Path, source: Source, stopped: &dyn Fn() -> bool) -> Result<Vec<Table>, Phrase> {
    read_within(TIME, program, source, stopped)
}

fn read_within(
    time: Duration,
    program: &Path,
    source: Source,
    stopped: &dyn Fn() -> bool,
) -> Result<Vec<Table>, Phrase> {
    let (stdin, bytes) = match source {
        Source::File(file) => (Stdio::from(file), None),
        Source::Bytes(bytes) => (Stdio::piped(), Some(bytes)),
    };
    let started =
        Command::new(program).arg(ARGUMENT).stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child = started.map(Ended).map_err(|error| {
        let reason = crate::store::reason_of(&error);
        say!(
            "无法启动读取文件的进程：{reason}",
            "the process that reads files cannot be started: {reason}",
            reason
        )
    })?;
    let Some(out) = child.0.stdout.take() else { return Err(died()) };
    if let Some((mut to, bytes)) = child.0.stdin.take().zip(bytes) {
        // One that has ended early takes no more, and its answer says why.
        thread::spawn(move || _ = to.write_all(&bytes));
    }
    let (send, receive) = channel();
    let reader = thread::Builder::new().name("rows".into()).spawn(move || {
        // Nobody listens any more once the time is over.
        let _sent = send.send(wire::read(BufReader::new(out)));
    });
    if reader.is_err() {
        return Err(died());
    }
    let end = Instant::now() + time;
    loop {
        match receive.recv_timeout(LOOK) {
            Ok(Some(read)) => return read,
            Ok(None) | Err(RecvTimeoutError::Disconnected) => return Err(died()),
            Err(RecvTimeoutError::Timeout) if stopped() => {
                return Err(text("已停止", "it was stopped").into());
            }
            Err(RecvTimeoutError::Timeout) if Instant::now() >= end => {
                let seconds = time.as_secs();
                return Err(say!(
                    "读了 {seconds} 秒还没有读完，已停止：请分成几个文件",
                    "It was not read within {seconds} seconds and was given up: split it"
                ));
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

/// What is said where the process has ended before it was done: nothing but the memory ends it.
fn died() -> Phrase {
    let most = MEMORY >> 20;
    if cfg!(unix) {
        say!(
            "读这个文件需要超过 {most} MiB 内存，已停止：请分成几个，或只留下需要的工作表",
            "Reading it needs more than {most} MiB of memory and was given up: split it, or leave only the worksheets that are needed"
        )
    } else {
        text("读这个文件的进程中断了：请分成几个", "The process that read it has ended early: split it")
            .into()
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    /// What comes of a process that does this.
    fn of(script: &str) -> Result<Vec<Table>, Phrase> {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("program");
        fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
        read_within(Duration::from_secs(2), &program, Source::Bytes(vec![b'x'; 1 << 20]), &|| false)
    }

    #[test]
    fn a_process_that_does_not_end_or_dies_is_told_in_words() {
        let table = |lines: &[&[&str]]| {
            let lines =
                lines.iter().map(|line| line.iter().map(|cell| (*cell).to_owned()).collect()).collect();
            Ok(vec![Table { name: "a".to_owned(), lines, read_as: None }])
        };
        assert_eq!(of("printf '{\"table\":\"a\"}\\n[\"b\"]\\n{\"end\":1}\\n'"), table(&[&["b"]]));
        let begun = Instant::now();
        let slow = of("sleep 60").unwrap_err();
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
        assert!(slow.en.contains("within 2 seconds") && slow.zh.contains("读了 2 秒"), "{slow:?}");
        for early in ["kill -9 $$", "exit 1", "printf '{\"table\":\"a\"}\\n[\"b'", "echo nonsense"] {
            let died = of(early).unwrap_err();
            assert!(
                died.en.contains("512 MiB of memory") && died.zh.contains("512 MiB 内存"),
                "{early}: {died:?}"
            );
        }
    }
}
