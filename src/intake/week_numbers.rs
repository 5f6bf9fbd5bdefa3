//! Weeks written by their number alone, which may be those of the project or of the year: told apart for a whole column.

use super::draft::Draft;
use super::plan::{CellPlan, Goes, Wrong};
use super::{Intake, Mend, Planner, Rest};
use crate::project::Project;
use crate::registry;
use crate::say;
use crate::sheet::Kind;
use crate::tool::{NumberedWeek, said_of_project};
use chrono::NaiveDate;
use std::collections::HashSet;

/// Whose weeks are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weeks {
    /// Those of the project.
    OfProject,
    /// Those of the year.
    OfYear,
}

/// The weeks of a column of the block.
#[derive(Default)]
pub(super) struct WeekNumbers {
    /// What stands there, each once and in order, with what it may be.
    written: Vec<(String, NumberedWeek)>,
    decided: Option<Weeks>,
}

impl WeekNumbers {
    fn is(&self, typed: &str) -> Option<&NumberedWeek> {
        self.written.iter().find(|(of, _)| of == typed.trim()).map(|(_, week)| week)
    }

    /// Whether all of them may be weeks of the year.
    fn may_be_of_year(&self) -> bool {
        !self.written.is_empty() && self.written.iter().all(|(_, week)| week.of_year.is_some())
    }

    /// Whether all of them may well be either, and nobody has decided which.
    fn are_open(&self) -> bool {
        self.decided.is_none()
            && !self.written.is_empty()
            && self.written.iter().all(|(_, week)| week.either().is_some())
    }
}

impl Intake {
    /// Whose the weeks of a column of the block are that are written by their numbers, where they may be of the year.
    pub fn weeks_in(&self, at: usize, project: &Project, today: NaiveDate) -> Option<Weeks> {
        let weeks = self.weeks_of(at, project, today);
        weeks.may_be_of_year().then_some(weeks.decided.unwrap_or(Weeks::OfProject))
    }

    /// The weeks of each column of the block.
    pub(super) fn week_numbers(&self, project: &Project, today: NaiveDate) -> Vec<WeekNumbers> {
        (0..self.width()).map(|at| self.weeks_of(at, project, today)).collect()
    }

    fn weeks_of(&self, at: usize, project: &Project, today: NaiveDate) -> WeekNumbers {
        let column = self.fields.get(at).and_then(|field| field.column());
        let is_day = column.is_some_and(|column| self.def.columns[column].kind == Kind::Date);
        if !is_day || self.def.measured_by.is_none() {
            return WeekNumbers::default();
        }
        let (mut seen, mut written) = (HashSet::new(), Vec::new());
        for cell in self.lines.iter().skip(self.first()).filter_map(|line| line.get(at)) {
            let cell = cell.trim();
            if !cell.is_empty()
                && seen.insert(cell)
                && let Some(week) = registry::numbered_week(project, self.def.key, cell, today)
            {
                written.push((cell.to_owned(), week));
            }
        }
        let decided = self.weeks.get(&Some(at)).or_else(|| self.weeks.get(&None)).copied();
        WeekNumbers { written, decided }
    }
}

impl Planner {
    /// How a week is written with its year, where those of its column are weeks of the year.
    pub(super) fn week_meant(&self, at: usize, typed: &str) -> Option<String> {
        let weeks = self.weeks.get(at).filter(|weeks| weeks.decided == Some(Weeks::OfYear))?;
        let week = match weeks.is(typed) {
            Some(week) => week.clone(),
            None => registry::numbered_week(&self.project, self.def.key, typed, self.today)?,
        };
        // One that lies further back is of the year all the same, where that was said.
        Some(week.of_year.map_or(week.latest, |of_year| of_year.written))
    }

    /// Offers to take all weeks of a column as weeks of the year, where one of them is none of the project.
    pub(super) fn offer_weeks(&self, at: usize, typed: &str, read: &mut CellPlan) {
        let Some(weeks) = self.weeks.get(at).filter(|weeks| weeks.decided != Some(Weeks::OfYear)) else {
            return;
        };
        let of_year =
            weeks.is(typed).filter(|_| weeks.may_be_of_year()).and_then(|week| week.of_year.as_ref());
        if let (CellPlan::Wrong(wrong), Some(week)) = (read, of_year) {
            let written = &week.written;
            let all = if weeks.written.len() > 1 {
                say!("都是日历上的周，这里是 {written}", "All are calendar weeks, here {written}")
            } else {
                say!("日历上的周，{written}", "The calendar week {written}")
            };
            wrong.proposals.insert(0, (all, Mend::Weeks(Weeks::OfYear)));
        }
    }

    /// Asks whose week is meant, where as one of the project it would change a value that is there.
    pub(super) fn ask_weeks(&self, intake: &Intake, cells: &[String], draft: &Draft, read: &mut [CellPlan]) {
        let column = |at: usize| intake.column_at(draft.line, at).map(|column| &self.def.columns[column]);
        let is_changed = read.iter().enumerate().any(|(at, cell)| {
            matches!(cell, CellPlan::Over(..)) && column(at).is_some_and(|column| column.kind == Kind::Number)
        });
        if !is_changed {
            return;
        }
        for (at, typed) in cells.iter().enumerate() {
            let Some(weeks) = self.weeks.get(at).filter(|weeks| weeks.are_open()) else { continue };
            let Some((ours, of_year)) = weeks.is(typed).and_then(NumberedWeek::either) else { continue };
            let mend = intake.mend(at, typed);
            if matches!(mend, Some(Mend::Typed(_) | Mend::Meant)) {
                continue;
            }
            let (typed, written) = (typed.trim(), &of_year.written);
            let ((from, to), (first, last)) = (ours, of_year.days);
            let reason = say!(
                "“{typed}”可能是项目的周（{from} 至 {to}），也可能是日历上的 {written}（{first} 至 {last}）；按项目的周会改掉已有的数据：整张表是哪一种？",
                "'{typed}' may be a week of the project ({from} to {to}) or {written} of the calendar ({first} to {last}); as a week of the project it would change readings that are there: which are they in the whole table?"
            );
            if intake.rest == Rest::Empty || mend == Some(&Mend::Empty) {
                read[at] = CellPlan::Left(reason);
                continue;
            }
            let proposals = vec![
                (
                    say!("都是日历上的周，这里是 {written}", "All are calendar weeks, here {written}"),
                    Mend::Weeks(Weeks::OfYear),
                ),
                (
                    say!(
                        "都是项目的周，这里是 {from} 至 {to}",
                        "All are weeks of the project, here {from} to {to}"
                    ),
                    Mend::Weeks(Weeks::OfProject),
                ),
            ];
            read[at] = CellPlan::Wrong(Box::new(Wrong { reason, proposals }));
        }
    }

    /// Says whose weeks they were read as.
    pub(super) fn note_weeks(&mut self, intake: &Intake) {
        for at in 0..intake.width() {
            let Some(weeks) = self.weeks.get(at) else { continue };
            let is_stored = |typed: &str| {
                self.plan.lines.iter().any(|line| {
                    let is_it = intake.lines[line.line].get(at).is_some_and(|cell| cell.trim() == typed);
                    let is_read = matches!(
                        line.cells.get(at),
                        Some(CellPlan::Fill(_) | CellPlan::Over(..) | CellPlan::Same(_))
                    );
                    is_it && is_read && !matches!(line.goes, Goes::Blank | Goes::Out(_))
                })
            };
            let Some((typed, week)) = weeks.written.iter().find(|(typed, _)| is_stored(typed)) else {
                continue;
            };
            let note = match (weeks.decided, &week.of_year) {
                (Some(Weeks::OfYear), Some(week)) => {
                    let (written, last) = (&week.written, week.days.1.min(self.today));
                    say!(
                        "“第几周”按日历的周算，数据记在那一周的最后一天：“{typed}”是 {written}，记在 {last}",
                        "Weeks are those of the calendar; a reading is dated the last day of its week: '{typed}' is {written}, dated {last}"
                    )
                }
                (Some(Weeks::OfYear), None) => continue,
                _ => said_of_project(),
            };
            if !self.plan.notes.contains(&note) {
                self.note(note);
            }
        }
    }
}
