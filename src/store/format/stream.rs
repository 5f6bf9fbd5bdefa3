//! Reads a large file of our own layout while it comes from the disk. Two threads take turns at reading the
//! next block and, while the other reads, make rows of theirs; so the file never stands in memory as a
//! whole, and next to nothing but the reading itself has to wait for its turn. Whatever is out of the ordinary is
//! given up here and left to the thorough way, which has the last word: it alone says what is wrong and where.

use super::read::{Opened, Pieces, assemble, header_line};
use super::{FILE_LIMIT, twin_of};
use crate::sheet::{Id, Part, SheetDef};
use crate::store::ReadOnly;
use crate::store::print::{Print, Taking};
use memchr::{memchr, memmem};
use std::hint::black_box;
use std::io::{ErrorKind, Read};
use std::sync::{Mutex, PoisonError};

/// So much is read at a time.
const BLOCK: usize = 128 << 10;

/// The most that the heap keeps for later when it is given back.
const ROOM: usize = 120 << 10;

/// What stands between the rows.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Inside {
    /// Before the list of sheets.
    Top,
    /// Between two sheets, of which another must follow if a comma stood there.
    Sheets { more: bool },
    /// Among the rows of a sheet, by its place in the list of those found.
    Rows(usize),
    /// Behind the end.
    End,
}

/// The file, as far as it has been read.
struct Source<'a, R> {
    file: R,
    registry: &'a [&'static SheetDef],
    /// How much is read at a time.
    block: usize,
    print: Taking,
    /// Bytes of the line that the last block ended in.
    tail: Vec<u8>,
    /// Room for a block; whole lines stand in it up to `end`, and have been looked at up to `at`.
    lines: Vec<u8>,
    at: usize,
    end: usize,
    inside: Inside,
    header: String,
    sheets: Vec<&'static SheetDef>,
    /// How many pieces of rows were handed out.
    pieces: usize,
}

/// Rows of one sheet that follow each other, with where they belong.
struct Segment {
    sheet: usize,
    def: &'static SheetDef,
    number: usize,
    /// The lines, and room behind them.
    rows: Vec<u8>,
    len: usize,
}

/// What comes next in a file.
enum Next {
    Rows(Segment),
    End,
}

/// Rows made of a segment.
struct Made {
    sheet: usize,
    number: usize,
    part: Part,
}

impl<R: Read> Source<'_, R> {
    /// Reads the next block and cuts it behind its last line; `Some(false)` at the end of the file.
    fn read_on(&mut self) -> Option<bool> {
        let had = self.tail.len();
        let full = had + self.block;
        if self.lines.len() < full {
            self.lines.resize(full, 0);
        }
        self.lines[..had].copy_from_slice(&self.tail);
        self.tail.clear();
        let mut end = had;
        while end < full {
            match self.file.read(&mut self.lines[end..full]) {
                Ok(0) => break,
                Ok(more) => end += more,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return None,
            }
        }
        self.print.add(&self.lines[had..end]);
        (self.at, self.end) = (0, 0);
        if end == had {
            return (had == 0).then_some(false);
        }
        let bytes = &self.lines[..end];
        self.end = bytes.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        self.tail.extend_from_slice(&bytes[self.end..]);
        Some(true)
    }

    fn rest(&self) -> &[u8] {
        self.lines.get(self.at..self.end).unwrap_or_default()
    }

    /// The next rows, put into `rows`; `None` gives up.
    fn next(&mut self, mut rows: Vec<u8>) -> Option<Next> {
        loop {
            if self.rest().is_empty() {
                if !self.read_on()? {
                    return (self.inside == Inside::End).then_some(Next::End);
                }
                continue;
            }
            if let Inside::Rows(sheet) = self.inside {
                let rest = self.rest();
                let len = end_of_rows(rest);
                if len > 0 {
                    let def = *self.sheets.get(sheet)?;
                    if len == self.end {
                        // The whole block is rows, as nearly all are of what is large: it changes hands.
                        std::mem::swap(&mut rows, &mut self.lines);
                    } else {
                        rows.clear();
                        rows.extend_from_slice(rest.get(..len)?);
                    }
                    self.at += len;
                    self.pieces += 1;
                    return Some(Next::Rows(Segment { sheet, def, number: self.pieces, rows, len }));
                }
            }
            let rest = self.rest();
            let line = rest.get(..memchr(b'\n', rest)?)?;
            let line = std::str::from_utf8(line).ok()?.to_owned();
            self.at += line.len() + 1;
            self.inside = self.between(line)?;
        }
    }

    /// What a line that is no row leads into.
    fn between(&mut self, line: String) -> Option<Inside> {
        match (self.inside, line.as_str()) {
            (Inside::Top, "\"sheets\":{") if !self.header.is_empty() => Some(Inside::Sheets { more: true }),
            (Inside::Top, _) if self.header.is_empty() => {
                self.header = line;
                Some(Inside::Top)
            }
            (Inside::Rows(_), "]") => Some(Inside::Sheets { more: false }),
            (Inside::Rows(_), "],") => Some(Inside::Sheets { more: true }),
            (Inside::Sheets { more: false }, "}}") => Some(Inside::End),
            (Inside::Sheets { .. }, "}}") if self.sheets.is_empty() => Some(Inside::End),
            (Inside::Sheets { more: true }, _) => {
                let key = line.strip_prefix('"')?.strip_suffix("\":[")?;
                let def = self.registry.iter().find(|def| def.key == key)?;
                if self.sheets.contains(def) {
                    return None;
                }
                self.sheets.push(def);
                Some(Inside::Rows(self.sheets.len() - 1))
            }
            _ => None,
        }
    }
}

/// Where the rows end: behind the last line, or where a line begins that closes their list.
fn end_of_rows(lines: &[u8]) -> usize {
    if lines.starts_with(b"]") {
        return 0;
    }
    memmem::find(lines, b"\n]").map_or(lines.len(), |at| at + 1)
}

/// Reads a whole file; `None` leaves it to the thorough way.
pub fn read_stream(file: impl Read + Send, registry: &[&'static SheetDef]) -> Option<(Opened, Print)> {
    read_blocks(file, registry, BLOCK)
}

fn read_blocks(
    file: impl Read + Send,
    registry: &[&'static SheetDef],
    block: usize,
) -> Option<(Opened, Print)> {
    let source = Mutex::new(Some(Source {
        // One that grows meanwhile is not read for ever.
        file: file.take(FILE_LIMIT as u64 + 1),
        registry,
        print: Taking::default(),
        tail: Vec::new(),
        lines: Vec::new(),
        block,
        at: 0,
        end: 0,
        inside: Inside::Top,
        header: String::new(),
        sheets: Vec::new(),
        pieces: 0,
    }));
    let (front, back) = std::thread::scope(|scope| {
        let second = scope.spawn(|| make_rows(&source));
        let front = make_rows(&source);
        (front, second.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let mut made = front?;
    made.append(&mut back?);
    made.sort_unstable_by_key(|made| made.number);
    put_together(&source.into_inner().unwrap_or_else(PoisonError::into_inner)?, made)
}

/// Makes rows of one segment after the other until there are no more. Whoever gives up takes the source
/// away, so that the other stops as well.
fn make_rows<R: Read>(source: &Mutex<Option<Source<'_, R>>>) -> Option<Vec<Made>> {
    let (mut made, mut room) = (Vec::new(), Vec::new());
    loop {
        let next = {
            let mut source = source.lock().unwrap_or_else(PoisonError::into_inner);
            let next = source.as_mut()?.next(room);
            if next.is_none() {
                *source = None;
            }
            next?
        };
        let Next::Rows(Segment { sheet, def, number, rows, len }) = next else { return Some(made) };
        make_room(len);
        let text = rows.get(..len).and_then(|lines| simdutf8::basic::from_utf8(lines).ok());
        let Some(part) = text.and_then(|lines| def.read_part(lines)) else {
            *source.lock().unwrap_or_else(PoisonError::into_inner) = None;
            return None;
        };
        made.push(Made { sheet, number, part });
        room = rows;
    }
}

/// Asks for about as much room as the rows of so much text take, and gives it back. The heap of a second thread
/// grows page by page otherwise, and for every page the other thread has to wait.
fn make_room(len: usize) {
    drop(black_box(Vec::<u8>::with_capacity(len.min(ROOM))));
}

fn put_together<R>(source: &Source<'_, R>, made: Vec<Made>) -> Option<(Opened, Print)> {
    let pieces = Pieces { header: header_line(&source.header)?, sheets: Vec::new(), conflicts: Vec::new() };
    if ["sheets", "conflicts"].iter().any(|key| pieces.header.contains_key(*key)) {
        return None;
    }
    let mut opened = assemble("", pieces, source.registry).ok()?;
    let mut parts: Vec<Vec<Part>> = source.sheets.iter().map(|_| Vec::new()).collect();
    for Made { sheet, part, .. } in made {
        parts.get_mut(sheet)?.push(part);
    }
    for (def, mut parts) in source.sheets.iter().copied().zip(parts) {
        let ids: Vec<Id> = parts.iter_mut().flat_map(Part::take_ids).collect();
        opened.project.put_sheet(def.join(parts)?);
        if opened.read_only.is_none() {
            opened.read_only = twin_of(&ids).map(|at| ReadOnly::Twins { sheet: def, row: at + 1 });
        }
    }
    Some((opened, source.print.done()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{Edit, Project};
    use crate::sheet::{Id, Prose, Row};
    use crate::store::format::things::{REGISTRY, Thing, Word};
    use crate::store::format::{read, write};
    use proptest::prelude::*;

    fn text(things: u64, words: u64) -> String {
        let mut project = Project::empty(Id::new(7), REGISTRY);
        let id = |n: u64| Id::new(n.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        for n in 1..=things {
            let name = ["", "螺栓", "a [list]", "a \"quote\"\n]"][n as usize % 4].into();
            let thing = Thing { name, count: Some(n as u32), ..Thing::with_id(id(n)) };
            project.apply(Edit::append(thing)).unwrap();
        }
        for n in 1..=words {
            let word = Word { text: Prose("说了什么".into()), ..Word::with_id(id(1000 + n)) };
            project.apply(Edit::append(word)).unwrap();
        }
        String::from_utf8(write(&project, 3).unwrap()).unwrap()
    }

    /// As the thorough way has it, or given up.
    fn agrees(text: &str, block: usize) -> Result<bool, TestCaseError> {
        let Some((seen, print)) = read_blocks(text.as_bytes(), REGISTRY, block) else { return Ok(false) };
        let thorough = read(text.as_bytes(), REGISTRY);
        prop_assert!(thorough.is_ok(), "taken, though it is not sound:\n{}", text);
        let thorough = thorough.unwrap();
        prop_assert_eq!(seen.read_only, thorough.read_only);
        prop_assert_eq!(write(&seen.project, seen.rev), write(&thorough.project, thorough.rev));
        prop_assert_eq!(print, Print::of(text.as_bytes()));
        Ok(true)
    }

    #[test]
    fn blocks_of_any_size_give_the_same() {
        for (things, words) in [(0, 0), (1, 0), (0, 3), (9, 5), (60, 0)] {
            let text = text(things, words);
            for block in (1..90).chain([4096]) {
                assert!(agrees(&text, block).unwrap(), "{block}:\n{text}");
            }
        }
    }

    #[test]
    fn what_is_out_of_the_ordinary_is_given_up() {
        let whole = text(3, 2);
        for (from, to) in [
            ("\"words\"", "\"wishes\""),
            ("\"words\"", "\"things\""),
            ("]\n}}\n", "]\n},\n\"conflicts\":[\n]}\n"),
            ("]\n}}\n", "],\n}}\n"),
            ("]\n}}\n", "]\n}}\n\n"),
            ("]\n}}\n", "]\n}}"),
            ("\"count\":3}\n", "\"count\":3},\n"),
            ("\"count\":2},\n", "\"count\":2}\n"),
            ("{\"format\"", "\u{feff}{\"format\""),
            ("\n", "\r\n"),
            ("\"count\":2", "\"count\":-2"),
        ] {
            assert!(whole.contains(from), "{from}");
            let text = whole.replace(from, to);
            for block in [20, 4096] {
                assert!(read_blocks(text.as_bytes(), REGISTRY, block).is_none(), "{from} as {to}");
            }
        }
    }

    #[test]
    fn two_rows_of_one_id_lock_the_project() {
        let twins = text(3, 0);
        let ids: Vec<&str> =
            twins.match_indices("{\"id\":\"").map(|(at, _)| twins.get(at + 7..at + 19).unwrap()).collect();
        let twins = twins.replacen(ids[1], ids[0], 1);
        let (opened, _) = read_blocks(twins.as_bytes(), REGISTRY, 40).unwrap();
        assert!(matches!(opened.read_only, Some(ReadOnly::Twins { row: 2, .. })));
    }

    proptest! {
        #[test]
        fn nothing_is_taken_that_the_thorough_way_reads_otherwise(
            block in 1_usize..200,
            cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..30, 0_usize..9), 1..3),
        ) {
            let mut text = text(5, 3);
            for (at, len, piece) in cuts {
                let piece = ["", ",", "\n", "]", "},", "\"things\":[", "{}", " ", "\n]"][piece];
                let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
                let from = at.index(places.len());
                let to = (from + len).min(places.len() - 1);
                text.replace_range(places[from]..places[to], piece);
            }
            agrees(&text, block)?;
        }
    }
}
