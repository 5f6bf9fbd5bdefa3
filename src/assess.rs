//! What all tools conclude from a project, worst first. The rules of one tool live in that tool's folder; this
//! module runs them, silences what another says, and knows no screen.

mod earlier;
pub mod portfolio;
pub mod replay;
mod sections;
pub mod since;
#[cfg(test)]
mod tests;

pub use earlier::Earlier;
pub use sections::{Aside, NOBODY, Sections};

use crate::facts::{Dependencies, Facts};
use crate::finding::{Finding, Level, Place, Rule, Silence};
use crate::project::Project;
use crate::registry::{self, TOOLS};
use crate::sort::StableSort;
use crate::tool::{AcceptedFindings, Assessment, Tool};
use crate::tools::closing;
use crate::tools::meetings::Answered;
use chrono::NaiveDate;
use serde_json::Value;
use std::cell::OnceCell;
use std::cmp::Reverse;
use std::sync::Arc;

/// The same of a project that is closed: nobody is reminded of what is not going to be done any more. What stopped it
/// still does.
fn after_closing(mut assessment: Assessment) -> Assessment {
    let stays = |finding: &Finding| finding.level == Level::Stop || speaks_after_closing(finding.id);
    assessment.findings.retain(stays);
    assessment.level = match Assessment::worst(&assessment.findings) {
        // What nobody is reminded of any more has not become good by that.
        Level::Good if assessment.level > Level::Good => Level::Blank,
        worst => assessment.level.min(worst),
    };
    assessment
}

/// Whether a rule speaks of a project that is closed too.
fn speaks_after_closing(id: &str) -> bool {
    registry::rules().any(|(_, rule)| rule.id == id && rule.after_closing)
}

/// All assessments of a project on a day. They are made when somebody first asks, so that of many edits in a row only
/// the last is assessed.
pub struct Assessed {
    /// What was derived from the project so far.
    pub facts: Facts,
    concluded: OnceCell<Arc<Concluded>>,
    /// What was concluded last, perhaps several edits ago.
    before: Option<Arc<Concluded>>,
    /// What was found on earlier days.
    earlier: Arc<Earlier>,
    /// The findings that are said, in order: each by the place of its tool and its place there. Several parts of one
    /// frame ask.
    order: OnceCell<Vec<(usize, usize)>>,
}

/// What all tools conclude, and from what.
struct Concluded {
    project: Project,
    today: NaiveDate,
    closed: bool,
    /// One for each tool, in the order of [`TOOLS`].
    tools: Vec<Assessment>,
    /// What each was concluded from.
    from: Vec<Dependencies>,
}

impl Assessed {
    /// A project to be assessed. What was derived before and cannot have changed is taken over.
    pub fn of(project: &Project, today: NaiveDate, before: Option<&Assessed>) -> Assessed {
        let facts = match before {
            Some(before) => Facts::after(&before.facts, project, today),
            None => Facts::new(project, today),
        };
        let earlier = before.map(|before| Arc::clone(&before.earlier)).unwrap_or_default();
        let before = before.and_then(|before| before.concluded.get().or(before.before.as_ref())).cloned();
        Assessed { facts, concluded: OnceCell::new(), before, earlier, order: OnceCell::new() }
    }

    /// What each tool concludes, in the order of [`TOOLS`].
    pub fn tools(&self) -> &[Assessment] {
        &self.concluded.get_or_init(|| Arc::new(self.conclude())).tools
    }

    /// Assesses all tools; those that saw no change stand as they were. Of a project that is closed only what lasts is
    /// said, and no tool looks worse than what it says.
    fn conclude(&self) -> Concluded {
        let facts = &self.facts;
        let (project, today) = (facts.project(), facts.today());
        let closed = closing::closed(project).is_some_and(|on| on <= today);
        let before = self.before.as_deref().filter(|before| before.closed == closed);
        let assess = |(n, tool): (usize, &&Tool)| {
            let kept = before.and_then(|before| {
                let from = before.from.get(n)?;
                from.hold((&before.project, before.today), facts).then_some(())?;
                Some((before.tools.get(n)?.clone(), from.clone()))
            });
            kept.unwrap_or_else(|| {
                facts.noting(|facts| {
                    let assessment = tool.conclude(facts);
                    if closed { after_closing(assessment) } else { assessment }
                })
            })
        };
        let (tools, from) = TOOLS.iter().enumerate().map(assess).unzip();
        Concluded { project: project.clone(), today, closed, tools, from }
    }

    /// What a tool concludes, by the tool's key.
    pub fn of_tool(&self, key: &str) -> Option<&Assessment> {
        TOOLS.iter().position(|tool| tool.key == key).and_then(|n| self.tools().get(n))
    }

    /// The figures of a tool, by name, for programs.
    pub fn values(&self, tool: &Tool) -> Vec<(&'static str, Value)> {
        (tool.values)(&self.facts)
    }

    /// All findings with the tool each is of, worst first: by level, then by what comes of it, then the new ones, then
    /// by the people it concerns; equals stay in the tools' order. Those that have said the same for five weeks stand
    /// behind, whatever their level ([`Assessed::is_aside`]), and good news last. What another finding says of the same fact is left out,
    /// so that nothing is said twice.
    pub fn findings(&self) -> Vec<(&'static Tool, &Finding)> {
        let order = self.order.get_or_init(|| self.in_order()).iter();
        order.map(|(tool, at)| (TOOLS[*tool], &self.tools()[*tool].findings[*at])).collect()
    }

    /// How many of them are to be done, and how many are to be watched: the counts that are said wherever findings are
    /// counted. What a meeting has answered is neither while the answer holds.
    pub fn tally(&self) -> (usize, usize) {
        let all = self.findings().into_iter().map(|(_, finding)| finding);
        let findings: Vec<&Finding> = all.filter(|finding| !self.is_answered(finding)).collect();
        let of = |wanted: fn(Level) -> bool| findings.iter().filter(|f| wanted(f.level)).count();
        (of(|level| level >= Level::Act), of(|level| level == Level::Watch))
    }

    /// How many these are.
    pub fn findings_count(&self) -> usize {
        self.order.get_or_init(|| self.in_order()).len()
    }

    fn in_order(&self) -> Vec<(usize, usize)> {
        let of_tool = |(n, a): (usize, &'_ Assessment)| (0..a.findings.len()).map(move |at| (n, at));
        let mut all: Vec<(usize, usize)> = self.tools().iter().enumerate().flat_map(of_tool).collect();
        let finding = |(tool, at): (usize, usize)| &self.tools()[tool].findings[at];
        let fired: Vec<(&str, Place)> = all.iter().map(|at| (finding(*at).id, finding(*at).place)).collect();
        all.retain(|at| !is_silenced(finding(*at), &fired));
        all.stable_sort_by_cached_key(|at| {
            let f = finding(*at);
            // What is good never stands before what is to be done, not even before what was put off.
            (
                f.level <= Level::Good,
                self.is_aside(f),
                Reverse((f.level, f.consequence, self.is_new(f), f.people)),
            )
        });
        all
    }

    /// Takes in what was found on earlier days.
    pub fn look_back(&mut self, earlier: Arc<Earlier>) {
        self.earlier = earlier;
        self.order = OnceCell::new();
    }

    /// Whether a finding was not there a week ago.
    pub fn is_new(&self, finding: &Finding) -> bool {
        self.earlier.is_new(finding)
    }

    /// Whether a finding stands last.
    pub fn is_aside(&self, finding: &Finding) -> bool {
        self.aside(finding).is_some()
    }

    /// Why a finding stands last: a meeting has answered it, or it has said the same for five weeks. What stops the change
    /// is never put off.
    pub fn aside(&self, finding: &Finding) -> Option<Aside> {
        let answered = || self.facts.get::<Answered>().reply(&finding.key().code());
        let reply = if finding.level < Level::Stop { answered() } else { None };
        reply.map(Aside::Answered).or_else(|| self.is_unchanged(finding).then_some(Aside::Unchanged))
    }

    /// Whether a finding became an action that has no owner: it is not answered by that.
    pub fn lacks_owner(&self, finding: &Finding) -> bool {
        self.facts.get_stable::<AcceptedFindings>().lacks_owner(&finding.key().code())
    }

    /// Whether a finding has said the same for five weeks.
    pub fn is_unchanged(&self, finding: &Finding) -> bool {
        self.earlier.is_unchanged(finding)
    }

    /// The worst level of the findings that no meeting has answered, as [`Assessed::tally`] counts them; good where there is
    /// none.
    pub fn open_level(&self) -> Level {
        let findings = self.findings();
        let open = findings.iter().filter(|(_, f)| !self.is_answered(f));
        open.map(|(_, f)| f.level).fold(Level::Good, Level::max)
    }

    /// Whether a meeting has answered a finding, and the answer holds.
    pub fn is_answered(&self, finding: &Finding) -> bool {
        matches!(self.aside(finding), Some(Aside::Answered(_)))
    }

    /// The worst level of all findings, folded ones too; good where there is none.
    pub fn level(&self) -> Level {
        self.findings().iter().map(|(_, f)| f.level).fold(Level::Good, Level::max)
    }
}

/// Whether a finding is silenced: some rule that says so has found something, which is of more use.
fn is_silenced(finding: &Finding, fired: &[(&str, Place)]) -> bool {
    let spoke = |rule: &Rule, silence: &Silence| match *silence {
        Silence::Everywhere(id) => id == finding.id && fired.iter().any(|(by, _)| *by == rule.id),
        Silence::SameCell(id) => id == finding.id && fired.contains(&(rule.id, finding.place)),
    };
    registry::rules().any(|(_, rule)| rule.silences.iter().any(|silence| spoke(rule, silence)))
}

/// The rule that a finding of this code is of.
pub fn rule_of(code: &str) -> Option<&'static crate::finding::Rule> {
    let id = code.split('/').next()?;
    crate::registry::rules().map(|(_, rule)| rule).find(|rule| rule.id == id)
}
