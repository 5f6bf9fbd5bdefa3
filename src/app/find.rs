//! The search through the whole project while letters are typed.

use super::App;
use super::layer::{Does, Item};
use crate::finding::Place;
use crate::project::{self, Project};
use crate::say;
use crate::search::{Query, Scorer};
use crate::sheet::{AnyRow, AnySheet, Kind};
use crate::text::{Lang, Phrase, fit, width};

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;
use std::thread;

/// From so many characters on a text must hold the words of a search unbroken.
const LONG_TEXT: usize = 24;

/// No search finds more than these.
const LIMIT: usize = 100;

/// So many cells are shown of what a row is called, and of the text that matches.
const NAME: usize = 16;
const SHOWN: usize = 60;

/// So many cells stand before the words found where the beginning is left out, and it is left out beyond so many.
const BEFORE: (usize, usize) = (8, 16);

/// A row that is found, by its places, and the column with the text that matches best.
struct Hit {
    score: i32,
    sheet: usize,
    row: usize,
    column: usize,
}

impl App {
    /// The rows with a text that matches, the best first, and equals as they stand.
    pub(super) fn found(&self, typed: &str) -> Vec<Item> {
        let query = Query::new(typed);
        let (Some(opened), lang) = (&self.opened, self.lang()) else { return Vec::new() };
        if query.is_empty() {
            return Vec::new();
        }
        let sheets: Vec<&Arc<dyn AnySheet>> = opened.project.sheets().collect();
        let mut hits = Vec::new();
        for (n, sheet) in sheets.iter().enumerate() {
            hits.append(&mut find_in(&query, n, &***sheet, lang));
        }
        best(&mut hits);
        hits.iter()
            .filter_map(|hit| item(&opened.project, &query, hit, sheets[hit.sheet].row(hit.row)?, lang))
            .collect()
    }
}

/// So many rows are worth a thread of their own.
const THREAD: usize = 5_000;

fn find_in(query: &Query, sheet: usize, rows: &dyn AnySheet, lang: Lang) -> Vec<Hit> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let part = (rows.len() / threads + 1).max(THREAD);
    let parts: Vec<_> = (0..rows.len()).step_by(part).map(|from| from..rows.len().min(from + part)).collect();
    let Some((first, others)) = parts.split_first() else { return Vec::new() };
    thread::scope(|scope| {
        let find = |part: &Range<usize>| find_in_part(query, sheet, rows, part.clone(), lang);
        let others: Vec<_> = others.iter().map(|part| scope.spawn(move || find(part))).collect();
        let mut hits = find(first);
        for other in others {
            hits.append(&mut other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        hits
    })
}

fn find_in_part(
    query: &Query,
    sheet: usize,
    rows: &dyn AnySheet,
    part: Range<usize>,
    lang: Lang,
) -> Vec<Hit> {
    let columns = rows.def().columns.iter().enumerate();
    let searched = columns.filter(|(_, c)| matches!(c.kind, Kind::Text | Kind::Prose) && c.key != "code");
    let searched: Vec<usize> = searched.map(|(n, _)| n).collect();
    let (mut scorer, mut hits) = (Scorer::new(query), Vec::new());
    for (at, row) in part.filter_map(|at| Some((at, rows.row(at)?))) {
        let matches = searched.iter().filter_map(|column| {
            let text = text_of(row, *column, lang)?;
            // In a long text nearly any letters stand somewhere in their order.
            if is_long(text) && !query.stands_in(text) {
                return None;
            }
            // What a row is called counts more than what is said of it.
            scorer.score(text).map(|score| (score - i32::from(*column > 0) * 4, *column))
        });
        if let Some((score, column)) = matches.max_by_key(|(score, _)| *score) {
            hits.push(Hit { score, sheet, row: at, column });
        }
    }
    hits
}

fn text_of(row: &dyn AnyRow, column: usize, lang: Lang) -> Option<&str> {
    row.text(column).or_else(|| row.builtin(column).map(|text| text.get(lang)))
}

fn is_long(text: &str) -> bool {
    text.len() > LONG_TEXT && text.chars().count() > LONG_TEXT
}

/// Leaves the best, in order.
fn best(hits: &mut Vec<Hit>) {
    let order = |hit: &Hit| (Reverse(hit.score), hit.sheet, hit.row);
    if hits.len() > LIMIT {
        hits.select_nth_unstable_by_key(LIMIT, order);
        hits.truncate(LIMIT);
    }
    hits.sort_unstable_by_key(order);
}

fn item(project: &Project, query: &Query, hit: &Hit, row: &dyn AnyRow, lang: Lang) -> Option<Item> {
    let def = row.def();
    let column = def.columns.get(hit.column)?;
    let matched = text_of(row, hit.column, lang)?.replace('\n', " ");
    let place = Place { sheet: def.key, row: Some(row.id()), column: column.key };
    let name = project::row_title(project, row, lang);
    let found = around(&matched, query);
    let label = if hit.column == 0 || name.is_empty() {
        Phrase::same(found)
    } else {
        let name = fit(&name, NAME).into_owned();
        say!("{name}：{found}", "{name}: {found}")
    };
    Some(Item::new(
        label,
        say!("{sheet} · {column}", "{sheet} · {column}", sheet = def.title, column = column.title),
        Does::Go(place),
    ))
}

/// The part of a text that shows what was searched for.
fn around(text: &str, query: &Query) -> String {
    let first = query.matches(text).and_then(|found| found.at.first().copied()).unwrap_or(0);
    let before: String = text.chars().take(first).collect();
    if width(&before) <= BEFORE.1 {
        return fit(text, SHOWN).into_owned();
    }
    let (mut cells, mut from) = (0, first);
    for (at, c) in text.chars().take(first).collect::<Vec<_>>().into_iter().enumerate().rev() {
        cells += width(c.encode_utf8(&mut [0; 4]));
        if cells > BEFORE.0 {
            break;
        }
        from = at;
    }
    let rest: String = text.chars().skip(from).collect();
    fit(&format!("…{}", rest.trim_start()), SHOWN).into_owned()
}

#[cfg(test)]
mod tests;
