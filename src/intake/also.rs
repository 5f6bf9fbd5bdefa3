//! What a line stores beyond what it says, what it leaves as it is, and cells behind the last title.

use super::draft::Draft;
use super::plan::{CellPlan, Wrong};
use super::planner::Line;
use super::{Field, Intake, Mend, Out, Planner, Rest};
use crate::say;
use crate::sheet::Cell;
use crate::text::{Phrase, count, text};
use crate::tool::{Change, Verdict};
use std::sync::Arc;

/// So many values of a column are told.
const TOLD: usize = 3;
/// So many lines are named.
const NAMED: usize = 5;

impl Intake {
    /// The columns of the block behind its last title in which a few lines have cells, as where a comma in a value has parted
    /// it. A column that most lines fill is one without a title.
    pub(super) fn beyond(&self) -> Vec<usize> {
        let Some(titles) = self.titles.and_then(|line| self.lines.get(line)) else { return Vec::new() };
        let is_filled = |cell: Option<&String>| cell.is_some_and(|cell| !cell.trim().is_empty());
        let last = titles.iter().rposition(|title| !title.trim().is_empty()).unwrap_or(0);
        let lines: Vec<&Vec<String>> = self
            .lines
            .iter()
            .skip(self.first())
            .filter(|line| line.iter().any(|cell| is_filled(Some(cell))))
            .collect();
        let is_out = |at: &usize| self.fields[*at] == Field::Out(Out::Unknown);
        let filled = |at: usize| lines.iter().filter(|line| is_filled(line.get(at))).count();
        (last + 1..self.fields.len())
            .filter(is_out)
            .filter(|at| filled(*at) * 2 <= lines.len() || lines.len() < 3)
            .collect()
    }
}

impl Planner {
    /// What becomes of a cell behind the last title.
    pub(super) fn beyond_titles(&self, intake: &Intake, at: usize, typed: &str) -> Option<CellPlan> {
        if typed.trim().is_empty() || !self.beyond.contains(&at) {
            return None;
        }
        let reason = say!(
            "这一行的格比标题多，“{typed}”上面没有标题：数值里有逗号，或多了一格？请核对整行",
            "The line has more cells than there are titles, '{typed}' stands under none: is there a comma in a value? Please check the line",
            typed = typed.trim()
        );
        Some(match intake.mend(at, typed) {
            Some(Mend::Empty) => CellPlan::Left(reason),
            None if intake.rest == Rest::Empty => CellPlan::Left(reason),
            _ => CellPlan::Wrong(Box::new(Wrong { reason, proposals: Vec::new() })),
        })
    }

    /// Says what is to be said of cells that were put in, given all that the line holds: what a later cell settles is not said.
    pub(super) fn say_of_cells(&mut self, draft: &mut Draft) {
        for (column, cell) in std::mem::take(&mut draft.said) {
            let mut row = draft.row.copy();
            let Some(own) = Arc::get_mut(&mut row) else { continue };
            own.set(column, draft.before.get(column));
            for given in self.given_with_unit(draft) {
                own.set(given, Cell::Empty);
            }
            let column = &self.def.columns[column];
            let change =
                Change { project: &self.project, row: &*row, column, cell: &cell, today: self.today };
            if let Verdict::Note(note)
            | Verdict::Offer { question: note, .. }
            | Verdict::Together { otherwise: note, .. } = self.check(&change)
                && !self.plan.notes.contains(&note)
            {
                self.plan.notes.push(note);
            }
        }
    }

    /// Shows what is stored beyond what the line says, such as the day of new scores: in its cell, or else below the block.
    pub(super) fn tell_also(&mut self, line: &Line<'_>, draft: &Draft, read: &mut [CellPlan]) {
        for (column, declared) in self.def.columns.iter().enumerate() {
            let (old, new) = (draft.before.get(column), draft.row.get(column));
            if old == new || new == Cell::Empty || !declared.is_shown() {
                continue;
            }
            let shown = self.shown(&*draft.row, column);
            match (0..read.len()).find(|at| line.intake.column_at(line.n, *at) == Some(column)) {
                Some(at) => match &read[at] {
                    CellPlan::Blank | CellPlan::Nothing | CellPlan::Same(_) | CellPlan::Stays(_) => {
                        self.plan.followed.push((line.n, at));
                        read[at] = if old == Cell::Empty {
                            CellPlan::Fill(shown)
                        } else {
                            CellPlan::Over(self.shown(&*draft.before, column), shown)
                        };
                    }
                    // What is left empty is told as where the block does not have the column.
                    CellPlan::Left(reason) => {
                        read[at] = CellPlan::Keeps(shown.clone(), reason.clone());
                        self.plan.followed.push((line.n, at));
                        self.count_also(column, shown);
                    }
                    _ => {}
                },
                None => self.count_also(column, shown),
            }
        }
    }

    /// Counts a row in which a value is stored beyond what its line says.
    fn count_also(&mut self, column: usize, shown: Phrase) {
        match self.also.iter_mut().find(|(of, value, _)| *of == column && *value == shown) {
            Some((.., rows)) => *rows += 1,
            None => self.also.push((column, shown, 1)),
        }
    }

    /// Says what is stored beyond what the block says.
    pub(super) fn note_also(&mut self) {
        let also = std::mem::take(&mut self.also);
        let mut columns: Vec<usize> = also.iter().map(|(column, ..)| *column).collect();
        columns.sort_unstable();
        columns.dedup();
        for column in columns {
            let values: Vec<&(usize, Phrase, usize)> = also.iter().filter(|(of, ..)| *of == column).collect();
            let title = self.column_title(column);
            if values.len() > TOLD {
                let rows = count(values.iter().map(|(.., rows)| *rows).sum::<usize>(), "行", "row", "rows");
                self.note(say!(
                    "一并存入“{title}”：{rows}",
                    "{title} is stored as well: {rows}",
                    title,
                    rows
                ));
                continue;
            }
            for (_, value, rows) in values {
                let rows = count(*rows, "行", "row", "rows");
                self.note(say!(
                    "一并存入“{title}”{value}：{rows}",
                    "{title} {value} is stored as well: {rows}",
                    title,
                    value,
                    rows
                ));
            }
        }
    }

    /// Notes a line that says no more than an earlier one has said of the same row.
    pub(super) fn tell_repeated(&mut self, line: &Line<'_>, draft: &Draft, read: &[CellPlan]) {
        if is_read(read)
            && self.keys.is_some()
            && draft.changes == 0
            && self.touched.contains_key(&draft.row.id())
        {
            self.repeated.push(line.intake.name_of_line(line.n));
        }
    }

    /// Says which lines are repeated.
    pub(super) fn note_repeated(&mut self) {
        if !self.repeated.is_empty() {
            let more = if self.repeated.len() > NAMED { "…" } else { "" };
            let named: Vec<String> = std::mem::take(&mut self.repeated).into_iter().take(NAMED).collect();
            let list = |comma: &str| format!("{}{more}", named.join(comma));
            let lines: Phrase = (list("、"), list(", ")).into();
            self.note(say!(
                "和上面的行一样，只存一次：第 {lines} 行",
                "The same as a line above, stored once: line {lines}",
                lines
            ));
        }
    }

    /// Tells of cells that are not stored what stays there.
    pub(super) fn tell_kept(&self, line: &Line<'_>, draft: &Draft, read: &mut [CellPlan]) {
        for (at, cell) in read.iter_mut().enumerate() {
            let Some(column) = line.intake.column_at(line.n, at) else { continue };
            let stays = draft.row.get(column) != Cell::Empty;
            match cell {
                CellPlan::Left(reason) if stays => {
                    *cell = CellPlan::Keeps(self.shown(&*draft.row, column), reason.clone());
                }
                CellPlan::Nothing if stays => {
                    let reason = text("当作没有填", "Taken as blank").into();
                    *cell = CellPlan::Keeps(self.shown(&*draft.row, column), reason);
                }
                _ => {}
            }
        }
    }
}

/// Whether every cell of a line fits: which row it means is not known while one does not.
pub(super) fn is_read(read: &[CellPlan]) -> bool {
    !read.iter().any(|cell| matches!(cell, CellPlan::Wrong(_)))
}

/// What is asked of a change that goes together with others, such as of a unit in which there are numbers, and what makes it
/// alone: other numbers would mean something else, which nobody is to find out later.
pub(super) fn alone(otherwise: &Phrase) -> (Phrase, Phrase) {
    let reason = say!(
        "{otherwise}。要一起换算，先在表里改这一格",
        "{otherwise}. To convert them too, change this cell in the sheet first",
        otherwise
    );
    (reason, text("照改，数字不换算", "Change it and keep the numbers").into())
}
