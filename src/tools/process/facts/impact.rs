//! The roles that a change touches: what becomes different for each, which cards there are, what has to be learnt and
//! which resistance is to be expected.

use super::{Map, Maps, to_be};
use crate::facts::{Fact, Facts};
use crate::sheet::Id;
use crate::text::{Text, text};
use crate::tools::adkar::{Person, Role};
use crate::tools::process::{Mark, Step};
use ecow::EcoString;
use std::collections::HashMap;
use std::sync::Arc;

/// What a change of processes means for one role.
#[derive(Clone, Debug, PartialEq)]
pub struct Touched {
    /// The process; none for steps without one.
    pub process: Option<Id>,
    /// The role.
    pub role: Role,
    /// The first step of the role that changes.
    pub first: Id,
    /// The steps that go away from the role.
    pub loses: usize,
    /// The steps that the role does in another way.
    pub differs: usize,
    /// The steps that come to the role.
    pub gains: usize,
    /// Minutes of work an order, before and after.
    pub work: (f64, f64),
    /// What has to be learnt.
    pub skills: Vec<EcoString>,
    /// The cards of the role.
    pub cards: Vec<Id>,
    /// The people on these cards.
    pub people: u64,
}

impl Touched {
    /// The resistance to expect, by what the change does to the role; the gravest first.
    pub fn resistance(&self) -> Text {
        let (before, after) = self.work;
        if self.loses > 0 && self.gains == 0 && after < before {
            text("利益：怕岗位没了、权限变小", "self-interest: fear for the job or for its authority")
        } else if !self.skills.is_empty() || self.gains > self.loses {
            text("能力：怕学不会、做不来", "ability: fear of not being up to it")
        } else if after > before {
            text("疲劳：活更多了", "fatigue: more to do than before")
        } else {
            text("认知：不明白为什么要改", "cognitive: why change at all?")
        }
    }
}

/// The roles touched by all processes, process by process, in order of appearance.
pub struct Impact(pub Vec<Touched>);

impl Fact for Impact {
    fn compute(facts: &Facts) -> Impact {
        let mut cards: HashMap<Role, (Vec<Id>, u64)> = HashMap::new();
        for person in facts.rows::<Person>() {
            if let Some(role) = person.role {
                let (ids, people) = cards.entry(role).or_default();
                ids.push(person.id);
                *people += person.people();
            }
        }
        let mut touched: Vec<Touched> = facts.get::<Maps>().0.iter().flat_map(roles).collect();
        for role in &mut touched {
            if let Some((ids, people)) = cards.get(&role.role) {
                (role.cards, role.people) = (ids.clone(), *people);
            }
        }
        Impact(touched)
    }
}

/// The roles that one process touches.
fn roles(map: &Map) -> Vec<Touched> {
    let mut touched: Vec<Touched> = Vec::new();
    for row in map.rows.iter().filter(|row| to_be::is_changed(row) || !row.skill.trim().is_empty()) {
        let gone = row.mark == Some(Mark::Eliminate);
        // Of a step that nobody is named for nothing can go over to anybody.
        let known = row.role.is_some() || row.to_role.is_some();
        let becomes = map.to_be.of_row(row.id).filter(|stage| known && !stage.automated);
        let to = becomes.and_then(|stage| stage.role);
        let from = if row.is_as_is() { row.role } else { None };
        for role in from.into_iter().chain(to.filter(|to| Some(*to) != from)) {
            let at = touched.iter().position(|known| known.role == role).unwrap_or_else(|| {
                touched.push(blank(map.process, role, row));
                touched.len() - 1
            });
            let known = &mut touched[at];
            match (from == Some(role), to == Some(role)) {
                (true, false) => known.loses += 1,
                (false, true) => known.gains += 1,
                _ => known.differs += 1,
            }
            let skill = EcoString::from(row.skill.trim());
            if (to == Some(role) || (to.is_none() && !gone))
                && !skill.is_empty()
                && !known.skills.contains(&skill)
            {
                known.skills.push(skill);
            }
        }
    }
    for known in &mut touched {
        let of = |stages: &[super::Stage], by_people: bool| -> f64 {
            stages
                .iter()
                .filter(|stage| stage.role == Some(known.role))
                .filter(|stage| !by_people || !stage.automated)
                .filter_map(|stage| stage.work)
                .sum()
        };
        known.work = (of(&map.as_is.stages, false), of(&map.to_be.stages, true));
    }
    touched
}

fn blank(process: Option<Id>, role: Role, row: &Arc<Step>) -> Touched {
    Touched {
        process,
        role,
        first: row.id,
        loses: 0,
        differs: 0,
        gains: 0,
        work: (0.0, 0.0),
        skills: Vec::new(),
        cards: Vec::new(),
        people: 0,
    }
}
