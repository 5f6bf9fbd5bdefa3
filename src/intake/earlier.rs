//! Several files that are taken in one after the other: a cell of which an earlier one speaks is not overwritten by a later
//! one that says something else before a person has chosen between them.

use super::draft::Draft;
use super::plan::{CellPlan, Differs};
use super::{Intake, Planner, Side};
use crate::project::{Edit, conflict_of};
use crate::say;
use crate::sheet::{Cell, Id, stamp::Stamp};
use crate::text::{Phrase, text};
use std::collections::HashMap;
use std::sync::Arc;

/// What earlier files of the same import speak of: each cell by its sheet, its row and its column, with the name of the file.
pub type Spoken = HashMap<(&'static str, Id, usize), String>;

impl Intake {
    /// Takes in which cells earlier files of the same import speak of.
    pub fn follow(&mut self, spoken: Spoken) {
        self.spoken = spoken;
    }

    /// The earlier file that speaks of a cell.
    pub fn speaker(&self, row: Id, column: usize) -> Option<&String> {
        self.spoken.get(&(self.def.key, row, column))
    }

    /// The names of this file and of the earlier one that speaks of a cell.
    pub(super) fn both_files(&self, row: Id, column: usize) -> Option<(String, String)> {
        let this = self.file().unwrap_or_default().to_owned();
        self.speaker(row, column).map(|earlier| (this, earlier.clone()))
    }
}

impl Planner {
    /// What becomes of a cell of which an earlier file speaks; none where both say the same or this file is believed.
    pub(super) fn against_earlier(
        &self,
        intake: &Intake,
        draft: &mut Draft,
        column: usize,
        (at, typed): (usize, &str),
    ) -> Option<CellPlan> {
        let names = intake.both_files(draft.before.id(), column)?;
        if typed.trim().is_empty() || self.def.key_columns.contains(&column) {
            return None;
        }
        let meant = self.as_meant(column, at, typed);
        let cell = self.read_cell_of(&*draft.row, column, &meant).ok()?;
        let there = draft.before.get(column);
        if cell == Cell::Empty || there == Cell::Empty || Stamp::of(&cell) == Stamp::of(&there) {
            return None;
        }
        let now = self.shown(&*draft.before, column);
        match intake.side(draft.line, at) {
            Some(Side::File) => None,
            Some(Side::Project) => Some(keeps(now, &names)),
            Some(Side::Both) => {
                let mut conflict = conflict_of(&*draft.before, column, &Cell::Empty, &cell)?;
                std::mem::swap(&mut conflict.mine, &mut conflict.theirs);
                conflict.source = Some(names.0.clone());
                draft.waiting += 1;
                draft.take(Edit::Conflict { at: usize::MAX, put: Box::new(conflict) });
                Some(keeps(now, &names))
            }
            None => {
                let mut row = draft.before.copy();
                let is_set = Arc::get_mut(&mut row).is_some_and(|own| own.set(column, cell));
                let file = if is_set { self.shown(&*row, column) } else { Phrase::same(typed) };
                let files = Some(names);
                Some(CellPlan::Differs(Box::new(Differs { file, project: now, was: None, files })))
            }
        }
    }
}

/// The cell of a file that is not believed.
fn keeps(now: Phrase, (this, earlier): &(String, String)) -> CellPlan {
    CellPlan::Keeps(now, say!("{earlier} 写的不同于 {this}", "{earlier} says otherwise than {this}"))
}

impl Differs {
    /// Where each of the two values comes from, in few words.
    pub fn sources(&self) -> (Phrase, Phrase) {
        match &self.files {
            Some((this, earlier)) => (
                say!("{this} 里的", "from {this}"),
                say!("{earlier} 里的，不动", "from {earlier}: left as it is"),
            ),
            None => (
                text("文件里的", "from the file").into(),
                text("项目里的，不动", "from the project: left as it is").into(),
            ),
        }
    }

    /// What it is called to keep both values, and to decide all at once: for this file, for what is there, for both.
    pub fn answers(&self) -> (Phrase, [Phrase; 3]) {
        let both = text("全部两个都留下", "Keep both of all").into();
        match &self.files {
            Some((this, earlier)) => (
                say!(
                    "先显示 {earlier} 里的，{this} 里的留在“冲突”里",
                    "what {earlier} says is shown, what {this} says waits under Conflicts"
                ),
                [
                    say!("全部用 {this} 里的", "All from {this}"),
                    say!("全部用 {earlier} 里的", "All from {earlier}"),
                    both,
                ],
            ),
            None => (
                text(
                    "先显示项目里的，文件里的留在“冲突”里",
                    "the project's is shown, the file's waits under Conflicts",
                )
                .into(),
                [
                    text("全部用文件里的", "All from the file").into(),
                    text("全部用项目里的", "All from the project").into(),
                    both,
                ],
            ),
        }
    }
}
