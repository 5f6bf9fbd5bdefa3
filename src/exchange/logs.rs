//! Event logs as systems export them: CSV and XES, plain or compressed with gzip. What a file is, its encoding, its delimiter,
//! its columns and the order of its dates are told by what it holds; where that leaves a choice, reading is refused with
//! the question.
//!
//! [`read`] takes any stream, so that no file is opened here. Rows that are no events are counted in the log, and whoever
//! reads decides what that means. A log that is cut anywhere is an error: never is half of one taken for the whole.

mod columns;
mod decode;
mod meter;
mod places;
mod promise;
mod remarks;
mod table;
mod time;
mod xes;

#[cfg(test)]
mod tests;

pub use meter::Progress;
pub use places::{Answered, Part};
pub use promise::promise;
pub use remarks::remarks;
pub use time::{Order, zone};

use crate::mining::{Log, Source};
use crate::say;
use crate::text::{Phrase, Text, text};
use flate2::bufread::MultiGzDecoder;
use meter::{Meter, Stopped};
use std::io::{self, BufRead, BufReader, Read};

/// What was decided about a file. What is `None` is told by its content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The column of the case: its title, or `#3` for the third.
    pub case: Option<String>,
    /// That of the activity.
    pub activity: Option<String>,
    /// That of the time.
    pub time: Option<String>,
    /// That of the time at which a step begins.
    pub start: Option<String>,
    /// That of the person or the team.
    pub resource: Option<String>,
    /// That by which cases are grouped, such as the centre.
    pub group: Option<String>,
    /// The order of day, month and year.
    pub dates: Option<Order>,
    /// Whether a row is a case and each column of times an activity.
    pub unpivot: bool,
    /// Where all this was said, so that what is asked is asked in its words.
    pub answered: Answered,
}

/// A log as it was read.
#[derive(Debug)]
pub struct Reading {
    /// Its events, and the rows that are none.
    pub log: Log,
    /// How it was read.
    pub source: Source,
    /// What was guessed or is odd, for people to confirm.
    pub notes: Vec<Phrase>,
}

/// Why a log is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It cannot be read as it is: where that shows, and what would be right.
    Refused(Phrase),
    /// It was stopped.
    Stopped,
}

impl From<Phrase> for Problem {
    fn from(reason: Phrase) -> Problem {
        Problem::Refused(reason)
    }
}

impl From<Text> for Problem {
    fn from(reason: Text) -> Problem {
        Problem::Refused(reason.into())
    }
}

/// The first bytes of a file, by which its encoding is told.
const HEAD: usize = 1 << 20;
const BUFFER: usize = 256 * 1024;

/// Reads a log named `name`. `go_on` is told how far it is, some times a second, and stops it by `false`.
pub fn read(
    stream: impl Read,
    name: &str,
    choice: &Choice,
    go_on: &mut dyn FnMut(Progress) -> bool,
) -> Result<Reading, Problem> {
    let meter = Meter::new(stream, go_on);
    let gauge = meter.gauge();
    let read = open(meter, choice);
    if gauge.is_stopped() {
        return Err(Problem::Stopped);
    }
    let mut reading = read?;
    name.clone_into(&mut reading.source.name);
    reading.source.bytes = gauge.bytes();
    reading.source.fingerprint = gauge.fingerprint();
    if reading.log.is_empty() && reading.log.bad.count == 0 {
        return Err(text("文件里没有事件", "the file holds no events").into());
    }
    reading.log.finish();
    Ok(reading)
}

/// Unpacks what is compressed and finds out what it is.
fn open(meter: Meter<'_, impl Read>, choice: &Choice) -> Result<Reading, Problem> {
    let gauge = meter.gauge();
    let mut raw = BufReader::with_capacity(BUFFER, meter);
    let start = raw.fill_buf().map_err(|error| failed(&error, false, 0))?;
    if start.starts_with(b"PK\x03\x04") || start.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(text(
            "这是 Excel 或压缩包：请在表格软件里另存为“CSV UTF-8”，压缩包请先解开",
            "this is an Excel file or an archive: save it as 'CSV UTF-8' from the spreadsheet, or unpack the archive",
        )
        .into());
    }
    let compressed = start.starts_with(&[0x1f, 0x8b]);
    let mut plain: Box<dyn Read + '_> =
        if compressed { Box::new(MultiGzDecoder::new(raw)) } else { Box::new(raw) };
    let mut head = Vec::new();
    let read = plain.by_ref().take(HEAD as u64).read_to_end(&mut head);
    read.map_err(|error| failed(&error, compressed, head.len() as u64))?;
    let encoding = decode::encoding(&head);
    let is_xml = decode::is_xml(&head, encoding);
    let whole = decode::reader(io::Cursor::new(head).chain(plain), encoding, gauge.clone());
    let whole = BufReader::with_capacity(BUFFER, whole);
    let mut reading = if is_xml {
        xes::read(whole, choice, &gauge, compressed)?
    } else {
        table::read(whole, choice, &gauge, compressed)?
    };
    encoding.name().clone_into(&mut reading.source.encoding);
    reading.source.compressed = compressed;
    Ok(reading)
}

/// What is said of a stream that fails after so many bytes of its plain content.
fn failed(error: &io::Error, compressed: bool, at: u64) -> Problem {
    if meter::is::<Stopped>(error) {
        return Problem::Stopped;
    }
    if compressed && error.kind() == io::ErrorKind::UnexpectedEof {
        return say!(
            "压缩文件不完整：解出 {at} 字节后就断了。请重新导出或重新下载",
            "the compressed file is cut: it ends after {at} bytes of its content. Export or download it again"
        )
        .into();
    }
    if compressed && matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput) {
        return say!(
            "压缩文件已损坏：解出 {at} 字节后出错。请重新导出或重新下载",
            "the compressed file is damaged after {at} bytes of its content. Export or download it again"
        )
        .into();
    }
    let code = error.raw_os_error().unwrap_or(0);
    say!("读到第 {at} 字节时出错（错误 {code}）", "reading fails after {at} bytes (error {code})").into()
}

/// What is said where a log has no room.
fn too_many() -> Problem {
    let most = crate::mining::MOST_EVENTS;
    say!("事件超过 {most} 条：请按时间分成几份日志", "the log has more than {most} events: split it by time")
        .into()
}
