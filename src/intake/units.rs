//! A column of units beside one of measurements: a number there is in the unit of its line, and is converted to that of its
//! indicator.

use super::draft::Draft;
use super::{CellPlan, Intake, Mend, Planner, Sure, fields_called};
use crate::project::Edit;
use crate::registry;
use crate::say;
use crate::sheet::{AnyRow, Cell, Kind, SheetDef, Unit, comparable, is_dashes, is_nothing_word};
use crate::text::Phrase;
use std::borrow::Cow;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization as _;

/// In whose units the numbers of a block are that has a column of units.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbers {
    /// In those of their lines.
    OfLine,
    /// In those of their indicators, whatever the column of units says.
    OfIndicator,
}

/// The units that the block gives in a column of its own.
#[derive(Default)]
pub(super) struct Units {
    /// The unit of each line; blank where it gives none.
    lines: Vec<String>,
    /// The title of their column.
    pub title: String,
    /// What was converted first, what it became, and how many were.
    converted: Option<(String, Phrase, usize)>,
    /// Whether all numbers are in the units of their indicators whatever stands there.
    own: bool,
}

impl Units {
    /// The unit of a line.
    fn of_line(&self, n: usize) -> Option<&str> {
        self.lines.get(n).map(String::as_str).filter(|unit| !unit.is_empty())
    }

    /// Those of the lines of a name.
    pub fn of<'a>(&'a self, intake: &Intake, (at, name): (usize, &str)) -> Vec<&'a str> {
        let own = |n: &usize| intake.lines[*n].get(at).is_some_and(|cell| cell == name);
        (intake.first()..intake.lines.len()).filter(own).filter_map(|n| self.of_line(n)).collect()
    }
}

/// The sheet of what the rows of a sheet measure.
fn measured(def: &SheetDef) -> Option<&'static SheetDef> {
    let Kind::Link(sheet) = def.columns[def.measured_by?].kind else { return None };
    registry::owner(sheet)?.1.sheets.iter().copied().find(|of| of.key == sheet)
}

/// Whether a title is that of the units of what the rows of a sheet measure.
pub(super) fn is_title_of_units(def: &SheetDef, title: &str) -> bool {
    let unit = measured(def).and_then(|of| Some((of, of.column("unit")?)));
    unit.is_some_and(
        |(of, unit)| matches!(fields_called(of, &[], title), (columns, Sure::Named) if columns == [unit]),
    )
}

impl Intake {
    /// The units that the block gives in a column of its own, as it came.
    pub(super) fn units(&self) -> Units {
        if measured(self.def).is_none() {
            return Units::default();
        }
        let is_unit = |title: &String| is_title_of_units(self.def, title);
        let (lines, places): (_, Vec<usize>) = match &self.source {
            Some(source) => (&source.lines, source.places.iter().map(|(n, _)| *n).collect()),
            None => (&self.lines, (0..self.lines.len()).collect()),
        };
        let first = if self.source.is_some() { places.first().copied() } else { Some(self.first()) };
        let titles = lines.iter().take(first.unwrap_or(0));
        let found = titles.filter_map(|line| Some((line, line.iter().position(is_unit)?))).next_back();
        let Some((title, at)) = found else { return Units::default() };
        let unit = |n: &usize| {
            let unit = lines.get(*n).and_then(|line| line.get(at)).map_or("", |unit| unit.trim());
            if is_dashes(unit) || is_nothing_word(unit) { String::new() } else { unit.to_owned() }
        };
        Units {
            lines: places.iter().map(unit).collect(),
            title: title[at].trim().to_owned(),
            converted: None,
            own: self.numbers == Numbers::OfIndicator,
        }
    }
}

/// Whether a text is a number and nothing else, in any width of its digits.
fn is_bare(typed: &str) -> bool {
    let plain: String = typed.nfkc().collect();
    let plain = plain.trim();
    plain.contains(|c: char| c.is_ascii_digit())
        && plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | ' '))
}

/// `1.2M` as `1.2 million`, where nothing but a short word for millions stands behind a number.
fn as_millions(typed: &str) -> Option<String> {
    let plain: String = typed.nfkc().flat_map(char::to_lowercase).collect();
    let short = |word: &&str| ["m", "mn", "mio", "mio.", "mln"].contains(word);
    let at = plain.find(char::is_alphabetic)?;
    let (digits, word) = plain.split_at(at);
    Some(word.trim()).filter(short)?;
    Some(format!("{} million", digits.trim()))
}

impl Planner {
    /// The unit of a line, where it is another than that of the indicator in whose unit the numbers of its row are.
    fn other_unit(&self, draft: &Draft, column: usize) -> Option<&str> {
        let col = &self.def.columns[column];
        let unit = self.units.of_line(draft.line).filter(|_| col.kind == Kind::Number && !self.units.own)?;
        let Cell::Link(id) = draft.row.get(self.def.measured_by?) else { return None };
        let of = measured(self.def)?;
        let rows = self.project.sheet(of.key)?;
        let row = rows.row(rows.position(id)?)?;
        let (listed, own) = (of.column("unit")?, of.column("unit_name"));
        let read = registry::read_cell(&self.project, row, listed, unit, self.today).ok();
        let is_listed = read.is_some_and(|read| read != Cell::Empty && read == row.get(listed));
        let is_own = own.is_some_and(
            |own| matches!(row.get(own), Cell::Text(name) if comparable(&name) == comparable(unit)),
        );
        (!is_listed && !is_own).then_some(unit)
    }

    /// A number with the unit of its line behind it.
    pub(super) fn with_unit_beside<'a>(
        &mut self,
        draft: &Draft,
        column: usize,
        typed: Cow<'a, str>,
    ) -> Cow<'a, str> {
        let Some(unit) = self.other_unit(draft, column).filter(|_| is_bare(&typed)) else { return typed };
        let with = format!("{} {unit}", typed.trim());
        let mut row = draft.row.copy();
        if let Ok(cell) = registry::read_number(&self.project, &*row, &self.def.columns[column], &with)
            && let Some(own) = Arc::get_mut(&mut row)
        {
            own.set(column, cell);
            let shown = self.shown(&*row, column);
            let converted = self.units.converted.get_or_insert((with.clone(), shown, 0));
            converted.2 += 1;
        }
        Cow::Owned(with)
    }

    /// Offers a number whose unit does not fit as one in the unit of its indicator, alone or with all others.
    pub(super) fn offer_own_unit(&self, draft: &Draft, column: usize, typed: &str, read: &mut CellPlan) {
        let CellPlan::Wrong(wrong) = read else { return };
        if self.other_unit(draft, column).is_none() || !is_bare(typed) {
            return;
        }
        let mut row = draft.row.copy();
        let Ok(cell) = registry::read_number(&self.project, &*row, &self.def.columns[column], typed) else {
            return;
        };
        let Some(own) = Arc::get_mut(&mut row) else { return };
        own.set(column, cell);
        let (shown, title) = (self.shown(&*row, column), &self.units.title);
        wrong.proposals.push((shown, Mend::Typed(typed.trim().to_owned())));
        let all = say!(
            "所有数都按指标的单位，不看“{title}”一栏",
            "All numbers are in the units of their indicators, whatever '{title}' says"
        );
        wrong.proposals.push((all, Mend::OwnUnits));
    }

    /// Offers `1.2M` of money as millions, in the unit of its cell.
    pub(super) fn offer_millions(&self, draft: &Draft, column: usize, typed: &str, read: &mut CellPlan) {
        let CellPlan::Wrong(wrong) = read else { return };
        let col = &self.def.columns[column];
        if col.kind != Kind::Number || !wrong.proposals.is_empty() {
            return;
        }
        let mut row = draft.row.copy();
        let unit = registry::unit_of(&self.project, &*row, col);
        let Some(millions) = as_millions(typed).filter(|_| matches!(unit, Unit::Yuan | Unit::WanYuan)) else {
            return;
        };
        let Ok(cell) = registry::read_number(&self.project, &*row, col, &millions) else { return };
        let Some(own) = Arc::get_mut(&mut row) else { return };
        own.set(column, cell);
        wrong.proposals.push((self.shown(&*row, column), Mend::Typed(millions)));
    }

    /// Keeps a unit that is in no list as one of people's own, in the column for these.
    pub(super) fn keep_unit(&mut self, draft: &mut Draft, own: usize, name: &str) -> CellPlan {
        let shown = Phrase::same(name);
        if draft.row.get(own) == Cell::Text(name.into()) {
            return CellPlan::Same(shown);
        }
        let old = (draft.before.get(own) != Cell::Empty).then(|| self.shown(&*draft.before, own));
        draft.changes += 1;
        let (sheet, row) = (self.def.key, draft.row.id());
        if let Some(column) = self.def.column("unit").filter(|listed| draft.row.get(*listed) != Cell::Empty) {
            draft.take(Edit::Set { sheet, row, column, cell: Cell::Empty });
        }
        draft.take(Edit::Set { sheet, row, column: own, cell: Cell::Text(name.into()) });
        old.map_or(CellPlan::Fill(shown.clone()), |old| CellPlan::Over(old, shown))
    }

    /// The numbers that a line gives anew, in a sheet whose rows have a unit; none where the line tells what was exported, as
    /// numbers that nobody changed there stay whatever they are now.
    pub(super) fn renumbered(
        &self,
        draft: &Draft,
        order: &[(usize, usize)],
        cells: &[String],
    ) -> Vec<(usize, String)> {
        if self.def.column("unit").is_none() || draft.exported.is_some() {
            return Vec::new();
        }
        let is_new = |(column, at): &&(usize, usize)| {
            let (col, typed) = (&self.def.columns[*column], cells[*at].as_str());
            let is_number = col.kind == Kind::Number && !typed.trim().is_empty();
            is_number
                && !self.is_there(&*draft.row, *column, typed)
                && !self.says_nothing(draft, *column, typed)
        };
        order.iter().filter(is_new).map(|(column, at)| (*column, cells[*at].clone())).collect()
    }

    /// A row as a cell of it is compared with the others: without the numbers in another unit than the cell leaves it in, for
    /// which the line has new ones. None where there are none of these.
    pub(super) fn compared(&self, draft: &Draft, column: usize, cell: &Cell) -> Option<Arc<dyn AnyRow>> {
        let (mut after, mut compared) = (draft.row.copy(), draft.row.copy());
        if draft.renumbered.is_empty() {
            return None;
        }
        Arc::get_mut(&mut after)?.set(column, cell.clone());
        let own = Arc::get_mut(&mut compared)?;
        for (n, typed) in draft.renumbered.iter().filter(|(n, _)| *n != column) {
            let is_old =
                draft.row.get(*n) == draft.before.get(*n) && self.is_in_other_unit(draft, *n, &*after);
            if is_old && registry::read_number(&self.project, &*after, &self.def.columns[*n], typed).is_ok() {
                own.set(*n, Cell::Empty);
            }
        }
        Some(compared)
    }

    /// Whether a number of a row counts in another unit than before the line was read.
    fn is_in_other_unit(&self, draft: &Draft, column: usize, row: &dyn AnyRow) -> bool {
        let unit = |row| registry::unit_of(&self.project, row, &self.def.columns[column]);
        unit(&*draft.before) != unit(row)
    }

    /// The columns of numbers that the line gave in the unit in which it leaves the row.
    pub(super) fn given_with_unit(&self, draft: &Draft) -> Vec<usize> {
        let is_given = |n: &usize| {
            draft.row.get(*n) != draft.before.get(*n) && self.is_in_other_unit(draft, *n, &*draft.row)
        };
        draft.renumbered.iter().map(|(n, _)| *n).filter(is_given).collect()
    }

    /// Says what was converted.
    pub(super) fn note_units(&mut self, intake: &Intake) {
        let title = self.units.title.clone();
        if let Some((first, shown, n)) = self.units.converted.take() {
            let cells = crate::text::count(n as u64, "格", "cell", "cells");
            self.note(say!(
                "按“{title}”一栏换算 {cells}：{first} 存为 {shown}",
                "Converted from '{title}', {cells}: {first} is stored as {shown}",
                cells,
                shown
            ));
        }
        if intake.numbers == Numbers::OfIndicator {
            self.note(say!(
                "所有数都按指标的单位，不看“{title}”一栏",
                "All numbers are in the units of their indicators, whatever '{title}' says"
            ));
        }
    }
}
