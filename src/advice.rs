//! What the workbook concludes: levels, findings, assessments. The rules of one tool live in that
//! tool's file; this module gathers them, worst first, and knows no screen.

pub mod portfolio;
#[cfg(test)]
mod tests;

use crate::project::Project;
use crate::sheet::{Id, Row};
use crate::text::{Phrase, Text, text};
use crate::tools::closing::{self, Closing};
use crate::tools::{Scene, TOOLS, Tool};
use chrono::NaiveDate;
use serde_json::Value;
use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How bad it is; the order is from best to worst.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing to judge yet.
    #[default]
    Blank,
    /// As it should be.
    Good,
    /// Keep an eye on it.
    Watch,
    /// Do something.
    Act,
    /// Do not go on before this is solved.
    Stop,
}

impl Level {
    /// The sign that stands beside the colour.
    pub const fn sign(self) -> &'static str {
        match self {
            Level::Blank => "·",
            Level::Good => "✔",
            Level::Watch => "◆",
            Level::Act => "▲",
            Level::Stop => "■",
        }
    }

    /// The word that stands beside the colour.
    pub const fn word(self) -> Text {
        match self {
            Level::Blank => text("未填", "blank"),
            Level::Good => text("良好", "good"),
            Level::Watch => text("留意", "watch"),
            Level::Act => text("行动", "act"),
            Level::Stop => text("停", "stop"),
        }
    }

    /// The name in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Level::Blank => "blank",
            Level::Good => "good",
            Level::Watch => "watch",
            Level::Act => "act",
            Level::Stop => "stop",
        }
    }
}

/// A cell that a finding points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The sheet's key.
    pub sheet: &'static str,
    /// The row; none means the sheet as a whole, say because it has no rows yet.
    pub row: Option<Id>,
    /// The column's key.
    pub column: &'static str,
}

/// One thing worth knowing, with what it was concluded from.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule's id.
    pub id: &'static str,
    /// How bad it is.
    pub level: Level,
    /// The entered values that fired the rule.
    pub evidence: Phrase,
    /// What to do.
    pub advice: Phrase,
    /// Where the rule comes from.
    pub source: Text,
    /// The cell that causes it.
    pub place: Place,
}

/// A conclusion in one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// How bad it is; blank is plain text.
    pub level: Level,
    /// The sentence.
    pub text: Phrase,
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
    /// The tool's own results, for its computed columns, its panels and its figures.
    pub facts: Arc<dyn Any + Send + Sync>,
}

impl Assessment {
    /// The tool's own results in their type.
    pub fn facts<T: Any>(&self) -> Option<&T> {
        self.facts.downcast_ref()
    }

    /// The worst level of the findings; good if there are none.
    pub fn worst(findings: &[Finding]) -> Level {
        findings.iter().map(|f| f.level).max().unwrap_or(Level::Good)
    }
}

impl Assessment {
    /// The same of a project that is closed: nobody is reminded of what is not going to be done any more.
    fn after_closing(mut self) -> Assessment {
        self.findings.retain(|finding| speaks_after_closing(finding.id));
        self.level = self.level.min(Assessment::worst(&self.findings));
        self
    }
}

/// The rules that speak of a project that is closed, by their id or its letters: whether the results last, whether
/// the figures are still read, the project's own dates, and promises that somebody still waits for.
static AFTER_CLOSING: &[&str] = &["MI6", "KP", "PR", "AC1", "RS4"];

fn speaks_after_closing(id: &str) -> bool {
    AFTER_CLOSING.iter().any(|rule| {
        let rest = id.strip_prefix(rule);
        // A pair of letters names all rules that begin with it.
        rest.is_some_and(|rest| {
            rest.is_empty() || (rule.len() == 2 && rest.starts_with(|c: char| c.is_ascii_digit()))
        })
    })
}

/// All assessments of a project on a day.
#[derive(Clone)]
pub struct Assessed {
    project: Project,
    today: NaiveDate,
    /// One for each tool, in the order of [`TOOLS`].
    pub tools: Vec<Assessment>,
}

impl Assessed {
    /// Assesses a project. What the tools that saw no change concluded before is taken over. Of a project that is
    /// closed only what lasts is said, and no tool looks worse than what it says.
    pub fn of(project: &Project, today: NaiveDate, before: Option<&Assessed>) -> Assessed {
        let closed = closing::closed(project).is_some_and(|on| on <= today);
        let assess = |n: usize, tool: &Tool| {
            let kept = before.filter(|b| {
                let sheets = tool.sheets.iter().map(|s| s.key).chain(tool.reads.iter().copied());
                b.today == today
                    && Arc::ptr_eq(&b.project.conflicts, &project.conflicts)
                    && project.shares(&b.project, Closing::SHEET)
                    && sheets.into_iter().all(|key| project.shares(&b.project, key))
            });
            kept.and_then(|b| b.tools.get(n)).cloned().unwrap_or_else(|| {
                let assessment = (tool.assess)(project, today);
                if closed { assessment.after_closing() } else { assessment }
            })
        };
        let tools = if project.sheets().map(|sheet| sheet.len()).sum::<usize>() < LARGE {
            TOOLS.iter().enumerate().map(|(n, tool)| assess(n, tool)).collect()
        } else {
            two_at_once(&assess)
        };
        Assessed { project: project.clone(), today, tools }
    }

    /// What a tool concludes, by the tool's key.
    pub fn of_tool(&self, key: &str) -> Option<&Assessment> {
        TOOLS.iter().position(|tool| tool.key == key).and_then(|n| self.tools.get(n))
    }

    /// The figures of a tool, by name, for programs.
    pub fn values(&self, tool: &Tool) -> Vec<(&'static str, Value)> {
        let Some(assessment) = self.of_tool(tool.key) else { return Vec::new() };
        (tool.values)(&Scene { project: &self.project, assessment, today: self.today })
    }

    /// All findings with the tool each is of, worst first; equal levels stay in the tools' order. What
    /// another finding says of the same fact is left out, so that nothing is said twice.
    pub fn findings(&self) -> Vec<(&'static Tool, &Finding)> {
        let all =
            TOOLS.iter().zip(&self.tools).flat_map(|(tool, a)| a.findings.iter().map(move |f| (*tool, f)));
        let mut all: Vec<_> = all.collect();
        let fired: Vec<(&str, Place)> = all.iter().map(|(_, f)| (f.id, f.place)).collect();
        all.retain(|(_, f)| !ECHOES.iter().any(|echo| echo.silences(f, &fired)));
        all.sort_by_key(|(_, f)| std::cmp::Reverse(f.level));
        all
    }
}

/// From so many rows on, a second thread pays.
const LARGE: usize = 5_000;

/// The tools that take longest with many cards, longest first.
static LONGEST: &[&str] = &["actions", "adkar", "premortem", "kpi"];

/// Assesses the tools on two threads, each taking the next one that is left; what takes longest is begun first, so
/// that both end at about the same time.
fn two_at_once(assess: &(impl Fn(usize, &Tool) -> Assessment + Sync)) -> Vec<Assessment> {
    let mut order: Vec<usize> = (0..TOOLS.len()).collect();
    let rank = |key: &str| LONGEST.iter().position(|long| *long == key).unwrap_or(LONGEST.len());
    order.sort_by_key(|n| rank(TOOLS[*n].key));
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        while let Some(n) = order.get(next.fetch_add(1, Ordering::Relaxed)).copied() {
            done.push((n, assess(n, TOOLS[n])));
        }
        done
    };
    let mut all = std::thread::scope(|scope| {
        let other = scope.spawn(take);
        let mut mine = take();
        match other.join() {
            Ok(theirs) => mine.extend(theirs),
            Err(panic) => std::panic::resume_unwind(panic),
        }
        mine
    });
    all.sort_by_key(|(n, _)| *n);
    all.into_iter().map(|(_, assessment)| assessment).collect()
}

/// Two rules that may say the same of the same fact.
struct Echo {
    /// The one that speaks.
    says: &'static str,
    /// The one that is then silent.
    silent: &'static str,
    /// Whether only when both point to the same cell.
    same_cell: bool,
}

impl Echo {
    fn silences(&self, finding: &Finding, fired: &[(&str, Place)]) -> bool {
        finding.id == self.silent
            && fired
                .iter()
                .any(|(id, place)| *id == self.says && (!self.same_cell || *place == finding.place))
    }
}

const fn echo(says: &'static str, silent: &'static str) -> Echo {
    Echo { says, silent, same_cell: false }
}

/// The rules of several tools that look at the same fact. The wider one speaks, as its advice is of more use.
static ECHOES: &[Echo] = &[
    // No win planned or none in time: fewer than three planned, and the gate of step 6, say no more.
    echo("AD6", "WN1"),
    echo("AD6", "K6"),
    // Trained people whose incentives lag behind: that incentives lag behind.
    echo("MI2", "AD7"),
    // A launch without urgency: the gate of step 1.
    echo("MI1", "K1"),
    // No executive in the coalition: the gate of step 2.
    echo("AD3", "K2"),
    // Full support and nobody on site: no executive on site.
    echo("XC1", "MI7"),
    Echo { says: "MI7", silent: "KP1", same_cell: true },
];
