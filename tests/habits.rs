//! What the keys do: type them into the real loop, then look at the project and at the screen.
#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]

#[path = "common/desk.rs"]
mod desk;

#[path = "habits/advice.rs"]
mod advice;
#[path = "habits/beginning.rs"]
mod beginning;
#[path = "habits/blocks.rs"]
mod blocks;
#[path = "habits/bottom.rs"]
mod bottom;
#[path = "habits/calendar.rs"]
mod calendar;
#[path = "habits/drafts.rs"]
mod drafts;
#[path = "habits/drawings.rs"]
mod drawings;
#[path = "habits/fields.rs"]
mod fields;
#[path = "habits/files.rs"]
mod files;
#[path = "habits/filling_in.rs"]
mod filling_in;
#[path = "habits/finding.rs"]
mod finding;
#[path = "habits/gathering.rs"]
mod gathering;
#[path = "habits/header.rs"]
mod header;
#[path = "habits/intake.rs"]
mod intake;
#[path = "habits/intake_rows.rs"]
mod intake_rows;
#[path = "habits/intake_values.rs"]
mod intake_values;
#[path = "habits/languages.rs"]
mod languages;
#[path = "habits/leaving.rs"]
mod leaving;
#[path = "habits/listing.rs"]
mod listing;
#[path = "habits/lists_of_readings.rs"]
mod lists_of_readings;
#[path = "habits/meant.rs"]
mod meant;
#[path = "habits/meeting.rs"]
mod meeting;
#[path = "habits/meeting_answers.rs"]
mod meeting_answers;
#[path = "habits/meeting_back.rs"]
mod meeting_back;
#[path = "habits/meeting_lines.rs"]
mod meeting_lines;
#[path = "habits/meeting_rows.rs"]
mod meeting_rows;
#[path = "habits/mining.rs"]
mod mining;
#[path = "habits/minutes.rs"]
mod minutes;
#[path = "habits/naming.rs"]
mod naming;
#[path = "habits/offering.rs"]
mod offering;
#[path = "habits/own_copies.rs"]
mod own_copies;
#[path = "habits/passing.rs"]
mod passing;
#[path = "habits/pasting.rs"]
mod pasting;
#[path = "habits/pointing.rs"]
mod pointing;
#[path = "habits/projects.rs"]
mod projects;
#[path = "habits/reaching.rs"]
mod reaching;
#[path = "habits/reading.rs"]
mod reading;
#[path = "habits/redesign.rs"]
mod redesign;
#[path = "habits/removing.rs"]
mod removing;
#[path = "habits/replay.rs"]
mod replay;
#[path = "habits/reporting.rs"]
mod reporting;
#[path = "habits/rhythm.rs"]
mod rhythm;
#[path = "habits/saving.rs"]
mod saving;
#[path = "habits/spelling.rs"]
mod spelling;
#[path = "habits/tools.rs"]
mod tools;
#[path = "habits/two_files.rs"]
mod two_files;
#[path = "habits/typing.rs"]
mod typing;
#[path = "habits/undoing.rs"]
mod undoing;
#[path = "habits/values.rs"]
mod values;
#[path = "habits/walking.rs"]
mod walking;
#[path = "habits/week.rs"]
mod week;

use changebook::agenda::PageLine;
use changebook::app::Spot;
use changebook::app::layer::{Asked, Layer};
use changebook::app::request::{Entry, Reply};
use changebook::app::{Choices, Focus, Screen};
use changebook::command::Command;
use changebook::event::Effect;
use changebook::finding::Place;
use changebook::project::Conflict;
use changebook::registry::TOOLS;
use changebook::runtime::Exit;
use changebook::sheet::{AnyRow, Cell, Id, Row, Score};
use changebook::text::{Lang, text};
use changebook::tools::adkar::{Person, Role, Scoring};
use changebook::tools::charter::{self, Rest};
use changebook::tools::checklist::{self, Item};
use changebook::tools::kpi::{Event as KpiEvent, Kpi, Reading, Review};
use changebook::tools::readiness::Form;
use changebook::tools::wins::Win;
use chrono::Days;
use desk::{Desk, WIDE, day, new_project, today, whole, words};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use std::sync::Arc;

const BOTH: [Lang; 2] = [Lang::Zh, Lang::En];

fn zh() -> Desk {
    Desk::demo(Lang::Zh, WIDE)
}

fn en() -> Desk {
    Desk::demo(Lang::En, WIDE)
}

fn fresh() -> Desk {
    Desk::fresh(Lang::En, WIDE)
}

/// The screen of a tool, wherever it stands in the list.
fn tool(key: &str) -> Screen {
    Screen::Tool(TOOLS.iter().position(|tool| tool.key == key).unwrap())
}

fn score(n: u8) -> Cell {
    Cell::Score(Score::new(n).unwrap())
}

fn scores(form: &Form) -> Vec<u8> {
    [
        form.senior_support,
        form.urgency,
        form.resources,
        form.past_success,
        form.open_culture,
        form.staff_capability,
    ]
    .map(|s| s.map_or(0, Score::get))
    .to_vec()
}

fn elements(person: &Person) -> Vec<u8> {
    person.scores().map(|s| s.map_or(0, Score::get)).to_vec()
}

/// Clicks where something was drawn.
#[track_caller]
fn click(desk: &mut Desk, wanted: Spot) {
    let found = desk.app().drawn.spots.iter().rev().find(|(_, spot)| *spot == wanted);
    let (area, _) = *found.unwrap_or_else(|| panic!("no {wanted:?}:\n{}", desk.screen()));
    desk.press(&format!("<click:{},{}>", area.x + 1, area.y + 1));
}

/// The names on the cards, in order.
fn names(desk: &Desk) -> Vec<String> {
    desk.rows::<Person>().iter().map(|person| person.name.to_string()).collect()
}

/// Goes to the first line of the page of a meeting that is wanted.
#[track_caller]
fn to_meeting_line(desk: &mut Desk, wanted: impl Fn(&PageLine) -> bool) {
    let (page, at, _) = desk.app().meeting_page().unwrap();
    let line = page.lines.iter().position(wanted);
    let line = line.unwrap_or_else(|| panic!("no such line:\n{}", desk.screen()));
    desk.press(&"<up>".repeat(at)).press(&"<down>".repeat(line));
}

/// Presses a key until the cursor is in a column.
#[track_caller]
fn to(desk: &mut Desk, column: &str, key: &str) {
    for _ in 0..20 {
        if desk.column() == column {
            return;
        }
        desk.press(key);
    }
    panic!("{key} never leads to {column}:\n{}", desk.screen());
}
