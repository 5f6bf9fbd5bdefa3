//! The way back: where a person was before a jump led away, the last place first.

use super::{App, Screen};

/// No way back is longer.
const LONGEST: usize = 50;

/// A place that a jump led away from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Location {
    screen: Screen,
    /// The view of the tool, the row and the slot.
    spot: Option<(usize, usize, usize)>,
    /// The page of the handbook, and how far it was read.
    page: (usize, usize),
}

impl App {
    fn location(&self) -> Location {
        let spot = self
            .view()
            .zip(self.view_state())
            .map(|((_, at, _), view_state)| (at, view_state.row, view_state.slot));
        Location { screen: self.screen, spot, page: (self.reading.page, self.reading.top) }
    }

    /// Remembers the place before a jump leads away from it.
    pub(super) fn note_location(&mut self) {
        let location = self.location();
        if self.jumps.last() != Some(&location) {
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

    /// Goes back to where the last jump led away from.
    pub(super) fn go_back(&mut self) {
        let Some(location) = self.jumps.pop() else { return };
        match location.screen {
            Screen::Tool(tool) => {
                self.show(tool, location.spot.map(|(view, ..)| view));
                if let (Some((_, row, slot)), Some(view_state)) = (location.spot, self.view_state_mut()) {
                    (view_state.row, view_state.slot, view_state.anchor) =
                        (row.min(view_state.len()), slot, None);
                }
                self.note_row();
                self.settle();
            }
            Screen::Home => self.show_home(),
            Screen::Portfolio => self.show_portfolio(),
            Screen::Handbook => {
                self.show_handbook();
                (self.reading.page, self.reading.top) = location.page;
            }
        }
    }
}
