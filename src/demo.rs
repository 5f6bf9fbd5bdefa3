//! The demo: a dealer group with twelve service centres in week nine of its change, for everybody who wants
//! to look around before entering anything. Two smaller changes of the same group have begun beside it.
//!
//! An asset is JSON laid out as a project's file is, only that every text stands there in both languages. Its dates
//! are those of a change that began on the asset's own start date; reading it picks the language and moves all dates,
//! those within texts too. It must not know any tool but the charter, which holds the start date: the sheets are
//! read by what they declare.

#[cfg(test)]
mod tests;

use crate::project::{Edit, Project};
use crate::registry::{self, sheets};
use crate::sheet::{AnySheet, Cell, Id, Kind, Row, SheetDef};
use crate::text::Lang;
use crate::tools::charter::Charter;
use chrono::{Days, NaiveDate, TimeDelta};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fmt::Write as _;
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

/// Returns the demo's main project in a language, as it stands on project day [`DAY`].
pub fn project(lang: Lang, today: NaiveDate) -> Project {
    build(&MAIN, lang, today)
}

/// Returns the smaller projects beside it, with the names of their files.
pub fn others(lang: Lang, today: NaiveDate) -> Vec<(&'static str, Project)> {
    let of_story = |story: &Story| {
        let mut project = build(story, lang, today);
        begin(&mut project);
        (story.file, project)
    };
    OTHERS.iter().map(of_story).collect()
}

/// Fills the sheets that an asset says nothing of with the rows that a new project begins with.
fn begin(project: &mut Project) {
    let mut last = 0;
    // Ids of the assets have letters in front and are far from these.
    let mut new_id = || {
        last += 1;
        Id::new(last)
    };
    let seeds = registry::first_rows(&mut new_id);
    let bare = |key: &str| project.sheet(key).is_some_and(AnySheet::is_empty);
    let rows: Vec<_> = seeds.into_iter().filter(|row| bare(row.def().key)).collect();
    for row in rows {
        // The ids are new, so nothing is refused.
        let _inverse = project.apply(Edit::Insert { at: usize::MAX, row });
    }
}

/// Returns all projects of the demo with the names of their files, the main one first.
pub fn workspace(lang: Lang, today: NaiveDate) -> Vec<(&'static str, Project)> {
    let mut all = vec![(FILE, project(lang, today))];
    all.append(&mut others(lang, today));
    all
}

fn build(story: &Story, lang: Lang, today: NaiveDate) -> Project {
    // The assets are part of the program and read by the tests, so they are never found broken here.
    read(story, lang, today).unwrap_or_else(|| Project::empty(Id::default(), &sheets()))
}

/// An asset: as a project's file, but that a text may stand there in both languages.
#[derive(Deserialize)]
struct Asset<'a> {
    id: Id,
    #[serde(borrow)]
    sheets: BTreeMap<&'a str, Vec<&'a RawValue>>,
}

/// A text in both languages, each as JSON.
#[derive(Deserialize)]
struct Bilingual<'a> {
    #[serde(borrow)]
    zh: &'a RawValue,
    #[serde(borrow)]
    en: &'a RawValue,
}

fn read(story: &Story, lang: Lang, today: NaiveDate) -> Option<Project> {
    let asset: Asset<'_> = serde_json::from_str(story.asset).ok()?;
    let defs = sheets();
    let mut sheets = Vec::with_capacity(asset.sheets.len());
    for (key, rows) in &asset.sheets {
        let def = *defs.iter().find(|def| def.key == *key)?;
        let rows = rows.iter().map(|row| row_json(def, row.get(), lang)).collect::<Option<Vec<String>>>()?;
        sheets.push(def.read(&rows.iter().map(String::as_str).collect::<Vec<&str>>()).ok()?);
    }
    let by = days_to_move(&sheets, story.day, today);
    let mut project = Project::empty(asset.id, &defs);
    for mut sheet in sheets {
        if let (Some(by), Some(sheet)) = (by, Arc::get_mut(&mut sheet)) {
            move_dates(sheet, by);
        }
        project.put_sheet(sheet);
    }
    Some(project)
}

/// Returns the JSON of a row in one language, its fields in the order of the columns; `None` if there is a field
/// without a column.
fn row_json(def: &SheetDef, row: &str, lang: Lang) -> Option<String> {
    let fields: BTreeMap<&str, &RawValue> = serde_json::from_str(row).ok()?;
    let mut json = format!("{{\"id\":{}", fields.get("id")?);
    let mut written = 1;
    for column in def.columns {
        let Some(value) = fields.get(column.key) else { continue };
        let value = if value.get().starts_with('{') {
            let text: Bilingual<'_> = serde_json::from_str(value.get()).ok()?;
            match lang {
                Lang::Zh => text.zh,
                Lang::En => text.en,
            }
        } else {
            value
        };
        // Writing into a string does not fail.
        let _ok = write!(json, ",\"{}\":{}", column.key, value.get());
        written += 1;
    }
    json.push('}');
    (written == fields.len()).then_some(json)
}

/// Returns the time from the asset's dates to those that are wanted.
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

/// Returns the text with its dates moved; `None` if there are none, as in nearly all texts.
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

/// Finds the first date written like 2026-03-02, with the text before and after it.
fn first_date(text: &str) -> Option<(&str, NaiveDate, &str)> {
    text.match_indices("20").find_map(|(at, _)| {
        let (before, from) = text.split_at_checked(at)?;
        let (date, after) = from.split_at_checked("2026-03-02".len())?;
        Some((before, date.parse().ok()?, after))
    })
}
