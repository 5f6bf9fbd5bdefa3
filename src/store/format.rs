//! The file: one JSON object, one row a line, so that a diff reads well and reading needs to look
//! for nothing but line breaks. It knows bytes and projects; it opens no file.
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
//! Empty sheets are written too. What is unknown here, keys of the header and whole sheets, is written
//! back as it came; a version above ours stays too.

mod laid;
mod read;
mod stream;
#[cfg(test)]
mod things;

pub use laid::{Before, Laid};
pub use read::{Opened, head, read};
pub use stream::read_stream;

use super::damage::Place;
use super::{ROOMY, SMALL};
use crate::project::{Conflict, Project};
use crate::say;
use crate::sheet::{AnySheet, Cell, Id, Kind, SheetDef, TEXT_LIMIT};
use crate::text::Phrase;
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

/// The version of the format that this program writes.
pub const VERSION: u64 = 1;
/// The largest file, in bytes.
pub const FILE_LIMIT: usize = 64 << 20;
/// From so many rows on a file is a large one.
const MANY: usize = 4_000;
/// A file is handed over in pieces of at least this size.
const PIECE: usize = 256 << 10;
/// The keys of the header that this version knows; all others are kept.
const HEADER: [&str; 7] = ["format", "version", "min_writer", "id", "rev", "sheets", "conflicts"];

/// Why a project cannot be written: the file could not be read back.
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
    /// Somebody else wrote into the file while it was being read.
    #[error("write-touched")]
    Touched,
}

impl Unwritable {
    /// What is wrong, where, and what to do.
    pub fn phrase(&self) -> Phrase {
        match self {
            Unwritable::NotANumber(place) => {
                let Phrase { zh, en } = place.phrase();
                say!("{zh}：不是有限的数字，请改正", "{en}: not a finite number, correct it")
            }
            Unwritable::LongText(place) => {
                let Phrase { zh, en } = place.phrase();
                say!("{zh}：文字超过 64 KiB，请缩短", "{en}: the text is over 64 KiB, shorten it")
            }
            Unwritable::TooLarge => say!(
                "项目超过 64 MiB 的上限，请拆成几个项目",
                "the project is over the limit of 64 MiB: split it"
            ),
            Unwritable::Touched => say!(
                "保存时有别的程序正在改写这个文件，会再试一次",
                "another program was writing into the file at the same moment; it will be tried again"
            ),
        }
    }
}

/// The bytes of the file.
pub fn write(project: &Project, rev: u64) -> Result<Vec<u8>, Unwritable> {
    let rows: usize = project.sheets().map(|sheet| sheet.len()).sum();
    let mut bytes = Vec::with_capacity(if rows > MANY { ROOMY } else { SMALL });
    write_to(project, rev, None, &mut |piece| {
        bytes.extend_from_slice(piece);
        Ok::<(), Unwritable>(())
    })?;
    Ok(bytes)
}

/// Hands the file over piece by piece, so that it never stands in memory as a whole. What has not changed since a file
/// before is taken from there.
pub fn write_to<E: From<Unwritable>>(
    project: &Project,
    rev: u64,
    mut before: Option<Before<'_, E>>,
    put: &mut dyn FnMut(&[u8]) -> Result<(), E>,
) -> Result<Laid, E> {
    let mut laid = Laid::default();
    let mut out = Pieces { text: String::with_capacity(PIECE + SMALL), before: 0, put };
    write_header(&mut out.text, project, rev);
    out.text.push_str("\"sheets\":{");
    let mut comma = "\n";
    // An empty sheet is written too: one that lacks is of a version that did not have it.
    for sheet in project.sheets() {
        out.text.push_str(comma);
        laid.0.push((sheet.def().key, write_sheet(&mut out, &**sheet, before.as_mut())?));
        comma = ",\n";
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
    out.flush()?;
    Ok(laid)
}

/// Text on its way, and how much has gone before it.
struct Pieces<'a, E> {
    text: String,
    before: usize,
    put: &'a mut dyn FnMut(&[u8]) -> Result<(), E>,
}

impl<E: From<Unwritable>> Pieces<'_, E> {
    fn flush(&mut self) -> Result<(), E> {
        self.before += self.text.len();
        if self.before > FILE_LIMIT {
            return Err(Unwritable::TooLarge.into());
        }
        (self.put)(self.text.as_bytes())?;
        self.text.clear();
        Ok(())
    }

    /// How much there is so far.
    fn len(&self) -> u64 {
        (self.before + self.text.len()) as u64
    }

    /// Hands over what stands in a file already.
    fn take_over(&mut self, piece: &[u8]) -> Result<(), E> {
        self.flush()?;
        self.before += piece.len();
        if self.before > FILE_LIMIT {
            return Err(Unwritable::TooLarge.into());
        }
        (self.put)(piece)
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

/// Writes a sheet; gives where its rows stand.
fn write_sheet<E: From<Unwritable>>(
    out: &mut Pieces<'_, E>,
    sheet: &dyn AnySheet,
    mut before: Option<&mut Before<'_, E>>,
) -> Result<Range<u64>, E> {
    let def = sheet.def();
    let _ok = writeln!(out.text, "\"{}\":[", def.key);
    let start = out.len();
    let mut kept = before.as_deref().and_then(|before| before.kept(sheet));
    if let (Some(kept), Some(before)) = (&mut kept, &mut before) {
        kept.pass_first(out, before.read)?;
    }
    let (first, last) = kept.as_ref().map_or((0, 0), |kept| (kept.first, kept.last));
    write_rows(out, sheet, first..sheet.len() - last)?;
    if let (Some(kept), Some(before)) = (&mut kept, &mut before) {
        kept.pass_last(out, before.read)?;
    }
    let end = out.len();
    out.text.push(']');
    Ok(start..end)
}

fn write_rows<E: From<Unwritable>>(
    out: &mut Pieces<'_, E>,
    sheet: &dyn AnySheet,
    rows: Range<usize>,
) -> Result<(), E> {
    let def = sheet.def();
    let numbers: Vec<usize> = columns(def, |kind| kind == Kind::Number).collect();
    for (at, row) in rows.filter_map(|at| Some((at, sheet.row(at)?))) {
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
        if out.text.len() > PIECE {
            out.flush()?;
        }
    }
    Ok(())
}

fn columns(def: &'static SheetDef, wanted: impl Fn(Kind) -> bool) -> impl Iterator<Item = usize> {
    def.columns.iter().enumerate().filter(move |(_, c)| wanted(c.kind)).map(|(at, _)| at)
}

fn conflict_json(conflict: &Conflict) -> Value {
    let Conflict { sheet, row, field, base, mine, theirs } = conflict;
    json!({"sheet": sheet, "row": row, "field": field, "base": base, "mine": mine, "theirs": theirs})
}

/// A conflict from its object; `None` if a part is missing or of the wrong kind.
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
    })
}

/// A cell whose link leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dangling {
    /// The sheet of the cell.
    pub sheet: &'static SheetDef,
    /// The row of the cell.
    pub row: Id,
    /// The column of the cell.
    pub column: usize,
    /// The row that is not there.
    pub to: Id,
}

/// All links that lead nowhere: that is allowed, and worth a word.
pub fn dangling(project: &Project) -> Vec<Dangling> {
    let mut found = Vec::new();
    for sheet in project.sheets() {
        let def = sheet.def();
        for (column, target) in def.columns.iter().enumerate().filter_map(|(at, c)| match c.kind {
            Kind::Link(target) => Some((at, target)),
            _ => None,
        }) {
            let there: HashSet<Id> = project.sheet(target).map(ids).into_iter().flatten().collect();
            for row in (0..sheet.len()).filter_map(|at| sheet.row(at)) {
                if let Cell::Link(to) = row.get(column)
                    && !there.contains(&to)
                {
                    found.push(Dangling { sheet: def, row: row.id(), column, to });
                }
            }
        }
    }
    found
}

fn ids(sheet: &dyn AnySheet) -> impl Iterator<Item = Id> {
    (0..sheet.len()).filter_map(|at| sheet.row(at)).map(crate::sheet::AnyRow::id)
}

/// The first row that has the id of one above it: its sheet and its place, from 0.
pub fn twin(project: &Project) -> Option<(&'static SheetDef, usize)> {
    project.sheets().find_map(|sheet| {
        let at = twin_of(&ids(&**sheet).collect::<Vec<Id>>())?;
        Some((sheet.def(), at))
    })
}

/// The place of the first id that is the same as one before it.
fn twin_of(ids: &[Id]) -> Option<usize> {
    let mut sorted = doubtful(ids);
    sorted.sort_unstable();
    if sorted.windows(2).all(|pair| pair[0] != pair[1]) {
        return None;
    }
    let mut seen = HashSet::new();
    ids.iter().position(|id| !seen.insert(*id))
}

/// The ids that may be there twice: all that are, and a few that only look alike at a glance.
fn doubtful(ids: &[Id]) -> Vec<Id> {
    let words = (ids.len() / 4).next_power_of_two();
    let (mut once, mut again) = (vec![0_u64; words], vec![0_u64; words]);
    // The odd number spreads what differs to the top.
    let place = |id: &Id| {
        let spread = id.bits().wrapping_mul(0x9e37_79b9_7f4a_7c15);
        ((spread >> 20) as usize % words, 1_u64 << (spread >> 58))
    };
    for id in ids {
        let (word, bit) = place(id);
        again[word] |= once[word] & bit;
        once[word] |= bit;
    }
    let marked = |id: &&Id| {
        let (word, bit) = place(id);
        again[word] & bit != 0
    };
    ids.iter().filter(marked).copied().collect()
}

/// The project with twins parted: an equal one goes, a different one gets an id of its own, and links
/// keep meaning the first.
pub fn part_twins(project: &Project, mut fresh: impl FnMut() -> Id) -> Project {
    let mut parted = project.clone();
    for sheet in project.sheets() {
        let (def, mut seen, mut changed) = (sheet.def(), HashMap::new(), false);
        let mut rows = Vec::with_capacity(sheet.len());
        for row in (0..sheet.len()).filter_map(|at| sheet.share(at)) {
            match seen.get(&row.id()) {
                None => {
                    seen.insert(row.id(), Arc::clone(&row));
                    rows.push(row);
                }
                Some(first) => {
                    changed = true;
                    if !def.equal(&**first, &*row) {
                        rows.extend(renamed(def, &row.json(), fresh()));
                    }
                }
            }
        }
        if changed && let Some(sheet) = def.gather(rows) {
            parted.put_sheet(sheet);
        }
    }
    parted
}

fn renamed(def: &'static SheetDef, json: &str, id: Id) -> Option<Arc<dyn crate::sheet::AnyRow>> {
    let mut object: Map<String, Value> = serde_json::from_str(json).ok()?;
    object.insert("id".to_owned(), Value::from(id.to_string()));
    def.read(&[&Value::Object(object).to_string()]).ok()?.share(0)
}
