//! What is noted beside the page: issues that are parked, decisions, and how the meeting was.

use super::Meeting;
use crate::app::App;
use crate::finding::Place;
use crate::project::Edit;
use crate::sheet::{Cell, Id, Link, Row as _};
use crate::text::{Text, text};
use crate::tools::meetings::{Decision, Parked};

/// What the step that rates a meeting says.
pub(super) const RATED: Text = text("例会评分", "Rating");

impl App {
    /// Notes an issue without discussing it.
    pub(super) fn park(&mut self) {
        let (id, Some(meeting)) = (self.id(), self.meeting.as_ref().map(|state| state.id)) else { return };
        let row = Parked { date: Some(self.today), meeting: Link::to(meeting), ..Parked::with_id(id) };
        self.append_and_open(
            Edit::append(row),
            Place::of(id, Parked::COL.issue),
            text("放进停车场", "Issue parked"),
        );
    }

    /// Notes a decision.
    pub(super) fn decide(&mut self) {
        let (id, Some(meeting)) = (self.id(), self.meeting.as_ref().map(|state| state.id)) else { return };
        let row = Decision { date: Some(self.today), meeting: Link::to(meeting), ..Decision::with_id(id) };
        self.append_and_open(
            Edit::append(row),
            Place::of(id, Decision::COL.decision),
            text("记下决定", "Decision noted"),
        );
    }

    /// Opens what a decision lacks: who decided, once it is said what.
    pub(super) fn edit_decision(&mut self, row: Id) {
        let blank = self
            .opened
            .as_ref()
            .and_then(|b| b.project.find::<Decision>(row))
            .is_some_and(|d| d.by.is_empty());
        self.open_field(Place::of(row, if blank { Decision::COL.by } else { Decision::COL.decision }), false);
    }

    pub(super) fn append_and_open(&mut self, edit: Edit, place: Place, said: Text) {
        if self.apply(edit, said) {
            self.open_field(place, true);
        }
    }

    /// Rates the meeting. A 1 may be the beginning of a 10, so that the cursor waits there for Enter.
    pub(super) fn rate(&mut self, rating: u32) {
        let Some(id) = self.meeting.as_ref().map(|state| state.id) else { return };
        if self.apply(Edit::put(id, Meeting::COL.rating, Cell::Count(rating)), RATED) {
            self.propose_next();
            if rating == 1 {
                self.go_to_rating();
            } else {
                self.go_to_next_open();
            }
        }
    }

    /// Has the cursor stop at the day of the next meeting, which stands there in a week and may be another.
    pub(super) fn propose_next(&mut self) {
        if let Some(id) = self.meeting.as_ref().map(|state| state.id) {
            self.propose([Place::of(id, Meeting::COL.next)]);
        }
    }
}
