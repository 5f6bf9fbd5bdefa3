//! Reads a file in the layout that this program writes: one row a line. Each sheet is a run of whole lines, found by
//! looking for the line that closes it, and its rows are read where they lie. Anything out of the ordinary is
//! declined and left to the JSON parser.

use super::read::{Parts, SheetPart, strictly};
use crate::sheet::{AnySheet, SheetDef};
use memchr::{memchr, memmem};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Size, in bytes, from which reading on a second thread pays for its start.
const TWO_THREADS: usize = 256 << 10;

/// So many bytes a thread reads at once: small enough that both end at about the same time.
const CHUNK: usize = 128 << 10;

/// An object of JSON.
pub(super) type Object = Map<String, Value>;

/// Reads the header and the first row of the sheet `project` from the beginning of a file; `None` if it
/// does not show there.
pub fn head(text: &str) -> Option<(Object, Option<Object>)> {
    let mut lines = text.split('\n');
    let header = header_line(lines.next()?)?;
    let mut project = None;
    if lines.next()? == "\"sheets\":{" && lines.next()? == "\"project\":[" {
        let row = lines.next()?;
        project = Some(serde_json::from_str(row.strip_suffix(',').unwrap_or(row)).ok()?);
    }
    Some((header, project))
}

pub(super) fn header_line(line: &str) -> Option<Object> {
    let whole = format!("{}}}", line.strip_suffix(',')?);
    match strictly(&whole, 0).ok()? {
        Value::Object(header) => Some(header),
        _ => None,
    }
}

/// A sheet as it lies in the file.
struct Lines<'a> {
    key: &'a str,
    /// The lines of the rows.
    rows: &'a str,
    /// The whole list with its brackets.
    list: &'a str,
}

/// Reads a whole file; `None` leaves it to the parser.
pub(super) fn by_lines<'a>(text: &'a str, registry: &[&'static SheetDef]) -> Option<Parts<'a>> {
    let mut rest = text;
    let header = header_line(next_line(&mut rest)?)?;
    let twice = ["sheets", "conflicts"].iter().any(|key| header.contains_key(*key));
    (!twice && next_line(&mut rest)? == "\"sheets\":{").then_some(())?;
    let (mut sheets, mut conflicts): (Vec<Lines<'_>>, Vec<&str>) = (Vec::new(), Vec::new());
    // After a comma another sheet must follow, and only the first sheet may do without.
    let mut comma = true;
    loop {
        let line = next_line(&mut rest)?;
        if matches!(line, "}," | "}}") {
            (!comma || sheets.is_empty()).then_some(())?;
            if line == "}," {
                (next_line(&mut rest)? == "\"conflicts\":[").then_some(())?;
                let start = text.len() - rest.len() - "[\n".len();
                let (_, end) = list(&mut rest)?;
                (end == "]}").then_some(())?;
                let whole = text.get(start..text.len() - rest.len() - "}\n".len())?;
                let raw: Vec<&RawValue> = serde_json::from_str(whole).ok()?;
                conflicts = raw.into_iter().map(RawValue::get).collect();
            }
            break;
        }
        let key = line.strip_prefix('"')?.strip_suffix("\":[")?;
        let plain = key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        (comma && plain && sheets.iter().all(|sheet| sheet.key != key)).then_some(())?;
        let start = text.len() - rest.len() - "[\n".len();
        let (rows, end) = list(&mut rest)?;
        comma = match end {
            "]" => false,
            "]," => true,
            _ => return None,
        };
        let after = text.len() - rest.len() - "\n".len() - usize::from(comma);
        sheets.push(Lines { key, rows, list: text.get(start..after)? });
    }
    rest.is_empty().then_some(())?;
    Some(Parts { header, sheets: read_sheets(&sheets, text.len() >= TWO_THREADS, registry)?, conflicts })
}

fn next_line<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let (line, after) = rest.split_once('\n')?;
    *rest = after;
    Some(line)
}

/// Takes the lines of a list's rows, and the line that closes the list.
fn list<'a>(rest: &mut &'a str) -> Option<(&'a str, &'a str)> {
    let end = if rest.starts_with(']') { 0 } else { memmem::find(rest.as_bytes(), b"\n]")? + 1 };
    let (rows, after) = rest.split_at_checked(end)?;
    *rest = after;
    Some((rows, next_line(rest)?))
}

/// Lines of one sheet, to be read at once.
struct Chunk<'a> {
    /// The place of the sheet in the file.
    sheet: usize,
    def: &'static SheetDef,
    lines: &'a str,
    /// Whether the sheet ends here.
    to_end: bool,
}

/// Parts whole lines into chunks of about [`CHUNK`] bytes.
fn chunks<'a>(sheet: usize, def: &'static SheetDef, mut lines: &'a str) -> Vec<Chunk<'a>> {
    let mut chunks = Vec::new();
    while let Some(end) = lines.as_bytes().get(CHUNK..).and_then(|rest| memchr(b'\n', rest)) {
        let Some((chunk, rest)) =
            lines.split_at_checked(CHUNK + end + 1).filter(|(_, rest)| !rest.is_empty())
        else {
            break;
        };
        chunks.push(Chunk { sheet, def, lines: chunk, to_end: false });
        lines = rest;
    }
    chunks.push(Chunk { sheet, def, lines, to_end: true });
    chunks
}

/// Reads the rows of the sheets in the registry, a large file on two threads; the other sheets stay text.
fn read_sheets<'a>(
    sheets: &[Lines<'a>],
    two_threads: bool,
    registry: &[&'static SheetDef],
) -> Option<Vec<SheetPart<'a>>> {
    let known = |(at, sheet): (usize, &Lines<'a>)| {
        let def = registry.iter().find(|def| def.key == sheet.key)?;
        Some(chunks(at, def, sheet.rows))
    };
    let jobs: Vec<Chunk<'_>> = sheets.iter().enumerate().filter_map(known).flatten().collect();
    let next = AtomicUsize::new(0);
    let work = || -> Option<Vec<(usize, Arc<dyn AnySheet>)>> {
        let mut done = Vec::new();
        loop {
            let n = next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = jobs.get(n) else { return Some(done) };
            done.push((n, job.def.read_lines(job.lines, job.to_end)?));
        }
    };
    let mut read = if two_threads {
        let (mine, other) = std::thread::scope(|scope| {
            let other = scope.spawn(work);
            (work(), other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        let mut read = mine?;
        read.append(&mut other?);
        read.sort_unstable_by_key(|(n, _)| *n);
        read
    } else {
        work()?
    };
    let mut parts: Vec<SheetPart<'a>> = sheets
        .iter()
        .map(|sheet| SheetPart { key: sheet.key.to_owned(), list: sheet.list, rows: None })
        .collect();
    let mut read = read.drain(..).map(|(_, rows)| rows);
    for of_sheet in jobs.chunk_by(|a, b| a.sheet == b.sheet) {
        let (first, rows) = (of_sheet.first()?, read.by_ref().take(of_sheet.len()).collect());
        parts.get_mut(first.sheet)?.rows = Some(first.def.join(rows)?);
    }
    Some(parts)
}
