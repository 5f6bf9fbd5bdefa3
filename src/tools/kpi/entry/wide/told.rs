//! What is said of a table that is wider than the sheet.

use super::super::weeks::{Week, numbered};
use super::{Head, Table};
use crate::say;
use crate::text::{Phrase, count, names};
use crate::tool::said_of_project;

/// So many weeks are named whose number and days differ.
const TOLD: usize = 3;

impl Table<'_> {
    /// Says of a week that is written by its number and by its days which of them count, where they differ.
    fn said_of_both(&self, typed: &str) -> Option<Phrase> {
        let (number, days) = Week::by_both(typed, self.today)?;
        let span = |week: Week| week.span(self.project, self.today);
        let ((from, to), (first, last)) = span(number).zip(span(days))?;
        (last < from || to < first).then(|| {
            say!(
                "“{typed}”按写的日期算（{first} 至 {last}）；按周数会是 {from} 至 {to}",
                "'{typed}' goes by its days ({first} to {last}); by its number it would be {from} to {to}"
            )
        })
    }

    /// Says what is left out, and which weeks are meant.
    pub(super) fn notes(&self, heads: &[Head], nothing: usize) -> Vec<Phrase> {
        let mut notes = Vec::new();
        let is_other = |(at, head): &(usize, &Head)| {
            **head == Head::Other && !self.is_of_units(*at) && self.below(*at).next().is_some()
        };
        let (named, blank): (Vec<usize>, Vec<usize>) = heads
            .iter()
            .enumerate()
            .filter(is_other)
            .map(|(at, _)| at)
            .partition(|at| !self.title(*at).is_empty());
        if !named.is_empty() {
            let others: Vec<&str> = named.iter().map(|at| self.title(*at)).collect();
            notes.push(say!(
                "不是数据，略过：{others}",
                "Not readings, skipped: {others}",
                others = names(&others)
            ));
        }
        notes.extend(blank.iter().map(|at| {
            let column = at + 1;
            say!("第 {column} 列没有标题，略过", "Column {column} has no title and is skipped")
        }));
        let written = heads.iter().enumerate().flat_map(|(at, head)| match head {
            Head::Day(day) => vec![day.as_str()],
            Head::Days => self.below(at).collect(),
            _ => Vec::new(),
        });
        let written: Vec<&str> = written.collect();
        let weeks: Vec<(&str, Week)> = written
            .iter()
            .copied()
            .filter_map(|typed| Some((typed, Week::read(typed, self.today)?)))
            .collect();
        let by_days = weeks.iter().find_map(|(typed, week)| match week {
            Week::Days(_, last) => Some((*typed, *last)),
            _ => None,
        });
        let written_twice: Vec<Phrase> =
            written.iter().filter_map(|typed| self.said_of_both(typed)).take(TOLD).collect();
        if let Some((typed, last)) = by_days {
            notes.push(say!(
                "按日期写的周，数据记在最后一天，还没过完的记在今天：“{typed}”是 {last}",
                "A week written by its days is dated its last day, today at the latest: '{typed}' is {last}"
            ));
        }
        // Of those that may be of the year as well it is said when it is known.
        let is_ours = |(typed, week): &(&str, Week)| {
            matches!(week, Week::Project(_)) && numbered(self.project, typed, self.today).is_none()
        };
        if weeks.iter().any(is_ours) {
            notes.push(said_of_project());
        }
        notes.extend(self.said_weekdays(heads));
        notes.extend(written_twice);
        if nothing > 0 {
            let cells = count(nothing, "格", "cell", "cells");
            notes.push(say!(
                "写着“无”“待定”“N/A”之类的 {cells}，当作没有填",
                "N/A, TBD or the like in {cells}: taken as blank",
                cells
            ));
        }
        notes
    }
}
