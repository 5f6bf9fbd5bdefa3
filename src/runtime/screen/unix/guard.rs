//! A second process that gives the terminal back when the first one cannot: killed, out of memory, its stack
//! overflowed. It is told over a pipe what the terminal is like, and the end of the pipe is the end of the first.

use super::{isatty, stdin, write_if_read};
use crate::runtime::program;
use crate::runtime::screen::{self, Taken};
use crate::say;
use crate::text::{Lang, Phrase};
use rustix::process::setsid;
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use std::fmt::Write as _;
use std::io::{self, BufRead as _, Write as _};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// The only argument of a process that stands guard. No person types it, so no help names it.
const VERB: &str = "guard-terminal";

/// The modes of the terminal as numbers: input, output, control, local, and the least and the time of a read.
pub(super) type Modes = [u64; 6];

/// The process that stands guard.
#[derive(Debug)]
pub(crate) struct Guard {
    /// None once the guard has gone.
    child: Option<Child>,
}

impl Guard {
    /// Starts it: this same program, with the terminal for its output and a pipe for its input. No process that
    /// is started later inherits the pipe.
    pub fn start() -> io::Result<Guard> {
        let child = Command::new(program::own()?)
            .arg(VERB)
            .stdin(Stdio::piped())
            .stdout(Stdio::from(super::output().try_clone_to_owned()?))
            .stderr(Stdio::from(super::input().try_clone_to_owned()?))
            .spawn()?;
        Ok(Guard { child: Some(child) })
    }

    /// Lets it end. It is waited for when this is dropped.
    pub fn dismiss(&mut self) {
        if let Some(child) = &mut self.child {
            drop(child.stdin.take());
        }
    }

    /// Tells it what it would have to take back.
    pub fn tell(&mut self, taken: &Taken) {
        let line = told(taken, super::before());
        let Some(child) = &mut self.child else { return };
        let sent = child.stdin.as_mut().map(|pipe| pipe.write_all(line.as_bytes()));
        if matches!(sent, Some(Err(_)))
            && let Some(mut gone) = self.child.take()
        {
            // Somebody ended it; unless it is waited for, it stays in the list of processes.
            let _ = gone.kill();
            let _ = gone.wait();
        }
    }
}

/// Without its pipe the guard ends; it is waited for, so that it does not stay in the list of processes, but not for long.
impl Drop for Guard {
    fn drop(&mut self) {
        let Some(mut child) = self.child.take() else { return };
        drop(child.stdin.take());
        let end = Instant::now() + Duration::from_millis(100);
        while matches!(child.try_wait(), Ok(None)) && Instant::now() < end {
            thread::sleep(Duration::from_millis(1));
        }
    }
}

/// What the guard reads when the terminal is like this: one line.
fn told(taken: &Taken, before: Option<Modes>) -> String {
    let Some(modes) = before.filter(|_| taken.active) else { return "given\n".to_owned() };
    let mut line = format!("taken {} {} {}", taken.lang.tag(), taken.kitty, taken.title);
    for number in modes {
        // Writing to a string does not fail.
        let _ = write!(line, " {number}");
    }
    line + "\n"
}

/// Reads such a line; None where the terminal is not taken.
fn understood(line: &str) -> Option<(Taken, Modes)> {
    let mut words = line.split_whitespace();
    words.next().filter(|word| *word == "taken")?;
    let lang = Lang::parse(words.next()?)?;
    let [kitty, title] = [words.next()?, words.next()?].map(|word| word == "true");
    let mut modes = Modes::default();
    for number in &mut modes {
        *number = words.next()?.parse().ok()?;
    }
    Some((Taken { active: true, kitty, title, lang, guard: None }, modes))
}

/// Stands guard if this process was started for that, and gives the code to end with.
pub fn stand() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    let called = arguments.next().is_some_and(|first| first == VERB) && arguments.next().is_none();
    if !called || isatty(stdin()) {
        return None;
    }
    // Outside of the session no key of the terminal and no hang-up reaches the guard, and its modes can be set although
    // another group stands in front.
    if setsid().is_err() {
        return Some(ExitCode::FAILURE);
    }
    for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP] {
        // A flag that nobody reads: as long as the other process lives, this one has to.
        let _ = signal_hook::flag::register(signal, Arc::default());
    }
    super::stand_in();
    let mut last = None;
    for line in io::stdin().lock().lines().map_while(Result::ok) {
        last = understood(&line);
    }
    if let Some((taken, modes)) = last {
        let said = said().get(taken.lang).to_owned();
        super::know_before(modes);
        *screen::taken() = taken;
        screen::restore();
        // A terminal that has vanished needs no word.
        let _ = write_if_read(format!("{said}\r\n").as_bytes());
    }
    Some(ExitCode::SUCCESS)
}

fn said() -> Phrase {
    say!(
        "变革工作簿意外终止，终端已恢复原样。已保存的都在；没有存下的文字，下次打开时会问要不要放回。",
        "Changebook ended unexpectedly; the terminal is as it was. What was saved is kept, and unsaved text is offered when you open the project again."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_understood() {
        for (lang, kitty, title) in [(Lang::Zh, false, true), (Lang::En, true, false)] {
            let taken = Taken { active: true, kitty, title, lang, guard: None };
            let modes = [0x4500, 5, 0xbf, u64::MAX, 1, 0];
            let (read, numbers) = understood(told(&taken, Some(modes)).trim_end()).unwrap();
            assert_eq!((read.lang, read.kitty, read.title, numbers), (lang, kitty, title, modes));
            assert!(read.active);
            let given = Taken { active: false, ..taken };
            assert!(understood(&told(&given, Some(modes))).is_none());
            assert!(understood(&told(&read, None)).is_none());
        }
        for odd in ["", "given", "taken", "taken en true false 1 2 3", "taken en true false 1 2 3 4 5 x"] {
            assert!(understood(odd).is_none(), "{odd}");
        }
    }
}
