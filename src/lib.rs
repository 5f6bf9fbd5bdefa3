//! Changebook: a workbook in the terminal for directors who lead a change in after-sales service.
//!
//! The screen, and the module behind each part:
//!
//! ```text
//!  Changebook  Digital after-sales  Day 59 · week 9 · Pilot              ● Saved   ui, session
//! ╭──────────────────╮╭─ ADKAR diagnosis ─ Cards ─ One card ─ Heat map ──────────╮  tools: views
//! │ 0 Home    8 to do││  Person or team   Awaren. Desire Knowl. Ability Barrier  │  ui::tools, ui::grid
//! │ Diagnose         ││▸ Centre 1 team    3       3      2      1       Awareness│  sheet: cells and columns
//! │ 1 Readiness 20/30││  Centre 2 team    4       2      2      1       Desire   │  app: cursor, edits, layers
//! │ 2 ADKAR   60    ▲││─ Conclusion ─────────────────────────────────────────────│
//! │ Plan             ││  ◆ Address Awareness first: it holds back 60 of 159      │  tools: rules, assess
//! │ 3 90 days    50% ││──────────────────────────────────────────────────────────│
//! │ Measure          ││  Awareness  ███████████▏  60 (38%)                       │  tool: panels, ui::panel
//! ╰──────────────────╯╰──────────────────────────────────────────────────────────╯
//!  Awareness: press 1–5 to score, 0 clears                             row 2 of 24
//!  F1 Help  Enter Edit  Esc Tools  F5 Score again  Ctrl-Z Undo                       command, ui::footer
//! ```
//!
//! Three ideas carry it:
//!
//! - A **sheet** is declared once, by [`sheet!`](crate::sheet!) in a tool's `sheets.rs`: its rows, its JSON, its columns on the screen,
//!   what a paste may fill and how it merges all follow from that.
//! - A **fact** is computed once: [`facts::Facts::get`] gives a value derived from the sheets to everybody who asks,
//!   notes which sheets it has read, and keeps it for as long as they are the same.
//! - A **rule** is a value: [`finding::Rule`] in the `RULES` of a tool's `rules.rs`, with its id, its source, what fires
//!   it and the function from facts to findings. [`assess`] runs them; `changebook rules` lists them.
//!
//! The way of a key: [`runtime`] reads and decodes it, [`command`] resolves it, [`app::App::update`] takes it; in a cell
//! it becomes a [`tool::Change`] that its owner in the [`registry`] checks, then an [`project::Edit`] of the
//! [`project`], which gives its inverse for undo. What is to be done outside comes back from `update` as
//! [`app::request::Request`]s, and the [`session`] performs them: its saver thread writes through the [`store`]. Before
//! the frame is drawn by [`ui`], the rules are run for what has changed.
//!
//! The way of a list from elsewhere: [`exchange`] reads the clipboard, CSV or Excel into lines of text; [`intake`] finds
//! titles, columns and rows, and plans what every cell becomes; the preview of the [`app`] or `changebook import` shows the
//! plan, and it goes in as one edit. [`export`] writes the project as an Excel workbook; [`report`] gathers what a reader
//! elsewhere is to know, which [`exchange`] writes as HTML or Markdown.
//!
//! The way of an event log: [`exchange::logs`] reads CSV or XES into the columns of a [`mining::Log`], [`mining`] computes the
//! figures and draws the map; `changebook mine` prints them.
//!
//! A tool lives in a folder of its own below [`tools`]: `sheets`, `facts`, `rules`, `views`, `entry`, `actions`. To add
//! one: the folder and its `pub mod`, one word in [`registry::TOOLS`], its pages in `assets/handbook`, its rows in `assets/demo`.
//!
//! Imports run downward: text, sheet, project, facts, finding, tool, tools, registry, intake, assess, report, exchange, app, ui,
//! session; below all of them is `sort`. All before `app`, and the statistics and the calendar, know no screen, no file, no
//! clock and no chance; the store knows no tool; the app knows no terminal and does no input or output. `tests/rooms.rs` holds
//! this.
//!
//! What must never be: a panic on any input, a text in one language only, a width counted in characters, a key
//! named in two places, a second event loop, a save that a key waits for, a default in place of a damaged file,
//! a rule without an id, its evidence and its source.

// The generator of large projects stands outside the library, and a test within it uses it.
#[cfg(test)]
extern crate self as changebook;

pub mod agenda;
pub mod app;
pub mod assess;
pub mod calendar;
pub mod cli;
pub mod command;
pub mod config;
pub mod demo;
pub mod event;
pub mod exchange;
pub mod export;
pub mod facts;
pub mod finding;
pub mod handbook;
pub mod intake;
pub mod mining;
pub mod project;
pub mod registry;
pub mod report;
pub mod runtime;
pub mod search;
pub mod session;
pub mod sheet;
pub mod sort;
pub mod stats;
pub mod store;
pub mod text;
pub mod tool;
pub mod tools;
pub mod ui;
