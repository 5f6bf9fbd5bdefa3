//! Rows and sheets without their types: all that grids, pastes, merges and exports ever see.

use super::{Cell, Column, Entered, FastReader, Id};
use crate::text::Text;
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use std::any::Any;
use std::fmt;
use std::sync::Arc;

/// A row, whatever its sheet.
pub trait AnyRow: Any + Send + Sync {
    /// The row's name for life.
    fn id(&self) -> Id;
    /// The sheet it belongs to.
    fn def(&self) -> &'static SheetDef;
    /// When the row was entered, and what was corrected since.
    fn entered(&self) -> &Entered;
    /// The same, to be changed.
    fn entered_mut(&mut self) -> &mut Entered;
    /// The cell of a column; empty beyond the last column.
    fn get(&self, column: usize) -> Cell;
    /// The text entered in a column of text or prose, without a copy of it.
    fn text(&self, column: usize) -> Option<&str>;
    /// Puts a value into a cell; false if the column cannot hold it, and then nothing has changed.
    fn set(&mut self, column: usize, cell: Cell) -> bool;
    /// Takes over the cells of another row of the same sheet in these columns, each the bit at its place; false if it
    /// is of another sheet, and then nothing has changed.
    fn take(&mut self, from: &dyn AnyRow, columns: u64) -> bool;
    /// The text of ours that stands in an empty cell, such as the name of a prefilled item.
    fn builtin(&self, _column: usize) -> Option<Text> {
        None
    }
    /// Writes the row as one line of JSON.
    fn write_json(&self, out: &mut String);
    /// The row as one line of JSON.
    fn json(&self) -> String {
        let mut out = String::new();
        self.write_json(&mut out);
        out
    }
    /// For the typed access of the core.
    fn as_any(&self) -> &dyn Any;
    /// A copy to change.
    fn copy(&self) -> Arc<dyn AnyRow>;
}

/// One way for all rows, as thirty of their own would be a good part of the program.
impl fmt::Debug for dyn AnyRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.def().key, self.json())
    }
}

impl fmt::Debug for dyn AnySheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries((0..self.len()).filter_map(|at| self.row(at))).finish()
    }
}

impl dyn AnyRow {
    /// The row as its own type.
    pub fn typed<R: Row>(&self) -> Option<&R> {
        self.as_any().downcast_ref()
    }

    /// The cell of a column named by key; empty if there is no such column.
    pub fn cell(&self, key: &str) -> Cell {
        self.def().column(key).map_or(Cell::Empty, |c| self.get(c))
    }
}

/// A row's own type, as `sheet!` declares it.
pub trait Row: AnyRow + Clone + Default + PartialEq + DeserializeOwned {
    /// The key of the sheet.
    const SHEET: &'static str;
    /// The sheet.
    const DEF: &'static SheetDef;
    /// An empty row.
    fn with_id(id: Id) -> Self;
    /// The rows that the sheet of a new project begins with.
    fn first_rows(_new_id: &mut dyn FnMut() -> Id) -> Vec<Self> {
        Vec::new()
    }
    /// Reads the next row, if it is laid out exactly as [`AnyRow::write_json`] does; `None` leaves it to the parser.
    fn read_next(json: &mut FastReader<'_>) -> Option<Self>;
    /// Reads a text that is one row, under the same condition.
    fn read_fast(json: &str) -> Option<Self> {
        let mut json = FastReader::new(json);
        Self::read_next(&mut json).filter(|_| json.is_done())
    }
}

/// An item of ours that a new project's sheet has a row for.
pub trait Prefilled<R>: 'static {
    /// Its name for life, kept in the row's field `code`.
    fn code(&self) -> &'static str;
    /// The text in a column, by the column's key, until something else is entered there.
    fn text(&self, column: &str) -> Option<Text>;
    /// Fills in what else the row begins with.
    fn fill(&self, _row: &mut R) {}
}

/// What is known of a sheet before it has rows.
#[derive(Debug)]
pub struct SheetDef {
    /// The name in the file and on the command line.
    pub key: &'static str,
    /// The name on the screen.
    pub title: Text,
    /// The columns, the first being the one that names a row.
    pub columns: &'static [Column],
    /// The column by which a row became known where its file does not tell when it was entered.
    pub dated: Option<usize>,
    /// The column by which its scores became known, where the rows live longer than their scores.
    pub scores_dated: Option<usize>,
    /// The last day of what a row tells, which is blank while it lasts.
    pub lasts_until: Option<usize>,
    /// The link to the row in whose unit all numbers of its rows are.
    pub measured_by: Option<usize>,
    /// The column that lists often fill in the first line of a block of rows alone, as its cells were merged.
    pub grouped_by: Option<usize>,
    /// The columns by which a row from elsewhere is recognised, the most telling first.
    pub key_columns: &'static [usize],
    empty: fn() -> Arc<dyn AnySheet>,
    new_row: fn(Id) -> Arc<dyn AnyRow>,
    first_rows: FirstRows,
    read: ReadRows,
    read_lines: fn(&str, bool) -> Option<Arc<dyn AnySheet>>,
    gather: GatherRows,
    join: JoinParts,
    equal: fn(&dyn AnyRow, &dyn AnyRow) -> bool,
}

/// Makes the rows that a new project begins with, given where their ids come from.
type FirstRows = fn(&mut dyn FnMut() -> Id) -> Vec<Arc<dyn AnyRow>>;

/// Reads rows from the JSON text of each; the error names the row's place in the slice.
type ReadRows = fn(&[&str]) -> Result<Arc<dyn AnySheet>, (usize, serde_json::Error)>;

/// Makes one sheet of several, if all are its own.
type JoinParts = fn(Vec<Arc<dyn AnySheet>>) -> Option<Arc<dyn AnySheet>>;

/// Makes a sheet of shared rows, if all are its own.
type GatherRows = fn(Vec<Arc<dyn AnyRow>>) -> Option<Arc<dyn AnySheet>>;

impl PartialEq for SheetDef {
    fn eq(&self, other: &SheetDef) -> bool {
        self.key == other.key
    }
}

impl SheetDef {
    /// The definition of the sheet of `R`.
    pub const fn of<R: Row>(title: Text, columns: &'static [Column]) -> SheetDef {
        assert!(
            columns.len() < 64,
            "a row remembers the fields it has seen in 64 bits, and one stands for its record"
        );
        SheetDef {
            key: R::SHEET,
            title,
            columns,
            dated: None,
            scores_dated: None,
            lasts_until: None,
            measured_by: None,
            grouped_by: None,
            key_columns: &[0],
            empty: || Arc::new(Rows::<R>(Vec::new())),
            new_row: |id| Arc::new(R::with_id(id)),
            first_rows: |new_id| {
                R::first_rows(new_id).into_iter().map(|row| Arc::new(row) as Arc<dyn AnyRow>).collect()
            },
            read: read_rows::<R>,
            read_lines: read_lines::<R>,
            gather: |rows| {
                Some(Arc::new(Rows(rows.into_iter().map(typed).collect::<Option<Vec<Arc<R>>>>()?)))
            },
            join: join::<R>,
            equal: |a, b| a.typed::<R>().zip(b.typed::<R>()).is_some_and(|(a, b)| a == b),
        }
    }

    /// The same sheet, whose rows became known on the date in this column.
    #[must_use]
    pub const fn dated(self, column: usize) -> SheetDef {
        SheetDef { dated: Some(column), ..self }
    }

    /// The same sheet, whose scores became known on the date in this column.
    #[must_use]
    pub const fn scores_dated(self, column: usize) -> SheetDef {
        SheetDef { scores_dated: Some(column), ..self }
    }

    /// The same sheet, whose rows tell what lasts until the date in this column.
    #[must_use]
    pub const fn lasts_until(self, column: usize) -> SheetDef {
        SheetDef { lasts_until: Some(column), ..self }
    }

    /// The same sheet, whose numbers are in the unit of the row that this column links to.
    #[must_use]
    pub const fn measured_by(self, column: usize) -> SheetDef {
        SheetDef { measured_by: Some(column), ..self }
    }

    /// The same sheet, whose rows stand in blocks of one value of this column in the lists of others.
    #[must_use]
    pub const fn grouped_by(self, column: usize) -> SheetDef {
        SheetDef { grouped_by: Some(column), ..self }
    }

    /// The same sheet, whose rows are recognised by these columns.
    #[must_use]
    pub const fn keyed(self, key_columns: &'static [usize]) -> SheetDef {
        SheetDef { key_columns, ..self }
    }

    /// The place of a column by its key.
    pub fn column(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.key == key)
    }

    /// A sheet without rows.
    pub fn empty(&self) -> Arc<dyn AnySheet> {
        (self.empty)()
    }

    /// An empty row.
    pub fn new_row(&self, id: Id) -> Arc<dyn AnyRow> {
        (self.new_row)(id)
    }

    /// The rows that a new project begins with, each with an id of its own.
    pub fn first_rows(&self, new_id: &mut dyn FnMut() -> Id) -> Vec<Arc<dyn AnyRow>> {
        (self.first_rows)(new_id)
    }

    /// Rows from the JSON of each; the error names the first bad row by its place.
    pub fn read(&self, rows: &[&str]) -> Result<Arc<dyn AnySheet>, (usize, serde_json::Error)> {
        (self.read)(rows)
    }

    /// Reads rows from whole lines of a file, each row in a line of its own and with a comma behind all but the
    /// last of the sheet, which stands among these lines if `to_end`; `None` if they are laid out otherwise or one
    /// is not sound.
    pub fn read_lines(&self, lines: &str, to_end: bool) -> Option<Arc<dyn AnySheet>> {
        (self.read_lines)(lines, to_end)
    }

    /// A sheet of these rows, which stay shared; `None` if one belongs to another sheet.
    pub fn gather(&self, rows: Vec<Arc<dyn AnyRow>>) -> Option<Arc<dyn AnySheet>> {
        (self.gather)(rows)
    }

    /// One sheet of the rows of several, in their order; `None` if one of them is another sheet.
    pub fn join(&self, parts: Vec<Arc<dyn AnySheet>>) -> Option<Arc<dyn AnySheet>> {
        (self.join)(parts)
    }

    /// Whether two rows of this sheet hold the same.
    pub fn equal(&self, a: &dyn AnyRow, b: &dyn AnyRow) -> bool {
        (self.equal)(a, b)
    }
}

/// A shared row as its own type.
fn typed<R: Row>(row: Arc<dyn AnyRow>) -> Option<Arc<R>> {
    (row as Arc<dyn Any + Send + Sync>).downcast().ok()
}

fn read_rows<R: Row>(texts: &[&str]) -> Result<Arc<dyn AnySheet>, (usize, serde_json::Error)> {
    let row = |(n, text): (usize, &&str)| match R::read_fast(text) {
        Some(row) => Ok(Arc::new(row)),
        None => serde_json::from_str(text).map(Arc::new).map_err(|e| (n, e)),
    };
    let rows = texts.iter().enumerate().map(row).collect::<Result<Vec<_>, _>>()?;
    Ok(Arc::new(Rows(rows)))
}

fn read_lines<R: Row>(lines: &str, to_end: bool) -> Option<Arc<dyn AnySheet>> {
    let mut json = FastReader::new(lines);
    let (mut rows, mut comma) = (Vec::new(), false);
    while !json.is_done() {
        // Only the first row stands behind no comma.
        (comma || rows.is_empty()).then_some(())?;
        let before = json;
        let row = if let Some(row) = R::read_next(&mut json) {
            row
        } else {
            json = before;
            serde_json::from_str(json.line()?).ok()?
        };
        comma = json.skip(",");
        json.skip("\n").then_some(())?;
        rows.push(Arc::new(row));
    }
    // Lines without a row are the whole of an empty sheet.
    let ended = !comma;
    (ended == to_end).then(|| Arc::new(Rows(rows)) as Arc<dyn AnySheet>)
}

fn join<R: Row>(parts: Vec<Arc<dyn AnySheet>>) -> Option<Arc<dyn AnySheet>> {
    let mut rows = Vec::with_capacity(parts.iter().map(|part| part.len()).sum());
    for part in parts {
        let part = (part as Arc<dyn Any + Send + Sync>).downcast::<Rows<R>>().ok()?;
        rows.append(&mut Arc::unwrap_or_clone(part).0);
    }
    Some(Arc::new(Rows(rows)))
}

/// A sheet, whatever its rows.
pub trait AnySheet: Any + Send + Sync {
    /// What kind of sheet it is.
    fn def(&self) -> &'static SheetDef;
    /// How many rows there are.
    fn len(&self) -> usize;
    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The row at a place.
    fn row(&self, at: usize) -> Option<&dyn AnyRow>;
    /// The row at a place, shared.
    fn share(&self, at: usize) -> Option<Arc<dyn AnyRow>>;
    /// Where a row stands.
    fn position(&self, id: Id) -> Option<usize>;
    /// Puts a value into a cell and gives the old one; `None` if it cannot be held, and nothing has changed.
    fn set(&mut self, at: usize, column: usize, cell: Cell) -> Option<Cell>;
    /// Notes in the row at a place what a person has changed in it on a day, since it was as given.
    fn record(&mut self, at: usize, before: &dyn AnyRow, columns: u64, day: NaiveDate);
    /// Puts cells of another row into the one at a place, as [`AnyRow::take`] does, and gives the row as it was. The
    /// bit [`RECORD`](super::RECORD) puts back what the other's record says of these columns.
    fn take(&mut self, at: usize, from: &dyn AnyRow, columns: u64) -> Option<Arc<dyn AnyRow>>;
    /// Puts a row in, shared with whoever has it; false if it belongs to another sheet.
    fn insert(&mut self, at: usize, row: &Arc<dyn AnyRow>) -> bool;
    /// Takes a row out.
    fn remove(&mut self, at: usize) -> Option<Arc<dyn AnyRow>>;
    /// Moves a row to another place.
    fn shift(&mut self, from: usize, to: usize);
    /// Whether both hold the very same row at these places, without looking into it.
    fn same_row(&self, at: usize, other: &dyn AnySheet, other_at: usize) -> bool;
    /// For the typed access of the core.
    fn as_any(&self) -> &dyn Any;
    /// A copy to change; its rows stay shared.
    fn copy(&self) -> Arc<dyn AnySheet>;
}

/// The rows of one sheet. A row is shared between snapshots until it changes.
#[derive(Clone, Debug)]
pub struct Rows<R>(pub Vec<Arc<R>>);

impl<R: Row> AnySheet for Rows<R> {
    fn def(&self) -> &'static SheetDef {
        R::DEF
    }
    fn len(&self) -> usize {
        self.0.len()
    }
    fn row(&self, at: usize) -> Option<&dyn AnyRow> {
        self.0.get(at).map(|r| &**r as &dyn AnyRow)
    }
    fn share(&self, at: usize) -> Option<Arc<dyn AnyRow>> {
        self.0.get(at).map(|r| Arc::clone(r) as Arc<dyn AnyRow>)
    }
    fn position(&self, id: Id) -> Option<usize> {
        self.0.iter().position(|r| r.id() == id)
    }
    fn set(&mut self, at: usize, column: usize, cell: Cell) -> Option<Cell> {
        let row = self.0.get_mut(at)?;
        let old = row.get(column);
        Arc::make_mut(row).set(column, cell).then_some(old)
    }
    fn record(&mut self, at: usize, before: &dyn AnyRow, columns: u64, day: NaiveDate) {
        if let Some(row) = self.0.get_mut(at) {
            (Arc::make_mut(row) as &mut dyn AnyRow).record(before, columns, day);
        }
    }
    fn take(&mut self, at: usize, from: &dyn AnyRow, columns: u64) -> Option<Arc<dyn AnyRow>> {
        let row = self.0.get_mut(at)?;
        let mut changed = R::clone(row);
        let taken = changed.take(from, columns);
        (&mut changed as &mut dyn AnyRow).take_record(from, columns);
        taken.then(|| std::mem::replace(row, Arc::new(changed)) as Arc<dyn AnyRow>)
    }
    fn insert(&mut self, at: usize, row: &Arc<dyn AnyRow>) -> bool {
        let Some(row) = typed(Arc::clone(row)) else { return false };
        self.0.insert(at.min(self.0.len()), row);
        true
    }
    fn remove(&mut self, at: usize) -> Option<Arc<dyn AnyRow>> {
        (at < self.0.len()).then(|| self.0.remove(at) as Arc<dyn AnyRow>)
    }
    fn shift(&mut self, from: usize, to: usize) {
        if from < self.0.len() {
            let row = self.0.remove(from);
            self.0.insert(to.min(self.0.len()), row);
        }
    }
    fn same_row(&self, at: usize, other: &dyn AnySheet, other_at: usize) -> bool {
        let other = other.as_any().downcast_ref::<Rows<R>>();
        match (self.0.get(at), other.and_then(|o| o.0.get(other_at))) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn copy(&self) -> Arc<dyn AnySheet> {
        Arc::new(self.clone())
    }
}
