//! The named days of a chart: a sign exactly under each, its name beside it where there is room, else a
//! number that a list below explains. It must not know how the chart itself is drawn.

use crate::calendar::{day_at, short_day};
use crate::sort::StableSort;
use crate::text::{Lang, Phrase, fit, width};
use std::collections::BTreeMap;

/// More lines of names than this are not worth the room they take from the plot.
const LINES: usize = 3;

/// What is written beside a sign.
#[derive(Debug, PartialEq)]
pub(super) enum Said {
    /// The name, or nothing.
    Name(String),
    /// The numbers of its names in the list.
    Number(String),
}

/// A name of the list.
#[derive(Debug, PartialEq)]
struct Listed {
    /// The name, behind its number.
    name: String,
    /// Its day.
    day: String,
    /// Its place by importance, from 0.
    place: usize,
}

/// Where the signs stand, and what the list says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Marks {
    /// Columns of the plot with what is written beside the sign.
    pub(super) signs: Vec<(u16, Said)>,
    /// The names that had no room, by their days.
    listed: Vec<Listed>,
}

impl Marks {
    /// Lays out named days over a plot of so many cells; `column` gives that of a day, if it is in the plot.
    pub(super) fn of(
        days: &[(f64, Phrase)],
        cells: u16,
        column: impl Fn(f64) -> Option<u16>,
        lang: Lang,
    ) -> Marks {
        let mut at: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
        for (n, (x, _)) in days.iter().enumerate() {
            if let Some(column) = column(*x) {
                at.entry(column).or_default().push(n);
            }
        }
        let name = |n: usize| days.get(n).map_or("", |(_, name)| name.get(lang).trim());
        let columns: Vec<u16> = at.keys().copied().collect();
        // The cells from each sign to the next, or to the end of the plot.
        let room: Vec<u16> = columns
            .iter()
            .enumerate()
            .map(|(n, from)| columns.get(n + 1).map_or(cells + 1, |next| *next) - from)
            .collect();
        // A name leaves a blank before the next sign.
        let beside = |days: &[usize], room: u16| {
            matches!(days, [one] if width(name(*one)) + 2 <= usize::from(room)).then(|| name(days[0]))
        };
        let groups = || at.values().zip(&room);
        let mut numbered: Vec<usize> = groups()
            .filter(|(days, room)| beside(days, **room).is_none())
            .flat_map(|(days, _)| days.iter().copied())
            .collect();
        // Numbers go from left to right, as the signs do.
        numbered.stable_sort_by(|one, other| days[*one].0.total_cmp(&days[*other].0).then(one.cmp(other)));
        let number = |day: &usize| numbered.iter().position(|n| n == day).map(|n| n + 1);
        let signs = columns.iter().zip(groups()).map(|(column, (days, room))| {
            if let Some(name) = beside(days, *room) {
                return (*column, Said::Name(name.to_owned()));
            }
            let mut numbers: Vec<usize> = days.iter().filter_map(number).collect();
            numbers.sort_unstable();
            let numbers = numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(",");
            let end = columns.last() == Some(column);
            let fits = width(&numbers) + 1 + usize::from(end) <= usize::from(*room);
            (*column, Said::Number(if fits { numbers } else { String::new() }))
        });
        let signs = signs.collect();
        let listed = numbered.iter().enumerate().map(|(n, day)| {
            let on = days.get(*day).and_then(|(x, _)| day_at(*x)).map(short_day).unwrap_or_default();
            Listed { name: format!("{} {}", n + 1, name(*day)), day: on.get(lang).to_owned(), place: *day }
        });
        Marks { signs, listed: listed.collect() }
    }

    /// The list in lines of so many cells, at most so many lines. Where it is too long the least important names are left
    /// out, which an ellipsis tells.
    pub(super) fn lines(&self, cells: u16, most: usize) -> Vec<String> {
        let most = most.min(LINES);
        let mut kept: Vec<&Listed> = self.listed.iter().collect();
        loop {
            let lines = lines_of(&kept, cells, kept.len() < self.listed.len());
            if lines.len() <= most || kept.is_empty() {
                return if most == 0 { Vec::new() } else { lines };
            }
            let least = kept.iter().map(|listed| listed.place).max();
            kept.retain(|listed| Some(listed.place) != least);
        }
    }
}

/// Names one after the other in lines of so many cells, with an ellipsis where some are left out.
fn lines_of(kept: &[&Listed], cells: u16, left_out: bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for listed in kept {
        // A long name gives way, its day stays.
        let room = usize::from(cells).saturating_sub(width(&listed.day) + 1);
        let entry = format!("{} {}", fit(&listed.name, room), listed.day);
        // Room for the ellipsis is kept in any case.
        match lines.last_mut() {
            Some(line) if width(line) + 2 + width(&entry) + 2 <= usize::from(cells) => {
                line.push_str("  ");
                line.push_str(&entry);
            }
            _ => lines.push(entry),
        }
    }
    if left_out && let Some(line) = lines.last_mut() {
        line.push_str(" …");
    }
    lines
}
