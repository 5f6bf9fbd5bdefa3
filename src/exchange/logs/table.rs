//! Event logs in CSV: an event a row, or a case a row with a column for each activity.

use super::columns::{Columns, Sample, columns};
use super::meter::{self, Endless, Gauge};
use super::time::{self, Form, Moment, moment};
use super::{Choice, Problem, Reading, failed, too_many};
use crate::exchange::csv::delimiter;
use crate::mining::{Event, Log, Reason, Source};
use crate::say;
use crate::text::{Phrase, text};
use csv::ByteRecord;
use std::io::{BufRead, Read};

/// By so many rows the columns and the order of dates are told.
const SAMPLE: usize = 2000;
/// So much text the delimiter is told by.
const START: usize = 64 * 1024;

/// Reads a log.
pub(super) fn read(
    mut whole: impl BufRead,
    choice: &Choice,
    gauge: &Gauge,
    compressed: bool,
) -> Result<Reading, Problem> {
    let start = whole.fill_buf().map_err(|error| failed(&error, compressed, 0))?;
    let start = String::from_utf8_lossy(start.get(..start.len().min(START)).unwrap_or_default()).into_owned();
    if start.trim().is_empty() {
        return Err(text("文件是空的", "the file is empty").into());
    }
    if start.contains('\0') {
        return Err(text(
            "这不是文本文件：请导出为 CSV 或 XES",
            "this is not a text file: export the log as CSV or XES",
        )
        .into());
    }
    let reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(&start))
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(super::BUFFER)
        .from_reader(whole);
    let mut rows = Rows { reader, gauge, compressed, line: 1, is_broken: false };
    let mut first = Vec::new();
    while first.len() <= SAMPLE {
        let mut record = ByteRecord::new();
        if !rows.next(&mut record, 0)? {
            break;
        }
        first.push((rows.line, record));
    }
    let Some((_, titles)) = first.first() else {
        return Err(text("文件是空的", "the file is empty").into());
    };
    let titles: Vec<String> =
        titles.iter().map(|title| String::from_utf8_lossy(title).trim().to_owned()).collect();
    let has_titles = !titles.iter().any(|title| is_time(title));
    let titles: Vec<String> =
        if has_titles { titles } else { (1..=titles.len()).map(|at| format!("#{at}")).collect() };
    let data = &first[usize::from(has_titles)..];
    if data.is_empty() {
        return Err(text("只有标题，没有事件", "the file has column titles and nothing below them").into());
    }
    let cells: Vec<Vec<&str>> = data
        .iter()
        .map(|(_, record)| {
            record.iter().map(|cell| std::str::from_utf8(cell).unwrap_or("\u{fffd}")).collect()
        })
        .collect();
    let sample = Sample { titles: &titles, rows: &cells };
    let columns = columns(&sample, choice)?;
    let dates = time::key(columns.times[0].1, &sample.cells(columns.times[0].0));
    let mut taker = Taker { log: Log::default(), columns: &columns, titles: &titles };
    for (line, record) in data {
        taker.take(*line, record)?;
    }
    drop(first);
    let mut record = ByteRecord::new();
    while rows.next(&mut record, taker.log.len())? {
        taker.take(rows.line, &record)?;
    }
    let log = taker.log;
    let mut notes = columns.notes.clone();
    if !has_titles {
        notes.push(
            text("第一行不是标题：各列按内容认出，叫 #1、#2……", "the first line has no titles: the columns are called #1, #2 and so on, and told by what they hold").into(),
        );
    }
    Ok(Reading { log, source: Source { dates: dates.to_owned(), ..source(&columns, &titles) }, notes })
}

/// Whether a cell of the first line is a time, so that it is no title.
fn is_time(cell: &str) -> bool {
    let forms = time::Order::ALL.map(Form::Written);
    cell.contains(|c: char| c.is_ascii_digit()) && forms.into_iter().any(|form| moment(cell, form).is_some())
}

fn open_quote(line: u64) -> Phrase {
    say!(
        "第 {line} 行起有一个引号没有结束：请补上，或去掉它",
        "a quote that begins in line {line} is never closed: close it or take it out"
    )
}

/// The rows of a table with their lines.
struct Rows<'a, R> {
    reader: csv::Reader<R>,
    gauge: &'a Gauge,
    compressed: bool,
    /// The line in which the latest row begins, from 1 on.
    line: u64,
    /// Whether the latest row goes over several lines.
    is_broken: bool,
}

impl<R: Read> Rows<'_, R> {
    /// Reads the next row; `false` if there is none, and then the latest stays as it was.
    fn next(&mut self, record: &mut ByteRecord, events: usize) -> Result<bool, Problem> {
        let ends = self.reader.position().line();
        let read = self.reader.read_byte_record(record).map_err(|error| match error.into_kind() {
            csv::ErrorKind::Io(error) if meter::is::<Endless>(&error) => Problem::Refused(open_quote(ends)),
            csv::ErrorKind::Io(error) => failed(&error, self.compressed, self.gauge.text()),
            _ => failed(&std::io::Error::other("csv"), false, self.gauge.text()),
        })?;
        if read {
            // The reader passes over blank lines in front of a row; what it has behind it is sure.
            let within = memchr::memchr_iter(b'\n', record.as_slice()).count() as u64;
            self.line = (self.reader.position().line().saturating_sub(within + 1)).max(ends);
            self.is_broken = within > 0;
            self.gauge.ended(events);
        } else if self.is_broken && self.gauge.has_open_quote() {
            return Err(open_quote(self.line).into());
        }
        Ok(read)
    }
}

/// Takes rows into a log.
struct Taker<'a> {
    log: Log,
    columns: &'a Columns,
    titles: &'a [String],
}

impl Taker<'_> {
    fn take(&mut self, line: u64, record: &ByteRecord) -> Result<(), Problem> {
        let row = u32::try_from(line).unwrap_or(u32::MAX);
        if let Err((reason, text)) = self.events(row, record)? {
            self.log.bad.add(row, reason, &text);
        }
        Ok(())
    }

    /// The events of a row; the inner error says why it is none.
    fn events(&mut self, row: u32, record: &ByteRecord) -> Result<Result<(), (Reason, String)>, Problem> {
        let columns = self.columns;
        let bad = |reason, text: &str| Ok(Err((reason, text.to_owned())));
        let last = columns.case.max(columns.activity.unwrap_or(0));
        if record.len() <= last || (columns.activity.is_some() && record.len() <= columns.times[0].0) {
            return bad(Reason::Short, "");
        }
        let cell = |at: usize| match std::str::from_utf8(record.get(at).unwrap_or_default()) {
            Ok(cell) if !cell.contains('\u{fffd}') => Ok(cell.trim()),
            _ => Err((Reason::Unreadable, String::new())),
        };
        let optional = |at: Option<usize>| at.and_then(|at| cell(at).ok()).unwrap_or_default();
        let case = match cell(columns.case) {
            Ok("") => return bad(Reason::NoCase, ""),
            Ok(case) => case,
            Err(why) => return Ok(Err(why)),
        };
        if let Some(activity) = columns.activity {
            let activity = match cell(activity) {
                Ok("") => return bad(Reason::NoActivity, ""),
                Ok(activity) => activity,
                Err(why) => return Ok(Err(why)),
            };
            let (time, form) = columns.times[0];
            let time = match cell(time).and_then(|cell| at(cell, form)) {
                Ok(Some(time)) => time,
                Ok(None) => return bad(Reason::NoTime, ""),
                Err(why) => return Ok(Err(why)),
            };
            let start = match columns.start.map(|(start, form)| cell(start).and_then(|cell| at(cell, form))) {
                Some(Err(why)) => return Ok(Err(why)),
                Some(Ok(start)) => start,
                None => None,
            };
            let event = Event {
                case: self.log.case(case),
                activity,
                resource: optional(columns.resource),
                lifecycle: optional(columns.lifecycle),
                group: optional(columns.group),
                time: time.ms,
                start: start.map(|start| start.ms),
                zone: time.zone,
                row,
            };
            return self.push(&event, time).map(Ok);
        }
        // A row of times: those that are blank did not happen.
        let mut found = Vec::new();
        for (column, form) in &columns.times {
            match cell(*column).and_then(|cell| at(cell, *form)) {
                Ok(Some(time)) => found.push((*column, time)),
                Ok(None) => {}
                Err(why) => return Ok(Err(why)),
            }
        }
        if found.is_empty() {
            return bad(Reason::NoTime, "");
        }
        for (column, time) in found {
            let titles = self.titles;
            let event = Event {
                case: self.log.case(case),
                activity: &titles[column],
                resource: optional(columns.resource),
                group: optional(columns.group),
                time: time.ms,
                zone: time.zone,
                row,
                ..Event::default()
            };
            self.push(&event, time)?;
        }
        Ok(Ok(()))
    }

    fn push(&mut self, event: &Event<'_>, time: Moment) -> Result<(), Problem> {
        self.log.dateless += u64::from(!time.timed);
        if self.log.push(event) { Ok(()) } else { Err(too_many()) }
    }
}

/// The time of a cell; `None` for a blank one.
pub(super) fn at(cell: &str, form: Form) -> Result<Option<Moment>, (Reason, String)> {
    if cell.is_empty() {
        return Ok(None);
    }
    let reason = || if time::is_filler(cell) { Reason::FillerTime } else { Reason::WrongTime };
    moment(cell, form).map(Some).ok_or_else(|| (reason(), cell.to_owned()))
}

fn source(columns: &Columns, titles: &[String]) -> Source {
    let title = |at: usize| titles[at].clone();
    let times: Vec<String> = columns.times.iter().map(|(at, _)| title(*at)).collect();
    Source {
        format: "csv".to_owned(),
        case: title(columns.case),
        activity: columns.activity.map_or_else(|| times.join(", "), title),
        time: times.join(", "),
        start: columns.start.map(|(at, _)| title(at)),
        resource: columns.resource.map(title),
        lifecycle: columns.lifecycle.map(title),
        group: columns.group.map(title),
        ..Source::default()
    }
}
