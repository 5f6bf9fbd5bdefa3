//! The demo: a dealer group with twelve service centres in week nine of its change, for everybody who wants
//! to look around before entering anything. Two smaller changes of the same group have begun beside it.
//!
//! An asset is laid out as a project's file is, one row a line, so that it is read as quickly; only that every text
//! stands there in both languages, and without escapes or braces. Its dates are those of a change that began on
//! the asset's own start date; reading it picks the language and moves all dates, those within texts too. It must
//! not know any tool but the charter, which holds the start date: the sheets are read by what they declare.

mod large;
#[cfg(test)]
mod tests;

pub use large::large;

use crate::project::{Edit, Project};
use crate::registry::{TOOLS, sheets};
use crate::sheet::{AnySheet, Cell, Glance, Id, Kind, Row};
use crate::text::Lang;
use crate::tools::charter::Charter;
use chrono::{Days, NaiveDate, TimeDelta};
use std::sync::Arc;

/// A project of the demo.
struct Story {
    file: &'static str,
    asset: &'static str,
    /// The project day that today is.
    day: u64,
}

/// The project day that today is in the demo's main project.
pub const DAY: u64 = 59;

/// The file of the main project.
pub const FILE: &str = MAIN.file;

const MAIN: Story = Story { file: "demo.json", asset: include_str!("../assets/demo/demo.json"), day: DAY };

const OTHERS: [Story; 2] = [
    Story { file: "booking.json", asset: include_str!("../assets/demo/booking.json"), day: 18 },
    Story { file: "subscription.json", asset: include_str!("../assets/demo/subscription.json"), day: 4 },
];

/// The demo's main project in a language, as it stands on project day [`DAY`].
pub fn project(lang: Lang, today: NaiveDate) -> Project {
    told(&MAIN, lang, today)
}

/// The smaller projects beside it, with the names of their files.
pub fn others(lang: Lang, today: NaiveDate) -> Vec<(&'static str, Project)> {
    let tell = |story: &Story| {
        let mut project = told(story, lang, today);
        begin(&mut project);
        (story.file, project)
    };
    OTHERS.iter().map(tell).collect()
}

/// Fills the sheets that an asset says nothing of with the rows that a new project begins with.
fn begin(project: &mut Project) {
    let mut last = 0;
    // Ids of the assets have letters in front and are far from these.
    let mut new_id = || {
        last += 1;
        Id::new(last)
    };
    let seeds: Vec<_> = TOOLS.iter().flat_map(|tool| (tool.seed)(&mut new_id)).collect();
    let bare = |key: &str| project.sheet(key).is_some_and(AnySheet::is_empty);
    let rows: Vec<_> = seeds.into_iter().filter(|row| bare(row.def().key)).collect();
    for row in rows {
        // The ids are new, so nothing is refused.
        let _inverse = project.apply(Edit::Insert { at: usize::MAX, row });
    }
}

/// All projects of the demo with the names of their files, the main one first.
pub fn workspace(lang: Lang, today: NaiveDate) -> Vec<(&'static str, Project)> {
    let mut all = vec![(FILE, project(lang, today))];
    all.append(&mut others(lang, today));
    all
}

fn told(story: &Story, lang: Lang, today: NaiveDate) -> Project {
    // The assets are part of the program and read by the tests, so they are never found broken here.
    read(story, lang, today).unwrap_or_else(|| Project::empty(Id::default(), &sheets()))
}

fn read(story: &Story, lang: Lang, today: NaiveDate) -> Option<Project> {
    let (head, told) = story.asset.split_once(",\n\"sheets\":{\n")?;
    let id = head.strip_prefix("{\"id\":").and_then(|id| Glance::at(id).id())?;
    let defs = sheets();
    let mut sheets = Vec::with_capacity(defs.len());
    let (mut def, mut rows) = (None, String::new());
    for line in told.lines() {
        if line.starts_with('{') {
            in_one_language(line, lang, &mut rows)?;
            rows.push('\n');
        } else if let Some(key) = line.strip_prefix('"').and_then(|line| line.strip_suffix("\":[")) {
            def = Some(*defs.iter().find(|def| def.key == key)?);
            rows.clear();
        } else if let Some(def) = def.take() {
            sheets.push(def.join(vec![def.read_part(&rows)?])?);
        }
    }
    let by = days_to_move(&sheets, story.day, today);
    let mut project = Project::empty(id, &defs);
    for mut sheet in sheets {
        if let (Some(by), Some(sheet)) = (by, Arc::get_mut(&mut sheet)) {
            move_dates(sheet, by);
        }
        project.put_sheet(sheet);
    }
    Some(project)
}

/// The line of a row with the text of one language in place of each pair.
fn in_one_language(line: &str, lang: Lang, out: &mut String) -> Option<()> {
    let mut rest = line.strip_prefix('{')?;
    out.push('{');
    while let Some((before, pair)) = rest.split_once('{') {
        let mut pair = Glance::at(pair);
        let zh = pair.pass("\"zh\":").then(|| pair.text())??;
        let en = pair.pass(",\"en\":").then(|| pair.text())??;
        rest = pair.rest().strip_prefix('}')?;
        let text = match lang {
            Lang::Zh => zh,
            Lang::En => en,
        };
        for part in [before, "\"", text, "\""] {
            out.push_str(part);
        }
    }
    out.push_str(rest);
    Some(())
}

/// How far the dates of the asset are from those that are wanted.
fn days_to_move(sheets: &[Arc<dyn AnySheet>], day: u64, today: NaiveDate) -> Option<TimeDelta> {
    let charter = sheets.iter().find(|sheet| sheet.def().key == Charter::SHEET)?;
    let Cell::Date(anchor) = charter.row(0)?.cell("start") else { return None };
    let start = today.checked_sub_days(Days::new(day - 1))?;
    Some(start.signed_duration_since(anchor))
}

fn move_dates(sheet: &mut dyn AnySheet, by: TimeDelta) {
    for (column, def) in sheet.def().columns.iter().enumerate() {
        if !matches!(def.kind, Kind::Date | Kind::Tick | Kind::Text | Kind::Prose) {
            continue;
        }
        for at in 0..sheet.len() {
            let moved = match sheet.row(at).map_or(Cell::Empty, |row| row.get(column)) {
                Cell::Date(date) => date.checked_add_signed(by).map(Cell::Date),
                Cell::Text(text) => move_written(&text, by).map(|text| Cell::Text(text.into())),
                _ => None,
            };
            if let Some(cell) = moved {
                // A cell of the same kind as before is never refused.
                let _before = sheet.set(at, column, cell);
            }
        }
    }
}

/// The text with its dates moved; `None` if there are none, as in nearly all texts.
fn move_written(text: &str, by: TimeDelta) -> Option<String> {
    // Quicker than looking for the beginning of a date.
    text.contains('-').then_some(())?;
    let mut moved = String::new();
    let mut rest = text;
    while let Some((before, date, after)) = first_date(rest) {
        let date = date.checked_add_signed(by)?;
        moved.push_str(before);
        moved.push_str(&date.to_string());
        rest = after;
    }
    (rest.len() < text.len()).then(|| moved + rest)
}

/// The first date written like 2026-03-02, with the text before and after it.
fn first_date(text: &str) -> Option<(&str, NaiveDate, &str)> {
    text.match_indices("20").find_map(|(at, _)| {
        let (before, from) = text.split_at_checked(at)?;
        let (date, after) = from.split_at_checked("2026-03-02".len())?;
        Some((before, date.parse().ok()?, after))
    })
}
