//! What comes of every test: of the plan before the launch, of what has happened afterwards.

mod advices;
mod cards;
mod contradictions;
mod mistakes;
mod shared;
mod values;

pub use contradictions::{Of, Twice, kept_twice, would_contradict};
pub(super) use values::values;

use crate::facts::{Fact, Facts};
use crate::tool::Test;

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
