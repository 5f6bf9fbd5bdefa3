//! What is typed in a meeting: the cells of its page, one after the other.

use super::{Judged, Meeting, Verdict, week_after};
use crate::agenda::{About, Page};
use crate::app::editor::Editor;
use crate::app::layer::{Begun, CellEdit, Layer, Opening};
use crate::app::request::Draft;
use crate::app::typing::After;
use crate::app::{App, Screen};
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::registry;
use crate::sheet::{Cell, Kind, Link, Row as _};
use crate::text::text;
use crate::tools::actions::Promise;
use crate::tools::kpi::{self, Review};
use crate::tools::meetings::{Answer, Decision, KPI_CODE, Parked, Reply};

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
                        "按一个数字打分；再按回车就不打",
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
            // A new decision is asked for; left blank, Enter goes on from there.
            About::Decision(None) => return self.edit_line(),
            // Who was there is gone through one by one.
            About::Member(..) => return self.move_line(1),
            About::Rating => self.propose_next(),
            // What is proposed holds.
            About::Cell(place) => self.no_more_proposed(*place),
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
            Some(About::Reading(kpi)) => self.edit_reading(kpi),
            Some(About::Decision(None)) => self.decide(),
            Some(About::Decision(Some(row))) => self.edit_decision(row),
            Some(About::Promise(item)) => {
                // What was kept needs no reason.
                if let Some(verdict) = item.verdict.filter(|given| given.verdict != Some(Judged::Kept)) {
                    self.open_field(Place::of(verdict.id, Verdict::COL.reason), false);
                }
            }
            Some(About::Parked(row)) => {
                let settled = self.opened.as_ref().and_then(|b| b.project.find::<Parked>(row));
                let settled = settled.is_some_and(|issue| issue.outcome.is_some());
                let column = if settled { Parked::COL.how } else { Parked::COL.issue };
                self.open_field(Place::of(row, column), false);
            }
            Some(About::Finding(_) | About::Tick(..) | About::Member(..) | About::Rating | About::Finish)
            | None => {}
        }
    }

    /// Opens what stands in the line under the cursor, to be mended.
    pub(super) fn mend_line(&mut self) {
        if let Some(About::Decision(Some(row))) = self.meeting_about() {
            return self.open_field(Place::of(row, Decision::COL.decision), false);
        }
        // Who mends a line goes on with what stands there.
        if let Some(state) = self.meeting.as_mut() {
            state.chosen = true;
        }
        self.edit_line();
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
        if let Some(state) = self.meeting.as_mut() {
            state.fills = old.trim().is_empty();
            if !state.chosen {
                editor.select_all();
            }
        }
        let begun = Some(Begun { back: None, opening: if made { Opening::MadeRow } else { Opening::Kept } });
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
            beside_score: None,
        }));
    }

    /// Opens what more is asked of an answer just given; Esc there takes the answer back.
    pub(super) fn open_field_of_answer(&mut self, place: Place) {
        // What it opens is proposed, wherever the arrows were before.
        if let Some(state) = self.meeting.as_mut() {
            state.chosen = false;
        }
        self.open_field(place, false);
        if let Some(Layer::Cell(CellEdit { begun: Some(begun), .. })) = self.layers.last_mut() {
            begun.opening = Opening::Answered;
        }
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

    /// Begins to type on the line under the cursor.
    pub(super) fn type_on_line(&mut self, typed: char) {
        self.edit_line();
        let comma = text("、", ", ").get(self.lang());
        if let Some(Layer::Cell(edit)) = self.layers.last_mut() {
            // A name is added to those who are ticked; anything else is typed over.
            let adds = (edit.sheet, edit.column) == (Meeting::SHEET, Meeting::COL.attendees.at);
            let there = match edit.editor.text().trim() {
                "" => String::new(),
                there if adds => format!("{there}{comma}"),
                _ => String::new(),
            };
            edit.editor.replace_all(&there);
            edit.editor.insert(typed);
            self.touch_draft();
        }
    }

    /// After a question about a value was answered: on, as behind a value that nobody asks about.
    pub(in crate::app) fn after_answer(&mut self, draft: &Draft) {
        let def = registry::sheets().into_iter().find(|def| def.key == draft.sheet);
        let column = def.and_then(|def| def.columns.iter().find(|column| column.key == draft.column));
        if let Some((def, column)) = def.zip(column) {
            let place = Place { sheet: def.key, row: draft.row, column: column.key };
            self.after_field(place, false, true, After::On);
        }
    }

    /// After a field was confirmed: the next one opens while it is empty, as on a form.
    pub(in crate::app) fn after_field(&mut self, was: Place, made: bool, changed: bool, after: After) {
        if self.screen != Screen::Meeting {
            return;
        }
        // What is parked or decided on another page leaves the cursor where it was.
        let aside = [Parked::SHEET, Decision::SHEET].contains(&was.sheet)
            && self.meeting.as_ref().is_some_and(|state| state.page != Page::Decisions);
        if !self.leave_field(was, made, changed) {
            if !aside && self.go_beside(was, after) {
                return;
            }
            // Nothing to say here: Enter goes on, as the footer says.
            if !aside && !self.go_to_next_open() {
                self.turn_pages(1);
            }
            return;
        }
        if was.sheet == Verdict::SHEET && was.column == Verdict::COL.reason.key {
            return self.ask_new_day(was);
        }
        // What is put off comes back in a week, or on another day.
        if (was.sheet, was.column) == (Answer::SHEET, Answer::COL.reason.key)
            && changed
            && self.is_put_off(was)
        {
            return self.open_field(Place { column: Answer::COL.until.key, ..was }, false);
        }
        let back = matches!(after, After::Tab(..0) | After::Rows(..0));
        if was.sheet == Decision::SHEET && was.column == Decision::COL.decision.key && !back {
            if let Some(row) = was.row {
                self.open_field(Place::of(row, Decision::COL.by), false);
            }
            return;
        }
        // The next decision is typed where the last one was.
        if (was.sheet, was.column) == (Decision::SHEET, Decision::COL.by.key) && after == After::On && !aside
        {
            return self.go_to_new_decision();
        }
        // Behind what was cleared, and is gone, nothing more is asked for.
        let is_gone = |row| self.opened.as_ref().is_some_and(|b| b.project.find::<Review>(row).is_none());
        if was.sheet == Review::SHEET && was.row.is_some_and(is_gone) {
            return self.note_place();
        }
        let follows = [Review::SHEET, Promise::SHEET].contains(&was.sheet);
        // An action that has no lines on its page says who and when in the same place.
        if let Some(next) = self.next_of_row(was, after).filter(|_| !back) {
            return self.open_field(next, false);
        }
        if !aside && self.go_beside(was, after) {
            return;
        }
        // The line may want more than was just said, such as the day behind the name.
        if let Some(About::Cell(place)) = self.meeting_about().filter(|_| follows && changed)
            && (place.sheet, place.row) == (was.sheet, was.row)
            && place.column != was.column
            && self.is_blank(place)
        {
            return self.open_field(place, false);
        }
        // Who says more of an indicator that was to rest is asked what is to be done.
        let cause = (was.sheet, was.column) == (Review::SHEET, Review::COL.root_cause.key);
        if cause && changed && after == After::On && self.rests_without_action() {
            self.go_beside(was, After::Tab(1));
            return;
        }
        // Value after value, as down a column, whether or not last week's would do.
        if was.sheet == kpi::Reading::SHEET && changed && after == After::On {
            if self.go_to_next_reading() {
                return;
            }
            if let Some(state) = self.meeting.as_mut() {
                state.full = true;
            }
        }
        let wraps = self.meeting.as_ref().is_some_and(|state| state.page == Page::Promises);
        let open = !aside && if wraps { self.go_to_any_open() } else { self.go_to_next_open() };
        // A line read aloud may lack an owner to whom nobody has an answer.
        let still_lacks = || self.with_line(|line, _| !line.settled) == Some(true);
        if !open && !aside && !changed && (self.is_blank(was) || after == After::On && still_lacks()) {
            // Left as it is, and nothing else is open here: Enter goes on, as the footer says.
            return self.turn_pages(1);
        }
        // What is only proposed waits on its line: it is typed over there, or kept with Enter.
        let empty = match self.meeting_about() {
            Some(About::Cell(place)) => self.is_blank(place),
            Some(About::NewReview(_)) => true,
            _ => false,
        };
        if open && follows && empty {
            self.edit_line();
        }
    }

    /// The next cell of a promise that has no line of its own on the page: what it lacks or what is proposed there, and
    /// after Tab whatever comes next.
    fn next_of_row(&self, was: Place, after: After) -> Option<Place> {
        let columns = self.promises_in(was.sheet)?;
        let columns = [columns.action, columns.owner, columns.due].map(|column| column.key);
        let at = columns.iter().position(|column| *column == was.column)?;
        let state = self.meeting.as_ref()?;
        // Read aloud, the moment at which somebody says that he is not the one, or not by then.
        let aloud = state.page == Page::Promised;
        let wanted = |place: &Place| {
            matches!(after, After::Tab(_)) || aloud || self.is_blank(*place) || state.proposed.contains(place)
        };
        let mut next = columns[at + 1..].iter().map(|column| Place { column, ..was });
        next.find(|place| wanted(place) && !self.is_on_page(*place))
    }

    /// After Tab or an arrow in a field: to the line beside it, whatever stands there; false where the key is another one
    /// or there is none to type into.
    fn go_beside(&mut self, was: Place, after: After) -> bool {
        let by = match after {
            After::Rows(by) => {
                self.move_line(by);
                return true;
            }
            After::Tab(by) => by,
            After::On | After::Stay => return false,
        };
        // Back within the row first.
        if by < 0 && was.sheet == Decision::SHEET && was.column == Decision::COL.by.key {
            self.open_field(Place { column: Decision::COL.decision.key, ..was }, false);
            return true;
        }
        let Some((view, at, _)) = self.meeting_page() else { return false };
        let next = at.saturating_add_signed(by);
        let takes =
            |about: &About| matches!(about, About::Cell(_) | About::NewReview(_) | About::Decision(_));
        if next == at || !view.lines.get(next).is_some_and(|line| takes(&line.about)) {
            return false;
        }
        if let Some(state) = self.meeting.as_mut() {
            (state.line, state.chosen) = (next, false);
        }
        self.note_place();
        self.edit_line();
        true
    }

    /// What a field leaves behind, wherever the cursor goes then; false where a row was made for it and nothing entered.
    pub(in crate::app) fn leave_field(&mut self, was: Place, made: bool, changed: bool) -> bool {
        if made && !changed {
            self.forget_last();
            return false;
        }
        if made {
            self.join_entry();
        }
        self.drop_emptied_reading(was);
        if changed {
            self.drop_emptied_review(was);
        }
        // What opens next is proposed, not chosen.
        let fills = self.meeting.as_mut().is_some_and(|state| {
            state.chosen = false;
            state.fills
        });
        self.no_more_proposed(was);
        if changed && fills && (was.sheet, was.column) == (Review::SHEET, Review::COL.action.key) {
            self.propose(
                [Review::COL.owner, Review::COL.due].map(|column| Place { column: column.key, ..was }),
            );
        }
        self.act_after_all(was);
        self.sync_verdicts(was, changed);
        true
    }

    /// Has the cursor stop at what is filled in already, as somebody may say otherwise.
    pub(super) fn propose(&mut self, places: impl IntoIterator<Item = Place>) {
        if let Some(state) = self.meeting.as_mut() {
            state.proposed.extend(places);
        }
    }

    /// What was proposed has been looked at.
    fn no_more_proposed(&mut self, place: Place) {
        if let Some(state) = self.meeting.as_mut() {
            state.proposed.retain(|other| *other != place);
        }
    }

    /// Whether a line of the page is about a cell.
    fn is_on_page(&self, place: Place) -> bool {
        self.meeting_page().is_some_and(|(view, ..)| self.line_of(&view, place).is_some())
    }

    /// Whether nothing stands in a cell.
    fn is_blank(&self, place: Place) -> bool {
        let cell = || {
            let sheet = self.opened.as_ref()?.project.sheet(place.sheet)?;
            let row = sheet.row(sheet.position(place.row?)?)?;
            Some(row.get(row.def().column(place.column)?))
        };
        cell() == Some(Cell::Empty)
    }

    /// Whether the indicator of the page is one that needs no action.
    fn rests_without_action(&self) -> bool {
        let kpi = self.exception();
        kpi.and_then(|kpi| self.with_agenda(|agenda, _| agenda.no_action(kpi).is_some())) == Some(true)
    }

    /// Whether an answer puts a finding off.
    fn is_put_off(&self, place: Place) -> bool {
        let answer = place.row.and_then(|row| self.opened.as_ref()?.project.find::<Answer>(row));
        answer.is_some_and(|row| row.reply == Some(Reply::PutOff) && !row.key.starts_with(KPI_CODE))
    }

    /// After the reason of a promise that was not kept: the new day, proposed in a week.
    fn ask_new_day(&mut self, was: Place) {
        let verdict = was.row.and_then(|row| self.opened.as_ref()?.project.find::<Verdict>(row));
        let place = verdict
            .filter(|verdict| verdict.verdict == Some(Judged::NotYet))
            .and_then(|verdict| self.due_of(verdict.rows().next()?));
        match place {
            Some(place) => {
                self.open_field(place, false);
                if let Some(Layer::Cell(CellEdit { begun: Some(begun), .. })) = self.layers.last_mut() {
                    begun.opening = Opening::NewDay;
                }
            }
            None => _ = self.go_to_next_open(),
        }
    }
}
