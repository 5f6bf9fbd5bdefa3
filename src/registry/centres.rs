//! The names of centres, which are written in more than one place.

use crate::project::Project;
use crate::say;
use crate::sheet::{AnyRow, Cell, Row as _, comparable, is_comparable};
use crate::text::Phrase;
use crate::tools::adkar::Person;
use crate::tools::roadmap::Centre;
use ecow::EcoString;

/// A centre that is typed in other case or width, or with other blanks, than it is written already: that spelling, and
/// what is said of it. What is written so anywhere is taken as it is.
pub fn spelt_as_there(
    project: &Project,
    row: &dyn AnyRow,
    column: usize,
    cell: &Cell,
) -> Option<(Cell, Phrase)> {
    let Cell::Text(typed) = cell else { return None };
    let def = row.def();
    let key = def.columns.get(column)?.key;
    let on_card = def.key == Person::SHEET && key == Person::COL.centre.key;
    // Two rows of one name on the roadmap are told apart elsewhere.
    let on_roadmap = def.key == Centre::SHEET && key == Centre::COL.name.key;
    let wanted = comparable(typed);
    if !(on_card || on_roadmap) || wanted.is_empty() {
        return None;
    }
    let listed = project.rows::<Centre>().iter().filter(|_| on_card).map(|centre| &centre.name);
    let cards = project.rows::<Person>().iter().filter(|card| card.id != row.id());
    let mut there: Option<&EcoString> = None;
    for name in listed.chain(cards.map(|card| &card.centre)) {
        if name == typed {
            return None;
        }
        if there.is_none() && is_comparable(name, &wanted) {
            there = Some(name);
        }
    }
    let there = there?.trim();
    let said =
        say!("“{typed}”写作“{there}”，和已有的一样", "'{typed}' is written '{there}', as it stands already");
    Some((Cell::Text(there.into()), said))
}

/// Names that rows of a sheet may be made of, since they stand elsewhere already: the centres of cards that are on no
/// roadmap, each once.
pub fn known_elsewhere(project: &Project, sheet: &str) -> Vec<EcoString> {
    if sheet != Centre::SHEET {
        return Vec::new();
    }
    let is_listed = |name: &str| {
        project.rows::<Centre>().iter().any(|centre| is_comparable(&centre.name, &comparable(name)))
    };
    let mut names: Vec<EcoString> = Vec::new();
    for card in project.rows::<Person>() {
        let name = card.centre.trim();
        if !name.is_empty() && !names.iter().any(|there| there == name) && !is_listed(name) {
            names.push(name.into());
        }
    }
    names
}
