//! Takes a block of cells from elsewhere into a sheet: lines, titles, rows, changes, a plan to look at, one edit. A paste
//! and a file go the same way. It knows no terminal and no file format.
//!
//! An [`Intake`] is the block and all that was decided about it: where the titles stand, which column each of the
//! block's goes to, which row each line goes to, what becomes of cells that do not fit. A [`Planner`] reads it against a
//! project line by line and gives a [`Plan`], which says of every line and cell what will be stored and holds the edit.
//! Whoever looks at the plan decides more, and it is read again.

mod also;
mod beside;
mod blocks;
mod cells;
mod commas;
mod decided;
mod ditto;
mod draft;
mod earlier;
mod exported;
mod keys;
mod lacking;
mod links;
mod months;
mod moved;
mod names;
mod notes;
mod of_centre;
mod orders;
mod plan;
mod planner;
mod points;
mod proposals;
mod reading;
mod returned;
mod shares;
mod short_years;
mod signs;
mod spelt;
mod status;
mod strayed;
mod taken;
mod title_line;
mod titles;
mod told;
mod units;
mod week_numbers;
mod weekdays;
mod within;
mod worksheets;

use blocks::Down;
pub use decided::{Choice, Decision, Mend, Namesakes, Rest};
pub use earlier::Spoken;
use exported::Exported;
pub use exported::Side;
pub use plan::{CellPlan, Differs, Goes, Left, LinePlan, Plan, Said, Wrong};
pub use planner::Planner;
pub use proposals::{only_number, own_unit, own_unit_of};
use title_line::Searched;
pub use titles::fields_called;
use told::Told;
use units::Numbers;
pub use week_numbers::Weeks;
pub use within::Within;
pub use worksheets::{FOR_EYES, Worksheet, belonging, letters, not_taken, worksheet_name};

use crate::calendar::DayOrder;
use crate::project::Project;
use crate::sheet::{AnyRow, Id, SheetDef};
use crate::text::{Lang, Phrase};
use crate::tool::{Reshaped, View};
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// How sure it is that a column of the block belongs to a column of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sure {
    /// Its title is a name of the column, in full.
    Named,
    /// Its title resembles a name of the column: an ending in brackets aside, or but for one letter.
    Guessed,
    /// A person has chosen it.
    Chosen,
    /// It stands below the cursor, without a title.
    Placed,
}

/// Where a column of the block goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Into the column of the sheet at this place.
    Column(usize, Sure),
    /// It holds the ids of the rows.
    Ids,
    /// Nowhere.
    Out(Out),
}

/// Why a column of the block is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Out {
    /// Its title is no name of a column here.
    Unknown,
    /// It numbers the lines, or has no title and no cells.
    Number,
    /// Its title resembles a name of this column of the sheet, and nobody is there to look at it.
    Near(usize),
    /// The column of the sheet is filled from this column of the block already.
    Twice(usize),
    /// A person has left it out.
    Chosen,
    /// There is no column below the cursor that could take it.
    Beyond,
}

impl Field {
    /// The column of the sheet.
    pub fn column(self) -> Option<usize> {
        match self {
            Field::Column(column, _) => Some(column),
            _ => None,
        }
    }
}

/// A row that a line without titles goes into.
pub struct Spot {
    /// The row; none is a new one.
    pub row: Option<Arc<dyn AnyRow>>,
    /// The columns, where they are not those of every line, as in a form.
    pub columns: Option<Vec<Option<usize>>>,
}

/// Where a block without titles goes, as far as it is known before: below and beside the cursor.
#[derive(Default)]
pub struct From {
    /// The columns of the sheet, from the cursor on.
    pub columns: Vec<Option<usize>>,
    /// The rows, from the cursor on.
    pub rows: Vec<Spot>,
    /// What lines belong to that do not say so.
    pub within: Option<Within>,
    /// How the rows on the screen differ from the sheet, as a clause: sorted, filtered.
    pub order: Option<Phrase>,
    /// The name of the file that the block was read from, if it was.
    pub file: Option<String>,
    /// What is to be said of the block before anything else.
    pub notes: Vec<Phrase>,
    /// Whether the block was copied in the workbook: below the last row its lines are rows of their own, to be changed.
    pub copied: bool,
}

/// A block as it came, where its lines were made of its cells.
struct Source {
    lines: Vec<Vec<String>>,
    /// The line and the column of the cell that each line was made of.
    places: Vec<(usize, usize)>,
    notes: Vec<Phrase>,
}

/// A block of cells on its way into a sheet, with what was decided about it.
pub struct Intake {
    /// The sheet.
    pub def: &'static SheetDef,
    /// The lines of the block; blank ones count.
    pub lines: Vec<Vec<String>>,
    /// The line that holds titles, if one does; those above it are left out.
    pub titles: Option<usize>,
    /// Where each column of the block goes.
    pub fields: Vec<Field>,
    /// Whether rows may be added.
    pub grows: bool,
    /// Whether blank cells of the block empty what is there.
    pub blanks: bool,
    /// Whether lines of totals are taken in.
    pub totals: bool,
    /// What becomes of cells that do not fit.
    pub rest: Rest,
    /// What becomes of new rows that may be one that is there; none asks.
    pub namesakes: Option<Namesakes>,
    /// Whose value counts in cells that were changed in the file and in the project since the export; none asks.
    pub side: Option<Side>,
    /// Shorter titles of the screen, each with the column it stands over.
    short: Vec<(usize, &'static str)>,
    views: &'static [View],
    from: From,
    /// The column that was put into the block, as its lines do not say what they belong to.
    placed: Option<usize>,
    source: Option<Source>,
    chosen: HashMap<usize, Choice>,
    mends: HashMap<(usize, String), Mend>,
    exported: Option<Exported>,
    sides: HashMap<(usize, usize), Side>,
    orders: HashMap<Option<usize>, DayOrder>,
    /// The order in which days of two small numbers are read where nothing else tells it, and whether the month stands first
    /// in those without a year, as in Chinese.
    custom: (Option<DayOrder>, bool),
    /// The columns whose months are their last days; none are all.
    months: HashSet<Option<usize>>,
    /// Whose weeks are meant that are written by their numbers alone; none is all columns.
    weeks: HashMap<Option<usize>, Weeks>,
    /// Whether the parts of one in a column are shares of a hundred.
    shares: HashMap<usize, bool>,
    /// In whose units numbers are.
    numbers: Numbers,
    /// What was decided of blank cells below the first of a block of lines.
    down: Down,
    /// What a column of words has told of the days beside it.
    told: Told,
    /// Which cells earlier files of the same import speak of.
    spoken: Spoken,
    /// What a file says that is believed rather than this one.
    believed: HashMap<(Id, usize), Said>,
    /// The project before anything of the file was put in; none where nothing else of it was.
    began: Option<Project>,
    /// The ids of rows that lines have become, the same each time they are read.
    fresh: RefCell<HashMap<usize, Id>>,
}

/// Whether a block has titles of a sheet; `in_file` if it is that of a file.
pub fn has_titles(
    def: &'static SheetDef,
    lines: &[Vec<String>],
    views: &'static [View],
    in_file: bool,
) -> bool {
    let short: Vec<(usize, &'static str)> = views
        .iter()
        .filter(|view| view.sheet == def)
        .flat_map(|view| titles::short_titles(def, view))
        .collect();
    Searched { def, short: &short, lines, first: None, in_file }.find().is_some()
}

impl Intake {
    /// A block for this sheet. `from` says where it goes if it has no titles, `views` how the sheet is shown.
    pub fn new(
        def: &'static SheetDef,
        mut lines: Vec<Vec<String>>,
        from: From,
        views: &'static [View],
    ) -> Intake {
        let exported = Exported::take(def, &mut lines);
        let own = || views.iter().filter(|view| view.sheet == def);
        let mut intake = Intake {
            def,
            titles: None,
            fields: Vec::new(),
            grows: own().any(|view| view.grows),
            blanks: false,
            totals: false,
            rest: Rest::Ask,
            namesakes: None,
            side: None,
            short: own().flat_map(|view| titles::short_titles(def, view)).collect(),
            views,
            from,
            placed: None,
            source: None,
            chosen: HashMap::new(),
            mends: HashMap::new(),
            exported,
            sides: HashMap::new(),
            orders: HashMap::new(),
            custom: (None, true),
            months: HashSet::new(),
            weeks: HashMap::new(),
            shares: HashMap::new(),
            numbers: Numbers::OfLine,
            down: Down::default(),
            told: Told::default(),
            spoken: Spoken::new(),
            believed: HashMap::new(),
            began: None,
            fresh: RefCell::default(),
            lines,
        };
        intake.titles = intake.find_titles();
        intake.map_columns();
        intake.fill_ditto();
        intake.place_within();
        intake.place_centre();
        intake.pad_blocks();
        intake.tell_done();
        intake
    }

    /// A block that stood otherwise than its sheet has it, such as weeks across, with the lines as they came and the file
    /// that they were read from.
    pub fn reshaped(
        reshaped: Reshaped,
        lines: Vec<Vec<String>>,
        file: Option<String>,
        views: &'static [View],
    ) -> Intake {
        let Reshaped { def, columns, lines: flat, places, notes } = reshaped;
        let mut intake = Intake::new(def, Vec::new(), From { file, ..From::default() }, views);
        intake.fields = columns.into_iter().map(|column| Field::Column(column, Sure::Placed)).collect();
        intake.lines = flat;
        intake.source = Some(Source { lines, places, notes });
        if intake.lines.is_empty() {
            intake.decide(Decision::Titles(true));
        }
        intake.fill_ditto();
        intake
    }

    /// The name of the file that the block was read from, if it was.
    pub fn file(&self) -> Option<&str> {
        self.from.file.as_deref()
    }

    /// What is to be said of the block before it is read.
    fn first_notes(&self) -> Vec<Phrase> {
        let source = self.source.iter().flat_map(|source| &source.notes);
        self.from.notes.iter().chain(source).cloned().chain(self.said_within()).collect()
    }

    /// Lets days of two small numbers be read as a person writes them: in the order known of them, if one is, and without a
    /// year in Chinese the month first.
    pub fn read_days_as_in(&mut self, lang: Lang, known: Option<DayOrder>) {
        self.custom = (known, lang == Lang::Zh);
    }

    /// Says something of the block before anything else.
    pub fn say_first(&mut self, note: Phrase) {
        self.from.notes.push(note);
    }

    /// Notes what the project was before other worksheets of the file were put in: what these have made of it nobody has
    /// changed since the export.
    pub fn begin_with(&mut self, project: &Project) {
        self.began = Some(project.clone());
    }

    /// Whether the block stood otherwise than its sheet has it.
    pub fn is_reshaped(&self) -> bool {
        self.source.is_some()
    }

    /// What a line is called: its number, or where it was made of a cell of the block, the name of the cell.
    pub fn name_of_line(&self, line: usize) -> String {
        match self.source.as_ref().and_then(|source| source.places.get(line)) {
            Some((line, column)) => format!("{}{}", letters(*column), line + 1),
            None => (line + 1).to_string(),
        }
    }

    /// The number of the line of the block as it came, from 1.
    pub fn number_of_line(&self, line: usize) -> usize {
        let source = self.source.as_ref().and_then(|source| source.places.get(line));
        source.map_or(line, |(line, _)| *line) + 1
    }

    /// The number of columns of the block.
    pub fn width(&self) -> usize {
        self.lines.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// The first line that holds values.
    pub fn first(&self) -> usize {
        self.titles.map_or(0, |line| line + 1)
    }

    /// The title of a column of the block; blank if it has none.
    pub fn title(&self, column: usize) -> &str {
        self.titles.and_then(|line| self.lines.get(line)?.get(column)).map_or("", |title| title.trim())
    }

    /// Whether the block was written by an export.
    pub fn is_exported(&self) -> bool {
        self.exported.is_some()
    }

    /// The line that has become a row that was not there.
    pub fn line_of_new(&self, row: Id) -> Option<usize> {
        self.fresh.borrow().iter().find(|(_, id)| **id == row).map(|(line, _)| *line)
    }

    /// The column of the sheet that a cell goes into, by its line and its column in the block.
    pub fn column_at(&self, line: usize, at: usize) -> Option<usize> {
        let untitled = self.titles.is_none();
        let spot = line.checked_sub(self.first()).and_then(|n| self.spot(n)).filter(|_| untitled);
        match spot.and_then(|spot| spot.columns.as_ref()) {
            Some(own) => own.get(at).copied().flatten(),
            None => self.fields.get(at).and_then(|field| field.column()),
        }
    }

    /// The spot of a line below the cursor, counted from the first line with values.
    fn spot(&self, n: usize) -> Option<&Spot> {
        self.from.rows.get(n)
    }
}

#[cfg(test)]
mod tests;
