//! The rounds that were scored.

mod age;
mod round;
pub mod score;
mod values;

pub use age::{Against, Age};
pub use round::{Round, View};
pub use values::values;

use super::sheets::Form;
use crate::facts::{Fact, Facts};
use crate::sheet::Col;
use score::DIMENSIONS;
use std::sync::Arc;

/// The rounds that have scores.
pub struct Rounds {
    /// The first first.
    pub rounds: Vec<Round>,
}

impl Fact for Rounds {
    fn compute(facts: &Facts) -> Rounds {
        Rounds { rounds: Round::all(facts.rows()) }
    }
}

impl Rounds {
    /// The latest round and the one before it.
    pub fn latest(&self) -> Option<(&Round, Option<&Round>)> {
        let (round, earlier) = self.rounds.split_last()?;
        Some((round, earlier.last()))
    }

    /// The median of a dimension in the latest round; `None` if nobody scored it.
    pub fn median(&self, dimension: Col) -> Option<f64> {
        let at = DIMENSIONS.iter().position(|d| d.column == dimension)?;
        self.rounds.last()?.views[at].map(|v| v.median)
    }
}

/// The number of the newest round, scored or not; 0 without forms.
pub fn newest(forms: &[Arc<Form>]) -> u32 {
    forms.iter().map(|form| form.round_number()).max().unwrap_or(0)
}
