//! The agenda of the weekly meeting: which pages it has and what stands on each, made of the sheets, the facts and the
//! findings of all tools.
//!
//! ```text
//! promises -> leading -> exceptions -> lagging -> exceptions -> checklist and people -> talk -> findings
//!          -> decisions and parked issues -> promised -> close
//! ```
//!
//! A page is made anew from the project whenever it is asked for, so that a second window shows the same. What a
//! meeting has settled stays on its page with its verdict. Knows no key and no screen.

mod closing;
mod exceptions;
mod minutes;
mod pages;
mod promises;

pub use minutes::minutes;
pub use promises::PromiseItem;

use crate::assess::{Assessed, rule_of};
use crate::facts::Facts;
use crate::finding::{Finding, FindingKey, Level, Line, Place};
use crate::sheet::Id;
use crate::text::{Phrase, Text, text};
use crate::tool::Chart;
use crate::tools::actions::Promise;
use crate::tools::kpi::{Figures as Kpi, Indicators, Review};
use crate::tools::meetings::{Answer, Answered, KPI_CODE, Meeting, Reply};
use ecow::EcoString;
use std::sync::Arc;

/// A step of the meeting, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Last week's promises.
    Promises,
    /// Leading indicators.
    Leading,
    /// Lagging indicators.
    Lagging,
    /// The checklist and the people.
    Checklist,
    /// Communication and resistance.
    Talk,
    /// The findings not seen yet.
    Findings,
    /// Decisions and parked issues.
    Decisions,
    /// What was promised, attendance, rating, the next date.
    Close,
}

impl Step {
    /// All, in order.
    pub const ALL: [Step; 8] = [
        Step::Promises,
        Step::Leading,
        Step::Lagging,
        Step::Checklist,
        Step::Talk,
        Step::Findings,
        Step::Decisions,
        Step::Close,
    ];

    /// Its name.
    pub const fn title(self) -> Text {
        match self {
            Step::Promises => text("上周承诺", "Last week's promises"),
            Step::Leading => text("领先指标", "Leading indicators"),
            Step::Lagging => text("滞后指标", "Lagging indicators"),
            Step::Checklist => text("清单与人", "Checklist and people"),
            Step::Talk => text("沟通与阻力", "Communication and resistance"),
            Step::Findings => text("要紧的结论", "Findings"),
            Step::Decisions => text("决定与停车场", "Decisions and parked issues"),
            Step::Close => text("收尾", "Close"),
        }
    }

    /// Its number, from 1.
    pub const fn number(self) -> usize {
        self as usize + 1
    }

    /// Its share of the quarter of an hour, in seconds.
    pub const fn share(self) -> u32 {
        match self {
            Step::Lagging => 180,
            Step::Close => 60,
            Step::Talk
            | Step::Findings
            | Step::Decisions
            | Step::Promises
            | Step::Leading
            | Step::Checklist => 110,
        }
    }
}

/// The whole meeting, in seconds: a quarter of an hour.
pub const WHOLE: u32 = 15 * 60;

/// A page of the meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// Last week's promises.
    Promises,
    /// All indicators of a kind, leading or not.
    Indicators {
        /// Whether of the leading ones.
        leading: bool,
    },
    /// An indicator that is behind or off track.
    Exception {
        /// The indicator.
        kpi: Id,
        /// Whether it is a leading one.
        leading: bool,
    },
    /// Items of the checklist that are due, and how people moved.
    Checklist,
    /// Communication and resistance.
    Talk,
    /// A finding, by its code.
    Finding(EcoString),
    /// Decisions and parked issues.
    Decisions,
    /// What was promised in this meeting.
    Promised,
    /// Attendance, rating, the next date.
    Close,
}

impl Page {
    /// The step it belongs to.
    pub const fn step(&self) -> Step {
        match self {
            Page::Promises => Step::Promises,
            Page::Indicators { leading: true } | Page::Exception { leading: true, .. } => Step::Leading,
            Page::Indicators { leading: false } | Page::Exception { leading: false, .. } => Step::Lagging,
            Page::Checklist => Step::Checklist,
            Page::Talk => Step::Talk,
            Page::Finding(_) => Step::Findings,
            Page::Decisions => Step::Decisions,
            Page::Promised | Page::Close => Step::Close,
        }
    }

    /// Its name in the file, without blanks.
    pub fn key(&self) -> String {
        match self {
            Page::Promises => "promises".to_owned(),
            Page::Indicators { leading: true } => "leading".to_owned(),
            Page::Indicators { leading: false } => "lagging".to_owned(),
            Page::Exception { kpi, .. } => format!("exception:{kpi}"),
            Page::Checklist => "checklist".to_owned(),
            Page::Talk => "talk".to_owned(),
            Page::Finding(code) => format!("finding:{code}"),
            Page::Decisions => "decisions".to_owned(),
            Page::Promised => "promised".to_owned(),
            Page::Close => "close".to_owned(),
        }
    }
}

/// What a line of a page is about, and so what the keys on it do.
#[derive(Clone, Debug, PartialEq)]
pub enum About {
    /// A promise to be judged.
    Promise(Box<PromiseItem>),
    /// An indicator whose value of this week is entered here.
    Reading(Id),
    /// A cell to fill in.
    Cell(Place),
    /// A cell of the review of an indicator that has none this week yet, by the column's key.
    NewReview(&'static str),
    /// An item to tick, and whether it is ticked.
    Tick(Place, bool),
    /// A finding to look at.
    Finding(FindingKey),
    /// A decision; none for the line of a new one.
    Decision(Option<Id>),
    /// A parked issue.
    Parked(Id),
    /// A member of the coalition, present or not.
    Member(EcoString, bool),
    /// The rating of the meeting.
    Rating,
    /// The end of the meeting.
    Finish,
}

/// A line of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct PageLine {
    /// How bad it is.
    pub level: Level,
    /// What it says.
    pub said: Phrase,
    /// What stands at its end, such as the verdict.
    pub state: Phrase,
    /// What stands below while the cursor is on it.
    pub more: Vec<Phrase>,
    /// What it is about.
    pub about: About,
    /// Whether it is settled, so that the cursor passes it over.
    pub settled: bool,
}

impl PageLine {
    /// A line that says this.
    fn new(about: About, said: impl Into<Phrase>) -> PageLine {
        PageLine {
            level: Level::Blank,
            said: said.into(),
            state: text("", "").into(),
            more: Vec::new(),
            about,
            settled: false,
        }
    }
}

/// What stands on a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageView {
    /// Its heading.
    pub title: Phrase,
    /// How bad what it is about is.
    pub level: Level,
    /// A figure shown large, with its unit beside.
    pub figure: Option<(String, Phrase)>,
    /// What is said before the lines.
    pub lead: Vec<Line>,
    /// A chart.
    pub chart: Option<Chart>,
    /// The lines that the cursor goes over.
    pub lines: Vec<PageLine>,
}

/// The agenda of a meeting.
pub struct Agenda<'a> {
    /// The facts of the project.
    pub facts: &'a Facts,
    /// The findings.
    pub assessed: &'a Assessed,
    /// The meeting.
    pub meeting: &'a Meeting,
    /// The facts as they were known at the meeting before, if there was one.
    pub before: Option<&'a Facts>,
}

/// No more findings than these are spoken of.
const MOST_FINDINGS: usize = 3;

/// Tools whose findings the other steps speak of.
const SPOKEN_OF: &[&str] = &["kpi", "actions", "checklist", "communication", "resistance", "meetings"];

/// The sheets of what the step about communication and resistance speaks of: an answer there is none to a finding of the
/// step after it, although the finding may be gone by now.
const SPOKEN_OF_SHEETS: &[&str] = &["audiences", "messages", "sends", "feedback", "resistance"];

impl<'a> Agenda<'a> {
    /// The pages, in order; steps without content have none.
    pub fn pages(&self) -> Vec<Page> {
        let mut pages = Vec::new();
        if !self.promises().is_empty() {
            pages.push(Page::Promises);
        }
        for leading in [true, false] {
            let of_kind = |kpi: &&Kpi| kpi.kpi.is_leading() == leading;
            let indicators = self.facts.get::<Indicators>();
            if indicators.kpis.iter().any(|kpi| of_kind(&kpi)) {
                pages.push(Page::Indicators { leading });
            }
            let exceptions = indicators.kpis.iter().filter(of_kind).filter(|kpi| self.is_exception(kpi));
            pages.extend(exceptions.map(|kpi| Page::Exception { kpi: kpi.kpi.id, leading }));
        }
        pages.extend([Page::Checklist, Page::Talk]);
        pages.extend(self.findings().into_iter().map(Page::Finding));
        pages.extend([Page::Decisions, Page::Promised, Page::Close]);
        pages
    }

    /// What stands on a page.
    pub fn view(&self, page: &Page) -> PageView {
        match page {
            Page::Promises => self.promises_page(),
            Page::Indicators { leading } => self.indicators_page(*leading),
            Page::Exception { kpi, .. } => self.exception_page(*kpi),
            Page::Checklist => self.checklist_page(),
            Page::Talk => self.talk_page(),
            Page::Finding(code) => self.finding_page(code),
            Page::Decisions => self.decisions_page(),
            Page::Promised => self.promised_page(),
            Page::Close => self.close_page(),
        }
    }

    /// Whether an indicator has a page of its own: it needs a review, its latest value is far off, or this meeting has
    /// written a review.
    fn is_exception(&self, kpi: &Kpi) -> bool {
        kpi.needs_review()
            || kpi.is_far_off()
            || self.review(kpi.kpi.id).is_some_and(|row| row.date == self.meeting.date && !row.is_blank())
    }

    /// The latest entry of the weekly review for an indicator, if it is less than a week old and was not dropped.
    pub fn review(&self, kpi: Id) -> Option<&'a Arc<Review>> {
        let today = self.facts.today();
        let recent = |row: &&Arc<Review>| {
            row.kpi.0 == Some(kpi) && row.week(today) == Some(1) && row.dropped.0.is_none()
        };
        self.facts.rows::<Review>().iter().filter(recent).max_by_key(|row| row.date)
    }

    /// The codes of the findings of this meeting, three in all: those noted when it came to them, each at its place
    /// while the meeting lasts; until then those it has answered and the first others.
    pub fn findings(&self) -> Vec<EcoString> {
        let rests = self.facts.get::<Answered>();
        let all = self.assessed.findings();
        let elsewhere = |answer: &&Arc<Answer>| {
            let mut spoken = all.iter().filter(|(tool, _)| SPOKEN_OF.contains(&tool.key));
            answer.key.starts_with(KPI_CODE)
                || spoken.any(|(_, finding)| finding.key().code() == answer.key)
                || SPOKEN_OF_SHEETS.iter().any(|sheet| answer.key.split('/').nth(1) == Some(sheet))
        };
        let mut codes: Vec<EcoString> =
            self.meeting.findings.split_whitespace().map(EcoString::from).collect();
        let answered = self.answers().filter(|answer| !elsewhere(answer));
        let others: Vec<EcoString> = answered
            .map(|answer| answer.key.clone())
            .filter(|key| !codes.iter().any(|code| is_same(code, key)))
            .collect();
        codes.extend(others);
        let open = all.iter().filter(|(tool, _)| !SPOKEN_OF.contains(&tool.key));
        let fresh = open.map(|(_, finding)| finding.key().code());
        let fresh = fresh.filter(|code| !rests.rests(code) && !self.is_acted_on(code));
        for code in fresh {
            if codes.len() >= MOST_FINDINGS {
                break;
            }
            if !codes.iter().any(|known| is_same(known, &code)) {
                codes.push(code);
            }
        }
        codes
    }

    /// Whether a meeting has made an action of a finding that is still open: it is spoken of as a promise then, even where
    /// nobody answers for it yet and the finding holds. Asked about again it would become an action twice.
    fn is_acted_on(&self, code: &str) -> bool {
        let accepted = self.facts.rows::<Answer>().iter();
        let mut accepted =
            accepted.filter(|row| is_same(&row.key, code) && row.reply == Some(Reply::Accepted));
        accepted.any(|answer| {
            let action = Id::parse(&answer.row).and_then(|row| self.facts.find::<Promise>(row));
            action.is_some_and(|action| action.done.0.is_none() && action.dropped.0.is_none())
        })
    }

    /// The finding of a code, if it is still found: at its cell, else, where its rule finds one thing, at the row that it
    /// names first by now.
    pub fn finding(&self, code_of: &str) -> Option<&'a Finding> {
        let all = self.assessed.findings();
        let of = |is: fn(&str, &str) -> bool| all.iter().find(|(_, f)| is(&f.key().code(), code_of));
        of(|code, of| code == of).or_else(|| of(is_same)).map(|(_, finding)| *finding)
    }

    /// What this meeting answered.
    pub fn answers(&self) -> impl Iterator<Item = &'a Arc<Answer>> {
        let meeting = self.meeting.id;
        self.facts.rows::<Answer>().iter().filter(move |answer| answer.meeting.0 == Some(meeting))
    }

    /// That this meeting wants no action for an indicator this week, with the reason; an action that is noted takes it
    /// back.
    pub fn no_action(&self, kpi: Id) -> Option<&'a Arc<Answer>> {
        let acts = self.review(kpi).is_some_and(|row| !row.action.0.trim().is_empty());
        self.answer(&format!("{KPI_CODE}{kpi}")).filter(|_| !acts)
    }

    /// Whether an answer of this meeting holds: that no action is wanted does not where one is noted.
    fn holds(&self, answer: &Answer) -> bool {
        let kpi = answer.key.strip_prefix(KPI_CODE).and_then(Id::parse);
        kpi.is_none_or(|kpi| self.no_action(kpi).is_some())
    }

    /// What this meeting answered to a finding.
    pub fn answer(&self, code: &str) -> Option<&'a Arc<Answer>> {
        self.answers().find(|answer| is_same(&answer.key, code))
    }
}

/// Whether two codes are of one finding: of one cell, or of a rule that finds one thing, whichever row that names first.
fn is_same(code: &str, other: &str) -> bool {
    let rule = |code: &str| rule_of(code).filter(|rule| rule.is_single()).map(|rule| rule.id);
    code == other || rule(code).is_some_and(|single| rule(other) == Some(single))
}
