//! What people decide of a block, taken in and looked up.

use super::units::Numbers;
use super::{Field, Intake, Out, Side, Sure, Weeks};
use crate::calendar::DayOrder;
use crate::sheet::Id;

/// What a person has decided of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// It is left out.
    Out,
    /// It becomes a new row.
    New,
    /// It goes into this row.
    Row(Id),
}

/// What a person has decided of cells that do not fit, all that have the same text in the same column of the block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mend {
    /// They are read as if this stood there.
    Typed(String),
    /// They are meant as they stand, whatever is asked about them.
    Meant,
    /// They name something that is not there yet and becomes a row of the sheet they refer to.
    New,
    /// They are left empty.
    Empty,
    /// Their lines are left out.
    Out,
    /// All days of their column are written in this order.
    Dates(DayOrder),
    /// All months of their column are their last days.
    Months,
    /// All weeks of their column that are written by their numbers are these.
    Weeks(Weeks),
    /// All blank cells of their column hold what stands above them.
    Down,
    /// All parts of one in their column are shares of a hundred, or none is.
    Shares(bool),
    /// All numbers are in the units of their indicators, whatever stands in the column of units.
    OwnUnits,
}

/// What becomes of a new row that may be one that is there, called the same in another place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Namesakes {
    /// It goes into that row, if there is only one.
    Join,
    /// It is a row of its own.
    Apart,
}

/// What becomes of cells that do not fit and that nobody has decided about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Rest {
    /// Nothing is put in before somebody decides.
    #[default]
    Ask,
    /// They are left empty.
    Empty,
    /// Their lines are left out.
    Out,
}

/// Something decided about a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// A column of the block goes into this column of the sheet, or nowhere.
    Column(usize, Option<usize>),
    /// Cells of a column of the block with this text.
    Cells(usize, String, Mend),
    /// Whose value counts in a cell that was changed in the file and in the project: its line, its column of the block.
    Side(usize, usize, Side),
    /// The same in all cells, and of lines whose row was removed from the project, that nobody has decided about.
    Sides(Side),
    /// In which order the days of a column of the block are written, or of all that show none.
    Dates(Option<usize>, DayOrder),
    /// Whether the months of a column of the block, or of all, are their last days.
    Months(Option<usize>, bool),
    /// Whose the weeks of a column of the block are, or of all.
    Weeks(Option<usize>, Weeks),
    /// Whether all blank cells below the first line of a block hold what stands above them.
    Down(bool),
    /// Where a line goes; none takes back what was decided.
    Line(usize, Option<Choice>),
    /// Takes back what was decided of a cell, by its line and its column of the block, and of all with the same text.
    Again(usize, usize),
    /// All other cells that do not fit.
    Rest(Rest),
    /// All new rows that may be one that is there.
    Namesakes(Namesakes),
    /// Whether a line holds titles: the one that looks like it, or the first.
    Titles(bool),
    /// Whether blank cells of the block empty what is there.
    Blanks(bool),
    /// Whether lines of totals are taken in.
    Totals(bool),
}

impl Intake {
    /// What was decided of this text in this column of the block.
    pub(super) fn mend(&self, column: usize, text: &str) -> Option<&Mend> {
        (!self.mends.is_empty()).then(|| self.mends.get(&(column, text.to_owned()))).flatten()
    }

    /// Takes a decision in; the plan has to be made again.
    pub fn decide(&mut self, decision: Decision) {
        match decision {
            Decision::Column(at, column) => {
                // What was decided of its cells was decided for another column.
                self.mends.retain(|(of, _), _| *of != at);
                self.sides.retain(|(_, of), _| *of != at);
                self.orders.remove(&Some(at));
                self.months.remove(&Some(at));
                self.weeks.remove(&Some(at));
                self.shares.remove(&at);
                self.empty_again(Some(at));
                if let Some(column) = column {
                    // A column of the sheet is filled from one column of the block.
                    for field in &mut self.fields {
                        if field.column() == Some(column) {
                            *field = Field::Out(Out::Chosen);
                        }
                    }
                }
                if let Some(field) = self.fields.get_mut(at) {
                    *field = column.map_or(Field::Out(Out::Chosen), |c| Field::Column(c, Sure::Chosen));
                }
                self.tell_done();
            }
            Decision::Months(at, true) => _ = self.months.insert(at),
            Decision::Months(at, false) => _ = self.months.remove(&at),
            Decision::Cells(at, _, Mend::Months) => _ = self.months.insert(Some(at)),
            Decision::Weeks(at, weeks) => _ = self.weeks.insert(at, weeks),
            Decision::Cells(at, _, Mend::Weeks(weeks)) => _ = self.weeks.insert(Some(at), weeks),
            Decision::Down(true) => self.fill_down(None),
            Decision::Down(false) => self.down.leaves = true,
            Decision::Cells(at, _, Mend::Down) => self.fill_down(Some(at)),
            Decision::Cells(at, _, Mend::Shares(are)) => _ = self.shares.insert(at, are),
            Decision::Cells(_, _, Mend::OwnUnits) => self.numbers = Numbers::OfIndicator,
            Decision::Dates(at, order) => _ = self.orders.insert(at, order),
            Decision::Cells(at, _, Mend::Dates(order)) => _ = self.orders.insert(Some(at), order),
            Decision::Cells(at, text, mend) => _ = self.mends.insert((at, text), mend),
            Decision::Side(line, at, side) => _ = self.sides.insert((line, at), side),
            Decision::Sides(side) => self.side = Some(side),
            Decision::Line(line, Some(choice)) => _ = self.chosen.insert(line, choice),
            Decision::Line(line, None) => _ = self.chosen.remove(&line),
            Decision::Again(line, at) => {
                if self.is_filled_down(line, at) {
                    self.empty_again(Some(at));
                }
                if let Some(typed) = self.lines.get(line).and_then(|line| line.get(at)) {
                    if self.is_decided_as_share(at, typed) {
                        self.shares.remove(&at);
                    }
                    self.mends.remove(&(at, typed.clone()));
                }
                self.sides.remove(&(line, at));
            }
            Decision::Rest(rest) => self.rest = rest,
            Decision::Namesakes(namesakes) => self.namesakes = Some(namesakes),
            Decision::Titles(first) => {
                self.empty_again(None);
                self.take_within_out();
                // The block is read as it stands after all.
                if let Some(source) = self.source.take() {
                    self.lines = source.lines;
                }
                let filled = |line: &Vec<String>| line.iter().any(|cell| !cell.trim().is_empty());
                let line = self.find_titles().or_else(|| self.lines.iter().position(filled));
                self.titles = line.filter(|_| first);
                self.mends.clear();
                self.sides.clear();
                self.numbers = Numbers::OfLine;
                self.shares.clear();
                self.orders.retain(|of, _| of.is_none());
                self.months.retain(Option::is_none);
                self.weeks.retain(|of, _| of.is_none());
                self.chosen.clear();
                self.map_columns();
                self.place_within();
                self.tell_done();
            }
            Decision::Blanks(empty) => self.blanks = empty,
            Decision::Totals(taken) => self.totals = taken,
        }
    }

    /// How many decisions were taken about its lines and cells.
    pub fn decisions(&self) -> usize {
        self.chosen.len()
            + self.mends.len()
            + self.sides.len()
            + self.orders.len()
            + self.months.len()
            + self.weeks.len()
            + self.down.decisions()
            + usize::from(self.numbers == Numbers::OfIndicator)
            + self.shares.len()
    }

    /// What was decided of a line.
    pub fn choice(&self, line: usize) -> Option<Choice> {
        self.chosen.get(&line).copied()
    }

    /// Whether something was decided of a cell.
    pub fn is_decided(&self, line: usize, at: usize) -> bool {
        let typed = self.lines.get(line).and_then(|line| line.get(at));
        self.sides.contains_key(&(line, at))
            || self.is_filled_down(line, at)
            || typed
                .is_some_and(|typed| self.mend(at, typed).is_some() || self.is_decided_as_share(at, typed))
    }
}
