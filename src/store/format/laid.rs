//! Where the rows stand in a file that was just written, so that the next one can take over those that have not
//! changed as they stand, instead of making the same text again. It opens no file: it is told how to read.

use super::{PIECE, Pieces, Unwritable};
use crate::project::Project;
use crate::sheet::{AnyRow, AnySheet};
use memchr::memchr_iter;
use std::ops::Range;

/// Where the rows of each sheet stand in a file.
#[derive(Debug, Default)]
pub struct Laid(pub(super) Vec<(&'static str, Range<u64>)>);

/// Fills a buffer with what stands in a file from a place on.
pub type ReadPart<'a, E> = dyn FnMut(u64, &mut [u8]) -> Result<(), E> + 'a;

/// The file before: what is in it, where, and how to read all of so many bytes from a place on.
pub struct Before<'a, E> {
    /// The project in the file.
    pub project: &'a Project,
    /// Where its rows stand.
    pub laid: &'a Laid,
    /// A sheet of fewer bytes is made anew: that costs less than to read it.
    pub least: u64,
    /// Reads it.
    pub read: &'a mut ReadPart<'a, E>,
}

/// The rows of a sheet that stand in the file before as they are now.
pub(super) struct Kept<'a> {
    sheet: &'a dyn AnySheet,
    /// The rest of their lines.
    lines: Range<u64>,
    /// So many rows from the first on.
    pub(super) first: usize,
    /// So many up to the last.
    pub(super) last: usize,
}

impl<'a, E> Before<'a, E> {
    /// What of a sheet is as it was.
    pub(super) fn kept(&self, sheet: &dyn AnySheet) -> Option<Kept<'a>> {
        let key = sheet.def().key;
        let old = self.project.sheet(key)?;
        let (_, lines) = self.laid.0.iter().find(|(known, _)| *known == key)?;
        if lines.end - lines.start < self.least {
            return None;
        }
        let (now, then) = (sheet.len(), old.len());
        // Behind the last row of a list stands no comma, so it is taken over only as the last one.
        let most = now.min(then).checked_sub(1)?;
        if std::ptr::addr_eq(sheet, old) {
            return Some(Kept { sheet: old, lines: lines.clone(), first: most, last: 1 });
        }
        let first = (0..most).take_while(|at| sheet.same_row(*at, old, *at)).count();
        let same_behind = |back: &usize| sheet.same_row(now - back, old, then - back);
        let last = (1..=now.min(then) - first).take_while(same_behind).count();
        Some(Kept { sheet: old, lines: lines.clone(), first, last })
    }
}

impl Kept<'_> {
    /// Hands over the lines of the first rows.
    pub(super) fn pass_first<E: From<Unwritable>>(
        &mut self,
        out: &mut Pieces<'_, E>,
        read: &mut ReadPart<'_, E>,
    ) -> Result<(), E> {
        self.pass(self.first, 0, Some(out), read)
    }

    /// Hands over the lines of the last rows, behind those that have changed.
    pub(super) fn pass_last<E: From<Unwritable>>(
        &mut self,
        out: &mut Pieces<'_, E>,
        read: &mut ReadPart<'_, E>,
    ) -> Result<(), E> {
        let from = self.sheet.len() - self.last;
        self.pass(from - self.first, self.first, None, read)?;
        self.pass(self.last, from, Some(out), read)
    }

    /// Goes over so many lines, of which the first is that of the row at `from`, and hands them over if there is
    /// somebody to take them.
    fn pass<E: From<Unwritable>>(
        &mut self,
        count: usize,
        from: usize,
        mut out: Option<&mut Pieces<'_, E>>,
        read: &mut ReadPart<'_, E>,
    ) -> Result<(), E> {
        let mut buffer = Vec::new();
        let mut left = count;
        while left > 0 {
            let len = (self.lines.end - self.lines.start).min(PIECE as u64) as usize;
            buffer.resize(len, 0);
            read(self.lines.start, &mut buffer)?;
            let (mut breaks, mut end) = (0, 0);
            for at in memchr_iter(b'\n', &buffer).take(left) {
                (breaks, end) = (breaks + 1, at + 1);
            }
            // Somebody who keeps no lock may have written into the file at this very moment.
            let begins = left < count || self.sheet.row(from).is_some_and(|row| is_of(&buffer, row));
            if !begins || breaks == 0 {
                return Err(Unwritable::Touched.into());
            }
            left -= breaks;
            if let Some(out) = out.as_deref_mut() {
                out.take_over(&buffer[..end])?;
            }
            self.lines.start += end as u64;
        }
        Ok(())
    }
}

/// Whether a line is that of a row.
fn is_of(line: &[u8], row: &dyn AnyRow) -> bool {
    line.strip_prefix(b"{\"id\":\"").is_some_and(|rest| rest.starts_with(row.id().to_string().as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Edit;
    use crate::sheet::{Cell, Id, Row};
    use crate::store::format::things::{REGISTRY, Thing, Word};
    use crate::store::format::{write, write_to};
    use proptest::prelude::*;

    fn thing(n: u64) -> Thing {
        // Longer than a piece, some of them, so that lines are cut.
        let name = ["", "螺栓", "a \"quote\"\n]", "]"][n as usize % 4].repeat(1 + n as usize % 7);
        Thing { name: name.into(), count: Some(n as u32), ..Thing::with_id(Id::new(n)) }
    }

    fn project(things: u64, words: u64) -> Project {
        let mut project = Project::empty(Id::new(7), REGISTRY);
        for n in 1..=things {
            project.apply(Edit::append(thing(n))).unwrap();
        }
        for n in 1..=words {
            project.apply(Edit::append(Word::with_id(Id::new(1_000 + n)))).unwrap();
        }
        project
    }

    /// The file of a project that follows another, with what is kept taken from the file before.
    fn following(old: &Project, old_file: &[u8], new: &Project) -> Result<Vec<u8>, Unwritable> {
        let mut nothing = |_: &[u8]| Ok::<(), Unwritable>(());
        let laid = write_to(old, 1, None, &mut nothing)?;
        let mut read = |at: u64, buffer: &mut [u8]| {
            buffer.copy_from_slice(&old_file[at as usize..at as usize + buffer.len()]);
            Ok::<(), Unwritable>(())
        };
        let mut bytes = Vec::new();
        let before = Before { project: old, laid: &laid, least: 0, read: &mut read };
        write_to(new, 2, Some(before), &mut |piece: &[u8]| {
            bytes.extend_from_slice(piece);
            Ok::<(), Unwritable>(())
        })?;
        Ok(bytes)
    }

    #[test]
    fn a_large_file_follows_itself() {
        let old = project(30_000, 2);
        let file = write(&old, 1).unwrap();
        assert!(file.len() > 4 * PIECE);
        let mut new = old.clone();
        for row in [1, 2, 9_000, 30_000] {
            new.apply(Edit::set::<Thing>(Id::new(row), "count", Cell::Count(5))).unwrap();
        }
        assert!(following(&old, &file, &new).unwrap() == write(&new, 2).unwrap());
        assert!(following(&old, &file, &old).unwrap() == write(&old, 2).unwrap());
    }

    #[test]
    fn what_somebody_else_has_written_over_is_not_taken_over() {
        let old = project(40, 2);
        let file = write(&old, 1).unwrap();
        let mut new = old.clone();
        new.apply(Edit::set::<Thing>(Id::new(20), "count", Cell::Count(5))).unwrap();
        for broken in [vec![b' '; file.len()], [&b"\n\n\n"[..], &file].concat(), vec![b'\n'; file.len()]] {
            assert_eq!(following(&old, &broken, &new), Err(Unwritable::Touched));
        }
    }

    proptest! {
        #[test]
        fn a_file_that_follows_another_is_the_one_made_anew(
            things in 0_u64..9,
            words in 0_u64..4,
            edits in prop::collection::vec((0_u8..5, 0_usize..9, 0_usize..9), 0..5),
        ) {
            let old = project(things, words);
            let file = write(&old, 1).unwrap();
            let mut new = old.clone();
            for (n, (what, at, to)) in edits.into_iter().enumerate() {
                let len = new.rows::<Thing>().len();
                let id = new.rows::<Thing>().get(at % len.max(1)).map(|row| row.id);
                let edit = match (what, id) {
                    (0, Some(id)) => Edit::set::<Thing>(id, "count", Cell::Count(100 + n as u32)),
                    (1, Some(row)) => Edit::Remove { sheet: "things", row },
                    (2, Some(row)) => Edit::Move { sheet: "things", row, to },
                    _ => Edit::Insert { at: to, row: std::sync::Arc::new(thing(100 + n as u64)) },
                };
                new.apply(edit).unwrap();
            }
            let made = following(&old, &file, &new).unwrap();
            prop_assert_eq!(String::from_utf8(made).unwrap(), String::from_utf8(write(&new, 2).unwrap()).unwrap());
        }
    }
}
