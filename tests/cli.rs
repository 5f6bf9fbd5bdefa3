//! The built program, run as people and scripts run it: its words, its codes, its files.

#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]

#[path = "cli/as_of.rs"]
mod as_of;
#[path = "cli/calendar.rs"]
mod calendar;
#[path = "cli/cells.rs"]
mod cells;
#[path = "cli/centres.rs"]
mod centres;
#[path = "cli/days.rs"]
mod days;
#[path = "cli/desk.rs"]
mod desk;
#[path = "cli/export.rs"]
mod export;
#[path = "cli/exported.rs"]
mod exported;
#[path = "cli/files.rs"]
mod files;
#[path = "cli/forget.rs"]
mod forget;
#[path = "cli/forms.rs"]
mod forms;
#[path = "cli/gathered.rs"]
mod gathered;
#[path = "../examples/large/generator.rs"]
mod generator;
#[path = "cli/hostile.rs"]
mod hostile;
#[path = "cli/import.rs"]
mod import;
#[cfg(unix)]
#[path = "cli/language.rs"]
mod language;
#[path = "cli/left_empty.rs"]
mod left_empty;
#[path = "cli/lines.rs"]
mod lines;
#[path = "cli/links.rs"]
mod links;
#[path = "cli/merging.rs"]
mod merging;
#[path = "cli/mine.rs"]
mod mine;
#[path = "cli/minutes.rs"]
mod minutes;
#[path = "cli/odd.rs"]
mod odd;
#[path = "cli/printed.rs"]
mod printed;
#[path = "cli/report.rs"]
mod report;
#[path = "cli/schema.rs"]
mod schema;
#[path = "cli/scripts.rs"]
mod scripts;
#[path = "cli/tables.rs"]
mod tables;
#[path = "cli/titles.rs"]
mod titles;
#[path = "cli/trouble.rs"]
mod trouble;
#[path = "cli/undecided.rs"]
mod undecided;
#[path = "cli/units.rs"]
mod units;
#[path = "cli/values.rs"]
mod values;
#[path = "cli/verbs.rs"]
mod verbs;
