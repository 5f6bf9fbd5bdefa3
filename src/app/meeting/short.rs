//! What is typed in a field of the meeting before it goes into its cell: a letter alone may be an answer, and a day of
//! something to come has not passed.

use crate::agenda::{About, Page};
use crate::app::layer::{Begun, CellEdit, Layer, Opening};
use crate::app::{App, Mode, Screen};
use crate::command::Command;
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::registry;
use crate::say;
use crate::sheet::{Cell, Id, Kind, Row as _};
use crate::text::{Phrase, text};
use crate::tools::actions::Promise;
use crate::tools::kpi::Review;
use crate::tools::meetings::{Answer, Decision, KPI_CODE, Meeting, Parked};
use chrono::{Datelike, Days, NaiveDate};
use unicode_normalization::UnicodeNormalization as _;

/// The answers of one letter to an indicator that is off track. Where words are typed Enter makes the letter one.
const ANSWERS: [Command; 2] = [Command::MeetUnknown, Command::MeetFine];

/// A day longer ago than this was written with another year in mind.
const OTHER_YEAR: i64 = 60;

impl App {
    /// The answers of one letter that the field, or else the line under the cursor, takes.
    pub(super) fn short_answers(&self) -> Vec<Command> {
        let column = match self.layers.last() {
            Some(Layer::Cell(edit)) => column_of(edit),
            Some(_) => None,
            None => match self.meeting_about() {
                Some(About::NewReview(column)) => Some(column),
                Some(About::Cell(place)) if place.sheet == Review::SHEET => Some(place.column),
                _ => None,
            },
        };
        let Some(kpi) = self.exception().filter(|_| column.is_some_and(is_answered)) else {
            return Vec::new();
        };
        ANSWERS.into_iter().filter(|command| self.is_open_answer(*command, kpi)).collect()
    }

    /// Whether an answer of one letter can still be given to an indicator.
    fn is_open_answer(&self, command: Command, kpi: Id) -> bool {
        let open = self.with_agenda(|agenda, _| {
            let review = agenda.review(kpi);
            let (cause, action) =
                review.map_or((true, true), |row| (is_blank(&row.root_cause.0), is_blank(&row.action.0)));
            (cause && action, action && agenda.no_action(kpi).is_none())
        });
        let (unknown, fine) = open.unwrap_or_default();
        if command == Command::MeetUnknown { unknown } else { fine }
    }

    /// Whether a command is no answer of one letter that has been given already: its key is not worth showing.
    pub fn is_worth_showing(&self, command: Command) -> bool {
        !ANSWERS.contains(&command) || self.exception().is_none_or(|kpi| self.is_open_answer(command, kpi))
    }

    /// The indicator of the page, if it is that of one that is off track.
    pub(super) fn exception(&self) -> Option<Id> {
        match self.meeting.as_ref()?.page {
            Page::Exception { kpi, .. } => Some(kpi),
            _ => None,
        }
    }

    /// Takes what was typed in a field where it is an answer and no text: true then. `Err` says why a day cannot be meant.
    pub(in crate::app) fn answers_in_field(&mut self) -> Result<bool, Phrase> {
        let Some(Layer::Cell(edit)) = self.layers.last() else { return Ok(false) };
        if !edit.editor.is_changed_since_start() {
            return Ok(false);
        }
        let typed = edit.editor.text().trim().to_owned();
        if edit.kind == Kind::Date {
            return self.is_past(edit, &typed).map_or(Ok(false), Err);
        }
        let made = edit.begun.is_some_and(Begun::made_row);
        if typed.is_empty() && !made && is_what_it_is(edit) {
            let how = self.how(Command::MeetTakeBack);
            return Err(say!(
                "没有内容就不知道说的是什么：要收回，先按 Esc，再{how}",
                "Without words nobody knows what it is: to take it back press Esc, then {how}",
                how
            ));
        }
        // A Chinese keyboard may type it full-width.
        let mut letters = typed.nfkc();
        let (Some(letter), None) = (letters.next(), letters.next()) else { return Ok(false) };
        let is_key = |command: &Command| {
            let mut keys = self.choices.bindings.keys(*command).filter_map(crate::command::Chord::typed);
            keys.any(|key| key.eq_ignore_ascii_case(&letter))
        };
        let answered = column_of(edit).is_some_and(is_answered) && self.exception().is_some();
        let Some(command) = ANSWERS.into_iter().find(is_key).filter(|_| answered) else { return Ok(false) };
        self.drop_draft();
        self.layers.pop();
        if made {
            self.forget_last();
        }
        if let Some(state) = self.meeting.as_mut() {
            state.chosen = false;
        }
        self.run_in_meeting(command);
        Ok(true)
    }

    /// Why a day cannot be meant: every day that a meeting asks for is one to come.
    fn is_past(&self, edit: &CellEdit, typed: &str) -> Option<Phrase> {
        let def = registry::sheets().into_iter().find(|def| def.key == edit.sheet)?;
        let sheet = self.opened.as_ref()?.project.sheet(def.key)?;
        let row = sheet.row(sheet.position(edit.row?)?)?;
        let read =
            registry::read_cell(&self.opened.as_ref()?.project, row, edit.column, typed, self.today).ok()?;
        let (Cell::Date(day), today) = (read, self.today) else { return None };
        if day >= today {
            return None;
        }
        let coming = coming(day, today);
        Some(match coming {
            Some(coming) => say!(
                "{day} 已经过了（今天 {today}）；要写今天或以后的日子，比如 {coming}",
                "{day} has passed (today is {today}); write today or a later day, such as {coming}"
            ),
            None => say!(
                "{day} 已经过了；要写今天（{today}）或以后的日子",
                "{day} has passed; write today ({today}) or a later day"
            ),
        })
    }

    /// What the row of a field is, as far as its column does not say it: the field covers the line that it belongs to. Where
    /// promises are gone through it is the promise, whatever it stands with. None outside of a meeting, where the row stands
    /// beside.
    pub fn whose_field(&self, edit: &CellEdit) -> Option<Phrase> {
        if self.screen != Screen::Meeting {
            return None;
        }
        let project = &self.opened.as_ref()?.project;
        let sheet = project.sheet(edit.sheet)?;
        let row = sheet.row(sheet.position(edit.row?)?)?;
        let of_promises =
            self.meeting.as_ref().is_some_and(|state| matches!(state.page, Page::Promises | Page::Promised));
        let action = self.promises_in(edit.sheet).filter(|_| of_promises).map(|columns| columns.action.at);
        let named_by = action.unwrap_or_else(|| sheet.def().key_columns.first().copied().unwrap_or_default());
        let says_it = named_by == edit.column || edit.sheet == Meeting::SHEET;
        (!says_it).then(|| crate::project::cell_phrase(project, row, named_by))
    }

    /// A key of the meeting that works while something is typed: what is typed is confirmed, or left where nothing is.
    pub(in crate::app) fn aside_from_field(&mut self, command: Command) {
        let typed =
            matches!(self.layers.last(), Some(Layer::Cell(edit)) if edit.editor.is_changed_since_start());
        // What was answered before the field opened stays.
        let answers = matches!(self.layers.last(), Some(Layer::Cell(CellEdit { begun: Some(begun), .. })) if begun.opening == Opening::Answered);
        if !typed && !answers {
            self.give_up();
        } else if !self.confirm_and_leave() {
            return;
        }
        if self.enabled(command).is_ok() {
            self.run_in_meeting(command);
        }
    }

    /// Takes a text that is pasted where nothing is typed yet: into a line that waits for words.
    pub(in crate::app) fn paste_in_meeting(&mut self, pasted: &str) {
        let one = !pasted.trim().contains(['\n', '\t']) && self.meeting_mode() == Mode::Words;
        if !one {
            let (back, leave) = (self.how(Command::Meet), self.how(Command::MeetLeave));
            return self.say(
                Level::Watch,
                say!(
                    "这里只能粘贴到等着写字的一行。一列或一块内容：{leave}离开，粘贴到它的表里，再{back}回来",
                    "Only a line that waits for words takes a text. For a column: leave with {leave}, paste it into its sheet, then {back}",
                    leave,
                    back
                ),
            );
        }
        self.edit_line();
        if let Some(layer @ Layer::Cell(_)) = self.layers.last_mut() {
            let paste = layer.keys().paste;
            if let Layer::Cell(edit) = layer {
                edit.editor.replace_all("");
            }
            paste(self, pasted.trim());
        }
    }

    /// The edit that takes back that an indicator needs no action this week, if this meeting has said so.
    pub(super) fn without_no_action(&self, kpi: Id) -> Option<Edit> {
        let code = format!("{KPI_CODE}{kpi}");
        let answer = self.with_agenda(|agenda, _| agenda.answer(&code).map(|answer| answer.id)).flatten()?;
        Some(Edit::Remove { sheet: Answer::SHEET, row: answer })
    }

    /// After a cell was filled in: an action takes back that none is needed this week.
    pub(super) fn act_after_all(&mut self, was: Place) {
        if (was.sheet, was.column) != (Review::SHEET, Review::COL.action.key) {
            return;
        }
        let review = was.row.and_then(|row| self.opened.as_ref()?.project.find::<Review>(row));
        let acts = review.filter(|row| !is_blank(&row.action.0));
        let Some(edit) = acts.and_then(|row| row.kpi.0).and_then(|kpi| self.without_no_action(kpi)) else {
            return;
        };
        if self.apply(edit, text("本周要行动", "Action after all")) {
            self.join_entry();
            // The line of the answer has gone, those below it have moved up.
            let line = self.meeting_page().and_then(|(view, ..)| self.line_of(&view, was));
            if let (Some(line), Some(state)) = (line, self.meeting.as_mut()) {
                state.line = line;
            }
            self.say(
                Level::Watch,
                text(
                    "有了行动，“本周不行动”已收回",
                    "With an action noted, 'no action this week' is taken back",
                ),
            );
        }
    }
}

/// The column of a field of the weekly review.
fn column_of(edit: &CellEdit) -> Option<&'static str> {
    let def = registry::sheets().into_iter().find(|def| def.key == edit.sheet && def.key == Review::SHEET)?;
    def.columns.get(edit.column).map(|column| column.key)
}

/// Whether a column of the weekly review can be answered with one letter.
fn is_answered(column: &str) -> bool {
    [Review::COL.root_cause.key, Review::COL.action.key].contains(&column)
}

/// Whether a field holds the words that its row is known by: without them it would stay and be seen nowhere.
fn is_what_it_is(edit: &CellEdit) -> bool {
    let column = |column: crate::sheet::Col| (column.sheet, column.at) == (edit.sheet, edit.column);
    column(Promise::COL.action) || column(Decision::COL.decision) || column(Parked::COL.issue)
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// The day to come that is most likely meant by one that has passed: the same weekday, or the same day of this year or
/// the next.
fn coming(day: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    let ago = today.signed_duration_since(day).num_days();
    if ago > OTHER_YEAR {
        let of_year = |year| day.with_year(year).filter(|coming| *coming >= today);
        return of_year(today.year()).or_else(|| of_year(today.year() + 1));
    }
    day.checked_add_days(Days::new((ago.unsigned_abs()).div_ceil(7) * 7))
}
