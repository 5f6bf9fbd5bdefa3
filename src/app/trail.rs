//! The way back: where a person was before a jump led away, the last place first.

use super::{App, Screen};

/// No way back is longer.
const LONGEST: usize = 50;

/// A place that a jump led away from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stop {
    screen: Screen,
    /// The view of the tool, the row and the slot.
    spot: Option<(usize, usize, usize)>,
    /// The page of the handbook, and how far it was read.
    page: (usize, usize),
}

impl App {
    fn here(&self) -> Stop {
        let spot = self.view().zip(self.sight()).map(|((_, at, _), sight)| (at, sight.row, sight.slot));
        Stop { screen: self.screen, spot, page: (self.reading.page, self.reading.top) }
    }

    /// Remembers the place before a jump leads away from it.
    pub(super) fn set_out(&mut self) {
        let here = self.here();
        if self.trail.last() != Some(&here) {
            if self.trail.len() == LONGEST {
                self.trail.remove(0);
            }
            self.trail.push(here);
        }
    }

    /// Whether there is a way back.
    pub fn can_go_back(&self) -> bool {
        !self.trail.is_empty()
    }

    /// Goes back to where the last jump led away from.
    pub(super) fn go_back(&mut self) {
        let Some(stop) = self.trail.pop() else { return };
        match stop.screen {
            Screen::Tool(tool) => {
                self.show(tool, stop.spot.map(|(view, ..)| view));
                if let (Some((_, row, slot)), Some(sight)) = (stop.spot, self.sight_mut()) {
                    (sight.row, sight.slot, sight.anchor) = (row.min(sight.len()), slot, None);
                }
                self.note_row();
                self.settle();
            }
            Screen::Home => self.show_home(),
            Screen::Portfolio => self.show_portfolio(),
            Screen::Handbook => {
                self.show_handbook();
                (self.reading.page, self.reading.top) = stop.page;
            }
        }
    }
}
