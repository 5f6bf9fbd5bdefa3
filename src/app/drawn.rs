//! Where things stood when they were last drawn, for the mouse and for paging.

use super::App;
use crate::assess::portfolio::Column;
use crate::command::Command;

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

    /// Remembers how far a view was scrolled when it was drawn.
    pub fn note_scroll(&mut self, tool: usize, view: usize, top: usize, left: usize) {
        if let Some(view_state) = self.opened.as_mut().and_then(|b| b.view_states.get_mut(&(tool, view))) {
            (view_state.top, view_state.left) = (top, left);
        }
    }
}
