//! PF1: a role that carries three live changes or more at the same time.

use super::{FATIGUE, Member};
use crate::finding::{Finding, Level, Place};
use crate::say;
use crate::sheet::Row as _;
use crate::text::{Phrase, Text, text};
use crate::tools::adkar::{Person, Role};
use std::cmp::Reverse;

const SOURCE: Text = text("工具5 阻力应对手册：疲劳阻力", "Tool 5, resistance handbook: fatigue");

/// So many projects of a role, and so many groups of roles, are named; the others are counted.
const NAMED: usize = 4;

/// A role with the live changes that it carries.
#[derive(Clone, Debug, PartialEq)]
pub struct Burden {
    /// The role.
    pub role: Role,
    /// The projects: the place among the members, the name, and how many people of the role are on its cards.
    pub changes: Vec<(usize, String, u64)>,
}

/// The roles that carry too much, in the order of the roles.
pub fn burdens(members: &[Member]) -> Vec<Burden> {
    // "Other staff" are different people in every project, so nothing follows from counting them.
    let roles = Role::ALL.iter().copied().filter(|role| *role != Role::OtherStaff);
    let burden = |role| {
        let live = members.iter().enumerate().filter(|(_, member)| member.is_live());
        let change = |(at, member): (usize, &Member)| {
            member.known()?.roles.get(&role).map(|people| (at, member.name.clone(), *people))
        };
        let mut changes: Vec<_> = live.filter_map(change).collect();
        // In the order in which they began, however the projects stand on the screen.
        changes
            .sort_by_key(|(at, name, _)| (Reverse(members[*at].known().and_then(|s| s.day)), name.clone()));
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
    groups.sort_by_key(|group| Reverse(group.first().map_or(0, |first| first.changes.len())));
    let mut said: Vec<Phrase> = groups.iter().take(NAMED).filter_map(|group| sentence(group)).collect();
    let left = groups.iter().skip(NAMED).map(Vec::len).sum::<usize>();
    if left > 0 {
        said.push(say!("另有 {left} 个角色", "other roles: {left}"));
    }
    if said.is_empty() {
        return None;
    }
    let zh: Vec<&str> = said.iter().map(|s| s.zh.as_ref()).collect();
    let en: Vec<&str> = said.iter().map(|s| s.en.as_ref()).collect();
    Some(Finding {
        id: "PF1",
        level: Level::Act,
        evidence: Phrase { zh: zh.join("；").into(), en: en.join("; ").into() },
        advice: text(
            "减少同时进行的变革：推迟一项，或给这些人更长的时间，先做稳一项再开下一项",
            "Do less at once: put one of these changes off, or give these people more time, and let one settle before the next",
        )
        .into(),
        source: SOURCE,
        place: Place { sheet: Person::SHEET, row: None, column: "role" },
    })
}

fn places(burden: &Burden) -> impl Iterator<Item = usize> {
    burden.changes.iter().map(|(at, ..)| *at)
}

/// Who carries which changes, with the people on the cards of each.
fn sentence(group: &[&Burden]) -> Option<Phrase> {
    let first = group.first()?;
    let zh: Vec<&str> = group.iter().map(|b| b.role.label().zh).collect();
    let en: Vec<&str> = group.iter().map(|b| b.role.label().en).collect();
    let (zh, en, count) = (zh.join("、"), en.join(", "), first.changes.len());
    let people = |n: usize| group.iter().filter_map(|b| b.changes.get(n)).map(|change| change.2).sum::<u64>();
    let named = || first.changes.iter().enumerate().map(|(n, (_, name, _))| (name, people(n)));
    let shown = || named().take(if count > NAMED + 1 { NAMED } else { count });
    let zh_names: Vec<String> = shown().map(|(name, people)| format!("{name}（{people} 人）")).collect();
    let en_names: Vec<String> = shown().map(|(name, people)| format!("{name} ({people})")).collect();
    let (more_zh, more_en) = match count - zh_names.len() {
        0 => (String::new(), String::new()),
        more => (format!("，另 {more} 项"), format!(" and {more} more")),
    };
    let (zh_names, en_names) = (zh_names.join("、"), en_names.join(", "));
    Some(say!(
        "{zh}同时承担 {count} 项变革：{zh_names}{more_zh}",
        "{en}, {count} live changes at once: {en_names}{more_en}"
    ))
}
