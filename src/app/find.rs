//! The search through the whole project while letters are typed: words of people's own, and figures where a digit is typed.

mod figures;

use figures::Figures;

use super::App;
use super::layer::{Does, Item};
use crate::finding::Place;
use crate::project::{self, Project};
use crate::say;
use crate::search::{Query, Scorer};
use crate::sheet::{AnyRow, AnySheet, Cell, Column, Kind};
use crate::text::{Lang, Phrase, fit, width};

use std::borrow::Cow;
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
#[derive(Clone)]
struct Hit {
    score: i32,
    sheet: usize,
    row: usize,
    column: usize,
}

/// What was found for a text, so that whoever types on searches only there: a text that does not hold the first
/// letters does not hold more of them.
pub(super) struct Searched {
    typed: String,
    lang: Lang,
    project: Project,
    /// The best hits, in order.
    best: Vec<Hit>,
    /// The rows with a match, for each sheet.
    rows: Vec<Vec<usize>>,
}

impl App {
    /// The rows with a text that matches, the best first, and equals as they stand.
    pub(super) fn found(&mut self, typed: &str) -> Vec<Item> {
        let query = Query::new(typed);
        let (Some(opened), lang) = (&self.opened, self.choices.lang) else { return Vec::new() };
        if query.is_empty() {
            self.searched.clear();
            return Vec::new();
        }
        let project = &opened.project;
        self.searched.retain(|s| typed.starts_with(&s.typed) && s.lang == lang && s.project.same(project));
        if self.searched.last().is_none_or(|s| s.typed != typed) {
            let sought = Sought { query: &query, figures: Figures::of(typed, self.today), project, lang };
            let searched = search(&sought, typed, self.searched.last());
            self.searched.push(searched);
        }
        let sheets: Vec<&Arc<dyn AnySheet>> = project.sheets().collect();
        let hits = self.searched.last().map_or(&[][..], |s| &s.best);
        let found: Vec<(Item, &dyn AnyRow)> = hits
            .iter()
            .filter_map(|hit| {
                let row = sheets[hit.sheet].row(hit.row)?;
                Some((item(project, &query, hit, row, lang)?, row))
            })
            .collect();
        let twin = |item: &Item| {
            found
                .iter()
                .filter(|(other, _)| (&other.label, &other.detail) == (&item.label, &item.detail))
                .count()
                > 1
        };
        let told = found.iter().map(|(item, row)| match told_apart(project, *row).filter(|_| twin(item)) {
            Some(by) => {
                let label = &item.label;
                Item { label: say!("{label} · {by}", "{label} · {by}", label, by), ..item.clone() }
            }
            None => item.clone(),
        });
        told.collect()
    }
}

/// What tells a row from one of the same name: the other cells of its key, such as its centre, and where there are none what
/// else is filled in first.
fn told_apart(project: &Project, row: &dyn AnyRow) -> Option<Phrase> {
    let cell = |column: usize| {
        let said = project::cell_phrase(project, row, column);
        (!said.zh.trim().is_empty() && !said.en.trim().is_empty()).then_some(said)
    };
    let def = row.def();
    let mut keys = def.key_columns.iter().copied().filter(|column| *column > 0);
    let mut others = (1..def.columns.len()).filter(|column| def.columns[*column].is_shown());
    keys.find_map(cell).or_else(|| others.find_map(cell)).map(|said| said.in_line(NAME))
}

/// What is searched for, and where.
struct Sought<'a> {
    query: &'a Query,
    figures: Option<Figures>,
    project: &'a Project,
    lang: Lang,
}

/// Searches the rows that matched before, or all.
fn search(sought: &Sought<'_>, typed: &str, before: Option<&Searched>) -> Searched {
    let (project, lang) = (sought.project, sought.lang);
    // A longer number is another one.
    let before = before.filter(|_| sought.figures.is_none());
    let (mut hits, mut rows) = (Vec::new(), Vec::new());
    for (n, sheet) in project.sheets().enumerate() {
        let within = match before {
            Some(before) => Within::Some(before.rows.get(n).map_or(&[][..], Vec::as_slice)),
            None => Within::All(sheet.len()),
        };
        let mut found = find_in(sought, n, &**sheet, within);
        rows.push(found.iter().map(|hit| hit.row).collect());
        hits.append(&mut found);
    }
    best(&mut hits);
    Searched { typed: typed.to_owned(), lang, project: project.clone(), best: hits, rows }
}

/// The rows of a sheet that are searched.
#[derive(Clone, Copy)]
enum Within<'a> {
    /// So many, from the first on.
    All(usize),
    /// These places.
    Some(&'a [usize]),
}

impl Within<'_> {
    fn len(&self) -> usize {
        match self {
            Within::All(len) => *len,
            Within::Some(rows) => rows.len(),
        }
    }

    fn row(&self, n: usize) -> usize {
        match self {
            Within::All(_) => n,
            Within::Some(rows) => rows[n],
        }
    }
}

/// So many rows are worth a thread of their own.
const THREAD: usize = 5_000;

fn find_in(sought: &Sought<'_>, sheet: usize, rows: &dyn AnySheet, within: Within<'_>) -> Vec<Hit> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let part = (within.len() / threads + 1).max(THREAD);
    let parts: Vec<_> =
        (0..within.len()).step_by(part).map(|from| from..within.len().min(from + part)).collect();
    let Some((first, others)) = parts.split_first() else { return Vec::new() };
    thread::scope(|scope| {
        let find =
            |part: &Range<usize>| find_in_part(sought, sheet, rows, part.clone().map(|n| within.row(n)));
        let others: Vec<_> = others.iter().map(|part| scope.spawn(move || find(part))).collect();
        let mut hits = find(first);
        for other in others {
            hits.append(&mut other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        hits
    })
}

fn find_in_part(
    sought: &Sought<'_>,
    sheet: usize,
    rows: &dyn AnySheet,
    part: impl Iterator<Item = usize>,
) -> Vec<Hit> {
    let (query, lang) = (sought.query, sought.lang);
    let columns = || rows.def().columns.iter().enumerate();
    let searched: Vec<usize> = columns().filter(|(_, column)| is_searched(column)).map(|(n, _)| n).collect();
    let figures = sought.figures.as_ref();
    let of_figures = columns().filter(|(_, column)| figures.is_some() && Figures::is_searched(column));
    let of_figures: Vec<usize> = of_figures.map(|(n, _)| n).collect();
    let (mut scorer, mut hits) = (Scorer::new(query), Vec::new());
    for (at, row) in part.filter_map(|at| Some((at, rows.row(at)?))) {
        let matches = searched.iter().filter_map(|column| {
            let text = text_of(row, *column, lang)?;
            // In a long text nearly any letters stand somewhere in their order.
            if is_long(&text) && !query.stands_in(&text) {
                return None;
            }
            // What a row is called counts more than what is said of it.
            scorer.score(&text).map(|score| (score - i32::from(*column > 0) * 4, *column))
        });
        let best = matches.max_by_key(|(score, _)| *score);
        let figure = of_figures.iter().find_map(|column| {
            let (figures, cell) = (figures?, row.get(*column));
            let shown = Some(figures).filter(|figures| figures.may_fit(&cell));
            let shown = shown.and_then(|_| figures::shown(sought.project, row, *column, lang))?;
            if !figures.fits(&cell, &shown) {
                return None;
            }
            // A day may be written in another way than it is shown.
            Some((scorer.score(&shown).unwrap_or(figures::OTHERWISE_WRITTEN) - 4, *column))
        });
        if let Some((score, column)) = best.into_iter().chain(figure).max_by_key(|(score, _)| *score) {
            hits.push(Hit { score, sheet, row: at, column });
        }
    }
    hits
}

/// Whether a column holds words of people's own: texts, and roles, which are chosen or named freely.
fn is_searched(column: &Column) -> bool {
    matches!(column.kind, Kind::Text | Kind::Prose | Kind::OpenChoice(_)) && column.is_shown()
}

fn text_of(row: &dyn AnyRow, column: usize, lang: Lang) -> Option<Cow<'_, str>> {
    if let Kind::OpenChoice(_) = row.def().columns.get(column)?.kind {
        return match row.get(column) {
            Cell::Choice(option) => Some(option.label.get(lang).into()),
            Cell::Text(own) => Some(own.to_string().into()),
            _ => None,
        };
    }
    row.text(column).or_else(|| row.builtin(column).map(|text| text.get(lang))).map(Cow::Borrowed)
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
    let text = text_of(row, hit.column, lang).map(Cow::into_owned);
    let matched = text.or_else(|| figures::shown(project, row, hit.column, lang))?.replace('\n', " ");
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
