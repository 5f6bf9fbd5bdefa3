//! A project as an Excel workbook: a worksheet for each sheet, with titles, types and lists to choose from, so that it can be
//! filled in without this program and brought back by `changebook import`. It knows sheets and findings, and no tool.

mod charts;
mod cover;
mod lists;
mod worksheet;

use crate::assess::Assessed;
use crate::project::Project;
use crate::registry;
use crate::say;
use crate::sheet::SheetDef;
use crate::text::{Lang, Phrase};
use chrono::NaiveDate;
use lists::Lists;
use rust_xlsxwriter::{Workbook, XlsxError};

/// What is written.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The language of titles and choices.
    pub lang: Lang,
    /// The day.
    pub today: NaiveDate,
    /// Whether this is an earlier day, and the project what was known then.
    pub is_replay: bool,
    /// One sheet alone, to be filled in by somebody else; none is all of them, with a cover and charts.
    pub form: Option<&'static SheetDef>,
}

/// Writes a workbook into memory. It fails only where a text is longer than Excel takes, or a sheet has more rows.
pub fn workbook(project: &Project, options: Options) -> Result<Vec<u8>, Phrase> {
    build(project, options)
        .map_err(|error| say!("Excel 写不出来：{error}", "the Excel workbook cannot be written: {error}"))
}

fn build(project: &Project, options: Options) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let defs = match options.form {
        Some(def) => vec![def],
        None => registry::sheets(),
    };
    let assessed = Assessed::of(project, options.today, None);
    let mut lists = Lists::new(project, options.lang);
    if options.form.is_none() {
        cover::write(book.add_worksheet(), project, &assessed, options)?;
    }
    for def in &defs {
        worksheet::write(book.add_worksheet(), project, def, options, &mut lists)?;
    }
    if options.form.is_none() {
        charts::write(&mut book, &assessed, options)?;
    }
    lists.write(book.add_worksheet())?;
    book.save_to_buffer()
}

/// The name of a worksheet: no more than 31 characters, without those that Excel refuses.
pub fn sheet_name(def: &SheetDef, lang: Lang) -> String {
    let plain = def.title.get(lang).replace(['[', ']', ':', '*', '?', '/', '\\'], " ");
    plain.trim_matches('\'').chars().take(31).collect()
}

#[cfg(test)]
mod tests;
