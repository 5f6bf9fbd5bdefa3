//! Lines whose id does not belong to the name beside it, as when the columns that are seen were sorted and the hidden ones were
//! not: they are found by what they are called.

use super::keys::Found;
use super::{Field, Intake, Planner};
use crate::say;
use crate::sheet::Id;
use crate::text::count;
use std::collections::{HashMap, HashSet};

impl Planner {
    /// The lines whose id is not to be believed: they are called in full as another row is, and agree with that one more than
    /// with the row of their id. Who gives rows other names leaves the rest of them as it is.
    pub(super) fn find_strayed(&self, intake: &Intake) -> HashSet<usize> {
        if self.keys.is_none() || self.ids.is_empty() {
            return HashSet::new();
        }
        let lines = || intake.lines.iter().enumerate().skip(intake.first());
        let mut strayed: HashMap<usize, (Id, Id)> = HashMap::new();
        let mut unknown: Vec<(usize, Id)> = Vec::new();
        let (mut by_id, mut by_name) = (0, 0);
        for (n, cells) in lines() {
            let Some(id) = intake.id_of(cells).filter(|id| self.ids.contains_key(id)) else { continue };
            match self.find_called(intake, cells, None) {
                Found::One(entry) if entry.id != id => {
                    by_id += self.agreeing(intake, cells, id);
                    by_name += self.agreeing(intake, cells, entry.id);
                    strayed.insert(n, (id, entry.id));
                }
                Found::None => unknown.push((n, id)),
                _ => {}
            }
        }
        let ids: HashSet<Id> = strayed.values().map(|(id, _)| *id).collect();
        let named: HashSet<Id> = strayed.values().map(|(_, id)| *id).collect();
        let is_moved = by_name > by_id || (by_name == by_id && ids == named);
        if strayed.len() < 2 || !is_moved {
            return HashSet::new();
        }
        // A line that is called otherwise by now has the id of a row that another line names.
        let others = unknown.into_iter().filter(|(_, id)| named.contains(id)).map(|(n, _)| n);
        strayed.keys().copied().chain(others).collect()
    }

    /// How many cells of a line are as a row has them, those that name it aside.
    fn agreeing(&self, intake: &Intake, cells: &[String], id: Id) -> usize {
        let Some(row) = self.row(id, self.ids.get(&id).copied()) else { return 0 };
        let agrees = |(at, typed): (usize, &String)| {
            let column = intake.fields.get(at).and_then(|field: &Field| field.column());
            let column = column.filter(|column| !self.def.key_columns.contains(column));
            column.is_some_and(|column| !typed.trim().is_empty() && self.is_there(&*row, column, typed))
        };
        cells.iter().enumerate().filter(|(at, typed)| agrees((*at, typed))).count()
    }

    /// Says that lines were found by what they are called and not by their id.
    pub(super) fn note_strayed(&mut self) {
        if !self.strayed.is_empty() {
            let lines = count(self.strayed.len(), "行", "line", "lines");
            self.plan.notes.insert(0, say!(
                "{lines}的 id 不属于旁边的名字（排序时没有带上隐藏的列？）：按名字对到原来的行",
                "{lines}: the id does not belong to the name beside it (sorted without the hidden columns?), so they are found by name",
                lines
            ));
        }
    }
}
