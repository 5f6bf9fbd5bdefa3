//! One value into all selected cells, as one step: what was typed, a score, a tick.

use super::App;
use super::layer::Layer;
use super::typing::After;
use super::view_state::{Slot, slots};
use crate::finding::Level;
use crate::project::{Edit, title_phrase};
use crate::registry;
use crate::say;
use crate::sheet::{AnyRow, Cell, Kind, Score};
use crate::text::{Phrase, count, text};
use crate::tool::{Change, Verdict};
use std::sync::Arc;

/// A value on its way into a cell: the row, the column and the value.
pub(super) type Filling = (Arc<dyn AnyRow>, usize, Cell);

/// A number of cells.
pub(super) fn of_cells(n: usize) -> Phrase {
    count(n, "格", "cell", "cells")
}

impl App {
    /// The selected cells whose column is of a kind.
    fn selected(&self, fits: impl Fn(Kind) -> bool) -> Vec<(Arc<dyn AnyRow>, usize)> {
        let Some((.., view)) = self.view() else { return Vec::new() };
        let (rows, columns) = self.block_cells();
        let columns: Vec<usize> = columns.into_iter().filter(|c| fits(view.sheet.columns[*c].kind)).collect();
        let of_row =
            |row: &Arc<dyn AnyRow>| columns.iter().map(|c| (Arc::clone(row), *c)).collect::<Vec<_>>();
        rows.iter().flat_map(of_row).collect()
    }

    /// Puts values into many cells as one step, after the tools have had their say: all or none. `Err` names the cell
    /// that is refused.
    pub(super) fn put_all(&mut self, cells: &[Filling], said: Phrase) -> Result<(), Phrase> {
        self.locked()?;
        let Some(project) = self.opened.as_ref().map(|opened| &opened.project) else { return Ok(()) };
        let (mut edits, mut offered) = (Vec::new(), None);
        for (row, column, cell) in cells {
            if row.get(*column) == *cell {
                continue;
            }
            let col = &row.def().columns[*column];
            let named = |reason: Phrase| {
                let name = title_phrase(project, &**row).in_line(24);
                say!(
                    "{name} · {column}：{reason}",
                    "{name} · {column}: {reason}",
                    name,
                    column = col.title,
                    reason
                )
            };
            let change = Change { project, row: &**row, column: col, cell, today: self.today };
            let edit = registry::edit_of(&change);
            if super::cursor::removes(&edit) {
                return Err(named(
                    text("这样填，几条记录会成为同一条", "filled like this, several rows would become one")
                        .into(),
                ));
            }
            match registry::check(&change) {
                Verdict::Fine | Verdict::Note(_) => {}
                Verdict::Offer { question, .. } | Verdict::Together { otherwise: question, .. } => {
                    _ = offered.get_or_insert(question);
                }
                // Many cells are filled at once or not at all, so a question counts as a no.
                Verdict::Refuse(reason) | Verdict::Sure(reason) | Verdict::Ask { question: reason, .. } => {
                    return Err(named(reason));
                }
            }
            edits.push(edit);
        }
        let count = edits.len();
        let mut keeps = false;
        for of_row in cells.chunk_by(|(one, ..), (other, ..)| one.id() == other.id()) {
            let Some((row, ..)) = of_row.first() else { continue };
            let new: Vec<(usize, Cell)> =
                of_row.iter().map(|(_, column, cell)| (*column, cell.clone())).collect();
            let kept = registry::kept_by(project, &**row, &new, self.today, &mut self.new_id);
            keeps |= !kept.is_empty();
            edits.extend(kept);
        }
        self.try_apply(Edit::Many(edits), said.clone())?;
        if self.message.is_none() {
            let said = match offered {
                Some(question) => (Level::Watch, question),
                None if keeps => {
                    let kept = registry::said_kept();
                    (Level::Watch, say!("{said}；{kept}", "{said}; {kept}", said, kept))
                }
                None if count == 0 => {
                    (Level::Blank, text("这些格子本来就是这样", "These cells hold that already").into())
                }
                None => (Level::Good, said),
            };
            self.say(said.0, said.1);
        }
        Ok(())
    }

    fn put_all_or_say(&mut self, cells: &[Filling], said: Phrase) {
        if let Err(reason) = self.put_all(cells, said) {
            self.say(Level::Act, reason);
        }
    }

    /// Scores all selected cells that take a score; 0 clears them.
    pub(super) fn score_selected(&mut self, score: u8) {
        let cell = Score::new(score).map_or(Cell::Empty, Cell::Score);
        let cells: Vec<Filling> = self
            .selected(|kind| kind == Kind::Score)
            .into_iter()
            .map(|(row, column)| (row, column, cell.clone()))
            .collect();
        let said = if cell == Cell::Empty {
            say!(
                "清空 {scores}评分",
                "{scores} cleared",
                scores = count(cells.len(), "格", "score", "scores")
            )
        } else {
            say!("{cells}评为 {score} 分", "{cells} scored {score}", cells = of_cells(cells.len()))
        };
        self.put_all_or_say(&cells, said);
    }

    /// Switches all selected cells of one kind at once: on, unless all of them are on already. False if the cell at
    /// this slot is none that is switched.
    pub(super) fn toggle_selected(&mut self, slot: usize) -> bool {
        let Some((.., view)) = self.view() else { return false };
        let Some(Slot::Column(column)) = slots(view).get(slot).copied() else { return false };
        let kind = view.sheet.columns[column].kind;
        // Where whole rows are selected, space means the tick of each of them and no other.
        let rows_selected = !self.selected(|other| other != kind).is_empty();
        let selected = match kind {
            Kind::Tick if rows_selected => {
                self.selected(|_| true).into_iter().filter(|(_, c)| *c == column).collect()
            }
            Kind::Tick | Kind::Check | Kind::Date => self.selected(|other| other == kind),
            // The next option of one column is none of another.
            Kind::Choice(_) | Kind::OpenChoice(_) => {
                self.selected(|_| true).into_iter().filter(|(_, c)| *c == column).collect()
            }
            _ => return false,
        };
        // Where the rows are selected and not their ticks, space means the ticks all the same.
        let selected: Vec<_> = if selected.is_empty() {
            self.block_cells().0.into_iter().map(|row| (row, column)).collect()
        } else {
            selected
        };
        let today = self.today;
        let blank = selected.iter().any(|(row, column)| row.get(*column) == Cell::Empty);
        let new = match kind {
            Kind::Tick | Kind::Date if blank => Cell::Date(today),
            Kind::Check if blank => Cell::Check(true),
            Kind::Choice(options) | Kind::OpenChoice(options) => {
                let here = self.row().map_or(Cell::Empty, |row| row.get(column));
                let at = options.iter().position(|o| matches!(&here, Cell::Choice(c) if c.key == o.key));
                options.get(at.map_or(0, |at| at + 1)).map_or(Cell::Empty, Cell::Choice)
            }
            // Dates that were typed are not taken away by a slip.
            Kind::Date => return false,
            _ => Cell::Empty,
        };
        let all = of_cells(selected.len());
        // A tick that stands keeps its day.
        let kept = |row: &Arc<dyn AnyRow>, column: usize| {
            matches!(kind, Kind::Tick | Kind::Date) && blank && row.get(column) != Cell::Empty
        };
        let cells: Vec<Filling> = selected
            .into_iter()
            .filter(|(row, column)| !kept(row, *column))
            .map(|(row, column)| (row, column, new.clone()))
            .collect();
        let said = match new {
            Cell::Empty => say!("{all}已清空", "{all} cleared", all),
            Cell::Choice(option) => {
                say!("{all}改为{label}", "{all} set to {label}", all, label = option.label)
            }
            Cell::Date(_) => {
                say!("已填入日期 {today}：{cells}", "{cells} dated {today}", cells = of_cells(cells.len()))
            }
            _ => say!("已勾选 {all}", "{all} ticked", all),
        };
        self.put_all_or_say(&cells, said);
        true
    }

    /// Enters what is typed into all selected cells; a refusal keeps the field open.
    pub(super) fn commit_all(&mut self) {
        if !self.several_selected() {
            return self.commit(After::Stay);
        }
        let Some(Layer::Cell(edit)) = self.layers.last() else { return };
        let typed = edit.editor.text().to_owned();
        match self.enter_all(&typed) {
            Ok(()) => {
                self.drop_draft();
                self.layers.pop();
            }
            Err(reason) => self.refuse(reason),
        }
    }

    /// Puts what was chosen into all selected cells of its column.
    pub(super) fn choose_for_selected(&mut self, column: usize, cell: &Cell) {
        let rows = self.block_cells().0;
        let cells: Vec<Filling> = rows.into_iter().map(|row| (row, column, cell.clone())).collect();
        let said = say!("填入 {all}", "{all} filled in", all = of_cells(cells.len()));
        self.put_all_or_say(&cells, said);
    }

    /// Says what was done, and that scores went into the history where they did.
    pub(super) fn say_with_kept(&mut self, said: Phrase, keeps: bool) {
        if !keeps {
            return self.say(Level::Good, said);
        }
        let kept = registry::said_kept();
        self.say(Level::Watch, say!("{said}；{kept}", "{said}; {kept}", said, kept));
    }

    fn enter_all(&mut self, typed: &str) -> Result<(), Phrase> {
        let selected = self.selected(|_| true);
        let columns = selected.iter().map(|(row, column)| &row.def().columns[*column]);
        let of_days = columns.clone().find(|column| matches!(column.kind, Kind::Date | Kind::Tick));
        let by_order = of_days.map_or(Ok(None), |column| self.day_typed(column, typed))?;
        let Some(project) = self.opened.as_ref().map(|opened| &opened.project) else { return Ok(()) };
        let mut cells: Vec<Filling> = Vec::new();
        for (row, column) in selected {
            let is_day = matches!(row.def().columns[column].kind, Kind::Date | Kind::Tick);
            let text = by_order.as_deref().filter(|_| is_day).unwrap_or(typed);
            let read = registry::read_cell(project, &*row, column, text, self.today);
            let cell = read.map_err(|error| {
                let (name, title) =
                    (title_phrase(project, &*row).in_line(24), row.def().columns[column].title);
                say!(
                    "{name} · {title}：{reason}",
                    "{name} · {title}: {reason}",
                    name,
                    title,
                    reason = error.0
                )
            })?;
            cells.push((row, column, cell));
        }
        // What is said of one cell is said of the first of several.
        let how_read = cells.iter().find_map(|(row, column, cell)| {
            let read =
                crate::sheet::how_read(&row.def().columns[*column], typed, cell, self.today, self.lang());
            read.or_else(|| registry::taken_for_nothing(typed, cell))
        });
        let said = say!("填入 {all}", "{all} filled in", all = of_cells(cells.len()));
        self.put_all(&cells, said)?;
        if let Some(read) = how_read {
            self.say(Level::Watch, read);
        }
        Ok(())
    }
}
