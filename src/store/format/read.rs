//! Reads a file. One in this program's own layout is read line by line; one that an editor or another program has
//! laid out anew goes through the JSON parser, which also has the last word on whatever the first way declines: it
//! alone says what is wrong and where. Both ways give the same project.

use super::any_layout::by_parser;
use super::own_layout::by_lines;
use super::{FILE_LIMIT, HEADER, REMOVED, VERSION, conflict_from, duplicate_id, removed_from};
use crate::project::{Conflict, Project, Removed, Unknown};
use crate::sheet::strict::{DEEP, Strict, TWICE};
use crate::sheet::{AnySheet, Id, SheetDef};
use crate::store::ReadOnly;
use crate::store::damage::{Damage, Flaw, Place};
use serde::de::DeserializeSeed as _;
use serde_json::error::Category;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::sync::Arc;

/// The content of a file.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The project.
    pub project: Project,
    /// The number of times it had been saved.
    pub rev: u64,
    /// The reason why it must not be written, if it must not.
    pub read_only: Option<ReadOnly>,
    /// Set if an older version wrote it: by its number, or because it lacks a sheet that this version writes.
    pub older: bool,
}

/// The parts of a file, of which the parser has open into none but the header.
pub(super) struct Parts<'a> {
    pub(super) header: Map<String, Value>,
    pub(super) sheets: Vec<SheetPart<'a>>,
    pub(super) conflicts: Vec<&'a str>,
}

/// One sheet: its list as text and, where they are read already, its rows.
pub(super) struct SheetPart<'a> {
    pub(super) key: String,
    pub(super) list: &'a str,
    pub(super) rows: Option<Arc<dyn AnySheet>>,
}

/// Reads the bytes of a file.
pub fn read(bytes: &[u8], registry: &[&'static SheetDef]) -> Result<Opened, Damage> {
    let text = decode(bytes)?;
    let own = by_lines(text, registry).and_then(|parts| assemble(text, parts, registry).ok());
    own.map_or_else(|| assemble(text, by_parser(text)?, registry), Ok).map_err(|damage| {
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
    simdutf8::compat::from_utf8(bytes).map_err(|e| {
        let line = bytes[..e.valid_up_to()].split(|b| *b == b'\n').count();
        // A character cut in its middle at the very end is a file cut off.
        let flaw = if e.error_len().is_none() { Flaw::Cut } else { Flaw::Utf8 };
        Damage { flaw, place: Place::line(line) }
    })
}

pub(super) fn strictly(text: &str, levels: usize) -> Result<Value, serde_json::Error> {
    let mut parser = serde_json::Deserializer::from_str(text);
    let value = Strict::inside(levels).deserialize(&mut parser)?;
    parser.end()?;
    Ok(value)
}

/// Returns where a part of the text begins in it.
fn offset(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

fn line_of(text: &str, part: &str) -> usize {
    text.as_bytes()[..offset(text, part)].split(|b| *b == b'\n').count()
}

/// Classifies a parser's error; `otherwise` is the answer where the JSON is sound and only its meaning is not.
pub(super) fn flaw_of(error: &serde_json::Error, otherwise: Flaw) -> Flaw {
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
    parts: Parts<'_>,
    registry: &[&'static SheetDef],
) -> Result<Opened, Damage> {
    let Parts { mut header, sheets, conflicts } = parts;
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
    let mut unknown = Unknown { header, sheets: Vec::new(), removed: Vec::new() };
    let newer = |damage: Damage| if version > VERSION { Flaw::Newer.into() } else { damage };
    for SheetPart { key, list, rows } in sheets {
        match (rows, registry.iter().find(|def| def.key == key)) {
            (Some(rows), _) => project.put_sheet(rows),
            (None, Some(def)) => project.put_sheet(known_sheet(text, def, list).map_err(newer)?),
            (None, None) if key == REMOVED => {
                let (known, kept) = removed(text, list)?;
                project.removed = Arc::new(known);
                unknown.removed = kept;
            }
            (None, None) => unknown.sheets.push(unknown_sheet(text, key, list)?),
        }
    }
    if !unknown.header.is_empty() || !unknown.sheets.is_empty() || !unknown.removed.is_empty() {
        project.unknown = Arc::new(unknown);
    }
    if !conflicts.is_empty() {
        let conflicts = conflicts.into_iter().map(|raw| conflict(text, raw)).collect::<Result<_, _>>();
        project.conflicts = Arc::new(conflicts.map_err(newer)?);
    }
    let read_only = if min_writer > VERSION {
        Some(ReadOnly::Newer)
    } else {
        duplicate_id(&project).map(|(sheet, at)| ReadOnly::DuplicateId { sheet, row: at + 1 })
    };
    let older = version < VERSION || registry.iter().any(|def| project.is_absent(def.key));
    Ok(Opened { project, rev, read_only, older })
}

fn known_sheet(text: &str, def: &'static SheetDef, list: &str) -> Result<Arc<dyn AnySheet>, Damage> {
    let rows: Vec<&RawValue> = serde_json::from_str(list).map_err(|e| Damage {
        flaw: flaw_of(&e, Flaw::Shape),
        place: Place { sheet: Some(def), ..Place::line(line_of(text, list)) },
    })?;
    let rows: Vec<&str> = rows.into_iter().map(RawValue::get).collect();
    def.read(&rows).map_err(|(at, error)| {
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

fn unknown_sheet(text: &str, key: String, list: &str) -> Result<(String, Box<str>), Damage> {
    // The value is thrown away; what counts is that it could be read.
    strictly(list, 2).map_err(|e| Damage {
        flaw: flaw_of(&e, Flaw::Shape),
        place: Place::line(line_of(text, list) + e.line().saturating_sub(1)),
    })?;
    Ok((key, list.into()))
}

/// The rows that were taken out, and what stands among them and is none.
type RemovedRead = (Vec<Arc<Removed>>, Vec<Box<str>>);

/// Reads the list of the rows that were taken out.
fn removed(text: &str, list: &str) -> Result<RemovedRead, Damage> {
    strictly(list, 2).map_err(|e| Damage {
        flaw: flaw_of(&e, Flaw::Shape),
        place: Place::line(line_of(text, list) + e.line().saturating_sub(1)),
    })?;
    let entries: Vec<&RawValue> = serde_json::from_str(list)
        .map_err(|e| Damage { flaw: flaw_of(&e, Flaw::Shape), place: Place::line(line_of(text, list)) })?;
    let (mut known, mut kept) = (Vec::new(), Vec::new());
    for entry in entries {
        match removed_from(entry.get()) {
            Some(removed) => known.push(Arc::new(removed)),
            None => kept.push(entry.get().into()),
        }
    }
    Ok((known, kept))
}

fn conflict(text: &str, raw: &str) -> Result<Conflict, Damage> {
    let damage = |flaw| Damage { flaw, place: Place::line(line_of(text, raw)) };
    match strictly(raw, 2).map_err(|e| damage(flaw_of(&e, Flaw::Shape)))? {
        Value::Object(object) => conflict_from(object).ok_or_else(|| damage(Flaw::Shape)),
        _ => Err(damage(Flaw::Shape)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Edit;
    use crate::sheet;
    use crate::sheet::{Prose, Row};
    use crate::store::format::write;
    use proptest::prelude::*;

    sheet! {
        /// A part in stock.
        StockPart in "parts" = "备件" / "Parts";
        name: ecow::EcoString = "名称" / "Name",
        count: Option<u32> = "数量" / "Count",
    }

    sheet! {
        /// A remark.
        Remark in "remarks" = "备注" / "Remarks";
        text: Prose = "文字" / "Text",
    }

    const REGISTRY: &[&SheetDef] = &[StockPart::DEF, Remark::DEF];

    fn text(parts: u64, remarks: u64) -> String {
        let mut project = Project::empty(Id::new(7), REGISTRY);
        let id = |n: u64| Id::new(n.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        for n in 1..=parts {
            let name = ["", "螺栓", "a [list]", "a \"quote\"\n]"][n as usize % 4].into();
            project
                .apply(Edit::append(StockPart { name, count: Some(n as u32), ..StockPart::with_id(id(n)) }))
                .unwrap();
        }
        for n in 1..=remarks {
            let text = Prose("说了什么".into());
            project.apply(Edit::append(Remark { text, ..Remark::with_id(id(1000 + n)) })).unwrap();
        }
        String::from_utf8(write(&project, 3).unwrap()).unwrap()
    }

    /// Reads a text by its lines; none if that is declined.
    fn own(text: &str) -> Option<Opened> {
        assemble(text, by_lines(text, REGISTRY)?, REGISTRY).ok()
    }

    /// Checks that what is read by lines is what the parser reads; false if it is declined.
    fn agrees(text: &str) -> Result<bool, TestCaseError> {
        let Some(own) = own(text) else { return Ok(false) };
        let parsed = by_parser(text).and_then(|parts| assemble(text, parts, REGISTRY));
        prop_assert!(parsed.is_ok(), "accepted, though it is not sound:\n{}", text);
        let parsed = parsed.unwrap();
        prop_assert_eq!(own.read_only, parsed.read_only);
        prop_assert_eq!(write(&own.project, own.rev), write(&parsed.project, parsed.rev));
        Ok(true)
    }

    #[test]
    fn lines_are_read_as_the_parser_reads_them() {
        // The last is large enough for two threads.
        for (parts, remarks) in [(0, 0), (1, 0), (0, 3), (9, 5), (60, 0), (6_000, 3_000)] {
            let text = text(parts, remarks);
            assert!(agrees(&text).unwrap(), "{parts} parts, {remarks} remarks");
        }
    }

    #[test]
    fn other_layouts_are_declined() {
        let whole = text(3, 2);
        for (from, to) in [
            ("\"remarks\"", "\"parts\""),
            ("]\n}}\n", "],\n}}\n"),
            ("]\n}}\n", "]\n}}\n\n"),
            ("]\n}}\n", "]\n}}"),
            ("]\n}}\n", "]\n},\n\"conflicts\":[\n]}"),
            ("\"count\":3}\n", "\"count\":3},\n"),
            ("\"count\":2},\n", "\"count\":2}\n"),
            ("{\"format\"", "\u{feff}{\"format\""),
            ("\n", "\r\n"),
            ("\"count\":2", "\"count\":-2"),
        ] {
            assert!(whole.contains(from), "{from}");
            assert!(own(&whole.replace(from, to)).is_none(), "{from} as {to}");
        }
        for (from, to) in [
            ("\"remarks\"", "\"wishes\""),
            ("]\n}}\n", "]\n},\n\"conflicts\":[\n]}\n"),
            ("\"count\":3", "\"x\":[{}]"),
        ] {
            assert!(agrees(&whole.replace(from, to)).unwrap(), "{from} as {to}");
        }
    }

    #[test]
    fn two_rows_of_one_id_lock_the_project() {
        let text = text(3, 0);
        let ids: Vec<&str> =
            text.match_indices("{\"id\":\"").map(|(at, _)| text.get(at + 7..at + 19).unwrap()).collect();
        let opened = own(&text.replacen(ids[1], ids[0], 1)).unwrap();
        assert!(matches!(opened.read_only, Some(ReadOnly::DuplicateId { row: 2, .. })));
    }

    proptest! {
        #[test]
        fn nothing_is_accepted_that_the_parser_reads_otherwise(
            cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..30, 0_usize..9), 1..3),
        ) {
            let mut text = text(5, 3);
            for (at, len, piece) in cuts {
                let piece = ["", ",", "\n", "]", "},", "\"parts\":[", "{}", " ", "\n]"][piece];
                let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
                let from = at.index(places.len());
                let to = (from + len).min(places.len() - 1);
                text.replace_range(places[from]..places[to], piece);
            }
            agrees(&text)?;
        }
    }
}
