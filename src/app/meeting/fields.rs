//! What is typed in a meeting: the cells of its page, one after the other.

use super::{Judged, Meeting, Verdict, week_after};
use crate::agenda::{About, Page};
use crate::app::editor::Editor;
use crate::app::layer::{Begun, CellEdit, Layer};
use crate::app::{App, Screen};
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::registry;
use crate::sheet::{Cell, Id, Kind, Link, Row as _};
use crate::text::{Text, text};
use crate::tools::actions::Promise;
use crate::tools::kpi::{self, Review};
use crate::tools::meetings::{Decision, Parked};

impl App {
    /// Enter: fills in what is open on the line, then the next line, then the next page.
    pub(super) fn go_on_in_meeting(&mut self) {
        let Some((view, at, _)) = self.meeting_page() else { return };
        let chosen = self.meeting.as_ref().is_some_and(|state| state.chosen);
        let Some(line) = view.lines.get(at) else { return self.turn_pages(1) };
        match &line.about {
            About::Finish => return self.finish_meeting(),
            About::Rating if !line.settled && !chosen => {
                self.say(
                    Level::Watch,
                    text(
                        "按一个数字打分；再按 Enter 就不打",
                        "Press a digit to rate; Enter again leaves it out",
                    ),
                );
                if let Some(state) = self.meeting.as_mut() {
                    state.chosen = true;
                }
                return;
            }
            About::Cell(_) | About::NewReview(_) | About::Reading(_) | About::Decision(_)
                if !line.settled || chosen =>
            {
                return self.edit_line();
            }
            _ => {}
        }
        if self.go_to_next_open() {
            return;
        }
        if self.meeting.as_ref().is_some_and(|state| state.page == Page::Close) {
            // Behind the last line that is open stands the end.
            let end = view.lines.len().saturating_sub(1);
            if let Some(state) = self.meeting.as_mut() {
                (state.line, state.chosen) = (end, false);
            }
            return self.note_place();
        }
        self.turn_pages(1);
    }

    /// Opens the cell that the line under the cursor is about.
    pub(super) fn edit_line(&mut self) {
        match self.meeting_about() {
            Some(About::Cell(place)) => self.open_field(place, false),
            Some(About::NewReview(column)) => self.open_new_review(column),
            Some(About::Reading(kpi)) => self.open_reading(kpi),
            Some(About::Decision(None)) => self.decide(),
            Some(About::Decision(Some(row))) => self.edit_decision(row),
            Some(About::Promise(item)) => {
                if let Some(verdict) = item.verdict {
                    self.open_field(Place::of(verdict.id, Verdict::COL.reason), false);
                }
            }
            Some(About::Parked(row)) => {
                self.open_field(Place::of(row, Parked::COL.issue), false);
            }
            Some(About::Finding(_) | About::Tick(..) | About::Member(..) | About::Rating | About::Finish)
            | None => {}
        }
    }

    /// Opens a cell for typing where the meeting shows it.
    pub(super) fn open_field(&mut self, place: Place, made: bool) {
        let found = registry::sheets().into_iter().find(|def| def.key == place.sheet);
        let Some((def, column)) = found.and_then(|def| Some((def, def.column(place.column)?))) else {
            return;
        };
        let kind = def.columns[column].kind;
        let Some(opened) = &self.opened else { return };
        let row = place.row.and_then(|id| {
            let sheet = opened.project.sheet(def.key)?;
            sheet.row(sheet.position(id)?)
        });
        let Some(row) = row else { return };
        let old = crate::project::cell_text(&opened.project, row, column, self.choices.lang);
        // One line is enough for what is said in a meeting; it leaves the page in view.
        let long = kind == Kind::Prose && old.contains('\n');
        let kind = if kind == Kind::Prose && !long { Kind::Text } else { kind };
        let mut editor = if long { Editor::page(&old) } else { Editor::line(&old) };
        // What is proposed, such as a day in a week, is typed over; what a person chose to change is not.
        if !self.meeting.as_ref().is_some_and(|state| state.chosen) {
            editor.select_all();
        }
        let begun = Some(Begun { back: None, made });
        self.layers.push(Layer::Cell(CellEdit {
            sheet: def.key,
            row: place.row,
            column,
            kind,
            editor,
            error: None,
            begun,
            several: false,
            entry: None,
        }));
    }

    /// Makes the entry of the weekly review for the indicator of the page, and opens one of its cells.
    fn open_new_review(&mut self, column: &'static str) {
        let Some(row) = self.new_review() else { return };
        let place = Place { sheet: Review::SHEET, row: Some(row.id), column };
        self.append_and_open(Edit::append(row), place, text("每周回顾", "Weekly review"));
    }

    /// An entry of the weekly review for the indicator of the page: due in a week, with the indicator's owner.
    pub(super) fn new_review(&mut self) -> Option<Review> {
        let Some(Page::Exception { kpi, .. }) = self.meeting.as_ref().map(|state| state.page.clone()) else {
            return None;
        };
        let id = self.id();
        let owner = self.opened.as_ref()?.project.find::<kpi::Kpi>(kpi)?.owner.clone();
        let (kpi, due) = (Link::to(kpi), week_after(self.today));
        Some(Review { kpi, date: Some(self.today), owner, due, ..Review::with_id(id) })
    }

    /// Opens this week's value of an indicator.
    fn open_reading(&mut self, kpi: Id) {
        let mut new_id = std::mem::replace(&mut self.new_id, Box::new(|| Id::new(0)));
        let outcome = self.facts().and_then(|facts| {
            let sheet = facts.sheet(kpi::Kpi::SHEET)?;
            let row = sheet.row(sheet.position(kpi)?)?;
            Some(kpi::open_reading(facts, Some(row), &mut *new_id))
        });
        self.new_id = new_id;
        match outcome {
            Some(Ok(outcome)) => {
                let made = !matches!(&outcome.edit, Edit::Many(edits) if edits.is_empty());
                if let Some((place, _)) = outcome.go
                    && self.apply(outcome.edit, outcome.said)
                {
                    self.open_field(place, made);
                }
            }
            Some(Err(reason)) => self.say(Level::Watch, reason),
            None => {}
        }
    }

    /// Begins to type on a line of text that is empty: Chinese, a capital, any sign that is no command here.
    pub(super) fn type_on_line(&mut self, typed: char) {
        let Some((view, at, _)) = self.meeting_page() else { return };
        let Some(line) = view.lines.get(at).filter(|line| !line.settled) else { return };
        if !matches!(line.about, About::Cell(_) | About::NewReview(_)) || typed.is_whitespace() {
            return;
        }
        self.edit_line();
        if let Some(Layer::Cell(edit)) = self.layers.last_mut() {
            edit.editor.replace_all("");
            edit.editor.insert(typed);
            self.touch_draft();
        }
    }

    /// A digit typed over the value of an indicator.
    pub(super) fn type_reading(&mut self, kpi: Id, typed: char) {
        self.open_reading(kpi);
        if let Some(Layer::Cell(edit)) = self.layers.last_mut() {
            edit.editor.replace_all("");
            edit.editor.insert(typed);
            self.touch_draft();
        }
    }

    /// After a field was confirmed: the next one opens while it is empty, as on a form.
    pub(in crate::app) fn after_field(&mut self, was: Place, made: bool, changed: bool) {
        if self.screen != Screen::Meeting {
            return;
        }
        // What is parked or decided on another page leaves the cursor where it was.
        let aside = [Parked::SHEET, Decision::SHEET].contains(&was.sheet)
            && self.meeting.as_ref().is_some_and(|state| state.page != Page::Decisions);
        if made && !changed {
            self.forget_last();
            // Nothing to say here: Enter goes on, as the footer says.
            if !aside && !self.go_to_next_open() {
                self.turn_pages(1);
            }
            return;
        }
        if made {
            self.join_entry();
        }
        // What opens next is proposed, not chosen.
        if let Some(state) = self.meeting.as_mut() {
            state.chosen = false;
        }
        self.sync_verdicts();
        if was.sheet == Verdict::SHEET && was.column == Verdict::COL.reason.key {
            return self.ask_new_day(was);
        }
        if was.sheet == Decision::SHEET && was.column == Decision::COL.decision.key {
            if let Some(row) = was.row {
                self.open_field(Place::of(row, Decision::COL.by), false);
            }
            return;
        }
        let follows = [Review::SHEET, Promise::SHEET].contains(&was.sheet);
        let open = !aside && self.go_to_next_open();
        if open && follows && matches!(self.meeting_about(), Some(About::Cell(_) | About::NewReview(_))) {
            self.edit_line();
        }
    }

    /// After the reason of a promise that was not kept: the new day, proposed in a week.
    fn ask_new_day(&mut self, was: Place) {
        let verdict = was.row.and_then(|row| self.opened.as_ref()?.project.find::<Verdict>(row));
        let place = verdict
            .filter(|verdict| verdict.verdict == Some(Judged::NotYet))
            .and_then(|verdict| self.due_of(verdict.rows().next()?));
        match place {
            Some(place) => self.open_field(place, false),
            None => _ = self.go_to_next_open(),
        }
    }

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
    fn edit_decision(&mut self, row: Id) {
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

    /// Rates the meeting.
    pub(super) fn rate(&mut self, rating: u32) {
        let Some(id) = self.meeting.as_ref().map(|state| state.id) else { return };
        if self.apply(Edit::put(id, Meeting::COL.rating, Cell::Count(rating)), text("例会评分", "Rating"))
        {
            self.go_to_next_open();
        }
    }
}
