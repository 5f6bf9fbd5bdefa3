//! Changebook: a workbook in the terminal for directors who lead a change in after-sales service.

pub mod advice;
pub mod calendar;
pub mod project;
pub mod sheet;
pub mod stats;
pub mod text;
pub mod tools;
