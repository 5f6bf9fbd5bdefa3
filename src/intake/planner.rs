//! Reads a block against a project and says of each line and cell what will be stored.

use super::keys::{Entry, Found, Keys};
use super::plan::{CellPlan, Goes, Left, LinePlan, Plan, Wrong};
use super::reading::is_total;
use super::{Choice, Field, Intake, Mend, Rest};
use crate::project::{self, Edit, Project};
use crate::registry;
use crate::say;
use crate::sheet::{AnyRow, Cell, Id, Kind, SheetDef};
use crate::text::{Lang, Phrase, quoted};
use chrono::NaiveDate;
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

/// A row as the block leaves it, and the edits that bring it there.
pub(super) struct Draft {
    pub before: Arc<dyn AnyRow>,
    pub row: Arc<dyn AnyRow>,
    edits: Vec<Edit>,
    pub changes: usize,
    pub emptied: usize,
}

impl Draft {
    fn of(row: &dyn AnyRow) -> Draft {
        Draft { before: row.copy(), row: row.copy(), edits: Vec::new(), changes: 0, emptied: 0 }
    }

    /// Takes an edit in: into the row where it is about the row, and into the list.
    pub fn take(&mut self, edit: Edit) {
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

/// Whether the block says of no line on which day it is, in a sheet that has a row for each day.
fn lacks_day(intake: &Intake) -> bool {
    let filled = |column: usize| intake.fields.iter().any(|field| field.column() == Some(column));
    let day = intake.def.dated.filter(|column| intake.def.key_columns.contains(column));
    day.is_some_and(|column| !filled(column)) && !intake.fields.contains(&Field::Ids)
}

/// The rows of the sheet in which nothing stands and that nothing refers to, in order.
fn blank_rows(intake: &Intake, project: &Project) -> VecDeque<Id> {
    let Some(rows) = project.sheet(intake.def.key) else { return VecDeque::new() };
    let is_blank = |row: &&dyn AnyRow| {
        (0..intake.def.columns.len())
            .all(|column| row.builtin(column).is_none() && row.get(column) == Cell::Empty)
    };
    let mut blank: VecDeque<Id> =
        (0..rows.len()).filter_map(|at| rows.row(at)).filter(is_blank).map(AnyRow::id).collect();
    let is_free = |rows: &[Id]| registry::removal(project, intake.def.key, rows).said().is_none();
    if !is_free(blank.make_contiguous()) {
        blank.retain(|id| is_free(&[*id]));
    }
    blank
}

/// Reads a block line by line against a copy of the project, so that each line sees those before it.
pub struct Planner {
    pub(super) project: Project,
    pub(super) def: &'static SheetDef,
    pub(super) today: NaiveDate,
    keys: Option<Keys>,
    ids: HashMap<Id, usize>,
    /// Rows that earlier lines have gone into, as they left them, with what the line is called.
    touched: HashMap<Id, (Arc<dyn AnyRow>, String)>,
    /// Blank rows of the sheet, which new ones fill first.
    free: VecDeque<Id>,
    /// How many of them are filled.
    pub(super) filled: usize,
    /// Whether the block says of no line on which day it is, in a sheet that has a row for each day.
    undated: bool,
    at: usize,
    edits: Vec<Edit>,
    pub(super) plan: Plan,
}

impl Planner {
    /// Begins to read a block against a project.
    pub fn new(intake: &Intake, project: &Project, today: NaiveDate) -> Planner {
        let rows = project.sheet(intake.def.key).filter(|_| intake.fields.contains(&Field::Ids));
        let ids = rows
            .iter()
            .flat_map(|rows| (0..rows.len()).filter_map(|at| Some((rows.row(at)?.id(), at))))
            .collect();
        let plan = Plan {
            lines: Vec::new(),
            open: Vec::new(),
            notes: intake.source.as_ref().map_or(Vec::new(), |source| source.notes.clone()),
            new_rows: 0,
            changes: 0,
            emptied: 0,
            nothing: 0,
            left_out: 0,
            edit: Edit::Many(Vec::new()),
        };
        Planner {
            free: if intake.is_by_key() { blank_rows(intake, project) } else { VecDeque::new() },
            filled: 0,
            undated: intake.is_by_key() && lacks_day(intake),
            keys: intake.is_by_key().then(|| Keys::new(intake, project)),
            project: project.clone(),
            def: intake.def,
            today,
            ids,
            touched: HashMap::new(),
            at: intake.first(),
            edits: Vec::new(),
            plan,
        }
    }

    /// The plan of a whole block.
    pub fn plan(
        intake: &Intake,
        project: &Project,
        today: NaiveDate,
        new_id: &mut dyn FnMut() -> Id,
    ) -> Plan {
        let mut planner = Planner::new(intake, project, today);
        while planner.next(intake, new_id) {}
        planner.finish(intake)
    }

    /// How many lines are read, those above the values among them.
    pub fn read(&self) -> usize {
        self.at
    }

    /// Reads the next line; false if there is none.
    pub fn next(&mut self, intake: &Intake, new_id: &mut dyn FnMut() -> Id) -> bool {
        let Some(cells) = intake.lines.get(self.at) else { return false };
        let (goes, cells) = self.line(intake, self.at, cells, new_id);
        if matches!(goes, Goes::Out(_)) {
            self.plan.left_out += 1;
        }
        self.plan.lines.push(LinePlan { line: self.at, goes, cells });
        self.at += 1;
        true
    }

    /// The plan, when all lines are read.
    pub fn finish(mut self, intake: &Intake) -> Plan {
        self.note_columns(intake);
        self.note_lines(intake);
        self.note_filled();
        self.plan.note_open();
        self.plan.edit = Edit::Many(self.edits);
        self.plan
    }

    fn line(
        &mut self,
        intake: &Intake,
        n: usize,
        cells: &[String],
        new_id: &mut dyn FnMut() -> Id,
    ) -> (Goes, Vec<CellPlan>) {
        let out = |left| (Goes::Out(left), vec![CellPlan::Out; cells.len()]);
        let choice = intake.choice(n);
        let spot = intake.spot(n - intake.first()).filter(|_| self.keys.is_none());
        if cells.iter().all(|cell| cell.trim().is_empty())
            && !(intake.blanks && spot.is_some_and(|s| s.row.is_some()))
        {
            return (Goes::Blank, vec![CellPlan::Out; cells.len()]);
        }
        if choice == Some(Choice::Out) {
            return out(Left::Chosen);
        }
        if choice.is_none() && !intake.totals && is_total(intake, cells) {
            return out(Left::Total);
        }
        let own = spot.filter(|_| intake.titles.is_none()).and_then(|spot| spot.columns.as_deref());
        if self.undated && choice.is_none() {
            return out(Left::Undated);
        }
        let mut asked = Vec::new();
        let known = match choice {
            Some(Choice::New) => None,
            Some(Choice::Row(id)) => self.row(id, None),
            _ if self.keys.is_some() => match self.find(intake, cells) {
                Found::None => None,
                Found::One(entry) => self.row(entry.id, entry.at),
                Found::Ask(entries) => {
                    asked = entries;
                    None
                }
            },
            _ => match spot {
                Some(spot) => {
                    spot.row.as_ref().map(|row| self.row(row.id(), None).unwrap_or_else(|| Arc::clone(row)))
                }
                None if intake.grows => None,
                None => return out(Left::Beyond),
            },
        };
        let fresh = known.is_none();
        if fresh && !intake.grows {
            return out(if self.keys.is_some() { Left::Fixed } else { Left::Beyond });
        }
        let free = self.free.front().copied().filter(|_| fresh);
        let row = match known.or_else(|| self.row(free?, None)) {
            Some(row) => row,
            None => self.def.new_row(new_id()),
        };
        let mut draft = Draft::of(&*row);
        let notes = self.plan.notes.len();
        let read = self.cells(intake, cells, own, &mut draft);
        // What is said of a row whose day or name is still open would be said of another.
        if read.iter().any(|cell| matches!(cell, CellPlan::Wrong(_) | CellPlan::Left)) {
            self.plan.notes.truncate(notes);
        }
        let nameless = |(at, cell): (usize, &CellPlan)| {
            let column = intake.column_at(n, at);
            *cell == CellPlan::Left && column.is_some_and(|column| self.tells(column))
        };
        if self.keys.is_some() && read.iter().enumerate().any(nameless) {
            return out(Left::Unfit);
        }
        let unfit = |(at, cell): (usize, &CellPlan)| {
            matches!(cell, CellPlan::Wrong(_))
                && (intake.rest == Rest::Out || intake.mend(at, &cells[at]) == Some(&Mend::Out))
        };
        if read.iter().enumerate().any(unfit) {
            return out(Left::Unfit);
        }
        if !asked.is_empty() {
            return (Goes::Ask(asked.iter().filter_map(|entry| self.candidate(entry)).collect()), read);
        }
        if fresh {
            return self.add(intake, n, draft, read);
        }
        let name = self.name(&*draft.row);
        // Two lines that mean one row and differ: the second would take the place of the first.
        if draft.changes > 0
            && choice.is_none()
            && self.touched.contains_key(&row.id())
            && self.keys.is_some()
        {
            return (Goes::Ask(vec![(row.id(), self.as_left_by(row.id(), &name))]), read);
        }
        self.note_twin(intake, cells, &*draft.before);
        self.commit(intake.name_of_line(n), draft);
        (Goes::Row(row.id(), name), read)
    }

    /// Takes the edits of a line in.
    fn commit(&mut self, line: String, mut draft: Draft) {
        self.plan.changes += draft.changes;
        self.plan.emptied += draft.emptied;
        self.edits.append(&mut draft.edits);
        self.touched.insert(draft.row.id(), (draft.row, line));
    }

    /// Takes in a new row; without what it is called it would be lost among the others.
    fn add(
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
                Some(at) if read[at] == CellPlan::Left || intake.rest != Rest::Ask => {
                    return (Goes::Out(Left::Unfit), vec![CellPlan::Out; read.len()]);
                }
                Some(at) => {
                    let reason = say!(
                        "新的一行要有“{name}”：补上，或者不要这一行",
                        "A new row needs its {name}: type it, or leave the line out",
                        name = name.title
                    );
                    read[at] = CellPlan::Wrong(Box::new(Wrong { reason, proposals: Vec::new() }));
                }
                None => return (Goes::Out(Left::Nameless), vec![CellPlan::Out; read.len()]),
            }
            return (Goes::New, read);
        }
        if let Some(id) = registry::same(&self.project, &*draft.row) {
            let row = self.row(id, None);
            for edit in registry::in_place_of(&self.project, id, &*draft.row) {
                if self.project.apply(edit.clone()).is_ok() {
                    self.edits.push(edit);
                    self.plan.changes += 1;
                }
            }
            let name = row.map_or_else(|| Phrase::same(""), |row| self.name(&*row));
            return (Goes::Row(id, name), read);
        }
        self.plan.new_rows += 1;
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

    /// Whether a row is told from others by a column, so that it is no row of this name without it: a day, a link.
    fn tells(&self, column: usize) -> bool {
        let kind = self.def.columns[column].kind;
        self.def.key_columns.contains(&column) && matches!(kind, Kind::Date | Kind::Link(_))
    }

    /// The row as earlier lines have left it, or as it stands in the sheet.
    fn row(&self, id: Id, at: Option<usize>) -> Option<Arc<dyn AnyRow>> {
        if let Some((row, _)) = self.touched.get(&id) {
            return Some(Arc::clone(row));
        }
        let rows = self.project.sheet(self.def.key)?;
        rows.share(at.or_else(|| rows.position(id))?)
    }

    /// The row that a line means by its key.
    fn find(&self, intake: &Intake, cells: &[String]) -> Found {
        let id = intake.fields.iter().position(|field| *field == Field::Ids).and_then(|at| cells.get(at));
        if let Some(id) = id.and_then(|text| Id::parse(text.trim()))
            && let Some(at) = self.ids.get(&id)
            // Who copies a row in a spreadsheet copies its id: the second is a row of its own.
            && !self.touched.contains_key(&id)
        {
            return Found::One(Entry::of(id, *at));
        }
        let Some(keys) = &self.keys else { return Found::None };
        let mut probe = self.def.new_row(Id::new(0));
        for column in self.def.key_columns {
            let Some(at) = intake.fields.iter().position(|field| field.column() == Some(*column)) else {
                continue;
            };
            let Some(typed) = cells.get(at) else { continue };
            let typed = match intake.mend(at, typed) {
                Some(Mend::Typed(text)) => text,
                Some(Mend::Empty) => continue,
                _ => typed,
            };
            if let Ok(cell) = registry::read_cell(&self.project, &*probe, *column, typed, self.today)
                && let Some(own) = Arc::get_mut(&mut probe)
            {
                own.set(*column, cell);
            }
        }
        keys.find(&probe)
    }

    /// A row that may be meant, with what tells it from others.
    fn candidate(&self, entry: &Entry) -> Option<(Id, Phrase)> {
        let row = self.row(entry.id, entry.at)?;
        let part = |column: &usize| {
            let text = |lang| project::cell_text(&self.project, &*row, *column, lang);
            Phrase::from((text(Lang::Zh), text(Lang::En)))
        };
        let parts: Vec<Phrase> =
            self.def.key_columns.iter().map(part).filter(|part| !part.en.trim().is_empty()).collect();
        let name = crate::text::joined(&parts, crate::text::text(" · ", " · "));
        Some((entry.id, self.as_left_by(entry.id, &name)))
    }

    /// A row's name, with the line that has gone into it before.
    fn as_left_by(&self, id: Id, name: &Phrase) -> Phrase {
        match self.touched.get(&id) {
            Some((_, line)) => {
                say!("{name}（第 {line} 行）", "{name} (line {line})", name)
            }
            None => name.clone(),
        }
    }

    pub(super) fn note(&mut self, note: Phrase) {
        self.plan.notes.push(note);
    }

    fn name(&self, row: &dyn AnyRow) -> Phrase {
        let name = |lang| project::row_title(&self.project, row, lang);
        (name(Lang::Zh), name(Lang::En)).into()
    }

    /// Says where a name is taken for another that differs in width, case or blanks only.
    fn note_twin(&mut self, intake: &Intake, cells: &[String], row: &dyn AnyRow) {
        if self.keys.is_none() || self.def.columns[0].kind != Kind::Text {
            return;
        }
        let at = intake.fields.iter().position(|field| field.column() == Some(0));
        let Some(typed) = at.and_then(|at| cells.get(at)).map(|cell| cell.trim()) else { return };
        let name = self.name(row);
        if typed.is_empty() || [&name.zh, &name.en].iter().any(|name| name.trim() == typed) {
            return;
        }
        let note = say!("“{typed}”当作{name}", "'{typed}' is taken for {name}", name = quoted(&name));
        if !self.plan.notes.contains(&note) {
            self.plan.notes.push(note);
        }
    }
}
