//! From tool to tool, from tab to tab, and from a finding to the cell that causes it.

use super::App;
use super::view_state::{self, Slot};
use crate::command::{Chord, Command, HANDBOOK_MARK, HOME_MARK, PORTFOLIO_MARK};
use crate::finding::Place;
use crate::finding::{Finding, FindingKey, Level};
use crate::registry;
use crate::registry::TOOLS;
use crate::sheet::AnyRow;
use crate::sheet::Id;
use crate::sort::StableSort;
use crate::text::{Text, text};
use crate::tool::View;

/// What the middle of the screen shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// All tools and all findings.
    Home,
    /// All projects of the workspace.
    Portfolio,
    /// A tool by its place in [`TOOLS`].
    Tool(usize),
    /// The handbook.
    Handbook,
    /// The weekly meeting, on the whole screen.
    Meeting,
}

/// Where the keys go when no layer is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The list of tools on the left.
    Tools,
    /// The middle: rows, a form, the findings on Home, the projects of the portfolio, or the handbook.
    Middle,
}

impl Screen {
    /// How many lines the list of tools has: Home, the tools, the handbook, the portfolio.
    pub fn lines() -> usize {
        TOOLS.len() + 3
    }

    /// The screen that a line of the list of tools opens.
    pub fn of_line(line: usize) -> Option<Screen> {
        match line {
            0 => Some(Screen::Home),
            n if n <= TOOLS.len() => Some(Screen::Tool(n - 1)),
            n if n == TOOLS.len() + 1 => Some(Screen::Handbook),
            n if n == TOOLS.len() + 2 => Some(Screen::Portfolio),
            _ => None,
        }
    }

    /// Its line in the list of tools.
    pub fn line(self) -> usize {
        match self {
            Screen::Home | Screen::Meeting => 0,
            Screen::Tool(n) => n + 1,
            Screen::Handbook => TOOLS.len() + 1,
            Screen::Portfolio => TOOLS.len() + 2,
        }
    }

    /// Its name in the list of tools.
    pub fn title(self) -> Text {
        match self {
            Screen::Home => text("首页", "Home"),
            Screen::Meeting => text("例会", "Meeting"),
            Screen::Portfolio => text("项目组合", "Portfolio"),
            Screen::Tool(n) => TOOLS.get(n).map_or(text("", ""), |tool| tool.short),
            Screen::Handbook => text("手册", "Handbook"),
        }
    }

    /// The key that opens its line of the list of tools.
    pub fn mark(self) -> char {
        match self {
            Screen::Home | Screen::Meeting => HOME_MARK,
            Screen::Tool(n) => TOOLS.get(n).map_or(' ', |tool| tool.mark),
            Screen::Handbook => HANDBOOK_MARK,
            Screen::Portfolio => PORTFOLIO_MARK,
        }
    }

    /// The screen that has a mark.
    pub fn of_mark(mark: char) -> Option<Screen> {
        (0..Screen::lines()).filter_map(Screen::of_line).find(|screen| screen.mark() == mark)
    }
}

impl App {
    /// Shows a tool, and one of its views if named by place. Whoever comes to a view from another sees what meets its
    /// conditions now, in their order as it is now.
    pub fn show(&mut self, tool: usize, view: Option<usize>) {
        if self.opened.is_none() || tool >= TOOLS.len() {
            return;
        }
        let before = self.view().map(|(tool, at, _)| (tool, at));
        self.screen = Screen::Tool(tool);
        self.focus = Focus::Middle;
        self.tool_line = tool + 1;
        self.panel_top = 0;
        if let (Some(view), Some(opened)) = (view, self.opened.as_mut()) {
            opened.view_of.insert(tool, view);
        }
        if before != self.view().map(|(tool, at, _)| (tool, at))
            && let Some(state) = self.view_state_mut()
        {
            state.look_again();
        }
        self.settle();
    }

    /// Opens a line of the list of tools.
    pub(super) fn show_line(&mut self, line: usize) {
        self.note_change();
        match Screen::of_line(line) {
            Some(Screen::Home | Screen::Meeting) => self.show_home(),
            Some(Screen::Portfolio) => self.show_portfolio(),
            Some(Screen::Tool(n)) => self.show(n, None),
            Some(Screen::Handbook) => self.show_handbook(),
            None => {}
        }
    }

    pub(super) fn turn_view(&mut self, by: isize) {
        if self.screen == Screen::Handbook {
            return self.turn_page(by);
        }
        let Some((tool, at, _)) = self.view() else { return };
        // Whoever goes on to another tab has seen where the letter led.
        self.rhythm.forget_opening();
        let count = TOOLS[tool].views.len().cast_signed();
        self.show_view((at.cast_signed() + by).rem_euclid(count).cast_unsigned());
    }

    pub(super) fn turn_tool(&mut self, by: isize) {
        let count = Screen::lines().cast_signed();
        let at = self.screen.line().cast_signed();
        self.show_line((at + by).rem_euclid(count).cast_unsigned());
    }

    pub(super) fn leave(&mut self) {
        match self.view_state_mut() {
            Some(view_state) if view_state.selection.is_some() => view_state.selection = None,
            _ => self.focus = Focus::Tools,
        }
    }

    pub(super) fn open_line(&mut self) {
        if self.focus == Focus::Tools {
            return self.show_line(self.tool_line);
        }
        if self.screen == Screen::Portfolio {
            return self.open_member(false);
        }
        if let Some(at) = self.since_line() {
            return self.open_since(at);
        }
        match self.home_finding().map(Finding::key) {
            Some(finding) => self.follow_finding(finding),
            None => self.focus = Focus::Tools,
        }
    }

    pub(super) fn list_walk(&mut self, by: isize) {
        let walk = |at: usize, len: usize| {
            at.saturating_add_signed(by.clamp(-100_000, 100_000)).min(len.saturating_sub(1))
        };
        if self.focus == Focus::Tools {
            self.tool_line = walk(self.tool_line, Screen::lines());
        } else if self.screen == Screen::Handbook {
            self.walk_handbook(by);
        } else if self.screen == Screen::Portfolio {
            self.overview.at = walk(self.overview.at, self.overview.members().len());
        } else {
            self.home_line = walk(self.home_line, self.home_lines());
        }
    }

    /// Goes to the cell that causes a finding and says its advice; conflicts have a list of their own.
    pub(super) fn follow_finding(&mut self, finding: FindingKey) {
        let all = self.opened.as_ref().map(|b| b.assessed.findings()).unwrap_or_default();
        let found = all.iter().find(|(_, f)| f.key() == finding);
        let said = found.map(|(_, f)| (f.level, f.advice.clone()));
        if finding.rule == "PR4" && said.is_some() {
            return self.conflicts();
        }
        self.note_location();
        self.go(finding.place);
        self.followed = Some(finding);
        if let Some((level, advice)) = said {
            self.say(level, advice);
        }
    }

    /// The finding under the cursor of Home.
    pub fn home_finding(&self) -> Option<&Finding> {
        if self.since_line().is_some() {
            return None;
        }
        let all = self.opened.as_ref()?.assessed.findings();
        let last = all.len().checked_sub(1)?;
        all.get(self.home_line.min(last)).map(|(_, finding)| *finding)
    }

    /// The finding that was followed last, as long as the cursor is where it led.
    fn followed_here(&self) -> Option<FindingKey> {
        self.followed.filter(|finding| Some(finding.place) == self.place())
    }

    /// The finding that the cursor came for, or else the worst that concerns its cell, or else its row.
    pub fn finding_here(&self) -> Option<&Finding> {
        let (tool, ..) = self.view()?;
        let here = self.place()?;
        let all = &self.opened.as_ref()?.assessed.tools().get(tool)?.findings;
        let of_row = all
            .iter()
            .filter(|f| f.place.sheet == here.sheet && f.place.row.is_some() && f.place.row == here.row);
        let followed = self.followed_here();
        let at_row =
            of_row.max_by_key(|f| (Some(f.key()) == followed, f.place.column == here.column, f.level));
        // A finding of several rows points to one of them, and is about the others as well.
        at_row.or_else(|| {
            let rule = (TOOLS[tool].concerns)(self.facts()?, self.row()?)?;
            all.iter().find(|finding| finding.id == rule)
        })
    }

    pub(super) fn next_finding(&mut self) {
        let tool = self.tool().map(|(n, _)| n);
        let Some(opened) = &self.opened else { return };
        let all = opened.assessed.findings();
        // Those of this tool first, in turn; where it has none, the worst of all.
        let own: Vec<_> = all.iter().filter(|(t, _)| tool.is_some_and(|n| TOOLS[n].key == t.key)).collect();
        let turn: Vec<FindingKey> = if own.is_empty() {
            all.iter().map(|(_, f)| f.key()).collect()
        } else {
            own.iter().map(|(_, f)| f.key()).collect()
        };
        let (here, followed) = (self.place(), self.followed_here());
        let at = turn.iter().position(|f| Some(*f) == followed);
        let at = at.or_else(|| turn.iter().position(|f| Some(f.place) == here));
        let Some(next) = turn.get(at.map_or(0, |n| (n + 1) % turn.len())) else { return };
        self.follow_finding(*next);
    }

    /// Opens the line of the list of tools that a key names.
    pub(super) fn open_by_key(&mut self, command: Command, chord: Chord) {
        match (self.enabled(command), chord.mark().and_then(Screen::of_mark)) {
            (Err(reason), _) => self.say(Level::Watch, reason),
            (Ok(()), Some(screen)) => {
                self.show_line(screen.line());
                self.note_opening(chord);
            }
            (Ok(()), None) => {}
        }
    }

    /// Shows another view of the tool; the same row stays under the cursor where both show one sheet.
    pub(super) fn show_view(&mut self, view: usize) {
        let Some((tool, _, old)) = self.view() else { return };
        let row = self.row().map(AnyRow::id);
        self.show(tool, Some(view));
        let Some((.., new)) = self.view() else { return };
        if let Some(id) = row.filter(|_| new.sheet == old.sheet) {
            self.go_to_row(id);
        }
    }

    pub(super) fn go_to_row(&mut self, id: Id) -> bool {
        let found = self.sheet().and_then(|s| s.position(id));
        let Some(place) = found else { return false };
        let Some(view_state) = self.view_state_mut() else { return false };
        if view_state.filter.is_some() && view_state.shown(place).is_none() {
            // It is shown although it does not meet the conditions, until the cursor leaves it.
            view_state.admit(id);
            self.settle();
        }
        let Some(view_state) = self.view_state_mut() else { return false };
        let Some(shown) = view_state.shown(place) else { return false };
        view_state.row = shown;
        view_state.selection = None;
        // Otherwise the next edit would bring the cursor back to the row before.
        self.note_row();
        true
    }

    /// Goes to a cell, wherever it is shown; false if it is shown nowhere.
    pub fn go(&mut self, place: Place) -> bool {
        let Some((tool, owner)) = registry::owner(place.sheet) else { return false };
        // Rather a view that shows the very column than one that only shows the row.
        let views = owner.views.iter().enumerate().filter(|(_, v)| v.sheet.key == place.sheet);
        let column = |view: &View| {
            let wanted = view.sheet.column(place.column);
            view_state::slots(view).iter().position(|s| matches!(s, Slot::Column(c) if Some(*c) == wanted))
        };
        let current = self.view().filter(|(t, ..)| *t == tool).map(|(_, at, _)| at);
        let mut found: Vec<(usize, Option<usize>)> = views.map(|(n, v)| (n, column(v))).collect();
        found.stable_sort_by_key(|(n, slot)| (slot.is_none(), Some(*n) != current, *n));
        for (view, slot) in found {
            self.show(tool, Some(view));
            if place.row.is_none_or(|id| self.go_to_row(id)) {
                // What is missing is entered on the line for a new row, never over another row.
                let fresh = place.row.is_none() && self.grows();
                if let Some(view_state) = self.view_state_mut() {
                    view_state.row = if fresh { view_state.len() } else { view_state.row };
                    view_state.slot = slot.unwrap_or(0);
                    view_state.selection = None;
                }
                if fresh {
                    self.note_row();
                }
                return true;
            }
        }
        false
    }
}
