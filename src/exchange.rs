//! Formats in which blocks of cells come and go, the clipboard's, CSV, Excel, calendars, in which event logs come, and in
//! which reports go, HTML and Markdown. It knows text, logs and reports, and neither sheets nor tools.

pub mod clipboard;
pub mod csv;
pub mod html;
pub mod ics;
pub mod logs;
pub mod markdown;
pub mod wire;
pub mod xlsx;

use crate::calendar::short_day;
use crate::report::{Dated, Report};
use crate::say;
use crate::text::{Lang, Phrase};
use chrono::{Datelike as _, NaiveDate};

/// Lines of cells with the name that they have in their file; a file of one list has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The name; blank if there is none.
    pub name: String,
    /// The lines from the first on, blank ones among them.
    pub lines: Vec<Vec<String>>,
    /// How the bytes of a text file were read, where that is a guess of which somebody should know.
    pub read_as: Option<ReadAs>,
}

/// How the bytes of a text file were read that does not say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadAs {
    /// As Chinese.
    Gb18030,
    /// As the letters of Western Europe.
    Windows1252,
}

impl ReadAs {
    /// All, with what they are called.
    pub const ALL: [(ReadAs, &'static str); 2] =
        [(ReadAs::Gb18030, "GB 18030"), (ReadAs::Windows1252, "Windows-1252")];

    /// What it is called.
    pub fn name(self) -> &'static str {
        ReadAs::ALL.into_iter().find(|(it, _)| *it == self).map_or("", |(_, name)| name)
    }
}

impl Table {
    /// Its name with its lines.
    pub fn named(&self) -> (&str, &[Vec<String>]) {
        (&self.name, &self.lines)
    }

    /// What is said of how it was read, where that is a guess.
    pub fn said_read_as(&self) -> Option<Phrase> {
        let name = self.read_as?.name();
        Some(say!(
            "文件没有写明编码，按 {name} 读；文字不对的话，请在表格软件里另存为“CSV UTF-8”",
            "The file does not say how its letters are written and was read as {name}; if they are wrong, save it as 'CSV UTF-8' from the spreadsheet"
        ))
    }

    /// Whether anything stands below its first line: titles alone are nothing to be taken in.
    pub fn is_filled(&self) -> bool {
        let below = usize::from(!self.name.is_empty());
        self.lines.iter().skip(below).flatten().any(|cell| !cell.trim().is_empty())
    }
}

/// No block that is pasted has more cells than these.
pub const BLOCK_LIMIT: usize = 200_000;
/// No file has more cells than these, the blank ones before the last of each line among them: a project of 10,000 cards that
/// were scored many times comes back, and a file that would fill the memory with blanks does not.
pub const CELL_LIMIT: usize = 2_000_000;
/// The cells of no file hold more text, in bytes.
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
fn form_of_days(dated: &[Dated]) -> fn(NaiveDate) -> Phrase {
    let mut years = dated.iter().map(|it| it.day.year());
    let first = years.next();
    if years.all(|year| Some(year) == first) { short_day } else { |day| Phrase::same(day.to_string()) }
}
