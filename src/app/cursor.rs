//! The cursor's way over rows, forms and blocks.

use super::App;
use super::selection::{Way, is_entered};
use super::view_state::{card_lines, slots, title_of};
use crate::command::Command;
use crate::event::{COPY_LIMIT, Effect};
use crate::exchange::clipboard;
use crate::finding::Level;
use crate::project;
use crate::project::Edit;
use crate::registry;
use crate::say;
use crate::sheet::{AnyRow, Cell};
use crate::text::{Lang, text};
use crate::tool::{Change, Field, Layout, Verdict};

use super::Slot;
use std::borrow::Cow;
use std::sync::Arc;

impl App {
    /// How many short fields of a form stand side by side.
    pub fn abreast(&self) -> usize {
        let Some((.., view)) = self.view() else { return 1 };
        let Layout::Card(plan) = view.layout else { return 1 };
        let titles = plan.header.iter().chain(plan.footer).filter_map(|key| view.sheet.column(key));
        let label = titles.map(|c| crate::text::width(view.sheet.columns[c].title.get(self.lang()))).max();
        // Beside its title a date or a name needs this much.
        (usize::from(self.drawn.cells) / (label.unwrap_or(0) + 16)).clamp(1, 4)
    }

    pub(super) fn note_row(&mut self) {
        let Some((tool, at, view)) = self.view() else { return };
        let Some(opened) = self.opened.as_mut() else { return };
        if let (Some(view_state), Some(sheet)) =
            (opened.view_states.get_mut(&(tool, at)), opened.project.sheet(view.sheet.key))
        {
            view_state.note(sheet);
        }
    }

    /// Moves the cursor by rows and slots; `select` stretches the block.
    pub(super) fn walk(&mut self, down: isize, right: isize, select: bool) {
        let Some((.., view)) = self.view() else { return };
        let ghost = usize::from(self.grows());
        let abreast = self.abreast();
        match view.layout {
            Layout::Panels => {
                self.panel_top = self.panel_top.saturating_add_signed(down).min(self.drawn.beyond);
            }
            Layout::List(_) => return self.walk_list(down),
            Layout::Grid(fields) => {
                let Some(view_state) = self.view_state_mut() else { return };
                let (row, slot) = if select { view_state.reach() } else { (view_state.row, view_state.slot) };
                let last = (view_state.len() + ghost).saturating_sub(1);
                let row = row.saturating_add_signed(down).min(last);
                let slot = slot.saturating_add_signed(right).min(fields.len().saturating_sub(1));
                let slot = view_state.shown_slot(slot, right >= 0);
                view_state.move_to((row, slot), select);
            }
            Layout::Card(plan) => {
                let lines = card_lines(view, plan, abreast);
                let Some(view_state) = self.view_state_mut() else { return };
                view_state.selection = None;
                let at = lines.iter().position(|l| l.contains(&view_state.slot)).unwrap_or(0);
                let across =
                    lines.get(at).and_then(|l| l.iter().position(|s| *s == view_state.slot)).unwrap_or(0);
                let line = &lines[at.saturating_add_signed(down).min(lines.len() - 1)];
                let across = across.saturating_add_signed(right).min(line.len().saturating_sub(1));
                view_state.slot = line.get(across).copied().unwrap_or(view_state.slot);
            }
        }
        self.note_row();
    }

    /// A page of rows; of forms, the next or previous one.
    pub(super) fn page(&mut self, by: isize) {
        let rows = self.drawn.rows.max(2).cast_signed() - 1;
        match self.view().map(|(.., v)| &v.layout) {
            Some(Layout::Card(_)) => {
                let Some(view_state) = self.view_state_mut() else { return };
                view_state.row =
                    view_state.row.saturating_add_signed(by).min(view_state.len().saturating_sub(1));
                self.note_row();
            }
            _ => self.walk(by * rows, 0, false),
        }
    }

    /// The next cell in reading order that can be entered, on to the next row; within a selection where there is one.
    pub(super) fn next_cell(&mut self, by: isize) {
        if self.step_within(Way::Right, by) {
            return;
        }
        let Some((.., view)) = self.view() else { return };
        let slots = slots(view);
        let ghost = usize::from(self.grows());
        let grid = matches!(view.layout, Layout::Grid(_));
        let Some(view_state) = self.view_state_mut() else { return };
        view_state.selection = None;
        let takes = |slot: &usize| !view_state.is_hidden(*slot) && is_entered(view, slots[*slot]);
        let (row, slot) = (view_state.row, view_state.slot);
        let to = if by > 0 {
            let next = (slot + 1..slots.len()).find(takes).map(|slot| (row, slot));
            let below = row + 1 < view_state.len() + ghost;
            let first = || (0..slots.len()).find(takes).filter(|_| grid && below).map(|slot| (row + 1, slot));
            next.or_else(first)
        } else {
            let before = (0..slot).rev().find(takes).map(|slot| (row, slot));
            let above = || row.checked_sub(1).filter(|_| grid);
            before.or_else(|| Some((above()?, (0..slots.len()).rev().find(takes)?)))
        };
        if let Some(to) = to {
            (view_state.row, view_state.slot) = to;
        }
        self.note_row();
    }

    pub(super) fn jump(&mut self, command: Command) {
        use Command as C;
        let Some((.., view)) = self.view() else { return };
        let count = slots(view).len();
        let end = matches!(command, C::Last | C::RowEnd | C::LastCell | C::SelectRowEnd | C::SelectLast);
        let grid = matches!(view.layout, Layout::Grid(_));
        match view.layout {
            Layout::Panels => {
                self.panel_top = if end { self.drawn.beyond } else { 0 };
                return;
            }
            Layout::List(_) => return self.end_of_list(end),
            _ => {}
        }
        let Some(view_state) = self.view_state_mut() else { return };
        let last = view_state.len().saturating_sub(1);
        let last_slot = count.saturating_sub(1);
        let select = command.selects() && grid;
        let (row, slot) = if select { view_state.reach() } else { (view_state.row, view_state.slot) };
        let ((from, to), (left, right)) = view_state.block();
        // The line for a new row belongs to what is selected only where the cursor stands on it.
        let bottom = last.max(view_state.row);
        let place = match command {
            C::RowStart | C::SelectRowStart => (row, 0),
            C::RowEnd | C::SelectRowEnd => (row, last_slot),
            C::First => (0, slot),
            C::Last => (last, slot),
            // In a form it is the first or last of its fields; other forms have keys of their own.
            C::FirstCell | C::SelectFirst => (if grid { 0 } else { row }, 0),
            C::LastCell | C::SelectLast => (if grid { last } else { row }, last_slot),
            C::SelectColumn => return view_state.select((0, left), (bottom, right)),
            C::SelectRow => return view_state.select((from, 0), (to, last_slot)),
            _ => return view_state.select((0, 0), (bottom, last_slot)),
        };
        let place = (place.0, view_state.shown_slot(place.1, false));
        view_state.move_to(place, select);
        self.note_row();
    }

    /// Jumps to the edge of the filled block, or over what is blank to the next; `select` stretches the selection.
    pub(super) fn walk_to_edge(&mut self, down: isize, right: isize, select: bool) {
        /// Farther than any rows or columns.
        const FAR: isize = 1 << 30;
        let grows = self.grows();
        let (Some((.., view)), Some(view_state)) = (self.view(), self.view_state()) else { return };
        let Layout::Grid(fields) = view.layout else { return self.walk(down * FAR, right * FAR, false) };
        let (rows, count) = (view_state.len(), fields.len());
        let step = |(row, slot): (usize, usize)| {
            let row = row.checked_add_signed(down).filter(|row| down == 0 || *row < rows)?;
            let mut slot = slot.checked_add_signed(right).filter(|slot| *slot < count)?;
            // What is hidden is passed over.
            while right != 0 && view_state.is_hidden(slot) {
                slot = slot.checked_add_signed(right).filter(|slot| *slot < count)?;
            }
            Some((row, slot))
        };
        let reach = view_state.reach();
        // The line of the active cell says where the edge is, whatever is selected besides.
        let mut at = match (select, right) {
            (false, _) => (view_state.row, view_state.slot),
            (true, 0) => (reach.0, view_state.slot),
            (true, _) => (view_state.row, reach.1),
        };
        let through = self.is_filled(at) && step(at).is_some_and(|next| self.is_filled(next));
        // Beyond the last row there is the line for a new one.
        if down > 0 && at.0 + 1 >= rows && grows && !select {
            at.0 = rows;
        }
        while let Some(next) = step(at) {
            let filled = self.is_filled(next);
            if through && !filled {
                break;
            }
            at = next;
            if !through && filled {
                break;
            }
        }
        let Some(view_state) = self.view_state_mut() else { return };
        if select {
            at = if right == 0 { (at.0, reach.1) } else { (reach.0, at.1) };
        }
        view_state.move_to(at, select);
        self.note_row();
    }

    /// Whether anything stands in a cell of a grid, by row as shown and slot.
    fn is_filled(&self, (row, slot): (usize, usize)) -> bool {
        let (Some((.., view)), Some(facts)) = (self.view(), self.facts()) else { return false };
        let place = self.view_state().and_then(|state| state.place(row));
        let Some(row) = place.and_then(|place| self.sheet()?.row(place)) else { return false };
        match (slots(view).get(slot), &view.layout) {
            (Some(Slot::Column(column)), _) => {
                row.get(*column) != Cell::Empty || row.builtin(*column).is_some()
            }
            (Some(Slot::Computed(n)), Layout::Grid(fields)) => match fields.get(*n) {
                Some(Field::Computed { show, .. }) => !show(facts, row).text.zh.is_empty(),
                _ => false,
            },
            _ => false,
        }
    }

    /// The block under the cursor as text, with its numbers of rows and columns. A single cell is as it is, so that it
    /// pastes into any other program.
    fn block_text(&self, titled: bool) -> (String, usize, usize) {
        let none = (String::new(), 0, 0);
        let (Some((_tool, _, view)), Some(view_state), Some(sheet), Some(facts)) =
            (self.view(), self.view_state(), self.sheet(), self.facts())
        else {
            return none;
        };
        let ((from, to), (left, right)) = view_state.block();
        let (slots, lang) = (slots(view), self.lang());
        let cell = |row: &dyn AnyRow, slot: &Slot| match (slot, &view.layout) {
            (Slot::Column(column), _) => project::cell_text(facts.project(), row, *column, lang),
            (Slot::Computed(n), Layout::Grid(fields)) => match fields.get(*n) {
                Some(Field::Computed { show, .. }) => show(facts, row).text.get(lang).to_owned(),
                _ => String::new(),
            },
            _ => String::new(),
        };
        let right = right.min(slots.len().saturating_sub(1));
        let seen = (left..=right).filter(|slot| !view_state.is_hidden(*slot));
        let slots: Vec<Slot> = seen.filter_map(|slot| slots.get(slot).copied()).collect();
        let slots = slots.as_slice();
        let rows = || (from..=to).filter_map(|n| sheet.row(view_state.place(n)?));
        let heads = slots.iter().map(|slot| Cow::Borrowed(title_of(view, *slot).get(lang)));
        let heads = titled.then(|| heads.collect::<Vec<_>>());
        let text = match (rows().nth(1), slots) {
            (None, [slot]) if !titled => rows().next().map_or(String::new(), |row| cell(row, slot)),
            _ => {
                let line = |row| {
                    // What was typed is by far the most of a large block, and is not copied before it is written.
                    let cells = slots.iter().map(|slot| match slot {
                        Slot::Column(column) => match AnyRow::text(row, *column) {
                            Some(text) => Cow::Borrowed(text),
                            None => Cow::Owned(cell(row, slot)),
                        },
                        Slot::Computed(_) => Cow::Owned(cell(row, slot)),
                    });
                    cells.collect::<Vec<_>>()
                };
                clipboard::write(heads.into_iter().chain(rows().map(line)).map(Vec::into_iter))
            }
        };
        (text, rows().count(), slots.len())
    }

    /// Copies the block; `titled` with the titles of its columns in a line above.
    pub(super) fn copy_block(&mut self, titled: bool) {
        let (text, rows, columns) = self.block_text(titled);
        self.clip = text;
        if self.clip.len() > COPY_LIMIT {
            let cells = rows * columns;
            self.say(
                Level::Watch,
                say!(
                    "只在本程序内复制了 {cells} 格：太长，终端的剪贴板没有收到；要粘贴到别处，请分几次复制",
                    "{cells} cells copied in here only: too long for the terminal's clipboard, which did not get them; copy in parts"
                ),
            );
            return;
        }
        let copied = say!(
            "{rows} × {columns}",
            "{rows} x {columns}",
            rows = crate::text::count(rows, "行", "row", "rows"),
            columns = crate::text::count(columns, "列", "column", "columns")
        );
        let said = if titled {
            say!("已复制标题和 {copied}", "Copied the titles and {copied}", copied)
        } else {
            say!("已复制 {copied}", "Copied {copied}", copied)
        };
        self.say(Level::Good, said);
        self.effect(Effect::Copy(self.clip.clone()));
    }

    /// The rows of the block, and their columns that can be filled in.
    pub(super) fn block_cells(&self) -> (Vec<Arc<dyn AnyRow>>, Vec<usize>) {
        let (Some((.., view)), Some(view_state), Some(sheet)) =
            (self.view(), self.view_state(), self.sheet())
        else {
            return (Vec::new(), Vec::new());
        };
        let ((from, to), (left, right)) = view_state.block();
        let slots = slots(view);
        let columns = slots
            .iter()
            .enumerate()
            .filter(|(n, _)| (left..=right).contains(n) && !view_state.is_hidden(*n))
            .filter_map(|(_, s)| if let Slot::Column(c) = s { Some(*c) } else { None })
            .collect();
        ((from..=to).filter_map(|n| sheet.share(view_state.place(n)?)).collect(), columns)
    }

    /// The first row of the block into all others of it; the row above into one alone, as in a spreadsheet.
    pub(super) fn fill_down(&mut self) {
        let Some((.., view)) = self.view() else { return };
        let Some(view_state) = self.view_state() else { return };
        let ((from, to), _) = view_state.block();
        let from = if from == to { from.saturating_sub(1) } else { from };
        if from == to {
            let key = |lang| self.choices.bindings.label(Command::SelectDown, lang);
            let (zh, en) = (key(Lang::Zh), key(Lang::En));
            // Where it has no key the mouse selects.
            let said = if en.is_empty() {
                text("先选中要填的几行", "First select the rows to fill").into()
            } else {
                say!("先用 {zh} 选中要填的几行", "First select the rows to fill with {en}")
            };
            return self.say(Level::Watch, said);
        }
        let Some(source) = view_state.place(from).and_then(|p| self.sheet()?.share(p)) else { return };
        let Some(project) = self.opened.as_ref().map(|opened| &opened.project) else { return };
        let (rows, columns) = self.block_cells();
        let (mut edits, mut count, mut offered, mut keeps) = (Vec::new(), 0, None, false);
        for row in rows.iter().filter(|row| row.id() != source.id()) {
            let mut of_row = Vec::with_capacity(columns.len());
            for column in &columns {
                let (cell, col) = (source.get(*column), &view.sheet.columns[*column]);
                let change = Change { project, row: &**row, column: col, cell: &cell, today: self.today };
                // Many cells are filled at once or not at all, so a question counts as a no; an offer is only said.
                let edit = registry::edit_of(&change);
                if removes(&edit) {
                    return self.say(
                        Level::Act,
                        text(
                            "这样填，几条记录会成为同一条：请逐条修改",
                            "Filled like this, several rows would become one: change them one by one",
                        ),
                    );
                }
                match registry::check(&change) {
                    Verdict::Fine | Verdict::Note(_) => {}
                    Verdict::Offer { question, .. } | Verdict::Together { otherwise: question, .. } => {
                        _ = offered.get_or_insert(question);
                    }
                    Verdict::Refuse(reason)
                    | Verdict::Sure(reason)
                    | Verdict::Ask { question: reason, .. } => {
                        return self.say(Level::Act, reason);
                    }
                }
                of_row.push(edit);
            }
            count += of_row.len();
            let cells: Vec<(usize, Cell)> =
                columns.iter().map(|column| (*column, source.get(*column))).collect();
            let kept = registry::kept_by(project, &**row, &cells, self.today, &mut self.new_id);
            keeps |= !kept.is_empty();
            edits.extend(kept);
            if of_row.iter().all(|edit| matches!(edit, Edit::Set { .. })) {
                let columns = columns.iter().fold(0, |bits, column| bits | 1_u64 << column);
                edits.push(Edit::Cells { row: row.id(), from: Arc::clone(&source), columns });
            } else {
                edits.append(&mut of_row);
            }
        }
        let cells = crate::text::count(count, "格", "cell", "cells");
        let said = say!("向下填充 {cells}", "{cells} filled down", cells);
        if self.apply(Edit::Many(edits), said.clone()) {
            match offered {
                Some(question) => self.say(Level::Watch, question),
                None if keeps => self.say_with_kept(said, keeps),
                None => {}
            }
        }
    }
}

/// Whether an edit takes a row away.
pub(super) fn removes(edit: &Edit) -> bool {
    match edit {
        Edit::Remove { .. } => true,
        Edit::Many(edits) => edits.iter().any(removes),
        _ => false,
    }
}
