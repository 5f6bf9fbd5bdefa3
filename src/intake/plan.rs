//! What becomes of a block, line by line and cell by cell.

use super::Mend;
use crate::project::Edit;
use crate::sheet::Id;
use crate::text::Phrase;

/// Where a line goes.
#[derive(Clone, Debug, PartialEq)]
pub enum Goes {
    /// Nowhere: it is blank.
    Blank,
    /// Nowhere, for this reason.
    Out(Left),
    /// Into this row.
    Row(Id, Phrase),
    /// It becomes a new row.
    New,
    /// Into one of these rows or a new one, as a person decides.
    Ask(Vec<(Id, Phrase)>),
}

/// Why a line is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// It holds totals.
    Total,
    /// A person has left it out.
    Chosen,
    /// One of its cells does not fit.
    Unfit,
    /// It would be a new row that nobody could tell from others, as its first column is not in the block.
    Nameless,
    /// The block does not say on which day it was, and there is a row for each day.
    Undated,
    /// There is no such row, and none can be added.
    Fixed,
    /// It stands below the last row, and none can be added.
    Beyond,
}

/// What becomes of a cell of the block.
#[derive(Clone, Debug, PartialEq)]
pub enum CellPlan {
    /// Nothing: its column or its line is left out.
    Out,
    /// Nothing: it is blank, and what is there stays.
    Blank,
    /// Nothing: it says in words that there is nothing.
    Nothing,
    /// Nothing: it does not fit and is left empty.
    Left,
    /// Nothing: this is there already.
    Same(Phrase),
    /// This is put into an empty cell.
    Fill(Phrase),
    /// This takes the place of something else: the old, the new.
    Over(Phrase, Phrase),
    /// What is there is emptied.
    Empty(Phrase),
    /// It does not fit.
    Wrong(Box<Wrong>),
}

/// Why a cell does not fit, and what may be meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrong {
    /// The reason, with what would be right.
    pub reason: Phrase,
    /// What may be meant, each in words and as a decision.
    pub proposals: Vec<(Phrase, Mend)>,
}

/// What becomes of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct LinePlan {
    /// Its place in the block, from 0.
    pub line: usize,
    /// Where it goes.
    pub goes: Goes,
    /// What becomes of its cells, one for each column of the block that it has.
    pub cells: Vec<CellPlan>,
}

/// What taking a block in comes to.
pub struct Plan {
    /// The lines with values, in order.
    pub lines: Vec<LinePlan>,
    /// What has to be decided first; every frame asks.
    pub(super) open: Vec<(usize, Option<usize>)>,
    /// What is worth knowing before.
    pub notes: Vec<Phrase>,
    /// How many rows are new.
    pub new_rows: usize,
    /// How many cells are filled or changed, those of new rows among them.
    pub changes: usize,
    /// How many of them are emptied.
    pub emptied: usize,
    /// How many cells say in words that there is nothing.
    pub nothing: usize,
    /// How many lines are left out.
    pub left_out: usize,
    /// The edit, which must wait until nothing is open.
    pub edit: Edit,
}

impl Plan {
    /// The places of what has to be decided first: the line in the plan, the column of the block where it is a cell.
    pub fn open(&self) -> impl Iterator<Item = (usize, Option<usize>)> + '_ {
        self.open.iter().copied()
    }

    /// Notes what has to be decided first, when all lines are there.
    pub(super) fn note_open(&mut self) {
        for (n, line) in self.lines.iter().enumerate() {
            self.open.extend(matches!(line.goes, Goes::Ask(_)).then_some((n, None)));
            let cells = line.cells.iter().enumerate();
            let wrong = cells.filter(|(_, cell)| matches!(cell, CellPlan::Wrong(_)));
            self.open.extend(wrong.map(|(at, _)| (n, Some(at))));
        }
    }

    /// Whether it can be put in as it is.
    pub fn is_ready(&self) -> bool {
        self.open.is_empty()
    }
}
