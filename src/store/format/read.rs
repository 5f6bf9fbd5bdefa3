//! Reads the file. Our own layout is cut at its line breaks and each sheet's rows are parsed where
//! they lie; a file that an editor or another program has laid out anew goes through the JSON parser
//! first. Both ways give the same project.

use super::{FILE_LIMIT, HEADER, VERSION, conflict_from, twin};
use crate::project::{Conflict, Project, Unknown};
use crate::sheet::strict::{DEEP, Strict, TWICE};
use crate::sheet::{Id, SheetDef};
use crate::store::ReadOnly;
use crate::store::damage::{Damage, Flaw, Place};
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::fmt;
use std::sync::Arc;

/// What a file held.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The project.
    pub project: Project,
    /// How often it had been saved.
    pub rev: u64,
    /// Why it must not be written, if it must not.
    pub read_only: Option<ReadOnly>,
}

/// The file in pieces, none of them looked into yet but the header.
pub(super) struct Pieces<'a> {
    pub(super) header: Map<String, Value>,
    pub(super) sheets: Vec<Piece<'a>>,
    pub(super) conflicts: Vec<&'a str>,
}

/// One sheet: its rows where its layout shows them, and the whole text in any case.
pub(super) struct Piece<'a> {
    key: String,
    raw: &'a str,
    rows: Option<Vec<&'a str>>,
}

/// Reads the bytes of a file.
pub fn read(bytes: &[u8], registry: &[&'static SheetDef]) -> Result<Opened, Damage> {
    let text = decode(bytes)?;
    // An error found on the quick way may be of the layout only, so the thorough way has the last word.
    let quick = by_lines(text).and_then(|pieces| assemble(text, pieces, registry).ok());
    quick.map_or_else(|| assemble(text, by_parser(text)?, registry), Ok).map_err(|damage| {
        let conflict = |line: &str| line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ");
        match damage.flaw {
            Flaw::Syntax | Flaw::Cut => text
                .lines()
                .position(conflict)
                .map_or(damage, |at| Damage { flaw: Flaw::GitConflict, place: Place::line(at + 1) }),
            _ => damage,
        }
    })
}

fn decode(bytes: &[u8]) -> Result<&str, Damage> {
    if bytes.len() > FILE_LIMIT {
        return Err(Flaw::TooLarge.into());
    }
    match bytes {
        [] => return Err(Flaw::Empty.into()),
        _ if bytes[0] == 0 && bytes.iter().all(|b| *b == 0) => return Err(Flaw::Zeros.into()),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, 1..=255, ..] | [1..=255, 0, ..] => {
            return Err(Flaw::Utf16.into());
        }
        _ => {}
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|e| {
        let line = bytes[..e.valid_up_to()].split(|b| *b == b'\n').count();
        // A character cut in its middle at the very end is a file cut off.
        let flaw = if e.error_len().is_none() { Flaw::Cut } else { Flaw::Utf8 };
        Damage { flaw, place: Place::line(line) }
    })
}

/// An object of JSON.
type Object = Map<String, Value>;

/// The header and the first row of the sheet `project`, from the beginning of a file; `None` if it
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

pub(super) fn header_line(line: &str) -> Option<Map<String, Value>> {
    let whole = format!("{}}}", line.strip_suffix(',')?);
    match strictly(&whole, 0).ok()? {
        Value::Object(header) => Some(header),
        _ => None,
    }
}

fn strictly(text: &str, levels: usize) -> Result<Value, serde_json::Error> {
    let mut parser = serde_json::Deserializer::from_str(text);
    let value = Strict::inside(levels).deserialize(&mut parser)?;
    parser.end()?;
    Ok(value)
}

/// Cuts our own layout; `None` if the text has another.
fn by_lines(text: &str) -> Option<Pieces<'_>> {
    let mut lines = text.strip_suffix('\n')?.split('\n');
    let header = header_line(lines.next()?)?;
    if ["sheets", "conflicts"].iter().any(|key| header.contains_key(*key)) || lines.next()? != "\"sheets\":{"
    {
        return None;
    }
    let mut pieces = Pieces { header, sheets: Vec::new(), conflicts: Vec::new() };
    let mut more = true;
    loop {
        let line = lines.next()?;
        if matches!(line, "}," | "}}") {
            // After a comma another sheet must follow, and only the first sheet may do without.
            if more && !pieces.sheets.is_empty() {
                return None;
            }
            if line == "}}" {
                break;
            }
            (lines.next()? == "\"conflicts\":[").then_some(())?;
            let (rows, end) = rows(&mut lines)?;
            pieces.conflicts = rows;
            (end == "]}").then_some(())?;
            break;
        }
        let key = line.strip_prefix('"')?.strip_suffix("\":[")?;
        let plain = key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if !more || !plain || pieces.sheets.iter().any(|s| s.key == key) {
            return None;
        }
        let (rows, end) = rows(&mut lines)?;
        more = match end {
            "]" => false,
            "]," => true,
            _ => return None,
        };
        let from = offset(text, line) + line.len() - 1;
        let raw = text.get(from..=offset(text, end))?;
        pieces.sheets.push(Piece { key: key.to_owned(), raw, rows: Some(rows) });
    }
    lines.next().is_none().then_some(pieces)
}

/// The rows up to the line that closes their list, and that line.
fn rows<'a>(lines: &mut std::str::Split<'a, char>) -> Option<(Vec<&'a str>, &'a str)> {
    let mut rows = Vec::new();
    let mut more = true;
    loop {
        let line = lines.next()?;
        if !line.starts_with('{') {
            let whole = line.starts_with(']') && (rows.is_empty() || !more);
            return whole.then_some((rows, line));
        }
        if !more {
            return None;
        }
        let row = line.strip_suffix(',');
        more = row.is_some();
        rows.push(row.unwrap_or(line));
    }
}

/// Where a part of the text begins in it.
fn offset(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

fn line_of(text: &str, part: &str) -> usize {
    text.as_bytes()[..offset(text, part)].split(|b| *b == b'\n').count()
}

/// Cuts any JSON object.
fn by_parser(text: &str) -> Result<Pieces<'_>, Damage> {
    let mut parser = serde_json::Deserializer::from_str(text);
    let pieces = parser.deserialize_any(Root).and_then(|pieces| parser.end().map(|()| pieces));
    pieces.map_err(|e| Damage { flaw: flaw_of(&e, Flaw::Shape), place: Place::line(e.line()) })
}

struct Root;

impl<'de> Visitor<'de> for Root {
    type Value = Pieces<'de>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a project")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pieces<'de>, A::Error> {
        let mut pieces = Pieces { header: Map::new(), sheets: Vec::new(), conflicts: Vec::new() };
        let mut seen = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            if seen.contains(&key) {
                return Err(A::Error::custom(TWICE));
            }
            match key.as_str() {
                "sheets" => pieces.sheets = map.next_value::<Sheets<'de>>()?.0,
                "conflicts" => {
                    let list: Vec<&RawValue> = map.next_value()?;
                    pieces.conflicts = list.into_iter().map(RawValue::get).collect();
                }
                _ => {
                    let value = map.next_value_seed(Strict::inside(1))?;
                    pieces.header.insert(key.clone(), value);
                }
            }
            seen.push(key);
        }
        Ok(pieces)
    }
}

struct Sheets<'a>(Vec<Piece<'a>>);

impl<'de> serde::Deserialize<'de> for Sheets<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Sheets<'de>, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Sheets<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of sheets")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Sheets<'de>, A::Error> {
                let mut sheets: Vec<Piece<'de>> = Vec::new();
                while let Some((key, raw)) = map.next_entry::<String, &RawValue>()? {
                    if sheets.iter().any(|s| s.key == key) {
                        return Err(A::Error::custom(TWICE));
                    }
                    sheets.push(Piece { key, raw: raw.get(), rows: None });
                }
                Ok(Sheets(sheets))
            }
        }
        d.deserialize_map(Each)
    }
}

/// What a parser's error means; `otherwise` where the JSON is sound and only its meaning is not.
fn flaw_of(error: &serde_json::Error, otherwise: Flaw) -> Flaw {
    let message = error.to_string();
    match error.classify() {
        Category::Eof => Flaw::Cut,
        // Past its own limit of depth the parser calls it a matter of syntax.
        _ if message.contains(DEEP) || message.starts_with("recursion limit") => Flaw::Deep,
        Category::Syntax | Category::Io => Flaw::Syntax,
        Category::Data if message.contains(TWICE) || message.contains("duplicate field") => Flaw::Twice,
        Category::Data if message.contains("more than 64 KiB") => Flaw::LongText,
        Category::Data => otherwise,
    }
}

pub(super) fn assemble(
    text: &str,
    pieces: Pieces<'_>,
    registry: &[&'static SheetDef],
) -> Result<Opened, Damage> {
    let Pieces { mut header, sheets, conflicts } = pieces;
    if header.get("format") != Some(&Value::from("changebook")) {
        return Err(Flaw::Foreign.into());
    }
    let number = |key: &str| header.get(key).map(|v| v.as_u64().ok_or(Flaw::Version)).transpose();
    let version = number("version")?.ok_or(Flaw::Version)?;
    let min_writer = number("min_writer")?.unwrap_or(version);
    let rev = number("rev")?.unwrap_or(0);
    let id = header.get("id").and_then(Value::as_str).and_then(Id::parse).ok_or(Flaw::ProjectId)?;
    // A version above ours stays in the file, and so do all keys unknown here.
    let above = |key: &str, number: u64| matches!(key, "version" | "min_writer") && number > VERSION;
    header.retain(|key, v| !HEADER.contains(&key.as_str()) || v.as_u64().is_some_and(|n| above(key, n)));

    let mut project = Project::empty(id, registry);
    let mut unknown = Unknown { header, sheets: Vec::new() };
    let newer = |damage: Damage| if version > VERSION { Flaw::Newer.into() } else { damage };
    for piece in sheets {
        match registry.iter().find(|def| def.key == piece.key) {
            Some(def) => project.put_sheet(known_sheet(text, def, &piece).map_err(newer)?),
            None => unknown.sheets.push(unknown_sheet(text, piece)?),
        }
    }
    if !unknown.header.is_empty() || !unknown.sheets.is_empty() {
        project.unknown = Arc::new(unknown);
    }
    if !conflicts.is_empty() {
        let conflicts = conflicts.into_iter().map(|raw| conflict(text, raw)).collect::<Result<_, _>>();
        project.conflicts = Arc::new(conflicts.map_err(newer)?);
    }
    let read_only = if min_writer > VERSION {
        Some(ReadOnly::Newer)
    } else {
        twin(&project).map(|(sheet, at)| ReadOnly::Twins { sheet, row: at + 1 })
    };
    Ok(Opened { project, rev, read_only })
}

fn known_sheet(
    text: &str,
    def: &'static SheetDef,
    piece: &Piece<'_>,
) -> Result<Arc<dyn crate::sheet::AnySheet>, Damage> {
    let parsed: Vec<&str>;
    let rows = if let Some(rows) = &piece.rows {
        rows
    } else {
        let list: Vec<&RawValue> = serde_json::from_str(piece.raw).map_err(|e| Damage {
            flaw: flaw_of(&e, Flaw::Shape),
            place: Place { sheet: Some(def), ..Place::line(line_of(text, piece.raw)) },
        })?;
        parsed = list.into_iter().map(RawValue::get).collect();
        &parsed
    };
    def.read(rows).map_err(|(at, error)| {
        // A field's error hides whether the JSON itself is at fault, as with half a surrogate pair.
        let broken = serde_json::from_str::<Value>(rows[at]).err();
        let (column, flaw) =
            broken.map_or_else(|| row_flaw(def, &error), |e| (None, flaw_of(&e, Flaw::Shape)));
        let line = line_of(text, rows[at]) + error.line().saturating_sub(1);
        Damage { flaw, place: Place { line: Some(line), sheet: Some(def), row: Some(at + 1), column } }
    })
}

/// A row's error begins with the key of the field it is about, where it is about one.
fn row_flaw(def: &'static SheetDef, error: &serde_json::Error) -> (Option<usize>, Flaw) {
    let message = error.to_string();
    let key = message.split_once(": ").map(|(key, _)| key);
    let twice =
        message.strip_prefix("duplicate field `").and_then(|rest| rest.split_once('`')).map(|(key, _)| key);
    let column = key.and_then(|k| def.column(k)).or_else(|| twice.and_then(|k| def.column(k)));
    let otherwise = column.and_then(|c| def.columns.get(c)).map_or(Flaw::RowId, |c| Flaw::Field(c.kind));
    (column, flaw_of(error, otherwise))
}

fn unknown_sheet(text: &str, piece: Piece<'_>) -> Result<(String, Box<str>), Damage> {
    // The value is thrown away; what counts is that it could be read.
    strictly(piece.raw, 2).map_err(|e| Damage {
        flaw: flaw_of(&e, Flaw::Shape),
        place: Place::line(line_of(text, piece.raw) + e.line().saturating_sub(1)),
    })?;
    Ok((piece.key, piece.raw.into()))
}

fn conflict(text: &str, raw: &str) -> Result<Conflict, Damage> {
    let damage = |flaw| Damage { flaw, place: Place::line(line_of(text, raw)) };
    match strictly(raw, 2).map_err(|e| damage(flaw_of(&e, Flaw::Shape)))? {
        Value::Object(object) => conflict_from(object).ok_or_else(|| damage(Flaw::Shape)),
        _ => Err(damage(Flaw::Shape)),
    }
}
