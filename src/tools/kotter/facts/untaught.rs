//! Skills that changed processes need and no training teaches.

use crate::facts::{Fact, Facts};
use crate::sheet::{Id, comparable};
use crate::tools::adkar::Role;
use crate::tools::kotter::Training;
use crate::tools::process::Impact;
use ecow::EcoString;
use std::collections::HashSet;

/// A skill that a role has to learn.
#[derive(Clone, Debug, PartialEq)]
pub struct Skill {
    /// What has to be learnt.
    pub topic: EcoString,
    /// Who has to learn it.
    pub role: Role,
    /// The people of the role on cards.
    pub people: u64,
    /// The first step of the role that changes.
    pub step: Id,
}

/// The skills that no training of the role has as its topic, each once, in the order of the processes. Case, width and
/// blanks do not matter.
pub struct Untaught(pub Vec<Skill>);

impl Fact for Untaught {
    fn compute(facts: &Facts) -> Untaught {
        let taught: HashSet<(Option<Role>, String)> =
            facts.rows::<Training>().iter().map(|row| (row.role, comparable(&row.topic))).collect();
        let mut seen = HashSet::new();
        let mut untaught = Vec::new();
        for touched in &facts.get::<Impact>().0 {
            for topic in &touched.skills {
                let name = comparable(topic);
                let is_taught =
                    [None, Some(touched.role)].into_iter().any(|role| taught.contains(&(role, name.clone())));
                if !is_taught && seen.insert((touched.role, name)) {
                    untaught.push(Skill {
                        topic: topic.clone(),
                        role: touched.role,
                        people: touched.people,
                        step: touched.first,
                    });
                }
            }
        }
        Untaught(untaught)
    }
}
