//! Reads a large file of this program's own layout in chunks, on two threads: a thread takes the next lines while the other
//! makes rows of those before. The file as a whole never lies in memory, whose pages would cost more than the
//! reading. Anything out of the ordinary, sheets of a newer version and conflicts among it, is declined and left to [`read`](super::read()).

use super::own_layout::{Object, header_line};
use super::read::{Opened, Parts, SheetPart, assemble};
use crate::sheet::{AnySheet, SheetDef};
use crate::store::fingerprint::{Fingerprint, FingerprintBuilder};
use memchr::{memchr, memmem, memrchr};
use std::io::Read;
use std::ops::Range;
use std::sync::{Arc, Mutex};

/// Size, in bytes, from which a second thread pays for its start.
pub const LARGE: u64 = 256 << 10;

/// So many bytes are read at once: small enough that both threads end at about the same time.
const CHUNK: usize = 128 << 10;

/// Lines of one sheet.
struct Piece {
    /// Its place among all pieces.
    at: usize,
    /// The place of the sheet in the file.
    sheet: usize,
    def: &'static SheetDef,
    /// Where the lines lie in the buffer.
    lines: Range<usize>,
    /// Whether the sheet ends here.
    to_end: bool,
}

/// Rows that are read: the place of their piece, that of their sheet.
type ReadRows = (usize, usize, Arc<dyn AnySheet>);

/// Where the reading stands.
enum State {
    /// Before the first line.
    Start,
    /// Before a sheet; after a comma one must follow.
    Between { comma: bool },
    /// In the rows of the sheet last begun; ended if none is left.
    Rows { ended: bool },
    /// Behind the last line.
    Done,
}

/// A file that is being read.
struct Source<'a, R> {
    file: R,
    /// How many bytes may still come.
    limit: u64,
    fingerprint: FingerprintBuilder,
    /// What was read beyond the lines given out.
    left: Vec<u8>,
    ended: bool,
    state: State,
    header: Object,
    sheets: Vec<&'static SheetDef>,
    pieces: usize,
    /// So many bytes are read at once.
    chunk: usize,
    registry: &'a [&'static SheetDef],
}

/// Why there is nothing to give out.
enum Nothing {
    /// The file is read to its end.
    End,
    /// It is not as this program writes it, or cannot be read.
    Declined,
}

impl From<std::io::Error> for Nothing {
    fn from(_: std::io::Error) -> Nothing {
        Nothing::Declined
    }
}

impl<R: Read> Source<'_, R> {
    /// Fills the buffer and gives the next lines of rows in it.
    fn next(&mut self, buffer: &mut Vec<u8>) -> Result<Piece, Nothing> {
        buffer.clear();
        buffer.append(&mut self.left);
        let mut from = 0;
        loop {
            match self.state {
                State::Done if self.ended && from == buffer.len() => return Err(Nothing::End),
                State::Done if !self.ended && from == buffer.len() => self.fill(buffer, from + 1)?,
                State::Done => return Err(Nothing::Declined),
                State::Rows { ended: false } => return self.rows(buffer, from),
                _ => {
                    let line = self.line(buffer, from)?;
                    self.structure(buffer.get(line.clone()).ok_or(Nothing::Declined)?)?;
                    from = line.end + 1;
                    if let State::Rows { .. } = self.state {
                        // An empty sheet has no rows to be read, and is there all the same.
                        let end = self.line(buffer, from)?;
                        if buffer.get(end.start) == Some(&b']') {
                            self.state = State::Rows { ended: true };
                            let piece = self.piece(from..from, true)?;
                            self.left.extend_from_slice(buffer.get(from..).unwrap_or_default());
                            return Ok(piece);
                        }
                    }
                }
            }
        }
    }

    /// Takes a line between rows in.
    fn structure(&mut self, line: &[u8]) -> Result<(), Nothing> {
        let line = std::str::from_utf8(line).map_err(|_| Nothing::Declined)?;
        let next = match (&self.state, line) {
            (State::Start, _) if self.header.is_empty() => {
                self.header = header_line(line).ok_or(Nothing::Declined)?;
                let twice = ["sheets", "conflicts"].iter().any(|key| self.header.contains_key(*key));
                if twice || self.header.is_empty() {
                    return Err(Nothing::Declined);
                }
                State::Start
            }
            (State::Start, "\"sheets\":{") | (State::Rows { ended: true }, "],") => {
                State::Between { comma: true }
            }
            (State::Rows { ended: true }, "]") => State::Between { comma: false },
            (State::Between { comma }, "}}") if !comma || self.sheets.is_empty() => State::Done,
            (State::Between { comma: true }, head) => {
                let key = head
                    .strip_prefix('"')
                    .and_then(|key| key.strip_suffix("\":["))
                    .ok_or(Nothing::Declined)?;
                let def = self.registry.iter().find(|def| def.key == key).ok_or(Nothing::Declined)?;
                if self.sheets.contains(def) {
                    return Err(Nothing::Declined);
                }
                self.sheets.push(def);
                State::Rows { ended: false }
            }
            _ => return Err(Nothing::Declined),
        };
        self.state = next;
        Ok(())
    }

    /// Gives the lines of rows from a place of the buffer on, as many as there are of the sheet.
    fn rows(&mut self, buffer: &mut Vec<u8>, from: usize) -> Result<Piece, Nothing> {
        self.fill(buffer, from + self.chunk)?;
        loop {
            let lines = buffer.get(from..).ok_or(Nothing::Declined)?;
            let (end, to_end) = match memmem::find(lines, b"\n]") {
                Some(end) => (from + end + 1, true),
                // Behind the last whole line there is something, so that the sheet is known to go on.
                None => {
                    match memrchr(b'\n', lines).map(|end| from + end + 1).filter(|end| *end < buffer.len()) {
                        Some(end) => (end, false),
                        None if self.ended => return Err(Nothing::Declined),
                        None => {
                            self.fill(buffer, buffer.len() + self.chunk)?;
                            continue;
                        }
                    }
                }
            };
            self.state = State::Rows { ended: to_end };
            self.left.extend_from_slice(buffer.get(end..).unwrap_or_default());
            return self.piece(from..end, to_end);
        }
    }

    fn piece(&mut self, lines: Range<usize>, to_end: bool) -> Result<Piece, Nothing> {
        let sheet = self.sheets.len().checked_sub(1).ok_or(Nothing::Declined)?;
        self.pieces += 1;
        Ok(Piece { at: self.pieces, sheet, def: self.sheets[sheet], lines, to_end })
    }

    /// The line that begins at a place of the buffer, without its break.
    fn line(&mut self, buffer: &mut Vec<u8>, from: usize) -> Result<Range<usize>, Nothing> {
        loop {
            if let Some(end) = buffer.get(from..).and_then(|rest| memchr(b'\n', rest)) {
                return Ok(from..from + end);
            }
            if self.ended {
                return Err(Nothing::Declined);
            }
            self.fill(buffer, buffer.len() + self.chunk)?;
        }
    }

    /// Reads until the buffer holds so many bytes, or the file is at its end.
    fn fill(&mut self, buffer: &mut Vec<u8>, len: usize) -> Result<(), Nothing> {
        let before = buffer.len();
        let wanted = len.saturating_sub(before);
        if self.ended || wanted == 0 {
            return Ok(());
        }
        buffer.resize(len, 0);
        let mut read = 0;
        // Filled as it stands: growing it bit by bit would take several calls for each chunk.
        while read < wanted && !self.ended {
            match self.file.read(buffer.get_mut(before + read..).unwrap_or_default()) {
                Ok(0) => self.ended = true,
                Ok(n) => read += n,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        buffer.truncate(before + read);
        self.limit = self.limit.checked_sub(read as u64).ok_or(Nothing::Declined)?;
        self.fingerprint.add(buffer.get(before..).unwrap_or_default());
        Ok(())
    }
}

/// Reads a file of at most `limit` bytes from its beginning; `None` leaves it to the reader of whole files.
pub fn read_in_chunks(
    file: impl Read + Send,
    limit: u64,
    registry: &[&'static SheetDef],
) -> Option<(Opened, Fingerprint)> {
    read_by(file, limit, registry, CHUNK)
}

fn read_by(
    file: impl Read + Send,
    limit: u64,
    registry: &[&'static SheetDef],
    chunk: usize,
) -> Option<(Opened, Fingerprint)> {
    let source = Mutex::new(Source {
        file,
        limit,
        fingerprint: FingerprintBuilder::default(),
        left: Vec::new(),
        ended: false,
        state: State::Start,
        header: Object::new(),
        sheets: Vec::new(),
        pieces: 0,
        chunk,
        registry,
    });
    let work = || -> Option<Vec<ReadRows>> {
        let (mut buffer, mut done) = (Vec::with_capacity(2 * chunk), Vec::new());
        loop {
            // A thread that has met something odd has left the source in its middle, and so does the other.
            let next = source.lock().ok()?.next(&mut buffer);
            let piece = match next {
                Ok(piece) => piece,
                Err(Nothing::End) => return Some(done),
                Err(Nothing::Declined) => return None,
            };
            let lines = simdutf8::basic::from_utf8(buffer.get(piece.lines)?).ok()?;
            done.push((piece.at, piece.sheet, piece.def.read_lines(lines, piece.to_end)?));
        }
    };
    let (mine, other) = std::thread::scope(|scope| {
        let other = scope.spawn(work);
        (work(), other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let mut read = mine?;
    read.append(&mut other?);
    read.sort_unstable_by_key(|(at, ..)| *at);
    let source = source.into_inner().ok()?;
    let mut read = read.into_iter().peekable();
    let mut sheets = Vec::with_capacity(source.sheets.len());
    for (n, def) in source.sheets.iter().enumerate() {
        let of_sheet = std::iter::from_fn(|| read.next_if(|(_, sheet, _)| *sheet == n));
        let rows = def.join(of_sheet.map(|(.., rows)| rows).collect())?;
        sheets.push(SheetPart { key: def.key.to_owned(), list: "", rows: Some(rows) });
    }
    let opened =
        assemble("", Parts { header: source.header, sheets, conflicts: Vec::new() }, registry).ok()?;
    // What is wrong is said with its line, which only the whole text knows.
    opened.read_only.is_none().then(|| (opened, source.fingerprint.finish()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo;
    use crate::registry::sheets;
    use crate::store::format::{FILE_LIMIT, read, write};
    use crate::text::Lang;
    use chrono::NaiveDate;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static DEMO: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let project = demo::project(Lang::Zh, NaiveDate::from_ymd_opt(2026, 3, 4).unwrap());
        write(&project, 7).unwrap()
    });

    fn chunks(bytes: &[u8], chunk: usize) -> Option<(Opened, Fingerprint)> {
        read_by(bytes, FILE_LIMIT as u64, &sheets(), chunk)
    }

    /// Asserts that what is read in chunks is what is read as a whole.
    fn same(bytes: &[u8], chunk: usize) -> bool {
        let Some((opened, fingerprint)) = chunks(bytes, chunk) else { return false };
        let whole = read(bytes, &sheets()).unwrap();
        assert_eq!(write(&opened.project, opened.rev).unwrap(), write(&whole.project, whole.rev).unwrap());
        assert_eq!((opened.older, opened.read_only.is_some()), (whole.older, whole.read_only.is_some()));
        assert_eq!(fingerprint, Fingerprint::of(bytes));
        true
    }

    #[test]
    fn chunks_of_any_length_give_the_same_project() {
        for chunk in [1, 7, 100, 1_000, 5_000, 1 << 20] {
            assert!(same(&DEMO, chunk), "{chunk}");
        }
        let empty = write(&crate::project::Project::empty(crate::sheet::Id::new(1), &sheets()), 1).unwrap();
        assert!(same(&empty, 64));
    }

    #[test]
    fn what_is_out_of_the_ordinary_is_declined() {
        let text = String::from_utf8(DEMO.clone()).unwrap();
        for (odd, from, to) in [
            ("a sheet unknown here", "\"people\":[", "\"poeple\":["),
            ("a row over two lines", "{\"id\"", "{\n\"id\""),
            ("a row that is cut", "\"name\"", "\"na"),
            ("another head", "\"sheets\":{", "\"sheets\": {"),
        ] {
            let other = text.replacen(from, to, 1);
            assert_ne!(other, text, "{odd}");
            assert!(chunks(other.as_bytes(), 1_000).is_none(), "{odd}");
        }
        assert!(chunks(&DEMO[..DEMO.len() - 10], 1_000).is_none(), "cut off");
        assert!(chunks(format!("{text}\n").as_bytes(), 1_000).is_none(), "something behind");
        assert!(read_by(&DEMO[..], DEMO.len() as u64 - 1, &sheets(), 1_000).is_none(), "over the limit");
    }

    proptest! {
        #[test]
        fn a_changed_byte_is_declined_or_read_alike(at in any::<prop::sample::Index>(), byte in any::<u8>(), chunk in 50_usize..5_000) {
            let mut bytes = DEMO.clone();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            let _read = same(&bytes, chunk);
        }
    }
}
