//! PF1: a role that carries three live changes or more at the same time.

use super::{FATIGUE, Member};
use crate::finding::{Consequence, Finding, Level, Place};
use crate::say;
use crate::sort::StableSort;
use crate::text::{Phrase, Text, count, joined, list, text};
use crate::tools::adkar::{Person, Role};
use std::cmp::Reverse;
use std::collections::BTreeSet;

const SOURCE: Text = text("阻力应对手册：疲劳阻力", "Resistance handbook: fatigue");

/// So many projects of a role, and so many groups of roles, are named; the others are counted.
const NAMED: usize = 4;

/// A role with the live changes that it carries.
#[derive(Clone, Debug, PartialEq)]
pub struct Burden {
    /// The role.
    pub role: Role,
    /// The projects: the place among the members, the name, and how many people of the role it concerns.
    pub changes: Vec<(usize, String, u64)>,
}

/// The roles that carry too much, in the order of the roles.
pub fn burdens(members: &[Member]) -> Vec<Burden> {
    // "Other staff" are different people in every project, so nothing follows from counting them.
    let all: BTreeSet<Role> =
        members.iter().filter_map(Member::known).flat_map(|state| state.roles.keys().copied()).collect();
    let roles = all.into_iter().filter(|role| *role != Role::OtherStaff);
    let burden = |role| {
        let live = members.iter().enumerate().filter(|(_, member)| member.is_live());
        let change = |(at, member): (usize, &Member)| {
            member.known()?.roles.get(&role).map(|people| (at, member.name.clone(), *people))
        };
        let mut changes: Vec<_> = live.filter_map(change).collect();
        // In the order in which they began, however the projects stand on the screen.
        changes.stable_sort_by_key(|(at, name, _)| {
            (Reverse(members[*at].known().and_then(|s| s.day)), name.clone())
        });
        Burden { role, changes }
    };
    roles.map(burden).filter(|burden| burden.changes.len() >= FATIGUE).collect()
}

/// One finding for all of them. Roles that carry the same projects are named together.
pub(super) fn finding(burdens: &[Burden]) -> Option<Finding> {
    let mut groups: Vec<Vec<&Burden>> = Vec::new();
    for burden in burdens {
        let same =
            |group: &&mut Vec<&Burden>| group.first().is_some_and(|first| places(first).eq(places(burden)));
        match groups.iter_mut().find(same) {
            Some(group) => group.push(burden),
            None => groups.push(vec![burden]),
        }
    }
    // Who carries most comes first.
    groups.stable_sort_by_key(|group| Reverse(group.first().map_or(0, |first| first.changes.len())));
    let mut said: Vec<Phrase> = groups.iter().take(NAMED).filter_map(|group| sentence(group)).collect();
    let left = groups.iter().skip(NAMED).map(Vec::len).sum::<usize>();
    if left > 0 {
        said.push(say!(
            "另有 {roles}",
            "{roles}",
            roles = count(left as u64, "个角色", "more role", "more roles")
        ));
    }
    if said.is_empty() {
        return None;
    }
    let advice = text(
        "减少同时进行的变革：推迟一项，或给这些人更长的时间，先做稳一项再开下一项",
        "Run fewer changes at once: postpone one, or give these people more time, and let one settle before the next begins",
    );
    Some(Finding {
        id: "PF1",
        level: Level::Act,
        evidence: joined(&said, text("；", "; ")),
        advice: advice.into(),
        action: advice.into(),
        source: SOURCE,
        place: Place::of(None, Person::COL.role),
        consequence: Consequence::People,
        people: 0,
    })
}

fn places(burden: &Burden) -> impl Iterator<Item = usize> {
    burden.changes.iter().map(|(at, ..)| *at)
}

/// Says who carries which changes, with the people whom each concerns.
fn sentence(group: &[&Burden]) -> Option<Phrase> {
    let first = group.first()?;
    let roles: Vec<Phrase> = group.iter().map(|burden| burden.role.label()).collect();
    let count = first.changes.len();
    let people = |n: usize| group.iter().filter_map(|b| b.changes.get(n)).map(|change| change.2).sum::<u64>();
    let shown = if count > NAMED + 1 { NAMED } else { count };
    let named = first.changes.iter().enumerate().take(shown);
    let named: Vec<Phrase> =
        named.map(|(n, (_, name, _))| say!("{name}（{n} 人）", "{name} ({n})", n = people(n))).collect();
    let more = match count - shown {
        0 => Phrase::same(""),
        more => say!("，另 {more} 项", " and {more} more"),
    };
    Some(say!(
        "{who}同时承担 {count} 项变革：{changes}{more}",
        "{who}, {count} live changes at once: {changes}{more}",
        who = list(&roles),
        changes = list(&named),
        more,
    ))
}
