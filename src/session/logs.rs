//! Event logs from files, with their figures. The reading itself is [`crate::exchange::logs`].

use crate::exchange::logs::{self, Choice, Part, Problem, Progress, Reading};
use crate::mining::{self, Bad, Figures, Options, Reason, counted};
use crate::say;
use crate::session::rows;
use crate::text::{Phrase, join, joined, text};
use std::io::{self, Read};
use std::path::Path;

/// Reads the log of a file; `-` is standard input. `go_on` is told how far it is, with the bytes there are where that is
/// known, and stops it by `false`. The error names the file and the place.
pub fn read(
    path: &Path,
    choice: &Choice,
    go_on: &mut dyn FnMut(Progress, Option<u64>) -> bool,
) -> Result<Reading, Problem> {
    let shown = path.display();
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let (stream, bytes): (Box<dyn Read>, Option<u64>) = if path.as_os_str() == "-" {
        (Box::new(io::stdin().lock()), None)
    } else {
        let (file, bytes) = rows::opened(path, text("一份 CSV 或 XES 日志", "a CSV or XES log"))?;
        (Box::new(file), Some(bytes))
    };
    let read = logs::read(stream, &name, choice, &mut |progress| go_on(progress, bytes));
    read.map_err(|problem| match problem {
        Problem::Refused(reason) => say!("{shown}：{reason}", "{shown}: {reason}", shown, reason).into(),
        Problem::Stopped => Problem::Stopped,
    })
}

/// What is asked of a log.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// How its file is read.
    pub choice: &'a Choice,
    /// Which of its events count, and how time is measured.
    pub options: &'a Options,
    /// Whether rows that are no events are left out.
    pub skip_bad: bool,
    /// How many of them are listed where they are not.
    pub listed: usize,
}

/// The log of a file and its figures. It is refused where rows are no events, unless these are to be left out.
pub fn mined(
    path: &Path,
    asked: Asked<'_>,
    go_on: &mut dyn FnMut(Progress, Option<u64>) -> bool,
) -> Result<(Reading, Figures), Problem> {
    let reading = read(path, asked.choice, go_on)?;
    let shown = path.display();
    if reading.log.bad.count > 0 && !asked.skip_bad {
        let reason = refusal(&reading, asked);
        return Err(say!("{shown}：{reason}", "{shown}: {reason}", shown, reason).into());
    }
    let figures = mining::figures(&reading.log, asked.options)
        .map_err(|reason| say!("{shown}：{reason}", "{shown}: {reason}", shown, reason))?;
    Ok((reading, figures))
}

/// What is said where a log has rows that are no events.
fn refusal(reading: &Reading, asked: Asked<'_>) -> Phrase {
    let bad = &reading.log.bad;
    let is_table = reading.source.format == "csv";
    let mut lines: Vec<Phrase> =
        bad.first.iter().take(asked.listed).map(|row| listed(row, is_table)).collect();
    let more = bad.count.saturating_sub(lines.len() as u64);
    if more > 0 {
        lines.push(say!("…… 还有 {more} 行", "… and {more} more"));
    }
    let lines = joined(&lines, text("\n  ", "\n  "));
    let (rows, all) = (bad.count, counted(bad.count + reading.log.len() as u64, "行", "row", "rows"));
    let are = if rows == 1 { "is not an event" } else { "are not events" };
    say!(
        "{all}里有 {rows} 行不是事件：请改好文件，或{agree}，略过它们\n  {lines}",
        "{rows} of {all} {are}: correct the file, or {agree} to leave them out\n  {lines}",
        all,
        rows,
        lines,
        agree = asked.choice.answered.agree(Part::SkipBad)
    )
}

fn listed(bad: &Bad, is_table: bool) -> Phrase {
    let row = bad.row;
    let place = if is_table {
        say!("第 {row} 行", "line {row}")
    } else {
        say!("第 {row} 个事件", "event {row}")
    };
    let reason = match bad.reason {
        Reason::Short => text("格子不够", "too few cells"),
        Reason::Unreadable => text("有无法识别的字符", "characters that cannot be read"),
        Reason::NoCase => text("没有单号", "no case"),
        Reason::NoActivity => text("没有步骤", "no activity"),
        Reason::NoTime => text("没有时间", "no time"),
        Reason::WrongTime => text("不是时间", "not a valid time"),
        Reason::FillerTime => text("占位的日期，不是真的时间", "a filler in place of a time"),
    };
    let said = say!("{place}：{reason}", "{place}: {reason}", place, reason);
    if bad.text.is_empty() { said } else { join(said, say!("“{text}”", " '{text}'", text = bad.text)) }
}
