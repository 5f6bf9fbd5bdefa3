//! How a person looks at one view: which rows, in what order, where the cursor is.

use super::filter::{Filter, Subject};
use super::selection::Selection;
use crate::facts::Facts;
use crate::sheet::{AnySheet, Cell, Id, Kind, is_nothing};
use crate::sort::StableSort;
use crate::text::{SortKey, Text, text};
use crate::tool::{CardPlan, Field, Layout, Shown, View};
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

/// A place in a row that the cursor can be on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// A column of the sheet.
    Column(usize),
    /// A computed field, by its place among the fields.
    Computed(usize),
}

/// All slots of a view in reading order.
pub fn slots(view: &View) -> Vec<Slot> {
    let column = |key: &&'static str| view.sheet.column(key).map(Slot::Column);
    match view.layout {
        Layout::Grid(fields) => {
            let slot = |(n, field): (usize, &Field)| match field {
                Field::Column(key, _) | Field::Short(key, ..) => column(key).unwrap_or(Slot::Computed(n)),
                Field::Computed { .. } => Slot::Computed(n),
            };
            fields.iter().enumerate().map(slot).collect()
        }
        Layout::Card(plan) => {
            let lines = plan.lines.iter().flat_map(|l| l.cells.iter());
            plan.header.iter().chain(lines).chain(plan.footer.iter()).filter_map(column).collect()
        }
        Layout::Panels | Layout::List(_) => Vec::new(),
    }
}

/// What a slot is called in full.
pub fn title_of(view: &View, slot: Slot) -> Text {
    match (slot, &view.layout) {
        (Slot::Column(column), _) => view.sheet.columns[column].title,
        (Slot::Computed(n), Layout::Grid(fields)) => match fields.get(n) {
            Some(Field::Computed { title, .. }) => *title,
            _ => text("", ""),
        },
        _ => text("", ""),
    }
}

/// The lines of a card as the cursor walks them: the slots that stand side by side. Header and
/// footer fields stand `abreast`, long text has a line of its own.
pub fn card_lines(view: &View, plan: &CardPlan, abreast: usize) -> Vec<Vec<usize>> {
    let mut lines: Vec<Vec<usize>> = Vec::new();
    let mut slot = 0;
    let flow = |keys: &[&str], slot: &mut usize, lines: &mut Vec<Vec<usize>>| {
        let mut open = false;
        for key in keys {
            let Some(column) = view.sheet.column(key) else { continue };
            let wide = view.sheet.columns[column].kind == Kind::Prose || *slot == 0;
            match lines.last_mut() {
                Some(line) if open && !wide && line.len() < abreast => line.push(*slot),
                _ => lines.push(vec![*slot]),
            }
            open = !wide;
            *slot += 1;
        }
    };
    flow(plan.header, &mut slot, &mut lines);
    for line in plan.lines {
        let cells = line.cells.iter().filter(|key| view.sheet.column(key).is_some()).count();
        lines.push((slot..slot + cells).collect());
        slot += cells;
    }
    flow(plan.footer, &mut slot, &mut lines);
    lines
}

/// How a person wants a field to stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ColumnFormat {
    /// How wide, in cells.
    pub cells: Option<u16>,
    /// Whether it is hidden.
    pub hidden: bool,
}

/// The rows that a filter leaves on the screen although they do not meet its conditions: as in a spreadsheet, what is typed
/// moves no row away until the filter is set anew.
#[derive(Clone, Debug, Default)]
struct Kept {
    /// All rows shown.
    shown: HashSet<Id>,
    /// All rows that there were; one that came since is kept too.
    known: Option<HashSet<Id>>,
}

/// An order in which the rows were put: it stays when their values change, until they are sorted anew.
#[derive(Clone, Debug)]
struct Order {
    by: (usize, bool),
    ranks: HashMap<Id, usize>,
}

/// How a person looks at one view.
#[derive(Clone, Debug, Default)]
pub struct ViewState {
    /// The row under the cursor, counted as shown; beyond the last is the line for a new row.
    pub row: usize,
    /// The slot under the cursor.
    pub slot: usize,
    /// The selected block, which holds the cursor; none where a single cell is meant.
    pub selection: Option<Selection>,
    /// The first row shown.
    pub top: usize,
    /// The first slot shown behind the first, when not all fit.
    pub left: usize,
    /// The slot that the rows are sorted by, and whether downwards.
    pub sort: Option<(usize, bool)>,
    /// How a person wants the fields to stand, by their slots; all as declared where it is empty.
    pub columns: Vec<ColumnFormat>,
    /// The conditions that rows have to meet to be shown.
    pub filter: Option<Filter>,
    /// How many rows there are without them.
    pub unfiltered: usize,
    /// The slots that stood on the screen when the view was last drawn; none before that.
    on_screen: Option<Vec<usize>>,
    kept: Kept,
    order: Option<Order>,
    /// The places of the rows as shown; none means all as they stand.
    picked: Option<Vec<usize>>,
    len: usize,
    under: Option<Id>,
    /// Whether there are rows behind the drawings of a view without rows.
    leads: bool,
}

impl ViewState {
    /// The first look at a view: on the first cell that people fill in. In a list of standard items that
    /// is the tick of the first that is open, unless the view says otherwise.
    pub fn first(view: &View, facts: &Facts) -> ViewState {
        let slot = match view.layout {
            Layout::Card(plan) if !plan.lines.is_empty() => plan.header.len(),
            Layout::Grid(fields) => {
                let entry = view.entry.as_ref().map(|entry| entry.field);
                let is = |field: &Field| matches!(field, Field::Computed { key, .. } if Some(*key) == entry);
                fields.iter().position(is).unwrap_or(0)
            }
            _ => 0,
        };
        let key = |slot: &Slot| match slot {
            Slot::Column(c) => Some(view.sheet.columns[*c].key),
            Slot::Computed(_) => None,
        };
        let wanted =
            view.opens_on.and_then(|col| slots(view).iter().position(|slot| key(slot) == Some(col.key)));
        let mut view_state = ViewState { slot: wanted.unwrap_or(slot), ..ViewState::default() };
        view_state.settle(view, facts);
        if wanted.is_some() {
            return view_state;
        }
        let Some(sheet) = facts.project().sheet(view.sheet.key) else { return view_state };
        let row = |shown: usize| view_state.place(shown).and_then(|p| sheet.row(p));
        let tick = slots(view).iter().enumerate().find_map(|(n, slot)| match slot {
            Slot::Column(c) if view.sheet.columns[*c].kind == Kind::Tick => Some((n, *c)),
            _ => None,
        });
        if let (Layout::Grid(_), Some((slot, column)), Some(_)) =
            (&view.layout, tick, row(0).and_then(|r| r.builtin(0)))
        {
            let open = (0..view_state.len).find(|n| row(*n).is_some_and(|r| r.get(column) == Cell::Empty));
            (view_state.row, view_state.slot) = (open.unwrap_or(0), slot);
            view_state.note(sheet);
        }
        view_state
    }

    /// Whether there are rows behind what is drawn, to go to.
    pub fn has_leads(&self) -> bool {
        self.leads
    }

    pub(super) fn set_len(&mut self, len: usize) {
        self.len = len;
    }

    /// How many rows are shown.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether no row is shown.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The place in the sheet of a row as shown.
    pub fn place(&self, shown: usize) -> Option<usize> {
        match &self.picked {
            Some(picked) => picked.get(shown).copied(),
            None => (shown < self.len).then_some(shown),
        }
    }

    /// Where the row at a place of the sheet is shown.
    pub fn shown(&self, place: usize) -> Option<usize> {
        match &self.picked {
            Some(picked) => picked.iter().position(|p| *p == place),
            None => (place < self.len).then_some(place),
        }
    }

    /// Whether a slot is hidden.
    pub fn is_hidden(&self, slot: usize) -> bool {
        self.columns.get(slot).is_some_and(|format| format.hidden)
    }

    /// Whether a slot is to be seen: neither hidden nor, as last drawn, beyond the edge of the screen.
    pub fn is_seen(&self, slot: usize) -> bool {
        let on_screen = self.on_screen.as_ref().is_none_or(|seen| seen.contains(&slot));
        on_screen && !self.is_hidden(slot)
    }

    /// Remembers what was drawn: the first row, the first slot behind the first, and the slots that stand there.
    pub(super) fn note_drawn(&mut self, top: usize, left: usize, slots: Vec<usize>) {
        (self.top, self.left, self.on_screen) = (top, left, Some(slots));
    }

    /// The width that a person wants for a slot.
    pub fn chosen_width(&self, slot: usize) -> Option<u16> {
        self.columns.get(slot)?.cells
    }

    /// A slot, or where it is hidden the next one that is shown, this way while there are others, else back.
    pub fn shown_slot(&self, slot: usize, right: bool) -> usize {
        let shown = |slot: &usize| !self.is_hidden(*slot);
        let after = || (slot..self.columns.len()).find(shown);
        let before = || (0..=slot).rev().find(shown);
        let found = if right { after().or_else(before) } else { before().or_else(after) };
        found.unwrap_or(slot)
    }

    /// Goes on past hidden slots, this way while there are others, else back.
    pub fn pass_hidden(&mut self, right: bool) {
        self.slot = self.shown_slot(self.slot, right);
    }

    /// Takes in what changed: which rows there are, and where the one under the cursor went.
    pub fn settle(&mut self, view: &View, facts: &Facts) {
        let Some(sheet) = facts.project().sheet(view.sheet.key) else { return };
        let drawn = matches!(view.layout, Layout::Panels);
        self.leads = drawn && view.leads.is_some_and(|leads| !leads(facts).is_empty());
        self.picked = (view.rows)(facts);
        self.unfiltered = self.picked.as_ref().map_or(sheet.len(), Vec::len);
        self.sift(view, facts, sheet);
        if let Some((slot, down)) = self.sort {
            let picked = self.picked.take().unwrap_or_else(|| (0..sheet.len()).collect());
            self.picked = Some(self.in_order(picked, (slot, down), view, facts));
        } else {
            self.order = None;
        }
        self.len = self.picked.as_ref().map_or(sheet.len(), Vec::len);
        let still = self.place(self.row).and_then(|p| sheet.row(p)).map(crate::sheet::AnyRow::id);
        if self.under.is_some() && still != self.under {
            let moved = self.under.and_then(|id| sheet.position(id)).and_then(|p| self.shown(p));
            // A block whose cursor went elsewhere by itself would hold other rows than were selected.
            if moved.is_some_and(|row| row != self.row) {
                self.selection = None;
            }
            self.row = moved.unwrap_or(self.row);
        }
        let ghost = usize::from(view.grows && matches!(view.layout, Layout::Grid(_)));
        self.row = self.row.min((self.len + ghost).saturating_sub(1));
        self.clip_selection(self.len + ghost);
        self.slot = self.slot.min(slots(view).len().saturating_sub(1));
        self.note(sheet);
    }

    /// Puts rows in the order of a slot. Rows that were put so before keep their places whatever was entered since, and new
    /// ones stand behind them.
    fn in_order(
        &mut self,
        mut picked: Vec<usize>,
        by: (usize, bool),
        view: &View,
        facts: &Facts,
    ) -> Vec<usize> {
        let Some(sheet) = facts.project().sheet(view.sheet.key) else { return picked };
        let id = |place: &usize| sheet.row(*place).map(crate::sheet::AnyRow::id);
        if let Some(order) = self.order.as_ref().filter(|order| order.by == by) {
            let rank = |place: &usize| id(place).and_then(|id| order.ranks.get(&id)).copied();
            picked.stable_sort_by_key(|place| rank(place).unwrap_or(usize::MAX));
            return picked;
        }
        let all = sorted((0..sheet.len()).collect(), by.0, by.1, view, facts);
        let ranks: HashMap<Id, usize> =
            all.iter().enumerate().filter_map(|(n, place)| Some((id(place)?, n))).collect();
        picked.stable_sort_by_key(|place| id(place).and_then(|id| ranks.get(&id)).copied());
        self.order = Some(Order { by, ranks });
        picked
    }

    /// Leaves the rows that meet the conditions, and those that were shown before or have come since: a row that no
    /// longer fits stays until the conditions are set anew.
    fn sift(&mut self, view: &View, facts: &Facts, sheet: &dyn AnySheet) {
        let Some(filter) = &self.filter else { return self.kept = Kept::default() };
        let places = self.picked.take().unwrap_or_else(|| (0..sheet.len()).collect());
        let mut next = Kept::default();
        let mut known = HashSet::new();
        let mut picked = Vec::new();
        for place in places {
            let Some(row) = sheet.row(place) else { continue };
            let id = row.id();
            let fits = filter.fits(view, facts, Subject::Row(row));
            let came = self.kept.known.as_ref().is_some_and(|known| !known.contains(&id));
            if fits || came || self.kept.shown.contains(&id) {
                next.shown.insert(id);
                picked.push(place);
            }
            known.insert(id);
        }
        next.known = Some(known);
        (self.kept, self.picked) = (next, Some(picked));
    }

    /// Shows only the rows that meet these conditions, or all again.
    pub fn set_filter(&mut self, filter: Option<Filter>) {
        (self.filter, self.kept, self.selection) = (filter, Kept::default(), None);
    }

    /// Shows what meets the conditions and the order as they are now, as somebody who comes back to the view expects.
    pub fn look_again(&mut self) {
        (self.kept, self.order) = (Kept::default(), None);
    }

    /// Shows a row although it does not meet the conditions.
    pub fn admit(&mut self, id: Id) {
        self.kept.shown.insert(id);
    }

    /// Remembers the row under the cursor, to find it again after a change.
    pub fn note(&mut self, sheet: &dyn AnySheet) {
        self.under = self.place(self.row).and_then(|p| sheet.row(p)).map(crate::sheet::AnyRow::id);
    }
}

fn sorted(mut picked: Vec<usize>, slot: usize, down: bool, view: &View, facts: &Facts) -> Vec<usize> {
    let Some(sheet) = facts.project().sheet(view.sheet.key) else { return picked };
    // One order for both languages, so that switching does not move the rows.
    let lang = crate::text::Lang::Zh;
    match (slots(view).get(slot), &view.layout) {
        (Some(Slot::Column(column)), _) => {
            let key = |place: usize| {
                let Some(row) = sheet.row(place) else { return Key::Blank };
                let text = || crate::project::cell_text(facts.project(), row, *column, lang);
                Key::of(&row.get(*column), view.sheet.columns[*column].kind, text)
            };
            let mut keyed: Vec<(Key, usize)> = picked.iter().map(|place| (key(*place), *place)).collect();
            keyed.stable_sort_by(|(a, _), (b, _)| a.compare(b, down));
            picked = keyed.into_iter().map(|(_, place)| place).collect();
        }
        (Some(Slot::Computed(n)), Layout::Grid(fields)) => {
            let Some(Field::Computed { show, .. }) = fields.get(*n) else { return picked };
            let shown: Vec<(Shown, usize)> =
                picked.iter().filter_map(|place| Some((show(facts, sheet.row(*place)?), *place))).collect();
            // Figures stand by what they are, told in words or alone; a text of several has none, and there the worst is first.
            let figure = |shown: &Shown| shown.figure.or_else(|| super::filter::only_figure(&shown.text.zh));
            let all = || shown.iter().map(|(shown, _)| shown);
            let tells = all().any(|shown| shown.figure.is_some());
            let is_figure = |shown: &Shown| is_nothing(&shown.text.zh) || figure(shown).is_some();
            if tells || all().all(is_figure) && all().any(|shown| figure(shown).is_some()) {
                let key = |shown: &Shown| figure(shown).map_or(Key::Blank, Key::Number);
                let mut keyed: Vec<(Key, usize)> =
                    shown.iter().map(|(shown, place)| (key(shown), *place)).collect();
                keyed.stable_sort_by(|(a, _), (b, _)| a.compare(b, down));
                return keyed.into_iter().map(|(_, place)| place).collect();
            }
            let key =
                |(shown, _): &(Shown, usize)| (std::cmp::Reverse(shown.level), SortKey::of(&shown.text.zh));
            let mut keyed = shown;
            keyed.stable_sort_by_cached_key(key);
            picked = keyed.into_iter().map(|(_, place)| place).collect();
            if down {
                picked.reverse();
            }
        }
        _ => {}
    }
    picked
}

/// What a cell is sorted by. A choice stands as the sheet lists its options, which is from little to much.
enum Key {
    Number(f64),
    Date(chrono::NaiveDate),
    Text(SortKey),
    /// Out of range, and behind what is not.
    Outside(SortKey),
    Blank,
}

impl Key {
    fn of(cell: &Cell, kind: Kind, text: impl Fn() -> String) -> Key {
        match (cell, kind) {
            (Cell::Empty, _) if text().is_empty() => Key::Blank,
            (Cell::Score(score), _) => Key::Number(f64::from(score.get())),
            (Cell::Count(count), _) => Key::Number(f64::from(*count)),
            (Cell::Number(number), _) => Key::Number(*number),
            (Cell::Date(date), _) => Key::Date(*date),
            // Options of people's own stand behind ours.
            (Cell::Outside(_), _) | (Cell::Text(_), Kind::OpenChoice(_)) => {
                Key::Outside(SortKey::of(&text()))
            }
            (Cell::Choice(chosen), Kind::Choice(options) | Kind::OpenChoice(options)) => {
                Key::Number(options.iter().position(|o| o.key == chosen.key).unwrap_or(options.len()) as f64)
            }
            _ => Key::Text(SortKey::of(&text())),
        }
    }

    /// The order of two cells of one column. Blank ones stay at the end whichever way the rest goes.
    fn compare(&self, other: &Key, down: bool) -> Ordering {
        let order = match (self, other) {
            (Key::Blank, Key::Blank) => Ordering::Equal,
            (Key::Blank, _) => return Ordering::Greater,
            (_, Key::Blank) => return Ordering::Less,
            (Key::Number(a), Key::Number(b)) => a.total_cmp(b),
            (Key::Date(a), Key::Date(b)) => a.cmp(b),
            (Key::Text(a), Key::Text(b)) | (Key::Outside(a), Key::Outside(b)) => a.cmp(b),
            (Key::Outside(_), _) => Ordering::Greater,
            (_, Key::Outside(_)) => Ordering::Less,
            // Our own text stands where nothing was entered.
            _ => Ordering::Equal,
        };
        if down { order.reverse() } else { order }
    }
}
