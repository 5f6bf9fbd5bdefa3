//! A part of a campaign in a process of its own, with a limit on its memory.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use rustix::time::{ClockId, clock_gettime};
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::ops::Range;
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// How much is done in a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// A part of the tools in each round, all of them in a few.
    Short,
    /// Everything.
    Whole,
}

/// Does one round and notes what came of it.
pub type Part = fn(round: u64, length: Length, report: &mut Report);

const ASKED: &str = "CHANGEBOOK_CAMPAIGN";
/// No allocation beyond this.
const MEMORY: u64 = 256 << 20;
/// No answer takes longer. A build for tests needs about ten times as long as a release.
const ANSWER: Duration = Duration::from_secs(if cfg!(debug_assertions) { 50 } else { 5 });
/// A round has many answers; one that takes this long hangs.
const ROUND: Duration = Duration::from_secs(120);

/// What happened, counted.
#[derive(Default)]
pub struct Report {
    counts: BTreeMap<&'static str, u64>,
    slowest: Duration,
}

impl Report {
    pub fn count(&mut self, what: &'static str) {
        *self.counts.entry(what).or_default() += 1;
    }

    /// Waits for one answer; `what` names it.
    pub fn answer<T>(&mut self, what: impl FnOnce() -> String, of: impl FnOnce() -> T) -> T {
        let begun = processor();
        let answer = of();
        let took = processor().saturating_sub(begun);
        assert!(took < ANSWER, "{} took {took:?}", what());
        self.slowest = self.slowest.max(took);
        answer
    }
}

/// The time for which this process has had a processor. That of a clock also tells what else the machine does.
fn processor() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.try_into().unwrap_or_default())
}

/// Does the part that this process was started for, if it was.
pub fn run(parts: &[(&str, Part)]) {
    let Ok(asked) = std::env::var(ASKED) else { return };
    let (name, rounds) = asked.split_once(' ').unwrap();
    let (rounds, length) = rounds.rsplit_once(' ').unwrap();
    let length = if length == "Short" { Length::Short } else { Length::Whole };
    let (from, to) = rounds.split_once(' ').unwrap();
    let part = parts.iter().find(|(known, _)| *known == name).unwrap().1;
    let mut report = Report::default();
    // What the first round brings in once, such as the handbook, counts as the program's own.
    part(u64::MAX / 2, Length::Whole, &mut Report::default());
    limit_memory();
    for round in from.parse::<u64>().unwrap()..to.parse().unwrap() {
        say(&format!("round {round}"));
        part(round, length, &mut report);
    }
    for (what, n) in &report.counts {
        say(&format!("count {n} {what}"));
    }
    say(&format!("count {} ms for the slowest answer", report.slowest.as_millis()));
    say("done");
}

fn say(line: &str) {
    let mut out = std::io::stdout();
    writeln!(out, "\n>{line}").and_then(|()| out.flush()).unwrap();
}

/// Prints a line of results that is seen although the test passes.
pub fn print(line: &str) {
    // The line of the test that runs beside may not be at its end.
    let mut out = std::io::stdout();
    writeln!(out, "\n{line}").and_then(|()| out.flush()).unwrap();
}

/// Nothing more than this on top of what is in use now.
fn limit_memory() {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let in_use = status.lines().find_map(|line| line.strip_prefix("VmSize:")?.trim().strip_suffix(" kB"));
    let in_use: u64 = in_use.and_then(|kib| kib.parse().ok()).unwrap_or(1 << 20);
    let limit = (in_use << 10) + MEMORY;
    setrlimit(Resource::As, Rlimit { current: Some(limit), ..getrlimit(Resource::As) }).unwrap();
}

/// Runs a part in a process of its own, and fails with what it began last when it did not come to its end.
pub fn start(part: &str, rounds: Range<u64>, length: Length) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["child", "--exact", "--nocapture", "--test-threads=1"])
        .env(ASKED, format!("{part} {} {} {length:?}", rounds.start, rounds.end))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (send, lines) = channel();
    for pipe in [
        Box::new(child.stdout.take().unwrap()) as Box<dyn std::io::Read + Send>,
        Box::new(child.stderr.take().unwrap()),
    ] {
        let send = send.clone();
        std::thread::spawn(move || {
            for line in BufReader::new(pipe).lines().map_while(Result::ok) {
                let _nobody_waits = send.send(line);
            }
        });
    }
    drop(send);
    let (mut last, mut counts, mut said, mut done) = (String::new(), Vec::new(), Vec::new(), false);
    loop {
        match lines.recv_timeout(ROUND) {
            Ok(line) => match line.strip_prefix('>') {
                Some("done") => done = true,
                Some(line) => match line.strip_prefix("count ") {
                    Some(count) => counts.push(count.to_owned()),
                    None => line.clone_into(&mut last),
                },
                None => said.push(line),
            },
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {
                child.kill().unwrap();
                said.push(format!("it hung for {ROUND:?}"));
                break;
            }
        }
    }
    let status = child.wait().unwrap();
    assert!(done && status.success(), "{part}, {last}: {status}\n{}", said.join("\n"));
    let counted = format!("{part}: {} rounds; {}", rounds.end - rounds.start, counts.join(", "));
    if length == Length::Whole { print(&counted) } else { println!("{counted}") }
}
