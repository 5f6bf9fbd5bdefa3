//! The format of the file: one JSON object, one row a line, so that a diff reads well and a sheet is found by
//! looking for a line break. It knows bytes and projects; it opens no file.
//!
//! ```text
//! {"format":"changebook","version":1,"min_writer":1,"id":"…","rev":12,
//! "sheets":{
//! "people":[
//! {"id":"…","name":"…"},
//! {"id":"…","name":"…"}
//! ]
//! },
//! "conflicts":[
//! {"sheet":"people","row":"…","field":"name","base":…,"mine":…,"theirs":…}
//! ]}
//! ```
//! A row may say when it was entered and what it held before it was corrected, `"entered":"2026-03-04"` and
//! `"was":{"2026-03-11":{"awareness":2}}`, so that [`Project::as_of`] can show an earlier day as it was seen then. Both
//! are optional and the version stays 1: a file without them opens as before, its rows counting from their own dates, and
//! nothing is added to a row until somebody changes it; an older program keeps both as fields that it does not know,
//! and only what is changed there leaves no mark.
//!
//! A row that was taken out is kept in a list of its own among the sheets, where there is any:
//!
//! ```text
//! "removed":[
//! {"sheet":"people","removed":"2026-03-11","after":"…","row":{"id":"…","name":"…"}}
//! ]
//! ```
//! with the day, the row that it stood behind and the row as it was, and no more than the latest
//! [`MOST`](crate::project::MOST). An older program keeps the list as a sheet that it does not know, and what is removed
//! there is not in it. An entry that makes no sense here stays as it came.
//!
//! Empty sheets are written too. What is unknown here, keys of the header and whole sheets, is written
//! back as it came; a version above ours stays too.

mod any_layout;
mod in_chunks;
mod integrity;
mod own_layout;
mod read;
mod schema;

pub use in_chunks::{LARGE, read_in_chunks};
pub use integrity::{Dangling, dangling, duplicate_id, separate_duplicates};
pub use own_layout::head;
pub use read::{Opened, read};
pub use schema::schema;

use super::damage::Place;
use super::{LARGE_BUFFER, SMALL_BUFFER};
use crate::project::{Conflict, Project, Removed};
use crate::say;
use crate::sheet::{AnySheet, Cell, Id, Kind, SheetDef, TEXT_LIMIT};
use crate::text::Phrase;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// The version of the format that this program writes.
pub const VERSION: u64 = 1;
/// The largest file, in bytes.
pub const FILE_LIMIT: usize = 64 << 20;
/// Number of rows above which a large buffer is reserved for the file.
const MANY_ROWS: usize = 4_000;
/// Smallest size, in bytes, of the chunks that a file is passed on in.
const CHUNK: usize = 256 << 10;
/// The key, among the sheets, of the list of rows that were taken out.
const REMOVED: &str = "removed";
/// The keys of the header that this version knows; all others are kept.
const HEADER: [&str; 7] = ["format", "version", "min_writer", "id", "rev", "sheets", "conflicts"];

/// The reason why a project cannot be written: the file could not be read back.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum Unwritable {
    /// A number is infinite or none.
    #[error("write-number")]
    NotANumber(Place),
    /// A text is over 64 KiB.
    #[error("write-long-text")]
    LongText(Place),
    /// The file would be over 64 MiB.
    #[error("write-too-large")]
    TooLarge,
}

impl Unwritable {
    /// Says what is wrong, where, and what to do.
    pub fn phrase(&self) -> Phrase {
        match self {
            Unwritable::NotANumber(place) => {
                let Phrase { zh, en } = place.phrase();
                say!("有一个数字不是有限数（{zh}）：请改正", "a number is not finite ({en}): correct it")
            }
            Unwritable::LongText(place) => {
                let Phrase { zh, en } = place.phrase();
                say!("有一段文字超过 64 KiB（{zh}）：请缩短", "a text is over 64 KiB ({en}): shorten it")
            }
            Unwritable::TooLarge => say!(
                "项目超过 64 MiB 的上限，请拆成几个项目",
                "the project is over the limit of 64 MiB: split it"
            ),
        }
    }
}

/// Returns the bytes of the file.
pub fn write(project: &Project, rev: u64) -> Result<Vec<u8>, Unwritable> {
    let rows: usize = project.sheets().map(|sheet| sheet.len()).sum();
    let mut bytes = Vec::with_capacity(if rows > MANY_ROWS { LARGE_BUFFER } else { SMALL_BUFFER });
    write_to(project, rev, &mut |chunk| {
        bytes.extend_from_slice(chunk);
        Ok::<(), Unwritable>(())
    })?;
    Ok(bytes)
}

/// Passes the bytes of the file to `put` in chunks, so that they never stand in memory as a whole.
pub fn write_to<E: From<Unwritable>>(
    project: &Project,
    rev: u64,
    put: &mut dyn FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let mut out = Chunks { text: String::with_capacity(CHUNK + SMALL_BUFFER), flushed: 0, put };
    write_header(&mut out.text, project, rev);
    out.text.push_str("\"sheets\":{");
    let mut comma = "\n";
    // An empty sheet is written too: a missing one means a version that did not have it.
    for sheet in project.sheets() {
        out.text.push_str(comma);
        write_sheet(&mut out, &**sheet)?;
        comma = ",\n";
    }
    if !project.removed.is_empty() || !project.unknown.removed.is_empty() {
        let _ok = write!(out.text, "{comma}\"{REMOVED}\":[");
        let mut comma = "\n";
        for entry in project.removed.iter() {
            out.text.push_str(comma);
            write_removed(&mut out.text, entry);
            comma = ",\n";
        }
        for raw in &project.unknown.removed {
            let _ok = write!(out.text, "{comma}{raw}");
            comma = ",\n";
        }
        out.text.push_str("\n]");
    }
    for (key, raw) in &project.unknown.sheets {
        let key = Value::from(key.as_str());
        // Writing into a string does not fail.
        let _ok = write!(out.text, "{comma}{key}:{raw}");
        comma = ",\n";
    }
    out.text.push_str("\n}");
    if !project.conflicts.is_empty() {
        out.text.push_str(",\n\"conflicts\":[");
        let mut comma = "\n";
        for conflict in project.conflicts.iter() {
            let _ok = write!(out.text, "{comma}{}", conflict_json(conflict));
            comma = ",\n";
        }
        out.text.push_str("\n]");
    }
    out.text.push_str("}\n");
    out.flush()
}

/// Collects text and passes it on in chunks.
struct Chunks<'a, E> {
    text: String,
    /// Number of bytes passed on so far.
    flushed: usize,
    put: &'a mut dyn FnMut(&[u8]) -> Result<(), E>,
}

impl<E: From<Unwritable>> Chunks<'_, E> {
    fn flush(&mut self) -> Result<(), E> {
        self.flushed += self.text.len();
        if self.flushed > FILE_LIMIT {
            return Err(Unwritable::TooLarge.into());
        }
        (self.put)(self.text.as_bytes())?;
        self.text.clear();
        Ok(())
    }
}

fn write_header(out: &mut String, project: &Project, rev: u64) {
    let kept = &project.unknown.header;
    let version = kept.get("version").and_then(Value::as_u64).unwrap_or(VERSION);
    let min_writer = kept.get("min_writer").and_then(Value::as_u64).unwrap_or(VERSION);
    let id = project.id;
    let _ok = write!(
        out,
        "{{\"format\":\"changebook\",\"version\":{version},\"min_writer\":{min_writer},\"id\":\"{id}\",\"rev\":{rev},"
    );
    for (key, value) in kept.iter().filter(|(key, _)| !HEADER.contains(&key.as_str())) {
        let _ok = write!(out, "{}:{value},", Value::from(key.as_str()));
    }
    out.push('\n');
}

fn write_sheet<E: From<Unwritable>>(out: &mut Chunks<'_, E>, sheet: &dyn AnySheet) -> Result<(), E> {
    let def = sheet.def();
    let _ok = writeln!(out.text, "\"{}\":[", def.key);
    let numbers: Vec<usize> = columns(def, |kind| kind == Kind::Number).collect();
    for (at, row) in (0..sheet.len()).filter_map(|at| Some((at, sheet.row(at)?))) {
        let start = out.text.len();
        row.write_json(&mut out.text);
        let place =
            |column| Place { sheet: Some(def), row: Some(at + 1), column: Some(column), ..Place::default() };
        let finite = |column: &usize| !matches!(row.get(*column), Cell::Number(n) if !n.is_finite());
        if let Some(bad) = numbers.iter().find(|column| !finite(column)) {
            return Err(Unwritable::NotANumber(place(*bad)).into());
        }
        // Only a long line can hold a long text.
        if out.text.len() - start > TEXT_LIMIT {
            let long =
                |column: &usize| matches!(row.get(*column), Cell::Text(text) if text.len() > TEXT_LIMIT);
            if let Some(column) = (0..def.columns.len()).find(long) {
                return Err(Unwritable::LongText(place(column)).into());
            }
        }
        out.text.push_str(if at + 1 < sheet.len() { ",\n" } else { "\n" });
        if out.text.len() > CHUNK {
            out.flush()?;
        }
    }
    out.text.push(']');
    Ok(())
}

fn write_removed(out: &mut String, removed: &Removed) {
    let Removed { day, sheet, row: _, after, json } = removed;
    let _ok = write!(out, "{{\"sheet\":{},\"removed\":\"{day}\"", Value::from(sheet.as_str()));
    if let Some(after) = after {
        let _ok = write!(out, ",\"after\":\"{after}\"");
    }
    let _ok = write!(out, ",\"row\":{json}}}");
}

/// Reads an entry of the list of removed rows; `None` if it is none.
fn removed_from(raw: &str) -> Option<Removed> {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Entry<'a> {
        sheet: String,
        removed: String,
        after: Option<String>,
        #[serde(borrow)]
        row: &'a RawValue,
    }
    #[derive(serde::Deserialize)]
    struct Row {
        id: String,
    }
    let entry: Entry<'_> = serde_json::from_str(raw).ok()?;
    let row: Row = serde_json::from_str(entry.row.get()).ok()?;
    let day = chrono::NaiveDate::parse_from_str(&entry.removed, "%Y-%m-%d").ok()?;
    // What is written back has to be what was read.
    (day.to_string() == entry.removed).then_some(())?;
    let after = entry.after.map(|after| Id::parse(&after).ok_or(())).transpose().ok()?;
    let id = Id::parse(&row.id)?;
    // Another program may have laid it out in lines.
    let json = match serde_json::from_str::<Value>(entry.row.get()) {
        Ok(row) if entry.row.get().contains('\n') => row.to_string().into(),
        _ => entry.row.get().into(),
    };
    Some(Removed { day, sheet: entry.sheet, row: id, after, json })
}

fn columns(def: &'static SheetDef, wanted: impl Fn(Kind) -> bool) -> impl Iterator<Item = usize> {
    def.columns.iter().enumerate().filter(move |(_, c)| wanted(c.kind)).map(|(at, _)| at)
}

fn conflict_json(conflict: &Conflict) -> Value {
    let Conflict { sheet, row, field, base, mine, theirs, source } = conflict;
    let mut json =
        json!({"sheet": sheet, "row": row, "field": field, "base": base, "mine": mine, "theirs": theirs});
    if let (Some(source), Some(object)) = (source, json.as_object_mut()) {
        object.insert("source".to_owned(), source.as_str().into());
    }
    json
}

/// Reads a conflict from its object; `None` if a part is missing or of the wrong kind.
fn conflict_from(mut object: Map<String, Value>) -> Option<Conflict> {
    let mut take = |key| object.remove(key).unwrap_or(Value::Null);
    let text = |value: Value| if let Value::String(text) = value { Some(text) } else { None };
    Some(Conflict {
        sheet: text(take("sheet"))?,
        row: Id::parse(&text(take("row"))?)?,
        field: text(take("field"))?,
        base: take("base"),
        mine: take("mine"),
        theirs: take("theirs"),
        source: text(take("source")),
    })
}
