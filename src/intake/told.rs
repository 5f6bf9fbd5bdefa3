//! A column of words beside the day on which something was done: where the day is blank the word tells whether it was.

use super::titles::ticks_status;
use super::{CellPlan, Field, Intake, LinePlan, Out, Planner};
use crate::say;
use crate::sheet::{is_dashes, is_nothing_word};
use crate::text::{Phrase, count, first_few};

/// What such a column has told of the one with the days.
#[derive(Default)]
pub(super) struct Told {
    /// The columns of the block: that of the words, that of the days.
    columns: Option<(usize, usize)>,
    /// The lines whose blank day holds the word now, in their order, with what stood there.
    filled: Vec<(usize, String)>,
    /// The lines whose word says that it is not done although there is a day.
    against: Vec<usize>,
}

impl Intake {
    /// Puts the word that tells how far a line has come where its day is blank. What was put there before is taken back first.
    pub(super) fn tell_done(&mut self) {
        let Told { columns, filled, .. } = std::mem::take(&mut self.told);
        for (n, was) in filled {
            let cell = columns.and_then(|(_, day)| self.lines.get_mut(n)?.get_mut(day));
            if let Some(cell) = cell {
                *cell = was;
            }
        }
        let own = self.from.copied || self.is_exported() || self.fields.contains(&Field::Ids);
        let (Some(titles), false) = (self.titles, own) else { return };
        let ticks = |field: &Field| field.column().is_some_and(|c| ticks_status(&self.def.columns[c]));
        let Some(day) = self.fields.iter().position(ticks) else { return };
        let tells = |at: &usize| {
            let (columns, _) = super::fields_called(self.def, &self.short, self.title(*at));
            self.fields[*at] == Field::Out(Out::Unknown)
                && self.is_status_at(titles, *at, &columns)
                && self.tells_status(titles, *at)
        };
        let Some(word) = (0..self.fields.len()).find(tells) else { return };
        self.told.columns = Some((word, day));
        for n in self.first()..self.lines.len() {
            let line = &mut self.lines[n];
            let Some(said) = line.get(word).filter(|said| !said.trim().is_empty()).cloned() else { continue };
            let done = super::status::is_done(&said);
            let there = line.get(day).map_or("", |there| there.trim());
            let is_blank = there.is_empty() || is_dashes(there) || is_nothing_word(there);
            if !is_blank && done == Some(false) && super::status::is_done(there).is_none() {
                self.told.against.push(n);
            }
            if is_blank && done != Some(false) {
                line.resize(line.len().max(day + 1), String::new());
                self.told.filled.push((n, std::mem::replace(&mut line[day], said)));
            }
        }
    }

    /// Whether a cell holds what another column has told of it.
    pub(super) fn is_told(&self, n: usize, at: usize) -> bool {
        self.is_told_at(at) && self.told.filled.binary_search_by_key(&n, |(line, _)| *line).is_ok()
    }

    /// Whether another column has told of this one, which holds the days.
    pub(super) fn is_told_at(&self, at: usize) -> bool {
        self.told.columns.is_some_and(|(_, day)| day == at)
    }

    /// Whether a column of the block has told something of another.
    pub(super) fn tells(&self, at: usize) -> bool {
        self.told.columns.is_some_and(|(word, _)| word == at)
    }
}

impl Planner {
    /// Says of how many lines only the word tells that they are done, and which days it contradicts.
    pub(super) fn note_told(&mut self, intake: &Intake) {
        let Some((word, day)) = intake.told.columns else { return };
        let title = intake.title(word).to_owned();
        let today = self.today;
        let is_ticked = |line: &&LinePlan| {
            intake.is_told(line.line, day)
                && line
                    .cells
                    .get(day)
                    .is_some_and(|cell| matches!(cell, CellPlan::Fill(said) if said.en == today.to_string()))
        };
        let ticked = self.plan.lines.iter().filter(is_ticked).count();
        if ticked > 0 {
            let lines = count(ticked as u64, "行", "line", "lines");
            self.note(say!(
                "“{title}”写着完成、没有日期的 {lines}，按今天 {today} 打勾，请确认",
                "Done by '{title}', without a day: {lines}, ticked with that of today, {today}; please check",
                lines
            ));
        }
        let against: Vec<Phrase> =
            intake.told.against.iter().map(|n| Phrase::same(intake.name_of_line(*n))).collect();
        if !against.is_empty() {
            let lines = first_few(&against, 8);
            self.note(say!(
                "第 {lines} 行的“{title}”说没有完成，却有完成日期：按日期算完成，请确认",
                "'{title}' says not done and there is a day: taken as done on that day, please check line {lines}",
                lines
            ));
        }
    }
}
