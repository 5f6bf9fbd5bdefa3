//! The command line as it is declared: options, verbs, and how their values are read.

use crate::app::Theme;
use crate::assess::portfolio::Column;
use crate::calendar::{FIRST_YEAR, LAST_YEAR};
use crate::finding::Level;
use crate::runtime::keys::LARGEST_SIDE;
use crate::text::Lang;
use chrono::{Datelike as _, NaiveDate};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// What stands on the command line.
#[derive(Clone, Debug, Parser)]
#[command(
    name = "changebook",
    version,
    about = "A workbook for leading change in after-sales service (变革工作簿)",
    after_help = "Without a command the workbook opens on the screen.\nExit codes: 0 done, 1 refused, 2 wrong usage, 3 by status --fail-on.",
    max_term_width = 100
)]
pub struct Cli {
    /// Folder of the projects
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "CHANGEBOOK_WORKSPACE",
        hide_env_values = true,
        help_heading = "Global options"
    )]
    pub workspace: Option<PathBuf>,
    /// Project, by name or id, where there are several
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        env = "CHANGEBOOK_PROJECT",
        hide_env_values = true,
        help_heading = "Global options"
    )]
    pub project: Option<String>,
    /// Day to take for today
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = day, help_heading = "Global options")]
    pub today: Option<NaiveDate>,
    /// Day to show things as they were known on, such as 2026-03-02, 'last Friday' or 'week 4'
    #[arg(long, global = true, value_name = "DATE", help_heading = "Global options")]
    pub as_of: Option<String>,
    /// Language of texts and messages
    #[arg(long, global = true, value_name = "LANG", value_parser = lang_parser(), help_heading = "Global options")]
    pub lang: Option<Lang>,
    /// Colours of the screen
    #[arg(long, global = true, value_name = "THEME", value_parser = theme_parser(), help_heading = "Global options")]
    pub theme: Option<Theme>,
    /// Print one frame of the screen instead of opening it
    #[arg(long, global = true, value_name = "COLSxROWS", value_parser = size, help_heading = "Frame")]
    pub print: Option<Size>,
    /// Keys to press before the frame.
    #[arg(
        long,
        help = "Keys to press before the frame, such as '<down><enter>'",
        global = true,
        value_name = "KEYS",
        help_heading = "Frame"
    )]
    pub keys: Option<String>,
    /// Print the frame with its colours
    #[arg(long, global = true, help_heading = "Frame")]
    pub ansi: bool,
    /// Print the frame as an SVG picture
    #[arg(long, global = true, help_heading = "Frame")]
    pub svg: bool,
    /// Whether the project is named by the environment; the caller knows it.
    #[arg(skip)]
    pub project_of_environment: bool,
    /// The language chosen earlier, where the command line names none; the caller knows it.
    #[arg(skip)]
    pub remembered: Option<Lang>,
    /// What to do
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub enum Verb {
    /// Create a project and print its id
    New {
        /// Name of the project
        name: String,
        /// Day on which the change begins
        #[arg(long, value_name = "DATE")]
        start: String,
        /// Vision in one sentence
        #[arg(long)]
        vision: Option<String>,
        /// Number of service centres
        #[arg(long, value_name = "N")]
        centres: Option<String>,
    },
    /// List the projects
    List {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// List every sheet with its columns, their kinds and both titles
    Sheets {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Print the rows of a sheet
    Show {
        /// Sheet, such as people
        sheet: String,
        /// As JSON: rows as in the file, and what is computed
        #[arg(long, conflicts_with = "csv")]
        json: bool,
        /// As CSV
        #[arg(long)]
        csv: bool,
        /// With the mark by which Excel knows UTF-8
        #[arg(long, requires = "csv")]
        excel: bool,
        /// With the titles of the columns in the language, in place of their keys
        #[arg(long, requires = "csv")]
        titles: bool,
    },
    /// Add a row and print its id
    Add {
        /// Sheet, such as people
        sheet: String,
        /// What to enter
        #[command(flatten)]
        values: Values,
    },
    /// Change cells of a row; an empty value clears one
    Set {
        /// Sheet, such as people
        sheet: String,
        /// Row: its id, the beginning of it, its name, or #N
        row: String,
        /// What to enter
        #[command(flatten)]
        values: Values,
    },
    /// Remove a row
    Remove {
        /// Sheet, such as people
        sheet: String,
        /// Row: its id, the beginning of it, its name, or #N
        row: String,
    },
    /// Write the project as an Excel workbook: a worksheet a sheet, lists to choose from, charts, the findings
    Export(super::export::Export),
    /// Take rows from a CSV file into a sheet: compared with what is there, all or none, one step
    Import(super::import::Import),
    /// List the backups of a project, the newest first
    Backups {
        /// Project, by name or id; the only one where none is named
        project: Option<String>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Put a backup in the place of a project's file, which is kept as a backup or beside it first
    Restore {
        /// Project, by name or id
        project: String,
        /// Number of the backup; the newest where none is named
        number: Option<u64>,
        /// Write it in another file instead: a name in the workspace, or a path
        #[arg(long = "as", value_name = "NAME")]
        other: Option<String>,
    },
    /// Give every row that has another's id one of its own
    Repair {
        /// Project, by name or id; the only one where none is named
        project: Option<String>,
    },
    /// Merge a conflicting copy into its project; the copy goes to the archive
    Merge {
        /// Project, by name or id
        project: String,
        /// File of the copy, where there are several
        copy: Option<PathBuf>,
    },
    /// List where a person is named in all projects, backups and drafts; with --yes remove the person for good
    Forget {
        /// Name as it stands on the card
        person: String,
        /// Remove it: the cards with their history, and the name in every text; there is no undo
        #[arg(long)]
        yes: bool,
    },
    /// Print where the project stands, tool by tool, and what to do next
    Status {
        /// As JSON
        #[arg(long)]
        json: bool,
        /// Leave with code 3 where something is at this level or worse
        #[arg(long, value_name = "LEVEL", value_parser = level_parser())]
        fail_on: Option<Level>,
    },
    /// Print where all projects stand, side by side, and what they say together
    Portfolio {
        /// As JSON
        #[arg(long)]
        json: bool,
        /// Column to sort by, what needs attention first
        #[arg(long, value_name = "COLUMN", value_parser = column_parser())]
        sort: Option<Column>,
        /// With the projects of the archive
        #[arg(long)]
        archived: bool,
    },
    /// Print the contents of the handbook, one of its pages, or the pages that contain some words
    Handbook {
        /// Key or title of a page, or words to look for
        words: Vec<String>,
    },
    /// List the rules: what makes each fire, where it comes from and the page of the handbook that explains it
    Rules {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Open the demo on the screen
    Demo,
    /// Hold the weekly meeting: open the screen at its first step, or where it was left today
    Meet,
    /// Print the minutes of a meeting as Markdown: of the latest, or of the one held on a day
    Minutes {
        /// The day of the meeting
        #[arg(long, value_name = "DATE")]
        of: Option<NaiveDate>,
    },
    /// Print an example of the config file
    Config {
        /// Print only where the config file lies
        #[arg(long)]
        path: bool,
    },
    /// Print completions for a shell; they know the sheets, their columns and the projects that there are now
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// The values of a row, and what to answer when one is asked about.
#[derive(Clone, Debug, clap::Args)]
pub struct Values {
    /// Column and value, such as awareness=3
    #[arg(required = true, value_name = "KEY=VALUE", value_parser = pair)]
    pub pairs: Vec<(String, String)>,
    /// Where something is asked, answer yes: take the suggested value
    #[arg(long, conflicts_with = "as_typed")]
    pub yes: bool,
    /// Where something is asked, answer no: keep to what was typed
    #[arg(long)]
    pub as_typed: bool,
}

/// The size of a frame, in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// How wide.
    pub columns: u16,
    /// How high.
    pub rows: u16,
}

fn size(typed: &str) -> Result<Size, String> {
    let side = |text: &str| text.parse().ok().filter(|n| (1..=LARGEST_SIDE).contains(n));
    typed
        .split_once(['x', 'X', '×'])
        .and_then(|(columns, rows)| Some(Size { columns: side(columns)?, rows: side(rows)? }))
        .ok_or_else(|| format!("write a size like 120x36, each from 1 to {LARGEST_SIDE}"))
}

fn day(typed: &str) -> Result<NaiveDate, String> {
    let date = NaiveDate::parse_from_str(typed, "%Y-%m-%d").ok();
    date.filter(|date| (FIRST_YEAR..=LAST_YEAR).contains(&date.year()))
        .ok_or_else(|| format!("write a date like 2026-03-02, from {FIRST_YEAR} to {LAST_YEAR}"))
}

fn pair(typed: &str) -> Result<(String, String), String> {
    let (key, value) = typed.split_once('=').ok_or("write KEY=VALUE, such as awareness=3")?;
    if key.trim().is_empty() {
        return Err("the column's key is missing before '='".to_owned());
    }
    Ok((key.trim().to_owned(), value.to_owned()))
}

/// A title of a file and the column it goes into.
pub(super) fn mapping(typed: &str) -> Result<(String, String), String> {
    let parted = typed.split_once('=').filter(|(title, _)| !title.trim().is_empty());
    let (title, column) = parted.ok_or("write TITLE=COLUMN, such as Store=centre")?;
    Ok((title.trim().to_owned(), column.trim().to_owned()))
}

fn lang_parser() -> impl TypedValueParser<Value = Lang> {
    let tags = [PossibleValue::new(Lang::Zh.tag()).alias("zh"), PossibleValue::new(Lang::En.tag())];
    PossibleValuesParser::new(tags).map(|tag| Lang::parse(&tag).unwrap_or_default())
}

fn column_parser() -> impl TypedValueParser<Value = Column> {
    PossibleValuesParser::new(Column::ALL.map(Column::key))
        .map(|key| Column::parse(&key).unwrap_or(Column::Worst))
}

fn level_parser() -> impl TypedValueParser<Value = Level> {
    let levels = [Level::Watch, Level::Act, Level::Stop];
    let read = move |key: String| levels.into_iter().find(|level| level.key() == key);
    PossibleValuesParser::new(levels.map(Level::key)).map(move |key| read(key).unwrap_or(Level::Watch))
}

fn theme_parser() -> impl TypedValueParser<Value = Theme> {
    let named = |name: &str| Theme::ALL.iter().find(|(_, n)| *n == name).map(|(theme, _)| *theme);
    PossibleValuesParser::new(Theme::ALL.map(|(_, name)| name))
        .map(move |name| named(&name).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_declared_soundly() {
        Cli::command().debug_assert();
    }

    #[test]
    fn sizes_days_and_pairs_are_read() {
        assert_eq!(size("120x36"), Ok(Size { columns: 120, rows: 36 }));
        assert_eq!(day("2026-03-02"), Ok(NaiveDate::from_ymd_opt(2026, 3, 2).unwrap()));
        assert_eq!(pair(" note =a=b "), Ok(("note".to_owned(), "a=b ".to_owned())));
        for bad in ["", "120", "0x1", "1x0", "1001x1", "axb", "-1x5"] {
            assert!(size(bad).is_err(), "{bad}");
        }
        for bad in ["", "2026-02-30", "1899-12-31", "2200-01-01", "+262142-12-31", "today"] {
            assert!(day(bad).is_err(), "{bad}");
        }
        assert!(pair("x").is_err() && pair("=3").is_err());
    }
}
