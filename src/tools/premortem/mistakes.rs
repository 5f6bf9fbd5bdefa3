//! MI1 to MI8: before the launch they test the plan, afterwards the facts.

mod done;
mod told;

use super::items;
use super::rules::{Checked, Test};
use super::world::World;
use crate::finding::Place;
use crate::sheet::{Id, Row};

fn place<R: Row>(row: Option<Id>, column: &'static str) -> Place {
    Place { sheet: R::SHEET, row, column }
}

/// All eight, in order.
pub(super) fn check(world: &World<'_>) -> Vec<Checked> {
    let tests: [fn(&World<'_>) -> Test; 8] = [
        told::urgency_skipped,
        done::training_only,
        done::trained_once,
        done::no_milestones,
        done::hard_numbers_only,
        done::early_victory,
        told::executives_absent,
        told::silence,
    ];
    items::MISTAKES.iter().zip(tests).map(|(m, test)| Checked { id: m.code, result: test(world) }).collect()
}
