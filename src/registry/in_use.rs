//! What a project has in use of lists that are open: values of people's own, and the names of centres.

use crate::project::{self, Project};
use crate::say;
use crate::sheet::{AnyRow, Cell, Column, Kind, Opt, Row as _, SheetDef, comparable, is_comparable};
use crate::text::{Lang, Phrase};
use crate::tools::adkar::Person;
use crate::tools::roadmap::Centre;
use ecow::EcoString;
use std::collections::{BTreeSet, HashSet};

/// The rows of a sheet.
fn rows<'a>(project: &'a Project, sheet: &str) -> impl Iterator<Item = &'a dyn AnyRow> + 'a {
    let rows = project.sheet(sheet);
    rows.into_iter().flat_map(|rows| (0..rows.len()).filter_map(|at| rows.row(at)))
}

/// The texts that stand in a column of a sheet, each once.
fn texts(project: &Project, sheet: &str, column: usize) -> BTreeSet<EcoString> {
    let text = |row: &dyn AnyRow| match row.get(column) {
        Cell::Text(text) if !text.trim().is_empty() => Some(text),
        _ => None,
    };
    rows(project, sheet).filter_map(text).collect()
}

/// The values of people's own in all columns that have these options, each once.
pub fn own_values(project: &Project, options: &'static [Opt]) -> BTreeSet<EcoString> {
    let kind = Kind::OpenChoice(options);
    let columns = super::sheets().into_iter().flat_map(|def| {
        let own = def.columns.iter().enumerate().filter(move |(_, column)| column.kind == kind);
        own.map(move |(at, _)| (def.key, at))
    });
    columns.flat_map(|(sheet, at)| texts(project, sheet, at)).collect()
}

/// The names of the centres: those of the roadmap, then those of cards alone, each once.
pub fn centres(project: &Project) -> Vec<EcoString> {
    let listed = project.rows::<Centre>().iter().map(|centre| &centre.name);
    let cards = project.rows::<Person>().iter().map(|card| &card.centre);
    let mut names: Vec<EcoString> = Vec::new();
    for name in listed.chain(cards) {
        let name = name.trim();
        if !name.is_empty() && !names.iter().any(|there| is_comparable(there, &comparable(name))) {
            names.push(name.into());
        }
    }
    names
}

/// All spellings of centres that stand somewhere.
pub fn centres_as_spelt(project: &Project) -> HashSet<EcoString> {
    let listed = project.rows::<Centre>().iter().map(|centre| centre.name.trim().into());
    let cards = project.rows::<Person>().iter().map(|card| card.centre.trim().into());
    listed.chain(cards).collect()
}

/// The column that says to which centre a row belongs; none where a sheet has none.
pub fn centre_column(def: &SheetDef) -> Option<usize> {
    let key = if def.key == Centre::SHEET { Centre::COL.name.key } else { Person::COL.centre.key };
    def.column(key)
}

/// Whether a column says to which centre a row belongs, and is not the name of a centre itself.
pub fn names_centre(def: &SheetDef, column: usize) -> bool {
    def.key != Centre::SHEET && centre_column(def) == Some(column)
}

/// Whether rows of a sheet say to which centre they belong; otherwise why there is no form of it for one.
pub fn check_has_centres(def: &SheetDef) -> Result<(), Phrase> {
    if centre_column(def).is_some() {
        return Ok(());
    }
    Err(say!(
        "“{title}”不分服务中心，没有按中心的填报表",
        "'{title}' does not say to which centre its rows belong: there is no form of it for a centre",
        title = def.title
    ))
}

/// Whether a row belongs to a centre; none where its sheet does not say to which its rows do.
pub fn is_of_centre(project: &Project, row: &dyn AnyRow, centre: &str) -> Option<bool> {
    let column = centre_column(row.def())?;
    let named = |lang| is_comparable(&project::cell_text(project, row, column, lang), &comparable(centre));
    Some([Lang::Zh, Lang::En].into_iter().any(named))
}

/// What is in use in a column beside its options: values and units of people's own, centres.
pub fn in_use(project: &Project, def: &SheetDef, column: &Column) -> Vec<EcoString> {
    let named = || def.columns.iter().position(|other| other.key.strip_suffix("_name") == Some(column.key));
    match column.kind {
        Kind::OpenChoice(options) => own_values(project, options).into_iter().collect(),
        Kind::Choice(_) => {
            named().map_or_else(Vec::new, |at| texts(project, def.key, at).into_iter().collect())
        }
        Kind::Text if def.key == Person::SHEET && column.key == Person::COL.centre.key => centres(project),
        _ => Vec::new(),
    }
}
