//! A column that is filled in the first line of each block of lines alone, as merged cells come out of a spreadsheet: whether
//! the blank lines belong to what stands above them is one decision for the column.

use super::plan::{CellPlan, Wrong};
use super::reading::NoRows;
use super::{Choice, Field, Intake, Mend, Planner, Rest};
use crate::say;
use crate::sheet::comparable;
use crate::text::Phrase;

/// The blank cells of such a column.
pub(super) struct Block {
    /// The column of the block.
    at: usize,
    /// The lines.
    lines: Vec<usize>,
    /// What stands above the first of them.
    above: String,
}

/// What was decided of such cells.
#[derive(Default)]
pub(super) struct Down {
    /// Whether they stay blank, and nobody is asked.
    pub leaves: bool,
    /// Those that were filled with what stands above them: their column and their lines.
    filled: Vec<(usize, Vec<usize>)>,
}

impl Down {
    /// How many columns were filled.
    pub fn decisions(&self) -> usize {
        self.filled.len()
    }
}

impl Intake {
    /// The blank cells of columns that are filled in the first line and further below, but not in between.
    pub(super) fn blocks(&self) -> Vec<Block> {
        // A workbook says itself which of its cells were merged, and they count for all their lines.
        let has_merges = self.file().is_some_and(|file| file.to_lowercase().ends_with(".xlsx"));
        let own = self.from.copied || self.is_exported() || self.fields.contains(&Field::Ids) || has_merges;
        let grouped = self.def.grouped_by.filter(|_| !own && self.is_by_key() && !self.down.leaves);
        let at = self.fields.iter().position(|field| field.column().is_some() && field.column() == grouped);
        at.and_then(|at| self.block(at)).into_iter().collect()
    }

    fn block(&self, at: usize) -> Option<Block> {
        let no_rows = NoRows::of(self, None);
        let is_filled = |cell: &String| !cell.trim().is_empty();
        let rows = self.lines.iter().enumerate().skip(self.first()).filter(|(n, line)| {
            let left_out = self.choice(*n) == Some(Choice::Out) || no_rows.is_total(self, line);
            line.iter().any(is_filled) && !left_out
        });
        let rows: Vec<(usize, bool)> =
            rows.map(|(n, line)| (n, line.get(at).is_some_and(is_filled))).collect();
        let (first, is_first) = rows.first().copied()?;
        let last = rows.iter().rposition(|(_, filled)| *filled)?;
        let lines: Vec<usize> = rows.iter().filter(|(_, filled)| !filled).map(|(n, _)| *n).collect();
        let between = rows.iter().take(last).any(|(_, filled)| !filled);
        // A list that repeats the value on the next line has no merged cells: what is blank there is blank.
        let value = |n: usize| self.lines[n].get(at).map(|cell| comparable(cell));
        let repeats = rows.windows(2).any(|two| two[0].1 && two[1].1 && value(two[0].0) == value(two[1].0));
        let above = lines
            .first()
            .map_or(first, |n| (first..*n).rev().find(|n| self.is_filled(*n, at)).unwrap_or(first));
        let above = self.lines[above].get(at)?.trim().to_owned();
        (is_first && between && !repeats).then_some(Block { at, lines, above })
    }

    fn is_filled(&self, n: usize, at: usize) -> bool {
        self.lines.get(n).and_then(|line| line.get(at)).is_some_and(|cell| !cell.trim().is_empty())
    }

    /// Lets lines have a cell there that end before it, so that it can be decided.
    pub(super) fn pad_blocks(&mut self) {
        for Block { at, lines, .. } in self.blocks() {
            for n in lines {
                let line = &mut self.lines[n];
                line.resize(line.len().max(at + 1), String::new());
            }
        }
    }

    /// Fills the blank cells of a column, or of all, with what stands above them.
    pub(super) fn fill_down(&mut self, only: Option<usize>) {
        for Block { at, lines, .. } in self.blocks() {
            if only.is_some_and(|only| only != at) {
                continue;
            }
            for n in &lines {
                let above = (self.first()..*n).rev().find(|n| self.is_filled(*n, at));
                if let Some(above) = above.and_then(|above| self.lines[above].get(at)).cloned() {
                    self.lines[*n][at] = above;
                }
            }
            self.down.filled.push((at, lines));
        }
    }

    /// Empties them again; in all columns, or in one.
    pub(super) fn empty_again(&mut self, only: Option<usize>) {
        let (taken, kept) = std::mem::take(&mut self.down.filled)
            .into_iter()
            .partition(|(at, _)| only.is_none_or(|only| only == *at));
        self.down.filled = kept;
        let taken: Vec<(usize, Vec<usize>)> = taken;
        for (at, n) in taken.into_iter().flat_map(|(at, lines)| lines.into_iter().map(move |n| (at, n))) {
            if let Some(cell) = self.lines.get_mut(n).and_then(|line| line.get_mut(at)) {
                cell.clear();
            }
        }
    }

    /// Whether a cell was filled with what stands above it.
    pub(super) fn is_filled_down(&self, line: usize, at: usize) -> bool {
        self.down.filled.iter().any(|(column, lines)| *column == at && lines.contains(&line))
    }
}

impl Planner {
    /// What is asked of a blank cell in such a column; none where it is decided, or is any other.
    pub(super) fn ask_block(
        &self,
        intake: &Intake,
        (n, at): (usize, usize),
        typed: &str,
    ) -> Option<CellPlan> {
        let Block { lines, above, .. } = self.blocks.iter().find(|block| block.at == at)?;
        if !typed.trim().is_empty() || !lines.contains(&n) {
            return None;
        }
        match intake.mend(at, typed) {
            Some(Mend::Typed(_)) => return None,
            Some(Mend::Empty | Mend::Meant) => return Some(CellPlan::Blank),
            None if intake.rest == Rest::Empty => return Some(CellPlan::Blank),
            _ => {}
        }
        let title: Phrase =
            intake.column_at(n, at).map_or(Phrase::same(""), |column| self.column_title(column));
        let reason = say!(
            "“{title}”只写在每一段的第一行：下面空着的行也属于它吗？",
            "{title} stands in the first line of each block: do the blank lines below belong to it, too?",
            title
        );
        let fill = say!("照上面一格填下来，这里是{above}", "Fill down what stands above, here {above}");
        Some(CellPlan::Wrong(Box::new(Wrong { reason, proposals: vec![(fill, Mend::Down)] })))
    }
}
