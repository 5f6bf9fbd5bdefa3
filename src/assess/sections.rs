//! Why findings stand behind the others, and the parts of a list of findings, in the words of every list of them.

use super::Assessed;
use crate::finding::{Finding, Level};
use crate::say;
use crate::text::{Phrase, Text, joined, text};
use crate::tool::Tool;
use crate::tools::meetings::{Answered, Reply};

/// Why a finding stands behind the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    /// A meeting has answered so.
    Answered(Reply),
    /// It has said the same for five weeks.
    Unchanged,
}

impl Assessed {
    /// What became of a finding that stands behind the others, as it is marked where findings are listed; and of one that
    /// became an action which has no owner.
    pub fn mark(&self, finding: &Finding) -> Option<Phrase> {
        if self.lacks_owner(finding) {
            return Some(NOBODY.into());
        }
        let until = || self.facts.get::<Answered>().until(&finding.key().code());
        Some(match (self.aside(finding)?, until()) {
            (Aside::Answered(Reply::PutOff), Some(until)) => {
                say!("搁置到 {until}", "put off until {until}")
            }
            (Aside::Answered(reply), _) => reply.label().into(),
            (Aside::Unchanged, _) => text("五周没有变化", "unchanged for five weeks").into(),
        })
    }
}

/// What is said of a finding whose action has no owner.
pub const NOBODY: Text = text("已列为行动，还没有负责人", "an action, but no owner yet");

/// So many findings are named for today.
const FIRST: usize = 3;

/// What became of the findings that stand behind the others.
const ASIDE: [(Aside, Text); 4] = [
    (Aside::Answered(Reply::Accepted), text("已列为行动", "Became actions")),
    (Aside::Answered(Reply::PutOff), text("已搁置", "Put off")),
    (Aside::Answered(Reply::Disagreed), text("不同意", "Disagreed with")),
    (Aside::Unchanged, text("五周没有变化", "Unchanged for five weeks")),
];

/// The parts of the list of findings: the first for today, the others, those that have not changed for weeks, and what is
/// good.
pub struct Sections {
    count: usize,
    /// How many are for today; all where there is no second part.
    first: usize,
    /// How many stand behind the others, as a meeting has answered them or they have said the same for five weeks.
    aside: usize,
    /// The same by what became of them.
    kinds: Vec<(Aside, usize)>,
    /// How many are good news or only a suggestion; they stand last.
    good: usize,
    /// How many are to be done, and how many to be watched, as the list of tools counts them.
    tally: (usize, usize),
}

impl Sections {
    /// Counts the parts of the findings of a project.
    pub fn of(assessed: &Assessed, findings: &[(&'static Tool, &Finding)]) -> Sections {
        let is_good = |f: &Finding| f.level <= Level::Good;
        let good = findings.iter().filter(|(_, f)| is_good(f)).count();
        let why: Vec<Aside> =
            findings.iter().filter(|(_, f)| !is_good(f)).filter_map(|(_, f)| assessed.aside(f)).collect();
        let of = |kind: Aside| (kind, why.iter().filter(|why| **why == kind).count());
        let kinds = ASIDE.iter().map(|(kind, _)| of(*kind)).filter(|(_, n)| *n > 0).collect();
        let (count, aside) = (findings.len(), why.len());
        Sections {
            count,
            first: FIRST.min(count - aside - good),
            aside,
            kinds,
            good,
            tally: assessed.tally(),
        }
    }

    /// How many findings there are, in the words of the list of tools.
    fn counted(&self) -> Phrase {
        match self.tally {
            (0, watch) => say!("{watch} 件留意", "{watch} to watch"),
            (act, 0) => say!("{act} 件待办", "{act} to do"),
            (act, watch) => say!("{act} 件待办，{watch} 件留意", "{act} to do, {watch} to watch"),
        }
    }

    /// What became of those that stand behind.
    fn put_aside(&self) -> Phrase {
        let words =
            |kind: Aside| ASIDE.iter().find(|(of, _)| *of == kind).map_or(text("", ""), |(_, said)| *said);
        let said =
            self.kinds.iter().map(|(kind, n)| say!("{what} {n} 件", "{what}: {n}", what = words(*kind)));
        let said: Vec<Phrase> = said.collect();
        joined(&said, text("，", "; "))
    }

    /// The title of the section that a finding stands in.
    pub fn of_line(&self, at: usize) -> Phrase {
        let (count, first, aside, good) = (self.count, self.first, self.aside, self.good);
        let n = count - aside - good;
        match () {
            () if count == 0 => text("值得关注的事", "Findings").into(),
            () if at >= n + aside && good > 0 => {
                say!("好消息和建议：{good} 件", "Good news and suggestions: {good}")
            }
            () if at >= n && aside > 0 => self.put_aside(),
            () if at >= first => {
                say!("其余 {rest} 件", "The other {rest}", rest = n - first)
            }
            () if first < n => {
                let counted = self.counted();
                say!("今天先做这 {first} 件（{counted}）", "Do first today: {first} ({counted})", counted)
            }
            () => say!("{counted}，最要紧的在前", "{counted}, most serious first", counted = self.counted()),
        }
    }

    /// The title above a finding, where another section begins with it.
    pub fn title(&self, at: usize) -> Option<Phrase> {
        let begins = [self.first, self.count - self.aside - self.good, self.count - self.good].contains(&at);
        (at > 0 && at < self.count && begins).then(|| self.of_line(at))
    }

    /// The rows that the title above a finding takes.
    pub fn rows_above(&self, at: usize) -> usize {
        usize::from(self.title(at).is_some())
    }
}
