//! What comes of every test: of the plan before the launch, of what has happened afterwards.

mod advices;
mod cards;
mod contradictions;
mod mistakes;
mod shared;
mod values;

pub(super) use values::values;

use crate::facts::{Fact, Facts};
use crate::finding::{Level, Place};
use crate::text::Phrase;

/// What comes of a test.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Nothing to judge yet, with what it waits for.
    NotYet(Phrase),
    /// Tested and found in order, with the figures.
    Clear(Phrase),
    /// It is happening.
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
}

impl Test {
    fn hit(level: Level, place: Place, evidence: impl Into<Phrase>, advice: impl Into<Phrase>) -> Test {
        Test::Hit(Box::new(Hit { level, place, evidence: evidence.into(), advice: advice.into() }))
    }

    fn not_yet(why: impl Into<Phrase>) -> Test {
        Test::NotYet(why.into())
    }

    fn clear(why: impl Into<Phrase>) -> Test {
        Test::Clear(why.into())
    }

    /// The same, said by another tool.
    fn elsewhere(self) -> Test {
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

    /// Good when in order, blank when undecided.
    pub fn level(&self) -> Level {
        match self {
            Test::NotYet(_) => Level::Blank,
            Test::Clear(_) => Level::Good,
            Test::Hit(hit) | Test::Elsewhere(hit) => hit.level,
        }
    }
}

/// A test with its result.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// The rule's id.
    pub id: &'static str,
    /// What came of it.
    pub result: Test,
}

/// All tests of a project on a day.
pub struct Checks {
    /// Whether the change is launched, so that facts are tested and not the plan.
    pub launched: bool,
    /// Whether work on the pilot has begun, so that the urgency is tested by the facts.
    pub begun: bool,
    /// MI1 to MI8.
    pub mistakes: Vec<Checked>,
    /// AD1 to AD10.
    pub advices: Vec<Checked>,
    /// XC1 to XC8.
    pub contradictions: Vec<Checked>,
}

/// A rule's id and its test.
type Check = (&'static str, fn(&Facts) -> Test);

impl Fact for Checks {
    fn compute(facts: &Facts) -> Checks {
        let run = |checks: &[Check]| {
            checks.iter().map(|(id, test)| Checked { id, result: test(facts) }).collect::<Vec<_>>()
        };
        Checks {
            launched: shared::launch(facts).is_some(),
            begun: shared::first_move(facts).is_some(),
            mistakes: run(mistakes::CHECKS),
            advices: run(advices::CHECKS),
            contradictions: run(contradictions::CHECKS),
        }
    }
}

impl Checks {
    /// Whether a mistake is tested on facts by now, and not on the plan.
    pub fn is_fact(&self, mistake: &str) -> bool {
        self.launched || (mistake == "MI1" && self.begun)
    }

    /// How many mistakes cannot be judged yet.
    pub fn undecided(&self) -> usize {
        self.mistakes.iter().filter(|checked| matches!(checked.result, Test::NotYet(_))).count()
    }

    /// The result of a rule.
    pub fn get(&self, id: &str) -> Option<&Checked> {
        self.mistakes.iter().chain(&self.advices).chain(&self.contradictions).find(|c| c.id == id)
    }
}
