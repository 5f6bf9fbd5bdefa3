//! Months written where a day is wanted: offered as their last days, all of a column at once.

use super::plan::Wrong;
use super::{CellPlan, Goes, Intake, Mend, Planner};
use crate::calendar::{Month, Toward, parse_date_toward};
use crate::say;
use crate::sheet::Kind;
use crate::text::Phrase;
use chrono::{Datelike, NaiveDate};
use std::collections::HashSet;

/// The months of a column of the block.
#[derive(Default)]
pub(super) struct Months {
    /// What stands there, each once and in order, with its last day.
    days: Vec<(String, NaiveDate)>,
    /// Whether a person has said that their last days are meant.
    is_decided: bool,
    /// Whether they stand there as days: their first ones, as a spreadsheet keeps `Jan-26`, or `Jan 26`.
    are_days: bool,
}

impl Months {
    fn last_day(&self, typed: &str) -> Option<NaiveDate> {
        self.days.iter().find(|(of, _)| of == typed.trim()).map(|(_, day)| *day)
    }
}

impl Intake {
    /// Whether months stand in a column of the block where days are wanted, and whether they count as their last days.
    pub fn months_in(&self, at: usize, today: NaiveDate) -> Option<bool> {
        let months = self.months_of(at, today);
        (!months.days.is_empty()).then_some(months.is_decided)
    }

    /// The months of each column of the block.
    pub(super) fn months(&self, today: NaiveDate) -> Vec<Months> {
        (0..self.width()).map(|at| self.months_of(at, today)).collect()
    }

    fn months_of(&self, at: usize, today: NaiveDate) -> Months {
        let column = self.fields.get(at).and_then(|field| field.column()).map(|at| &self.def.columns[at]);
        let Some(column) = column.filter(|column| matches!(column.kind, Kind::Date | Kind::Tick)) else {
            return Months::default();
        };
        let (mut seen, mut written) = (HashSet::new(), Vec::<(&str, Option<Month>)>::new());
        for cell in self.lines.iter().skip(self.first()).filter_map(|line| line.get(at)) {
            let cell = cell.trim();
            if !cell.is_empty() && seen.insert(cell) {
                written.push((cell, Month::of(cell, today)));
            }
        }
        let is_decided = self.months.contains(&Some(at)) || self.months.contains(&None);
        let mut are_days = false;
        let mut months: Vec<(&str, Month)> =
            written.iter().filter_map(|(cell, month)| Some((*cell, (*month)?))).collect();
        if months.is_empty() && written.len() > 1 {
            let all: Vec<&str> = written.iter().map(|(cell, _)| *cell).collect();
            let short = Month::with_short_years(&all, today).unwrap_or_default();
            are_days = !short.is_empty();
            months = all.into_iter().zip(short).collect();
        }
        if months.is_empty() && self.is_reshaped() && written.len() > 1 {
            let first = |cell: &str| {
                let day = parse_date_toward(cell, today, column.toward).ok();
                day.filter(|day| day.day() == 1).map(Month::around)
            };
            let firsts: Option<Vec<(&str, Month)>> =
                written.iter().map(|(cell, _)| Some((*cell, first(cell)?))).collect();
            months = firsts.unwrap_or_default();
            are_days = !months.is_empty();
        }
        let only: Vec<Month> = months.iter().map(|(_, month)| *month).collect();
        let days = Month::last_days(&only, today, column.toward);
        let days = months.iter().zip(days).filter_map(|((cell, _), day)| Some(((*cell).to_owned(), day?)));
        Months { days: days.collect(), is_decided, are_days }
    }
}

impl Planner {
    /// The day that a month means, where its last day does.
    pub(super) fn last_day_meant(&self, at: usize, typed: &str) -> Option<NaiveDate> {
        self.months.get(at).filter(|months| months.is_decided)?.last_day(typed)
    }

    /// What is said of a month that is not over, where its last day is meant and only what has been can be told.
    pub(super) fn ask_month(&self, column: usize, at: usize, typed: &str) -> Option<CellPlan> {
        let last = self.last_day_meant(at, typed)?;
        if last <= self.today || self.def.columns[column].toward != Toward::Past {
            return None;
        }
        let (year, month, named) = (last.year(), last.month(), last.format("%B %Y").to_string());
        let today = self.today;
        if Month::around(last) != Month::around(today) {
            let reason = say!(
                "{year} 年 {month} 月还没有到：写错了就改，不要就去掉",
                "{named} has not come: correct it, or leave it out"
            );
            return Some(CellPlan::Wrong(Box::new(Wrong { reason, proposals: Vec::new() })));
        }
        let reason = say!(
            "{year} 年 {month} 月还没有过完，{last} 还没到：写这个数是哪一天的，或等月底再填",
            "{named} is not over, and {last} has not come: type the day of the value, or wait for the end of the month"
        );
        let day = say!("今天，{today}", "Today, {today}");
        let proposals = vec![(day, Mend::Typed(today.to_string()))];
        Some(CellPlan::Wrong(Box::new(Wrong { reason, proposals })))
    }

    /// Offers to take all months of a column as their last days, where one of them does not fit.
    pub(super) fn offer_months(&self, at: usize, typed: &str, read: &mut CellPlan) {
        let Some(months) = self.months.get(at).filter(|months| !months.is_decided && !months.are_days) else {
            return;
        };
        if let (CellPlan::Wrong(wrong), Some(day)) = (read, months.last_day(typed)) {
            let all = if months.days.len() > 1 {
                say!("都取当月最后一天，这里是 {day}", "The last day of each month, here {day}")
            } else {
                say!("当月最后一天，{day}", "The last day of the month, {day}")
            };
            wrong.proposals.insert(0, (all, Mend::Months));
        }
    }

    /// Whether a text is the first day of a month.
    fn is_first(&self, typed: &str) -> bool {
        parse_date_toward(typed, self.today, Toward::Near).is_ok_and(|day| day.day() == 1)
    }

    /// Says as which days months were read, or that days may stand for months.
    pub(super) fn note_months(&mut self, intake: &Intake) {
        for at in 0..intake.width() {
            let Some(column) = intake.fields[at].column() else { continue };
            let Some(months) = self.months.get(at) else { continue };
            let (Some((first, day)), Some((last, until))) = (months.days.first(), months.days.last()) else {
                continue;
            };
            let is_stored = self.plan.lines.iter().any(|line| {
                !matches!(line.goes, Goes::Blank | Goes::Out(_))
                    && matches!(line.cells.get(at), Some(CellPlan::Fill(_) | CellPlan::Over(..)))
            });
            let title: Phrase = self.column_title(column);
            let note = match (months.is_decided, months.are_days) {
                (true, _) if first == last => say!(
                    "“{title}”里的月份取最后一天：“{first}”是 {day}",
                    "{title}: a month is its last day, '{first}' is {day}",
                    title
                ),
                (true, _) => say!(
                    "“{title}”里的月份取最后一天：“{first}”是 {day}，“{last}”是 {until}",
                    "{title}: months are their last days, '{first}' is {day}, '{last}' is {until}",
                    title
                ),
                (false, true) if is_stored && !self.is_first(first) => say!(
                    "“{title}”按日读：“{first}”是某月的这一日；数字是年、说的是整月的话，请取每月最后一天（屏幕上在标题行选，命令行加 --month-end）",
                    "{title}: '{first}' is read as a day of the month; if the number is a year and whole months are meant take their last days (on the line of titles, or with --month-end)",
                    title
                ),
                (false, true) if is_stored => say!(
                    "“{title}”都是每月 1 日：说的是整月的话，请取每月最后一天（屏幕上在标题行选，命令行加 --month-end）",
                    "{title}: all are the first of a month; if whole months are meant take their last days (on the line of titles, or with --month-end)",
                    title
                ),
                (false, _) => continue,
            };
            self.note(note);
        }
    }
}
