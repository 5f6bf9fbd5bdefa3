//! What comes of a test of the project, as the lists of safeguards, mistakes and contradictions run one for each line.

use crate::finding::{Finding, Level, Line, Place, Rule};
use crate::text::{Phrase, join, text};

/// What comes of a test.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Nothing to judge by yet, with what it waits for.
    NotYet(Phrase),
    /// Tested and found in order, with the figures.
    Clear(Phrase),
    /// Not needed here, and why.
    NotNeeded(Phrase),
    /// It is happening, or it is missing.
    Hit(Box<Hit>),
    /// Another tool's finding says it, so it is shown and not said twice.
    Elsewhere(Box<Hit>),
}

/// What a test found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// How bad it is.
    pub level: Level,
    /// The cell that causes it.
    pub place: Place,
    /// The entered values.
    pub evidence: Phrase,
    /// What to do.
    pub advice: Phrase,
    /// The same as somebody's action.
    pub action: Phrase,
}

impl Test {
    /// Something was found; its advice is its action too.
    pub fn hit(level: Level, place: Place, evidence: impl Into<Phrase>, advice: impl Into<Phrase>) -> Test {
        let (evidence, advice) = (evidence.into(), advice.into());
        Test::Hit(Box::new(Hit { level, place, evidence, action: advice.clone(), advice }))
    }

    /// The same, with what it comes to as somebody's action, where the advice speaks of a form or names nothing.
    #[must_use]
    pub fn becomes(mut self, action: impl Into<Phrase>) -> Test {
        if let Test::Hit(hit) | Test::Elsewhere(hit) = &mut self {
            hit.action = action.into();
        }
        self
    }

    /// Nothing to judge by yet.
    pub fn not_yet(why: impl Into<Phrase>) -> Test {
        Test::NotYet(why.into())
    }

    /// In order.
    pub fn clear(why: impl Into<Phrase>) -> Test {
        Test::Clear(why.into())
    }

    /// The same, said by another tool.
    #[must_use]
    pub fn elsewhere(self) -> Test {
        match self {
            Test::Hit(hit) => Test::Elsewhere(hit),
            other => other,
        }
    }

    /// What was found, by whomever it is said.
    pub fn found(&self) -> Option<&Hit> {
        match self {
            Test::Hit(hit) | Test::Elsewhere(hit) => Some(hit),
            _ => None,
        }
    }

    /// Whether nothing is left to do or to find out.
    pub const fn is_settled(&self) -> bool {
        matches!(self, Test::Clear(_) | Test::NotNeeded(_))
    }

    /// Good when in order, blank when undecided or not needed.
    pub fn level(&self) -> Level {
        match self {
            Test::NotYet(_) | Test::NotNeeded(_) => Level::Blank,
            Test::Clear(_) => Level::Good,
            Test::Hit(hit) | Test::Elsewhere(hit) => hit.level,
        }
    }

    /// The finding of a rule, where this tool is to say it.
    pub fn finding(&self, rule: &Rule) -> Option<Finding> {
        match self {
            Test::Hit(hit) => {
                let found = rule.found(hit.level, hit.place, hit.evidence.clone(), hit.advice.clone());
                Some(found.becomes(hit.action.clone()))
            }
            _ => None,
        }
    }

    /// What was found and what to do, beside the row.
    pub fn lines(&self) -> Vec<Line> {
        match self {
            Test::NotYet(why) => vec![Line::plain(join(text("待判断：", "Not judged yet: "), why.clone()))],
            Test::Clear(why) => vec![Line::new(Level::Good, why.clone())],
            Test::NotNeeded(why) => vec![Line::plain(join(text("不需要：", "Not needed: "), why.clone()))],
            Test::Hit(hit) | Test::Elsewhere(hit) => vec![
                Line::new(hit.level, hit.evidence.clone()),
                Line::plain(join(text("→ ", "→ "), hit.advice.clone())),
            ],
        }
    }
}
