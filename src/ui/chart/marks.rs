//! The named days of a chart: a sign exactly under each, its name beside it where there is room, else a
//! number that a list below explains. It must not know how the chart itself is drawn.

use crate::calendar::{day_at, short_day};
use crate::sort::StableSort;
use crate::text::{Lang, Phrase, fit, width};
use std::collections::BTreeMap;

/// So many lines of names are worth the room they take from the plot; of a high chart a quarter.
const LINES: usize = 3;

/// What is written beside a sign.
#[derive(Debug, PartialEq)]
enum Said {
    /// The name, or nothing.
    Name(String),
    /// The numbers of its days in the list.
    Days(Vec<usize>),
}

/// A name of the list.
#[derive(Debug, PartialEq)]
struct Listed {
    /// Its place by importance, from 0, which is that among the days.
    place: usize,
    name: String,
    /// Its day.
    day: String,
}

/// Where the signs stand, and what the list says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Marks {
    /// Columns of the plot with what is written beside the sign.
    signs: Vec<(u16, Said)>,
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
        let mut groups: Vec<(u16, Vec<usize>)> = at.into_iter().collect();
        let name = |n: usize| days.get(n).map_or("", |(_, name)| name.get(lang).trim());
        // The cells from each sign to the next, or to the end of the plot.
        let room = |groups: &[(u16, Vec<usize>)], n: usize| {
            usize::from(groups.get(n + 1).map_or(cells + 1, |(next, _)| *next) - groups[n].0)
        };
        // A name leaves a blank before the next sign.
        let beside = |days: &[usize], room: usize| {
            matches!(days, [one] if width(name(*one)) + 2 <= room).then(|| name(days[0]))
        };
        let of_list = |groups: &[(u16, Vec<usize>)]| {
            let without =
                groups.iter().enumerate().filter(|(n, (_, days))| beside(days, room(groups, *n)).is_none());
            let mut listed: Vec<usize> = without.flat_map(|(_, (_, days))| days.iter().copied()).collect();
            // Numbers go from left to right, as the signs do.
            listed.stable_sort_by(|one, other| days[*one].0.total_cmp(&days[*other].0).then(one.cmp(other)));
            listed
        };
        let mut listed = of_list(&groups);
        // Signs that leave no room for their numbers become one.
        let is_tight = |groups: &[(u16, Vec<usize>)], listed: &[usize], n: usize| {
            let (days, end) = (&groups[n].1, usize::from(n + 1 == groups.len()));
            let numbers = numbers(days, |day| listed.iter().position(|listed| listed == day).map(|n| n + 1));
            !numbers.is_empty() && width(&numbers) + 1 + end > room(groups, n)
        };
        while let Some(n) = (0..groups.len()).find(|n| groups.len() > 1 && is_tight(&groups, &listed, *n)) {
            let (kept, gone) = if n + 1 < groups.len() { (n, n + 1) } else { (n - 1, n) };
            let (_, days) = groups.remove(gone);
            groups[kept].1.extend(days);
            listed = of_list(&groups);
        }
        let said = |(n, (column, days)): (usize, &(u16, Vec<usize>))| match beside(days, room(&groups, n)) {
            Some(name) => (*column, Said::Name(name.to_owned())),
            None => (*column, Said::Days(days.clone())),
        };
        let listed = listed.iter().map(|place| {
            let on = days.get(*place).and_then(|(x, _)| day_at(*x)).map(short_day).unwrap_or_default();
            Listed { place: *place, name: name(*place).to_owned(), day: on.get(lang).to_owned() }
        });
        Marks { signs: groups.iter().enumerate().map(said).collect(), listed: listed.collect() }
    }

    /// Whether there are signs.
    pub(super) fn any(&self) -> bool {
        !self.signs.is_empty()
    }

    /// The list in lines of so many cells, at most so many lines of a chart of so many rows. Where it is too long the least
    /// important names are left out, which an ellipsis tells; they have no numbers.
    pub(super) fn list(&mut self, cells: u16, most: usize, rows: u16) -> Vec<String> {
        let most = most.min(LINES.max(usize::from(rows / 4)));
        loop {
            let left_out =
                self.listed.len() < self.signs.iter().map(|(_, said)| said.days().len()).sum::<usize>();
            let lines = lines_of(&self.listed, cells, left_out);
            if lines.len() <= most || self.listed.is_empty() {
                return lines;
            }
            let least = self.listed.iter().map(|listed| listed.place).max();
            self.listed.retain(|listed| Some(listed.place) != least);
        }
    }

    /// The signs with what stands beside them: a name, or the numbers in the list.
    pub(super) fn signs(&self) -> impl Iterator<Item = (u16, String)> {
        let number = |day: &usize| self.listed.iter().position(|listed| listed.place == *day).map(|n| n + 1);
        self.signs.iter().map(move |(column, said)| match said {
            Said::Name(name) => (*column, format!("▲{name}")),
            Said::Days(days) => (*column, format!("▲{}", numbers(days, number))),
        })
    }
}

impl Said {
    fn days(&self) -> &[usize] {
        if let Said::Days(days) = self { days } else { &[] }
    }
}

/// The numbers of days in the list; those that are not in it have none.
fn numbers(days: &[usize], number: impl Fn(&usize) -> Option<usize>) -> String {
    let mut numbers: Vec<usize> = days.iter().filter_map(number).collect();
    numbers.sort_unstable();
    numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(",")
}

/// Names one after the other in lines of so many cells, with an ellipsis where some are left out.
fn lines_of(kept: &[Listed], cells: u16, left_out: bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (n, listed) in kept.iter().enumerate() {
        // A long name gives way, its day stays.
        let room = usize::from(cells).saturating_sub(width(&listed.day) + 1);
        let entry = format!("{} {}", fit(&format!("{} {}", n + 1, listed.name), room), listed.day);
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
