//! What a tool is: its sheets, how they are shown, what it concludes and what it can do. Knows no tool and no screen.

mod check;
mod measured;
mod numbered;
mod panel;
mod promise;
mod rescored;
mod suggestion;
mod view;

pub use check::{Hit, Test};
pub use measured::{Measured, Measurements};
pub use numbered::{NumberedWeek, WeekOfYear, said_of_project};
pub use panel::{Bar, Chart, Discovered, FlowLine, FlowStep, Flows, Journey, Panel, Span, Stop, Timeline};
pub use promise::{
    Accepted, AcceptedFindings, Asked, Columns, NoAction, PromiseKinds, Promised, Promises, PutOff, PutOffs,
    Waived,
};
pub use rescored::{CORRECTED_WITHIN, Rescored};
pub use suggestion::{Speaks, Suggestion, Suggestions};
pub use view::{
    CardLine, CardPlan, Entry, EntryCell, Field, Layout, Lead, ListLine, ListPlan, Reshaped, Shown, View,
};

use crate::facts::Facts;
use crate::finding::{Finding, Level, Line, Place, Rule};
use crate::project::{Edit, Project};
use crate::say;
use crate::sheet::{AnyRow, Cell, Col, Column, Id, Invalid, SheetDef, Unit};
use crate::text::{Phrase, Text, text};
use chrono::NaiveDate;
use serde_json::Value;
use std::sync::Arc;

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
    /// How does the work run, and how should it?
    Redesign,
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
            Group::Redesign => text("流程再造", "Redesign"),
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
    /// The key that opens it from the list of tools, a digit or a small letter: its own, so that a tool added
    /// before it does not move it.
    pub mark: char,
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
    /// How it is shown; the first is what opens.
    pub views: &'static [View],
    /// What it can do beyond editing cells.
    pub actions: &'static [Action],
    /// The rows that a new project begins with.
    pub seed: fn(new_id: NewId<'_>) -> Vec<Arc<dyn AnyRow>>,
    /// The unit of a number in a cell.
    pub unit: fn(&Project, &dyn AnyRow, &Column) -> Unit,
    /// Reads what only this tool knows the meaning of, such as a week of the project for a day; none for anything else.
    pub read: ReadCell,
    /// Reads a block that stands otherwise than its sheets have it, such as weeks across; none for any other.
    pub reshape: fn(&Project, &[Vec<String>], NaiveDate) -> Option<Reshaped>,
    /// What a week may be that a block writes by its number alone; none for any other text.
    pub week: fn(&Project, &str, NaiveDate) -> Option<NumberedWeek>,
    /// The day of what a block says without its day, such as the last one of a week that is over.
    pub undated: fn(&Project, NaiveDate) -> NaiveDate,
    /// What has to be entered in a row before a cell of it can be filled.
    pub needs: fn(&dyn AnyRow, &Column) -> Option<Text>,
    /// What must be said before a cell is changed.
    pub check: fn(&Change<'_>) -> Verdict,
    /// Edits that go together with a change as one step, such as the date of a first score.
    pub follow: fn(&Change<'_>) -> Vec<Edit>,
    /// Edits that keep what stood in a row before a pasted or imported line gave it anew, such as earlier scores.
    pub keep: fn(&Renewed<'_>, NewId<'_>) -> Vec<Edit>,
    /// Whether two rows that are called the same may be one although another part of what tells them apart differs, as
    /// with a person who has moved.
    pub may_be_one: fn(&dyn AnyRow, &dyn AnyRow) -> bool,
    /// The row that a new one is the same as, so that it takes its place; none for what may stand there twice.
    pub same: fn(&Project, &dyn AnyRow) -> Option<Id>,
    /// Links by which a row of its sheets belongs to the row linked to and goes together with it.
    pub belongs: &'static [Col],
    /// Items of the checklist that this tool's state suggests are done, with the reason.
    pub proposes: fn(&Facts) -> Vec<(&'static str, Phrase)>,
    /// The rule of a finding that speaks of a row, where the finding points to another row of its group.
    pub concerns: fn(&Facts, &dyn AnyRow) -> Option<&'static str>,
    /// What its state says for or against methods of process redesign.
    pub suggests: fn(&Facts) -> Vec<Suggestion>,
    /// What it has measured of the processes.
    pub measures: fn(&Facts) -> Vec<Measured>,
    /// The kinds of its rows in which people promise to do something; their items stand in the list of actions.
    pub promises: &'static [Promises],
    /// Its rules, in the order of their findings.
    pub rules: &'static [Rule],
    /// What it concludes, given what its rules have found.
    pub assess: fn(&Facts, Vec<Finding>) -> Assessment,
    /// The figures behind what it concludes, by name, for programs; made when they are asked for, as no key needs them.
    pub values: fn(&Facts) -> Vec<(&'static str, Value)>,
}

impl Tool {
    /// A start for a declaration: a tool that does nothing beyond its sheets.
    pub const BLANK: Tool = Tool {
        key: "",
        mark: ' ',
        title: text("", ""),
        short: text("", ""),
        about: text("", ""),
        group: Group::Project,
        sheets: &[],
        views: &[],
        actions: &[],
        seed: |_| Vec::new(),
        unit: |_, _, _| Unit::None,
        read: |_, _, _, _, _| None,
        reshape: |_, _, _| None,
        week: |_, _, _| None,
        undated: |_, today| today,
        needs: |_, _| None,
        check: |_| Verdict::Fine,
        follow: |_| Vec::new(),
        keep: |_, _| Vec::new(),
        may_be_one: |_, _| false,
        same: |_, _| None,
        belongs: &[],
        proposes: |_| Vec::new(),
        concerns: |_, _| None,
        suggests: |_| Vec::new(),
        measures: |_| Vec::new(),
        promises: &[],
        rules: &[],
        assess: |_, findings| Assessment {
            headline: Phrase::same(String::new()),
            level: Level::Blank,
            conclusion: Vec::new(),
            findings,
        },
        values: |_| Vec::new(),
    };
}

impl Tool {
    /// Runs its rules and concludes from what they found.
    pub fn conclude(&self, facts: &Facts) -> Assessment {
        let findings = self.rules.iter().flat_map(|rule| rule.find(facts)).collect();
        (self.assess)(facts, findings)
    }
}

/// What one tool concludes from a project on a day.
#[derive(Clone)]
pub struct Assessment {
    /// The tool's state in at most ten cells, for the list of tools.
    pub headline: Phrase,
    /// The worst of what matters.
    pub level: Level,
    /// The conclusion in a few lines, below the sheet.
    pub conclusion: Vec<Line>,
    /// The findings, in the tool's own order.
    pub findings: Vec<Finding>,
}

impl Assessment {
    /// The worst level of the findings; good if there are none.
    pub fn worst(findings: &[Finding]) -> Level {
        findings.iter().map(|f| f.level).fold(Level::Good, Level::max)
    }
}

/// Items of the checklist that the state of some tool suggests are done, each by its code and with the reason.
///
/// A phase of its own: every tool proposes from the sheets and its own facts before anybody looks at what was
/// proposed, so that the checklist may show proposals and still be read by those who propose.
pub struct Proposals(pub Vec<(&'static str, Phrase)>);

/// Reads a text in a cell of a row; none where it is read as anywhere else.
pub type ReadCell = fn(&Project, &dyn AnyRow, &Column, &str, NaiveDate) -> Option<Result<Cell, Invalid>>;

/// What an action does, given the row under the cursor.
pub type RunAction = fn(&Facts, Option<&dyn AnyRow>, NewId<'_>) -> Result<Outcome, Phrase>;

/// Whether an action is possible now, given the row under the cursor; `Err` says why not. Asked at every key, so it
/// looks no further than it must: what takes a walk over a large sheet is a fact.
pub type Possible = fn(&Facts, Option<&dyn AnyRow>) -> Result<(), Phrase>;

/// Something a tool can do at the press of a key: the first of a tool has the first action key, and so on.
pub struct Action {
    /// Its name for tests and messages: words joined by hyphens. The config file binds the four action keys.
    pub key: &'static str,
    /// What it does.
    pub title: Text,
    /// The views it works in; empty means all of the tool.
    pub views: &'static [&'static str],
    /// Whether it is possible now.
    pub possible: Possible,
    /// What comes of it; `Err` if it is not possible now, for the same reason.
    pub run: RunAction,
    /// Whether it shows more or less of something, for which there are keys of their own.
    pub step: Option<Step>,
    /// Whether what it fills in is done when it is said, although the field that it opens may be left blank.
    pub stands: bool,
    /// Whether it shows the minutes of the row, which is a meeting, and changes nothing: they are made of the sheets of all
    /// tools, so that the program makes them.
    pub is_minutes: bool,
}

/// A step to more or to less of what is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// More of it.
    More,
    /// Less of it.
    Less,
}

impl Action {
    /// An action that works in all views of its tool and is always possible.
    pub const fn new(key: &'static str, title: Text, run: RunAction) -> Action {
        Action {
            key,
            title,
            views: &[],
            possible: |_, _| Ok(()),
            run,
            step: None,
            stands: false,
            is_minutes: false,
        }
    }

    /// The same, in these views only.
    #[must_use]
    pub const fn only_in(self, views: &'static [&'static str]) -> Action {
        Action { views, ..self }
    }

    /// The same, as a step to more or to less of what is shown.
    #[must_use]
    pub const fn steps(self, step: Step) -> Action {
        Action { step: Some(step), ..self }
    }

    /// The same, but done once it is said: a row that says something stays without what the open field asks for.
    #[must_use]
    pub const fn stands(self) -> Action {
        Action { stands: true, ..self }
    }

    /// The same, only if it is possible.
    #[must_use]
    pub const fn possible_if(self, possible: Possible) -> Action {
        Action { possible, ..self }
    }
}

/// What comes of an action.
#[derive(Debug)]
pub struct Outcome {
    /// The change.
    pub edit: Edit,
    /// How good it is, for the sign before what is said: a warning where it is done and something stands against it.
    pub level: Level,
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

impl Change<'_> {
    /// Whether it is in this column of this sheet.
    pub fn is_in(&self, column: Col) -> bool {
        self.column.key == column.key && self.row.def().key == column.sheet
    }

    /// The day that is about to be entered, if it has not come yet.
    pub fn day_to_come(&self) -> Option<NaiveDate> {
        match self.cell {
            Cell::Date(day) if *day > self.today => Some(*day),
            _ => None,
        }
    }

    /// Refuses a day that has not come yet, in a column for what has happened.
    pub fn not_after_today(&self) -> Option<Verdict> {
        let (day, today) = (self.day_to_come()?, self.today);
        Some(Verdict::Refuse(say!(
            "{day} 还没有到：最晚填今天 {today}",
            "{day} has not come yet: enter today, {today}, at the latest"
        )))
    }
}

/// A row that a pasted or imported line gives anew.
pub struct Renewed<'a> {
    /// The project without the line.
    pub project: &'a Project,
    /// The row as it was.
    pub before: &'a dyn AnyRow,
    /// The row with all that the line says.
    pub after: &'a dyn AnyRow,
    /// The columns that the line says something of, also where it is there already.
    pub given: &'a [usize],
    /// Today.
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
    /// A person decides: yes makes the change, no and escape change nothing. There is no better value to offer.
    Sure(Phrase),
    /// A person decides: yes makes the change and fills this cell of the row too, as one step; no makes the
    /// change alone, escape changes nothing.
    Offer {
        /// The question.
        question: Phrase,
        /// The column's key, and what goes into it.
        also: (&'static str, Cell),
    },
    /// A person decides: yes makes the change and fills these cells too, as one step; no makes the change alone,
    /// escape changes nothing.
    Together {
        /// The question.
        question: Phrase,
        /// What yes and no are called, as what to do: "Convert", "Keep the numbers".
        answers: (Text, Text),
        /// The cells, of this row and of others.
        cells: Vec<(Id, Col, Cell)>,
        /// What is said where nobody can be asked, and the change is made alone.
        otherwise: Phrase,
    },
}
