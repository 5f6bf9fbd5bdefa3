//! Changebook: a workbook in the terminal for directors who lead a change in after-sales service.
//!
//! The screen, and the module behind each part:
//!
//! ```text
//!  Changebook  Digital after-sales  Day 59 · week 9 · Pilot              ● Saved   ui, session
//! ╭──────────────────╮╭─ ADKAR diagnosis ─ Cards ─ One card ─ Heat map ──────────╮  tools: views
//! │ 0 Home    5 to do││  Person or team    Centre    Aw  De  Kn  Ab  Re  Treat   │  ui::tools, ui::grid
//! │ Diagnose         ││▸ Centre 1 team     Centre 1  3   3   2   1   –   ▲ Aw 3  │  sheet: cells and columns
//! │ 1 Readiness 20/30││  Centre 2 team     Centre 2  3   2   2   1   –   ▲ Aw 3  │  app: cursor, edits, layers
//! │ 2 ADKAR   60 at ▲││─ Conclusion ─────────────────────────────────────────────│
//! │ Plan             ││  ◆ Treat Awareness first (60 of 159 people)              │  tools, advice, stats
//! │ 3 90 days    50% ││──────────────────────────────────────────────────────────│
//! │ Measure          ││  Awareness  ███████████▏  60 (38%)                       │  ui::panel, ui::chart
//! ╰──────────────────╯╰──────────────────────────────────────────────────────────╯
//!  Awareness: press 1–5 to score, 0 clears                             row 2 of 24
//!  F1 Help  Enter Edit  Esc Tools  F5 Score again  Ctrl-Z Undo                       command, ui::footer
//! ```
//!
//! A sheet is declared once, in a tool's file: its rows, its JSON, its columns on the screen, what a paste
//! may fill and how it merges all follow from that. A key goes from [`runtime`] through [`command`] to
//! [`app`], becomes an edit of the [`project`], and is saved by a thread of the [`session`] through the
//! [`store`]; what the [`tools`] conclude is derived anew and never stored.
//!
//! What there is to read is data: the pages of the [`handbook`], which know their tools and rules by key only.
//!
//! Imports run downward: text, sheet, project, tools and advice, app, ui, session. The first four and the
//! statistics know no screen, no file, no clock and no chance; the store knows no tool; the app knows no
//! terminal and does no input or output. `tests/rooms.rs` holds this.
//!
//! What must never be: a panic on any input, a text in one language only, a width counted in characters, a key
//! named in two places, a second event loop, a save that a key waits for, a default in place of a damaged file,
//! a rule without an id, its evidence and its source.

// The generator of large projects stands outside the library, and a test within it uses it.
#[cfg(test)]
extern crate self as changebook;

pub mod app;
pub mod assess;
pub mod calendar;
pub mod cli;
pub mod command;
pub mod config;
pub mod demo;
pub mod event;
pub mod facts;
pub mod finding;
pub mod handbook;
pub mod project;
pub mod registry;
pub mod runtime;
pub mod search;
pub mod session;
pub mod sheet;
pub mod stats;
pub mod store;
pub mod text;
pub mod tool;
pub mod tools;
pub mod ui;
