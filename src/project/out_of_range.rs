//! The cells that a file fills with more than they may hold, which are kept as they came.

use super::Project;
use crate::sheet::{Cell, Id, SheetDef, has_range};

/// A cell that holds what is out of its range.
#[derive(Clone, Debug, PartialEq)]
pub struct OutOfRange {
    /// Its sheet.
    pub sheet: &'static SheetDef,
    /// Its row.
    pub row: Id,
    /// The place of its column in the sheet.
    pub column: usize,
    /// What it holds.
    pub cell: Cell,
}

/// Lists all such cells, in the order of the sheets, their rows and columns.
pub fn out_of_range(project: &Project) -> Vec<OutOfRange> {
    let mut found = Vec::new();
    for sheet in project.sheets.iter() {
        let def = sheet.def();
        // Nobody sees or mends what only the program fills in.
        let ranged = def.columns.iter().enumerate();
        let ranged = ranged.filter(|(_, column)| has_range(column.kind) && !column.internal);
        let ranged: Vec<usize> = ranged.map(|(at, _)| at).collect();
        for row in (0..sheet.len()).filter_map(|at| sheet.row(at)) {
            let kept = ranged.iter().map(|column| (*column, row.get(*column)));
            let kept = kept.filter(|(_, cell)| matches!(cell, Cell::Outside(_)));
            found.extend(kept.map(|(column, cell)| OutOfRange { sheet: def, row: row.id(), column, cell }));
        }
    }
    found
}
