//! The way back: where a person was before going to another tool or following a jump, the last place first.

use super::{App, Screen};

/// No way back is longer.
const LONGEST: usize = 50;

/// A place that somebody has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Location {
    screen: Screen,
    /// The view of the tool, the row and the slot.
    spot: Option<(usize, usize, usize)>,
    /// The page of the handbook, and how far it was read.
    page: (usize, usize),
    /// Whether a jump led away from it, and not a choice of another tool.
    jump: bool,
}

impl Location {
    fn is_same_place(&self, other: &Location) -> bool {
        (self.screen, self.spot, self.page) == (other.screen, other.spot, other.page)
    }
}

impl App {
    fn location(&self, jump: bool) -> Location {
        let spot = self
            .view()
            .zip(self.view_state())
            .map(|((_, at, _), view_state)| (at, view_state.row, view_state.slot));
        Location { screen: self.screen, spot, page: (self.reading.page, self.reading.top), jump }
    }

    /// Remembers the place before a jump leads away from it.
    pub(super) fn note_location(&mut self) {
        self.note(true);
    }

    /// Remembers the place before another tool is chosen.
    pub(super) fn note_change(&mut self) {
        self.note(false);
    }

    fn note(&mut self, jump: bool) {
        if self.opened.is_none() {
            return;
        }
        let location = self.location(jump);
        if !self.jumps.last().is_some_and(|last| last.is_same_place(&location)) {
            if self.jumps.len() == LONGEST {
                self.jumps.remove(0);
            }
            self.jumps.push(location);
        }
    }

    /// Whether there is a way back.
    pub fn can_go_back(&self) -> bool {
        !self.jumps.is_empty()
    }

    /// Whether a jump led to where the screen is.
    pub fn came_by_jump(&self) -> bool {
        self.jumps.last().is_some_and(|last| last.jump)
    }

    /// Goes back to the place that was left last; one that is shown already is passed over.
    pub(super) fn go_back(&mut self) {
        let here = self.location(false);
        while self.jumps.last().is_some_and(|last| last.is_same_place(&here)) {
            self.jumps.pop();
        }
        let Some(location) = self.jumps.pop() else { return };
        match location.screen {
            Screen::Tool(tool) => {
                self.show(tool, location.spot.map(|(view, ..)| view));
                if let (Some((_, row, slot)), Some(view_state)) = (location.spot, self.view_state_mut()) {
                    (view_state.row, view_state.slot, view_state.selection) =
                        (row.min(view_state.len()), slot, None);
                }
                self.note_row();
                self.settle();
            }
            Screen::Home => self.show_home(),
            Screen::Meeting => self.meet(),
            Screen::Portfolio => self.show_portfolio(),
            Screen::Handbook => {
                self.show_handbook();
                (self.reading.page, self.reading.top) = location.page;
            }
        }
    }
}
