//! Where things stood when they were last drawn, for the mouse and for paging.

use super::App;
use crate::assess::portfolio::Column;
use crate::command::Command;
use crate::facts::Facts;
use crate::project::Project;
use crate::text::Lang;
use crate::tool::View;
use chrono::NaiveDate;
use std::sync::Arc;

/// Where things stood when they were last drawn.
#[derive(Clone, Debug, Default)]
pub struct Drawn {
    /// Places that answer a click.
    pub spots: Vec<(ratatui::layout::Rect, Spot)>,
    /// Where the list of tools stands; empty where it is not shown.
    pub tools: ratatui::layout::Rect,
    /// How many rows the middle shows at once.
    pub rows: usize,
    /// How wide the inside of the middle is, in cells.
    pub cells: u16,
    /// Where the cell under the cursor stands.
    pub cell: ratatui::layout::Rect,
    /// How many lines of panels do not fit.
    pub beyond: usize,
    /// How wide what stands in the fields of the view is.
    pub measured: Option<Arc<Measured>>,
}

/// How wide what stands in a field is, in cells.
#[derive(Clone, Copy, Debug, Default)]
pub struct Measure {
    /// The widest line.
    pub most: u16,
    /// The widest piece that no line may break, such as a word.
    pub piece: u16,
    /// The least width at which everything stands in two lines; only measured of what is computed.
    pub in_two: u16,
    /// Whether anything has been filled in.
    pub filled: bool,
}

/// What was measured of the fields of a view, kept for as long as its rows stand: a move of the cursor measures
/// nothing.
pub struct Measured {
    /// One for each field.
    pub fields: Vec<Measure>,
    /// Whether every row was measured, or a sample of many.
    pub whole: bool,
    view: &'static View,
    lang: Lang,
    rows: usize,
    project: Project,
    today: NaiveDate,
}

impl std::fmt::Debug for Measured {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Measured")
            .field("view", &self.view.key)
            .field("fields", &self.fields)
            .finish_non_exhaustive()
    }
}

impl Measured {
    /// What was measured of a view in a language, of so many rows.
    pub fn of(
        view: &'static View,
        lang: Lang,
        rows: usize,
        facts: &Facts,
        whole: bool,
        fields: Vec<Measure>,
    ) -> Measured {
        let (project, today) = (facts.project().clone(), facts.today());
        Measured { fields, whole, view, lang, rows, project, today }
    }

    /// Whether it was measured of this.
    pub fn holds(&self, view: &'static View, lang: Lang, rows: usize, facts: &Facts) -> bool {
        std::ptr::eq(self.view, view)
            && (self.lang, self.rows) == (lang, rows)
            && self.today == facts.today()
            && self.project.same(facts.project())
    }
}

/// What a click can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A line of the list of tools.
    Tool(usize),
    /// A tab.
    View(usize),
    /// A finding on Home.
    Finding(usize),
    /// A project of the portfolio, and a column of it.
    Member(usize, Column),
    /// The title of a column: its slot.
    Head(usize),
    /// A cell: row as shown, slot.
    Cell(usize, usize),
    /// A line of a list gathered from several sheets.
    Line(usize),
    /// The tick of such a line.
    Tick(usize),
    /// A page of the handbook.
    Page(usize),
    /// The line of a page that leads to its tool.
    ToolOfPage,
    /// A line of a page of the meeting.
    MeetingLine(usize),
    /// A hint of the footer.
    Hint(Command),
    /// An item of the top layer.
    Item(usize),
    /// Anything inside the top layer.
    Inside,
}

impl App {
    /// Remembers that the project as it stands is on the screen; what is prepared in a layer was begun before.
    pub fn note_seen(&mut self) {
        if self.layers.is_empty() {
            // What a search has kept would hold on to rows that are edited from here on.
            self.searched.clear();
            if let Some(opened) = self.opened.as_mut() {
                opened.seen = opened.change_number;
            }
        }
    }

    /// Remembers how far a view was scrolled when it was drawn, and which of its slots stood on the screen.
    pub fn note_scroll(&mut self, (tool, view): (usize, usize), top: usize, left: usize, slots: Vec<usize>) {
        if let Some(view_state) = self.opened.as_mut().and_then(|b| b.view_states.get_mut(&(tool, view))) {
            view_state.note_drawn(top, left, slots);
        }
    }
}
