//! What is done to whole rows, and the switch of ticks, options and dates.

use super::layer::{Ask, Asked, Layer};
use super::view_state::{self, Slot};
use super::{App, Here};
use crate::command::Command;
use crate::finding::Level;
use crate::project::{Edit, title_phrase};
use crate::registry;
use crate::say;
use crate::sheet::{AnyRow, Cell, Id, Kind};
use crate::text::{Phrase, count as counted, text};
use crate::tool::Layout;

impl App {
    /// The slot that space switches: the one under the cursor, or else the row's tick where it is to be seen. Nobody
    /// wants to tick what is not on the screen; `Err` says how to get there.
    pub(super) fn toggle_slot(&self, here: Here) -> Result<usize, Phrase> {
        let nothing = || text("空格用于勾选、选项和日期", "Space is for ticks, options and dates").into();
        let Some(state) = self.view_state() else { return Err(nothing()) };
        // On the line for a new row there is nothing to tick yet.
        if here.row.is_none() && matches!(here.view.layout, Layout::Grid(_)) {
            let reason = text(
                "空格用于已有的行；直接输入即可新建",
                "Space works in rows that are there; type to begin a new one",
            );
            return Err(reason.into());
        }
        let switched = matches!(
            here.kind(),
            Some(Kind::Tick | Kind::Check | Kind::Date | Kind::Choice(_) | Kind::OpenChoice(_))
        );
        if switched {
            return Ok(state.slot);
        }
        if !matches!(here.view.layout, Layout::Grid(_)) {
            return Err(nothing());
        }
        let columns = &here.view.sheet.columns;
        let ticks = |slot: &Slot| matches!(slot, Slot::Column(c) if columns[*c].kind == Kind::Tick);
        let slots = view_state::slots(here.view);
        let slot = slots.iter().position(ticks).ok_or_else(nothing)?;
        if state.is_seen(slot) {
            return Ok(slot);
        }
        let title = view_state::title_of(here.view, slots[slot]);
        let how = self.how(Command::ShowColumns);
        Err(if state.is_hidden(slot) {
            say!(
                "“{title}”这一列隐藏着，没有勾选：先{how}显示全部列",
                "The column '{title}' is hidden, and nothing was ticked: {how} shows all columns",
                title,
                how
            )
        } else {
            say!(
                "“{title}”不在屏幕上，没有勾选：先移到那一列，再按空格",
                "'{title}' is not on the screen, and nothing was ticked: go to that column, then press space",
                title
            )
        })
    }

    pub(super) fn toggle(&mut self, here: Option<Here>) {
        let Some((here, slot)) = here.and_then(|here| Some((here, self.toggle_slot(here).ok()?))) else {
            return;
        };
        if self.several_selected() && self.toggle_selected(slot) {
            return;
        }
        let Some(view_state) = self.view_state_mut() else { return };
        let back = std::mem::replace(&mut view_state.slot, slot);
        self.toggle_here(here.at_slot(slot), slot != back);
        // A question or a refusal is about the tick; otherwise the cursor stays where it was.
        if let Some(view_state) = self.view_state_mut().filter(|_| slot != back) {
            view_state.slot = back;
        }
    }

    fn toggle_here(&mut self, here: Here, elsewhere: bool) {
        let Some(column) = here.column() else { return };
        let old = self.row_at(Some(here)).map_or(Cell::Empty, |r| r.get(column));
        let (today, was) = (self.today, old.clone());
        let new = match (here.kind(), old) {
            (Some(Kind::Tick | Kind::Date), Cell::Empty) => Cell::Date(today),
            (Some(Kind::Tick), _) | (Some(Kind::Check), Cell::Check(true)) => Cell::Empty,
            (Some(Kind::Date), _) => return self.start_edit(Some(here)),
            (Some(Kind::Check), _) => Cell::Check(true),
            (Some(Kind::Choice(options) | Kind::OpenChoice(options)), old) => {
                let at = options.iter().position(|o| matches!(&old, Cell::Choice(c) if c.key == o.key));
                match at.map_or(Some(0), |n| (n + 1 < options.len()).then_some(n + 1)) {
                    Some(next) => Cell::Choice(&options[next]),
                    None => Cell::Empty,
                }
            }
            _ => return,
        };
        let tick = here.kind() == Some(Kind::Tick);
        if !(self.put_here(here, &new) && tick && self.layers.is_empty() && self.message.is_none()) {
            return;
        }
        // Which tick it was is seen where the cursor stands on it.
        let which = if elsewhere {
            let title = here.view.sheet.columns[column].title;
            say!("“{title}”", " '{title}'", title)
        } else {
            Phrase::same("")
        };
        let how = self.how(Command::Undo);
        let (level, said) = match was {
            Cell::Date(was) => (
                Level::Blank,
                say!(
                    "已取消勾选{which}（原来是 {was}）；{how}撤销",
                    "Tick{which} of {was} taken back; {how} undoes it",
                    which,
                    how
                ),
            ),
            _ => (Level::Good, say!("已勾选{which}，日期 {today}", "Ticked{which}, dated {today}", which)),
        };
        self.say(level, said);
    }

    pub(super) fn new_row(&mut self) {
        let Some((.., view)) = self.view() else { return };
        let row = view.sheet.new_row(self.id());
        let id = row.id();
        let title = view.sheet.title;
        if self
            .apply(Edit::Insert { at: usize::MAX, row }, say!("新增一行：{title}", "New row: {title}", title))
            && self.go_to_row(id)
        {
            if let Some(view_state) = self.view_state_mut() {
                view_state.slot = 0;
            }
            self.note_row();
        }
    }

    /// Removes the rows under the cursor or selected; where others refer to them, only after a question.
    pub(super) fn remove_rows(&mut self) {
        let Some((.., view)) = self.view() else { return };
        let Some(view_state) = self.view_state() else { return };
        let ((from, to), _) = view_state.block();
        let rows: Vec<_> = (from..=to).filter_map(|n| view_state.place(n)).collect();
        let ids: Vec<_> =
            rows.iter().filter_map(|p| self.sheet().and_then(|s| s.row(*p)).map(AnyRow::id)).collect();
        let Some(opened) = &self.opened else { return };
        let sheet = view.sheet.key;
        let Some(with) = registry::removal(&opened.project, sheet, &ids).said() else {
            return self.remove(sheet, &ids);
        };
        let which = match (ids.as_slice(), self.row()) {
            ([_], Some(row)) => {
                let name = title_phrase(&opened.project, row).in_line(40);
                say!("“{name}”", "'{name}'", name)
            }
            _ => some_rows(ids.len()),
        };
        let how = self.how(Command::Undo);
        self.layers.push(Layer::Ask(Ask {
            question: say!(
                "删除{which}，{with}？之后{how}可以一步撤销。",
                "Remove {which}, {with}? {how} takes it all back.",
                which,
                with,
                how
            ),
            yes: text("删除", "Remove").into(),
            no: None,
            about: Asked::Remove(sheet, ids),
        }));
    }

    /// Removes these rows together with what belongs to them, as one step.
    pub(super) fn remove(&mut self, sheet: &'static str, ids: &[Id]) {
        let Some(opened) = &self.opened else { return };
        let removal = registry::removal(&opened.project, sheet, ids);
        let sheet_rows = opened.project.sheet(sheet);
        let only =
            sheet_rows.filter(|_| ids.len() == 1).and_then(|rows| rows.row(rows.position(*ids.first()?)?));
        let name = only.map(|row| title_phrase(&opened.project, row).in_line(40));
        let rows = match name.filter(|name| !name.zh.is_empty()) {
            Some(name) => say!("“{name}”", "'{name}'", name),
            None => some_rows(ids.len()),
        };
        let said = match removal.said() {
            Some(with) => say!("删除{rows}，{with}", "{rows} removed, {with}", rows, with),
            None => say!("删除{rows}", "{rows} removed", rows),
        };
        if self.apply(removal.edit, said.clone()) {
            if let Some(view_state) = self.view_state_mut() {
                view_state.selection = None;
            }
            let how = self.how(Command::Undo);
            self.say(Level::Watch, say!("已{said}，{how}撤销", "{said}; {how} takes it back", said, how));
        }
    }

    /// The place in the sheet to which the row under the cursor is moved: that of the row beside it on the screen, as
    /// long as both stand below the same heading.
    pub(super) fn place_of_move(&self, by: isize) -> Option<usize> {
        let (.., view) = self.view()?;
        let (facts, sheet, state, row) = (self.facts()?, self.sheet()?, self.view_state()?, self.row()?);
        let to = state.place(state.row.checked_add_signed(by)?)?;
        let heading = |row| (view.heading)(facts, row);
        (!view.moves || heading(row) == heading(sheet.row(to)?)).then_some(to)
    }

    pub(super) fn move_row(&mut self, by: isize) {
        let Some((.., view)) = self.view() else { return };
        let Some((id, to)) = self.row().map(AnyRow::id).zip(self.place_of_move(by)) else { return };
        self.apply(Edit::Move { sheet: view.sheet.key, row: id, to }, text("移动行", "Move row"));
    }

    pub(super) fn sort(&mut self) {
        if let Some(slot) = self.view_state().map(|state| state.slot) {
            self.sort_by(slot);
        }
    }

    /// Sorts by a slot: up, down by the same again, and then as the rows stand.
    pub(super) fn sort_by(&mut self, slot: usize) {
        let Some(view_state) = self.view_state_mut() else { return };
        view_state.sort = match view_state.sort {
            Some((sorted, false)) if sorted == slot => Some((slot, true)),
            Some((sorted, true)) if sorted == slot => None,
            _ => Some((slot, false)),
        };
        let said = match view_state.sort {
            Some((_, false)) => text(
                "从小到大（只影响显示，再按一次反过来）",
                "Ascending (view only; press again to reverse)",
            ),
            Some((_, true)) => {
                text("从大到小（再按一次恢复原来的顺序）", "Descending (press again for the original order)")
            }
            None => text("恢复原来的顺序", "Original order"),
        };
        self.settle();
        // The first of them are what a list is sorted for.
        if let Some(view_state) = self.view_state_mut() {
            (view_state.row, view_state.top) = (0, 0);
        }
        self.say(Level::Blank, said);
    }
}

/// So many rows, behind a verb.
fn some_rows(n: usize) -> Phrase {
    let rows = counted(n as u64, "行", "row", "rows");
    say!(" {rows}", "{rows}", rows)
}
