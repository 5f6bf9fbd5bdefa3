//! A value on its way into a cell: its tool has its say, and asks where two things may be meant.

use super::App;
use super::change::refusal;
use super::layer::{Ask, Asked, Layer};
use crate::finding::Level;
use crate::project::{self, Edit, Project, Refused};
use crate::registry;
use crate::say;
use crate::sheet::{AnyRow, Cell, Column, Id, Kind, SheetDef};
use crate::text::{Lang, Phrase, text};
use crate::tool::{Change, Verdict};
use std::sync::Arc;

/// Where a value goes.
pub(super) struct Target {
    /// The row; none is a new one.
    pub row: Option<Id>,
    /// The sheet.
    pub def: &'static SheetDef,
    /// The column.
    pub column: usize,
    /// The new row, where it is no blank one.
    pub fresh: Option<Arc<dyn AnyRow>>,
    /// What is said of where the value went, unless something weightier is.
    pub said: Option<Phrase>,
}

impl Target {
    /// A cell of a row, or of a new row that is blank.
    pub fn new(row: Option<Id>, def: &'static SheetDef, column: usize) -> Target {
        Target { row, def, column, fresh: None, said: None }
    }
}

impl App {
    /// Puts a value into a cell, after the tool has had its say. `Err` is a refusal; nothing has
    /// changed then. A question opens a layer and counts as done.
    pub(super) fn put(
        &mut self,
        row: Option<Id>,
        def: &'static SheetDef,
        column: usize,
        cell: &Cell,
    ) -> Result<(), Phrase> {
        self.put_as(Target::new(row, def, column), cell, ("", false))
    }

    /// The same, for a value that was typed so that no question about it is open.
    pub(super) fn put_as(
        &mut self,
        Target { row, def, column, fresh, said: went }: Target,
        cell: &Cell,
        (typed, meant): (&str, bool),
    ) -> Result<(), Phrase> {
        self.locked()?;
        let Some(opened) = self.opened.as_ref() else { return Ok(()) };
        let project = &opened.project;
        let place = row.and_then(|id| project.sheet(def.key).and_then(|s| s.position(id)));
        let existing = place.and_then(|at| project.sheet(def.key).and_then(|s| s.share(at)));
        if row.is_some() && existing.is_none() {
            return Err(refusal(Refused::NoRow));
        }
        if let Some(old) = &existing
            && old.get(column) == *cell
        {
            return Ok(());
        }
        if existing.is_none() && *cell == Cell::Empty {
            return Ok(());
        }
        let fresh = match &existing {
            Some(_) => None,
            None => Some(fresh.unwrap_or_else(|| self.fresh_row(def))),
        };
        let Some(opened) = self.opened.as_ref() else { return Ok(()) };
        let project = &opened.project;
        let Some(before) = existing.as_deref().or(fresh.as_deref()) else { return Ok(()) };
        let col = &def.columns[column];
        let change = Change { project, row: before, column: col, cell, today: self.today };
        let verdict = registry::as_written(registry::check_entered(&change), &change, typed);
        let cells = [(column, cell.clone())];
        let kept = match existing {
            Some(_) => registry::kept_by(project, before, &cells, self.today, &mut self.new_id),
            None => Vec::new(),
        };
        let is_kept = !kept.is_empty();
        let edit_with = |cell: &Cell| {
            let change = Change { project, row: before, column: col, cell, today: self.today };
            let edit = edit_of(&change, fresh.is_some());
            if is_kept { Edit::Many(kept.iter().cloned().chain([edit]).collect()) } else { edit }
        };
        let said = said_of(project, before, col);
        let ask = |question: Phrase, (yes, edit): (Phrase, Edit), (no, other): (Phrase, Edit)| {
            let about = Asked::Edit { yes: edit, no: other, said: said.clone(), typed: None };
            Layer::Ask(Ask { question, yes, no: Some(no), about })
        };
        match verdict {
            Verdict::Refuse(reason) => return Err(reason),
            Verdict::Ask { question, instead } if !meant => {
                let shown = |cell: &Cell| {
                    let shown = |lang| crate::sheet::plain(cell, lang, &|id| linked(project, col, id, lang));
                    Phrase { zh: shown(Lang::Zh).into(), en: shown(Lang::En).into() }
                };
                // Both answers enter something; which one is what was typed is said.
                // A figure is rounded where it is shown; what was typed is not.
                let said = if typed.trim().is_empty() { shown(cell) } else { Phrase::same(typed.trim()) };
                let no = (say!("{said}，就是输入的", "{said}, as typed", said), edit_with(cell));
                self.layers.push(ask(question, (shown(&instead), edit_with(&instead)), no));
            }
            Verdict::Sure(question) if !meant => {
                let yes = (text("没错，写入", "Yes, enter it").into(), edit_with(cell));
                let no = (text("不写入", "No, leave it").into(), Edit::Many(Vec::new()));
                self.layers.push(ask(question, yes, no));
            }
            Verdict::Offer { question, also: (key, cell_too) } => {
                let alone = edit_with(cell);
                let offered = def.column(key).and_then(|at| def.columns.get(at));
                let also = offered.map_or_else(
                    || Edit::Many(Vec::new()),
                    |column| {
                        let today = self.today;
                        registry::edit_of(&Change { project, row: before, column, cell: &cell_too, today })
                    },
                );
                let yes = (text("是", "Yes").into(), Edit::Many(vec![alone.clone(), also]));
                self.layers.push(ask(question, yes, (text("否", "No").into(), alone)));
            }
            Verdict::Together { question, answers: (yes, no), cells, .. } => {
                let alone = edit_with(cell);
                let also = cells.into_iter().map(|(row, column, cell)| Edit::put(row, column, cell));
                let together = Edit::Many(std::iter::once(alone.clone()).chain(also).collect());
                self.layers.push(ask(question, (yes.into(), together), (no.into(), alone)));
            }
            Verdict::Fine | Verdict::Note(_) | Verdict::Ask { .. } | Verdict::Sure(_) => {
                let edit = edit_with(cell);
                let row = before.id();
                // The first value of a row.
                let first = (0..def.columns.len()).all(|at| before.get(at) == Cell::Empty);
                self.try_apply(edit, said)?;
                if existing.is_none() && self.view().is_some_and(|(.., view)| view.sheet == def) {
                    self.go_to_row(row);
                    self.begin_row(row);
                }
                let note = match verdict {
                    Verdict::Note(note) if is_kept => {
                        Some(say!("{note}；{kept}", "{note}; {kept}", note, kept = registry::said_kept()))
                    }
                    Verdict::Note(note) => Some(note),
                    _ => is_kept.then(registry::said_kept),
                };
                let note = note.or(went).or_else(|| self.is_filtered_out(row).filter(|_| first));
                // That another window's value waits is the weightier news.
                if let Some(note) = note.filter(|_| self.message.is_none()) {
                    self.say(Level::Watch, note);
                }
            }
        }
        Ok(())
    }
}

impl App {
    /// A new row of a sheet, which belongs to what it stands under on the screen.
    fn fresh_row(&mut self, def: &'static SheetDef) -> Arc<dyn AnyRow> {
        let belongs = self.belongs_to(def);
        let mut row = def.new_row((self.new_id)());
        if let (Some((column, id)), Some(own)) = (belongs, Arc::get_mut(&mut row)) {
            own.set(column, Cell::Link(id));
        }
        row
    }
}

impl App {
    /// Makes a row of a sheet that is called so, and gives it; what is wrong with the name is said.
    pub(super) fn make_row_called(&mut self, sheet: &'static str, name: &str) -> Option<Id> {
        if let Err(reason) = self.locked() {
            self.say(Level::Act, reason);
            return None;
        }
        let project = &self.opened.as_ref()?.project;
        let Some((row, also)) = registry::new_row_called(project, sheet, name, self.today, &mut self.new_id)
        else {
            let said = say!(
                "“{name}”不能新增：已有这个名称，或不能用作名称",
                "'{name}' cannot be added: it is there already, or is no name"
            );
            self.say(Level::Act, said);
            return None;
        };
        let id = row.id();
        let edits = std::iter::once(Edit::Insert { at: usize::MAX, row }).chain(also).collect();
        match self.try_apply(Edit::Many(edits), say!("新增“{name}”", "Add '{name}'")) {
            Ok(()) => Some(id),
            Err(reason) => {
                self.say(Level::Act, reason);
                None
            }
        }
    }

    /// Puts what is none of a list into the column for such texts, and takes the one of the list away, as one step.
    pub(super) fn put_beside(&mut self, target: Option<(Option<Id>, usize)>, beside: usize, typed: &str) {
        let Some(((row, column), (.., view))) = target.zip(self.view()) else { return };
        let Some(before) = self.project_now() else { return };
        let put = self.commit_text(Target::new(row, view.sheet, beside), typed, true);
        let row = row.or_else(|| self.row().map(AnyRow::id)).filter(|_| put.is_ok());
        let Some(between) = self.project_now() else { return };
        let put = match row {
            Some(row) if self.layers.is_empty() => self.put(Some(row), view.sheet, column, &Cell::Empty),
            _ => put,
        };
        if let Err(reason) = put {
            return self.say(Level::Act, reason);
        }
        if !between.same(&before) && self.has_changed(&between) {
            self.join_entry();
        }
        if self.layers.is_empty() {
            let title = view.sheet.columns[beside].title;
            self.say(Level::Good, say!("记在“{title}”：{typed}", "Kept as {title}: {typed}", title));
        }
    }

    /// Makes a row of another sheet that is called so, and puts a link to it into a cell, as one step.
    pub(super) fn put_new(&mut self, target: Option<(Option<Id>, usize)>, sheet: &'static str, name: &str) {
        let Some(((row, column), (.., view))) = target.zip(self.view()) else { return };
        let def = view.sheet;
        let Some(id) = self.make_row_called(sheet, name) else { return };
        let Some(made) = self.project_now() else { return };
        match self.put(row, def, column, &Cell::Link(id)) {
            Ok(()) => {
                if self.has_changed(&made) {
                    self.join_entry();
                }
                let title = registry::sheets().into_iter().find(|def| def.key == sheet).map(|def| def.title);
                let title = title.unwrap_or_else(|| text("", ""));
                self.say(Level::Good, say!("已新增到“{title}”：{name}", "Added to '{title}': {name}", title));
            }
            Err(reason) => {
                self.forget_last();
                self.say(Level::Act, reason);
            }
        }
    }
}

/// What the row is called that a cell of this column refers to.
fn linked(project: &Project, column: &Column, id: Id, lang: Lang) -> String {
    match column.kind {
        Kind::Link(sheet) => project::link_name(project, sheet, id, lang),
        _ => String::new(),
    }
}

/// What an edit of a cell is called: the row and the column.
fn said_of(project: &Project, row: &dyn AnyRow, column: &Column) -> Phrase {
    let name = project::title_phrase(project, row).in_line(24);
    if name.zh.is_empty() {
        return column.title.into();
    }
    say!("{name} · {column}", "{name} · {column}", name, column = column.title)
}

/// The edit of a change, after the row itself is put in where it is new.
fn edit_of(change: &Change<'_>, fresh: bool) -> Edit {
    let edit = registry::edit_of(change);
    if fresh { Edit::Many(vec![Edit::Insert { at: usize::MAX, row: change.row.copy() }, edit]) } else { edit }
}
