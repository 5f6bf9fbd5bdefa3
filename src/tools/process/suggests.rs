//! What the diagnosis of the processes speaks for among the methods of redesign, and what speaks against automating yet.

use super::facts::{Called, Diagnosis, Map, Maps, Need};
use super::sheets::{Mark, Step};
use crate::facts::Facts;
use crate::finding::Place;
use crate::say;
use crate::sheet::Col;
use crate::text::{Phrase, quoted, text};
use crate::tool::{Speaks, Suggestion};

impl Need {
    /// The code of the method that answers it, and the column that shows it.
    pub(super) const fn method(self) -> (&'static str, Col) {
        match self {
            Need::LessWaiting => ("M1", Step::COL.wait),
            Need::Automation => ("M2", Step::COL.rule_based),
            Need::CrossDepartmentFlow => ("M3", Step::COL.department),
            Need::TwoCauses => ("M4", Step::COL.work),
            Need::FewerTouchpoints => ("M5", Step::COL.customer),
            Need::AuthorityLimit => ("M9", Step::COL.approval),
        }
    }
}

/// A suggestion for each thing that a process needs.
pub(super) fn suggests(facts: &Facts) -> Vec<Suggestion> {
    let Diagnosis(all) = facts.get::<Diagnosis>();
    let suggestion = |called: &Called| {
        let (method, column) = called.need.method();
        let (speaks, evidence) = match unasked(facts, called) {
            Some(map) => (Speaks::Against, nothing_before(map)),
            None => (Speaks::For, called.evidence.clone()),
        };
        Suggestion { method, speaks, evidence, place: Place::of(called.step, column) }
    };
    all.iter().map(suggestion).collect()
}

/// The process of a step to be automated, if nobody has asked yet whether anything can be eliminated, combined, rearranged
/// or simplified in it.
fn unasked<'a>(facts: &'a Facts, called: &Called) -> Option<&'a Map> {
    let before =
        |mark: Mark| matches!(mark, Mark::Eliminate | Mark::Combine | Mark::Rearrange | Mark::Simplify);
    let steps = facts.rows::<Step>().iter().filter(|step| step.process.0 == called.process);
    let asked = steps.filter_map(|step| step.mark).any(before);
    if called.need != Need::Automation || asked {
        return None;
    }
    facts.get::<Maps>().0.iter().find(|map| map.process == called.process)
}

fn nothing_before(map: &Map) -> Phrase {
    let nothing = text(
        "还没有一步取消、合并、重排或简化",
        "no step is eliminated, combined, rearranged or simplified yet",
    );
    say!("{process}{nothing}", "{process}: {nothing}", process = quoted(&map.name), nothing)
}
