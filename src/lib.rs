//! Changebook: a workbook in the terminal for directors who lead a change in after-sales service.

pub mod advice;
pub mod app;
pub mod calendar;
pub mod cli;
pub mod command;
pub mod config;
pub mod demo;
pub mod event;
pub mod project;
pub mod runtime;
pub mod search;
pub mod session;
pub mod sheet;
pub mod stats;
pub mod store;
pub mod text;
pub mod tools;
pub mod ui;
