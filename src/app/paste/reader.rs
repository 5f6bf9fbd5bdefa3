//! Reads the lines of a pasted block into edits.

use super::{PastedCell, Preview};
use crate::project::{Edit, Project};
use crate::registry;
use crate::say;
use crate::sheet::{AnyRow, Cell, SheetDef};
use crate::text::{Phrase, names};
use crate::tool::{Change, Verdict};
use chrono::NaiveDate;
use std::sync::Arc;

/// The columns that a block goes into, one for each of its own; none is passed over.
pub(super) type Target = Vec<Option<usize>>;

/// Where a line of the block goes.
pub(super) struct Line {
    pub row: Option<Arc<dyn AnyRow>>,
    /// The columns, where they are not those of every line.
    pub columns: Option<Target>,
}

/// A row as the block leaves it, and the edits that bring it there.
struct Draft {
    before: Arc<dyn AnyRow>,
    row: Arc<dyn AnyRow>,
    edits: Vec<Edit>,
    changes: usize,
}

impl Draft {
    /// Takes an edit in: into the row where it is about the row, and into the list.
    fn take(&mut self, edit: Edit) {
        match edit {
            Edit::Many(edits) => edits.into_iter().for_each(|edit| self.take(edit)),
            Edit::Set { row, column, ref cell, .. } if row == self.row.id() => {
                // The row is a copy of our own and the value was read for its column.
                if let Some(own) = Arc::get_mut(&mut self.row) {
                    own.set(column, cell.clone());
                }
                self.edits.push(edit);
            }
            other => self.edits.push(other),
        }
    }
}

/// Reads a block row by row against a copy of the project, so that each row sees those before it.
pub(super) struct Reader {
    project: Project,
    def: &'static SheetDef,
    today: NaiveDate,
    edits: Vec<Edit>,
    errors: Vec<Phrase>,
    notes: Vec<Phrase>,
    changes: usize,
    new_rows: usize,
    /// Whether each row is new.
    fresh: Vec<bool>,
}

impl Reader {
    /// A reader for rows of a sheet of this project.
    pub fn new(project: &Project, def: &'static SheetDef, today: NaiveDate) -> Reader {
        Reader {
            project: project.clone(),
            def,
            today,
            edits: Vec::new(),
            errors: Vec::new(),
            notes: Vec::new(),
            changes: 0,
            new_rows: 0,
            fresh: Vec::new(),
        }
    }

    pub fn row(
        &mut self,
        n: usize,
        cells: &[String],
        line: Line,
        target: &Target,
        new_id: &mut dyn FnMut() -> crate::sheet::Id,
    ) -> Vec<PastedCell> {
        let target = line.columns.as_ref().unwrap_or(target);
        let blank = cells.iter().all(|c| c.trim().is_empty());
        let fresh = line.row.is_none();
        self.fresh.push(fresh && !blank);
        if fresh && blank {
            return cells.iter().map(|cell| PastedCell::new(cell)).collect();
        }
        let row = line.row.unwrap_or_else(|| self.def.new_row(new_id()));
        let mut draft = Draft { before: row.copy(), row: row.copy(), edits: Vec::new(), changes: 0 };
        let mut read: Vec<PastedCell> = cells.iter().map(|typed| PastedCell::new(typed)).collect();
        // In the order of the sheet's columns, whatever that of the block: an indicator gives the unit of its value.
        let mut order: Vec<(usize, usize)> =
            (0..cells.len()).filter_map(|k| Some((target.get(k).copied().flatten()?, k))).collect();
        order.sort_unstable();
        for (column, k) in order {
            read[k].fits = self.cell(n, &mut draft, column, &cells[k]);
            if read[k].fits {
                read[k].is_stored(&self.project, &*draft.row, column, &cells[k]);
            }
        }
        if fresh {
            self.add(n, draft);
        } else {
            self.changes += draft.changes;
            self.edits.append(&mut draft.edits);
        }
        read
    }

    /// Takes in a new row; without what it is called it would be lost among the others.
    fn add(&mut self, n: usize, draft: Draft) {
        if draft.row.get(0) == Cell::Empty && draft.row.builtin(0).is_none() {
            let (line, name) = (n + 1, self.def.columns[0].title);
            self.errors.push(say!(
                "第 {line} 行是新的一行，但没有“{name}”：请把这一列也复制进来，标题写“{name}”",
                "Line {line} would be a new row without {name}: copy that column too, with the title '{name}'",
                name
            ));
            return;
        }
        if let Some(id) = registry::same(&self.project, &*draft.row) {
            // Rows below see the new values; a list pasted twice changes nothing.
            self.fresh.pop();
            self.fresh.push(false);
            for edit in registry::in_place_of(&self.project, id, &*draft.row) {
                if self.project.apply(edit.clone()).is_ok() {
                    self.edits.push(edit);
                    self.changes += 1;
                }
            }
            return;
        }
        self.new_rows += 1;
        self.changes += draft.changes;
        // Rows below see this one.
        self.project.append_new(&draft.row);
        self.edits.push(Edit::Insert { at: usize::MAX, row: draft.row });
        self.edits.extend(draft.edits.into_iter().filter(|e| !matches!(e, Edit::Set { .. })));
    }

    fn cell(&mut self, n: usize, draft: &mut Draft, column: usize, typed: &str) -> bool {
        let col = &self.def.columns[column];
        let (line, zh, en) = (n + 1, col.title.zh, col.title.en);
        let mut wrong = |reason: Phrase| {
            let (why, because) = (reason.zh, reason.en);
            self.errors.push(say!("第 {line} 行“{zh}”：{why}", "Line {line}, {en}: {because}"));
            false
        };
        let cell = match registry::read_cell(&self.project, &*draft.row, column, typed, self.today) {
            Ok(cell) => cell,
            Err(invalid) => return wrong(invalid.0),
        };
        // A blank in the block leaves what the tool let follow, such as the date of a first score.
        let still_blank = cell == Cell::Empty && draft.before.get(column) == Cell::Empty;
        if still_blank || draft.row.get(column) == cell {
            return true;
        }
        let change =
            Change { project: &self.project, row: &*draft.row, column: col, cell: &cell, today: self.today };
        match registry::check(&change) {
            Verdict::Fine => {}
            Verdict::Ask { .. } if registry::is_meant(typed) => {}
            Verdict::Refuse(reason) => return wrong(reason),
            Verdict::Ask { question, .. } => return wrong(question),
            // Nobody is asked about each of many cells: what could go together with the change is only said.
            Verdict::Note(note)
            | Verdict::Offer { question: note, .. }
            | Verdict::Together { otherwise: note, .. } => {
                if !self.notes.contains(&note) {
                    self.notes.push(note);
                }
            }
        }
        let edit = registry::edit_of(&change);
        draft.changes += 1;
        draft.take(edit);
        true
    }

    /// Says which titles mean no column here.
    pub fn note_skipped(&mut self, titles: &[String], target: &Target) {
        let skipped: Vec<&str> =
            titles.iter().zip(target).filter(|(_, c)| c.is_none()).map(|(title, _)| title.trim()).collect();
        let named: Vec<&str> = skipped.into_iter().filter(|t| !t.is_empty()).collect();
        if !named.is_empty() {
            self.notes.push(say!(
                "这张表没有这些栏，略过：{named}",
                "This sheet has no such columns, they are skipped: {named}",
                named = names(&named)
            ));
        }
    }

    pub fn preview(self, rows: Vec<Vec<PastedCell>>, target: &Target, titled: bool) -> Preview {
        let title = |column: &Option<usize>| column.map(|c| self.def.columns[c].title);
        Preview {
            columns: target.iter().map(title).collect(),
            rows,
            new_rows: self.new_rows,
            changes: self.changes,
            errors: self.errors,
            notes: self.notes,
            fresh: self.fresh,
            titled,
            top: 0,
            edit: Edit::Many(self.edits),
        }
    }
}
