//! Rows that lines of a block mean by their id or by where they stand, and what tells them apart once all lines are in. Of
//! measurements there is one a day: where several change their days at once none takes the place of another, and two that
//! end on one day are asked about.

use super::draft::Draft;
use super::exported::is_as_exported;
use super::keys::{Entry, Found};
use super::planner::{Instead, Line};
use super::{Choice, Goes, Intake, Mend, Namesakes, Planner};
use crate::project::Edit;
use crate::registry;
use crate::sheet::stamp::Stamp;
use crate::sheet::{AnyRow, Cell, Id};
use std::collections::HashMap;
use std::sync::Arc;

/// What tells a row from others.
type Key = Vec<Cell>;

fn stamps(key: &[Cell]) -> Vec<Stamp> {
    key.iter().map(Stamp::of).collect()
}

/// The rows that lines of the block mean by themselves, with what tells them apart once all is in; none where no line
/// changes that.
#[derive(Default)]
pub(super) struct Moves {
    rows: HashMap<Id, (usize, Key)>,
    /// The rows by where they end, in the order of their lines, so that a line need not look through all of them.
    ends: HashMap<Vec<Stamp>, Vec<Id>>,
}

impl Moves {
    /// Whether a line of the block says what becomes of a row.
    pub fn holds(&self, row: Id) -> bool {
        self.rows.contains_key(&row)
    }
}

/// An edit without the removal of rows of which the block says itself what becomes of them.
pub(super) fn without_removals(moves: &Moves, edit: Edit) -> Edit {
    match edit {
        Edit::Many(mut edits) => {
            edits.retain(|edit| !matches!(edit, Edit::Remove { row, .. } if moves.holds(*row)));
            Edit::Many(edits)
        }
        edit => edit,
    }
}

impl Planner {
    /// Finds the rows that lines mean by themselves, and where they go.
    pub(super) fn find_moves(&self, intake: &Intake) -> Moves {
        let mut moves = Moves::default();
        if self.def.measured_by.is_none() {
            return moves;
        }
        let mut is_any = false;
        for n in intake.first()..intake.lines.len() {
            let Some(row) = self.meant_by(intake, n) else { continue };
            let key = self.key_after(intake, n, &*row);
            is_any |= key != self.key_of(&*row);
            if moves.holds(row.id()) {
                continue;
            }
            moves.ends.entry(stamps(&key)).or_default().push(row.id());
            moves.rows.insert(row.id(), (n, key));
        }
        if is_any { moves } else { Moves::default() }
    }

    /// The row that a line means by its id or by where it stands.
    fn meant_by(&self, intake: &Intake, n: usize) -> Option<Arc<dyn AnyRow>> {
        let cells = intake.lines.get(n)?;
        match intake.choice(n) {
            Some(Choice::Row(id)) => return self.row(id, None),
            Some(_) => return None,
            None => {}
        }
        if self.keys.is_none() {
            return intake.spot(n.checked_sub(intake.first())?)?.row.clone();
        }
        let id = intake.id_of(cells).filter(|id| !self.strayed.contains(&n) && self.is_original(n, *id))?;
        self.row(id, Some(*self.ids.get(&id)?))
    }

    fn key_of(&self, row: &dyn AnyRow) -> Key {
        self.def.key_columns.iter().map(|column| row.get(*column)).collect()
    }

    /// What tells a row from others once its line is in.
    fn key_after(&self, intake: &Intake, n: usize, row: &dyn AnyRow) -> Key {
        let mut after = row.copy();
        let cells = intake.lines.get(n).map_or(&[][..], Vec::as_slice);
        for column in self.def.key_columns.iter().copied() {
            let Some(at) = (0..cells.len()).find(|at| intake.column_at(n, *at) == Some(column)) else {
                continue;
            };
            let typed = match intake.mend(at, &cells[at]) {
                Some(Mend::Typed(text)) => text,
                Some(Mend::Empty | Mend::Out) => continue,
                _ => &cells[at],
            };
            let read = self.read_cell_of(&*after, column, &self.as_meant(column, at, typed));
            let stays = (typed.trim().is_empty() && !intake.blanks)
                || is_as_exported(self, intake, (n, column), typed, &read);
            if let (Ok(cell), false, Some(own)) = (read, stays, Arc::get_mut(&mut after)) {
                own.set(column, cell);
            }
        }
        self.key_of(&*after)
    }

    /// Whether a line of the block moves a row away from what it is called by.
    pub(super) fn is_moved(&self, row: Id) -> bool {
        let Some((_, key)) = self.moves.rows.get(&row) else { return false };
        let rows = self.project.sheet(self.def.key);
        let there = rows.and_then(|rows| rows.row(rows.position(row)?));
        there.is_some_and(|there| self.key_of(there) != *key)
    }

    /// The rows that a line means by what it is called, without those that other lines move away.
    pub(super) fn staying(&self, found: Found) -> Found {
        if self.moves.rows.is_empty() {
            return found;
        }
        let entries: Vec<Entry> =
            found.entries().into_iter().filter(|entry| !self.is_moved(entry.id)).collect();
        match <[Entry; 1]>::try_from(entries) {
            Ok([one]) => Found::One(one),
            Err(none) if none.is_empty() => Found::None,
            Err(several) => Found::Ask(several),
        }
    }

    /// Where a line goes that gives its row the day of another one in the block, as [`Planner::read_into`] says it; none where
    /// it may stand there.
    pub(super) fn meets(&mut self, line: &Line<'_>, draft: &Draft) -> Option<Result<Goes, Instead>> {
        let key = self.key_of(&*draft.row);
        let is_dated = self.def.dated.is_some_and(|column| draft.row.get(column) != Cell::Empty);
        if !is_dated || line.choice.is_some() || self.key_of(&*draft.before) == key {
            return None;
        }
        let is_other = |id: &Id| *id != draft.row.id() && self.moves.rows[id].1 == key;
        let id = self.moves.ends.get(&stamps(&key))?.iter().copied().find(is_other)?;
        match line.intake.namesakes {
            Some(Namesakes::Apart) => None,
            Some(Namesakes::Join) => Some(Err(self.row(id, None))),
            None => {
                let other = (id, self.name_with_line(line.intake, id)?);
                self.plan.namesakes += 1;
                Some(Ok(Goes::Ask(vec![other])))
            }
        }
    }

    /// What a row is called that a line of the block means, with the number of the line.
    fn name_with_line(&self, intake: &Intake, id: Id) -> Option<crate::text::Phrase> {
        let (n, _) = self.moves.rows.get(&id)?;
        let name = crate::project::key_phrase(&self.project, &*self.row(id, None)?);
        let line = intake.name_of_line(*n);
        Some(crate::say!("{name}（第 {line} 行）", "{name} (line {line})", name))
    }

    /// The row that a new one is the same as, unless the block moves it away.
    pub(super) fn same_as(&self, row: &dyn AnyRow) -> Option<Id> {
        registry::same(&self.project, row).filter(|id| !self.is_moved(*id))
    }
}
