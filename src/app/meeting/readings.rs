//! This week's values, typed in a meeting.

use crate::app::App;
use crate::app::layer::Layer;
use crate::calendar::short_day;
use crate::command::Command;
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::say;
use crate::sheet::{Id, Row as _};
use crate::text::text;
use crate::tools::kpi;
use chrono::NaiveDate;

impl App {
    /// Opens this week's value of an indicator.
    pub(super) fn open_reading(&mut self, kpi: Id) {
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

    /// Opens the value that the line of an indicator shows, whichever week it is of; where the line asks for a value, that one.
    pub(super) fn edit_reading(&mut self, kpi: Id) {
        let settled = self.with_line(|line, _| line.settled) == Some(true);
        let shown = self.facts().and_then(|facts| kpi::shown_reading(facts, kpi)).filter(|_| settled);
        let Some((row, day)) = shown else { return self.open_reading(kpi) };
        self.open_field(Place::of(row, kpi::Reading::COL.value), false);
        if day < self.today {
            let day = short_day(day);
            self.say(Level::Blank, say!("改的是 {day} 的数据", "This changes the value of {day}", day));
        }
    }

    /// The day of the value that the line of an indicator shows, where it was entered today for an earlier day.
    pub(super) fn reading_of_today(&self, kpi: Id) -> Option<NaiveDate> {
        self.with_line(|line, _| line.settled).filter(|settled| *settled)?;
        let (row, day) = kpi::shown_reading(self.facts()?, kpi)?;
        let entered = self.opened.as_ref()?.project.find::<kpi::Reading>(row)?.entered.day();
        (day < self.today && entered == Some(self.today)).then_some(day)
    }

    /// A digit typed over the value of an indicator.
    pub(super) fn type_reading(&mut self, kpi: Id, typed: char) {
        if self.meeting.as_ref().is_some_and(|state| state.full) {
            let (on, mend) = (self.how(Command::Commit), self.how(Command::MeetEdit));
            return self.say(
                Level::Watch,
                say!(
                    "这是这一页最后一个数，“{typed}”没有记下：{on}到下一页，{mend}改这一个",
                    "This is the last value of the page, and '{typed}' was not noted: {on} goes to the next page, {mend} changes this one",
                    typed,
                    on,
                    mend
                ),
            );
        }
        // What was noted a moment ago is corrected, whichever day it is of.
        if self.reading_of_today(kpi).is_some() {
            self.edit_reading(kpi);
        } else {
            self.open_reading(kpi);
        }
        if let Some(Layer::Cell(edit)) = self.layers.last_mut() {
            edit.editor.replace_all("");
            edit.editor.insert(typed);
            self.touch_draft();
        }
    }

    /// Takes out a reading whose value was cleared, with the step that cleared it: without one it is none.
    pub(super) fn drop_emptied_reading(&mut self, was: Place) {
        let row =
            was.row.filter(|_| (was.sheet, was.column) == (kpi::Reading::SHEET, kpi::Reading::COL.value.key));
        let of = |id| self.opened.as_ref()?.project.find::<kpi::Reading>(id).cloned();
        let Some(reading) = row.and_then(of).filter(|reading| reading.value.is_none()) else { return };
        let said = text("去掉一个数据", "Reading taken out");
        if self.apply(Edit::Remove { sheet: kpi::Reading::SHEET, row: reading.id }, said) {
            self.join_entry();
            let undo = self.how(Command::Undo);
            self.say(
                Level::Watch,
                say!(
                    "这个数据去掉了；{undo}拿回来",
                    "That reading is taken out; {undo} brings it back",
                    undo
                ),
            );
        }
    }
    /// Takes out what the review of today says of an indicator, once all of it was cleared.
    pub(super) fn drop_emptied_review(&mut self, was: Place) {
        let row = was.row.filter(|_| was.sheet == kpi::Review::SHEET);
        let of = |id| self.opened.as_ref()?.project.find::<kpi::Review>(id).cloned();
        let emptied = row.and_then(of).filter(|review| review.date == Some(self.today) && review.is_blank());
        let Some(review) = emptied else { return };
        let edit = Edit::Remove { sheet: kpi::Review::SHEET, row: review.id };
        if self.apply(edit, text("去掉一条回顾", "Review taken out")) {
            self.join_entry();
        }
    }
}
