//! Cells by their owner's rules: reading what was typed, checking it, and the edit that comes of it.

use super::owner;
use crate::project::{Edit, Project, row_name};
use crate::sheet::{AnyRow, Cell, Id, Invalid, Kind, Reading, Unit, is_nothing, parse, parse_quantity};
use crate::text::Lang;
use crate::tool::{Change, Verdict};
use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

/// Reads what was typed into a cell. Our own text typed back leaves the cell empty.
pub fn read_cell(
    project: &Project,
    row: &dyn AnyRow,
    column: usize,
    typed: &str,
    today: NaiveDate,
) -> Result<Cell, Invalid> {
    let Some(col) = row.def().columns.get(column) else { return Ok(Cell::Empty) };
    if row.builtin(column).is_some_and(|t| [t.zh, t.en].contains(&typed.trim())) {
        return Ok(Cell::Empty);
    }
    let tool = owner(row.def().key).map(|(_, tool)| tool);
    if let Some(first) = tool.filter(|_| !typed.trim().is_empty()).and_then(|tool| (tool.needs)(row, col)) {
        return Err(Invalid(first.into()));
    }
    if col.kind == Kind::Number && !typed.trim().is_empty() {
        let unit = tool.map_or(Unit::None, |tool| (tool.unit)(project, row, col));
        let plain: String = typed.trim().nfkc().collect();
        let plain = plain.trim();
        if is_nothing(plain) {
            return Ok(Cell::Empty);
        }
        return parse_quantity(plain, unit).map(Cell::Number);
    }
    let link = |sheet: &str, name: &str| {
        let rows = project.sheet(sheet)?;
        let named =
            |r: &dyn AnyRow| [Lang::Zh, Lang::En].iter().any(|l| row_name(r, *l).eq_ignore_ascii_case(name));
        let all = || (0..rows.len()).filter_map(|n| rows.row(n));
        // "FTFR" is enough where only one name holds it.
        let part = name.to_lowercase();
        let holds = |r: &&dyn AnyRow| {
            [Lang::Zh, Lang::En].iter().any(|l| row_name(*r, *l).to_lowercase().contains(&part))
        };
        let mut alike = all().filter(holds);
        let only = alike.next().filter(|_| alike.next().is_none());
        all().find(|r| named(*r)).or(only).map(AnyRow::id)
    };
    parse(col.kind, typed, &Reading { counts: col.counts.clone(), today, link: &link })
}

/// Whether a percentage was typed with its sign, so that nobody need ask whether a fraction was meant.
pub fn is_meant(typed: &str) -> bool {
    typed.nfkc().any(|c| c == '%')
}

/// What the owner of a sheet says before a cell is changed.
pub fn check(change: &Change<'_>) -> Verdict {
    let Some((_, tool)) = owner(change.row.def().key) else { return Verdict::Fine };
    match (tool.needs)(change.row, change.column).filter(|_| *change.cell != Cell::Empty) {
        Some(first) => Verdict::Refuse(first.into()),
        None => (tool.check)(change),
    }
}

/// The row that a new one is the same as, by its owner's rules.
pub fn same(project: &Project, row: &dyn AnyRow) -> Option<Id> {
    owner(row.def().key).and_then(|(_, tool)| (tool.same)(project, row))
}

/// The edits that put a new row's values into the row that it is the same as; none for what is so already.
pub fn in_place_of(project: &Project, id: Id, row: &dyn AnyRow) -> Vec<Edit> {
    let sheet = row.def().key;
    let there = project.sheet(sheet).and_then(|rows| rows.share(rows.position(id)?));
    let Some(there) = there else { return Vec::new() };
    (0..row.def().columns.len())
        .map(|column| (column, row.get(column)))
        .filter(|(column, cell)| *cell != Cell::Empty && *cell != there.get(*column))
        .map(|(column, cell)| Edit::Set { sheet, row: id, column, cell })
        .collect()
}

/// A change as an edit, with what its tool lets go together with it. The change comes last, so that what
/// was typed stands.
pub fn edit_of(change: &Change<'_>) -> Edit {
    let def = change.row.def();
    let set = Edit::Set {
        sheet: def.key,
        row: change.row.id(),
        column: def.column(change.column.key).unwrap_or(usize::MAX),
        cell: change.cell.clone(),
    };
    let mut edits = owner(def.key).map_or(Vec::new(), |(_, tool)| (tool.follow)(change));
    if edits.is_empty() {
        return set;
    }
    edits.push(set);
    Edit::Many(edits)
}
