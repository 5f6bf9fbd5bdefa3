//! Names of centres that differ from one in use in width, case or blanks only: they are spelt as that one is.

use super::draft::Draft;
use super::{CellPlan, Intake, Mend, Planner};
use crate::project::Project;
use crate::registry;
use crate::say;
use crate::sheet::{Cell, Kind, SheetDef, cleaned, comparable, is_comparable};
use crate::text::Phrase;
use ecow::EcoString;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// The names of centres in use, each by what it is compared by.
pub(super) struct Spelt {
    /// The column of the centre; none where a sheet has none that is a text of its own.
    column: Option<usize>,
    names: RefCell<HashMap<String, String>>,
    /// All spellings that stand in the project: these are taken as they are.
    there: HashSet<EcoString>,
    /// All names of centres in use, where a sheet says to which its rows belong.
    in_use: Vec<EcoString>,
    /// What was taken for which name.
    taken: RefCell<Vec<(String, String)>>,
}

impl Spelt {
    pub fn of(def: &SheetDef, project: &Project) -> Spelt {
        let is_text = |column: &usize| *column != 0 && def.columns[*column].kind == Kind::Text;
        let column = registry::centre_column(def).filter(is_text);
        let in_use = column.map_or_else(Vec::new, |_| registry::centres(project));
        let names = in_use.iter().map(|name| (comparable(name), name.to_string())).collect();
        let there = column.map_or_else(HashSet::new, |_| registry::centres_as_spelt(project));
        let in_use = registry::centre_column(def)
            .filter(|column| def.columns[*column].kind == Kind::Text)
            .map_or_else(Vec::new, |_| registry::centres(project));
        Spelt { in_use, there, column, names: RefCell::new(names), taken: RefCell::default() }
    }
}

impl Planner {
    /// The name of a centre as it is spelt where it is in use; any other cell as it stands.
    pub(super) fn as_spelt<'a>(
        &self,
        (intake, draft): (&Intake, &Draft),
        (column, at): (usize, usize),
        typed: Cow<'a, str>,
    ) -> Cow<'a, str> {
        let name = cleaned(&typed).trim().to_owned();
        let wanted = comparable(&name);
        if self.spelt.column != Some(column)
            || wanted.is_empty()
            || self.spelt.there.contains(name.as_str())
            || intake.mend(at, &typed) == Some(&Mend::Meant)
        {
            return typed;
        }
        // Who spells the centre of a row otherwise corrects it.
        if matches!(draft.before.get(column), Cell::Text(there) if comparable(&there) == wanted) {
            return typed;
        }
        let mut names = self.spelt.names.borrow_mut();
        let there = names.entry(wanted).or_insert_with(|| name.clone());
        if *there == name {
            return typed;
        }
        let pair = (name, there.clone());
        let mut taken = self.spelt.taken.borrow_mut();
        if !taken.contains(&pair) {
            taken.push(pair.clone());
        }
        Cow::Owned(pair.1)
    }

    /// Asks of centres that the block brings in whether they are others that are called nearly the same, each once.
    pub(super) fn note_centres(&mut self, intake: &Intake) {
        let Some(column) = registry::centre_column(self.def) else { return };
        let Some(at) = intake.fields.iter().position(|field| field.column() == Some(column)) else { return };
        if self.def.columns[column].kind != Kind::Text {
            return;
        }
        let mut known = std::mem::take(&mut self.spelt.in_use);
        let mut asked: Vec<Phrase> = Vec::new();
        let mut seen = HashSet::new();
        for line in &self.plan.lines {
            let stored = match line.cells.get(at) {
                Some(CellPlan::Fill(name) | CellPlan::Over(_, name)) => name.en.trim(),
                _ => continue,
            };
            if !seen.insert(stored) {
                continue;
            }
            asked.extend(registry::asked_of_new_centre(stored, known.iter().map(EcoString::as_str)));
            if !known.iter().any(|name| is_comparable(name, &comparable(stored))) {
                known.push(stored.into());
            }
        }
        self.plan.notes.extend(asked);
    }

    /// Says which centres were taken for others.
    pub(super) fn note_spelt(&mut self) {
        for (typed, name) in std::mem::take(&mut *self.spelt.taken.borrow_mut()) {
            self.plan.notes.push(say!("“{typed}”当作“{name}”", "'{typed}' is taken for '{name}'"));
        }
    }
}
