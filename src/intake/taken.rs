//! What becomes of a line once it is read: the edits of a row that is there, or a new row.

use super::draft::{Draft, left};
use super::plan::{CellPlan, Goes, Left, Wrong};
use super::planner::{Line, Planner};
use super::{Intake, Mend, Rest};
use crate::project::Edit;
use crate::say;
use crate::sheet::Cell;
use crate::text::Phrase;
use std::sync::Arc;

impl Planner {
    /// Takes the edits of a line in.
    pub(super) fn commit(&mut self, line: String, mut draft: Draft) {
        self.plan.changes += draft.changes;
        self.plan.emptied += draft.emptied;
        self.plan.stays += draft.stays;
        self.plan.cleared += draft.cleared;
        self.plan.waiting += draft.waiting;
        self.edits.append(&mut draft.edits);
        self.plan.confirmed.extend(draft.confirmed.iter().map(|column| (draft.row.id(), *column)));
        self.touched.insert(draft.row.id(), (draft.row, line));
    }

    /// Takes in a new row; without what it is called it would be lost among the others.
    pub(super) fn add(
        &mut self,
        intake: &Intake,
        n: usize,
        mut draft: Draft,
        mut read: Vec<CellPlan>,
    ) -> (Goes, Vec<CellPlan>) {
        let name = &self.def.columns[0];
        if draft.row.get(0) == Cell::Empty && draft.row.builtin(0).is_none() {
            let at = intake
                .fields
                .iter()
                .position(|field| field.column() == Some(0))
                .filter(|at| *at < read.len());
            match at {
                // What stands there does not fit, and that is said already.
                Some(at) if matches!(read[at], CellPlan::Wrong(_)) => {}
                // What it is called is left empty, so that there is nothing to call the row by.
                Some(at) if matches!(read[at], CellPlan::Left(_)) => {
                    return (Goes::Out(Left::Unfit), left(read));
                }
                Some(at) => {
                    let reason = say!(
                        "新的一行要有“{name}”：补上，或者不要这一行",
                        "A new row needs its {name}: type it, or leave the line out",
                        name = name.title
                    );
                    let is_out = intake.mend(at, &intake.lines[n][at]) == Some(&Mend::Out);
                    if is_out || intake.rest != Rest::Ask {
                        read[at] = CellPlan::Left(reason);
                        return (Goes::Out(Left::Unfit), left(read));
                    }
                    read[at] = CellPlan::Wrong(Box::new(Wrong { reason, proposals: Vec::new() }));
                }
                None => return (Goes::Out(Left::Nameless), vec![CellPlan::Out; read.len()]),
            }
            return (Goes::New, read);
        }
        if let Some(id) = self.same_as(&*draft.row) {
            let row = self.row(id, None);
            for edit in self.in_place_of(id, &*draft.row) {
                if self.project.apply(edit.clone()).is_ok() {
                    self.edits.push(edit);
                    self.plan.changes += 1;
                }
            }
            let name = row.map_or_else(|| Phrase::same(""), |row| self.name(&*row));
            return (Goes::Row(id, name), read);
        }
        self.note_apart(&*draft.row);
        self.tell_also(&Line { intake, n, cells: &intake.lines[n], choice: None }, &draft, &mut read);
        self.plan.new_rows += 1;
        self.plan.became.push((n, draft.row.id()));
        self.plan.changes += draft.changes;
        if self.free.front() == Some(&draft.row.id()) {
            self.free.pop_front();
            self.filled += 1;
            for edit in &draft.edits {
                // What the project refuses here it refuses when all of it goes in.
                _ = self.project.apply(edit.clone());
            }
            if let Some(keys) = &mut self.keys {
                keys.add(&*draft.row, None);
            }
            self.touched.insert(draft.row.id(), (draft.row, intake.name_of_line(n)));
            self.edits.append(&mut draft.edits);
            return (Goes::New, read);
        }
        // Lines below see this row.
        self.project.append_new(&draft.row);
        if let Some(keys) = &mut self.keys {
            keys.add(&*draft.row, None);
        }
        self.touched.insert(draft.row.id(), (Arc::clone(&draft.row), intake.name_of_line(n)));
        self.edits.push(Edit::Insert { at: usize::MAX, row: draft.row });
        self.edits.extend(draft.edits.into_iter().filter(|edit| !matches!(edit, Edit::Set { .. })));
        (Goes::New, read)
    }
}
