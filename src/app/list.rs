//! A list gathered from several sheets: its lines, the jump to the cell that a line comes from, and its tick.

use super::App;
use super::filter::{Filter, Subject};
use super::view_state::ViewState;
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::project::Project;
use crate::say;
use crate::sheet::{Cell, Kind};
use crate::text::{Phrase, text};
use crate::tool::{Layout, ListLine, ListPlan, View};
use chrono::NaiveDate;
use std::sync::Arc;

/// The lines of a list, kept for as long as the conclusions stand from which they were gathered: a large project has
/// thousands, and a move of the cursor changes none.
pub(super) struct KeptLines {
    plan: &'static ListPlan,
    project: Project,
    today: NaiveDate,
    /// All lines.
    all: Arc<[ListLine]>,
    /// The conditions as they are typed, and the lines that meet them.
    filter: Option<String>,
    lines: Arc<[ListLine]>,
}

impl KeptLines {
    /// Whether these are the lines of this list, and still hold.
    fn holds(&self, plan: &'static ListPlan, facts: &Facts) -> bool {
        std::ptr::eq(self.plan, plan) && self.today == facts.today() && self.project.same(facts.project())
    }

    /// The lines that meet the conditions, if they are those of this list and still hold.
    fn of(
        kept: Option<&KeptLines>,
        plan: &'static ListPlan,
        facts: &Facts,
        filter: Option<&Filter>,
    ) -> Option<Arc<[ListLine]>> {
        let kept = kept.filter(|kept| kept.holds(plan, facts))?;
        (kept.filter.as_ref() == filter.map(|filter| &filter.typed)).then(|| Arc::clone(&kept.lines))
    }

    /// The lines that meet the conditions and how many there are without, gathered anew and kept if they do not hold any
    /// more.
    pub(super) fn renew(
        kept: &mut Option<KeptLines>,
        (view, plan): (&View, &'static ListPlan),
        facts: &Facts,
        filter: Option<&Filter>,
    ) -> (usize, usize) {
        let old = kept.take().filter(|kept| kept.holds(plan, facts));
        let all = old.as_ref().map_or_else(|| (plan.lines)(facts).into(), |kept| Arc::clone(&kept.all));
        let typed = filter.map(|filter| filter.typed.clone());
        let lines = match old.filter(|kept| kept.filter == typed) {
            Some(kept) => kept.lines,
            None => fitting(&all, view, facts, filter),
        };
        let counts = (lines.len(), all.len());
        let (project, today) = (facts.project().clone(), facts.today());
        *kept = Some(KeptLines { plan, project, today, all, filter: typed, lines });
        counts
    }
}

/// The lines that meet the conditions.
fn fitting(all: &Arc<[ListLine]>, view: &View, facts: &Facts, filter: Option<&Filter>) -> Arc<[ListLine]> {
    match filter {
        None => Arc::clone(all),
        Some(filter) => {
            let fits = |line: &&ListLine| filter.fits(view, facts, Subject::Line(line));
            all.iter().filter(fits).cloned().collect()
        }
    }
}

impl App {
    /// The list that is shown, if the view is one.
    pub fn list(&self) -> Option<&'static ListPlan> {
        match self.view()?.2.layout {
            Layout::List(plan) => Some(plan),
            _ => None,
        }
    }

    /// The lines of the list that is shown.
    pub fn lines(&self) -> Arc<[ListLine]> {
        let (Some(plan), Some((.., view)), Some(facts)) = (self.list(), self.view(), self.facts()) else {
            return Arc::default();
        };
        let filter = self.view_state().and_then(|state| state.filter.as_ref());
        let kept = self.opened.as_ref().and_then(|opened| opened.gathered.as_ref());
        let gather = || fitting(&(plan.lines)(facts).into(), view, facts, filter);
        KeptLines::of(kept, plan, facts, filter).unwrap_or_else(gather)
    }

    /// The line under the cursor.
    pub fn line(&self) -> Option<ListLine> {
        let at = self.view_state()?.row;
        self.lines().get(at).cloned()
    }

    /// What stands in a cell; none if there is no such cell.
    pub fn cell_at(&self, place: Place) -> Option<(Kind, Cell)> {
        let sheet = self.opened.as_ref()?.project.sheet(place.sheet)?;
        let column = sheet.def().column(place.column)?;
        let row = sheet.row(sheet.position(place.row?)?)?;
        Some((sheet.def().columns[column].kind, row.get(column)))
    }

    /// Goes to the cell that the line under the cursor comes from.
    pub(super) fn open_gathered(&mut self) {
        let Some(line) = self.line() else { return };
        self.note_location();
        if !self.go(line.place) {
            self.say(Level::Watch, text("那一格已经不在了", "That cell is no longer there"));
        }
    }

    /// Why the line under the cursor cannot be ticked, if so.
    pub(super) fn can_tick(&self) -> Result<(), Phrase> {
        self.locked()?;
        match self.line().and_then(|line| line.tick).and_then(|place| self.cell_at(place)) {
            Some(_) => Ok(()),
            None => Err(text("这一条没有可以勾选的格子", "This line has nothing to tick").into()),
        }
    }

    /// Ticks what the line under the cursor is about, or takes the tick back, as in the sheet itself.
    pub(super) fn tick_gathered(&mut self) {
        let Some(line) = self.line() else { return };
        let Some(place) = line.tick else { return };
        // The line may be elsewhere by then.
        let name = line.cells.first().map_or_else(|| Phrase::same(""), |cell| cell.text.clone()).in_line(40);
        let Some((kind, old)) = self.cell_at(place) else { return };
        let today = self.today;
        let new = match (kind, old) {
            (Kind::Tick | Kind::Date, Cell::Empty) => Cell::Date(today),
            (Kind::Check, Cell::Empty) => Cell::Check(true),
            (Kind::Tick | Kind::Date | Kind::Check, _) => Cell::Empty,
            _ => return,
        };
        let def =
            self.opened.as_ref().and_then(|b| b.project.sheet(place.sheet)).map(crate::sheet::AnySheet::def);
        let Some((def, column)) = def.and_then(|def| Some((def, def.column(place.column)?))) else { return };
        let depth = self.layers.len();
        match self.put(place.row, def, column, &new) {
            Err(reason) => self.say(Level::Act, reason),
            Ok(()) if self.layers.len() > depth || self.message.is_some() => {}
            Ok(()) if new == Cell::Empty => {
                self.say(Level::Blank, say!("已取消勾选：{name}", "Tick taken back: {name}", name));
            }
            Ok(()) => self.say(
                Level::Good,
                say!("已勾选，日期 {today}：{name}", "Ticked, dated {today}: {name}", name),
            ),
        }
    }

    /// Moves the cursor of the list.
    pub(super) fn walk_list(&mut self, by: isize) {
        if let Some(view_state) = self.view_state_mut() {
            view_state.row = view_state.row.saturating_add_signed(by).min(view_state.len().saturating_sub(1));
        }
    }

    /// Moves the cursor of the list to an end.
    pub(super) fn end_of_list(&mut self, last: bool) {
        if let Some(view_state) = self.view_state_mut() {
            view_state.row = if last { view_state.len().saturating_sub(1) } else { 0 };
        }
    }
}

impl ViewState {
    /// Takes in how many lines a list has, and how many without its filter.
    pub(super) fn settle_lines(&mut self, (count, all): (usize, usize)) {
        self.set_len(count);
        self.unfiltered = all;
        self.row = self.row.min(count.saturating_sub(1));
    }
}
