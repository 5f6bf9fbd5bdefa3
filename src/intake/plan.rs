//! Reads a block against a project and says of each line and cell what will be stored.

use super::keys::{Entry, Found, Keys};
use super::reading::is_total;
use super::{Choice, Field, Intake, Mend, Rest, is_nothing_word};
use crate::project::{self, Edit, Project};
use crate::registry;
use crate::say;
use crate::sheet::{AnyRow, Cell, Id, Kind, SheetDef, Unit};
use crate::text::{Lang, Phrase, quoted};
use crate::tool::{Change, Verdict};
use chrono::NaiveDate;
use std::collections::HashMap;
use std::sync::Arc;

/// Where a line goes.
#[derive(Clone, Debug, PartialEq)]
pub enum Goes {
    /// Nowhere: it is blank.
    Blank,
    /// Nowhere, for this reason.
    Out(Left),
    /// Into this row.
    Row(Id, Phrase),
    /// It becomes a new row.
    New,
    /// Into one of these rows or a new one, as a person decides.
    Ask(Vec<(Id, Phrase)>),
}

/// Why a line is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// It holds totals.
    Total,
    /// A person has left it out.
    Chosen,
    /// One of its cells does not fit.
    Unfit,
    /// It would be a new row that nobody could tell from others, as its first column is not in the block.
    Nameless,
    /// There is no such row, and none can be added.
    Fixed,
    /// It stands below the last row, and none can be added.
    Beyond,
}

/// What becomes of a cell of the block.
#[derive(Clone, Debug, PartialEq)]
pub enum CellPlan {
    /// Nothing: its column or its line is left out.
    Out,
    /// Nothing: it is blank, and what is there stays.
    Blank,
    /// Nothing: it says in words that there is nothing.
    Nothing,
    /// Nothing: it does not fit and is left empty.
    Left,
    /// Nothing: this is there already.
    Same(Phrase),
    /// This is put into an empty cell.
    Fill(Phrase),
    /// This takes the place of something else: the old, the new.
    Over(Phrase, Phrase),
    /// What is there is emptied.
    Empty(Phrase),
    /// It does not fit.
    Wrong(Box<Wrong>),
}

/// Why a cell does not fit, and what may be meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrong {
    /// The reason, with what would be right.
    pub reason: Phrase,
    /// What may be meant, each in words and as a decision.
    pub proposals: Vec<(Phrase, Mend)>,
}

/// What becomes of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct LinePlan {
    /// Its place in the block, from 0.
    pub line: usize,
    /// Where it goes.
    pub goes: Goes,
    /// What becomes of its cells, one for each column of the block that it has.
    pub cells: Vec<CellPlan>,
}

/// What taking a block in comes to.
pub struct Plan {
    /// The lines with values, in order.
    pub lines: Vec<LinePlan>,
    /// What is worth knowing before.
    pub notes: Vec<Phrase>,
    /// How many rows are new.
    pub new_rows: usize,
    /// How many cells are filled or changed, those of new rows among them.
    pub changes: usize,
    /// How many of them are emptied.
    pub emptied: usize,
    /// How many cells say in words that there is nothing.
    pub nothing: usize,
    /// How many lines are left out.
    pub left_out: usize,
    /// The edit, which must wait until nothing is open.
    pub edit: Edit,
}

impl Plan {
    /// The places of what has to be decided first: the line in the plan, the column of the block where it is a cell.
    pub fn open(&self) -> impl Iterator<Item = (usize, Option<usize>)> + '_ {
        self.lines.iter().enumerate().flat_map(|(n, line)| {
            let asked = matches!(line.goes, Goes::Ask(_)).then_some((n, None));
            let wrong =
                |(at, cell): (usize, &CellPlan)| matches!(cell, CellPlan::Wrong(_)).then_some((n, Some(at)));
            let wrong = line.cells.iter().enumerate().filter_map(wrong);
            asked.into_iter().chain(wrong.collect::<Vec<_>>())
        })
    }

    /// Whether it can be put in as it is.
    pub fn is_ready(&self) -> bool {
        self.open().next().is_none()
    }
}

/// A row as the block leaves it, and the edits that bring it there.
struct Draft {
    before: Arc<dyn AnyRow>,
    row: Arc<dyn AnyRow>,
    edits: Vec<Edit>,
    changes: usize,
    emptied: usize,
}

impl Draft {
    fn of(row: &dyn AnyRow) -> Draft {
        Draft { before: row.copy(), row: row.copy(), edits: Vec::new(), changes: 0, emptied: 0 }
    }

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

/// Reads a block line by line against a copy of the project, so that each line sees those before it.
pub struct Planner {
    project: Project,
    def: &'static SheetDef,
    today: NaiveDate,
    keys: Option<Keys>,
    ids: HashMap<Id, usize>,
    /// Rows that earlier lines have gone into, as they left them, with the line.
    touched: HashMap<Id, (Arc<dyn AnyRow>, usize)>,
    at: usize,
    edits: Vec<Edit>,
    plan: Plan,
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
            notes: Vec::new(),
            new_rows: 0,
            changes: 0,
            emptied: 0,
            nothing: 0,
            left_out: 0,
            edit: Edit::Many(Vec::new()),
        };
        Planner {
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
        self.note_lines();
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
        if choice.is_none() && !intake.totals && is_total(cells) {
            return out(Left::Total);
        }
        let own = spot.and_then(|spot| spot.columns.as_deref());
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
        let row = known.unwrap_or_else(|| self.def.new_row(new_id()));
        let mut draft = Draft::of(&*row);
        let read = self.cells(intake, cells, own, &mut draft);
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
        self.commit(n, draft);
        (Goes::Row(row.id(), name), read)
    }

    /// Takes the edits of a line in.
    fn commit(&mut self, n: usize, mut draft: Draft) {
        self.plan.changes += draft.changes;
        self.plan.emptied += draft.emptied;
        self.edits.append(&mut draft.edits);
        self.touched.insert(draft.row.id(), (draft.row, n));
    }

    /// Takes in a new row; without what it is called it would be lost among the others.
    fn add(
        &mut self,
        intake: &Intake,
        n: usize,
        draft: Draft,
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
        // Lines below see this row.
        self.project.append_new(&draft.row);
        if let Some(keys) = &mut self.keys {
            keys.add(&*draft.row, None);
        }
        self.touched.insert(draft.row.id(), (Arc::clone(&draft.row), n));
        self.edits.push(Edit::Insert { at: usize::MAX, row: draft.row });
        self.edits.extend(draft.edits.into_iter().filter(|edit| !matches!(edit, Edit::Set { .. })));
        (Goes::New, read)
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
                let line = line + 1;
                say!("{name}（第 {line} 行）", "{name} (line {line})", name)
            }
            None => name.clone(),
        }
    }

    pub(super) fn note(&mut self, note: Phrase) {
        self.plan.notes.push(note);
    }

    pub(super) fn lines(&self) -> &[LinePlan] {
        &self.plan.lines
    }

    pub(super) fn nothing(&self) -> usize {
        self.plan.nothing
    }

    pub(super) fn def(&self) -> &'static SheetDef {
        self.def
    }

    fn name(&self, row: &dyn AnyRow) -> Phrase {
        let name = |lang| project::row_title(&self.project, row, lang);
        (name(Lang::Zh), name(Lang::En)).into()
    }

    /// Reads the cells of a line in the order of the sheet's columns, whatever that of the block: an indicator gives the
    /// unit of its value.
    fn cells(
        &mut self,
        intake: &Intake,
        cells: &[String],
        own: Option<&[Option<usize>]>,
        draft: &mut Draft,
    ) -> Vec<CellPlan> {
        let column = |at: usize| match own {
            Some(own) => own.get(at).copied().flatten(),
            None => intake.fields.get(at).and_then(|field| field.column()),
        };
        let mut order: Vec<(usize, usize)> =
            (0..cells.len()).filter_map(|at| Some((column(at)?, at))).collect();
        order.sort_unstable();
        let mut read = vec![CellPlan::Out; cells.len()];
        for (column, at) in order {
            read[at] = self.cell(intake, draft, column, (at, &cells[at]));
        }
        read
    }

    fn cell(
        &mut self,
        intake: &Intake,
        draft: &mut Draft,
        column: usize,
        (at, typed): (usize, &str),
    ) -> CellPlan {
        let col = &self.def.columns[column];
        let mend = intake.mend(at, typed);
        let (typed, meant) = match mend {
            Some(Mend::Typed(text)) => (text.as_str(), true),
            Some(Mend::Meant) => (typed, true),
            Some(Mend::Empty) => return CellPlan::Left,
            Some(Mend::Out) | None => (typed, registry::is_meant(typed)),
        };
        let blank = typed.trim().is_empty();
        if blank && !intake.blanks {
            return CellPlan::Blank;
        }
        let wrong = |reason: Phrase, proposals| match intake.rest {
            Rest::Empty if mend != Some(&Mend::Out) => CellPlan::Left,
            _ => CellPlan::Wrong(Box::new(Wrong { reason, proposals })),
        };
        let nothing = is_nothing_word(typed) && !(column == 0 || col.kind == Kind::Prose);
        let text_of_nothing = nothing && col.kind == Kind::Text && !meant;
        let cell = match registry::read_cell(&self.project, &*draft.row, column, typed, self.today) {
            Ok(_) if text_of_nothing => Cell::Empty,
            Ok(cell) => cell,
            Err(_) if nothing => Cell::Empty,
            Err(invalid) => return wrong(invalid.0, super::proposals::for_cell(col, typed, self.today)),
        };
        if nothing && cell == Cell::Empty && !intake.blanks {
            self.plan.nothing += 1;
            return CellPlan::Nothing;
        }
        // A blank in the block leaves what the tool let follow, such as the date of a first score.
        let still_blank = cell == Cell::Empty && draft.before.get(column) == Cell::Empty;
        if still_blank {
            return CellPlan::Blank;
        }
        if draft.row.get(column) == cell {
            return CellPlan::Same(self.shown(&*draft.row, column));
        }
        let change =
            Change { project: &self.project, row: &*draft.row, column: col, cell: &cell, today: self.today };
        match registry::check(&change) {
            Verdict::Fine => {}
            Verdict::Ask { .. } if meant => {}
            Verdict::Refuse(reason) => return wrong(reason, Vec::new()),
            Verdict::Ask { question, instead } => {
                let proposals = self.both(&change, &instead);
                return wrong(question, proposals);
            }
            // Nobody is asked about each of many cells: what could go together with the change is only said.
            Verdict::Note(note)
            | Verdict::Offer { question: note, .. }
            | Verdict::Together { otherwise: note, .. } => {
                if !self.plan.notes.contains(&note) {
                    self.plan.notes.push(note);
                }
            }
        }
        let edit = registry::edit_of(&change);
        let old = (draft.before.get(column) != Cell::Empty).then(|| self.shown(&*draft.before, column));
        draft.changes += 1;
        draft.take(edit);
        match (old, cell == Cell::Empty) {
            (Some(old), true) => {
                draft.emptied += 1;
                CellPlan::Empty(old)
            }
            (Some(old), false) => CellPlan::Over(old, self.shown(&*draft.row, column)),
            (None, _) => CellPlan::Fill(self.shown(&*draft.row, column)),
        }
    }

    /// The two answers to a question about a cell: what else may be meant, and what was typed.
    fn both(&self, change: &Change<'_>, instead: &Cell) -> Vec<(Phrase, Mend)> {
        let with = |cell: &Cell| {
            let column = self.def.column(change.column.key)?;
            let mut row = change.row.copy();
            Arc::get_mut(&mut row)?.set(column, cell.clone());
            Some((column, row))
        };
        let typed =
            |column: usize, row: &dyn AnyRow| project::cell_text(&self.project, row, column, Lang::En);
        let other =
            with(instead).map(|(column, row)| (self.shown(&*row, column), Mend::Typed(typed(column, &*row))));
        let as_typed = with(change.cell).map(|(column, row)| (self.shown(&*row, column), Mend::Meant));
        other.into_iter().chain(as_typed).collect()
    }

    /// What a cell shows, a number with its unit.
    fn shown(&self, row: &dyn AnyRow, column: usize) -> Phrase {
        match row.get(column) {
            Cell::Number(value) => {
                let col = &self.def.columns[column];
                let unit = registry::owner(self.def.key)
                    .map_or(Unit::None, |(_, tool)| (tool.unit)(&self.project, row, col));
                unit.figure(value)
            }
            _ => {
                let text = |lang| project::cell_text(&self.project, row, column, lang);
                (text(Lang::Zh), text(Lang::En)).into()
            }
        }
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
