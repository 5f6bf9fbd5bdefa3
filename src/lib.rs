//! Changebook: a workbook in the terminal for directors who lead a change in after-sales service.

pub mod runtime;
