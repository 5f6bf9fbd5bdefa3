//! MI1 to MI8: before the launch they test the plan, afterwards the facts.

mod leadership;
mod results;
mod training;

use super::Check;

pub(super) use leadership::no_executive;

/// All eight, in order.
pub const CHECKS: &[Check] = &[
    ("MI1", leadership::urgency_skipped),
    ("MI2", training::training_only),
    ("MI3", training::trained_once),
    ("MI4", results::no_milestones),
    ("MI5", results::hard_numbers_only),
    ("MI6", results::early_victory),
    ("MI7", leadership::executives_absent),
    ("MI8", leadership::silence),
];
