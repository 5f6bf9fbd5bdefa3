//! The gate of each step: its conditions, computed from the facts of all tools. It marks nothing as done and
//! advises nothing.

mod climate;
mod enabling;
mod sustaining;

use super::Obstacles;
use crate::facts::{Fact, Facts};
use crate::finding::Place;
use crate::text::{Phrase, Text};
use crate::tools::kotter::items::{COUNT, STEPS, Step};
use crate::tools::kotter::{KotterStep, State};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// One thing that a gate asks for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Condition {
    /// Whether it is met; none while nothing is entered that would tell.
    pub met: Option<bool>,
    /// What it is, with its figures; where nothing is entered, what to enter.
    pub text: Phrase,
}

impl Condition {
    fn is(met: bool, text: impl Into<Phrase>) -> Condition {
        Condition { met: Some(met), text: text.into() }
    }

    fn missing(text: impl Into<Phrase>) -> Condition {
        Condition { met: None, text: text.into() }
    }
}

/// How a gate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GateState {
    /// Something has to be entered before it can be judged.
    Open,
    /// Its time has not come yet.
    NotDue,
    /// All conditions are met.
    Passed,
    /// A condition is not met.
    Failed,
}

impl GateState {
    /// The name in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            GateState::Open => "open",
            GateState::NotDue => "not_due",
            GateState::Passed => "passed",
            GateState::Failed => "failed",
        }
    }
}

/// The gate of a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate {
    /// The step.
    pub step: &'static Step,
    /// How it stands.
    pub state: GateState,
    /// What it asks for.
    pub conditions: Vec<Condition>,
    /// Where what is missing is entered.
    pub place: Place,
    /// The steps marked done that need it passed, and it is not; in order.
    pub claimed: Vec<usize>,
    /// Whether nothing can be done about it any more, so that it is shown and not advised on.
    pub settled: bool,
}

impl Gate {
    /// What its step is called.
    pub fn title(&self) -> Text {
        self.step.title
    }

    /// What is not met, else what has to be entered.
    pub fn lacks(&self) -> impl Iterator<Item = &Phrase> {
        let unmet = self.conditions.iter().filter(|c| c.met == Some(false));
        unmet.chain(self.conditions.iter().filter(|c| c.met.is_none())).map(|c| &c.text)
    }

    /// Whether what is entered speaks against it.
    pub fn is_contradicted(&self) -> bool {
        self.conditions.iter().any(|c| c.met == Some(false))
    }

    /// Whether steps marked done need it passed, and something can still be done about it.
    pub fn is_claimed(&self) -> bool {
        !self.claimed.is_empty() && !self.settled
    }

    /// The gate for programs.
    pub(super) fn value(&self) -> Value {
        json!({
            "id": self.step.gate,
            "state": self.state.key(),
            "conditions": self.conditions,
            "claimed_by": self.claimed,
        })
    }
}

/// All gates on a day.
pub struct Gates {
    /// One for each step, in order.
    pub gates: Vec<Gate>,
    /// The steps marked done, in order.
    pub done: BTreeSet<usize>,
}

/// What a gate is made of, before it is known which steps claim it.
struct Test {
    conditions: Vec<Condition>,
    due: bool,
    place: Place,
    settled: bool,
}

impl Test {
    /// A test that can be failed at any time.
    fn of(conditions: Vec<Condition>, place: Place) -> Test {
        Test { conditions, due: true, place, settled: false }
    }

    fn state(&self) -> GateState {
        if self.conditions.iter().all(|c| c.met == Some(true)) {
            GateState::Passed
        } else if !self.due {
            GateState::NotDue
        } else if self.conditions.iter().any(|c| c.met == Some(false)) {
            GateState::Failed
        } else {
            GateState::Open
        }
    }
}

/// The tests of the steps, in order.
static TESTS: [fn(&Facts) -> Test; COUNT] = [
    climate::urgency,
    climate::coalition,
    climate::vision,
    enabling::communicated,
    enabling::empowered,
    enabling::won,
    sustaining::converted,
    sustaining::anchored,
];

impl Fact for Gates {
    fn compute(facts: &Facts) -> Gates {
        let rows = facts.rows::<KotterStep>().iter().filter(|row| row.state == Some(State::Done));
        let done: BTreeSet<usize> = rows.filter_map(|row| Some(row.item()?.number)).collect();
        let gate = |(step, test): (&'static Step, &fn(&Facts) -> Test)| {
            let test = test(facts);
            let state = test.state();
            // Where no obstacle was ever noted, none stands in the way.
            let unhindered = || step.number == 5 && facts.get::<Obstacles>().noted == 0;
            let holds = state == GateState::Passed || (state == GateState::Open && unhindered());
            let claimed = done.range(step.number..).copied().filter(|_| !holds).collect();
            let Test { conditions, place, settled, .. } = test;
            Gate { step, state, conditions, place, claimed, settled }
        };
        Gates { gates: STEPS.iter().zip(&TESTS).map(gate).collect(), done }
    }
}

impl Gates {
    /// The gate of a step, by its number from 1.
    pub fn of_step(&self, number: usize) -> Option<&Gate> {
        self.gates.iter().find(|gate| gate.step.number == number)
    }

    /// The gate of an id, such as `K1`.
    pub fn by_id(&self, id: &str) -> Option<&Gate> {
        self.gates.iter().find(|gate| gate.step.gate == id)
    }

    /// How many are passed.
    pub fn passed(&self) -> usize {
        self.gates.iter().filter(|g| g.state == GateState::Passed).count()
    }

    /// The first that is not passed and whose time has come.
    pub fn next(&self) -> Option<&Gate> {
        self.gates.iter().find(|g| matches!(g.state, GateState::Failed | GateState::Open))
    }
}
