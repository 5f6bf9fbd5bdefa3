//! Formats in which blocks of cells come and go, the clipboard's, CSV, Excel, calendars, and in which reports go, HTML and
//! Markdown. It knows text and reports, and neither sheets nor tools.

pub mod clipboard;
pub mod csv;
pub mod html;
pub mod ics;
pub mod markdown;
pub mod wire;
pub mod xlsx;

use crate::report::{Dated, Report};
use crate::text::Lang;
use chrono::Datelike as _;

/// Lines of cells with the name that they have in their file; a file of one list has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The name; blank if there is none.
    pub name: String,
    /// The lines from the first on, blank ones among them.
    pub lines: Vec<Vec<String>>,
}

/// No block has more cells than these.
pub const CELL_LIMIT: usize = 200_000;
/// The cells of no block hold more text, in bytes.
pub const TEXT_LIMIT: usize = 64 << 20;

/// A format in which a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageFormat {
    /// A page for the browser and for paper.
    #[default]
    Html,
    /// Text for chats and mail.
    Markdown,
}

impl PageFormat {
    /// All, in the order in which they are offered.
    pub const ALL: [PageFormat; 2] = [PageFormat::Html, PageFormat::Markdown];

    /// The name on the command line, which is the end of the file's name too.
    pub const fn key(self) -> &'static str {
        match self {
            PageFormat::Html => "html",
            PageFormat::Markdown => "md",
        }
    }

    /// The report in this format and a language.
    pub fn page(self, report: &Report, lang: Lang) -> String {
        match self {
            PageFormat::Html => html::page(report, lang),
            PageFormat::Markdown => markdown::page(report, lang),
        }
    }
}

/// How the days of a list are written: without the year where it is the same for all.
fn day_form(dated: &[Dated]) -> &'static str {
    let mut years = dated.iter().map(|it| it.day.year());
    let first = years.next();
    if years.all(|year| Some(year) == first) { "%m-%d" } else { "%Y-%m-%d" }
}
