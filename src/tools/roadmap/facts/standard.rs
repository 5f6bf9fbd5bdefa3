//! The prefilled rows that the roadmap lacks. Whether they are needed is not judged.

use crate::facts::{Fact, Facts};
use crate::tools::roadmap::items::{ITEMS, MILESTONES};
use crate::tools::roadmap::sheets::{Item, Milestone};
use std::collections::HashSet;

/// The codes of the prefilled items and milestones that have no row.
pub(in crate::tools::roadmap) struct MissingRows {
    /// Those of the items.
    pub(in crate::tools::roadmap) items: Vec<&'static str>,
    /// Those of the milestones.
    pub(in crate::tools::roadmap) milestones: Vec<&'static str>,
}

impl Fact for MissingRows {
    fn compute(facts: &Facts) -> MissingRows {
        let items: HashSet<&str> = facts.rows::<Item>().iter().map(|row| row.code.as_str()).collect();
        let milestones: HashSet<&str> =
            facts.rows::<Milestone>().iter().map(|row| row.code.as_str()).collect();
        let lacking = |codes: &HashSet<&str>, code: &&str| !codes.contains(code);
        MissingRows {
            items: ITEMS.iter().map(|item| item.code).filter(|code| lacking(&items, code)).collect(),
            milestones: MILESTONES.iter().map(|m| m.code).filter(|code| lacking(&milestones, code)).collect(),
        }
    }
}
