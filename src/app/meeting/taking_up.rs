//! Text that was being typed in a meeting when the program ended, or that was left without entering it: back in the field
//! of the meeting, at the same step.

use super::Meeting;
use crate::agenda::{About, Agenda, PageView};
use crate::app::layer::Layer;
use crate::app::request::Draft;
use crate::app::{App, Screen};
use crate::finding::Place;
use crate::registry;
use crate::sheet::{Id, Row as _};
use crate::tools::actions::Promise;
use crate::tools::kpi::Reading;
use crate::tools::meetings::{Answer, Decision, Parked, Verdict};

impl App {
    /// Opens the field of a text in the meeting that is under way, with the text in it; false where it was not typed there.
    pub(in crate::app) fn put_back_in_meeting(&mut self, draft: &Draft) -> bool {
        let sheets = registry::sheets();
        let Some(def) = sheets.iter().find(|def| def.key == draft.sheet) else { return false };
        let (Some(row), Some(column)) = (draft.row, def.column(&draft.column)) else { return false };
        let place = Place { sheet: def.key, row: Some(row), column: def.columns[column].key };
        let Some(opened) = &self.opened else { return false };
        let there = opened.project.sheet(def.key).is_some_and(|sheet| sheet.position(row).is_some());
        let today = self.today;
        let under_way =
            opened.project.rows::<Meeting>().iter().rev().find(|meeting| meeting.is_under_way(today));
        let Some(meeting) = under_way.map(|meeting| meeting.id).filter(|_| there) else { return false };
        if self.screen != Screen::Meeting {
            if !self.is_of_meeting(meeting, place) {
                return false;
            }
            self.resume(meeting, true);
        }
        if !self.leads_meeting() {
            return false;
        }
        let line = self.meeting_page().and_then(|(view, ..)| self.line_of(&view, place));
        if let Some(line) = line
            && let Some(state) = self.meeting.as_mut()
        {
            (state.line, state.chosen) = (line, false);
        }
        self.open_field(place, false);
        let Some(Layer::Cell(edit)) = self.layers.last_mut() else { return false };
        edit.editor.replace_all(&draft.text);
        self.touch_draft();
        true
    }

    /// Whether a cell is filled in by a meeting: it belongs to its record, or stands on the page where the meeting is.
    fn is_of_meeting(&self, meeting: Id, place: Place) -> bool {
        let Some(opened) = &self.opened else { return false };
        let Some(row) = place.row else { return false };
        let project = &opened.project;
        let of_record = match place.sheet {
            Meeting::SHEET => Some(row),
            Verdict::SHEET => project.find::<Verdict>(row).and_then(|row| row.meeting.0),
            Decision::SHEET => project.find::<Decision>(row).and_then(|row| row.meeting.0),
            Parked::SHEET => project.find::<Parked>(row).and_then(|row| row.meeting.0),
            Answer::SHEET => project.find::<Answer>(row).and_then(|row| row.meeting.0),
            Promise::SHEET => project.find::<Promise>(row).and_then(|row| row.meeting.0),
            _ => None,
        };
        if of_record == Some(meeting) {
            return true;
        }
        let facts = &opened.assessed.facts;
        let Some(meeting) = facts.find::<Meeting>(meeting) else { return false };
        let agenda = Agenda { facts, assessed: &opened.assessed, meeting, before: None };
        let shown = meeting.place.rsplit_once(' ').map_or("", |(page, _)| page);
        let page = agenda.pages().into_iter().find(|page| page.key() == shown);
        page.is_some_and(|page| self.line_of(&agenda.view(&page), place).is_some())
    }

    /// The line of the page that a cell is typed into.
    pub(super) fn line_of(&self, view: &PageView, place: Place) -> Option<usize> {
        let due_of = |row: Option<Id>| row.and_then(|row| self.due_of(row));
        view.lines.iter().position(|line| match &line.about {
            About::Cell(cell) => *cell == place,
            About::Decision(row) => place.sheet == Decision::SHEET && *row == place.row,
            About::Parked(row) => place.sheet == Parked::SHEET && Some(*row) == place.row,
            About::Promise(item) => {
                let reason = item.verdict.as_ref().map(|verdict| verdict.id);
                (place.sheet == Verdict::SHEET && reason == place.row) || due_of(item.row) == Some(place)
            }
            About::Reading(kpi) => {
                let of = |row| self.opened.as_ref()?.project.find::<Reading>(row)?.kpi.0;
                place.sheet == Reading::SHEET && place.row.and_then(of) == Some(*kpi)
            }
            _ => false,
        })
    }
}
