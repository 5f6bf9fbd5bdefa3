//! What becomes of a block, line by line and cell by cell.

use super::{Intake, Mend};
use crate::project::Edit;
use crate::say;
use crate::sheet::Id;
use crate::text::{Phrase, Text, count, few};
use std::collections::HashMap;
use std::collections::hash_map::Entry::{Occupied, Vacant};

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
    /// Into one of these rows or a new one, as a person decides; into none where its row was removed from the project since
    /// the export, and the line was changed.
    Ask(Vec<(Id, Phrase)>),
}

/// Why a line is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// It holds totals.
    Total,
    /// It repeats the titles.
    Titles,
    /// A person has left it out.
    Chosen,
    /// One of its cells does not fit.
    Unfit,
    /// It may be a row that is there, or a new one.
    Undecided,
    /// It would be a new row that nobody could tell from others, as its first column is not in the block.
    Nameless,
    /// The block does not say on which day it was, and there is a row for each day.
    Undated,
    /// It would be a measurement without its value.
    Unmeasured,
    /// Its row was removed from the project since the export.
    Removed,
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
    /// Nothing: it does not fit, for this reason, and is left empty or its line left out.
    Left(Phrase),
    /// Nothing: it is not stored, for this reason behind what is there, and that stays.
    Keeps(Phrase, Phrase),
    /// Nothing yet: it has to be decided first what another cell of its line means.
    Waits,
    /// Nothing: this is there already.
    Same(Phrase),
    /// Nothing: it is as it was exported, and what the project has made of it since stays, or a person wants it to.
    Stays(Phrase),
    /// It was changed in the file and in the project since the export.
    Differs(Box<Differs>),
    /// This is put into an empty cell.
    Fill(Phrase),
    /// This takes the place of something else: the old, the new.
    Over(Phrase, Phrase),
    /// What is there is emptied.
    Empty(Phrase),
    /// It does not fit.
    Wrong(Box<Wrong>),
}

impl CellPlan {
    /// Why a person has to decide about it; none if nobody has to.
    pub fn asks(&self) -> Option<Phrase> {
        match self {
            CellPlan::Wrong(wrong) => Some(wrong.reason.clone()),
            CellPlan::Differs(differs) => Some(differs.reason()),
            _ => None,
        }
    }
}

/// Why a cell does not fit, and what may be meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrong {
    /// The reason, with what would be right.
    pub reason: Phrase,
    /// What may be meant, each in words and as a decision.
    pub proposals: Vec<(Phrase, Mend)>,
}

/// What a cell holds that was changed in the file and in the project since the export.
#[derive(Clone, Debug, PartialEq)]
pub struct Differs {
    /// In the file.
    pub file: Phrase,
    /// In the project.
    pub project: Phrase,
    /// At the export, if that can be told.
    pub was: Option<Phrase>,
    /// The names of the file and of an earlier one of the same import, where that has said what the project holds.
    pub files: Option<(String, String)>,
}

impl Differs {
    /// What it is about, in words.
    pub fn reason(&self) -> Phrase {
        let Differs { file, project, was, files } = self;
        if let Some((this, earlier)) = files {
            return say!(
                "两个文件说法不同：{earlier} 写的是“{project}”，{this} 写的是“{file}”",
                "the files differ: {earlier} says '{project}', {this} says '{file}'",
                file,
                project
            );
        }
        match was {
            Some(was) => say!(
                "导出之后两边都改过：文件里是“{file}”，项目里是“{project}”，导出时是“{was}”",
                "changed on both sides since the export: '{file}' in the file, '{project}' in the project, '{was}' at the export",
                file,
                project,
                was
            ),
            None => say!(
                "导出之后两边都改过：文件里是“{file}”，项目里是“{project}”",
                "changed on both sides since the export: '{file}' in the file, '{project}' in the project",
                file,
                project
            ),
        }
    }
}

/// What becomes of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct LinePlan {
    /// Its place in the block, from 0.
    pub line: usize,
    /// Where it goes.
    pub goes: Goes,
    /// What its row is called, or would be; blank where nothing says so.
    pub name: Phrase,
    /// What becomes of its cells, one for each column of the block that it has.
    pub cells: Vec<CellPlan>,
}

/// What taking a block in comes to.
pub struct Plan {
    /// The lines with values, in order.
    pub lines: Vec<LinePlan>,
    /// What has to be decided first, each once, with the number of its cells; every frame asks.
    pub(super) open: Vec<(usize, Option<usize>, usize)>,
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
    /// How many cells were changed in the project since the export and not in the file.
    pub stays: usize,
    /// How many cells were emptied in the file since the export, which changes nothing unless blanks count.
    pub cleared: usize,
    /// How many values of the file wait among the conflicts.
    pub waiting: usize,
    /// How many lines are left out.
    pub left_out: usize,
    /// Rows that were removed from the project since the export and are not brought back, each with its name.
    pub gone: Vec<(Id, Phrase)>,
    /// How many rows of the project an exported file has not any more.
    pub missing: usize,
    /// How many new rows may be one that is there, called the same.
    pub namesakes: usize,
    /// The cells, by line and place, whose value follows from others of the line and is not what the block says of them.
    pub followed: Vec<(usize, usize)>,
    /// The rows that lines have become, with their lines.
    pub became: Vec<(usize, Id)>,
    /// Cells, by row and column, of which the block says of itself what the project has already.
    pub confirmed: Vec<(Id, usize)>,
    /// The edit, which must wait until nothing is open.
    pub edit: Edit,
}

/// What a file says of a cell that another file may speak of, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// What the project has already.
    There,
    /// Something else.
    Changed,
}

impl Plan {
    /// A plan of nothing yet, with what is worth knowing before it is made.
    pub(super) fn begun(notes: Vec<Phrase>) -> Plan {
        Plan {
            lines: Vec::new(),
            open: Vec::new(),
            notes,
            new_rows: 0,
            changes: 0,
            emptied: 0,
            nothing: 0,
            stays: 0,
            cleared: 0,
            waiting: 0,
            left_out: 0,
            gone: Vec::new(),
            missing: 0,
            namesakes: 0,
            followed: Vec::new(),
            became: Vec::new(),
            confirmed: Vec::new(),
            edit: Edit::Many(Vec::new()),
        }
    }

    /// The lines that a row is of, whether it was there or one of them has become it.
    pub fn lines_of(&self, intake: &Intake, row: Id) -> impl Iterator<Item = &LinePlan> {
        let new = intake.line_of_new(row);
        self.lines.iter().filter(move |line| match &line.goes {
            Goes::Row(id, _) => *id == row,
            Goes::New => new == Some(line.line),
            _ => false,
        })
    }

    /// What the block says of the cells of rows that are there, each by its row and its column in the sheet.
    pub fn said(&self, intake: &Intake) -> HashMap<(Id, usize), Said> {
        let mut said: HashMap<(Id, usize), Said> =
            self.confirmed.iter().map(|place| (*place, Said::There)).collect();
        for line in &self.lines {
            let new = || {
                self.became.binary_search_by_key(&line.line, |(of, _)| *of).ok().map(|at| self.became[at].1)
            };
            let id = match line.goes {
                Goes::Row(id, _) => Some(id),
                Goes::New => new(),
                _ => None,
            };
            let Some(id) = id else { continue };
            for (at, cell) in line.cells.iter().enumerate() {
                let is_changed = matches!(cell, CellPlan::Fill(_) | CellPlan::Over(..) | CellPlan::Empty(_))
                    && !self.followed.contains(&(line.line, at));
                if let Some(column) = intake.column_at(line.line, at).filter(|_| is_changed) {
                    said.insert((id, column), Said::Changed);
                }
            }
        }
        said
    }

    /// The places of what has to be decided first: the line in the plan, the column of the block where it is a cell. Cells
    /// of a column with the same text are decided together, and stand here as the first of them.
    pub fn open(&self) -> impl Iterator<Item = (usize, Option<usize>)> + '_ {
        self.open.iter().map(|(line, at, _)| (*line, *at))
    }

    /// The same with the number of cells that are decided together.
    pub fn open_with_cells(&self) -> &[(usize, Option<usize>, usize)] {
        &self.open
    }

    /// Notes what has to be decided first, when all lines are there.
    pub(super) fn note_open(&mut self, block: &[Vec<String>]) {
        let mut seen: HashMap<(usize, &str), usize> = HashMap::new();
        for (n, line) in self.lines.iter().enumerate() {
            if let Goes::Ask(_) = line.goes {
                self.open.push((n, None, 1));
            }
            let cells = line.cells.iter().enumerate();
            for (at, cell) in cells {
                match cell {
                    CellPlan::Differs(_) => self.open.push((n, Some(at), 1)),
                    CellPlan::Wrong(_) => {
                        let typed = block[line.line].get(at).map_or("", String::as_str);
                        match seen.entry((at, typed)) {
                            Occupied(known) => self.open[*known.get()].2 += 1,
                            Vacant(new) => {
                                new.insert(self.open.len());
                                self.open.push((n, Some(at), 1));
                            }
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    /// Whether nothing comes of it.
    pub fn is_idle(&self) -> bool {
        self.changes == 0 && self.new_rows == 0 && self.waiting == 0
    }

    /// Whether no line holds anything, as below titles that stand alone.
    pub fn holds_nothing(&self) -> bool {
        self.lines.iter().all(|line| matches!(line.goes, Goes::Blank))
    }

    /// What is worth knowing of a sheet, given the rows that another file brings back.
    pub fn notes_but_for(&self, sheet: Text, back: &[Id]) -> Vec<Phrase> {
        let names = |is: &dyn Fn(&Id) -> bool| -> Vec<Phrase> {
            self.gone.iter().filter(|(id, _)| is(id)).map(|(_, name)| name.clone()).collect()
        };
        let (all, left) = (names(&|_| true), names(&|id| !back.contains(id)));
        if all.len() == left.len() {
            return self.notes.clone();
        }
        let said = said_gone(sheet, &all);
        let notes = self.notes.iter().filter(|note| **note != said).cloned();
        notes.chain((!left.is_empty()).then(|| said_gone(sheet, &left))).collect()
    }

    /// Whether every line is left out, so that nothing comes of it.
    pub fn stores_no_line(&self) -> bool {
        self.is_idle() && self.left_out > 0 && self.left_out == self.lines.len()
    }

    /// Whether nothing comes of it, and nothing is to be said of any line.
    pub fn is_quiet(&self) -> bool {
        let is_quiet = |line: &LinePlan| {
            let is_said = |cell: &CellPlan| matches!(cell, CellPlan::Left(_) | CellPlan::Keeps(..));
            matches!(line.goes, Goes::Blank | Goes::Row(..)) && !line.cells.iter().any(is_said)
        };
        self.is_ready() && self.is_idle() && self.lines.iter().all(is_quiet)
    }

    /// Whether it can be put in as it is.
    pub fn is_ready(&self) -> bool {
        self.open.is_empty()
    }
}

/// What is said of rows that were removed from the project since the export and stay out of it.
pub(super) fn said_gone(sheet: Text, gone: &[Phrase]) -> Phrase {
    let (lines, rows) = (count(gone.len(), "行", "row", "rows"), few(gone, 5));
    if gone.len() == 1 {
        return say!(
            "“{sheet}”有 {lines}在导出之后已从项目里删除，没有放回来：{rows}",
            "{lines} of {sheet} was removed from the project since the export and not brought back: {rows}",
            sheet,
            lines,
            rows
        );
    }
    say!(
        "“{sheet}”有 {lines}在导出之后已从项目里删除，没有放回来：{rows}",
        "{lines} of {sheet} were removed from the project since the export and not brought back: {rows}",
        sheet,
        lines,
        rows
    )
}
