//! What the facts say of each safeguard, and the figures of the risk register. Numbers and verdicts, no order of worth.

mod checks;
mod customers;
mod risks;
mod staff;
mod technology;
mod values;

pub use risks::{HIGH, RiskFigures, Risks, level};
pub(super) use values::values;

use super::sheets::{Risk, Safeguard, Segment, Technology};
use crate::facts::{Fact, Facts};
use crate::tool::Test;

/// A safeguard with what came of looking at it.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// Its code, and the id of its rule.
    pub code: &'static str,
    /// What came of it.
    pub result: Test,
}

/// All safeguards on a day.
pub struct Checks {
    /// SF1 to SF13, those of them whose rows are there.
    pub all: Vec<Checked>,
    /// Whether anybody has entered anything; rows that were there from the beginning say nothing.
    pub is_used: bool,
}

impl Fact for Checks {
    fn compute(facts: &Facts) -> Checks {
        Checks {
            all: checks::all(facts),
            is_used: facts.rows::<Safeguard>().iter().any(|row| row.is_touched())
                || facts.rows::<Technology>().iter().any(|row| row.is_said())
                || facts.rows::<Segment>().iter().any(|row| row.is_named())
                || facts.rows::<Risk>().iter().any(|row| row.is_said()),
        }
    }
}

impl Checks {
    /// What came of a safeguard.
    pub fn get(&self, code: &str) -> Option<&Test> {
        self.all.iter().find(|checked| checked.code == code).map(|checked| &checked.result)
    }

    /// How many are there or are not needed.
    pub fn settled(&self) -> usize {
        self.all.iter().filter(|c| c.result.is_settled()).count()
    }

    /// Those that are missing.
    pub fn missing(&self) -> impl Iterator<Item = &Checked> {
        self.all.iter().filter(|checked| checked.result.found().is_some())
    }
}
