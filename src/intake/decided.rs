//! What people decide of a block, taken in and looked up.

use super::{Choice, Decision, Field, Intake, Mend, Out, Sure};

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
            }
            Decision::Months(at, true) => _ = self.months.insert(at),
            Decision::Months(at, false) => _ = self.months.remove(&at),
            Decision::Cells(at, _, Mend::Months) => _ = self.months.insert(Some(at)),
            Decision::Dates(at, order) => _ = self.orders.insert(at, order),
            Decision::Cells(at, _, Mend::Dates(order)) => _ = self.orders.insert(Some(at), order),
            Decision::Cells(at, text, mend) => _ = self.mends.insert((at, text), mend),
            Decision::Side(line, at, side) => _ = self.sides.insert((line, at), side),
            Decision::Sides(side) => self.side = Some(side),
            Decision::Line(line, Some(choice)) => _ = self.chosen.insert(line, choice),
            Decision::Line(line, None) => _ = self.chosen.remove(&line),
            Decision::Again(line, at) => {
                if let Some(typed) = self.lines.get(line).and_then(|line| line.get(at)) {
                    self.mends.remove(&(at, typed.clone()));
                }
                self.sides.remove(&(line, at));
            }
            Decision::Rest(rest) => self.rest = rest,
            Decision::Namesakes(namesakes) => self.namesakes = Some(namesakes),
            Decision::Titles(first) => {
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
                self.orders.retain(|of, _| of.is_none());
                self.months.retain(Option::is_none);
                self.chosen.clear();
                self.map_columns();
                self.place_within();
            }
            Decision::Blanks(empty) => self.blanks = empty,
            Decision::Totals(taken) => self.totals = taken,
        }
    }

    /// How many decisions were taken about its lines and cells.
    pub fn decisions(&self) -> usize {
        self.chosen.len() + self.mends.len() + self.sides.len() + self.orders.len() + self.months.len()
    }

    /// What was decided of a line.
    pub fn choice(&self, line: usize) -> Option<Choice> {
        self.chosen.get(&line).copied()
    }

    /// Whether something was decided of a cell.
    pub fn is_decided(&self, line: usize, at: usize) -> bool {
        let typed = self.lines.get(line).and_then(|line| line.get(at));
        self.sides.contains_key(&(line, at)) || typed.is_some_and(|typed| self.mend(at, typed).is_some())
    }
}
