//! What becomes of the rows that refer to rows that are removed: the readings of an indicator go with it; a win that it
//! proved stays, and has no name for it any more.

use super::{TOOLS, sheets};
use crate::project::{Edit, Project};
use crate::say;
use crate::sheet::{AnyRow, Cell, Id, Kind};
use crate::text::{Phrase, Text, list, rows_of};
use std::collections::HashSet;

/// Rows to remove, with what refers to them.
pub struct Removal {
    /// All that goes, as one step.
    pub edit: Edit,
    /// The numbers of rows that go together with them, by sheet.
    with: Vec<(Text, usize)>,
    /// The numbers of rows that stay and lose a name, by sheet and column.
    nameless: Vec<(Text, Text, usize)>,
}

/// What removing these rows of a sheet comes to.
pub fn removal(project: &Project, sheet: &'static str, rows: &[Id]) -> Removal {
    let gone: HashSet<Id> = rows.iter().copied().collect();
    let mut edits: Vec<Edit> = rows.iter().map(|row| Edit::Remove { sheet, row: *row }).collect();
    let (mut with, mut nameless) = (Vec::new(), Vec::new());
    for def in sheets() {
        let Some(other) = project.sheet(def.key) else { continue };
        let links: Vec<usize> =
            (0..def.columns.len()).filter(|at| def.columns[*at].kind == Kind::Link(sheet)).collect();
        let belongs = |at: usize| {
            TOOLS.iter().flat_map(|tool| tool.belongs).any(|link| link.sheet == def.key && link.at == at)
        };
        let refers =
            |row: &dyn AnyRow, at: usize| matches!(row.get(at), Cell::Link(id) if gone.contains(&id));
        let (mut going, mut losing) = (0, vec![0; links.len()]);
        for row in (0..other.len()).filter_map(|n| other.row(n)) {
            if def.key == sheet && gone.contains(&row.id()) {
                continue;
            }
            if links.iter().any(|at| belongs(*at) && refers(row, *at)) {
                going += 1;
                edits.push(Edit::Remove { sheet: def.key, row: row.id() });
                continue;
            }
            for (count, at) in losing.iter_mut().zip(&links) {
                *count += usize::from(refers(row, *at));
            }
        }
        if going > 0 {
            with.push((def.title, going));
        }
        let lost = links.iter().zip(losing).filter(|(_, count)| *count > 0);
        nameless.extend(lost.map(|(at, count)| (def.title, def.columns[*at].title, count)));
    }
    Removal { edit: Edit::Many(edits), with, nameless }
}

impl Removal {
    /// What becomes of the rows that refer to these, as a clause; none if no row does.
    pub fn said(&self) -> Option<Phrase> {
        let with = |(title, n): &(Text, usize)| rows_of(*title, *n);
        let nameless = |(title, column, n): &(Text, Text, usize)| {
            say!("{rows}的“{column}”", "'{column}' in {rows}", rows = rows_of(*title, *n), column)
        };
        let all: Vec<Phrase> = self.with.iter().map(with).collect();
        let which = list(&all);
        // Between Chinese and a title in Latin letters stands a space.
        let gap = if which.zh.starts_with(|c: char| c.is_ascii()) { " " } else { "" };
        let with = (!all.is_empty()).then(|| say!("连同{gap}{which}", "with {which}", which));
        let all: Vec<Phrase> = self.nameless.iter().map(nameless).collect();
        let which = list(&all);
        let nameless = (!all.is_empty())
            .then(|| say!("{which}变为“（已删除）”", "so that {which} reads '(removed)'", which));
        match (with, nameless) {
            (Some(with), Some(nameless)) => {
                Some(say!("{with}；{nameless}", "{with}, {nameless}", with, nameless))
            }
            (with, nameless) => with.or(nameless),
        }
    }
}
