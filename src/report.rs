//! Reports for readers who never open the program: the weekly page for the boss, the whole story of a project, all
//! projects side by side.
//!
//! A report is gathered from the same facts and findings that the screen shows and computes no figure of its own; the
//! formats in [`crate::exchange`] write it. It knows no format, no file, no clock and no screen.

mod ahead;
mod anonymous;
mod asked;
mod charts;
mod exceptions;
mod glance;
mod group;
mod people;
mod processes;
mod promises;
mod redesign;
mod sponsor;
mod texts;
mod twice;
mod week;
mod whole;

pub use crate::tool::{Bar, Chart as Plot};
pub use anonymous::Codes;
pub use group::group;

use crate::assess::Assessed;
use crate::finding::{Level, Line};
use crate::say;
use crate::text::{Phrase, Text, text};
use crate::tool::Shown;
use chrono::NaiveDate;

/// What a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One project this week, on one page or two.
    Week,
    /// The whole story of one project.
    Project,
    /// All projects side by side.
    Portfolio,
}

impl Scope {
    /// All, in the order in which they are offered.
    pub const ALL: [Scope; 3] = [Scope::Week, Scope::Project, Scope::Portfolio];

    /// The name on the command line and in names of files.
    pub const fn key(self) -> &'static str {
        match self {
            Scope::Week => "week",
            Scope::Project => "project",
            Scope::Portfolio => "portfolio",
        }
    }

    /// What it is called.
    pub const fn title(self) -> Text {
        match self {
            Scope::Week => text("本周一页", "The week on a page"),
            Scope::Project => text("项目全貌", "The whole project"),
            Scope::Portfolio => text("项目组合", "Portfolio"),
        }
    }
}

/// A report in both languages.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// What it is about.
    pub scope: Scope,
    /// The name of the project, or what stands for all of them.
    pub name: Phrase,
    /// The day.
    pub day: NaiveDate,
    /// Short facts beside the name, such as the week and the phase.
    pub about: Vec<Phrase>,
    /// What there is to conclude, in one sentence.
    pub headline: Line,
    /// The answers to a reader's first questions: what is wrong, what is being done.
    pub glance: Vec<Answer>,
    /// A few figures that stand out.
    pub figures: Vec<Figure>,
    /// The parts, in the order of every week.
    pub sections: Vec<Section>,
    /// How to read it, at the end.
    pub notes: Vec<Phrase>,
}

/// An answer to a question that every reader has.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The question, as a title.
    pub question: Phrase,
    /// The answer.
    pub lines: Vec<Line>,
}

/// A figure that stands out.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What it counts.
    pub title: Phrase,
    /// The figure.
    pub value: Phrase,
    /// What it is to be compared with.
    pub beside: Phrase,
    /// How bad it is.
    pub level: Level,
}

/// A part of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its name, by which the style of the page knows it.
    pub key: &'static str,
    /// The heading.
    pub title: Phrase,
    /// A sentence that says how to read it; blank where it goes without saying.
    pub about: Phrase,
    /// Whether it may stand beside its neighbour, as it is short.
    pub narrow: bool,
    /// What it says.
    pub parts: Vec<Part>,
}

impl Section {
    /// A section of some parts.
    fn of(key: &'static str, title: impl Into<Phrase>, parts: Vec<Part>) -> Section {
        Section { key, title: title.into(), about: Phrase::same(""), narrow: false, parts }
    }

    /// The same with a sentence that says how to read it.
    fn about(self, about: impl Into<Phrase>) -> Section {
        Section { about: about.into(), ..self }
    }

    /// The same, short enough to stand beside another.
    fn narrow(self) -> Section {
        Section { narrow: true, ..self }
    }
}

/// Something that a section says.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// What is missing, and what to enter.
    Missing(Phrase),
    /// Sentences.
    Lines(Vec<Line>),
    /// How many promises were kept, week by week.
    Kept(Vec<Kept>),
    /// Indicators that are not where they should be.
    Exceptions(Vec<Exception>),
    /// Charts of indicators, with the events that they number.
    Charts(Vec<Chart>, Vec<Event>),
    /// Bars below each other.
    Bars(Vec<Bar>),
    /// What comes when.
    Dated(Vec<Dated>),
    /// What the reader is asked to decide.
    Asks(Vec<Ask>),
    /// Phases or steps with how much of each is done.
    Steps(Vec<Step>),
    /// Projects side by side.
    Projects(Vec<Standing>),
}

/// How many promises were kept in a week.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The week in words.
    pub title: Phrase,
    /// Its last day.
    pub until: NaiveDate,
    /// Promises kept in time.
    pub kept: usize,
    /// Promises that were due.
    pub due: usize,
    /// Promises that a meeting dropped, which are none of those.
    pub dropped: usize,
}

impl Kept {
    /// How many were dropped, behind the others; blank where none was.
    pub fn dropped(&self) -> Phrase {
        behind_kept(self.dropped)
    }
}

/// That so many promises were dropped, behind those kept; blank where none was.
fn behind_kept(dropped: usize) -> Phrase {
    match dropped {
        0 => Phrase::same(""),
        dropped => say!("，放弃 {dropped} 项", ", {dropped} dropped"),
    }
}

/// An indicator that is not where it should be.
#[derive(Clone, Debug, PartialEq)]
pub struct Exception {
    /// The indicator.
    pub name: Phrase,
    /// Where it stands, in a word.
    pub status: Shown,
    /// The latest value, with its day.
    pub now: Phrase,
    /// Where it should be by now; blank where it has no path.
    pub expected: Phrase,
    /// The target, with its day.
    pub target: Phrase,
    /// Whether it is a signal or noise, and why.
    pub proof: Line,
    /// The cause; none if nobody has said it.
    pub cause: Option<Phrase>,
    /// What is being done, the most pressing first, and what was done last.
    pub actions: Vec<Deed>,
    /// That a meeting wants nothing done for now, with its reason; none where something is, or nobody has said so.
    pub waived: Option<Phrase>,
}

/// What is being done about something.
#[derive(Clone, Debug, PartialEq)]
pub struct Deed {
    /// The action.
    pub action: Phrase,
    /// The one who answers for it; blank if nobody does.
    pub owner: Phrase,
    /// By when, and whether it is done or late.
    pub when: Shown,
}

/// The chart of an indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The indicator.
    pub name: Phrase,
    /// Whether it shows the effort rather than the result.
    pub leading: bool,
    /// Where it stands, in a word.
    pub status: Shown,
    /// The latest value with its unit.
    pub now: Phrase,
    /// The target with its unit; blank without one.
    pub target: Phrase,
    /// The value that the plan asks for by now, with its unit; blank where no plan is gone by or the target is reached.
    pub planned: Phrase,
    /// Whether what moved is a signal or noise, in a few words.
    pub proof: Shown,
    /// The value to be reached.
    pub goal: Option<f64>,
    /// What is drawn; nothing without a reading.
    pub plot: Option<Plot>,
    /// The events that are marked: the day number, and the place in the list of events.
    pub events: Vec<(f64, usize)>,
}

/// Something that happened and may explain a movement.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The day.
    pub day: NaiveDate,
    /// What it was.
    pub name: Phrase,
}

/// Something that comes on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    /// The day.
    pub day: NaiveDate,
    /// What kind of thing it is, such as a milestone.
    pub kind: Phrase,
    /// What it is.
    pub what: Phrase,
    /// The one who answers for it; blank if nobody does.
    pub who: Phrase,
    /// How it stands, where that has to be said.
    pub state: Shown,
}

/// Something that the reader is asked to decide or to do.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// What he is asked.
    pub what: Phrase,
    /// Why.
    pub why: Phrase,
    /// How pressing it is.
    pub level: Level,
}

/// A phase or a step, with how much of it is done.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What it is.
    pub title: Phrase,
    /// The share that is done, 0 to 1.
    pub share: f64,
    /// How much is done, in figures.
    pub done: Phrase,
    /// Its days, or how it stands.
    pub beside: Phrase,
    /// How bad it is.
    pub level: Level,
}

/// A project among others.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Its name.
    pub name: Phrase,
    /// How bad its worst finding is.
    pub level: Level,
    /// Its week and phase, or why nothing is known of it.
    pub when: Phrase,
    /// Short figures, each below its title.
    pub cells: Vec<(Phrase, Shown)>,
    /// What is most serious.
    pub worst: Vec<Line>,
}

/// The report of one project, with codes in place of people if they are given. Of [`Scope::Portfolio`] it is the week's;
/// [`group`] makes that of several.
pub fn of(assessed: &Assessed, scope: Scope, codes: Option<&mut Codes>) -> Report {
    let report = match scope {
        Scope::Week | Scope::Portfolio => week::report(assessed),
        Scope::Project => whole::report(assessed),
    };
    report.finished(codes)
}

impl Report {
    /// The same of an earlier day, which says that it is.
    #[must_use]
    pub fn as_known_then(mut self) -> Report {
        self.about.push(text("回看：当天所知", "replay: as known on that day").into());
        self
    }

    /// Ready to be written: people by codes if so asked, and nothing hidden in any text.
    fn finished(mut self, codes: Option<&mut Codes>) -> Report {
        self.explain_only_what_is_said();
        // Before anything is cut, so that a name is found whole.
        if let Some(codes) = codes {
            self.anonymise(codes);
        }
        self.make_visible();
        self
    }
}

/// What stands in the place of a cause that nobody has said.
pub const NO_CAUSE: Text = text("还没有说明原因", "Nobody has said why yet");
/// What stands in the place of an action that nobody has agreed.
pub const NO_ACTION: Text = text("还没有定下纠偏行动", "No corrective action is agreed yet");
