//! A project as it was known on an earlier day.

use super::Project;
use crate::sheet::{AnyRow, AnySheet, Cell, Id, Kind, SheetDef};
use chrono::NaiveDate;
use std::collections::HashMap;
use std::sync::Arc;

impl Project {
    /// The project as it was known at the end of a day: without the rows entered later, and with the values that were
    /// corrected later as they were. A tick counts from its own date at the earliest.
    ///
    /// Where a file does not tell when a row was entered, because an older version wrote it, the row counts from its
    /// own date, such as that of a reading, and the scores of a card from the day they were scored; a row without such
    /// a date was there from the beginning. A row removed since is there as long as it is kept ([`super::MOST`]), and of a
    /// long text that was rewritten since the words of today stand there.
    #[must_use]
    pub fn as_of(&self, day: NaiveDate) -> Project {
        let mut then = self.clone();
        for sheet in self.sheets() {
            let all = || (0..sheet.len()).filter_map(|at| sheet.share(at));
            let scored = self.scored_before(sheet.def(), day);
            let known: Vec<Arc<dyn AnyRow>> = match self.with_removed(&**sheet, day) {
                Some(rows) => rows.into_iter().filter_map(|row| row_as_of(row, day, &scored)).collect(),
                None => all().filter_map(|row| row_as_of(row, day, &scored)).collect(),
            };
            let same = known.len() == sheet.len() && all().zip(&known).all(|(a, b)| Arc::ptr_eq(&a, b));
            if !same && let Some(sheet) = sheet.def().gather(known) {
                then.put_sheet(sheet);
            }
        }
        if then.removed.iter().any(|entry| entry.day > day) {
            Arc::make_mut(&mut then.removed).retain(|entry| entry.day <= day);
        }
        then
    }

    /// The last scores by a day of the rows of a sheet whose earlier ones are kept in another, by the row: the day, and the
    /// row that keeps them.
    fn scored_before(&self, def: &SheetDef, day: NaiveDate) -> Scored {
        let mut last = Scored::new();
        if def.scores_dated.is_none() {
            return last;
        }
        for kept in self.sheets() {
            let columns = kept.def().columns;
            let of_row = columns.iter().position(|column| column.kind == Kind::Link(def.key));
            let scores = columns.iter().any(|column| {
                column.kind == Kind::Score
                    && def.column(column.key).is_some_and(|at| def.columns[at].kind == Kind::Score)
            });
            let (Some(of_row), Some(dated), true) = (of_row, kept.def().dated, scores) else { continue };
            for row in (0..kept.len()).filter_map(|at| kept.share(at)) {
                let (Cell::Link(id), Cell::Date(on)) = (row.get(of_row), row.get(dated)) else { continue };
                if on <= day && last.get(&id).is_none_or(|(known, _)| *known <= on) {
                    last.insert(id, (on, row));
                }
            }
        }
        last
    }

    /// The day on which the first row was entered, by the files that tell it and else by the dates of the rows; none
    /// if no row says.
    pub fn entered_from(&self) -> Option<NaiveDate> {
        let entered = |row: &dyn AnyRow| {
            let dated = || match row.get(row.def().dated?) {
                Cell::Date(date) => Some(date),
                _ => None,
            };
            row.entered().day().or_else(dated)
        };
        let of_sheet =
            |sheet: &Arc<dyn AnySheet>| (0..sheet.len()).filter_map(|at| entered(sheet.row(at)?)).min();
        self.sheets().filter_map(of_sheet).min()
    }
}

/// The scores kept of rows: the day on which they were given, and the row that keeps them.
type Scored = HashMap<Id, (NaiveDate, Arc<dyn AnyRow>)>;

/// A row as it was known on a day; none if it was not.
fn row_as_of(row: Arc<dyn AnyRow>, day: NaiveDate, scored: &Scored) -> Option<Arc<dyn AnyRow>> {
    if row.entered().day().is_some_and(|entered| entered > day) {
        return None;
    }
    let def = row.def();
    let mut then = row;
    if then.entered().corrected_after(day).next().is_some() {
        then = uncorrected(&*then, day).unwrap_or(then);
    }
    let later = |row: &dyn AnyRow, column| matches!(row.get(column), Cell::Date(date) if date > day);
    let untold = then.entered().day().is_none();
    if untold && def.dated.is_some_and(|column| later(&*then, column)) {
        return None;
    }
    let unscored = untold && def.scores_dated.is_some_and(|column| later(&*then, column));
    let empty = |at: usize, def: &SheetDef| match def.columns[at].kind {
        Kind::Tick => later(&*then, at),
        Kind::Score => unscored,
        _ => unscored && def.scores_dated == Some(at),
    };
    let emptied: Vec<usize> = (0..def.columns.len()).filter(|at| empty(*at, def)).collect();
    if !emptied.is_empty() {
        let mut copy = then.copy();
        if let Some(copy) = Arc::get_mut(&mut copy) {
            let before = scored.get(&copy.id()).filter(|_| unscored);
            for at in emptied {
                let column = &def.columns[at];
                let kept = before.and_then(|(on, row)| match column.kind {
                    Kind::Score => Some(row.get(row.def().column(column.key)?)),
                    _ => (def.scores_dated == Some(at)).then_some(Cell::Date(*on)),
                });
                // Every cell can be empty.
                let _ok = copy.set(at, kept.unwrap_or(Cell::Empty));
            }
        }
        then = copy;
    }
    Some(then)
}

/// A row with the corrections after a day taken back; none if what it says of them does not fit its columns.
fn uncorrected(row: &dyn AnyRow, day: NaiveDate) -> Option<Arc<dyn AnyRow>> {
    // The latest first, so that of several the earliest correction says what a cell held.
    let mut then = row.with_fields(row.entered().corrected_after(day))?;
    if Arc::get_mut(&mut then).is_none() {
        then = then.copy();
    }
    Arc::get_mut(&mut then)?.entered_mut().cut_after(day);
    Some(then)
}
