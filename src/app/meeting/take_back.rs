//! What is taken back in a meeting: what was said of a line, a row that is not wanted, and rows begun and never filled.

use crate::agenda::{About, Page};
use crate::app::App;
use crate::app::layer::{Ask, Asked, Layer};
use crate::app::request::Draft;
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::sheet::{AnyRow as _, Cell, Id, Row};
use crate::text::text;
use crate::tools::actions::Promise;
use crate::tools::kpi::{Kpi, Reading, Review};
use crate::tools::meetings::{Answer, Decision, Meeting, Outcome, Parked, Reply};

impl App {
    /// Takes back what was said of the line under the cursor, or what was noted there.
    pub(super) fn take_back(&mut self) {
        let Some(edit) = self.taken_back() else { return };
        let said = text("已收回", "Taken back");
        if !self.apply(edit, said) {
            return;
        }
        let lines = self.meeting_page().map_or(0, |(view, ..)| view.lines.len());
        if let Some(state) = self.meeting.as_mut() {
            state.chosen = false;
            state.line = state.line.min(lines.saturating_sub(1));
        }
        if self.is_on_exception() {
            self.go_to_first_open();
        }
        self.note_place();
        self.say(Level::Good, said);
    }

    /// Whether something was said of the line under the cursor that can be taken back.
    pub(super) fn can_take_back(&self) -> bool {
        self.taken_back().is_some()
    }

    /// The edit that takes back what stands in the line under the cursor.
    fn taken_back(&self) -> Option<Edit> {
        let project = &self.opened.as_ref()?.project;
        let remove = |sheet, row| Edit::Remove { sheet, row };
        match self.meeting_about()? {
            About::Promise(item) => self.without_verdict(&item),
            About::Decision(row) => Some(remove(Decision::SHEET, row?)),
            About::Parked(row) => match project.find::<Parked>(row)?.outcome {
                // One of an earlier meeting is dropped, and not as if it had never been.
                None => self
                    .is_noted_here(project.find::<Parked>(row)?.meeting.0)
                    .then(|| remove(Parked::SHEET, row)),
                Some(Outcome::Resolved | Outcome::Dropped) => Some(Edit::Many(reopened(row))),
                // Where the action itself has gone, only the issue is left to be open again.
                Some(Outcome::Action) => match Id::parse(&project.find::<Parked>(row)?.row)? {
                    action if project.find::<Promise>(action).is_some() => self.without_action(action),
                    _ => Some(Edit::Many(reopened(row))),
                },
            },
            About::Cell(place) if place.sheet == Answer::SHEET => Some(remove(Answer::SHEET, place.row?)),
            About::Cell(place) if place.sheet == Review::SHEET && self.is_on_exception() => {
                self.without_cell(place)
            }
            About::Cell(place) => self.without_promise(place),
            About::Finding(key) => {
                let code = key.code();
                let answer = self.with_agenda(|agenda, _| agenda.answer(&code).cloned()).flatten()?;
                match answer.reply? {
                    Reply::PutOff | Reply::Disagreed => Some(remove(Answer::SHEET, answer.id)),
                    Reply::Accepted => self.without_action(Id::parse(&answer.row)?),
                }
            }
            _ => None,
        }
    }

    fn is_on_exception(&self) -> bool {
        matches!(self.meeting.as_ref().map(|state| &state.page), Some(Page::Exception { .. }))
    }

    /// The edit that clears what the review of today says in a line, and takes out the review with the last of it.
    fn without_cell(&self, place: Place) -> Option<Edit> {
        let review = self.opened.as_ref()?.project.find::<Review>(place.row?)?;
        let column = Review::DEF.column(place.column)?;
        if review.date != Some(self.today) || review.get(column) == Cell::Empty {
            return None;
        }
        let mut rest = review.clone();
        rest.set(column, Cell::Empty);
        if rest.is_blank() {
            return Some(Edit::Remove { sheet: Review::SHEET, row: review.id });
        }
        Some(Edit::Set { sheet: Review::SHEET, row: review.id, column, cell: Cell::Empty })
    }

    /// Whether something belongs to the meeting that is shown.
    fn is_noted_here(&self, meeting: Option<Id>) -> bool {
        meeting.is_some() && meeting == self.meeting.as_ref().map(|state| state.id)
    }

    /// The edit that takes back what was promised in this meeting, on the page that reads it aloud and on that of the
    /// finding that it was made of.
    fn without_promise(&self, place: Place) -> Option<Edit> {
        let row = place.row?;
        let page = self.meeting.as_ref().map(|state| &state.page);
        if !matches!(page, Some(Page::Promised | Page::Finding(_))) {
            return None;
        }
        if place.sheet == Review::SHEET {
            // What an earlier meeting agreed on stands.
            let review = self.opened.as_ref()?.project.find::<Review>(row)?;
            if review.date != Some(self.today) {
                return None;
            }
            let columns = [Review::COL.action, Review::COL.owner, Review::COL.due];
            return Some(Edit::Many(columns.map(|column| Edit::put(row, column, Cell::Empty)).to_vec()));
        }
        self.without_action(row)
    }

    /// The edit that takes back an action of this meeting, and that a finding became it.
    pub(super) fn without_action(&self, row: Id) -> Option<Edit> {
        let (project, state) = (&self.opened.as_ref()?.project, self.meeting.as_ref()?);
        project.find::<Promise>(row).filter(|promise| promise.meeting.0 == Some(state.id))?;
        let mut edits = vec![Edit::Remove { sheet: Promise::SHEET, row }];
        // The finding that it was made of is open again.
        let answers = project.rows::<Answer>().iter().filter(|answer| Id::parse(&answer.row) == Some(row));
        edits.extend(answers.map(|answer| Edit::Remove { sheet: Answer::SHEET, row: answer.id }));
        // So is the issue that was parked.
        let issues = project.rows::<Parked>().iter().filter(|issue| Id::parse(&issue.row) == Some(row));
        edits.extend(issues.flat_map(|issue| reopened(issue.id)));
        Some(Edit::Many(edits))
    }

    /// After a text that was left is discarded, nothing stays of the row that was begun for it in a meeting.
    pub(in crate::app) fn drop_row_of(&mut self, left: &Draft) {
        self.drop_blank_rows();
        let Some(opened) = self.opened.as_ref().filter(|_| left.sheet == Review::SHEET) else { return };
        let project = &opened.project;
        let meets = project.rows::<Meeting>().iter().any(|meeting| meeting.is_under_way(self.today));
        let of_draft = left.row.and_then(|row| project.find::<Review>(row)).filter(|_| meets);
        // Whoever has said more of it than what a meeting begins with has begun it elsewhere.
        let is_begun = |review: &&Review| {
            let owner = review.kpi.0.and_then(|kpi| project.find::<Kpi>(kpi)).map(|kpi| &kpi.owner);
            review.date == Some(self.today)
                && review.is_blank()
                && owner == Some(&review.owner)
                && review.due == super::week_after(self.today)
        };
        if let Some(row) = of_draft.filter(is_begun).map(|review| review.id) {
            self.note_silently(vec![Edit::Remove { sheet: Review::SHEET, row }]);
        }
    }

    /// Removes the rows that were begun for a field and never filled, as when the terminal was closed meanwhile.
    pub(in crate::app) fn drop_blank_rows(&mut self) {
        if self.layers.iter().any(|layer| matches!(layer, Layer::Cell(_))) || self.locked().is_err() {
            return;
        }
        let Some(opened) = &self.opened else { return };
        let (project, today) = (&opened.project, Some(self.today));
        // A text that was left may still go back into its row.
        let waits = |sheet: &str, row: Id| {
            self.layers.iter().any(|layer| {
                let Layer::Ask(Ask { about: Asked::Draft(left), .. }) = layer else { return false };
                left.sheet == sheet && left.row == Some(row)
            })
        };
        let blank = |text: &str| text.trim().is_empty();
        let decisions = project.rows::<Decision>().iter();
        let decisions = decisions.filter(|row| row.date == today && blank(&row.decision.0) && blank(&row.by));
        let parked = project.rows::<Parked>().iter();
        let parked = parked.filter(|row| row.date == today && blank(&row.issue.0) && blank(&row.how.0));
        let readings = project.rows::<Reading>().iter();
        let readings = readings.filter(|row| {
            // One of last week's is of today as well, by the day on which it was begun.
            (row.date == today || row.entered.day() == today)
                && row.value.is_none()
                && row.centre.0.is_none()
                && blank(&row.note)
        });
        let rows: Vec<(&'static str, Id)> = decisions
            .map(|row| (Decision::SHEET, row.id))
            .chain(parked.map(|row| (Parked::SHEET, row.id)))
            .chain(readings.map(|row| (Reading::SHEET, row.id)))
            .filter(|(sheet, row)| !waits(sheet, *row))
            .collect();
        if !rows.is_empty() {
            self.note_silently(rows.into_iter().map(|(sheet, row)| Edit::Remove { sheet, row }).collect());
        }
    }
}

/// The edits that open a parked issue again.
fn reopened(issue: Id) -> Vec<Edit> {
    let columns = [Parked::COL.settled, Parked::COL.outcome, Parked::COL.how, Parked::COL.row];
    columns.map(|column| Edit::put(issue, column, Cell::Empty)).to_vec()
}
