//! How the rows of a tool stand on the screen: grids, paper forms and lists.

use super::{NewId, Panel};
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::sheet::{AnyRow, Col, SheetDef};
use crate::text::{Phrase, Text, text};
use std::sync::Arc;

/// One way to show a tool, a tab of its screen.
pub struct View {
    /// Its name in jumps.
    pub key: &'static str,
    /// The tab.
    pub title: Text,
    /// The sheet whose rows it shows.
    pub sheet: &'static SheetDef,
    /// How the rows stand.
    pub layout: Layout,
    /// The places of the rows to show, in order; none means all as they stand.
    pub rows: fn(&Facts) -> Option<Vec<usize>>,
    /// Whether rows can be moved although the view gives their order: below each heading they stand as in the sheet.
    pub moves: bool,
    /// The heading that a row belongs under; a heading is shown where it changes.
    pub heading: fn(&Facts, &dyn AnyRow) -> Option<Phrase>,
    /// What stands below or beside the rows, given the row under the cursor, the most important first.
    pub panels: fn(&Facts, Option<&dyn AnyRow>) -> Vec<Panel>,
    /// The rows behind the drawings of a view without rows, in the order of the drawing.
    pub leads: Option<fn(&Facts) -> Vec<Lead>>,
    /// What to do when there is no row.
    pub empty: Text,
    /// Whether people may add and remove rows here.
    pub grows: bool,
    /// The computed field that can be typed into all the same.
    pub entry: Option<Entry>,
    /// The action of the tool that adds to what the computed fields count, where cells of the row do not.
    pub counts: Option<&'static str>,
    /// The column that the cursor begins on; none means the first that people fill in, which in a list of standard items
    /// is their tick.
    pub opens_on: Option<Col>,
}

/// A computed field that can be typed into: the value goes into a row of another sheet.
pub struct Entry {
    /// The key of the computed field.
    pub field: &'static str,
    /// What to type, and what becomes of it.
    pub help: fn(&Facts, &dyn AnyRow) -> Phrase,
    /// The cell that the field of a row stands for.
    pub cell: fn(&Facts, &dyn AnyRow, NewId<'_>) -> Option<EntryCell>,
    /// The edit that takes away what the field of a row shows; none if it shows nothing.
    pub clear: fn(&Facts, &dyn AnyRow) -> Option<Edit>,
    /// What a block pasted on the field means, given the rows from there on; none where it means nothing there.
    pub block: EntryBlock,
}

/// What a block means, given the rows from the cursor on and its lines.
pub type EntryBlock = fn(&Facts, &[Arc<dyn AnyRow>], &[Vec<String>]) -> Option<Reshaped>;

/// The cell of another sheet that a computed field stands for.
pub struct EntryCell {
    /// Its row; one that is new holds what tells it from others, such as its day.
    pub row: Arc<dyn AnyRow>,
    /// Whether the row is new.
    pub fresh: bool,
    /// Its column.
    pub column: usize,
    /// What is said once a value has gone into it, where that is not what the title of the field says.
    pub said: Option<Phrase>,
}

/// A block as the sheet that it belongs to has it: a line for each row, and what each column of it goes into.
pub struct Reshaped {
    /// The sheet.
    pub def: &'static SheetDef,
    /// The columns of the sheet, one for each column of the lines.
    pub columns: Vec<usize>,
    /// The lines; none where the block is a list of the sheet as it stands, under titles of its own.
    pub lines: Vec<Vec<String>>,
    /// Where the value of each line stands in the block as it came: its line and its column, from 0.
    pub places: Vec<(usize, usize)>,
    /// What is worth knowing of how it was read.
    pub notes: Vec<Phrase>,
}

impl Reshaped {
    /// A block that is a list of a sheet as it stands: its titles say which column goes where, or a person does.
    pub const fn as_it_stands(def: &'static SheetDef) -> Reshaped {
        Reshaped { def, columns: Vec::new(), lines: Vec::new(), places: Vec::new(), notes: Vec::new() }
    }

    /// Whether no line says on which day it is.
    pub fn is_undated(&self) -> bool {
        let day = self.def.dated.and_then(|day| self.columns.iter().position(|column| *column == day));
        day.is_some_and(|day| self.lines.iter().all(|line| line.get(day).is_none_or(String::is_empty)))
    }
}

impl View {
    /// A start for a declaration: rows as they stand, nothing beside them.
    pub const fn of(key: &'static str, title: Text, sheet: &'static SheetDef, layout: Layout) -> View {
        View {
            key,
            title,
            sheet,
            layout,
            rows: |_| None,
            moves: false,
            heading: |_, _| None,
            panels: |_, _| Vec::new(),
            leads: None,
            empty: text(
                "还没有内容：直接输入或粘贴，就是第一行。",
                "Nothing here yet: type or paste for the first row.",
            ),
            grows: true,
            entry: None,
            counts: None,
            opens_on: None,
        }
    }
}

/// A part of a drawing and the row behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Lead {
    /// What it is called in the drawing.
    pub title: Phrase,
    /// How it stands.
    pub detail: Phrase,
    /// How bad it is.
    pub level: Level,
    /// The cell that is gone to.
    pub place: Place,
    /// Where several rows stand behind the part: the titles and values that they have in common.
    pub among: Vec<(Text, Phrase)>,
}

/// How the rows of a view stand on the screen.
pub enum Layout {
    /// Rows below each other, fields beside each other.
    Grid(&'static [Field]),
    /// One row as a paper form: some fields on top, a table of fields, some fields below.
    Card(&'static CardPlan),
    /// No rows; the panels take the room.
    Panels,
    /// Lines gathered from several sheets, each leading to the cell that it comes from.
    List(&'static ListPlan),
}

/// A list gathered from several sheets.
pub struct ListPlan {
    /// The heads of the cells, each at least so many cells wide; the first takes what is left.
    pub heads: &'static [(Text, u16)],
    /// What else a line is told by and can be filtered by, such as the owner that its heading names: the titles of the
    /// cells behind those that are shown.
    pub also: &'static [Text],
    /// The cell whose value "only this value" means, counted through both.
    pub only: usize,
    /// The lines, in order.
    pub lines: fn(&Facts) -> Vec<ListLine>,
}

impl ListPlan {
    /// The title of a cell of the lines.
    pub fn title(&self, cell: usize) -> Option<Text> {
        let heads = self.heads.iter().map(|(title, _)| *title);
        heads.chain(self.also.iter().copied()).nth(cell)
    }

    /// How many cells a line has, those that are not shown among them.
    pub const fn cells(&self) -> usize {
        self.heads.len() + self.also.len()
    }
}

/// One line of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListLine {
    /// The heading that it belongs under; shown where it changes.
    pub heading: Option<Phrase>,
    /// What stands below each head, and behind that what else it is told by.
    pub cells: Vec<Shown>,
    /// The cell that it comes from.
    pub place: Place,
    /// The tick that says it is done, if it has one.
    pub tick: Option<Place>,
}

/// A field of a grid.
pub enum Field {
    /// A column of the sheet, at least so many cells wide. The last prose or text field takes what is left.
    Column(&'static str, u16),
    /// A column under a shorter title of this view's own, where many stand side by side.
    Short(&'static str, u16, Text),
    /// A figure that the tool computes; read only.
    Computed {
        /// Its name in JSON and CSV.
        key: &'static str,
        /// Its title.
        title: Text,
        /// At least so many cells wide.
        cells: u16,
        /// What it shows for a row.
        show: fn(&Facts, &dyn AnyRow) -> Shown,
    },
}

impl Field {
    /// A column, at least so many cells wide.
    pub const fn column(column: Col, cells: u16) -> Field {
        Field::Column(column.key, cells)
    }

    /// A column under a shorter title of this view's own.
    pub const fn short(column: Col, cells: u16, title: Text) -> Field {
        Field::Short(column.key, cells, title)
    }

    /// The name of a computed figure; none for a column.
    pub const fn computed_key(&self) -> Option<&'static str> {
        match self {
            Field::Computed { key, .. } => Some(key),
            Field::Column(..) | Field::Short(..) => None,
        }
    }

    /// A figure that the tool computes: its name in JSON and CSV, its title, its least width, what it shows.
    pub const fn computed(
        key: &'static str,
        title: Text,
        cells: u16,
        show: fn(&Facts, &dyn AnyRow) -> Shown,
    ) -> Field {
        Field::Computed { key, title, cells, show }
    }
}

/// What a computed field shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The text.
    pub text: Phrase,
    /// How bad it is; blank is plain text.
    pub level: Level,
    /// The figure that the text tells in words, which orders and conditions go by.
    pub figure: Option<f64>,
}

impl Shown {
    /// A text of a level.
    pub fn new(level: Level, text: impl Into<Phrase>) -> Shown {
        Shown { text: text.into(), level, figure: None }
    }

    /// The same text, which tells this figure in words: `3 d late` is -3.
    #[must_use]
    pub fn telling(self, figure: f64) -> Shown {
        Shown { figure: Some(figure), ..self }
    }

    /// Plain text.
    pub fn plain(text: impl Into<Phrase>) -> Shown {
        Shown::new(Level::Blank, text)
    }

    /// A dash, where there is no figure.
    pub fn dash() -> Shown {
        Shown::plain(Phrase::same("–"))
    }

    /// Nothing.
    pub fn blank() -> Shown {
        Shown::plain(text("", ""))
    }
}

/// A paper form.
pub struct CardPlan {
    /// Columns above the table, shown as "title: value".
    pub header: &'static [&'static str],
    /// The heads of the table: of the titles of the lines, of their questions, then one for each cell.
    pub heads: &'static [Text],
    /// The lines of the table.
    pub lines: &'static [CardLine],
    /// Columns below the table.
    pub footer: &'static [&'static str],
}

/// One line of a paper form.
pub struct CardLine {
    /// Its title.
    pub title: Text,
    /// The question it asks.
    pub question: Text,
    /// The columns that answer it, one below each head after the first two.
    pub cells: &'static [&'static str],
}
