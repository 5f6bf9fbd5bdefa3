//! The rows of a grid: how high each is, which of them stand on the screen, and how they are drawn.

use super::cells::{Look, cell_look, shown_look};
use super::{HIGH, HIGHEST};
use crate::app::view_state::{Slot, ViewState, slots};
use crate::app::{App, Spot};
use crate::facts::Facts;
use crate::sheet::{AnyRow, AnySheet};
use crate::text::{Lang, text, width, wrapped};
use crate::tool::{Field, View};
use crate::ui::columns::{GAP, GUTTER, Placed};
use crate::ui::pen::Pen;
use crate::ui::theme::Role;
use ratatui::layout::{Position, Rect};
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// So many rows are looked at to see whether headings stand together.
const LOOKED_AT: usize = 500;

/// The rows of a grid and what is needed to draw them.
pub(super) struct List<'a> {
    facts: &'a Facts,
    sheet: &'a dyn AnySheet,
    view: &'static View,
    fields: &'static [Field],
    placed: &'a [Placed],
    view_state: &'a ViewState,
    lang: Lang,
    ghost: bool,
    /// No row is higher.
    high: usize,
    /// Whether headings stand above the rows: where the order of a column mixes them they would stand above each row.
    headed: bool,
    slots: Vec<Slot>,
    /// The looks of the rows as shown: how high a row is is asked before it is drawn.
    made: RefCell<HashMap<usize, Rc<Vec<Look>>>>,
}

/// How high rows are, each as far as its text goes.
pub(super) struct Heights {
    rows: Vec<usize>,
    /// The lines of headings.
    headings: usize,
}

impl Heights {
    /// The lines of all rows with their headings, where no row is higher than this.
    pub(super) fn lines(&self, high: usize) -> usize {
        self.headings + self.rows.iter().map(|row| (*row).min(high)).sum::<usize>()
    }
}

impl<'a> List<'a> {
    /// The rows of a view whose fields stand where they were placed; none without an open project.
    pub(super) fn of(
        app: &'a App,
        (view, fields): (&'static View, &'static [Field]),
        placed: &'a [Placed],
        view_state: &'a ViewState,
    ) -> Option<List<'a>> {
        let mut list = List {
            facts: app.facts()?,
            sheet: app.sheet()?,
            view,
            fields,
            placed,
            view_state,
            lang: app.lang(),
            ghost: app.grows(),
            high: HIGHEST,
            headed: true,
            slots: slots(view),
            made: RefCell::default(),
        };
        list.headed = view_state.sort.is_none() || list.stands_in_groups();
        Some(list)
    }

    /// Whether each heading stands once above all of its rows.
    fn stands_in_groups(&self) -> bool {
        let mut seen = HashSet::new();
        (0..self.view_state.len().min(LOOKED_AT))
            .filter_map(|n| self.heading(n))
            .all(|heading| seen.insert(heading))
    }
}

impl List<'_> {
    fn row(&self, shown: usize) -> Option<&dyn AnyRow> {
        self.sheet.row(self.view_state.place(shown)?)
    }

    /// The heading above a row, if it is another than that of the row before.
    fn heading(&self, shown: usize) -> Option<String> {
        if !self.headed {
            return None;
        }
        let heading = |n: usize| self.row(n).and_then(|r| (self.view.heading)(self.facts, r));
        let own = heading(shown)?;
        let before = shown.checked_sub(1).and_then(heading);
        (before.as_ref() != Some(&own)).then(|| own.get(self.lang).to_owned())
    }

    fn looks(&self, shown: usize, row: &dyn AnyRow) -> Rc<Vec<Look>> {
        if let Some(looks) = self.made.borrow().get(&shown) {
            return Rc::clone(looks);
        }
        let look = |p: &Placed| match self.slots.get(p.slot) {
            Some(Slot::Column(column)) => cell_look(self.facts, row, *column, p.cells, self.lang),
            _ => match &self.fields[p.slot] {
                Field::Computed { show, .. } => shown_look(&show(self.facts, row), self.lang),
                _ => Look { text: String::new(), role: Role::Plain, right: false },
            },
        };
        let looks: Rc<Vec<Look>> = Rc::new(self.placed.iter().map(look).collect());
        self.made.borrow_mut().insert(shown, Rc::clone(&looks));
        looks
    }

    /// How many lines a row takes.
    fn height(&self, looks: &[Look]) -> usize {
        let lines = looks.iter().zip(self.placed).map(|(look, p)| {
            if width(&look.text) <= usize::from(p.cells) && !look.text.contains('\n') {
                1
            } else {
                wrapped(&crate::text::visible_lines(&look.text), usize::from(p.cells)).len()
            }
        });
        lines.max().unwrap_or(1).clamp(1, self.high)
    }

    fn lines_of(&self, shown: usize) -> usize {
        let Some(row) = self.row(shown) else { return 1 };
        self.height(&self.looks(shown, row)) + usize::from(self.heading(shown).is_some())
    }

    /// How high all rows are; none where there are more than these lines anyway.
    pub(super) fn heights(&self, room: usize) -> Option<Heights> {
        let rows = self.view_state.len();
        // Where one line a row is too much already, no row needs to be laid out for it.
        if rows + usize::from(self.ghost) > room {
            return None;
        }
        let height = |n: usize| self.row(n).map_or(1, |row| self.height(&self.looks(n, row)));
        let headings = (0..rows).filter(|n| self.heading(*n).is_some()).count();
        Some(Heights { rows: (0..rows).map(height).collect(), headings })
    }

    /// Lets rows be as high as all of them can be in so many lines, and two at least.
    pub(super) fn fit(&mut self, room: usize) {
        let fits = |heights: &Heights| {
            let fits = |high: &usize| heights.lines(*high) + usize::from(self.ghost) <= room;
            (HIGH..=HIGHEST).rev().find(fits)
        };
        self.high = self.heights(room).as_ref().and_then(fits).unwrap_or(HIGH);
    }

    /// The first row to show so that the one under the cursor is whole on the screen.
    pub(super) fn top(&self, room: usize) -> usize {
        let (cursor, _) = self.view_state.in_view();
        let mut top = self.view_state.top.min(cursor);
        // A row or two before the cursor stay in view where there is room.
        let mut used = self.lines_of(cursor);
        let mut first = cursor;
        while first > top {
            let next = self.lines_of(first - 1);
            if used + next > room {
                break;
            }
            used += next;
            first -= 1;
        }
        top = top.max(first);
        // Room left below the last row is filled from above.
        let last = self.view_state.len() + usize::from(self.ghost);
        let mut below: usize = 0;
        let mut n = top;
        while n < last && below < room {
            below += self.lines_of(n);
            n += 1;
        }
        while n == last && top > 0 && below + self.lines_of(top - 1) <= room {
            top -= 1;
            below += self.lines_of(top);
        }
        top
    }

    /// Draws rows from the first on; gives how many there was room for.
    pub(super) fn draw(&self, pen: &mut Pen<'_>, area: Rect, top: usize, focus: bool) -> usize {
        let mut y = area.y;
        let mut shown = top;
        while shown < self.view_state.len() && y < area.bottom() {
            if let Some(heading) = self.heading(shown) {
                pen.put(area.x + 1, y, area.width - 1, &heading, Role::Group);
                y += 1;
            }
            let Some(row) = self.row(shown) else { break };
            let looks = self.looks(shown, row);
            let height = self.height(&looks) as u16;
            if y >= area.bottom() {
                break;
            }
            let height = height.min(area.bottom() - y);
            self.draw_row(pen, Rect { y, height, ..area }, shown, &looks, focus);
            y += height;
            shown += 1;
        }
        let rows = shown - top;
        if self.ghost && y < area.bottom() && shown == self.view_state.len() {
            self.draw_ghost(pen, Rect { y, height: 1, ..area }, focus);
        }
        rows
    }

    fn draw_row(&self, pen: &mut Pen<'_>, area: Rect, shown: usize, looks: &[Look], focus: bool) {
        let current = shown == self.view_state.row;
        if current {
            pen.fill(area, Role::Row);
            pen.put(area.x, area.y, 1, "▸", Role::Key);
        }
        let ((from, to), (left, right)) = self.view_state.block();
        for (p, look) in self.placed.iter().zip(looks) {
            let cell = Rect { x: area.x + p.x, y: area.y, width: p.cells, height: area.height };
            let mut style = pen.style(look.role);
            let cursor = current && p.slot == self.view_state.slot;
            let block = self.view_state.selection.is_some()
                && (from..=to).contains(&shown)
                && (left..=right).contains(&p.slot);
            if cursor && focus {
                let role = if block { Role::Active } else { Role::Cursor };
                style = pen.style(role);
                pen.fill(cell, role);
                pen.drawn.cell = cell;
                pen.cursor = Some(Position { x: cell.x, y: cell.y });
            } else if block {
                style = style.patch(pen.style(Role::Block));
                pen.fill(cell, Role::Block);
            } else if current {
                style = style.patch(pen.style(Role::Row));
            }
            let plain = !look.text.contains('\n');
            if look.right {
                pen.put_right(cell.x, cell.y, cell.width, &look.text, style);
            } else if plain && (area.height == 1 || width(&look.text) <= usize::from(p.cells)) {
                pen.put_styled(cell.x, cell.y, cell.width, &look.text, style);
            } else {
                pen.put_wrapped(cell, &look.text, style);
            }
            pen.drawn.spots.push((Rect { width: p.cells + GAP, ..cell }, Spot::Cell(shown, p.slot)));
        }
    }

    fn draw_ghost(&self, pen: &mut Pen<'_>, area: Rect, focus: bool) {
        let shown = self.view_state.len();
        let here = self.view_state.row == shown;
        let said = text("＋ 在这里输入或粘贴，就是新的一行", "+ type or paste here for a new row");
        let hint = if here { Role::Plain } else { Role::Dim };
        pen.put(area.x + GUTTER, area.y, area.width - GUTTER, said.get(self.lang), hint);
        for p in self.placed {
            let cell = Rect { x: area.x + p.x, y: area.y, width: p.cells, height: 1 };
            if here && focus && p.slot == self.view_state.slot {
                pen.put(area.x, area.y, 1, "▸", Role::Key);
                pen.fill(cell, Role::Cursor);
                pen.drawn.cell = cell;
                pen.cursor = Some(Position { x: cell.x, y: cell.y });
            }
            pen.drawn.spots.push((cell, Spot::Cell(shown, p.slot)));
        }
    }
}
