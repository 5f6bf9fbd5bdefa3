//! What lines and rows are called, and which rows that are called the same may be one.

use super::draft::Draft;
use super::keys::{Entry, Found};
use super::{CellPlan, Goes, Intake, Mend, Planner};
use crate::project::{self, Edit, Project};
use crate::registry;
use crate::say;
use crate::sheet::{AnyRow, Cell, Id, Kind, cleaned, comparable, is_comparable, is_dashes, is_nothing_word};
use crate::text::{Phrase, quoted, text};
use chrono::NaiveDate;
use std::sync::Arc;

/// Whether a text that names no row of a sheet may become one.
pub(super) fn may_be_new(project: &Project, sheet: &str, typed: &str, today: NaiveDate) -> bool {
    registry::names_rows(sheet)
        && registry::new_row_called(project, sheet, typed, today, &mut || Id::new(0)).is_some()
}

impl Planner {
    /// Whether a row is told from others by a column, so that it is no row of this name without it: a day, a link.
    pub(super) fn tells(&self, column: usize) -> bool {
        let kind = self.def.columns[column].kind;
        self.def.key_columns.contains(&column) && matches!(kind, Kind::Date | Kind::Link(_))
    }

    /// A row that may be meant, with what tells it from others.
    pub(super) fn candidate(&self, entry: &Entry) -> Option<(Id, Phrase)> {
        let row = self.row(entry.id, entry.at)?;
        let name = project::key_phrase(&self.project, &*row);
        Some((entry.id, self.as_left_by(entry.id, &name)))
    }

    /// The rows that may be meant; those that are called the same in full have the number of their row.
    pub(super) fn candidates(&self, entries: &[Entry]) -> Vec<(Id, Phrase)> {
        let all: Vec<(Id, Phrase)> = entries.iter().filter_map(|entry| self.candidate(entry)).collect();
        let numbered = |(id, name): &(Id, Phrase)| {
            let is_twin = all.iter().filter(|(_, other)| other == name).count() > 1;
            let at = entries.iter().find(|entry| entry.id == *id).and_then(|entry| entry.at);
            (*id, at.filter(|_| is_twin).map_or(name.clone(), |at| in_row(name, at)))
        };
        all.iter().map(numbered).collect()
    }

    /// What a row is called that a person has chosen: with what tells it from others of its name.
    pub(super) fn told_apart(&self, row: &dyn AnyRow) -> Phrase {
        let Some(rows) = self.project.sheet(self.def.key) else { return self.name(row) };
        let is_twin = |other: &&dyn AnyRow| other.id() != row.id() && other.get(0) == row.get(0);
        let twins: Vec<&dyn AnyRow> = (0..rows.len()).filter_map(|at| rows.row(at)).filter(is_twin).collect();
        let key = project::key_phrase(&self.project, row);
        let is_alike = |twin: &&dyn AnyRow| project::key_phrase(&self.project, *twin) == key;
        match rows.position(row.id()).filter(|_| twins.iter().any(is_alike)) {
            _ if twins.is_empty() => self.name(row),
            Some(at) => in_row(&key, at),
            None => key,
        }
    }

    /// A row's name, with the line that has gone into it before.
    pub(super) fn as_left_by(&self, id: Id, name: &Phrase) -> Phrase {
        match self.touched.get(&id) {
            Some((_, line)) => {
                say!("{name}（第 {line} 行）", "{name} (line {line})", name)
            }
            None => name.clone(),
        }
    }

    /// The row with a name of ours that a new one is called by, in other words for it: FTFR, as cells that refer to it may.
    pub(super) fn called_otherwise(&self, probe: &dyn AnyRow) -> Found {
        let (Cell::Text(typed), &[0]) = (probe.get(0), self.def.key_columns) else { return Found::None };
        let found = registry::row_called(&self.project, self.def.key, &typed).ok();
        let entry = found.and_then(|id| {
            let rows = self.project.sheet(self.def.key)?;
            let at = rows.position(id)?;
            let is_ours = |row: &dyn AnyRow| row.get(0) == Cell::Empty && row.builtin(0).is_some();
            rows.row(at).filter(|row| is_ours(*row)).map(|_| Entry::of(id, at))
        });
        entry.map_or_else(|| self.called_shorter(&typed), Found::One)
    }

    /// The rows with a name of ours that this one says in nearly the same words: whether they are meant is asked.
    fn called_shorter(&self, typed: &str) -> Found {
        let Some(rows) = self.project.sheet(self.def.key) else { return Found::None };
        let is_meant = |row: &dyn AnyRow| row.builtin(0).is_some() && registry::is_called_alike(row, typed);
        let found = (0..rows.len()).filter(|at| rows.row(*at).is_some_and(is_meant));
        let entries: Vec<Entry> = found.filter_map(|at| Some(Entry::of(rows.row(at)?.id(), at))).collect();
        if entries.is_empty() { Found::None } else { Found::Ask(entries) }
    }

    /// Whether a line that names no id calls a row, which has a name of ours, by other words for it.
    pub(super) fn is_named_otherwise(intake: &Intake, cells: &[String], row: &dyn AnyRow) -> bool {
        let at = intake.fields.iter().position(|field| field.column() == Some(0));
        let typed = at.and_then(|at| cells.get(at)).filter(|_| intake.id_of(cells).is_none());
        let is_ours = row.get(0) == Cell::Empty && row.builtin(0).is_some();
        typed.is_some_and(|typed| {
            is_ours && (project::names_row(row, typed).is_some() || registry::is_called_alike(row, typed))
        })
    }

    /// The edits that put a new row's values into the row that it is the same as. Where nothing differs but the day, the row
    /// is left on its own.
    pub(super) fn in_place_of(&self, id: Id, row: &dyn AnyRow) -> Vec<Edit> {
        let edits = registry::in_place_of(&self.project, id, row);
        let is_day =
            |edit: &Edit| matches!(edit, Edit::Set { column, .. } if Some(*column) == self.def.dated);
        if edits.iter().all(is_day) { Vec::new() } else { edits }
    }

    /// Leaves a row on its own day that a line means by its week, where nothing else of it differs.
    pub(super) fn leave_day(&self, intake: &Intake, n: usize, draft: &mut Draft, read: &mut [CellPlan]) {
        let day = self.def.dated.filter(|column| self.def.key_columns.contains(column));
        let by_id = intake.lines.get(n).is_some_and(|cells| intake.id_of(cells).is_some());
        let (Some(day), 1, Some(_), false) = (day, draft.changes, &self.keys, by_id) else { return };
        for (at, cell) in read.iter_mut().enumerate() {
            if let CellPlan::Over(old, _) = cell
                && intake.column_at(n, at) == Some(day)
            {
                *cell = CellPlan::Same(old.clone());
                *draft = Draft::of(&*draft.before);
            }
        }
    }

    /// Leaves the scores of a row on their day where the line gives another one and none of its scores can be stored.
    pub(super) fn leave_day_of_scores(
        &self,
        intake: &Intake,
        n: usize,
        draft: &mut Draft,
        read: &mut [CellPlan],
    ) {
        let Some(day) = self.def.scores_dated else { return };
        let is_score = |column: usize| self.def.columns[column].kind == Kind::Score;
        let column = |at: usize| intake.column_at(n, at);
        let is_lost = |(at, cell): (usize, &CellPlan)| {
            matches!(cell, CellPlan::Left(_)) && column(at).is_some_and(is_score)
        };
        let is_scored = (0..self.def.columns.len())
            .filter(|column| is_score(*column))
            .any(|column| draft.before.get(column) != draft.row.get(column));
        let at = (0..read.len()).find(|at| column(*at) == Some(day));
        let Some(at) = at.filter(|_| !is_scored && read.iter().enumerate().any(is_lost)) else { return };
        let CellPlan::Over(old, _) = &read[at] else { return };
        let reason = text(
            "这一行的得分一项也没有存，日期不改",
            "None of the scores of the line is stored, so the day of the old ones stays",
        );
        read[at] = CellPlan::Keeps(old.clone(), reason.into());
        let was = draft.before.get(day);
        draft.edits.retain(|edit| !matches!(edit, Edit::Set { column, .. } if *column == day));
        draft.changes -= 1;
        if let Some(own) = Arc::get_mut(&mut draft.row) {
            own.set(day, was);
        }
    }

    pub(super) fn note(&mut self, note: Phrase) {
        self.plan.notes.push(note);
    }

    pub(super) fn name(&self, row: &dyn AnyRow) -> Phrase {
        project::title_phrase(&self.project, row)
    }

    /// What a line is called: by the row it goes into, else by the cell that names it.
    pub(super) fn name_of_line(intake: &Intake, cells: &[String], goes: &Goes, read: &[CellPlan]) -> Phrase {
        if let Goes::Row(_, name) = goes {
            return name.clone();
        }
        let at = intake.fields.iter().position(|field| field.column() == Some(0));
        let Some((at, typed)) = at.and_then(|at| Some((at, cells.get(at)?))) else { return Phrase::same("") };
        match read.get(at) {
            Some(CellPlan::Fill(name) | CellPlan::Over(_, name) | CellPlan::Same(name)) => name.clone(),
            _ => Phrase::same(typed.trim()).in_line(40),
        }
    }

    /// The rows that a new one may be, as they are called the same and its tool says so. Rows that a line of the block names
    /// in full are none: whoever wrote it knows both.
    pub(super) fn namesakes(&self, row: &dyn AnyRow) -> Vec<Entry> {
        let Some(keys) = &self.keys else { return Vec::new() };
        let may_be = |entry: &&Entry| {
            let there = entry.at.and_then(|at| self.row(entry.id, Some(at)));
            let may_be = |there: &dyn AnyRow| registry::may_be_one(row, there) || is_nearly_at(row, there);
            there.is_some_and(|there| !keys.is_listed(&*there) && may_be(&*there))
        };
        keys.namesakes(row).iter().filter(may_be).cloned().collect()
    }

    /// Notes a new row that is called as another is, so that it can be said.
    pub(super) fn note_apart(&mut self, row: &dyn AnyRow) {
        let Some(keys) = &self.keys else { return };
        let name = row.text(0).unwrap_or_default();
        let same_key = |entry: &&Entry| {
            let there = self.row(entry.id, entry.at);
            there.is_some_and(|there| self.def.key_columns.iter().all(|c| there.get(*c) == row.get(*c)))
        };
        let is_other = |entry: &&Entry| {
            let may_be = self.row(entry.id, entry.at).is_some_and(|there| registry::may_be_one(row, &*there));
            may_be || same_key(entry)
        };
        let others: Vec<&Entry> = keys.namesakes(row).iter().filter(is_other).collect();
        if others.is_empty() || self.apart.iter().any(|(known, _)| known == name) {
            return;
        }
        let alike = others.iter().any(same_key);
        self.apart.push((name.to_owned(), alike));
    }

    /// Says where a name is taken for another that differs in width, case or blanks only.
    pub(super) fn note_twin(&mut self, intake: &Intake, cells: &[String], row: &dyn AnyRow) {
        if self.keys.is_none() || self.def.columns[0].kind != Kind::Text {
            return;
        }
        let at = intake.fields.iter().position(|field| field.column() == Some(0));
        let Some(typed) = at.and_then(|at| cells.get(at)).map(|cell| cleaned(cell)) else { return };
        let typed = typed.trim();
        let name = self.name(row);
        if typed.is_empty() || [&name.zh, &name.en].iter().any(|name| name.trim() == typed) {
            return;
        }
        // Told by its id the row is called otherwise from now on, as its cell shows.
        let renames = intake.id_of(cells) == Some(row.id())
            && ![&name.zh, &name.en].iter().any(|name| is_comparable(name, &comparable(typed)));
        if renames {
            return;
        }
        let note = say!("“{typed}”当作{name}", "'{typed}' is taken for {name}", name = quoted(&name));
        if !self.plan.notes.contains(&note) {
            self.plan.notes.push(note);
        }
    }

    /// The row that a line means by its key.
    pub(super) fn find(&self, intake: &Intake, n: usize, cells: &[String]) -> Found {
        let named = intake.id_of(cells).filter(|_| !self.strayed.contains(&n));
        if let Some(id) = named
            && let Some(at) = self.ids.get(&id)
            // Who copies a row in a spreadsheet copies its id: the second is a row of its own.
            && !self.touched.contains_key(&id)
            && self.is_original(n, id)
        {
            return Found::One(Entry::of(id, *at));
        }
        match self.find_called(intake, cells, named) {
            // A copy above the row itself that is called the same.
            Found::One(entry) if Some(entry.id) == named && !self.is_original(n, entry.id) => {
                Found::Ask(vec![entry])
            }
            found => found,
        }
    }

    /// The row that a line is called as, whatever its id; what it is called in other words counts where it names no id.
    pub(super) fn find_called(&self, intake: &Intake, cells: &[String], named: Option<Id>) -> Found {
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
                _ if *column != 0 && (is_dashes(typed) || is_nothing_word(typed)) => continue,
                _ => typed,
            };
            let typed = self.as_meant(*column, at, typed);
            if let Ok(cell) = self.read_cell_of(&*probe, *column, &typed)
                && let Some(own) = Arc::get_mut(&mut probe)
            {
                own.set(*column, cell);
            }
        }
        match self.staying(keys.find(&probe)) {
            Found::None if named.is_none() => self.called_otherwise(&*probe),
            found => found,
        }
    }
}

/// A name with the number of its row in the sheet.
fn in_row(name: &Phrase, at: usize) -> Phrase {
    say!("{name}（表中第 {row} 行）", "{name} (row {row})", name, row = at + 1)
}

/// Whether two rows of one name stand at places that are called nearly the same.
fn is_nearly_at(one: &dyn AnyRow, other: &dyn AnyRow) -> bool {
    let def = one.def();
    let mut places =
        def.key_columns.iter().skip(1).filter(|column| def.columns[**column].kind == Kind::Text).peekable();
    places.peek().is_some()
        && places.all(|column| match (one.get(*column), other.get(*column)) {
            (Cell::Text(one), Cell::Text(other)) => registry::is_same_place(&one, &other),
            _ => false,
        })
}
