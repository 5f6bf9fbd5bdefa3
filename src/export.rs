//! What leaves the program for others to read: a project as an Excel workbook with a worksheet for each sheet, titles, types
//! and lists to choose from, so that it can be filled in without this program and brought back by `changebook import`; a
//! sheet as CSV, which comes back the same; the dates as a calendar.

mod centres;
mod charts;
mod cover;
mod dates;
mod file;
mod lines;
mod lists;
mod worksheet;

use crate::assess::{Assessed, Earlier};
use crate::project::Project;
use crate::registry;
use crate::say;
use crate::sheet::SheetDef;
use crate::text::{Lang, Phrase, text};
use chrono::NaiveDate;
use lists::Lists;

pub use centres::{FormFile, forms, make_folder, said_of_forms};
pub use dates::calendar;
pub use file::{Form, check_folder, check_place, write, write_private};
pub use lines::{Delimiter, Heads, lines};
use rust_xlsxwriter::{Workbook, XlsxError};
use std::sync::Arc;

/// What is written.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The language of titles and choices.
    pub lang: Lang,
    /// The day.
    pub today: NaiveDate,
    /// Whether this is an earlier day, and the project what was known then.
    pub is_replay: bool,
    /// One sheet alone, to be filled in by somebody else; none is all of them, with a cover and charts.
    pub form: Option<&'static SheetDef>,
    /// The centre whose rows alone stand in it; all of them where none is named.
    pub centre: Option<&'a str>,
    /// What was found on earlier days, so that the cover has the order of Home; none where nobody has looked.
    pub earlier: Option<&'a Arc<Earlier>>,
}

/// Told how many rows are written, and of how many; what it gives says whether to go on.
pub type Watch<'a> = &'a dyn Fn(usize, usize) -> bool;

/// Why a workbook is not written.
enum Unwritten {
    Stopped,
    Refused(XlsxError),
}

impl From<XlsxError> for Unwritten {
    fn from(error: XlsxError) -> Unwritten {
        Unwritten::Refused(error)
    }
}

/// Writes a workbook into memory. It fails where it is told to stop, where a text is longer than Excel takes, and where a
/// sheet has more rows.
pub fn workbook(project: &Project, options: Options<'_>, watch: Watch<'_>) -> Result<Vec<u8>, Phrase> {
    build(project, options, watch).map_err(|error| match error {
        Unwritten::Stopped => text("已停止，没有写文件", "stopped; no file was written").into(),
        Unwritten::Refused(error) => {
            say!("Excel 写不出来：{error}", "the Excel workbook cannot be written: {error}")
        }
    })
}

/// So many rows are written between two looks at whether to go on.
const ROWS: usize = 256;

/// Counts the rows of all worksheets as they are written.
struct Rows<'a> {
    done: std::cell::Cell<usize>,
    all: usize,
    watch: Watch<'a>,
}

impl Rows<'_> {
    /// Counts one row.
    fn next(&self) -> Result<(), Unwritten> {
        let done = self.done.get() + 1;
        self.done.set(done);
        let goes_on = !done.is_multiple_of(ROWS) || (self.watch)(done, self.all);
        if goes_on { Ok(()) } else { Err(Unwritten::Stopped) }
    }
}

fn build(project: &Project, options: Options<'_>, watch: Watch<'_>) -> Result<Vec<u8>, Unwritten> {
    let mut book = Workbook::new();
    let defs = match options.form {
        Some(def) => vec![def],
        None => registry::sheets(),
    };
    let mut assessed = Assessed::of(project, options.today, None);
    if let Some(earlier) = options.earlier {
        assessed.look_back(Arc::clone(earlier));
    }
    let mut lists = Lists::new(project, options);
    let all = defs.iter().filter_map(|def| Some(project.sheet(def.key)?.len())).sum();
    let rows = Rows { done: std::cell::Cell::new(0), all, watch };
    if options.form.is_none() {
        cover::write(book.add_worksheet(), project, &assessed, options)?;
    }
    for def in &defs {
        worksheet::write(book.add_worksheet(), project, def, options, &mut lists, &rows)?;
    }
    if options.form.is_none() {
        charts::write(&mut book, &assessed, options)?;
    }
    lists.write(book.add_worksheet())?;
    if !watch(all, all) {
        return Err(Unwritten::Stopped);
    }
    Ok(book.save_to_buffer()?)
}

/// The name of a worksheet: no more than 31 characters, without those that Excel refuses.
pub fn sheet_name(def: &SheetDef, lang: Lang) -> String {
    crate::intake::worksheet_name(def, lang)
}

#[cfg(test)]
mod tests;
