//! A tool is a value: its sheets, how they are shown, what it concludes and what it can do. Adding
//! one is one file in `tools/` and one word in [`TOOLS`]. No tool knows the screen. A tool may
//! use the rows and figures of another, but never in a circle.

pub mod actions;
pub mod adkar;
#[cfg(test)]
mod book;
pub mod charter;
pub mod checklist;
pub mod closing;
pub mod communication;
pub mod homework;
pub mod kotter;
pub mod kpi;
pub mod premortem;
pub mod readiness;
pub mod resistance;
pub mod roadmap;
pub mod wins;

use crate::advice::{Assessment, Level, Place};
use crate::project::{Edit, Project};
use crate::sheet::{
    AnyRow, Cell, Column, Id, Invalid, Kind, Reading, Row as _, SheetDef, Unit, is_nothing, parse,
    parse_number, plain,
};
use crate::text::{Lang, Phrase, Text, text};
use chrono::NaiveDate;
use serde_json::Value;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// Every tool there is, in the order of the screen.
pub static TOOLS: &[&Tool] = &[
    &readiness::TOOL,
    &adkar::TOOL,
    &checklist::TOOL,
    &roadmap::TOOL,
    &kotter::TOOL,
    &communication::TOOL,
    &resistance::TOOL,
    &wins::TOOL,
    &kpi::TOOL,
    &actions::TOOL,
    &closing::TOOL,
    &premortem::TOOL,
    &homework::TOOL,
    &charter::TOOL,
];

/// The groups that the list of tools is parted into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The project itself.
    Project,
    /// Where do we stand?
    Diagnose,
    /// What do we do when?
    Plan,
    /// How do we move people?
    Drive,
    /// Does it work?
    Measure,
    /// What do others know?
    Learn,
}

impl Group {
    /// The heading.
    pub const fn title(self) -> Text {
        match self {
            Group::Project => text("项目", "Project"),
            Group::Diagnose => text("诊断", "Diagnose"),
            Group::Plan => text("规划", "Plan"),
            Group::Drive => text("推动", "Drive"),
            Group::Measure => text("衡量", "Measure"),
            Group::Learn => text("检视与学习", "Check and learn"),
        }
    }
}

/// Where ids of new rows come from; randomness stays outside the core.
pub type NewId<'a> = &'a mut dyn FnMut() -> Id;

/// A tool of the workbook.
pub struct Tool {
    /// Its name on the command line and in JSON.
    pub key: &'static str,
    /// Its full name.
    pub title: Text,
    /// Its name in the list of tools, at most ten cells.
    pub short: Text,
    /// What it is for, in one or two sentences.
    pub about: Text,
    /// Where it stands in the list.
    pub group: Group,
    /// The sheets it owns.
    pub sheets: &'static [&'static SheetDef],
    /// Keys of other sheets that its assessment reads.
    pub reads: &'static [&'static str],
    /// How it is shown; the first is what opens.
    pub views: &'static [View],
    /// What it can do beyond editing cells.
    pub actions: &'static [Action],
    /// The rows that a new project begins with.
    pub seed: fn(new_id: NewId<'_>) -> Vec<Arc<dyn AnyRow>>,
    /// The unit of a number in a cell.
    pub unit: fn(&Project, &dyn AnyRow, &Column) -> Unit,
    /// What has to be entered in a row before a cell of it can be filled.
    pub needs: fn(&dyn AnyRow, &Column) -> Option<Text>,
    /// What must be said before a cell is changed.
    pub check: fn(&Change<'_>) -> Verdict,
    /// Edits that go together with a change as one step, such as the date of a first score.
    pub follow: fn(&Change<'_>) -> Vec<Edit>,
    /// Items of the checklist that this tool's state suggests are done, with the reason.
    pub proposes: fn(&Project) -> Vec<(&'static str, Phrase)>,
    /// What it concludes.
    pub assess: fn(&Project, NaiveDate) -> Assessment,
    /// The figures behind what it concludes, by name, for programs; made when they are asked for, as no key needs them.
    pub values: fn(&Scene<'_>) -> Vec<(&'static str, Value)>,
}

impl Tool {
    /// A start for a declaration: a tool that does nothing beyond its sheets.
    pub const BLANK: Tool = Tool {
        key: "",
        title: text("", ""),
        short: text("", ""),
        about: text("", ""),
        group: Group::Project,
        sheets: &[],
        reads: &[],
        views: &[],
        actions: &[],
        seed: |_| Vec::new(),
        unit: |_, _, _| Unit::None,
        needs: |_, _| None,
        check: |_| Verdict::Fine,
        follow: |_| Vec::new(),
        proposes: |_| Vec::new(),
        assess: |_, _| Assessment {
            headline: Phrase::same(String::new()),
            level: Level::Blank,
            conclusion: Vec::new(),
            findings: Vec::new(),
            facts: Arc::new(()),
        },
        values: |_| Vec::new(),
    };
}

/// What the functions of a view are given, and those that tell the figures.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The project as it is.
    pub project: &'a Project,
    /// What the tool concluded from it.
    pub assessment: &'a Assessment,
    /// The day.
    pub today: NaiveDate,
}

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
    pub rows: fn(&Scene<'_>) -> Option<Vec<usize>>,
    /// The heading that a row belongs under; a heading is shown where it changes.
    pub heading: fn(&Scene<'_>, &dyn AnyRow) -> Option<Phrase>,
    /// What stands below or beside the rows, given the row under the cursor, the most important first.
    pub panels: fn(&Scene<'_>, Option<&dyn AnyRow>) -> Vec<Panel>,
    /// What to do when there is no row.
    pub empty: Text,
    /// Whether people may add and remove rows here.
    pub grows: bool,
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
            heading: |_, _| None,
            panels: |_, _| Vec::new(),
            empty: text(
                "还没有内容：直接输入或粘贴，就是第一行。",
                "Nothing here yet: type or paste for the first row.",
            ),
            grows: true,
        }
    }
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
    /// The lines, in order.
    pub lines: fn(&Scene<'_>) -> Vec<ListLine>,
}

/// One line of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListLine {
    /// The heading that it belongs under; shown where it changes.
    pub heading: Option<Phrase>,
    /// What stands below each head.
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
        show: fn(&Scene<'_>, &dyn AnyRow) -> Shown,
    },
}

/// What a computed field shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The text.
    pub text: Phrase,
    /// How bad it is; blank is plain text.
    pub level: Level,
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

/// Something computed that is shown as more than a line of text.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "a view has a handful")]
pub enum Panel {
    /// A few lines.
    Lines {
        /// The heading.
        title: Phrase,
        /// The lines.
        lines: Vec<crate::advice::Line>,
    },
    /// Bars below each other, such as people by barrier.
    Bars {
        /// The heading.
        title: Phrase,
        /// A bar each.
        bars: Vec<Bar>,
    },
    /// A table of levels, such as centre by element.
    Heat {
        /// The heading.
        title: Phrase,
        /// The heads of the columns; the first is that of the row titles.
        heads: Vec<Phrase>,
        /// Row title and its cells.
        rows: Vec<(Phrase, Vec<Shown>)>,
    },
    /// Values over time.
    Chart(Chart),
    /// Spans of days below each other.
    Timeline(Timeline),
}

/// Spans of days below each other, on a line of months that fits the width.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// The heading.
    pub title: Phrase,
    /// The first day shown.
    pub from: NaiveDate,
    /// The last day shown.
    pub until: NaiveDate,
    /// Today, if it is to be shown as a line.
    pub today: Option<NaiveDate>,
    /// Named days, such as milestones, with how they stand.
    pub marks: Vec<(NaiveDate, Shown)>,
    /// The spans.
    pub spans: Vec<Span>,
}

/// One line of a timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// What it is; a phase is a heading, an item of it is not.
    pub title: Phrase,
    /// Whether it stands out as the heading of those below.
    pub heading: bool,
    /// Its first and last day; none draws no bar.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// The share of it that is done, 0 to 1.
    pub done: f64,
    /// A day on it that stands out, such as the one on which a centre was converted.
    pub point: Option<NaiveDate>,
    /// A short word at its end, such as "3/4".
    pub label: Phrase,
    /// How bad it is.
    pub level: Level,
}

/// A bar of [`Panel::Bars`].
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it counts.
    pub title: Phrase,
    /// How long it is, 0 to 1.
    pub share: f64,
    /// The figure behind it.
    pub label: Phrase,
    /// How bad it is.
    pub level: Level,
}

/// A chart over time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    /// The heading.
    pub title: Option<Phrase>,
    /// The readings as (day number, value); `None` is a gap that no line crosses.
    pub values: Vec<(f64, Option<f64>)>,
    /// Where it should be: straight pieces.
    pub path: Vec<(f64, f64)>,
    /// Lower limit, mean, upper limit.
    pub limits: Option<(f64, f64, f64)>,
    /// Places in `values` that are signals.
    pub signals: Vec<usize>,
    /// Named days, the most important first.
    pub marks: Vec<(f64, Phrase)>,
    /// Today, if it is to be shown.
    pub today: Option<f64>,
    /// First and last day, with their labels.
    pub span: Option<((f64, Phrase), (f64, Phrase))>,
    /// The unit of the values.
    pub unit: Unit,
    /// Whether the values are counts, so that the scale names whole numbers.
    pub whole: bool,
    /// What the lines are called: values, path.
    pub legend: Vec<Phrase>,
}

/// What an action does, given the row under the cursor.
pub type RunAction = fn(&Scene<'_>, Option<&dyn AnyRow>, NewId<'_>) -> Result<Outcome, Phrase>;

/// Something a tool can do at the press of a key: the first of a tool has the first action key, and so on.
pub struct Action {
    /// Its name in the config file.
    pub key: &'static str,
    /// What it does.
    pub title: Text,
    /// The views it works in; empty means all of the tool.
    pub views: &'static [&'static str],
    /// What comes of it; `Err` says why it is not possible now.
    pub run: RunAction,
}

/// What comes of an action.
#[derive(Debug)]
pub struct Outcome {
    /// The change.
    pub edit: Edit,
    /// What is said of it.
    pub said: Phrase,
    /// Where the cursor goes, and whether the cell opens for typing.
    pub go: Option<(Place, bool)>,
}

/// A cell about to be changed.
pub struct Change<'a> {
    /// The project before.
    pub project: &'a Project,
    /// The row before.
    pub row: &'a dyn AnyRow,
    /// The column.
    pub column: &'static Column,
    /// The new value.
    pub cell: &'a Cell,
    /// The day.
    pub today: NaiveDate,
}

/// What is said before a cell is changed.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Nothing.
    Fine,
    /// The change is made, and this is said.
    Note(Phrase),
    /// The change is not made.
    Refuse(Phrase),
    /// A person decides: yes takes `instead`, no keeps what was typed, escape changes nothing.
    Ask {
        /// The question.
        question: Phrase,
        /// The value meant by yes.
        instead: Cell,
    },
    /// A person decides: yes makes the change and fills this cell of the row too, as one step; no makes the
    /// change alone, escape changes nothing.
    Offer {
        /// The question.
        question: Phrase,
        /// The column's key, and what goes into it.
        also: (&'static str, Cell),
    },
}

/// Gives a project written before a tool was there the rows that this tool begins with. Their ids follow from the
/// project's, so that two windows that do so add the same rows.
pub fn complete(project: &mut Project) {
    for tool in TOOLS {
        if !tool.sheets.iter().any(|sheet| project.is_absent(sheet.key)) {
            continue;
        }
        let own = project.id.to_string();
        let mut n = 0_u32;
        let mut new_id = || {
            n += 1;
            Id::new(spread(&format!("{own} {} {n}", tool.key)))
        };
        for row in (tool.seed)(&mut new_id) {
            if project.is_absent(row.def().key) {
                // A row that is there already, against all odds, is left as it is.
                let _inverse = project.apply(Edit::Insert { at: usize::MAX, row });
            }
        }
    }
}

/// A number that is the same for the same text in every version (FNV-1a).
fn spread(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// All sheets that exist, in the order in which they are saved: the project's own first, so that the
/// beginning of a file tells what it is called.
pub fn registry() -> Vec<&'static SheetDef> {
    let mut all: Vec<_> = TOOLS.iter().flat_map(|t| t.sheets.iter().copied()).collect();
    all.sort_by_key(|def| *def != charter::Charter::DEF);
    all
}

/// The tool that owns a sheet, and its place in [`TOOLS`].
pub fn owner(sheet: &str) -> Option<(usize, &'static Tool)> {
    TOOLS.iter().enumerate().find(|(_, t)| t.sheets.iter().any(|s| s.key == sheet)).map(|(n, t)| (n, *t))
}

/// What a row is called: its first column, or our own text for it.
pub fn row_name(row: &dyn AnyRow, lang: Lang) -> String {
    match row.get(0) {
        Cell::Empty => row.builtin(0).map_or(String::new(), |t| t.get(lang).to_owned()),
        cell => plain(&cell, lang, &|id| id.to_string()),
    }
}

/// The name of a row of a sheet, as the screen shows it; a row that has gone says so.
pub fn link_name(project: &Project, sheet: &str, id: Id, lang: Lang) -> String {
    let rows = project.sheet(sheet);
    let row = rows.and_then(|s| s.position(id).and_then(|at| s.row(at)));
    row.map_or_else(|| text("（已删除）", "(removed)").get(lang).to_owned(), |r| row_name(r, lang))
}

/// A cell of a row as plain text: what was entered, or our own text where nothing was.
pub fn cell_text(project: &Project, row: &dyn AnyRow, column: usize, lang: Lang) -> String {
    match (row.get(column), row.def().columns.get(column).map(|c| c.kind)) {
        (Cell::Empty, _) => row.builtin(column).map_or(String::new(), |t| t.get(lang).to_owned()),
        (cell, Some(Kind::Link(sheet))) => plain(&cell, lang, &|id| link_name(project, sheet, id, lang)),
        (cell, _) => plain(&cell, lang, &|id| id.to_string()),
    }
}

/// Reads what was typed into a cell. Our own text typed back leaves the cell empty.
pub fn read_cell(
    project: &Project,
    row: &dyn AnyRow,
    column: usize,
    typed: &str,
    today: NaiveDate,
) -> Result<Cell, Invalid> {
    let Some(col) = row.def().columns.get(column) else { return Ok(Cell::Empty) };
    if row.builtin(column).is_some_and(|t| [t.zh, t.en].contains(&typed.trim())) {
        return Ok(Cell::Empty);
    }
    let tool = owner(row.def().key).map(|(_, tool)| tool);
    if let Some(first) = tool.filter(|_| !typed.trim().is_empty()).and_then(|tool| (tool.needs)(row, col)) {
        return Err(Invalid(first.into()));
    }
    if col.kind == Kind::Number && !typed.trim().is_empty() {
        let unit = tool.map_or(Unit::None, |tool| (tool.unit)(project, row, col));
        let plain: String = typed.trim().nfkc().collect();
        let plain = plain.trim();
        if is_nothing(plain) {
            return Ok(Cell::Empty);
        }
        return parse_number(plain, unit.written()).map(Cell::Number);
    }
    let link = |sheet: &str, name: &str| {
        let rows = project.sheet(sheet)?;
        let named =
            |r: &dyn AnyRow| [Lang::Zh, Lang::En].iter().any(|l| row_name(r, *l).eq_ignore_ascii_case(name));
        let all = || (0..rows.len()).filter_map(|n| rows.row(n));
        // "FTFR" is enough where only one name holds it.
        let part = name.to_lowercase();
        let holds = |r: &&dyn AnyRow| {
            [Lang::Zh, Lang::En].iter().any(|l| row_name(*r, *l).to_lowercase().contains(&part))
        };
        let mut alike = all().filter(holds);
        let only = alike.next().filter(|_| alike.next().is_none());
        all().find(|r| named(*r)).or(only).map(AnyRow::id)
    };
    parse(col.kind, typed, &Reading { today, link: &link })
}

/// What the owner of a sheet says before a cell is changed.
pub fn check(change: &Change<'_>) -> Verdict {
    let Some((_, tool)) = owner(change.row.def().key) else { return Verdict::Fine };
    match (tool.needs)(change.row, change.column).filter(|_| *change.cell != Cell::Empty) {
        Some(first) => Verdict::Refuse(first.into()),
        None => (tool.check)(change),
    }
}

/// A change as an edit, with what its tool lets go together with it. The change comes last, so that what
/// was typed stands.
pub fn edit_of(change: &Change<'_>) -> Edit {
    let def = change.row.def();
    let set = Edit::Set {
        sheet: def.key,
        row: change.row.id(),
        column: def.column(change.column.key).unwrap_or(usize::MAX),
        cell: change.cell.clone(),
    };
    let mut edits = owner(def.key).map_or(Vec::new(), |(_, tool)| (tool.follow)(change));
    if edits.is_empty() {
        return set;
    }
    edits.push(set);
    Edit::Many(edits)
}

/// A new project: every tool's first rows, and the charter filled in.
pub fn new_project(charter: charter::Charter, new_id: &mut dyn FnMut() -> Id) -> Project {
    let mut project = Project::empty(new_id(), &registry());
    let seeded = TOOLS.iter().flat_map(|t| (t.seed)(new_id)).collect::<Vec<_>>();
    for row in seeded.into_iter().chain([Arc::new(charter) as Arc<dyn AnyRow>]) {
        // The sheets are empty and the ids new, so nothing is refused.
        let _inverse = project.apply(Edit::Insert { at: usize::MAX, row });
    }
    project
}
