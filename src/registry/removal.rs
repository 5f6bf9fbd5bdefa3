//! What goes together with rows that are removed: the readings of an indicator, and what else belongs to it.

use super::TOOLS;
use crate::project::{Edit, Project};
use crate::say;
use crate::sheet::{AnyRow, Cell, Id, Kind};
use crate::text::{Phrase, Text, list};
use std::collections::HashSet;

/// Rows to remove, with those that belong to them.
pub struct Removal {
    /// All of them, as one step.
    pub edit: Edit,
    /// The numbers of rows that go together with them, by sheet.
    with: Vec<(Text, usize)>,
}

/// What removing these rows of a sheet comes to.
pub fn removal(project: &Project, sheet: &'static str, rows: &[Id]) -> Removal {
    let gone: HashSet<Id> = rows.iter().copied().collect();
    let mut edits: Vec<Edit> = rows.iter().map(|row| Edit::Remove { sheet, row: *row }).collect();
    let mut with = Vec::new();
    let links = TOOLS.iter().flat_map(|tool| tool.belongs);
    for link in links {
        let Some(owned) = project.sheet(link.sheet) else { continue };
        let def = owned.def();
        let leads_here = def.columns.get(link.at).is_some_and(|column| column.kind == Kind::Link(sheet));
        if !leads_here {
            continue;
        }
        let all = (0..owned.len()).filter_map(|at| owned.row(at));
        let belongs = |row: &&dyn AnyRow| matches!(row.get(link.at), Cell::Link(id) if gone.contains(&id));
        let going: Vec<Id> = all.filter(belongs).map(AnyRow::id).collect();
        if !going.is_empty() {
            with.push((def.title, going.len()));
            edits.extend(going.into_iter().map(|row| Edit::Remove { sheet: link.sheet, row }));
        }
    }
    Removal { edit: Edit::Many(edits), with }
}

impl Removal {
    /// What goes together with the rows, as a clause; none if nothing does.
    pub fn said(&self) -> Option<Phrase> {
        let one = |(title, n): &(Text, usize)| Phrase {
            zh: format!("{} {n} 行", title.zh).into(),
            en: format!("{n} of {}", title.en).into(),
        };
        let all: Vec<Phrase> = self.with.iter().map(one).collect();
        let which = list(&all);
        (!all.is_empty()).then(|| say!("连同{which}", "with {which}", which))
    }
}
